"""The evidence and the note of a row of a score sheet: what of them is new, what stays."""

from __future__ import annotations

from events.scoring import ScoreRecorded
from events.text import plain
from thidua_tui.forms.sheet_places import Target
from thidua_tui.forms.staged_drafts import Behind
from thidua_tui.parsing.dates import typed
from thidua_tui.parsing.workbook.cells import At, Sheet

LONGEST = 300
"""Letters of an evidence or a note, which is a single line."""


def behind_points(
    sheet: Sheet, target: Target, was: ScoreRecorded | None, printed: ScoreRecorded | None
) -> tuple[Behind, Behind]:
    """Return what of a row is new, and what is recorded with its points: an empty cell keeps.

    Args:
        sheet: The sheet.
        target: The cell of the score sheet, with the places of its texts.
        was: What is recorded today; None where nothing is.
        printed: What was recorded when the sheet was written; None where that was nothing.

    Raises:
        BadInput: `too-long`, `control-character`.
    """
    says = Behind(
        evidence=_new(_text(sheet, target.evidence), "evidence", was, printed),
        note=_new(_text(sheet, target.note), "note", was, printed),
    )
    kept = Behind(was.evidence, was.note) if was is not None else Behind()
    return says, Behind(says.evidence or kept.evidence, says.note or kept.note)


def _text(sheet: Sheet, at: At | None) -> str:
    cell = sheet.cells.get(at) if at else None
    text = " ".join(cell.shown.split()) if cell else ""
    return typed(text, limit=LONGEST) if text else ""


def _new(text: str, part: str, *scores: ScoreRecorded | None) -> str:
    """Return a text that none of the scores has; empty for one that they have."""
    known = {plain(getattr(score, part)) for score in scores if score is not None}
    return "" if text in known else text
