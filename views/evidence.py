"""How we know a fact: the entry that holds it, who typed it when, and from which source."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal, TypeAlias

from msgspec import Struct

from events.event import Entry, Event

Grade: TypeAlias = Literal["room", "direct", "document", "newspaper", "memory"]
"""Of what kind a source is: seen in the room, typed outside any meeting, a document, a newspaper,
somebody's memory."""


def grade(entry: Entry) -> Grade:
    """Of what kind the entry's source is; only what was typed in a session comes from the room."""
    kind = entry.source.kind
    return "direct" if kind == "room" and not entry.meeting else kind


class Evidence(Struct, frozen=True, kw_only=True):
    """The entry by which a fact is known, since when, from whom, why, and from which source."""

    position: int
    at: datetime
    by: str
    reason: str
    source: Grade
    source_title: str
    source_on: date | None
    meeting: str


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
    )


def latest(entries: Iterable[Entry], *kinds: type[Event]) -> Entry | None:
    """The last entry of these kinds, or none."""
    found = [entry for entry in entries if isinstance(entry.event, kinds)]
    return found[-1] if found else None
