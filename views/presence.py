"""Who was at a meeting, and when: each unit with the intervals in which it was present."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from events.command import History
from events.event import Entry, Scope
from events.meetings import MeetingOpened, UnitsAttended, opening
from events.presence import (
    PRESENCE,
    AwayVote,
    Mode,
    Notice,
    State,
    UnitAbsent,
    UnitArrived,
    UnitDeparted,
)
from events.rosters import electorate, rosters_of
from views.cluster_years import ClusterYears, OfUnit
from views.names import Names, UnitName


class Stay(Struct, frozen=True, kw_only=True):
    """An interval in which a unit was present, or that it was absent; times are HH:MM or empty.

    Attributes:
        state: Whether the unit is still there, has left, or did not come.
        position: The entry that is the last about it, from 1.
        since: When it came.
        until: When it left.
        person: Who represented it, in which `office`, and in the place of whom.
        mode: In the room or online; `point` is the connected place.
        vote: How it votes although it is away; `proxy` is the unit that votes for it.
        notice: Of an absence, whether it was with notice; `note` is what else is known.
    """

    state: State
    position: int
    since: str = ""
    until: str = ""
    person: str = ""
    office: str = ""
    substitute_for: str = ""
    mode: Mode = "room"
    point: str = ""
    vote: AwayVote = ""
    proxy: str | None = None
    notice: Notice = "not-recorded"
    note: str = ""


class PresenceRow(OfUnit, frozen=True, kw_only=True):
    """A stay of a unit at a meeting, the `nth` of it; `state` and the rest as of `Stay`."""

    meeting: str
    meeting_title: str
    nth: int
    state: State
    since: str
    until: str
    person: str
    office: str
    substitute_for: str
    mode: Mode
    point: str
    vote: AwayVote
    proxy: UnitName | None
    notice: Notice
    note: str


def stays(entries: Iterable[Entry], meeting: str) -> dict[str, list[Stay]]:
    """Return the unit -> its stays at a meeting, in the order of the facts; no unit twice.

    Args:
        entries: The entries in force, in their order.
        meeting: The code of the meeting.
    """
    found: dict[str, list[Stay]] = {}
    for entry in entries:
        event, at = entry.event, entry.position
        if getattr(event, "meeting", None) != meeting:
            continue
        match event:
            case UnitsAttended(units=units, who=who):
                for unit in units:
                    _came(
                        found.setdefault(unit, []), Stay(state="present", position=at, person=who)
                    )
            case UnitArrived():
                _came(found.setdefault(event.unit, []), _arrival(event, at))
            case UnitDeparted():
                of = found.setdefault(event.unit, [])
                before = of.pop() if of else Stay(state="left", position=at)
                of.append(
                    replace(
                        before,
                        state="left",
                        position=at,
                        until=event.at,
                        vote=event.vote,
                        proxy=event.proxy,
                        note=event.note,
                    )
                )
            case UnitAbsent():
                found[event.unit] = [_absence(event, at)]
    return found


def _came(of: list[Stay], stay: Stay) -> None:
    """Begin a stay; who is there already is only named better, who was absent came after all."""
    if of and of[-1].state == "present":
        of[-1] = replace(of[-1], person=stay.person or of[-1].person, position=stay.position)
    elif of and of[-1].state == "absent":
        of[-1] = stay
    else:
        of.append(stay)


def _arrival(event: UnitArrived, position: int) -> Stay:
    return Stay(
        state="present",
        position=position,
        since=event.at,
        person=event.person,
        office=event.office,
        substitute_for=event.substitute_for,
        mode=event.mode,
        point=event.point,
    )


def _absence(event: UnitAbsent, position: int) -> Stay:
    return Stay(
        state="absent",
        position=position,
        vote=event.vote,
        proxy=event.proxy,
        notice=event.notice,
        note=event.note,
    )


class Presence(ClusterYears):
    """The stays of units at the meetings of a year, by meeting.

    Args:
        cluster: The code of a cluster; None for all.
        year: The year on which the meetings report; None for all.
        on: The last day to look at; None for no limit.
    """

    kinds = PRESENCE

    def rows(self) -> tuple[PresenceRow, ...]:
        """Return one row per stay."""
        return tuple(
            row
            for cluster, year in self.keys()
            for opened in self.history(cluster, year).of(MeetingOpened)
            for row in self._of(opened)
        )

    def _of(self, opened: MeetingOpened) -> Iterable[PresenceRow]:
        day, kept = opened.on or opened.year, self.years[opened.cluster, opened.year]
        for unit, found in stays(kept, opened.meeting).items():
            for nth, stay in enumerate(found, 1):
                more = {name: getattr(stay, name) for name in Stay.__struct_fields__}
                more |= {"proxy": self.names.called(stay.proxy, day) if stay.proxy else None}
                del more["position"]
                yield PresenceRow(
                    **self.year_fields(opened.cluster, opened.year),
                    **self.names.unit_fields(unit, day),
                    meeting=opened.meeting,
                    meeting_title=opened.title,
                    nth=nth,
                    **more,
                )


class UnitAtMeeting(Struct, frozen=True, kw_only=True):
    """A unit of a roll call: the last that is known of it, None where nothing is recorded."""

    unit: UnitName
    member: bool
    stay: Stay | None


class RollCall:
    """The units of one meeting: its members in the order of the roster, then others that came.

    Args:
        cluster: The code of the cluster.
        meeting: The code of the meeting.
    """

    def __init__(self, cluster: str, meeting: str) -> None:
        self.cluster, self.meeting = cluster, meeting
        self.names = Names()
        self.kept: list[Entry] = []

    def scopes(self) -> tuple[Scope, ...]:
        """Return the scopes of names, members, and who is at the meeting."""
        about = Scope((f"meeting:{self.meeting}",), PRESENCE)
        return (*self.names.scopes(), about, rosters_of(self.cluster))

    def apply(self, entry: Entry) -> None:
        """Keep names, rosters and the facts of presence."""
        self.names.apply(entry)
        self.kept.append(entry)

    @property
    def history(self) -> History:
        """What was kept, as decisions read it."""
        return History(self.kept, date.max)

    def opened(self) -> MeetingOpened:
        """Return the opening of the meeting."""
        return opening(self.history, self.meeting)

    def units(self) -> tuple[UnitAtMeeting, ...]:
        """Return one row per unit."""
        opened, known = self.opened(), stays(self.kept, self.meeting)
        members = electorate(self.history, opened.cluster, opened.year)
        units = dict.fromkeys((*members, *known))
        day = opened.on or opened.year
        return tuple(
            UnitAtMeeting(
                unit=self.names.called(unit, day),
                member=unit in members,
                stay=known[unit][-1] if unit in known else None,
            )
            for unit in units
        )
