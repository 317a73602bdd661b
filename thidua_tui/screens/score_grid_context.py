"""The state of the score grid, as the modules around its screen use it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from textual.app import App
from textual.message import Message

from events.event import Entry
from events.rules import Criterion
from events.scoring import Stage
from thidua_tui.acts.context import ActContext
from thidua_tui.forms.drafts import Drafts
from thidua_tui.forms.pasted_scores import Block, Overlay
from thidua_tui.forms.score_sheet import ScoreSheet
from thidua_tui.i18n.messages import Words
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.widgets.cell_input import CellEntry
from thidua_tui.widgets.score_grid import Grid


class Pasted:
    """The block over a grid, and what was half typed in the cell before it came."""

    def __init__(self, block: Block, before: str) -> None:
        self.block, self.before = block, before
        self.overlay = Overlay()


class GridView(Protocol):
    """The visible part of the grid: its cells and the line in which a cell is typed."""

    grid: Grid
    entry: CellEntry


class ScoresContext(Protocol):
    """The state of the score grid and what its modules ask of the screen."""

    session: Session
    here: Location
    words: Words
    stage: Stage
    ground: ActContext
    sheet: ScoreSheet
    since: int
    recorded: list[Entry]
    theirs: dict[tuple[str, str], Entry]
    pasted: Pasted | None
    drafts: Drafts
    resumed: dict[str, str]

    @property
    def app(self) -> App[Any]:
        """The application."""

    @property
    def body(self) -> GridView:
        """The visible part of the grid."""

    def at(self) -> tuple[str, Criterion] | None:
        """Return the unit and the criterion under the cursor."""

    def why_not(self) -> str:
        """Return why nothing can be typed; empty when it can."""

    def look(self) -> None:
        """Read the sheet again."""

    def redraw(self) -> None:
        """Render the sheet, the stage and the keys."""

    def say(self, text: str, *, good: bool = False) -> None:
        """Show a message below the grid."""

    def show_cell_details(self) -> None:
        """Show which cell is under the cursor."""

    def take(self, entries: Sequence[Entry]) -> None:
        """Take in entries that were recorded here."""

    def open_form(self, typed: str) -> None:
        """Open the form of the cell under the cursor."""

    async def done(self, down: int, right: int) -> None:
        """Record what was typed in the cell, and move the cursor."""

    def post_message(self, message: Message) -> bool:
        """Send a message to the screen."""
