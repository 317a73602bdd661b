"""The score grid as text, cell by cell: what is recorded, what is staged over it, what adds up.

A change of a cell renews its column, the totals and the places; all other texts stay.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple, TypeAlias, TypeVar

from msgspec import Struct

from events.score_book.book import Node
from events.score_book.book_check import ADDING
from events.score_book.leaf_kinds import Direct
from thidua_tui.acts.context import ActContext
from thidua_tui.formatting.sentences.score_arithmetic import typed_text
from thidua_tui.forms.score_sheet import ScoreSheet, shown_points
from thidua_tui.forms.score_signs import Remark, column_remarks
from thidua_tui.forms.staged_scores import Staged, StagedScores
from thidua_tui.parsing.observations import DASHES

K = TypeVar("K")
V = TypeVar("V")
At: TypeAlias = tuple[int, int]
"""Row and column."""
Mark: TypeAlias = Literal["new", "changed", "refused", "closed", "theirs"]
NOT_APPLICABLE = DASHES[1]
UNFINISHED = "…"
HEADS = ("unit", "maximum", "total", "place")
LONGEST = 12
"""Characters of a cell; what is longer is cut."""


class Group(NamedTuple):
    """A group of the tree over the columns that are its leaves."""

    code: str
    most: Decimal
    first: int
    last: int


class GridContent(Struct, kw_only=True):
    """The content of a grid as text: an empty cell is absent."""

    head: tuple[str, ...]
    """Above the names, the maxima, the totals and the places; before the sums of the columns."""
    rows: Sequence[str] = ()
    full: Sequence[str] = ()
    """The names in full, where they are longer."""
    columns: Sequence[tuple[str, str]] = ()
    """The codes and the maxima."""
    groups: Sequence[Group] = ()
    cells: dict[At, str] = {}
    marks: dict[At, Mark] = {}
    below: dict[At, str] = {}
    """What follows from a cell, or the self-score: for the second line of a row."""
    remarks: dict[At, Remark] = {}
    """What is remarkable about a cell (`thidua_tui.forms.score_signs`)."""
    totals: dict[int, str] = {}
    places: dict[int, str] = {}
    moved: frozenset[int] = frozenset()
    """The rows whose total or place is not what is recorded."""
    sums: dict[int, str] = {}
    """The points of a column."""
    group_text: Callable[[int, Group], str] = lambda _row, group: group.code
    """Row and group -> the code of the group and the points of the row."""


class GridFace:
    """A sheet with what is staged over it, as the content of a grid that follows each change.

    Args:
        sheet: The sheet.
        staged: What is staged over it.
        ground: The cluster-year, with the names.
        theirs: Unit and criterion of the cells that another terminal recorded.
    """

    def __init__(
        self,
        sheet: ScoreSheet,
        staged: StagedScores,
        ground: ActContext,
        theirs: Collection[tuple[str, str]] = (),
    ) -> None:
        self.sheet, self.staged, self.ground, self.theirs = sheet, staged, ground, theirs
        words, names = ground.words, ground.names
        self.content = GridContent(
            head=(*(words(f"acts.grid.{key}") for key in HEADS), words("scorestaging.column-sum")),
            rows=[names.short(u, sheet.year) + sheet.remarks.sign(u) for u in sheet.units],
            full=[names.unit(u, sheet.year) + sheet.remarks.sign(u) for u in sheet.units],
            columns=[
                (c.code, words.number(c.max_points) if c.max_points else "") for c in sheet.criteria
            ],
            groups=[*_groups(sheet)],
            group_text=self.group_text,
        )
        self.odd: Callable[[str], Collection[str]] = lambda _code: ()
        """Line -> the units whose points are unusual."""
        self.column_of = {c.code: at for at, c in enumerate(sheet.criteria)}
        self.row_of = {unit: at for at, unit in enumerate(sheet.units)}
        for column in range(len(sheet.criteria)):
            self._column(column)
        self._rows()

    def changed(self, criteria: Collection[str]) -> None:
        """Renew the columns of these criteria, and the totals."""
        for code in criteria:
            if code in self.column_of:
                self._column(self.column_of[code])
        self._rows()

    def _column(self, column: int) -> None:
        sheet, content = self.sheet, self.content
        code = sheet.criteria[column].code
        leaf, points = sheet.leaf(code), self._points(code)
        for row, unit in enumerate(sheet.units):
            at, staged = (row, column), self.staged.get(sheet.key(unit, code))
            _put(content.cells, at, self._text(unit, code, staged))
            _put(content.marks, at, self._mark(unit, code, staged))
            _put(content.below, at, self._below(unit, code, leaf, points.get(unit)))
            content.remarks.pop(at, None)
        answered = [(r, column) in content.cells for r in range(len(sheet.units))]
        numbers = {self.row_of[u]: p for u, p in points.items()}
        own = {
            row: given
            for row, unit in enumerate(sheet.units)
            if row in numbers and (given := sheet.own(unit, code)) is not None
        }
        found = column_remarks(numbers, own, answered)
        content.remarks |= {(row, column): remark for row, remark in found.items()}
        self.mark_odd(column)
        waiting = (r for r, u in enumerate(sheet.units) if (u, code) in sheet.remarks.waiting)
        content.remarks |= dict.fromkeys(((row, column) for row in waiting), "thread")
        total = sum(points.values(), Decimal(0))
        _put(content.sums, column, self._number(total) if points else None)

    def mark_odd(self, column: int) -> None:
        """Mark what is unusual in a column; it goes before the best and the lowest."""
        remarks = self.content.remarks
        for unit in self.odd(self.sheet.criteria[column].code):
            at = (self.row_of[unit], column)
            if at in self.content.cells and remarks.get(at) != "above":
                remarks[at] = "odd"

    def _points(self, code: str) -> dict[str, Decimal]:
        """Unit -> its points of a column as they would be with what is staged."""
        sheet = self.sheet
        if sheet.board is None:
            return {}
        live = sheet.board.at(sheet.stage, sheet.scorer)
        found = {unit: live.points(unit, code) for unit in sheet.units}
        return {unit: shown_points(points) for unit, points in found.items() if points is not None}

    def _text(self, unit: str, code: str, staged: Staged | None) -> str | None:
        words = self.ground.words
        if staged is not None:
            wrong = staged.state == "refused"
            text = staged.text if wrong else typed_text(staged.seen, words)
            return _cut(text)
        if (unit, code) not in self.sheet.cells:
            return None
        seen = self.sheet.seen(unit, code)
        if seen is None or seen.points is None:
            return _cut(typed_text(seen, words))
        return self._number(seen.points)

    def _mark(self, unit: str, code: str, staged: Staged | None) -> Mark | None:
        if staged is not None:
            return None if staged.state == "same" else staged.state
        if (unit, code) in self.theirs:
            return "theirs"
        closed = (unit, code) not in self.sheet.cells
        return "closed" if closed and self.staged.closed(self.sheet.key(unit, code)) else None

    def _below(self, unit: str, code: str, leaf: Node | None, points: Decimal | None) -> str | None:
        if leaf is not None and not isinstance(leaf.score, Direct):
            return None if points is None else f"→{self._number(points)}"
        own = self.sheet.own(unit, code)
        return None if own is None else self._number(own)

    def _number(self, points: Decimal) -> str:
        return self.ground.words.number(points)

    def _rows(self) -> None:
        """Renew totals, places and sums of groups."""
        sheet, content, words = self.sheet, self.content, self.ground.words
        live = sheet.board.at(sheet.stage, sheet.scorer).sheets() if sheet.board else {}
        totals = {unit: one.total for unit, one in live.items() if one.points}
        places = sheet.placed(totals)
        wanted = {*(code for code, leaf in self._leaves() if self._wanted(leaf))}
        moved = set()
        for row, unit in enumerate(sheet.units):
            total, place, before = totals.get(unit), places.get(unit), sheet.places.get(unit)
            open_still = unit in live and any(code in wanted for code in live[unit].missing)
            text = "" if total is None else self._number(total) + UNFINISHED * open_still
            content.totals[row] = text
            shown = str(place or "")
            if before is not None and place is not None and before != place:
                shown = f"{before}→{place}"
            why = sheet.apart.get(unit)
            content.places[row] = words(f"acts.grid.apart.{why}") if why else shown
            if (total, place) != (sheet.totals.get(unit), before):
                moved.add(row)
        content.moved = frozenset(moved)

    def _leaves(self) -> Iterator[tuple[str, Node]]:
        if self.sheet.board:
            yield from self.sheet.board.leaves.items()

    def _wanted(self, leaf: Node) -> bool:
        """Whether a cell of the leaf at this stage is waited for: a bonus may be left out."""
        return not isinstance(leaf.score, ADDING) and leaf.by in (None, self.sheet.stage)

    def group_text(self, row: int, group: Group) -> str:
        """Return a group's code, its points in a row, and its maximum."""
        sheet = self.sheet
        live = sheet.board.at(sheet.stage, sheet.scorer) if sheet.board else None
        points = live.points(sheet.units[row], group.code) if live else None
        given = "·" if points is None else self._number(shown_points(points))
        return f"{group.code} {given}/{self._number(group.most)}"


def _groups(sheet: ScoreSheet) -> Iterator[Group]:
    """Yield the nearest group above each run of columns."""
    columns = {c.code: at for at, c in enumerate(sheet.criteria)}
    if sheet.board is None:
        return
    for node in sheet.board.book.nodes():
        own = [columns[child.code] for child in node.criteria if child.code in columns]
        for first, last in _runs(own):
            yield Group(node.code, node.max, first, last)


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of each run of numbers that follow each other."""
    start = 0
    for at in range(1, len(numbers) + 1):
        if at == len(numbers) or numbers[at] != numbers[at - 1] + 1:
            yield numbers[start], numbers[at - 1]
            start = at


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}{UNFINISHED}"


def _put(texts: dict[K, V], at: K, text: V | None) -> None:
    if text is None:
        texts.pop(at, None)
    else:
        texts[at] = text
