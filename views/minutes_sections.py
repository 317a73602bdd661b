"""The minutes of a meeting as sections of statements: each fact is in exactly one statement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, Literal, TypeAlias

from msgspec import Struct

from events.agenda import AGENDA
from events.event import Entry
from events.meeting_roles import MeetingRoleGiven
from events.meetings import GuestAttended, MeetingOpened
from events.minutes_events import (
    MinutesAmended,
    MinutesApproved,
    MinutesReadOut,
    MinutesSigned,
    SentenceWorded,
)
from events.minutes_lists import of_roll, of_speakers
from events.presence import UnitAbsent, attendance
from events.scoring import ScoreRecorded
from views.late_additions import Addition
from views.minutes import Minutes

SectionKind: TypeAlias = Literal[
    "opening", "present", "absent", "agenda", "course", "added", "approval", "signatures"
]
ORDER: tuple[SectionKind, ...] = (
    *("opening", "present", "absent", "agenda", "course", "added", "approval", "signatures"),
)


class Statement(Struct, frozen=True, kw_only=True):
    """What one sentence of the minutes states.

    Attributes:
        entries: The entries that it states, at least one, in their order.
        lists: What it lists: the roles at the meeting, the units that were present, the items of
            the agenda, who spoke for how long, or the points of a unit; or empty.
        added: How it was added after the closing or the approval; None for what is of the session.
        wording: Its own wording; empty for the sentence that follows from the facts.
        outdated: A wording of the fact that this fact corrects; empty for none.
    """

    entries: tuple[Entry, ...]
    lists: Literal["", "roles", "units", "agenda", "speaking", "scores"] = ""
    added: Addition | None = None
    wording: str = ""
    outdated: str = ""

    @property
    def entry(self) -> Entry:
        """The first entry."""
        return self.entries[0]


class Section(Struct, frozen=True, kw_only=True):
    """A section of the minutes; without statements it is left out."""

    kind: SectionKind
    statements: tuple[Statement, ...]


def sections(view: Minutes) -> tuple[Section, ...]:
    """Return the sections of the minutes, in the order of the paper.

    Args:
        view: The folded minutes.
    """
    found: dict[SectionKind, list[Statement]] = {kind: [] for kind in ORDER}
    roll = of_roll(view.entries)
    if roll:
        found["present"].append(Statement(entries=tuple(roll), lists="units"))
    if agenda := [entry for entry in view.entries if isinstance(entry.event, AGENDA)]:
        found["agenda"].append(Statement(entries=tuple(agenda), lists="agenda"))
    worded = {e.event.sentence: e.event for e in _wordings(view)}
    roles = [entry for entry in view.entries if isinstance(entry.event, MeetingRoleGiven)]
    if roles:
        found["opening"].append(Statement(entries=tuple(roles), lists="roles"))
    listed = {entry.position for entry in (*roll, *roles)}
    turns = [entry for entry in view.entries if of_speakers(entry.event, view.meeting)]
    known = attendance(view.entries, view.meeting).items()
    away = frozenset(unit for unit, last in known if last.state == "absent")
    before = {event.placed: event for event in worded.values()}
    for entry in view.entries:
        if isinstance(entry.event, (SentenceWorded, *AGENDA)) or entry.position in listed:
            continue
        if entry in turns:
            if entry is turns[-1]:
                found["course"].append(Statement(entries=tuple(turns), lists="speaking"))
            continue
        own, old = worded.get(entry.position), before.get(entry.place)
        statement = Statement(
            entries=(entry,),
            added=view.added(entry),
            wording=own.text if own else "",
            outdated=old.text if old and not own else "",
        )
        found[_section(entry, view, statement.added, away)].append(statement)
    return tuple(
        Section(kind=kind, statements=tuple(_joined(statements)))
        for kind, statements in found.items()
        if statements
    )


def _joined(statements: Iterable[Statement]) -> Iterator[Statement]:
    """Join points of a unit that follow each other into a statement."""
    for key, group in groupby(statements, _sheet):
        same = [*group]
        if key is None or len(same) == 1:
            yield from same
        else:
            entries = tuple(one.entry for one in same)
            yield Statement(entries=entries, lists="scores", added=same[0].added)


def _sheet(one: Statement) -> tuple[object, ...] | None:
    """Return what points of one list have in common; None for what is a sentence of its own."""
    event, entry = one.entry.event, one.entry
    plain = not (one.lists or one.wording or one.outdated or entry.reason)
    if not plain or not isinstance(event, ScoreRecorded):
        return None
    if event.evidence or event.note or not event.seen:
        return None
    whose = (event.cluster, event.year, event.unit, event.stage, event.scorer)
    return (*whose, entry.item, one.added and one.added[1:])


def _wordings(view: Minutes) -> Iterator[Any]:
    return (entry for entry in view.entries if isinstance(entry.event, SentenceWorded))


def _section(
    entry: Entry, view: Minutes, added: Addition | None, away: frozenset[str]
) -> SectionKind:
    event = entry.event
    match event:
        case MeetingOpened(meeting=meeting) if meeting == view.meeting:
            return "opening"
        case MinutesReadOut() | MinutesAmended() | MinutesApproved():
            return "approval"
        case MinutesSigned():
            return "signatures"
        case GuestAttended():
            return "present"
        case UnitAbsent(unit=unit):
            return "absent" if unit in away else "course"
    return "added" if added and added.after == "closing" else "course"


def added_since(view: Minutes, signed: Entry) -> bool:
    """Return whether something was added to the minutes after a signature.

    Args:
        view: The folded minutes.
        signed: The entry of the signature.
    """
    return any(entry.place > signed.place and view.added(entry) for entry in view.entries)


def waiting_additions(view: Minutes) -> int:
    """Return how many facts were added after the last approval and wait for another.

    Args:
        view: The folded minutes.
    """
    return sum(added.waits for added in map(view.added, view.entries) if added)
