"""What can be sought: items with their words, and which of them some letters mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from events.text import find, fold
from thidua_tui.parsing.fuzzy_match import Option, matches

MOST_LEFT, MOST_NAME = 24, 36
"""The widest columns of keys and of names."""


class Item(Struct, frozen=True, kw_only=True):
    """Something to find: its name, keys, what it does, the reason it is disabled.

    `kind` and `code` say what it is, for the screen's opener. `groups` are the lists on which it is
    from the beginning, each with the title under which it is there. `also` are other words for it.
    """

    kind: str
    code: str
    name: str
    left: str = ""
    label: str = ""
    short: str = ""
    detail: str = ""
    about: str = ""
    off: str = ""
    groups: tuple[tuple[str, str], ...] = ()
    also: tuple[str, ...] = ()


def item_at(line: Item | str) -> Item | None:
    """The item of a line; None for a title."""
    return line if isinstance(line, Item) else None


def title_of(item: Item, scope: str) -> str:
    """The title under which an item is on a list; empty when it is not on it."""
    return next((title for name, title in item.groups if name == scope), "")


def grouped(items: Sequence[Item], scope: str) -> Iterator[Item | str]:
    """The items, each group under its title."""
    group = ""
    for item in items:
        if title_of(item, scope) != group:
            group = title_of(item, scope)
            yield group
        yield item


def columns(shown: Sequence[Item | str], *, labels: bool) -> tuple[int, int]:
    """How wide the column of keys is, and that of names."""
    items = [item for item in shown if isinstance(item, Item)]
    left = max((len(i.left or (i.label if labels else "")) for i in items), default=0)
    return min(left, MOST_LEFT), min(max((len(i.name) for i in items), default=0), MOST_NAME)


def found(query: str, items: Sequence[Item]) -> tuple[list[Item], list[Item]]:
    """What is meant beyond doubt: a key, or a word for it; and what fits, the likeliest first."""
    letters = query.casefold()
    exact = [item for item in items if letters in item.left.casefold().split()]
    for also in (False, True):
        others = ((i, i.also if also else (i.name,)) for i in items if i not in exact)
        exact += [item for item, names in others if any(_whole(query, name) for name in names)]
    rest = [item for item in items if item not in exact]
    options = [
        Option(code=_code(item), name=item.name, short=item.short, also=str(at))
        for at, item in enumerate(rest)
    ]
    return exact, [rest[int(option.also)] for option in matches(query, options)]


def _code(item: Item) -> str:
    """The code by which an item is found; names of keys are not for people."""
    return "" if item.kind in ("action", "press", "elsewhere") else item.code


def found_by_words(query: str, items: Sequence[Item]) -> list[Item]:
    """Items in whose texts every word of the query begins a word."""
    wanted = fold(query).split()
    texts = (f"{item.name} {item.about} {' '.join(item.also)}" for item in items)
    written = [fold(text).split() for text in texts]
    return [
        item
        for item, there in zip(items, written, strict=True)
        if all(any(word.startswith(want) for word in there) for want in wanted)
    ]


def _whole(query: str, word: str) -> bool:
    """Whether the letters are the whole word, whatever marks are missing."""
    letters, word = "".join(query.split()), "".join(word.split())
    return len(letters) == len(word) and bool(find(letters, word))
