"""Colours: themes, and what keeps them readable."""
