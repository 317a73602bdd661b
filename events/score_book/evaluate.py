"""Score sheets of a cluster: observations become points, sums, totals and grades; rounded once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from events.score_book.book import Grade, Node, ScoreBook
from events.score_book.book_check import ADDING
from events.score_book.leaf_kinds import Observation
from events.score_book.leaf_points import added_up, assigned, exact, points_of_all, rate
from events.score_book.totals import LineKinds, kinds_of_lines, sheet_of
from events.score_book.totals import Sheet as Sheet
from events.score_book.totals import rounded as rounded

Observed = Mapping[str, Mapping[str, Observation | None]]
"""Unit -> leaf -> what was observed; None where the leaf is not assigned to the unit."""
Points = Mapping[str, Mapping[str, Fraction]]
"""Leaf -> unit -> its points; a unit to which the leaf is not assigned is absent."""


def evaluate(book: ScoreBook, observed: Observed, points: Points | None = None) -> dict[str, Sheet]:
    """Return unit -> its sheet.

    Args:
        book: The book of the year; its numbers agree (`events.score_book.book_check`).
        observed: What was observed of each unit; each observation fits its leaf.
        points: The points of the leaves, where they do not follow from `observed` and `book` alone:
            cells scored under an earlier version, means of peers.
    """
    found = leaf_points(book, observed) if points is None else points
    if book.rounding.when == "leaf":
        found = {
            leaf: {unit: exact(rounded(given, book.rounding)) for unit, given in of_unit.items()}
            for leaf, of_unit in found.items()
        }
    lines = kinds_of_lines(book)
    return {unit: _sheet(book, lines, unit, cells, found) for unit, cells in observed.items()}


def leaf_points(book: ScoreBook, observed: Observed) -> dict[str, dict[str, Fraction]]:
    """Return leaf -> unit -> its exact points.

    Args:
        book: The book of the year.
        observed: What was observed of each unit.
    """
    found: dict[str, dict[str, Fraction]] = {}
    for leaf in book.leaves():
        seen = {unit: cells.get(leaf.code) for unit, cells in observed.items()}
        known = {unit: cell for unit, cell in seen.items() if cell is not None}
        found[leaf.code] = points_of_all(leaf, known)
    return found


def _sheet(
    book: ScoreBook,
    lines: LineKinds,
    unit: str,
    cells: Mapping[str, Observation | None],
    of_leaf: Points,
) -> Sheet:
    points: dict[str, Fraction] = {}
    wiped: set[str] = set()
    for node in book.criteria:
        _add_up(node, unit, cells, of_leaf, points, wiped)
    return sheet_of(book, lines, points, wiped, _maxima(book, cells, lines.whole))


def _maxima(
    book: ScoreBook, cells: Mapping[str, Observation | None], whole: Fraction
) -> tuple[Fraction, tuple[str, ...], tuple[str, ...]]:
    """Return the sum of the maxima of the assigned leaves; leaves not observed, not assigned.

    `whole` is the sum of the maxima of all leaves.
    """
    leaves = book.leaves()
    missing = [leaf.code for leaf in leaves if leaf.code not in cells]
    apart = [leaf for leaf in leaves if leaf.code in cells and not assigned(leaf, cells[leaf.code])]
    counted = whole - added_up(exact(leaf.max) for leaf in apart)
    return counted, tuple(missing), tuple(leaf.code for leaf in apart)


def _add_up(
    node: Node,
    unit: str,
    cells: Mapping[str, Observation | None],
    of_leaf: Points,
    points: dict[str, Fraction],
    wiped: set[str],
) -> Fraction | None:
    """Put the points of a node and of all nodes below it; None where nothing is known.

    What a bonus or a formal duty gives is in no group: it is added to the whole sheet.
    """
    if not node.criteria:
        given = of_leaf.get(node.code, {}).get(unit)
        if given is not None:
            points[node.code] = given
        return given
    below = [
        (child, _add_up(child, unit, cells, of_leaf, points, wiped)) for child in node.criteria
    ]
    known = [p for child, p in below if p is not None and not isinstance(child.score, ADDING)]
    if not known:
        return None
    seen = cells.get(node.wiped_by.criterion) if node.wiped_by else None
    if node.wiped_by and seen and rate(seen) >= exact(node.wiped_by.at_least):
        wiped.add(node.code)
        points[node.code] = Fraction(0)
    else:
        points[node.code] = added_up(known)
    return points[node.code]


def grade_of(book: ScoreBook, sheet: Sheet, cells: Mapping[str, Observation | None]) -> str | None:
    """Return the name of the first grade whose gates a sheet passes; None for none of them.

    Args:
        book: The book of the year.
        sheet: The sheet of a unit.
        cells: What was observed of the unit.
    """
    passed = (grade.name for grade in book.grades if not gates(book, grade, sheet, cells))
    return next(passed, None)


def gates(
    book: ScoreBook, grade: Grade, sheet: Sheet, cells: Mapping[str, Observation | None]
) -> tuple[str, ...]:
    """Return the gates of a grade that a sheet does not pass: `total`, `targets`, or codes.

    Args:
        book: The book of the year.
        grade: A grade of the book.
        sheet: The sheet of a unit.
        cells: What was observed of the unit.
    """
    closed: list[str] = []
    total = sheet.total
    if book.classify_at_most is not None:
        total = min(total, book.classify_at_most)
    if grade.total is not None and total < grade.total:
        closed.append("total")
    if grade.each is not None:
        closed += _below_share(book, grade, sheet, grade.each)
    if grade.targets is not None and not _targets_met(book, grade, sheet, cells):
        closed.append("targets")
    return tuple(closed)


def _below_share(book: ScoreBook, grade: Grade, sheet: Sheet, share: Decimal) -> list[str]:
    lines: Sequence[Node] = book.leaves() if grade.each_of == "leaves" else book.criteria
    return [
        line.code
        for line in lines
        if line.max and line.code in sheet.points
        and 100 * sheet.points[line.code] < exact(share) * exact(line.max)
    ]  # fmt: skip


def _targets_met(
    book: ScoreBook, grade: Grade, sheet: Sheet, cells: Mapping[str, Observation | None]
) -> bool:
    """Return whether enough targets are reached, and none is shorter than the grade allows."""
    targets = [leaf for leaf in book.leaves() if leaf.target]
    rates = [_reached(leaf, sheet, cells.get(leaf.code)) for leaf in targets]
    reached = sum(one is not None and one >= 100 for one in rates)
    if reached < (grade.targets or 0):
        return False
    if grade.short is None:
        return True
    least = 100 - exact(grade.short)
    return all(one is None or one >= least for one in rates)


def _reached(leaf: Node, sheet: Sheet, seen: Observation | None) -> Fraction | None:
    """Return what was reached of a target, in percent: of its maximum where nothing is measured."""
    if seen is None or seen.rate is not None or seen.target is not None:
        return rate(seen) if seen else None
    points = sheet.points.get(leaf.code)
    return None if points is None or not leaf.max else 100 * points / exact(leaf.max)
