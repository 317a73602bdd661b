"""Every target there is, by name."""

from tests.fuzz import files, sheets, typed
from tests.fuzz.target import TARGETS

__all__ = ["TARGETS", "files", "sheets", "typed"]
