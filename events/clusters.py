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

    def claims(self) -> Iterable[str]:
        return (f"end-of-cluster:{self.cluster}",)

    def stands_on(self) -> Iterable[str]:
        return (f"cluster:{self.cluster}",)


CLUSTER_LIFE: tuple[type[Event], ...] = (ClusterFounded, ClusterRenamed, ClusterDissolved)
"""The events that make, name or end a cluster."""


def life_of_cluster(cluster: str) -> Scope:
    """The scope of this cluster's existence."""
    return Scope((f"cluster:{cluster}",), CLUSTER_LIFE)


def known_cluster(
    history: History, cluster: str, year: int | None = None, on: date | None = None
) -> None:
    """The code names a cluster that exists in that year, or on that day.

    Without either, it names one with no end recorded.

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


def new_cluster_name(history: History, cluster: str, name: str, place: str) -> None:
    """Two living clusters of one place do not share a name.

    Raises:
        Refused: `cluster-name-taken`.
    """
    living: dict[str, tuple[str, str]] = {}
    for event in history.of(ClusterFounded, ClusterRenamed, ClusterDissolved):
        match event:
            case ClusterFounded():
                living[event.cluster] = (event.name, event.place)
            case ClusterRenamed() if event.cluster in living:  # else it ended, whatever its name
                living[event.cluster] = (event.name, living[event.cluster][1])
            case ClusterDissolved():
                living.pop(event.cluster, None)
    for other, (theirs, there) in living.items():
        twin = other != cluster and same_name(theirs, name) and same_name(there, place)
        refuse(twin, "cluster-name-taken", name=theirs, cluster=other)


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
        """A code is given once; two living clusters of one place do not share a name."""
        for event in history.of(ClusterFounded):
            refuse(event.cluster == self.cluster, "cluster-exists", cluster=self.cluster)
        new_cluster_name(history, self.cluster, self.name, self.place)
        return [self.fact(ClusterFounded)]


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
        places = {e.cluster: e.place for e in history.of(ClusterFounded)}
        new_cluster_name(history, self.cluster, self.name, places[self.cluster])
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
            if founded.cluster == self.cluster:
                not_before(self.on, founded.on, "ended-before-founded", cluster=self.cluster)
        return [self.fact(ClusterDissolved)]
