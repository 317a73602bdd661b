"""Where the scores are on a sheet of somebody else: the row of heads, found by its words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from events.scoring import Stage
from events.text import fold
from thidua_tui.forms.score_sheet import ScoreSheet
from thidua_tui.parsing.book_table import CODE_HEADS, TITLE_HEADS
from thidua_tui.parsing.pasted_lists import NAME_HEADS, NUMBER_HEADS, is_head
from thidua_tui.parsing.score_words import STAGE_HEADS, TEXT_HEADS
from thidua_tui.parsing.workbook.cells import At, Sheet

HIGHEST = 40
"""So many rows are looked at for the heads."""
NAMING = ("unit", "criterion", "number")
"""What a column that names its rows may be assigned to hold."""


class Columns(Struct, frozen=True, kw_only=True):
    """The row of heads, and which column holds what; columns and rows are from 1.

    Attributes:
        row: The row of the heads.
        names: The columns that name the criterion, or the unit, of each row.
        stages: Column -> stage, of a sheet of one unit.
        criteria: Column -> criterion, of a matrix.
        evidence: The column of evidence; 0 for none.
        note: The column of notes; 0 for none.
        passed: The heads of other columns.
        assigned: Head -> what its column holds, of those that a person assigned.
    """

    row: int
    names: tuple[int, ...] = ()
    stages: Mapping[int, Stage] = {}
    criteria: Mapping[int, str] = {}
    evidence: int = 0
    note: int = 0
    passed: tuple[str, ...] = ()
    assigned: Mapping[str, str] = {}


def find_columns(
    sheet: Sheet, scores: ScoreSheet, assigned: Mapping[str, str] | None = None
) -> Columns | None:
    """Return the row of heads that names the most columns; None where no row names any.

    Heads may be in two rows, the upper merged over the lower.

    Args:
        sheet: The sheet.
        scores: The criteria of the cluster-year.
        assigned: Folded head -> what the column holds, as a person assigned it.
    """
    codes = criterion_names(scores)
    found = [
        _columns(row, heads_of_row(sheet, row), codes, assigned or {})
        for row in range(1, min(sheet.height, HIGHEST) + 1)
    ]
    best = max(found, key=_worth, default=None)
    return best if best is not None and _worth(best) else None


def likely_heads(sheet: Sheet) -> tuple[str, ...]:
    """Return the texts of the first of the fullest rows: the headings, where no word is known.

    Args:
        sheet: The sheet.
    """
    rows: dict[int, list[str]] = {}
    for (row, _), cell in sorted(sheet.cells.items()):
        if row <= HIGHEST:
            rows.setdefault(row, []).append(cell.shown)
    most = max(map(len, rows.values()), default=0)
    fullest = next((texts for texts in rows.values() if len(texts) == most), [])
    return tuple(text for text in fullest if any(letter.isalpha() for letter in text))


def criterion_names(scores: ScoreSheet) -> dict[str, str]:
    """Return folded name or code -> code of the criteria; a name of two is left out.

    Args:
        scores: The criteria of the cluster-year.
    """
    names = [folded(criterion.name) for criterion in scores.criteria]
    by_name = {folded(c.name): c.code for c in scores.criteria if names.count(folded(c.name)) == 1}
    return by_name | {folded(criterion.code): criterion.code for criterion in scores.criteria}


def folded(text: str) -> str:
    """Return a name for comparing: folded, on one line, without what follows it in brackets."""
    first = text.split("\n")[0] if "\n(" in text else text
    return fold(" ".join(first.split())).strip(" .:*)")


def heads_of_row(sheet: Sheet, row: int) -> dict[int, str]:
    """Return column -> head of a row; an empty cell has the head above it.

    Args:
        sheet: The sheet.
        row: The row, from 1; where it has no cell of its own, there are no heads.
    """
    heads: dict[int, str] = {}
    for at in (row - 1, row):
        heads |= {c: cell.shown for (r, c), cell in sheet.cells.items() if r == at}
    for top, left, bottom, right in sheet.merged:
        if top <= row <= bottom and (top, left) in sheet.cells:
            heads |= dict.fromkeys(range(left, right + 1), sheet.cells[top, left].shown)
    own = {c: cell.shown for (r, c), cell in sheet.cells.items() if r == row}
    return heads | own if own else {}


def _columns(
    row: int, heads: Mapping[int, str], codes: Mapping[str, str], assigned: Mapping[str, str]
) -> Columns:
    texts: dict[str, int] = {}
    stages: dict[int, Stage] = {}
    criteria: dict[int, str] = {}
    names, passed = list[int](), list[str]()
    for column, head in sorted(heads.items()):
        chosen = assigned.get(folded(head), "")
        stage = next((stage for stage, known in STAGE_HEADS.items() if is_head(head, known)), None)
        stage = next((stage for stage in STAGE_HEADS if stage == chosen), stage)
        text = next((text for text, known in TEXT_HEADS.items() if is_head(head, known)), "")
        text = chosen if chosen in TEXT_HEADS else text
        if chosen == "pass":
            passed.append(head)
        elif stage is not None and stage not in stages.values():
            stages[column] = stage
        elif text and text not in texts:
            texts[text] = column
        elif chosen in NAMING or is_head(head, CODE_HEADS, TITLE_HEADS, NAME_HEADS, NUMBER_HEADS):
            names.append(column)
        elif (code := codes.get(folded(head))) and code not in criteria.values():
            criteria[column] = code
        else:
            passed.append(head)
    return Columns(
        row=row,
        names=tuple(names),
        stages=stages,
        criteria={} if stages else criteria,
        evidence=texts.get("evidence", 0),
        note=texts.get("note", 0),
        assigned={h: chosen for h in heads.values() if (chosen := assigned.get(folded(h), ""))},
        passed=tuple(passed),
    )


def _worth(columns: Columns) -> int:
    """How likely it is the row of heads: nothing without a column of points or of names."""
    points = len(columns.stages) or len(columns.criteria)
    return (points + len(columns.names)) if points and columns.names else 0


def texts_of_row(sheet: Sheet, row: int, columns: Iterable[int]) -> list[str]:
    """Return the texts of some cells of a row, empty for an empty cell."""
    places: list[At] = [(row, column) for column in columns]
    return [sheet.cells[at].shown if at in sheet.cells else "" for at in places]
