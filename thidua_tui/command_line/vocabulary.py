"""What acts, fields and values are called in a line, in both languages at once.

The words come from `locale/*/lines.toml` and from the labels of the forms. They are compared as
everything here is: marks that were typed must be there, missing marks need not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain
from typing import Literal, TypeAlias

from msgspec import Struct

from events.text import find, fold, nfc
from thidua_tui.acts.act import Act
from thidua_tui.acts.fields import Field
from thidua_tui.acts.registry import ACTS
from thidua_tui.forms import form_labels
from thidua_tui.i18n.catalogue import table
from thidua_tui.i18n.messages import LANGUAGES, Words
from views.tables import ON_LINE

Kind: TypeAlias = Literal["act", "directive", "read"]
LONGEST = 10
"""The most words that a verb has: the title of an act is one."""


class Verb(Struct, frozen=True):
    """A phrase that starts a line: an act, a directive, something to see."""

    kind: Kind
    id: str
    phrase: str


TITLES = {"verb": "acts.act", "table": "tables.title"}
"""Part of `lines.toml` -> the titles that are the phrases of what it does not name."""
NAMES = {"verb": tuple(ACTS), "table": ON_LINE}
"""Part of `lines.toml` -> everything that has a phrase."""


@cache
def all_phrases(part: str) -> dict[str, tuple[str, ...]]:
    """Return all phrases for the things of a part, Vietnamese first."""
    written = (name for lang in LANGUAGES for name in table(lang, f"lines.{part}"))
    names = dict.fromkeys((*written, *NAMES.get(part, ())))
    found = ((name, [p for lang in LANGUAGES for p in phrases(lang, part, name)]) for name in names)
    return {name: tuple(dict.fromkeys(called)) for name, called in found}


def phrases(lang: str, part: str, name: str) -> tuple[str, ...]:
    """Return what one language calls a thing, as in documents first; else the title of it."""
    written = tuple(table(lang, f"lines.{part}").get(name, ()))
    title = Words(lang).find(f"{TITLES[part]}.{name}") if part in TITLES else None
    return written or ((title,) if title else ())


@lru_cache(maxsize=1 << 12)
def key(text: str) -> str:
    """A text as it is compared first: without marks, case, spaces, hyphens and commas."""
    return tight(fold(text))


_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s\-_/,.]+(?=\d)")
_SEPARATORS = re.compile(r"[\t\n\v\f\r \-_/,.]+")


def tight(text: str) -> str:
    """Leave out spaces and signs; between digits one sign stays: `1 2` and `1.2` are not `12`."""
    return _SEPARATORS.sub("", _BETWEEN_DIGITS.sub("\u00a0", text))


def same(typed: str, written: str) -> bool:
    """Whether what was typed is this word: every mark that was typed is there."""
    typed, written = tight(nfc(typed)), tight(nfc(written))
    return find(typed, written) == (0, len(written))


def _own(kind: Kind, name: str, written: tuple[str, ...]) -> tuple[str, ...]:
    """The titles of an act in the menu, and its id, where nothing that is written is the same."""
    if kind != "act":
        return ()
    known = {key(phrase) for phrase in written}
    titles = (form_labels.title(ACTS[name], Words(lang)) for lang in LANGUAGES)
    return tuple(own for own in (*titles, name.replace("-", " ")) if key(own) not in known)


@cache
def verbs() -> tuple[Verb, ...]:
    """Every phrase of every act; its titles and its id are phrases too."""
    parts: tuple[tuple[Kind, str], ...] = (
        ("act", "verb"),
        ("directive", "stand"),
        ("read", "read"),
    )
    return tuple(
        Verb(kind, name, phrase)
        for kind, part in parts
        for name, written in all_phrases(part).items()
        for phrase in dict.fromkeys((*written, *_own(kind, name, written)))
    )


@cache
def _by_key() -> dict[str, list[Verb]]:
    found: dict[str, list[Verb]] = {}
    for verb in verbs():
        found.setdefault(key(verb.phrase), []).append(verb)
    return found


def verb_of(words: list[str]) -> tuple[Verb, int] | None:
    """What a line is about, and how many of its words say so: the longest phrase counts.

    A colon may follow the phrase.
    """
    for count in range(min(LONGEST, len(words)), 0, -1):
        typed = " ".join(words[:count]).removesuffix(":")
        for verb in _by_key().get(key(typed), ()):
            if same(typed, verb.phrase):
                return verb, count
    return None


def names(act: Act, field: Field) -> Iterator[str]:
    """What a field of an act can be called: its label, more names, its name in the code."""
    yield field.name.replace("_", " ")
    for lang in LANGUAGES:
        yield form_labels.label(act, field, Words(lang))
        if not Words(lang).find(f"acts.field_of.{act.id}.{field.name}"):
            yield from phrases(lang, "field", field.name)


def _short_names(field: Field) -> tuple[str, ...]:
    """More names of a field, whatever its act; what has a code of its own is called by that."""
    called = all_phrases("field")
    more = called["code"] if field.kind == "code" else ()
    return (*called.get(field.name, ()), *more)


@cache
def _fields(act: str, more: tuple[Field, ...]) -> dict[str, str]:
    known = ACTS[act]
    asked = (*known.fields, *more)
    found = {key(field.name): field.name for field in asked}
    for field in asked:
        for name in names(known, field):
            found.setdefault(key(name), field.name)
    for field in asked:  # the label of a field may be the short name of another
        for name in _short_names(field):
            found.setdefault(key(name), field.name)
    return found


def field_named(act: Act, name: str, more: tuple[Field, ...]) -> str | None:
    """The field of an act that a name means, or None."""
    return _fields(act.id, more).get(key(name))


@cache
def values(labels: str, value: str) -> tuple[str, ...]:
    """What one value of a choice can be called: its label, more words, the value itself."""
    labelled = (Words(lang).find(f"choices.{labels}.{value}") for lang in LANGUAGES)
    more = (phrases(lang, f"value.{labels}", value) for lang in LANGUAGES)
    return tuple(dict.fromkeys(filter(None, (*labelled, *chain(*more), value))))


def is_word(name: str, typed: str) -> bool:
    """Whether this is a word such as *all* or *except*."""
    return any(same(typed, phrase) for phrase in all_phrases("word").get(name, ()))


def place_of(typed: str) -> int | None:
    """The place that a number or a word means: `1`, `nhất`, `first`."""
    if typed.isascii() and typed.isdigit() and len(typed) < 4:
        return int(typed)
    for place, written in all_phrases("place").items():
        if any(same(typed, phrase) for phrase in written):
            return int(place)
    return None
