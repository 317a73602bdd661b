"""What was put to the vote: the numbers of every ballot, the rule it was held under, the words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from events.ballots import Course
from events.event import name_of
from events.procedures import USUAL
from events.vote_decisions import DECIDED
from events.vote_opening import VoteOpened
from events.vote_outcome import Arithmetic, arithmetic
from events.voting import Denominator, Method, Tally
from views.cluster_years import ClusterYears, OfClusterYear
from views.names import UnitName


class BallotRow(OfClusterYear, frozen=True, kw_only=True):
    """A vote and its decision; `decision` is `vote-opened` where its outcome is not recorded.

    `numbers` are those of each ballot, for the unit that was chosen or the question; `units` are
    the names of all units in the course.
    """

    decision: str
    unit: str | None
    unit_name: str | None
    form: str
    method: Method
    votes_for: int | None
    votes_total: int | None
    votes_of: Denominator | None
    numbers: tuple[Arithmetic, ...]
    course: Course | None
    units: tuple[UnitName, ...]


class Ballots(ClusterYears):
    """The votes by cluster and year, in the order of the ledger.

    Args:
        cluster: The code of a cluster; None for all.
        year: The year; None for all.
        on: The last day to look at; None for no limit.
    """

    kinds = (*DECIDED, VoteOpened)

    def rows(self) -> tuple[BallotRow, ...]:
        """Return one row per decision with a count, then the opened votes without an outcome."""
        return tuple(row for cluster, year in self.keys() for row in self._rows(cluster, year))

    def decided(self) -> tuple[BallotRow, ...]:
        """Return the rows of decisions of which more than a share is known."""
        names = {name_of(kind) for kind in DECIDED}
        return tuple(row for row in self.rows() if row.course and row.decision in names)

    def _rows(self, cluster: str, year: int) -> Iterator[BallotRow]:
        events: list[Any] = [entry.event for entry in self.years[cluster, year]]
        used = set()
        for event in events:
            if isinstance(event, VoteOpened) or not (event.votes or event.course):
                continue
            if event.course:
                used.add(event.course.ballot)
            yield self._row(event, event.votes, event.course or Course())
        for event in events:
            if isinstance(event, VoteOpened) and event.ballot not in used:
                yield self._row(event, None, event.beginning)

    def _row(self, event: Any, votes: Tally | None, course: Course) -> BallotRow:
        unit = getattr(event, "unit", None)
        candidate = unit if unit and any(ballot.votes for ballot in course.rounds) else ""
        counted = bool(votes or course.rounds)
        numbers = arithmetic(course, course.rule or USUAL, votes, candidate) if counted else ()
        day = self.day(event.year)
        codes = dict.fromkeys(
            (
                *(one.unit for ballot in course.rounds for one in ballot.votes),
                *(course.tie.units if course.tie else ()),
                *course.hands,
            )
        )
        return BallotRow(
            **self.year_fields(event.cluster, event.year),
            decision=name_of(event) if not isinstance(event, VoteOpened) else event.matter,
            unit=unit,
            unit_name=self.names.unit(unit, day) if unit else None,
            form=getattr(event, "form", ""),
            method=getattr(event, "method", "not-recorded"),
            votes_for=votes.votes_for if votes else None,
            votes_total=votes.total if votes else None,
            votes_of=votes.of if votes else None,
            numbers=numbers,
            course=None if course == Course() else course,
            units=tuple(self.names.called(code, day) for code in codes),
        )
