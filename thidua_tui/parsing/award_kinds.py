"""The kind of a form of award, as its name says."""

from __future__ import annotations

_NAMED = {"cờ": "flag", "bằng khen": "certificate", "giấy khen": "commendation"}
_NAMED |= {"tập thể lao động": "title"}
"""How the name of a form begins -> its kind."""


def kind_named(name: str) -> str:
    """Return the kind of form that a name says: `flag`, `title` …, else `other`."""
    typed = f"{name.casefold()} "
    return next((kind for begin, kind in _NAMED.items() if typed.startswith(f"{begin} ")), "other")
