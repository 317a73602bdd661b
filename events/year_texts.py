"""Texts of a rule book and of targets that name their year, and what they are a year later.

`Bảng tiêu chí năm 2026` is `Bảng tiêu chí năm 2027` when it is issued again. The number of a
document, `98/2023/NĐ-CP`, is none of these. Whether a text moves on is chosen, text by text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Annotated, TypeAlias

from msgspec import Meta
from msgspec.structs import replace

from events.rule_book import RulesAmended, RulesIssued
from events.score_book.book import Node, ScoreBook
from events.targets import Promised

TextKey: TypeAlias = Annotated[str, Meta(pattern=r"^[a-z]{4,8}/[0-9A-Za-z.-]{1,40}\Z")]
"""Where a text is: `book/title`, `book/deadline`, `line/I.1`, `target/ct1`."""


def later(text: str, since: int, year: int) -> str:
    """Return a text with the later year where it names the earlier year.

    Args:
        text: The text.
        since: The year that it is taken over from.
        year: The year to which it is taken over.
    """
    return re.sub(rf"(?<!\d){since}(?!\d|/[^\W\d])", str(year), text)


def year_texts(
    issued: RulesIssued | RulesAmended | None,
    targets: Mapping[str, Promised],
    since: int,
    year: int,
) -> dict[str, tuple[str, str]]:
    """Return where a text names its year -> the text as it is, and as it would be.

    Args:
        issued: The rule book that is issued again; None for none.
        targets: Code -> the target that is set again.
        since: The year that they are taken over from.
        year: The year to which they are taken over.
    """
    texts = {**dict(_of_book(issued)), **{f"target/{c}": t.title for c, t in targets.items()}}
    moved = {key: (text, later(text, since, year)) for key, text in texts.items()}
    if issued is not None and issued.book and (day := issued.book.self_score_deadline):
        moved["book/deadline"] = (day, _day_later(day, since, year))
    return {key: (old, new) for key, (old, new) in moved.items() if old != new}


def _of_book(issued: RulesIssued | RulesAmended | None) -> Iterator[tuple[str, str]]:
    """Yield where each text of a rule book is, and the text."""
    if issued is None:
        return
    if issued.book is not None:
        yield "book/title", issued.book.title
        yield from ((f"line/{node.code}", node.title) for node in issued.book.nodes())
    elif isinstance(issued, RulesIssued):
        yield from ((f"line/{one.code}", one.name) for one in issued.criteria)


def _day_later(text: str, since: int, year: int) -> str:
    """Return a deadline with its year as much later; a day without a year is of every year."""
    if "-" not in text:
        return text
    day = date.fromisoformat(text)
    return moved(day, year - since).isoformat()


def moved(day: date, years: int) -> date:
    """Return the same day so many years later; the last of February for its 29th.

    Args:
        day: The day.
        years: By how many years it is moved.
    """
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def book_later(book: ScoreBook, keys: Collection[str], since: int, year: int) -> ScoreBook:
    """Return a book with the later year in the texts that are chosen.

    Args:
        book: The book of the earlier year.
        keys: The chosen texts, as in `year_texts`.
        since: The year that it is taken over from.
        year: The year to which it is taken over.
    """

    def node(one: Node) -> Node:
        title = later(one.title, since, year) if f"line/{one.code}" in keys else one.title
        return replace(one, title=title, criteria=tuple(map(node, one.criteria)))

    title = later(book.title, since, year) if "book/title" in keys else book.title
    day = book.self_score_deadline
    if day and "book/deadline" in keys:
        day = _day_later(day, since, year)
    return replace(
        book, title=title, self_score_deadline=day, criteria=tuple(map(node, book.criteria))
    )
