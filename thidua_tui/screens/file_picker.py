"""Choosing a file: a path to type, what it may mean, Tab completes, Enter goes in or takes it.

Where a sheet is chosen, a table that is pasted is taken in place of a file.
"""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, NamedTuple

from textual.content import Content
from textual.events import Paste
from textual.message import Message
from textual.widgets import Static

from events.text import plain
from thidua_tui.forms.file_offers import SHEETS, Offer, completed, offers
from thidua_tui.i18n.messages import Words
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.parsing.clipboard_table import is_table
from thidua_tui.parsing.workbook.file import Workbook, open_workbook, pasted_workbook
from thidua_tui.screens.search_items import Item, columns
from thidua_tui.screens.search_list import Seek
from thidua_tui.widgets.field_editors import OneLine

KILO = 1024
PASTED = "pasted"
"""The kind of the item of a pasted table, whose code is its text."""


class Picked(NamedTuple):
    """A file that was chosen, or a table that was pasted: its name, and where it is or its text."""

    name: str
    path: str = ""
    text: str = ""

    def read(self) -> Workbook:
        """Read it.

        Raises:
            BadInput: as `open_workbook`.
        """
        return pasted_workbook(self.text, self.name) if self.text else open_workbook(self.path)


def picked(item: Item) -> Picked:
    """Return what was chosen in the picker.

    Args:
        item: What the picker was dismissed with.
    """
    if item.kind == PASTED:
        return Picked(item.name, text=item.code)
    return Picked(Path(item.code).name, path=item.code)


class PathLine(OneLine):
    """The line in which a path is typed, or a table is pasted."""

    class Pasted(Message):
        """A table was pasted."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def on_paste(self, event: Paste) -> None:
        """Take a table as a whole; a single cell is typed."""
        if is_table(event.text):
            event.stop()
            event.prevent_default()
            self.post_message(self.Pasted(event.text))
        else:
            super().on_paste(event)


class FilePicker(Seek):
    """Dismissed with the item whose `code` is the path of a file, or None.

    Args:
        title: What the file is chosen for.
        words: The words of the chosen language.
        endings: How the names of the files that are offered end.
        hint: What the empty line says is to be typed; None for a path.
    """

    PLACE = "files"
    BINDINGS = bindings_at("files", to="screen")
    last: ClassVar[Path | None] = None
    """The folder in which a file was chosen last."""

    def __init__(
        self, title: str, words: Words, endings: tuple[str, ...], hint: str | None = None
    ) -> None:
        super().__init__(title, (), words)
        self.endings = endings
        self.start = self.last or Path.home()
        self.entry = OneLine(placeholder=hint or words("sheetin.files.path"))
        self.refusal = ""

    def seek(self, marked: Item | None = None) -> None:  # noqa: ARG002 - files keep no mark
        """Look at what the path may mean."""
        text = self.entry.value
        found = offers(text, self.start, self.endings)
        self.shown = [self._item(offer) for offer in found.found]
        self.columns = columns(self.shown, labels=False)
        folder = plain(found.folder)
        more = self.words("sheetin.files.more", count=str(found.more)) if found.more else folder
        self.entitle(self.heading, more)
        self.refusal = self.words.refusal(found.refusal) if found.refusal else ""
        self.lines.show(len(self.shown), 0)
        self.more()

    def typed(self, _query: str) -> None:
        """Look again."""
        self.seek()

    def _item(self, offer: Offer) -> Item:
        if offer.folder:
            about = self.words("sheetin.files.folder")
            return Item(kind="folder", code=offer.path, name=f"{offer.name}/", about=about)
        changed = f"{offer.changed:%d/%m/%Y %H:%M}" if offer.changed else ""
        size = f"{-(-offer.size // KILO)} kB"
        return Item(kind="file", code=offer.path, name=offer.name, about=f"{changed} · {size}")

    def more(self) -> None:
        """Show the whole path of the marked line, or why there is none."""
        item = self.chosen()
        text = self.refusal or (item.code if item else self.words("sheetin.files.none"))
        style = "bold $error" if self.refusal else "italic"
        self.query_one("#seek-more", Static).update(Content.styled(plain(text), style))

    async def do_complete(self) -> None:
        """Complete the path as far as what fits agrees."""
        found = offers(self.entry.value, self.start, self.endings)
        self._put(completed(self.entry.value, found))

    def _put(self, text: str) -> None:
        self.entry.value = text
        self.entry.cursor_position = len(text)

    def _take(self) -> None:
        """Go into a folder, or take a file; a path that is typed in full is taken as it is."""
        item = self.chosen()
        if item is None and self.entry.value.strip() and not self.refusal:
            path = self.start / Path(self.entry.value.strip()).expanduser()
            item = Item(kind="file", code=str(path), name=path.name)
        if item is None:
            self.app.bell()
        elif item.kind == "folder":
            self.start = Path(item.code).resolve()
            self._put("")
            self.seek()
        else:
            type(self).last = Path(item.code).parent
            self.dismiss(item)


class SheetPicker(FilePicker):
    """The picker of a file with a sheet, or of a pasted table; see `picked`.

    Args:
        words: The words of the chosen language.
    """

    def __init__(self, words: Words) -> None:
        super().__init__(words("sheetin.files.title"), words, SHEETS)
        self.entry = PathLine(placeholder=words("sheetin.files.type"))

    def on_path_line_pasted(self, event: PathLine.Pasted) -> None:
        """Take a pasted table in place of a file."""
        event.stop()
        name = self.words("sheetin.files.pasted")
        self.dismiss(Item(kind=PASTED, code=event.text, name=name))
