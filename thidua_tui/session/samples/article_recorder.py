"""One article as acts, and what articles have in common: units, a cluster, a meeting, its end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from events.clusters import ClusterKind, FoundCluster
from events.event import Command, Source
from events.founding import FoundUnit
from events.meetings import CloseMeeting, MeetingKind, OpenMeeting

TITLES: Mapping[MeetingKind, str] = {
    "year-end": "Hội nghị tổng kết năm {year}",
    "compact": "Ký kết giao ước thi đua năm {year}",
    "appraisal": "Bình xét thi đua năm {year}",
}
"""A name for a meeting that its article gives no name."""


class Record(NamedTuple):
    """An article and its acts; `meeting` is the meeting that it reports, or empty."""

    code: str
    article: str
    acts: tuple[Command, ...]
    on: date | None = None
    meeting: str = ""

    @property
    def source(self) -> Source:
        """The newspaper, as the source of every act."""
        return Source(kind="newspaper", title=self.article, on=self.on)


def units(place: str, names: Mapping[str, str]) -> tuple[Command, ...]:
    """Units as the article calls them; the place distinguishes units of the same name."""
    return tuple(
        FoundUnit(unit=code, name=f"{name} {place}".strip(), short=name if place else "")
        for code, name in names.items()
    )


def bloc(code: str, name: str, place: str, kind: ClusterKind = "khoi") -> FoundCluster:
    """A cluster of a province."""
    return FoundCluster(cluster=code, name=name, kind=kind, place=place)


def meeting(
    code: str, cluster: str, year: int, kind: MeetingKind, on: date | None = None, title: str = ""
) -> OpenMeeting:
    """A meeting; its day only where the article gives it."""
    named = title or TITLES[kind].format(year=year)
    return OpenMeeting(meeting=code, cluster=cluster, year=year, title=named, kind=kind, on=on)


def end(code: str) -> CloseMeeting:
    """The end of a meeting that is long over."""
    return CloseMeeting(meeting=code)
