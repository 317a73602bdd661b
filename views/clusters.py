"""The clusters: kind, level, place, the years known of each, and the number of members."""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec import Struct

from events.award_quotas import QuotaSet
from events.cluster_decisions import ClusterDecisionRecorded
from events.clusters import (
    CLUSTER_LIFE,
    ClusterDissolved,
    ClusterFounded,
    ClusterKind,
    ClusterLevel,
    ClusterRenamed,
    UnitLevel,
)
from events.command import History
from events.compact_adoption import CompactAdopted
from events.compact_signatures import CompactTextFiled
from events.compacts import COMPACTS
from events.convening import CONVENING
from events.descriptions import ClusterDescribed, UnitKind
from events.disputes import DISPUTES
from events.emulation_movements import MovementJoined, MovementResult
from events.event import Entry, Event, Scope
from events.handover import HeadshipHandedOver
from events.holds import HOLDS
from events.meetings import MeetingOpened
from events.membership import ROSTER, has_roster
from events.occurrences import OccurrenceRecorded
from events.papers import REGISTER
from events.peer_events import PEERS
from events.procedures import ProcedureSet
from events.regulations import RegulationAdopted
from events.report_texts import ReportTextWritten
from events.reported_counts import FigureRecorded, ProposalsCounted
from events.reported_results import UnitResultReported
from events.result_events import RESULT
from events.roles import ROLES
from events.rosters import headcount
from events.rule_book import RULES
from events.second_reading import SheetReadTwice
from events.target_criteria import TargetPutInBook
from events.targets import TARGETS
from events.tasks import TaskGiven
from events.text import sort_key
from events.tie_events import TieDecided
from events.vote_opening import VoteOpened
from events.withdrawn_units import UnitWithdrew
from events.women_counts import WomenCounted
from views.names import Called, Names

YEARLY: tuple[type[Event], ...] = (
    *ROSTER,
    *ROLES,
    *RESULT,
    *COMPACTS,
    *RULES,
    MeetingOpened,
    MovementJoined,
    MovementResult,
    *TARGETS,
    TargetPutInBook,
    CompactTextFiled,
    UnitWithdrew,
    QuotaSet,
    *PEERS,
    ProposalsCounted,
    FigureRecorded,
    ClusterDecisionRecorded,
    CompactAdopted,
    RegulationAdopted,
    UnitResultReported,
    *DISPUTES,
    OccurrenceRecorded,
    SheetReadTwice,
    *HOLDS,
    TieDecided,
    WomenCounted,
    ProcedureSet,
    VoteOpened,
    TaskGiven,
    *REGISTER,
    *CONVENING,
    HeadshipHandedOver,
    ReportTextWritten,
)
"""Events by which a year of a cluster is known."""


READ: tuple[type[Event], ...] = (*CLUSTER_LIFE, ClusterDescribed, *YEARLY)
"""The events of clusters that are read."""
DESCRIBED = ("superior", "member_kind", "member_level")
"""The fields of a description; a later description replaces those that it fills."""


class ClusterRow(Struct, frozen=True, kw_only=True):
    """A cluster; `members` are those of `members_year`, the last year with a roster.

    `names` are all that it ever had, each with its day.
    """

    cluster: str
    cluster_name: str
    kind: ClusterKind
    level: ClusterLevel
    place: str
    founded: date | None
    ended: date | None
    years: tuple[int, ...]
    members: int | None
    members_year: int | None
    names: tuple[Called, ...] = ()
    superior: str = ""
    member_kind: UnitKind = ""
    member_level: UnitLevel | None = None


class Clusters:
    """All clusters, in the order of the Vietnamese alphabet.

    The councils of all levels organise them as cụm or khối (Luật Thi đua, khen thưởng 06/2022/QH15,
    Điều 16).

    Args:
        cluster: The code of the only cluster; None for all.
        year: Keep the clusters of which anything is known of this year; None for all.
        on: Keep the clusters that existed on this day, under the name they had; None for all.
    """

    def __init__(
        self, cluster: str | None = None, year: int | None = None, on: date | None = None
    ) -> None:
        self.cluster, self.year, self.on = cluster, year, on
        self.names = Names()
        self.founded: dict[str, ClusterFounded] = {}
        self.ended: dict[str, date] = {}
        self.described: dict[str, dict[str, Any]] = {}
        self.years: dict[str, set[int]] = {}
        self.rosters: dict[str, list[Entry]] = {}

    def scopes(self) -> tuple[Scope, ...]:
        """Return the scopes of clusters, of membership and of the events that make a year known."""
        if self.cluster:
            return (Scope((f"cluster:{self.cluster}",), READ),)
        return (Scope(events=READ),)

    def apply(self, entry: Entry) -> None:
        """Keep the founding, the names, the end and the years of each cluster."""
        match entry.event:
            case ClusterFounded() as event:
                self.founded[event.cluster] = event
                self.names.apply(entry)
            case ClusterRenamed():
                self.names.apply(entry)
            case ClusterDissolved() as event:
                self.ended[event.cluster] = event.on
            case ClusterDescribed() as event:
                given = {
                    field: getattr(event, field) for field in DESCRIBED if getattr(event, field)
                }
                self.described.setdefault(event.cluster, {}).update(given)
            case event if isinstance(event, YEARLY):
                cluster = getattr(event, "cluster", "")
                self.years.setdefault(cluster, set()).add(getattr(event, "year", 0))
                if isinstance(event, ROSTER):  # of the rest it is enough that it was there
                    self.rosters.setdefault(cluster, []).append(entry)

    def rows(self) -> tuple[ClusterRow, ...]:
        """Return one row per cluster, in the order of the Vietnamese alphabet."""
        asked = (code for code in self.founded if self.cluster in (None, code))
        rows = (self._row(code) for code in asked if self._existed(code))
        asked_for = (row for row in rows if self.year is None or self.year in row.years)
        return tuple(sorted(asked_for, key=lambda row: sort_key(row.cluster_name)))

    def _existed(self, code: str) -> bool:
        since, until = self.founded[code].on, self.ended.get(code)
        late = self.on and since and since > self.on
        over = self.on and until and until <= self.on
        return not (late or over)

    def _row(self, code: str) -> ClusterRow:
        founded = self.founded[code]
        history = History(self.rosters.get(code, ()), date.max)
        years = sorted(self.years.get(code, ()))
        listed = [year for year in years if has_roster(history, code, year)]
        return ClusterRow(
            cluster=code,
            cluster_name=self.names.cluster(code, self.on),
            kind=founded.kind,
            level=founded.level,
            place=founded.place,
            founded=founded.on,
            ended=self.ended.get(code),
            years=tuple(years),
            members=headcount(history, code, listed[-1]) if listed else None,
            members_year=listed[-1] if listed else None,
            names=tuple(self.names.clusters[code]),
            **self.described.get(code, {}),
        )
