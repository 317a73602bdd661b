"""The parts of an .xlsx file as tests look at them, without the reader of the program."""

from __future__ import annotations

import io
import re
import zipfile
from typing import NamedTuple
from xml.etree.ElementTree import fromstring

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


class Found(NamedTuple):
    """A cell: its text or number as it is stored, its formula, and whether it is locked."""

    text: str
    kind: str
    formula: str
    locked: bool


class Page:
    """A sheet of a workbook by its number, from 1."""

    def __init__(self, raw: bytes, number: int = 1) -> None:
        with zipfile.ZipFile(io.BytesIO(raw)) as file:
            self.names = file.namelist()
            self.xml = file.read(f"xl/worksheets/sheet{number}.xml").decode()
            self.book = file.read("xl/workbook.xml").decode()
            self.core = file.read("docProps/core.xml").decode()
            shared = fromstring(file.read("xl/sharedStrings.xml"))  # noqa: S314 - our own file
            styles = fromstring(file.read("xl/styles.xml"))  # noqa: S314 - our own file
        self.texts = ["".join(t.text or "" for t in item.iter(f"{MAIN}t")) for item in shared]
        formats = styles.find(f"{MAIN}cellXfs")
        assert formats is not None
        locks = (one.find(f"{MAIN}protection") for one in formats)
        self.open = [lock is not None and lock.get("locked") in ("0", "false") for lock in locks]
        self.root = fromstring(self.xml)  # noqa: S314 - our own file

    def cells(self) -> dict[str, Found]:
        """Return name of a cell -> what is in it; blank cells too."""
        found = {}
        for cell in self.root.iter(f"{MAIN}c"):
            kind, value = cell.get("t", "n"), cell.findtext(f"{MAIN}v") or ""
            text = self.texts[int(value)] if kind == "s" else value
            formula = cell.findtext(f"{MAIN}f") or ""
            locked = not self.open[int(cell.get("s", "0"))]
            found[cell.get("r", "")] = Found(text, kind, formula, locked)
        return found

    def column(self, letter: str) -> dict[int, Found]:
        """Return row -> the cell of a column."""
        return {
            int(name[len(letter) :]): cell
            for name, cell in self.cells().items()
            if re.fullmatch(rf"{letter}[0-9]+", name)
        }

    def hidden_rows(self) -> list[int]:
        """Return the rows that are hidden."""
        rows = self.root.iter(f"{MAIN}row")
        return [int(row.get("r", "0")) for row in rows if row.get("hidden") in ("1", "true")]

    @property
    def by_key(self) -> dict[str, str]:
        """Key -> letter of its column, from the hidden first row."""
        cells = self.cells()
        return {cells[n].text: n[:-1] for n in cells if re.fullmatch(r"[A-Z]+1", n)}
