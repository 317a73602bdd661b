"""What changed between two moments of knowledge: before, after, by which entry; and why."""

from __future__ import annotations

from collections import Counter

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
from thidua_tui.screens.changes_list import (
    Change,
    ChangeColumns,
    ChangeLine,
    change_lines,
    heading,
    line_facts,
    narrowed,
)
from thidua_tui.screens.entry_detail import Detail, entry_facts
from thidua_tui.screens.entry_page import EntryPage
from thidua_tui.screens.filtered_page import FilteredPage
from thidua_tui.screens.moment_dialog import MomentDialog
from thidua_tui.screens.page_heading import Heading, meeting_label
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.session.time_travel import Position, last_meeting, position_at
from thidua_tui.widgets.fact_list import Fact
from thidua_tui.widgets.grouped_list import GroupedList
from thidua_tui.widgets.header_footer import StatusLine
from thidua_tui.widgets.panel import Panel, entitle
from views import moments
from views.differences import Difference, of_cluster
from views.differences_by_unit import Order, by_unit
from views.names import Names
from views.roster import Roster
from views.rule_book import RuleBooks


class Changed(Struct, frozen=True):
    """The differences, the two moments, and what their sentences need."""

    rows: tuple[Difference, ...]
    since: Position
    until: Position
    names: Names
    cluster: str
    meetings: dict[str, str]
    words: Change


class ChangesPage(FilteredPage):
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
        self.lines: tuple[ChangeLine, ...] = ()
        self.columns = ChangeColumns(())
        self.counts: Counter[int] = Counter()

    def body(self) -> ComposeResult:
        """The two moments; the differences by units; the chosen one in full."""
        with Panel(id="between-side"):
            yield Static(id="between")
        with Container(classes="split"):
            with Panel(id="changes-side"):
                yield from self.filter_line()
                yield GroupedList(self.line, self.group, self.heading, name="changes", wrapped=True)
            yield Detail()

    def load(self, session: Session, here: Location) -> Changed:
        """Compare; by default with the last meeting that opened or closed before."""
        until = position_at(session.ledger, here.known_at)
        if self.since is None:
            self.since = last_meeting(session.ledger, until, self.cluster)
        since = position_at(session.ledger, min(self.since, until.position))
        rows = of_cluster(session.reader, since.position, until.position, self.cluster)
        names, roster, books = Names(), Roster(self.cluster), RuleBooks(self.cluster)
        session.see_all((names, roster, books), here.known_at)
        blocks = by_unit(rows, Order.of(roster, books), self.cluster)
        codes = dict.fromkeys(e.meeting for one in (since, until) for e in one.act)
        return Changed(
            rows=tuple(row for block in blocks for row in block.rows),
            since=since,
            until=until,
            names=names,
            cluster=names.cluster(self.cluster) if self.cluster else "",
            meetings={code: meeting_label(session, code, self.words) for code in codes},
            words=change_lines(blocks, self.words, names),
        )

    def render_data(self, data: Changed) -> None:
        """Show the differences."""
        self.data = data
        between = (("since", data.since), ("until", data.until))
        moments = [moment_line(name, one, data, self.words) for name, one in between]
        self.query_one("#between", Static).update(Content("\n").join(moments))
        entitle(self.query_one("#between-side"), self.words("journal.changes.between"))
        count = self.words("time.changes.count", count=str(len(data.rows)))
        self.query_one("#title", StatusLine).show(
            Content.styled(plain(data.cluster), "bold"), Content.styled(count, "dim")
        )
        self.narrow()

    def narrow(self) -> None:
        """Show the differences in which every typed word occurs."""
        if self.data is None:
            return
        was, every = self.shown(), self.data.words.lines
        self.lines = narrowed(every, self.field.value)
        self.columns = ChangeColumns(self.lines)
        self.counts = Counter(line.block for line in self.lines)
        at = self.lines.index(was) if was in self.lines else 0
        self.query_one(GroupedList).show(len(self.lines), at)
        years = {row.year for row in self.data.rows if row.year}
        facts = {"count": str(len(self.lines)), "all": str(len(every))}
        key = "count" if len(self.lines) == len(every) else "of"
        facts["year"] = str(*years) if len(years) == 1 else ""
        entitle(
            self.query_one("#changes-side"),
            self.words("journal.changes.title", **facts),
            self.words(f"journal.changes.{key}", **facts) if every else "",
        )
        self.show_row()

    def group(self, at: int) -> int:
        """The block of a difference."""
        return self.lines[at].block if at < len(self.lines) else -1

    def heading(self, at: int, width: int) -> Content:
        """The name of a block, and how many differences of it are shown."""
        if self.data is None or at >= len(self.lines):
            return Content("")
        block = self.lines[at].block
        name = self.data.words.names[block]
        return heading(name, self.counts[block], width, self.words, self.lit)

    @property
    def lit(self) -> tuple[str, ...]:
        """The words that are lit."""
        return tuple(self.field.value.split())

    def line(self, at: int, width: int) -> Content:
        """A difference: of what, before, after, by which entry; or as a sentence."""
        if at >= len(self.lines):
            return Content("")
        line = self.lines[at]
        if self.sentences:
            wrapped = Content(diff_cells.sentence(line.row, self.words)).wrap(max(20, width - 2))
            return Content("\n").join(Content("  ") + part for part in wrapped)
        return self.columns.line(line, width, self.lit)

    def on_virtual_list_moved(self) -> None:
        """Show the difference under the cursor."""
        self.show_row()

    def show_row(self) -> None:
        """The difference in full, with its entry."""
        line, session, words = self.shown(), self.thidua.session, self.words
        title = words("journal.changes.why")
        if self.data is None or session is None:  # not read yet: nothing is known of changes
            self.query_one(Detail).show((), "")
            return
        if line is None:
            nothing = (words("diff.none"), words("time.changes.further"))
            self.query_one(Detail).show((Fact("", text) for text in nothing), title)
            return
        facts = [*line_facts(line, self.data.words.names[line.block], words), Fact("", "")]
        if entry := moments.entry_at(session.ledger, line.row.position):
            title = words("journal.panel.detail", position=str(line.row.position))
            facts += entry_facts(entry, words, self.data.names)
        self.query_one(Detail).show(facts, title)

    def shown(self) -> ChangeLine | None:
        """The line under the cursor."""
        return self.query_one(GroupedList).pick(self.lines)

    def row(self) -> Difference | None:
        """The difference under the cursor."""
        line = self.shown()
        return line.row if line else None

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
        self.narrow()

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
