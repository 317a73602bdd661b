"""How a year's result is reached: places that the members agreed on, or places from the scores.

An unbroken tie stays a tie until an act decides it; the only tie rule of national law concerns
awards (NĐ 152/2025, Điều 4: women, or a collective with at least 70 % women, first).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import ClassVar

from events.award_act import LATEST
from events.awards import AWARDS, AwardGranted, award, current_nominations
from events.ballots import Course
from events.clusters import known_cluster
from events.command import Command, History
from events.decided_by_vote import DecidedByVote
from events.errors import Refused, refuse
from events.event import Code, Event, Scope, Year
from events.explanations import explanations_of, open_threads
from events.holds import no_place_on_hold, without_place
from events.invariants import Breach, uphold
from events.membership import members, on_roster
from events.missing_scores import complete, unscored
from events.procedures import Matter
from events.result_departures import as_scored, at_adoption, no_tie_left
from events.result_events import (
    Place,
    ResultAdopted,
    ResultWithdrawn,
    adopted,
    result_of,
    usual_places,
)
from events.rosters import headcount, whole_roster
from events.rule_book import in_force, rounded
from events.score_sheets import sheets
from events.scoring import sheet
from events.second_reading import read_twice, readings_of
from events.shared_checks import not_after_today, not_before, within_year
from events.sheet_events import none_returned, states_of
from events.tie_decisions import ranking_of
from events.tie_events import ties_of
from events.units import LIFE
from events.vote_checks import Count, count_of
from events.voting import Method, Tally
from events.withdrawn_units import no_place_for
from events.year_ranking import year_ranking


def places_by(totals: Mapping[str, Decimal]) -> tuple[Place, ...]:
    """Return places (from 1) by descending totals; after a shared place the next is omitted.

    Args:
        totals: Unit -> its total.
    """
    ordered = sorted(totals, key=lambda unit: -totals[unit])
    return tuple(
        Place(place=1 + sum(other > totals[unit] for other in totals.values()), unit=unit)
        for unit in ordered
    )


def totals(history: History, cluster: str, year: int) -> dict[str, Decimal]:
    """Return member -> total of its final points, rounded once as the rule book says.

    Without a book the points are summed and rounded half up to two decimals; no text that was read
    gives a rule of rounding. Members without points are absent.

    Args:
        history: The history, with the roster, rule book and scores of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
    """
    belong = members(history, cluster, year)
    if in_force(history, cluster, year):
        found = sheets(history, cluster, year)
        return {unit: s.total for unit, s in found.items() if unit in belong and s.points}
    sums: dict[str, Decimal] = {}
    for (unit, _), score in sheet(history, cluster, year).items():
        if score.points is not None and unit in belong:
            sums[unit] = sums.get(unit, Decimal(0)) + score.points
    return {unit: rounded(total, 2) for unit, total in sums.items()}


def places_from_scores(
    history: History, cluster: str, year: int, on: date | None = None
) -> tuple[Place, ...]:
    """Return the places by final points, without the units that get none (`events.holds`).

    Args:
        history: The history: what `events.tie_decisions.ranking_of` reads, with decided ties.
        cluster: The code of the cluster.
        year: The calendar year.
        on: The day of a result that is not adopted yet.
    """
    ranked = year_ranking(history, cluster, year, on)
    return tuple(Place(place=one.place, unit=one.unit) for one in ranked)


class _Adopt(DecidedByVote):
    """What both ways to a result have in common."""

    cluster: Code
    year: Year
    method: Method = "not-recorded"
    votes: Tally | None = None
    on: date | None = None
    course: Course | None = None

    matter: ClassVar[Matter] = "acclaim"

    def boundary(self) -> tuple[Scope, ...]:
        return (
            *ranking_of(self.cluster, self.year),
            ties_of(self.cluster, self.year),
            *self.count().scopes(),
        )

    def instead_of(self) -> tuple[Scope, ...]:
        """Return the lives of nominated units: undated nominations have the day of the result."""
        return (Scope(events=LIFE),)

    def count(self) -> Count:
        """Return the votes, by the members of that year."""
        return count_of(self, self.matter)

    def may_adopt(self, history: History) -> dict[str, object]:
        """Return the vote. A cluster with members, no result yet, and a day from that year on.

        Raises:
            Refused: `no-roster`, `result-adopted`, `outside-the-year`, `in-the-future` and others.
        """
        known_cluster(history, self.cluster, self.year)
        on_roster(history, self.cluster, self.year)
        known = adopted(history, self.cluster, self.year)
        refuse(known, "result-adopted", cluster=self.cluster, year=self.year)
        count = self.count().settled(history)
        count.possible(history)
        again = any(e.year == self.year for e in history.of(ResultWithdrawn))
        within_year(self.on, self.year, after=LATEST if again else 2)
        not_after_today(self.on, history)
        return {"votes": count.votes, "course": count.course}


class AdoptResult(_Adopt):
    """Adopt the places that the members agreed on (thống nhất bình xét, suy tôn)."""

    places: tuple[Place, ...] = ()

    def decide(self, history: History) -> list[Event]:
        """Only members are ranked, each once, and no place is beyond their number."""
        vote = self.may_adopt(history)
        units = [place.unit for place in self.places]
        on_roster(history, self.cluster, self.year, *units)
        count = headcount(history, self.cluster, self.year)
        for place in self.places:
            refuse(units.count(place.unit) > 1, "ranked-twice", unit=place.unit)
            high = count is not None and place.place > count
            refuse(high, "place-too-high", place=place.place, count=count)
        no_place_for(history, self.cluster, self.year, self.places)
        no_place_on_hold(history, self.cluster, self.year, self.places)
        return uphold(history, self.fact(ResultAdopted, **vote))

    def usual(self, history: History) -> None:
        """The places begin with the first, leave none out, and are what complete scores give.

        Raises:
            Refused: `no-places`, `places-left-out`, `many-first`, `departs-from-scores` and what is
                unusual about votes; a reason makes each of them acceptable.
        """
        super().usual(history)
        usual_places(self.fact(ResultAdopted))
        as_scored(history, self.cluster, self.year, self.places)


class AdoptScores(_Adopt):
    """Adopt the places that the verified scores give (thống nhất kết quả chấm điểm)."""

    matter: ClassVar[Matter] = "result"

    def boundary(self) -> tuple[Scope, ...]:
        here = (self.cluster, self.year)
        return (
            *super().boundary(), states_of(*here), explanations_of(*here), readings_of(*here)
        )  # fmt: skip

    def usual(self, history: History) -> None:
        """Every sheet was read twice where the book wants it, and no thread waits for its verdict.

        Raises:
            Refused: `threads-open`, with the first thread and their number; `not-read-twice` and
                what is unusual about votes.
        """
        super().usual(history)
        if waiting := open_threads(history, self.cluster, self.year):
            unit, criterion = waiting[0]
            facts = {"unit": unit, "criterion": criterion, "count": len(waiting)}
            asked = tuple(dict.fromkeys(unit for unit, _ in waiting))
            several = asked if len(asked) > 1 else None
            raise Refused("threads-open", units=several, **facts)
        read_twice(history, self.cluster, self.year, self._considered(history))

    def _considered(self, history: History) -> list[str]:
        out = without_place(history, self.cluster, self.year, self.on)
        return [u for u in members(history, self.cluster, self.year) if u not in out]

    def decide(self, history: History) -> list[Event]:
        """Every member to be considered has all final points, and no tie with consequences."""
        vote = self.may_adopt(history)
        book = in_force(history, self.cluster, self.year)
        refuse(not book, "no-rules", cluster=self.cluster, year=self.year)
        whole = whole_roster(history, self.cluster, self.year)
        refuse(not whole, "roster-incomplete", cluster=self.cluster, year=self.year)
        units = self._considered(history)
        none_returned(history, self.cluster, self.year, units)
        complete(history, self.cluster, self.year, units)
        no_tie_left(history, self.cluster, self.year, self.on)
        places = places_from_scores(history, self.cluster, self.year, self.on)
        return uphold(history, self.fact(ResultAdopted, places=places, basis="scores", **vote))


def unfounded(history: History) -> set[tuple[str, int]]:
    """Return the cluster-years whose result claims to follow from the scores and does not."""
    years = {(e.cluster, e.year) for e in history.of(ResultAdopted) if e.basis == "scores"}
    return {year for year in years if not _follows(history, *year)}


def _follows(history: History, cluster: str, year: int) -> bool:
    """Return whether every member has every score, and the places are what the scores give.

    They are so by what was known at the adoption, or is known now.
    """
    result = adopted(history, cluster, year)
    if result is None or result.basis != "scores":
        return True
    return any(
        not unscored(then, cluster, year)
        and {*result.places} == {*places_from_scores(then, cluster, year)}
        for then in (at_adoption(history, cluster, year), history)
    )


def places_beyond(history: History) -> list[Breach]:
    """Return places of results in force that are beyond the number of members."""
    found = []
    for entry in history.entries:
        result = entry.event
        if isinstance(result, ResultAdopted) and result is adopted(
            history, result.cluster, result.year
        ):
            count = headcount(history, result.cluster, result.year)
            high = max((place.place for place in result.places), default=0)
            if count is not None and high > count:
                key = f"result:{result.cluster}/{result.year}"
                here = {"cluster": result.cluster, "year": result.year}
                facts: dict[str, object] = {"place": high, "count": count, **here}
                broken = Breach(position=entry.position, law="place-too-high", key=key, facts=facts)
                found.append(broken)
    return found


class WithdrawResult(Command):
    """Take an adopted result back, so that it can be adopted again (hủy kết quả bình xét)."""

    cluster: Code
    year: Year
    on: date | None = None

    needs_reason = True

    def boundary(self) -> tuple[Scope, ...]:
        awards = Scope((f"cluster:{self.cluster}/{self.year}",), AWARDS)
        return (result_of(self.cluster, self.year), awards)

    def decide(self, history: History) -> list[Event]:
        """There is a result, and no nomination from it is in force any more (Điều 93)."""
        result = adopted(history, self.cluster, self.year)
        refuse(not result, "no-result", cluster=self.cluster, year=self.year)
        for nominated in current_nominations(history, self.cluster, self.year):
            granted = AwardGranted in award(history, nominated.key)
            code = "granted-on-it" if granted else "nominated-on-it"
            result_known = not nominated.result_unknown
            facts = {"cluster": self.cluster, "year": self.year, "form": nominated.form}
            refuse(result_known, code, unit=nominated.unit, **facts)
        not_before(self.on, result.on if result else None, "withdrawn-before-adopted")
        not_after_today(self.on, history)
        return uphold(history, self.fact(ResultWithdrawn))
