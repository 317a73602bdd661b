"""Which cell of the score sheet each cell of a workbook belongs to.

A sheet of this program says it by its hidden row and column; on any other sheet the row of heads
and the names of criteria or units say it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from events.errors import BadInput
from events.scoring import Stage
from thidua_tui.acts.choices import units as unit_options
from thidua_tui.acts.context import ActContext
from thidua_tui.forms.score_sheet import ALL_STAGES, ScoreSheet
from thidua_tui.forms.sheet_columns import (
    Columns,
    criterion_names,
    find_columns,
    folded,
    texts_of_row,
)
from thidua_tui.forms.sheet_source import Asked
from thidua_tui.parsing.fuzzy_match import unique_match
from thidua_tui.parsing.pasted_lists import POINT_HEADS, SUMS, is_head
from thidua_tui.parsing.sheet_marks import (
    CODE_COLUMN,
    CRITERION,
    EVIDENCE,
    KEY_ROW,
    MATRIX,
    NOTE,
    SCORES,
    SheetMarks,
)
from thidua_tui.parsing.workbook.cells import At, Sheet

CODES_AT, KEYS_AT = CODE_COLUMN + 1, KEY_ROW + 1
"""The column of codes and the row of keys of our own sheets, from 1."""


class Target(Struct, frozen=True, kw_only=True):
    """The cell of the score sheet that a cell of a workbook belongs to.

    Attributes:
        unit: The code of the unit.
        criterion: The code of the criterion.
        stage: Who gives the points.
        scorer: Of peer scores, the unit that gives them; empty where none is named.
        evidence: Where the evidence is, as row and column; None for nowhere.
        note: Where the note is.
    """

    unit: str
    criterion: str
    stage: Stage
    scorer: str = ""
    evidence: At | None = None
    note: At | None = None


class Places(Struct, frozen=True, kw_only=True):
    """Where the scores of a sheet are.

    Attributes:
        targets: Row and column (from 1) -> the cell of the score sheet; empty cells, too.
        strangers: Row -> a name that is no criterion or no unit of this year, with points.
        passed: Heads of columns that are passed over.
        assigned: Head -> what its column holds, of those that a person assigned.
    """

    targets: Mapping[At, Target]
    strangers: Mapping[int, str] = {}
    passed: tuple[str, ...] = ()
    assigned: Mapping[str, str] = {}


def own_places(sheet: Sheet, marks: SheetMarks) -> Places:
    """Return the places of a sheet that this program wrote.

    Args:
        sheet: The sheet.
        marks: What the workbook says of itself: `scores` or `matrix`.

    Raises:
        BadInput: `sheet-not-filled-in` where no cell of it is filled in.
    """
    stage = next((stage for stage in ALL_STAGES if stage == marks.stage), None)
    if stage is None or marks.kind not in (SCORES, MATRIX):
        raise BadInput("sheet-not-filled-in", kind=marks.kind)
    keys = {c: cell.text for (r, c), cell in sheet.cells.items() if r == KEYS_AT}
    codes = {r: cell.text for (r, c), cell in sheet.cells.items() if c == CODES_AT and r > KEYS_AT}
    texts: dict[str, int] = {}
    if marks.kind == SCORES:
        columns = {c: marks.unit for c, key in keys.items() if key == stage}
        texts = {key: c for c, key in keys.items() if key in (EVIDENCE, NOTE)}
        of = ((r, c, unit, code) for c, unit in columns.items() for r, code in codes.items())
    else:
        criteria = {
            c: k.removeprefix(CRITERION) for c, k in keys.items() if k.startswith(CRITERION)
        }
        of = (
            (r, c, code, criterion)
            for c, criterion in criteria.items()
            for r, code in codes.items()
        )
    targets = {
        (r, c): Target(
            unit=u,
            criterion=criterion,
            stage=stage,
            scorer=marks.scorer,
            evidence=_at(r, texts.get(EVIDENCE)),
            note=_at(r, texts.get(NOTE)),
        )
        for r, c, u, criterion in of
    }
    return Places(targets=targets)


def other_places(
    sheet: Sheet, scores: ScoreSheet, ground: ActContext, asked: Asked, stage: Stage
) -> Places:
    """Return the places of a sheet that somebody else made.

    Args:
        sheet: The sheet.
        scores: The score sheet of the cluster-year.
        ground: The cluster-year, with the names of its units.
        asked: What the person says of the sheet: its unit, its scorer, its columns.
        stage: The stage of a matrix.

    Raises:
        BadInput: `sheet-without-heads`; `sheet-without-unit`.
    """
    columns = find_columns(sheet, scores, asked.assigned)
    if columns is None:
        raise BadInput("sheet-without-heads")
    if columns.criteria:
        return _matrix(sheet, columns, scores, ground, stage, asked.scorer)
    unit = asked.unit or unit_named(sheet, columns.row, scores, ground)
    if not unit:
        raise BadInput("sheet-without-unit")
    return _of_unit(sheet, columns, scores, unit, asked.scorer)


def _at(row: int, column: int | None) -> At | None:
    return (row, column) if column else None


def _stages_of_texts(columns: Columns) -> tuple[Stage, Stage]:
    """Return whose evidence and whose note a row of several stages has.

    Evidence is of the unit's own points where these are on the sheet, a note of the last points.
    """
    stages = [*columns.stages.values()]
    return ("self" if "self" in stages else stages[0]), stages[-1]


def unit_named(sheet: Sheet, before: int, scores: ScoreSheet, ground: ActContext) -> str:
    """Return the unit that the lines above the heads name; empty for none or several.

    Args:
        sheet: The sheet.
        before: The row of the heads.
        scores: The score sheet, with the members.
        ground: The cluster-year, with the names of its units.
    """
    options = unit_options(ground, scores.units)
    found = set[str]()
    for (row, _), cell in sheet.cells.items():
        if row < before:
            for text in (cell.shown, *cell.shown.split(":")[1:]):
                option = unique_match(text.split(" – ")[0].strip(), options)
                found |= {option.code} if option else set()
    return found.pop() if len(found) == 1 else ""


def _rows_below(sheet: Sheet, columns: Columns, points: Mapping[int, object]) -> Iterator[int]:
    """Yield the rows below the heads that have something in a column of points."""
    rows = {row for row, column in sheet.cells if row > columns.row and column in points}
    yield from sorted(rows)


def _of_unit(sheet: Sheet, columns: Columns, scores: ScoreSheet, unit: str, scorer: str) -> Places:
    names = criterion_names(scores)
    book = scores.board.book if scores.board else None
    groups = {
        folded(t) for n in (book.nodes() if book else ()) if n.criteria for t in (n.code, n.title)
    }
    targets: dict[At, Target] = {}
    strangers: dict[int, str] = {}
    for row in range(columns.row + 1, sheet.height + 1):
        texts = [text for text in texts_of_row(sheet, row, columns.names) if text]
        keys = [folded(text) for text in texts]
        criterion = next((names[key] for key in reversed(keys) if key in names), "")
        if criterion:
            proven, noted = _stages_of_texts(columns)
            targets |= {
                (row, column): Target(
                    unit=unit,
                    criterion=criterion,
                    stage=stage,
                    scorer=scorer if stage == "peer" else "",
                    evidence=_at(row, columns.evidence) if stage == proven else None,
                    note=_at(row, columns.note) if stage == noted else None,
                )
                for column, stage in columns.stages.items()
            }
        elif not any(is_head(text, SUMS, POINT_HEADS) for text in texts) and not groups & {*keys}:
            strangers |= {row: texts[-1] if texts else ""}
    filled = {*_rows_below(sheet, columns, columns.stages)}
    strangers = {row: name for row, name in strangers.items() if row in filled}
    return _found(targets, strangers, columns)


def _matrix(
    sheet: Sheet,
    columns: Columns,
    scores: ScoreSheet,
    ground: ActContext,
    stage: Stage,
    scorer: str,
) -> Places:
    options = unit_options(ground, scores.units)
    targets: dict[At, Target] = {}
    strangers: dict[int, str] = {}
    for row in _rows_below(sheet, columns, columns.criteria):
        texts = [text for text in texts_of_row(sheet, row, columns.names) if text]
        found = {option.code for text in texts if (option := unique_match(text, options))}
        if len(found) == 1:
            unit = found.pop()
            targets |= {
                (row, column): Target(
                    unit=unit,
                    criterion=criterion,
                    stage=stage,
                    scorer=scorer if stage == "peer" else "",
                )
                for column, criterion in columns.criteria.items()
            }
        elif not any(is_head(text, SUMS, POINT_HEADS) for text in texts):
            strangers[row] = texts[-1] if texts else ""
    return _found(targets, strangers, columns)


def _found(targets: Mapping[At, Target], strangers: Mapping[int, str], columns: Columns) -> Places:
    passed = tuple(" ".join(head.split())[:40] for head in columns.passed)
    return Places(targets=targets, strangers=strangers, passed=passed, assigned=columns.assigned)
