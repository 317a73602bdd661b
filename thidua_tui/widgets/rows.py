"""The row for each kind of field."""

from __future__ import annotations

from collections.abc import Sequence

from textual.widget import Widget

from thidua_tui.widgets.choice import Choice
from thidua_tui.widgets.editors import ManyLines, Number, OneLine
from thidua_tui.widgets.fields import FieldRow
from thidua_tui.widgets.picker import Matches, Picker
from thidua_tui.widgets.places import Places
from thidua_tui.widgets.ticks import TickList, Ticks

CHOOSING = ("choice", "flag")


def row_for(
    kind: str, name: str, label: str, hint: str, values: Sequence[tuple[str, str]] = ()
) -> FieldRow:
    """A row for a field of this kind; `values` are the words of a choice."""
    editor, below = _editor(kind, values)
    row = FieldRow(name, label, hint, editor, below)
    row.add_class(f"-{kind}")
    return row


def _editor(kind: str, values: Sequence[tuple[str, str]]) -> tuple[Widget, Widget | None]:
    match kind:
        case "choice" | "flag":
            return Choice(values), None
        case "pick":
            matches = Matches()
            return Picker(matches), matches
        case "picks":
            ticks = TickList()
            return Ticks(ticks), ticks
        case "places":
            return Places(), None
        case "prose" | "units" | "criteria":
            return ManyLines(), None
        case "year" | "number":
            return Number(), None
    return OneLine(), None
