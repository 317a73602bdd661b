"""The arithmetic of a vote, and how it went, in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from events.award_steps import AwardBalloted
from events.ballots import Course, Round
from events.event import Event
from events.procedures import USUAL, Matter, ProcedureSet, VotingRule
from events.text import plain
from events.vote_opening import VoteOpened
from events.vote_outcome import Arithmetic, arithmetic
from events.voting import Tally
from thidua_tui.i18n.catalogue import Catalogue

PARTS = (
    "entitled",
    "present",
    "written",
    "by_proxy",
    "issued",
    "returned",
    "missing",
    "valid",
    "invalid",
    "against",
    "abstained",
)
"""The numbers of a ballot, in the order in which they are read out."""


def share_text(share: str, words: Catalogue) -> str:
    """Return a share in words: more than half, 2/3, 80 %.

    Args:
        share: The fraction, as `>1/2` or `80/100`.
        words: The catalogue of the language.
    """
    if share == ">1/2":
        return words("ballots.majority")
    part, _, whole = share.removeprefix(">").partition("/")
    text = f"{part} %" if whole == "100" else f"{part}/{whole}"
    return words("ballots.above", part=text) if share.startswith(">") else text


def base_text(of: str, matter: str, words: Catalogue) -> str:
    """Return of what a rule asks a share; the members of a Council are no member units.

    Args:
        of: The base of the rule.
        matter: What is put to the vote; empty where it is unknown.
        words: The catalogue of the language.
    """
    council = matter == "council-award" and of == "members"
    return words("ballots.council-members") if council else words(f"choices.of.{of}")


def rule_text(rule: VotingRule | Any, words: Catalogue, matter: str = "") -> str:
    """Return what is enough, and of what: “at least 2/3 of the members”.

    Args:
        rule: The rule, or a row with its fields.
        words: The catalogue of the language.
        matter: What is put to the vote; empty where it is unknown.
    """
    of = base_text(rule.of, matter, words) if rule.of != "not-recorded" else ""
    key = "ballots.rule-of" if of else "ballots.rule"
    return words(key, part=share_text(rule.majority, words), base=of)


def arithmetic_text(numbers: Arithmetic, words: Catalogue) -> str:
    """Return the numbers of a ballot, what is needed and what is missing, in one line.

    Args:
        numbers: The numbers.
        words: The catalogue of the language.
    """
    parts = [
        words(f"ballots.part.{name}", count=str(count))
        for name in PARTS
        if (count := getattr(numbers, name)) is not None
        and (count > 0 or name not in ("missing", "invalid"))
    ]
    found = " · ".join(parts)
    if numbers.needed is None:
        return found
    needed = words("ballots.needed", needed=str(numbers.needed))
    verdict = words("ballots.short", short=str(numbers.short)) if numbers.short else ""
    got = words("ballots.got", votes=str(numbers.votes))
    end = " · ".join(part for part in (needed, got, verdict) if part)
    return f"{found} → {end}" if found else end


def course_text(
    course: Course,
    votes: Tally | None,
    unit: str,
    words: Catalogue,
    name: Callable[[str], str],
    matter: str = "",
) -> str:
    """Return how a vote went: each ballot, what decided where it did not, and the words.

    Args:
        course: How the vote went.
        votes: The count as a share, where no ballots are recorded.
        unit: The candidate that the sentence is about; empty for a question.
        words: The catalogue of the language.
        name: Returns the name of a unit.
        matter: What was put to the vote; empty where it is unknown.
    """
    rule = course.rule or USUAL
    parts = []
    for nth, ballot in enumerate(course.rounds, 1):
        numbers = _of_ballot(course, rule, nth, unit)
        counted = ", ".join(f"{name(one.unit)} {one.votes}" for one in ballot.votes)
        text = "; ".join(
            part
            for part in (
                counted or _question(ballot, words),
                numbers and arithmetic_text(numbers, words),
            )
            if part
        )
        parts.append(
            words("ballots.nth", nth=str(nth), ballot=text) if len(course.rounds) > 1 else text
        )
    if not course.rounds:
        shown = arithmetic(course, rule, votes) if votes else ()
        here = shown[0] if shown else Arithmetic(entitled=course.entitled, present=course.present)
        parts.append(arithmetic_text(here, words))
    if rule != USUAL:
        parts.append(
            rule_text(rule, words, matter) + (f" ({plain(rule.paper)})" if rule.paper else "")
        )
    if tie := course.tie:
        who = ", ".join(name(one) for one in tie.units)
        by = words.find(f"choices.decided_by.{tie.by}") or tie.by
        parts.append(words("ballots.decided", decider=by, who=who, note=plain(tie.note)))
    if course.hands:
        parts.append(words("ballots.hands", who=", ".join(name(one) for one in course.hands)))
    if course.words:
        parts.append(words("ballots.words", why=plain(course.words)))
    return "; ".join(part for part in parts if part)


def _of_ballot(course: Course, rule: VotingRule, nth: int, unit: str) -> Arithmetic | None:
    """Return the numbers of a ballot: of the unit, else of the candidate with the most votes."""
    ballot = course.rounds[nth - 1]
    counted = {one.unit: one.votes for one in ballot.votes}
    shown = unit if unit in counted else max(counted, key=lambda one: counted[one], default="")
    found = arithmetic(course, rule, unit=shown)
    return next((one for one in found if one.nth == nth), None)


def _question(ballot: Round, words: Catalogue) -> str:
    votes = ballot.in_favour
    return "" if votes is None else words("ballots.in_favour", votes=str(votes))


def vote_facts(event: Event, words: Catalogue, name: Callable[[str], str]) -> dict[str, object]:
    """Return what the sentence of an event says of a vote, or of a rule; empty for others.

    Args:
        event: The event.
        words: The catalogue of the language.
        name: Returns the name of a unit.
    """
    if isinstance(event, VoteOpened):
        return {
            "voters": str(len(event.units)),
            **_rule_facts(event.held_under, event.matter, words),
        }
    if isinstance(event, ProcedureSet):
        return _rule_facts(event.rule, event.matter, words)
    if "course" not in event.__struct_fields__:
        return {}
    course: Course | None = getattr(event, "course", None)
    counted = getattr(event, "votes", None) is not None
    return _course_facts(event, course or Course(), words, name) if course or counted else {}


def _course_facts(
    event: Event, course: Course, words: Catalogue, name: Callable[[str], str]
) -> dict[str, object]:
    """The count is named without what is missing, which follows in the course."""
    votes: Tally | None = getattr(event, "votes", None)
    unit = getattr(event, "unit", "") if any(ballot.votes for ballot in course.rounds) else ""
    matter = "council-award" if isinstance(event, AwardBalloted) else ""
    text = course_text(course, votes, unit, words, name, matter)
    if votes is None:
        return {"course": text, "votes": None}
    of = base_text(votes.of, matter, words)
    parts = {"votes_for": str(votes.votes_for), "total": str(votes.total), "of": of}
    return {"course": text, "votes": words("choices.compound.tally", **parts, missing=None)}


def _rule_facts(rule: VotingRule, matter: Matter, words: Catalogue) -> dict[str, object]:
    """What is enough, and the other parts of a rule that differ from what is usual."""
    names = ("written", "proxies", "self_vote")
    differs = [one for one in names if getattr(rule, one) != getattr(USUAL, one)]
    methods = (words.find(f"choices.method.{one}") or one for one in rule.methods)
    return {
        "enough": rule_text(rule, words, matter),
        "least_present": share_text(rule.quorum, words),
        "exceptions": "; ".join(words(f"ballots.exception.{one}") for one in differs),
        "then": None if rule.then == "not-regulated" else words(f"choices.after.{rule.then}"),
        "methods": ", ".join(methods),
        "rounds": rule.rounds,
        "paper": rule.paper,
    }
