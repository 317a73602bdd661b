"""Pictures made of characters, and the same as SVG."""
