"""The acts that change units: predecessors, successors, the day, and which of six acts it was.

Renamed, absorbed, merged, split, dissolved, and a function taken over between two living units are
six different acts; "Sở Tài chính" before and after 01/03/2025 is one name and two units.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal, TypeAlias

from msgspec import Struct

from events.event import Entry, Event, Scope
from events.membership import ROSTER, RosterRecorded, RosterReported, UnitJoined
from events.reorganisation import FunctionTakenOver
from events.successors import heirs
from events.units import LIFE, UnitDissolved, UnitRenamed, ended
from views.cluster_years import happened, within
from views.evidence import Grade, grade
from views.names import Names, UnitName
from views.units import ENDINGS

Turned: TypeAlias = Literal[
    "renamed", "absorbed", "merged", "split", "dissolved", "function-taken-over"
]


class LineageRow(Struct, frozen=True, kw_only=True):
    """One act: predecessors and successors under the names of their days, and the source.

    Of a `function` that moved both units live on. A dissolved unit has no successor, and gets no
    award (TT 15/2025/TT-BNV).
    """

    on: date
    act: Turned
    predecessors: tuple[UnitName, ...]
    successors: tuple[UnitName, ...]
    function: str
    position: int
    source: Grade
    source_title: str
    source_on: date | None


class Lineage:
    """The acts that change units, or those in the descent of a unit or of the members of a cluster.

    Args:
        cluster: The code of a cluster, whose members of all years are asked for; None for all
            units.
        year: The year of the acts; None for all.
        on: The last day to look at: acts dated later are ignored; None for no limit.
        unit: The code of a unit, which overrides the cluster; None for all units.
    """

    def __init__(
        self,
        cluster: str | None = None,
        year: int | None = None,
        on: date | None = None,
        unit: str | None = None,
    ) -> None:
        self.cluster, self.year, self.on, self.unit = cluster, year, on, unit
        self.names = Names()
        self.entries: list[Entry] = []
        self.belonged: set[str] = set()

    def scopes(self) -> tuple[Scope, ...]:
        """Return the scopes of units, moved functions and the members of the requested cluster."""
        moved = Scope(events=(FunctionTakenOver,))
        rosters = (within(ROSTER, self.cluster, None),) if self.cluster else ()
        return (*self.names.scopes(), moved, *rosters)

    def apply(self, entry: Entry) -> None:
        """Keep the acts that change a unit or its functions, and the members of the cluster."""
        self.names.apply(entry)
        match entry.event:
            case RosterRecorded() as event if event.cluster == self.cluster:
                self.belonged.update(event.units)
            case RosterReported() as event if event.cluster == self.cluster:
                self.belonged.update(event.further)
            case UnitJoined() as event if event.cluster == self.cluster:
                self.belonged.add(event.unit)
            case event if act_of(event) and happened(event, self.on):
                self.entries.append(entry)

    def rows(self) -> tuple[LineageRow, ...]:
        """Return the rows by day, then in the order of typing."""
        rows = [lineage_row(entry, self.names) for entry in self.entries]
        asked = {self.unit} if self.unit else self.belonged if self.cluster else None
        kin = _kin(rows, asked) if asked is not None else None
        shown = (row for row in rows if kin is None or kin & _units(row))
        ordered = sorted(shown, key=lambda row: (row.on, row.position))
        return tuple(row for row in ordered if self.year in (None, row.on.year))


def lineage_row(entry: Entry, names: Names) -> LineageRow:
    """Return the row of an act, with the names on the eve of it and on its day.

    Args:
        entry: The entry of one of the six acts.
        names: The names of units, with this act folded into them.
    """
    event = entry.event
    day: date = getattr(event, "on", date.max)
    before, after = _sides(event)
    return LineageRow(
        on=day,
        act=act_of(event) or "renamed",
        predecessors=tuple(UnitName(unit=u, name=names.unit(u, _eve(day))) for u in before),
        successors=tuple(UnitName(unit=u, name=names.unit(u, day)) for u in after),
        function=getattr(event, "function", ""),
        position=entry.position,
        source=grade(entry),
        source_title=entry.source.title,
        source_on=entry.source.on,
    )


def act_of(event: Event) -> Turned | None:
    """Return which of the six acts an event is, if any."""
    match event:
        case UnitRenamed():
            return "renamed"
        case FunctionTakenOver():
            return "function-taken-over"
    return ENDINGS.get(type(event)) if isinstance(event, LIFE) else None


def _sides(event: Event) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the units before and after; a unit that absorbs another is on both sides."""
    match event:
        case UnitRenamed(unit=unit):
            return (unit,), (unit,)
        case FunctionTakenOver(unit=unit, into=into):
            return (unit,), (into,)
        case UnitDissolved(unit=unit):
            return (unit,), ()
    gone, living = ended(event), heirs(event)
    takes_in = act_of(event) == "absorbed"
    return (*gone, *living) if takes_in else gone, living


def _eve(day: date) -> date:
    """Return the day before: names change on the day itself."""
    return date.fromordinal(day.toordinal() - 1) if day > date.min else day


def _units(row: LineageRow) -> set[str]:
    return {one.unit for one in (*row.predecessors, *row.successors)}


def _kin(rows: Iterable[LineageRow], asked: set[str]) -> set[str]:
    """Return the units asked for, those they came of, and those that came of them.

    A function that moved makes no unit an ancestor.
    """
    acts = [row for row in rows if row.act != "function-taken-over"]
    up, down = set(asked), set(asked)
    for _ in acts:
        for row in acts:
            went, came = ({one.unit for one in side} for side in (row.predecessors, row.successors))
            up |= went if up & came else set()
            down |= came if down & went else set()
    return up | down
