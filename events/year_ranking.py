"""The order of a cluster's members by the scores of a year: one function for rules and views."""

from __future__ import annotations

from events.circumstances import circumstances
from events.command import History
from events.holds import without_place
from events.membership import members
from events.score_book.order import Ranked
from events.score_sheets import ranking
from events.tie_events import decisions, settled


def before_decisions(history: History, cluster: str, year: int) -> tuple[Ranked, ...]:
    """Return the order by totals and the tie-breakers of the book; ties share their place.

    Args:
        history: The history: what `events.tie_decisions.ranking_of` reads.
        cluster: The code of the cluster.
        year: The calendar year.
    """
    out = without_place(history, cluster, year)
    units = [unit for unit in members(history, cluster, year) if unit not in out]
    known = circumstances(history, cluster, year, units)
    return ranking(history, cluster, year, units, known)


def year_ranking(history: History, cluster: str, year: int) -> tuple[Ranked, ...]:
    """Return the order by totals, tie-breakers, and what was decided about ties.

    Args:
        history: The history, with the decisions about ties, too.
        cluster: The code of the cluster.
        year: The calendar year.
    """
    ranked = before_decisions(history, cluster, year)
    return settled(ranked, decisions(history, cluster, year))
