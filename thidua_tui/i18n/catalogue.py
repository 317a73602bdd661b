"""The reader of `locale/`: texts in the chosen language, with the standard library alone.

Each language is a folder of small files (`refusals`, `sentences`, `choices`, `acts`, `tables`,
`screen`, `cli`), each read when first asked for: `screen.title` is `title` in `screen.toml`.

* `{name}` is a fact; `{key:quit}` is the key of an action.
* `{count?entry|entries}` is the first word for 1, the second for every other number.
* A part in square brackets that names facts is left out when a fact is unknown: `[, ngày {on}]`.

`thidua_tui.i18n.messages` describes events, and importing those takes longer than the first frame
or `--help` may: both read their texts here.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from thidua_tui.platform.settings import LANGUAGES

LOCALE = Path(__file__).parents[1] / "locale"
_KEY = re.compile(r"\{key:([a-z-]+)\}")
_NUMBER = re.compile(r"\{(\w+)\?([^{}|]*)\|([^{}|]*)\}")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_FACT = re.compile(r"\{(\w+)\}")


@cache
def _part(lang: str, part: str) -> dict[str, Any]:
    return tomllib.loads((LOCALE / lang / f"{part}.toml").read_text("utf-8"))


def _node(lang: str, key: str) -> Any:
    part, *path = key.split(".")
    node: Any = _part(lang, part)
    for step in path:
        node = node.get(step) if isinstance(node, dict) else None
    return node


def table(lang: str, key: str) -> dict[str, Any]:
    """Return the table `part.table` of a language, empty if there is none."""
    return dict(_node(lang, key) or {})


def fill(text: str, facts: Mapping[str, str]) -> str:
    """Fill the facts in; an unknown fact is the empty text."""

    def optional(found: re.Match[str]) -> str:
        names = _FACT.findall(found[1])
        if not names:
            return found[0]  # brackets that belong to the text, as in `[OPTIONS]`
        return found[1] if all(facts.get(name) for name in names) else ""

    text = _NUMBER.sub(lambda found: found[2 if facts.get(found[1]) == "1" else 3], text)
    # Facts go in last and once, so that what people typed is never read as a template.
    return _FACT.sub(lambda found: facts.get(found[1], ""), _OPTIONAL.sub(optional, text))


def _first_key(action: str) -> str:
    """Return the key of an action as the program has it."""
    from thidua_tui.keymap import action_registry as keys  # only where a text names a key

    return keys.shown(keys.BY_ID[action].keys[0])


class Catalogue:
    """The texts of one language; facts are filled in as they are."""

    key_of: Callable[[str], str] = staticmethod(_first_key)
    """The key of an action by its name: a person may have chosen another."""

    def __init__(self, lang: str = LANGUAGES[0]) -> None:
        self.lang = lang if lang in LANGUAGES else LANGUAGES[0]

    def find(self, key: str) -> str | None:
        """Return the text of `part.key` as it is written, or None."""
        text = _node(self.lang, key)
        return text if isinstance(text, str) else None

    def __call__(self, key: str, **facts: object) -> str:
        """Return the text of `part.key` with its facts.

        Raises:
            KeyError: when there is no such text.
        """
        text = self.find(key)
        if text is None:
            raise KeyError(f"{self.lang}: {key}")
        text = _KEY.sub(lambda found: self.key_of(found[1]), text)
        return fill(text, {name: self.value(name, fact) for name, fact in facts.items()})

    def value(self, _field: str, value: object) -> str:
        """Return a fact as text; None is the empty text."""
        return "" if value is None else str(value)


class Speech(Catalogue):
    """The texts of the command line, by their keys in `parts`."""

    def __init__(self, lang: str, *parts: str) -> None:
        super().__init__(lang)
        self.parts = (*parts, "cli")

    def find(self, key: str) -> str | None:
        """Return the text of a key as it is written, from the first part that has it, or None."""
        found = map(super().find, (".".join((part, key)) for part in self.parts))
        return next(filter(None, found), None)
