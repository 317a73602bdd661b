"""Votes that a unit must have given to itself, under a rule that does not allow it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from events.ballots import Course
from events.errors import refuse
from events.voting import Tally


class Voters(Struct, frozen=True, kw_only=True):
    """Who may have voted.

    Attributes:
        units: The units that took part; None where only their number, or nothing, is known.
        count: Their number; None where it is unknown.
    """

    units: frozenset[str] | None = None
    count: int | None = None

    def others(self, unit: str) -> int | None:
        """Return how many may have voted for a unit, itself left out; None where unknown."""
        if self.count is None or (self.units is not None and unit not in self.units):
            return self.count
        return self.count - 1


def not_for_itself(
    course: Course, votes: Tally | None, units: tuple[str, ...], voters: Voters
) -> None:
    """Refuse more votes for a unit than the others that took part can have given.

    Args:
        course: How the vote went.
        votes: The count as a share, where no ballots are recorded.
        units: The units that were elected, or that a question is about.
        voters: Who may have voted.

    Raises:
        Refused: `votes-of-itself`; a reason makes it acceptable.
    """
    for unit, given, nth in _given(course, votes, units):
        most = voters.others(unit)
        if most is None and votes and votes.of in ("members", "present"):
            most = votes.total - 1
        facts = {"unit": unit, "votes": given, "most": most, "round": nth}
        refuse(most is not None and given > most, "votes-of-itself", **facts)
    for unit in units:
        refuse(unit in course.hands, "hand-for-itself", unit=unit)


def _given(
    course: Course, votes: Tally | None, units: tuple[str, ...]
) -> Iterator[tuple[str, int, int | None]]:
    """Yield unit, votes for it, and the number of the ballot where there were several."""
    for nth, ballot in enumerate(course.rounds, 1):
        numbered = nth if len(course.rounds) > 1 else None
        for one in ballot.votes:
            yield one.unit, one.votes, numbered
        if ballot.in_favour is not None:
            for unit in units:
                yield unit, ballot.in_favour, numbered
    if votes and not course.rounds:
        for unit in units:
            yield unit, votes.votes_for, None
