"""Clusters: founded, renamed, dissolved (Điều 16, Luật Thi đua, khen thưởng 06/2022/QH15)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar, Literal

from events.command import Command, History
from events.errors import refuse
from events.event import Code, Event, Line, Remark, Scope, event_types
from events.invariants import uphold
from events.shared_checks import not_before

ClusterKind = Literal["cum", "khoi"]
"""cụm (often territorial) or khối (functional): one concept, the province's own word."""
Level = Literal["nation", "ministry", "province", "district", "agency"]
"""At what level something is organised or launched (cấp)."""
UnitLevel = Literal["nation", "ministry", "province", "district", "commune", "agency"]
"""At what level a unit is (cấp của đơn vị)."""
ClusterLevel = Literal[
    "nation", "ministry", "province", "district", "agency", "commune", "not-recorded"
]
"""At what level a cluster is organised; `not-recorded` where the source does not say."""


class ClusterFounded(Event, tag="cluster-founded"):
    """A cluster exists (cụm, khối thi đua được thành lập, hoặc được ghi vào sổ lần đầu).

    Attributes:
        cluster: The code of the cluster, for ever.
        name: Its first name.
        kind: Whether the province calls it cụm or khối.
        level: At what level it is organised; `not-recorded` where that is unknown.
        place: The place that distinguishes clusters of one name.
        on: The day of the decision that founded it; None where it is unknown.
    """

    cluster: Code
    name: Line
    kind: ClusterKind = "cum"
    level: ClusterLevel = "province"
    place: Remark = ""
    on: date | None = None

    version: ClassVar[int] = 2

    def claims(self) -> Iterable[str]:
        return (f"cluster:{self.cluster}",)

    def begins(self) -> Iterable[tuple[str, str, date | None]]:
        return (("cluster", self.cluster, self.on),)

    def naming(self) -> Iterable[tuple[str, str, str, str]]:
        return (("cluster", self.cluster, self.name, self.place),)


class ClusterRenamed(Event, tag="cluster-renamed"):
    """The same cluster under another name (đổi tên cụm)."""

    cluster: Code
    name: Line
    on: date

    convened: ClassVar[bool] = True

    def naming(self) -> Iterable[tuple[str, str, str, str]]:
        return (("cluster", self.cluster, self.name, ""),)

    def depends_on(self) -> Iterable[str]:
        return (f"cluster:{self.cluster}",)


class ClusterDissolved(Event, tag="cluster-dissolved"):
    """A cluster ended (giải thể cụm)."""

    cluster: Code
    on: date

    def claims(self) -> Iterable[str]:
        return (f"end-of-cluster:{self.cluster}",)

    def ends(self) -> Iterable[tuple[str, str, date | None]]:
        return (("cluster", self.cluster, self.on),)

    def depends_on(self) -> Iterable[str]:
        return (f"cluster:{self.cluster}",)


CLUSTER_LIFE: tuple[type[Event], ...] = (ClusterFounded, ClusterRenamed, ClusterDissolved)
"""The events that make, name or end a cluster."""


def life_of_cluster(cluster: str) -> Scope:
    """Return the scope of this cluster's existence."""
    return Scope((f"cluster:{cluster}",), CLUSTER_LIFE)


def known_cluster(
    history: History, cluster: str, year: int | None = None, on: date | None = None
) -> None:
    """Refuse a cluster that does not exist in that year, or on that day.

    Without either, the cluster must have no recorded end. It does not exist on the day of its end.

    Args:
        history: The history, with the life of the cluster.
        cluster: The code of the cluster.
        year: The calendar year, on one day of which it must exist; it goes before `on`.
        on: The day on which it must exist.

    Raises:
        Refused: `unknown-cluster`, `cluster-not-yet-founded`, `cluster-ended`.
    """
    since = date(year, 1, 1) if year else on
    until = date(year, 12, 31) if year else on
    life = [e for e in history.of(ClusterFounded, ClusterDissolved) if e.cluster == cluster]
    founded = any(isinstance(event, ClusterFounded) for event in life)
    refuse(not founded, "unknown-cluster", cluster=cluster)
    for event in life:
        match event:
            case ClusterFounded(on=birth):
                early = birth and until and until < birth
                refuse(early, "cluster-not-yet-founded", cluster=cluster, founded=birth)
            case ClusterDissolved(on=end):
                over = since is None or since >= end
                refuse(over, "cluster-ended", cluster=cluster, ended=end)


class FoundCluster(Command):
    """Enter a cluster into the registry (ghi cụm, khối thi đua vào sổ)."""

    cluster: Code
    name: Line
    kind: ClusterKind = "cum"
    level: ClusterLevel = "province"
    place: Remark = ""
    on: date | None = None

    def boundary(self) -> tuple[Scope, ...]:
        return (Scope(events=CLUSTER_LIFE),)

    def decide(self, history: History) -> list[Event]:
        """A code is given once; no two clusters of a place bear one name on the same day."""
        for event in history.of(ClusterFounded):
            refuse(event.cluster == self.cluster, "cluster-exists", cluster=self.cluster)
        return uphold(history, self.fact(ClusterFounded))


class RenameCluster(Command):
    """Give a cluster another name from a day on (đổi tên cụm)."""

    cluster: Code
    name: Line
    on: date

    def boundary(self) -> tuple[Scope, ...]:
        return (Scope(events=CLUSTER_LIFE),)

    def decide(self, history: History) -> list[Event]:
        """The cluster exists on that day, and the name is its own."""
        known_cluster(history, self.cluster, on=self.on)
        return uphold(history, self.fact(ClusterRenamed))


class DissolveCluster(Command):
    """End a cluster (giải thể cụm)."""

    cluster: Code
    on: date

    def boundary(self) -> tuple[Scope, ...]:
        doings = tuple(kind for kind in event_types().values() if of_year(kind))
        return (Scope(events=CLUSTER_LIFE), Scope((f"cluster:{self.cluster}",), doings))

    def decide(self, history: History) -> list[Event]:
        """A cluster ends once, not before it began, and not before what is recorded of it."""
        known_cluster(history, self.cluster)
        for founded in history.of(ClusterFounded):
            if founded.cluster == self.cluster:
                not_before(self.on, founded.on, "ended-before-founded", cluster=self.cluster)
        return uphold(history, self.fact(ClusterDissolved))


def of_year(kind: type[Event]) -> bool:
    """Return whether facts of this kind are of a cluster in a year."""
    return {"cluster", "year"} <= {*kind.__struct_fields__}
