"""`?`: the keys that work here and now; and of the others, why they do not.

Typing seeks among them; Enter does the marked one on the page behind.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from thidua_tui.keys.actions import Action, actions_at, shown
from thidua_tui.screens.seek import Item, Seek
from thidua_tui.words.wording import Words

if TYPE_CHECKING:
    from thidua_tui.doing import Doing

GROUPS = ("record", "go", "look", "time", "program")


class Help(Seek):
    """The list of keys over the page that it is about."""

    PLACE = "help"


def listed(place: str, app: Doing) -> Iterator[Item]:
    """The keys of a place by groups; those that are off with the reason."""
    for group in GROUPS:
        for action in actions_at(place):
            if action.group == group and action.id != "help":
                yield told(action, app, app.words(f"screen.help.{group}"))


def told(action: Action, app: Doing, group: str = "") -> Item:
    """An action with its keys, what it does, and why not now."""
    why = action.why_off(app)
    off = app.reason(why) if why else "" if action.bound else app.words("seek.only-key")
    return Item(
        kind="action",
        code=action.id,
        name=name(action, app.words),
        left="  ".join(shown(key) for key in app.own_keys.keys(action)),
        about=app.words.find(f"screen.about.{action.id}") or "",
        off=off,
        group=group,
    )


def name(action: Action, words: Words) -> str:
    """What a key does, in a word or two."""
    return words(f"acts.act.{action.act}") if action.act else words(f"screen.action.{action.id}")


def about(action: Action, words: Words) -> str:
    """What a key does, with a word of explanation where there is one."""
    more = words.find(f"screen.about.{action.id}")
    return name(action, words) + (f": {more}" if more else "")
