"""Counts of votes against what the ledger knows: the roll, the attendance, the majority.

Some contradictions are impossible and refused. Others are unusual but happen; they are recorded
with a reason, and the sentence of the fact says how the numbers fall short.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from events.command import History
from events.errors import refuse
from events.event import Scope
from events.meetings import MeetingOpened, UnitsAttended
from events.membership import RosterRecorded, UnitJoined
from events.voting import Method, Tally, plausible, shortfall

_ATTENDANCE = (MeetingOpened, UnitsAttended)
ROLL = (RosterRecorded, UnitJoined, *_ATTENDANCE)
"""The events that a count is compared with."""


class Count(Struct, frozen=True, kw_only=True):
    """A count of votes and its circumstances.

    Attributes:
        cluster: The code of the cluster.
        years: The calendar years whose members may have voted.
        votes: The count; None where votes were not counted or not recorded.
        method: How the decision was made.
        on: The day of the vote; None where it is unknown.
    """

    cluster: str
    years: tuple[int, ...]
    votes: Tally | None
    method: Method = "not-recorded"
    on: date | None = None

    def scopes(self) -> tuple[Scope, ...]:
        """Return the attendance lists that the count is compared with."""
        if self.votes is None or self.votes.of != "present":
            return ()
        return tuple(Scope((f"cluster:{self.cluster}/{year}",), _ATTENDANCE) for year in self.years)

    def possible(self, history: History) -> None:
        """A count elects somebody and stays within the roll and the attendance.

        Raises:
            Refused: `votes-for-none`, `votes-above-roll`, `votes-above-present` and others.
        """
        plausible(self.votes, self.method)
        if (votes := self.votes) is None:
            return
        refuse(votes.votes_for == 0, "votes-for-none", total=votes.total)
        roll = known_roll(history, self.cluster, self.years)
        above = votes.of in ("members", "present") and roll is not None and votes.total > roll
        refuse(above, "votes-above-roll", total=votes.total, of=votes.of, count=roll)
        came = self._came(history)
        few = votes.of == "present" and came is not None and votes.total > came
        refuse(few, "votes-above-present", total=votes.total, count=came)

    def usual(self, history: History) -> None:
        """A majority, all of a consensus, and a total that the ledger confirms.

        Raises:
            Refused: `votes-below-majority`, `consensus-not-all`, `votes-above-units`,
                `presence-not-recorded`; a reason makes each of them acceptable.
        """
        if (votes := self.votes) is None:
            return
        facts = {"votes": votes.votes_for, "total": votes.total, "of": votes.of}
        missing = shortfall(votes)
        refuse(missing, "votes-below-majority", missing=missing, **facts)
        divided = self.method == "consensus" and votes.votes_for < votes.total
        refuse(divided, "consensus-not-all", against=votes.total - votes.votes_for, **facts)
        roll = known_roll(history, self.cluster, self.years)
        many = votes.of != "not-recorded" and roll is not None and votes.total > roll
        refuse(many, "votes-above-units", count=roll, **facts)
        unknown = votes.of == "present" and self._came(history) is None
        refuse(unknown, "presence-not-recorded", **facts)

    def _came(self, history: History) -> int | None:
        """Return the units present at the meeting of that day, or at the best attended meeting."""
        days: dict[str, date | None] = {}
        came: dict[str, set[str]] = {}
        for event in history.of(*_ATTENDANCE):
            if event.cluster == self.cluster and event.year in self.years:
                if isinstance(event, MeetingOpened):
                    days[event.meeting] = event.on
                else:
                    came.setdefault(event.meeting, set()).update(event.units)
        that_day = [len(units) for at, units in came.items() if self.on and days.get(at) == self.on]
        return max(that_day or map(len, came.values()), default=None)


def known_roll(history: History, cluster: str, years: Iterable[int]) -> int | None:
    """Return the largest number of members in one of these years; None where not known.

    A year without a roster takes the latest roster before it. Units that left later are counted,
    because they may have voted before.

    Args:
        history: The history, with all rosters of the cluster.
        cluster: The code of the cluster.
        years: The calendar years.
    """
    rosters = {e.year: e for e in history.of(RosterRecorded) if e.cluster == cluster}
    found: list[int] = []
    for year in years:
        known = max((of for of in rosters if of <= year), default=None)
        if known is None:
            continue
        roster = rosters[known]
        if not roster.complete and roster.count is None:
            return None
        joined = history.of(UnitJoined)
        units = {*roster.units} | {
            e.unit for e in joined if (e.cluster, e.year) == (cluster, known)
        }
        found.append(max(len(units), roster.count or 0))
    return max(found, default=None)
