"""A sheet with scores over the ledger: what it says of each cell, what was printed, what is today.

Nothing is recorded here. Each cell of the sheet becomes a line of the dry run; what needs an answer
before anything is recorded is listed apart: points in hidden rows, and cells that changed in the
ledger since the sheet was written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from events.errors import BadInput, ThiduaError
from events.score_book.leaf_kinds import Observation
from events.score_commits import CellKey, one_cell
from events.scoring import ScoreRecorded, Stage
from thidua_tui.acts.context import ActContext
from thidua_tui.forms.closed_cells import why_closed
from thidua_tui.forms.score_sheet import ScoreSheet
from thidua_tui.forms.sheet_boards import at_stage
from thidua_tui.forms.sheet_cell_text import cell_text
from thidua_tui.forms.sheet_places import Places, Target, other_places, own_places
from thidua_tui.forms.sheet_source import (
    Asked,
    check_here,
    choose_sheet,
    is_of_ledger,
    marks_of,
    printed_scores,
)
from thidua_tui.forms.sheet_texts import behind_points
from thidua_tui.forms.staged_drafts import Behind
from thidua_tui.forms.staged_scores import Staged, StagedScores
from thidua_tui.parsing.observations import text_of
from thidua_tui.parsing.sheet_marks import NOT_APPLICABLE, SheetMarks
from thidua_tui.parsing.workbook.cells import At, Sheet, reference
from thidua_tui.parsing.workbook.file import Workbook

Doubt: TypeAlias = Literal["hidden", "changed-since", "twice"]
Sets: TypeAlias = tuple[Stage, str]
"""A stage, and of peer scores the unit that gives them."""


class SheetLine(Struct, frozen=True, kw_only=True):
    """One cell of the sheet that says something new, or cannot be taken.

    Attributes:
        at: The name of the cell on the sheet, `C7`.
        key: The cell of the score sheet.
        text: What it says, as typed.
        staged: What it would be; None where the cell cannot be read at all.
        refusal: Why the cell cannot be read; None where it can.
        was: What is recorded today; None where nothing is.
        printed: What was recorded when the sheet was written; None where that was nothing.
        computed: Whether a formula gave it.
        doubts: What has to be answered before it is recorded.
        behind: The evidence and the note that are recorded with it.
        says: Those of them that are new.
    """

    at: str
    key: CellKey
    text: str
    staged: Staged | None = None
    refusal: ThiduaError | None = None
    was: ScoreRecorded | None = None
    printed: ScoreRecorded | None = None
    computed: bool = False
    doubts: tuple[Doubt, ...] = ()
    behind: Behind = Behind()
    says: Behind = Behind()

    @property
    def wrong(self) -> bool:
        """Whether it cannot be recorded."""
        return self.refusal is not None or (
            self.staged is not None and self.staged.state == "refused"
        )


class SheetReading(Struct, frozen=True, kw_only=True):
    """What a workbook says of the scores of a cluster-year.

    Attributes:
        name: The name of the sheet.
        digest: SHA-256 of the file in hexadecimal digits.
        year: The year.
        marks: What the workbook says of itself; None for a sheet of somebody else.
        lines: The cells that say something new, or cannot be taken, row by row.
        same: How many cells say what is recorded.
        emptied: How many cells are empty that were not when the sheet was written: they stay.
        unscored: How many rows have evidence or a note, and no points that it could be of.
        strangers: Row -> a name that is no criterion or unit of this year, with points.
        passed: Heads of columns that are passed over.
        assigned: Head -> what its column holds, of those that a person assigned.
        doubts: What has to be answered about the whole.
    """

    name: str
    digest: str
    year: int
    marks: SheetMarks | None
    lines: tuple[SheetLine, ...]
    same: int = 0
    emptied: int = 0
    unscored: int = 0
    strangers: Mapping[int, str] = {}
    passed: tuple[str, ...] = ()
    assigned: Mapping[str, str] = {}
    doubts: tuple[Literal["another-ledger"], ...] = ()

    @property
    def wrong(self) -> tuple[SheetLine, ...]:
        """The cells that cannot be recorded."""
        return tuple(line for line in self.lines if line.wrong)

    @property
    def doubtful(self) -> tuple[SheetLine, ...]:
        """The cells about which something has to be answered."""
        return tuple(line for line in self.lines if line.doubts and not line.wrong)


def read_scores(
    book: Workbook, ground: ActContext, scores: ScoreSheet, asked: Asked
) -> SheetReading:
    """Read the scores of a workbook over those of the ledger.

    Args:
        book: The workbook.
        ground: The cluster-year.
        scores: Its score sheet, of any stage.
        asked: What the person says of the sheet.

    Raises:
        BadInput: `sheet-of-another-year`, `sheet-of-another-cluster`, `no-book`,
            `sheet-without-scores`, and those of choosing and placing.
    """
    marks = marks_of(book)
    if scores.board is None:
        raise BadInput("no-book")
    sheet = choose_sheet(book, asked.tab, marks)
    if marks is not None:
        check_here(marks, ground)
        places = own_places(sheet, marks)
    else:
        places = other_places(sheet, scores, ground, asked, asked.stage or scores.stage)
    reader = _Reader(sheet, places, ground, scores, printed_scores(marks, ground))
    lines = tuple(reader.lines())
    if marks is None and not (lines or reader.same or places.strangers):
        raise BadInput("sheet-without-scores", path=book.path)
    return SheetReading(
        name=sheet.name,
        digest=book.digest,
        year=scores.year,
        marks=marks,
        lines=lines,
        same=reader.same,
        emptied=reader.emptied,
        unscored=reader.unscored,
        strangers=places.strangers,
        passed=places.passed,
        assigned=places.assigned,
        doubts=("another-ledger",) if marks and not is_of_ledger(marks, ground) else (),
    )


class _Reader:
    """Compares the cells of a sheet with what was printed, and with what is recorded today."""

    def __init__(
        self,
        sheet: Sheet,
        places: Places,
        ground: ActContext,
        scores: ScoreSheet,
        base: ScoreSheet | None,
    ) -> None:
        self.sheet, self.places, self.base = sheet, places, base
        self.same = self.emptied = self.unscored = 0
        self._today: Mapping[Sets, ScoreSheet] = {
            of: at_stage(scores, *of)
            for of in {(target.stage, target.scorer) for target in places.targets.values()}
        }
        self._staged = {
            of: StagedScores(today, closed=partial(why_closed, ground, today))
            for of, today in self._today.items()
        }
        self._seen = dict[CellKey, str]()

    def lines(self) -> Iterator[SheetLine]:
        """Yield the cells that say something new, or cannot be taken."""
        for at, target in sorted(self.places.targets.items()):
            line = self._line(at, target)
            if line is not None:
                yield line
            if at not in self.sheet.cells and self._printed(self._key(target)) is not None:
                self.emptied += 1

    def _key(self, target: Target) -> CellKey:
        return self._today[target.stage, target.scorer].key(target.unit, target.criterion)

    def _printed(self, key: CellKey) -> ScoreRecorded | None:
        return _score(self.base, key) if self.base is not None else None

    def _line(self, at: At, target: Target) -> SheetLine | None:
        """Return the line of a cell; None where it says what is recorded, or was printed."""
        cell, key = self.sheet.cells.get(at), self._key(target)
        of = target.stage, target.scorer
        today, staged = self._today[of], self._staged[of]
        was, printed = _score(today, key), self._printed(key)
        made = SheetLine(
            at=reference(*at), key=key, text=cell.shown if cell else "", was=was, printed=printed,
            computed=cell.formula if cell else False,
        )  # fmt: skip
        try:
            text = cell_text(cell, today.leaf(target.criterion)) if cell else ""
            says, behind = behind_points(self.sheet, target, was, printed)
        except BadInput as bad:
            return replace(made, refusal=bad)
        staged.put_behind(key, behind)
        if not text or self._is_known(staged.read(key, text), was, printed):
            self.same += bool(text) and says == Behind()
            self.unscored += was is None and says != Behind()
            if was is None or says == Behind():
                return None
            text = text_of(was.seen) if was.seen is not None else NOT_APPLICABLE
        made = replace(made, text=text, staged=staged.read(key, text), behind=behind, says=says)
        return replace(made, doubts=tuple(self._doubts(at, made)))

    def _is_known(
        self, staged: Staged, was: ScoreRecorded | None, printed: ScoreRecorded | None
    ) -> bool:
        """Whether a cell says what is recorded today, or nothing but what was printed."""
        scores = [score for score in (was, printed) if score is not None]
        return staged.refusal is None and any(score.seen == staged.seen for score in scores)

    def _doubts(self, at: At, line: SheetLine) -> Iterator[Doubt]:
        if at[0] in self.sheet.hidden_rows or at[1] in self.sheet.hidden_columns:
            yield "hidden"
        if self.base is not None and _seen(line.was) != _seen(line.printed):
            yield "changed-since"
        before = self._seen.setdefault(line.key, line.text)
        if before is not line.text:
            yield "twice"


def _score(sheet: ScoreSheet | None, key: CellKey) -> ScoreRecorded | None:
    entry = sheet.recorded.get(one_cell(key)) if sheet is not None else None
    return entry.event if entry and isinstance(entry.event, ScoreRecorded) else None


def _seen(score: ScoreRecorded | None) -> tuple[bool, Observation | None]:
    return score is not None, score.seen if score else None
