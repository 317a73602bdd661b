"""Giving and laying down roles: the rules of who may lead a cluster in a year."""

from __future__ import annotations

from datetime import date

from events.clusters import known_cluster, life_of_cluster
from events.command import Command, History
from events.errors import refuse
from events.event import Code, Event, Scope, Year
from events.invariants import uphold
from events.membership import only_members, rosters_of
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
from events.shared_checks import not_after_today, not_before, within_year
from events.units import life_of, living_in
from events.vote_checks import Count
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


class _Elect(_GiveRole):
    """What electing a head and a deputy have in common."""

    method: Method = "not-recorded"
    votes: Tally | None = None

    def boundary(self) -> tuple[Scope, ...]:
        return (*super().boundary(), *self.count().scopes())

    def count(self) -> Count:
        """Return the votes, by the members of the year or of the year before."""
        return Count(
            cluster=self.cluster,
            years=(self.year - 1, self.year),
            votes=self.votes,
            method=self.method,
            on=self.on,
        )

    def usual(self, history: History) -> None:
        self.count().usual(history)


class ElectHead(_Elect):
    """Make a member cluster head for a year (bầu trưởng cụm)."""

    def decide(self, history: History) -> list[Event]:
        """A member, one head at a time, and no unit is head and deputy at once."""
        self.may_hold(history)
        self.count().possible(history)
        now = head(history, self.cluster, self.year)
        refuse(now, "head-in-office", unit=now, year=self.year)
        holds = officers(history, self.cluster, self.year).get(self.unit)
        refuse(isinstance(holds, DeputyElected), "is-deputy", unit=self.unit, year=self.year)
        return uphold(history, self.fact(HeadElected))


class ElectDeputy(_Elect):
    """Make a member deputy head for a year (bầu phó trưởng cụm)."""

    rank: Rank | None = None

    def decide(self, history: History) -> list[Event]:
        """A member that holds no role yet; two deputies do not share a place in the order."""
        self.may_hold(history)
        self.count().possible(history)
        held = officers(history, self.cluster, self.year)
        now = held.get(self.unit)
        refuse(isinstance(now, HeadElected), "is-head", unit=self.unit, year=self.year)
        refuse(isinstance(now, DeputyElected), "is-deputy", unit=self.unit, year=self.year)
        for unit, office in held.items():
            same = isinstance(office, DeputyElected) and self.rank and office.rank == self.rank
            refuse(same, "rank-taken", rank=self.rank, unit=unit, year=self.year)
        return uphold(history, self.fact(DeputyElected))


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
