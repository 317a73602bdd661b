"""The tree of a rule book in words: its lines, how each is scored, its versions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from textwrap import wrap
from typing import TYPE_CHECKING

from msgspec import Struct

from events.score_book.book import Node, ScoreBook
from events.score_book.book_check import bound
from events.score_book.leaf_kinds import DaysLate, LeafKind, Proportional, RateBands
from events.text import plain

if TYPE_CHECKING:
    from events.rule_book import RulesAmended, RulesIssued
    from thidua_tui.i18n.messages import Words

POINTS = 6
"""The cells of points."""


class BookLine(Struct, frozen=True):
    """A line of the tree as it is printed: a group has no way of being scored."""

    depth: int
    code: str
    title: str
    points: str
    scored: str
    group: bool


def book_lines(book: ScoreBook, words: Words) -> Iterator[BookLine]:
    """Yield the lines of the tree in the order of the table, groups with the sum of their lines."""
    for node in book.criteria:
        yield from _below(node, 0, words)


def _below(node: Node, depth: int, words: Words) -> Iterator[BookLine]:
    adds = not node.criteria and not node.max
    points = "" if adds else words.number(node.max)
    scored = "" if node.criteria else kind_text(node.score, words)
    extra = _of_node(node, words)
    yield BookLine(
        depth=depth,
        code=plain(node.code),
        title=plain(node.title),
        points=points,
        scored=" · ".join(filter(None, (scored, *extra))),
        group=bool(node.criteria),
    )
    for child in node.criteria:
        yield from _below(child, depth + 1, words)


def _of_node(node: Node, words: Words) -> Iterator[str]:
    if node.target:
        yield words("rulebooks.line.target")
    if node.by:
        yield words("rulebooks.line.by", scorer=words.choice("stage", node.by))
    if node.children == "at-most":
        yield words("rulebooks.line.at-most")
    if node.wiped_by:
        rate = words.number(node.wiped_by.at_least)
        yield words("rulebooks.line.wiped", criterion=plain(node.wiped_by.criterion), rate=rate)


def kind_text(kind: LeafKind | None, words: Words) -> str:
    """Say how a line is scored; empty for a group."""
    if kind is None:
        return ""
    if isinstance(kind, (DaysLate, RateBands)):
        return " · ".join(_bands(kind, words))
    name = kind_name(kind)
    facts: dict[str, str | None] = {}
    for field in kind.__struct_fields__:
        value = getattr(kind, field)
        facts[field] = words.number(value) if isinstance(value, Decimal) else None
        if field == "duty":
            facts[field] = words(f"rulebooks.duty.{value}")
    if isinstance(kind, Proportional) and kind.exceed:
        name = "proportional-over"
    return words(f"rulebooks.scored.{name}", **facts)


def _bands(kind: DaysLate | RateBands, words: Words) -> Iterator[str]:
    if isinstance(kind, DaysLate):
        for band in kind.bands:
            key = "late" if band.days else "on-time"
            points = words.number(band.points)
            yield words(f"rulebooks.scored.{key}", days=str(band.days), points=points)
        yield words("rulebooks.scored.later", points=words.number(kind.beyond))
        return
    for rate in kind.bands:
        least, above = bound(rate)
        key = "above" if above else "at-least"
        facts = {"rate": words.number(least), "points": words.number(rate.points)}
        yield words(f"rulebooks.scored.{key}", **facts)
    yield words("rulebooks.scored.lower", points=words.number(kind.below))


def kind_name(kind: LeafKind) -> str:
    """Return the name of a kind, as the book writes it."""
    return str(kind.__struct_config__.tag)


def observed_text(kind: str, words: Words) -> str:
    """Say what is observed for a kind; empty for a group."""
    return words(f"rulebooks.observed.{kind}") if kind else ""


def version_lines(issued: Sequence[RulesIssued | RulesAmended], words: Words) -> Iterator[str]:
    """Yield a line for each version of a year's book, the first issued first.

    Args:
        issued: The versions.
        words: The catalogue.
    """
    for number, version in enumerate(issued, 1):
        facts = {"document": plain(version.document), "on": version.on, "number": str(number)}
        key = "issued" if number == 1 else "amended"
        last = words("rulebooks.version.in-force") if number == len(issued) > 1 else None
        yield words(f"rulebooks.version.{key}", in_force=last, **facts)


def tree_texts(book: ScoreBook, words: Words, width: int) -> Iterator[str]:
    """Yield the tree as lines of text: code, points, title, how a line is scored; then the scale.

    Args:
        book: The book.
        words: The catalogue.
        width: The cells of a line.
    """
    lines = [*book_lines(book, words)]
    room = max(2 * line.depth + len(line.code) for line in lines)
    for line in lines:
        lead = f"  {'  ' * line.depth + line.code:<{room}} {line.points:>{POINTS}}  "
        yield from _wrapped(lead, line.title, width)
        if line.scored:
            yield from _wrapped(" " * len(lead), line.scored, width)
    total = words.number(book.scale.total)
    yield f"  {'':<{room}} {total:>{POINTS}}  {words('rulebooks.total')}"


def _wrapped(lead: str, text: str, width: int) -> Iterator[str]:
    indent = " " * len(lead)
    yield from wrap(
        lead + text, max(len(lead) + 20, width), subsequent_indent=indent, drop_whitespace=True
    ) or [lead]
