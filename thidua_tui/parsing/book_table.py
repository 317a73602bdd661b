"""A tree of criteria as a table: pasted from Excel, typed, or read from a sheet.

A line is `code; title; maximum` with perhaps a fourth part, how it is scored. A line is below the
line whose code begins its own (`I`, `I.1`), else below the line with a lesser indentation or a
code of a higher style (`A`, `I`, `1`, `a`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from events.errors import BadInput
from events.score_book.book import Rounding, Scale, ScoreBook
from events.text import clean, plain
from thidua_tui.parsing.book_tree import CODE, TableLine, Tree, at_line, style_of
from thidua_tui.parsing.clipboard_table import joined, rows_of
from thidua_tui.parsing.numbers_and_codes import parse_points
from thidua_tui.parsing.pasted_lists import (
    NUMBER,
    NUMBER_HEADS,
    POINT_HEADS,
    SUMS,
    criteria_list,
    is_head,
)

CODE_HEADS = ("ma", "ma so", "ma tieu chi", "code", "criterion code", "muc")
TITLE_HEADS = (
    *("tieu chi", "ten tieu chi", "noi dung", "noi dung tieu chi", "noi dung cham diem"),
    *("noi dung thi dua", "criterion", "title", "name"),
)
KIND_HEADS = ("cach cham", "cach tinh", "cach tinh diem", "kieu", "loai", "kind", "scored by")
MAX_HEADS = (*POINT_HEADS, "max", "diem chuan toi da", "so diem")
HEADS = ((*CODE_HEADS, *NUMBER_HEADS), TITLE_HEADS, MAX_HEADS, KIND_HEADS)
LINE = 300
SUM = "Tổng"
"""The head of a line that gives the sum of the table."""
MOST = 2000
"""So many lines of a table are read."""
_TOML = re.compile(r"\A(?:\s*(?:#[^\n]*)?\n)*\s*(?:\[\[?[a-z_]|[a-z_]+\s*=)")
GAP = re.compile(r"\s*[;\t]\s*")


class TableBook(NamedTuple):
    """The book that a table is, and code -> the number of its line (from 1)."""

    book: ScoreBook
    lines: dict[str, int]


def is_toml(text: str) -> bool:
    """Say whether a text is a book in TOML, and not a table."""
    return _TOML.match(text) is not None


def criteria_text(text: str) -> str:
    """Return what is pasted as the lines of a book: TOML as it is, a flat table without its sum."""
    if is_toml(text):
        return text
    lines = table_text(rows_of(text))
    return lines if is_tree(without_sum(lines)) else criteria_list(text)


def without_sum(text: str) -> str:
    """Return the lines but that of the sum."""
    return "\n".join(line for line in text.split("\n") if not is_head(GAP.split(line)[0], SUMS))


def table_text(rows: Sequence[Sequence[str]]) -> str:
    """Return the rows of a sheet as lines that `read_table` reads, without heads and blanks.

    A sum at the end stays, to be compared. The depth that leading spaces or empty cells show
    becomes indentation.
    """
    rows = [[cell.rstrip() for cell in row] for row in rows if any(cell.strip() for cell in row)]
    head = next((at for at, row in enumerate(rows[:15]) if _columns(row)), -1)
    columns = _columns(rows[head]) if head >= 0 else None
    return "\n".join(filter(None, (_line(row, columns) for row in rows[head + 1 :])))


def _columns(row: Sequence[str]) -> list[int | None] | None:
    """In which columns the parts are, where a row is the head of the table."""
    found = [next((at for at, c in enumerate(row) if is_head(c, head)), None) for head in HEADS]
    return found if found[1] is not None and found[2] is not None else None


def _line(row: Sequence[str], columns: list[int | None] | None) -> str:
    if columns:
        cells = [row[at] if at is not None and at < len(row) else "" for at in columns]
    else:
        cells = [*row]
        if len(cells) > 3 and NUMBER.fullmatch(cells[0].strip()) and _is_code(cells[1]):
            cells = cells[1:]
    if len(cells) == 1:
        return cells[0]
    indent = next((_spaces(cell) for cell in cells[:2] if cell.strip()), 0)
    cells = [clean(cell) for cell in cells]
    if any(is_head(cell, SUMS) for cell in cells[:2]):
        number = next((c for c in cells[2:] if c), "")
        return f"{SUM}; {number}" if number else ""
    while len(cells) > 3 and not cells[-1]:
        cells.pop()
    cells[0] = cells[0].rstrip(".)").lstrip("(")
    return " " * indent + joined(cells[:4]) if any(cells) else ""


def _spaces(cell: str) -> int:
    return len(cell) - len(cell.lstrip())


def _is_code(cell: str) -> bool:
    return CODE.fullmatch(cell.strip().rstrip(".)")) is not None


def is_tree(text: str) -> bool:
    """Say whether the lines of a table are a tree, or say how each is scored."""
    rows = [(_spaces(line), GAP.split(line.strip())) for line in text.split("\n") if line.strip()]
    if any(len(parts) == 4 or is_head(parts[0], SUMS) for _, parts in rows):
        return True
    if len({indent for indent, _ in rows}) > 1:
        return True
    codes = [parts[0] for _, parts in rows]
    known = set(codes)
    dotted = any("." in code and code.rpartition(".")[0] in known for code in codes)
    return dotted or len({style_of(code) for code in codes if "." not in code}) > 1


def read_table(text: str, *, title: str, digits: int = 2) -> TableBook:
    """Read a tree of criteria from its lines.

    Args:
        text: The lines; blank lines are passed over.
        title: The title of the book.
        digits: The decimals of a total.

    Raises:
        BadInput: with the `line`, `not-a-criterion`, `not-a-criterion-code`, `no-maximum`,
            `unknown-kind`, `too-many-lines`, and those of numbers and texts.
    """
    total, lines = None, list[TableLine]()
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        if len(lines) >= MOST:
            raise BadInput("too-many-lines", limit=MOST)
        parts = GAP.split(line.strip())
        if len(parts) == 2 and is_head(parts[0], SUMS):
            total = at_line(number, partial(parse_points, parts[1]))
        else:
            lines.append(at_line(number, partial(_read, number, line, parts)))
    if not lines:
        raise BadInput("empty", value="")
    tree = Tree(lines)
    content = sum((node.max for node in tree.top), Decimal(0))
    book = ScoreBook(
        title=title,
        scale=Scale(total=content if total is None else total),
        criteria=tuple(tree.top),
        rounding=Rounding(digits=digits),
    )
    return TableBook(book, tree.lines)


def _read(number: int, line: str, parts: list[str]) -> TableLine:
    if not 2 <= len(parts) <= 4:
        raise BadInput("not-a-criterion", value=plain(line.strip()))
    code, title, maximum, kind = (*parts, "", "")[:4]
    code = code.rstrip(".)").lstrip("(")
    if not CODE.fullmatch(code):
        raise BadInput("not-a-criterion-code", value=plain(code))
    title = clean(title, limit=LINE)
    if not title:
        raise BadInput("not-a-criterion", value=plain(line.strip()))
    most = parse_points(maximum) if maximum.strip() else None
    return TableLine(number, _spaces(line), code, title, most, kind.strip())
