"""The panel of the places over the years: the chosen unit's line is lit, a row is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Static

from thidua_tui.formatting.pictures.bump_lanes import PLACE, PlaceRow, Places, draw_places
from thidua_tui.widgets.meaning import PLACE_STYLES
from thidua_tui.widgets.panel import Panel
from thidua_tui.widgets.virtual_list import VirtualList
from thidua_tui.widgets.year_columns import striped

if TYPE_CHECKING:
    from thidua_tui.i18n.messages import Words
    from views.standings import StandingsRow


LEAST = 50
"""Cells that the picture takes at least."""


class PlaceRows(VirtualList):
    """The rows of places."""

    class Moved(VirtualList.Moved):
        """The cursor moved to another place."""


class PlacesPanel(Panel):
    """The places of the units over the years, as wide as the panel."""

    DEFAULT_CSS = """
    PlacesPanel { height: auto; }
    PlacesPanel .places-axis { height: 1; text-wrap: nowrap; }
    PlacesPanel .places-legend { height: auto; }
    """

    class UnitChosen(Message):
        """The cursor is on the row of a unit."""

        def __init__(self, unit: str) -> None:
            super().__init__()
            self.unit = unit

    class YearChosen(Message):
        """A year of the axis was clicked."""

        def __init__(self, year: int) -> None:
            super().__init__()
            self.year = year

    def __init__(self, words: Words, *, id: str) -> None:  # noqa: A002 - the name that widgets have
        super().__init__(id=id)
        self.words = words
        self.drawn = Places()
        self._rows: Sequence[StandingsRow] = ()
        self._unit, self._year, self._width = "", 0, 0
        self.axis = Static(classes="places-axis")
        self.list = PlaceRows(self._row, name=f"{id}-rows")
        self.legend = Static(classes="places-legend")

    def compose(self) -> ComposeResult:
        """The years, the rows, what the signs mean."""
        yield self.axis
        yield self.list
        yield self.legend

    def show(self, rows: Sequence[StandingsRow], unit: str, year: int) -> None:
        """Draw these rows; how many lines they take follows with `fit`."""
        self._rows, self._unit, self._year = rows, unit, year
        self._draw(1)

    def on_resize(self) -> None:
        """Draw again for another width."""
        if self._room() != self._width:
            self._draw(self.list.tall)

    def _room(self) -> int:
        """Return the cells of a row behind the cursor; before the layout is known, a few."""
        return max(LEAST, self.scrollable_content_region.width - 1)

    def needs(self, tall: int) -> int:
        """Return the lines that it takes inside its frame with rows of `tall` lines."""
        return len(self.drawn.rows) * tall + len(self.drawn.below) + bool(self.drawn.rows) + 1

    def fit(self, lines: int, tall: int) -> None:
        """Take at most so many lines inside the frame, with rows of `tall` lines."""
        room = lines - self.needs(0)
        self.list.styles.height = max(1, min(len(self.drawn.rows) * tall, room))
        self.list.display = self.axis.display = bool(self.drawn.rows)
        self._draw(tall)

    def light(self, unit: str) -> None:
        """Light the line of another unit."""
        self._unit = unit
        self._draw(self.list.tall)

    def _draw(self, tall: int) -> None:
        words, self._width = self.words, self._room()
        self.drawn = draw_places(
            self._rows,
            self._width,
            tall,
            unplaced=words("pictures.ranking.unplaced"),
            chosen=self._unit,
        )
        self.list.tall = tall
        axis, columns, (left, _) = Content(self.drawn.axis), self.drawn.columns, self.drawn.labels
        lit = striped(axis[left:], columns, left, self._year, head=True)
        self.axis.update(Content(" ") + axis[:left] + lit)
        legend = [Content(f" {line}") for line in self.drawn.below]
        key = "legend" if self.drawn.rows else "nothing"
        legend.append(Content.styled(words(f"pictures.ranking.{key}"), "$secondary"))
        self.legend.update(Content("\n").join(legend))
        mine = [at for at, row in enumerate(self.drawn.rows) if self._unit in row.units]
        self.list.show(len(self.drawn.rows), mine[0] if mine else None)

    def _row(self, at: int, _: int) -> Content:
        if at >= len(self.drawn.rows):
            return Content("")
        row = self.drawn.rows[at]
        word = self.words.place(row.place)
        line = place_row(self.drawn, row, word, self._unit, self._year)
        return self.list.readable(at, line)

    def on_place_rows_moved(self, message: PlaceRows.Moved) -> None:
        """The unit of the row is chosen, if the cursor was moved by hand."""
        message.stop()
        row, unit = self.list.pick(self.drawn.rows), self.unit_of_row()
        if row and unit and self._unit not in row.units:
            self.post_message(self.UnitChosen(unit))

    def unit_of_row(self) -> str | None:
        """Return the unit of the row under the cursor, while the keys go there."""
        row = self.list.pick(self.drawn.rows) if self.list.has_focus else None
        return row.units[0] if row and row.units else None

    def on_click(self, event: Click) -> None:
        """A click on a year chooses it."""
        year = self.drawn.year_at(event.x - 1) if event.widget is self.axis else None
        if year:
            self.post_message(self.YearChosen(year))


def place_row(drawn: Places, row: PlaceRow, word: str, unit: str, year: int) -> Content:
    """Return the row of a place: its word and labels, the cells in the colours of their lines.

    Args:
        drawn: The picture.
        row: The row.
        word: The place in words.
        unit: The chosen unit, whose line is bold; the others are then faint.
        year: The chosen year.
    """
    medal = PLACE_STYLES.get(row.place, "bold")
    width = drawn.labels[0] - PLACE
    lines = []
    for at, (cells, owners) in enumerate(zip(row.cells, row.owners, strict=True)):
        head = Content.styled(word if not at else "", medal).truncate(PLACE, pad=True)
        left = Content(row.left if not at else "").truncate(width, pad=True)
        chart = striped(_chart(cells, owners, unit, medal), drawn.columns, drawn.labels[0], year)
        style = "bold" if unit in row.units else ""
        lines.append(head + left + chart + Content.styled(f" {row.right}" if not at else "", style))
    return Content("\n").join(lines)


def _chart(cells: str, owners: Sequence[str], unit: str, medal: str) -> Content:
    """Return a line of cells: letters in the colour of the place, lines bold or faint."""
    parts: list[tuple[str, str]] = []
    for char, owner in zip(cells, owners, strict=True):
        mine = bool(unit) and owner == unit
        if char.isalpha():
            style = f"{medal} reverse" if mine else medal
        else:
            style = "bold $primary" if mine else "$frame" if unit else "$secondary"
        if parts and parts[-1][1] == style:
            parts[-1] = (parts[-1][0] + char, style)
        else:
            parts.append((char, style))
    return Content.assemble(*parts)
