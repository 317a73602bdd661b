"""Every view there is: what `verify` rebuilds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

from events.event import Entry
from events.meetings import MeetingOpened
from events.registry import UnitFounded
from views.award_list import AwardList
from views.cluster_history import ClusterHistory
from views.clusters import Clusters
from views.compacts import Compacts
from views.disputes import Disputes
from views.figures import Figures
from views.journal import Journal
from views.leadership import Leadership
from views.lineage import Lineage
from views.minutes import Meetings, Minutes
from views.movements import Movements
from views.projection import View
from views.roster import Roster
from views.rotation import Gaps, Rotation
from views.rules import RuleBooks
from views.scores import Scores
from views.standings import Standings
from views.unit_record import UnitRecord
from views.units import Units


class Listing(View, Protocol):
    """A view whose answer is a list of rows."""

    def rows(self) -> tuple[object, ...]:
        """The rows."""


def every_view(entries: Iterable[Entry]) -> list[Listing]:
    """Clusters and units first; the record of the first unit, the minutes of the first meeting."""
    events = [entry.event for entry in entries]
    units = _first(UnitRecord(event.unit) for event in events if isinstance(event, UnitFounded))
    met = _first(Minutes(event.meeting) for event in events if isinstance(event, MeetingOpened))
    views: list[Listing] = [
        Clusters(),
        Units(),
        Roster(),
        Standings(),
        Leadership(),
        AwardList(),
        Movements(),
        Compacts(),
        ClusterHistory(),
        Figures(),
        Disputes(),
        RuleBooks(),
        Scores(stage="self"),
        Scores(stage="peer"),
        Scores(stage="verified"),
        Meetings(),
        Lineage(),
        Rotation(),
        Gaps(),
        Journal(),
    ]
    return [*views, *units, *met]


L = TypeVar("L", bound=Listing)


def _first(views: Iterator[L]) -> list[L]:
    found = next(views, None)
    return [found] if found else []
