"""The mouse: tabs, keys at the foot, years, rows, fields, choices, check boxes and cells."""

from __future__ import annotations

from decimal import Decimal

import pytest
from textual import events as mouse

from events.rule_book import Criterion, IssueRules
from tests.pages import ledger_at, press, screen_text, settled, shown, standing_still
from thidua_tui.session.samples.conference import CLUSTER
from thidua_tui.widgets.header_footer import KeyBar
from thidua_tui.widgets.virtual_list import VirtualList


@pytest.fixture
def demo(tmp_path):
    with standing_still():
        yield ledger_at(tmp_path / "demo.ledger", story=True)


async def click(pilot, text: str, line: int | None = None) -> None:
    """Click the middle of a text on the screen, in the line given or the first that has it."""
    lines = screen_text(pilot.app).splitlines()
    found = [y for y, told in enumerate(lines) if text in told and line in (None, y)]
    assert found, f"{text} is not on the screen:\n" + "\n".join(lines)
    x = lines[found[0]].index(text) + len(text) // 2
    await pilot.click(offset=(x, found[0]))
    await settled(pilot)


FOOT = 23


@pytest.mark.parametrize(
    ("tab", "place"),
    [("0 Các cụm", "home"), ("3 Nhật ký", "journal"), ("5 Theo năm", "chronicle")],
)
async def test_a_click_on_a_tab_goes_there(demo, tab, place):
    async with shown(demo) as pilot:
        await click(pilot, tab, 0)
        assert place == pilot.app.screen.PLACE
        await click(pilot, "1 Năm", 0)
        assert pilot.app.screen.PLACE == "year"


async def test_a_click_on_a_key_at_the_foot_does_what_the_key_does(demo):
    async with shown(demo) as pilot:
        await click(pilot, "Ghi việc", FOOT)
        assert pilot.app.screen.PLACE == "menu"
        await click(pilot, "Esc/F4", FOOT)
        assert pilot.app.screen.PLACE == "year"


async def test_only_the_key_below_the_mouse_is_underlined(demo):
    async with shown(demo) as pilot:
        bar = pilot.app.screen.query_one(KeyBar)
        assert not any("underline" in str(span.style) for span in bar.render().spans)
        x = screen_text(pilot.app).splitlines()[FOOT].index("Ghi việc")
        await pilot.hover(offset=(x, FOOT))
        (lit,) = [span for span in bar.render().spans if span.style == "underline"]
        assert bar.render().plain[lit.start : lit.end] == "a Ghi việc"
        await pilot.hover(offset=(40, 10))
        assert not any(span.style == "underline" for span in bar.render().spans)


async def test_the_arrows_at_the_year_go_to_the_years_around_it(demo):
    async with shown(demo) as pilot:
        year = pilot.app.here.year or 0
        await click(pilot, "‹ Năm")
        assert pilot.app.here.year == year
        x = screen_text(pilot.app).splitlines()[1].index("‹ Năm")
        await pilot.click(offset=(x, 1))
        assert pilot.app.here.year == year - 1
        await settled(pilot)
        x = screen_text(pilot.app).splitlines()[1].index("›")
        await pilot.click(offset=(x, 1))
        assert pilot.app.here.year == year


@pytest.mark.parametrize(
    ("tab", "opened"),
    [("1", "unit"), ("2", "unit"), ("3", "entry"), ("0", "year"), ("5", "year")],
)
async def test_one_click_selects_a_row_and_a_second_opens_it(demo, tab, opened):
    async with shown(demo) as pilot:
        await press(pilot, tab)
        place, lines = pilot.app.screen.PLACE, pilot.app.screen.query_one(VirtualList)
        row = 1 if lines.count > 1 else 0
        at = (lines.region.x + 8, [*lines.jumps()][row].y)
        await pilot.click(offset=at)
        await settled(pilot)
        assert (pilot.app.screen.PLACE, lines.cursor) == (place, row)
        await pilot.click(offset=at)
        await settled(pilot)
        assert opened == pilot.app.screen.PLACE


async def test_a_click_beside_everything_changes_nothing_and_keys_still_work(demo):
    async with shown(demo) as pilot:
        lines = pilot.app.screen.query_one(VirtualList)
        for at in ((79, 1), (40, 2), (79, FOOT - 1)):
            await pilot.click(offset=at)
        await press(pilot, "down")
        assert (pilot.app.screen.PLACE, lines.cursor) == ("year", 1)
        await press(pilot, "m")
        await pilot.click(offset=(0, 0))
        await pilot.click(offset=(0, 12))
        assert pilot.app.screen.PLACE == "form"


async def test_in_a_form_labels_words_and_keys_can_be_clicked(demo):
    async with shown(demo) as pilot:
        await press(pilot, "t")
        form = pilot.app.screen
        rows = form.body.fields.rows
        await pilot.click(rows["on"], offset=(3, 0))
        await settled(pilot)
        assert rows["on"].has_focus_within
        words = dict(rows["method"].editor.values)
        before = rows["method"].raw
        await click(pilot, "›")
        assert rows["method"].raw in set(words) - {before}
        await click(pilot, "Esc/F4", FOOT)
        assert pilot.app.screen.PLACE == "year"


async def test_in_a_form_a_match_is_taken_by_a_click(demo):
    async with shown(demo) as pilot:
        await press(pilot, "d", *"so")
        form = pilot.app.screen
        unit = form.body.fields.rows["unit"].editor
        name = unit.found[-1].option
        await pilot.click(unit.matches, offset=(4, len(unit.found) - 1))
        await settled(pilot)
        assert unit.raw == name.code
        assert unit.has_focus


async def test_a_check_box_is_ticked_by_a_click(demo):
    async with shown(demo) as pilot:
        await press(pilot, "s")
        units = pilot.app.screen.body.fields.rows["units"].editor
        units.focus()
        await settled(pilot)
        before = set(units.ticked)
        await pilot.click(units.below, offset=(8, 2))
        await settled(pilot)
        assert units.ticked ^ before == {units.listed[2].code}
        assert units.has_focus


async def test_a_cell_of_the_grid_is_reached_by_a_click(tmp_path):
    limit = Decimal(10)
    criteria = tuple(Criterion(code=code, name=code, max_points=limit) for code in ("I", "II"))
    book = IssueRules(cluster=CLUSTER, year=2020, criteria=criteria)
    async with shown(ledger_at(tmp_path / "demo.ledger", book, story=True)) as pilot:
        await press(pilot, "c")
        grid = pilot.app.screen.body.grid
        targets = [*grid.jumps()]
        await pilot.click(offset=targets[5][:2])
        await settled(pilot)
        assert (grid.row, grid.column) == (2, 1)


async def test_a_click_on_a_label_of_jump_mode_goes_there_and_elsewhere_leaves(demo):
    async with shown(demo) as pilot:
        await press(pilot, "j")
        target, cap = pilot.app.screen.caps[3]
        await pilot.click(offset=(cap.region.x + 1, target.y))
        await settled(pilot)
        assert pilot.app.screen.PLACE == "year"
        assert pilot.app.screen.query_one(VirtualList).cursor == 3
        await press(pilot, "j")
        await pilot.click(offset=(50, 12))
        await settled(pilot)
        assert pilot.app.screen.PLACE == "year"
        assert pilot.app.screen.query_one(VirtualList).cursor == 3


async def test_the_wheel_moves_a_list_and_not_its_cursor(demo):
    async with shown(demo) as pilot:
        await press(pilot, "3")
        lines = pilot.app.screen.query_one(VirtualList)
        await pilot._post_mouse_events([mouse.MouseScrollDown], lines, (5, 5))
        await settled(pilot)
        assert (lines.cursor, lines.scroll_offset.y) == (0, 3)


async def test_in_the_list_of_acts_a_second_click_opens(demo):
    async with shown(demo) as pilot:
        await press(pilot, "a", *"bau")
        await click(pilot, "Bầu Phó trưởng cụm")
        assert pilot.app.screen.PLACE == "menu"
        await click(pilot, "Bầu Phó trưởng cụm")
        assert pilot.app.screen.PLACE == "form"
