"""The words of the command line, read with the standard library alone.

`thidua_tui.i18n.messages` knows every event, and importing those takes longer than `--help` may.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

LOCALE = Path(__file__).parents[1] / "locale"
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_FACT = re.compile(r"\{(\w+)\}")
_NUMBER = re.compile(r"\{(\w+)\?([^{}|]*)\|([^{}|]*)\}")


def numbered(text: str, facts: Mapping[str, str]) -> str:
    """The text with each `{count?entry|entries}` as one of the two: the first where it is one."""
    return _NUMBER.sub(lambda found: found[2 if facts.get(found[1]) == "1" else 3], text)


@cache
def _told(lang: str) -> dict[str, Any]:
    return tomllib.loads((LOCALE / lang / "cli.toml").read_text("utf-8"))


class Speech:
    """What the command line says, in one language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def find(self, key: str) -> str | None:
        """The raw text of a key, or None."""
        node: Any = _told(self.lang)
        for step in key.split("."):
            node = node.get(step) if isinstance(node, dict) else None
        return node if isinstance(node, str) else None

    def __call__(self, key: str, **facts: object) -> str:
        """The text with its facts, as they are; a part in brackets goes when a fact is unknown.

        Raises:
            KeyError: when there is no such text.
        """
        text = self.find(key)
        if text is None:
            raise KeyError(f"{self.lang}: cli.{key}")
        known = {name: str(fact) for name, fact in facts.items() if fact not in (None, "")}
        text, names = numbered(text, known), _FACT.findall

        def optional(found: re.Match[str]) -> str:
            return found[1] if all(name in known for name in names(found[1])) else ""

        kept = _OPTIONAL.sub(optional, text) if names(text) else text
        return _FACT.sub(lambda found: known.get(found[1], ""), kept)
