"""Sheets from outside: `.xlsx` and `.csv`, read within bounds with the standard library."""
