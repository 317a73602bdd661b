"""The steps of an award are in the order of their days, in whatever order they were typed.

The events are known by their stored names: every decision asks here, and the modules of the awards
ask for decisions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from events.award_facts import FactOfAward
from events.date_spans import Breach
from events.event import Entry, Event, name_of

NOMINATED, GRANTED, HELD, LIFTED = (
    "award-nominated",
    "award-granted",
    "award-held",
    "award-hold-lifted",
)
RANK = {
    "award-proposed": 1,
    "award-received": 2,
    "award-assessed": 3,
    "award-balloted": 4,
    "award-returned": 5,
}
"""The steps that a return repeats, in their order."""
FINAL = {
    GRANTED: 1,
    "award-denied": 1,
    "nomination-withdrawn": 1,
    "award-presented": 2,
    "award-amended": 2,
    "award-annulled": 3,
    "award-recovered": 4,
}
"""The decision and what follows it."""
HOLDS = (HELD, LIFTED)
WATCHED = frozenset({*RANK, *HOLDS, "award-amended", "award-recovered"})
"""The events of which this law speaks; the order of the others has laws of its own."""
LAST = 10**9


class _Step(NamedTuple):
    """A dated step; `order` is its number: the round of proposals, then the step in it."""

    event: FactOfAward
    name: str
    day: date
    order: tuple[int, int]


def is_step(event: Event) -> bool:
    """Return whether this law, and no other, says on which days an event may be."""
    return isinstance(event, FactOfAward) and name_of(event) in WATCHED


def misordered(entries: Iterable[Entry]) -> Iterator[Breach]:
    """Yield each step of an award that is of a day before a step that precedes it, or after it.

    Args:
        entries: The entries in force, ordered by place.
    """
    courses: dict[tuple[str, int, str, str], list[_Step]] = {}
    rounds: dict[tuple[str, int, str, str], int] = {}
    for entry in entries:
        event = entry.event
        if not isinstance(event, FactOfAward):
            continue
        name = name_of(event)
        if name == NOMINATED or (name == GRANTED and getattr(event, "reported", False)):
            courses[event.key], rounds[event.key] = [], 1
        elif event.key not in courses:
            continue
        if day := event.dated():
            turn = rounds[event.key]
            order = (LAST, FINAL[name]) if name in FINAL else (turn, RANK.get(name, 0))
            order = (0, 0) if name == NOMINATED else order
            step = _Step(event, name, day, order)
            yield from _against(entry.position, step, courses[event.key])
            courses[event.key].append(step)
        rounds[event.key] += name == "award-returned"


def _against(position: int, step: _Step, known: list[_Step]) -> Iterator[Breach]:
    """Yield the breach of a step against the steps of its course, at most one."""
    if step.name in HOLDS:
        begins = HELD if step.name == LIFTED else NOMINATED
        before = next((one for one in reversed(known) if one.name == begins), None)
        if before and step.day < before.day:
            yield _breach(position, step, before)
        return
    for other in known:
        early = other.order < step.order and step.day < other.day
        late = other.order > step.order and step.day > other.day
        if other.name not in HOLDS and (early or late) and {step.name, other.name} & WATCHED:
            yield _breach(position, step, other)
            return


def _breach(position: int, step: _Step, other: _Step) -> Breach:
    event = step.event
    named = {"unit": event.unit, "form": event.form, "year": event.year}
    days = {"on": step.day, "step": step.name, "other": other.name, "earliest": other.day}
    key = event.path("course")
    return Breach(position=position, law="award-step-order", key=key, facts={**named, **days})
