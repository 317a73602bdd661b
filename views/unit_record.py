"""The record of a unit over the years: clusters, roles, places, awards, and its own changes."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Literal

from msgspec import Struct

from events.awards import AWARDS, AwardGranted
from events.event import Entry, Event, Scope, concerned, fields_of, name_of
from events.holds import HOLDS, held
from events.membership import ROSTER
from events.reorganisation import FunctionTakenOver
from events.result_events import RESULT, ResultWithdrawn, adopted
from events.roles import ROLES, HeadElected
from events.sheet_events import SHEETS, SheetState, sheet_states
from events.text import sort_key
from events.units import LIFE
from views.award_states import AwardState, courses, state_of
from views.cluster_years import ClusterYears, OfUnit, within
from views.leadership import RoleShown, tenures
from views.roster import stays


class RoleHeld(Struct, frozen=True, kw_only=True):
    """A role that the unit held in the year."""

    role: RoleShown
    rank: int | None
    since: date | None
    until: date | None
    over: bool


class AwardHeld(Struct, frozen=True, kw_only=True):
    """An award that the unit was nominated for, and the state of the nomination."""

    form: str
    state: AwardState
    number: str
    decided_on: date | None


class UnitYear(OfUnit, frozen=True, kw_only=True):
    """A unit's year in a cluster, named as at the year's end.

    `member` says that the year's roster names it, `left` that it left in the course of the year.
    `hold` says that its consideration is on hold, `sheet` how far its score sheet is; null for
    none and for a sheet of which no step is recorded.
    """

    member: bool
    left: bool
    roles: tuple[RoleHeld, ...]
    place: int | None
    tied: bool
    awards: tuple[AwardHeld, ...]
    hold: Literal["held", "knocked-out"] | None = None
    sheet: SheetState | None = None


class Turn(Struct, frozen=True, kw_only=True):
    """A change of the unit itself; `event` is the stored name of the fact, `facts` its fields."""

    on: date | None
    event: str
    position: int
    facts: dict[str, Any]


class UnitRecord(ClusterYears):
    """The record of one unit, or of every unit of which anything is known.

    Args:
        unit: The code of the unit; None for every unit.
        cluster: The code of a cluster; None for all.
        year: The year; None for all.
        on: The last day to look at: facts dated later are ignored; None for no limit.
    """

    kinds: ClassVar[tuple[type[Event], ...]] = (*ROSTER, *ROLES, *RESULT, *AWARDS, *HOLDS, *SHEETS)

    def __init__(
        self,
        unit: str | None = None,
        cluster: str | None = None,
        year: int | None = None,
        on: date | None = None,
    ) -> None:
        super().__init__(cluster, year, on)
        self.unit, self.every = unit or "", unit is None
        self.life: list[Turn] = []

    def scopes(self) -> tuple[Scope, ...]:
        """Return scopes of the unit, and of ends of acting roles and results that name no unit."""
        kinds: tuple[type[Event], ...] = (*self.kinds, *LIFE, FunctionTakenOver)
        others = Scope(events=(HeadElected, ResultWithdrawn))
        if self.every:
            return (*self.names.scopes(), within(self.kinds, self.cluster, self.year))
        return (*self.names.scopes(), Scope((f"unit:{self.unit}",), kinds), others)

    def apply(self, entry: Entry) -> None:
        """Keep the unit's years, and the changes of the unit itself."""
        super().apply(entry)
        event = entry.event
        lived = isinstance(event, (*LIFE, FunctionTakenOver))
        if lived and ("unit", self.unit) in concerned(event):
            facts = fields_of(event)
            on, position = getattr(event, "on", None), entry.position
            turn = Turn(on=on, event=name_of(event), position=position, facts=facts)
            self.life.append(turn)

    def rows(self) -> tuple[UnitYear, ...]:
        """Return one row per unit, year and cluster in which anything of the unit is known."""
        keys = sorted(self.keys(), key=lambda key: (key[1], key[0]))
        rows = (self._row(unit, cluster, year) for unit in self._units() for cluster, year in keys)
        return tuple(r for r in rows if r.member or r.roles or r.place or r.awards)

    def _units(self) -> list[str]:
        """Return the unit asked for, or all that these years name."""
        if not self.every:
            return [self.unit]
        entries = (entry for year in self.years.values() for entry in year)
        named = (code for e in entries for kind, code in concerned(e.event) if kind == "unit")
        return sorted(dict.fromkeys(named), key=lambda unit: sort_key(self.names.unit(unit)))

    def _row(self, unit: str, cluster: str, year: int) -> UnitYear:
        history = self.history(cluster, year)
        stay = stays(history).get(unit)
        result = adopted(history, cluster, year)
        given = [place.place for place in result.places] if result else []
        mine = [p.place for p in result.places if p.unit == unit] if result else []
        place = mine[0] if mine else None
        return UnitYear(
            **self.year_fields(cluster, year),
            **self.names.unit_fields(unit, self.day(year)),
            member=stay is not None,
            left=stay is not None and stay.left,
            roles=self._roles(unit, cluster, year),
            place=place,
            tied=given.count(place or 0) > 1,
            awards=self._awards(unit, cluster, year),
            hold=self._hold(unit, cluster, year),
            sheet=sheet_states(history, cluster, year).get(unit),
        )

    def _hold(self, unit: str, cluster: str, year: int) -> Literal["held", "knocked-out"] | None:
        hold = held(self.history(cluster, year), cluster, year).get(unit)
        if hold is None:
            return None
        return "knocked-out" if hold.ground == "knock-out" else "held"

    def _roles(self, unit: str, cluster: str, year: int) -> tuple[RoleHeld, ...]:
        return tuple(
            RoleHeld(role=t.role, rank=t.rank, since=t.since, until=t.until, over=t.over)
            for t in tenures(self.years[cluster, year])
            if t.unit == unit
        )

    def _awards(self, unit: str, cluster: str, year: int) -> tuple[AwardHeld, ...]:
        found = (c for c in courses(self.years[cluster, year]) if c[0].unit == unit)
        return tuple(
            AwardHeld(
                form=course[0].form,
                state=state_of(course),
                number=next((e.number for e in course if isinstance(e, AwardGranted)), ""),
                decided_on=next((e.on for e in course if isinstance(e, AwardGranted)), None),
            )
            for course in found
        )
