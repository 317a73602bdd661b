"""Rows as text: the columns of each table, and its cells."""
