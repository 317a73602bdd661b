"""Workbooks for spreadsheets: what they show as data, and the file that is written from it."""
