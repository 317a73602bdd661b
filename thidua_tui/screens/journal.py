"""The journal: every entry on a line below its meeting and source, narrowed by typing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.queries.first_recorded import first_recorded
from thidua_tui.screens.background_reading import read_in_worker
from thidua_tui.screens.base_page import AGAIN
from thidua_tui.screens.entry_detail import (
    Detail,
    act_changes,
    change_section,
    corrections,
    entry_facts,
    first_facts,
)
from thidua_tui.screens.entry_page import EntryPage
from thidua_tui.screens.filtered_page import FilteredPage
from thidua_tui.screens.journal_entry_text import session_of
from thidua_tui.screens.journal_groups import JournalGroups
from thidua_tui.screens.journal_list import JournalList
from thidua_tui.screens.journal_paging import JournalPages
from thidua_tui.screens.journal_search import Narrowed, Understood, search
from thidua_tui.screens.page_heading import Heading
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.widgets.fact_list import Fact, FactList
from thidua_tui.widgets.header_footer import StatusLine
from thidua_tui.widgets.panel import Panel, ScrollPanel, entitle

PAUSE = 0.12
"""Seconds without a key before the entry under the cursor is read in full."""


class DetailReady(Message):
    """An entry in full."""

    def __init__(self, position: int, facts: tuple[Fact, ...]) -> None:
        super().__init__()
        self.position, self.facts = position, facts


class GroupReady(Message):
    """How many entries of each kind the group of an entry has."""

    def __init__(self, groups: JournalGroups, found: range, facts: tuple[Fact, ...]) -> None:
        super().__init__()
        self.groups, self.found, self.facts = groups, found, facts


class JournalPage(FilteredPage):
    """All entries of the ledger."""

    PLACE = "journal"
    of_year = False
    CSS_PATH = "journal.tcss"
    BINDINGS = bindings_at("journal")
    view: JournalPages | None = None
    positions: Sequence[int] = ()
    lit: tuple[str, ...] = ()
    grouped: tuple[JournalGroups, int] | None = None
    of_group = range(0)

    def body(self) -> ComposeResult:
        """The field that narrows and the entries; the entry under the cursor in full."""
        with Container(classes="split"):
            with Panel(id="journal-side"):
                yield from self.filter_line()
                yield Static(id="understood")
                yield JournalList(self.words, name="entries")
            with Vertical(id="detail-column"):
                yield Detail(focusable=True)
                with ScrollPanel(id="group-side"):
                    yield Static(id="group")

    def load(self, session: Session, here: Location) -> JournalPages:
        """Read names and retractions; the entries come when they are looked at."""
        return JournalPages(session, here.known_at)

    def render_data(self, data: JournalPages) -> None:
        """Show the entries; the cursor stays on its entry, or on the newest."""
        self.view = data
        if self.field.value:
            self.query_one(JournalList).look_at(data)  # what matches then is being found
            self.narrow()
        else:
            self.lit = ()
            self.query_one("#understood").display = self.field.has_focus
            self.show(range(data.length, 0, -1))

    def show(self, positions: Sequence[int], *, searching: bool = False) -> None:
        """Show these entries."""
        lines, was, view = self.query_one(JournalList), self.choice(), self.view
        if view is None:
            return
        self.positions = positions
        known = was in positions if was and lines.cursor else False
        at = positions.index(was) if known and was else 0
        lines.show_entries(view, positions, at, self.lit)
        count = Content(self.words("screen.journal.count", count=str(len(positions))))
        self.query_one("#title", StatusLine).show(self.query_one("#title", StatusLine).left, count)
        self.entitle(view, searching=searching)
        self.look_at_entry()

    def entitle(self, view: JournalPages, *, searching: bool) -> None:
        """Write into the frame how many of the entries were found."""
        panel, words, count = self.query_one("#journal-side"), self.words, str(len(self.positions))
        if not self.field.value:
            entitle(panel, words("journal.panel.list"), words("journal.panel.newest"))
            return
        key = "searching" if searching else "found"
        of = words("journal.panel.of", count=count, all=str(view.length))
        entitle(panel, words(f"journal.panel.{key}", count=count), of)

    def narrow(self) -> None:
        """Look for the entries that match, in a worker."""
        view, query = self.view, self.field.value
        if view:
            self.run_worker(
                lambda: self._match(view, query), group="narrow", thread=True, exclusive=True
            )

    def _match(self, view: JournalPages, text: str) -> None:
        """Search from the newest back, and report what was found from time to time."""
        worker = get_current_worker()
        for message in search(view, text, self.words):
            if worker.is_cancelled:
                return
            if message:
                self.post_message(message)

    def on_understood(self, message: Understood) -> None:
        """Show how the line was understood, and which values were invalid."""
        if message.text == self.field.value:
            self.lit = message.lit
            parts = [Content(one) for one in message.query.understood]
            parts += [Content.styled(f"▲ {one}", "bold $error") for one in message.query.wrong]
            if message.query.free and parts:
                parts.append(Content(self.words("choices.quoted", text=message.query.free)))
            self.query_one("#understood", Static).update(Content(" · ").join(parts))
            self.query_one("#understood").display = bool(parts)

    def on_descendant_focus(self) -> None:
        """Show the keys of the filter under it during typing."""
        field, hint = self.field, self.query_one("#understood", Static)
        if field.has_focus and not field.value:
            hint.update(Content.styled(self.words("time.query.keys"), "dim"))
            hint.display = True
        elif not field.value:
            hint.display = False

    def on_virtual_list_moved(self) -> None:
        """Show the entry under the cursor in full, a moment after the last key."""
        self.after_pause("detail", PAUSE, self.look_at_entry)

    def on_resize(self) -> None:
        """Load the detail once the screen has room for it."""
        self.call_after_refresh(self.look_at_entry)

    def look_at_entry(self) -> None:
        """Read the entry under the cursor, and what it changed, in a worker; or show none."""
        position, view = self.choice(), self.view
        if not position or not view:
            self.query_one(Detail).show((), self.words("journal.panel.detail-none"))
        elif self.query_one("#detail-column").display:
            look = partial(self._look, view, position)
            read_in_worker(self, "detail", view.session, look)
            self.look_at_group(view)

    def look_at_group(self, view: JournalPages) -> None:
        """Read the group of the entry under the cursor in a worker, unless it is shown."""
        lines = self.query_one(JournalList)
        groups, at = lines.groups, lines.chosen
        side = self.query_one("#group-side")
        if side.display and groups and at is not None and self.grouped != (groups, at):
            if self.grouped and self.grouped[0] is groups and at in self.of_group:
                return
            self.grouped = groups, at
            read_in_worker(
                self,
                "group",
                view.session,
                lambda _: GroupReady(groups, *groups.summary(at, self.words)),
            )

    def on_group_ready(self, message: GroupReady) -> None:
        """Show it, unless other entries are listed since or the cursor is in another group."""
        lines = self.query_one(JournalList)
        if message.groups is lines.groups and lines.chosen in message.found:
            self.of_group = message.found
            self.query_one("#group", Static).update(FactList(message.facts))
            count = self.words("journal.group.count", count=str(len(message.found)))
            title = self.words("journal.panel.group")
            entitle(self.query_one("#group-side"), title, count)

    def _look(self, view: JournalPages, position: int, session: Session) -> DetailReady:
        words, entry = self.words, view.entry(position)
        more = corrections(session, entry, view.retractions.get(position))
        changes = act_changes(session, entry)
        where = session_of(view, entry, words)
        first = first_recorded(session.ledger, entry)
        facts = [*entry_facts(entry, words, view.names, where, more), *first_facts(first, words)]
        facts += change_section(changes, words)
        return DetailReady(position, tuple(facts))

    def on_detail_ready(self, message: DetailReady) -> None:
        """Show it, if the cursor is still there."""
        if message.position == self.choice():
            title = self.words("journal.panel.detail", position=str(message.position))
            self.hold_paint(AGAIN)
            self.query_one(Detail).show(message.facts, title)

    def on_narrowed(self, message: Narrowed) -> None:
        """Show what matched, unless something else was typed since."""
        if message.text == self.field.value:
            self.show(message.positions, searching=not message.end)

    def title_line(self, _: Heading) -> tuple[Content, Content]:
        """The whole ledger, and how many entries of it are shown."""
        count = self.words("screen.journal.count", count=str(len(self.positions)))
        return Content.styled(self.words("screen.journal.title"), "bold"), Content(count)

    def choice(self) -> int | None:
        """The position of the entry under the cursor."""
        return self.query_one(JournalList).position()

    async def do_open(self) -> None:
        """Show the entry in full."""
        position = self.choice()
        if position and self.view:
            await self.app.push_screen(EntryPage(position))
