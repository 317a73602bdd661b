"""Cells of the tables of votes and of their rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from events.ballots import Course
from events.text import plain
from events.voting import Tally
from thidua_tui.formatting.tables.columns import votes
from thidua_tui.i18n.ballot_text import base_text, course_text, rule_text, share_text
from thidua_tui.i18n.messages import Words


def ballots(row: Any, words: Words) -> str:
    """How the vote went: the numbers of each ballot, what is needed, the words."""
    names = {one.unit: plain(one.name) for one in row.units}
    share = None
    if row.votes_total is not None:
        share = Tally(votes_for=row.votes_for, total=row.votes_total, of=row.votes_of)
    course = row.course or Course()
    candidate = row.unit if row.unit and any(ballot.votes for ballot in course.rounds) else ""
    of = "council-award" if row.decision == "award-balloted" else ""
    return course_text(course, share, candidate, words, lambda code: names.get(code, code), of)


def count_of_body(row: Any, words: Words) -> str:
    """The method, and the count with its denominator; members of a Council are no units."""
    if row.decision != "award-balloted" or row.votes_total is None:
        return votes(row, words)
    of_whom = base_text(row.votes_of, "council-award", words)
    method = words.choice("method", row.method)
    return f"{method}, {row.votes_for}/{row.votes_total} {of_whom}"


def enough(row: Any, words: Words) -> str:
    """Return what is enough, and of what."""
    return rule_text(row, words, row.matter)


def share(field: str) -> Callable[[Any, Words], str]:
    """A share in words: 2/3, 80 %."""
    return lambda row, words: share_text(getattr(row, field), words)
