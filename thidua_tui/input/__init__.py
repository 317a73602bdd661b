"""Text to values: days, numbers, names and units as people type them, and Vietnamese letters."""
