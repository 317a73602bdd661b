"""Who is at a meeting, and when: units arrive, leave and come back (điểm danh, đến, về).

A unit is present in intervals that never overlap. Who is away may have given its vote in writing,
or a proxy. Times may be unknown; the order of the facts is that of happening.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Literal, TypeAlias

from msgspec import Struct

from events.command import History
from events.errors import refuse
from events.event import Clock, Code, Entry, Event, Remark, Scope
from events.invariants import uphold
from events.meeting_facts import Addable, dependencies, presence_key
from events.meetings import AddToMeeting, MeetingOpened, UnitsAttended, opening
from events.procedures import MATTERS, ProcedureSet, rule_for

Mode: TypeAlias = Literal["room", "online"]
"""trực tiếp, trực tuyến."""
Notice: TypeAlias = Literal["not-recorded", "with-notice", "without-notice"]
"""chưa ghi, có phép, không phép."""
AwayVote: TypeAlias = Literal["", "written", "proxy"]
"""ý kiến bằng văn bản, ủy quyền."""
State: TypeAlias = Literal["present", "left", "absent"]


class UnitArrived(Addable, tag="unit-arrived"):
    """A unit came to the meeting, or came back (đơn vị đến dự, trở lại).

    Attributes:
        at: When it came; empty where it is unknown.
        person: Who represents it.
        office: The office of that person.
        substitute_for: Whose place that person takes (dự thay).
        mode: In the room or online.
        point: The connected place from which it takes part (điểm cầu).
    """

    unit: Code
    at: Clock = ""
    person: Remark = ""
    office: Remark = ""
    substitute_for: Remark = ""
    mode: Mode = "room"
    point: Remark = ""

    living: ClassVar[tuple[str, ...]] = ("unit",)

    def claims(self) -> Iterable[str]:
        return (presence_key(self.meeting, self.unit),)

    def depends_on(self) -> Iterable[str]:
        return dependencies(self, self.unit)

    def attending(self) -> Iterable[tuple[str, bool, str]]:
        return ((presence_key(self.meeting, self.unit), True, self.at),)


class _Away(Addable):
    """What is known of a unit that is not there.

    Attributes:
        vote: Whether it voted in writing or gave a proxy.
        proxy: The unit that votes for it.
        note: What else is known, as the reason.
    """

    unit: Code
    vote: AwayVote = ""
    proxy: Code | None = None
    note: Remark = ""

    living: ClassVar[tuple[str, ...]] = ("unit", "proxy")

    def depends_on(self) -> Iterable[str]:
        return dependencies(self, self.unit, self.proxy)


class UnitDeparted(_Away, tag="unit-departed"):
    """A unit left the meeting (đơn vị về, rời hội nghị); `at` is empty where unknown."""

    at: Clock = ""

    def depends_on(self) -> Iterable[str]:
        return (*super().depends_on(), presence_key(self.meeting, self.unit))

    def releases(self) -> Iterable[str]:
        return (presence_key(self.meeting, self.unit),)

    def attending(self) -> Iterable[tuple[str, bool, str]]:
        return ((presence_key(self.meeting, self.unit), False, self.at),)


class UnitAbsent(_Away, tag="unit-absent"):
    """A unit did not come (đơn vị vắng); what is recorded last of it counts."""

    notice: Notice = "not-recorded"


PRESENCE = (MeetingOpened, UnitsAttended, UnitArrived, UnitDeparted, UnitAbsent)
"""The events from which it follows who is at a meeting."""


class Attendance(Struct, frozen=True, kw_only=True):
    """What is known last of a unit at a meeting.

    Attributes:
        state: Whether it is there, has left, or did not come.
        vote: How it votes although it is away; empty where it does not.
        proxy: The unit that votes for it.
        at: When it left; empty where that is unknown.
    """

    state: State
    vote: AwayVote = ""
    proxy: str | None = None
    at: str = ""


class PresentUnits(Struct, frozen=True, kw_only=True):
    """The units that take part at a moment of a meeting, each once, in the order of the facts.

    Attributes:
        present: Those that are there, in the room or online.
        written: Those away that voted in writing.
        proxies: Those away that gave a proxy -> the unit that votes for them; None where unknown.
    """

    present: tuple[str, ...]
    written: tuple[str, ...] = ()
    proxies: dict[str, str | None] = {}

    @property
    def by_proxy(self) -> tuple[str, ...]:
        """Those for whom another unit can vote: a unit that is not there does not."""
        held = self.proxies.items()
        return tuple(unit for unit, by in held if by is None or by in self.present)

    def taking_part(self, *, written: bool, proxies: bool) -> tuple[str, ...]:
        """Return those who are there, then those away whose vote the rule counts.

        Args:
            written: Whether the rule counts votes in writing.
            proxies: Whether the rule counts proxies.
        """
        away = (*(self.written if written else ()), *(self.by_proxy if proxies else ()))
        return (*self.present, *away)


def presence_of(meeting: str) -> Scope:
    """Return the scope of who is at a meeting, for boundaries."""
    return Scope((f"meeting:{meeting}",), PRESENCE)


def attendance(entries: Iterable[Entry], meeting: str) -> dict[str, Attendance]:
    """Return the unit -> what is known last of it, of all units of which something is known.

    Args:
        entries: The entries in force, in their order.
        meeting: The code of the meeting.
    """
    found: dict[str, Attendance] = {}
    for event in (entry.event for entry in entries):
        if getattr(event, "meeting", None) != meeting:
            continue
        match event:
            case UnitsAttended(units=units):
                found |= dict.fromkeys(units, Attendance(state="present"))
            case UnitArrived(unit=unit):
                found[unit] = Attendance(state="present")
            case UnitDeparted(unit=unit, vote=vote, proxy=proxy, at=at):
                found[unit] = Attendance(state="left", vote=vote, proxy=proxy, at=at)
            case UnitAbsent(unit=unit, vote=vote, proxy=proxy):
                found[unit] = Attendance(state="absent", vote=vote, proxy=proxy)
    return found


def present_units(history: History, meeting: str) -> PresentUnits | None:
    """Return who takes part at the end of the history, or at the place of what is corrected.

    Args:
        history: The history, with the scope `presence_of`.
        meeting: The code of the meeting.

    Returns:
        None where the ledger does not say of any unit whether it is there.
    """
    known = attendance(history.so_far(), meeting)
    if not known:
        return None
    return PresentUnits(
        present=tuple(unit for unit, last in known.items() if last.state == "present"),
        written=tuple(unit for unit, last in known.items() if last.vote == "written"),
        proxies={unit: last.proxy for unit, last in known.items() if last.vote == "proxy"},
    )


class _OfPresence(AddToMeeting):
    """What the acts about the presence of one unit have in common."""

    unit: Code

    def boundary(self) -> tuple[Scope, ...]:
        return (*super().boundary(), presence_of(self.meeting))

    def known(self, history: History) -> Attendance | None:
        """Return what is known last of the unit."""
        return attendance(history.so_far(), self.meeting).get(self.unit)


class RecordArrival(_OfPresence):
    """Record that a unit came or came back (ghi đơn vị đến)."""

    at: Clock = ""
    person: Remark = ""
    office: Remark = ""
    substitute_for: Remark = ""
    mode: Mode = "room"
    point: Remark = ""

    def decide(self, history: History) -> list[Event]:
        """The unit is not there yet, and does not come before it last left."""
        here, known = self.here(history), self.known(history)
        refuse(known and known.state == "present", "already-present", unit=self.unit)
        return uphold(history, self.fact(UnitArrived, **here))


class _RecordAway(_OfPresence):
    """What the acts about a unit that is away have in common."""

    vote: AwayVote = ""
    proxy: Code | None = None
    note: Remark = ""

    def boundary(self) -> tuple[Scope, ...]:
        return (*super().boundary(), *self._rules())

    def _rules(self) -> tuple[Scope, ...]:
        """Return the rules on proxies, which are of the cluster of the meeting: all clusters'."""
        return (Scope(events=(ProcedureSet,)),) if self.vote == "proxy" else ()

    def usual(self, history: History) -> None:
        """A rule of the cluster lets a unit vote for another.

        Raises:
            Refused: `proxy-not-allowed`; a reason makes it acceptable.
        """
        meeting = opening(history, self.meeting)
        years = (meeting.year, meeting.year + 1)
        rules = [rule_for(history, meeting.cluster, of, one) for of in years for one in MATTERS]
        barred = self.vote == "proxy" and not any(rule.proxies for rule in rules)
        refuse(barred, "proxy-not-allowed", unit=self.unit)

    def _units(self) -> tuple[str, ...]:
        return (self.unit, self.proxy) if self.proxy else (self.unit,)

    def checked(self) -> None:
        """Refuse a proxy that is none.

        Raises:
            Refused: `proxy-for-itself`, `proxy-without-vote`.
        """
        refuse(self.proxy == self.unit, "proxy-for-itself", unit=self.unit)
        refuse(self.proxy and self.vote != "proxy", "proxy-without-vote", unit=self.unit)


class RecordDeparture(_RecordAway):
    """Record that a unit left (ghi đơn vị về)."""

    at: Clock = ""

    def decide(self, history: History) -> list[Event]:
        """The unit is there, and does not leave before it came."""
        self.checked()
        here, known = self.here(history), self.known(history)
        refuse(known is None or known.state != "present", "not-present", unit=self.unit)
        return uphold(history, self.fact(UnitDeparted, **here))


class RecordAbsence(_RecordAway):
    """Record that a unit did not come (ghi đơn vị vắng)."""

    notice: Notice = "not-recorded"

    def decide(self, history: History) -> list[Event]:
        """The unit did not come at all: a unit that came and left is not absent."""
        self.checked()
        here, known = self.here(history), self.known(history)
        refuse(known and known.state != "absent", "came-already", unit=self.unit)
        return uphold(history, self.fact(UnitAbsent, **here))
