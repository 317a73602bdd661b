"""The text that the score grid shows: headings, cells, totals and places, without a widget."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

CELL = 8
"""The width of a cell in characters."""
NOT_APPLICABLE = "–"


class GridContent(Struct, frozen=True, kw_only=True):
    """What a grid shows, as text: a cell is absent where nobody filled it, `marked` has styles."""

    head: tuple[str, ...]
    rows: Sequence[str] = ()
    columns: Sequence[tuple[str, str]] = ()
    cells: Mapping[tuple[int, int], str] = {}
    marked: Mapping[tuple[int, int], str] = {}
    totals: Mapping[int, str] = {}
    places: Mapping[int, str] = {}
