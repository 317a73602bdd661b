"""What sources say of a year: the values that differ with their sources, and the verdict."""

from __future__ import annotations

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from events.text import plain
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.registry import ACTS
from thidua_tui.formatting.sentences.disagreements import question
from thidua_tui.forms.form_labels import obstacle
from thidua_tui.forms.verdict_correction import offered
from thidua_tui.i18n.messages import Words
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.queries.merge_questions import open_questions
from thidua_tui.screens.base_dialog import Dialog
from thidua_tui.screens.entry_page import EntryPage
from thidua_tui.screens.form import Form
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.widgets.virtual_list import VirtualList
from views.disputes import DisputeRow, Disputes, Statement

MARKS = {"open": "≠", "settled": "✓", "agreed": "=", "single": "·"}
"""The state of a question, as a sign that needs no colour."""


class Sources(Dialog[None]):
    """The questions of a cluster's year, the open ones first; each statement is a line of its own.

    Enter on a statement of an open question gives the verdict for its value; both stay. Where a
    recorded fact contradicts the verdict, Enter opens its correction.
    """

    AUTO_FOCUS = "VirtualList"
    PLACE = "sources"
    BINDINGS = bindings_at("sources", to="screen")

    def __init__(self, session: Session, here: Location, words: Words) -> None:
        super().__init__()
        self.session, self.here, self.words = session, here, words
        self.list = VirtualList(self.line, name="statements", tall=2)
        self.rows: tuple[DisputeRow, ...] = ()
        self.statements: tuple[tuple[DisputeRow, Statement], ...] = ()
        self.look_up()

    def look_up(self) -> None:
        """Read the statements of now, or of the moment that the page shows."""
        view = Disputes(self.here.cluster, self.here.year)
        self.rows = self.session.see(view, self.here.known_at).rows()
        self.statements = tuple((row, one) for row in self.rows for one in row.statements)

    def parts(self) -> ComposeResult:
        """What this is, the statements, the keys."""
        yield Static(id="none", classes="ask")
        yield self.list

    def on_mount(self) -> None:
        """Show them; the cursor is on the first statement of an open question."""
        words = self.words
        name = words("forgiving.sources.title", year=str(self.here.year))
        count = sum(row.state == "open" for row in self.rows)
        count_text = words("forgiving.sources.open", count=str(count)) if count else ""
        self.entitle(name, count_text)
        none = words("forgiving.sources.none" if not self.statements else "forgiving.sources.about")
        merges = open_questions(self.session.reader, words, self.here.known_at, most=0)
        self.query_one("#none", Static).update(Content("\n".join((none, *merges))))
        self.foot(words, {"choose": "", "history": words("dialogs.sources.history")})
        self.list.show(len(self.statements))

    def line(self, at: int, width: int) -> Content:
        """One statement: the question and the value; from which source, typed by whom and when."""
        row, one = self.statements[at]
        asked = question(row, self.words)
        value = self.words(
            "forgiving.sources.verdict" if one.verdict else "forgiving.sources.value"
        )
        stated = self.words("choices.quoted", text=one.value)
        head = Content.assemble(
            (f"{MARKS['open' if row.against else row.state]} ", "bold"),
            plain(asked),
            " ",
            plain(f"{value} {stated}"),
        )
        state = self.words(f"diff.state.{row.state}")
        if row.against:
            positions = ", ".join(map(str, row.against))
            state = self.words("forgiving.sources.to-correct", positions=positions)
        source = ", ".join(filter(None, (self._source(one), plain(one.reason))))
        typed = self.words("forgiving.sources.typed", by=one.by, at=one.at)
        parts = (state, source, typed) if row.against else (source, typed, state)
        below = Content.styled(f"  {' · '.join(parts)}", "dim")
        top = head.stylize("bold" if row.state == "open" or row.against else "").truncate(
            width, ellipsis=True
        )
        return top + Content("\n") + below

    def _source(self, one: Statement) -> str:
        facts = {"title": plain(one.source_title), "on": one.source_on}
        return self.words(
            "forgiving.sources.source", source=self.words.choice("kind", one.source), **facts
        )

    def reload(self) -> None:
        """Something was recorded: look again."""
        self.look_up()
        self.on_mount()

    async def do_take(self) -> None:
        """Give the verdict for the value under the cursor."""
        if (picked := self.list.pick(self.statements)) is None:
            return
        row, one = picked
        if row.against:
            self._correct(row)
            return
        if row.state != "open":
            self._say(self.words(f"forgiving.sources.closed.{row.state}"))
            return
        self._open("give-verdict", row, {"value": one.value})

    def _correct(self, row: DisputeRow) -> None:
        """Open the correction of the fact that the verdict contradicts, filled in."""
        ground = ActContext(self.session, self.here, self.words)
        found = offered(row, ground)
        if found is None or not self._may(found.act.id):
            return
        there = replace(self.here, year=row.year)
        form = Form(found.act, self.session, there, self.words, found.entries, given=found.given)
        self.app.push_screen(form, lambda _: self.reload())

    async def do_add_source(self) -> None:
        """Record what another source says of the question under the cursor."""
        picked = self.list.pick(self.statements)
        self._open("record-statement", picked[0] if picked else None, {})

    def _open(self, act: str, row: DisputeRow | None, given: dict[str, str]) -> None:
        if not self._may(act):
            return
        if row:
            asked = {"year": str(row.year), "topic": row.topic, "unit": row.unit or ""}
            given = asked | given
        form = Form(ACTS[act], self.session, self.here, self.words, given=given)
        self.app.push_screen(form, lambda _: self.reload())

    def _may(self, act: str) -> bool:
        """Return whether an act can be recorded here and now; say why not."""
        if self.thidua.read_only:
            self._say(self.thidua.reason("read-only"))
            return False
        why = ACTS[act].off(self.session, self.here)
        if why and act in ("give-verdict", "record-statement"):
            self._say(obstacle(why, self.words, self.here.year or 0))
            return False
        return True

    def _say(self, sentence: str) -> None:
        self.app.clear_notifications()
        self.app.notify(sentence, markup=False)

    async def do_history(self) -> None:
        """Show the entry of the statement."""
        if picked := self.list.pick(self.statements):
            await self.app.push_screen(EntryPage(picked[1].position))

    do_leave_list = do_sources = Dialog.do_leave
