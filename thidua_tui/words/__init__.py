"""Values to words: every sentence that people read, from `locale/`."""
