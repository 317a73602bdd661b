"""The base of dialogs in which cells of a grid are typed that are no scores yet."""

from __future__ import annotations

from typing import Any, TypeVar

from textual.app import ComposeResult
from textual.content import Content

from events.errors import BadInput, ThiduaError
from events.text import plain
from thidua_tui.acts.context import ActContext
from thidua_tui.forms.grid_content import GridContent
from thidua_tui.i18n.messages import Words
from thidua_tui.screens.base_dialog import Dialog, Turn, discard_typeahead, join_sentences, queued
from thidua_tui.widgets.cell_input import CellLine
from thidua_tui.widgets.header_footer import StatusLine
from thidua_tui.widgets.key_order import ActionQueue, ActionRequested
from thidua_tui.widgets.panel import Panel
from thidua_tui.widgets.score_grid import Grid
from thidua_tui.widgets.sentence_line import SentenceLine

R = TypeVar("R")


class CellsBody(ActionQueue):
    """The grid, and the line in which a cell is typed."""

    def __init__(self, dialog: CellsDialog[Any], entry: CellLine) -> None:
        super().__init__()
        self.dialog, self.entry = dialog, entry
        self.grid, self.message = Grid(), SentenceLine(id="message")
        self.cell = StatusLine(id="cell")

    def compose(self) -> ComposeResult:
        """What the cell is, the grid, the line, what there is to say."""
        yield self.cell
        with Panel(id="cells-panel"):
            yield self.grid
        yield self.entry
        yield self.message

    def on_mount(self) -> None:
        """Type in the first cell."""
        self.entry.focus()

    def on_input_changed(self, event: CellLine.Changed) -> None:
        """Show in the cell what is being typed."""
        event.stop()
        self.grid.type(event.value)
        if event.value:
            self.dialog.typing(event.value)

    def on_cell_entry_letter(self, event: CellLine.Letter) -> None:
        """Say that a letter is no number."""
        event.stop()
        self.dialog.refuse(self.dialog.letter_refused(event.typed))

    def on_cell_entry_pasted(self, event: CellLine.Pasted) -> None:
        """Say that cells are typed here one by one."""
        event.stop()
        self.dialog.say(self.dialog.words("scorechecks.no-paste"))

    def on_cell_entry_erased(self, event: CellLine.Erased) -> None:
        """Take back what was typed in the cell."""
        event.stop()
        self.dialog.erase()

    async def on_cell_entry_done(self, event: CellLine.Done) -> None:
        """Take what was typed, then go on."""
        event.stop()
        await self.dialog.done(event.down, event.right)

    async def on_grid_picked(self, event: Grid.Picked) -> None:
        """Take what was typed, then go there."""
        event.stop()
        await self.dialog.done(event.down, event.right)


class CellsDialog(Dialog[R]):
    """A grid whose cells are typed; what a subclass does with them is `put`."""

    CSS_PATH = "cells_dialog.tcss"
    FRAME = "cells"
    words: Words
    ground: ActContext
    body: CellsBody

    def parts(self) -> ComposeResult:
        """The grid and its line."""
        yield self.body

    def content(self) -> GridContent:
        """Return what the grid shows."""
        raise NotImplementedError

    def put(self, row: int, column: int, text: str) -> None:
        """Take what was typed in a cell; an empty text takes it back.

        Raises:
            ThiduaError: It is refused.
        """
        raise NotImplementedError

    def about(self, row: int, column: int) -> Content:
        """Return the line above the grid, of the cell under the cursor."""
        raise NotImplementedError

    def hint(self) -> Content:
        """Return what the line below says while there is nothing else to say."""
        raise NotImplementedError

    def show(self) -> None:
        """Show the cells, and which of them is under the cursor."""
        self.body.grid.show(self.content())
        self.show_cell()

    def show_cell(self) -> None:
        """Show which cell is under the cursor, and what there is to say of it."""
        grid = self.body.grid
        if grid.shown.rows and grid.shown.columns:
            self.body.cell.show(self.about(grid.row, grid.column))
            self.say("")

    def say(self, text: str, *, good: bool = False) -> None:
        """Show a sentence below the grid; without one, the hint."""
        style = "bold $success" if good else "bold $error"
        self.body.message.show(Content.styled(plain(text), style) if text else self.hint())

    def letter_refused(self, typed: str) -> ThiduaError:
        """Return the refusal of a letter in the cell under the cursor."""
        return BadInput("not-a-number", value=typed)

    def typing(self, text: str) -> None:  # noqa: ARG002 - a subclass may look at it
        """Say what there is to say while a cell is being typed."""
        self.say("")

    def refuse(self, error: ThiduaError) -> None:
        """Show a refusal, and forget the keys that were typed behind it."""
        refusal = self.words.refusal(error, self.ground.names)
        self.say(join_sentences(f"▲ {refusal}", discard_typeahead(self.app, self.words)))

    async def done(self, down: int, right: int) -> None:
        """Take what was typed in the cell, and go on; a refusal keeps cursor and text."""
        grid, typed = self.body.grid, self.body.entry.value.strip()
        if typed:
            try:
                self.put(grid.row, grid.column, typed)
            except ThiduaError as error:
                self.refuse(error)
                self.body.entry.action_select_all()
                return
            self.body.entry.value = ""
            grid.show(self.content())
        grid.move(down, right)
        self.show_cell()

    def erase(self) -> None:
        """Take back what was typed in the cell under the cursor."""
        try:
            self.put(self.body.grid.row, self.body.grid.column, "")
        except ThiduaError as error:
            self.refuse(error)
            return
        self.show()

    async def leave(self) -> None:
        """Take back what is being typed; with nothing typed, close: the rest is kept."""
        if self.body.entry.value:
            self.body.entry.value = ""
            self.say("")
        else:
            self.dismiss(None)

    do_cell_down = queued(lambda dialog: dialog.done(1, 0))
    do_cell_up = queued(lambda dialog: dialog.done(-1, 0))
    do_cell_right = queued(lambda dialog: dialog.done(0, 1))
    do_cell_left = queued(lambda dialog: dialog.done(0, -1))
    do_leave = queued(lambda dialog: dialog.leave())

    def queue(self, what: Turn) -> None:
        """Do this when it is its turn, behind what was typed before."""
        self.body.entry.post_message(ActionRequested(what))
