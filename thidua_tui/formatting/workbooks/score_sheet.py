"""The score sheet of a unit: a line for each criterion, its sums, and its total.

What can be filled in is the column of one stage: points of a line that is scored directly, else
what is observed (`parsing.observations`). A sum is a formula where the sum of what is shown is the
points of the program; else it is their number alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from events.score_book.book import Node
from events.score_book.book_check import ADDING
from events.score_book.evaluate import Sheet as Evaluated
from events.text import plain
from thidua_tui.formatting.workbooks.score_cells import (
    Scored,
    is_direct,
    may_fill,
    number,
    points_cell,
    seen_cell,
    text_cell,
    texts_of,
)
from thidua_tui.formatting.workbooks.sheet import Cell, Column, Row, Rule, Sheet
from thidua_tui.formatting.workbooks.sheet_sums import Placed, summed, total_of
from thidua_tui.i18n.messages import Words
from thidua_tui.parsing import sheet_marks as marks
from views.sheet_lines import walk

_TITLE, _TEXT, _POINTS, _NUMBER = 46, 22, 10, 7
"""Widths in digits: of titles, of texts to fill in, of points, of the numbers of lines."""
INDENT = "  "


def score_sheet(made: Scored, unit: str, words: Words) -> Sheet:
    """Return the sheet of a unit.

    Args:
        made: The scores and the stages.
        unit: The code of a member.
        words: The words of the chosen language.
    """
    return _UnitSheet(made, unit, words).sheet()


class _UnitSheet:
    """Makes the sheet of one unit.

    Attributes:
        sums: Index of a column of points -> what the stage gave, for its sums.
    """

    def __init__(self, made: Scored, unit: str, words: Words) -> None:
        self.made, self.unit, self.words = made, unit, words
        self.book = made.board.book
        self.direct = is_direct(self.book.leaves())
        self.evidence = texts_of(made, unit, made.stage, "evidence")
        self.noted = texts_of(made, unit, made.stage, "note")
        self.own = texts_of(made, unit, "self", "evidence") if made.stage != "self" else {}
        self.sums: dict[int, Evaluated] = {}
        self.filled = -1
        self.columns = [
            Column("", words("sheets.head.number"), _NUMBER),
            Column(marks.TITLE, words("sheets.head.criterion"), _TITLE),
            Column(marks.MAX, words("sheets.head.max"), _POINTS, right=True),
        ]
        self._add_columns()

    def _add_columns(self) -> None:
        """Add the cells to fill in next to what they come to, where that differs; the texts."""
        made, words = self.made, self.words
        for stage in made.stages:
            head, given = words(f"sheets.stage.{stage}"), made.given(self.unit, stage)
            if stage == made.stage and not made.only_shows:
                self.filled = len(self.columns)
                self.columns.append(Column(stage, head, _POINTS, right=True))
                if self.direct:
                    self.sums[self.filled] = given
                    continue
                head = words("sheets.head.points-of", stage=head)
            self._add_points(stage, head, given)
        if len(made.stages) > len(("self", "verified")):
            self._add_points("final", words("sheets.head.final"), made.board.final[self.unit])
        if made.stage != "self":
            self._add_text(f"{marks.EVIDENCE}:self", "evidence-self")
        self._add_text(marks.EVIDENCE, "evidence")
        self._add_text(marks.NOTE, "note")

    def _add_points(self, of: str, head: str, given: Evaluated) -> None:
        self.sums[len(self.columns)] = given
        self.columns.append(Column(f"{marks.POINTS}{of}", head, _POINTS, right=True))

    def _add_text(self, key: str, head: str) -> None:
        self.columns.append(Column(key, self.words(f"sheets.head.{head}"), _TEXT))

    def sheet(self) -> Sheet:
        """Return the sheet."""
        lines = [*walk(self.book.criteria)]
        rows = [self._row(node, level) for node, level in lines]
        self._add_sums(rows, {node.code: row for row, (node, _) in enumerate(lines)})
        self._add_total(rows)
        return Sheet(
            name=self.words("sheets.name.scores"),
            title=self.made.title,
            notes=self.made.notes,
            columns=self.columns,
            rows=rows,
            pinned=2,
            keyed=True,
        )

    def _row(self, node: Node, level: int) -> Row:
        title = INDENT * level + plain(node.title)
        cells = [Cell(node.code, node.code), Cell(title, title), number(node.max, self.words)]
        cells += (self._cell(node, at) for at in range(len(cells), len(self.columns)))
        return Row(cells, "" if node.criteria else node.code, bool(node.criteria))

    def _cell(self, node: Node, at: int) -> Cell:
        """Return the cell of a line in a column."""
        key = self.columns[at].key
        rule = Rule("text") if may_fill(self.made, node) else None
        if at == self.filled and not node.criteria:
            return seen_cell(self.made, self.unit, node, self.words)
        if at in self.sums:
            return points_cell(self.sums[at], node, self.words)
        if key == marks.EVIDENCE:
            return text_cell(self.evidence.get(node.code, ""))._replace(rule=rule)
        if key == marks.NOTE:
            return text_cell(self.noted.get(node.code, ""))._replace(rule=rule)
        return text_cell(self.own.get(node.code, "")) if at != self.filled else Cell()

    def _add_sums(self, rows: list[Row], at: Mapping[str, int]) -> None:
        """Make formulas of the sums of groups, and add the row of the whole sum."""
        for node in self.book.nodes():
            if not node.criteria or node.wiped_by:
                continue
            below = [at[one.code] for one in node.criteria if not isinstance(one.score, ADDING)]
            row = rows[at[node.code]]
            cells = [*row.cells]
            for column in self.sums:
                cells[column] = summed(cells[column], _placed(rows, below, column), self.words)
            rows[at[node.code]] = row._replace(cells=cells)
        top = [at[node.code] for node in self.book.criteria if not isinstance(node.score, ADDING)]
        adding = [at[leaf.code] for leaf in self.book.leaves() if isinstance(leaf.score, ADDING)]
        total = self._below("sheets.sum")
        total[2] = number(sum((node.max for node in self.book.criteria), Decimal(0)), self.words)
        for column in self.sums:
            total[column] = total_of(_placed(rows, [*top, *adding], column), self.words)
        rows.append(Row(total, strong=True))

    def _add_total(self, rows: list[Row]) -> None:
        """Add the row of the totals by the book, where they are not the plain sums above."""
        total, plain_sums = self._below("sheets.total"), rows[-1].cells
        for at, given in self.sums.items():
            total[at] = number(given.total, self.words) if given.points else Cell()
        if any(total[at].value not in (None, plain_sums[at].value) for at in self.sums):
            rows.append(Row(total, strong=True))

    def _below(self, key: str) -> list[Cell]:
        """Return the cells of a row below the table, with its name."""
        name = self.words(key)
        return [Cell(name, name) if at == 1 else Cell() for at in range(len(self.columns))]


def _placed(rows: Sequence[Row], at: Sequence[int], column: int) -> Placed:
    return [((row, column), rows[row].cells[column]) for row in at]
