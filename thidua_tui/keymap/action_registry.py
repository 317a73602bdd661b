"""Every key of every page, once: bindings, the bar at the foot, `?` help and `docs/keys.md`.

Neither a letter nor backspace destroys anything. A letter has its Telex twin (`d` and `đ`)
and its capital, because an input method and Caps Lock are easily forgotten. An action that is off
stays bound and says why.
"""

from __future__ import annotations

from collections.abc import Iterator

from textual.binding import Binding, BindingType

from thidua_tui.keymap.action import TELEX as TELEX
from thidua_tui.keymap.action import Action as Action
from thidua_tui.keymap.action import with_twins as with_twins
from thidua_tui.keymap.availability import (
    WhyOff,
    entry_counts,
    looks_back,
    may_record,
    needs_choice,
    needs_cluster,
    needs_ledger,
    needs_page_before,
)
from thidua_tui.keymap.contexts import DIALOGS, PAGES, READING, SCROLLED, SLIDES, SOUGHT, TIMED, fit
from thidua_tui.keymap.dialog_actions import DIALOG_ACTIONS
from thidua_tui.keymap.key_names import shown as shown
from thidua_tui.keymap.key_names import spelt

LISTS = (
    "home", "year", "leaders", "chronicle", "journal", "tables", "player", "trail", "changes"
)  # fmt: skip
DRAWN = ("leaders", "player", "chronicle", "unit", *SLIDES)
"""Places with a picture to keep."""


def _act(
    act: str, key: str, bar: int = 0, where: tuple[str, ...] = ("year",), *, looks: bool = False
) -> Action:
    off = needs_cluster if where == ("year",) else needs_ledger
    return Action(
        id=act, keys=(key,), where=where, off=off, act=act, bar=bar, group="record", looks=looks
    )


def _player() -> Iterator[Action]:
    """The keys of the replay of the headship."""

    def on(name: str, *keys: str, bar: int, where: tuple[str, ...] = ("player",)) -> Action:
        return Action(id=name, keys=keys, where=where, off=needs_cluster, bar=bar, group="look")

    yield on("replay", "space", bar=5, where=("leaders",))
    yield on("play", "space", bar=1)
    yield on("step-back", "left", ",", bar=2)
    yield on("step-on", "right", ".", bar=2)
    yield on("faster", "+", "=", bar=2)
    yield on("slower", "-", bar=2)
    yield on("halt-at-decisions", "d", bar=2)
    yield on("other-axis", "tab", bar=2)


def _slides() -> Iterator[Action]:
    """The keys that show a year on the wall, and turn its slides."""

    def on(name: str, *keys: str, bar: int, where: tuple[str, ...] = SLIDES) -> Action:
        return Action(id=name, keys=keys, where=where, off=needs_cluster, bar=bar, group="look")

    yield on("projector", "i", bar=32, where=("year", "leaders"))
    yield on("reveal", "r", bar=33, where=("year",))
    yield on("slide-on", "space", "enter", "right", "pagedown", bar=1)
    yield on("slide-back", "left", "pageup", bar=2)
    yield on("first-slide", "home", bar=3)


def _moving_in_time() -> Iterator[Action]:
    """The keys that change what is known; the year has its own."""

    def on(name: str, *keys: str, bar: int, off: WhyOff = needs_ledger) -> Action:
        stepped = name.startswith("act-")  # on an entry these keys lead to the page before, after
        where = tuple(place for place in TIMED if not (stepped and place == "entry"))
        return Action(id=name, keys=keys, where=where, off=off, bar=bar, group="time")

    yield on("act-before", "[", bar=40)
    yield on("act-after", "]", bar=41, off=looks_back)
    yield on("meeting-before", "{", bar=42)
    yield on("meeting-after", "}", bar=43, off=looks_back)
    yield on("now", "n", bar=36, off=looks_back)
    yield on("moment", "@", "ctrl+g", bar=46)


def _asking_why() -> Iterator[Action]:
    """Bindings that show how something came to be, and what changed."""

    def on(name: str, *keys: str, bar: int, where: tuple[str, ...]) -> Action:
        return Action(id=name, keys=keys, where=where, off=needs_ledger, bar=bar, group="time")

    yield on("history", "h", bar=44, where=(*PAGES, "unit", "entry", "grid", "sources"))
    yield on("next-facet", "tab", bar=5, where=("trail",))
    yield on("last-facet", "shift+tab", bar=0, where=("trail",))
    yield on("before-it", "[", bar=8, where=("entry",))
    yield on("after-it", "]", bar=8, where=("entry",))
    yield on("changes", "v", bar=45, where=tuple(p for p in TIMED if p != "changes"))
    yield on("as-sentences", "tab", bar=5, where=("changes",))
    yield on("since", "f", bar=5, where=("changes",))
    yield on("since-before", "left", ",", bar=6, where=("changes",))
    yield on("since-after", "right", ".", bar=6, where=("changes",))


HELPED = (*READING, *(place for place in DIALOGS if place != "line"))
"""Where the keys can be asked for; in the line that key explains the syntax."""
JUMPED = (*SCROLLED, *(place for place in DIALOGS if place != "tour"))
"""Where something can be jumped to; the tour's steps have numbers."""
YEARS = ("year", "leaders", "tables", "chronicle")
ACTIONS: tuple[Action, ...] = (
    Action(id="help", keys=("?", "f1"), where=HELPED, bar=1, group="program"),
    Action(id="quit", keys=("q", "ctrl+q"), where=(*READING, "unreadable"), bar=3, group="program"),
    Action(
        id="palette",
        keys=("ctrl+p",),
        where=(*READING, "palette", "help"),
        bar=50,
        off=needs_ledger,
        group="program",
    ),
    Action(id="back", keys=("escape",), off=needs_page_before, bar=2),
    Action(id="home", keys=("0",), off=needs_ledger),
    Action(id="year", keys=("1",), off=needs_cluster),
    Action(id="leaders", keys=("2",), off=needs_cluster),
    Action(id="journal", keys=("3",), off=needs_ledger),
    Action(id="tables", keys=("4",), off=needs_ledger),
    Action(id="chronicle", keys=("5",), off=needs_cluster),
    Action(
        id="year-before", keys=("left", ","), where=YEARS, off=needs_cluster, bar=30, group="look"
    ),
    Action(
        id="year-after", keys=("right", "."), where=YEARS, off=needs_cluster, bar=31, group="look"
    ),
    *_moving_in_time(),
    *_asking_why(),
    Action(id="move", keys=("up", "down"), where=SCROLLED, bound=False, group="look"),
    Action(
        id="leaf",
        keys=("pageup", "pagedown"),
        where=(*SCROLLED, *SOUGHT),
        bound=False,
        group="look",
    ),
    Action(id="ends", keys=("home", "end"), where=SCROLLED, bound=False, group="look"),
    Action(id="open", keys=("enter",), where=LISTS, off=needs_choice, bar=4),
    *_player(),
    Action(id="keep-picture", keys=("e",), where=DRAWN, off=needs_cluster, bar=8, group="look"),
    *_slides(),
    Action(
        id="filter", keys=("/", "ctrl+f"), where=("journal",), off=needs_ledger, bar=5, group="look"
    ),
    Action(
        id="next-table", keys=("tab",), where=("tables",), off=needs_ledger, bar=5, group="look"
    ),
    Action(
        id="next-panel", keys=("tab",), where=("chronicle",), off=needs_cluster, bar=5, group="look"
    ),
    Action(id="last-table", keys=("shift+tab",), where=("tables",), off=needs_ledger, group="look"),
    Action(id="correct", keys=("s",), where=("entry",), off=entry_counts, bar=5, group="record"),
    Action(
        id="take-back", keys=("delete",), where=("entry",), off=entry_counts, bar=6, group="record"
    ),
    Action(
        id="acts",
        keys=("a",),
        where=("home", "year", "leaders"),
        off=may_record,
        bar=5,
        group="record",
    ),
    Action(id="line", keys=(":",), where=SCROLLED, off=may_record, bar=7, group="record"),
    _act("open-meeting", "o", 10),
    _act("record-remark", "y", 11),
    _act("record-score", "c", 12, looks=True),
    _act("adopt-result", "k", 13),
    _act("nominate", "d", 14),
    _act("close-meeting", "b", 15),
    _act("elect-head", "t", 15),
    _act("elect-deputy", "p", 16),
    _act("sign-compact", "g", 17),
    _act("launch-movement", "m", 17),
    _act("record-roster", "s", 18),
    _act("found-unit", "u", 19, ("home", "year")),
    _act("found-cluster", "l", 20, ("home",)),
    Action(
        id="undo",
        keys=("ctrl+z",),
        where=(*READING, "grid"),
        off=may_record,
        bar=21,
        group="record",
    ),
    Action(id="redo", keys=("ctrl+y",), where=(*READING, "grid"), off=may_record, group="record"),
    Action(
        id="reversals", keys=("z",), where=(*READING, "reversals"), off=may_record, group="record"
    ),
    Action(id="checkpoint", keys=("x",), off=needs_ledger, group="program"),
    Action(id="copy-code", keys=("c",), where=("checkpoint",), bar=1, group="program"),
    Action(id="old-code", keys=("tab", "/"), where=("checkpoint",), bar=2, group="program"),
    Action(id="leave-point", keys=("escape", "x", "q"), where=("checkpoint",), bar=3),
    Action(id="late-entry", keys=("f7",), off=may_record, group="record"),
    Action(id="jump", keys=("j", "ctrl+o"), where=JUMPED, off=needs_ledger, bar=49),
    Action(
        id="tour", keys=("f3",), where=(*PAGES, "tour"), off=may_record, bar=48, group="program"
    ),
    Action(
        id="sources",
        keys=("f",),
        where=("year", "sources"),
        off=needs_cluster,
        bar=33,
        group="look",
    ),
    Action(id="theme", keys=("f9",), group="program"),
    Action(id="input-method", keys=("f5",), group="program"),
    *DIALOG_ACTIONS,
)
"""The first key of each is displayed; `bar` orders the footer, 0 stays off it."""
BY_ID = {action.id: action for action in ACTIONS}


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
