"""Parts of a workbook that its sheets share: the texts, and the formats of numbers."""

from __future__ import annotations

import re

from msgspec import Struct

from thidua_tui.parsing.workbook.bounds import CELLS, TEXT, too_large
from thidua_tui.parsing.workbook.cells import cell_text
from thidua_tui.parsing.workbook.package import Attributes

_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
"""What of a number format is shown as it is, or names a colour or a language."""
_DATES = frozenset(map(str, (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59))))
_PERCENTS = frozenset({"9", "10"})
"""The numbers of formats that every workbook has."""
_LONGEST_FORMAT = 200


class Pieces:
    """The text inside an item, put together; readings of Asian scripts are passed over."""

    def __init__(self) -> None:
        self._pieces = list[str]()
        self._size = 0
        self._inside = self._reading = False

    def clear(self) -> None:
        """Begin an item."""
        self._pieces.clear()

    def text(self) -> str:
        """Return the text of the item so far."""
        return "".join(self._pieces)

    def start(self, tag: str) -> None:
        """Take an element in."""
        if tag in ("t", "v"):
            self._inside = not self._reading
        elif tag == "rPh":
            self._reading = True

    def end(self, tag: str) -> None:
        """Take the end of an element in."""
        if tag in ("t", "v"):
            self._inside = False
        elif tag == "rPh":
            self._reading = False

    def characters(self, data: str) -> None:
        """Take text in.

        Raises:
            BadInput: `sheet-too-large`.
        """
        if self._inside:
            self._size += len(data)
            if self._size > TEXT:
                too_large("text")
            self._pieces.append(data)


class TextsReader:
    """Collects the texts that cells name by their number."""

    def __init__(self) -> None:
        self.texts = list[str]()
        self._pieces = Pieces()
        self.characters = self._pieces.characters

    def start(self, tag: str, _: Attributes) -> None:
        """Take an element in."""
        if tag == "si":
            self._pieces.clear()
        else:
            self._pieces.start(tag)

    def end(self, tag: str) -> None:
        """Take the end of an element in.

        Raises:
            BadInput: `sheet-too-large`.
        """
        if tag != "si":
            self._pieces.end(tag)
            return
        self.texts.append(cell_text(self._pieces.text()))
        if len(self.texts) > CELLS:
            too_large("cells")


class Formats(Struct, frozen=True, kw_only=True):
    """The numbers of the styles that show days, and of those that show percents."""

    dates: frozenset[int] = frozenset()
    percents: frozenset[int] = frozenset()


class FormatsReader:
    """Collects the formats of numbers that cells name by the number of their style."""

    def __init__(self) -> None:
        self._codes = dict[str, str]()
        self._used = list[str]()
        self._inside = False

    def start(self, tag: str, at: Attributes) -> None:
        """Take an element in."""
        if tag == "numFmt":
            code = at.get("formatCode", "")[:_LONGEST_FORMAT]
            self._codes[at.get("numFmtId", "")] = _LITERAL.sub("", code).lower()
        elif tag == "cellXfs":
            self._inside = True
        elif tag == "xf" and self._inside:
            self._used.append(at.get("numFmtId", "0"))

    def end(self, tag: str) -> None:
        """Take the end of an element in."""
        self._inside = self._inside and tag != "cellXfs"

    def formats(self) -> Formats:
        """Return what the styles show."""
        own = self._codes.items()
        dates = {n for n, code in own if re.search("[ymdhs]", code) and "general" not in code}
        percents = {n for n, code in own if "%" in code}
        return Formats(
            dates=self._styles(_DATES | dates), percents=self._styles(_PERCENTS | percents)
        )

    def _styles(self, numbers: frozenset[str]) -> frozenset[int]:
        return frozenset(at for at, number in enumerate(self._used) if number in numbers)
