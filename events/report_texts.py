"""What a cluster writes itself in the report on a year, section by section (báo cáo tổng kết)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Literal, TypeAlias

from events.clusters import known_cluster, life_of_cluster
from events.command import Command, History
from events.errors import refuse
from events.event import Code, Event, Prose, Scope, Year

ReportSection: TypeAlias = Literal["I", "II", "III", "IV"]
"""Đặc điểm, tình hình; kết quả phong trào; khen thưởng; phương hướng, nhiệm vụ."""


class ReportTextWritten(Event, tag="report-text-written"):
    """The text of a section of the report on a year was written (lời của báo cáo tổng kết).

    Written again, it takes the place of the text before.

    Attributes:
        section: The section of the report.
        text: Paragraphs, one a line.
    """

    cluster: Code
    year: Year
    section: ReportSection
    text: Prose

    ahead: ClassVar[int] = 1

    def depends_on(self) -> Iterable[str]:
        return (f"cluster:{self.cluster}",)


def report_texts(history: History, cluster: str, year: int) -> dict[ReportSection, str]:
    """Return section -> its text as it was written last, in the order of the sections.

    Args:
        history: The history, with the texts of the cluster's year.
        cluster: The code of the cluster.
        year: The year of the report.
    """
    written = [e for e in history.of(ReportTextWritten) if (e.cluster, e.year) == (cluster, year)]
    return dict(sorted({e.section: e.text for e in written}.items()))


class WriteReportText(Command):
    """Write a section of the report on a year (ghi lời một phần của báo cáo)."""

    cluster: Code
    year: Year
    section: ReportSection
    text: Prose

    def boundary(self) -> tuple[Scope, ...]:
        texts = Scope((f"cluster:{self.cluster}/{self.year}",), (ReportTextWritten,))
        return (life_of_cluster(self.cluster), texts)

    def decide(self, history: History) -> list[Event]:
        """Of a known cluster, and another text than that before.

        Raises:
            Refused: `report-text-same`, `unknown-cluster` and others.
        """
        known_cluster(history, self.cluster, self.year)
        same = report_texts(history, self.cluster, self.year).get(self.section) == self.text
        refuse(same, "report-text-same")
        return [self.fact(ReportTextWritten)]
