"""Roles of a meeting: who chairs it with others, hosts it, keeps its minutes, counts votes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Literal, TypeAlias

from events.collation import bare
from events.command import History
from events.errors import refuse
from events.event import Code, Event, Remark, Scope
from events.invariants import uphold
from events.meeting_facts import Addable, dependencies
from events.meetings import AddToMeeting
from events.minutes_events import SignerRole

MeetingRole: TypeAlias = Literal["chair", "co-chair", "host", "secretary", "presenter", "teller"]
"""chủ trì, đồng chủ trì, đăng cai, thư ký, trình bày, kiểm phiếu."""
SIGNS: dict[MeetingRole, SignerRole] = {
    "secretary": "secretary",
    "chair": "chair",
    "co-chair": "co-chair",
}
"""Role at a meeting -> the role in which its holder signs the minutes; the secretary is first."""


class MeetingRoleGiven(Addable, tag="meeting-role-given"):
    """A unit or a person had a role at a meeting (chủ trì, đồng chủ trì, thư ký…).

    Attributes:
        held: The role.
        unit: The unit that has it, or to which the person belongs; None where not given.
        person: The person; empty where not given.
        office: The office of the person.
    """

    version: ClassVar[int] = 2

    held: MeetingRole
    unit: Code | None = None
    person: Remark = ""
    office: Remark = ""

    living: ClassVar[tuple[str, ...]] = ("unit",)

    def claims(self) -> Iterable[str]:
        whose = f"{self.unit or ''}/{bare(self.person)}"
        return (f"meeting-role:{self.meeting}/{self.held}/{whose}",)

    def depends_on(self) -> Iterable[str]:
        return dependencies(self, self.unit)


class GiveMeetingRole(AddToMeeting):
    """Record who has a role at a meeting (ghi chủ trì, thư ký hội nghị)."""

    held: MeetingRole
    unit: Code | None = None
    person: Remark = ""
    office: Remark = ""

    def boundary(self) -> tuple[Scope, ...]:
        about = Scope((f"meeting:{self.meeting}",), (MeetingRoleGiven,))
        return (*super().boundary(), about)

    def decide(self, history: History) -> list[Event]:
        """A unit or a person is named, once in each role."""
        here = self.here(history)
        refuse(not (self.unit or self.person), "no-unit-or-person")
        fact = self.fact(MeetingRoleGiven, **here)
        known = {key for event in history.of(MeetingRoleGiven) for key in event.claims()}
        refuse(any(key in known for key in fact.claims()), "meeting-role-given")
        return uphold(history, fact)
