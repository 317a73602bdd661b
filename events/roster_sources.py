"""What further sources say of a year's members: they confirm a roster, or name more of it.

A second paper that names the same members is no second roster, and a unit that it names in addition
did not join the cluster on that account. A number of members may come without any name.
"""

from __future__ import annotations

from datetime import date

from events.clusters import known_cluster, life_of_cluster
from events.command import Command, History
from events.errors import refuse
from events.event import Code, Event, Scope, Year
from events.invariants import uphold
from events.membership import one_cluster_a_year, seats_of
from events.rosters import (
    Headcount,
    RosterReported,
    has_roster,
    left_after,
    members,
    rosters_of,
    whole_roster,
)
from events.shared_checks import named_once, not_after_today
from events.units import life_of, living_in


class ReportRoster(Command):
    """Record what another source says of the members (ghi danh sách, số thành viên theo nguồn).

    Attributes:
        units: The codes of the members that the source names; none where it gives only a number.
        count: How many members there are, where the source says so.
        on: The day of the paper; None where it is unknown.
    """

    cluster: Code
    year: Year
    units: tuple[Code, ...] = ()
    count: Headcount | None = None
    on: date | None = None

    def boundary(self) -> tuple[Scope, ...]:
        return (
            life_of_cluster(self.cluster),
            rosters_of(self.cluster),
            *life_of(*self.units),
            *seats_of(self.year, *self.units),
        )

    def decide(self, history: History) -> list[Event]:
        """Names or a number; of a roster that is not whole, further names are members, too.

        Raises:
            Refused: `no-members-reported`, `fewer-than-named`, `no-roster` and others.
        """
        here = {"cluster": self.cluster, "year": self.year}
        known_cluster(history, self.cluster, self.year)
        refuse(not self.units and self.count is None, "no-members-reported")
        few = self.count is not None and self.count < len(self.units)
        refuse(few, "fewer-than-named", count=self.count, named=len(self.units))
        named_once(self.units)
        living_in(history, self.year, *self.units)
        not_after_today(self.on, history)
        recorded = has_roster(history, self.cluster, self.year)
        refuse(bool(self.units) and not recorded, "no-roster", **here)
        return uphold(history, self.fact(RosterReported, further=self._further(history)))

    def _further(self, history: History) -> tuple[str, ...]:
        """The members that no source before named; none where the roster names every member.

        Raises:
            Refused: `in-another-cluster`.
        """
        if not self.units or whole_roster(history, self.cluster, self.year):
            return ()
        left = set(left_after(history, self.cluster, self.year, None))
        known = {*members(history, self.cluster, self.year), *left}
        further = tuple(unit for unit in self.units if unit not in known)
        one_cluster_a_year(history, self.cluster, self.year, *further)
        return further
