"""Widgets of ours: text entry that keeps the order of typing, tables, pictures."""
