"""Changes of a cluster and its members within a year: successive rosters, and turns.

A year may have two rosters, before and after a reorganisation; each has its days and the names of
its time. A unit that came or went on an unrecorded day has no day here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

from events.clusters import ClusterDissolved, ClusterFounded, ClusterRenamed
from events.event import Entry, concerned
from views.names import Names, UnitName
from views.roster import Stay


class Moved(UnitName, frozen=True, kw_only=True):
    """A unit that came or went.

    `in_year` distinguishes that from being new or missing against the year before; `on` is null
    where the day is unknown, or it was not in the course of the year.
    """

    on: date | None
    in_year: bool


class RosterThen(Struct, frozen=True, kw_only=True):
    """The members from a day on, with the names of that time; `since` is null for the first roster.

    `until` is the day from which the next roster counts, null for the last.
    """

    since: date | None
    until: date | None
    units: tuple[UnitName, ...]


class ClusterTurn(Struct, frozen=True, kw_only=True):
    """A change of the cluster itself, and its name from then on."""

    act: Literal["founded", "renamed", "dissolved"]
    on: date
    name: str


def cluster_turn(entry: Entry, names: Names) -> tuple[str, ClusterTurn] | None:
    """Return the cluster and its turn; None for anything else, and where the day is unknown.

    Args:
        entry: The entry.
        names: The names of clusters: of a cluster that ends, the name on that day is shown.

    Returns:
        The code of the cluster, and the turn.
    """
    match entry.event:
        case ClusterFounded(on=date() as on) as event:
            return event.cluster, ClusterTurn(act="founded", on=on, name=event.name)
        case ClusterRenamed() as event:
            return event.cluster, ClusterTurn(act="renamed", on=event.on, name=event.name)
        case ClusterDissolved() as event:
            name = names.cluster(event.cluster, event.on)
            return event.cluster, ClusterTurn(act="dissolved", on=event.on, name=name)
    return None


def moved(
    units: Iterable[str], stays: Mapping[str, Stay], names: Names, year: int, *, came: bool
) -> tuple[Moved, ...]:
    """Return units that came or went, each with its day and its name then.

    Args:
        units: The codes of the units, in the order of the result.
        stays: Code of the unit -> its membership in the year.
        names: The names of units by date.
        year: The year.
        came: Whether the units came; else they went.
    """

    def one(unit: str) -> Moved:
        stay = stays.get(unit, Stay())
        in_year, on = (stay.joined, stay.since) if came else (stay.left, stay.until)
        then = names.called(unit, on or year)
        return Moved(unit=unit, name=then.name, now=then.now, on=on, in_year=in_year)

    return tuple(one(unit) for unit in units)


def rosters(stays: Mapping[str, Stay], names: Names, year: int) -> tuple[RosterThen, ...]:
    """Return the successive rosters of a year; a single roster where no day of change is known.

    Args:
        stays: Code of the unit -> its membership in the year.
        names: The names of units by date.
        year: The year.

    Returns:
        The rosters by day; empty for a year without members.
    """
    if not stays:
        return ()
    days = {day for stay in stays.values() for day in (stay.since, stay.until) if day}
    marks = sorted(day for day in days if date(year, 1, 1) < day <= date(year, 12, 31))
    starts: list[date | None] = [None, *marks]
    found: list[RosterThen] = []
    for since, until in zip(starts, [*marks, None], strict=True):
        at = since or date(year, 1, 1)
        last = until - timedelta(days=1) if until else date(year, 12, 31)
        here = tuple(names.called(unit, last) for unit, stay in stays.items() if _there(stay, at))
        if here or not found:
            found.append(RosterThen(since=since, until=until, units=here))
    return tuple(found)


def _there(stay: Stay, at: date) -> bool:
    """Return whether the unit belonged on a day; without its last day, a unit that left did not."""
    begun = stay.since is None or stay.since <= at
    return begun and not (stay.left and (stay.until is None or stay.until <= at))


def named_in(entry: Entry) -> set[str]:
    """Return the units that an entry names."""
    return {code for kind, code in concerned(entry.event) if kind == "unit"}
