"""Score sheets that follow a change: only the lines above a changed leaf are added up again.

`evaluate` makes all sheets at once; these agree with it after every change (a test compares them).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from events.score_book.book import Node, ScoreBook
from events.score_book.book_check import ADDING
from events.score_book.leaf_kinds import Observation
from events.score_book.leaf_points import added_up, assigned, exact, rate
from events.score_book.totals import Sheet, blank_sheet, kinds_of_lines, rounded, sheet_of

ZERO = Fraction(0)
Column = Mapping[str, Observation | None]
"""Unit -> what was observed for a leaf; None where it is not assigned; absent while unknown."""


class _Lines:
    """The points of a unit, line by line."""

    def __init__(self) -> None:
        self.cells: dict[str, Observation | None] = {}
        self.points: dict[str, Fraction] = {}
        self.wiped: set[str] = set()
        self.unassigned: set[str] = set()
        self.counted = ZERO
        self.stale: set[str] = set()
        """The groups that are to be added up again."""
        self.sheet: Sheet | None = None


class LiveSheets:
    """The sheets of the units of a cluster under one book.

    Args:
        book: The book of the year.
        units: The units that have a sheet.
    """

    def __init__(self, book: ScoreBook, units: Iterable[str]) -> None:
        self.book = book
        self.leaves = {leaf.code: leaf for leaf in book.leaves()}
        self._kinds = kinds_of_lines(book)
        self._above = dict(_above(book.criteria, ()))
        self._groups = [node for node in reversed(book.nodes()) if node.criteria]
        self._most = {code: exact(leaf.max) for code, leaf in self.leaves.items()}
        self._units = {unit: _Lines() for unit in units}
        for lines in self._units.values():
            lines.counted = self._kinds.whole

    def put(
        self, leaf: str, column: Column, points: Mapping[str, Fraction], *, all_units: bool = True
    ) -> frozenset[str]:
        """Put the observations and the points of a leaf in; return the units that this changes.

        Args:
            leaf: The code of the leaf.
            column: Unit -> what was observed.
            points: Unit -> its points, exact.
            all_units: Whether units that are not in `column` lose what they have for the leaf;
                else they keep it.
        """
        rounding = self.book.rounding
        if rounding.when == "leaf":
            points = {unit: exact(rounded(given, rounding)) for unit, given in points.items()}
        node, changed = self.leaves[leaf], set()
        for unit in self._units if all_units else column:
            seen = (column[unit],) if unit in column else ()
            lines = self._units.get(unit)
            if lines is not None and self._put(lines, node, seen, points.get(unit)):
                changed.add(unit)
        return frozenset(changed)

    def _put(
        self,
        lines: _Lines,
        node: Node,
        seen: tuple[Observation | None, ...],
        points: Fraction | None,
    ) -> bool:
        leaf = node.code
        before = (lines.cells[leaf],) if leaf in lines.cells else ()
        if before == seen and lines.points.get(leaf) == points:
            return False
        if (leaf in lines.unassigned) != (out := bool(seen) and not assigned(node, seen[0])):
            lines.counted += -self._most[leaf] if out else self._most[leaf]
            lines.unassigned ^= {leaf}
        if seen:
            lines.cells[leaf] = seen[0]
        else:
            lines.cells.pop(leaf, None)
        _set(lines.points, leaf, points)
        lines.stale.update(self._above[leaf])
        lines.sheet = None
        return True

    def _settled(self, unit: str) -> _Lines:
        """Add up the groups of a unit that changed, the lowest first."""
        lines = self._units[unit]
        if lines.stale:
            for group in self._groups:
                if group.code in lines.stale:
                    _set(lines.points, group.code, _sum(group, lines))
            lines.stale.clear()
        return lines

    def __getitem__(self, unit: str) -> Sheet:
        """Return the sheet of a unit."""
        lines = self._settled(unit)
        if lines.sheet is None and not (lines.cells or lines.points):
            lines.sheet = blank_sheet(self.book)
        elif lines.sheet is None:
            missing = tuple(code for code in self.leaves if code not in lines.cells)
            out = tuple(code for code in self.leaves if code in lines.unassigned)
            maxima = (lines.counted, missing, out)
            points = dict(lines.points)
            lines.sheet = sheet_of(self.book, self._kinds, points, lines.wiped, maxima)
        return lines.sheet

    def points(self, unit: str, code: str) -> Fraction | None:
        """Return the points of a line of a unit, exact; None where nothing is known.

        Args:
            unit: The code of the unit.
            code: The code of the line, a leaf or a group.
        """
        return self._settled(unit).points.get(code)

    def sheets(self) -> dict[str, Sheet]:
        """Return unit -> its sheet, of the units that something is known of."""
        return {unit: self[unit] for unit, lines in self._units.items() if lines.cells}


def _above(nodes: Iterable[Node], groups: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each leaf with the groups above it, the nearest first."""
    for node in nodes:
        if node.criteria:
            yield from _above(node.criteria, (node.code, *groups))
        else:
            yield node.code, groups


def _set(points: dict[str, Fraction], code: str, given: Fraction | None) -> None:
    if given is None:
        points.pop(code, None)
    else:
        points[code] = given


def _sum(group: Node, lines: _Lines) -> Fraction | None:
    """Return the points of a group from those of its children; None where nothing is known."""
    known = [
        lines.points[child.code]
        for child in group.criteria
        if child.code in lines.points and not isinstance(child.score, ADDING)
    ]
    wipe = group.wiped_by
    seen = lines.cells.get(wipe.criterion) if wipe else None
    lines.wiped.discard(group.code)
    if not known:
        return None
    if wipe and seen and rate(seen) >= exact(wipe.at_least):
        lines.wiped.add(group.code)
        return ZERO
    return added_up(known)
