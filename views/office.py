"""The office that issues a cluster's papers: its details on a day, and the legal bases in force."""

from __future__ import annotations

from datetime import date, datetime
from itertools import zip_longest
from typing import Any

from msgspec import Struct

from events.command import History
from events.event import Entry, Scope
from events.office import (
    OFFICE,
    HeadingForm,
    LegalBasisNamed,
    OfficeDescribed,
    bases,
    described,
    lines_of,
    office_of,
)
from views.names import Names
from views.papers.facts import Office
from views.projection import Reader, project


class OfOffice(Struct, frozen=True, kw_only=True):
    """A row about the office of a cluster; `since` is null where it holds from the beginning."""

    cluster: str
    cluster_name: str
    since: date | None


class OfficeRow(OfOffice, frozen=True, kw_only=True):
    """All that holds of an office from a day on; a field is empty where nothing says it."""

    superior: str = ""
    issuer: str = ""
    place: str = ""
    symbol: str = ""
    authority: str = ""
    post: str = ""
    signer: str = ""
    recipients: tuple[str, ...] = ()
    heading: HeadingForm = ""


class LegalBasisRow(OfOffice, frozen=True, kw_only=True):
    """A legal basis of papers; `until` is null where it is still in force."""

    text: str
    until: date | None


class _OfClusters:
    """The facts about offices, by cluster.

    Args:
        cluster: The code of a cluster; None for all.
        year: A year on one day of which the row holds; None for all.
        on: A day on which the row holds; None for all.
    """

    def __init__(
        self, cluster: str | None = None, year: int | None = None, on: date | None = None
    ) -> None:
        self.cluster, self.year, self.on = cluster, year, on
        self.names = Names()
        self.entries: list[Entry] = []

    def scopes(self) -> tuple[Scope, ...]:
        """Return the scopes of names and of the office of the cluster, or of all."""
        mine = Scope(events=OFFICE) if self.cluster is None else office_of(self.cluster)
        return (*self.names.scopes(), mine)

    def apply(self, entry: Entry) -> None:
        """Keep the names and the facts about offices."""
        self.names.apply(entry)
        if isinstance(entry.event, OFFICE):
            self.entries.append(entry)

    @property
    def history(self) -> History:
        """The facts about offices."""
        return History(self.entries, date.max)

    def clusters(self) -> list[str]:
        """Return the clusters of which there are facts."""
        named = {event.cluster for event in self.history.of(*OFFICE)}
        return sorted(named if self.cluster is None else named & {self.cluster})

    def holds(self, since: date | None, until: date | None) -> bool:
        """Return whether something with these days, both included, holds when it is asked for."""
        first, last = since or date.min, until or date.max
        in_year = self.year is None or first.year <= self.year <= last.year
        return in_year and (self.on is None or first <= self.on <= last)

    def _fields(self, cluster: str, since: date | None) -> dict[str, Any]:
        name = self.names.cluster(cluster, self.on or self.year or since)
        return {"cluster": cluster, "cluster_name": name, "since": since}


class Offices(_OfClusters):
    """The details of the offices, a row for each day on which something changes."""

    def rows(self) -> tuple[OfficeRow, ...]:
        """Return one row per change, the earliest first."""
        return tuple(row for cluster in self.clusters() for row in self._of(cluster))

    def _of(self, cluster: str) -> list[OfficeRow]:
        of_all = self.history.of(OfficeDescribed)
        days = {e.since or date.min: e.since for e in of_all if e.cluster == cluster}
        order, found = sorted(days), []
        for day, following in zip_longest(order, order[1:]):
            last = following and date.fromordinal(following.toordinal() - 1)
            if self.holds(days[day], last):
                details = described(self.history, cluster, day)
                details["recipients"] = lines_of(details.get("recipients", ""))
                found.append(OfficeRow(**self._fields(cluster, days[day]), **details))
        return found

    def on_day(self, cluster: str, day: date | None) -> Office:
        """Return the details of an office with the legal bases in force, as papers state them.

        Args:
            cluster: The code of the cluster.
            day: The day of the paper; None for what holds now, as far as it is recorded.
        """
        details = described(self.history, cluster, day)
        heading, to = details.pop("heading", ""), details.pop("recipients", "")
        return Office(
            **details,
            recipients=lines_of(to),
            bases=tuple(e.text for e in bases(self.history, cluster) if _in_force(e, day)),
            party=heading == "party",
        )


class LegalBases(_OfClusters):
    """The legal bases of papers, in the order in which they were first named."""

    def rows(self) -> tuple[LegalBasisRow, ...]:
        """Return one row per basis."""
        return tuple(
            LegalBasisRow(**self._fields(cluster, e.since), text=e.text, until=e.until)
            for cluster in self.clusters()
            for e in bases(self.history, cluster)
            if self.holds(e.since, e.until)
        )


def _in_force(basis: LegalBasisNamed, day: date | None) -> bool:
    """Return whether a basis holds on a day; without a day, whether its end is unrecorded."""
    if day is None:
        return basis.until is None
    return (basis.since or date.min) <= day <= (basis.until or date.max)


def office_on(
    reader: Reader, cluster: str, day: date | None, known_at: int | datetime | None = None
) -> Office:
    """Return the details of the office that issues a cluster's papers on a day.

    Args:
        reader: The source of the entries.
        cluster: The code of the cluster.
        day: The day of the paper; None for what holds now, as far as it is recorded.
        known_at: A position (from 1) or an instant (UTC), inclusive; None for the present.
    """
    return project(Offices(cluster), reader, known_at).on_day(cluster, day)
