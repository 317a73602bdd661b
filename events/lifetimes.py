"""What has a life, from a day until a day, and which facts are outside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

from events.date_spans import Breach, Span, in_year, on_day
from events.event import Entry, Event, declares

Thing = tuple[str, str]
"""A kind (`unit`, `cluster`, `movement`) and a code."""


class Lives:
    """When things began and ended, as far as the entries say; whatever the order of typing."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.born: dict[Thing, date] = {}
        self.over: dict[Thing, date] = {}
        for entry in entries:
            if not declares(type(entry.event), "begins", "ends"):
                continue
            for kind, code, day in entry.event.begins():
                if day:
                    self.born[kind, code] = day
            for kind, code, day in entry.event.ends():
                if day:
                    self.over[kind, code] = day

    def wrong(self, thing: Thing, span: Span) -> str:
        """Return on which side of the span the thing's life is, if it exists on no day of the span.

        Args:
            thing: The kind and the code of the thing.
            span: The days on one of which it must exist.

        Returns:
            `early` if the span ends before the thing begins, `late` if it begins on the day of the
            thing's end or later; else empty.
        """
        born, over = self.born.get(thing), self.over.get(thing)
        if born and span.last < born:
            return "early"
        return "late" if over and span.first >= over else ""


def lifeless(entries: Iterable[Entry]) -> Iterator[Breach]:
    """Yield facts of a unit, cluster or movement in a span in which it did not exist."""
    entries = [*entries]
    lives, days = Lives(entries), dict[str, date]()
    gone = _annulled(entries)
    alive: set[tuple[str, int]] = set()
    for entry in entries:
        event: Any = entry.event
        if is_of_year_alone(type(entry.event)):
            key = event.cluster, event.year
            if key in alive:
                continue
            if not lives.wrong(("cluster", event.cluster), in_year(event.year)):
                alive.add(key)
                continue
        day = event.dated() or days.get(event.dated_by())
        for thing, span in () if entry.position in gone else _needed(event, day):
            if wrong := lives.wrong(thing, span):
                yield _breach(entry, thing, span, wrong, lives)
        if declares(type(entry.event), "ends"):
            yield from _backwards(entry, lives)
        if day:
            days |= dict.fromkeys(event.claims(), day)


@cache
def is_of_year_alone(kind: type[Event]) -> bool:
    """Return whether a kind of event asks nothing but that its cluster exists in its year."""
    days = declares(kind, "dated", "dated_by", "when", "begins", "ends")
    more = kind.living or kind.convened or kind.reviews or kind.leaving or days
    fields = {*kind.__struct_fields__}
    return not more and {"cluster", "year"} <= fields and not {"on", "movement"} & fields


def _annulled(entries: Iterable[Entry]) -> set[int]:
    """Return the positions of grants that were annulled: a unit does not hold these awards."""
    granted: dict[str, int] = {}
    found: set[int] = set()
    for entry in entries:
        if not declares(type(entry.event), "releases", "establishes"):
            continue
        for key in entry.event.releases():
            if key.startswith("decision:") and key in granted:
                found.add(granted.pop(key))
        for key in entry.event.establishes():
            if key.startswith("granted:"):
                granted[key.replace("granted", "decision", 1)] = entry.position
    return found


def _needed(event: Event, day: date | None) -> Iterator[tuple[Thing, Span]]:
    if day and event.leaving:
        day -= timedelta(1)
    spans = [*event.when(day)] if event.living else []
    for field in event.living:
        value = getattr(event, field)
        for unit in (value,) if isinstance(value, str) else value or ():
            yield from ((("unit", unit), span) for span in spans)
    if cluster := getattr(event, "cluster", None):
        year = getattr(event, "year", None)
        if year:
            yield ("cluster", cluster), in_year(year)
        if day and (event.convened or (event.reviews and year and day.year <= year)):
            yield ("cluster", cluster), on_day(day)
    if (movement := getattr(event, "movement", None)) and hasattr(event, "year"):
        yield ("movement", movement), in_year(event.year)


def _backwards(entry: Entry, lives: Lives) -> Iterator[Breach]:
    """An end before its beginning."""
    for kind, code, day in entry.event.ends():
        born = lives.born.get((kind, code))
        if born and day and day < born:
            facts = {kind: code, "on": day, "earliest": born}
            key = f"end:{kind}:{code}"
            yield Breach(position=entry.position, law="ended-before-founded", key=key, facts=facts)


LAWS: Mapping[tuple[str, str], str] = {
    ("unit", "early"): "unit-not-yet-founded",
    ("unit", "late"): "unit-ended",
    ("cluster", "early"): "cluster-not-yet-founded",
    ("cluster", "late"): "cluster-ended",
    ("movement", "early"): "movement-not-on",
    ("movement", "late"): "movement-not-on",
}


def _breach(entry: Entry, thing: Thing, span: Span, wrong: str, lives: Lives) -> Breach:
    kind, code = thing
    born, over = lives.born.get(thing), lives.over.get(thing)
    facts: dict[str, object] = {kind: code, "year": span.last.year}
    if kind == "movement":
        facts |= {"since": born and born.year, "until": over and over.year - 1}
    elif wrong == "early":
        facts["founded"] = born
    else:
        facts |= {"ended": over, "on": over}
    key = f"{kind}:{code}"
    return Breach(position=entry.position, law=LAWS[kind, wrong], key=key, facts=facts)
