"""Issued papers and the ledger: which are still true, and which an act makes differ.

The facts of a paper follow from the scopes that making it reads. While no entry within these is
new, they are the same: so they are made once, and after an act only where it touches them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias

from msgspec import Struct

from events.errors import BadInput
from events.event import Entry, Scope, name_of
from events.papers import REGISTER, PaperIssued
from views.names import NAMED
from views.paper_register import PaperRegister, PaperRow
from views.papers.differing import (
    Facts,
    Point,
    differing,
    facts_at,
    moved,
    stated_in,
    subject_of,
)
from views.projection import Reader, project
from views.shared_projections import matches
from views.shared_reader import SharedReader

Papers: TypeAlias = tuple[tuple[PaperRow, PaperIssued], ...]
"""Papers, each with its row in the register."""


class AffectedPaper(Struct, frozen=True, kw_only=True):
    """An issued paper from which the ledger differs otherwise after an act than before.

    Attributes:
        row: Its row in the register.
        then: The facts that it states.
        now: The facts after the act; None where no such paper can be made any more.
        points: The points in which it differs then; empty where it is true again.
        moved: Those of them that the act changes.
    """

    row: PaperRow
    then: Facts
    now: Facts | None
    points: tuple[Point, ...]
    moved: tuple[Point, ...]


class _Made(Struct):
    """The facts of a paper at a position, and the scopes from which they were made."""

    at: int
    facts: Facts | None
    scopes: frozenset[Scope]


class IssuedPapers:
    """The papers that a ledger has issued, with their facts as far as these were asked for.

    It keeps no ledger: each question brings a reader, always of the same ledger.
    """

    def __init__(self) -> None:
        self._register: tuple[int, Papers] = (0, ())
        self._made: dict[str, _Made] = {}

    def papers(self, reader: Reader, at: int) -> Papers:
        """Return the papers that count at a position: issued and not cancelled.

        Args:
            reader: The source of the entries.
            at: The position, from 1.
        """
        known, papers = self._register
        if at < known:
            return _registered(reader, at)
        new = reader.read(Scope(events=REGISTER), after=known, until=at)
        if next(iter(new), None) is not None:
            papers = _registered(reader, at)
        self._register = (at, papers)
        return papers

    def points(
        self, row: PaperRow, issued: PaperIssued, at: int, reader: SharedReader
    ) -> tuple[Point, ...]:
        """Return the points in which a paper differs from the ledger at a position.

        Args:
            row: Its row in the register.
            issued: The paper.
            at: The position, from 1.
            reader: The source of the entries, shared by the papers that are asked for.
        """
        return differing(stated_in(issued), self._facts(row, issued, at, reader).facts)

    def affected(
        self, reader: Reader, since: int, entries: Sequence[Entry]
    ) -> Iterator[AffectedPaper]:
        """Yield the papers from which the ledger differs otherwise because of an act.

        Nothing is computed where no paper was issued.

        Args:
            reader: The ledger with the entries of the act, recorded or imagined.
            since: The position before the act.
            entries: The entries of the act.
        """
        if not entries:
            return
        shared, until = SharedReader(reader), entries[-1].position
        for row, issued in self.papers(reader, since):
            if not _may_concern(row, entries):
                continue
            made = self._facts(row, issued, since, shared)
            if not _touches(entries, made.scopes):
                continue
            now = facts_at(shared, issued.paper_kind, subject_of(issued), until)
            if now == made.facts:
                continue
            then = stated_in(issued)
            before, points = differing(then, made.facts), differing(then, now)
            if points != before:
                new = moved(before, points)
                yield AffectedPaper(row=row, then=then, now=now, points=points, moved=new)

    def _facts(self, row: PaperRow, issued: PaperIssued, at: int, reader: SharedReader) -> _Made:
        """Return the facts at a position: those of before, unless something new touches them."""
        key = f"{row.cluster}/{row.paper_code}"
        known = self._made.get(key)
        if known and known.at <= at:
            new = [*reader.read(after=known.at, until=at)] if known.at < at else []
            if not _touches(new, known.scopes):
                self._made[key] = _Made(at, known.facts, known.scopes)
                return self._made[key]
        reader.noted = set()
        facts = facts_at(reader, issued.paper_kind, subject_of(issued), at)
        made = _Made(at, facts, frozenset(reader.noted))
        if known is None or known.at <= at:
            self._made[key] = made
        return made


def _registered(reader: Reader, at: int) -> Papers:
    register = project(PaperRegister(), reader, at)
    rows = (row for row in register.rows() if row.state != "cancelled")
    papers = ((row, register.issued(row)) for row in rows)
    return tuple(paper for paper in papers if _is_readable(paper[1]))


def _is_readable(issued: PaperIssued) -> bool:
    """Return whether the facts are none that a later program stored in another shape."""
    try:
        return stated_in(issued) is not None
    except BadInput:
        return False


def _touches(entries: Iterable[Entry], scopes: Iterable[Scope]) -> bool:
    return any(matches(entry, scope) for entry in entries for scope in scopes)


def _may_concern(row: PaperRow, entries: Sequence[Entry]) -> bool:
    """Return whether entries may concern a paper: its cluster, or a name."""
    for entry in entries:
        event: Any = entry.event
        clusters = {
            tag.removeprefix("cluster:").partition("/")[0]
            for tag in event.tags()
            if tag.startswith("cluster:")
        }
        kinds = {*getattr(event, "kinds", ()), name_of(event)}
        if not clusters or row.cluster in clusters or kinds & _NAMING:
            return True
    return False


_NAMING = frozenset(map(name_of, NAMED))
"""The stored names of what makes, names or ends a unit or a cluster."""
