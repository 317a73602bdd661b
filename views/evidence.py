"""The evidence of a fact: the entry that holds it, its operator, its time and its source."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal, TypeAlias

from msgspec import Struct

from events.event import Entry, Event

Grade: TypeAlias = Literal["room", "direct", "document", "newspaper", "memory"]
"""The kind of a source; `direct` is what was typed outside any meeting, `room` in its session."""


def grade(entry: Entry) -> Grade:
    """Return the kind of the entry's source; `room` only if it was typed in a session."""
    kind = entry.source.kind
    return "direct" if kind == "room" and not entry.meeting else kind


class Evidence(Struct, frozen=True, kw_only=True):
    """The entry by which a fact is known, since when, from whom, why, and from which source.

    `meeting` and `item` are codes: the meeting, and the item of its agenda, under which the entry
    was typed; empty for none.
    """

    position: int
    at: datetime
    by: str
    reason: str
    source: Grade
    source_title: str
    source_on: date | None
    meeting: str
    item: str


def evidence(entry: Entry) -> Evidence:
    """Return how the fact of an entry became known."""
    return Evidence(
        position=entry.position,
        at=entry.at,
        by=entry.by,
        reason=entry.reason,
        source=grade(entry),
        source_title=entry.source.title,
        source_on=entry.source.on,
        meeting=entry.meeting,
        item=entry.item,
    )


def latest(entries: Iterable[Entry], *kinds: type[Event]) -> Entry | None:
    """Return the last entry of some kinds, or None.

    Args:
        entries: The entries, oldest first.
        kinds: The types of the events; subclasses count.
    """
    found = [entry for entry in entries if isinstance(entry.event, kinds)]
    return found[-1] if found else None
