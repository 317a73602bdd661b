"""The base of the views of a cluster's year: its entries by year, and names."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, ClassVar, TypeAlias

from msgspec import Struct

from events.command import History
from events.event import Entry, Event, Scope
from events.rule_book import in_force, lines
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

    `unit_now` is the unit or its successors under their present names, empty if the name is the
    same or there is no successor.
    """

    unit: str
    unit_name: str
    unit_short: str
    unit_now: tuple[UnitName, ...] = ()


class ClusterYears:
    """Entries of these `kinds` by cluster and year.

    Args:
        cluster: The code of a cluster; None for all.
        year: The year; None for all.
        on: The last day to look at: facts dated later are ignored; None for no limit.
    """

    kinds: ClassVar[tuple[type[Event], ...]] = ()

    def __init__(
        self, cluster: str | None = None, year: int | None = None, on: date | None = None
    ) -> None:
        self.cluster, self.year, self.on = cluster, year, on
        self.names = Names()
        self.years: dict[Key, list[Entry]] = {}
        self._latest_history: tuple[Key, int, History] | None = None

    def scopes(self) -> tuple[Scope, ...]:
        """Return all names, and the kinds of the cluster and year asked for."""
        return (*self.names.scopes(), within(self.kinds, self.cluster, self.year))

    def apply(self, entry: Entry) -> None:
        """Keep the entries of the kinds, the cluster and the year, dated no later than the day."""
        event = entry.event
        if type(event) in NAMED:
            self.names.apply(entry)
        if isinstance(event, self.kinds):
            self.keep(entry)
        for part in self.parts():
            part.apply(entry)

    def parts(self) -> tuple[ClusterYears, ...]:
        """Return the views that this view is made of, besides its own entries."""
        return ()

    def keep(self, entry: Entry) -> None:
        """Keep an event of the kinds, if it is of the cluster and the year asked for."""
        key = cluster_year(entry.event)
        if self._asked(*key) and (self.on is None or happened(entry.event, self.on)):
            self.years.setdefault(key, []).append(entry)

    def taking(self, kind: type[Event]) -> Callable[[Entry], None] | None:
        """Return the handler of a kind of event, which does not test the kind again.

        The parts of the view have their own; what only they take has none here.
        """
        if self.parts():
            return self._only(kind)
        return self.apply if type(self).apply is not ClusterYears.apply else self._only(kind)

    def _only(self, kind: type[Event]) -> Callable[[Entry], None] | None:
        """Return the handler that keeps events of a kind or takes names from them; else None."""
        kept, names = issubclass(kind, self.kinds), kind in NAMED
        if kept and names:
            return self.apply
        return self._alone(kind) if kept or names else None

    def _alone(self, kind: type[Event]) -> Callable[[Entry], None]:
        """Return the handler of a kind that is kept or names something, without its `parts`."""
        return self.keeping() if issubclass(kind, self.kinds) else self.names.taking(kind)

    def keeping(self) -> Callable[[Entry], None]:
        """Return the handler that keeps events of the kinds; unfiltered, it tests nothing."""
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
        """Return the clusters and years that have an entry, in order."""
        return sorted(self.years)

    def history(self, cluster: str, year: int) -> History:
        """Return the entries of one cluster-year as decisions read them.

        Args:
            cluster: The code of a cluster.
            year: The year.

        Returns:
            The history; empty for a cluster-year without entries.
        """
        entries, latest = self.years.get((cluster, year), ()), self._latest_history
        if latest is None or latest[:2] != ((cluster, year), len(entries)):
            made = History(entries, date.max)
            latest = self._latest_history = (cluster, year), len(entries), made
        return latest[2]

    def year_fields(self, cluster: str, year: int) -> dict[str, Any]:
        """Return the fields that every row has of its cluster and year.

        Args:
            cluster: The code of a cluster.
            year: The year.

        Returns:
            The fields of `OfClusterYear`; the name is that at the end of the year.
        """
        name = self.names.cluster(cluster, year)
        return {"cluster": cluster, "cluster_name": name, "year": year}

    def line_names(self, cluster: str, year: int) -> dict[str, str]:
        """Return code -> name of the lines of the rule book in force; the kinds include `RULES`.

        Args:
            cluster: The code of a cluster.
            year: The year.
        """
        issued = in_force(self.history(cluster, year), cluster, year)
        return {line.code: line.name for line in lines(issued)}

    def day(self, year: int) -> Day:
        """Return the day whose names are shown: the one asked for, else the year's last."""
        return self.on or year


def kept_together(takers: Iterable[Callable[[Entry], None]]) -> list[Callable[[Entry], None]]:
    """Return the handlers of one kind of event, those that only keep it by year joined into one.

    Args:
        takers: The handlers; any other than `ClusterYears.keeping` of an unfiltered view stays.
    """
    takers = [*takers]
    bare = [take for take in takers if getattr(take, "__func__", None) is ClusterYears._keep_any]
    if len(bare) < 2:
        return takers
    stores = [take.__self__.years for take in bare]  # type: ignore[attr-defined]  # bound methods
    known: dict[Key, list[Callable[[Entry], None]]] = {}

    def keep(entry: Entry) -> None:
        event: Any = entry.event
        key = event.cluster, event.year
        if (keeping := known.get(key)) is None:
            keeping = known[key] = [years.setdefault(key, []).append for years in stores]
        for add in keeping:
            add(entry)

    return [keep, *(take for take in takers if take not in bare)]


def cluster_year(event: Any) -> Key:
    """Return the cluster and year that an event names."""
    return event.cluster, event.year


def happened(event: Any, by: date | None) -> bool:
    """Return whether an event is dated up to a day; without its day, up to its year.

    Args:
        event: The event; without `on` and without `year` it always counts.
        by: The day, inclusive; None for no limit.
    """
    if by is None:
        return True
    on: date | None = getattr(event, "on", None)
    if on is None:
        year: int | None = getattr(event, "year", None)
        return year is None or year <= by.year
    return on <= by


def within(kinds: tuple[type[Event], ...], cluster: str | None, year: int | None) -> Scope:
    """Return the scope of some kinds of events in a cluster, in its year, or everywhere.

    Args:
        kinds: The types of the events.
        cluster: The code of a cluster; None for everywhere, whatever the year.
        year: The year; None for all years of the cluster.
    """
    if cluster is None:
        return Scope(events=kinds)
    tag = f"cluster:{cluster}" if year is None else f"cluster:{cluster}/{year}"
    return Scope((tag,), kinds)
