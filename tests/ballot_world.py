"""What the tests of votes share: ballots, a meeting with three units, and random numbers."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from events.ballots import CandidateVotes, Course, Round
from events.elections import ElectHead
from events.meetings import MeetingOpened, UnitsAttended
from events.procedures import VotingRule
from events.voting import Tally
from tests.facts import HERE

USUAL = VotingRule()
MEETING = (
    MeetingOpened(**HERE, meeting="m", title="Tổng kết", on=date(2020, 1, 10)),
    UnitsAttended(**HERE, meeting="m", units=("a", "b", "c")),
)


def ballot(*votes: tuple[str, int], **papers: int) -> Round:
    """A ballot with the votes of each candidate."""
    return Round(votes=tuple(CandidateVotes(unit=u, votes=n) for u, n in votes), **papers)


def course(*ballots: Round, **more: Any) -> Course:
    """A course of these ballots."""
    return Course(rounds=ballots, **more)


def held(event: Any) -> Course:
    """The course of a recorded decision."""
    found: Course = event.course
    return found


def votes_of(event: Any) -> Tally | None:
    """The count of a recorded decision."""
    found: Tally | None = event.votes
    return found


def elect(unit: str, *ballots: Round, **more: Any) -> ElectHead:
    """Elect a head by these ballots."""
    return ElectHead(**HERE, unit=unit, method="secret-ballot", course=course(*ballots, **more))


at_any_speed = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
numbers = st.integers(0, 4)
papers = st.none() | numbers
ballots = st.builds(
    lambda votes, **more: ballot(*zip("abc", votes, strict=False), **more),
    st.lists(numbers, min_size=1, max_size=3),
    issued=papers,
    returned=papers,
    invalid=papers,
    valid=papers,
)
