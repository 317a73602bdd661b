"""What sentences ask for names: a ledger's names, or the codes alone."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from events.event import Event
from views.names import Day


class Naming(Protocol):
    """Names of codes, as they were on a day (`None`: the latest known)."""

    def unit(self, code: str, on: date | None = None) -> str:
        """The unit's name."""

    def cluster(self, code: str, on: date | None = None) -> str:
        """The cluster's name."""

    def movement(self, code: str) -> str:
        """The movement's name."""

    def before(self, event: Event, /) -> Naming:
        """Names as they were before an act."""

    def form(self, code: str, on: Day = None) -> str:
        """The name of a form of award; empty where the ledger gives it none."""


class Codes:
    """Names for a ledger without names: the code itself."""

    def unit(self, code: str, on: date | None = None) -> str:  # noqa: ARG002 - the same on any day
        """The code."""
        return code

    cluster = unit

    def movement(self, code: str) -> str:
        """The code."""
        return code

    def before(self, _: Event, /) -> Naming:
        """The codes."""
        return self

    def form(self, code: str, on: Day = None) -> str:  # noqa: ARG002 - no ledger, no names
        """No name: the program has its own."""
        return ""
