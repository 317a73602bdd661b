"""Why a unit is above another, how safe a place is, and what a change moves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from msgspec import Struct

from events.score_book.book import Node, ScoreBook
from events.score_book.evaluate import Sheet
from events.score_book.leaf_points import exact
from events.score_book.order import Ranked

NOTHING = Fraction(0)


class LineDifference(Struct, frozen=True, kw_only=True):
    """A line of the book in which two units differ.

    Attributes:
        code: The code of the line.
        depth: 0 for the first level of the table.
        points: The points of the first and of the second unit.
        difference: The points of the first less those of the second.
        decides: Whether without this line the order of the two totals would be another.
    """

    code: str
    depth: int
    points: tuple[Fraction, Fraction]
    difference: Fraction
    decides: bool


def differences(book: ScoreBook, first: Sheet, second: Sheet) -> tuple[LineDifference, ...]:
    """Return the lines in which two units differ: groups by the size of the difference, then below.

    Args:
        book: The book of the year.
        first: The sheet of the unit that is asked about.
        second: The sheet of the unit it is compared with.
    """
    return tuple(_below(book.criteria, first, second, 0))


def _below(
    nodes: Sequence[Node], first: Sheet, second: Sheet, depth: int
) -> Iterator[LineDifference]:
    def points(node: Node) -> tuple[Fraction, Fraction]:
        return first.points.get(node.code, NOTHING), second.points.get(node.code, NOTHING)

    def difference(node: Node) -> Fraction:
        mine, theirs = points(node)
        return mine - theirs

    lead = first.comparable - second.comparable
    for node in sorted(nodes, key=lambda node: (-abs(difference(node)), node.code)):
        by = difference(node)
        if not by:
            continue
        turned = lead * (lead - by) < 0
        yield LineDifference(
            code=node.code, depth=depth, points=points(node), difference=by, decides=turned
        )
        yield from _below(node.criteria, first, second, depth + 1)


class Margin(Struct, frozen=True, kw_only=True):
    """How far a unit is behind the unit above it, and where it could still gain that.

    Attributes:
        unit: The unit that is behind.
        above: The unit above it.
        needed: The points that make the totals equal.
        room: Leaf -> the points that are still free there, the most first.
        enough: The leaves in which the whole of `needed` is free.
        narrow: Whether the difference is smaller than the smallest step of the verified points.
    """

    unit: str
    above: str
    needed: Decimal
    room: Mapping[str, Fraction]
    enough: tuple[str, ...]
    narrow: bool


def margins(
    book: ScoreBook, ranked: Sequence[Ranked], sheets: Mapping[str, Sheet], step: Decimal
) -> tuple[Margin, ...]:
    """Return the margin of each unit to the unit above it, from the second on.

    Args:
        book: The book of the year.
        ranked: The order of the units.
        sheets: Unit -> its sheet.
        step: The smallest step in which points were verified.
    """
    found = []
    for above, below in pairwise(ranked):
        sheet = sheets[below.unit]
        needed = sheets[above.unit].total - sheet.total
        room = _room(book, sheet)
        found.append(
            Margin(
                unit=below.unit,
                above=above.unit,
                needed=needed,
                room=room,
                enough=tuple(code for code, free in room.items() if free >= exact(needed)),
                narrow=needed < step,
            )
        )
    return tuple(found)


def _room(book: ScoreBook, sheet: Sheet) -> dict[str, Fraction]:
    free = {
        leaf.code: exact(leaf.max) - sheet.points[leaf.code]
        for leaf in book.leaves()
        if leaf.code in sheet.points
    }
    by_room = sorted(free.items(), key=lambda item: (-item[1], item[0]))
    return {code: points for code, points in by_room if points > 0}


class Moved(Struct, frozen=True, kw_only=True):
    """What a change does to a unit: its total and its place before and after."""

    unit: str
    totals: tuple[Decimal | None, Decimal | None]
    places: tuple[int | None, int | None]


def moved(
    before: tuple[Sequence[Ranked], Mapping[str, Sheet]],
    after: tuple[Sequence[Ranked], Mapping[str, Sheet]],
) -> tuple[Moved, ...]:
    """Return the units whose total or place a change moves, by their place after it.

    Args:
        before: The order and the sheets before the change.
        after: The order and the sheets after it.
    """
    places = [{one.unit: one.place for one in ranked} for ranked, _ in (before, after)]
    totals = [
        {unit: sheet.total for unit, sheet in sheets.items()} for _, sheets in (before, after)
    ]
    units = sorted({*places[0], *places[1]}, key=lambda u: (places[1].get(u, 10**6), u))
    return tuple(
        Moved(
            unit=unit,
            totals=(totals[0].get(unit), totals[1].get(unit)),
            places=(places[0].get(unit), places[1].get(unit)),
        )
        for unit in units
        if totals[0].get(unit) != totals[1].get(unit) or places[0].get(unit) != places[1].get(unit)
    )
