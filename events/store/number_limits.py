"""Numbers that no ledger has: not a number, infinite, or of an exponent that would fill memory.

The door of the ledger lets none of them in; who writes a line by hand can. Every comparison with
such a number fails, and a fraction of 1E+999999999 takes minutes: so they end at the codec.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from events.emulation_movements import MovementResult
from events.event import Event
from events.explanations import ExplanationGiven
from events.reported_counts import FigureRecorded
from events.reported_results import UnitResultReported
from events.rule_book import RulesAmended, RulesIssued
from events.score_book.book_check import numbers
from events.scoring import ScoreRecorded
from events.targets import TargetChanged, TargetSet

FARTHEST = 40
"""The largest exponent of ten that is read; points are below a million, amounts below 10**15."""
NUMBERED: frozenset[type[Event]] = frozenset(
    {
        ScoreRecorded,
        ExplanationGiven,
        RulesIssued,
        RulesAmended,
        FigureRecorded,
        UnitResultReported,
        TargetSet,
        TargetChanged,
        MovementResult,
    }
)
"""The events with decimal numbers."""


def out_of_reach(event: Event) -> Decimal | None:
    """Return a number of an event that cannot be computed with; None where there is none.

    Args:
        event: An event of `NUMBERED`.
    """
    found = _of_score(event) if isinstance(event, ScoreRecorded) else numbers(event)
    return next((one for one in found if one and not _near(one)), None)


def _of_score(score: ScoreRecorded) -> Iterator[Decimal]:
    """The same as `numbers`, for the most frequent event."""
    if score.points is not None:
        yield score.points
    if seen := score.observed:
        for one in (seen.points, seen.rate, seen.actual, seen.target):
            if one is not None:
                yield one


def _near(number: Decimal) -> bool:
    return number.is_finite() and abs(number.adjusted()) <= FARTHEST
