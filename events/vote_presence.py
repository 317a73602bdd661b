"""Who takes part in a vote that was not opened: the units at the meeting at which it is taken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from events.command import History
from events.event import Scope
from events.meetings import (
    MeetingClosed,
    MeetingOpened,
    MeetingReopened,
    UnitsAttended,
    closing,
    closings,
)
from events.presence import PRESENCE, UnitArrived, present_units
from events.procedures import VotingRule
from events.rosters import electorate

AT_VOTE = (*PRESENCE, MeetingClosed, MeetingReopened)
"""The events from which it follows who takes part."""


def presence_at_votes(cluster: str, years: Sequence[int]) -> tuple[Scope, ...]:
    """Return the scopes of the meetings on these years, and of who is at them.

    Args:
        cluster: The code of the cluster.
        years: The calendar years on which the meetings report.
    """
    return tuple(Scope((f"cluster:{cluster}/{year}",), AT_VOTE) for year in years)


class TakingPart(Struct, frozen=True, kw_only=True):
    """The units that take part in a vote.

    Attributes:
        units: All of them.
        written: Those of them that vote in writing.
        proxies: Those of them that vote by proxy.
        certain: Whether none of them can have left before the vote.
    """

    units: frozenset[str]
    written: frozenset[str] = frozenset()
    proxies: frozenset[str] = frozenset()
    certain: bool = True


def numbers_of(found: TakingPart) -> dict[str, int | None]:
    """Return how many take part, as fields of the course of a vote."""
    written, by_proxy = len(found.written) or None, len(found.proxies) or None
    return {"present": len(found.units), "written": written, "by_proxy": by_proxy}


def taking_part(
    history: History, cluster: str, years: Sequence[int], on: date | None, rule: VotingRule
) -> TakingPart | None:
    """Return the units that take part, with those away that the rule allows to vote.

    In a meeting that is open these are the units there now; of a meeting that is closed all that
    came, because some may have left after the vote.

    Args:
        history: The history, with `presence_at_votes` and all rosters of the cluster.
        cluster: The code of the cluster.
        years: The calendar years whose members may vote.
        on: The day of the vote; None where it is unknown.
        rule: The rule of the vote.

    Returns:
        None where no meeting of that day is recorded, or its presence is not recorded.
    """
    found = _meeting(history, cluster, years, on)
    here = present_units(history, found.meeting) if found else None
    if found is None or here is None:
        return None
    now = frozenset(here.taking_part(written=rule.written, proxies=rule.proxies))
    closed = closing(history.so_far(), found.meeting)
    there = now | came(history, found.meeting) if closed else now
    members = {unit for year in years for unit in electorate(history, cluster, year)}
    units = there & members if members else there
    away = units - {*here.present} - (there - now)
    return TakingPart(
        units=units,
        written=away & {*here.written},
        proxies=away & {*here.proxies},
        certain=there == now,
    )


def came(history: History, meeting: str) -> set[str]:
    """Return the units that were at a meeting at any time.

    Args:
        history: The history, with the presence at the meeting.
        meeting: The code of the meeting.
    """
    found: set[str] = set()
    for event in history.of(UnitsAttended, UnitArrived):
        if event.meeting == meeting:
            found |= {*event.units} if isinstance(event, UnitsAttended) else {event.unit}
    return found


def most_present(
    history: History, cluster: str, years: Sequence[int], on: date | None
) -> int | None:
    """Return how many units came to the meeting of a day, else to the best attended meeting.

    Args:
        history: The history, with the meetings and the presence at them.
        cluster: The code of the cluster.
        years: The calendar years on which the meetings report.
        on: The day; None where it is unknown.
    """
    held = [e for e in history.of(MeetingOpened) if e.cluster == cluster and e.year in years]
    counts = [(e.on, len(units)) for e in held if (units := came(history, e.meeting))]
    same = [count for day, count in counts if on and day == on]
    return max(same or (count for _, count in counts), default=None)


def _meeting(
    history: History, cluster: str, years: Sequence[int], on: date | None
) -> MeetingOpened | None:
    """Return the meeting of that day, an open meeting first; without a day the open meeting."""
    held = [e for e in history.of(MeetingOpened) if e.cluster == cluster and e.year in years]
    closed = closings(history.so_far())
    still = [opened for opened in held if opened.meeting not in closed]
    found = [opened for opened in (*still, *held) if opened.on == on] if on else still
    return next(iter(found), None)
