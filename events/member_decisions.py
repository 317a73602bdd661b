"""What the members of a cluster decide on a text: its regulation, and the compact of a year."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from events.ballots import Course
from events.clusters import known_cluster, life_of_cluster
from events.command import History
from events.decided_by_vote import DecidedByVote
from events.errors import refuse
from events.event import Code, Event, Scope, Year
from events.meetings import MeetingOpened
from events.procedures import Matter
from events.rosters import rosters_of
from events.shared_checks import not_after_today
from events.vote_checks import Count, count_of
from events.vote_keys import opened_for
from events.voting import Method, Tally


class TextAdopted(Event):
    """What the adoption of any text says.

    Attributes:
        year: The year of the compact, or the first for which a regulation holds.
        meeting: The code of the meeting that adopted it; None where it is unknown.
        method: How it was decided.
        votes: The count, where there was a vote and the source gives it.
        on: The day; None where it is unknown.
        course: The ballots and what they were held under, where more than the count is known.
    """

    cluster: Code
    year: Year
    meeting: Code | None = None
    method: Method = "not-recorded"
    votes: Tally | None = None
    on: date | None = None
    course: Course | None = None

    ahead: ClassVar[int] = 1
    convened: ClassVar[bool] = True

    def depends_on(self) -> Iterable[str]:
        held = (f"meeting:{self.meeting}",) if self.meeting else ()
        return (f"cluster:{self.cluster}", *held, *opened_for(self))


class AdoptText(DecidedByVote):
    """What the adoption of any text needs: a vote that adds up, a meeting of the cluster."""

    matter: ClassVar[Matter]

    cluster: Code
    year: Year
    meeting: Code | None = None
    method: Method = "not-recorded"
    votes: Tally | None = None
    on: date | None = None
    course: Course | None = None

    def boundary(self) -> tuple[Scope, ...]:
        return (
            life_of_cluster(self.cluster),
            rosters_of(self.cluster),
            Scope((f"cluster:{self.cluster}",), (MeetingOpened,)),
            *self.count().scopes(),
        )

    def count(self) -> Count:
        return count_of(self, self.matter)

    def counted(self, history: History) -> Count:
        """Return the vote, with the rule and the roll that were in force.

        Args:
            history: The history of the decision.

        Raises:
            Refused: `unknown-meeting`, `in-the-future`, and what is wrong with the vote.
        """
        known_cluster(history, self.cluster, self.year)
        meetings = {e.meeting for e in history.of(MeetingOpened) if e.cluster == self.cluster}
        foreign = self.meeting is not None and self.meeting not in meetings
        refuse(foreign, "unknown-meeting", meeting=self.meeting)
        not_after_today(self.on, history)
        count = self.count().settled(history)
        count.possible(history)
        return count
