"""The base of the score grid: its state, as the modules around its screen use it, and its keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from msgspec import Struct
from textual.app import ComposeResult
from textual.containers import Horizontal

from events.event import Entry
from events.formal_duties import Proposal
from events.rule_book import Criterion
from events.score_commits import CellKey
from events.score_notes import Comparison
from events.scoring import Stage
from events.sheet_events import SheetState
from events.text import plain
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.registry import ACTS
from thidua_tui.forms.drafts import Draft, Drafts
from thidua_tui.forms.grid_content import GridFace
from thidua_tui.forms.score_sheet import ScoreSheet
from thidua_tui.forms.staged_scores import StagedScores
from thidua_tui.i18n.messages import Words
from thidua_tui.screens.base_dialog import Dialog, Turn, queued
from thidua_tui.screens.form import Form
from thidua_tui.screens.sheet_files import choose_sheet
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.widgets.cell_input import CellEntry
from thidua_tui.widgets.header_footer import StatusLine
from thidua_tui.widgets.key_order import ActionQueue, ActionRequested
from thidua_tui.widgets.panel import Panel
from thidua_tui.widgets.score_grid import Grid
from thidua_tui.widgets.sentence_line import SentenceLine
from thidua_tui.widgets.stage_tabs import StageTabs
from thidua_tui.widgets.text_block import TextBlock

STEPS: Mapping[SheetState, str] = {
    "draft": "submit-sheet",
    "returned": "submit-sheet",
    "submitted": "verify-sheet",
    "verified": "approve-sheet",
    "approved": "return-sheet",
}
"""State of a unit's sheet -> the act that is the next step."""


class FromFile(Struct, frozen=True, kw_only=True):
    """The cells that were staged from a file, with the SHA-256 of the file and its name."""

    digest: str
    name: str
    cells: Mapping[CellKey, str]


class GridView(ActionQueue):
    """The visible part of the grid: its cells and the line in which a cell is typed."""

    def __init__(self) -> None:
        super().__init__()
        self.grid, self.entry, self.message = Grid(), CellEntry(), SentenceLine(id="message")
        self.cell = StatusLine(id="cell")
        self.stages, self.detail = StageTabs(), TextBlock(id="cell-detail")
        self.ranking = TextBlock(id="grid-ranking")

    def compose(self) -> ComposeResult:
        """The stages, the criterion, the grid, the cell in full, the line, what there is to say."""
        yield self.stages
        yield self.cell
        with Panel(id="grid-panel"):
            yield self.grid
        with Horizontal(id="grid-below"):
            yield self.detail
            yield self.ranking
        yield self.entry
        yield self.message


class ScoresContext(Dialog[tuple[Entry, ...]]):
    """The state of the score grid, what its modules ask of the screen, and its keys.

    A key waits its turn behind what was typed in the cell before.
    """

    PLACE = "grid"
    session: Session
    here: Location
    words: Words
    stage: Stage
    scorer: str
    """Of peer scores, the unit that gives them; empty where none is named."""
    scorers: dict[Stage, str]
    """Stage -> the scorer that was chosen last."""
    ground: ActContext
    sheet: ScoreSheet
    staged: StagedScores
    face: GridFace
    since: int
    recorded: list[Entry]
    theirs: dict[tuple[str, str], Entry]
    compared: Comparison
    """What the points of this stage are compared with; empty until it is read."""
    proposed: Mapping[tuple[str, str], Proposal]
    """Unit and criterion -> what the ledger proposes; empty until it is read."""
    differ: str
    """How these scores differ from another copy of the ledger; empty where they do not."""
    taken_back: Draft
    """What the key that takes everything back took, so that it can bring it back."""
    from_file: FromFile | None = None
    """What was staged from a file last."""
    drafts: Drafts
    resumed: Draft
    body: GridView
    closed_shown: tuple[str, str, str, bool] | None = None
    """The cell of the cursor, and whether the line below says why it is closed."""

    def at(self) -> tuple[str, Criterion] | None:
        """Return the unit and the criterion under the cursor."""
        raise NotImplementedError

    def why_not(self) -> str:
        """Return why nothing can be typed; empty when it can."""
        raise NotImplementedError

    def why_closed(self, unit: str, criterion: str) -> str:
        """Return why nothing can be typed in a cell of this stage; empty where it can."""
        raise NotImplementedError

    def look(self) -> None:
        """Read the sheet again."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Render the sheet, the stage and the keys."""
        raise NotImplementedError

    def show_changed(self, criteria: Sequence[str]) -> None:
        """Render the columns of these criteria, and what adds up."""
        raise NotImplementedError

    def say(self, text: str, *, good: bool = False) -> None:
        """Show a message below the grid."""
        raise NotImplementedError

    def show_sheet(self) -> None:
        """Render the sheet."""
        raise NotImplementedError

    def show_cell_details(self) -> None:
        """Show which cell is under the cursor."""
        raise NotImplementedError

    def take(self, entries: Sequence[Entry]) -> None:
        """Take in entries that were recorded here."""
        raise NotImplementedError

    async def to_stage(self, stage: Stage) -> None:
        """Show a stage."""
        raise NotImplementedError

    async def done(self, down: int, right: int) -> None:
        """Stage what was typed in the cell, and move the cursor."""
        raise NotImplementedError

    do_cell_down = queued(lambda grid: grid.done(1, 0))
    do_cell_up = queued(lambda grid: grid.done(-1, 0))
    do_cell_right = queued(lambda grid: grid.done(0, 1))
    do_cell_left = queued(lambda grid: grid.done(0, -1))
    do_stage = queued(lambda grid: grid.next_stage())
    do_whole_form = queued(lambda grid: grid.whole())
    do_history = queued(lambda grid: grid.history())
    do_record = queued(lambda grid: grid.commit())
    do_unstage_all = queued(lambda grid: grid.unstage_all())
    do_control_totals = queued(lambda grid: grid.check("control_totals"))
    do_read_again = queued(lambda grid: grid.check("read_again"))
    do_accept_proposals = queued(lambda grid: grid.check("accept_proposals"))
    do_toggle_notes = queued(lambda grid: grid.check("toggle_notes"))
    do_choose_scorer = queued(lambda grid: grid.check("choose_scorer"))
    do_read_sheet = queued(lambda grid: grid.check("read_sheet"))
    do_open_sheets = queued(lambda grid: grid.check("open_sheets"))
    do_leave = queued(lambda grid: grid.leave())
    do_give_explanation = queued(lambda grid: grid.about_cell("give-explanation"))
    do_file_evidence = queued(lambda grid: grid.about_cell("file-evidence"))
    do_next_sheet_step = queued(lambda grid: grid.about_cell(""))
    do_return_sheet = queued(lambda grid: grid.about_cell("return-sheet"))

    do_save_sheet = queued(lambda grid: grid.save_sheet())

    def save_sheet(self) -> None:
        """Save a sheet of the year as a workbook: what is recorded, without what is staged."""
        at = self.at()
        unit = (at[0], plain(self.ground.names.unit(at[0]))) if at else None
        choose_sheet(self, self.session, self.here, unit, self.stage, partial(self.say, good=True))

    async def about_cell(self, name: str) -> None:
        """Open the form of an act about the cell, or about its unit's sheet.

        Args:
            name: The act; empty for the next step of the sheet.
        """
        if (at := self.at()) is None:
            return
        unit, criterion = at
        act = ACTS[name or STEPS[self.sheet.remarks.states.get(unit, "draft")]]
        if why := act.obstacle(self.ground):
            self.say(f"▲ {self.words(f'acts.off.{why}', year=str(self.sheet.year))}")
            return
        given = {"year": str(self.sheet.year), "unit": unit, "criterion": criterion.code}
        known = {field: text for field, text in given.items() if act.field(field)}
        self.app.push_screen(
            Form(act, self.session, self.here, self.words, (), known), self._recorded_about
        )

    def _recorded_about(self, entries: tuple[Entry, ...] | None) -> None:
        if entries:
            self.take(entries)

    def queue(self, what: Turn) -> None:
        """Do this when it is its turn, behind what was typed before."""
        self.body.entry.post_message(ActionRequested(what))
