"""Queries that commands and screens share: a table, a picture, an answer in words."""
