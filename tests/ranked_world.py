"""What the tests of the ranking share: a year with a rule book, scores and ties."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from events.result_events import ResultAdopted
from events.rule_book import RulesIssued
from events.score_book.book import Node, Scale, ScoreBook, TieBreak
from events.score_book.leaf_kinds import Direct
from events.scoring import ScoreRecorded, Stage
from tests.facts import HERE, MEMBERS, place
from tests.reading import rows, told
from thidua_tui.i18n.messages import Words
from views.standings import Standings

VI, EN = Words("vi"), Words("en")


def leaf(code: str, maximum: str) -> Node:
    return Node(code=code, title=code, max=Decimal(maximum), score=Direct())


def issued(*steps: TieBreak, **more: Any) -> RulesIssued:
    """A book of two lines, 60 and 40 points."""
    book = ScoreBook(
        title="Bảng",
        scale=Scale(total=Decimal(100)),
        criteria=(leaf("I", "60"), leaf("II", "40")),
        tie_breaks=steps,
        **more,
    )
    return RulesIssued(**HERE, book=book)


def scores(
    stage: Stage = "verified", /, **points: tuple[str | None, str | None]
) -> list[ScoreRecorded]:
    return [
        ScoreRecorded(
            **HERE,
            unit=unit,
            criterion=code,
            stage=stage,
            points=Decimal(cell) if cell is not None else None,
        )
        for unit, cells in points.items()
        for code, cell in zip(("I", "II"), cells, strict=True)
    ]


TIED = scores(a=("50", "30"), b=("40", "40"), c=("20", "20"))
"""a and b have 80, c has 40."""
TIE = (*MEMBERS, issued(), TIED)


def shown(*facts: Any) -> list[tuple[Any, ...]]:
    ranked = rows(lambda: Standings("cum", 2020), *facts)
    return told(ranked, "unit", "place", "tied", "unit_state", "decided_by")


DEPARTED = (
    *MEMBERS,
    issued(),
    *scores(a=("50", "30"), b=("40", "30"), c=("20", "20")),
    ResultAdopted(**HERE, places=(place(1, "b"), place(2, "a"), place(3, "c"))),
)
