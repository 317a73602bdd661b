"""The adopted places of a cluster's units over the years."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, TypeAlias

from msgspec import Struct

from events.event import Event
from events.membership import ROSTER
from events.result_events import RESULT, adopted
from events.rosters import headcount
from views.cluster_years import ClusterYears


class Placed(Struct, frozen=True):
    """An adopted place, from 1, among so many `members`; null where their number is unknown."""

    place: int
    members: int | None


Places: TypeAlias = Mapping[str, Mapping[int, Placed]]
"""Code of the unit -> year -> the place; a year without a place is absent."""


class PlaceHistory(ClusterYears):
    """The places by unit and year; with a day, those adopted by then.

    Scores are not read: a place that no result adopted is not part of a history.
    """

    kinds: ClassVar[tuple[type[Event], ...]] = (*ROSTER, *RESULT)

    def places(self) -> Places:
        """Return the adopted places of the cluster asked for."""
        found: dict[str, dict[int, Placed]] = {}
        for cluster, year in self.keys():
            history = self.history(cluster, year)
            if result := adopted(history, cluster, year):
                members = headcount(history, cluster, year)
                for given in result.places:
                    found.setdefault(given.unit, {})[year] = Placed(given.place, members)
        return found
