"""Messages in two languages, from `locale/`."""
