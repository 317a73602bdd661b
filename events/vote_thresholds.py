"""Whether a vote has enough votes under its rule, as a share or by its ballots."""

from __future__ import annotations

from events.ballots import Course
from events.errors import Refused, refuse
from events.procedures import VotingRule
from events.vote_outcome import arithmetic, outcome
from events.voting import Tally


def enough_of_share(votes: Tally, rule: VotingRule, course: Course) -> None:
    """Refuse a share that is not enough, of the base that the rule names where it is known.

    Args:
        votes: The count as a share.
        rule: The rule of the vote.
        course: What is known of the vote, without ballots.

    Raises:
        Refused: `votes-below-majority`, `votes-below-threshold`.
    """
    [numbers] = arithmetic(course, rule, votes)
    if numbers.short:
        facts: dict[str, object] = {"votes": votes.votes_for, "missing": numbers.short}
        usual = rule.majority == ">1/2" and rule.of in ("not-recorded", votes.of)
        refuse(usual, "votes-below-majority", total=votes.total, of=votes.of, **facts)
        _below(rule, numbers.base, numbers.of, facts)


def not_enough(votes: Tally | None, course: Course, rule: VotingRule) -> None:
    """Refuse that a question was not adopted although it has enough votes.

    Args:
        votes: The count as a share, where no ballots are recorded.
        course: How the vote went.
        rule: The rule of the vote.

    Raises:
        Refused: `votes-are-enough`; a reason makes it acceptable.
    """
    numbers = arithmetic(course, rule, votes)
    if numbers and numbers[-1].needed is not None:
        last = numbers[-1]
        facts = {"votes": last.votes, "needed": last.needed, "total": last.base, "of": last.of}
        refuse(not last.short, "votes-are-enough", **facts, majority=rule.majority)


def _below(rule: VotingRule, base: int | None, of: str, facts: dict[str, object]) -> None:
    needed = rule.needed(base or 1)
    more = {"total": base, "of": of, "needed": needed, "majority": rule.majority}
    refuse(True, "votes-below-threshold", **facts, **more, paper=rule.paper)


def won(chosen: tuple[str, ...], course: Course, rule: VotingRule) -> None:
    """Refuse an outcome that the ballots do not come to, in as many ballots as the rule has.

    Args:
        chosen: The candidates that were elected; empty for a question.
        course: How the vote went.
        rule: The rule of the vote.

    Raises:
        Refused: `too-many-ballots`, `not-elected`, `chosen-not-tied`, `lot-without-tie`,
            `ballot-left`, `tie-not-as-ruled`, `votes-below-threshold`.
    """
    many = len(course.rounds) > rule.rounds
    refuse(many, "too-many-ballots", count=len(course.rounds), most=rule.rounds)
    found = outcome(course, rule)
    for unit in chosen:
        if unit in found.elected:
            continue
        if unit not in found.decided:
            raise _not_elected(unit, course, rule)
        refuse(unit not in found.tied, "chosen-not-tied", unit=unit)
        single = len(found.tied) <= len(found.decided) and found.seats_open == 0
        refuse(single and _by_lot(course), "lot-without-tie", unit=unit)
        _decided_as_ruled(course, rule)
    if not chosen and not any(ballot.votes for ballot in course.rounds):
        numbers = arithmetic(course, rule)
        if numbers and numbers[-1].short and course.tie is None:
            last = numbers[-1]
            _below(rule, last.base, last.of, {"votes": last.votes, "missing": last.short})


def _not_elected(unit: str, course: Course, rule: VotingRule) -> Refused:
    numbers = arithmetic(course, rule, unit=unit)
    if not numbers:
        return Refused("not-elected", unit=unit, votes=0)
    last = numbers[-1]
    short = last.short or None
    facts = {"needed": last.needed, "total": last.base, "of": last.of} if short else {}
    held = len(course.rounds)
    again = held + 1 if held < rule.rounds else None
    return Refused("not-elected", unit=unit, votes=last.votes, missing=short, again=again, **facts)


def _by_lot(course: Course) -> bool:
    return course.tie is not None and course.tie.by == "lot"


def _decided_as_ruled(course: Course, rule: VotingRule) -> None:
    tie = course.tie
    left = len(course.rounds) < rule.rounds and rule.then != "not-regulated"
    refuse(left, "ballot-left", count=len(course.rounds), most=rule.rounds)
    regulated = rule.then not in ("not-regulated", tie and tie.by)
    refuse(regulated, "tie-not-as-ruled", by=tie and tie.by, after=rule.then)
