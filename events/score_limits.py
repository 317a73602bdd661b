"""Recorded points beyond the rule book: what `verify` finds, for no decision lets them in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from events.event import Entry
from events.rule_book import RulesAmended, RulesIssued, book_of
from events.score_book.leaf_kinds import Direct
from events.scoring import ScoreRecorded


def beyond_book(entries: Iterable[Entry]) -> Iterator[tuple[Entry, ScoreRecorded, Decimal]]:
    """Yield points given directly outside 0 and the maximum of their criterion, with that maximum.

    A score is held against the version of the book that it names. A book may be corrected after
    scores were recorded: so all books are looked at first.
    """
    limits: dict[tuple[str, int], list[dict[str, Decimal]]] = {}
    scores: list[tuple[Entry, ScoreRecorded]] = []
    for entry in entries:
        match entry.event:
            case RulesIssued() | RulesAmended() as issued:
                limits.setdefault((issued.cluster, issued.year), []).append(_maxima(issued))
            case ScoreRecorded() as score:
                scores.append((entry, score))
    for entry, score in scores:
        of_year = limits.get((score.cluster, score.year))
        if score.points is None or of_year is None:
            continue
        maximum = of_year[min(score.book, len(of_year)) - 1].get(score.criterion)
        if maximum is not None and not 0 <= score.points <= maximum:
            yield entry, score, maximum


def _maxima(issued: RulesIssued | RulesAmended) -> dict[str, Decimal]:
    leaves = book_of(issued).leaves()
    return {leaf.code: leaf.max for leaf in leaves if isinstance(leaf.score, Direct)}
