"""What a whole ledger must be beyond its chain: references, days, rule books and results hold.

Decisions see to all of it when an act is recorded; here it is asked of a ledger that is there, and
answered with the first entry that is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from events.agenda import AgendaItemAdded, AgendaSet
from events.command import History
from events.corrections import EntriesRetracted
from events.errors import Refused, UnreadableLedger
from events.event import Entry, Event, name_of
from events.impossible import impossible
from events.invariants import Breach, breaches, days_broken
from events.meetings import MeetingOpened
from events.missing_scores import unscored
from events.peer_sheets import altered
from events.ranking import places_beyond, unfounded
from events.result_events import RESULT, ResultAdopted
from events.score_limits import beyond_book, doubtful, of_another_kind
from events.shared_checks import happened
from events.tie_decisions import redrawn
from events.units import ENDING
from events.withdrawn_units import UnitWithdrew, contradictions

_LAST_DAY = date.max - timedelta(days=1)


def flaws(typed: Sequence[Entry], kept: Sequence[Entry]) -> list[UnreadableLedger]:
    """Return every flaw of a whole ledger.

    Args:
        typed: Every entry, in the order of typing, with retractions.
        kept: The entries in force, ordered by place.

    Returns:
        The flaws as errors, ordered by their `position`.
    """
    found = [*retractions(typed), *sessions(typed), *uncovered(kept), *results(kept), *beyond(kept)]
    found += [_as_error(breach) for breach in breaches(kept)]
    found += [_over_days(breach) for breach in days_broken(kept)]
    found += [*untimely(kept), *contradicted(kept), *impossible(typed), *altered(typed)]
    found += redrawn(kept)
    return sorted(found, key=lambda flaw: int(str(flaw.facts["position"])))


def contradicted(kept: Sequence[Entry]) -> Iterator[UnreadableLedger]:
    """A unit that asked not to be considered has neither a place nor a nomination."""
    asked = {id(entry.event): entry for entry in kept if isinstance(entry.event, UnitWithdrew)}
    if not asked:
        return
    for kind, event, form in contradictions(History(kept, kept[-1].at.date())):
        entry = asked[id(event)]
        facts = {"position": entry.position, "unit": event.unit, "year": event.year}
        if kind == "place":
            yield UnreadableLedger("withdrew-but-place", **facts)
        else:
            yield UnreadableLedger("withdrew-but-award", form=form, **facts)


def _as_error(breach: Breach) -> UnreadableLedger:
    claim, _, key = breach.key.partition(":")
    facts = {"position": breach.position, "claim": claim, "key": key}
    if breach.law == "claimed-twice":
        return UnreadableLedger("recorded-twice", **facts)
    return UnreadableLedger("reference-missing", **facts)


def _over_days(breach: Breach) -> UnreadableLedger:
    """A breach of lives, names, memberships or the order of days: the facts of its refusal."""
    facts = {"position": breach.position, "why": Refused(breach.law, **breach.facts)}
    return UnreadableLedger("against-the-days", **facts)


def untimely(kept: Sequence[Entry]) -> Iterator[UnreadableLedger]:
    """A fact is not of a day that had not come when the ledger was last written, anywhere."""
    written = max((entry.at.date() for entry in kept), default=_LAST_DAY)
    today = min(written, _LAST_DAY) + timedelta(days=1)
    for entry in kept:
        try:
            happened([entry.event], today)
        except Refused as refused:
            why = Refused(refused.code, **refused.facts | {"today": written})
            yield UnreadableLedger("against-the-days", position=entry.position, why=why)


def retractions(typed: Sequence[Entry]) -> Iterator[UnreadableLedger]:
    """A retraction names earlier entries in force, and queries for them find the retraction."""
    gone: set[int] = set()
    for entry in typed:
        if isinstance(entry.event, EntriesRetracted):
            for of in entry.event.positions:
                known = 0 < of < entry.position and of not in gone
                if not known or not _covers(entry.event, typed[of - 1].event):
                    yield UnreadableLedger("retraction-wrong", position=entry.position, of=of)
            gone.update(entry.event.positions)


def _covers(retraction: EntriesRetracted, taken: Event) -> bool:
    """Return whether every query for the retracted event also finds the retraction."""
    kinds = retraction.kinds
    kind_listed = not kinds or name_of(taken) in kinds
    return (
        kind_listed
        and not isinstance(taken, EntriesRetracted)
        and {*taken.tags()} <= {*retraction.concerns}
    )


def sessions(typed: Iterable[Entry]) -> Iterator[UnreadableLedger]:
    """An entry of a session comes after the opening, and after its item is on the agenda."""
    opened: set[str] = set()
    items: set[tuple[str, str]] = set()
    for entry in typed:
        if entry.meeting and entry.meeting not in opened:
            facts = {"position": entry.position, "meeting": entry.meeting}
            yield UnreadableLedger("session-unknown", **facts)
        if entry.item and (entry.meeting, entry.item) not in items:
            facts = {"position": entry.position, "meeting": entry.meeting, "item": entry.item}
            yield UnreadableLedger("session-item-unknown", **facts)
        match entry.event:
            case MeetingOpened(meeting=meeting):
                opened.add(meeting)
                items |= {(meeting, known.item) for known in entry.event.agenda}
            case AgendaSet(meeting=meeting):
                items |= {(meeting, known.item) for known in entry.event.items}
            case AgendaItemAdded(meeting=meeting, item=item):
                items.add((meeting, item))


def uncovered(kept: Iterable[Entry]) -> Iterator[UnreadableLedger]:
    """A score is within what the year's rule book gives for its criterion.

    That the book has the criterion at all is a law.
    """
    suspects = [*doubtful(kept)]
    for entry, score, maximum in beyond_book(suspects):
        yield UnreadableLedger(
            "score-outside-book",
            position=entry.position,
            unit=score.unit,
            criterion=score.criterion,
            points=score.points,
            maximum=maximum,
        )
    for entry, score, why in of_another_kind(suspects):
        yield UnreadableLedger("score-unfit", position=entry.position, unit=score.unit, why=why)


def results(kept: Sequence[Entry]) -> Iterator[UnreadableLedger]:
    """A result with the basis `scores` is what the scores give."""
    ended = [entry for entry in kept if isinstance(entry.event, ENDING)]
    by_scores = {
        (result.cluster, result.year): entry.position
        for entry in kept
        if isinstance(result := entry.event, ResultAdopted) and result.basis == "scores"
    }
    years: dict[tuple[str, int], list[Entry]] = {key: [] for key in by_scores}
    for entry in kept:
        event: Any = entry.event
        key = getattr(event, "cluster", ""), getattr(event, "year", 0)
        if (of_year := years.get(key)) is not None:
            of_year.append(entry)
        if isinstance(entry.event, RESULT) and (after := (event.cluster, event.year + 1)) in years:
            years[after].append(entry)  # a tie-breaker
    for key, entries in years.items():
        history = History([*ended, *entries], entries[-1].at.date())
        if key in unfounded(history):
            yield _unfounded(history, by_scores[key], *key)


def _unfounded(history: History, position: int, cluster: str, year: int) -> UnreadableLedger:
    """Which score is missing, or that the scores give other places."""
    facts = {"position": position, "cluster": cluster, "year": year}
    for unit, criterion in unscored(history, cluster, year):
        more = {"unit": unit, "criterion": criterion}
        return UnreadableLedger("result-incomplete", **facts, **more)
    return UnreadableLedger("result-unfounded", **facts)


def beyond(kept: Sequence[Entry]) -> Iterator[UnreadableLedger]:
    """A place that was given is not beyond the number of members."""
    for breach in places_beyond(History(kept, date.max)):
        yield _over_days(breach)
