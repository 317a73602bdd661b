"""The bindings of dialogs over a page: forms, menus, the grid, the line, questions.

Arrows, Enter, Tab and typed text belong to the fields themselves: the registry only lists them.
The rest is a person's own to choose, except that every dialog keeps a way out that is not Esc,
for which a terminal waits a tenth of a second.
"""

from __future__ import annotations

from functools import partial

from thidua_tui.keymap.action import Action, action
from thidua_tui.keymap.availability import needs_answers, needs_late_entry, needs_questions
from thidua_tui.keymap.contexts import CELLS, CHOOSING, DIALOGS, SOUGHT

FIELDS = ("form", "late")
ENTERED = (*FIELDS, "undo", "commit", "moment", "lot", "paper-check", "line", *SOUGHT)
"""Where Enter belongs to the field that is typed in."""
LOOKED_UP = ("moment", "paper-check")
"""Where the arrows go through a list below the field that is typed in."""
RECORDING = ("signing", "matrix", "new-year")
"""Lists in which a key records."""
CLOSED_BY_Q = (
    *(
        "thread",
        "agenda",
        "minutes",
        "presence",
        "reversals",
        "sources",
        "tour",
        "columns",
        "export",
        "sheet",
        "papers",
        "paper",
        "statistics",
        "merge",
        "wall-choice",
    ),
    *RECORDING,
)
RECORDED_BY_F2 = (*FIELDS, "grid", "commit", "new-year", "signing", "merge")
LEAVING = ("leave", "leave-list", "leave-point")
"""What a dialog is left by without doing anything."""
_dialog = partial(action, group="dialog")
_grid = partial(action, where=("grid",), group="dialog")
_cells = partial(action, where=CELLS, group="dialog")
_trial = partial(action, where=("trial",), group="dialog")
DIALOG_ACTIONS: tuple[Action, ...] = (
    _dialog("choose", "up", "down", where=(*SOUGHT, *CHOOSING, *LOOKED_UP), bar=1, bound=False),
    _dialog("enter", "enter", where=ENTERED, bar=2, bound=False),
    _dialog("take", "enter", where=CHOOSING, bar=2),
    _dialog("record", "f2", "ctrl+s", where=RECORDED_BY_F2, bar=3),
    _dialog("late-end", "f7", where=("late",), bar=4, off=needs_late_entry),
    _cells("cell-down", "enter", "down", bar=1),
    _cells("cell-up", "up"),
    _cells("cell-right", "tab", bar=2),
    _cells("cell-left", "shift+tab"),
    _cells("cell-side", "left", "right", "home", "end", bound=False),
    _cells("points", *"0123456789", bound=False),
    _cells("not-applicable", "-", bar=7, bound=False),
    _cells("unstage", "delete", bound=False),
    _grid("unstage-all", "f7", bar=8),
    _grid("other-face", "v", bar=6),
    _grid("next-missing", "m", bar=6),
    _grid("by-gap", "g", bar=6),
    _grid("cells-down", "pagedown"),
    _grid("cells-up", "pageup"),
    _grid("next-unit", "ctrl+down", "]", bar=9),
    _grid("previous-unit", "ctrl+up", "["),
    _dialog("stage", "f8", where=("grid", "blind"), bar=4),
    _dialog("compare", "f2", "ctrl+s", where=("blind",), bar=3),
    _dialog("to-untyped", "f3", where=("blind",), bar=6),
    _dialog("to-cell", "f2", where=("controls",), bar=3),
    _dialog("keep-first", "g", "k", where=("reading",), bar=3),
    _dialog("take-second", "t", "r", where=("reading",), bar=3),
    _dialog("record-reading", "f2", "ctrl+s", where=("reading",), bar=2),
    _grid("control-totals", "ctrl+t", bar=8),
    _grid("read-again", "ctrl+r", bar=9),
    _grid("accept-proposals", "f3", bar=8),
    _grid("toggle-notes", "ctrl+n", bar=9),
    _grid("whole-form", "f6", bar=6),
    _trial("trial-down", "enter", "down", bar=1),
    _trial("trial-up", "up"),
    _trial("trial-leaf-down", "pagedown"),
    _trial("trial-leaf-up", "pageup"),
    _trial("trial-next-unit", "tab", bar=2),
    _trial("trial-last-unit", "shift+tab"),
    _trial("trial-stage", "f2", "ctrl+s", bar=3),
    _trial("trial-take-back", "delete", bar=4),
    _trial("trial-undo", "ctrl+z", bar=4),
    _trial("trial-throw-away", "f7", bar=6),
    _grid("give-explanation", "i", bar=10),
    _grid("file-evidence", "e", bar=11),
    _grid("next-sheet-step", "b", bar=12),
    _grid("return-sheet", "t", bar=13),
    _grid("choose-scorer", "ctrl+l", bar=8),
    _grid("open-sheets", "o", bar=10),
    _dialog("next-area", "tab", where=("menu", "table-menu"), bar=3),
    _dialog("last-area", "shift+tab", where=("menu", "table-menu")),
    _dialog("complete", "tab", where=("line", "files"), bar=3),
    _dialog("complete-back", "shift+tab", where=("line",)),
    _dialog("earlier-line", "up", where=("line",), bar=4),
    _dialog("later-line", "down", where=("line",), bar=4),
    _dialog("finish-item", "space", where=("agenda",), bar=3),
    _dialog("skip-item", "b", where=("agenda",), bar=4),
    _dialog("go-to-item", "g", where=("agenda",), bar=6),
    _dialog("add-item", "t", "+", where=("agenda",), bar=6),
    _dialog("change-item", "s", where=("agenda",), bar=6),
    _dialog("speaker-turn", "n", where=("agenda",), bar=4),
    _dialog("item-earlier", "shift+up", "ctrl+up", where=("agenda",), bar=6),
    _dialog("item-later", "shift+down", "ctrl+down", where=("agenda",), bar=6),
    _dialog("minutes-next", "+", where=("minutes",), bar=4),
    _dialog("add-source", "+", where=("sources",), bar=4),
    _dialog("presence-number", *"0123456789", where=("presence",), bar=1, bound=False),
    _dialog("toggle-presence", "space", where=("presence",), bar=3),
    _dialog("mark-absent", "v", where=("presence",), bar=3),
    _dialog("all-present", "+", where=("presence",), bar=4),
    _dialog("attendance-list", "t", where=("presence",), bar=6),
    _dialog("meeting-guest", "k", where=("presence",), bar=6),
    _dialog("assign-column", "c", where=("sheet",), bar=4),
    _dialog("tick", "space", where=("columns", *RECORDING), bar=1),
    _dialog("answer", "1", "2", "3", where=("conflict", "merge"), bar=1, bound=False),
    _dialog("answer-both", "4", where=("merge",), bar=1),
    _dialog("rest-ours", "7", where=("merge",), bar=6, off=needs_questions),
    _dialog("rest-theirs", "8", where=("merge",), bar=6, off=needs_questions),
    _dialog("rest-later", "9", where=("merge",), bar=6, off=needs_questions),
    _dialog("answer-undo", "ctrl+z", where=("merge",), bar=4, off=needs_answers),
    _dialog("next-step", "enter", "space", where=("tour",), bar=1),
    _dialog("step", "1", "2", "3", "4", where=("tour",), bar=2, bound=False),
    _dialog("leave", "escape", "f4", where=DIALOGS, bar=5),
    _dialog("leave-list", "q", where=CLOSED_BY_Q),
    _dialog("matrix-left", "left", where=("matrix",)),
    _dialog("matrix-right", "right", where=("matrix",), bar=7),
    _dialog("end-movement", "e", where=("matrix",), bar=4),
    _dialog("add-movement", "m", where=("matrix",), bar=4),
    _dialog("file-compact-text", "f", where=("signing",), bar=6),
    _dialog("issue-this-paper", "f2", "ctrl+s", where=("paper",), bar=2),
    _dialog("pick-paper-file", "ctrl+f", where=("paper-check",), bar=3),
    _dialog("save-paper", "s", where=("paper",), bar=3),
    _dialog("number-this-paper", "+", where=("paper",), bar=4),
    _dialog("cancel-this-paper", "delete", where=("paper",), bar=6),
    _dialog("figure-left", "left", "shift+left", where=("statistics",)),
    _dialog("figure-right", "right", "shift+right", where=("statistics",), bar=4),
    _dialog("next-form", "tab", where=("statistics",), bar=3),
    _dialog("form-year-before", ",", "<", where=("statistics",)),
    _dialog("form-year-after", ".", ">", where=("statistics",), bar=3),
    _dialog("form-notes", "g", where=("statistics",), bar=6),
    _dialog("save-form", "s", where=("statistics",), bar=6),
    _dialog("give-up", "delete", where=("resume",), bar=6),
    _dialog("why", "f6", where=("form",), bar=6),
    _dialog("attach", "f3", where=("form",), bar=7),
    _dialog("anew", "f8", where=("form",), bar=7),
    _dialog("in-field", "up", "down", "pageup", "pagedown", where=FIELDS, bound=False),
    _dialog(
        "next-field", "tab", "shift+tab", where=(*FIELDS, "moment", "commit", "lot"), bound=False
    ),
    _dialog("explain", "f1", where=("line",), bar=6),
)
