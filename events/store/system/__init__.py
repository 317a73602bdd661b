"""The operating system as the store sees it: a protocol, and an implementation for each system."""
