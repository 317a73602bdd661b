"""The emulation compacts (giao ước thi đua): text, files, signatures, and who has not signed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from hashlib import sha256
from typing import Any

from msgspec import Struct

from events.command import History
from events.compact_signatures import CompactTextFiled
from events.compacts import (
    COMPACTS,
    CompactJoined,
    CompactSignature,
    SignerNamed,
    compact,
    signed_units,
)
from events.event import Entry, Event, Scope
from events.membership import ROSTER, electorate
from views.cluster_years import ClusterYears, OfClusterYear, happened, within
from views.names import UnitName


class Adhesion(UnitName, frozen=True, kw_only=True):
    """A unit that signed after the others; `on` is null where the day is unknown."""

    on: date | None


class Signature(UnitName, frozen=True, kw_only=True):
    """A signature of the signing round, or the signer of a unit that had signed.

    Person, office, time of day and day are empty or null where they are not recorded. `round` is
    whether the unit signed in the round; else it had signed, and its signer became known.
    """

    person: str
    office: str
    time: str
    on: date | None
    round: bool = True


class FiledText(Struct, frozen=True, kw_only=True):
    """A file of the compact's text: its name, its SHA-256 in hex digits, its size in bytes."""

    name: str
    sha256: str
    size: int


class CompactRow(OfClusterYear, frozen=True, kw_only=True):
    """The compact of a year.

    `signatories` is null where they are not recorded. `sha256` is that of the text in UTF-8,
    to compare a paper with; null where the wording is not at hand. `unsigned` are the members of
    the year's roster, or of the latest before it, that have not signed; null where no roster or no
    signatory is recorded.
    """

    signed_on: date | None
    place: str
    text: str
    sha256: str | None
    signatories: tuple[UnitName, ...] | None
    late: tuple[Adhesion, ...]
    signatures: tuple[Signature, ...] = ()
    unsigned: tuple[UnitName, ...] | None = None
    texts: tuple[FiledText, ...] = ()

    @property
    def signed(self) -> int | None:
        """How many units signed; None where the source names none."""
        of_round = sum(one.round for one in self.signatures)
        together = len(self.signatories or ())
        known = self.signatories is not None or self.late or of_round
        return together + len(self.late) + of_round if known else None


class Compacts(ClusterYears):
    """The compacts by year; with a day, those signed by then."""

    kinds = (*COMPACTS, *ROSTER, CompactTextFiled)

    def __init__(
        self, cluster: str | None = None, year: int | None = None, on: date | None = None
    ) -> None:
        super().__init__(cluster, year, on)
        self._rosters: dict[str, list[Entry]] = {}

    def scopes(self) -> tuple[Scope, ...]:
        """Return also the rosters of other years: a year that is not opened has none of its own."""
        return (*super().scopes(), within(ROSTER, self.cluster, None))

    def taking(self, kind: type[Event]) -> Callable[[Entry], None] | None:
        """Return the handler of a kind of event: rosters are kept twice."""
        return self.apply if issubclass(kind, ROSTER) else self._only(kind)

    def apply(self, entry: Entry) -> None:
        """Keep the rosters of all years next to the entries of the year."""
        super().apply(entry)
        event: Any = entry.event
        if isinstance(entry.event, ROSTER) and happened(event, self.on):
            self._rosters.setdefault(event.cluster, []).append(entry)

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
        filed = history.of(CompactTextFiled)
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
            signatures=tuple(
                Signature(
                    unit=e.unit,
                    name=self.names.unit(e.unit, day),
                    now=self.names.now(e.unit, day),
                    person=e.person,
                    office=e.office,
                    time=getattr(e, "time", ""),
                    on=getattr(e, "on", None),
                    round=isinstance(e, CompactSignature),
                )
                for e in history.of(CompactSignature, SignerNamed)
            ),
            unsigned=self._unsigned(history, cluster, year),
            texts=tuple(FiledText(name=e.name, sha256=e.sha256, size=e.size) for e in filed),
        )

    def _unsigned(self, history: History, cluster: str, year: int) -> tuple[UnitName, ...] | None:
        signed = signed_units(history, cluster, year)
        known = compact(history, cluster, year)
        unnamed = not signed and known is not None and known.signatories is None
        asked = electorate(History(self._rosters.get(cluster, ()), date.max), cluster, year)
        if unnamed or not asked:
            return None
        rest = [unit for unit in asked if unit not in signed]
        return tuple(self.names.called(unit, self.day(year)) for unit in rest)


def fingerprint(text: str) -> str | None:
    """Return the SHA-256 of the text in UTF-8, as hex digits; None when there is no text."""
    return sha256(text.encode()).hexdigest() if text else None
