"""The interface: keys and words in, screens and tables out."""
