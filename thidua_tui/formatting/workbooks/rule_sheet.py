"""The rule book of a year as a sheet that the form of the rule book reads back."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from events.errors import BadInput
from events.score_book.book_toml import inline_kind
from events.score_book.leaf_kinds import (
    Bonus,
    CountPoints,
    DaysLate,
    Deduction,
    Direct,
    FormalDuty,
    Leaf,
    RateBand,
    RateBands,
)
from events.text import plain
from thidua_tui.formatting.tables.book_cells import scored
from thidua_tui.formatting.tables.columns import NONE
from thidua_tui.formatting.workbooks.sheet import Cell, Column, Row, Sheet
from thidua_tui.i18n.messages import Words, number_text
from thidua_tui.parsing.book_kinds import parse_kind
from views.rule_book import CriterionRow

INDENT = "  "
GROUP = "group"


def rule_sheet(rows: Sequence[CriterionRow], notes: tuple[str, ...], words: Words) -> Sheet:
    """Return the sheet: code, title, maximum, how a line is scored as it is typed, and in words.

    Args:
        rows: The lines of one book, as printed.
        notes: Lines below the title.
        words: The words of the chosen language.
    """
    heads = ("number", "criterion", "max", "scored-by", "scored")
    widths, right = (9, 52, 10, 30, 36), "max"
    columns = [
        Column(head, words(f"sheets.head.{head}"), width, head == right)
        for head, width in zip(heads, widths, strict=True)
    ]
    lines = []
    for row in rows:
        title, explained = INDENT * row.depth + plain(row.criterion_name), scored(row, words)
        most = Cell(row.max_points, words.number(row.max_points)) if row.max_points else Cell()
        kind = typed_kind(row.score, words) if row.score is not None else ""
        texts = (row.criterion, title, kind, "" if explained == NONE else explained)
        code, called, how, what = (Cell(text or None, text) for text in texts)
        lines.append(Row([code, called, most, how, what], strong=row.kind == GROUP))
    title = words("tables.title.rules")
    return Sheet(title, title, columns, lines, notes, pinned=2)


def typed_kind(kind: Leaf, words: Words) -> str:
    """Return how a leaf is scored, as `parse_kind` reads it: in words, else as inline TOML.

    Args:
        kind: The kind of the leaf; points that are given directly need no text.
        words: The words of the chosen language.
    """
    if isinstance(kind, Direct):
        return ""
    name = kind.duty if isinstance(kind, FormalDuty) else str(kind.__struct_config__.tag)
    text = " ".join((words(f"sheets.typed.{name}"), *_figures(kind, words)))
    try:
        return text if parse_kind(text)[0] == kind else inline_kind(kind)
    except BadInput:
        return inline_kind(kind)


def _figures(kind: Leaf, words: Words) -> list[str]:
    """Return the figures of a kind as they are typed."""
    match kind:
        case Bonus(each=each, cap=cap):
            more = [words("sheets.typed.at-most"), _number(cap)] if cap is not None else []
            return [_number(each), *more]
        case Deduction(each=points) | CountPoints(each=points) | FormalDuty(points=points):
            return [_number(points)]
        case DaysLate(bands=bands):
            return [f"{band.days}:{_number(band.points)}" for band in bands]
        case RateBands(bands=rates):
            return [_band(band) for band in rates]
    return []


def _band(band: RateBand) -> str:
    above = f">{_number(band.above)}" if band.above is not None else ""
    return f"{above or _number(band.at_least or Decimal(0))}:{_number(band.points)}"


def _number(value: Decimal) -> str:
    return number_text(value)
