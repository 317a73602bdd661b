"""What changed between two moments of knowledge: before, after, by which entry; and why."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.widgets import Static

from events.text import plain
from thidua_tui.formatting.tables import diff_cells
from thidua_tui.i18n.messages import Words
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.screens.base_page import Page
from thidua_tui.screens.entry_detail import Detail, entry_lines
from thidua_tui.screens.entry_page import EntryPage
from thidua_tui.screens.moment_dialog import MomentDialog
from thidua_tui.screens.page_heading import Heading, meeting_label
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.session.time_travel import Position, last_meeting, position_at
from thidua_tui.widgets import styled_text
from thidua_tui.widgets.header_footer import StatusLine
from thidua_tui.widgets.virtual_list import VirtualList
from views import moments
from views.differences import Difference, of_cluster
from views.names import Names

SENTENCE = 3
"""Lines of a difference as a sentence."""


class Changed(Struct, frozen=True):
    """The differences, the two moments, and what their sentences need."""

    rows: tuple[Difference, ...]
    since: Position
    until: Position
    names: Names
    cluster: str
    meetings: dict[str, str]


class ChangesPage(Page):
    """From a moment to the moment that the page is known at."""

    PLACE = "changes"
    CSS_PATH = "history_of_subject.tcss"
    BINDINGS = bindings_at("changes")

    def __init__(self, cluster: str | None) -> None:
        super().__init__()
        self.cluster = cluster
        self.since: int | None = None
        self.data: Changed | None = None
        self.sentences = False

    def body(self) -> ComposeResult:
        """The two moments; the differences; the chosen one in full."""
        yield Static(id="between")
        with Container(classes="split"):
            yield VirtualList(self.line, name="changes")
            yield Detail()

    def load(self, session: Session, here: Location) -> Changed:
        """Compare; by default with the last meeting that opened or closed before."""
        until = position_at(session.ledger, here.known_at)
        if self.since is None:
            self.since = last_meeting(session.ledger, until, self.cluster)
        since = position_at(session.ledger, min(self.since, until.position))
        rows = of_cluster(session.reader, since.position, until.position, self.cluster)
        names = session.see(Names(), here.known_at)
        codes = dict.fromkeys(e.meeting for one in (since, until) for e in one.act)
        return Changed(
            rows=rows,
            since=since,
            until=until,
            names=names,
            cluster=names.cluster(self.cluster) if self.cluster else "",
            meetings={code: meeting_label(session, code, self.words) for code in codes},
        )

    def render_data(self, data: Changed) -> None:
        """Show the differences."""
        self.data = data
        lines = self.query_one(VirtualList)
        lines.tall = SENTENCE if self.sentences else 1
        lines.show(len(data.rows))
        between = (("since", data.since), ("until", data.until))
        moments = [moment_line(name, one, data, self.words) for name, one in between]
        self.query_one("#between", Static).update(Content("\n").join(moments))
        count = self.words("time.changes.count", count=str(len(data.rows)))
        self.query_one("#title", StatusLine).show(
            Content.styled(plain(data.cluster), "bold"), Content.styled(count, "dim")
        )
        self.show_row()

    def line(self, at: int, width: int) -> Content:
        """A difference: of what, which field, before, after, by which entry; or as a sentence."""
        if self.data is None or at >= len(self.data.rows):
            return Content("")
        row, words = self.data.rows[at], self.words
        if self.sentences:
            wrapped = Content(diff_cells.sentence(row, words)).wrap(max(20, width - 1))
            return Content("\n").join(wrapped[:SENTENCE])
        cells = (
            diff_cells.what(replace(row, cluster_name=None), words),
            diff_cells.field(row, words),
            diff_cells.before(row, words),
            Content.styled(diff_cells.after(row, words), "bold"),
            str(row.position),
        )
        widths = styled_text.share(width, (44, 22, 16, 24, 6), (22, 10, 8, 12, 5))
        return styled_text.row(cells, widths, frozenset({4}))

    def on_virtual_list_moved(self) -> None:
        """Show the difference under the cursor."""
        self.show_row()

    def show_row(self) -> None:
        """The difference as a sentence, with its entry."""
        row, session = self.row(), self.thidua.session
        if row is None or self.data is None or session is None:
            lines = [Content(self.words("diff.none")), Content(self.words("time.changes.further"))]
        else:
            lines = [Content(diff_cells.sentence(row, self.words))]
            if entry := moments.entry_at(session.ledger, row.position):
                lines += entry_lines(entry, self.words, self.data.names)
        self.query_one(Detail).show(Content("\n").join(lines))

    def row(self) -> Difference | None:
        """The difference under the cursor."""
        return self.query_one(VirtualList).pick(self.data.rows if self.data else ())

    def choice(self) -> int | None:
        """The position of its entry."""
        row = self.row()
        return row.position if row else None

    async def do_open(self) -> None:
        """Go to the entry."""
        if position := self.choice():
            await self.app.push_screen(EntryPage(position))

    async def do_as_sentences(self) -> None:
        """Rows, or sentences."""
        self.sentences = not self.sentences
        if self.data:
            self.render_data(self.data)

    async def do_since(self) -> None:
        """Ask from which moment to compare."""
        if self.thidua.session:
            here = replace(self.here, known_at=self.since or None)
            dialog = MomentDialog(self.thidua.session, here, self.words, since=True)
            await self.app.push_screen(dialog, self._since)

    def _since(self, here: Location | None) -> None:
        if here and self.thidua.session:
            self.since = position_at(self.thidua.session.ledger, here.known_at).position
            self.reload()

    async def do_since_before(self) -> None:
        """Compare from the meeting before."""
        await self._by_meeting(-1)

    async def do_since_after(self) -> None:
        """Compare from the next meeting."""
        await self._by_meeting(1)

    async def _by_meeting(self, by: int) -> None:
        session = self.thidua.session
        if session is None or self.since is None:
            return
        ledger = session.ledger
        if by < 0:
            found = moments.meeting_before(ledger, self.since - 1, self.cluster)
            self.since = moments.behind_act(ledger, found.position) if found else 0
        elif found := moments.meeting_after(ledger, self.since, self.cluster):
            self.since = moments.behind_act(ledger, found.position)
        self.reload()

    def state_line(self, head: Heading, /) -> tuple[Content, Content]:
        """The subject of the page; until when it was known."""
        title = Content.styled(self.words("time.changes.title"), "$secondary")
        return title, Content.styled(head.known, "dim")

    def title_line(self, _: Heading) -> tuple[Content, Content]:
        """The cluster; its name comes with the differences."""
        return Content(""), Content("")


def moment_line(name: str, one: Position, data: Changed, words: Words) -> Content:
    """A moment: its entry, when, in which meeting, and the act that ends there."""
    label = Content.styled(words(f"time.changes.{name}"), "bold $secondary")
    if not one.act:
        return Content.assemble(label, " ", words("time.changes.beginning"))
    last = one.act[-1]
    moment = words(
        "time.changes.moment",
        position=str(last.position),
        at=last.at,
        meeting=data.meetings.get(last.meeting, ""),
        sentence=words.sentence(last.event, data.names),
    )
    return Content.assemble(label, " ", plain(moment))
