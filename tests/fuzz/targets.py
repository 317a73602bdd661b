"""Every target there is, by name."""

from tests.fuzz import files, papers, sheets, typed
from tests.fuzz.target import TARGETS

__all__ = ["TARGETS", "files", "papers", "sheets", "typed"]
