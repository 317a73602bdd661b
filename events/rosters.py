"""Who belongs, as questions to a history; the facts are in `roster_events`.

A year whose roster was not recorded has none: it is not guessed from the year before. Only where a
rule must know the electorate of a year to come does the latest roster replace it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from events.command import History
from events.errors import refuse
from events.roster_events import (
    ROSTER,
    Headcount,
    RosterRecorded,
    RosterReported,
    UnitJoined,
    UnitLeft,
    membership,
    roster_of,
    rosters_of,
)

__all__ = [
    "ROSTER",
    "Headcount",
    "RosterRecorded",
    "RosterReported",
    "UnitJoined",
    "UnitLeft",
    "electorate",
    "has_roster",
    "headcount",
    "left_after",
    "left_in",
    "members",
    "membership",
    "on_roster",
    "only_members",
    "only_members_then",
    "roster_of",
    "rosters_of",
    "whole_roster",
]


def members(history: History, cluster: str, year: int) -> tuple[str, ...]:
    """Return the units that belong to the cluster in that year, in the order of the roster.

    Args:
        history: The history, with the roster of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year; without a roster of its own it has no members.
    """
    units: dict[str, None] = {}
    for event in history.of(*ROSTER):
        if (event.cluster, event.year) == (cluster, year):
            match event:
                case RosterRecorded():
                    units |= dict.fromkeys(event.units)
                case RosterReported():
                    units |= dict.fromkeys(event.further)
                case UnitJoined():
                    units |= dict.fromkeys((event.unit,))
                case UnitLeft():
                    units.pop(event.unit, None)
    return tuple(units)


def has_roster(history: History, cluster: str, year: int) -> bool:
    """Return whether the year's roster was recorded.

    Args:
        history: The history, with the roster of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
    """
    rosters = history.of(RosterRecorded)
    return any((event.cluster, event.year) == (cluster, year) for event in rosters)


def electorate(history: History, cluster: str, year: int) -> tuple[str, ...]:
    """Return the members of that year, or of the latest year before it that has a roster.

    The conference that ends one year elects the head of the next, often before its list is issued.

    Args:
        history: The history, with all rosters of the cluster.
        cluster: The code of the cluster.
        year: The calendar year.
    """
    years = {e.year for e in history.of(RosterRecorded) if e.cluster == cluster and e.year <= year}
    return members(history, cluster, max(years)) if years else ()


def only_members(history: History, cluster: str, year: int, *units: str) -> None:
    """Refuse to let a unit hold a role that is no member; the latest roster will do.

    Args:
        history: The history, with all rosters of the cluster.
        cluster: The code of the cluster.
        year: The calendar year.
        units: The codes of the units.

    Raises:
        Refused: `no-roster`, `not-a-member`.
    """
    _known_roster(history, cluster, year)
    _among(electorate(history, cluster, year), cluster, year, units)


def only_members_then(
    history: History, cluster: str, year: int, *units: str, on: date | None
) -> None:
    """Refuse to let a unit sign or register that was no member; the latest roster will do.

    What happened on a day is done by the members of that day, also by those who left later; on an
    unknown day, by those who were members on any day. So the order of typing has no effect.

    Args:
        history: The history, with all rosters of the cluster.
        cluster: The code of the cluster.
        year: The calendar year.
        units: The codes of the units.
        on: The day; None where it is unknown.

    Raises:
        Refused: `no-roster`, `not-a-member`.
    """
    _known_roster(history, cluster, year)
    left = left_after(history, cluster, year, on)
    _among({*electorate(history, cluster, year), *left}, cluster, year, units)


def _known_roster(history: History, cluster: str, year: int) -> None:
    rosters = history.of(RosterRecorded)
    known = any(event.cluster == cluster and event.year <= year for event in rosters)
    refuse(not known, "no-roster", cluster=cluster, year=year)


def _among(belong: Iterable[str], cluster: str, year: int, units: Iterable[str]) -> None:
    belong = {*belong}
    for unit in units:
        refuse(unit not in belong, "not-a-member", unit=unit, cluster=cluster, year=year)


def left_after(history: History, cluster: str, year: int, on: date | None) -> Iterable[str]:
    """Return the units that left the electorate of that year, as far as is known after the day.

    Args:
        history: The history, with all rosters of the cluster.
        cluster: The code of the cluster.
        year: The calendar year.
        on: The day; None where it is unknown, which gives every unit that left.
    """
    years = {e.year for e in history.of(RosterRecorded) if e.cluster == cluster and e.year <= year}
    return left_in(history, cluster, max(years, default=year), on)


def left_in(history: History, cluster: str, year: int, on: date | None) -> Iterable[str]:
    """Return the units that left in that very year, as far as is known after the day.

    Args:
        history: The history, with the roster of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
        on: The day; None where it is unknown, which gives every unit that left.
    """
    here = (cluster, year)
    left = (event for event in history.of(UnitLeft) if (event.cluster, event.year) == here)
    return (event.unit for event in left if not (on and event.on) or on < event.on)


def on_roster(history: History, cluster: str, year: int, *units: str) -> None:
    """Refuse a unit that is no member of that very year: nothing is guessed of scores and places.

    Args:
        history: The history, with the roster of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
        units: The codes of the units; without any, only the roster must be there.

    Raises:
        Refused: `no-roster`, `not-a-member`.
    """
    known = has_roster(history, cluster, year)
    refuse(not known, "no-roster", cluster=cluster, year=year)
    _among(members(history, cluster, year), cluster, year, units)


def whole_roster(history: History, cluster: str, year: int) -> bool:
    """Return whether the year's roster was recorded, and names every member.

    Args:
        history: The history, with the roster of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
    """
    rosters = history.of(RosterRecorded)
    return any(e.complete for e in rosters if (e.cluster, e.year) == (cluster, year))


def headcount(history: History, cluster: str, year: int) -> int | None:
    """Return the number of members if known: of the whole roster, or as reported.

    A number that a source gives is that of its roster: who joins is one more, who leaves one less.

    Args:
        history: The history, with the roster of the cluster-year.
        cluster: The code of the cluster.
        year: The calendar year.
    """
    if whole_roster(history, cluster, year):
        return len(members(history, cluster, year))
    here = (cluster, year)
    rosters = history.of(RosterRecorded)
    count = next((e.count for e in rosters if (e.cluster, e.year) == here), None)
    if count is None:
        count = _reported(history, cluster, year)
    if count is None:
        return None
    joined = sum((e.cluster, e.year) == here for e in history.of(UnitJoined))
    return count + joined - sum((e.cluster, e.year) == here for e in history.of(UnitLeft))


def _reported(history: History, cluster: str, year: int) -> int | None:
    """Return the number of members that further sources give, where they do not contradict."""
    sources = history.of(RosterReported)
    here = {e.count for e in sources if (e.cluster, e.year) == (cluster, year)} - {None}
    return here.pop() if len(here) == 1 else None
