"""A file as a workbook, by what is in it: an extension says nothing."""

from __future__ import annotations

import csv
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from hashlib import sha256
from io import StringIO
from pathlib import Path

from msgspec import Struct

from events.errors import BadInput
from thidua_tui.parsing.clipboard_table import rows_of
from thidua_tui.parsing.dates import typed
from thidua_tui.parsing.workbook.bounds import FILE, too_large
from thidua_tui.parsing.workbook.cells import Sheet
from thidua_tui.parsing.workbook.csv_text import csv_sheet
from thidua_tui.parsing.workbook.package import MAGIC, Package, unreadable
from thidua_tui.parsing.workbook.xlsx import Tab, Xlsx
from thidua_tui.platform.os_errors import why

LONGEST_PATH = 1000
_OLE, _LOCKED = b"\xd0\xcf\x11\xe0", "EncryptedPackage".encode("utf-16-le")
_BEGIN = 512


class Workbook(Struct, frozen=True, kw_only=True):
    """The sheets of a file.

    Attributes:
        path: The path as it was given.
        digest: SHA-256 of the file in hexadecimal digits.
        tabs: The sheets in their order; of a CSV file one without a name.
        reader: Reads the sheet of a tab.
    """

    path: str
    digest: str
    tabs: tuple[Tab, ...]
    reader: Callable[[Tab], Sheet]

    def read(self, tab: Tab) -> Sheet:
        """Read a sheet.

        Args:
            tab: One of `tabs`.

        Raises:
            BadInput: `sheet-unreadable`, `sheet-too-large`, with the `path`.
        """
        with _naming(self.path):
            return self.reader(tab)

    def first(self) -> Sheet:
        """Return the first sheet that is shown.

        Raises:
            BadInput: `sheet-unreadable`, `sheet-too-large`, with the `path`.
        """
        with _naming(self.path):
            shown = [tab for tab in self.tabs if tab.state == "visible"]
            if not shown:
                raise unreadable()
            return self.read(shown[0])


def open_workbook(path: str) -> Workbook:
    """Read a file.

    Args:
        path: The path as it was typed; `~` is the home folder.

    Raises:
        BadInput: `file-unreadable`, and those of `workbook_of`, with the `path`.
    """
    name = typed(path, limit=LONGEST_PATH)
    return workbook_of(file_bytes(name), name)


def file_bytes(name: str) -> bytes:
    """Return what a file holds.

    Args:
        name: The path; `~` is the home folder.

    Raises:
        BadInput: `file-unreadable`, `sheet-too-large`, with the `path`.
    """
    try:
        file = Path(name).expanduser()
        mode = file.stat().st_mode
        if not stat.S_ISREG(mode):
            detail = "EISDIR" if stat.S_ISDIR(mode) else "EINVAL"
            raise BadInput("file-unreadable", path=name, detail=detail)
        with file.open("rb") as stream:
            raw = stream.read(FILE + 1)
    except (OSError, ValueError, RuntimeError) as error:  # also no home of that name, a NUL
        detail = why(error) if isinstance(error, OSError) else "EINVAL"
        raise BadInput("file-unreadable", path=name, detail=detail) from error
    return raw


def workbook_of(raw: bytes, path: str) -> Workbook:
    """Return the workbook that bytes are.

    Args:
        raw: What the file holds.
        path: The path, for the refusals.

    Raises:
        BadInput: with the `path`, `file-empty`, `sheet-too-large`, `sheet-unreadable`,
            `sheet-is-ods`, `sheet-is-xlsb`, `sheet-has-macros`, `sheet-is-xls`,
            `sheet-is-locked`, `sheet-is-html`, `sheet-is-pdf`, `sheet-is-none`, and those of
            `csv_sheet`.
    """
    reader: Callable[[Tab], Sheet]
    with _naming(path):
        if len(raw) > FILE:
            too_large("file")
        if not raw.strip():
            raise BadInput("file-empty", path=path)
        if raw.startswith(MAGIC):
            book = _packed(raw, path)
            tabs, reader = book.tabs, cache(book.sheet)
        else:
            refuse_other_kinds(raw, path)
            tabs = (Tab(name="", state="visible", part=""),)
            reader = partial(_same, csv_sheet(raw, path))
    return Workbook(path=path, digest=sha256(raw).hexdigest(), tabs=tabs, reader=reader)


def pasted_workbook(text: str, name: str) -> Workbook:
    """Read a table that was pasted, as a workbook of one sheet.

    Args:
        text: The text of the clipboard: tabs part cells, breaks part rows.
        name: What it is called in a refusal.

    Raises:
        BadInput: `sheet-too-large`, and those of texts.
    """
    lines = StringIO()
    csv.writer(lines, delimiter="\t", lineterminator="\n").writerows(rows_of(text[:FILE]))
    return workbook_of(f"sep=\t\n{lines.getvalue()}".encode("utf-8", "replace"), name)


def refuse_other_kinds(raw: bytes, path: str) -> None:
    """Refuse what is known to be neither a workbook nor a text.

    Args:
        raw: What the file holds.
        path: The path, for the refusal.

    Raises:
        BadInput: with the `path`, `sheet-is-xls`, `sheet-is-locked`, `sheet-is-html`,
            `sheet-is-pdf`.
    """
    if raw.startswith(_OLE):
        raise BadInput("sheet-is-locked" if _LOCKED in raw else "sheet-is-xls", path=path)
    begin = raw[:_BEGIN].lstrip(b"\xef\xbb\xbf \t\r\n")
    if begin.startswith(b"<"):
        raise BadInput("sheet-is-html", path=path)
    if begin.startswith(b"%PDF"):
        raise BadInput("sheet-is-pdf", path=path)


def _same(sheet: Sheet, _tab: Tab) -> Sheet:
    return sheet


def _packed(raw: bytes, path: str) -> Xlsx:
    """Return the workbook of a ZIP file, unless it is another kind of file."""
    package = Package(raw)
    names = package.names
    if "mimetype" in names:
        raise BadInput("sheet-is-ods", path=path)
    if any(name.endswith(".bin") and "vba" in name.lower() for name in names):
        raise BadInput("sheet-has-macros", path=path)
    if any(name.endswith("workbook.bin") for name in names):
        raise BadInput("sheet-is-xlsb", path=path)
    if not any(name.startswith("xl/") for name in names):
        raise BadInput("sheet-is-none", path=path)
    return Xlsx(package)


@contextmanager
def _naming(path: str) -> Iterator[None]:
    """Add the path to a refusal that does not name it."""
    try:
        yield
    except BadInput as bad:
        if "path" in bad.facts:
            raise
        raise BadInput(bad.code, **bad.facts, path=path) from bad
