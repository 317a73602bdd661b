"""The history of what was selected: the acts that made it what it is, with before and after."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widgets import Static

from events.rule_book import Criterion
from events.text import plain
from thidua_tui.formatting.sentences.entries import subject_name
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.screens.base_page import Page
from thidua_tui.screens.entry_detail import (
    Detail,
    change_section,
    circumstance_facts,
    field_facts,
    sentence_facts,
)
from thidua_tui.screens.entry_page import EntryPage
from thidua_tui.screens.history_lines import SENTENCE, SHORT_SENTENCE, StepColumns, course_facts
from thidua_tui.screens.journal_groups import Group, extent, group_of, heading
from thidua_tui.screens.page_heading import Heading, meeting_label
from thidua_tui.screens.selected_subject import facets
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.widgets.fact_list import Fact, FactList
from thidua_tui.widgets.grouped_list import GroupedList
from thidua_tui.widgets.header_footer import StatusLine
from thidua_tui.widgets.panel import Panel, ScrollPanel, entitle
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
        self.columns = StepColumns((), self.words)

    @property
    def subject(self) -> Subject:
        """The thing whose history is shown."""
        return self.facets[self.at]

    def body(self) -> ComposeResult:
        """What else of it has a history and the steps; the chosen one in full."""
        with Container(classes="split"):
            with Vertical(id="steps-and-course"):
                with Panel(id="steps-side"):
                    yield Static(id="facets")
                    yield GroupedList(
                        self.line, self.group, self.heading, name="steps", wrapped=True
                    )
                with ScrollPanel(id="course-side"):
                    yield Static(id="course")
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
        lines, count = self.query_one(GroupedList), len(data.steps)
        same = self.listed and self.listed[0] == self.subject
        self.columns = StepColumns(data.steps, self.words)
        lines.show(count, min(lines.cursor, count - 1) if same else count - 1)
        self.listed = (self.subject, count)
        several = len(self.facets) > 1
        self.query_one("#facets", Static).update(self._facets() if several else Content(""))
        self.query_one("#facets").display = several
        title = self.words("journal.trail.list")
        entitle(
            self.query_one("#steps-side"),
            title,
            self.words("journal.trail.count", count=str(count)),
        )
        course = [*course_facts(data.steps, self.words)]
        self.query_one("#course", Static).update(FactList(course))
        self.query_one("#course-side").set_class(not course, "-empty")
        entitle(self.query_one("#course-side"), self.words("journal.trail.course"))
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

    def group(self, at: int) -> Group | None:
        """The meeting, source and author of a step."""
        steps = self.data.steps if self.data else ()
        return group_of(steps[at].entries[-1]) if at < len(steps) else None

    def heading(self, at: int, width: int) -> Content:
        """The line above the steps of a group."""
        group = self.group(at)
        if self.data is None or group is None:
            return Content("")
        indices = range(len(self.data.steps))
        found = len(extent(at, len(indices), self.group)[0])
        count = self.words("journal.trail.count", count=str(found))
        return heading(group, self.data.meetings.get(group.meeting, ""), count, self.words, width)

    def line(self, at: int, width: int) -> Content:
        """A step: its number, when, of which kind, what was recorded; and what it changed."""
        if self.data is None or at >= len(self.data.steps):
            return Content("")
        most = SENTENCE if self.has_class("-tall") else SHORT_SENTENCE
        return self.columns.lines(self.data.steps[at], self.data.names, width, most)

    def on_virtual_list_moved(self) -> None:
        """Show the step under the cursor."""
        self.show_step()

    def show_step(self) -> None:
        """Show the step in full."""
        step, data, words = self.step(), self.data, self.words
        if step is None or data is None:
            nothing = (Fact("", words("time.trail.nothing")),)
            self.query_one(Detail).show(nothing, words("journal.panel.detail-none"))
            return
        where = data.meetings.get(step.entries[-1].meeting, "")
        sentences = [*sentence_facts(step.entries, words, data.names), Fact("", "")]
        facts = [*circumstance_facts(step.entries[-1], words, where)]
        facts += change_section(step.changes, words)
        # What an act of many entries changed here is sought, not the sentences of all of them.
        alone = len(step.entries) == 1
        facts = [*sentences, *facts] if alone else [*facts, Fact("", ""), *sentences[:-1]]
        if self.has_class("-tall"):
            facts += [Fact("", ""), *field_facts(step.entries[-1], words, data.names)]
        title = words("journal.panel.detail", position=str(step.position))
        self.query_one(Detail).show(facts, title)

    def step(self) -> Step | None:
        """The step under the cursor."""
        return self.query_one(GroupedList).pick(self.data.steps if self.data else ())

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
