"""How whole a year's roster is, and how many members there are: a source may name only some."""

from __future__ import annotations

from events.event import History
from events.membership import RosterRecorded, members


def whole_roster(history: History, cluster: str, year: int) -> bool:
    """Whether the year's roster was recorded, and names every member."""
    rosters = history.of(RosterRecorded)
    return any(e.complete for e in rosters if (e.cluster, e.year) == (cluster, year))


def headcount(history: History, cluster: str, year: int) -> int | None:
    """How many members there are, as far as that is known: of the whole roster, or as told."""
    if whole_roster(history, cluster, year):
        return len(members(history, cluster, year))
    rosters = history.of(RosterRecorded)
    return next((e.count for e in rosters if (e.cluster, e.year) == (cluster, year)), None)
