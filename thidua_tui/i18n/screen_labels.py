"""The labels of screens, read with the standard library alone.

`thidua_tui.i18n.messages` knows every event, and importing those takes longer than the first frame
may; keys and titles are read here, from the same `locale/<language>/screen.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

LOCALE = Path(__file__).parents[1] / "locale"
_KEY = re.compile(r"\{key:([a-z-]+)\}")


@cache
def screen_labels(lang: str) -> dict[str, Any]:
    """All labels of the screens in one language."""
    return tomllib.loads((LOCALE / lang / "screen.toml").read_text("utf-8"))


def label(lang: str, key: str) -> str:
    """The label of `part.key`; a key that is missing is a KeyError."""
    node: Any = screen_labels(lang)
    for step in key.split("."):
        node = node[step]
    if not isinstance(node, str):
        raise KeyError(f"{lang}: screen.{key}")
    return node


def with_keys(text: str, key_of: Callable[[str], str]) -> str:
    """The text with the key in force in the place of each `{key:quit}`."""
    return _KEY.sub(lambda found: key_of(found[1]), text)
