"""Finding one of many by a few letters: part of the name without marks, initials, or the code."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from events.text import find, fold
from thidua_tui.parsing import suggest_code


class Option(Struct, frozen=True, kw_only=True):
    """Something to choose: its code, what it is called, and what may stand beside it."""

    code: str
    name: str
    short: str = ""
    also: str = ""


_EXACT = 1


def best(query: str, options: Iterable[Option]) -> list[Option]:
    """The options that the letters mean, the likeliest first; all of them for no letters.

    Among equals the given order stays.
    """
    ranked = [(_rank(query, option), option) for option in options]
    found = [(rank, option) for rank, option in ranked if rank is not None]
    return [option for _, option in sorted(found, key=lambda pair: pair[0])]


def sure(query: str, options: Iterable[Option]) -> Option | None:
    """The one option that the letters mean beyond doubt: the only match, or the only exact one."""
    ranked = [(_rank(query, option), option) for option in options]
    found = [(rank, option) for rank, option in ranked if rank is not None]
    exact = [option for rank, option in found if rank <= _EXACT]
    if len(exact) == 1:
        return exact[0]
    return found[0][1] if len(found) == 1 and query.strip() else None


def _rank(query: str, option: Option) -> int | None:
    """How well the letters fit, 0 best; None when they do not."""
    letters = "".join(query.split())
    if not letters:
        return 0
    aliases = {_bare(option.code), _bare(suggest_code(option.name))}
    bare = _bare(letters)
    if letters == option.code or query.strip() in (option.name, option.short):
        return 0
    if bare in aliases:
        return 1
    if any(alias.startswith(bare) for alias in aliases):
        return 2
    at = [_at(letters, text) for text in (option.name, option.short) if text]
    places = [place for place in at if place is not None]
    inside = [4] if any(bare in alias for alias in aliases) else []
    return min([*places, *inside], default=None)


def _at(letters: str, text: str) -> int | None:
    """3 at the start of a word, 5 within one; spaces do not count, marks that were typed do."""
    if not (found := find(letters, "".join(text.split()))):
        return None
    starts, length = {0}, 0
    for word in text.split():
        length += len(word)
        starts.add(length)
    return 3 if found[0] in starts else 5


def _bare(text: str) -> str:
    return fold(text).replace("-", "").replace("/", "")
