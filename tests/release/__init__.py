"""The files that are given to offices: a folder for Windows, one file for Linux.

`python -m tests.release win64 --to FOLDER`, `… pyz …`, `… pins`: docs/release.md says when and how.
"""
