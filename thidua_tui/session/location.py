"""The current location: cluster, year, unit, and the moment as known at."""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct


class Location(Struct, frozen=True, kw_only=True):
    """The place on which an act's defaults rest; the page that opens it knows.

    With `known_at` the page shows the ledger as it was known then; with `on` what was true up to
    that day of the year. Nothing is recorded from either: what is typed would not show.
    """

    cluster: str | None = None
    year: int | None = None
    known_at: int | datetime | None = None
    unit: str | None = None
    on: date | None = None

    @property
    def looking_back(self) -> bool:
        """Whether this is another moment than now."""
        return self.known_at is not None or self.on is not None
