"""Taking back and correcting: nothing is changed or deleted, a mistake is answered by a new fact.

A retraction says which entries no longer count. The facts that follow it in the same act take
their place: a corrected election keeps the place of the wrong election, before later entries.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable
from operator import attrgetter
from typing import Any

from msgspec.structs import replace

from events.award_form_uses import AWARD_FORM, USES, forms_stay
from events.branches import BranchMerged
from events.clusters import CLUSTER_LIFE
from events.command import Command, History
from events.dependents import broken, dependent_entries
from events.errors import Refused, refuse
from events.event import Entry, Event, Scope, name_of
from events.evidence_files import EvidenceAttached
from events.holds import ENDINGS
from events.invariants import depended_on, refusal
from events.minutes_events import approval_stays
from events.operators import STAYING
from events.papers import PaperIssued
from events.ranking import unfounded
from events.result_events import ResultAdopted, adopted
from events.score_limits import beyond_book, scores_stay
from events.scoring import ScoreRecorded
from events.sheet_events import not_closed
from events.units import LIFE
from events.withdrawn_units import contradictions

Position = int
ANY_KIND = "any"
"""The kinds of a retraction that does not list them."""
_place = attrgetter("place", "position")


def taking_back(kind: str) -> str:
    """Return the tag of the retractions that concern facts of that stored name."""
    return f"takes-back:{kind}"


class EntriesRetracted(Event, tag="entries-retracted"):
    """Entries no longer count (đính chính, hủy mục ghi); the entry's reason says why.

    Attributes:
        positions: The positions (from 1) of the retracted entries.
        concerns: The tags of what was retracted and of what replaces it: a query for those finds
            the retraction too.
        place: The place of the first retracted entry, which the replacements take.
        kinds: The stored names of the same facts: who reads these kinds of the whole ledger reads
            the retraction, and not those of all other kinds.
    """

    positions: tuple[Position, ...]
    concerns: tuple[str, ...]
    place: Position
    kinds: tuple[str, ...] = ()

    def tags(self) -> tuple[str, ...]:
        return (*self.concerns, *map(taking_back, self.kinds or (ANY_KIND,)))


def effective(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries in force, ordered by place: the fold of all retractions."""
    gone: set[int] = set()
    takes_over: dict[str, int] = {}
    kept: list[Entry] = []
    moved: list[Entry] = []
    for entry in entries:
        event = entry.event
        if type(event) is EntriesRetracted:
            gone.update(event.positions)
            takes_over[entry.act] = event.place
        elif takes_over and (place := takes_over.get(entry.act)):
            moved.append(replace(entry, place=place))
        else:
            kept.append(entry)
    if not (gone or moved):
        return kept
    kept = [entry for entry in kept if entry.position not in gone]
    return _put_in(kept, (entry for entry in moved if entry.position not in gone))


def _put_in(kept: list[Entry], moved: Iterable[Entry]) -> list[Entry]:
    """Merge both in the order of their places; few entries moved, most kept their place."""
    found: list[Entry] = []
    start = 0
    for entry in sorted(moved, key=_place):
        end = bisect(kept, _place(entry), lo=start, key=_place)
        found += kept[start:end]
        found.append(entry)
        start = end
    return found + kept[start:]


class Retract(Command):
    """Take entries back (hủy mục ghi): what undo does, and the first half of a correction.

    Attributes:
        positions: The positions (from 1) of the entries, at least one.
        concerns: The tags of all these entries, so that no fact that depends on them is missed.
    """

    positions: tuple[Position, ...]
    concerns: tuple[str, ...]

    needs_reason = True

    def boundary(self) -> tuple[Scope, ...]:
        """Return all that names what they name; where a name may change, every name as well.

        Of a cluster's year also how units ended: a result by scores gives these no place.
        """
        lives = {"unit": LIFE, "cluster": CLUSTER_LIFE}
        kinds = {tag.partition(":")[0] for tag in self.concerns if "/" not in tag}
        yearly = {tag.partition(":")[0] for tag in self.concerns if "/" in tag}
        named = (Scope(events=lives[kind]) for kind in sorted(kinds & {*lives} - yearly))
        ended: tuple[Scope, ...] = (ENDINGS,) if "cluster" in yearly else ()
        ended += (USES,) if AWARD_FORM in yearly | kinds else ()
        return (*(Scope((tag,)) for tag in self.concerns), *named, *ended)

    def decide(self, history: History) -> list[Event]:
        """The entries are in force, scores are not frozen, and no other fact depends on them."""
        gone = self.may_go(history)
        self.nothing_falls(history, history.without(self.positions))
        return [self.retraction(gone)]

    def may_go(self, history: History) -> list[Entry]:
        """Return the entries: each one counts, and none is a score of an adopted result.

        Raises:
            Refused: `not-in-force`, `scores-frozen`, `sheet-closed`, `operators-stay`,
                `papers-stay`, `merge-stays`.
        """
        counting = {entry.position: entry for entry in history.entries}
        refuse(not self.positions, "not-in-force", position=0)
        for position in self.positions:
            entry = counting.get(position)
            known = entry and {*entry.event.tags()} <= {*self.concerns}
            refuse(not known, "not-in-force", position=position)
        gone = [counting[position] for position in self.positions]
        for event in (entry.event for entry in gone):
            refuse(isinstance(event, STAYING), "operators-stay")
            refuse(isinstance(event, PaperIssued), "papers-stay")
            refuse(isinstance(event, BranchMerged), "merge-stays")
            if isinstance(event, ScoreRecorded):
                frozen = adopted(history, event.cluster, event.year)
                refuse(frozen, "scores-frozen", cluster=event.cluster, year=event.year)
                if event.stage == "self":
                    not_closed(history, event.cluster, event.year, [event.unit])
        return gone

    def retraction(self, gone: Iterable[Entry], *facts: Event) -> EntriesRetracted:
        """Return the event that retracts the entries and lists the facts that replace them.

        Args:
            gone: The entries to retract, at least one.
            facts: The events that take their place.
        """
        gone = tuple(gone)
        events = [*(entry.event for entry in gone), *facts]
        tags = [tag for event in events for tag in event.tags()]
        sessions = [f"meeting:{entry.meeting}" for entry in gone if entry.meeting]
        concerns = dict.fromkeys((*self.concerns, *tags, *sessions))
        place, kinds = min(entry.place for entry in gone), dict.fromkeys(map(name_of, events))
        fields = {"concerns": tuple(concerns), "kinds": tuple(kinds), "place": place}
        return self.fact(EntriesRetracted, **fields)

    def nothing_falls(self, before: History, after: History) -> None:
        """Refuse a change that breaks a law that held before.

        A result from scores must still be what the scores give. A flaw that was there already is no
        obstacle: what makes it smaller may be recorded.

        Args:
            before: The history as it is.
            after: The history as it would be.

        Raises:
            Refused: `stands-on-it`, with the first entry that would fall and what it depends on; a
                law over days, with the entry in its way; `scored-above-maximum`, where a rule book
                no longer covers a score; `scores-frozen`; `result-outdated`, where a result that
                was withdrawn would come back and no longer follows from the scores;
                `approval-corrected`; `form-in-use`; `withdrew-no-place`, `withdrew-no-award`.
        """
        known = {breach.same for breach in broken(before)}
        for breach in broken(after):
            if breach.same not in known:
                _stays_withdrawn(before, after, breach.position)
                error = refusal(breach)
                if error.code == "stands-on-it" and breach.position not in self.positions:
                    kept = {name: error.facts.get(name) for name in ("law", "key")}
                    raise depended_on(dependent_entries(after, known, self.concerns), **kept)
                raise error
        covered = {entry.position for entry, _, _ in beyond_book(before.entries)}
        for entry, score, maximum in beyond_book(after.entries):
            facts = {"unit": score.unit, "criterion": score.criterion, "points": score.points}
            beyond = entry.position not in covered
            refuse(beyond, "scored-above-maximum", maximum=maximum, **facts)
        scores_stay(before, after)
        approval_stays(before, after)
        forms_stay(before, after)
        contradicted = {*contradictions(before)}
        for kind, asked, form in contradictions(after):
            new, whose = (kind, asked, form) not in contradicted, {"unit": asked.unit}
            refuse(new and kind == "place", "withdrew-no-place", year=asked.year, **whose)
            refuse(new, "withdrew-no-award", year=asked.year, form=form, **whose)
        for cluster, year in sorted(unfounded(after) - unfounded(before)):
            back = adopted(before, cluster, year) is None
            code = "result-outdated" if back else "scores-frozen"
            refuse(True, code, cluster=cluster, year=year)


def _stays_withdrawn(before: History, after: History, position: int) -> None:
    """The entry in the way is not a result that would come back.

    Raises:
        Refused: `result-outdated`.
    """
    for entry in after.entries:
        if entry.position == position and isinstance(result := entry.event, ResultAdopted):
            here = (result.cluster, result.year)
            back = adopted(after, *here) is result and adopted(before, *here) is None
            refuse(back, "result-outdated", cluster=result.cluster, year=result.year)


class Correct(Retract):
    """Put one act, the command `instead`, in the place of wrong entries (đính chính).

    Attributes:
        instead: The `Command` that should have been recorded.
        same_source: Whether the source stays that of the wrong entries: then the facts must differ.
        restores: Whether `instead` brings back what was in the ledger before: it is not asked
            about again.
    """

    instead: Any
    same_source: bool = False
    restores: bool = False

    def boundary(self) -> tuple[Scope, ...]:
        instead = (*self.instead.boundary(), *self.instead.instead_of())
        return (*super().boundary(), *instead)

    def decide(self, history: History) -> list[Event]:
        """As for a retraction; and the new act is decided as if the wrong entries never were.

        What it says differs from them, unless it is their source that was wrong.
        """
        gone = self.may_go(history)
        first = min(gone, key=lambda entry: entry.place)
        rest = history.without(self.positions)
        facts = self.instead.decide(rest.at_place(first.place))
        same = self.same_source and facts == [entry.event for entry in gone]
        refuse(same, "nothing-differs", position=self.positions[0])
        corrected = [*rest.entries, *(replace(first, event=fact) for fact in facts)]
        corrected.sort(key=lambda entry: entry.place)
        self.nothing_falls(history, history.over(corrected))
        return [self.retraction(gone, *facts), *facts]

    def explains(self, reason: str) -> bool:
        """Return whether the reason has two parts: of the correction, and of what is unusual."""
        correction, _, unusual = reason.partition(";")
        return self.restores or bool(correction.strip() and unusual.strip())

    def explained(self, history: History, reason: str, facts: list[Event]) -> list[Event]:
        """The part of the reason that says why the new act is unusual belongs to its facts."""
        if not (unusual := reason.partition(";")[2].strip()):
            return facts
        first, *others = facts
        return [first, *self.instead.explained(history.without(self.positions), unusual, others)]

    def usual(self, history: History) -> None:
        """The new act is usual, or as unusual as the wrong entries were.

        Raises:
            Refused: `unusual-in-correction`, with the refusal of a first entry.
        """
        replaced = [entry for entry in history.entries if entry.position in self.positions]
        rest = history.without(self.positions).at_place(min(entry.place for entry in replaced))
        before = [_outcome(entry.event) for entry in replaced]
        facts = [f for f in self.instead.decide(rest) if not isinstance(f, EvidenceAttached)]
        if all(_outcome(fact) in before for fact in facts):
            return
        try:
            self.instead.usual(rest)
        except Refused as refused:
            raise Refused("unusual-in-correction", why=refused) from refused


def _outcome(event: Event) -> tuple[object, ...]:
    """Return what may be unusual about an event: its count, its places, its form of award."""
    fields = ("votes", "method", "places", "course", "form", "addressed_to", "asked", "approved")
    return (type(event), *(getattr(event, field, None) for field in fields))
