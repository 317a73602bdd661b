"""Acts as data: what can be recorded, what each asks, what it changes, how it is taken back."""
