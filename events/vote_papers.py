"""Whether the papers and the votes of the ballots add up, and who was a candidate."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from events.ballots import Course, Round
from events.errors import Refused, refuse
from events.procedures import VotingRule
from events.vote_outcome import arithmetic, outcome, there
from events.voting import UNCOUNTED, Method, Tally


def adds_up(
    course: Course,
    votes: Tally | None,
    rule: VotingRule,
    method: Method,
    chosen: tuple[str, ...],
) -> None:
    """Refuse numbers of ballots that contradict each other, and a candidate named twice.

    Args:
        course: How the vote went.
        votes: The count as a share; None where there is none.
        rule: The rule of the vote.
        method: How the decision was made.
        chosen: The candidates that the decision says were elected; empty for a question.

    Raises:
        Refused: `votes-without-vote`, `hands-in-secret`, `hands-differ`, `candidate-twice`,
            `elected-before`, `votes-for-none`, `not-a-candidate`, `issued-above-roll`,
            `written-above-votes` and the codes of `sums`.
    """
    uncounted = method in UNCOUNTED and (course.rounds or course.hands)
    refuse(uncounted, "votes-without-vote", method=method)
    refuse(course.hands and method == "secret-ballot", "hands-in-secret")
    for against in sums(course):
        raise against
    _within_the_roll(course)
    elected = set[str]()
    for nth, ballot in enumerate(course.rounds, 1):
        units = [one.unit for one in ballot.votes]
        for unit in units:
            refuse(units.count(unit) > 1, "candidate-twice", unit=unit, round=nth)
            refuse(unit in elected, "elected-before", unit=unit, round=nth)
        elected |= {*outcome(replace(course, rounds=course.rounds[:nth], tie=None), rule).elected}
    _hands(course, votes)
    _were_candidates(chosen, course)


def cast_in(ballot: Round) -> int:
    """Return how many votes were cast on a question, as far as they are known."""
    return sum(n for n in (ballot.in_favour, ballot.against, ballot.abstained) if n)


def share_of_ballots(
    course: Course, stated: Tally | None, rule: VotingRule, unit: str = ""
) -> None:
    """Refuse a share with another base than the ballots have under the rule.

    Args:
        course: How the vote went, as settled.
        stated: The share that was given with the ballots; None where none was.
        rule: The rule of the vote.
        unit: The candidate; empty for a question.

    Raises:
        Refused: `share-differs`.
    """
    if stated is None or not course.rounds:
        return
    counted = [one for one in arithmetic(course, rule, unit=unit) if one.base]
    last = course.rounds[-1]
    known: dict[str, tuple[int | None, ...]] = {
        "members": (course.entitled,),
        "present": (course.present, there(course)),
        "valid": (last.valid_papers,),
        "issued": (last.issued,),
    }
    numbers = {n for n in known.get(stated.of, ()) if n is not None}
    wrong = bool(numbers) and stated.total not in numbers
    if counted and (wrong or stated.total not in [one.base for one in counted]):
        kept = {"base": counted[-1].base, "base_of": counted[-1].of}
        facts = {"votes": stated.votes_for, "total": stated.total, "of": stated.of}
        raise Refused("share-differs", **facts, **kept)


def _within_the_roll(course: Course) -> None:
    """No more papers or votes than voters, and no more votes in writing than votes."""
    most = min((n for n in (course.present, course.entitled) if n is not None), default=None)
    for nth, ballot in enumerate(course.rounds, 1):
        high = most is not None and ballot.issued is not None and ballot.issued > most
        facts = {"round": nth, "voters": "units"}
        refuse(high, "issued-above-roll", issued=ballot.issued, count=most, **facts)
        cast = cast_in(ballot)
        many = course.entitled is not None and cast > course.entitled
        refuse(many, "voices-above-roll", votes=cast, count=course.entitled, **facts)
        given = ballot.issued or (cast if ballot.against is not None else None)
        above = given is not None and course.written is not None and course.written > given
        refuse(above, "written-above-votes", written=course.written, votes=given)


def _hands(course: Course, votes: Tally | None) -> None:
    """As many hands as votes in favour, but for votes of the absent; all of units entitled."""
    share = votes.votes_for if votes else None
    counted = course.rounds[-1].in_favour if course.rounds else share
    away = (course.written or 0) + (course.by_proxy or 0)
    shown = len(course.hands)
    differ = shown and counted is not None and not shown <= counted <= shown + away
    refuse(differ, "hands-differ", count=shown, votes=counted)
    for unit in course.hands if course.roll else ():
        refuse(unit not in course.roll, "not-entitled", unit=unit)


def _were_candidates(chosen: tuple[str, ...], course: Course) -> None:
    """Every elected unit was a candidate and got a vote."""
    counted = {one.unit: one.votes for ballot in course.rounds for one in ballot.votes}
    for unit in chosen if counted else ():
        refuse(unit not in counted, "not-a-candidate", unit=unit)
        total = course.rounds[-1].valid_papers or sum(counted.values())
        refuse(counted[unit] == 0, "votes-for-none", total=total)


def sums(course: Course) -> Iterator[Refused]:
    """Yield the sums that the numbers of the ballots contradict.

    Args:
        course: How the vote went.

    Yields:
        A refusal for each sum, with the number of its ballot.
    """
    for nth, ballot in enumerate(course.rounds, 1):
        yield from _papers(nth, ballot)
        yield from _votes(nth, ballot, course.seats)


def _papers(nth: int, ballot: Round) -> Iterator[Refused]:
    """Issued = returned + missing, returned = valid + invalid."""
    issued, returned, missing = ballot.issued, ballot.returned, ballot.missing_papers
    if issued is not None and returned is not None:
        facts = {"round": nth, "issued": issued, "returned": returned, "missing": missing}
        if returned > issued:
            yield Refused("returned-above-issued", **facts)
        elif issued != returned + (missing or 0):
            yield Refused("issued-differs", **facts)
    valid, invalid = ballot.valid_papers, ballot.invalid_papers
    if returned is not None and valid is not None and invalid is not None:
        wrong = returned != valid + invalid or min(valid, invalid) < 0
        if wrong:
            papers = {"returned": returned, "valid": valid, "invalid": invalid}
            yield Refused("returned-differs", round=nth, **papers)


def _votes(nth: int, ballot: Round, seats: int) -> Iterator[Refused]:
    """No more votes for a candidate than papers, in all than papers times seats."""
    valid = ballot.valid_papers
    known = (n for n in (valid, ballot.returned, ballot.issued) if n is not None)
    if (most := next(known, None)) is None:
        return
    for one in ballot.votes:
        if one.votes > most:
            facts = {"unit": one.unit, "votes": one.votes, "valid": most}
            yield Refused("votes-above-papers", round=nth, **facts)
    cast = sum(one.votes for one in ballot.votes)
    if cast > most * seats:
        yield Refused("votes-above-ballots", round=nth, votes=cast, valid=most, seats=seats)
    stated = [n for n in (ballot.in_favour, ballot.against, ballot.abstained) if n is not None]
    if sum(stated) > most or (len(stated) == 3 and valid is not None and sum(stated) != valid):
        yield Refused("voices-differ", round=nth, votes=sum(stated), valid=most)
