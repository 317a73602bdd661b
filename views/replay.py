"""The course of the headship, moment by moment: by the days of the facts, or by days of recording.

Along true time the calendar runs by months and every decision is a moment of its own; without a
recorded day it is at the beginning of its year and not `exact`. Along knowledge every act that was
typed is a moment, corrections and retractions too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby
from typing import ClassVar, Literal, TypeAlias

from msgspec import Struct

from events.clusters import ClusterDissolved, ClusterRenamed
from events.corrections import EntriesRetracted, effective
from events.event import Entry, Event, concerned
from events.roles import ROLES
from events.successors import heirs
from events.units import LIFE, UnitFounded
from views.cluster_years import ClusterYears
from views.leadership import LeaderRow, Leadership

Axis: TypeAlias = Literal["true", "known"]
"""The axis of the replay: the days on which it was so, or the days on which it was recorded."""


class Moment(Struct, frozen=True, kw_only=True):
    """A moment of the replay; without `entries` only time passed.

    `day` is the day of the calendar, `exact` whether the fact gives that day and not its year
    alone. `count` is how many entries precede or form the moment.
    """

    day: date
    year: int
    exact: bool
    entries: tuple[Entry, ...]
    count: int


class Replay(ClusterYears):
    """The course of the headship of one cluster, from its beginning.

    Args:
        cluster: The code of the cluster; None gives no moments.
        axis: `true` for the days of the facts, `known` for the days of recording.
        upto: The day up to which months are shown after the last decision, at most to the end of
            that decision's year; None for the end of the year. Only along `true`.
    """

    as_typed: ClassVar[bool] = True
    kinds = ROLES

    def __init__(
        self, cluster: str | None = None, axis: Axis = "true", upto: date | None = None
    ) -> None:
        super().__init__(cluster)
        self.axis, self.upto = axis, upto
        self.typed: list[Entry] = []
        self.officers: set[str] = set()
        self._ordered: list[Entry] = []

    def apply(self, entry: Entry) -> None:
        """Keep every entry; which of them are in force depends on the moment."""
        self.typed.append(entry)

    def moments(self) -> tuple[Moment, ...]:
        """Return the moments in their order; none where no role was ever held."""
        counting = effective(self.typed)
        self.officers = {getattr(e.event, "unit", "") for e in counting if self._role(e)}
        if not self.officers:
            return ()
        kin = _kin(self.officers, counting)
        self._ordered = [entry for entry in self.typed if self._matters(entry, kin)]
        if self.axis == "known":
            return tuple(self._known())
        counting = effective(self._ordered)
        when = _days(counting)
        self._ordered = sorted(counting, key=lambda entry: when[entry.position][0])
        return tuple(self._run(when))

    def rows(self, moment: Moment) -> tuple[LeaderRow, ...]:
        """Return the officers at a moment, as `views.leadership` does, without later years.

        Along true time units bear all their names, as known now; along knowledge those known then.

        Args:
            moment: A moment of `moments()`, which must have been called before.
        """
        view = Leadership(self.cluster)
        selected = effective(self._ordered[: moment.count])
        for entry in selected if self.axis == "known" else self._ordered:
            view.names.apply(entry)
        for entry in selected:
            if self._role(entry):
                view.apply(entry)
        return view.rows()

    def _matters(self, entry: Entry, kin: set[str]) -> bool:
        """Return whether it concerns the headship, the cluster, or the identity of officers."""
        event = entry.event
        if isinstance(event, LIFE):
            return bool(kin & _units(event))
        ours = self.cluster in (None, of(entry)[0])
        return isinstance(event, EntriesRetracted) or ours

    def _role(self, entry: Entry) -> bool:
        return isinstance(entry.event, ROLES) and of(entry)[0] == self.cluster

    def _decides(self, entry: Entry) -> bool:
        """Return whether an entry is shown: a role, an end or name of the cluster, a turn."""
        match event := entry.event:
            case ClusterRenamed() | ClusterDissolved():
                return event.cluster == self.cluster
            case UnitFounded():
                return False
        lived = isinstance(event, LIFE) and self.officers & _units(event)
        return bool(lived) or self._role(entry)

    def _run(self, when: Mapping[int, tuple[date, bool]]) -> Iterator[Moment]:
        """Yield every decision since the first role, and every month in which there was none."""
        selected = [(when[e.position], e, n) for n, e in enumerate(self._ordered, 1)]
        begun = next(day for (day, _), entry, _ in selected if self._role(entry))
        made = [
            Moment(day=day, year=day.year, exact=exact, entries=(entry,), count=count)
            for (day, exact), entry, count in selected
            if day >= begun and self._decides(entry)
        ]
        last, busy = made[-1].day, {(m.year, m.day.month) for m in made}
        end = date(last.year, 12, 1) if self.upto is None else max(last, self.upto)
        if any(isinstance(m.entries[0].event, ClusterDissolved) for m in made):
            end = last
        reached, counts = 0, [m.count for m in made]
        for month in _months(begun, min(end, date(last.year, 12, 1))):
            while reached < len(made) and made[reached].day < month:
                yield made[reached]
                reached += 1
            if (month.year, month.month) not in busy:
                count = counts[reached - 1] if reached else 0
                yield Moment(day=month, year=month.year, exact=True, entries=(), count=count)
        yield from made[reached:]

    def _known(self) -> Iterator[Moment]:
        """Yield every act that concerns the headship, in the order of typing."""
        count = 0
        for _, group in groupby(self._ordered, key=lambda entry: entry.act):
            entries = tuple(group)
            count += len(entries)
            selected = tuple(e for e in entries if self._decides(e) or self._undone(e))
            if selected:
                day = entries[-1].at.date()
                about = (of(e)[1] for one in reversed(selected) for e in (one, *self._undone(one)))
                year = next(filter(None, about), day.year)
                yield Moment(day=day, year=year, exact=True, entries=selected, count=count)

    def _undone(self, entry: Entry) -> list[Entry]:
        """Return the roles of this cluster that an entry takes back."""
        if not isinstance(entry.event, EntriesRetracted):
            return []
        gone = {*entry.event.positions}
        return [one for one in self._ordered if one.position in gone and self._role(one)]


def _days(entries: Iterable[Entry]) -> dict[int, tuple[date, bool]]:
    """Return position -> the day of the fact within its year, and whether that day is known.

    A role whose day is unknown has the day of the previous role in that year.
    """
    found: dict[int, tuple[date, bool]] = {}
    reached: dict[tuple[str, int], date] = {}
    for entry in entries:
        on: date | None = getattr(entry.event, "on", None)
        if not isinstance(entry.event, ROLES):
            found[entry.position] = (on or date.min, on is not None)
            continue
        key = of(entry)
        first = date(key[1], 1, 1)
        day = min(max(on or reached.get(key, first), first), date(key[1], 12, 31))
        reached[key] = max(day, reached.get(key, first))
        found[entry.position] = (day, on is not None)
    return found


def _units(event: Event) -> set[str]:
    """Return the units that an event names."""
    return {code for kind, code in concerned(event) if kind == "unit"}


def _kin(officers: set[str], entries: Iterable[Entry]) -> set[str]:
    """Return the officers, and the units that came of them."""
    kin, turns = set(officers), [e.event for e in entries if isinstance(e.event, LIFE)]
    while True:
        more = {heir for event in turns if kin & _units(event) for heir in heirs(event)} - kin
        if not more:
            return kin
        kin |= more


def _months(begun: date, end: date) -> Iterator[date]:
    """Yield the first of every month from a day to a day."""
    at = date(begun.year, begun.month, 1)
    while at <= end:
        yield at
        at = date(at.year + at.month // 12, at.month % 12 + 1, 1)


def of(entry: Entry) -> tuple[str, int]:
    """Return the cluster and the year of a role; empty text and 0 for any other entry."""
    event = entry.event
    return getattr(event, "cluster", ""), getattr(event, "year", 0)
