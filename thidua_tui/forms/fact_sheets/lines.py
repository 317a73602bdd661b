"""What a list says, row by row: members, roles and awards, each with what would be recorded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from msgspec import Struct

from events.command import Command
from events.errors import ThiduaError
from thidua_tui.parsing.sheet_marks import SheetMarks

Kind: TypeAlias = Literal["roster", "awards"]
"""Lists of members with their roles, of one year or of several; lists of awards."""
Fact: TypeAlias = Literal["member", "head", "deputy", "acting", "award"]
Doubt: TypeAlias = Literal["hidden", "open-end"]
"""In a hidden row or column; the last year of a membership is not given."""
Whole: TypeAlias = Literal["another-year", "another-ledger", "only-names"]
"""Of the whole list: its title names another year; it was written from another ledger; it may be
no list of members, as it has columns with numbers that are not read."""
MOST = 1_500
"""So many things a list may say: 60 units over 25 years."""


class FactLine(Struct, frozen=True, kw_only=True):
    """One thing that a list says and the ledger does not have, or that cannot be recorded.

    Attributes:
        at: The name of its cell on the sheet, `B7`.
        name: The unit as the list names it.
        fact: What it says.
        unit: The code of the unit; empty where the ledger has none of that name.
        year: The year; None where the list does not say it.
        rank: The place of a deputy; None where it is not given.
        command: What is recorded for it alone; None for a member, who is recorded with the others
            of the year, and where nothing can be.
        detail: The award, with number and day as the list has them.
        refusal: Why it cannot be recorded; None where it can.
        doubts: What has to be answered before it is recorded.
        changes: Whether a list of members that is recorded has to be corrected for it.
    """

    at: str
    name: str
    fact: Fact
    unit: str = ""
    year: int | None = None
    rank: int | None = None
    command: Command | None = None
    detail: str = ""
    refusal: ThiduaError | None = None
    doubts: tuple[Doubt, ...] = ()
    changes: bool = False

    @property
    def wrong(self) -> bool:
        """Whether it cannot be recorded."""
        return self.refusal is not None


class FactsReading(Struct, frozen=True, kw_only=True):
    """What a list says, over the ledger.

    Attributes:
        kind: What it lists.
        name: The name of the sheet.
        digest: SHA-256 of the file in hexadecimal digits.
        marks: What the workbook says of itself; None for a list of somebody else.
        lines: What is new, or cannot be recorded, in the order of the sheet.
        command: What records all of it as one act; None where nothing is new or something is wrong.
        same: How many things are as recorded.
        kept: Year -> the members in the ledger that the list does not name: they stay.
        passed: Heads of columns that are passed over.
        assigned: Head -> what its column holds, of those that a person assigned.
        doubts: What has to be answered about the whole.
    """

    kind: Kind
    name: str
    digest: str
    marks: SheetMarks | None
    lines: tuple[FactLine, ...]
    command: Command | None = None
    same: int = 0
    kept: Mapping[int, tuple[str, ...]] = {}
    passed: tuple[str, ...] = ()
    assigned: Mapping[str, str] = {}
    doubts: tuple[Whole, ...] = ()

    @property
    def wrong(self) -> tuple[FactLine, ...]:
        """What cannot be recorded."""
        return tuple(line for line in self.lines if line.wrong)

    @property
    def doubtful(self) -> tuple[FactLine, ...]:
        """What has to be answered."""
        return tuple(line for line in self.lines if line.doubts and not line.wrong)

    @property
    def asked(self) -> int:
        """How much has to be answered."""
        return len(self.doubtful) + len(self.doubts)
