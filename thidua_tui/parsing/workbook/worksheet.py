"""The XML of one sheet, element by element, as cells."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date

from thidua_tui.parsing.workbook.bounds import CELLS, COLUMNS, ROWS, too_large
from thidua_tui.parsing.workbook.cells import (
    At,
    Cell,
    Kind,
    Sheet,
    State,
    cell_text,
    columns_between,
    place_of,
    serial_day,
)
from thidua_tui.parsing.workbook.package import Attributes, unreadable
from thidua_tui.parsing.workbook.shared_parts import Formats, Pieces

YES = ("1", "true")
_KINDS: dict[str, Kind] = {"n": "number", "b": "truth", "e": "error", "d": "date"}
"""Type of a cell -> what it holds; every other is text."""


class SheetReader:
    """Collects the cells of a sheet while its part is parsed.

    Args:
        texts: The texts that cells name by their number.
        formats: The styles that show days or percents.
        from_1904: Whether days are counted from 1904.
    """

    def __init__(self, texts: Sequence[str], formats: Formats, *, from_1904: bool) -> None:
        self._texts, self._formats, self._from_1904 = texts, formats, from_1904
        self._cells: dict[At, Cell] = {}
        self._merged: list[tuple[int, int, int, int]] = []
        self._rows: set[int] = set()
        self._columns: set[int] = set()
        self._row = self._column = self._style = 0
        self._type, self._pieces, self._formula = "n", Pieces(), False
        self.characters = self._pieces.characters

    def sheet(self, name: str, state: State) -> Sheet:
        """Return what was read.

        Args:
            name: The name of the sheet.
            state: Whether it is shown.
        """
        return Sheet(
            name=name,
            state=state,
            cells=self._cells,
            merged=tuple(self._merged),
            hidden_rows=frozenset(self._rows),
            hidden_columns=frozenset(self._columns),
        )

    def start(self, tag: str, at: Attributes) -> None:
        """Take an element in."""
        if tag == "c":
            self._begin(at)
        elif tag == "f":
            self._formula = True
        elif tag == "row":
            self._begin_row(at)
        elif tag == "col" and (at.get("hidden") in YES or _zero(at.get("width"))):
            self._columns.update(columns_between(at.get("min", ""), at.get("max", "")))
        elif tag == "mergeCell":
            self._merge(at.get("ref", ""))
        else:
            self._pieces.start(tag)

    def end(self, tag: str) -> None:
        """Take the end of an element in."""
        if tag == "c":
            self._finish()
        else:
            self._pieces.end(tag)

    def _begin_row(self, at: Attributes) -> None:
        number = at.get("r", "")
        self._row = int(number) if number.isdecimal() and len(number) <= 7 else self._row + 1
        self._column = 0
        if (at.get("hidden") in YES or _zero(at.get("ht"))) and self._row <= ROWS:
            self._rows.add(self._row)

    def _begin(self, at: Attributes) -> None:
        named = at.get("r")
        place = (self._row, self._column + 1) if named is None else place_of(named)
        if place is None or place[0] != self._row:
            raise unreadable()
        self._column = place[1]
        style = at.get("s", "")
        self._style = int(style) if style.isdecimal() and len(style) <= 6 else 0
        self._type, self._formula = at.get("t", "n"), False
        self._pieces.clear()

    def _finish(self) -> None:
        raw = self._pieces.text()
        if not raw and not self._formula:
            return  # it has a style, and nothing in it
        if self._row > ROWS:
            too_large("rows")
        if self._column > COLUMNS:
            too_large("columns")
        at = self._row, self._column
        if at in self._cells:
            raise unreadable()
        cell = self._cell(raw)
        if cell.text or cell.formula:
            self._cells[at] = cell
        if len(self._cells) > CELLS:
            too_large("cells")

    def _cell(self, raw: str) -> Cell:
        if not raw:
            return Cell(kind="nothing", text="", formula=True)
        kind, day = _KINDS.get(self._type, "text"), None
        if self._type == "s":
            raw = self._shared(raw)
        elif kind == "number" and self._style in self._formats.dates:
            kind, day = "date", serial_day(raw, from_1904=self._from_1904)
        elif kind == "date":
            with suppress(ValueError):
                day = date.fromisoformat(raw[:10])
        return Cell(
            kind=kind,
            text=raw if self._type == "s" else cell_text(raw),
            formula=self._formula,
            percent=kind == "number" and self._style in self._formats.percents,
            day=day,
        )

    def _shared(self, raw: str) -> str:
        if not (raw.isdecimal() and len(raw) <= 7 and int(raw) < len(self._texts)):
            raise unreadable()
        return self._texts[int(raw)]

    def _merge(self, raw: str) -> None:
        first, _, last = raw.partition(":")
        begin, end = place_of(first), place_of(last or first)
        if begin and end and len(self._merged) < ROWS:
            self._merged.append((*begin, *end))


def _zero(raw: str | None) -> bool:
    """Whether a height or a width is nothing, which hides a row or a column."""
    return raw is not None and not raw.strip("0.") and bool(raw)
