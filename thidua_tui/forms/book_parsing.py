"""The text of a rule book becomes a book: TOML, a tree of lines, or a flat table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache, partial
from typing import NamedTuple

from events.errors import BadInput, ThiduaError
from events.event import Event
from events.rule_book import Criterion, RulesAmended, RulesIssued, flat_book
from events.score_book.book import ScoreBook
from events.score_book.book_check import flaws
from events.score_book.book_toml import code_lines, read_whole, write_book
from events.store.sanitise import named
from events.text import clean, plain
from thidua_tui.parsing.book_table import GAP, is_toml, is_tree, read_table
from thidua_tui.parsing.book_tree import CODE, at_line
from thidua_tui.parsing.dates import typed
from thidua_tui.parsing.numbers_and_codes import parse_points

LINE = 300
OF_SCALE = "[scale]"
"""The key of the scale among the codes whose lines are known."""
_TOTAL = re.compile(r"^[ \t]*total[ \t]*=", re.MULTILINE)
NO_TITLE = "–"
"""The title of a table that no document issued."""


class BookText(NamedTuple):
    """A text as a book: None where it is none, and all that is wrong with it, with the lines."""

    book: ScoreBook | None
    faults: tuple[ThiduaError, ...]


def parse_rules(raw: str, values: Mapping[str, str]) -> ScoreBook | tuple[Criterion, ...]:
    """Return the book, or the lines of a flat table, that a text is.

    Args:
        raw: The text of the field.
        values: The raw texts of the form: the document names a table, the digits round it.

    Raises:
        BadInput: the first fault of the text, with its `line`.
    """
    if not is_toml(raw) and not is_tree(raw):
        return flat_table(raw)
    return parse_book(raw, values)


def parse_book(raw: str, values: Mapping[str, str]) -> ScoreBook:
    """Return the book that a text is; a flat table is one, too.

    Raises:
        BadInput: the first fault of the text, with its `line`; `also` are the others.
    """
    read = read_text(raw, values)
    if read.faults:
        first, *others = read.faults
        raise BadInput(first.code, **first.facts, **({"also": tuple(others)} if others else {}))
    if read.book is None:
        raise BadInput("empty", value="")
    return read.book


def read_text(raw: str, values: Mapping[str, str]) -> BookText:
    """Return a text as a book, with every fault.

    Args:
        raw: The text of the field.
        values: The raw texts of the form.
    """
    return _read(raw, values.get("document", ""), values.get("digits", ""))


@lru_cache(maxsize=4)
def _read(raw: str, document: str, digits: str) -> BookText:
    """Read a text once, though a form asks for it several times."""
    lines: Mapping[str, int | list[int]]
    try:
        clean(raw, multiline=True)
        if is_toml(raw):
            whole = read_whole(raw)
            if not isinstance(whole, ScoreBook):
                return BookText(None, tuple(whole))
            book, lines = whole, {**code_lines(raw), OF_SCALE: _scale_line(raw)}
        else:
            book, lines = _of_lines(raw, document, digits.strip())
    except BadInput as bad:
        return BookText(None, (bad,))
    return BookText(book, tuple(_on_lines(flaws(book), lines)))


def _of_lines(raw: str, document: str, digits: str) -> tuple[ScoreBook, Mapping[str, int]]:
    title = clean(document, limit=LINE) or NO_TITLE
    places = int(digits) if digits in ("0", "1", "2", "3", "4") else 2
    if is_tree(raw):
        return read_table(raw, title=title, digits=places)
    table = flat_table(raw)
    numbers = [number for number, line in enumerate(raw.split("\n"), 1) if line.strip()]
    lines = {one.code: number for one, number in zip(table, numbers, strict=True)}
    return flat_book(table, places, title), lines


def _scale_line(raw: str) -> list[int]:
    """Return the line (from 1) of the scale in a TOML text."""
    found = _TOTAL.search(raw)
    return [raw.count("\n", 0, found.start()) + 1] if found else []


def _on_lines(
    faults: Iterator[ThiduaError], lines: Mapping[str, int | list[int]]
) -> Iterator[ThiduaError]:
    """Yield the faults with the line of the criterion that each is about; of a twin the second."""
    for fault in faults:
        about = OF_SCALE if fault.code == "scale-sum" else fault.facts.get("criterion", "")
        line = lines.get(str(about))
        if isinstance(line, list):
            line = line[-1] if line else None
        yield type(fault)(fault.code, **fault.facts, **({"line": line} if line else {}))


def flat_table(raw: str) -> tuple[Criterion, ...]:
    """Return the criteria of a flat table: code; name; maximum on each line.

    Raises:
        BadInput: the first fault, with its `line`.
    """
    lines = ((at, line) for at, line in enumerate(raw.split("\n"), 1) if line.strip())
    return tuple(at_line(at, partial(_criterion, line)) for at, line in lines)


def _criterion(line: str) -> Criterion:
    parts = GAP.split(line.strip())
    if len(parts) != 3:
        raise BadInput("not-a-criterion", value=plain(line))
    code, name, maximum = parts
    if not CODE.fullmatch(code):
        raise BadInput("not-a-criterion-code", value=plain(code))
    name = named(typed(name, limit=LINE))
    return Criterion(code=code, name=name, max_points=parse_points(maximum))


def book_text(event: Event) -> str:
    """Return the text from which a book is read again; empty for a flat table."""
    if not isinstance(event, (RulesIssued, RulesAmended)) or event.book is None:
        return ""
    return write_book(event.book)
