"""`?`: the keys that work here and now; and of the others, why they do not.

Typing seeks among them; Enter does the marked one on the page behind.
"""

from __future__ import annotations

from collections.abc import Iterator

from thidua_tui.formatting.sentences.keys import name
from thidua_tui.keymap.action_registry import Action, actions_at, bindings_at, shown
from thidua_tui.screens.search_list import Item, Seek
from thidua_tui.screens.shell import Shell

GROUPS = ("dialog", "record", "go", "look", "time", "program")


class Help(Seek):
    """The list of keys over the page that it is about."""

    PLACE = "help"
    BINDINGS = bindings_at("help", to="screen")


def listed(place: str, app: Shell) -> Iterator[Item]:
    """The keys of a place by groups; those that are off with the reason."""
    for group in GROUPS:
        for action in actions_at(place):
            if action.group == group and action.id != "help":
                yield help_item(action, app, place, app.words(f"screen.help.{group}"))


def help_item(action: Action, app: Shell, place: str, group: str = "") -> Item:
    """An action with its keys, what it does, and why not now."""
    why = action.why_off(app)
    off = app.reason(why) if why else "" if action.bound else app.words("seek.only-key")
    return Item(
        kind="action",
        code=action.id,
        name=name(action, app.words, place),
        left="  ".join(shown(key) for key in app.own_keys.keys_at(action, place)),
        about=app.words.find(f"screen.about.{action.id}") or "",
        off=off,
        group=group,
    )
