"""What the views of a cluster's year have in common: its entries by year, and names."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar, TypeAlias

from msgspec import Struct

from events.event import Entry, Event, History, Scope
from views.names import NAMED, Day, Names, UnitName

Key: TypeAlias = tuple[str, int]
"""A cluster and a year."""


class OfClusterYear(Struct, frozen=True, kw_only=True):
    """A row about a cluster's year; the name is that at the end of the year."""

    cluster: str
    cluster_name: str
    year: int


class OfUnit(OfClusterYear, frozen=True, kw_only=True):
    """A row about a unit in a cluster's year.

    `unit_now` is what the unit is today, where that is not what it was called then.
    """

    unit: str
    unit_name: str
    unit_short: str
    unit_now: tuple[UnitName, ...] = ()


class ClusterYears:
    """Entries of these `kinds` by cluster and year; of all clusters and years by default."""

    kinds: ClassVar[tuple[type[Event], ...]] = ()

    def __init__(
        self, cluster: str | None = None, year: int | None = None, on: date | None = None
    ) -> None:
        self.cluster, self.year, self.on = cluster, year, on
        self.names = Names()
        self.years: dict[Key, list[Entry]] = {}

    def scopes(self) -> tuple[Scope, ...]:
        """All names, and the kinds of the cluster and year asked for."""
        return (*self.names.scopes(), within(self.kinds, self.cluster, self.year))

    def apply(self, entry: Entry) -> None:
        """Keep what is of the kinds, the cluster and the year, and no later than the day asked."""
        event = entry.event
        if type(event) in NAMED:
            self.names.apply(entry)
        if isinstance(event, self.kinds):
            self.keep(entry)

    def keep(self, entry: Entry) -> None:
        """Keep an event of the kinds, if it is of the cluster and the year asked for."""
        key = cluster_year(entry.event)
        if self._asked(*key) and happened(entry.event, self.on):
            self.years.setdefault(key, []).append(entry)

    def taking(self, kind: type[Event]) -> Callable[[Entry], None]:
        """What folds events of a kind, without asking each what it is."""
        return self.apply if type(self).apply is not ClusterYears.apply else self._only(kind)

    def _only(self, kind: type[Event]) -> Callable[[Entry], None]:
        """What keeps events of a kind, or takes names from them, and does nothing else."""
        kept, names = issubclass(kind, self.kinds), kind in NAMED
        if kept == names:
            return self.apply
        return self.keeping() if kept else self.names.taking(kind)

    def keeping(self) -> Callable[[Entry], None]:
        """What keeps an event of the kinds: where all are asked for, none is asked."""
        return self.keep if self.cluster or self.year or self.on else self._keep_any

    def _keep_any(self, entry: Entry) -> None:
        event: Any = entry.event
        key = event.cluster, event.year
        if (kept := self.years.get(key)) is None:
            kept = self.years[key] = []
        kept.append(entry)

    def _asked(self, cluster: str, year: int) -> bool:
        return self.cluster in (None, cluster) and self.year in (None, year)

    def keys(self) -> list[Key]:
        """The clusters and years of which there is anything, in order."""
        return sorted(self.years)

    def history(self, cluster: str, year: int) -> History:
        """The entries of one cluster-year, for the questions that decisions ask too."""
        return History(self.years.get((cluster, year), ()), date.max)

    def year_fields(self, cluster: str, year: int) -> dict[str, Any]:
        """The fields that every row has of its cluster and year."""
        name = self.names.cluster(cluster, year)
        return {"cluster": cluster, "cluster_name": name, "year": year}

    def day(self, year: int) -> Day:
        """The day whose names are shown: the one asked for, else the year's last."""
        return self.on or year


def cluster_year(event: Any) -> Key:
    """The cluster and year that an event names."""
    return event.cluster, event.year


def happened(event: Any, by: date | None) -> bool:
    """Whether an event is not dated later than that day; without a day, not of a later year."""
    if by is None:
        return True
    on: date | None = getattr(event, "on", None)
    if on is None:
        year: int | None = getattr(event, "year", None)
        return year is None or year <= by.year
    return on <= by


def within(kinds: tuple[type[Event], ...], cluster: str | None, year: int | None) -> Scope:
    """The scope of these kinds in a cluster, or in its year, or everywhere."""
    if cluster is None:
        return Scope(events=kinds)
    tag = f"cluster:{cluster}" if year is None else f"cluster:{cluster}/{year}"
    return Scope((tag,), kinds)
