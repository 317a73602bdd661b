"""The tables that have no rows: the minutes and the rule book, as lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from textual.content import Content

from thidua_tui.formatting.pictures.qr_code import INK, drawn
from thidua_tui.formatting.tables.columns import shown
from thidua_tui.formatting.tables.lines_with_rows import TableLine
from thidua_tui.formatting.tables.minutes_checkpoint import checkpoint_lines
from thidua_tui.i18n.messages import Words
from thidua_tui.screens.minutes_text import minutes_lines
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from views.minutes import Meetings, Minutes
from views.rule_book import CriterionRow, RuleBooks

NO_LINES: Sequence[TableLine] = ()


class TextTable(NamedTuple):
    """A text, its title first, and what is shown next to it where there is room."""

    lines: Sequence[TableLine] = NO_LINES
    aside: Sequence[str] = ()


def plain_lines(texts: Iterable[str]) -> Sequence[TableLine]:
    """Lines without a row."""
    return [TableLine(text) for text in texts]


def rule_book(session: Session, here: Location, words: Words) -> TextTable:
    """The criteria of the year."""
    rows = session.see(RuleBooks(here.cluster, here.year, here.on), here.known_at).rows()
    return TextTable(plain_lines([words("screen.table.rules"), "", *_criteria(rows, words)]))


def _criteria(rows: Sequence[CriterionRow], words: Words) -> Iterator[str]:
    if not rows:
        yield from (words("tables.empty"), "", f" {words('tablepage.empty.rules')}")
        return
    document, on = shown(rows[0].document, words), shown(rows[0].on, words)
    yield words("screen.rules.told", document=document, on=on, digits=str(rows[0].digits))
    yield ""
    for row in rows:
        points = words("screen.rules.points", points=row.max_points)
        yield f"  {row.criterion:<8}{points:>10}  {shown(row.criterion_name, words)}"
    total = sum((row.max_points for row in rows), start=rows[0].max_points * 0)
    points = words("screen.rules.points", points=total)
    yield f"  {'':<8}{points:>10}  {words('screen.rules.total')}"


def minutes(
    session: Session, here: Location, words: Words, width: int, *, apart: bool = False
) -> TextTable:
    """The minutes of every meeting of the year; the checkpoint follows each, or is apart."""
    lines, aside = [words("screen.table.minutes"), ""], list[str]()
    for row in session.see(Meetings(here.cluster, here.year, here.on), here.known_at).rows():
        view = session.see(Minutes(row.meeting), here.known_at)
        lines += [*minutes_lines(view, words, width), ""]
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


LABEL = re.compile(r"[^\W\d][^:–]{1,40}:(?= |$)")
"""The words before a colon at the beginning of a line."""
