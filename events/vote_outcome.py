"""What the numbers of a vote come to: the base, what is needed, who is elected."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from events.ballots import CandidateVotes, Course, Round
from events.procedures import VotingRule
from events.voting import Denominator, Tally


class Arithmetic(Struct, frozen=True, kw_only=True):
    """The numbers of one ballot for one candidate or question, and what they come to.

    Attributes:
        nth: The number of the ballot, from 1.
        of_rounds: How many ballots there were.
        unit: The candidate; empty for a question.
        votes: The votes in favour.
        of: What the base counts.
        base: The number of which the votes are a part; None where it is unknown.
        needed: How many votes are enough; None where the base is unknown.
        short: How many of these are missing, 0 for none.
        entitled: How many are entitled, present or not.
        present: How many took part and were there.
        written: How many took part in writing.
        by_proxy: How many took part by proxy.
        issued: The papers issued.
        returned: The papers that came back.
        missing: The papers that did not come back.
        valid: The valid papers.
        invalid: The invalid papers.
        against: The votes against.
        abstained: The votes for neither.
    """

    nth: int = 1
    of_rounds: int = 1
    unit: str = ""
    votes: int = 0
    of: Denominator = "not-recorded"
    base: int | None = None
    needed: int | None = None
    short: int = 0
    entitled: int | None = None
    present: int | None = None
    written: int | None = None
    by_proxy: int | None = None
    issued: int | None = None
    returned: int | None = None
    missing: int | None = None
    valid: int | None = None
    invalid: int | None = None
    against: int | None = None
    abstained: int | None = None


def there(course: Course) -> int | None:
    """Return how many of those who took part were there; None where that is unknown."""
    if course.present is None:
        return None
    return max(0, course.present - (course.written or 0) - (course.by_proxy or 0))


def base_of(
    rule: VotingRule, ballot: Round, course: Course, votes: Tally | None = None
) -> tuple[int | None, Denominator]:
    """Return the number of which the votes of a ballot are a part, and what it counts.

    Without a base in the rule it is that of the count, or the valid papers. Where these are not
    given and there is one seat, each valid paper names one candidate: all their votes together.

    Args:
        rule: The rule of the vote.
        ballot: The ballot.
        course: The course that it belongs to.
        votes: The count of the decision as a share, where it was given so.
    """
    known: dict[str, int | None] = {
        "members": course.entitled,
        "present": course.present,
        "valid": ballot.valid_papers,
        "issued": ballot.issued,
    }
    if votes:
        known[votes.of] = votes.total
    if rule.of != "not-recorded":
        return known[rule.of], rule.of
    if votes:
        return votes.total, votes.of
    whole = sum(one.votes for one in ballot.votes)
    if known["valid"] is None and ballot.votes and course.seats == 1:
        known["valid"] = whole
    if known["valid"] is None and ballot.in_favour is not None and ballot.against is not None:
        known["valid"] = ballot.in_favour + ballot.against + (ballot.abstained or 0)
    for of in ("valid", "issued", "present", "members"):
        if known[of] is not None:
            return known[of], of
    return None, "not-recorded"


def arithmetic(
    course: Course, rule: VotingRule, votes: Tally | None = None, unit: str = ""
) -> tuple[Arithmetic, ...]:
    """Return the numbers of each ballot, for one candidate or for the question.

    Args:
        course: How the vote went.
        rule: The rule under which it was held.
        votes: The count as a share, for a vote of which only this is known.
        unit: The candidate; empty for a question.
    """
    share = None if course.rounds else votes
    if share:
        course = _of_share(course, share)
    ballots = course.rounds or (Round(),)
    found = []
    for nth, ballot in enumerate(ballots, 1):
        given = ballot.votes_for(unit if ballot.votes else "")
        if given is None:
            continue
        base, of = base_of(rule, ballot, course, share)
        needed = None if base is None else rule.needed(base)
        found.append(
            Arithmetic(
                nth=nth,
                of_rounds=len(ballots),
                unit=unit if ballot.votes else "",
                votes=given,
                of=of,
                base=base,
                needed=needed,
                short=max(0, (needed or 0) - given),
                entitled=course.entitled,
                present=there(course),
                written=course.written,
                by_proxy=course.by_proxy,
                issued=ballot.issued,
                returned=ballot.returned,
                missing=ballot.missing_papers,
                valid=ballot.valid_papers,
                invalid=ballot.invalid_papers,
                against=ballot.against,
                abstained=ballot.abstained,
            )
        )
    return tuple(found)


def _of_share(course: Course, votes: Tally) -> Course:
    """Return the course of a vote of which only a share is known, as one ballot."""
    total, of = votes.total, votes.of
    valid, issued = (total if of == base else None for base in ("valid", "issued"))
    entitled = course.entitled or (total if of == "members" else None)
    present = course.present or (total if of == "present" else None)
    ballot = Round(in_favour=votes.votes_for, valid=valid, issued=issued)
    return replace(course, rounds=(ballot,), entitled=entitled, present=present)


class Outcome(Struct, frozen=True, kw_only=True):
    """What the ballots come to.

    Attributes:
        elected: The candidates with enough votes, in the order of ballots and votes.
        decided: The candidates chosen by what decides where the ballots do not, after these.
        seats_open: How many seats are left.
        tied: The candidates among which the last ballot did not decide.
        adopted: Whether the question has enough votes in its last ballot.
    """

    elected: tuple[str, ...] = ()
    decided: tuple[str, ...] = ()
    seats_open: int = 0
    tied: tuple[str, ...] = ()
    adopted: bool = False

    @property
    def chosen(self) -> tuple[str, ...]:
        """Everybody who has a seat, in order."""
        return (*self.elected, *self.decided)


def outcome(course: Course, rule: VotingRule) -> Outcome:
    """Return what the ballots come to under a rule.

    Those with enough votes fill the seats in the order of their votes. Equal votes across the last
    seat fill none: there is another ballot, or what the rule names decides.

    Args:
        course: How the vote went.
        rule: The rule under which it was held.
    """
    elected: list[str] = []
    tied: tuple[str, ...] = ()
    adopted = False
    for ballot in course.rounds:
        base, _ = base_of(rule, ballot, course)
        least = rule.needed(base) if base is not None else 1
        adopted = (ballot.in_favour or 0) >= least
        if not ballot.votes:
            continue
        passed = [one for one in _by_votes(ballot) if one.votes >= least]
        passed = [one for one in passed if one.unit not in elected]
        tied = _across(passed, course.seats - len(elected))
        free = course.seats - len(elected)
        elected += [one.unit for one in passed[:free] if one.unit not in tied]
        if not tied and len(elected) < course.seats:
            tied = _leading(ballot, {*elected}, course.seats - len(elected))
    decided = tuple(u for u in course.tie.units if u not in elected) if course.tie else ()
    left = course.seats - len(elected)
    return Outcome(
        elected=tuple(elected),
        decided=decided[:left],
        seats_open=max(0, left - len(decided)),
        tied=tied if left else (),
        adopted=adopted,
    )


def without_elected(course: Course, rule: VotingRule) -> Course:
    """Return the course, in which what decided a tie names only those that the ballots left.

    Args:
        course: How the vote went.
        rule: The rule under which it was held.
    """
    decided = outcome(course, rule).decided
    if course.tie is None or not decided:
        return course
    return replace(course, tie=replace(course.tie, units=decided))


def _by_votes(ballot: Round) -> list[CandidateVotes]:
    return sorted(ballot.votes, key=lambda one: -one.votes)


def _across(passed: list[CandidateVotes], free: int) -> tuple[str, ...]:
    """Return the candidates with equal votes of whom not all have a seat."""
    if free <= 0 or len(passed) <= free:
        return ()
    if passed[free - 1].votes != passed[free].votes:
        return ()
    return tuple(one.unit for one in passed if one.votes == passed[free].votes)


def _leading(ballot: Round, elected: set[str], free: int) -> tuple[str, ...]:
    """Return the candidates who may be chosen where too few have enough votes.

    They are those with the most votes for the seats that are free, and all with as many as the
    last of these.
    """
    left = [one for one in _by_votes(ballot) if one.votes and one.unit not in elected]
    least = left[:free][-1].votes if left[:free] else 0
    return tuple(one.unit for one in left if one.votes >= least)


def tally_of(course: Course, rule: VotingRule, unit: str = "") -> Tally | None:
    """Return the count of the last ballot that a candidate or the question was in, as a share.

    Args:
        course: How the vote went.
        rule: The rule under which it was held.
        unit: The candidate; empty for a question.
    """
    numbers = arithmetic(course, rule, unit=unit)
    if not numbers or not numbers[-1].base:
        return None
    last = numbers[-1]
    return Tally(votes_for=last.votes, total=last.base or 1, of=last.of)
