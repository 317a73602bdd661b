"""The officers of a cluster, by year or on a day: head, deputies in order, acting head, vacancy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from events.event import Entry
from events.roles import (
    ROLES,
    ActingHeadNamed,
    DeputyElected,
    HeadElected,
    OfficerStoodDown,
)
from events.voting import Denominator, Method, Tally
from views.cluster_years import ClusterYears, OfClusterYear
from views.names import UnitName

NO_ENDS: Mapping[str, date] = MappingProxyType({})
RoleShown: TypeAlias = Literal["head", "acting", "deputy", "vacant"]


class Tenure(Struct, frozen=True, kw_only=True):
    """A role held from a day to a day; `over` says that it ended, even where the day is unknown.

    `given` is the entry that gave the role or made the vacancy, `ended` the entry that ended it;
    none where the unit itself came to an end.
    """

    role: RoleShown
    unit: str | None = None
    rank: int | None = None
    method: Method | None = None
    votes: Tally | None = None
    since: date | None = None
    until: date | None = None
    over: bool = False
    given: Entry | None = None
    ended: Entry | None = None

    def held_on(self, day: date) -> bool:
        """Return whether the role was held on a day, as far as the days are known."""
        begun = self.since is None or self.since <= day
        return begun and (self.until is None or day < self.until)

    def seen_on(self, day: date) -> Tenure:
        """Return the tenure as known on a day: an end that comes later is not part of it."""
        to_come = self.until is not None and day < self.until
        return replace(self, until=None, over=False, ended=None) if to_come else self


class LeaderRow(OfClusterYear, frozen=True, kw_only=True):
    """A role in a year; a vacancy has no unit. `method` is null where the role has none.

    A method is how the role was given: elected, handed over, or recognised by a higher body (TT
    09/2018/TT-BTTTT, Điều 11). `votes_for` of `votes_total` is a share of `votes_of`.
    """

    role: RoleShown
    rank: int | None
    unit: str | None
    unit_name: str | None
    unit_short: str | None
    unit_now: tuple[UnitName, ...]
    method: Method | None
    votes_for: int | None
    votes_total: int | None
    votes_of: Denominator | None
    since: date | None
    until: date | None
    over: bool


class Leadership(ClusterYears):
    """The officers by year; with a day, those who held a role on that day.

    Args:
        cluster: The code of a cluster; None for all.
        year: The year; None for all. A day overrides it.
        on: The day: its year alone is read, and an end that comes later is not shown. None for
            whole years.
    """

    kinds = ROLES

    def __init__(
        self, cluster: str | None = None, year: int | None = None, on: date | None = None
    ) -> None:
        super().__init__(cluster, on.year if on else year)
        self.asked = on

    def rows(self) -> tuple[LeaderRow, ...]:
        """Return the rows by cluster and year: heads in order of time, deputies by rank."""
        return tuple(
            self._row(cluster, year, tenure)
            for cluster, year in self.keys()
            for tenure in self._held(
                tenures(self.years[cluster, year], ends_until(self.names.ends, self.on))
            )
        )

    def _held(self, held: Iterable[Tenure]) -> Iterator[Tenure]:
        """Yield all tenures of a year, or those held on the day asked for."""
        day = self.asked
        if day is None:
            yield from held
        else:
            yield from (tenure.seen_on(day) for tenure in held if tenure.held_on(day))

    def _row(self, cluster: str, year: int, tenure: Tenure) -> LeaderRow:
        unit, votes = tenure.unit, tenure.votes
        day = self.asked or tenure.until or year
        return LeaderRow(
            **self.year_fields(cluster, year),
            role=tenure.role,
            rank=tenure.rank,
            unit=unit,
            unit_name=self.names.unit(unit, day) if unit else None,
            unit_short=self.names.short(unit, day) if unit else None,
            unit_now=self.names.now(unit, day) if unit else (),
            method=tenure.method,
            votes_for=votes.votes_for if votes else None,
            votes_total=votes.total if votes else None,
            votes_of=votes.of if votes else None,
            since=tenure.since,
            until=tenure.until,
            over=tenure.over,
        )


def ends_until(ends: Mapping[str, date], on: date | None) -> Mapping[str, date]:
    """Return the ends of units up to a day: looking back, a later end is not known.

    Args:
        ends: Code of the unit -> the day on which it ended.
        on: The day, inclusive; None for all ends.
    """
    return ends if on is None else {unit: end for unit, end in ends.items() if end <= on}


def tenures(entries: Iterable[Entry], ends: Mapping[str, date] = NO_ENDS) -> list[Tenure]:
    """Return the tenures of one cluster-year with vacancies; deputies last, by rank.

    Args:
        entries: The entries in force of the cluster-year, in order.
        ends: Code of the unit -> the day on which it ended: a unit holds no role from that day on.
    """
    held: list[Tenure] = []
    entries = [*entries]
    for entry in entries:
        match entry.event:
            case HeadElected() as e:
                held = [_end(t, entry, e.on) if t.role == "acting" else t for t in held]
                held.append(_elected("head", entry, e))
            case DeputyElected() as e:
                held.append(replace(_elected("deputy", entry, e), rank=e.rank))
            case ActingHeadNamed() as e:
                held.append(Tenure(role="acting", unit=e.unit, since=e.on, given=entry))
            case OfficerStoodDown() as e:
                mine = (e.role, e.unit)
                held = [_end(t, entry, e.on) if (t.role, t.unit) == mine else t for t in held]
    year = max((getattr(entry.event, "year", 0) for entry in entries), default=0)
    held = [_while_it_exists(tenure, year, ends) for tenure in held]
    led = [tenure for tenure in held if tenure.role != "deputy"]
    deputies = [tenure for tenure in held if tenure.role == "deputy"]
    return [*_with_gaps(led), *sorted(deputies, key=lambda t: t.rank or 99)]


def _elected(role: RoleShown, entry: Entry, event: HeadElected | DeputyElected) -> Tenure:
    return Tenure(
        role=role,
        unit=event.unit,
        since=event.on,
        method=event.method,
        votes=event.votes,
        given=entry,
    )


def _while_it_exists(tenure: Tenure, year: int, ends: Mapping[str, date]) -> Tenure:
    end = ends.get(tenure.unit or "")
    within = end and end.year <= year and (tenure.until is None or end < tenure.until)
    unknown = tenure.over and tenure.until is None
    return replace(tenure, until=end, over=True, ended=None) if within and not unknown else tenure


def _end(tenure: Tenure, entry: Entry, until: date | None) -> Tenure:
    return tenure if tenure.over else replace(tenure, until=until, over=True, ended=entry)


def _with_gaps(led: list[Tenure]) -> Iterator[Tenure]:
    """Yield the tenures, with a vacancy where the days show that no unit led or followed."""
    for tenure, following in zip(led, [*led, None][1:], strict=True):
        yield tenure
        until, since = tenure.until, following.since if following else None
        if following is None and tenure.over:
            yield Tenure(role="vacant", since=until, given=tenure.ended)
        elif until and since and until < since:
            made = tenure.ended
            yield Tenure(role="vacant", since=until, until=since, over=True, given=made)
