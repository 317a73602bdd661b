"""The score grid while another terminal scores: its cells come in marked, one's own text stays."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from textual.message import Message

from events.errors import ThiduaError
from events.event import Entry
from events.scoring import RecordScore
from thidua_tui.ground import Ground
from thidua_tui.meanwhile import Meanwhile
from thidua_tui.score_sheet import ScoreSheet, score_sheet
from thidua_tui.screens.conflict import Answer, Conflict

if TYPE_CHECKING:
    from thidua_tui.screens.scores import Scores

Cell = tuple[str, str]


class Reread(Message):
    """The sheet as it stands now, read in a worker."""

    def __init__(self, ground: Ground, sheet: ScoreSheet) -> None:
        super().__init__()
        self.ground, self.sheet = ground, sheet


def reread(scores: Scores) -> None:
    """Read the sheet anew; runs in a worker."""
    ground = Ground(scores.session, scores.here, scores.words)
    try:
        scores.post_message(Reread(ground, score_sheet(ground, scores.stage)))
    except ThiduaError:
        return  # the app looks at the ledger too, and says what is wrong with it


def news(scores: Scores, sheet: ScoreSheet) -> dict[Cell, Entry]:
    """The cells that are otherwise now, and not by this grid."""
    own = {entry.position for entry in scores.recorded}
    before = scores.sheet.cells
    return {
        cell: entry
        for cell, entry in sheet.cells.items()
        if entry.position not in own and _position(before.get(cell)) != entry.position
    }


def _position(entry: Entry | None) -> int:
    return entry.position if entry else 0


def told(scores: Scores, found: dict[Cell, Entry]) -> str:
    """Who recorded what; of the cell in which one types, first and with what can be done."""
    words, typed, at = scores.words, scores.body.entry.value.strip(), scores.at()
    here = (at[0], at[1].code) if at else ("", "")
    if typed and here in found:
        return words("forgiving.conflict.typing", typed=typed, **_facts(scores, found[here]))
    (unit, criterion), entry = [*found.items()][-1]
    more = str(len(found) - 1) if len(found) > 1 else ""
    who = scores.ground.names.short(unit, scores.sheet.year)
    facts = _facts(scores, entry) | {"criterion": criterion, "who": who, "count": more}
    return words("forgiving.conflict.cell", **facts)


def _facts(scores: Scores, entry: Entry) -> dict[str, str]:
    points: Any = getattr(entry.event, "points", None)
    told = scores.words("acts.form.not_applicable")
    told = told if points is None else scores.words.number(points)
    return {"by": entry.by, "at": f"{entry.at.astimezone():%H:%M}", "points": told}


def ask(scores: Scores, typed: str, command: RecordScore) -> None:
    """Ask what shall stand in the cell: theirs, or what was typed here."""
    theirs = scores.sheet.cells.get((command.unit, command.criterion))
    if theirs:
        found = Meanwhile(theirs=(theirs,), mine=command.fact(type(theirs.event)))
        dialog = Conflict(found, scores.words, scores.ground.names)
        scores.app.push_screen(dialog, partial(_answered, scores, typed))


def _answered(scores: Scores, typed: str, answer: Answer | None) -> None:
    if answer == "keep":
        scores.body.entry.value = ""
        scores.theirs.clear()
        scores.paint()
    elif answer == "replace":
        scores.open_form(typed)
