"""The statistical forms of the authorities, filled for a year; Enter lists what a figure counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from events.text import plain
from thidua_tui.formatting.tables.render import PLAIN
from thidua_tui.formatting.tables.statistical_form import (
    DOTS,
    figure,
    form_lines,
    note_lines,
)
from thidua_tui.i18n.messages import Words
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.parsing.dates import FIRST_YEAR, LAST_YEAR
from thidua_tui.queries.statistical_forms import load_form, shipped
from thidua_tui.screens.background_reading import read_in_worker
from thidua_tui.screens.base_dialog import Dialog
from thidua_tui.screens.figure_entries import FigureThread
from thidua_tui.screens.save_picture import keep_texts, saved_sentence
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.widgets.row_table import Head, RowTable, TableHead
from views.statistical_form import FormColumn, FormRow, StatisticalForm, StatisticRow, Statistics

NAMES = 2
"""Columns before the figures: the number of the row and what it counts."""
NUMBER, LEAST_LABEL, WIDEST_COLUMN = 4, 24, 18
"""Cells of the number of a row, of its label at least, of a column of figures at most."""
ROOMY = 34
"""Lines of the screen from which the notes are shown without being asked for."""


class Filled(Message):
    """A form that was filled for a year; `undated` are the entries of awards without a day."""

    def __init__(
        self,
        form: StatisticalForm,
        year: int,
        figures: Sequence[StatisticRow],
        undated: Sequence[int],
    ) -> None:
        super().__init__()
        self.form, self.year, self.figures, self.undated = form, year, figures, undated


class StatisticsDialog(Dialog[None]):
    """One form at a time, for the year of the page and those around it.

    Args:
        session: The session.
        here: The location, with the moment that is shown.
        words: The words of the language; the forms themselves are in Vietnamese.
    """

    AUTO_FOCUS = "RowTable"
    PLACE = "statistics"
    BINDINGS = bindings_at("statistics", to="screen")

    def __init__(self, session: Session, here: Location, words: Words) -> None:
        super().__init__()
        self.session, self.here, self.words = session, here, words
        self.name_of_form, self.year = shipped()[0], here.year or 0
        self.filled: Filled | None = None
        self.figures: Mapping[tuple[str, str], StatisticRow] = {}
        self.noted = False
        self.table = RowTable(self.cell, name="statistics")

    def parts(self) -> ComposeResult:
        """The title of the form and its period, the form, the figure under the cursor, notes."""
        yield Static(id="of-form", classes="ask")
        yield TableHead(self.table)
        yield self.table
        yield Static(id="of-figure", classes="ask")
        yield Static(id="form-notes", classes="ask")

    def on_mount(self) -> None:
        """Fill the form."""
        self.foot(self.words)
        self.reload()

    def reload(self) -> None:
        """Fill the form again, in a worker."""
        here, name, year = self.here, self.name_of_form, self.year

        def fill(reading: Session) -> Filled:
            form = load_form(name)
            view = reading.see(Statistics(form, year, here.cluster, here.on), here.known_at)
            undated = {position for award in view.undated() for position in award.positions}
            return Filled(form, year, view.figures(), sorted(undated))

        read_in_worker(self, "statistics", self.session, fill)

    def on_filled(self, message: Filled) -> None:
        """Show the form; the cursor stays in its row and column where the form is the same."""
        message.stop()
        another = self.filled is None or self.filled.form != message.form
        self.filled = message
        self.figures = {(row.label, row.column): row for row in message.figures}
        words, form, year = self.words, message.form, str(message.year)
        first, last = form.period(message.year)
        self.entitle(words("statistics.form", form=plain(form.form)), year)
        period = words("statistics.year", year=year, first=first, last=last)
        self.query_one("#of-form", Static).update(Content(f"{plain(form.title)}\n{period}"))
        if another:
            self.table.cursor, self.table.column = 0, NAMES
        self._arrange()
        self.call_after_refresh(self._show_figure)

    def _arrange(self) -> None:
        """Fit the columns to the width; what a row counts keeps room next to the figures."""
        if self.filled is None:
            return
        form, room = self.filled.form, self.table.room or self.app.size.width - 4
        longest = max(Content(plain(row.label)).cell_length for row in form.rows)
        label = min(longest, max(LEAST_LABEL, room // 2 - NUMBER - 4))
        heads = [Head("", NUMBER, NUMBER), Head(self.words("statistics.row"), label, label)]
        for column in form.columns:
            text = self._heading(column)
            needs = max(*(self._width(row, column) for row in form.rows), min(len(text), 14))
            heads.append(Head(text, min(needs, WIDEST_COLUMN), right=True))
        self.table.show_table(heads, len(form.rows), pinned=NAMES, tall=1)
        self.query_one(TableHead).refresh()
        self._show_notes()

    def _width(self, row: FormRow, column: FormColumn) -> int:
        found = self.figures.get((row.label, column.number))
        return Content(figure(found, self.words)).cell_length if found else 0

    def _heading(self, column: FormColumn) -> str:
        return f"{plain(column.number)}. {plain(column.label)}"

    def cell(self, at: int, column: int) -> Content:
        """Return a cell: the number of a row, what it counts, or a figure."""
        if self.filled is None or at >= len(self.filled.form.rows):
            return Content("")
        form, row = self.filled.form, self.filled.form.rows[at]
        if column < NAMES:
            text = Content(plain((row.number, row.label)[column]))
            return text.stylize("bold") if row.heading or column == 0 else text
        found = self.figures.get((row.label, form.columns[column - NAMES].number))
        if found is None:
            return Content("")
        known = found.count or found.unclear
        return Content.styled(figure(found, self.words), "bold $success" if known else "dim")

    def chosen(self) -> tuple[FormRow, FormColumn | None, StatisticRow | None] | None:
        """Return the row and column under the cursor and their figure; None before it is filled."""
        if self.filled is None or (row := self.table.pick(self.filled.form.rows)) is None:
            return None
        columns = self.filled.form.columns
        at = self.table.column - NAMES
        column = columns[at] if 0 <= at < len(columns) else None
        return row, column, self.figures.get((row.label, column.number)) if column else None

    def on_virtual_list_moved(self) -> None:
        """Show the other figure."""
        self._show_figure()

    def on_row_table_turned(self) -> None:
        """The head follows the columns."""
        self.query_one(TableHead).refresh()
        self._show_figure()

    def on_resize(self) -> None:
        """Fit the form to the new width."""
        self.call_after_refresh(self._arrange)

    def _show_figure(self) -> None:
        """Show row, column and figure under the cursor in full."""
        chosen, words = self.chosen(), self.words
        if chosen is None:
            return
        row, column, found = chosen
        lines = [plain(f"{row.number} {row.label}".strip())]
        if column:
            count = f": {figure(found, words)}" if found else ""
            lines.append(f"{self._heading(column)}{count}")
        if found and found.count is None:
            lines.append(words("statistics.dots", dots=DOTS))
        self.query_one("#of-figure", Static).update(Content("\n".join(lines)))

    def _show_notes(self) -> None:
        """Show what the form leaves out and what of it was not compared, where there is room."""
        notes = self.query_one("#form-notes", Static)
        shown = self.noted or self.app.size.height >= ROOMY
        if notes.display is not shown:
            notes.display = shown
        if self.filled:
            found = note_lines(self.filled.form, self.filled.undated, self.words)
            notes.update(Content("\n".join(found)))

    async def do_take(self) -> None:
        """List the entries behind the figure under the cursor, or say why there are none."""
        chosen = self.chosen()
        if chosen is None:
            return
        row, column, found = chosen
        words = self.words
        if column is None or found is None:
            self.thidua.say(words("statistics.no-figure"))
        elif found.count is None:
            self.thidua.say(words("statistics.dots", dots=DOTS))
        elif positions := sorted({*found.entries, *found.unclear_entries}):
            title = f"{self._heading(column)}: {figure(found, words)}"
            of = plain(f"{row.number} {row.label}".strip())
            thread = FigureThread(self.session, self.here, words, title, of, positions)
            await self.app.push_screen(thread)
        else:
            self.thidua.say(words("tablepage.no-entries"))

    async def do_figure_left(self) -> None:
        """Go to the column before."""
        self.table.column -= 1

    async def do_figure_right(self) -> None:
        """Go to the next column."""
        self.table.column += 1

    async def do_next_form(self) -> None:
        """Fill the next form."""
        names = shipped()
        self.name_of_form = names[(names.index(self.name_of_form) + 1) % len(names)]
        self.reload()

    async def do_form_year_before(self) -> None:
        """Fill it for the year before."""
        self.year = max(FIRST_YEAR, self.year - 1)
        self.reload()

    async def do_form_year_after(self) -> None:
        """Fill it for the next year."""
        self.year = min(LAST_YEAR, self.year + 1)
        self.reload()

    async def do_form_notes(self) -> None:
        """Show the notes of the form, or hide them again."""
        self.noted = not self.noted
        self._show_notes()

    async def do_save_form(self) -> None:
        """Save the form as text, with its notes."""
        if (filled := self.filled) is None:
            return
        words, stem = self.words, f"{self.name_of_form}-{filled.year}"
        lines = [*form_lines(filled.form, filled.year, filled.figures, words, PLAIN), ""]
        lines += note_lines(filled.form, filled.undated, words)
        text = "".join(f"{line.rstrip()}\n" for line in "\n".join(lines).splitlines())

        def kept() -> str:
            [path] = keep_texts(stem, {"txt": text})
            return words("statistics.saved", path=plain(str(path)))

        def work() -> None:
            self.app.call_from_thread(self.thidua.say, saved_sentence(kept, words))

        self.run_worker(work, name="keep", group="keep", thread=True)

    do_leave_list = Dialog.do_leave
