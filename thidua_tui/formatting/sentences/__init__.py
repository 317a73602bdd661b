"""Facts as sentences, for pages and commands."""
