"""Giving and laying down roles: the rules of who may lead a cluster in a year."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, TypeVar

from msgspec.structs import replace

from events.ballots import Course
from events.clusters import known_cluster, life_of_cluster
from events.command import Command, History
from events.decided_by_vote import DecidedByVote
from events.errors import refuse
from events.event import Code, Event, Scope, Year
from events.invariants import uphold
from events.membership import only_members, rosters_of
from events.procedures import Matter
from events.roles import (
    ActingHeadNamed,
    DeputyElected,
    HeadElected,
    Office,
    OfficerStoodDown,
    Rank,
    Role,
    acting_head,
    acting_office,
    head,
    officers,
    roles_of,
)
from events.shared_checks import named_once, not_after_today, not_before, within_year
from events.units import life_of, living_in
from events.vote_checks import Count, count_of
from events.voting import Method, Tally


class _GiveRole(Command):
    """What every act that gives a role has in common."""

    cluster: Code
    year: Year
    unit: Code
    on: date | None = None

    def boundary(self) -> tuple[Scope, ...]:
        return (
            life_of_cluster(self.cluster),
            rosters_of(self.cluster),
            roles_of(self.cluster, self.year),
            *life_of(self.unit),
        )

    def may_hold(self, history: History) -> None:
        """A living member, on a day of the year, or of the year before when it was elected ahead.

        Raises:
            Refused: `unknown-cluster`, `not-a-member`, `unit-ended`, `outside-the-year` and others.
        """
        known_cluster(history, self.cluster, self.year)
        only_members(history, self.cluster, self.year, self.unit)
        living_in(history, self.year, self.unit)
        within_year(self.on, self.year, before=1)


class _Elect(DecidedByVote, _GiveRole):
    """What electing a head and a deputy have in common."""

    method: Method = "not-recorded"
    votes: Tally | None = None
    course: Course | None = None

    matter: ClassVar[Matter] = "head"

    def boundary(self) -> tuple[Scope, ...]:
        return (*super().boundary(), *self.count().scopes())

    def count(self) -> Count:
        """Return the votes, by the members of the year or of the year before."""
        return count_of(self, self.matter, chosen=(self.unit,))


class ElectHead(_Elect):
    """Make a member cluster head for a year (bầu trưởng cụm)."""

    def decide(self, history: History) -> list[Event]:
        """A member, one head at a time, and no unit is head and deputy at once."""
        self.may_hold(history)
        count = self.count().settled(history)
        count.possible(history)
        now = head(history, self.cluster, self.year)
        refuse(now, "head-in-office", unit=now, year=self.year)
        holds = officers(history, self.cluster, self.year).get(self.unit)
        refuse(isinstance(holds, DeputyElected), "is-deputy", unit=self.unit, year=self.year)
        return uphold(history, self.fact(HeadElected, votes=count.votes, course=count.course))


class ElectDeputy(_Elect):
    """Make a member deputy head for a year (bầu phó trưởng cụm)."""

    rank: Rank | None = None

    matter: ClassVar[Matter] = "deputy"

    def decide(self, history: History) -> list[Event]:
        """A member that holds no role yet; two deputies do not share a place in the order."""
        self.may_hold(history)
        count = self.count().settled(history)
        count.possible(history)
        held = officers(history, self.cluster, self.year)
        now = held.get(self.unit)
        refuse(isinstance(now, HeadElected), "is-head", unit=self.unit, year=self.year)
        refuse(isinstance(now, DeputyElected), "is-deputy", unit=self.unit, year=self.year)
        for unit, office in held.items():
            same = isinstance(office, DeputyElected) and self.rank and office.rank == self.rank
            refuse(same, "rank-taken", rank=self.rank, unit=unit, year=self.year)
        return uphold(history, self.fact(DeputyElected, votes=count.votes, course=count.course))


E = TypeVar("E", bound=_Elect)


class _ElectTogether(DecidedByVote):
    """What electing several units from the same ballots has in common."""

    cluster: Code
    year: Year
    units: tuple[Code, ...]
    method: Method = "not-recorded"
    course: Course | None = None
    on: date | None = None

    def elections(self, history: History) -> list[_Elect]:
        """Return the election of each unit, in their order.

        Args:
            history: The history of the decision.
        """
        raise NotImplementedError

    def boundary(self) -> tuple[Scope, ...]:
        each = self.elections(History((), date.min))
        scopes = (scope for election in each for scope in election.boundary())
        return tuple(dict.fromkeys((*scopes, life_of_cluster(self.cluster))))

    def count(self) -> Count:
        """Return the vote, of which all the units were chosen."""
        return replace(self.elections(History((), date.min))[0].count(), chosen=self.units)

    def decide(self, history: History) -> list[Event]:
        """Not more than there are seats, each as if elected alone."""
        course = self.course or Course()
        few, held = len(self.units) < 2, len(course.rounds)
        refuse(few and not (held and self.units), "too-few-units", least=2)
        named_once(self.units)
        settled = self.count().settled(history)
        settled.possible(history)
        seats = {"count": len(self.units), "seats": course.seats}
        again = held + 1 if held < settled.rule.rounds else None
        refuse(few, "seats-open", **seats, again=again)
        more = self.course is not None and course.seats < len(self.units)
        refuse(more, "more-than-seats", **seats)
        facts: list[Event] = []
        for election in self.elections(history):
            settled_one = replace(election, course=settled.course)
            facts += settled_one.decide(history.followed_by(*facts))
        return facts

    def _of(self, kind: type[E], unit: str, **more: int | None) -> E:
        how: dict[str, Any] = {"method": self.method, "course": self.course, "on": self.on, **more}
        return kind(cluster=self.cluster, year=self.year, unit=unit, **how)

    def _deputies(self, units: tuple[str, ...], first: int) -> list[_Elect]:
        """Deputies, where there are several with their places in an order."""
        ordered = len(units) > 1 or first > 1
        ranks = (nth if ordered else None for nth in range(first, first + len(units)))
        return [
            self._of(ElectDeputy, unit, rank=rank) for unit, rank in zip(units, ranks, strict=True)
        ]


class ElectLeaders(_ElectTogether):
    """Elect head and deputies from the same ballots (bầu trưởng cụm, phó trưởng cụm một lần)."""

    def elections(self, history: History) -> list[_Elect]:  # noqa: ARG002 - for the other kind
        """Return those of the head, the first unit, and of the deputies."""
        heads = [self._of(ElectHead, unit) for unit in self.units[:1]]
        return [*heads, *self._deputies(self.units[1:], 1)]

    def usual_vote(self, history: History) -> None:
        """The head has the most votes.

        Raises:
            Refused: `head-not-first`, and what is unusual about votes.
        """
        super().usual_vote(history)
        first, *others = self.units
        course = self.course or Course()
        for unit in others if course.tie is None else ():
            pairs = [(ballot.votes_for(first), ballot.votes_for(unit)) for ballot in course.rounds]
            mine, most = next((both for both in pairs[::-1] if None not in both), (None, None))
            equal = mine is not None and most is not None and mine <= most
            refuse(equal, "head-not-first", unit=first, votes=mine, most=most)


class ElectDeputies(_ElectTogether):
    """Elect several deputies from the same ballots (bầu các phó trưởng cụm một lần)."""

    def elections(self, history: History) -> list[_Elect]:
        """Return those of the deputies, behind the deputies in office that have a place."""
        held = officers(history, self.cluster, self.year).values()
        ranks = [one.rank for one in held if isinstance(one, DeputyElected) and one.rank]
        return self._deputies(self.units, max(ranks, default=0) + 1)


class NameActingHead(_GiveRole):
    """Let a member lead the cluster while it has no head (giao phụ trách cụm)."""

    def decide(self, history: History) -> list[Event]:
        """A member, while there is neither a head nor another acting head."""
        self.may_hold(history)
        now = head(history, self.cluster, self.year)
        refuse(now, "head-in-office", unit=now, year=self.year)
        acting = acting_head(history, self.cluster, self.year)
        refuse(acting, "acting-head-named", unit=acting, year=self.year)
        return uphold(history, self.fact(ActingHeadNamed))


class StandDown(Command):
    """Lay a role down in the course of a year (thôi làm trưởng cụm, phó trưởng cụm)."""

    cluster: Code
    year: Year
    unit: Code
    role: Role
    on: date | None = None

    def boundary(self) -> tuple[Scope, ...]:
        here = roles_of(self.cluster, self.year)
        return (here, life_of_cluster(self.cluster), *life_of(self.unit))

    def decide(self, history: History) -> list[Event]:
        """Only who holds the role lays it down, and not before it was given."""
        held = self.office(history)
        refuse(not held, "holds-no-role", unit=self.unit, role=self.role, year=self.year)
        not_before(self.on, held.on if held else None, "ended-before-given", unit=self.unit)
        within_year(self.on, self.year, before=1, after=1)
        not_after_today(self.on, history)
        rank = held.rank if isinstance(held, DeputyElected) else None
        return uphold(history, self.fact(OfficerStoodDown, rank=rank))

    def office(self, history: History) -> Office | None:
        """Return the event that gave the unit this role, where it holds it."""
        if self.role == "acting":
            acting = acting_office(history, self.cluster, self.year)
            return acting if acting and acting.unit == self.unit else None
        held = officers(history, self.cluster, self.year).get(self.unit)
        kind = HeadElected if self.role == "head" else DeputyElected
        return held if isinstance(held, kind) else None
