"""The row for each kind of field."""

from __future__ import annotations

from collections.abc import Sequence

from textual.widget import Widget

from thidua_tui.widgets.field_editors import (
    CriteriaLines,
    ManyLines,
    Number,
    OneLine,
    Sign,
    UnitLines,
)
from thidua_tui.widgets.field_row import FieldRow
from thidua_tui.widgets.multi_select import Ticks
from thidua_tui.widgets.picker import Picker
from thidua_tui.widgets.radio_choice import Choice
from thidua_tui.widgets.ranking_editor import Places


def row_for(
    kind: str, name: str, label: str, hint: str, values: Sequence[tuple[str, str]] = ()
) -> FieldRow:
    """A row for a field of this kind; `values` are the words of a choice."""
    row = FieldRow(name, label, hint, _editor(kind, values))
    row.add_class(f"-{kind}")
    return row


def _editor(kind: str, values: Sequence[tuple[str, str]]) -> Widget:
    match kind:
        case "choice" | "flag":
            return Choice(values)
        case "pick":
            return Picker()
        case "picks":
            return Ticks()
        case "places":
            return Places()
        case "units":
            return UnitLines()
        case "criteria":
            return CriteriaLines()
        case "prose":
            return ManyLines()
        case "year" | "number":
            return Number()
        case "code" | "key" | "points" | "votes":
            return Sign()
    return OneLine()
