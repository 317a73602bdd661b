"""The targets of compacts: a thread per promise, from its number to its criterion and points."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, Literal, TypeAlias

from msgspec import Struct

from events.command import History
from events.evidence_files import EvidenceFiled
from events.membership import ROSTER, members
from events.rule_book import RULES, book_of, versions
from events.score_board import Scoreboard
from events.score_book.leaf_kinds import Observation
from events.scoring import ScoreRecorded
from events.target_criteria import TargetPutInBook, criteria
from events.targets import TARGETS, Comparison, Promised, targets
from views.cluster_years import ClusterYears, OfUnit
from views.sheet_lines import Shown, observed, sheet_lines, shown

Kept: TypeAlias = Literal["kept", "not-kept", "not-assigned", "no-number", "open", "not-in-book"]
"""Reached; missed; not assigned to the unit; scored without a number to compare; no score yet; no
criterion yet."""


class TargetRow(OfUnit, frozen=True, kw_only=True):
    """A target of one unit, with what became of it.

    The unit is empty for a target of every member in a year without a roster, `criterion` while
    none scores it. `observed` is what those observed whose points are final; null without.
    `other_target` is the number with which the sheet compared, where it is another than that of the
    promise. `papers` are the documents behind the scores, `files` the names of those filed.
    """

    target: str
    title: str
    amount: Decimal | None
    measure: str
    comparison: Comparison
    deadline: date | None
    criterion: str
    criterion_name: str
    max_points: Decimal | None
    observed: Observation | None
    points: Shown
    other_target: Decimal | None
    papers: tuple[str, ...]
    files: tuple[str, ...]
    kept: Kept


class _Found(Struct, frozen=True, kw_only=True):
    """What the sheets of a year say of a line and a unit."""

    observed: Observation | None = None
    scored: bool = False
    points: Shown = None
    papers: tuple[str, ...] = ()


class Targets(ClusterYears):
    """The targets by cluster and year, in the order of setting; of every member a row each.

    Args:
        cluster: The code of a cluster; None for all.
        year: The year; None for all.
        on: The last day to look at; None for no limit.
    """

    kinds = (*TARGETS, TargetPutInBook, *ROSTER, *RULES, ScoreRecorded, EvidenceFiled)

    def rows(self) -> tuple[TargetRow, ...]:
        """Return one row per target and unit, without those withdrawn."""
        return tuple(row for key in self.keys() for row in self._threads(*key))

    def _threads(self, cluster: str, year: int) -> Iterator[TargetRow]:
        history = self.history(cluster, year)
        now = targets(history, cluster, year)
        if not now:
            return
        sheets = _Sheets(history, cluster, year)
        for target in now.values():
            units = (target.unit,) if target.unit else members(history, cluster, year) or ("",)
            for unit in units:
                yield self._thread(target, unit, sheets)

    def _thread(self, target: Promised, unit: str, sheets: _Sheets) -> TargetRow:
        code = sheets.criteria.get(target.target, "")
        of_unit: dict[str, Any] = {"unit": "", "unit_name": "", "unit_short": ""}
        if unit:
            of_unit = {**self.names.unit_fields(unit, self.day(target.year))}
        found = sheets.found(unit, code)
        compared = found.observed.target if found.observed else None
        other = compared if target.amount is not None and compared != target.amount else None
        title, most = sheets.lines.get(code, ("", None))
        return TargetRow(
            **self.year_fields(target.cluster, target.year),
            **of_unit,
            target=target.target,
            title=target.title,
            amount=target.amount,
            measure=target.measure,
            comparison=target.comparison,
            deadline=target.deadline,
            criterion=code,
            criterion_name=title,
            max_points=most,
            observed=found.observed,
            points=found.points,
            other_target=other,
            papers=found.papers,
            files=sheets.files.get((unit, code), ()),
            kept=kept(target, found.observed, scored=found.scored, criterion=code),
        )


class _Sheets:
    """The sheets of one cluster-year, read once for all its targets."""

    def __init__(self, history: History, cluster: str, year: int) -> None:
        issued, units = versions(history, cluster, year), members(history, cluster, year)
        self.board = (
            Scoreboard([*map(book_of, issued)], units, history.of(ScoreRecorded))
            if issued and units
            else None
        )
        self.criteria = criteria(history, cluster, year)
        leaves = book_of(issued[-1]).leaves() if issued else ()
        self.lines = {leaf.code: (leaf.title, leaf.max) for leaf in leaves}
        self.files: dict[tuple[str, str], tuple[str, ...]] = {}
        for filed in history.of(EvidenceFiled):
            cell = (filed.unit, filed.criterion)
            self.files[cell] = (*self.files.get(cell, ()), filed.name)
        self._units: dict[str, dict[str, _Found]] = {}

    def found(self, unit: str, code: str) -> _Found:
        """Return what the sheet of a unit says of a line."""
        if self.board is None or unit not in self.board.units or not code:
            return _Found()
        if unit not in self._units:
            seen = observed(self.board, unit)
            self._units[unit] = {
                line.node.code: _Found(
                    observed=seen.get(line.node.code),
                    scored=line.node.code in seen,
                    points=shown(line.final),
                    papers=(*dict.fromkeys(line.evidence.values()),),
                )
                for line in sheet_lines(self.board, unit, ("self", "verified"), {})
                if line.is_leaf
            }
        return self._units[unit].get(code, _Found())


def kept(target: Promised, seen: Observation | None, *, scored: bool, criterion: str) -> Kept:
    """Return what became of a promise.

    Args:
        target: The target.
        seen: What was observed by those whose points are final; None without.
        scored: Whether there are such points at all.
        criterion: The code of the criterion that scores it; empty while there is none.
    """
    if not criterion:
        return "not-in-book"
    if seen is None:
        return "not-assigned" if scored else "open"
    if seen.yes is not None:
        return "kept" if seen.yes else "not-kept"
    result = _result(target, seen)
    if result is None or target.amount is None:
        return "no-number"
    reached = {
        "at-least": result >= target.amount,
        "at-most": result <= target.amount,
        "exactly": result == target.amount,
    }
    return "kept" if reached[target.comparison] else "not-kept"


def _result(target: Promised, seen: Observation) -> Decimal | None:
    """Return the number that was observed, in the target's unit of measure where that is known."""
    if seen.actual is not None:
        return seen.actual
    if seen.rate is not None and target.measure.strip() == "%":
        return seen.rate
    return None if seen.count is None else Decimal(seen.count)
