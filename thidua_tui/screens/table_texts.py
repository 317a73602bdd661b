"""The tables that have no rows: the minutes and the rule book, as lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap
from typing import NamedTuple, TypeAlias

from textual.content import Content

from events.rule_book import RulesAmended, RulesIssued, book_of
from thidua_tui.formatting.minutes.additions import correction_texts, lines_below
from thidua_tui.formatting.minutes.text import minutes_lines
from thidua_tui.formatting.pictures.qr_code import INK, drawn
from thidua_tui.formatting.sentences.book_rules import rule_lines
from thidua_tui.formatting.sentences.rule_books import tree_texts, version_lines
from thidua_tui.formatting.tables.lines_with_rows import TableLine
from thidua_tui.formatting.tables.minutes_checkpoint import checkpoint_lines
from thidua_tui.i18n.messages import Words
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from views.minutes import Meetings, Minutes
from views.rule_book import RuleBooks

Issued: TypeAlias = Sequence[RulesIssued | RulesAmended]
NO_LINES: Sequence[TableLine] = ()


class TextTable(NamedTuple):
    """A text, its title first, and what is shown next to it where there is room."""

    lines: Sequence[TableLine] = NO_LINES
    aside: Sequence[str] = ()


def plain_lines(texts: Iterable[str]) -> Sequence[TableLine]:
    """Lines without a row."""
    return [TableLine(text) for text in texts]


def rule_book(session: Session, here: Location, words: Words, width: int) -> TextTable:
    """The rule book of the year as a tree."""
    view = session.see(RuleBooks(here.cluster, here.year, here.on), here.known_at)
    issued = view.versions(here.cluster or "", here.year or 0)
    return TextTable(plain_lines([words("screen.table.rules"), "", *_book(issued, words, width)]))


def _book(issued: Issued, words: Words, width: int) -> Iterator[str]:
    """Yield the versions, the tree with the totals of its groups, then the rules of the book."""
    if not issued:
        yield from (words("tables.empty"), "", f" {words('tablepage.empty.rules')}")
        return
    book = book_of(issued[-1])
    yield from version_lines(issued, words)
    yield ""
    yield from tree_texts(book, words, width)
    yield from ("", words("rulebooks.preview.rules"))
    for line in rule_lines(book, words):
        yield from wrap(line, width, subsequent_indent="  ")


def minutes(
    session: Session, here: Location, words: Words, width: int, *, apart: bool = False
) -> TextTable:
    """The minutes of every meeting of the year; the checkpoint follows each, or is apart."""
    lines, aside = [words("screen.table.minutes"), ""], list[str]()
    for row in session.see(Meetings(here.cluster, here.year, here.on), here.known_at).rows():
        view = session.see(Minutes(row.meeting), here.known_at)
        below = lines_below(view, session.see, words)
        sheets = correction_texts(view, session.see, words)
        lines += [*minutes_lines(view, words, width, below, sheets, numbers=True), ""]
        code = [*checkpoint_lines(session.ledger, view, words)]
        if apart:
            aside += [*([""] if aside and code else []), *code]
        else:
            lines += [*code, ""]
    if len(lines) == 2:  # the title alone
        lines.append(words("tables.empty"))
    return TextTable(plain_lines(lines), aside)


def ink(text: str) -> Content:
    """Return a line of a text: what comes before a colon in colour, a picture black on white."""
    if drawn(text):
        return Content(text).stylize(INK)
    label = LABEL.match(text)
    return Content(text).stylize("$secondary", 0, label.end()) if label else Content(text)


FIRST_LEVEL = re.compile(r" {2}\S|\s+[\d,.]+ {2}\S")
"""A line of the first level of a rule book, and that of the sum."""
LABEL = re.compile(r"[^\W\d][^:–]{1,40}:(?= |$)")
"""The words before a colon at the beginning of a line."""
