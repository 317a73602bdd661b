"""What the colours in a table mean: places, the state of an award, what is unknown."""

from __future__ import annotations

from typing import NamedTuple

from textual.content import Content

from thidua_tui.formatting.pictures.small_bars import share_bar
from thidua_tui.formatting.tables.data_sheet import DataSheet, is_share, quantity
from thidua_tui.widgets.meaning import AWARD_SIGNS, AWARD_STYLES, PLACE_STYLES


class Bars(NamedTuple):
    """The bars of a column: the greatest number, and the cells of the numbers and of a bar."""

    greatest: float
    number: int
    width: int


NO_BARS = Bars(0, 0, 0)


def bars_of(sheet: DataSheet, column: int, width: int) -> Bars:
    """Return the bars of a column; none where it has no quantities."""
    rows = range(len(sheet.rows))
    found = [many for at in rows if (many := quantity(sheet, at, column)) is not None]
    if not found or max(found) <= 0:
        return NO_BARS
    greatest = 1.0 if is_share(sheet, column) else max(found)
    return Bars(greatest, max(len(line[column]) for line in sheet.lines), width)


def cell_content(sheet: DataSheet, row: int, column: int, bars: Bars = NO_BARS) -> Content:
    """Return a cell in its colours, with its bar."""
    text = sheet.lines[row][column]
    if text in sheet.nothing:
        return Content.styled(text.rjust(bars.number), "dim")
    content = _meant(sheet, row, column, text)
    if bars.width and (many := quantity(sheet, row, column)) is not None:
        drawn = share_bar(many / bars.greatest, bars.width)
        content = content.pad_left(bars.number - content.cell_length)
        return content + Content(" ") + Content.styled(drawn, "$secondary")
    return content


def _meant(sheet: DataSheet, row: int, column: int, text: str) -> Content:
    key, of = sheet.columns[column].key, sheet.rows[row]
    if key == "place" and (place := getattr(of, "place", None)) is not None:
        text = f"{place}=" if getattr(of, "tied", False) else text  # as on every other page
        if getattr(of, "state", "adopted") == "provisional":
            return Content.styled(f"({text})", "italic $provisional")
        return Content.styled(text, PLACE_STYLES.get(place, "bold"))
    state = getattr(of, "state", "")
    if key == "paper_number" and state == "cancelled":
        return Content.styled(text, "strike dim")
    if key == "state" and state in AWARD_SIGNS:
        return Content.styled(f"{AWARD_SIGNS[state]} {text}", AWARD_STYLES[state])
    if key == "role" and getattr(of, "role", None):
        return Content.styled(text, "$kind-roles")
    if key in ("unit_name", "cluster_name", "movement_name"):
        return Content.styled(text, "bold")
    return Content(text)
