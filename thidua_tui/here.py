"""Where a person stands: which cluster, which year, which unit, and as known when."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct


class Here(Struct, frozen=True, kw_only=True):
    """The place on which an act's defaults rest; the page that opens it knows.

    With `known_at` the page shows the ledger as it was; nothing is recorded from there.
    """

    cluster: str | None = None
    year: int | None = None
    known_at: int | datetime | None = None
    unit: str | None = None
