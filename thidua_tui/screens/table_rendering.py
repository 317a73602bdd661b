"""How a table with rows fills the page: heads, cells, heights, the row under the cursor in full."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.message import Message

from events.text import plain
from thidua_tui.formatting.tables.data_sheet import DataSheet
from thidua_tui.screens.background_reading import read_in_worker
from thidua_tui.screens.table_detail import background, row_lines
from thidua_tui.screens.table_loading import LoadedTable
from thidua_tui.screens.table_measures import fitting_bars
from thidua_tui.screens.table_view_keys import TableViewKeys
from thidua_tui.widgets.cell_meaning import NO_BARS, Bars, cell_content
from thidua_tui.widgets.column_widths import GAP, fitted
from thidua_tui.widgets.panel import entitle
from thidua_tui.widgets.row_table import Head, TableHead
from thidua_tui.widgets.text_block import LinesBlock, TextBlock, display

PAUSE = 0.12
"""Seconds without a key before the row under the cursor is shown in full."""
LATE = 0.3
"""Seconds after which it is shown without its history, if that is not read yet."""
AIR = 6
"""Cells by which a column is wider than its content where there is room."""
LEAST_DETAIL, DETAIL = 5, 12
"""Lines of the row in full: below the first it is not shown; a table leaves it the second."""
ROOMY = 26
"""Lines from which few rows have two lines each."""
TALLEST = 3
"""Lines of a row at most."""


class HistoryFound(Message):
    """The entries of the row under the cursor."""

    def __init__(self, row: object, lines: Sequence[Content]) -> None:
        super().__init__()
        self.row, self.lines = row, lines


class TableRendering(TableViewKeys):
    """A table with rows on the page."""

    loaded: LoadedTable
    order: Sequence[int] = ()
    shown_columns: Sequence[int] = ()
    bars: Sequence[Bars] = ()
    known = ""
    history: tuple[object, Sequence[Content]] = (None, ())
    in_full: object = None
    """The row that is shown in full."""
    noted: tuple[str, str] = ("", "")

    def cell(self, at: int, column: int) -> Content:
        """Return a cell of the table as it is looked at."""
        if self.sheet is None or at >= len(self.order):
            return Content("")
        return cell_content(
            self.sheet, self.order[at], self.shown_columns[column], self.bars[column]
        )

    def chosen_row(self) -> int | None:
        """Return the index of the row under the cursor in the sheet."""
        return self.row_table.pick(self.order)

    def show_view(self, *, from_top: bool = False) -> None:
        """Show the table as it is looked at now; the cursor stays on its row."""
        sheet, view = self.sheet, self.view
        if sheet is None:
            return
        row = None if from_top else self.chosen_row()
        self.order, self.shown_columns = view.rows(sheet), view.columns(sheet)
        heads = self._heads(sheet)
        tall = self._fit(sheet, heads)
        table = self.row_table
        table.cursor = self.order.index(row) if row in self.order else 0
        table.show_table(heads, len(self.order), pinned=view.pinned, tall=tall)
        if from_top:
            table.scroll_home(animate=False)
        self.query_one(TableHead).refresh()
        self._notes(sheet)
        if row in self.order and self.in_full is sheet.rows[row]:
            self.show_row()  # the width may be another
        self.look_soon()

    def _heads(self, sheet: DataSheet) -> list[Head]:
        """Return the heads of the columns that are shown; bars where there is room for them."""
        columns, room = self.shown_columns, self._room() - 3
        measures = self.loaded.measures
        needs = [measures.needs[at] for at in columns]
        found = fitting_bars(measures, columns, len(self.order), room)
        self.bars = found if self.view.bars else [NO_BARS] * len(columns)
        spare = max(0, room - sum(needs) - GAP * (len(needs) - 1))
        for at, bars in enumerate(self.bars):
            needs[at] += min(AIR, spare // len(needs))
            if bars.width:
                needs[at] = max(needs[at], bars.number + 1 + bars.width)
        return [
            self._head(sheet, at, n, bool(b.width))
            for at, n, b in zip(columns, needs, self.bars, strict=True)
        ]

    def _head(self, sheet: DataSheet, column: int, needs: int, bars: bool) -> Head:
        spec, view = sheet.columns[column], self.view
        sign = (" ↓" if view.descending else " ↑") if view.sort == spec.key else ""
        text = plain(spec.heading) + sign
        return Head(text, needs, view.widths.get(spec.key, 0), spec.right and not bars)

    def _room(self) -> int:
        """Return the cells inside the frame of the table."""
        main = self.query_one("#table-main").size.width or self.app.size.width
        return main - (2 if self.has_class("-short") else 4)

    def _fit(self, sheet: DataSheet, heads: Sequence[Head]) -> int:
        """Share the height between the table and the row in full; return the lines of a row."""
        above = self._above(sheet)
        short = self.app.size.height < SHORT
        frame = 1 if short else 2
        main = self.query_one("#table-main").size.height
        chrome = frame + 1 + above + (self.query_one("#table-narrow").display is True)
        room = main - chrome
        least = frame + (LEAST_DETAIL if short else DETAIL)
        need = self._need(heads)
        tall = self._tall(need, room - least)
        detail = main - chrome - max(1, len(self.order)) * tall
        cut = need > (2 if short and detail >= 0 else tall)
        if detail < least and main >= 2 * least and (cut or not short):
            detail = least  # what is cut in the table is read there
        shows = bool(self.order) and detail >= LEAST_DETAIL + frame and not self.led
        display(self.query_one("#table-detail"), shown=shows)
        self.query_one("#table-panel").styles.height = main - detail if shows else "1fr"
        return tall

    def _need(self, heads: Sequence[Head]) -> int:
        """Return the lines of a row with which no cell is cut."""
        natural, given = [head.needs for head in heads], [head.given for head in heads]
        widths = fitted(natural, given, self._room() - 2)
        need = 1
        for column, (width, bars) in enumerate(zip(widths, self.bars, strict=True)):
            if not bars.width and width < natural[column]:
                need = max(need, -(-(natural[column] + 4) // width))
        return need

    def _tall(self, need: int, room: int) -> int:
        """Return the lines of a row: as many as it needs and as fit."""
        if need == 1 and len(self.order) * 3 <= room and room >= ROOMY:
            need = 2  # air for those who sit far from the projector
        while need > 1 and len(self.order) * min(need, TALLEST) > room:
            need -= 1
        return max(1, min(need, TALLEST))

    def _above(self, sheet: DataSheet) -> int:
        """Show the line above the table and the disputes; return how many lines they take."""
        parts = [Content.styled(f"▲ {plain(one)}", "$warning") for one in self.loaded.disputes]
        if sheet.caption:
            parts.insert(0, Content.styled(plain(sheet.caption), "$secondary"))
        content, width = Content("\n").join(parts), max(20, self._room())
        above = self.query_one("#table-above", TextBlock)
        above.show(content)
        shown = bool(parts) and self.app.size.height >= LOW
        display(above, shown=shown)
        return min(6, len(content.wrap(width))) if shown else 0

    def _notes(self, sheet: DataSheet) -> None:
        words, view = self.words, self.view
        shown, count = str(len(self.order)), str(len(sheet.rows))
        note = [words("tablepage.rows", count=count)]
        if view.filter.strip():
            note = [words("tablepage.rows-of", shown=shown, count=count)]
        if off := len(sheet.columns) - len(self.shown_columns):
            note.append(words("tablepage.hidden", count=str(off)))
        if (at := sheet.at(view.sort)) >= 0:
            sign = "↓" if view.descending else "↑"
            note.append(words("tablepage.sorted", column=sheet.columns[at].heading, sign=sign))
        panel = self.query_one("#table-panel")
        if self.app.size.height < SHORT:  # there the frame has no lower line
            noted = (plain(" · ".join((sheet.title, *note))), "")
        else:
            note.append(self.known)
            noted = (sheet.title, plain(" · ".join(filter(None, note))))
        if noted != self.noted:  # another title repaints the whole panel
            self.noted = noted
            entitle(panel, *noted)
        none = self.query_one("#table-none", TextBlock)
        display(none, shown=not self.order)
        none.show(Content(self._why_empty(sheet)))
        for part in (self.row_table, self.query_one(TableHead)):
            display(part, shown=bool(self.order))

    def _why_empty(self, sheet: DataSheet) -> str:
        """Return why no row is shown, and what can be done; on a wall nothing can."""
        if sheet.rows:
            return self.words("tablepage.no-match")
        if self.led:
            return self.words("hall.not-adopted" if sheet.name == "ranking" else "tables.empty")
        empty, key = self.words("tables.empty"), f"tablepage.empty.{sheet.name}"
        if not self.words.find(key):
            return empty
        hint = self.words(key)
        return hint if sheet.name in ANSWERS else f"{empty}\n\n{hint}"

    def show_row(self) -> None:
        """Show the row under the cursor in full, with what is known of its history."""
        sheet, row = self.sheet, self.chosen_row()
        panel = self.query_one("#table-detail")
        if sheet is None or row is None or not panel.display:
            return
        width = max(30, self._room() - 2)
        lines = [*row_lines(sheet, row, width)]
        of, found = self.history
        if of is sheet.rows[row]:
            lines += found
        another, self.in_full = self.in_full is not sheet.rows[row], sheet.rows[row]
        self.query_one("#table-row", LinesBlock).show_lines(lines, from_top=another)
        if not panel.border_title:
            entitle(panel, self.words("tablepage.row"), self.words("tablepage.row-keys"))

    def on_virtual_list_moved(self) -> None:
        """Show the row under the cursor in full a moment after the last key."""
        if self.sheet:
            self.look_soon()

    def look_soon(self) -> None:
        """Look at the row after a pause."""
        self.after_pause("detail", PAUSE, self.look_at_row)

    def look_at_row(self) -> None:
        """Show the row under the cursor, and read in a worker what was recorded of it."""
        at, sheet = self.chosen_row(), self.sheet
        if sheet and at is not None and self.query_one("#table-detail").display:
            row = sheet.rows[at]
            if self.history[0] is not row and self.is_current:
                self.read_history(row)
                self.after_pause("late", LATE, self.show_late)
            elif self.in_full is not row:
                self.show_row()

    def show_late(self) -> None:
        """Show the row without its history, when that takes long."""
        at = self.chosen_row()
        if self.sheet and at is not None and self.in_full is not self.sheet.rows[at]:
            self.show_row()

    def read_history(self, row: object) -> None:
        """Read in a worker what is known of the thing that a row is about."""
        if session := self.thidua.session:
            of = (self.here, self.table, row, self.words, max(30, self._room() - 2))
            read_in_worker(
                self,
                "history",
                session,
                lambda reading: HistoryFound(row, background(reading, *of)),
            )

    def on_history_found(self, message: HistoryFound) -> None:
        """Show it, if the cursor is still there."""
        self.history = (message.row, message.lines)
        self.show_row()

    def on_row_table_turned(self) -> None:
        """The head follows the columns."""
        self.query_one(TableHead).refresh()


ANSWERS = ("gaps", "disputes")
"""Tables in which no row is an answer."""
LOW = 16
"""Lines of the screen below which only the rows are shown."""
SHORT = 30
"""Lines of the screen below which panels have no frame."""
