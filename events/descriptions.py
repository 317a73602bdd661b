"""What a unit and a cluster are: kind and level of units, sub-units, the body above a cluster.

Everything here is optional: a source says that a unit is a commune, that it belongs to another
unit, or under which council a cluster works. A later description replaces what it says again.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Literal

from events.clusters import UnitLevel, known_cluster, life_of_cluster
from events.command import Command, History
from events.errors import refuse
from events.event import Code, Event, Remark, Scope
from events.units import LIFE, names

UnitKind = Literal[
    "",
    "agency",
    "service",
    "enterprise",
    "school",
    "party",
    "union",
    "armed-forces",
    "province",
    "district",
    "commune",
    "other",
]
"""cơ quan, đơn vị sự nghiệp, doanh nghiệp, trường học, cơ quan Đảng, Mặt trận và đoàn thể, lực
lượng vũ trang, tỉnh, huyện, xã, khác; empty where it is unknown."""


class UnitDescribed(Event, tag="unit-described"):
    """What a unit is, and of which unit it is a part (loại, cấp, đơn vị cấp trên trực tiếp).

    Attributes:
        kind: The kind of the unit; empty where it is unknown.
        level: Its level; None where it is unknown.
        parent: The code of the unit of which it is a part; None where there is none.
    """

    unit: Code
    kind: UnitKind = ""
    level: UnitLevel | None = None
    parent: Code | None = None

    def depends_on(self) -> Iterable[str]:
        above = (f"unit:{self.parent}",) if self.parent else ()
        return (f"unit:{self.unit}", *above)


class ClusterDescribed(Event, tag="cluster-described"):
    """Which units a cluster is made of, and under which body it works (cơ quan quản lý cụm).

    Attributes:
        superior: The body above the cluster; empty where it is unknown.
        member_kind: The kind of its members; empty where it is unknown or mixed.
        member_level: The level of its members; None where it is unknown or mixed.
    """

    cluster: Code
    superior: Remark = ""
    member_kind: UnitKind = ""
    member_level: UnitLevel | None = None

    def depends_on(self) -> Iterable[str]:
        return (f"cluster:{self.cluster}",)


DESCRIPTIONS: tuple[type[Event], ...] = (UnitDescribed, ClusterDescribed)
"""The events that say what units and clusters are."""


def parents(history: History) -> dict[str, str]:
    """Return unit -> the unit of which it is a part, as described last."""
    return {e.unit: e.parent for e in history.of(UnitDescribed) if e.parent}


class DescribeUnit(Command):
    """Record what a unit is (ghi loại, cấp, đơn vị cấp trên của đơn vị)."""

    unit: Code
    kind: UnitKind = ""
    level: UnitLevel | None = None
    parent: Code | None = None

    def boundary(self) -> tuple[Scope, ...]:
        return (Scope(events=(*LIFE, UnitDescribed)),)

    def decide(self, history: History) -> list[Event]:
        """At least one field is filled; a unit is no part of itself, nor of a part of itself.

        Raises:
            Refused: `nothing-described`, `unknown-unit`, `part-of-itself`.
        """
        refuse(not (self.kind or self.level or self.parent), "nothing-described")
        known, above = names(history), parents(history)
        for unit in filter(None, (self.unit, self.parent)):
            refuse(unit not in known, "unknown-unit", unit=unit)
        at, seen = self.parent, set[str]()
        while at and at not in seen:
            refuse(at == self.unit, "part-of-itself", unit=self.unit, parent=self.parent)
            seen.add(at)
            at = above.get(at)
        return [self.fact(UnitDescribed)]


class DescribeCluster(Command):
    """Record what a cluster is made of, and the body above it (ghi thông tin về cụm)."""

    cluster: Code
    superior: Remark = ""
    member_kind: UnitKind = ""
    member_level: UnitLevel | None = None

    needs_one: ClassVar[tuple[str, ...]] = ("superior", "member_kind", "member_level")

    def boundary(self) -> tuple[Scope, ...]:
        return (life_of_cluster(self.cluster),)

    def decide(self, history: History) -> list[Event]:
        """At least one field is filled, of a cluster that is known.

        Raises:
            Refused: `nothing-described`, `unknown-cluster`.
        """
        known_cluster(history, self.cluster, history.today.year)
        refuse(not any(getattr(self, field) for field in self.needs_one), "nothing-described")
        return [self.fact(ClusterDescribed)]
