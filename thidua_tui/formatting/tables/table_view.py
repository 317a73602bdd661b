"""How a person looks at a table: columns, widths, order. Written as one line of the settings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from thidua_tui.formatting.tables.data_sheet import Column, DataSheet, filtered, ordered

NARROWEST, WIDEST = 4, 120
"""Characters that a column may be made wide."""
_WORD = re.compile(r"(hide|wide|pin|bars)=(\S+)")
_WIDTH = re.compile(r"([a-z_]+):(\d{1,3})")
_NAMES = re.compile(r"[a-z_,]+")


class TableView(Struct, frozen=True, kw_only=True):
    """What is shown of a table; order and filter are of the day, the rest is remembered."""

    hidden: frozenset[str] = frozenset()
    widths: dict[str, int] = {}
    pinned: int = 1
    """Columns that stay in sight when the others are scrolled."""
    bars: bool = True
    sort: str = ""
    descending: bool = False
    filter: str = ""

    def columns(self, sheet: DataSheet) -> list[int]:
        """Return the columns that are shown; all where none would be."""
        shown = [at for at, column in enumerate(sheet.columns) if column.key not in self.hidden]
        return shown or [*range(len(sheet.columns))]

    def rows(self, sheet: DataSheet) -> list[int]:
        """Return the rows that are shown, in their order."""
        found = filtered(sheet, self.filter)
        if not self.sort:
            return found
        return ordered(sheet, found, self.sort, descending=self.descending)

    def sorted_by(self, key: str) -> TableView:
        """Return the view sorted by a column: ascending, then descending, then as it was."""
        if self.sort != key:
            return replace(self, sort=key, descending=False)
        if not self.descending:
            return replace(self, descending=True)
        return replace(self, sort="", descending=False)

    def widened(self, key: str, width: int) -> TableView:
        """Return the view with a column of this width; 0: as its content needs."""
        widths = {name: wide for name, wide in self.widths.items() if name != key}
        if width:
            widths[key] = max(NARROWEST, min(WIDEST, width))
        return replace(self, widths=widths)

    def choose(self, shown: Sequence[str], columns: Sequence[Column]) -> TableView:
        """Return the view that shows these columns of those there are."""
        off = {column.key for column in columns} - {*shown}
        return replace(self, hidden=(self.hidden - {*shown}) | off)

    def written(self) -> str:
        """Return what is remembered, as a line."""
        wide = ",".join(f"{key}:{width}" for key, width in sorted(self.widths.items()))
        words = (
            f"hide={','.join(sorted(self.hidden))}" if self.hidden else "",
            f"wide={wide}" if wide else "",
            f"pin={self.pinned}" if self.pinned != 1 else "",
            "" if self.bars else "bars=off",
        )
        return " ".join(filter(None, words))


def read_view(line: str) -> TableView:
    """Return the view that a line of the settings describes; what is not understood is ignored."""
    parts = dict(_WORD.findall(line))
    hidden = parts.get("hide", "")
    pin = parts.get("pin", "1")
    return TableView(
        hidden=frozenset(hidden.split(",")) if _NAMES.fullmatch(hidden) else frozenset(),
        widths={
            key: max(NARROWEST, min(WIDEST, int(width)))
            for key, width in _WIDTH.findall(parts.get("wide", ""))
        },
        pinned=int(pin) if re.fullmatch(r"[0-9]{1,2}", pin) else 1,
        bars=parts.get("bars") != "off",
    )
