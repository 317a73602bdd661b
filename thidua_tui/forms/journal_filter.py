"""The filter line of the journal: words, and `đv:` `cụm:` `việc:` `người:` `họp:` `từ:` `đến:`.

Each key has its name in both languages, with or without marks. What was understood is shown, and so
is what was not; words without a key are looked for in the sentence, the author and the number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from events.errors import BadInput
from events.event import name_of
from events.meetings import MeetingOpened
from events.text import fold, matches
from thidua_tui.acts.act import Act
from thidua_tui.i18n.messages import Words
from thidua_tui.parsing.dates import parse_date
from views.journal_filter import Chosen
from views.names import Called, Names

KEYS = {
    "dv": "unit", "unit": "unit", "cum": "cluster", "khoi": "cluster", "cluster": "cluster",
    "viec": "kind", "kind": "kind", "act": "kind", "nguoi": "by", "by": "by", "hop": "meeting",
    "hn": "meeting", "meeting": "meeting", "tu": "since", "from": "since", "den": "until",
    "to": "until", "muc": "item", "noidung": "item", "nd": "item", "item": "item",
}  # fmt: skip
"""Key as typed, without marks -> what it asks for."""
_PART = re.compile(r'(?:([^\s:"]+):)?(?:"([^"]*)"?|(\S+))')


class Query(Struct, frozen=True):
    """A parsed filter line: fields, free words, labels of what was understood, and errors."""

    chosen: Chosen
    free: str
    understood: tuple[str, ...]
    wrong: tuple[str, ...]


class Ledgerwords(Struct, frozen=True):
    """What the values of a filter are held against: names, meetings, the acts, this day."""

    names: Names
    meetings: dict[str, MeetingOpened]
    acts: Iterable[Act]
    today: date
    words: Words
    items: dict[str, str] = {}
    """Meeting and item of its agenda, as `meeting/item` -> what the item is called."""


def read_query(text: str, known: Ledgerwords) -> Query:
    """Parse a filter line."""
    chosen, free, understood, wrong = Chosen(), list[str](), list[str](), list[str]()
    for key, value in _parts(text):
        what = KEYS.get(fold(key))
        if not what:
            free.append(f"{key}:{value}" if key else value)
            continue
        label = known.words(f"time.query.{what}")
        try:
            more, shown = _read(what, value, known)
        except BadInput as bad:
            wrong.append(f"{label} – {known.words.refusal(bad)}")
            continue
        chosen = replace(chosen, **more)
        understood.append(f"{label} {shown}")
    return Query(chosen, " ".join(free), tuple(understood), tuple(wrong))


def _parts(text: str) -> Iterator[tuple[str, str]]:
    for found in _PART.finditer(text):
        key, quoted, bare = found.groups()
        if value := (quoted if quoted is not None else bare or "").strip():
            yield key or "", value


def _read(what: str, value: str, known: Ledgerwords) -> tuple[dict[str, Any], str]:
    """Return the fields of the choice, and their label.

    Raises:
        BadInput: `nothing-called`, or what is wrong with a day.
    """
    if what == "by":
        return {"by": value}, known.words("choices.quoted", text=value)
    if what in ("since", "until"):
        day = parse_date(value, today=known.today)
        at = time.min if what == "since" else time.max
        return {what: datetime.combine(day, at).astimezone(UTC)}, known.words.day(day)
    found = _CODES[what](value, known)
    if not found:
        raise BadInput("nothing-called", value=value)
    return {f"{what}s": tuple(found)}, "; ".join(dict.fromkeys(found.values()))


def _units(value: str, known: Ledgerwords) -> dict[str, str]:
    return _named(value, known.names.units, known.names.unit)


def _clusters(value: str, known: Ledgerwords) -> dict[str, str]:
    return _named(value, known.names.clusters, known.names.cluster)


def _named(
    value: str, known: Mapping[str, Sequence[Called]], name: Callable[[str], str]
) -> dict[str, str]:
    """Code -> name of what has this code, else of all that had such a name."""
    if fold(value) in known:
        return {fold(value): name(fold(value))}
    return {
        code: name(code)
        for code, called in known.items()
        if any(matches(value, then.name) or matches(value, then.short) for then in called)
    }


def _kinds(value: str, known: Ledgerwords) -> dict[str, str]:
    titles = {act: known.words(f"acts.act.{act.id}") for act in known.acts}
    found = {name_of(kind): title for act, title in titles.items() for kind in act.facts
             if matches(value, title)}  # fmt: skip
    every = (name_of(kind) for act in known.acts for kind in act.facts)
    return found or {name: name for name in (*every, "entries-retracted") if value in name}


def _meetings(value: str, known: Ledgerwords) -> dict[str, str]:
    return {
        code: known.words("screen.journal.meeting", kind=event.kind, on=event.on)
        for code, event in known.meetings.items()
        if value == code
        or matches(value, event.title)
        or (event.on and matches(value, known.words.day(event.on)))
    }


def _items(value: str, known: Ledgerwords) -> dict[str, str]:
    return {
        code: title
        for code, title in known.items.items()
        if value in (code, code.partition("/")[2]) or matches(value, title)
    }


_CODES = {
    "unit": _units,
    "cluster": _clusters,
    "kind": _kinds,
    "meeting": _meetings,
    "item": _items,
}
