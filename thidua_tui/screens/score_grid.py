"""The score grid of a year: what is typed or pasted is staged, one key records it as one act."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual.app import ComposeResult
from textual.content import Content

from events.errors import Refused
from events.event import Entry as LedgerEntry
from events.rule_book import Criterion
from events.score_commits import CellKey
from events.scoring import ScoreRecorded, Stage
from events.text import plain
from thidua_tui.acts.context import ActContext
from thidua_tui.formatting.sentences.disagreements import differing_at
from thidua_tui.forms.closed_cells import why_closed
from thidua_tui.forms.drafts import GRID, Drafts
from thidua_tui.forms.grid_content import GridFace
from thidua_tui.forms.score_sheet import ALL_STAGES, score_sheet
from thidua_tui.forms.staged_drafts import staged_behind, staged_texts
from thidua_tui.forms.staged_scores import StagedScores
from thidua_tui.i18n.messages import Words
from thidua_tui.screens.base_dialog import discard_typeahead, join_sentences
from thidua_tui.screens.form_messages import Recorded
from thidua_tui.screens.history_of_subject import cell_history
from thidua_tui.screens.page_heading import WIDE
from thidua_tui.screens.score_commit import commit_staged
from thidua_tui.screens.score_grid_body import ScoresBody
from thidua_tui.screens.score_grid_checks import CheckedScores, note_line
from thidua_tui.screens.score_grid_conflicts import Reread, reread, take_in
from thidua_tui.screens.score_grid_details import (
    below_right,
    legend,
    stage_tabs,
)
from thidua_tui.screens.score_grid_form import open_form
from thidua_tui.screens.score_grid_scorer import scorer_hint, scorer_text
from thidua_tui.screens.score_grid_sentences import cell_details, message
from thidua_tui.screens.score_grid_staging import (
    keep,
    stage,
    unstage_all,
)
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.widgets.header_footer import StatusLine
from thidua_tui.widgets.panel import entitle
from thidua_tui.widgets.text_block import display

CHROME, DETAIL = 11, 5
"""Lines around the units of the grid; those of a cell in full."""


class Scores(CheckedScores):
    """The grid. It is dismissed with the entries that were recorded in it, maybe none."""

    CSS_PATH, FRAME = "score_grid.tcss", "scores"
    differ = ""

    def __init__(
        self, session: Session, here: Location, words: Words, stage: Stage = "verified"
    ) -> None:
        super().__init__()
        self.session, self.here, self.words, self.stage = session, here, words, stage
        self.scorer, self.tried, self.scorers = "", "", {}
        self.recorded: list[LedgerEntry] = []
        self.theirs: dict[tuple[str, str], LedgerEntry] = {}
        self.taken_back = {}
        self.drafts = Drafts(session)
        self.resumed = {} if here.looking_back else self.drafts.of(GRID, here)
        if (was := self.resumed.get("stage")) in ALL_STAGES:
            self.stage = was
            self.scorer = self.scorers[self.stage] = self.resumed.get("scorer", "")
        self.body = ScoresBody(self)
        self._read()
        if self.stage not in self.sheet.stages:
            self.stage, self.scorer = self.sheet.stages[-1], ""
            self._read()
        texts = staged_texts(self.resumed)
        behind = staged_behind(self.resumed)
        self.staged = StagedScores(self.sheet, texts, self.closed, behind)
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
        work = partial(reread, self)
        self.run_worker(work, name="reread", group="reread", thread=True, exclusive=True)

    def on_reread(self, message: Reread) -> None:
        """Take the others' points in; what is being typed stays, and so does the cursor."""
        message.stop()
        take_in(self, message)

    def parts(self) -> ComposeResult:
        """Title, grid, keys."""
        yield self.body

    def on_mount(self) -> None:
        """Show what there is."""
        self.differ = " · ".join(differing_at("scores", self.session.ledger, self.here, self.words))
        self.show_all()

    def redraw(self) -> None:
        """Show sheet, stage and keys, read again."""
        self.face = GridFace(self.sheet, self.staged, self.ground, self.theirs)
        self.show_all()

    def show_all(self) -> None:
        """Show sheet, stage and keys as they are known."""
        words, names = self.words, self.ground.names
        title = words("acts.grid.title", year=str(self.sheet.year))
        where = names.cluster(self.ground.cluster)
        self.query_one("#scores-title", StatusLine).show(
            Content.styled(f" {title} ", "bold reverse"), Content(plain(where))
        )
        self.show_sheet()
        self.begin_to_compare()
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
        self.name_panel()

    def name_panel(self) -> None:
        """Name what is shown, where more than the stage has a name."""

    def show_sheet(self) -> None:
        """Show the stages and the points; the cell in full and the totals where rows are free."""
        tabs, size, rows = stage_tabs(self.sheet, self.words), self.app.size, len(self.sheet.units)
        self.body.stages.show(tabs, self.stage, scorer_hint(self))
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
        rows, columns = len(self.sheet.units), self.face.column_of
        self.body.grid.changed(range(rows), [columns[c] for c in criteria if c in columns])
        self._show_ranking(rows, self.app.size.height - CHROME - rows)

    def why_not(self) -> str:
        """Why nothing can be typed; empty when it can."""
        words, year = self.words, str(self.sheet.year)
        if self.here.looking_back:
            return words("acts.off.read-only-past")
        if self.sheet.missing:
            return words(f"acts.grid.{self.sheet.missing}", year=year)
        latest = self.ground.today.year + ScoreRecorded.ahead
        if self.sheet.year > latest:
            facts = {"year": self.sheet.year, "today": self.ground.today, "latest": latest}
            return words.refusal(Refused("year-to-come", **facts), self.ground.names)
        return words("scoregrid.frozen", year=year) if self.sheet.frozen else ""

    def why_closed(self, unit: str, criterion: str) -> str:
        """Why nothing can be typed in a cell of this stage; empty where it can."""
        return self.closed(self.sheet.key(unit, criterion))

    def closed(self, key: CellKey) -> str:
        """Why nothing can be typed in a cell of any stage; empty where it can."""
        return why_closed(self.ground, self.sheet, key)

    def at(self) -> tuple[str, Criterion] | None:
        """The unit and the criterion under the cursor."""
        if self.sheet.missing:
            return None
        return self.sheet.units[self.body.grid.row], self.sheet.criteria[self.body.grid.column]

    def show_cell_details(self) -> None:
        """Say which cell it is, and what it takes."""
        cell_details(self)

    def say(self, text: str, *, good: bool = False) -> None:
        """Say why something was not done; else what is staged, or what the signs mean."""
        message(self, text, good=good)

    async def leave(self) -> None:
        """Take back what is being typed; with nothing typed, close, and keep what is staged."""
        if self.body.entry.value:
            self.body.entry.value = ""
            self.say(self.why_not())  # what was refused is gone
            return
        if len(self.staged) and not self.here.looking_back:
            kept = self.words("scorestaging.kept", count=str(len(self.staged)))
            self.app.notify(kept, markup=False)
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
        await self.to_stage(stages[(stages.index(self.stage) + 1) % len(stages)])

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
            self.say_note(note_line(self, unit, criterion))
            return True
        self.tried = typed
        keep(self, typed)
        refusal = self.words.refusal(staged.refusal, self.ground.names)
        self.say(join_sentences(f"▲ {refusal}", discard_typeahead(self.app, self.words)))
        self.body.entry.action_select_all()
        return False

    async def commit(self) -> None:
        """Ask for reason and paper, and record everything staged as one act."""
        await commit_staged(self)

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
