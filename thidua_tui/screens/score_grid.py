"""The score grid of a year: what is typed or pasted is staged, one key records it as one act."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.content import Content

from events.event import Entry as LedgerEntry
from events.rule_book import Criterion
from events.score_notes import Comparison
from events.scoring import Stage
from events.text import plain
from thidua_tui.acts.context import ActContext
from thidua_tui.formatting.sentences.disagreements import differing_at
from thidua_tui.forms.closed_cells import why_closed
from thidua_tui.forms.drafts import GRID, Drafts
from thidua_tui.forms.grid_content import GridFace
from thidua_tui.forms.score_sheet import ALL_STAGES, score_sheet
from thidua_tui.forms.staged_scores import StagedScores, staged_texts
from thidua_tui.i18n.messages import Words
from thidua_tui.screens.base_dialog import discard_typeahead, join_sentences
from thidua_tui.screens.base_page import WIDE
from thidua_tui.screens.form_messages import Recorded
from thidua_tui.screens.history_of_subject import cell_history
from thidua_tui.screens.score_commit import Commit
from thidua_tui.screens.score_grid_body import ScoresBody
from thidua_tui.screens.score_grid_checks import (
    CHECKS,
    Compared,
    checked_lines,
    compare,
    mark_notes,
    note_line,
)
from thidua_tui.screens.score_grid_conflicts import Reread, reread, take_in
from thidua_tui.screens.score_grid_context import ScoresContext
from thidua_tui.screens.score_grid_details import (
    below_left,
    below_right,
    cell_line,
    criterion_line,
    legend,
    short_legend,
    stage_tabs,
    typed_with,
)
from thidua_tui.screens.score_grid_form import open_form
from thidua_tui.screens.score_grid_scorer import SCORERS, scorer_text, seals
from thidua_tui.screens.score_grid_staging import keep, stage, summed, to_wrong, unstage_all
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.widgets.header_footer import StatusLine
from thidua_tui.widgets.panel import entitle
from thidua_tui.widgets.text_block import display

CHROME, DETAIL = 11, 5
"""Lines around the units of the grid; those of a cell in full."""


class Scores(ScoresContext):
    """The grid. It is dismissed with the entries that were recorded in it, maybe none."""

    CSS_PATH = "score_grid.tcss"
    FRAME = "scores"
    differ = ""

    def __init__(
        self, session: Session, here: Location, words: Words, stage: Stage = "verified"
    ) -> None:
        super().__init__()
        self.session, self.here, self.words, self.stage = session, here, words, stage
        self.scorer, self.scorers = "", {}
        self.recorded: list[LedgerEntry] = []
        self.tried = ""
        """What was refused when the cell was last left, by this very text."""
        self.theirs: dict[tuple[str, str], LedgerEntry] = {}
        self.taken_back = {}
        self.compared, self.proposed = Comparison(), {}
        self.drafts = Drafts(session)
        self.resumed = {} if here.looking_back else self.drafts.of(GRID, here)
        if (was := self.resumed.get("stage")) in ALL_STAGES:
            self.stage = was
            self.scorer = self.scorers[self.stage] = self.resumed.get("scorer", "")
        self.body = ScoresBody(self)
        self._read()
        if self.sheet.stages and self.stage not in self.sheet.stages:
            self.stage, self.scorer = self.sheet.stages[-1], ""
            self._read()
        texts = staged_texts(self.resumed)
        self.staged = StagedScores(
            self.sheet, texts, lambda key: why_closed(self.ground, self.sheet, key)
        )
        self.face = GridFace(self.sheet, self.staged, self.ground, self.theirs)

    def _read(self) -> None:
        self.ground = ActContext(self.session, self.here, self.words)
        self.since = self.ground.position
        self.sheet = score_sheet(self.ground, self.stage, self.scorer)

    def look(self) -> None:
        """Read the current sheet; what is staged stays over it."""
        self._read()
        self.staged.over(self.sheet)

    def reload(self) -> None:
        """Something was recorded: look whether another terminal scored."""
        self.run_worker(
            lambda: reread(self), name="reread", group="reread", thread=True, exclusive=True
        )

    def on_reread(self, message: Reread) -> None:
        """Take the others' points in; what is being typed stays, and so does the cursor."""
        message.stop()
        take_in(self, message)

    def on_compared(self, message: Compared) -> None:
        """Mark what is unusual, once it is known."""
        message.stop()
        if message.stage == self.stage:
            self.compared, self.proposed = message.compared, message.proposed
            mark_notes(self)

    async def check(self, what: str) -> None:
        """Do what a key of the checks asks for."""
        await (CHECKS | SCORERS)[what](self)

    def parts(self) -> ComposeResult:
        """Title, grid, keys."""
        yield self.body

    def on_mount(self) -> None:
        """Show what there is."""
        self.differ = " · ".join(differing_at("scores", self.session.ledger, self.here, self.words))
        self.redraw()

    def redraw(self) -> None:
        """Show sheet, stage and keys."""
        words, names = self.words, self.ground.names
        title = words("acts.grid.title", year=str(self.sheet.year))
        where = names.cluster(self.ground.cluster)
        self.query_one("#scores-title", StatusLine).show(
            Content.styled(f" {title} ", "bold reverse"), Content(plain(where))
        )
        self.face = GridFace(self.sheet, self.staged, self.ground, self.theirs)
        self.show_sheet()
        if not self.sheet.missing:
            self.run_worker(lambda: compare(self), group="compare", thread=True, exclusive=True)
        named = words("acts.grid.stage", stage=self.stage)
        named = " · ".join(filter(None, (named, scorer_text(self))))
        entitle(self.query_one("#grid-panel"), named, legend(words))
        no = dict.fromkeys(("cell-down", "cell-right", "not-applicable", "record"), "")
        typing = no if self.why_not() else {}
        history = {"history": words("dialogs.action.history"), "whole-form": ""}
        self.foot(words, {**history, **typing})
        self.say(self.why_not())
        self.show_cell_details()

    def on_resize(self) -> None:
        """Show what there is room for."""
        self.show_sheet()

    def show_sheet(self) -> None:
        """Show the stages and the points; the cell in full and the totals where rows are free."""
        tabs, size, rows = stage_tabs(self.sheet, self.words), self.app.size, len(self.sheet.units)
        self.body.stages.show(tabs, self.stage, self.words("scoregrid.next-stage"))
        self.body.grid.show(self.face.content)
        free = size.height - CHROME - rows
        display(self.query_one("#grid-below"), shown=free >= DETAIL and not self.sheet.missing)
        self._show_ranking(rows, free)

    def _show_ranking(self, rows: int, free: int) -> None:
        most = min(rows, free - rows) if self.app.size.width >= WIDE else 0
        self.body.ranking.show(below_right(self, self.app.size.width // 2 - 4, most))

    def show_changed(self, criteria: Sequence[str]) -> None:
        """Show columns that changed, and what adds up."""
        self.face.changed(criteria)
        columns = [self.face.column_of[code] for code in criteria if code in self.face.column_of]
        rows = len(self.sheet.units)
        self.body.grid.changed(range(rows), columns)
        self._show_ranking(rows, self.app.size.height - CHROME - rows)

    def why_not(self) -> str:
        """Why nothing can be typed; empty when it can."""
        year = str(self.sheet.year)
        if self.here.looking_back:
            return self.words("acts.off.read-only-past")
        if self.sheet.missing:
            return self.words(f"acts.grid.{self.sheet.missing}", year=year)
        return self.words("scoregrid.frozen", year=year) if self.sheet.frozen else ""

    def why_closed(self, unit: str, criterion: str) -> str:
        """Why nothing can be typed in a cell of this stage; empty where it can."""
        return self.staged.closed(self.sheet.key(unit, criterion))

    def at(self) -> tuple[str, Criterion] | None:
        """The unit and the criterion under the cursor."""
        if self.sheet.missing:
            return None
        return self.sheet.units[self.body.grid.row], self.sheet.criteria[self.body.grid.column]

    def show_cell_details(self) -> None:
        """Say which cell it is, and what it takes."""
        shown, right, full = Content(""), Content(""), Content("")
        if at := self.at():
            unit, criterion = at
            name = self.ground.names.unit(unit, self.sheet.year)
            shown = Content.assemble(
                *criterion_line(self, criterion, name),
                *checked_lines(self, unit, criterion.code),
            )
            right = cell_line(self, unit, criterion)
            if self.query_one("#grid-below").display:
                full = below_left(self, unit, criterion)
            self.body.entry.letters = typed_with(self.sheet.leaf(criterion.code))
        self.body.cell.show(shown, right)
        self.body.detail.show(full)

    def say(self, text: str, *, good: bool = False) -> None:
        """Say why something was not done; else what is staged, or what the signs mean."""
        if not text and (text := summed(self)):
            good = not self.staged.refused()
        starred = f"   {self.words('forgiving.conflict.legend')}" if self.theirs else ""
        style = "bold $success" if good else "bold $error"
        meant = Content.styled(self.differ or self.words("acts.grid.legend") + starred, "dim")
        meant += short_legend(self.app.size.height, self.words)
        self.body.message.show(Content.styled(plain(text), style) if text else meant)

    async def leave(self) -> None:
        """Take back what is being typed; with nothing typed, close, and keep what is staged."""
        if self.body.entry.value:
            self.body.entry.value = ""
            self.say(self.why_not())  # what was refused is gone
            return
        if len(self.staged) and not self.here.looking_back:
            count = str(len(self.staged))
            self.app.notify(self.words("scorestaging.kept", count=count), markup=False)
        self.dismiss(tuple(self.recorded))

    async def whole(self) -> None:
        """Open the form of the cell: evidence, source, reason."""
        open_form(self, self.body.entry.value.strip())

    async def history(self) -> None:
        """Show how the cell came to be."""
        if at := self.at():
            cluster, year = self.ground.cluster, self.sheet.year
            await self.app.push_screen(cell_history(cluster, year, *at))

    async def next_stage(self) -> None:
        """Show the next stage of the book."""
        stages = self.sheet.stages
        here = stages.index(self.stage) if self.stage in stages else -1
        await self.to_stage(stages[(here + 1) % len(stages)])

    async def to_stage(self, stage: Stage) -> None:
        """Show a stage; what is being typed stays, and so does what is staged in another."""
        self.stage, self.scorer = stage, self.scorers.get(stage, "")
        self.look()
        keep(self, self.body.entry.value)
        self.redraw()

    async def done(self, down: int, right: int) -> None:
        """Stage what was typed in the cell, and go on.

        What is refused keeps cursor and text, selected, so that a number typed next takes its
        place; the same text again is left as a wrong cell.
        """
        typed, at = self.body.entry.value.strip(), self.at()
        if typed and at and not self._stage(typed, at[0], at[1].code):
            return
        self.body.entry.value = ""
        self.body.grid.move(down, right)
        self.show_cell_details()

    def _stage(self, typed: str, unit: str, criterion: str) -> bool:
        """Stage it; return whether the cursor may go on."""
        why = self.why_not() or self.why_closed(unit, criterion)
        if why:
            self.say(join_sentences(f"▲ {why}", discard_typeahead(self.app, self.words)))
            return False
        staged = stage(self, self.sheet.key(unit, criterion), typed)
        again, self.tried = typed == self.tried, ""
        if staged.refusal is None or again:
            keep(self, "")
            self.say(note_line(self, unit, criterion))
            return True
        self.tried = typed
        keep(self, typed)
        refusal = self.words.refusal(staged.refusal, self.ground.names)
        self.say(join_sentences(f"▲ {refusal}", discard_typeahead(self.app, self.words)))
        self.body.entry.action_select_all()
        return False

    async def commit(self) -> None:
        """Ask for reason and paper, and record everything staged as one act."""
        await self.done(0, 0)
        if self.body.entry.value:
            return  # it is refused: the message says why
        if why := self.why_not():
            self.say(f"▲ {why}")
        elif not len(self.staged):
            self.say(f"▲ {self.words('scorestaging.nothing')}")
        elif await seals(self):
            return
        elif self.staged.refused():
            self.say("")
            if not to_wrong(self):
                await self.to_stage(self.staged.refused()[0].stage)
                to_wrong(self, (-1, -1))
        else:
            self.app.push_screen(Commit(self), self._committed)

    def _committed(self, entries: tuple[LedgerEntry, ...] | None) -> None:
        if entries:
            self.staged.clear()
            self.theirs = {}
            self.take(entries)
            keep(self, self.body.entry.value)
            facts = [entry for entry in entries if hasattr(entry.event, "criterion")]
            self.say(self.words("scorestaging.done", count=str(len(facts))), good=True)
        else:
            self.look()  # another terminal may have been faster
            self.redraw()

    async def unstage_all(self) -> None:
        """Take everything staged back; again, bring it back."""
        if not self.why_not():
            unstage_all(self)

    def take(self, entries: Sequence[LedgerEntry]) -> None:
        """Show what was recorded here."""
        self.recorded += entries
        self.app.post_message(Recorded(entries))
        self.look()
        self.redraw()
