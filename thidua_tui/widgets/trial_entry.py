"""The line in which a tried score is typed; its keys are those of the trial."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.widgets.text_input import Entry


class TrialEntry(Entry):
    """Letters are text here: yes and no are typed with them."""

    composes = False
    BINDINGS: ClassVar[list[BindingType]] = bindings_at("trial", to="screen")
