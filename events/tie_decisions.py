"""Deciding a tie: a rule, a ballot, a lot, or a shared place; and where a tie has consequences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Annotated

from msgspec import Meta
from msgspec.structs import replace

from events.ballots import Course
from events.circumstances import circumstances_of
from events.clusters import known_cluster, life_of_cluster
from events.command import History
from events.decided_by_vote import DecidedByVote
from events.errors import Refused, UnreadableLedger, refuse
from events.event import Code, Entry, Event, Remark, Scope, Year
from events.holds import ENDINGS, holds_of
from events.invariants import uphold
from events.membership import on_roster, roster_of
from events.result_events import adopted, result_of
from events.rule_book import rules_of
from events.score_book.book import ScoreBook
from events.score_book.compare import quota_places
from events.score_book.lot import draw
from events.score_book.order import Ranked
from events.scoring import scores_of
from events.shared_checks import not_after_today
from events.tie_events import LotWord, TieDecided, TieMethod, decisions, tied_groups, ties_of
from events.vote_checks import Count, count_of
from events.voting import Method, Tally
from events.withdrawn_units import withdrawals_of
from events.year_ranking import before_decisions


class DecideTie(DecidedByVote):
    """Decide the order of units with equal totals (giải quyết đồng điểm)."""

    cluster: Code
    year: Year
    units: Annotated[tuple[Code, ...], Meta(min_length=1)]
    by: TieMethod
    rule: Remark = ""
    votes: Tally | None = None
    rounds: Annotated[int, Meta(ge=1, le=2)] | None = None
    witnesses: Remark = ""
    words: tuple[LotWord, ...] = ()
    on: date | None = None
    method: Method = "not-recorded"
    course: Course | None = None

    def boundary(self) -> tuple[Scope, ...]:
        here = (*ranking_of(self.cluster, self.year), ties_of(self.cluster, self.year))
        return (*here, *self.count().scopes()) if self.by == "ballot" else here

    def count(self) -> Count:
        """Return the ballot, in which each vote is for the unit that is to have the first place."""
        course = replace(self.course, seats=1) if self.course else None
        count = count_of(self, "tie", chosen=self.units[:1])
        return replace(count, course=course)

    def usual_vote(self, history: History) -> None:
        """The order is that of the votes; a reason makes another acceptable.

        Raises:
            Refused: `order-against-votes`, and what is unusual about votes.
        """
        if self.by == "ballot":
            count = self.count().settled(history)
            count.usual(history)
            if count.course:
                in_order_of_votes(self.units, count.course)

    def decide(self, history: History) -> list[Event]:
        """Exactly the units that the scores leave equal, before a result; with what decides it."""
        known_cluster(history, self.cluster, self.year)
        on_roster(history, self.cluster, self.year, *self.units)
        for unit in self.units:
            refuse(self.units.count(unit) > 1, "ranked-twice", unit=unit)
        known = adopted(history, self.cluster, self.year)
        refuse(known, "result-adopted", cluster=self.cluster, year=self.year)
        ranked = before_decisions(history, self.cluster, self.year)
        groups = [frozenset(units) for _, units in tied_groups(ranked)]
        refuse(frozenset(self.units) not in groups, "not-tied", units=self.units)
        before = decisions(history, self.cluster, self.year)
        again = frozenset(self.units) in [frozenset(decision.units) for decision in before]
        refuse(again, "tie-decided", units=self.units)
        self._has_its_ground()
        not_after_today(self.on, history)
        return uphold(history, self.fact(TieDecided, units=self._order(), **self._vote(history)))

    def _vote(self, history: History) -> dict[str, object]:
        """Return the ballot as settled; its candidates are the tied units.

        Raises:
            Refused: `candidate-not-tied` and what is impossible about votes.
        """
        if self.by != "ballot":
            return {}
        count = self.count().settled(history)
        for ballot in count.course.rounds if count.course else ():
            for candidate in ballot.votes:
                unit = candidate.unit
                refuse(unit not in self.units, "candidate-not-tied", unit=unit)
        count.possible(history)
        counted = count.course is not None and bool(count.course.rounds)
        rounds = None if counted else self.rounds
        return {"votes": count.votes, "course": count.course, "rounds": rounds}

    def _has_its_ground(self) -> None:
        """Each way needs what it rests on, and no other's."""
        refuse(self.by == "rule" and not self.rule, "tie-without-rule")
        refuse(self.by == "lot" and not self.witnesses, "lot-without-witnesses")
        ballot = (self.votes, self.rounds, self.course) != (None, None, None)
        refuse(ballot and self.by != "ballot", "tie-without-ballot")
        refuse(bool(self.words) and self.by != "words", "words-without-lot")
        parties = [word.party for word in self.words]
        for party in parties:
            refuse(parties.count(party) > 1, "lot-word-twice", party=party)

    def _order(self) -> tuple[str, ...]:
        if self.by == "words":
            return draw({word.party: word.word for word in self.words}, self.units)
        return tuple(sorted(self.units)) if self.by == "shared" else self.units


def in_order_of_votes(units: Sequence[str], course: Course) -> None:
    """Refuse an order in which a unit with fewer votes is before a unit with more.

    Two units are compared in the last ballot in which both were candidates. Where something else
    decided after the ballots, their votes decide nothing.

    Args:
        units: The units of the tie, the first place first.
        course: The ballots.

    Raises:
        Refused: `order-against-votes`.
    """
    for first, second in pairwise(units) if course.tie is None else ():
        shared = (
            (ballot.votes_for(first), ballot.votes_for(second)) for ballot in course.rounds[::-1]
        )
        votes = next((pair for pair in shared if None not in pair), None)
        if votes:
            facts = {"unit": first, "votes": votes[0], "other": second, "more": votes[1]}
            against = (votes[1] or 0) > (votes[0] or 0)
            refuse(against, "order-against-votes", **facts)


def redrawn(kept: Iterable[Entry]) -> Iterator[UnreadableLedger]:
    """Yield a flaw for each recorded lot whose order does not follow from its words.

    Args:
        kept: The entries in force.
    """
    for entry in kept:
        event = entry.event
        if isinstance(event, TieDecided) and event.by == "words":
            try:
                order = draw({word.party: word.word for word in event.words}, event.units)
            except Refused:
                order = ()
            if order != event.units:
                facts = {"position": entry.position, "units": order, "year": event.year}
                yield UnreadableLedger("lot-differs", **facts)


def ranking_of(cluster: str, year: int) -> tuple[Scope, ...]:
    """Return the scopes that the places of a cluster-year by its scores follow from.

    Args:
        cluster: The code of the cluster.
        year: The calendar year.
    """
    return (
        life_of_cluster(cluster),
        roster_of(cluster, year),
        result_of(cluster, year),
        rules_of(cluster, year),
        scores_of(cluster, year),
        withdrawals_of(cluster, year),
        holds_of(cluster, year),
        ENDINGS,
        *circumstances_of(cluster, year),
    )


def places_with_consequences(book: ScoreBook, members: int) -> tuple[int, ...]:
    """Return the last places for which something is proposed: the first, and those of the quotas.

    With a quota of 1 flag and of 2 certificates these are 1 and 3.

    Args:
        book: The book of the year.
        members: How many members there are, for quotas in percent.
    """
    places = [place for _, place in quota_places(book, members)]
    return tuple(dict.fromkeys(places or [1]))


def undecided(
    ranked: Sequence[Ranked], book: ScoreBook, members: int
) -> list[tuple[int, tuple[str, ...]]]:
    """Return place and units of the ties across a place with consequences that no act decided.

    Args:
        ranked: The order, with what was decided.
        book: The book of the year.
        members: How many members there are.
    """
    decided = {one.unit for one in ranked if one.act is not None}
    last = places_with_consequences(book, members)
    return [
        (place, units)
        for place, units in tied_groups(ranked)
        if not decided & {*units} and any(place <= at < place + len(units) - 1 for at in last)
    ]
