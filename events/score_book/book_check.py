"""What a score book must fulfil before it is issued: its numbers agree, its names exist.

A kind without an interpreter cannot be read at all (`events.score_book.book.read_book`).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from events.errors import refuse
from events.score_book.book import Node, ScoreBook
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
        Refused: `criterion-twice`, `group-and-leaf`, `leaf-without-kind`, `children-sum`,
            `scale-sum`, `maximum-not-positive`, `points-over-maximum`, `bands-order`,
            `unknown-criterion`, `percent-outside`, `tie-break-criterion`, `amount-negative`,
            `sealed-without-peers`.
    """
    codes = [node.code for node in book.nodes()]
    for node in book.nodes():
        refuse(codes.count(node.code) > 1, "criterion-twice", criterion=node.code)
        _check_node(node)
    content = sum((node.max for node in book.criteria), Decimal(0))
    refuse(content != book.scale.total, "scale-sum", sum=content, total=book.scale.total)
    unpeered = book.derivation.sealed and "peer" not in book.derivation.scorers
    refuse(unpeered, "sealed-without-peers")
    for percent in _percents(book):
        refuse(not 0 <= percent <= 100, "percent-outside", percent=percent)
    for step in book.tie_breaks:
        named = step.criterion is not None
        refuse(named != (step.by == "criterion"), "tie-break-criterion", step=step.by)
        unknown = named and step.criterion not in codes
        refuse(unknown, "unknown-criterion", criterion=step.criterion)


def _check_node(node: Node) -> None:
    refuse(node.criteria and node.score, "group-and-leaf", criterion=node.code)
    refuse(not node.criteria and not node.score, "leaf-without-kind", criterion=node.code)
    refuse(node.max < 0, "amount-negative", criterion=node.code)
    if node.criteria:
        _check_group(node)
    elif node.score:
        _check_leaf(node, node.score)


def _check_group(node: Node) -> None:
    """The maxima below a group are its own, or at most that; what wipes it out is below it."""
    below = sum((child.max for child in node.criteria), Decimal(0))
    wrong = below > node.max if node.children == "at-most" else below != node.max
    refuse(wrong, "children-sum", criterion=node.code, sum=below, maximum=node.max)
    if node.wiped_by:
        rates = {leaf.code for leaf in node.leaves() if isinstance(leaf.score, RateBands)}
        found = node.wiped_by.criterion in rates
        refuse(not found, "unknown-criterion", criterion=node.wiped_by.criterion)


def _check_leaf(node: Node, kind: Leaf) -> None:
    adding = isinstance(kind, ADDING)
    refuse(not adding and node.max <= 0, "maximum-not-positive", criterion=node.code)
    refuse(adding and node.max != 0, "maximum-of-adding-line", criterion=node.code)
    over = any(points > node.max or points < 0 for points in _band_points(kind))
    refuse(over, "points-over-maximum", criterion=node.code)
    refuse(any(each <= 0 for each in _each(kind)), "amount-negative", criterion=node.code)
    refuse(not _ordered(kind), "bands-order", criterion=node.code)
    if isinstance(kind, Proportional) and kind.cap is not None:
        refuse(kind.cap < node.max or not kind.exceed, "cap-without-use", criterion=node.code)


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
        case CountPoints(each=each) | Deduction(each=each) | Bonus(each=each):
            yield each
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


def _percents(book: ScoreBook) -> Iterator[Decimal]:
    for node in book.nodes():
        if node.wiped_by:
            yield node.wiped_by.at_least
        if isinstance(node.score, RateBands):
            yield from (bound(band)[0] for band in node.score.bands)
    for grade in book.grades:
        yield from (p for p in (grade.each, grade.short) if p is not None)
    yield from (q.percent for q in book.quotas if q.percent is not None)
