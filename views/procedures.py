"""How each matter is put to the vote in a cluster: as it set it, else as is usual."""

from __future__ import annotations

from datetime import date

from msgspec import Struct
from msgspec.structs import asdict

from events.clusters import ClusterFounded
from events.command import History
from events.event import Entry, Scope
from events.procedures import (
    MATTERS,
    After,
    Matter,
    ProcedureSet,
    default_rule,
    procedure,
)
from events.voting import Denominator, Method
from views.names import Names


class ProcedureRow(Struct, frozen=True, kw_only=True):
    """A rule of voting. `since` is the year from which the cluster set it, null for the usual rule.

    `majority` and `quorum` are fractions: `2/3` is at least two thirds, `>1/2` more than half.
    """

    cluster: str
    cluster_name: str
    matter: Matter
    since: int | None
    majority: str
    of: Denominator
    quorum: str
    rounds: int
    then: After
    methods: tuple[Method, ...]
    written: bool
    proxies: bool
    self_vote: bool
    paper: str


class Procedures:
    """The rules of voting in force, a rule for each matter.

    Args:
        cluster: The code of a cluster; None for all.
        year: The year; None for the latest rules.
        on: A day, of which the year counts.
    """

    def __init__(
        self, cluster: str | None = None, year: int | None = None, on: date | None = None
    ) -> None:
        self.cluster, self.year = cluster, on.year if on else year
        self.names = Names()
        self.clusters: list[str] = []
        self.known: list[Entry] = []

    def scopes(self) -> tuple[Scope, ...]:
        """Return the scopes of the names, and of the rules of the cluster asked for."""
        tags = (f"cluster:{self.cluster}",) if self.cluster else ()
        return (*self.names.scopes(), Scope(tags, (ProcedureSet, ClusterFounded)))

    def apply(self, entry: Entry) -> None:
        """Keep the clusters and their rules."""
        self.names.apply(entry)
        match entry.event:
            case ClusterFounded(cluster=cluster) if self.cluster in (None, cluster):
                self.clusters.append(cluster)
            case ProcedureSet(cluster=cluster) if self.cluster in (None, cluster):
                self.known.append(entry)

    def rows(self) -> tuple[ProcedureRow, ...]:
        """Return one row per matter, in the order of the matters."""
        history = History(self.known, date.max)
        year = self.year or 9999
        return tuple(
            self._row(cluster, matter, procedure(history, cluster, year, matter))
            for cluster in self.clusters
            for matter in MATTERS
        )

    def _row(self, cluster: str, matter: Matter, known: ProcedureSet | None) -> ProcedureRow:
        rule = known.rule if known else default_rule(matter)
        return ProcedureRow(
            cluster=cluster,
            cluster_name=self.names.cluster(cluster, self.year or date.max),
            matter=matter,
            since=known.year if known else None,
            **asdict(rule),
        )
