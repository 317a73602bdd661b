"""The minutes of a meeting, folded from the facts of a paper instead of a ledger."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import msgspec
from msgspec.structs import replace

from events.council import CouncilMemberNamed
from events.event import Entry, Event
from events.meetings import MeetingOpened
from events.sheet_events import SheetState
from events.store.codec import decode
from views.correction_sheets import CorrectionRow, Stated
from views.council import CouncilAtMeeting
from views.minutes import Minutes
from views.names import Names
from views.papers.minutes import EntryFacts, MinutesFacts, NameFacts
from views.papers.stated import EventFacts, StatedFacts
from views.sheets_at_meeting import Waiting

UNKNOWN = datetime(1, 1, 1, tzinfo=UTC)
"""The instant of recording of an event of which it is no fact."""


class PaperMinutes(Minutes):
    """The minutes that the facts of a paper state.

    Args:
        facts: The facts; an event of an older program is read as the ledger reads it.

    Raises:
        UnreadableLedger: as `events.store.codec.decode`.
    """

    def __init__(self, facts: MinutesFacts) -> None:
        super().__init__(facts.meeting)
        self.facts, self.names = facts, given_names(facts.names)
        self.council = _Sitting(facts.council)
        for one in facts.entries:
            self.first_typed[int(one.key)] = one.at
            self.apply(_entry(one))

    def waiting(self) -> tuple[Waiting, ...]:
        """Return the explanations of scores that waited for a verdict when the meeting ended."""
        return self.facts.waiting

    def sheets(self) -> dict[SheetState, list[str]]:
        """Return the state of score sheets when the meeting ended -> the units."""
        return {one.key: [*one.units] for one in self.facts.sheets}

    def corrections(self) -> tuple[CorrectionRow, ...]:
        """Return what was corrected after the meeting was closed, in the order of recording."""
        facts = self.facts
        return tuple(
            CorrectionRow(
                cluster=facts.cluster,
                cluster_name=facts.cluster_name,
                year=facts.year,
                meeting=facts.meeting,
                meeting_title=facts.title,
                number=one.sheet,
                corrected=tuple(int(side.key) for side in one.old),
                entry=int(one.key),
                at=one.at,
                by=one.by,
                reason=one.reason,
                kinds=tuple(side.type for side in (*one.old, *one.new)),
                instead=tuple(int(side.key) for side in one.new),
                old=sides(one.old),
                new=sides(one.new),
                papers=sides(one.papers),
            )
            for one in facts.corrections
        )


class _Sitting(CouncilAtMeeting):
    """Who sits on the Council, as facts state it."""

    def __init__(self, facts: Iterable[EventFacts]) -> None:
        super().__init__()
        self.named = tuple(map(stated, facts))

    def members(self, _: MeetingOpened | None) -> tuple[CouncilMemberNamed, ...]:
        """Return the members; empty for a meeting that is not one of the Council."""
        return tuple(event for event in self.named if isinstance(event, CouncilMemberNamed))


def given_names(facts: Iterable[NameFacts]) -> Names:
    """Return the names that facts state.

    Args:
        facts: The names by `unit`, `cluster`, `movement` or `form`, a colon, and the code.
    """
    names = Names()
    for one in facts:
        kind, _, code = one.key.partition(":")
        if kind == "unit":
            names.units[code] = [*one.names]
        elif kind == "cluster":
            names.clusters[code] = [*one.names]
        elif kind == "movement":
            names.movements[code] = one.names[-1].name
        else:
            given = [
                (called.since.year if called.since else 0, called.name) for called in one.names
            ]
            names.forms.given[code] = given
    return names


def stated(facts: EventFacts) -> Event:
    """Return the event that facts state.

    Args:
        facts: The event as the ledger stores it.

    Raises:
        UnreadableLedger: as `events.store.codec.decode`.
    """
    return _decoded(facts, 0, at=UNKNOWN).event


def sides(facts: Iterable[StatedFacts]) -> tuple[Stated, ...]:
    """Return facts of a correction as the sheets of the ledger have them.

    Args:
        facts: The facts of one side.

    Raises:
        UnreadableLedger: as `events.store.codec.decode`.
    """
    return tuple(Stated(entry=int(one.key), fact=stated(one), wording=one.wording) for one in facts)


def _entry(facts: EntryFacts) -> Entry:
    """Return an entry of the facts, in the place and with the time of what it corrects."""
    found = _decoded(
        facts,
        facts.entry,
        at=facts.at,
        reason=facts.reason,
        source=facts.source,
        meeting=facts.meeting,
        item=facts.item,
    )
    return replace(found, place=int(facts.key))


def _decoded(facts: EventFacts, position: int, **circumstances: Any) -> Entry:
    event = {"type": facts.type, **facts.event}
    record = {"by": "", "act": str(position), "v": facts.v, "event": event, **circumstances}
    return decode(position, facts.type, msgspec.json.encode(record))
