"""Choosing which sheet of a workbook is read, or of which unit it is."""

from __future__ import annotations

from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.screens.search_list import Seek


class SheetTabs(Seek):
    """Dismissed with the item whose `code` is a sheet or a unit, or None."""

    PLACE = "sheet-tabs"
    BINDINGS = bindings_at("sheet-tabs", to="screen")
