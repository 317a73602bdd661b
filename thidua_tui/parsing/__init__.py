"""Text to values: days, numbers, names as people type them, Vietnamese letters."""
