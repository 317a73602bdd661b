"""The ranking of a cluster-year with all that explains it: states, tie-breakers, fingerprint."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

from msgspec import Struct

from events.command import History
from events.event import Entry
from events.holds import UnitHeld, dissolved, held, without_place
from events.membership import members
from events.ranking import totals
from events.result_departures import Departure, departures
from events.result_events import ResultAdopted, adopted
from events.rosters import headcount
from events.score_book.book import ScoreBook
from events.score_book.order import Ranked, fingerprint
from events.score_book.tie_chain import TiePair, tie_pairs
from events.score_sheets import missing
from events.tie_decisions import undecided
from events.tie_events import TieDecided, decisions, void
from events.withdrawn_units import unconsidered
from events.year_ranking import YearRanking, ranking_in

UnitState: TypeAlias = Literal[
    "ranked", "withdrew", "held", "knocked-out", "dissolved", "no-place", "not-scored", "none"
]
"""What a unit is in a ranking: with a place, or why it has none."""


class RankedYear(Struct, frozen=True, kw_only=True):
    """The ranking of a cluster-year.

    Attributes:
        order: The order by scores, and what it follows from.
        sums: Unit -> its total, of the members with final points.
        result: The result in force; None where none was adopted.
        places: Unit -> its place as adopted, else as the scores give it; the first place first.
        complete: Whether no final score of a unit to be ranked is missing; then the scores give
            places that a result by consensus can depart from.
        moved: The units whose adopted place is not that by complete scores.
        holds: Unit -> its hold, of the units that are on hold.
        withdrew: The units that asked not to be considered.
        ended: The units that no longer existed at the end of the year, or on the day of the result.
        undecided: Place and units of ties across a place with consequences that no act decided.
        void: Decisions about units that the scores no longer leave equal.
        position: The last entry that the ranking rests on; 0 where there is none.
        fingerprint: The short hash of the ranking; empty where no unit has a place.
    """

    order: YearRanking
    sums: Mapping[str, Decimal]
    result: ResultAdopted | None
    places: Mapping[str, int]
    complete: bool
    moved: tuple[Departure, ...]
    holds: Mapping[str, UnitHeld]
    withdrew: Container[str]
    ended: Container[str]
    undecided: tuple[tuple[int, tuple[str, ...]], ...]
    void: tuple[TieDecided, ...]
    position: int
    fingerprint: str

    @property
    def by_scores(self) -> Mapping[str, int]:
        """Unit -> the place that complete scores give it; empty while scores are missing."""
        return {one.unit: one.place for one in self.order.ranked} if self.complete else {}

    def chain(self) -> tuple[TiePair, ...]:
        """Return the neighbours with equal totals, and what decided between them."""
        order = self.order
        if order.book is None:
            return ()
        return tie_pairs(order.book, order.ranked, order.sheets, order.known)

    def decided_by(self) -> dict[str, str]:
        """Return unit -> what parted it from the unit above, where its place is by the scores.

        `total`, the kind of a tie-breaker (for a criterion with its code: `criterion I`), or how an
        act decided the tie (`by-lot`); a unit that shares the place of the unit above is absent.
        """
        book, found = self.order.book, dict[str, str]()
        for one in self.order.ranked:
            here = book is not None and self.places.get(one.unit) == one.place
            if book is not None and here and (by := _decided(book, one)):
                found[one.unit] = by
        return found

    def state(self, unit: str) -> UnitState:
        """Return what a unit is in the ranking."""
        if unit in self.places:
            return "ranked"
        if unit in self.withdrew:
            return "withdrew"
        if unit in self.holds:
            return "knocked-out" if self.holds[unit].ground == "knock-out" else "held"
        if unit in self.ended:
            return "dissolved"
        if self.result is not None:
            return "no-place"
        return "not-scored" if self.order.book is not None else "none"


def ranked_year(
    history: History,
    cluster: str,
    year: int,
    entries: Iterable[Entry] = (),
    ended: Mapping[str, date] | None = None,
) -> RankedYear:
    """Return the ranking of a cluster-year.

    Args:
        history: The entries in force that the ranking follows from, with the result before.
        cluster: The code of a cluster.
        year: The year.
        entries: The entries of the year itself, the last of which the fingerprint names.
        ended: Unit -> its first day without it; None to read it from the history.
    """
    order = ranking_in(history, cluster, year, ended=ended)
    result = adopted(history, cluster, year)
    sums = _sums(order, history, cluster, year)
    given = _given(order, result)
    out = unconsidered(history, cluster, year)
    holds = held(history, cluster, year)
    belong = members(history, cluster, year)
    without = without_place(history, cluster, year, ended=ended)
    asked = [unit for unit in belong if unit not in without]
    whole = bool(asked and order.book) and not missing(history, cluster, year, asked)
    agreed = result is not None and result.basis == "agreed"
    count = headcount(history, cluster, year) or len(belong)
    position = max((entry.position for entry in entries), default=0)
    basis = result.basis if result else "provisional"
    return RankedYear(
        order=order,
        sums=sums,
        result=result,
        places={one.unit: one.place for one in given},
        complete=whole,
        moved=departures(order.ranked, result.places) if result and agreed and whole else (),
        holds=holds,
        withdrew=out,
        ended=dissolved(history, cluster, year, ended=ended),
        undecided=tuple(undecided(order.ranked, order.book, count)) if order.book else (),
        void=void(order.undecided, decisions(history, cluster, year)),
        position=position,
        fingerprint=fingerprint(given, order.sheets, basis, order.version, position)
        if given
        else "",
    )


def _sums(order: YearRanking, history: History, cluster: str, year: int) -> Mapping[str, Decimal]:
    if order.book is None:
        return totals(history, cluster, year)
    belong = members(history, cluster, year)
    return {u: sheet.total for u, sheet in order.sheets.items() if u in belong and sheet.points}


def _given(order: YearRanking, result: ResultAdopted | None) -> tuple[Ranked, ...]:
    """Return the places as adopted, else as the scores give them."""
    if result is None:
        return order.ranked
    shared = [place.place for place in result.places]
    return tuple(
        Ranked(unit=p.unit, place=p.place, tied=shared.count(p.place) > 1, decided_by=None)
        for p in sorted(result.places, key=lambda place: place.place)
    )


def _decided(book: ScoreBook, one: Ranked) -> str:
    if one.decided_by is None:
        return f"by-{one.act}" if one.act else ""
    if not one.decided_by:
        return "total"
    step = book.tie_breaks[one.decided_by - 1]
    return f"{step.by} {step.criterion}" if step.criterion else step.by
