"""Filling a form, without a screen: what is typed, what may be chosen, what is kept of it."""
