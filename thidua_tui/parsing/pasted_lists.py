"""A list as Word and Excel give it, made into what the form reads: one unit or criterion a line."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from events.text import fold, nfc
from thidua_tui.parsing.clipboard_table import joined, rows_of
from thidua_tui.parsing.fuzzy_match import Option, Rank, ranked, unique_match

NUMBER = re.compile(r"\(?(?:\d{1,3}|[ivxIVX]{1,5})[.)]?")
"""A cell that only numbers its line."""
_MARK = re.compile(r"\A(?:[-–—•·*+▪◦‣●○■□➢➤✓]|\(?\d{1,3}[.)](?=\s|[^\W\d]))\s*")
"""A bullet or a number at the head of a line."""
_SHORT = re.compile(r"[A-ZĐ][A-ZĐ0-9.&/-]{1,11}")
"""A cell in capitals without a space: an abbreviation."""
TWO = 2
NUMBER_HEADS = ("stt", "tt", "so tt", "so thu tu", "no", "no.")
"""Headings above the numbers of a table."""
NAME_HEADS = ("ten", "ten don vi", "don vi", "ten co quan", "co quan", "name", "unit", "unit name")
_SHORT_HEADS = ("viet tat", "ten viet tat", "ten tat", "ten ngan", "short name", "short")
_CODE_HEADS = ("ma", "ma so", "ma don vi", "ma tieu chi", "code", "criterion code")
_CRITERION_HEADS = ("tieu chi", "ten tieu chi", "noi dung", "noi dung tieu chi", "criterion")
POINT_HEADS = ("diem", "diem toi da", "diem chuan", "toi da", "thang diem", "points", "maximum")
LEAST = 2
"""So many letters has a cell that names something."""
SUMS = ("tong", "tong cong", "cong", "tong diem", "total", "sum")


def unit_list(text: str) -> str:
    """The lines that name a unit, without numbers and bullets, cells parted by semicolons."""
    return _list(text, (NAME_HEADS, _SHORT_HEADS, _CODE_HEADS), _unit)


def criteria_list(text: str) -> str:
    """The lines of a rule book, code; name; maximum, without heads, numbers and the sum."""
    heads = ((*_CODE_HEADS, *NUMBER_HEADS), _CRITERION_HEADS, POINT_HEADS)
    return _list(text, heads, _criterion)


def unmarked(line: str) -> str:
    """The line without the bullet or number at its head, as people type lists."""
    return _MARK.sub("", line.strip())


def is_head(cell: str, *heads: Sequence[str]) -> bool:
    """Say whether a cell is the head of a column."""
    folded = fold(nfc(cell)).strip(" .:*")
    return any(folded in known for known in heads)


Line = Callable[[list[str]], str]


def _list(text: str, heads: Sequence[Sequence[str]], line: Line) -> str:
    rows = rows_of(text)
    places = _places(rows, heads)
    body = [row for row in rows if not is_head(row[0], NUMBER_HEADS, *heads)]
    if places:
        body = [[_at(row, at) for at in places] for row in body]
    return "\n".join(filter(None, map(line, body)))


def _at(row: Sequence[str], at: int | None) -> str:
    return row[at] if at is not None and at < len(row) else ""


def _places(rows: Sequence[list[str]], heads: Sequence[Sequence[str]]) -> list[int | None]:
    """In which columns the parts are, as the first row says; empty where it says it of too few."""
    first = rows[0] if rows else []
    found = [
        next((n for head in known for n, cell in enumerate(first) if is_head(cell, (head,))), None)
        for known in heads
    ]
    known = [at for at in found if at is not None]
    return found if len(known) > 1 and len(known) == len(set(known)) else []


def _unit(cells: list[str]) -> str:
    if len(cells) > 1 and NUMBER.fullmatch(cells[0]):
        cells = cells[1:]
    table, cells = len(cells) > 1, [unmarked(cells[0]), *cells[1:]]
    while cells and not cells[0]:
        cells = cells[1:]
    if len(cells) == TWO and _SHORT.fullmatch(cells[0]) and " " in cells[1]:
        cells.reverse()  # an abbreviation in front of the name
    return (joined(cells) if table else "".join(cells)).rstrip(" ;,.")


def _criterion(cells: list[str]) -> str:
    """Code, name, maximum; of four cells the first only numbers the row."""
    if len(cells) == 1:
        return cells[0]
    if len(cells) > 3 and NUMBER.fullmatch(cells[0]):
        cells = cells[1:]
    while len(cells) > 3 and not cells[-1]:
        cells = cells[:-1]
    if any(is_head(cell, SUMS) for cell in cells[:2]):
        return ""
    cleaned = [cells[0].rstrip(".)"), *cells[1:]]
    return joined(cleaned) if any(cleaned) else ""


def name_column(rows: Sequence[Sequence[str]], options: Sequence[Option]) -> int | None:
    """Return the column in which the most cells are names of these; None where none is."""
    width = max(map(len, rows), default=0)
    known = [sum(_meant(_at(row, at), options) is not None for row in rows) for at in range(width)]
    return known.index(max(known)) if any(known) else None


def named_in(
    rows: Sequence[Sequence[str]], column: int, options: Sequence[Option]
) -> list[tuple[str, Option | None]]:
    """Return what is in that column of each row, and which of the options it means, if one."""
    return [(cell := _at(row, column), _meant(cell, options)) for row in rows]


def _meant(cell: str, options: Sequence[Option]) -> Option | None:
    """Return what a cell names beyond doubt; a single word must be a code, initials or a name."""
    name = unmarked(cell)
    if sum(char.isalpha() for char in name) < LEAST or NUMBER.fullmatch(cell):
        return None
    option = unique_match(name, options)
    whole = option and (" " in name or next(iter(ranked(name, [option]))).rank <= Rank.ALIAS)
    return option if whole else None
