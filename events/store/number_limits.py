"""Numbers that no ledger has: not a number, infinite, or of an exponent that would fill memory.

The door of the ledger lets none of them in; who writes a line by hand can. Every comparison with
such a number fails, and a fraction of 1E+999999999 takes minutes: so they end at the codec.
"""

from __future__ import annotations

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
    if type(event) is ScoreRecorded and event.observed is None:  # nearly every event
        points = event.points
        return points if points and not _near(points) else None
    return next((one for one in numbers(event) if one and not _near(one)), None)


def _near(number: Decimal) -> bool:
    return number.is_finite() and abs(number.adjusted()) <= FARTHEST
