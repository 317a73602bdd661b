"""The emulation compacts (giao ước thi đua): text and its SHA-256, signatories, later joiners."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

from events.compacts import COMPACTS, CompactJoined, compact
from views.cluster_years import ClusterYears, OfClusterYear
from views.names import UnitName


class Adhesion(UnitName, frozen=True, kw_only=True):
    """A unit that signed after the others; `on` is null where the day is unknown."""

    on: date | None


class CompactRow(OfClusterYear, frozen=True, kw_only=True):
    """The compact of a year.

    `signatories` is null where they are not recorded. `sha256` is that of the text in UTF-8,
    to compare a paper with; null where the wording is not at hand.
    """

    signed_on: date | None
    place: str
    text: str
    sha256: str | None
    signatories: tuple[UnitName, ...] | None
    late: tuple[Adhesion, ...]


class Compacts(ClusterYears):
    """The compacts by year; with a day, those signed by then."""

    kinds = COMPACTS

    def rows(self) -> tuple[CompactRow, ...]:
        """Return the rows by cluster and year."""
        rows = (self._row(cluster, year) for cluster, year in self.keys())
        return tuple(row for row in rows if row)

    def _row(self, cluster: str, year: int) -> CompactRow | None:
        history = self.history(cluster, year)
        signed = compact(history, cluster, year)
        if not signed:
            return None
        day, units = self.day(year), signed.signatories
        late = history.of(CompactJoined)
        return CompactRow(
            **self.year_fields(cluster, year),
            signed_on=signed.on,
            place=signed.place,
            text=signed.text,
            sha256=fingerprint(signed.text),
            signatories=None if units is None else tuple(self.names.called(u, day) for u in units),
            late=tuple(
                Adhesion(
                    unit=e.unit,
                    name=self.names.unit(e.unit, day),
                    now=self.names.now(e.unit, day),
                    on=e.on,
                )
                for e in late
            ),
        )


def fingerprint(text: str) -> str | None:
    """Return the SHA-256 of the text in UTF-8, as hex digits; None when there is no text."""
    return sha256(text.encode()).hexdigest() if text else None
