"""Where a rule book comes from: a book of the program, an earlier year, a file.

The text is put into the field of the book, where it is seen and can be edited before it counts.
"""

from __future__ import annotations

import stat
import tomllib
from functools import cache, lru_cache
from pathlib import Path

from events.errors import BadInput
from events.rule_book import RulesIssued, book_of
from events.score_book.book_toml import write_book
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import Values, year_of
from thidua_tui.parsing.book_table import is_toml, table_text
from thidua_tui.parsing.clipboard_table import is_table, rows_of
from thidua_tui.parsing.dates import typed
from thidua_tui.parsing.fuzzy_match import Option
from thidua_tui.parsing.text_encoding import text_of
from thidua_tui.parsing.workbook.csv_text import csv_sheet
from thidua_tui.parsing.workbook.file import refuse_other_kinds, workbook_of
from thidua_tui.parsing.workbook.package import MAGIC
from thidua_tui.platform.os_errors import why

SHIPPED = Path(__file__).parents[1] / "data" / "score_books"
OF_YEAR = "year-"
"""Before the year in the code of an earlier year's book."""
LARGEST = 1_000_000
"""Bytes of a file that is read."""
CELLS_OF_LINE = 3
"""So many cells has a line of a table at least: code, title, maximum."""


def templates(ground: ActContext, values: Values) -> list[Option]:
    """The books of earlier years, the latest first; then those of the program."""
    before = year_of(ground, values)
    years = sorted({e.year for e in ground.of_cluster.of(RulesIssued) if e.year < before})
    own = [
        Option(code=f"{OF_YEAR}{year}", name=ground.words("rulebooks.of-year", year=str(year)))
        for year in reversed(years)
    ]
    return own + [Option(code=code, name=title) for code, title in shipped().items()]


@cache
def shipped() -> dict[str, str]:
    """Code -> title of the books of the program."""
    found = {}
    for path in sorted(SHIPPED.glob("*.toml")):
        first, _, _ = path.read_text("utf-8").partition("\n")
        found[path.stem] = tomllib.loads(first).get("title", path.stem)
    return found


def source_text(ground: ActContext, values: Values) -> str:
    """The text of the book that is chosen, or of the file that is named; empty for neither."""
    if path := values.get("file", "").strip():
        try:
            return file_text(path)
        except BadInput:
            return ""  # the field of the file says why
    chosen = values.get("template", "").strip()
    if chosen.startswith(OF_YEAR) and chosen.removeprefix(OF_YEAR).isdecimal():
        book = ground.book(int(chosen.removeprefix(OF_YEAR)))
        return write_book(book_of(book)) if book else ""
    if chosen in shipped():
        return (SHIPPED / f"{chosen}.toml").read_text("utf-8")
    return ""


def current_text(ground: ActContext, values: Values) -> str:
    """The text of the file that is named, if it can be read; else of the book in force."""
    if text := source_text(ground, values):
        return text
    book = ground.book(year_of(ground, values))
    return write_book(book_of(book)) if book else ""


def file_text(raw: str) -> str:
    """Return what a file holds, as the text of a book's field: TOML, or the lines of a table.

    Raises:
        BadInput: `file-unreadable`, `file-too-large`, `file-encoding`, `file-empty`,
            and those of `workbook_of`, with the `path`.
    """
    name = typed(raw, limit=1000)
    try:
        path = Path(name).expanduser()
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            detail = "EISDIR" if stat.S_ISDIR(found.st_mode) else "EINVAL"
            raise BadInput("file-unreadable", path=name, detail=detail)
        if found.st_size > LARGEST:
            raise BadInput("file-too-large", path=name, limit=LARGEST // 1000)
        text = _text(path, name, (found.st_mtime_ns, found.st_size))
    except (OSError, ValueError, RuntimeError) as error:  # also no home of that name, a NUL
        detail = why(error) if isinstance(error, OSError) else "EINVAL"
        raise BadInput("file-unreadable", path=name, detail=detail) from error
    if not text.strip():
        raise BadInput("file-empty", path=name)
    return text


@lru_cache(maxsize=4)
def _text(path: Path, name: str, _of: tuple[int, int]) -> str:
    """Read a file once, until its time or its size is another."""
    with path.open("rb") as stream:
        raw = stream.read(LARGEST + 1)
    if raw.startswith(MAGIC):
        return table_text(workbook_of(raw, name).first().rows())
    refuse_other_kinds(raw, name)
    text = text_of(raw, name)
    if is_toml(text) or not is_table(text):
        return text
    if "\t" in text:
        return table_text(rows_of(text))
    if (rows := _csv_rows(raw, name, text)) is not None:
        return table_text(rows)
    return text if ";" in text else table_text(rows_of(text))


def _csv_rows(raw: bytes, name: str, text: str) -> list[list[str]] | None:
    """Return the rows of a CSV file with quotes or commas; None where most lines are not parted.

    Lines that are parted by semicolons alone are as a person types them, and stay.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    if '"' not in text and all(";" in line for line in lines):
        return None
    rows = [row for row in csv_sheet(raw, name).rows() if any(cell.strip() for cell in row)]
    parted = sum(len(row) >= CELLS_OF_LINE for row in rows)
    return rows if 2 * parted >= len(rows) > 1 else None
