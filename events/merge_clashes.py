"""What both branches of a ledger recorded about the same: by content, claim, subject and number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from events.award_events import AwardAnnulled, AwardDenied, AwardGranted
from events.corrections import EntriesRetracted, effective
from events.disputes import StatementRecorded
from events.errors import BadInput, Refused
from events.event import Entry, Event
from events.evidence_files import EvidenceAttached
from events.explanations import ExplanationGiven
from events.meeting_reports import ReportPresented
from events.meetings import GuestAttended, RemarkRecorded
from events.merge_codes import Thing, things
from events.merge_places import Act, undone
from events.minutes_events import MinutesAmended
from events.papers import PaperNumbered, number_key
from events.presence import UnitAbsent, UnitArrived, UnitDeparted
from events.reorganisation import FunctionTakenOver
from events.speakers import SpeakerCalled, SpeakerFinished, SpeakerListed
from events.text import fold

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


class Number(NamedTuple):
    """A number that an authority gives once.

    Attributes:
        text: The number as it was typed.
        key: Kind of number, year, and the number without what people write in several ways.
        subject: What it is given to: an award, a paper, or of a decision its day.
        authority: Who gives it; empty where that is unknown.
    """

    text: str
    key: tuple[object, ...]
    subject: str
    authority: str = ""

    def clashes(self, other: Number) -> bool:
        """Return whether the number is given to something else by the same authority."""
        given = {fold(one.authority) for one in (self, other) if one.authority}
        return self.subject != other.subject and len(given) < 2


def numbers(event: Event) -> Iterator[Number]:
    """Yield the numbers of an event that name a single thing.

    A decision (quyết định) on awards names many, so that its number has one day; a golden book
    (sổ vàng) has a number for each award, the register of an office (văn thư) for each paper.

    Args:
        event: The event.
    """
    match event:
        case AwardGranted() | AwardDenied() | AwardAnnulled():
            year, by = event.on.year if event.on else event.year, event.authority
            if event.on and event.number:
                key = (type(event), year, number_key(event.number))
                yield Number(event.number, key, event.on.isoformat(), by)
            if isinstance(event, AwardGranted) and event.golden_book:
                book = ("golden-book", year, number_key(event.golden_book))
                yield Number(event.golden_book, book, event.path("award"), by)
        case PaperNumbered():
            year = event.on.year if event.on else event.year
            office = (event.cluster, year, number_key(event.number))
            yield Number(event.number, office, event.paper_code)


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
        void = undone([Act(act=code, entries=tuple(act)) for code, act in acts.items()])
        self.acts = {content(act): tuple(act) for code, act in acts.items() if code not in void}
        self._undone = {p: _instead(act) for act in acts.values() for p in _gone(act)}
        self.claimed: dict[str, int] = {}
        self.about: dict[tuple[object, ...], int] = {}
        self._things: dict[Thing, int] = {}
        self._numbers: dict[tuple[object, ...], list[tuple[Number, int]]] = {}
        self.in_force: set[int] = set()
        for entry in effective(entries):
            self.in_force.add(entry.position)
            self._things |= dict(things([entry]))
            self.claimed |= dict.fromkeys(entry.event.claims(), entry.position)
            if not isinstance(entry.event, SEVERAL):
                self.about[about(entry.event)] = entry.position
            for number in numbers(entry.event):
                self._numbers.setdefault(number.key, []).append((number, entry.position))

    def otherwise(self, act: Act) -> tuple[int, ...]:
        """Return the entries that say something else about the same things, and claim nothing."""
        events = [e.event for e in act.facts if not (*e.event.claims(),)]
        return _unique(self.about.get(about(event)) for event in events)

    def numbered(self, act: Act) -> tuple[Number, int] | None:
        """Return a number of the act that an entry gives to something else, and that entry.

        Args:
            act: The act of the other branch.
        """
        instead = {*self._claimed(act)}  # the same decided twice: that is the question
        for entry in act.facts:
            for one in numbers(entry.event):
                for other, at in self._numbers.get(one.key, ()):
                    if one.clashes(other) and at not in instead:
                        return one, at
        return None

    def in_the_way(self, act: Act, refused: Refused | BadInput) -> tuple[int, ...]:
        """Return the entries that claim the same, or that the refusal names.

        Of an entry that is no longer in force that is what took its place, else what took it back.

        Args:
            act: The act of the other branch.
            refused: Why it cannot be recorded.
        """
        found = self._claimed(act)
        named = refused.facts.get("position")
        if found or not isinstance(named, int):
            return found
        return self._undone.get(named) or ((named,) if named in self.entries else ())

    def _claimed(self, act: Act) -> tuple[int, ...]:
        claims = [key for entry in act.facts for key in entry.event.claims()]
        given = (self._things.get(thing) for thing, _ in things(act.facts))
        return _unique((*map(self.claimed.get, claims), *given))


def _gone(act: Iterable[Entry]) -> Iterator[int]:
    events = (entry.event for entry in act)
    return (p for event in events if isinstance(event, EntriesRetracted) for p in event.positions)


def _instead(act: Sequence[Entry]) -> tuple[int, ...]:
    facts = [e.position for e in act if not isinstance(e.event, EntriesRetracted)]
    return tuple(facts or [entry.position for entry in act])


_encode = msgspec.json.Encoder(decimal_format="string").encode


def content(entries: Iterable[Entry]) -> bytes:
    """Return the events as they are compared: equal bytes are the same facts."""
    return _encode([entry.event for entry in entries])


def _unique(positions: Iterable[int | None]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(position for position in positions if position is not None))
