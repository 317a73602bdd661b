"""One entry in full: the fact, both times, act, reason, source; and the journal around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from events.corrections import EntriesRetracted
from events.event import Entry
from events.text import plain
from thidua_tui.formatting.sentences.entries import marked
from thidua_tui.formatting.sentences.evidence import file_text
from thidua_tui.i18n.messages import Words, journal_sentence, sealed
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.queries.filed_evidence import AttachedFile, files_of
from thidua_tui.queries.first_recorded import FirstRecorded, first_recorded
from thidua_tui.screens.background_reading import read_in_worker
from thidua_tui.screens.base_page import Page
from thidua_tui.screens.entry_detail import (
    act_changes,
    change_facts,
    field_facts,
    first_facts,
    source_text,
)
from thidua_tui.screens.journal_entry_text import kind_text, session_of
from thidua_tui.screens.journal_list import JournalList
from thidua_tui.screens.journal_paging import JournalPages
from thidua_tui.screens.page_heading import Heading
from thidua_tui.screens.selected_subject import subject_of
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.widgets.fact_list import Fact, FactList
from thidua_tui.widgets.panel import Panel, ScrollPanel, entitle
from views.differences import Difference


class Whole(Struct, frozen=True):
    """An entry, its act, what took it back, its files, and where it was first recorded."""

    entry: Entry
    act: tuple[Entry, ...]
    view: JournalPages
    files: tuple[AttachedFile, ...] = ()
    first: FirstRecorded | None = None


class ChangesFound(Message):
    """What the act of an entry changed."""

    def __init__(self, entry: Entry, changes: tuple[Difference, ...]) -> None:
        super().__init__()
        self.entry, self.changes = entry, changes


class EntryPage(Page):
    """The entry at a position of the ledger, and what it changed."""

    PLACE = "entry"
    fitted = True
    of_year = False
    CSS_PATH = "entry_page.tcss"
    AUTO_FOCUS = "#entry-side"
    BINDINGS = bindings_at("entry")
    whole: Whole | None = None
    changes: tuple[Difference, ...] = ()

    def __init__(self, position: int) -> None:
        super().__init__()
        self.position = position

    def body(self) -> ComposeResult:
        """The fact; how it was recorded; what it changed; the entries around it."""
        with Container(id="sides"):
            with Vertical(id="entry-column"):
                with ScrollPanel(id="entry-side") as side:
                    side.can_focus = True
                    yield Static(id="entry")
                with Panel(id="around-side"):
                    yield JournalList(self.words, name="around")
            with Vertical(id="more-column"):
                with ScrollPanel(id="record-side"):
                    yield Static(id="record")
                with ScrollPanel(id="change-side"):
                    yield Static(id="changes")

    def load(self, session: Session, here: Location) -> Whole | None:
        """Read the entry, its act, and whatever took it back; None where it is not known yet."""
        view = JournalPages(session, here.known_at)
        if self.position > view.length:
            return None
        entry = view.entry(self.position)
        files = files_of(session.ledger, self.position, here.known_at)
        first = first_recorded(session.ledger, entry)
        return Whole(entry, tuple(session.act(entry.act)), view, files, first)

    def render_data(self, data: Whole | None) -> None:
        """Show all of it."""
        new = data is None or self.whole is None or data.entry != self.whole.entry
        self.whole = data
        self.set_class(data is None, "-unknown")
        if data is None:
            not_yet = self.words("time.entry.not-yet", position=str(self.position))
            self.query_one("#entry", Static).update(Content(not_yet))
            return
        self.changes = () if new else self.changes
        self.render_facts(data)
        read_in_worker(
            self,
            "changes",
            data.view.session,
            lambda reading: ChangesFound(data.entry, act_changes(reading, data.entry)),
        )
        lines, length = self.query_one(JournalList), data.view.length
        if new or len(lines.positions) != length:
            lines.show_entries(data.view, range(length, 0, -1), length - self.position)
            self.call_after_refresh(lines.centre)

    def render_facts(self, data: Whole) -> None:
        """Show the facts: in a single panel, or on a wide screen in a panel for each part."""
        words, wide = self.words, self.has_class("-wide")
        fact, record = [*fact_rows(data, words)], [*record_rows(data, words)]
        changes = [*change_facts(self.changes, words)]
        panels = {"entry": "fact", "record": "record", "change": "changes", "around": "around"}
        for side, title in panels.items():
            entitle(self.query_one(f"#{side}-side"), words(f"journal.entry.{title}"))
        if not wide:
            blank, named = Fact("", ""), Content.styled(words("journal.entry.changes"), "bold")
            fact += [blank, *record, *([blank, Fact("", named), *changes] if changes else ())]
        nothing = Content.styled(words("journal.entry.no-changes"), "dim")
        self.query_one("#entry", Static).update(FactList(fact))
        self.query_one("#record", Static).update(FactList(record))
        self.query_one("#changes", Static).update(FactList(changes or [Fact("", nothing)]))

    def on_changes_found(self, message: ChangesFound) -> None:
        """Show what the act changed, if it is still the act of this entry."""
        if self.whole and message.entry == self.whole.entry and message.changes != self.changes:
            self.changes = message.changes
            self.render_facts(self.whole)

    def on_descendant_focus(self) -> None:
        """Show whether Enter opens another entry."""
        self.keys()

    def choice(self) -> int | None:
        """The position under the cursor of the journal, while its keys go there."""
        lines = self.query_one(JournalList)
        return lines.position() if lines.has_focus else None

    async def do_open(self) -> None:
        """Show the entry under the cursor of the journal instead."""
        if position := self.query_one(JournalList).position():
            self.position = position
            self.query_one("#entry-side").scroll_home(animate=False)
            self.reload()

    @property
    def files(self) -> tuple[AttachedFile, ...]:
        """The files of the entry."""
        return self.whole.files if self.whole else ()

    async def do_attach_evidence(self) -> None:
        """Attach a file to this entry."""
        given = {"entry": str(self.position)}
        await self.thidua.open_form("attach-evidence", self.thidua.here, given, self.reload)

    async def do_copy_path(self) -> None:
        """Copy where the files are kept, a line each."""
        self.app.copy_to_clipboard("\n".join(str(file.path) for file in self.files))
        self.thidua.say(self.words("screen.entry.path-copied", count=len(self.files)))

    def operator_status(self) -> tuple[Entry, ...]:
        """The entries of this act that still count and can be taken back."""
        whole = self.whole
        if whole is None or self.why_fixed():
            return ()
        gone = whole.view.retractions
        kept = (one for one in whole.act if one.position not in gone)
        return tuple(one for one in kept if not isinstance(one.event, EntriesRetracted))

    def why_fixed(self) -> str | None:
        """Why this entry can be neither corrected nor taken back, as a code of `off`."""
        if self.whole is None:
            return "opening"
        if isinstance(self.whole.entry.event, EntriesRetracted):
            return "is-retraction"
        return "retracted" if self.position in self.whole.view.retractions else None

    async def do_before_it(self) -> None:
        """Show the page as of just before the act of this entry."""
        if self.whole:
            await show_moment(self, self.whole.act, after=False)

    async def do_after_it(self) -> None:
        """Show the page as of just after the act of this entry."""
        if self.whole:
            await show_moment(self, self.whole.act, after=True)

    async def do_correct(self) -> None:
        """Put something right in its place."""
        here = [one for one in self.operator_status() if one.position == self.position]
        await self.thidua.do_act("correct", here)  # the others of its act stay

    async def do_take_back(self) -> None:
        """Take its act back, after asking for the reason."""
        await self.thidua.do_act("undo", self.operator_status())

    def title_line(self, _: Heading) -> tuple[Content, Content]:
        """Which entry this is."""
        title = self.words("screen.entry.title", position=str(self.position))
        return Content.styled(title, "bold"), Content("")


def fact_rows(whole: Whole, words: Words) -> Iterator[Fact]:
    """Yield what an entry records, whether it counts, and its fields."""
    entry, view = whole.entry, whole.view
    sentence = marked(journal_sentence(entry, words, view.names), words, view.marks, entry)
    by = view.retractions.get(entry.position)
    yield Fact("", kind_text(entry.event, words))
    yield Fact("", Content.styled(sentence, "bold strike dim" if by else "bold"))
    yield Fact("", "")
    if by:
        facts = {"position": str(by.position), "reason": by.reason, "at": by.at}
        gone = Content.styled(f"× {words('screen.entry.retracted', **facts)}", "$error")
        yield Fact(words("screen.entry.state"), gone)
    else:
        yield Fact(words("screen.entry.state"), words("screen.entry.counts"))
    for file in whole.files:
        style = "" if file.state == "kept" else "$error"
        yield Fact(words("screen.entry.file"), Content.styled(file_text(file, words), style))
    yield from field_facts(entry, words, view.names)


def record_rows(whole: Whole, words: Words) -> Iterator[Fact]:
    """Yield when an entry was recorded, by whom, from which source, why, and in which act."""
    entry, view = whole.entry, whole.view
    unknown = words("screen.unknown")
    where = session_of(view, entry, words)
    yield Fact(words("screen.entry.at"), words.instant(entry.at))
    yield Fact(words("screen.entry.by"), plain(entry.by))
    if signed := sealed(entry, words):
        yield Fact(words("operators.signature"), signed)
    yield from first_facts(whole.first, words)
    yield Fact(words("screen.entry.source"), source_text(entry, words))
    yield Fact(words("screen.entry.meeting"), where or unknown)
    yield Fact(words("screen.entry.reason"), plain(entry.reason) or unknown)
    others = [str(one.position) for one in whole.act if one.position != entry.position]
    more = words("screen.entry.others", positions=", ".join(others)) if others else ""
    yield Fact(words("screen.entry.act"), f"{entry.act} {more}".strip())


async def show_moment(page: Page, act: Sequence[Entry], *, after: bool) -> None:
    """Show where the act had its effect, as known before or after it; Esc leads back.

    The page shows the moment before the first or after the last entry of the act.
    """
    app = page.thidua
    if app.session is None:
        return
    last = app.session.ledger.position()
    moment = act[-1].position if after else act[0].position - 1
    there = replace(_there(app.here, act), known_at=None if moment >= last else moment, on=None)
    place = "year" if there.cluster and there.year else "home"
    subject = subject_of(act[-1].event)
    if subject and subject.kind == "unit":
        place = "unit"
    await app.cover(place, there)


def _there(here: Location, act: Sequence[Entry]) -> Location:
    """The cluster, year and unit that the act is about, from its last entry that has them."""
    for entry in act:
        if subject := subject_of(entry.event):
            here = replace(
                here,
                cluster=subject.cluster or here.cluster,
                year=subject.year or here.year,
                unit=subject.unit or getattr(entry.event, "unit", None) or here.unit,
            )
    return here
