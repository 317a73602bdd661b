"""What is to be appended: a fact as it is stored, and the entry read back from that."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from events.event import Entry, Event, Seal, name_of, tags_of
from events.store.codec import Record, decode, encode
from events.store.sanitise import Circumstances


class Draft(NamedTuple):
    """A fact as it is stored; the entry has no position yet."""

    name: str
    tags: list[str]
    data: bytes
    entry: Entry


def draft(fact: Event, how: Circumstances, at: datetime, seal: Seal | None = None) -> Draft:
    """Return a fact as stored, and the entry read back from that.

    Args:
        fact: The event.
        how: The circumstances of its act.
        at: The instant of recording, in UTC.
        seal: What its operator signs; None in a ledger without operators.
    """
    record = Record(
        at=at,
        by=how.by,
        act=how.act,
        reason=how.reason,
        source=how.source,
        meeting=how.meeting,
        item=how.item,
        v=fact.version,
        event=fact,
        seal=seal,
    )
    data = encode(record)
    # What cannot be read back strictly is not stored: better a bug seen now than a ledger lost.
    entry = decode(0, name_of(fact), data)
    return Draft(name_of(fact), [*tags_of(fact, how.meeting, how.act)], data, entry)
