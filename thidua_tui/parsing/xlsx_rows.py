"""The first sheet of an .xlsx file as rows of text; what is in it is data and is never computed.

A sheet is a ZIP of XML. Its size unpacked, its rows and its columns are limited, and a document
type is refused, for the libraries that read sheets take memory without end from a small file.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from io import BytesIO
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from events.errors import BadInput

UNPACKED = 8_000_000
"""Bytes of a part that are unpacked."""
ROWS, COLUMNS, CELL = 5_000, 64, 4_000
"""So many rows, columns, and characters of a cell are read."""
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CELL = re.compile(r"([A-Z]{1,3})[0-9]+")
_FAULTS = (
    *(BadZipFile, zlib.error, KeyError, EOFError, RuntimeError, NotImplementedError),
    *(OverflowError, ValueError, ElementTree.ParseError, OSError, IndexError),
)
"""What a broken, locked or foreign file makes its readers raise."""


def xlsx_rows(raw: bytes, path: str) -> list[list[str]]:
    """Return the rows of the first visible sheet; an empty cell is the empty text.

    Args:
        raw: What the file holds.
        path: The path, for the refusal.

    Raises:
        BadInput: `sheet-unreadable` or `sheet-too-large` with the `path`.
    """
    try:
        with ZipFile(BytesIO(raw)) as file:
            texts = _shared(file, path)
            return list(_rows(_part(file, _first(file, path), path), texts, path))
    except _FAULTS as error:
        raise BadInput("sheet-unreadable", path=path) from error


def _part(file: ZipFile, name: str, path: str) -> ElementTree.Element:
    with file.open(name) as stream:
        raw = stream.read(UNPACKED + 1)
    if len(raw) > UNPACKED:
        raise BadInput("sheet-too-large", path=path)
    if b"<!" in raw.replace(b"<!--", b"").replace(b"<![CDATA[", b"") or b"\x00" in raw:
        raise ValueError(name)  # a document type, or an encoding that hides it
    return ElementTree.fromstring(raw)  # noqa: S314 - without a document type there are no entities


def _first(file: ZipFile, path: str) -> str:
    """Return the name of the part that is the first sheet people see."""
    book = _part(file, "xl/workbook.xml", path)
    sheets = [s for s in book.iter(f"{_MAIN}sheet") if s.get("state", "visible") == "visible"]
    wanted = sheets[0].get(_RELATION)
    for relation in _part(file, "xl/_rels/workbook.xml.rels", path):
        if relation.get("Id") == wanted:
            target = relation.get("Target", "")
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    raise KeyError(wanted)


def _shared(file: ZipFile, path: str) -> list[str]:
    """Return the texts that cells name by their number."""
    if "xl/sharedStrings.xml" not in file.namelist():
        return []
    return [_text(item) for item in _part(file, "xl/sharedStrings.xml", path)]


def _text(item: ElementTree.Element) -> str:
    """Return the text of an element, without the readings that Asian scripts add."""
    runs = (run for run in item if run.tag != f"{_MAIN}rPh")
    found = "".join(t.text or "" for run in runs for t in run.iter(f"{_MAIN}t"))
    return found[:CELL]


def _rows(sheet: ElementTree.Element, texts: list[str], path: str) -> Iterator[list[str]]:
    for count, row in enumerate(sheet.iter(f"{_MAIN}row")):
        if count >= ROWS:
            raise BadInput("sheet-too-large", path=path)
        cells: list[str] = []
        for cell in row.iter(f"{_MAIN}c"):
            at = _column(cell.get("r", ""), len(cells))
            if at < COLUMNS:
                cells += [""] * (at + 1 - len(cells))
                cells[at] = _value(cell, texts)
        yield cells


def _column(reference: str, following: int) -> int:
    found = _CELL.fullmatch(reference)
    if not found:
        return following
    at = 0
    for letter in found[1]:
        at = at * 26 + ord(letter) - 64
    return at - 1


def _value(cell: ElementTree.Element, texts: list[str]) -> str:
    """Return what a cell shows; of a formula the value that was stored with it."""
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _text(cell)
    value = cell.findtext(f"{_MAIN}v")
    if not value:
        formula = cell.findtext(f"{_MAIN}f")
        return f"={formula}"[:CELL] if formula else ""
    if kind == "s":
        return texts[int(value)]
    return _number(value) if kind == "n" else value[:CELL]


def _number(value: str) -> str:
    """Return a number without the noise of its binary form; `9.125` as `9.1250`, no thousands."""
    try:
        number = Decimal(value).quantize(Decimal("1e-9")).normalize()
    except InvalidOperation:
        return value[:CELL]
    text = f"{number:f}"
    return f"{text}0" if len(text.partition(".")[2]) == 3 else text
