"""The history of what was selected: the acts that made it what it is, with before and after."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.widgets import Static

from events.corrections import EntriesRetracted
from events.rule_book import Criterion
from events.text import plain
from thidua_tui.formatting.sentences.entries import subject_name
from thidua_tui.formatting.tables import diff_cells
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.screens.base_page import Page
from thidua_tui.screens.entry_detail import Detail, change_lines, entry_lines
from thidua_tui.screens.entry_page import EntryPage
from thidua_tui.screens.page_heading import Heading, meeting_label
from thidua_tui.screens.selected_subject import facets
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.widgets.header_footer import StatusLine
from thidua_tui.widgets.virtual_list import VirtualList
from views.names import Names
from views.subject_history import Step, Subject, trail


class Trailed(Struct, frozen=True):
    """The steps of a history, with the names and the meetings that they mention."""

    steps: tuple[Step, ...]
    names: Names
    meetings: dict[str, str]


class TrailPage(Page):
    """The history of one thing, oldest first; the cursor on the newest step."""

    PLACE = "trail"
    CSS_PATH = "history_of_subject.tcss"
    BINDINGS = bindings_at("trail")

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        self.facets: Sequence[Subject] = tuple(facets(subject))
        self.at = 0
        self.data: Trailed | None = None
        self.listed: tuple[Subject, int] | None = None

    @property
    def subject(self) -> Subject:
        """The thing whose history is shown."""
        return self.facets[self.at]

    def body(self) -> ComposeResult:
        """What else of it has a history; the steps; the chosen one in full."""
        yield Static(id="facets")
        with Container(classes="split"):
            yield VirtualList(self.line, name="steps", tall=2)
            yield Detail()

    def load(self, session: Session, here: Location) -> Trailed:
        """Read the acts and fold the thing after each."""
        steps = trail(session.reader, self.subject, here.known_at)
        codes = dict.fromkeys(entry.meeting for step in steps for entry in step.entries)
        labels = {code: meeting_label(session, code, self.words) for code in codes}
        return Trailed(steps, session.see(Names(), here.known_at), labels)

    def render_data(self, data: Trailed) -> None:
        """Show the steps."""
        self.data = data
        lines, count = self.query_one(VirtualList), len(data.steps)
        same = self.listed and self.listed[0] == self.subject
        lines.show(count, min(lines.cursor, count - 1) if same else count - 1)
        self.listed = (self.subject, count)
        several = len(self.facets) > 1
        self.query_one("#facets", Static).update(self._facets() if several else Content(""))
        self.query_one("#facets").display = several
        self.head_line()
        self.show_step()

    def head_line(self) -> None:
        """The thing by its name, and how many acts made it."""
        if self.data:
            name = subject_name(self.subject, self.data.names, self.words)
            count = self.words("time.trail.count", count=str(len(self.data.steps)))
            self.query_one("#title", StatusLine).show(
                Content.styled(plain(name), "bold"), Content.styled(count, "dim")
            )

    def _facets(self) -> Content:
        parts = []
        for at, one in enumerate(self.facets):
            text = f" {self.words(f'time.facet.{one.kind}')} "
            parts.append(Content.styled(text, "reverse bold" if at == self.at else ""))
        return Content(" ").join(parts)

    def line(self, at: int, _: int) -> Content:
        """A step: what changed, before and after, or what was recorded; who, when, where."""
        if self.data is None or at >= len(self.data.steps):
            return Content("")
        step, words = self.data.steps[at], self.words
        last = step.entries[-1]
        facts = [e for e in step.entries if not isinstance(e.event, EntriesRetracted)]
        sentence = words.sentence((facts or [last])[-1].event, self.data.names)
        head = Content.assemble((f"{last.position:>4} ", "dim"), plain(sentence))
        if step.retracted_by:
            mark = words("screen.journal.retracted", position=str(step.retracted_by))
            head = Content.assemble(
                (f"{last.position:>4} ", "dim"),
                (mark, "bold $warning"),
                " ",
                (sentence, "strike dim"),
            )
        moved = "; ".join(
            f"{diff_cells.called(c, words)}: {diff_cells.before(c, words)} → "
            f"{diff_cells.after(c, words)}"
            for c in step.changes
        )
        by = f"{words.instant(last.at)} · {plain(last.by)}"
        return head + Content("\n     ") + Content.styled(moved or by, "" if moved else "dim")

    def on_virtual_list_moved(self) -> None:
        """Show the step under the cursor."""
        self.show_step()

    def show_step(self) -> None:
        """Show the step in full."""
        step, data = self.step(), self.data
        if step is None or data is None:
            lines = [Content(self.words("time.trail.nothing"))]
        else:
            lines = [*change_lines(step.changes, self.words)]
            for entry in step.entries:
                where = data.meetings.get(entry.meeting, "")
                lines += entry_lines(entry, self.words, data.names, where)
        self.query_one(Detail).show(Content("\n").join(lines))

    def step(self) -> Step | None:
        """The step under the cursor."""
        return self.query_one(VirtualList).pick(self.data.steps if self.data else ())

    def choice(self) -> int | None:
        """The position of the step's last entry."""
        step = self.step()
        return step.position if step else None

    async def do_open(self) -> None:
        """Go to the entry."""
        if position := self.choice():
            await self.app.push_screen(EntryPage(position))

    async def do_next_facet(self) -> None:
        """The next thing of it that has a history."""
        self.at = (self.at + 1) % len(self.facets)
        self.reload()

    async def do_last_facet(self) -> None:
        """The one before."""
        self.at = (self.at - 1) % len(self.facets)
        self.reload()

    def state_line(self, head: Heading, /) -> tuple[Content, Content]:
        """That it is a history; until when it was known."""
        title = Content.styled(self.words("time.trail.title"), "$secondary")
        return title, Content.styled(head.known, "dim")

    def title_line(self, _: Heading) -> tuple[Content, Content]:
        """The thing; its name comes with the history."""
        return Content(""), Content("")


def cell_history(cluster: str, year: int, unit: str, criterion: Criterion) -> TrailPage:
    """The history of a cell of the score sheet."""
    subject = Subject(
        kind="points", cluster=cluster, year=year, unit=unit, criterion=criterion.code
    )
    return TrailPage(subject)
