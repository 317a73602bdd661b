"""What sentences ask of names: those of codes, on a day or before an act."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from events.event import Event


class Naming(Protocol):
    """Names of codes, as they were on a day (`None`: the latest known)."""

    def unit(self, code: str, on: date | None = None) -> str:
        """The unit's name."""

    def cluster(self, code: str, on: date | None = None) -> str:
        """The cluster's name."""

    def before(self, event: Event, /) -> Naming:
        """Names as they were before an act."""


class Codes:
    """Names when nobody knows any: the code itself."""

    def unit(self, code: str, on: date | None = None) -> str:  # noqa: ARG002 - the same on any day
        """The code."""
        return code

    cluster = unit

    def before(self, _: Event, /) -> Naming:
        """The codes."""
        return self
