"""Every key of every page, once: bindings, the bar at the foot, `?` help and `docs/keys.md`.

Neither a letter nor backspace destroys anything. A letter has its Telex twin (`d` and `đ`)
and its capital, because an input method and Caps Lock are easily forgotten. An action that is off
stays bound and says why.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from textual.binding import Binding, BindingType

from thidua_tui.keymap.action import TELEX as TELEX
from thidua_tui.keymap.action import Action as Action
from thidua_tui.keymap.action import action
from thidua_tui.keymap.action import with_twins as with_twins
from thidua_tui.keymap.availability import (
    entry_counts,
    looks_back,
    may_record,
    needs_choice,
    needs_cluster,
    needs_files,
    needs_ledger,
    needs_open_meeting,
    needs_own_wall,
    needs_page_before,
    needs_papers,
    needs_wall,
)
from thidua_tui.keymap.contexts import DIALOGS, PAGES, READING, SCROLLED, SLIDES, SOUGHT, TIMED, fit
from thidua_tui.keymap.dialog_actions import DIALOG_ACTIONS
from thidua_tui.keymap.key_names import shown as shown
from thidua_tui.keymap.key_names import spelt

LISTS = (
    "home", "year", "leaders", "chronicle", "journal", "tables", "player", "trail", "changes",
    "unit", "why", "reason", "award-board",
)  # fmt: skip
AT_MEETING = ("year", "agenda")
"""Places from which a meeting is held."""
DRAWN = ("leaders", "player", "chronicle", "unit", *SLIDES)
"""Places with a picture to keep."""


WITH_PAPERS = ("agenda", "minutes", "signing", "award-board")
"""Places of which papers are made; on the page of a year `p` elects a deputy."""


WITH_WALL = (*READING, "agenda", "presence", "minutes")
"""Places from which the wall is turned."""


WITH_FIGURES = ("year", "tables", "award-board")
"""Places from which the statistical forms are opened."""


def _act(name: str, key: str, bar: int, where: tuple[str, ...] = ("year",), **more: Any) -> Action:
    off = needs_ledger if "home" in where else needs_cluster
    return action(name, key, where=where, off=off, act=name, bar=bar, group="record", **more)


def _stepped(*left_out: str) -> tuple[str, ...]:
    """The places that can be seen at another moment, without these."""
    return tuple(place for place in TIMED if place not in left_out)


HELPED = (*READING, *(place for place in DIALOGS if place != "line"))
"""Where the keys can be asked for; in the line that key explains the syntax."""
JUMPED = (*SCROLLED, *(place for place in DIALOGS if place != "tour"))
"""Where something can be jumped to; the tour's steps have numbers."""
RECORDED = (*PAGES, "unit", "entry", "trail", "changes", "player", "award-board")
"""Where the list of acts opens."""
YEARS = ("year", "leaders", "tables", "chronicle", "unit")
PLAYER, CHANGES, WHY = ("player",), ("changes",), ("why",)
_program = partial(action, group="program")
_look = partial(action, group="look")
_table = partial(action, group="look", where=("tables",), off=needs_ledger)
_of_cluster = partial(action, group="look", off=needs_cluster)
_time = partial(action, group="time", off=needs_ledger)
_record = partial(action, group="record", off=may_record)
ACTIONS: tuple[Action, ...] = (
    _program("help", "?", "f1", where=HELPED, bar=1),
    _program("quit", "q", "ctrl+q", where=(*READING, "unreadable"), bar=3),
    _program("palette", "ctrl+p", where=(*READING, *SOUGHT), bar=50, off=needs_ledger),
    action("back", "escape", off=needs_page_before, bar=2),
    action("home", "0", off=needs_ledger),
    action("year", "1", off=needs_cluster),
    action("leaders", "2", off=needs_cluster),
    action("journal", "3", off=needs_ledger),
    action("tables", "4", off=needs_ledger),
    action("chronicle", "5", off=needs_cluster),
    _of_cluster("year-before", "left", ",", where=YEARS, bar=30),
    _of_cluster("year-after", "right", ".", where=YEARS, bar=31),
    _of_cluster("year-with-facts-before", "ctrl+left", "<", where=YEARS, bar=34),
    _of_cluster("year-with-facts-after", "ctrl+right", ">", where=YEARS, bar=34),
    # What changes the moment that is known; on an entry some of these keys mean something else.
    _time("act-before", "[", where=_stepped("entry"), bar=40),
    _time("act-after", "]", where=_stepped("entry"), bar=41, off=looks_back),
    _time("meeting-before", "{", where=TIMED, bar=42),
    _time("meeting-after", "}", where=TIMED, bar=43, off=looks_back),
    _time("now", "n", where=TIMED, bar=36, off=looks_back),
    _time("moment", "@", "ctrl+g", where=TIMED, bar=46),
    # What shows how something came to be, and what changed.
    _time(
        "history",
        "h",
        where=(*PAGES, "unit", "entry", "grid", "sources", "minutes", "why", "reason"),
        bar=44,
    ),
    _time("next-facet", "tab", where=("trail",), bar=5),
    _time("last-facet", "shift+tab", where=("trail",)),
    _time("before-it", "[", where=("entry",), bar=8),
    _time("after-it", "]", where=("entry",), bar=8),
    _time("changes", "v", where=_stepped("changes"), bar=45),
    _time("as-sentences", "tab", where=CHANGES, bar=5),
    _time("since", "f", where=CHANGES, bar=5),
    _time("since-before", "left", ",", where=CHANGES, bar=6),
    _time("since-after", "right", ".", where=CHANGES, bar=6),
    _look("move", "up", "down", where=SCROLLED, bound=False),
    _look("leaf", "pageup", "pagedown", where=(*SCROLLED, *SOUGHT, "undo"), bound=False),
    _look("ends", "home", "end", where=SCROLLED, bound=False),
    action("open", "enter", where=(*LISTS, "entry"), off=needs_choice, bar=4),
    # Why a unit has its place.
    _of_cluster("why-place", "f12", where=("year", "tables", "grid"), bar=33),
    _of_cluster("partner-before", "left", ",", where=WHY, bar=5),
    _of_cluster("partner-after", "right", ".", where=WHY, bar=5),
    _of_cluster("swap-units", "s", where=WHY, bar=7),
    _of_cluster("safety", "tab", where=WHY, bar=6),
    _of_cluster("trial", "t", where=WHY, bar=6),
    _of_cluster("try-scores", "u", where=("grid",), bar=34),
    # How far the awards of the year came.
    _of_cluster("award-board", "f2", where=("year", "leaders", "tables", "chronicle"), bar=33),
    _of_cluster("board-before", "left", ",", where=("award-board",), bar=6),
    _of_cluster("board-after", "right", ".", where=("award-board",), bar=6),
    _of_cluster("award-entries", "tab", where=("award-board",), bar=5),
    # The replay of the headship.
    _of_cluster("replay", "space", where=("leaders",), bar=5),
    _of_cluster("replay-year", "ctrl+r", where=("year",), bar=34),
    _of_cluster("play", "space", where=PLAYER, bar=1),
    _of_cluster("step-back", "left", ",", where=PLAYER, bar=2),
    _of_cluster("step-on", "right", ".", where=PLAYER, bar=2),
    _of_cluster("faster", "+", "=", where=PLAYER, bar=2),
    _of_cluster("slower", "-", where=PLAYER, bar=2),
    _of_cluster("halt-at-decisions", "d", where=PLAYER, bar=2),
    _of_cluster("other-axis", "tab", where=PLAYER, bar=2),
    _of_cluster("keep-picture", "e", where=DRAWN, bar=8),
    # A year on the wall.
    _of_cluster("projector", "i", where=("year", "leaders"), bar=32),
    _of_cluster("reveal", "r", where=("year", "agenda", "presence", "minutes"), bar=33),
    _of_cluster("slide-on", "space", "enter", "right", "pagedown", where=SLIDES, bar=1),
    _of_cluster("slide-back", "left", "pageup", where=SLIDES, bar=2),
    _of_cluster("first-slide", "home", where=SLIDES, bar=3),
    _of_cluster("blank-slide", "b", ".", where=SLIDES, bar=4),
    _of_cluster("fewer-places", "-", where=("reveal",), bar=5),
    _of_cluster("more-places", "+", "=", where=("reveal",), bar=6),
    _of_cluster("other-order", "tab", where=("reveal",), bar=7),
    # The second window on the wall. No `w`: Telex makes of it the letter that `]` makes, too.
    _of_cluster("wall-choice", "ctrl+w", where=(*WITH_WALL, "wall-choice"), bar=32),
    _look("wall-hold", "f4", off=needs_wall, bar=32),
    _look(
        *("wall-blank", "f8"),
        where=WITH_WALL,
        off=needs_own_wall,
        bar=32,
    ),
    _look("show-on-wall", "i", where=("tables", "minutes"), off=needs_own_wall, bar=31),
    _look("filter", "/", "ctrl+f", where=("journal", "changes", "tables"), off=needs_ledger, bar=5),
    _look("next-table", "tab", where=("tables",), off=needs_ledger, bar=5),
    _of_cluster("next-panel", "tab", where=("chronicle",), bar=5),
    _look("last-table", "shift+tab", where=("tables",), off=needs_ledger),
    _look("choose-table", "g", where=("tables",), off=needs_ledger, bar=6),
    # The view of a table; the arrows alone are the keys of the years.
    _table("column-before", "shift+left"),
    _table("column-after", "shift+right", bar=6),
    _table("sort", "s", bar=5),
    _table("columns", "o", bar=6),
    _table("export-table", "e", bar=6),
    _table("copy-cell", "c", bar=6),
    _table("wider", "+", "="),
    _table("narrower", "-"),
    _table("fit-width", "_"),
    _table("pin-columns", "p"),
    _table("bars", "b"),
    _record("correct", "s", where=("entry",), off=entry_counts, bar=5),
    _record("take-back", "delete", where=("entry",), off=entry_counts, bar=6),
    _record("attach-evidence", "f", where=("entry",), off=entry_counts, bar=7),
    _look("copy-path", "c", where=("entry",), off=needs_files, bar=9),
    _record("acts", "a", where=RECORDED, bar=5),
    _record("line", ":", where=SCROLLED, bar=7),
    _act("open-meeting", "o", 10),
    _record(
        "roll-call", "f6", where=("year", "agenda", "presence"), off=needs_open_meeting, bar=11
    ),
    _act("record-remark", "y", 11, AT_MEETING),
    _act("record-score", "c", 12, looks=True),
    _of_cluster("run-sheet", "space", where=("year",), bar=4),
    _record("unit-sheet", "ctrl+l", where=("year",), off=needs_cluster, looks=True),
    _record("missing-scores", "e", where=("year",), off=needs_cluster, bar=12),
    _record("read-sheet", "ctrl+f", where=("year", "grid"), off=needs_cluster, bar=34),
    _act("adopt-result", "k", 13),
    _act("nominate", "d", 14, where=("year", "award-board")),
    _act("close-meeting", "b", 15),
    _act("elect-head", "t", 15),
    _act("elect-deputy", "p", 16),
    _act("sign-compact", "g", 17),
    _act("launch-movement", "m", 17),
    _act("record-roster", "s", 18),
    _act("found-unit", "u", 19, ("home", "year")),
    _act("found-cluster", "l", 20, ("home",)),
    _record("undo", "ctrl+z", where=(*READING, "agenda", "grid", "presence"), bar=21),
    _record("redo", "ctrl+y", where=(*READING, "grid")),
    _record("reversals", "z", where=(*READING, "reversals")),
    _program("checkpoint", "x", off=needs_ledger),
    _program("copy-code", "c", where=("checkpoint",), bar=1),
    _program("old-code", "tab", "/", where=("checkpoint",), bar=2),
    action("leave-point", "escape", "x", "q", where=("checkpoint",), bar=3),
    _record("late-entry", "f7"),
    action("jump", "j", "ctrl+o", where=JUMPED, off=needs_ledger, bar=49),
    _program("tour", "f3", where=(*PAGES, "tour"), off=may_record, bar=48),
    _of_cluster("sort-members", "l", where=("year",), bar=34),
    _of_cluster("save-sheet", "=", where=("year", "grid"), bar=35),
    _of_cluster("read-minutes", "ctrl+e", where=(*AT_MEETING, "minutes"), bar=20),
    _look("papers", "p", "ctrl+t", where=WITH_PAPERS, off=needs_papers, bar=20),
    _look("year-papers", "ctrl+t", where=("year",), off=needs_papers, bar=11),
    _of_cluster("statistics", "%", where=WITH_FIGURES, bar=34),
    _of_cluster("sources", "f", where=("year", "sources"), bar=33),
    _look("check-paper", "#", off=needs_ledger),
    _look("draw-lot", "&", off=needs_ledger),
    _program("theme", "f9"),
    _program("input-method", "f5"),
    *DIALOG_ACTIONS,
)
"""The first key of each is displayed; `bar` orders the footer, 0 stays off it."""
BY_ID = {each.id: each for each in ACTIONS}


def actions_at(place: str) -> tuple[Action, ...]:
    """The actions of a place, in their order."""
    return tuple(action for action in ACTIONS if place in action.where)


def bindings_at(place: str, to: str = "app") -> list[BindingType]:
    """What a screen binds; the words are looked up when they are shown.

    A dialog binds `to="screen"`, for what it does itself (`thidua_tui.screens.base_dialog`).
    """
    return [
        Binding(
            ",".join(spelt(key) for key in fit(place, action.every_key)),
            f"{to}.do('{action.id}')",
            "",
            id=action.id,
        )
        for action in actions_at(place)
        if action.bound
    ]
