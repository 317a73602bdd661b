"""What keys are called: by Textual, and by people."""

from __future__ import annotations

_SPELT = {",": "comma", ".": "full_stop", "?": "question_mark", "/": "slash"}
_SPELT |= {":": "colon", "+": "plus", "-": "minus", "=": "equals_sign"}
_SPELT |= {"[": "left_square_bracket", "]": "right_square_bracket", "@": "at"}
_SPELT |= {"<": "less_than_sign", ">": "greater_than_sign"}
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


_NAMED = frozenset(_SHOWN) | {"insert", "backspace", "shift+tab", *(f"f{n}" for n in range(1, 25))}
_TYPED = {name.casefold(): key for key, name in _SHOWN.items()} | {"del": "delete", "ins": "insert"}
_HELD = ("ctrl", "shift", "alt")


def typed(text: str) -> str | None:
    """The key that people mean by `Ctrl+K`, `F6`, `Esc`, `x`; None when there is no such key."""
    text = text.strip()
    if len(text) == 1 and text not in _TYPED:
        return text.lower() if text.isprintable() and text != " " else None
    *held, last = text.casefold().split("+")
    last = _TYPED.get(last, last)
    if not held:
        return last if last in _NAMED else None
    if len(set(held)) < len(held) or not set(held) <= set(_HELD):
        return None
    letter = len(last) == 1 and last.isascii() and last.isalnum() and held != ["shift"]
    return "+".join((*sorted(held, key=_HELD.index), last)) if letter or last in _NAMED else None
