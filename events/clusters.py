"""Clusters: founded, renamed, dissolved (Điều 16, Luật Thi đua, khen thưởng 06/2022/QH15)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from events.alphabet import same_name
from events.errors import refuse
from events.event import Code, Command, Event, History, Line, Remark, Scope, not_before

ClusterKind = Literal["cum", "khoi"]
"""cụm (often territorial) or khối (functional): one concept, the province's own word."""
Level = Literal["nation", "ministry", "province", "district", "agency"]
"""At what level something is organised or launched (cấp)."""


class ClusterFounded(Event, tag="cluster-founded"):
    """A cluster exists (cụm, khối thi đua được thành lập, hoặc được ghi vào sổ lần đầu)."""

    cluster: Code
    name: Line
    kind: ClusterKind = "cum"
    level: Level = "province"
    place: Remark = ""
    on: date | None = None

    def claims(self) -> Iterable[str]:
        return (f"cluster:{self.cluster}",)


class ClusterRenamed(Event, tag="cluster-renamed"):
    """The same cluster under another name (đổi tên cụm)."""

    cluster: Code
    name: Line
    on: date

    def stands_on(self) -> Iterable[str]:
        return (f"cluster:{self.cluster}",)


class ClusterDissolved(Event, tag="cluster-dissolved"):
    """A cluster ended (giải thể cụm)."""

    cluster: Code
    on: date

    def stands_on(self) -> Iterable[str]:
        return (f"cluster:{self.cluster}",)


CLUSTER_LIFE: tuple[type[Event], ...] = (ClusterFounded, ClusterRenamed, ClusterDissolved)
"""The events that make, name or end a cluster."""


def life_of_cluster(cluster: str) -> Scope:
    """The scope of this cluster's existence."""
    return Scope((f"cluster:{cluster}",), CLUSTER_LIFE)


def known_cluster(history: History, cluster: str, year: int | None = None) -> None:
    """The code names a cluster that exists in that year; without a year, one with no end recorded.

    Raises:
        Refused: `unknown-cluster`, `cluster-ended`.
    """
    founded = [event for event in history.of(ClusterFounded) if event.cluster == cluster]
    refuse(not founded, "unknown-cluster", cluster=cluster)
    for event in history.of(ClusterDissolved):
        over = event.cluster == cluster and (year is None or year > event.on.year)
        refuse(over, "cluster-ended", cluster=cluster, ended=event.on)


class FoundCluster(Command):
    """Enter a cluster into the registry (ghi cụm, khối thi đua vào sổ)."""

    cluster: Code
    name: Line
    kind: ClusterKind = "cum"
    level: Level = "province"
    place: Remark = ""
    on: date | None = None

    def boundary(self) -> tuple[Scope, ...]:
        return (Scope(events=CLUSTER_LIFE),)

    def decide(self, history: History) -> list[Event]:
        """A code is given once; two clusters of one place do not share a name."""
        for event in history.of(ClusterFounded):
            refuse(event.cluster == self.cluster, "cluster-exists", cluster=self.cluster)
            twin = same_name(event.name, self.name) and same_name(event.place, self.place)
            refuse(twin, "cluster-name-taken", name=event.name, cluster=event.cluster)
        return [self.fact(ClusterFounded)]


class RenameCluster(Command):
    """Give a cluster another name from a day on (đổi tên cụm)."""

    cluster: Code
    name: Line
    on: date

    def boundary(self) -> tuple[Scope, ...]:
        return (life_of_cluster(self.cluster),)

    def decide(self, history: History) -> list[Event]:
        """The cluster exists."""
        known_cluster(history, self.cluster, self.on.year)
        return [self.fact(ClusterRenamed)]


class DissolveCluster(Command):
    """End a cluster (giải thể cụm)."""

    cluster: Code
    on: date

    def boundary(self) -> tuple[Scope, ...]:
        return (life_of_cluster(self.cluster),)

    def decide(self, history: History) -> list[Event]:
        """A cluster ends once, and not before it began."""
        known_cluster(history, self.cluster)
        for founded in history.of(ClusterFounded):
            not_before(self.on, founded.on, "ended-before-founded", cluster=self.cluster)
        return [self.fact(ClusterDissolved)]
