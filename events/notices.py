"""What an older version recorded, and today's refuses or asks about: `verify` points it out.

The ledger is whole and can be read, written, exported and imported; a person decides whether an
entry is to be corrected. What no version ever recorded is in `events.impossible`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import cache

from events.award_events import AwardAnnulled, AwardNominated, NominationWithdrawn
from events.command import History
from events.disputes import VerdictGiven
from events.errors import Noticed, Refused
from events.event import Entry, Event, declares
from events.lookalikes import misspelt
from events.meetings import MeetingReopened
from events.operators import OperatorDismissed
from events.papers import PaperCancelled
from events.peer_events import PeerSheetSealed, PeerSheetsOpened
from events.procedures import Matter
from events.result_events import ResultAdopted, ResultWithdrawn, usual_places
from events.roles import DeputyElected, HeadElected
from events.sheet_events import SheetReturned
from events.targets import TargetChanged, TargetWithdrawn
from events.unique_names import twins
from events.vote_checks import ROLL, Count

DAY = timedelta(days=1)
"""How far the days of two places on earth may be apart."""
LONGEST = 300
"""Characters of the name of who types."""
REASONED = (
    AwardAnnulled, NominationWithdrawn, ResultWithdrawn, VerdictGiven, OperatorDismissed,
    SheetReturned, MeetingReopened, PaperCancelled, TargetChanged, TargetWithdrawn,
)  # fmt: skip
"""The facts, besides a retraction, whose act gives a reason."""


def notices(typed: Sequence[Entry], kept: Sequence[Entry], now: datetime) -> list[Noticed]:
    """Return what is pointed out, by position, of the entries as typed and of those in force.

    Args:
        typed: Every entry, in the order of typing, with retractions.
        kept: The entries in force, ordered by place.
        now: The present instant, in UTC.
    """
    found = [*ahead(typed, now), *authors(typed), *sealed_again(typed), *outcomes(kept)]
    found += [*unreasoned(kept), *sources(kept), *letters(kept), *nearly_alike(kept)]
    return sorted(found, key=lambda notice: int(str(notice.facts["position"])))


def ahead(typed: Iterable[Entry], now: datetime) -> Iterator[Noticed]:
    """Entries are not of a time to come: else the clock was wrong then, or is wrong now.

    Args:
        typed: Every entry, in the order of typing.
        now: The present instant, in UTC.
    """
    later = [entry for entry in typed if entry.at > now + DAY]
    if later:
        first = later[0]
        facts = {"position": first.position, "at": first.at, "count": len(later)}
        yield Noticed("stamped-ahead", **facts)


def sealed_again(typed: Iterable[Entry]) -> Iterator[Noticed]:
    """No peer seals a sheet after it could read the others', also where that was taken back.

    Args:
        typed: Every entry, in the order of typing.
    """
    opened: dict[tuple[str, int], int] = {}
    for entry in typed:
        match entry.event:
            case PeerSheetsOpened(cluster=cluster, year=year):
                opened.setdefault((cluster, year), entry.position)
            case PeerSheetSealed(cluster=cluster, year=year, scorer=scorer):
                if known := opened.get((cluster, year)):
                    facts = {"position": entry.position, "unit": scorer, "year": year}
                    yield Noticed("sealed-after-opening", of=known, **facts)


def authors(typed: Iterable[Entry]) -> Iterator[Noticed]:
    """Who typed is named in one line."""
    unusual: dict[str, list[int]] = {}
    for entry in typed:
        if not entry.by or len(entry.by) > LONGEST or "\n" in entry.by:
            unusual.setdefault(entry.by, []).append(entry.position)
    for positions in unusual.values():
        yield Noticed("author-unusual", position=positions[0], count=len(positions))


def outcomes(kept: Iterable[Entry]) -> Iterator[Noticed]:
    """Counts and places agree with the roll and the attendance, or a reason explains them."""
    kept = [*kept]
    rolls: dict[str, list[Entry]] = {}
    for entry in kept:
        if isinstance(entry.event, ROLL):
            rolls.setdefault(entry.event.cluster, []).append(entry)
    for entry in kept:
        if count := _count(entry.event):
            known = History(rolls.get(count.cluster, ()), entry.at.date())
            if why := _against(count, entry, known):
                yield Noticed("against-its-numbers", position=entry.position, why=why)
                continue
        if isinstance(entry.event, ResultAdopted) and not entry.reason:
            try:
                usual_places(entry.event)
            except Refused as refused:
                yield Noticed("against-its-numbers", position=entry.position, why=refused)


_MATTERS: dict[type[Event], Matter] = {HeadElected: "head", DeputyElected: "deputy"}
_MATTERS |= {ResultAdopted: "acclaim", AwardNominated: "nomination"}


def _count(event: Event) -> Count | None:
    """Return the count of votes by which something was decided."""
    votes = getattr(event, "votes", None)
    if votes is None and getattr(event, "course", None) is None:
        return None
    year = getattr(event, "year", 0)
    ahead = isinstance(event, HeadElected | DeputyElected)
    return Count(
        cluster=getattr(event, "cluster", ""),
        years=(year - 1, year) if ahead else (year,),
        votes=votes,
        method=getattr(event, "method", "not-recorded"),
        on=getattr(event, "on", None),
        matter=_MATTERS.get(type(event), "question"),
        course=getattr(event, "course", None),
        chosen=(event.unit,) if isinstance(event, HeadElected | DeputyElected) else (),
    )


def _against(count: Count, entry: Entry, known: History) -> Refused | None:
    """Return how the count contradicts itself or what is known; what is impossible is elsewhere."""
    try:
        count.possible(known)
        if not entry.reason:
            count.usual(known)
    except Refused as refused:
        return refused
    return None


def unreasoned(kept: Iterable[Entry]) -> Iterator[Noticed]:
    """An act that takes something back gives a reason."""
    for entry in kept:
        if not entry.reason and _wants_reason(type(entry.event)):
            yield Noticed("act-without-reason", position=entry.position)


@cache
def _wants_reason(kind: type[Event]) -> bool:
    return issubclass(kind, REASONED)


def sources(kept: Iterable[Entry]) -> Iterator[Noticed]:
    """A source is not of a day after the entry that cites it."""
    for entry in kept:
        on = entry.source.on
        if on and on > _day_after(entry.at.date()):
            yield Noticed("source-of-a-later-day", position=entry.position, on=on)


def _day_after(day: date) -> date:
    return day + DAY if day < date.max else day


def letters(kept: Iterable[Entry]) -> Iterator[Noticed]:
    """A name has no letter that passes for another letter."""
    for entry in kept:
        for _, _, name, _ in entry.event.naming() if declares(type(entry.event), "naming") else ():
            if char := misspelt(name):
                facts = {"name": name, "char": char, "unicode": f"U+{ord(char):04X}"}
                yield Noticed("name-misspelt", position=entry.position, **facts)


def nearly_alike(kept: Iterable[Entry]) -> Iterator[Noticed]:
    """Names of two living units differ in more than their marks; where they look equal, a law."""
    for known, later, day in twins(kept):
        if not later.alike(known):
            facts = {"name": later.name, "other": known.name, "on": day}
            yield Noticed("names-nearly-alike", position=later.position, **facts)
