"""The sheet of one unit as text: its lines, what is staged over them, the sums at its foot."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple, TypeAlias

from msgspec import Struct

from events.score_commits import CellKey
from events.scoring import Stage
from events.stage_progress import wanted
from thidua_tui.forms.grid_content import NOT_APPLICABLE
from thidua_tui.forms.score_sheet import ScoreSheet
from thidua_tui.forms.staged_scores import StagedScores
from thidua_tui.i18n.messages import Words
from views.sheet_lines import Before, Given, Line, sheet_lines, shown, stage_sheet

Mark: TypeAlias = Literal["", "new", "changed", "refused", "closed", "theirs", "missing", "differs"]
Order: TypeAlias = Literal["table", "gap"]
EVIDENCE = "◇"
"""The sign of a line with evidence."""
THREAD = "◆"
"""The sign of a line about which an explanation waits for its verdict."""


class FaceCell(NamedTuple):
    """A cell of a stage: its text, and what is remarkable about it."""

    text: str = ""
    mark: Mark = ""


class FaceRow(NamedTuple):
    """A line as text; of a group `leaf` is false."""

    code: str
    title: str
    level: int
    leaf: bool
    most: str
    cells: tuple[FaceCell, ...]
    final: str
    gap: str
    before: str
    evidence: str


class FaceContent(Struct, kw_only=True):
    """The content of the face.

    Attributes:
        stages: The labels of the stages, short.
        heads: Key of a fixed column -> its head.
        rows: The lines, in the order that is shown.
        total: The row of the sums; None without a book.
        foot: The lines below, about the totals.
    """

    stages: tuple[str, ...] = ()
    heads: dict[str, str] = {}
    rows: Sequence[FaceRow] = ()
    total: FaceRow | None = None
    foot: Sequence[str] = ()


HEADS = ("code", "title", "most", "final", "gap", "before")


class UnitFace:
    """A unit's sheet with what is staged over it.

    Args:
        sheet: The sheet of the cluster-year, whose board has what is staged.
        staged: What is staged.
        unit: The code of a member.
        before: The unit's final points of the year before.
        words: The words of the language to use.
        theirs: Unit and criterion of the cells that another terminal recorded during editing.
    """

    def __init__(
        self,
        sheet: ScoreSheet,
        staged: StagedScores,
        unit: str,
        before: Before,
        words: Words,
        theirs: Sequence[tuple[str, str]] = (),
    ) -> None:
        self.sheet, self.staged, self.unit, self.words = sheet, staged, unit, words
        self.theirs = theirs
        board = sheet.board
        self.wanted = {
            stage: {leaf.code for leaf in wanted(board.book, stage)} if board else set[str]()
            for stage in sheet.stages
        }
        self.lines = sheet_lines(board, unit, sheet.stages, before) if board else ()

    def content(self, order: Order, foot: Sequence[str]) -> FaceContent:
        """Return the face as text.

        Args:
            order: The order of the table, or the biggest gap first, then without groups.
            foot: The lines below, about the totals.
        """
        lines = self.lines if order == "table" else by_gap(self.lines)
        return FaceContent(
            stages=tuple(self.words(f"unitsheet.stage.{stage}") for stage in self.sheet.stages),
            heads={head: self.words(f"unitsheet.head.{head}") for head in HEADS},
            rows=[self._row(line, indent=order == "table") for line in lines],
            total=self._total(),
            foot=foot,
        )

    def _row(self, line: Line, *, indent: bool) -> FaceRow:
        return FaceRow(
            code=line.node.code,
            title=line.node.title,
            level=line.level if indent else 0,
            leaf=line.is_leaf,
            most=self.words.number(line.node.max) if line.node.max else "",
            cells=tuple(self._cell(line, stage) for stage in self.sheet.stages),
            final=self.text(line.final),
            gap=self.signed(line.gap),
            before=self.text(line.before),
            evidence=self._sign(line),
        )

    def _sign(self, line: Line) -> str:
        """Return the sign of an open thread, else that of a paper or a file."""
        cell, remarks = (self.unit, line.node.code), self.sheet.remarks
        if cell in remarks.waiting:
            return THREAD
        return EVIDENCE if line.evidence or cell in remarks.files else ""

    def _cell(self, line: Line, stage: Stage) -> FaceCell:
        text = self.text(line.points.get(stage))
        if not line.is_leaf:
            return FaceCell(text)
        key = self.key(line.node.code, stage)
        staged = self.staged.get(key)
        if staged is not None and staged.state == "refused":
            return FaceCell(" ".join(staged.text.split()), "refused")
        if staged is not None and staged.state != "same":
            return FaceCell(text, staged.state)
        if (self.unit, line.node.code) in self.theirs:
            return FaceCell(text, "theirs")
        if not text:
            return FaceCell("", self._empty(key))
        differs = stage == "verified" and bool(line.gap)
        return FaceCell(text, "differs" if differs else "")

    def _empty(self, key: CellKey) -> Mark:
        if self.staged.closed(key):
            return "closed"
        return "missing" if key.criterion in self.wanted[key.stage] else ""

    def key(self, criterion: str, stage: Stage) -> CellKey:
        """Return the cell of a stage; the scorer is that of the stage that is shown."""
        scorer = self.sheet.scorer if stage == self.sheet.stage else ""
        return CellKey(self.unit, criterion, stage, scorer)

    def _total(self) -> FaceRow | None:
        """Return the row of the sums: of each stage what it gave, of the last the final points."""
        board = self.sheet.board
        if board is None:
            return None
        sheets = {stage: stage_sheet(board, self.unit, stage) for stage in self.sheet.stages}
        given = {stage: sheet.plain for stage, sheet in sheets.items() if sheet.points}
        own, verified = given.get("self"), given.get("verified")
        gap = verified - own if own is not None and verified is not None else None
        final = board.final[self.unit]
        return FaceRow(
            code="",
            title=self.words("unitsheet.sum"),
            level=0,
            leaf=False,
            most=self.words.number(board.book.scale.total),
            cells=tuple(FaceCell(self.text(given.get(stage))) for stage in self.sheet.stages),
            final=self.text(final.plain if final.points else None),
            gap=self.signed(gap),
            before="",
            evidence="",
        )

    def text(self, given: Given) -> str:
        """Return points as text: empty where nothing is there, a dash where not assigned."""
        found = shown(given)
        if found is None:
            return ""
        if not isinstance(found, Decimal):
            return NOT_APPLICABLE
        return self.words.number(found).replace("-", "−")

    def signed(self, gap: Fraction | None) -> str:
        """Return a gap with its sign; empty where it is not known."""
        if gap is None:
            return ""
        return f"+{self.text(gap)}" if gap > 0 else self.text(gap)


def by_gap(lines: Sequence[Line]) -> list[Line]:
    """Return the leaves, the biggest gap first; those without one last, in the order of the table.

    Args:
        lines: The lines of a sheet.
    """
    leaves = [line for line in lines if line.is_leaf]
    return sorted(leaves, key=lambda line: -abs(line.gap) if line.gap is not None else 1)
