"""A workbook of Excel or LibreOffice: its sheets, each read when it is asked for."""

from __future__ import annotations

from functools import cached_property

from msgspec import Struct

from events.text import nfc
from thidua_tui.parsing.workbook.bounds import SHEETS, too_large
from thidua_tui.parsing.workbook.cells import Sheet, State
from thidua_tui.parsing.workbook.package import Attributes, Package, readable, unreadable
from thidua_tui.parsing.workbook.shared_parts import Formats, FormatsReader, TextsReader
from thidua_tui.parsing.workbook.worksheet import SheetReader

BOOK = "xl/workbook.xml"


class Tab(Struct, frozen=True, kw_only=True):
    """The tab of a sheet: its name, whether it is shown, and its part."""

    name: str
    state: State
    part: str


class Xlsx:
    """A workbook.

    Args:
        package: The parts of its file.

    Raises:
        BadInput: `sheet-unreadable`, `sheet-too-large`.
    """

    def __init__(self, package: Package) -> None:
        self._package = package
        whole = package.relations("").values()
        self._book = next((part for kind, part in whole if kind == "officeDocument"), BOOK)
        self._relations = package.relations(self._book)
        self._from_1904 = False
        self.tabs = self._tabs()
        if not self.tabs:
            raise unreadable(self._book)

    def _tabs(self) -> tuple[Tab, ...]:
        found: list[Tab] = []

        def start(tag: str, at: Attributes) -> None:
            if tag == "workbookPr":
                self._from_1904 = at.get("date1904") in ("1", "true")
            if tag != "sheet":
                return
            named = next((value for key, value in at.items() if key.endswith("}id")), "")
            kind, part = self._relations.get(named, ("", ""))
            if kind == "worksheet":
                state: State = _state(at.get("state", ""))
                found.append(Tab(name=nfc(at.get("name", ""))[:100], state=state, part=part))
            if len(found) > SHEETS:
                too_large("sheets")

        self._package.parse(self._book, start)
        return tuple(found)

    def sheet(self, tab: Tab) -> Sheet:
        """Read a sheet.

        Args:
            tab: One of `tabs`.

        Raises:
            BadInput: `sheet-unreadable`, `sheet-too-large`.
        """
        reader = SheetReader(self._texts, self._formats, from_1904=self._from_1904)
        with readable(tab.part):
            self._package.parse(tab.part, reader.start, reader.end, reader.characters)
        return reader.sheet(tab.name, tab.state)

    def _part(self, kind: str) -> str:
        """Return the name of the part of a kind that the workbook has; empty for none."""
        parts = [part for of, part in self._relations.values() if of == kind]
        return next(
            (part for part in (*parts, f"xl/{kind}.xml") if part in self._package.names), ""
        )

    @cached_property
    def _texts(self) -> list[str]:
        """The texts that cells name by their number."""
        reader = TextsReader()
        if part := self._part("sharedStrings"):
            self._package.parse(part, reader.start, reader.end, reader.characters)
        return reader.texts

    @cached_property
    def _formats(self) -> Formats:
        """The styles of cells that show days or percents."""
        reader = FormatsReader()
        if part := self._part("styles"):
            self._package.parse(part, reader.start, reader.end)
        return reader.formats()


def _state(raw: str) -> State:
    return "hidden" if raw == "hidden" else "veryHidden" if raw == "veryHidden" else "visible"
