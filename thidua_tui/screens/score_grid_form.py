"""The form of a cell of the score grid: a score with its evidence and source, or a correction."""

from __future__ import annotations

from functools import partial

from events.event import Entry
from events.score_commits import CellKey
from thidua_tui.acts.registry import ACTS
from thidua_tui.screens.form import Form
from thidua_tui.screens.score_grid_context import ScoresContext
from thidua_tui.screens.score_grid_staging import keep


def open_form(scores: ScoresContext, typed: str) -> None:
    """Open the form of the cell under the cursor, with what is typed or staged in it."""
    at = scores.at()
    if at is None or scores.why_not() or scores.why_closed(at[0], at[1].code):
        return
    unit, criterion = at
    key = scores.sheet.key(unit, criterion.code)
    wrong, staged = scores.sheet.before(key), scores.staged.get(key)
    typed = typed or (staged.text if staged else "")
    given = {"points": typed} if typed else {}
    if not wrong:
        given |= {"unit": unit, "criterion": criterion.code, "stage": scores.stage}
        given |= {"scorer": key.scorer} if key.scorer else {}
    act, wrongs = ACTS["record-score"], (wrong,) if wrong else ()
    form = Form(act, scores.session, scores.here, scores.words, wrongs, given)
    scores.app.push_screen(form, partial(_recorded, scores, key))


def _recorded(scores: ScoresContext, key: CellKey, entries: tuple[Entry, ...] | None) -> None:
    if entries:  # else what was typed stays in its cell
        scores.recorded += entries
        scores.staged.unstage(key)
        scores.theirs.pop((key.unit, key.criterion), None)
        scores.body.entry.value = ""
        keep(scores, "")
    scores.look()
    scores.redraw()
