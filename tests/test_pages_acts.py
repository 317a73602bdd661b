"""From the pages to what records, and back: forms, menu, undo, correction."""

from __future__ import annotations

import pytest

from tests.pages import ledger_at, press, screen_text, shown, shows, toasts, until
from thidua_tui.screens.form import Form
from thidua_tui.screens.palette import ActMenu
from thidua_tui.screens.undo_dialog import Undo


@pytest.fixture
def demo(tmp_path):
    return ledger_at(tmp_path / "demo.ledger", story=True)


async def test_a_letter_opens_the_form_of_its_act(demo):
    async with shown(demo) as pilot:
        await press(pilot, "d")
        assert isinstance(pilot.app.screen, Form)
        assert pilot.app.screen.act.id == "nominate"


async def test_the_form_starts_from_the_unit_under_the_cursor(demo):
    async with shown(demo) as pilot:
        await press(pilot, "down", "down", "down", "down", "down", "d")
        assert pilot.app.screen.here.unit == "stp"


async def test_the_menu_opens_what_is_chosen(demo):
    async with shown(demo) as pilot:
        await press(pilot, "a")
        assert shows(pilot, ActMenu)
        await press(pilot, *"danh sach", "enter")
        assert isinstance(pilot.app.screen, Form)


async def test_undo_asks_first_and_the_page_follows(demo):
    async with shown(demo) as pilot:
        await press(pilot, "ctrl+z")
        assert isinstance(pilot.app.screen, Undo)
        await press(pilot, "enter")
        await until(pilot, lambda: "đang họp" in screen_text(pilot.app))
        assert "đang họp" in screen_text(pilot.app)


async def test_with_nothing_to_undo_it_says_so(tmp_path):
    async with shown(ledger_at(tmp_path / "empty.ledger")) as pilot:
        await press(pilot, "ctrl+z")
        assert toasts(pilot.app)


async def test_an_entry_can_be_corrected_from_the_journal(demo):
    async with shown(demo) as pilot:
        await press(pilot, "3", "down", "enter", "s")
        assert isinstance(pilot.app.screen, Form)
        assert [entry.position for entry in pilot.app.screen.instead_of] == [34]


async def test_an_entry_can_be_taken_back_from_the_journal(demo):
    async with shown(demo) as pilot:
        await press(pilot, "3", "enter", "delete")
        assert isinstance(pilot.app.screen, Undo)
        await press(pilot, "enter")
        await until(pilot, lambda: "đã hủy theo mục 36" in screen_text(pilot.app))
        assert "đã hủy theo mục 36" in screen_text(pilot.app)
        await press(pilot, "delete")
        assert toasts(pilot.app)[-1].startswith("Mục này đã hủy")


async def test_leaving_with_a_form_half_filled_says_so_once(tmp_path):
    path = ledger_at(tmp_path / "demo.ledger", story=True)
    async with shown(path) as pilot:
        await press(pilot, "m", *"Phong", "escape", "q")
        assert "Ghi phong trào thi đua" in toasts(pilot.app)[-1]
        assert pilot.app.is_running
        await pilot.press("q")
        assert pilot.app.return_code == 0


async def test_leaving_with_nothing_half_filled_asks_nothing(tmp_path):
    async with shown(ledger_at(tmp_path / "demo.ledger", story=True)) as pilot:
        await press(pilot, "m", "escape")
        await pilot.press("q")
        assert pilot.app.return_code == 0


async def test_who_founds_the_first_cluster_stands_at_it(tmp_path):
    async with shown(ledger_at(tmp_path / "new.ledger")) as pilot:
        await press(pilot, "l")
        await press(pilot, *"Cum A", "enter", "f2")
        await press(pilot, "1")
        assert pilot.app.screen.PLACE == "year"
        assert pilot.app.here.cluster == "ca"


async def test_an_act_that_was_let_in_just_now_is_not_refused(demo):
    """The page may not have been folded anew yet when the next key comes."""
    async with shown(demo) as pilot:
        page = pilot.app.screen
        page.offs = {**page.offs, "nominate": "no-result"}
        await press(pilot, "d")
        assert isinstance(pilot.app.screen, Form)
