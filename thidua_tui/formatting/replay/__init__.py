"""The replay of the headship: its player without a screen, and its text."""
