"""Codes that both branches gave, each to a thing of its own: a meeting, a task.

A form fills in the next free code, so that two laptops give the same. What follows in the
other branch is about its own meeting: it goes where that meeting is here, or it waits.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import count, islice
from typing import Any

from msgspec.structs import replace

from events.convening import MeetingConvened
from events.errors import Refused
from events.event import Entry, Event
from events.meetings import MeetingOpened
from events.merge_places import Act
from events.tasks import TaskGiven

THINGS: dict[type[Event], str] = {
    MeetingConvened: "meeting",
    MeetingOpened: "meeting",
    TaskGiven: "task",
}
"""Type of event that gives a thing its code -> the field with the code."""
NAMED_BY: dict[str, str] = {"meeting": "meeting", "about_meeting": "meeting", "task": "task"}
"""Field of any event that names such a thing -> the kind of thing."""
IN_USE = ("meeting-exists", "task-exists")
"""Refusals for which another thing may have the same code."""
MOST = 100
"""So many codes are tried."""
LONGEST = 40
_OWN = ("paper:", "operator:")
"""Claims of an act that stay its own where it is decided against: what is here is another thing."""
Thing = tuple[str, str, str]
"""Kind of thing, the cluster where codes are of a cluster, and the code."""


def things(entries: Sequence[Entry]) -> Iterator[tuple[Thing, int]]:
    """Yield the things to which entries give a code, each with the position of the entry."""
    for entry in entries:
        if field := THINGS.get(type(entry.event)):
            yield _thing(entry.event, field), entry.position


def _thing(event: Event, field: str) -> Thing:
    kind = NAMED_BY[field]
    return kind, getattr(event, "cluster", "") if kind == "task" else "", getattr(event, field)


class Codes:
    """Codes of the other branch, and which the same things have here."""

    def __init__(self) -> None:
        self._here: dict[Thing, str] = {}

    def follow(self, there: Sequence[Entry], here: Sequence[Entry]) -> None:
        """Note which codes the things of the other branch have here.

        Args:
            there: Entries of the other branch, in order.
            here: The same facts in this ledger, in the same order.
        """
        for theirs, ours in zip(there, here, strict=False):
            for (thing, _), (now, _) in zip(things([theirs]), things([ours]), strict=False):
                if thing != now:
                    self._here[thing] = now[2]

    def moved(self, act: Act) -> Act:
        """Return an act of the other branch with the codes that its things have here.

        Args:
            act: The act.
        """
        return self._named(act, self._here) if self._here else act

    def others(self, act: Act, used: Container[Thing]) -> Iterator[Act]:
        """Yield the act with other codes for the things that it names, as long as a code is used.

        Args:
            act: The act.
            used: The things of the other branch, whose codes are left to them.
        """
        found = [thing for thing, _ in things(act.facts)]
        for nth in islice(count(2), MOST):
            other = {t: f"{t[2][: LONGEST - 1 - len(str(nth))]}-{nth}" for t in found}
            if not any((kind, of, other[kind, of, was]) in used for kind, of, was in found):
                yield self._named(act, other)

    def _named(self, act: Act, codes: Mapping[Thing, str]) -> Act:
        return replace(act, entries=tuple(_renamed(entry, codes) for entry in act.entries))


def _renamed(entry: Entry, codes: Mapping[Thing, str]) -> Entry:
    event, fields = entry.event, type(entry.event).__struct_fields__
    held = [f for f in NAMED_BY if f in fields and _thing(event, f) in codes]
    new: dict[str, Any] = {field: codes[_thing(event, field)] for field in held}
    session = codes.get(("meeting", "", entry.meeting), entry.meeting)
    if not new and session == entry.meeting:
        return entry
    return replace(entry, event=replace(event, **new) if new else event, meeting=session)


class Undecided:
    """What acts claim that were not taken: an act about that would be about something else here."""

    def __init__(self) -> None:
        self._open: dict[str, int] = {}

    def add(self, act: Act, there: int, *, declined: bool) -> None:
        """Note an act that was not taken.

        Args:
            act: The act.
            there: The position in the other branch of the entry that is asked about.
            declined: Whether it was decided against; then the same is here already, of most things.
        """
        claims = (key for entry in act.facts for key in entry.event.claims())
        meetings = (f"meeting:{code}" for (_, of, code), _ in things(act.facts) if not of)
        keys = (key for key in (*claims, *meetings) if not declined or key.startswith(_OWN))
        self._open |= dict.fromkeys(keys, there)

    def check(self, act: Act) -> None:
        """Check that an act is about nothing that an act before it left open.

        Args:
            act: The act.

        Raises:
            Refused: `merge-needs-asked`.
        """
        keys = (key for entry in act.entries for key in _about(entry)) if self._open else ()
        if there := min((self._open[key] for key in keys if key in self._open), default=0):
            raise Refused("merge-needs-asked", there=there)


def _about(entry: Entry) -> tuple[str, ...]:
    """Return the keys of what an entry is about."""
    session = (f"meeting:{entry.meeting}",) if entry.meeting else ()
    return (*entry.event.tags(), *entry.event.depends_on(), *session)
