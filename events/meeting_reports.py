"""Reports that are presented to a meeting (trình bày báo cáo)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from events.command import History
from events.event import Code, Event, Line, Remark
from events.meeting_facts import Addable, dependencies
from events.meetings import AddToMeeting


class ReportPresented(Addable, tag="report-presented"):
    """A report was presented to the meeting (trình bày báo cáo)."""

    version: ClassVar[int] = 2

    title: Line
    unit: Code | None = None
    presenter: Remark = ""
    position: Remark = ""
    draft: bool = False

    living: ClassVar[tuple[str, ...]] = ("unit",)

    def depends_on(self) -> Iterable[str]:
        return dependencies(self, self.unit)


class PresentReport(AddToMeeting):
    """Record a report as presented (ghi báo cáo được trình bày)."""

    title: Line
    unit: Code | None = None
    presenter: Remark = ""
    position: Remark = ""
    draft: bool = False

    def decide(self, history: History) -> list[Event]:
        """The meeting and the unit exist."""
        return [self.fact(ReportPresented, **self.here(history))]
