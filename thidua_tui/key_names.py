"""What keys are called: by Textual, and by people."""

from __future__ import annotations

_SPELT = {",": "comma", ".": "full_stop", "?": "question_mark", "/": "slash"}
_SPELT |= {":": "colon", "+": "plus", "-": "minus", "=": "equals_sign"}
_SPELT |= {"[": "left_square_bracket", "]": "right_square_bracket", "@": "at"}
_SPELT |= {"{": "left_curly_bracket", "}": "right_curly_bracket"}


def spelt(key: str) -> str:
    """The key as Textual calls it."""
    return _SPELT.get(key, key)


_SHOWN = {"up": "↑", "down": "↓", "left": "←", "right": "→", "enter": "Enter", "escape": "Esc"}
_SHOWN |= {
    "pageup": "PgUp",
    "delete": "Delete",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "tab": "Tab",
    "space": "Space",
}


def shown(key: str) -> str:
    """The key as people call it: `Ctrl+Z`, `F9`, `←`."""
    *held, last = key.split("+") if len(key) > 1 else [key]
    name = _SHOWN.get(last, last if len(last) == 1 and not held else last.capitalize())
    return "+".join((*(part.capitalize() for part in held), name))
