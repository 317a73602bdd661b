"""Scores outside 0 and the maximum of their criterion, whatever was recorded first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from events.event import Entry
from events.rule_book import RulesAmended, RulesIssued, lines
from events.scoring import ScoreRecorded


def beyond_book(entries: Iterable[Entry]) -> Iterator[tuple[Entry, ScoreRecorded, Decimal]]:
    """Yield scores outside 0 and the maximum of their criterion, with that maximum.

    A book may be corrected after scores were recorded: so all books are looked at first.
    """
    limits: dict[tuple[str, int, str], Decimal] = {}
    scores: list[tuple[Entry, ScoreRecorded]] = []
    for entry in entries:
        match entry.event:
            case RulesIssued() | RulesAmended() as issued:
                here = issued.cluster, issued.year
                limits |= {(*here, c.code): c.max_points for c in lines(issued)}
            case ScoreRecorded() as score:
                scores.append((entry, score))
    for entry, score in scores:
        maximum = limits.get((score.cluster, score.year, score.criterion))
        if score.points is None or maximum is None:
            continue
        if not 0 <= score.points <= maximum:
            yield entry, score, maximum
