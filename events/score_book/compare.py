"""Why a unit is above another, how safe a place is, and what a change moves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate, pairwise

from msgspec import Struct

from events.score_book.book import Node, ScoreBook
from events.score_book.evaluate import Sheet
from events.score_book.leaf_points import exact
from events.score_book.order import Ranked
from events.score_book.totals import kinds_of_lines

NOTHING = Fraction(0)
STEPS = (1, "0.5", "0.25", "0.1", "0.05", "0.01", "0.001", "0.0001")


class LineDifference(Struct, frozen=True, kw_only=True):
    """A line of the book in which two units differ.

    Attributes:
        code: The code of the line.
        depth: 0 for the first level of the table.
        points: The points of the first and of the second unit.
        difference: The points of the first less those of the second.
        decides: Whether without this line the order of the two totals would be another.
        leaf: Whether it is a leaf: what was observed is recorded there.
    """

    code: str
    depth: int
    points: tuple[Fraction, Fraction]
    difference: Fraction
    decides: bool
    leaf: bool = False


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
            code=node.code,
            depth=depth,
            points=points(node),
            difference=by,
            decides=turned,
            leaf=not node.criteria,
        )
        yield from _below(node.criteria, first, second, depth + 1)


def deciding(lines: Sequence[LineDifference], lead: Fraction) -> tuple[str, ...]:
    """Return the fewest leaves that give a lead: without them the other unit would not be behind.

    Args:
        lines: The lines in which two units differ.
        lead: The total of the first less that of the second; nothing decides a lead of 0.

    Returns:
        The codes, the greatest difference first; empty where no leaves give it.
    """
    sign = 1 if lead > 0 else -1
    gains = [(sign * line.difference, line.code) for line in lines if line.leaf]
    found, sum_of = list[str](), NOTHING
    for gain, code in sorted(gains, key=lambda one: (-one[0], one[1])):
        if gain <= 0 or sum_of >= abs(lead):
            break
        found.append(code)
        sum_of += gain
    return tuple(found) if lead and sum_of >= abs(lead) else ()


def unlisted(book: ScoreBook, first: Sheet, second: Sheet) -> Fraction:
    """Return the part of a lead that is in no line: a common scale, the cap of all bonus lines.

    Args:
        book: The book of the year.
        first: The sheet of the unit that is asked about.
        second: The sheet of the unit it is compared with.
    """
    lines = kinds_of_lines(book)
    codes = [*lines.content, *lines.bonus, *lines.duties]
    listed = [
        sum((sheet.points.get(code, NOTHING) for code in codes), NOTHING)
        for sheet in (first, second)
    ]
    return first.comparable - second.comparable - (listed[0] - listed[1])


def step_of(points: Iterable[Decimal]) -> Decimal:
    """Return the coarsest usual step that all of these points are multiples of.

    Args:
        points: Points as they were given.
    """
    given = [Fraction(one) for one in points]
    for step in (Decimal(one) for one in STEPS):
        if all((one / Fraction(step)).denominator == 1 for one in given):
            return step
    return Decimal(STEPS[-1])


def quota_places(book: ScoreBook, members: int) -> tuple[tuple[str, int], ...]:
    """Return award and the last place for which the book lets it be proposed.

    With a quota of 1 flag and of 2 certificates these are 1 and 3.

    Args:
        book: The book of the year.
        members: How many units the cluster has.
    """
    counts = [
        one.count if one.count is not None else int(members * (one.percent or 0) / 100)
        for one in book.quotas
    ]
    awards = (one.award for one in book.quotas)
    return tuple(zip(awards, accumulate(counts), strict=True))


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

    @property
    def moves(self) -> bool:
        """Whether its total or its place is another after the change."""
        return self.totals[0] != self.totals[1] or self.places[0] != self.places[1]


def moved(
    before: tuple[Sequence[Ranked], Mapping[str, Sheet]],
    after: tuple[Sequence[Ranked], Mapping[str, Sheet]],
    *,
    every: bool = False,
) -> tuple[Moved, ...]:
    """Return the units whose total or place a change moves, by their place after it.

    Args:
        before: The order and the sheets before the change.
        after: The order and the sheets after it.
        every: Whether to return also the ranked units that do not move.
    """
    places = [{one.unit: one.place for one in ranked} for ranked, _ in (before, after)]
    totals = [
        {unit: sheet.total for unit, sheet in sheets.items()} for _, sheets in (before, after)
    ]
    units = sorted(
        {*places[0], *places[1]}, key=lambda u: (*(of.get(u, 10**6) for of in places[::-1]), u)
    )
    found = (
        Moved(
            unit=unit,
            totals=(totals[0].get(unit), totals[1].get(unit)),
            places=(places[0].get(unit), places[1].get(unit)),
        )
        for unit in units
    )
    return tuple(one for one in found if every or one.moves)
