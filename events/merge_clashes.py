"""What both branches of a ledger recorded about the same: by content, by claim, and by subject."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from events.corrections import effective
from events.disputes import StatementRecorded
from events.errors import BadInput, Refused
from events.event import Entry, Event
from events.evidence_files import EvidenceAttached
from events.explanations import ExplanationGiven
from events.meeting_reports import ReportPresented
from events.meetings import GuestAttended, RemarkRecorded
from events.merge_places import Act
from events.minutes_events import MinutesAmended
from events.presence import UnitAbsent, UnitArrived, UnitDeparted
from events.reorganisation import FunctionTakenOver
from events.speakers import SpeakerCalled, SpeakerFinished, SpeakerListed

SEVERAL: tuple[type[Event], ...] = (
    *(EvidenceAttached, ExplanationGiven, FunctionTakenOver, GuestAttended, MinutesAmended),
    *(RemarkRecorded, ReportPresented, SpeakerCalled, SpeakerFinished, SpeakerListed),
    *(StatementRecorded, UnitAbsent, UnitArrived, UnitDeparted),
)
"""Events of which several about the same things are all true: none replaces another."""
_WHICH = (
    *("criterion", "stage", "form", "matter", "item", "topic", "target", "section", "sentence"),
    *("task", "person", "role", "rank", "paper_code", "operator", "ballot", "addendum"),
)
"""Fields that say which of several things of the same tags a fact is about."""


def about(event: Event) -> tuple[object, ...]:
    """Return what a fact is about: of the same, the later would replace the earlier.

    Args:
        event: The fact.
    """
    return (type(event), *sorted(event.tags()), *(getattr(event, f, None) for f in _WHICH))


class Ours:
    """What this side recorded behind the fork: by content, by claim, and by subject.

    Args:
        entries: The entries, as typed.
    """

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = {entry.position: entry for entry in entries}
        acts: dict[str, list[Entry]] = {}
        for entry in entries:
            acts.setdefault(entry.act, []).append(entry)
        self.acts = {content(act): tuple(act) for act in acts.values()}
        self.claimed: dict[str, int] = {}
        self.about: dict[tuple[object, ...], int] = {}
        for entry in effective(entries):
            self.claimed |= dict.fromkeys(entry.event.claims(), entry.position)
            if not isinstance(entry.event, SEVERAL):
                self.about[about(entry.event)] = entry.position

    def otherwise(self, act: Act) -> tuple[int, ...]:
        """Return the entries that say something else about the same things, and claim nothing."""
        events = [e.event for e in act.facts if not (*e.event.claims(),)]
        return _unique(self.about.get(about(event)) for event in events)

    def in_the_way(self, act: Act, refused: Refused | BadInput) -> tuple[int, ...]:
        """Return the entries that claim the same, or that the refusal names.

        Args:
            act: The act of the other branch.
            refused: Why it cannot be recorded.
        """
        claims = [key for entry in act.facts for key in entry.event.claims()]
        found = _unique(map(self.claimed.get, claims))
        named = refused.facts.get("position")
        return found or ((named,) if isinstance(named, int) and named in self.entries else ())


_encode = msgspec.json.Encoder(decimal_format="string").encode


def content(entries: Iterable[Entry]) -> bytes:
    """Return the events as they are compared: equal bytes are the same facts."""
    return _encode([entry.event for entry in entries])


def _unique(positions: Iterable[int | None]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(position for position in positions if position is not None))
