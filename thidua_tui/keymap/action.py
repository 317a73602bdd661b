"""A thing that a key does: its name, its keys with their twins, where they work, why not now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from thidua_tui.keymap.availability import ActionContext, WhyOff, always, may_record
from thidua_tui.keymap.contexts import READING

TELEX = {"a": "âă", "d": "đ", "e": "ê", "o": "ô"}
"""What an input method may make of a letter typed twice or alone."""
BRACKETS = {"[": "ơ", "]": "ư", "{": "Ơ", "}": "Ư"}
"""What Telex makes of a bracket; so no letter has these for twins, which need two keys for them."""


@dataclass(frozen=True, kw_only=True)
class Action:
    """A thing that a key does: its words are `action.<id>` (short) and `about.<id>` in the locale.

    `act` names the act of `thidua_tui.acts.registry` whose form it opens; `bound` is false where a
    widget listens to the key itself and the registry only lists it. What `looks` shows
    something that is worth seeing in the past, too, where nothing can be recorded.
    """

    id: str
    keys: tuple[str, ...]
    where: tuple[str, ...] = READING
    off: WhyOff = always
    act: str = ""
    group: str = "go"
    bar: int = 0
    bound: bool = True
    looks: bool = False

    def why_off(self, app: ActionContext) -> str | None:
        """The code of the reason why it does not work now, or None."""
        if self.looks and app.session and app.here.looking_back:
            return self.off(app)
        why = self.off(app) or (may_record(app) if self.act else None)
        return why or (app.why_act_off(self.act) if self.act else None)

    @property
    def every_key(self) -> tuple[str, ...]:
        """The keys with their twins and capitals, as bound."""
        return with_twins(self.keys)


def action(name: str, *keys: str, **more: Any) -> Action:
    """An action by its name and its keys; `more` are other fields than usual."""
    return Action(id=name, keys=keys, **more)


def with_twins(keys: tuple[str, ...]) -> tuple[str, ...]:
    """The keys, each with its capital and what an input method may make of it."""
    return tuple(dict.fromkeys(twin for key in keys for twin in _twins(key)))


def _twins(key: str) -> Iterator[str]:
    yield key
    if key in BRACKETS:
        yield BRACKETS[key]
    if len(key) == 1 and key.isalpha():
        for letter in (key, *TELEX.get(key, "")):
            yield letter
            yield letter.upper()
