"""What marks a workbook as one of this program: a hidden sheet, a hidden row and a hidden column.

The sheet `SHEET` is hidden and holds a key and a value in each row. The first visible sheet has a
hidden first row with the key of each column, and a hidden first column with the code of the
criterion or unit of each row; a row without a code is a heading or a sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

SHEET = "thidua"
"""The name of the hidden sheet."""
SCHEMA = 1
"""The shape of the marks and of the keys; a change of meaning raises it."""
KEY_ROW, CODE_COLUMN = 0, 0
"""The hidden row with the keys, and the hidden column with the codes, both from 0."""
SCORES, MATRIX, RULES, ROSTER, RANKING = KINDS = ("scores", "matrix", "rules", "roster", "ranking")
"""The kinds of sheet."""
FILES = {
    SCORES: "diem",
    MATRIX: "bang-diem",
    RULES: "tieu-chi",
    ROSTER: "thanh-vien",
    RANKING: "xep-hang",
}
"""Kind -> how its file is named in a folder."""
CODE, TITLE, MAX, NOTE, EVIDENCE = "code", "title", "max", "note", "evidence"
"""Keys of columns: code and title of the row, greatest number of points, note, evidence."""
POINTS = "points:"
"""The key of a column of points that are worked out begins with it; the stage follows."""
CRITERION = "criterion:"
"""The key of a column of a matrix begins with it; the criterion's code follows."""
NOT_APPLICABLE = "KAD"
"""A cell of points that does not apply to the unit (không áp dụng)."""
_NUMBERS = ("schema", "entries")


class SheetMarks(Struct, frozen=True, kw_only=True):
    """What a workbook says of itself.

    What can be filled in is the column with the name of the `stage` as its key (of a matrix, the
    columns of criteria), the evidence of that stage, and the note. A cell holds points of a line
    that is scored directly, else what is observed, as it is typed (`parsing.observations`).

    Attributes:
        kind: One of `KINDS`.
        schema: The shape of the workbook.
        ledger: The name of the ledger from which it was written.
        entries: The position of the last entry that it takes into account, from 1.
        cluster: The code of the cluster.
        year: The year; None where the sheet belongs to no year.
        unit: The code of the unit of a score sheet; empty for other kinds.
        stage: The stage whose cells can be filled in; empty where none can.
        digest: SHA-256 of the facts that it shows, in hexadecimal.
        scorer: The code of the unit that fills in a sheet of peer scores; empty for others.
    """

    kind: str
    ledger: str
    entries: int
    cluster: str
    digest: str
    year: int | None = None
    unit: str = ""
    stage: str = ""
    schema: int = SCHEMA
    scorer: str = ""

    def to_rows(self) -> list[tuple[str, str]]:
        """Return a key and a value for each row of the hidden sheet; an empty value is unknown."""
        values = ((name, getattr(self, name)) for name in self.__struct_fields__)
        return [(name, "" if value is None else str(value)) for name, value in values]

    @classmethod
    def from_rows(cls, rows: Iterable[Sequence[str]]) -> SheetMarks | None:
        """Return the marks in the rows of the hidden sheet; None where they are none.

        Args:
            rows: The cells of each row as text; keys of a later schema are passed over.
        """
        found = {row[0]: row[1] if len(row) > 1 else "" for row in rows if row}
        if not {"kind", "ledger", "entries", "schema"} <= found.keys():
            return None
        if not all(_is_number(found[name]) for name in _NUMBERS):
            return None
        year = found.get("year", "")
        return cls(
            kind=found["kind"],
            schema=int(found["schema"]),
            ledger=found["ledger"],
            entries=int(found["entries"]),
            cluster=found.get("cluster", ""),
            year=int(year) if _is_number(year) else None,
            unit=found.get("unit", ""),
            stage=found.get("stage", ""),
            digest=found.get("digest", ""),
            scorer=found.get("scorer", ""),
        )


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19
