"""Entries as JSON Lines for other programs: one object a line, of one stable shape.

`docs/feed.md` describes it, `docs/schema/journal.schema.json` states it. A key may be added, none
is renamed or left out.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import msgspec
from msgspec import UNSET, Struct, UnsetType

from events.event import Entry, name_of
from thidua_tui.formatting.tables.csv_json import harmless_json

WENT_BACK = "ledger-went-back"
"""The notice that the file has another history than the lines before."""


class SourceOfEntry(Struct, frozen=True, kw_only=True):
    """Where a fact comes from.

    Attributes:
        kind: `room`, `document`, `newspaper` or `memory`.
        title: Its title; null where there is none.
        on: Its day; null where it is not known.
    """

    kind: str
    title: str | None
    on: date | None


class EntryLine(Struct, frozen=True, kw_only=True):
    """An entry of the ledger: the fact, and how and when it became known.

    Attributes:
        position: The number of the entry, from 1 without gaps: the cursor of the feed.
        at: The instant of recording, in UTC.
        act: The id of its act: one or more entries with one reason and one source.
        operator: The code of the operator who signed it; null in a ledger without operators.
        by: The name of the person who recorded it.
        type: The stored name of the event.
        version: The version of the shape of the event, from 1.
        data: The fact as it is stored; a key that is absent has the default of the schema.
        reason: Why it was recorded; null where the act needs no reason.
        source: Where the fact comes from.
        meeting: The code of the meeting in whose session it was recorded; null for none.
        item: The code of the item of its agenda; null for none.
        sentence: The fact as a sentence; only where it was asked for.
    """

    position: int
    at: datetime
    act: str
    operator: str | None
    by: str
    type: str
    version: int
    data: Any
    reason: str | None
    source: SourceOfEntry
    meeting: str | None
    item: str | None
    sentence: str | UnsetType = UNSET


class NoticeLine(Struct, frozen=True, kw_only=True):
    """A line that is no entry: what a reader must know of the lines before it.

    Attributes:
        notice: `ledger-went-back`: the entries behind `common` may no longer hold; what the ledger
            has in their place follows.
        common: The last position that certainly holds; 0 for none.
        head: The last position that the ledger has now.
    """

    notice: str
    common: int
    head: int


def entry_line(entry: Entry, sentence: str | UnsetType = UNSET) -> str:
    """Return an entry as a line of JSON that ends with a newline.

    Args:
        entry: The entry.
        sentence: The fact as a sentence; UNSET to leave the key out.
    """
    source = entry.source
    return _line(
        EntryLine(
            position=entry.position,
            at=entry.at,
            act=entry.act,
            operator=entry.seal.operator if entry.seal else None,
            by=entry.by,
            type=name_of(entry.event),
            version=entry.event.version,
            data=entry.event,
            reason=entry.reason or None,
            source=SourceOfEntry(kind=source.kind, title=source.title or None, on=source.on),
            meeting=entry.meeting or None,
            item=entry.item or None,
            sentence=sentence,
        )
    )


def went_back_line(common: int, head: int) -> str:
    """Return the line that says that the ledger has another history now.

    Args:
        common: The last position that certainly holds; 0 for none.
        head: The last position that the ledger has now.
    """
    return _line(NoticeLine(notice=WENT_BACK, common=common, head=head))


def _line(thing: Struct) -> str:
    return harmless_json(msgspec.json.encode(thing)) + "\n"
