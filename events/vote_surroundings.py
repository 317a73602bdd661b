"""What the ledger knows of those who vote: how many are entitled, and who was at the meeting."""

from __future__ import annotations

from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from events.ballots import Course
from events.command import History
from events.procedures import VotingRule
from events.vote_oneself import Voters
from events.vote_opening import VoteOpened, enough, known_roll
from events.vote_outcome import there
from events.vote_presence import TakingPart, most_present, numbers_of, taking_part
from events.voting import Tally


class Surroundings(Struct, frozen=True, kw_only=True):
    """The history around a vote.

    Attributes:
        history: The history of the decision.
        cluster: The code of the cluster.
        years: The calendar years whose members may have voted.
        on: The day of the vote; None where it is unknown.
        rule: The rule under which it was held.
        course: What is settled of the vote; it goes before what is recorded around it.
        council: Whether the members of the Council voted, of whom the history knows nothing.
    """

    history: History
    cluster: str
    years: tuple[int, ...]
    on: date | None
    rule: VotingRule
    course: Course
    council: bool

    def members(self) -> int | None:
        """Return how many may vote, as recorded; None where it is unknown."""
        if self.council:
            return self.course.entitled
        return known_roll(self.history, self.cluster, self.years)

    def taking_part(self) -> TakingPart | None:
        """Return who takes part at the meeting of the vote; None where they are not recorded."""
        if self.council:
            return None
        return taking_part(self.history, self.cluster, self.years, self.on, self.rule)

    def voters(self) -> Voters:
        """Return who may have voted, as far as that is recorded."""
        found = None if self.course.roll else self.taking_part()
        units = frozenset(self.course.roll) or (found.units if found else None)
        present = self.course.present if units is None else len(units)
        roll = self.course.entitled if present is None else None
        return Voters(units=units, count=present or roll or self.members())

    def present(self) -> int | None:
        """Return how many took part: as settled with the vote, or as recorded of a meeting."""
        known = self.took_part()
        if known is not None or self.council:
            return known
        return most_present(self.history, self.cluster, self.years, self.on)

    def took_part(self) -> int | None:
        """Return how many took part in this vote; None where that is not recorded."""
        if self.council or self.course.present is not None:
            return self.course.present
        found = self.taking_part()
        return None if found is None else len(found.units)

    def certainly_there(self) -> int | None:
        """Return how many were there at the vote; None where some may have left before it."""
        if self.course.ballot:
            return there(self.course)
        found = self.taking_part()
        if found is None or not found.certain:
            return None
        return len(found.units - found.written - found.proxies)

    def in_the_room(self) -> frozenset[str] | None:
        """Return the units that were there, and not away; None where they are not recorded."""
        if self.course.ballot:
            opened = self.history.of(VoteOpened)
            here = (e for e in opened if (e.cluster, e.year) == (self.cluster, self.years[-1]))
            vote = next((e for e in here if e.ballot == self.course.ballot), None)
            return frozenset(vote.units) if vote else None
        found = self.taking_part()
        return None if found is None else found.units - found.written - found.proxies

    def enough_take_part(self, *, held: bool) -> None:
        """Refuse a vote without a quorum: when it was opened, else at its meeting.

        Args:
            held: Whether votes were cast, counted or not.

        Raises:
            Refused: `no-quorum`.
        """
        found = self.taking_part() if held and not self.course.ballot else None
        if found is not None:
            enough(self.rule, len(found.units), self.course.entitled or self.members())
        elif self.course.present is not None:
            enough(self.rule, self.course.present, self.course.entitled)

    def completed(self, votes: Tally | None) -> Course:
        """Return the course with the members and the attendance, where they are known.

        The roll goes before a number of members that is given, or stated with a share.

        Args:
            votes: The count as a share; None where there is none.
        """
        stated = votes.total if votes and votes.of == "members" else None
        entitled = self.members() or self.course.entitled or stated
        course = replace(self.course, entitled=entitled)
        if course.present is None and (found := self.taking_part()):
            course = replace(course, **numbers_of(found))
        return course
