"""The order of a cluster's members by the scores of a year: one function for rules and views."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from events.circumstances import circumstances
from events.command import History
from events.holds import without_place
from events.membership import members
from events.rule_book import book_of, versions
from events.score_book.book import ScoreBook
from events.score_book.evaluate import Sheet
from events.score_book.order import Circumstances, Ranked, rank
from events.score_sheets import Cells, sheets_with_cells
from events.tie_events import decisions, settled


class YearRanking(Struct, frozen=True, kw_only=True):
    """The order of a year with all that it follows from.

    Attributes:
        book: The latest version of the book; None where no book was issued.
        version: Its number, from 1; 0 without a book.
        sheets: Unit -> its sheet, of every unit with final points.
        cells: Unit -> leaf -> what was observed.
        known: Unit -> what tie-breakers look at besides the sheet.
        undecided: The order by totals and tie-breakers; ties share their place.
        ranked: The order with what acts decided about ties.
    """

    book: ScoreBook | None = None
    version: int = 0
    sheets: Mapping[str, Sheet] = {}
    cells: Cells = {}
    known: Mapping[str, Circumstances] = {}
    undecided: tuple[Ranked, ...] = ()
    ranked: tuple[Ranked, ...] = ()


def ranking_in(
    history: History,
    cluster: str,
    year: int,
    on: date | None = None,
    ended: Mapping[str, date] | None = None,
) -> YearRanking:
    """Return the order of a year with all that it follows from; without a book there is none.

    Args:
        history: The history: what `events.tie_decisions.ranking_of` reads, with decided ties.
        cluster: The code of the cluster.
        year: The calendar year.
        on: The day of a result that is not adopted yet.
        ended: Unit -> its first day without it; None to read it from the history.
    """
    issued = versions(history, cluster, year)
    if not issued:
        return YearRanking()
    out = without_place(history, cluster, year, on, ended)
    units = [unit for unit in members(history, cluster, year) if unit not in out]
    known = circumstances(history, cluster, year, units)
    book = book_of(issued[-1])
    found, cells = sheets_with_cells(history, cluster, year)
    scored = {unit: found[unit] for unit in units if unit in found and found[unit].points}
    order = rank(book, scored, known)
    return YearRanking(
        book=book,
        version=len(issued),
        sheets=found,
        cells=cells,
        known=known,
        undecided=order,
        ranked=settled(order, decisions(history, cluster, year)),
    )


def before_decisions(history: History, cluster: str, year: int) -> tuple[Ranked, ...]:
    """Return the order by totals and the tie-breakers of the book; ties share their place.

    Args:
        history: The history: what `events.tie_decisions.ranking_of` reads.
        cluster: The code of the cluster.
        year: The calendar year.
    """
    return ranking_in(history, cluster, year).undecided


def year_ranking(
    history: History, cluster: str, year: int, on: date | None = None
) -> tuple[Ranked, ...]:
    """Return the order by totals, tie-breakers, and what was decided about ties.

    Args:
        history: The history, with the decisions about ties, too.
        cluster: The code of the cluster.
        year: The calendar year.
        on: The day of a result that is not adopted yet.
    """
    return ranking_in(history, cluster, year, on).ranked
