"""Opening a vote: the units entitled at that moment are kept, also when units leave later."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from events.ballots import Course
from events.command import History
from events.date_spans import Span
from events.errors import refuse
from events.event import Code, Event, Scope, Year
from events.meeting_facts import at_meeting, presence_key
from events.meetings import SESSION, MeetingOpened, closings
from events.procedures import Matter, VotingRule, needed
from events.rosters import RosterRecorded, RosterReported, UnitJoined
from events.vote_keys import opened_for, vote_key
from events.voting import Count


class VoteOpened(Event, tag="vote-opened"):
    """A matter was put to the vote, and who is entitled was settled (bắt đầu biểu quyết).

    Attributes:
        year: The year for which is decided.
        ballot: The code of the vote, one of its cluster and year.
        matter: What is put to the vote.
        units: The units that are present.
        by_proxy: The units that authorised another to vote for them.
        in_writing: The units that voted in writing.
        members: How many are entitled, present or not; None where the members are not recorded.
        held_under: The rule in force at that moment.
    """

    cluster: Code
    year: Year
    meeting: Code
    ballot: Code
    matter: Matter
    units: tuple[Code, ...]
    by_proxy: tuple[Code, ...] = ()
    in_writing: tuple[Code, ...] = ()
    members: Count | None = None
    held_under: VotingRule = VotingRule()

    ahead: ClassVar[int] = 1

    @property
    def roll(self) -> tuple[str, ...]:
        """The units that may vote, there or not."""
        return (*self.units, *self.by_proxy, *self.in_writing)

    @property
    def beginning(self) -> Course:
        """What is known of the course of the vote before its ballots."""
        return Course(
            ballot=self.ballot,
            roll=self.roll,
            rule=self.held_under,
            entitled=self.members,
            present=len(self.roll),
            written=len(self.in_writing) or None,
            by_proxy=len(self.by_proxy) or None,
        )

    def when(self, day: date | None) -> Iterable[Span]:
        return at_meeting(self.year, day)

    def dated_by(self) -> str:
        return f"meeting:{self.meeting}"

    def claims(self) -> Iterable[str]:
        return (vote_key(self.cluster, self.year, self.ballot),)

    def depends_on(self) -> Iterable[str]:
        present = (presence_key(self.meeting, unit) for unit in self.units)
        return (f"cluster:{self.cluster}", f"meeting:{self.meeting}", *present)


def openings_of(cluster: str, year: int) -> tuple[Scope, ...]:
    """Return the scopes of the votes that were opened for a year, and of all meetings.

    Args:
        cluster: The code of the cluster.
        year: The year for which is decided.
    """
    opened = Scope((f"cluster:{cluster}/{year}",), (VoteOpened,))
    return (opened, Scope((f"cluster:{cluster}",), SESSION))


def opened_vote(
    history: History, cluster: str, year: int, matter: Matter, on: date | None = None
) -> VoteOpened | None:
    """Return the last vote on a matter at the meeting of a decision, if it has no outcome.

    A vote belongs to the meeting at which it was opened. After the close it is used by a decision
    of the day of that meeting, and by no other.

    Args:
        history: The history, with `openings_of` the cluster-year and the outcomes of its votes.
        cluster: The code of the cluster.
        year: The year for which is decided.
        matter: What is put to the vote.
        on: The day of the decision; None where it is unknown.
    """
    found = None
    here = _meetings(history, cluster, on)
    for event in history.of(VoteOpened):
        same = (event.cluster, event.year, event.matter) == (cluster, year, matter)
        if same and event.meeting in here:
            found = event
    over = found is not None and _with_outcome(history).issuperset(found.claims())
    return None if over else found


def _meetings(history: History, cluster: str, on: date | None) -> set[str]:
    """Return the meetings of a day, those still open if any; else what is open since before."""
    held = [event for event in history.of(MeetingOpened) if event.cluster == cluster]
    closed = closings(history.so_far())
    still = [event for event in held if event.meeting not in closed]
    same = [event for event in held if on and event.on == on]
    early = [event for event in still if not (on and event.on and on < event.on)]
    chosen = [event for event in same if event in still] or same or early
    return {event.meeting for event in chosen}


def _with_outcome(history: History) -> set[str]:
    """Return the claims of the votes whose outcome is recorded, of any cluster and year."""
    events = (entry.event for entry in history.entries)
    decisions = (e for e in events if isinstance(getattr(e, "course", None), Course))
    return {claim for decision in decisions for claim in opened_for(decision)}


def enough(rule: VotingRule, part: int, members: int | None) -> None:
    """Refuse a vote in which too few take part.

    Args:
        rule: The rule of the vote.
        part: How many take part.
        members: How many are entitled; None where it is unknown.

    Raises:
        Refused: `no-quorum`.
    """
    if members is not None:
        least = needed(rule.quorum, members)
        facts = {"count": part, "least": least, "members": members, "quorum": rule.quorum}
        refuse(part < least, "no-quorum", **facts, voters="units")


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
        sources = [e for e in history.of(RosterReported) if (e.cluster, e.year) == (cluster, known)]
        counts = [count for count in (roster.count, *(e.count for e in sources)) if count]
        if not roster.complete and not counts:
            return None
        joined = history.of(UnitJoined)
        units = {*roster.units, *(unit for e in sources for unit in e.further)} | {
            e.unit for e in joined if (e.cluster, e.year) == (cluster, known)
        }
        found.append(max(len(units), *counts) if not roster.complete else len(units))
    return max(found, default=None)
