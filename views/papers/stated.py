"""Events in the facts of papers, as the ledger stores them, and corrections of minutes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct

from events.event import Event
from views.correction_sheets import CorrectionRow, Stated


class EventFacts(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An event as the ledger stores it.

    Attributes:
        type: Its stored name.
        v: The version of its shape.
        event: Its fields; in facts of schema 1 the name is among them, too.
    """

    type: str
    v: int
    event: dict[str, Any]


class StatedFacts(EventFacts, frozen=True, kw_only=True):
    """A fact on a side of a correction.

    Attributes:
        key: The position of its entry, as text.
        wording: The wording that an operator gave it; empty for that of its sentence.
    """

    key: str
    wording: str = ""


class CorrectedFacts(Struct, frozen=True, kw_only=True):
    """What was corrected in minutes after the meeting was closed.

    Attributes:
        key: The position of the entry that corrects, as text.
        sheet: The number of the correction sheet; 0 where the minutes were not approved yet.
        at: When it was recorded (UTC).
        by: Who recorded it.
        reason: Why.
        old: The facts that no longer count.
        new: The facts in their place; empty where nothing takes it.
        papers: Facts of awards that rest on what was corrected.
    """

    key: str
    sheet: int
    at: datetime
    by: str
    reason: str
    old: tuple[StatedFacts, ...]
    new: tuple[StatedFacts, ...] = ()
    papers: tuple[StatedFacts, ...] = ()


def event_facts(event: Event) -> dict[str, Any]:
    """Return an event as the fields of `EventFacts`."""
    fields = msgspec.json.decode(msgspec.json.encode(event))
    return {"type": fields.pop("type"), "v": event.version, "event": fields}


def stated_facts(sides: Iterable[Stated]) -> Iterator[StatedFacts]:
    """Yield the facts of a side of a correction."""
    for one in sides:
        yield StatedFacts(key=str(one.entry), wording=one.wording, **event_facts(one.fact))


def corrected_facts(rows: Iterable[CorrectionRow]) -> Iterator[CorrectedFacts]:
    """Yield corrections as facts.

    Args:
        rows: The corrections of a meeting.
    """
    for row in rows:
        yield CorrectedFacts(
            key=str(row.entry),
            sheet=row.number,
            at=row.at,
            by=row.by,
            reason=row.reason,
            old=tuple(stated_facts(row.old)),
            new=tuple(stated_facts(row.new)),
            papers=tuple(stated_facts(row.papers)),
        )
