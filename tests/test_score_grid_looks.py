"""What the score grid shows: names in full, signs in cells, the stages, what is below the grid."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.scoring import RecordScore
from tests.pages import ledger_at, press, quiet, screen_text, settled, shown, standing_still
from tests.test_score_grid import STC, GridApp, ruled, staged
from thidua_tui.forms.grid_content import GridContent
from thidua_tui.forms.score_signs import column_remarks
from thidua_tui.screens.score_commit import Commit
from thidua_tui.widgets.grid_layout import across, column_widths, down, laid_out
from thidua_tui.widgets.score_grid import Grid
from thidua_tui.widgets.stage_tabs import StageTabs

LONG = "Ban Quản lý Khu kinh tế và các khu công nghiệp tỉnh"
HEAD = ("Đơn vị", "Tối đa", "Tổng", "Hạng", "Cộng cột")


def remarks(*points: int | None, own: Mapping[int, int] | None = None) -> dict[int, str]:
    """What is remarkable in a column of these points; None is a cell without an answer."""
    known = {row: Decimal(number) for row, number in enumerate(points) if number is not None}
    given = {row: Decimal(number) for row, number in (own or {}).items()}
    return dict(column_remarks(known, given, [number is not None for number in points]))


def test_the_best_and_the_lowest_of_a_column_are_marked_and_what_is_missing():
    assert remarks(9, 5, 7) == {0: "best", 1: "lowest"}
    assert remarks(None, None, None) == {}, "nothing is missing in an empty column"
    assert remarks(9, 5, None) == {2: "missing"}, "two scores have no best"


def test_equal_scores_have_no_best_and_zero_is_not_missing():
    assert not remarks(5, 5, 5)
    assert remarks(0, 5, 7)[0] == "lowest"
    known = {1: Decimal(5), 2: Decimal(7)}
    not_applicable = column_remarks(known, {}, [True, True, True])
    assert 0 not in not_applicable, "what does not apply is not missing"


def test_points_above_the_self_score_are_marked():
    assert remarks(7, None, own={0: 6, 1: 5})[0] == "above"
    assert 1 not in remarks(7, 5, own={0: 6, 1: 5}), "as much as the self-score is not above it"


def content(names: list[str], columns: int, cells: dict[tuple[int, int], str]) -> GridContent:
    """A grid with these names in full; the short ones are single letters."""
    return GridContent(
        head=HEAD,
        rows=[name[:1] for name in names],
        full=names,
        columns=[(f"II.{n}", "10") for n in range(columns)],
        cells=cells,
    )


@pytest.mark.parametrize("columns", [4, 10, 24])
def test_no_name_is_cut_at_160_columns(columns):
    cells = {(0, n): "9,25" for n in range(columns)}
    grid = content([LONG, "Sở Y tế"] * 4, columns, cells)
    laid = laid_out(grid, 156, 38)
    drawn = [" ".join(parts) for parts in laid.names]
    assert drawn == list(grid.full)
    assert all(len(part) < laid.name for parts in laid.names for part in parts)


def test_at_160_columns_more_criteria_are_in_sight_than_fourteen():
    cells = {(row, n): "9,25" for row in range(8) for n in range(24)}
    laid = laid_out(content([LONG] * 8, 24, cells), 156, 38)
    seen = across(laid.widths, 0, 0, 156 - laid.name - 17)
    assert len(seen) >= 18


def test_names_are_the_short_ones_where_no_rows_are_free():
    laid = laid_out(content([LONG] * 12, 10, {}), 76, 14)
    assert (laid.tall, laid.names[0]) == (1, ["B"])


@given(
    st.lists(st.integers(5, 12), min_size=1, max_size=30),
    st.integers(0, 40),
    st.integers(12, 120),
    st.data(),
)
def test_the_cursor_is_in_sight_and_the_window_moves_no_more_than_it_must(
    widths, first, room, data
):
    column = data.draw(st.integers(0, len(widths) - 1))
    seen = across(widths, first, column, room)
    assert column in seen
    assert sum(widths[at] for at in seen) <= room or len(seen) == 1
    again = across(widths, seen.start, column, room)
    assert again == seen
    rows = down(len(widths), first, column, max(1, room // 10))
    assert column in rows


def test_a_column_is_as_wide_as_its_longest_text_with_a_sign():
    grid = content(["a"], 2, {(0, 0): "19,25", (0, 1): "5"})
    assert column_widths(grid, 5) == [7, 5]


@pytest.fixture
def years(tmp_path):
    with standing_still():
        yield ledger_at(tmp_path / "years.ledger", years=True)


async def test_the_grid_shows_names_criterion_stages_and_totals(years):
    async with shown(years, size=(160, 50)) as pilot:
        await press(pilot, "1", "c", "tab")
        await quiet(pilot)
        text = screen_text(pilot.app).replace("\xa0", " ")
        for words in (
            LONG,
            "I.2 Cải cách hành chính, chuyển đổi số",
            "tối đa 15",
            "▸ thẩm định 77/80",
            "tự chấm 80/80",
            "Tổng điểm ở bước này",
            "↑ cao nhất",
        ):
            assert words in text
        used = sum(bool(line.strip(" │╭╮╰╯─")) for line in text.splitlines())
        assert used > 25


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 40), (160, 50), (200, 60)])
async def test_no_name_of_a_unit_is_cut_and_totals_are_in_sight(years, size):
    async with shown(years, size=size) as pilot:
        await press(pilot, "1", "c", "end")
        await quiet(pilot)
        grid = pilot.app.screen.query_one(Grid)
        assert not any("…" in " ".join(parts) for parts in grid._in_sight().layout.names)
        text = screen_text(pilot.app)
        assert "Hạng" in text
        assert "III.4" in text


async def test_a_click_on_a_stage_shows_it(years):
    async with shown(years, size=(120, 40)) as pilot:
        await press(pilot, "1", "c")
        scores: Any = pilot.app.screen
        assert scores.stage == "verified"
        await pilot.click(StageTabs, offset=(4, 0))
        await settled(pilot)
        assert scores.stage == "self"
        assert "▸ tự chấm" in screen_text(pilot.app)
        await press(pilot, "f8")
        assert scores.stage == "peer"


async def test_a_click_goes_to_the_cell(years):
    async with shown(years, size=(120, 40)) as pilot:
        await press(pilot, "1", "c")
        grid = pilot.app.screen.query_one(Grid)
        sight = grid._in_sight()
        x = {at: x for at, x, _ in grid._spans(sight)}[3]
        await pilot.click(Grid, offset=(x + 2, 2 + 4 * sight.layout.tall))
        await settled(pilot)
        assert (grid.row, grid.column) == (4, 3)


async def test_what_was_typed_is_staged_by_a_click_elsewhere():
    async with GridApp(ruled()).run_test(size=(120, 30)) as pilot:
        await pilot.press(*"30")
        grid = pilot.app.screen.query_one(Grid)
        tall = grid._in_sight().layout.tall
        await pilot.click(Grid, offset=(5 + grid._in_sight().layout.name, 2 + 2 * tall))
        await pilot.pause(0.3)
        assert staged(pilot.app) == {("vp-dbqh", "I"): ("new", "30")}
        assert grid.row == 2


async def test_a_letter_in_a_frozen_grid_is_refused_with_what_to_do(years):
    async with shown(years) as pilot:
        await press(pilot, "1", "left", "c", *"qua")
        scores: Any = pilot.app.screen
        assert scores.body.entry.value == ""
        sentence = scores.body.message.left.plain
        assert "Hủy kết quả (có lý do) rồi mới sửa điểm" in sentence
        lines = " ".join(line.strip() for line in screen_text(pilot.app).splitlines())
        assert sentence in lines, "the sentence is shown whole"


async def test_the_self_score_is_below_the_verified_one_where_rows_are_free():
    at = ruled(
        RecordScore(**STC, criterion="I", points=Decimal(31), stage="self"),
        RecordScore(**STC, criterion="I", points=Decimal(30)),
    )
    async with GridApp(at).run_test(size=(120, 50)) as pilot:
        grid = pilot.app.screen.query_one(Grid)
        assert grid.shown.below == {(1, 0): "31"}
        lines = grid.lines
        row = next(n for n, line in enumerate(lines) if line.startswith("Sở Tài chính"))
        assert "30" in lines[row]
        assert "31" in lines[row + 1]


@pytest.fixture
def scored(tmp_path):
    with standing_still():
        yield ledger_at(tmp_path / "scored.ledger", scored=True)


async def test_the_grid_stays_in_sight_behind_the_question_that_records(scored):
    async with shown(scored, size=(120, 40)) as pilot:
        await press(pilot, "1", "c", *"10", "/", *"20", "enter", "f2")
        await quiet(pilot)
        assert isinstance(pilot.app.screen, Commit)
        assert pilot.app.screen.styles.background.a < 1


async def test_the_tabs_count_the_cells_that_a_stage_is_asked_for(scored):
    """Seven lines of seven units; the office scores one line; bonuses are nobody's duty."""
    async with shown(scored, size=(120, 40)) as pilot:
        await press(pilot, "1", "c")
        await quiet(pilot)
        tabs = {tab.name: tab.cells for tab in pilot.app.screen.query_one(StageTabs).tabs}
        assert tabs == {"self": 49, "peer": 49, "verified": 49, "office": 7}


async def test_a_line_that_only_adds_or_takes_shows_no_maximum(scored):
    async with shown(scored, lang="en", size=(120, 40)) as pilot:
        await press(pilot, "1", "c")
        await quiet(pilot)
        heads = next(x for x in screen_text(pilot.app).splitlines() if "Maximum" in x)
        assert heads.split("Maximum")[1].strip("│ ").split()[-2:] == ["40", "80"]


async def test_the_cells_of_a_grid_are_written_as_the_language_writes_numbers(scored):
    async with shown(scored, lang="en", size=(120, 40)) as pilot:
        await press(pilot, "1", "<", "c")
        await quiet(pilot)
        text = screen_text(pilot.app)
        assert "98.5%" in text
        assert "98,5%" not in text
