"""Entries that belong together, in a list over the page; Enter shows one."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from events.event import Entry
from events.text import plain
from thidua_tui.i18n.messages import Words, journal_sentence
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.screens.base_dialog import Dialog
from thidua_tui.screens.entry_page import EntryPage
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.widgets.virtual_list import VirtualList
from views.names import Names


class EntryThread(Dialog[None]):
    """A list of entries in their order; Enter shows one.

    Args:
        session: The session.
        here: The location, with the moment that is shown.
        words: The words of the language.
    """

    AUTO_FOCUS = "VirtualList"
    PLACE = "thread"
    BINDINGS = bindings_at("thread", to="screen")
    entries: Sequence[Entry | None] = ()
    """The entries; None for a line without an entry."""

    def __init__(self, session: Session, here: Location, words: Words) -> None:
        super().__init__()
        self.session, self.here, self.words = session, here, words
        self.names = session.see(Names(), here.known_at)
        self.list = VirtualList(self.line, name="thread", tall=2)

    def parts(self) -> ComposeResult:
        """What the entries are about, the entries."""
        yield Static(id="none", classes="ask")
        yield self.list

    def show_entries(self, title: str, of: str, about: str) -> None:
        """Show the entries.

        Args:
            title: What they are about.
            of: The unit that they are about.
            about: What follows from them.
        """
        self.entitle(plain(title), plain(of))
        self.query_one("#none", Static).update(Content(about))
        self.foot(self.words)
        self.list.show(len(self.entries))

    def head(self, at: int, entry: Entry | None) -> str:
        """Return the sign and the sentence of a line."""
        raise NotImplementedError

    def sentence(self, entry: Entry) -> str:
        """Return the sentence of an entry."""
        return journal_sentence(entry, self.words, self.names)

    def line(self, at: int, width: int) -> Content:
        """An entry: its sentence; below when it was recorded, and by whom."""
        entry = self.entries[at]
        head = Content(self.head(at, entry)).truncate(width, ellipsis=True)
        if entry is None:
            return head + Content("\n")
        facts = {"position": str(entry.position), "by": plain(entry.by), "at": entry.at}
        below = self.words("targets.typed", **facts)
        return head + Content("\n") + Content.styled(f"  {below}", "dim")

    async def do_take(self) -> None:
        """Show the entry under the cursor."""
        if entry := self.list.pick(self.entries):
            await self.app.push_screen(EntryPage(entry.position))

    do_leave_list = Dialog.do_leave
