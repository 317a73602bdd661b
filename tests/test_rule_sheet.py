"""A rule book written as a sheet is read back as the same lines."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from events.rule_book import RulesIssued
from events.score_book.book_toml import read_book
from events.score_book.leaf_kinds import (
    Bonus,
    CountPoints,
    DaysLate,
    Deduction,
    Direct,
    FormalDuty,
    LateBand,
    LeaderRelative,
    Proportional,
    RateBand,
    RateBands,
    YesNo,
)
from tests.facts import HERE, MEMBERS
from tests.spec import ledger_with
from thidua_tui.formatting.workbooks.rule_sheet import typed_kind
from thidua_tui.i18n.messages import LANGUAGES, Words
from thidua_tui.parsing.book_kinds import parse_kind
from thidua_tui.parsing.book_table import read_table, table_text
from thidua_tui.queries.table_query import TableQuery
from thidua_tui.queries.workbooks import table_workbook

BOOKS = Path(__file__).parents[1] / "thidua_tui" / "data" / "score_books"
TWO, TEN = Decimal("2.5"), Decimal(10)
KINDS = (
    (Direct(), True),
    (YesNo(), True),
    (CountPoints(each=TWO), True),
    (Deduction(each=TWO), True),
    (Deduction(each=TWO, floor=None), False),
    (Bonus(each=TWO), True),
    (Bonus(each=TWO, cap=TEN), True),
    (DaysLate(bands=(LateBand(days=0, points=TEN), LateBand(days=3, points=TWO))), True),
    (DaysLate(bands=(LateBand(days=0, points=TEN),), beyond=TWO), False),
    (RateBands(bands=(RateBand(above=TEN, points=TEN), RateBand(at_least=TWO, points=TWO))), True),
    (Proportional(), True),
    (Proportional(exceed=True, cap=TEN), False),
    (LeaderRelative(), True),
    (LeaderRelative(zero_target="full"), False),
    *((FormalDuty(duty=duty, points=TWO), True) for duty in ("launch", "sign", "register")),
    *((FormalDuty(duty=duty, points=TWO), True) for duty in ("report", "self-score")),
)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("kind", "in_words"), KINDS)
def test_how_a_line_is_scored_is_read_as_it_was_written(kind, in_words, lang):
    text = typed_kind(kind, Words(lang))
    assert parse_kind(text)[0] == kind
    assert text.startswith("{") is not in_words


def lines(nodes):
    """Code, title, maximum, kind and depth of each line."""
    return [
        (node.code, node.title, node.max, node.score, depth)
        for top in nodes
        for node, depth in walk(top)
    ]


def walk(node, depth=0):
    yield node, depth
    for below in node.criteria:
        yield from walk(below, depth + 1)


@pytest.mark.parametrize("path", sorted(BOOKS.glob("*.toml")), ids=lambda path: path.stem)
def test_the_sheet_of_a_book_is_read_back_as_its_lines(path):
    book = read_book(path.read_text("utf-8"))
    ledger = ledger_with(*MEMBERS, RulesIssued(**HERE, document="1/QĐ", book=book))
    made = table_workbook("rules", ledger, TableQuery(**HERE), Words("vi")).sheets[0]
    above = [[made.title], *([note] for note in made.notes), [c.heading for c in made.columns]]
    cells = [[cell.text for cell in row.cells] for row in made.rows]
    again = read_table(table_text([*above, *cells]), title=book.title)
    assert lines(again.book.criteria) == lines(book.criteria)
