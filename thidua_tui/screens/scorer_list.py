"""Choosing by whom points are given: a few letters, and Enter."""

from __future__ import annotations

from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.screens.search_list import Seek


class ScorerList(Seek):
    """Dismissed with the unit that scores, or None."""

    PLACE = "scorer"
    BINDINGS = bindings_at("scorer", to="screen")
