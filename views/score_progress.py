"""How far the scores of a year are: per unit and stage, which cells are missing, and who is late.

The day of a self-score is that of its source; of the room, the day of recording. Of a document
without a day nothing is known, and a unit of which that is the last score is not called late.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import ClassVar, Literal, TypeAlias

from events.command import History
from events.event import Entry, Event
from events.holds import dissolved
from events.membership import ROSTER, members
from events.rule_book import RULES, book_of, versions
from events.score_book.deadline import deadline_of
from events.scoring import ScoreRecorded, Stage
from events.stage_progress import OF_ALL, progress
from events.withdrawn_units import UnitWithdrew, unconsidered
from views.cluster_years import ClusterYears, OfUnit

Punctual: TypeAlias = Literal["on-time", "late", "waiting", "overdue", "unknown"]
"""Self-scored by the deadline, or after it; not yet, before it or after it; or not known."""


class ProgressRow(OfUnit, frozen=True, kw_only=True):
    """How far a stage of a unit's sheet is.

    So many cells of the `wanted` are `filled`, 0 and not assigned among them; `missing` are the
    codes of the rest. `deadline` and `state` are those of the self-score, null at other stages and
    without a deadline in the rule book; `done_on` is the day of its last score.
    """

    stage: Stage
    wanted: int
    filled: int
    missing: tuple[str, ...]
    deadline: date | None = None
    done_on: date | None = None
    state: Punctual | None = None


class ScoreProgress(ClusterYears):
    """How far the sheets of a year are; of the members that are considered.

    Args:
        cluster: The code of a cluster; None for all.
        year: The year; None for all.
        on: The last day to look at, and the day by which a missing self-score is overdue; None for
            no limit, then nothing is overdue.
    """

    kinds: ClassVar[tuple[type[Event], ...]] = (*ROSTER, *RULES, ScoreRecorded, UnitWithdrew)

    def taking(self, kind: type[Event]) -> Callable[[Entry], None] | None:
        """Return the handler of a kind of event."""
        return self._only(kind)

    def rows(self) -> tuple[ProgressRow, ...]:
        """Return one row per unit and stage, by year, in the order of the roster."""
        return tuple(row for key in self.keys() for row in self.of_year(*key, today=self.on))

    def of_year(self, cluster: str, year: int, today: date | None) -> Iterator[ProgressRow]:
        """Yield the rows of a year.

        Args:
            cluster: The code of the cluster.
            year: The year.
            today: The day by which a missing self-score is overdue; None to call none overdue.
        """
        history = self.history(cluster, year)
        issued = [*map(book_of, versions(history, cluster, year))]
        units = members(history, cluster, year)
        if not issued or not units:
            return
        book, scored = issued[-1], _scored(history, cluster, year)
        stages = book.derivation.scorers
        if versions(history, cluster, year)[-1].book is None:
            used = {stage for _, _, stage in scored}  # a flat table does not name its stages
            stages = tuple(one for one in OF_ALL if one in used or one == "verified")
        last, out = self._last_days(cluster, year), unconsidered(history, cluster, year)
        out |= dissolved(history, cluster, year, ended=self.names.ends)
        deadline = deadline_of(book, year)
        for unit in units:
            if unit in out:
                continue
            fields = {**self.year_fields(cluster, year), **self.names.unit_fields(unit, year)}
            for at in progress(book, stages, partial(_has, scored, unit)):
                own = at.stage == "self"
                day = last.get(unit) if own and not at.missing else None
                yield ProgressRow(
                    **fields,
                    stage=at.stage,
                    wanted=at.wanted,
                    filled=at.filled,
                    missing=at.missing,
                    deadline=deadline if own else None,
                    done_on=day,
                    state=punctual(deadline, day, today, done=not at.missing) if own else None,
                )

    def _last_days(self, cluster: str, year: int) -> dict[str, date | None]:
        """Return unit -> the day of its last self-score; None where a score has no known day."""
        found: dict[str, date | None] = {}
        for entry in self.years.get((cluster, year), ()):
            if isinstance(entry.event, ScoreRecorded) and entry.event.stage == "self":
                unit, day = entry.event.unit, scored_on(entry)
                before = found.get(unit, day)
                found[unit] = max(before, day) if before and day else None
        return found


def _scored(history: History, cluster: str, year: int) -> frozenset[tuple[str, str, Stage]]:
    """Return unit, leaf and stage of every score of a year."""
    return frozenset(
        (score.unit, score.criterion, score.stage)
        for score in history.of(ScoreRecorded)
        if (score.cluster, score.year) == (cluster, year)
    )


def _has(scored: frozenset[tuple[str, str, Stage]], unit: str, leaf: str, stage: Stage) -> bool:
    return (unit, leaf, stage) in scored


def scored_on(entry: Entry) -> date | None:
    """Return the day of a score: that of its source, or of recording if it was seen in the room.

    Args:
        entry: The entry of a score.
    """
    if entry.source.on is not None or entry.source.kind != "room":
        return entry.source.on
    return entry.at.date()


def punctual(
    deadline: date | None, done_on: date | None, today: date | None, *, done: bool
) -> Punctual | None:
    """Return whether a unit scored itself in time; None without a deadline.

    Args:
        deadline: The last day; None where the book names none.
        done_on: The day of the last self-score; None where it is not known.
        today: The day by which a missing self-score is overdue; None to call none overdue.
        done: Whether no self-score is missing.
    """
    if deadline is None:
        return None
    if not done:
        return "overdue" if today is not None and today > deadline else "waiting"
    if done_on is None:
        return "unknown"
    return "late" if done_on > deadline else "on-time"
