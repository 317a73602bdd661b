"""Choosing a file: a path to type, what it may mean, Tab completes, Enter goes in or takes it."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual.content import Content
from textual.widgets import Static

from events.text import plain
from thidua_tui.forms.file_offers import SHEETS, Offer, completed, offers
from thidua_tui.i18n.messages import Words
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.screens.search_items import Item, columns
from thidua_tui.screens.search_list import Seek

KILO = 1024


class FilePicker(Seek):
    """Dismissed with the item whose `code` is the path of a file, or None.

    Args:
        title: What the file is chosen for.
        words: The words of the chosen language.
        endings: How the names of the files that are offered end.
    """

    PLACE = "files"
    BINDINGS = bindings_at("files", to="screen")
    last: ClassVar[Path | None] = None
    """The folder in which a file was chosen last."""

    def __init__(self, title: str, words: Words, endings: tuple[str, ...] = SHEETS) -> None:
        super().__init__(title, (), words)
        self.endings = endings
        self.start = self.last or Path.home()
        self.entry.placeholder = words("sheetin.files.type")
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
