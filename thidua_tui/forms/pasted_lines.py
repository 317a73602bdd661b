"""A block pasted over the sheet of one unit: its rows are lines, its columns are stages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from events.scoring import Stage
from thidua_tui.parsing.clipboard_table import rows_of

WORD = 3
"""Letters of what may be a value (`có`, `k`); a longer text without a digit is a title."""


class PlacedLines(Struct, frozen=True, kw_only=True):
    """Where the cells of a block go.

    Attributes:
        cells: Line and stage -> the text.
        rows: Rows below the last line.
        columns: Columns behind the last stage.
        strangers: Codes that are no lines of the sheet.
    """

    cells: Mapping[tuple[str, Stage], str]
    rows: int = 0
    columns: int = 0
    strangers: tuple[str, ...] = ()


def place_lines(
    text: str, shown: Sequence[str], line: str, stages: Sequence[Stage], groups: Sequence[str]
) -> PlacedLines:
    """Find the line and the stage of each cell of a block; blank cells are passed over.

    A first column of codes names the lines, and a column of titles behind it is passed over;
    without codes the lines follow each other from the cursor on, as they are shown.

    Args:
        text: What was pasted.
        shown: The leaves in the order that is shown.
        line: The leaf of the cursor.
        stages: The stages from the cursor's on.
        groups: The codes of groups, whose sums are passed over.
    """
    rows = rows_of(text)
    coded = sum(bool(row) and row[0] in {*shown, *groups} for row in rows)
    named = coded > 0 and 2 * coded >= len(rows)
    begin = 0
    if named:
        begin = 2 if _titles([row[1] for row in rows if len(row) > 1]) else 1
    at = shown.index(line) if line in shown else 0
    cells: dict[tuple[str, Stage], str] = {}
    strangers, below, wide = list[str](), 0, 0
    for number, row in enumerate(rows):
        values = row[begin:]
        wide = max(wide, *(n + 1 for n, value in enumerate(values) if value), 0)
        code = row[0] if named and row else ""
        if named and code not in shown:
            strangers += [code] if code and code not in groups else []
            continue
        if not named and at + number >= len(shown):
            below += 1
            continue
        target = code or shown[at + number]
        of_row = zip(stages, values, strict=False)
        cells |= {(target, stage): value for stage, value in of_row if value}
    return PlacedLines(
        cells=cells,
        rows=below,
        columns=max(0, wide - len(stages)),
        strangers=tuple(strangers),
    )


def _titles(texts: Sequence[str]) -> bool:
    """Whether a column holds titles: words, and no value."""
    longest = max(map(len, texts), default=0)
    return longest > WORD and not any(text[:1].isdigit() for text in texts)
