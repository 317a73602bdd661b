"""The year's score book as data: a tree of criteria, formulas, gates, tie-breakers; pure code.

Rules are issued again each year by a numbered decision; code only interprets them. Numbers are
exact fractions until the single rounding that the book names.
"""
