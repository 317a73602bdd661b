"""A person's own keys: which file says them, what it says, and what of it cannot be.

The file is in the settings folder; a line is `action = "key"` or `action = ["key", "key"]`. What
is invalid is reported and keeps its default; the rest applies. Standard library alone: it is
read before the first frame.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import combinations
from pathlib import Path

from thidua_tui.keymap.action_registry import ACTIONS, BY_ID, Action, actions_at, with_twins
from thidua_tui.keymap.contexts import DIALOGS, fit
from thidua_tui.keymap.dialog_actions import LEAVING
from thidua_tui.keymap.key_names import shown, spelt, typed
from thidua_tui.platform.settings import settings_file, text_in

Keys = tuple[str, ...]
DESTROYING = ("take-back", "undo", "give-up")
"""Actions that take something back: never on a letter, for an input method types those too."""


@dataclass(frozen=True)
class Problem:
    """What of the file cannot be: its sentence is `keys.problem.<code>` in the locale."""

    code: str
    facts: Mapping[str, str]


@dataclass(frozen=True)
class Keymap:
    """The keys that differ from the program's, by action, and what of the file cannot be."""

    own: Mapping[str, Keys]
    problems: tuple[Problem, ...] = ()

    def keys(self, action: Action) -> Keys:
        """The keys of an action that are in force; the first is displayed."""
        return self.own.get(action.id, action.keys)

    def keys_at(self, action: Action, place: str) -> Keys:
        """Those of the keys in force that are keys at this place."""
        return fit(place, self.keys(action))

    def bound(self) -> dict[str, str]:
        """The keys as Textual's `set_keymap` wants them, twins and capitals included."""
        bindings = ((name, with_twins(keys)) for name, keys in self.own.items())
        return {name: ",".join(spelt(key) for key in keys) for name, keys in bindings}


AS_IT_COMES = Keymap({})


def keymap_file() -> Path:
    """The file of a person's own keys, which need not be there."""
    return settings_file().with_name("keys.toml")


def read() -> Keymap:
    """Read the file of own keys; report its problems as values, never raise them."""
    path = keymap_file()
    try:
        entries = tomllib.loads(text_in(path))
    except (FileNotFoundError, NotADirectoryError):
        return AS_IT_COMES
    except (OSError, ValueError, RecursionError) as error:
        detail = getattr(error, "strerror", None) or str(error)
        return Keymap({}, (Problem("unreadable", {"path": str(path), "detail": detail}),))
    return keymap(entries)


def keymap(entries: Mapping[str, object]) -> Keymap:
    """The keys that a file says, and what of it cannot be."""
    own: dict[str, Keys] = {}
    problems: list[Problem] = []
    for name, value in entries.items():
        found = _wanted(name, value)
        if isinstance(found, Problem):
            problems.append(found)
        else:
            own[name] = found
    problems += _without_clashes(own)
    while shut := next(_shut_in(own), None):
        del own[shut.facts["action"]]
        problems += (shut, *_without_clashes(own))
    return Keymap(own, tuple(problems))


def _wanted(name: str, value: object) -> Keys | Problem:
    """The keys of one line, or why it cannot be."""
    action = BY_ID.get(name)
    if action is None:
        near = ", ".join(get_close_matches(name, BY_ID, n=2, cutoff=0.6))
        return Problem("unknown-action", {"action": name, "near": near})
    if not action.bound:
        return Problem("fixed", {"action": name})
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list) or not texts or not all(isinstance(t, str) for t in texts):
        return Problem("no-keys", {"action": name})
    keys = [(text, typed(text)) for text in texts]
    for text, key in keys:
        if why := _unfit(action, key):
            return Problem(why, {"action": name, "typed": text})
    return tuple(dict.fromkeys(key for _, key in keys if key))


def _unfit(action: Action, key: str | None) -> str:
    if key is None:
        return "unknown-key"
    if key in UNUSABLE:
        return "unusable-key"
    if action.id in DESTROYING and len(key) == 1:
        return "letter-destroys"
    typed_there = set(action.where) <= set(DIALOGS) and key not in action.keys
    return "" if not typed_there or _fits(action, key) else "typed-there"


def _fits(action: Action, key: str) -> bool:
    return all(fit(place, (key,)) for place in action.where)


UNUSABLE = frozenset(
    {"backspace", "w", "ư", "ctrl+c", "ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m", "ctrl+q", "f5"}
)
"""Keys that a terminal, an input method or the program itself keeps for something else."""


def _without_clashes(own: dict[str, Keys]) -> Iterator[Problem]:
    """Remove from `own`, last line first, keys that clash at a place; yield each as a problem."""
    while clash := next(_clashes(own), None):
        place, key, first, second = clash
        mine = [name for name in own if name in (first, second)][-1]
        other = second if mine == first else first
        del own[mine]
        facts = {"action": mine, "typed": shown(key), "other": other, "place": place}
        yield Problem("clash", facts)


def _clashes(own: Mapping[str, Keys]) -> Iterator[tuple[str, str, str, str]]:
    """Place, key and both actions; of the program's own keys none clash (tested)."""
    for left, right in combinations(ACTIONS, 2):
        if not {left.id, right.id} & own.keys():
            continue
        first, second = (with_twins(own.get(it.id, it.keys)) for it in (left, right))
        shared = [key for key in first if key in second]
        places = [place for place in left.where if place in right.where and fit(place, (*shared,))]
        if places:
            yield places[0], fit(places[0], (*shared,))[0], left.id, right.id


def _shut_in(own: Mapping[str, Keys]) -> Iterator[Problem]:
    """Lines that leave a dialog no way out but Esc, for which a terminal waits, or none at all."""
    for place in (*DIALOGS, "checkpoint"):
        leaving = [action for action in actions_at(place) if action.id in LEAVING]
        keys = {key for it in leaving for key in fit(place, own.get(it.id, it.keys))}
        mine = [name for name in own if name in {it.id for it in leaving}]
        if mine and not keys - {"escape"}:
            yield Problem("way-out", {"action": mine[-1], "place": place})
