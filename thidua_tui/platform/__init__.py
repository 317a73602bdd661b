"""Operating system and account: files, terminal, settings, colours."""
