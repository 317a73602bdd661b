"""What a workbook shows, as data: no library that writes workbooks is needed to make it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, NamedTuple, TypeAlias

from thidua_tui.parsing.sheet_marks import SheetMarks

Value: TypeAlias = str | Decimal | int | date | datetime | None
"""A number stays exact, an instant has the hour that is printed; None is an empty cell."""


class Rule(NamedTuple):
    """What may be filled in a cell.

    Attributes:
        kind: `points` from 0 to `most`; a whole `count`; `yes` or no; any `text`.
        most: The greatest number of points.
    """

    kind: Literal["points", "count", "yes", "text"]
    most: Decimal = Decimal(0)


class Cell(NamedTuple):
    """A cell.

    Attributes:
        value: What it holds.
        text: The same as it is printed.
        adds: Row and column, from 0, of each cell of the table that it adds up; its value is the
            sum. Empty for what is no sum.
        rule: What may be filled in; None for a locked cell.
    """

    value: Value = None
    text: str = ""
    adds: tuple[tuple[int, int], ...] = ()
    rule: Rule | None = None


class Column(NamedTuple):
    """A column: its key, its heading, and its width in digits, 0 for as wide as it needs."""

    key: str
    heading: str
    width: int = 0
    right: bool = False


class Row(NamedTuple):
    """A row; `code` names its criterion or unit, `strong` is a heading or a sum."""

    cells: Sequence[Cell]
    code: str = ""
    strong: bool = False


class Sheet(NamedTuple):
    """A sheet of a workbook.

    Attributes:
        name: The name on its tab, from the words of the program.
        title: The line above it.
        notes: Lines below the title.
        columns: Its columns.
        rows: Its rows, each with a cell for each column.
        foot: A line below the table.
        pinned: The columns at the left that stay in sight.
        keyed: Whether the keys of the columns and the codes of the rows are written, hidden.
    """

    name: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    notes: Sequence[str] = ()
    foot: str = ""
    pinned: int = 1
    keyed: bool = False

    @property
    def fillable(self) -> bool:
        """Whether some cell may be filled in."""
        return any(cell.rule for row in self.rows for cell in row.cells)


class Workbook(NamedTuple):
    """Sheets with what the file says of itself.

    Attributes:
        sheets: The visible sheets.
        marks: From which ledger it comes, at which position, and the digest of its facts.
        fingerprint: The line at the foot of each printed page.
        at: The instant of the last entry (UTC): the only date in the file.
    """

    sheets: Sequence[Sheet]
    marks: SheetMarks
    fingerprint: str
    at: datetime
