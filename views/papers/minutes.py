"""The facts of minutes (biên bản): the entries of a meeting that count, and the names of its day.

What was typed outside the meeting is no fact of its minutes: a nomination of the same year that is
recorded later changes nothing here. A correction has the key of what it corrects. Signatures are
given on the paper, and so are no facts of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import msgspec
from msgspec import Struct

from events.errors import BadInput
from events.event import Entry, Event, Source
from events.meetings import MeetingOpened
from events.minutes_events import MinutesSigned
from events.result_events import ResultAdopted
from events.sheet_events import SheetState
from views.correction_sheets import SheetsOfMeeting
from views.minutes import Minutes
from views.names import Called, Names, last_day
from views.papers.facts import PaperFacts, Subject
from views.papers.general import general
from views.papers.stated import CorrectedFacts, EventFacts, corrected_facts, event_facts
from views.projection import Reader, project
from views.quorums import QuorumRow, Quorums
from views.sheets_at_meeting import Waiting
from views.standings import Standings


class EntryFacts(EventFacts, frozen=True, kw_only=True):
    """An entry of a meeting that counts.

    Attributes:
        key: Its place: that of the entry that it corrects, else its position.
        entry: Its position, from 1.
        at: When it, or what it corrects, was typed (UTC).
        reason: Its reason; empty for none.
        source: Where the fact comes from; of the opening all that is known, of others the kind.
        meeting: The meeting in whose session it was typed; empty for none.
        item: The item of the agenda under which it was typed; empty for none.
        sheet: The number of the correction sheet that put it in place of another; 0 for none.
    """

    key: str
    entry: int
    at: datetime
    reason: str = ""
    source: Source = Source()
    meeting: str = ""
    item: str = ""
    sheet: int = 0


class RankedUnit(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A unit of an adopted ranking.

    Attributes:
        key: The code of the unit.
        name: Its name on the day.
        place: Its place, from 1; None where the result gives it none.
        tied: Whether it shares its place.
        points: Its total; None where none was entered.
        by_scores: The place that its points give; None where they give none.
    """

    key: str
    name: str
    place: int | None = None
    tied: bool = False
    points: Decimal | None = None
    by_scores: int | None = None


class RankingFacts(Struct, frozen=True, kw_only=True):
    """The ranking that was adopted with an entry of the meeting, which has the same key."""

    key: str
    units: tuple[RankedUnit, ...]


class NameFacts(Struct, frozen=True, kw_only=True):
    """The names of a thing up to the last day that the facts are about.

    Attributes:
        key: `unit`, `cluster`, `movement` or `form`, a colon, and its code.
        names: The names, each since a day or, of a form, since the first day of a year.
    """

    key: str
    names: tuple[Called, ...]


class SheetsFacts(Struct, frozen=True, kw_only=True):
    """The units whose score sheets were in a state, its key, when the meeting ended."""

    key: SheetState
    units: tuple[str, ...]


class MinutesFacts(PaperFacts, frozen=True, kw_only=True):
    """The facts of the minutes of a meeting.

    Attributes:
        meeting: The code of the meeting.
        title: Its title.
        entries: The entries that the minutes state, in their order.
        council: Who sat on the Council; empty for a meeting of another kind.
        rankings: The rankings that were adopted.
        quorum: Whether enough took part; None where the members are not recorded.
        sheets: The states of score sheets when the meeting ended.
        waiting: The explanations of scores that waited for a verdict then.
        corrections: What was corrected after the meeting was closed, in the order of recording.
        names: The names of what the entries name.
    """

    meeting: str
    title: str
    entries: tuple[EntryFacts, ...]
    council: tuple[EventFacts, ...] = ()
    rankings: tuple[RankingFacts, ...] = ()
    quorum: QuorumRow | None = None
    sheets: tuple[SheetsFacts, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    corrections: tuple[CorrectedFacts, ...] = ()
    names: tuple[NameFacts, ...] = ()


def make(reader: Reader, subject: Subject, known_at: int | datetime | None = None) -> MinutesFacts:
    """Return the facts of the minutes of a meeting.

    Args:
        reader: The source of the entries.
        subject: The cluster, the year and the meeting.
        known_at: A position (from 1) or an instant (UTC), inclusive; None for the present.

    Raises:
        BadInput: `no-such-meeting`; `unknown-cluster`.
    """
    view = project(Minutes(subject.meeting), reader, known_at)
    opened = view.opened
    if opened is None or opened.cluster != subject.cluster:
        raise BadInput("no-such-meeting", meeting=subject.meeting, near=None)
    subject = msgspec.structs.replace(subject, year=opened.year)
    quorums = project(Quorums(opened.cluster, opened.year), reader, known_at).rows()
    entries = tuple(e for e in view.entries if not isinstance(e.event, MinutesSigned))
    council, sheets, waiting = view.council.members(opened), view.sheets(), view.waiting()
    typed = project(SheetsOfMeeting(opened), reader, known_at)
    corrections = typed.corrections()
    sides = (one.fact for row in corrections for one in (*row.old, *row.new, *row.papers))
    events = (*(entry.event for entry in entries), *council, *sides)
    units = {*(unit for of in sheets.values() for unit in of), *(one.unit for one in waiting)}
    return MinutesFacts(
        kind="minutes",
        **general(reader, subject, opened.on, known_at),
        meeting=opened.meeting,
        title=opened.title,
        entries=tuple(_entries(entries, typed)),
        council=tuple(EventFacts(**event_facts(event)) for event in council),
        rankings=tuple(_rankings(entries, reader)),
        quorum=next((row for row in quorums if row.meeting == opened.meeting), None),
        sheets=tuple(SheetsFacts(key=state, units=(*of,)) for state, of in sheets.items()),
        waiting=waiting,
        corrections=tuple(corrected_facts(corrections)),
        names=tuple(names_of(events, view.names, opened.on or opened.year, units)),
    )


def _entries(entries: Iterable[Entry], typed: SheetsOfMeeting) -> Iterator[EntryFacts]:
    times = typed.times()
    sheets = {at: sheet.number for sheet in typed.sheets() for at in sheet.instead}
    for entry in entries:
        yield EntryFacts(
            key=str(entry.place),
            entry=entry.position,
            at=times.get(entry.place, entry.at),
            reason=entry.reason,
            source=_stated_source(entry),
            meeting=entry.meeting,
            item=entry.item,
            sheet=sheets.get(entry.position, 0),
            **event_facts(entry.event),
        )


def _stated_source(entry: Entry) -> Source:
    """Return what minutes state of a source: they name that of the opening alone."""
    opens = isinstance(entry.event, MeetingOpened)
    return entry.source if opens else Source(kind=entry.source.kind)


def _rankings(entries: Iterable[Entry], reader: Reader) -> Iterator[RankingFacts]:
    """Yield the rankings as the ledger gave them when each result was recorded."""
    for entry in entries:
        if isinstance(event := entry.event, ResultAdopted):
            view = Standings(event.cluster, event.year)
            rows = project(view, reader, entry.position).rows()
            units = (
                RankedUnit(
                    key=row.unit,
                    name=row.unit_name,
                    place=row.place,
                    tied=row.tied,
                    points=row.points,
                    by_scores=row.by_scores,
                )
                for row in rows
            )
            yield RankingFacts(key=str(entry.place), units=tuple(units))


def names_of(
    events: Iterable[Event], names: Names, day: date | int, units: Iterable[str] = ()
) -> Iterator[NameFacts]:
    """Yield the names of what events name, without those that begin after the days they are about.

    Args:
        events: The events.
        names: The names of the ledger.
        day: The day of the meeting, or its year for the last day: what it names had its name then.
        units: The codes of further units.
    """
    floor = last_day(day)
    lasts = dict.fromkeys(units, floor)
    for event in events:
        last = max(floor, _last_day(event))
        for text in _texts(msgspec.to_builtins(event)):
            lasts[text] = max(last, lasts.get(text, last))
    for kind, known in (("unit", names.units), ("cluster", names.clusters)):
        yield from _called(kind, lasts, known)
    for code in sorted({*lasts} & {*names.movements}):
        called = Called(since=None, name=names.movements[code])
        yield NameFacts(key=f"movement:{code}", names=(called,))
    for code in sorted({*lasts} & {*names.forms.given}):
        given = (
            Called(since=date(since, 1, 1) if since else None, name=name)
            for since, name in names.forms.given[code]
            if since <= lasts[code].year
        )
        yield NameFacts(key=f"form:{code}", names=tuple(given))


def _called(
    kind: str, lasts: Mapping[str, date], known: Mapping[str, list[Called]]
) -> Iterator[NameFacts]:
    for code in sorted({*lasts} & {*known}):
        ordered = sorted(known[code], key=lambda one: one.since or date.min)
        kept = [one for one in ordered if (one.since or date.min) <= lasts[code]] or ordered[:1]
        yield NameFacts(key=f"{kind}:{code}", names=tuple(kept))


def _texts(value: Any) -> Iterator[str]:
    """Yield every text in a value: a code among them is found wherever an event has it."""
    match value:
        case str():
            yield value
        case dict():
            for part in value.values():
                yield from _texts(part)
        case list() | tuple():
            for part in value:
                yield from _texts(part)


def _last_day(event: Any) -> date:
    return getattr(event, "on", None) or last_day(getattr(event, "year", None) or 1)
