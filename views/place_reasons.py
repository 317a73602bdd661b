"""Why a unit has its place: the book, the sheets, the order, and the scores behind each line.

Places of an adopted result are as adopted; what the points give is next to them. Everything is
computed from a single reading: another pair of units, or a trial of other scores, needs no other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import ClassVar, Literal, TypeAlias

from events.award_events import AWARDS, current_nominations
from events.circumstances import circumstances
from events.command import History
from events.event import Entry, Event, Scope
from events.holds import HOLDS, dissolved, held
from events.membership import ROSTER, members
from events.result_events import RESULT, Basis, adopted
from events.rule_book import RULES, RulesAmended, RulesIssued, book_of, versions
from events.score_board import Ordered, Scoreboard
from events.score_book.book import Node, ScoreBook
from events.score_book.compare import Margin, margins, quota_places, step_of
from events.score_book.evaluate import Sheet
from events.score_book.order import Circumstances, Ranked
from events.score_sheets import final_stage
from events.scoring import ScoreRecorded, Stage
from events.tie_events import TieDecided, decisions, settled
from events.withdrawn_units import UnitWithdrew, unconsidered
from events.women_counts import WomenCounted
from views.cluster_years import ClusterYears, within
from views.names import Names

Standings: TypeAlias = Literal["adopted", "provisional"]
NoPlace: TypeAlias = Literal[
    "withdrew", "held", "dissolved", "no-points", "not-named", "unknown-unit"
]
"""Why a unit has no place: not considered at its request, on hold, ended, without final points, not
named by the adopted result, or no member."""


@dataclass(frozen=True)
class YearReasons:
    """What the places of a cluster-year follow from.

    Attributes:
        issued: The versions of the rule book, the latest last.
        units: The members, in the order of the roster.
        out: The units that asked not to be considered.
        held: The units whose consideration is on hold.
        ended: The units that no longer existed at the end of the year, or on the day of the result.
        decided: What was decided about ties.
        scores: Unit and leaf -> the entries of its scores of all stages, in the order recorded.
        state: Whether the places were adopted.
        basis: Whether the adopted places follow from the scores; None while provisional.
        on: The day of the adoption; None where it is unknown or nothing is adopted.
        given: Unit -> its place.
        known: Unit -> what tie-breakers look at besides the sheet.
        nominated: Unit -> the awards that it is nominated for.
    """

    cluster: str
    year: int
    names: Names
    issued: Sequence[RulesIssued | RulesAmended]
    units: tuple[str, ...]
    out: frozenset[str]
    held: frozenset[str]
    ended: frozenset[str]
    decided: tuple[TieDecided, ...]
    scores: Mapping[tuple[str, str], Sequence[Entry]]
    state: Standings
    basis: Basis | None
    on: date | None
    given: Mapping[str, int]
    known: Mapping[str, Circumstances]
    nominated: Mapping[str, Sequence[str]]

    @cached_property
    def book(self) -> ScoreBook:
        """The latest version of the book."""
        return book_of(self.issued[-1])

    @cached_property
    def nodes(self) -> Mapping[str, Node]:
        """Code -> line of the book."""
        return {node.code: node for node in self.book.nodes()}

    @property
    def considered(self) -> tuple[str, ...]:
        """The members that are ranked."""
        return tuple(unit for unit in self.units if unit not in self._without)

    @property
    def _without(self) -> frozenset[str]:
        return self.out | self.held | self.ended

    def board(self) -> Scoreboard:
        """Return a new board of what is recorded; what is put on it changes nothing else."""
        events = (entry.event for found in self.scores.values() for entry in found)
        scores = [event for event in events if isinstance(event, ScoreRecorded)]
        return Scoreboard([book_of(one) for one in self.issued], self.units, scores)

    @cached_property
    def outcome(self) -> Ordered:
        """The order by final points, and the sheets."""
        return self.ordered(self.board())

    def ordered(self, board: Scoreboard) -> Ordered:
        """Return the order by the final points of a board, with decided ties; and the sheets.

        Args:
            board: A board of the year, which may have other scores on it.
        """
        ranked, found = board.order(self.considered, self.known)
        return settled(ranked, self.decided), found

    def decision(self, *units: str) -> TieDecided | None:
        """Return what was decided about a tie of these units, if anything."""
        return next((one for one in self.decided[::-1] if {*units} <= {*one.units}), None)

    @property
    def ranked(self) -> tuple[Ranked, ...]:
        """The order that the points give."""
        return self.outcome[0]

    @property
    def sheets(self) -> Mapping[str, Sheet]:
        """Unit -> its sheet, of the units that the points rank."""
        return self.outcome[1]

    @cached_property
    def _all_sheets(self) -> Mapping[str, Sheet]:
        return self.board().final.sheets()

    def sheet(self, unit: str) -> Sheet | None:
        """Return the sheet of a unit, also if it is not considered; None without points."""
        return self._all_sheets.get(unit)

    @cached_property
    def by_points(self) -> Mapping[str, int]:
        """Unit -> the place that the points give."""
        return {one.unit: one.place for one in self.ranked}

    @property
    def agreed(self) -> bool:
        """Whether the places were agreed on, whatever the points give."""
        return self.state == "adopted" and self.basis != "scores"

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The units with a place, the highest place first."""
        return tuple(sorted(self.given, key=lambda unit: (self.given[unit], self._at(unit), unit)))

    def _at(self, unit: str) -> int:
        return self.units.index(unit) if unit in self.units else len(self.units)

    def tied(self, unit: str) -> bool:
        """Return whether a unit shares its place."""
        return [*self.given.values()].count(self.given.get(unit, 0)) > 1

    def why_none(self, unit: str) -> NoPlace | None:
        """Return why a unit has no place; None where it has a place."""
        if unit in self.given:
            return None
        if unit in self._without:
            gone: NoPlace = "held" if unit in self.held else "dissolved"
            return "withdrew" if unit in self.out else gone
        if unit not in self.units:
            return "unknown-unit"
        return "not-named" if self.state == "adopted" else "no-points"

    def partners(self, unit: str) -> tuple[str, ...]:
        """Return the units that a unit can be compared with, in the order of places.

        Units without a place but with points come last.
        """
        others = [one for one in self.sheets if one not in self.given]
        return tuple(one for one in (*self.order, *others) if one != unit)

    def neighbour(self, unit: str) -> str | None:
        """Return the unit above a unit; of the first the unit below; None without another."""
        if unit not in self.order:
            return next(iter(self.partners(unit)), None)
        at = self.order.index(unit)
        near = self.order[at - 1] if at else next(iter(self.order[1:]), None)
        return near or next(iter(self.partners(unit)), None)

    def final(self, unit: str, leaf: str) -> tuple[Entry, ...]:
        """Return the entries from which the final points of a leaf follow: several of peers.

        Args:
            unit: The code of the unit.
            leaf: The code of a leaf of the book.
        """
        found = [*self.scores.get((unit, leaf), ())]
        stages: dict[Stage, list[Entry]] = {}
        for entry in found:
            if isinstance(entry.event, ScoreRecorded):
                stages.setdefault(entry.event.stage, []).append(entry)
        stage = final_stage(self.book, self.nodes[leaf], [*stages])
        return tuple(stages[stage]) if stage else ()

    @cached_property
    def step(self) -> Decimal:
        """The coarsest step that all final points given directly are multiples of."""
        events = (
            entry.event for unit, leaf in self.scores if leaf in self.nodes
            for entry in self.final(unit, leaf)
        )  # fmt: skip
        return step_of(
            event.points
            for event in events
            if isinstance(event, ScoreRecorded) and event.points is not None
        )

    @cached_property
    def margins(self) -> tuple[Margin, ...]:
        """How far each unit is behind the unit above it, by the points."""
        return margins(self.book, self.ranked, self.sheets, self.step)

    @cached_property
    def limits(self) -> tuple[tuple[str, int], ...]:
        """Award and the last place for which the book lets it be proposed."""
        return quota_places(self.book, len(self.units))

    def name(self, unit: str) -> str:
        """Return the name of a unit in that year."""
        return self.names.unit(unit, self.year)

    def short(self, unit: str) -> str:
        """Return the short name of a unit in that year."""
        return self.names.short(unit, self.year)


class PlaceReasons(ClusterYears):
    """What the places of a year follow from; with a day, as it was at the end of that day."""

    kinds: ClassVar[tuple[type[Event], ...]] = (
        *ROSTER, *RESULT, *RULES, *AWARDS, *HOLDS,
        WomenCounted, TieDecided, ScoreRecorded, UnitWithdrew,
    )  # fmt: skip

    def scopes(self) -> tuple[Scope, ...]:
        """Return also the result of the year before, which a tie-breaker may look at."""
        if self.year is None:
            return super().scopes()
        return (*super().scopes(), within(RESULT, self.cluster, self.year - 1))

    def _asked(self, cluster: str, year: int) -> bool:
        before = self.year is not None and year == self.year - 1
        return self.cluster in (None, cluster) and (before or self.year in (None, year))

    def reasons(self, cluster: str, year: int) -> YearReasons | None:
        """Return what the places of a year follow from; None without a rule book.

        Args:
            cluster: The code of a cluster.
            year: The year.
        """
        before = self.history(cluster, year - 1).entries
        results = [entry for entry in before if isinstance(entry.event, RESULT)]
        history = History((*results, *self.history(cluster, year).entries), date.max)
        issued = versions(history, cluster, year)
        if not issued:
            return None
        units = tuple(members(history, cluster, year))
        scores: dict[tuple[str, str], list[Entry]] = {}
        for entry in history.entries:
            if isinstance(score := entry.event, ScoreRecorded):
                scores.setdefault((score.unit, score.criterion), []).append(entry)
        result = adopted(history, cluster, year)
        nominated: dict[str, list[str]] = {}
        for one in current_nominations(history, cluster, year):
            nominated.setdefault(one.unit, []).append(one.form)
        known = circumstances(history, cluster, year, units)
        found = YearReasons(
            cluster=cluster,
            year=year,
            names=self.names,
            issued=issued,
            units=units,
            out=frozenset(unconsidered(history, cluster, year)),
            held=frozenset(held(history, cluster, year)),
            ended=frozenset(dissolved(history, cluster, year, ended=self.names.ends)),
            decided=decisions(history, cluster, year),
            scores={cell: of for cell, of in scores.items() if cell[0] in units},
            state="adopted" if result else "provisional",
            basis=result.basis if result else None,
            on=result.on if result else None,
            given={place.unit: place.place for place in result.places} if result else {},
            known=known,
            nominated=nominated,
        )
        return found if result else replace(found, given=found.by_points)
