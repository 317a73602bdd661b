"""The Textual application: its actions, its start, and the screens that it opens."""
