"""What a score book must fulfil before it is issued: its numbers agree, its names exist.

A kind without an interpreter cannot be read at all (`events.score_book.book.read_book`).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from events.errors import Refused
from events.score_book.book import Node, ScoreBook
from events.score_book.deadline import LEAP_YEAR, deadline_of
from events.score_book.leaf_kinds import (
    Bonus,
    CountPoints,
    DaysLate,
    Deduction,
    FormalDuty,
    Leaf,
    Proportional,
    RateBand,
    RateBands,
)

ADDING = (Bonus, FormalDuty)
"""Kinds whose line has no maximum of its own: they add to or take from the content."""


def check_book(book: ScoreBook) -> None:
    """Refuse a book whose numbers or names do not agree.

    Args:
        book: The book, as it was read.

    Raises:
        Refused: the first of `flaws`.
    """
    for flaw in flaws(book):
        raise flaw


def flaws(book: ScoreBook) -> Iterator[Refused]:
    """Yield every flaw of a book's numbers and names, in the order of its table.

    Args:
        book: The book, as it was read.

    Yields:
        `amount-inexact`, `criterion-twice`, `group-and-leaf`, `leaf-without-kind`, `children-sum`,
        `scale-sum`, `maximum-not-positive`, `points-over-maximum`, `bands-order`,
        `cap-without-use`,
        `maximum-of-adding-line`, `unknown-criterion`, `percent-outside`, `tie-break-criterion`,
        `amount-negative`, `scorer-not-in-book`, `quota-unclear`, `grade-twice`,
        `deadline-not-a-day`, `sealed-without-peers`.
    """
    inexact = [Refused("amount-inexact", amount=one, **where) for one, where in _inexact(book)]
    if inexact:  # not a number compares with nothing
        yield from inexact
        return
    if book.self_score_deadline is not None and deadline_of(book, LEAP_YEAR) is None:
        yield Refused("deadline-not-a-day", day=book.self_score_deadline)
    codes: set[str] = set()
    for node in book.nodes():
        if node.code in codes:
            yield Refused("criterion-twice", criterion=node.code)
        codes.add(node.code)
        yield from _of_node(node)
        if node.by is not None and node.by not in book.derivation.scorers:
            yield Refused("scorer-not-in-book", criterion=node.code, scorer=node.by)
    content = sum((node.max for node in book.criteria), Decimal(0))
    if content != book.scale.total:
        yield Refused("scale-sum", sum=content, total=book.scale.total)
    if book.scale.bonus_cap is not None and book.scale.bonus_cap < 0:
        yield Refused("amount-negative", criterion="bonus_cap")
    if (wanted := _without_final(book)) is not None:
        yield Refused("scorer-not-in-book", criterion=wanted[0], scorer=wanted[1])
    if book.derivation.sealed and "peer" not in book.derivation.scorers:
        yield Refused("sealed-without-peers")
    yield from _of_rules(book, codes)


def _without_final(book: ScoreBook) -> tuple[str, str] | None:
    """Return the first line whose points could never be final, and the scorer that it lacks."""
    how = book.derivation
    of_kind = {"verified": ("verified",), "mean-of-peers": ("peer",)}
    final = of_kind.get(how.final, ("verified", "peer", "office", "outside"))
    if {*final} & {*how.scorers}:
        return None
    return next(((leaf.code, final[0]) for leaf in book.leaves() if leaf.by is None), None)


def _of_rules(book: ScoreBook, codes: set[str]) -> Iterator[Refused]:
    """Yield what is wrong with percents, tie-breakers, grades and quotas."""
    for percent, where in _percents(book):
        if not 0 <= percent <= 100:
            yield Refused("percent-outside", percent=percent, **where)
    for step in book.tie_breaks:
        named = step.criterion is not None
        if named != (step.by == "criterion"):
            yield Refused("tie-break-criterion", step=step.by)
        if named and step.criterion not in codes:
            yield Refused("unknown-criterion", criterion=step.criterion)
    names: set[str] = set()
    for grade in book.grades:
        if grade.name in names:
            yield Refused("grade-twice", grade=grade.name)
        names.add(grade.name)
    for quota in book.quotas:
        if (quota.count is None) == (quota.percent is None):
            yield Refused("quota-unclear", award=quota.award)


def _of_node(node: Node) -> Iterator[Refused]:
    if node.criteria and node.score:
        yield Refused("group-and-leaf", criterion=node.code)
    elif not node.criteria and not node.score:
        yield Refused("leaf-without-kind", criterion=node.code)
    if node.max < 0:
        yield Refused("amount-negative", criterion=node.code)
    if node.criteria:
        yield from _of_group(node)
    elif node.score:
        yield from _of_leaf(node, node.score)


def _of_group(node: Node) -> Iterator[Refused]:
    """The maxima below a group are its own, or at most that; what wipes it out is below it."""
    below = sum((child.max for child in node.criteria), Decimal(0))
    if below > node.max if node.children == "at-most" else below != node.max:
        yield Refused("children-sum", criterion=node.code, sum=below, maximum=node.max)
    if node.wiped_by:
        rates = {leaf.code for leaf in node.leaves() if isinstance(leaf.score, RateBands)}
        if node.wiped_by.criterion not in rates:
            yield Refused("unknown-criterion", criterion=node.wiped_by.criterion)


def _of_leaf(node: Node, kind: Leaf) -> Iterator[Refused]:
    adding = isinstance(kind, ADDING)
    if not adding and node.max == 0:
        yield Refused("maximum-not-positive", criterion=node.code)
    if adding and node.max != 0:
        yield Refused("maximum-of-adding-line", criterion=node.code)
    over = [points for points in _band_points(kind) if points > node.max or points < 0]
    if isinstance(kind, Deduction) and kind.floor is not None and kind.floor > node.max:
        over.append(kind.floor)
    if over:
        yield Refused("points-over-maximum", criterion=node.code, points=over[0], maximum=node.max)
    if any(each <= 0 for each in _each(kind)):
        yield Refused("amount-negative", criterion=node.code)
    if not _ordered(kind):
        yield Refused("bands-order", criterion=node.code)
    if _cap_without_use(node, kind):
        yield Refused("cap-without-use", criterion=node.code)


def _cap_without_use(node: Node, kind: Leaf) -> bool:
    """Return whether a cap of exceeding is below the maximum, or nothing exceeds."""
    if not isinstance(kind, Proportional) or kind.cap is None:
        return False
    return kind.cap < node.max or not kind.exceed


def _inexact(book: ScoreBook) -> Iterator[tuple[Decimal, dict[str, str]]]:
    """Yield the numbers that cannot be stored as they are, with the line that has them."""
    rest = replace(book, criteria=())
    for number in numbers(rest):
        if not exact(number):
            yield number, {}
    for node in book.nodes():
        for number in numbers(replace(node, criteria=())):
            if not exact(number):
                yield number, {"criterion": node.code}


def numbers(value: object) -> Iterator[Decimal]:
    """Yield the decimal numbers of a value, those within tuples and structures too.

    Args:
        value: A number, a tuple, a structure, or anything else, which has none.
    """
    if isinstance(value, Decimal):
        yield value
    elif isinstance(value, tuple):
        for inner in value:
            yield from numbers(inner)
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from numbers(getattr(value, name))


def exact(points: Decimal) -> bool:
    """Return whether these are points: a number, below a million, with at most four decimals.

    Args:
        points: The number.
    """
    if not points.is_finite():
        return False
    return points.adjusted() < 6 and points == points.quantize(Decimal("0.0001"))


def large(amount: Decimal) -> bool:
    """Return whether this is an amount: a number below 10**15, with at most four decimals.

    Args:
        amount: The number.
    """
    if not amount.is_finite():
        return False
    return amount.adjusted() < 15 and amount == amount.quantize(Decimal("0.0001"))


def _band_points(kind: Leaf) -> Iterator[Decimal]:
    match kind:
        case DaysLate(bands=bands, beyond=rest):
            yield from (band.points for band in bands)
            yield rest
        case RateBands(bands=rates, below=rest):
            yield from (band.points for band in rates)
            yield rest


def _each(kind: Leaf) -> Iterator[Decimal]:
    match kind:
        case CountPoints(each=each) | Deduction(each=each):
            yield each
        case Bonus(each=each, cap=cap):
            yield from (each,) if cap is None else (each, cap)
        case FormalDuty(points=points):
            yield points


def _ordered(kind: Leaf) -> bool:
    """Return whether the bands of a kind are in their order, each with exactly one bound."""
    match kind:
        case DaysLate(bands=bands):
            return all(one.days < other.days for one, other in pairwise(bands))
        case RateBands(bands=rates):
            if any((band.at_least is None) == (band.above is None) for band in rates):
                return False
            return all(bound(one) > bound(other) for one, other in pairwise(rates))
    return True


def bound(band: RateBand) -> tuple[Decimal, bool]:
    """Return the bound of a band, and whether the rate must be above it: for comparing."""
    if band.above is not None:
        return band.above, True
    return band.at_least or Decimal(0), False


def _percents(book: ScoreBook) -> Iterator[tuple[Decimal, dict[str, str]]]:
    """Yield every percentage, with the line that has it."""
    for node in book.nodes():
        here = {"criterion": node.code}
        if node.wiped_by:
            yield node.wiped_by.at_least, here
        if isinstance(node.score, RateBands):
            yield from ((bound(band)[0], here) for band in node.score.bands)
    for grade in book.grades:
        yield from ((p, {}) for p in (grade.each, grade.short) if p is not None)
    yield from ((q.percent, {}) for q in book.quotas if q.percent is not None)
