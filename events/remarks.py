"""Remarks at a meeting, of units that are there (ghi ý kiến phát biểu)."""

from __future__ import annotations

from events.command import History
from events.errors import refuse
from events.event import Clock, Code, Event, Prose, Remark, Scope
from events.meeting_kinds import RemarkKind
from events.meetings import AddToMeeting, RemarkRecorded
from events.presence import attendance, presence_of
from events.shared_checks import in_order


class RecordRemark(AddToMeeting):
    """Record a remark (ghi ý kiến)."""

    kind: RemarkKind = "opinion"
    speaker: Remark = ""
    unit: Code | None = None
    text: Prose
    at: Clock = ""
    until: Clock = ""

    def boundary(self) -> tuple[Scope, ...]:
        return (*super().boundary(), presence_of(self.meeting))

    def decide(self, history: History) -> list[Event]:
        """The text is not empty, and the speaker does not end before beginning."""
        refuse(not self.text, "nothing-said")
        in_order(self.at, self.until)
        return [self.fact(RemarkRecorded, **self.here(history))]

    def usual(self, history: History) -> None:
        """The unit is there: it did not leave before it spoke, and is not absent.

        A unit that is away and sends its opinion in writing may have a remark.

        Raises:
            Refused: `remark-of-absent-unit`, `remark-of-unit-away`.
        """
        last = attendance(history.so_far(), self.meeting).get(self.unit or "")
        if last is None or last.state == "present" or last.vote == "written" or self.addendum:
            return
        before = bool(self.at and last.at) and self.at <= last.at
        refuse(last.state == "absent", "remark-of-absent-unit", unit=self.unit)
        refuse(not before, "remark-of-unit-away", unit=self.unit, at=last.at or None)
