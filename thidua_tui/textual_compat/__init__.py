"""All uses of private parts of Textual, each with the reason why no public part does it.

Textual may change these parts in any release. `TEXTUAL` is the release that they were checked
with; `tests/test_textual_compat.py` fails with the installation of another, names the parts that
are gone, and finds uses outside this package.
"""

TEXTUAL = "8.2.8"
"""The release of Textual that the modules of this package were checked with."""
