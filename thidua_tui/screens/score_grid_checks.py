"""Checks of the score grid: control totals, unusual points, proposals, the second reading."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping
from decimal import Decimal

from textual.content import Content
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
from thidua_tui.formatting.sentences.score_arithmetic import typed_text
from thidua_tui.formatting.sentences.score_notes import note_sentence, why_sentence
from thidua_tui.forms.score_sheet import ScoreSheet, shown_points
from thidua_tui.screens.control_totals import ControlTotalsDialog
from thidua_tui.screens.score_grid_context import ScoresContext
from thidua_tui.screens.score_grid_scorer import SCORERS
from thidua_tui.screens.score_grid_staging import keep
from thidua_tui.screens.second_reading import BlindReading
from thidua_tui.screens.sheet_file import SheetRead, read_sheet, show_read


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


def notes_of(scores: ScoresContext, code: str) -> dict[str, tuple[Note, Decimal]]:
    """Return unit -> what is unusual about its points for a line, staged or recorded.

    Args:
        scores: The grid.
        code: The code of the line.

    Returns:
        The first note and the points; a unit with usual points is absent.
    """
    sheet, compared = scores.sheet, scores.compared
    if sheet.board is None or not compared.maxima or not notes_shown(scores):
        return {}
    live = sheet.board.at(sheet.stage, sheet.scorer)
    exact = {unit: live.points(unit, code) for unit in sheet.units}
    points = {unit: shown_points(given) for unit, given in exact.items() if given is not None}
    found = {}
    for unit, given in points.items():
        others = [other for of, other in points.items() if of != unit]
        if notes := compared.notes(unit, code, given, others):
            found[unit] = notes[0], given
    return found


def note_line(scores: ScoresContext, unit: str, code: str) -> str:
    """Return the sentence about a cell: what is unusual about it; empty where nothing is."""
    found = notes_of(scores, code).get(unit)
    return f"? {note_sentence(*found, scores.words)}" if found else ""


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
    at = scores.at()
    unit = at[0] if at else ""
    dialog = ControlTotalsDialog(scores.ground, scores.sheet, scores.drafts, scores.words, unit)

    def back(cell: tuple[str, str] | None) -> None:
        grid, face = scores.body.grid, scores.face
        if cell and cell[0] in face.row_of and cell[1] in face.column_of:
            grid.move(face.row_of[cell[0]] - grid.row, face.column_of[cell[1]] - grid.column)
            scores.show_sheet()
        scores.show_cell_details()

    scores.app.push_screen(dialog, back)


async def read_again(scores: ScoresContext) -> None:
    """Type the sheets of this stage a second time, blind."""
    blind = BlindReading(scores.session, scores.here, scores.words, scores.stage, scores.scorer)

    def back(entries: object) -> None:
        scores.look()
        scores.redraw()
        if isinstance(entries, tuple) and entries:
            scores.recorded += entries

    scores.app.push_screen(blind, back)


CLAIMED: tuple[Stage, ...] = ("self", "peer")
"""Stages whose points are what somebody claims: nothing is proposed there."""


async def accept_proposals(scores: ScoresContext) -> None:
    """Stage what the ledger proposes for the cells of this stage, each that lacks it."""
    words = scores.words
    if why := scores.why_not():
        scores.say(why)
        return
    if scores.stage in CLAIMED:
        scores.say(words("scorechecks.grid.claimed", stage=words.choice("stage", scores.stage)))
        return
    staged, sheet = scores.staged, scores.sheet
    found = []
    for (unit, code), one in scores.proposed.items():
        key = sheet.key(unit, code)
        there = unit in sheet.units and sheet.leaf(code) is not None
        if there and staged.get(key) is None and not staged.closed(key) and _lacks(sheet, one):
            staged.stage(key, typed_text(one.observed, words))
            found.append(code)
    if found:
        scores.show_changed(list(dict.fromkeys(found)))
        keep(scores, scores.body.entry.value)
        scores.show_cell_details()
        scores.say(words("scorechecks.grid.proposed", count=str(len(found))), good=True)
    else:
        scores.say(words("scorechecks.grid.no-proposals"))


def _lacks(sheet: ScoreSheet, one: Proposal) -> bool:
    """Return whether a cell is empty, or counts fewer than the occurrences that are recorded."""
    if (one.unit, one.criterion) not in sheet.cells:
        return True
    seen, least = sheet.seen(one.unit, one.criterion), one.observed.count
    return least is not None and seen is not None and seen.count is not None and seen.count < least


def mark_notes(scores: ScoresContext) -> None:
    """Mark the cells of unusual points."""
    scores.face.odd = lambda code: notes_of(scores, code)
    for column in scores.face.column_of.values():
        scores.face.mark_odd(column)
    scores.body.grid.changed(range(len(scores.sheet.units)), ())
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
    "read_sheet": read_sheet,
}
"""Name of the method of a key, without `do_` -> what it does."""


class CheckedScores(ScoresContext):
    """The score grid as far as its checks go."""

    compared = Comparison()
    proposed: Mapping[tuple[str, str], Proposal] = {}

    def begin_to_compare(self) -> None:
        """Read what the points are compared with, in a worker."""
        if not self.sheet.missing:
            self.run_worker(lambda: compare(self), group="compare", thread=True, exclusive=True)

    def on_compared(self, message: Compared) -> None:
        """Mark what is unusual, once it is known."""
        message.stop()
        if message.stage == self.stage:
            self.compared, self.proposed = message.compared, message.proposed
            mark_notes(self)

    def say_note(self, text: str) -> None:
        """Show a note on points, which is no refusal; without one, what is staged."""
        if text:
            self.body.message.show(Content.styled(plain(text), "bold $warning"))
        else:
            self.say("")

    async def check(self, what: str) -> None:
        """Do what a key of the checks asks for."""
        await (CHECKS | SCORERS)[what](self)

    def on_sheet_read(self, message: SheetRead) -> None:
        """Show what a file says."""
        message.stop()
        show_read(self, message)
