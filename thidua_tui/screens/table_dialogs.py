"""The dialogs of the page of tables: which columns are shown; what is copied or saved."""

from __future__ import annotations

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from thidua_tui.formatting.tables.data_sheet import DataSheet
from thidua_tui.i18n.messages import Words
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.screens.base_dialog import Dialog
from thidua_tui.widgets.virtual_list import VirtualList

WAYS = ("cell", "row", "table", "csv", "excel", "md", "xlsx")
"""What can be copied, then the kinds of files."""


class TableColumns(Dialog[tuple[str, ...] | None]):
    """The columns of a table with check boxes; dismissed with those that are shown, or None."""

    AUTO_FOCUS = "VirtualList"
    CSS_PATH = "table_dialogs.tcss"
    PLACE = "columns"
    FRAME = "table-dialog"
    BINDINGS = bindings_at("columns", to="screen")

    def __init__(self, sheet: DataSheet, hidden: frozenset[str], words: Words) -> None:
        super().__init__()
        self.columns, self.words = tuple(sheet.columns), words
        self.shown = {column.key for column in self.columns} - hidden
        self.list = VirtualList(self.line, name="columns-shown")

    def parts(self) -> ComposeResult:
        """What this is, the columns."""
        yield Static(Content(self.words("tablepage.columns.about")), classes="ask")
        yield self.list

    def on_mount(self) -> None:
        """Show the columns."""
        self.list.show(len(self.columns))
        self._count()
        self.foot(self.words)

    def _count(self) -> None:
        facts = {"shown": str(len(self.shown)), "count": str(len(self.columns))}
        self.entitle(
            self.words("tablepage.columns.title"), self.words("tablepage.columns.count", **facts)
        )

    def line(self, at: int, _: int) -> Content:
        """Draw one column with its check box."""
        column = self.columns[at]
        return Content(f" [{'✓' if column.key in self.shown else ' '}] {column.heading}")

    async def do_tick(self) -> None:
        """Show the column under the cursor, or hide it; the last one stays."""
        if column := self.list.pick(self.columns):
            if self.shown == {column.key}:
                self.thidua.say(self.words("tablepage.columns.last"))
                return
            self.shown ^= {column.key}
            self.list.refresh()
            self._count()

    async def do_take(self) -> None:
        """Show these columns."""
        self.dismiss(tuple(c.key for c in self.columns if c.key in self.shown))

    async def on_virtual_list_clicked(self, message: VirtualList.Clicked) -> None:
        """Tick the column that was clicked."""
        message.stop()
        await self.do_tick()

    do_leave_list = Dialog.do_leave


class Chooser(Dialog[str | None]):
    """A list of what can be copied or saved; dismissed with the name of a way, or None."""

    AUTO_FOCUS = "VirtualList"
    CSS_PATH = "table_dialogs.tcss"
    PLACE = "export"
    FRAME = "table-dialog"
    BINDINGS = bindings_at("export", to="screen")

    def __init__(self, words: Words, title: str, about: str, ways: Mapping[str, str]) -> None:
        super().__init__()
        self.words, self.heading, self.about = words, title, about
        self.ways, self.labels = [*ways], [*ways.values()]
        self.list = VirtualList(self.line, name="ways")

    def parts(self) -> ComposeResult:
        """What this is, the ways."""
        yield Static(Content(self.about), classes="ask")
        yield self.list

    def on_mount(self) -> None:
        """Show the ways."""
        self.entitle(self.heading)
        self.list.show(len(self.ways))
        self.foot(self.words)

    def line(self, at: int, _: int) -> Content:
        """Draw one way."""
        return Content(f" {self.labels[at]}")

    async def do_take(self) -> None:
        """Take the way under the cursor."""
        self.dismiss(self.list.pick(self.ways))

    async def on_virtual_list_clicked(self, message: VirtualList.Clicked) -> None:
        """Take the way that was clicked."""
        message.stop()
        await self.do_take()

    do_leave_list = Dialog.do_leave


def copy_table(words: Words) -> Chooser:
    """Return the list of what to copy or save of a table, dismissed with one of `WAYS`.

    Args:
        words: The words of the chosen language.
    """
    title, about = words("tablepage.export.title"), words("tablepage.export.about")
    return Chooser(words, title, about, {way: words(f"tablepage.export.{way}") for way in WAYS})
