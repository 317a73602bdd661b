"""Sheets that follow a change: after every change the same as all sheets made at once."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from events.score_board import Scoreboard
from events.score_book.book import Node, ScoreBook
from events.score_book.book_toml import read_book
from events.score_book.evaluate import evaluate
from events.score_book.leaf_kinds import ACCEPTED, Direct, Observation
from events.score_book.leaf_points import points_of_all
from events.score_book.live import LiveSheets
from events.score_commits import CellKey, key_of
from events.score_sheets import final_stage
from events.scoring import ScoreRecorded

BOOKS = [
    read_book(path.read_text("utf-8"))
    for path in sorted(
        (Path(__file__).parents[1] / "thidua_tui" / "data" / "score_books").glob("*.toml")
    )
]
UNITS = ("a", "b", "c")
NUMBERS = {"rate", "actual", "target", "points"}


@st.composite
def observations(draw: st.DrawFn, leaf: Node) -> Observation | None:
    """Something that fits the leaf, or that it does not apply."""
    if leaf.score is None or draw(st.integers(0, 5)) == 0:
        return None
    fields = draw(st.sampled_from(ACCEPTED[type(leaf.score)]))
    found: dict[str, object] = {}
    for name in fields:
        if name == "yes":
            found[name] = draw(st.booleans())
        elif name == "points":
            found[name] = min(Decimal(draw(st.integers(0, 9))), leaf.max)
        else:
            value = draw(st.integers(1 if name == "target" else 0, 120))
            found[name] = Decimal(value) if name in NUMBERS else value
    return Observation(**found)  # type: ignore[arg-type]  # by the names of its fields


@st.composite
def changes(draw: st.DrawFn) -> tuple[ScoreBook, list[tuple[str, Node, Observation | None, bool]]]:
    """A shipped book, and cells that are filled, changed and emptied."""
    book = draw(st.sampled_from(BOOKS))
    leaves = book.leaves()
    steps = []
    for _ in range(draw(st.integers(1, 25))):
        leaf = draw(st.sampled_from(leaves))
        gone = draw(st.integers(0, 4)) == 0
        steps.append((draw(st.sampled_from(UNITS)), leaf, draw(observations(leaf)), gone))
    return book, steps


@settings(deadline=None)
@given(changes())
def test_live_sheets_agree_with_all_sheets_after_every_change(found):
    book, steps = found
    live, cells = LiveSheets(book, UNITS), {unit: dict[str, Observation | None]() for unit in UNITS}
    for unit, leaf, seen, gone in steps:
        cells[unit].pop(leaf.code, None)
        if not gone:
            cells[unit][leaf.code] = seen
        column = {u: cells[u][leaf.code] for u in UNITS if leaf.code in cells[u]}
        known = {u: one for u, one in column.items() if one is not None}
        before = {u: live[u] for u in UNITS}
        changed = live.put(leaf.code, column, points_of_all(leaf, known))
        assert {u: live[u] for u in UNITS} == evaluate(book, cells)
        assert {u for u in UNITS if live[u] != before[u]} <= changed


@settings(deadline=None, max_examples=40)
@given(changes())
def test_a_board_agrees_with_the_sheets_of_what_is_recorded(found):
    book, steps = found
    board = Scoreboard([book], UNITS, ())
    scores: dict[CellKey, ScoreRecorded] = {}
    for at, (unit, leaf, seen, gone) in enumerate(steps):
        stage = book.derivation.scorers[at % len(book.derivation.scorers)]
        direct = isinstance(leaf.score, Direct)
        score = ScoreRecorded(
            cluster="c", year=2026, unit=unit, criterion=leaf.code, stage=stage,
            points=seen.points if seen and direct else None, observed=None if direct else seen,
        )  # fmt: skip
        scores.pop(key_of(score), None)
        if not gone:
            scores[key_of(score)] = score
        board.put(key_of(score), None if gone else score)
    cells: dict[str, dict[str, Observation | None]] = {unit: {} for unit in UNITS}
    for unit in UNITS:
        for leaf in book.leaves():
            given = {k.stage: s for k, s in scores.items() if k[:2] == (unit, leaf.code)}
            stage = final_stage(book, leaf, [*given])
            if stage:
                cells[unit][leaf.code] = given[stage].seen
    assert {unit: board.final[unit] for unit in UNITS} == evaluate(book, cells)
    assert all(
        isinstance(points, Fraction)
        for unit in UNITS
        for points in board.final[unit].points.values()
    )
