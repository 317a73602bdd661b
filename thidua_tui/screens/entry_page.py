"""One entry in full: the fact, both times, the act, the reason, the source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from events.corrections import EntriesRetracted
from events.event import Entry, fields_of, name_of
from events.text import plain
from thidua_tui.formatting.sentences.entries import marked
from thidua_tui.i18n.messages import Words, journal_sentence, sealed
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.screens.base_page import Page
from thidua_tui.screens.journal_entry_text import meeting
from thidua_tui.screens.journal_paging import JournalPages
from thidua_tui.screens.page_heading import Heading
from thidua_tui.screens.selected_subject import subject_of
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from views.evidence import grade

LABEL = 21


class Whole(Struct, frozen=True):
    """An entry, those of the same act, and what took it back."""

    entry: Entry
    act: tuple[Entry, ...]
    view: JournalPages


class EntryPage(Page):
    """The entry at a position of the ledger, and what it changed."""

    PLACE = "entry"
    fitted = True
    of_year = False
    CSS_PATH = "entry_page.tcss"
    AUTO_FOCUS = "VerticalScroll"
    BINDINGS = bindings_at("entry")
    whole: Whole | None = None

    def __init__(self, position: int) -> None:
        super().__init__()
        self.position = position

    def body(self) -> ComposeResult:
        """Label and value, line by line."""
        with VerticalScroll(id="entry-side"):
            yield Static(id="entry")

    def load(self, session: Session, here: Location) -> Whole | None:
        """Read the entry, its act, and whatever took it back; None where it is not known yet."""
        view = JournalPages(session, here.known_at)
        if self.position > view.length:
            return None
        entry = view.entry(self.position)
        return Whole(entry, tuple(session.act(entry.act)), view)

    def render_data(self, data: Whole | None) -> None:
        """Show all of it."""
        self.whole = data
        if data is None:
            not_yet = self.words("time.entry.not-yet", position=str(self.position))
            self.query_one("#entry", Static).update(Content(not_yet))
            return
        width = self.query_one("#entry-side").scrollable_content_region.width
        lines: list[Content] = []
        for label, value in entry_rows(data, self.words):
            head = label.ljust(LABEL)
            for part in Content(value).wrap(max(20, width - LABEL)):
                lines.append(Content.styled(head, "bold $secondary") + part)
                head = " " * LABEL
        self.query_one("#entry", Static).update(Content("\n").join(lines))

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


def entry_rows(whole: Whole, words: Words) -> Iterator[tuple[str, str]]:
    """Label and value of everything known of an entry."""
    entry, view = whole.entry, whole.view
    sentence = marked(
        journal_sentence(entry, words, view.names), words, added=view.closings.added(entry)
    )
    yield words("screen.entry.sentence"), sentence
    if by := view.retractions.get(entry.position):
        facts = {"position": str(by.position), "reason": by.reason, "at": by.at}
        yield words("screen.entry.state"), words("screen.entry.retracted", **facts)
    else:
        yield words("screen.entry.state"), words("screen.entry.counts")
    yield "", ""
    yield from _fact(entry, words, view)
    yield "", ""
    yield words("screen.entry.at"), words.instant(entry.at)
    yield words("screen.entry.by"), plain(entry.by)
    if signed := sealed(entry, words):
        yield words("operators.signature"), signed
    yield words("screen.entry.source"), _source(entry, words)
    yield (
        words("screen.entry.meeting"),
        meeting(view, entry.meeting, words) or words("screen.unknown"),
    )
    yield words("screen.entry.reason"), plain(entry.reason) or words("screen.unknown")
    others = [str(one.position) for one in whole.act if one.position != entry.position]
    more = words("screen.entry.others", positions=", ".join(others)) if others else ""
    yield words("screen.entry.act"), f"{entry.act} {more}".strip()


def _fact(entry: Entry, words: Words, view: JournalPages) -> Iterator[tuple[str, str]]:
    yield words("screen.entry.fact"), name_of(entry.event)
    for field, value in fields_of(entry.event).items():
        label = words.find(f"screen.field.{field}") or words.find(f"acts.field.{field}") or field
        text = words.value(field, value, view.names)
        code = f" ({value})" if isinstance(value, str) and text != value else ""
        yield f"  {label}", (text or words("screen.unknown")) + plain(code)


def _source(entry: Entry, words: Words) -> str:
    kind = words.choice("kind", grade(entry))
    title, on = plain(entry.source.title), entry.source.on
    day = words.day(on) if on else ""
    return ", ".join(filter(None, (kind, title, day)))


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
