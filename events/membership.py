"""Acts on who belongs to a cluster in a year; the facts are in `rosters` and can be reached here.

The list is reissued every year or two by decision (Cao Bằng 463/QĐ-UBND of 2016, 348/QĐ-UBND of
2018), and old lists are often entered late: what is recorded of other years must go on to hold.
"""

from __future__ import annotations

from datetime import date

from events.award_events import AWARDS, current_nominations
from events.clusters import known_cluster, life_of_cluster
from events.command import Command, History
from events.compacts import COMPACTS
from events.emulation_movements import MovementJoined, MovementResult
from events.errors import Refused, refuse
from events.event import Code, Event, Scope, Year
from events.invariants import uphold
from events.result_events import adopted, result_of
from events.roles import ROLES, ActingHeadNamed, DeputyElected, HeadElected, officers
from events.rosters import (
    ROSTER,
    Headcount,
    RosterRecorded,
    RosterReported,
    UnitJoined,
    UnitLeft,
    electorate,
    has_roster,
    headcount,
    members,
    on_roster,
    only_members,
    roster_of,
    rosters_of,
)
from events.shared_checks import named_once, not_before, within_year
from events.targets import TARGETS
from events.units import life_of, living, living_in
from events.withdrawn_units import UnitWithdrew

__all__ = [
    "ROSTER",
    "AdmitUnit",
    "Headcount",
    "RecordRoster",
    "ReleaseUnit",
    "RosterRecorded",
    "RosterReported",
    "UnitJoined",
    "UnitLeft",
    "electorate",
    "has_roster",
    "members",
    "on_roster",
    "only_members",
    "roster_of",
    "rosters_of",
]

RESTING: tuple[type[Event], ...] = (
    *ROLES,
    *COMPACTS,
    *TARGETS,
    MovementJoined,
    MovementResult,
    UnitWithdrew,
)
"""The kinds of facts that need a member, on the roster of their year or the latest before it."""


def seats_of(year: int, *units: str) -> tuple[Scope, ...]:
    """Return the scopes of where these units belong in a year.

    Args:
        year: The calendar year.
        units: The codes of the units.
    """
    return tuple(Scope((f"unit:{unit}/{year}",), ROSTER) for unit in dict.fromkeys(units))


def one_cluster_a_year(history: History, cluster: str, year: int, *units: str) -> None:
    """Refuse a unit that is in another cluster that year, or in this cluster already.

    Args:
        history: The history, with the seats of the units in that year.
        cluster: The code of the cluster that the units would join.
        year: The calendar year.
        units: The codes of the units.

    Raises:
        Refused: `in-another-cluster`, `already-a-member`.
    """
    belonging = history.of(RosterRecorded, RosterReported, UnitJoined)
    clusters = dict.fromkeys(event.cluster for event in belonging if event.year == year)
    seats = {unit: other for other in clusters for unit in members(history, other, year)}
    for unit in units:
        facts = {"unit": unit, "cluster": seats.get(unit), "year": year}
        refuse(seats.get(unit) == cluster, "already-a-member", **facts)
        refuse(unit in seats, "in-another-cluster", **facts)


class RecordRoster(Command):
    """Record the members of a cluster for a year (lập danh sách thành viên)."""

    cluster: Code
    year: Year
    units: tuple[Code, ...]
    on: date | None = None

    def boundary(self) -> tuple[Scope, ...]:
        return (
            life_of_cluster(self.cluster),
            rosters_of(self.cluster),
            Scope((f"cluster:{self.cluster}",), RESTING),
            *life_of(*self.units),
            *seats_of(self.year, *self.units),
        )

    def decide(self, history: History) -> list[Event]:
        """One roster a year, of units that exist and belong nowhere else; officers stay on it."""
        known_cluster(history, self.cluster, self.year)
        known = has_roster(history, self.cluster, self.year)
        refuse(known, "roster-recorded", cluster=self.cluster, year=self.year)
        refuse(not self.units, "too-few-units", least=1)
        named_once(self.units)
        living_in(history, self.year, *self.units)
        one_cluster_a_year(history, self.cluster, self.year, *self.units)
        return self.carried(history, self.fact(RosterRecorded))

    def carried(self, history: History, roster: RosterRecorded) -> list[Event]:
        """Return the fact if the new list keeps every unit that leads, signed or registered.

        Args:
            history: The history of the decision.
            roster: The new list.

        Raises:
            Refused: `holds-a-role`, `roster-needed-first` and others.
        """
        for unit in officers(history, self.cluster, self.year):
            refuse(unit not in self.units, "holds-a-role", unit=unit, year=self.year)
        try:
            return uphold(history, roster)
        except Refused as refused:
            later = refused.facts.get("year")
            later = refused.code == "not-a-member-then" and later != self.year
            refuse(later, "roster-needed-first", **refused.facts, listed=self.year)
            raise


class AdmitUnit(Command):
    """Let a unit join a cluster in the course of a year (kết nạp đơn vị vào cụm)."""

    cluster: Code
    year: Year
    unit: Code
    on: date | None = None

    def boundary(self) -> tuple[Scope, ...]:
        return (
            life_of_cluster(self.cluster),
            roster_of(self.cluster, self.year),
            result_of(self.cluster, self.year),
            *life_of(self.unit),
            *seats_of(self.year, self.unit),
        )

    def decide(self, history: History) -> list[Event]:
        """The year has a roster, no result from scores, and the unit belongs nowhere else then."""
        known_cluster(history, self.cluster, self.year)
        known = has_roster(history, self.cluster, self.year)
        refuse(not known, "no-roster", cluster=self.cluster, year=self.year)
        within_year(self.on, self.year)
        living_in(history, self.year, self.unit)
        if self.on:
            living(history, self.unit, on=self.on)
        one_cluster_a_year(history, self.cluster, self.year, self.unit)
        by_scores = adopted(history, self.cluster, self.year)
        scored = by_scores and by_scores.basis == "scores"
        refuse(scored, "result-adopted", cluster=self.cluster, year=self.year)
        return uphold(history, self.fact(UnitJoined))


class ReleaseUnit(Command):
    """Let a unit leave a cluster in the course of a year (đưa đơn vị ra khỏi cụm)."""

    cluster: Code
    year: Year
    unit: Code
    on: date | None = None

    def boundary(self) -> tuple[Scope, ...]:
        return (
            life_of_cluster(self.cluster),
            *life_of(self.unit),
            rosters_of(self.cluster),
            Scope((f"cluster:{self.cluster}",), ROLES),
            Scope((f"cluster:{self.cluster}", f"unit:{self.unit}"), RESTING),
            Scope((f"cluster:{self.cluster}/{self.year}", f"unit:{self.unit}/{self.year}"), AWARDS),
            result_of(self.cluster, self.year),
        )

    def decide(self, history: History) -> list[Event]:
        """A member leaves after it joined, without a role, not out of a ranking or an award."""
        here = {"cluster": self.cluster, "year": self.year}
        belong = members(history, self.cluster, self.year)
        refuse(self.unit not in belong, "not-a-member", unit=self.unit, **here)
        for year in self.years(history):
            holds = self.unit in officers(history, self.cluster, year)
            refuse(holds, "holds-a-role", unit=self.unit, year=year)
        result = adopted(history, self.cluster, self.year)
        ranked = result and self.unit in [place.unit for place in result.places]
        refuse(ranked, "result-adopted", **here)
        last = max((place.place for place in result.places), default=0) if result else 0
        refuse(
            last and last == headcount(history, self.cluster, self.year), "result-adopted", **here
        )
        for nominated in current_nominations(history, self.cluster, self.year):
            mine = nominated.unit == self.unit
            refuse(mine, "nominated-member", unit=self.unit, form=nominated.form, **here)
        for event in history.of(UnitJoined):
            if (event.cluster, event.unit, event.year) == (self.cluster, self.unit, self.year):
                not_before(self.on, event.on, "left-before-joined", unit=self.unit)
        within_year(self.on, self.year)
        return uphold(history, self.fact(UnitLeft))

    def years(self, history: History) -> list[int]:
        """Return the years whose roles rest on this roster: its own, and later without a roster."""
        giving = history.of(HeadElected, DeputyElected, ActingHeadNamed)
        years = {event.year for event in giving if event.cluster == self.cluster}
        return sorted(year for year in years if self.rests_here(history, year))

    def rests_here(self, history: History, year: int) -> bool:
        """Return whether this is the latest roster up to that year.

        Args:
            history: The history, with all rosters of the cluster.
            year: The calendar year whose members are asked for.
        """
        rosters = (e.year for e in history.of(RosterRecorded) if e.cluster == self.cluster)
        return max((known for known in rosters if known <= year), default=0) == self.year
