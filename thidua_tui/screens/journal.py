"""The journal: every entry as a sentence, the newest at the top, narrowed by typing."""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic

from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.content import Content
from textual.events import Key
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from thidua_tui.acts.registry import ACTS
from thidua_tui.forms.journal_filter import Ledgerwords, Query, read_query
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.screens.base_page import Page
from thidua_tui.screens.entry_detail import Detail, act_changes, change_lines, entry_lines
from thidua_tui.screens.entry_page import EntryPage
from thidua_tui.screens.journal_entry_text import circumstances, matching, meant, meeting, sentence
from thidua_tui.screens.journal_paging import JournalPages
from thidua_tui.screens.page_heading import Heading
from thidua_tui.session.cancellable import CancellableSession, Cancelled
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.widgets.header_footer import StatusLine
from thidua_tui.widgets.text_input import Entry as Field
from thidua_tui.widgets.virtual_list import VirtualList

PAUSE = 0.12
"""Seconds without a key before the entries are narrowed."""
REPORT_EVERY = 0.25
"""Seconds between two tellings of what was found so far."""

MOVES = {"up": -1, "down": 1, "pageup": -8, "pagedown": 8}


class Narrowed(Message):
    """The positions that match what was typed, the newest first."""

    def __init__(self, query: str, positions: list[int]) -> None:
        super().__init__()
        self.query, self.positions = query, positions


class Understood(Message):
    """What the line was taken for."""

    def __init__(self, text: str, query: Query) -> None:
        super().__init__()
        self.text, self.query = text, query


class DetailReady(Message):
    """An entry in full."""

    def __init__(self, position: int, content: Content) -> None:
        super().__init__()
        self.position, self.content = position, content


class JournalPage(Page):
    """All entries of the ledger."""

    PLACE = "journal"
    of_year = False
    CSS_PATH = "journal.tcss"
    BINDINGS = bindings_at("journal")
    view: JournalPages | None = None
    positions: Sequence[int] = ()

    def body(self) -> ComposeResult:
        """The field that narrows, the entries."""
        with Horizontal(id="narrow"):
            yield Static(Content(self.words("screen.journal.filter")), id="narrow-label")
            yield Field(placeholder=self.words("screen.journal.hint"), id="query", compact=True)
        yield Static(id="understood")
        with Container(classes="split"):
            yield VirtualList(self.line, name="entries", tall=2)
            yield Detail()

    def load(self, session: Session, here: Location) -> JournalPages:
        """Read names and retractions; the entries come when they are looked at."""
        return JournalPages(session, here.known_at)

    def render_data(self, data: JournalPages) -> None:
        """Show the entries; the cursor stays on its entry, or on the newest."""
        self.view = data
        if query := self.query_one("#query", Field).value:
            self.narrow(query)
        else:
            self.query_one("#understood").display = self.query_one("#query", Field).has_focus
            self.show(range(data.length, 0, -1))

    def show(self, positions: Sequence[int]) -> None:
        """Show these entries."""
        was = self.choice()
        self.positions = positions
        known = was in positions if was and self.query_one(VirtualList).cursor else False
        self.query_one(VirtualList).show(
            len(positions), positions.index(was) if known and was else 0
        )
        count = Content(self.words("screen.journal.count", count=str(len(positions))))
        self.query_one("#title", StatusLine).show(self.query_one("#title", StatusLine).left, count)
        self.look_at_entry()

    def line(self, at: int, width: int) -> Content:
        """One entry: what was recorded; and when, by whom, in which meeting, from where."""
        if self.view is None or at >= len(self.positions):
            return Content("")
        position = self.positions[at]
        if position > self.view.length:
            return Content("")  # it looks further back now, and what matches then is being found
        text = sentence(self.view, position, self.words)
        return text + Content("\n") + circumstances(self.view, position, self.words, width)

    def on_input_changed(self, event: Field.Changed) -> None:
        """Narrow a little after the last key."""
        event.stop()
        self.set_timer(PAUSE, lambda: self.narrow(event.value), name="narrow")

    def narrow(self, query: str) -> None:
        """Look for the entries that match, in a worker."""
        view = self.view
        if view and query == self.query_one("#query", Field).value:
            self.run_worker(
                lambda: self._match(view, query), group="narrow", thread=True, exclusive=True
            )

    def _match(self, view: JournalPages, text: str) -> None:
        """Search from the newest back, and report what was found from time to time."""
        worker, reported = get_current_worker(), monotonic()
        query = self.understood(view, text)
        self.post_message(Understood(text, query))
        found: list[int] = []
        free = meant(query.free, view.names)
        for entry in view.chosen(query.chosen):
            if worker.is_cancelled:
                return
            if not free or matching(entry, view.names, free, self.words):
                found.append(entry.position)
            if monotonic() - reported > REPORT_EVERY:
                reported = monotonic()
                self.post_message(Narrowed(text, [*found]))
        self.post_message(Narrowed(text, found))

    def understood(self, view: JournalPages, text: str) -> Query:
        """What was typed, as a question."""
        acts, today = tuple(ACTS.values()), view.session.today
        return read_query(text, Ledgerwords(view.names, view.meetings, acts, today, self.words))

    def on_understood(self, message: Understood) -> None:
        """Show how the line was understood, and which values were invalid."""
        if message.text == self.query_one("#query", Field).value:
            parts = [Content(one) for one in message.query.understood]
            parts += [Content.styled(f"▲ {one}", "bold $error") for one in message.query.wrong]
            if message.query.free and parts:
                parts.append(Content(self.words("choices.quoted", text=message.query.free)))
            self.query_one("#understood", Static).update(Content(" · ").join(parts))
            self.query_one("#understood").display = bool(parts)

    def on_descendant_focus(self) -> None:
        """Show the keys of the filter under it during typing."""
        field, hint = self.query_one("#query", Field), self.query_one("#understood", Static)
        if field.has_focus and not field.value:
            hint.update(Content.styled(self.words("time.query.keys"), "dim"))
            hint.display = True
        elif not field.value:
            hint.display = False

    def on_virtual_list_moved(self) -> None:
        """Show the entry under the cursor in full, a moment after the last key."""
        self.set_timer(PAUSE, self.look_at_entry, name="detail")

    def on_resize(self) -> None:
        """Load the detail once the screen is wide enough for it."""
        self.call_after_refresh(self.look_at_entry)

    def look_at_entry(self) -> None:
        """Read the entry under the cursor, and what it changed, in a worker; or show none."""
        position, view = self.choice(), self.view
        if not position or not view:
            self.query_one(Detail).show(Content(""))
        elif self.has_class("-wide"):
            self.run_worker(
                lambda: self._look(view, position), group="detail", thread=True, exclusive=True
            )

    def _look(self, view: JournalPages, position: int) -> None:
        worker = get_current_worker()
        entry = view.entry(position)
        try:
            changes = act_changes(CancellableSession(view.session, worker), entry)
        except Cancelled:
            return
        lines = [
            *entry_lines(entry, self.words, view.names, meeting(view, entry.meeting, self.words))
        ]
        lines += change_lines(changes, self.words)
        if not worker.is_cancelled:
            self.post_message(DetailReady(position, Content("\n").join(lines)))

    def on_detail_ready(self, message: DetailReady) -> None:
        """Show it, if the cursor is still there."""
        if message.position == self.choice():
            self.query_one(Detail).show(message.content)

    def on_narrowed(self, message: Narrowed) -> None:
        """Show what matched, unless something else was typed since."""
        if message.query == self.query_one("#query", Field).value:
            self.show(message.positions)

    def on_key(self, event: Key) -> None:
        """Arrows move through the entries during typing."""
        move = MOVES.get(event.key)
        if move and self.query_one("#query", Field).has_focus:
            event.stop()
            self.query_one(VirtualList).action_step(move)

    def on_input_submitted(self, event: Field.Submitted) -> None:
        """Enter in the field goes to the entries."""
        event.stop()
        self.query_one(VirtualList).focus()

    async def do_filter(self) -> None:
        """Go to the field that narrows."""
        self.query_one("#query", Field).focus()

    async def do_back(self) -> None:
        """Leave the field, then undo the narrowing, then leave the page."""
        field = self.query_one("#query", Field)
        if field.has_focus and not field.value:
            self.query_one(VirtualList).focus()
        elif field.value:
            field.value = ""
            self.query_one(VirtualList).focus()
        else:
            await self.thidua.do_back()

    def title_line(self, _: Heading) -> tuple[Content, Content]:
        """The whole ledger, and how many entries of it are shown."""
        count = self.words("screen.journal.count", count=str(len(self.positions)))
        return Content.styled(self.words("screen.journal.title"), "bold"), Content(count)

    def choice(self) -> int | None:
        """The position of the entry under the cursor."""
        position = self.query_one(VirtualList).pick(self.positions) or 0
        return position if self.view and 0 < position <= self.view.length else None

    async def do_open(self) -> None:
        """Show the entry in full."""
        position = self.choice()
        if position and self.view:
            await self.app.push_screen(EntryPage(position))
