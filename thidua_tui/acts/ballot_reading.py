"""From the fields of a vote to its course, and back."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import msgspec
from msgspec.structs import replace

from events.ballots import CandidateVotes, Course, Round, TieBreak
from events.errors import BadInput
from events.result_events import Place
from events.text import plain
from events.voting import UNCOUNTED, Tally
from thidua_tui.acts.context import ActContext
from thidua_tui.parsing.dates import parse_date
from thidua_tui.parsing.numbers_and_codes import number_so_far

SECOND = "_2"
"""The end of the names of the fields of a second ballot."""
NUMBERS = ("issued", "returned", "invalid", "valid", "against")
"""The numbers of a ballot that are asked for, in their order."""
VOTERS = ("entitled", "written")
"""The numbers of the voters, where they are no member units."""
_PAIR = re.compile(r"\s*([^;,\n]+?)\s*[:=]?\s+(\d{1,5})(?=\s*(?:[;,\n]|$|\s[^\d\s]))")
_SHARE = re.compile(r"\s*(\d{1,5})\s*/\s*(\d{1,5})\s*")


def pairs(raw: str) -> list[tuple[str, int]]:
    """Return the names and numbers of a text like `stc 5; snv 2`, as far as they are complete."""
    return [(found[1].strip(), int(found[2])) for found in _PAIR.finditer(raw)]


def lenient(values: Mapping[str, str]) -> dict[str, Any]:
    """Return what is typed of a vote, as far as it can be read; nothing is refused."""
    typed: dict[str, Any] = {"method": values.get("method", "not-recorded")}
    for name, raw in values.items():
        bare = name.removesuffix(SECOND)
        if bare in (*NUMBERS, *VOTERS, "seats") and (number := number_so_far(raw)) is not None:
            typed[name] = number
        elif bare == "candidates" and (found := pairs(raw)):
            typed[name] = tuple(CandidateVotes(unit=unit, votes=n) for unit, n in found)
        elif bare == "votes" and (share := _SHARE.fullmatch(raw)):
            typed[name] = (int(share[1]), int(share[2]))
    typed["votes_of"] = values.get("votes_of", "members")
    if by := values.get("decided_by", ""):
        typed["decided_by"] = by
        typed["unit"] = values.get("unit", "")
    return typed


def share_of(values: Mapping[str, str]) -> Tally | None:
    """Return the count as a share, as far as it can be read."""
    typed = lenient(values)
    share = typed.get("votes")
    if not share or not share[1]:
        return None
    return Tally(votes_for=share[0], total=share[1], of=typed["votes_of"])


def day_of(ground: ActContext, values: Mapping[str, str]) -> date | None:
    """Return the day in a form; None where it is not written in full."""
    try:
        return parse_date(values.get("on", ""), today=ground.today)
    except BadInput:
        return None


def course_of(typed: Mapping[str, Any]) -> Course | None:
    """Return the course of a vote from the values of its fields; None where only a share is given.

    Args:
        typed: Field -> value; other fields are ignored.
    """
    if typed.get("method") in UNCOUNTED:
        return typed.get("settled")
    first, second = _round(typed, ""), _round(typed, SECOND)
    share = typed.get("votes")
    if second and not first and share:
        first = Round(in_favour=share[0], valid=share[1])
    rounds = tuple(ballot for ballot in (first, second) if ballot is not None)
    kept: Course = typed.get("settled") or Course()
    tie = None
    if by := typed.get("decided_by"):
        chosen = typed.get("units") or ((typed["unit"],) if typed.get("unit") else ())
        units = tuple(one.unit if isinstance(one, Place) else one for one in chosen)
        tie = TieBreak(by=by, units=units, note=typed.get("decided_note") or "")
    seats = typed.get("seats") or max(kept.seats, len(typed.get("units") or ()))
    voters = {name: typed[name] for name in VOTERS if typed.get(name) is not None}
    hands = typed.get("hands") or ()
    found = replace(kept, rounds=rounds, tie=tie, seats=seats, hands=hands, **voters)
    return None if found == Course(seats=seats) else found


def _round(typed: Mapping[str, Any], end: str) -> Round | None:
    """Return one ballot; None where neither papers nor candidates are given."""
    numbers = {name: typed.get(f"{name}{end}") for name in NUMBERS}
    candidates = typed.get(f"candidates{end}") or ()
    share = typed.get(f"votes{end}")
    papers = any(number is not None for number in numbers.values())
    if not papers and not candidates and not (end and share):
        return None
    ballot = Round(**numbers, votes=candidates)
    if share and not candidates:
        ballot = replace(ballot, in_favour=share[0])
        of_valid = end or typed.get("votes_of") == "valid"
        if of_valid and ballot.valid_papers is None:
            ballot = replace(ballot, valid=share[1])
        silent = share[1] - share[0] - (ballot.against or 0)
        by_hands = typed.get("method") == "show-of-hands" and typed.get("votes_of") == "present"
        if by_hands and not end and ballot.against is not None and silent > 0:
            ballot = replace(ballot, abstained=silent)
    return ballot


def with_course(values: dict[str, Any]) -> dict[str, Any]:
    """Return the values of a command: its fields of the vote become `votes` and `course`.

    Args:
        values: Field of the act -> value.
    """
    course = course_of(values)
    share, of = values.get("votes"), values.get("votes_of")
    names = [name for name in values if name in FIELDS]
    kept = {name: value for name, value in values.items() if name not in names}
    uncounted = values.get("method") in UNCOUNTED
    if share and of and not uncounted:
        kept["votes"] = Tally(votes_for=share[0], total=share[1], of=of)
    if course:
        kept["course"] = course
    return kept


FIELDS = frozenset(
    {
        *("votes", "votes_of", "votes_2", "hands", "decided_by", "decided_note", "settled"),
        "seats",
        *VOTERS,
        *(f"{name}{end}" for name in (*NUMBERS, "candidates") for end in ("", SECOND)),
    }
)
"""The names of the fields of a vote behind its method."""


def raw_of(name: str, course: Course | None) -> str | None:
    """Return the text of a field of the vote that would give this course: of a correction.

    Args:
        name: The name of the field.
        course: How the vote went; None where that is not recorded.
    """
    if name not in FIELDS or name in ("votes", "votes_of"):
        return None
    if course is None:
        return ""
    if name == "settled":
        return msgspec.json.encode(replace(course, rounds=(), tie=None, hands=())).decode()
    if name == "hands":
        return " ".join(course.hands)
    if name in (*VOTERS, "seats"):
        number = getattr(course, name)
        return "" if number is None else str(number)
    if name.startswith("decided"):
        tie = course.tie
        return (tie.by if name == "decided_by" else tie.note) if tie else ""
    nth = int(name.endswith(SECOND))
    ballot = course.rounds[nth] if len(course.rounds) > nth else Round()
    bare = name.removesuffix(SECOND)
    if bare == "candidates":
        return "; ".join(f"{one.unit} {one.votes}" for one in ballot.votes)
    if bare == "votes":
        return "" if ballot.in_favour is None else f"{ballot.in_favour}/{ballot.valid_papers or 0}"
    number = getattr(ballot, bare)
    return "" if number is None else str(number)


def candidates(raw: str, pick: Callable[[str], str]) -> tuple[CandidateVotes, ...]:
    """Return units and votes of a text such as `stc 5; snv 2`.

    Args:
        raw: What was typed.
        pick: Returns the code of the unit that a name means.

    Raises:
        BadInput: `not-candidates`, and what `pick` raises.
    """
    found, rest = pairs(raw), raw
    for name, number in found:
        typed = rf"{re.escape(name)}\s*[:=]?\s+0*{number}(?!\d)"
        rest = re.sub(typed, " ", rest, count=1)
    if not found or rest.strip(" ;,\n\t"):
        raise BadInput("not-candidates", value=plain(raw.strip()))
    return tuple(CandidateVotes(unit=pick(name), votes=number) for name, number in found)


def settled(raw: str) -> Course:
    """Return what a vote was held under, as `raw_of` wrote it.

    Raises:
        BadInput: `not-a-choice`, where a draft has another text there.
    """
    try:
        return msgspec.json.decode(raw, type=Course)
    except (msgspec.DecodeError, RecursionError):
        raise BadInput("not-a-choice", value=plain(raw)) from None
