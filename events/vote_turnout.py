"""Whether a vote was by those who took part: no more votes than voters, no fewer papers."""

from __future__ import annotations

from collections.abc import Iterator

from events.ballots import Course, Round
from events.errors import refuse
from events.vote_papers import cast_in
from events.voting import Tally


def of_those_there(
    course: Course,
    votes: Tally | None,
    part: int | None,
    here: int | None,
    members: int | None,
) -> None:
    """Refuse more votes than took part, and papers of fewer than were there.

    Where it is unknown how many were there, papers of no more than half of the members are refused.

    Papers that did not come back, invalid papers and abstentions count: they say why fewer are
    valid.

    Args:
        course: How the vote went.
        votes: The count as a share, where no ballots are recorded.
        part: How many took part, in the room, in writing or by proxy; None where it is unknown.
        here: How many were certainly there; None where it is unknown.
        members: How many are entitled; None where it is unknown.

    Raises:
        Refused: `votes-above-voters`, `papers-of-some`, `papers-of-half`; a reason makes them
            acceptable.
    """
    for nth, cast, papers in _counts(course, votes):
        above = part is not None and cast > part
        refuse(above, "votes-above-voters", votes=cast, count=part, round=nth)
        few = here is not None and papers is not None and papers < here
        refuse(few, "papers-of-some", papers=papers, count=here, round=nth)
        unknown = here is None and members is not None and papers is not None
        half = unknown and 2 * (papers or 0) <= (members or 0)
        refuse(half, "papers-of-half", papers=papers, count=members, round=nth)


def hands_in_the_room(course: Course, room: frozenset[str] | None) -> None:
    """Refuse a unit in the list of hands that was not in the room: its vote is in writing, or none.

    Args:
        course: How the vote went.
        room: The units that were in the room; None where they are not recorded.

    Raises:
        Refused: `hand-of-absent`; a reason makes it acceptable.
    """
    away = [] if room is None else [unit for unit in course.hands if unit not in room]
    refuse(away, "hand-of-absent", unit=away[0] if away else "")


def _counts(course: Course, votes: Tally | None) -> Iterator[tuple[int | None, int, int | None]]:
    """Yield the number of each ballot of several, the votes cast, and the papers if known."""
    for nth, ballot in enumerate(course.rounds, 1):
        numbered = nth if len(course.rounds) > 1 else None
        yield numbered, _cast(ballot, course.seats), _papers(ballot, course.seats)
    if votes and not course.rounds:
        of_papers = votes.of in ("valid", "issued")
        whole = votes.total if of_papers else None
        yield None, whole or votes.votes_for, whole


def _cast(ballot: Round, seats: int) -> int:
    """Return how many have voted at least."""
    names = sum(one.votes for one in ballot.votes)
    for_one = max((one.votes for one in ballot.votes), default=0)
    papers = (ballot.valid_papers or 0, ballot.returned or 0)
    return max(*papers, cast_in(ballot), for_one, -(-names // seats))


def _papers(ballot: Round, seats: int) -> int | None:
    """Return how many papers or voices there were in all; None where that is unknown."""
    missing = ballot.missing_papers or 0
    if ballot.issued is not None:
        return ballot.issued
    if ballot.returned is not None:
        return ballot.returned + missing
    if ballot.valid_papers is not None:
        return ballot.valid_papers + (ballot.invalid_papers or 0) + missing
    if ballot.votes and seats == 1:
        return sum(one.votes for one in ballot.votes)
    return None if ballot.against is None else cast_in(ballot)
