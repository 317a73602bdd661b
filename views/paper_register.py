"""The registers of papers that a cluster issued (sổ văn bản): number, day, state."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime
from typing import Literal, NamedTuple, TypeAlias

from events.errors import BadInput
from events.event import Entry
from events.papers import (
    REGISTER,
    Numbering,
    PaperCancelled,
    PaperIssued,
    PaperKind,
    PaperNumbered,
    number_text,
)
from views.cluster_years import ClusterYears, OfClusterYear
from views.papers.differing import differing, facts_at, stated_in, subject_of
from views.projection import Reader
from views.shared_reader import SharedReader

PaperState: TypeAlias = Literal["issued", "unnumbered", "cancelled"]
"""Issued with its number; waiting for the number of the office; cancelled."""


class PaperRow(OfClusterYear, frozen=True, kw_only=True):
    """A paper that was issued; `year` is the year that it is about.

    Attributes:
        register: The calendar year of its register.
        kind: The kind of paper.
        number: Its number as printed; empty where it is not known yet.
        place: Its number in the register; 0 where the office gives it.
        numbering: Where the number comes from.
        issued_on: The day of issue; None where it is not known.
        paper_code: The code on the paper.
        meeting: The code of the meeting that it is about; empty for none.
        addressee: Whom it is about or goes to; empty for none.
        state: What became of it.
        cancelled_on: The day on which it was cancelled; None where it was not, or unknown.
        reason: Why it was cancelled; empty where it was not.
        files: The names of the files that were written of it.
        known_at: The position at which its facts were read.
        entry: The position of its entry.
        differs: In how many points the ledger differs from it; None where it was cancelled, or not
            compared.
    """

    register: int
    kind: PaperKind
    number: str
    place: int
    numbering: Numbering
    issued_on: date | None
    paper_code: str
    meeting: str
    addressee: str
    state: PaperState
    cancelled_on: date | None
    reason: str
    files: tuple[str, ...]
    known_at: int
    entry: int
    differs: int | None = None


class Gap(NamedTuple):
    """Numbers that no paper of a register has, from the first to the last."""

    cluster: str
    kind: PaperKind
    register: int
    first: int
    last: int


class PaperRegister(ClusterYears):
    """The papers by cluster and year, in the order of the ledger.

    Args:
        cluster: The code of a cluster; None for all.
        year: The year that the papers are about; None for all.
        on: The last day to look at; None for no limit.
    """

    kinds = REGISTER

    def __init__(
        self, cluster: str | None = None, year: int | None = None, on: date | None = None
    ) -> None:
        super().__init__(cluster, year, on)
        self._entries: dict[tuple[str, str], Entry] = {}
        self._reasons: dict[tuple[str, str], str] = {}
        self._differs: dict[tuple[str, str], int] = {}

    def apply(self, entry: Entry) -> None:
        """Fold an entry; that of a paper is kept with it."""
        if isinstance(entry.event, PaperIssued):
            self._entries[_key(entry.event)] = entry
        elif isinstance(entry.event, PaperCancelled):
            self._reasons[_key(entry.event)] = entry.reason
        super().apply(entry)

    def complete(self, reader: Reader, known_at: int | datetime | None) -> None:
        """Compare the papers that count with the ledger.

        Args:
            reader: The source of the entries.
            known_at: A position (from 1) or an instant (UTC), inclusive; None for the present.
        """
        shared = SharedReader(reader)
        for row in self.rows():
            if row.state != "cancelled":
                issued = self.issued(row)
                with suppress(BadInput):  # a later program stored its facts: that is not known
                    stated = stated_in(issued)
                    facts = facts_at(shared, issued.paper_kind, subject_of(issued), known_at)
                    points = differing(stated, facts)
                    self._differs[row.cluster, row.paper_code] = len(points)

    def rows(self) -> tuple[PaperRow, ...]:
        """Return one row per paper."""
        return tuple(
            self._row(cluster, year, issued)
            for cluster, year in self.keys()
            for issued in self.history(cluster, year).of(PaperIssued)
        )

    def issued(self, row: PaperRow) -> PaperIssued:
        """Return the event of a row, with facts and words."""
        event = self._entries[row.cluster, row.paper_code].event
        assert isinstance(event, PaperIssued)  # noqa: S101 - no other event is kept
        return event

    def gaps(self) -> tuple[Gap, ...]:
        """Return the numbers that are missing below the highest of each register."""
        taken: dict[tuple[str, PaperKind, int], set[int]] = {}
        for row in self.rows():
            if row.place:
                taken.setdefault((row.cluster, row.kind, row.register), set()).add(row.place)
        return tuple(
            Gap(*register, first, last)
            for register, numbers in taken.items()
            for first, last in _runs(n for n in range(1, max(numbers)) if n not in numbers)
        )

    def _row(self, cluster: str, year: int, issued: PaperIssued) -> PaperRow:
        history = self.history(cluster, year)
        later = [e for e in history.of(PaperNumbered) if e.paper_code == issued.paper_code]
        gone = [e for e in history.of(PaperCancelled) if e.paper_code == issued.paper_code]
        number = number_text(issued) or (later[-1].number if later else "")
        return PaperRow(
            **self.year_fields(cluster, year),
            register=issued.register,
            kind=issued.paper_kind,
            number=number,
            place=issued.serial,
            numbering=issued.numbering,
            issued_on=issued.on,
            paper_code=issued.paper_code,
            meeting=issued.about_meeting or "",
            addressee=issued.addressee,
            state="cancelled" if gone else "issued" if number else "unnumbered",
            cancelled_on=gone[-1].on if gone else None,
            reason=self._reasons.get(_key(issued), "") if gone else "",
            files=tuple(file.name for file in issued.files),
            known_at=issued.known_at,
            entry=self._entries[_key(issued)].position,
            differs=self._differs.get(_key(issued)),
        )


def _key(event: PaperIssued | PaperCancelled) -> tuple[str, str]:
    return event.cluster, event.paper_code


def _runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Return rising numbers as runs, each with its first and last."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found
