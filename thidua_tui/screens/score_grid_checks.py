"""Checks of the score grid: control totals, unusual points, proposals, the second reading."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping

from textual.message import Message

from events.errors import ThiduaError
from events.event import Scope
from events.formal_duties import GROUNDS, Proposal, proposals
from events.rule_book import RULES
from events.score_book.plausibility import Note
from events.score_notes import Comparison, comparison
from events.scoring import ScoreRecorded, Stage
from events.text import plain
from thidua_tui.acts.context import ActContext
from thidua_tui.formatting.sentences.score_notes import note_sentence, why_sentence
from thidua_tui.forms.score_sheet import shown_points
from thidua_tui.parsing.observations import text_of
from thidua_tui.screens.control_totals import ControlTotalsDialog
from thidua_tui.screens.score_grid_context import ScoresContext
from thidua_tui.screens.score_grid_staging import keep
from thidua_tui.screens.second_reading import BlindReading


class Compared(Message):
    """What the points of a stage are compared with, and what the ledger proposes; read once."""

    def __init__(
        self, stage: Stage, compared: Comparison, proposed: Mapping[tuple[str, str], Proposal]
    ) -> None:
        super().__init__()
        self.stage, self.compared, self.proposed = stage, compared, proposed


def compare(scores: ScoresContext) -> None:
    """Read the scores of all years once, in a worker: not before the first frame of the grid."""
    stage = scores.stage
    ground = ActContext(scores.session, scores.here, scores.words)
    try:
        compared = Comparison()
        if notes_shown(scores):
            cluster = f"cluster:{ground.cluster}"
            history = ground.read(Scope((cluster,), (*RULES, ScoreRecorded)))
            compared = comparison(history, ground.cluster, ground.year, stage)
        proposed = {(one.unit, one.criterion): one for one in proposed_for(ground)}
    except ThiduaError:
        return  # the app looks at the ledger too, and says what is wrong with it
    scores.post_message(Compared(stage, compared, proposed))


def proposed_for(ground: ActContext) -> tuple[Proposal, ...]:
    """Return what the ledger proposes for a cluster-year."""
    here = f"cluster:{ground.cluster}/{ground.year}"
    history = ground.read(Scope((here,), (*RULES, *GROUNDS)))
    return proposals(history, ground.cluster, ground.year, ground.on_roster(ground.year))


def notes_shown(scores: ScoresContext) -> bool:
    """Return whether notes on unusual points are wanted."""
    return bool(getattr(scores.app, "score_notes", True))


def note_of(scores: ScoresContext, unit: str, code: str) -> Note | None:
    """Return what is unusual about a cell, staged or recorded, before all else; or nothing."""
    sheet, compared = scores.sheet, scores.compared
    if sheet.board is None or not notes_shown(scores):
        return None
    live = sheet.board.at(sheet.stage, sheet.scorer)
    points = live.points(unit, code)
    if points is None:
        return None
    others = [
        shown_points(given)
        for other in sheet.units
        if other != unit and (given := live.points(other, code)) is not None
    ]
    found = compared.notes(unit, code, shown_points(points), others)
    return found[0] if found else None


def note_line(scores: ScoresContext, unit: str, code: str) -> str:
    """Return the sentence about a cell: what is unusual about it; empty where nothing is."""
    note, sheet = note_of(scores, unit, code), scores.sheet
    if note is None or sheet.board is None:
        return ""
    points = sheet.board.at(sheet.stage, sheet.scorer).points(unit, code)
    if points is None:
        return ""
    return f"? {note_sentence(note, shown_points(points), scores.words)}"


def proposal_line(scores: ScoresContext, unit: str, code: str) -> str:
    """Return what the ledger proposes for a cell, and why; empty where it proposes nothing."""
    one = scores.proposed.get((unit, code))
    if one is None:
        return ""
    words = scores.words
    why = why_sentence(one.why, scores.sheet.year, len(one.positions), words)
    seen = words.value("observed", one.observed)
    return words("scorechecks.grid.why", observed=seen, why=why)


def checked_lines(scores: ScoresContext, unit: str, code: str) -> Iterator[tuple[str, str]]:
    """Yield the parts of the line above the grid that checks add, with their styles."""
    if note := note_line(scores, unit, code):
        yield f" · {plain(note)}", "bold $warning"
    if proposed := proposal_line(scores, unit, code):
        yield f" · {plain(proposed)}", "$secondary"


async def control_totals(scores: ScoresContext) -> None:
    """Type totals from paper; the cell that a difference points to is gone to."""
    if why := scores.sheet.missing and scores.why_not():
        scores.say(why)
        return
    dialog = ControlTotalsDialog(scores.ground, scores.sheet, scores.drafts, scores.words)

    def back(cell: tuple[str, str] | None) -> None:
        grid, face = scores.body.grid, scores.face
        if cell and cell[0] in face.row_of and cell[1] in face.column_of:
            grid.move(face.row_of[cell[0]] - grid.row, face.column_of[cell[1]] - grid.column)
        scores.show_cell_details()

    scores.app.push_screen(dialog, back)


async def read_again(scores: ScoresContext) -> None:
    """Type the sheets of this stage a second time, blind."""
    blind = BlindReading(scores.session, scores.here, scores.words, scores.stage)

    def back(entries: object) -> None:
        scores.look()
        scores.redraw()
        if isinstance(entries, tuple) and entries:
            scores.recorded += entries

    scores.app.push_screen(blind, back)


async def accept_proposals(scores: ScoresContext) -> None:
    """Stage what the ledger proposes for the cells of this stage that are still empty."""
    if why := scores.why_not():
        scores.say(why)
        return
    staged, sheet, words = scores.staged, scores.sheet, scores.words
    signs = {"yes": words("scorestaging.yes"), "no": words("scorestaging.no")}
    found = []
    for (unit, code), one in scores.proposed.items():
        key = sheet.key(unit, code)
        filled = (unit, code) in sheet.cells or staged.get(key) is not None
        if filled or unit not in sheet.units or staged.closed(key):
            continue
        staged.stage(key, text_of(one.observed, **signs))
        found.append(code)
    if found:
        scores.show_changed(list(dict.fromkeys(found)))
        keep(scores, scores.body.entry.value)
        scores.show_cell_details()
        scores.say(words("scorechecks.grid.proposed", count=str(len(found))), good=True)
    else:
        scores.say(words("scorechecks.grid.no-proposals"))


def mark_notes(scores: ScoresContext) -> None:
    """Mark the cells of unusual points."""
    scores.face.odd = lambda unit, code: note_of(scores, unit, code) is not None
    scores.show_changed([*scores.face.column_of])
    scores.show_cell_details()


async def toggle_notes(scores: ScoresContext) -> None:
    """Show notes on unusual points, or leave them out; it is remembered."""
    shown = not notes_shown(scores)
    scores.thidua.score_notes = shown
    scores.thidua.keep(notes="on" if shown else "off")
    scores.redraw()
    scores.say(scores.words(f"scorechecks.grid.notes-{'on' if shown else 'off'}"), good=True)


CHECKS: dict[str, Callable[[ScoresContext], Awaitable[None]]] = {
    "control_totals": control_totals,
    "read_again": read_again,
    "accept_proposals": accept_proposals,
    "toggle_notes": toggle_notes,
}
"""Name of the method of a key, without `do_` -> what it does."""
