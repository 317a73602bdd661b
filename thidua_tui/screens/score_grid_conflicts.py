"""The score grid while another terminal scores: its cells come in marked, typed text stays."""

from __future__ import annotations

from collections.abc import Sequence

from textual.message import Message

from events.corrections import EntriesRetracted
from events.errors import ThiduaError
from events.event import Entry, Scope
from events.scoring import ScoreRecorded
from events.text import plain
from thidua_tui.acts.context import ActContext
from thidua_tui.formatting.sentences.score_arithmetic import typed_text
from thidua_tui.forms.score_sheet import ScoreSheet, score_sheet
from thidua_tui.screens.score_grid_context import ScoresContext

Cell = tuple[str, str]


class Reread(Message):
    """The sheet as of a position, read in a worker, and what was taken back before it."""

    def __init__(self, ground: ActContext, sheet: ScoreSheet, gone: Sequence[Entry]) -> None:
        super().__init__()
        self.ground, self.sheet, self.gone = ground, sheet, tuple(gone)


def reread(scores: ScoresContext) -> None:
    """Read the sheet again; runs in a worker."""
    ground = ActContext(scores.session, scores.here, scores.words)
    upto, tag = ground.position, f"cluster:{ground.cluster}/{ground.year}"
    try:
        scope = Scope((tag,), (EntriesRetracted,))
        gone = [*scores.session.ledger.read(scope, after=scores.since, until=upto)]
        scores.post_message(Reread(ground, score_sheet(ground, scores.stage, scores.scorer), gone))
    except ThiduaError:
        return  # the app looks at the ledger too, and says what is wrong with it


def take_in(scores: ScoresContext, message: Reread) -> None:
    """Show new points of others, and name their authors; an older reading is ignored."""
    ground, sheet = message.ground, message.sheet
    shown = (scores.stage, scores.scorer)
    if (sheet.stage, sheet.scorer) != shown or ground.position <= scores.since:
        return
    if sheet.recorded == scores.sheet.recorded and sheet.frozen == scores.sheet.frozen:
        return
    found, gone = news(scores, sheet), _gone(scores, message)
    entry = scores.body.entry
    typed, cursor = entry.value, entry.cursor_position
    scores.ground, scores.sheet, scores.since = ground, sheet, ground.position
    scores.theirs = {c: e for c, e in scores.theirs.items() if c in sheet.cells} | found
    scores.staged.over(sheet)
    scores.redraw()
    entry.value, entry.cursor_position = typed, cursor
    if found:
        scores.say(conflicts_sentence(scores, found))
    elif gone:
        facts = {"by": gone.by, "at": f"{gone.at.astimezone():%H:%M}"}
        scores.say(scores.words("forgiving.conflict.gone", **facts))


def _own(scores: ScoresContext) -> set[int]:
    """The positions that this program recorded."""
    own: frozenset[int] = getattr(scores.app, "own", frozenset())
    return {*own, *(entry.position for entry in scores.recorded)}


def _gone(scores: ScoresContext, message: Reread) -> Entry | None:
    """The retraction by another that took points of this sheet back; or none."""
    own, left = _own(scores), message.sheet.cells
    positions = {e.position for cell, e in scores.sheet.cells.items() if cell not in left}
    theirs = (entry for entry in message.gone if entry.position not in own)
    taken = (e for e in theirs if positions & {*getattr(e.event, "positions", ())})
    return next(taken, None)


def news(scores: ScoresContext, sheet: ScoreSheet) -> dict[Cell, Entry]:
    """The cells that are otherwise now, and not by this program."""
    own = _own(scores)
    before = {cell: entry.position for cell, entry in scores.sheet.cells.items()}
    return {
        cell: entry
        for cell, entry in sheet.cells.items()
        if entry.position not in own and before.get(cell) != entry.position
    }


def conflicts_sentence(scores: ScoresContext, found: dict[Cell, Entry]) -> str:
    """Who recorded what; the cell being typed in comes first, with what can be done."""
    words, typed, at = scores.words, scores.body.entry.value.strip(), scores.at()
    here = (at[0], at[1].code) if at else ("", "")
    if typed and here in found:
        return words("forgiving.conflict.typing", typed=typed, **_facts(scores, found[here]))
    (unit, criterion), entry = [*found.items()][-1]
    more = str(len(found) - 1) if len(found) > 1 else ""
    who = scores.ground.names.short(unit, scores.sheet.year)
    facts = _facts(scores, entry) | {"criterion": criterion, "who": who, "count": more}
    return words("forgiving.conflict.cell", **facts)


def _facts(scores: ScoresContext, entry: Entry) -> dict[str, str]:
    event, shown = entry.event, ""
    if isinstance(event, ScoreRecorded):
        shown = typed_text(event.seen, scores.words)
        shown = scores.words("acts.form.not_applicable") if event.seen is None else shown
    return {"by": plain(entry.by), "at": f"{entry.at.astimezone():%H:%M}", "points": shown}
