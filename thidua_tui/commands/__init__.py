"""The commands, one file each; every one imports what it needs only when it runs."""
