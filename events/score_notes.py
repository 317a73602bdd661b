"""What the points of a year are compared with, read once for a whole sheet (`plausibility`)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from events.command import History
from events.rule_book import book_of, in_force
from events.score_book.evaluate import leaf_points
from events.score_book.leaf_kinds import Observation
from events.score_book.plausibility import Note, copies, notes
from events.scoring import ScoreRecorded, Stage

Points = Mapping[str, Mapping[str, Decimal]]
"""Unit -> line -> points, or line -> unit -> points."""
FOUR = Decimal("0.0001")


class Comparison(Struct, frozen=True, kw_only=True):
    """What points at a stage of a year are compared with.

    Attributes:
        years: (unit, line) -> its points in earlier years, where the line was the same.
        now: The points of the year at the stage.
        own: What the units gave themselves; empty at that stage.
        maxima: Line -> its maximum.
        columns: Line -> unit -> its points now: `now` by lines.
    """

    years: Mapping[tuple[str, str], tuple[Decimal, ...]] = {}
    now: Points = {}
    own: Points = {}
    maxima: Mapping[str, Decimal] = {}
    columns: Points = {}

    def notes(
        self, unit: str, line: str, points: Decimal, others: Collection[Decimal] | None = None
    ) -> tuple[Note, ...]:
        """Return what is unusual about points of a unit for a line; they need not be recorded.

        Args:
            unit: The code of the unit.
            line: The code of the line.
            points: The points.
            others: The points of the other units; None for what is recorded.
        """
        if others is None:
            column = {**self.columns.get(line, {})}
            column.pop(unit, None)
            others = column.values()
        return notes(
            points,
            years=self.years.get((unit, line), ()),
            others=others,
            own=self.own.get(unit, {}).get(line),
        )

    def copied(self) -> tuple[tuple[str, str], ...]:
        """Return the pairs of units with equal sheets, without those at full marks."""
        parts = {
            unit: lines
            for unit, lines in self.now.items()
            if any(points != self.maxima.get(line) for line, points in lines.items())
        }
        return copies(parts)


def comparison(history: History, cluster: str, year: int, stage: Stage) -> Comparison:
    """Return what the points of a year at a stage are compared with.

    Args:
        history: The history, with the rule books and scores of the cluster in all its years.
        cluster: The code of the cluster.
        year: The calendar year.
        stage: Who gave the points.
    """
    issued = in_force(history, cluster, year)
    if not issued:
        return Comparison()
    same = {leaf.code: (leaf.title, leaf.max) for leaf in book_of(issued).leaves()}
    every = history.once(_by_line, cluster, stage)
    return Comparison(
        years={
            (unit, line): tuple(points[:earlier])
            for line, what in same.items()
            for unit, (years, points) in every.get((line, *what), {}).items()
            if (earlier := bisect_left(years, year))
        },
        now=history.once(_points, cluster, year, stage),
        own={} if stage == "self" else history.once(_points, cluster, year, "self"),
        maxima={line: most for line, (_, most) in same.items()},
        columns=history.once(_columns, cluster, year, stage),
    )


def _scores(history: History, cluster: str) -> dict[tuple[int, Stage], list[ScoreRecorded]]:
    """Return the scores of a cluster by year and stage."""
    scored: dict[tuple[int, Stage], list[ScoreRecorded]] = {}
    for event in history.of(ScoreRecorded):
        if event.cluster == cluster:
            scored.setdefault((event.year, event.stage), []).append(event)
    return scored


def _by_line(
    history: History, cluster: str, stage: Stage
) -> dict[tuple[str, str, Decimal], dict[str, tuple[list[int], list[Decimal]]]]:
    """Return code, title and maximum of a line -> unit -> years, in order, and points in them."""
    found: dict[tuple[str, str, Decimal], dict[str, tuple[list[int], list[Decimal]]]] = {}
    for year, at in sorted(history.once(_scores, cluster)):
        issued = in_force(history, cluster, year)
        if at != stage or not issued:
            continue
        units = history.once(_points, cluster, year, stage)
        for leaf in book_of(issued).leaves():
            of_line = found.setdefault((leaf.code, leaf.title, leaf.max), {})
            for unit, lines in units.items():
                if leaf.code in lines:
                    years, points = of_line.setdefault(unit, ([], []))
                    years.append(year)
                    points.append(lines[leaf.code])
    return found


def _columns(
    history: History, cluster: str, year: int, stage: Stage
) -> dict[str, dict[str, Decimal]]:
    """Return line -> unit -> points."""
    found: dict[str, dict[str, Decimal]] = {}
    for unit, lines in history.once(_points, cluster, year, stage).items():
        for line, points in lines.items():
            found.setdefault(line, {})[unit] = points
    return found


def _points(
    history: History, cluster: str, year: int, stage: Stage
) -> dict[str, dict[str, Decimal]]:
    """Return unit -> line -> points, those that follow from observations too."""
    issued = in_force(history, cluster, year)
    observed: dict[str, dict[str, Observation | None]] = {}
    for score in history.once(_scores, cluster).get((year, stage), ()):
        observed.setdefault(score.unit, {})[score.criterion] = score.seen
    found: dict[str, dict[str, Decimal]] = {unit: {} for unit in observed}
    for line, of_unit in leaf_points(book_of(issued), observed).items() if issued else ():
        for unit, points in of_unit.items():
            found[unit][line] = _decimal(*points.as_integer_ratio())
    return found


@lru_cache(maxsize=4096)
def _decimal(above: int, below: int) -> Decimal:
    shown = (Decimal(above) / Decimal(below)).quantize(FOUR).normalize()
    return Decimal(f"{shown:f}")  # 40, not 4E+1
