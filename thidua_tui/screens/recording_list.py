"""The base of dialogs with a list in which a key records at once, and says what it recorded."""

from __future__ import annotations

import asyncio

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from events.command import Command
from events.errors import ThiduaError
from events.event import Entry
from events.text import plain
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.registry import ACTS
from thidua_tui.forms.form_labels import obstacle
from thidua_tui.i18n.messages import Words
from thidua_tui.screens.base_dialog import Dialog
from thidua_tui.screens.form import Form
from thidua_tui.screens.form_messages import Recorded
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session, take_back
from thidua_tui.widgets.header_footer import StatusLine
from thidua_tui.widgets.virtual_list import VirtualList


class RecordingList(Dialog[tuple[Entry, ...]]):
    """A list of a cluster's year; dismissed with what was recorded in it.

    Args:
        session: The session.
        here: The cluster and the year.
        words: The words of the language.
    """

    AUTO_FOCUS = "VirtualList"

    def __init__(self, session: Session, here: Location, words: Words) -> None:
        super().__init__()
        self.session, self.here, self.words = session, here, words
        self.list = VirtualList(self.line, name="rows")
        self.ask = Static(id="none", classes="ask")
        self.message = Static(id="recording-message", classes="ask")
        self.recorded: list[Entry] = []
        self.ground = ActContext(session, here, words)
        self.look_up()

    def look_up(self) -> None:
        """Read the ledger again."""
        raise NotImplementedError

    def line(self, at: int, width: int) -> Content:
        """Return a line of the list."""
        raise NotImplementedError

    def render_all(self) -> None:
        """Show title, list and what is above it."""
        raise NotImplementedError

    def parts(self) -> ComposeResult:
        """What this is, the lines, what was recorded last."""
        yield self.ask
        yield self.list
        yield self.message

    def on_mount(self) -> None:
        """Show everything."""
        self.render_all()

    def reload(self) -> None:
        """Something was recorded: look again."""
        self.ground = ActContext(self.session, self.here, self.words)
        self.look_up()
        if self.query(StatusLine):  # not before it is composed, nor after it was left
            self.render_all()

    def say(self, text: str, *, good: bool = False) -> None:
        """Show a sentence below the list."""
        style = "bold $success" if good else "bold $error"
        self.message.update(Content.styled(plain(text), style) if text else Content(""))

    def why_not(self) -> str:
        """Return why nothing can be recorded now, as a sentence; empty when it can."""
        app = self.thidua
        if app.read_only:
            return app.reason("read-only")
        if self.here.looking_back:
            return obstacle("read-only-past", self.words, self.ground.year)
        return ""

    async def record(self, command: Command, reason: str = "") -> bool:
        """Record an act; say its sentences, or why it was refused."""
        if why := self.why_not():
            self.say(why)
            return False
        try:
            new = await asyncio.to_thread(self.session.do, command, reason=reason)
        except ThiduaError as error:
            self.say(f"▲ {self.words.refusal(error, self.ground.names)}")
            return False
        self.recorded += new
        self.app.post_message(Recorded(new))
        self.reload()
        names = self.ground.names
        self.say(" ".join(self.words.sentence(entry.event, names) for entry in new), good=True)
        return True

    async def retract(self, entries: list[Entry], reason: str) -> bool:
        """Take entries back, with a reason; say so, or why it was refused."""
        if not await self.record(take_back(entries), reason):
            return False
        names = self.ground.names
        undone = " ".join(self.words.sentence(entry.event, names) for entry in entries)
        self.say(self.words("targets.taken-back", sentence=undone), good=True)
        return True

    def open_form(self, act: str, given: dict[str, str]) -> None:
        """Open the form of an act, with what is known of the line under the cursor."""
        if why := self.why_not():
            self.say(why)
            return
        if code := ACTS[act].obstacle(self.ground):
            self.say(obstacle(code, self.words, self.ground.year))
            return
        form = Form(ACTS[act], self.session, self.here, self.words, given=given, once=True)
        self.app.push_screen(form, self._form_closed)

    def _form_closed(self, entries: tuple[Entry, ...] | None) -> None:
        self.recorded += entries or ()
        self.reload()

    async def do_leave(self) -> None:
        """Close; what was recorded stays."""
        self.dismiss(tuple(self.recorded))

    do_leave_list = do_leave
