"""The bindings of dialogs over a page: forms, menus, the grid, the line, questions.

Arrows, Enter, Tab and typed text belong to the fields themselves: the registry only lists them.
The rest is a person's own to choose, except that every dialog keeps a way out that is not Esc,
for which a terminal waits a tenth of a second.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from thidua_tui.keymap.action import Action, action
from thidua_tui.keymap.availability import needs_late_entry
from thidua_tui.keymap.contexts import CHOOSING, DIALOGS, SOUGHT

FIELDS = ("form", "late")
ENTERED = (*FIELDS, "undo", "moment", "line", *SOUGHT)
"""Where Enter belongs to the field that is typed in."""
LEAVING = ("leave", "leave-list", "leave-point")
"""What a dialog is left by without doing anything."""


def _dialogs() -> Iterator[Action]:
    on = partial(action, group="dialog")
    chosen = (*SOUGHT, *CHOOSING, "moment")
    yield on("choose", "up", "down", where=chosen, bar=1, bound=False)
    yield on("enter", "enter", where=ENTERED, bar=2, bound=False)
    yield on("take", "enter", where=CHOOSING, bar=2)
    yield on("record", "f2", "ctrl+s", where=FIELDS, bar=3)
    yield on("late-end", "f7", where=("late",), bar=4, off=needs_late_entry)
    yield from _grid()
    yield on("complete", "tab", where=("line",), bar=3)
    yield on("complete-back", "shift+tab", where=("line",))
    yield on("earlier-line", "up", where=("line",), bar=4)
    yield on("later-line", "down", where=("line",), bar=4)
    yield on("add-source", "+", where=("sources",), bar=4)
    yield on("answer", "1", "2", "3", where=("conflict",), bar=1, bound=False)
    yield on("next-step", "enter", "space", where=("tour",), bar=1)
    yield on("step", "1", "2", "3", "4", where=("tour",), bar=2, bound=False)
    yield on("leave", "escape", "f4", where=DIALOGS, bar=5)
    yield on("leave-list", "q", where=("reversals", "sources", "tour"))
    yield on("give-up", "delete", where=("resume",), bar=6)
    yield on("why", "f6", where=("form",), bar=6)
    yield on("anew", "f8", where=("form",), bar=7)
    yield on("in-field", "up", "down", "pageup", "pagedown", where=FIELDS, bound=False)
    yield on("next-field", "tab", "shift+tab", where=(*FIELDS, "moment"), bound=False)
    yield on("explain", "f1", where=("line",), bar=6)


def _grid() -> Iterator[Action]:
    on = partial(action, where=("grid",), group="dialog")
    yield on("cell-down", "enter", "down", bar=1)
    yield on("cell-up", "up")
    yield on("cell-right", "tab", bar=2)
    yield on("cell-left", "shift+tab")
    yield on("cell-side", "left", "right", "home", "end", bound=False)
    yield on("points", *"0123456789", bound=False)
    yield on("not-applicable", "-", bar=7, bound=False)
    yield on("stage", "f8", bar=4)
    yield on("whole-form", "f6", bar=6)


DIALOG_ACTIONS = tuple(_dialogs())
