"""Jump mode: a letter beside everything in sight, and typing it goes there."""

from __future__ import annotations

import pytest

from tests.form_app import STARTED
from tests.pages import ledger_at, press, screen_text, shown, standing_still, toasts
from tests.test_score_grid import BOOK
from thidua_tui.keymap.action_registry import TELEX
from thidua_tui.screens.jump_mode import LETTERS, Jump, labels
from thidua_tui.widgets.virtual_list import VirtualList


@pytest.fixture
def demo(tmp_path):
    with standing_still():
        yield ledger_at(tmp_path / "demo.ledger", story=True)


def test_no_label_begins_another_and_none_is_made_of_one_letter_twice():
    for count in (1, len(LETTERS), len(LETTERS) + 1, 60):
        told = labels(count)
        assert len(set(told)) == count
        assert len({len(label) for label in told}) == 1
        assert all(len(set(label)) == len(label) for label in told)


def test_no_label_is_a_letter_that_an_input_method_waits_with():
    assert not set(LETTERS) & (set("aeiouyjw") | (set(TELEX) - {"d"}))


@pytest.mark.parametrize("key", ["j", "J", "ctrl+o"])
async def test_a_letter_goes_to_its_line_and_the_page_stays_in_sight(demo, key):
    async with shown(demo) as pilot:
        await press(pilot, key)
        assert isinstance(pilot.app.screen, Jump)
        text = screen_text(pilot.app)
        assert "Sở Nội vụ" in text
        line = next(line for line in text.splitlines() if "Sở Nội vụ" in line)
        await press(pilot, line.strip()[0])
        assert pilot.app.screen.query_one(VirtualList).cursor == 2


@pytest.mark.parametrize("key", ["escape", "j", "?", "enter", "backspace", "a", "up"])
async def test_what_leads_nowhere_leaves_everything_as_it_was(demo, key):
    async with shown(demo) as pilot:
        before = pilot.app.screen.query_one(VirtualList).cursor
        await press(pilot, "j", key)
        assert pilot.app.screen.PLACE == "year"
        assert pilot.app.screen.query_one(VirtualList).cursor == before


async def test_a_digit_goes_to_its_tab(demo):
    async with shown(demo) as pilot:
        await press(pilot, "j", "3")
        assert pilot.app.screen.PLACE == "journal"


async def test_many_lines_get_two_letters(demo):
    async with shown(demo, size=(120, 60)) as pilot:
        await press(pilot, "3")
        lines = pilot.app.screen.query_one(VirtualList)
        await press(pilot, "j")
        told = list(pilot.app.screen.by_label)
        if len(told) > len(LETTERS):
            assert {len(label) for label in told} == {2}
        await press(pilot, *told[-1])
        assert lines.cursor == len(told) - 1


async def test_in_a_form_ctrl_o_goes_to_a_field_and_letters_stay_text(demo):
    async with shown(demo) as pilot:
        await press(pilot, "0", "l", "j")
        form = pilot.app.screen
        assert form.filling.raw["name"] == "j"
        await press(pilot, "ctrl+o")
        label = list(pilot.app.screen.by_label)[3]
        await press(pilot, label)
        assert pilot.app.screen is form
        assert form.body.fields.rows["place"].has_focus_within


async def test_in_the_list_of_acts_a_label_marks_an_act_and_no_title(demo):
    async with shown(demo) as pilot:
        await press(pilot, "a")
        menu = pilot.app.screen
        await press(pilot, "ctrl+o")
        lines = screen_text(pilot.app).splitlines()
        at = next(y for y, line in enumerate(lines) if "Điểm danh đơn vị dự" in line)
        label = next(one for one, target in pilot.app.screen.by_label.items() if target.y == at)
        await press(pilot, *label)
        assert pilot.app.screen is menu
        assert menu.chosen().code == "record-attendance"


async def test_in_the_grid_a_label_goes_to_its_cell_and_stages_what_was_typed(tmp_path):
    with standing_still():
        scored = ledger_at(tmp_path / "scored.ledger", *STARTED, BOOK)
    async with shown(scored) as pilot:
        await press(pilot, "c")
        grid = pilot.app.screen
        rows = len(grid.sheet.units)
        await press(pilot, "9", "ctrl+o")
        labels_by_cell = list(pilot.app.screen.by_label)
        assert len(labels_by_cell) == rows * 2
        await press(pilot, labels_by_cell[5])
        assert pilot.app.screen is grid
        assert (grid.body.grid.row, grid.body.grid.column) == (2, 1)
        assert [one.text for _, one in grid.staged.items()] == ["9"]
        await press(pilot, *"99", "ctrl+o", labels_by_cell[0])
        assert (grid.body.grid.row, grid.body.grid.column) == (2, 1)
        assert grid.body.entry.value == "99"


async def test_in_a_list_of_keys_a_label_marks_what_enter_does(demo):
    async with shown(demo) as pilot:
        await press(pilot, "?")
        keys = pilot.app.screen
        await press(pilot, "ctrl+o")
        await press(pilot, next(iter(pilot.app.screen.by_label)))
        assert pilot.app.screen is keys
        assert keys.chosen() is not None


async def test_where_nothing_can_be_jumped_to_that_is_said(demo):
    async with shown(demo) as pilot:
        await press(pilot, "ctrl+p", *"qqqqq", "ctrl+o")
        assert not isinstance(pilot.app.screen, Jump)
        assert toasts(pilot.app) == ["Ở đây không có dòng nào để đến."]
