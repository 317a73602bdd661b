"""The operating system as the program sees it: a protocol, an implementation for each system."""
