"""`?` and the palette: typing seeks, Enter does it, and what is off says why."""

from __future__ import annotations

import pytest

from tests.pages import ledger_at, press, screen_text, shown, standing_still
from thidua_tui.parsing.fuzzy_match import matches
from thidua_tui.screens.palette import Palette
from thidua_tui.screens.search_items import Item
from thidua_tui.screens.search_list import found_in


@pytest.fixture
def demo(tmp_path):
    with standing_still():
        yield ledger_at(tmp_path / "demo.ledger", story=True)


async def seek(pilot, key: str, *letters: str) -> str:
    """Open the list, type, and read the screen."""
    await press(pilot, key)
    await pilot.app.workers.wait_for_complete()
    await press(pilot, *letters)
    return screen_text(pilot.app)


async def test_a_key_is_found_without_marks_and_done_by_enter(demo):
    async with shown(demo) as pilot:
        assert "Luân phiên" in await seek(pilot, "?", *"luanphien")
        await press(pilot, "enter")
        assert pilot.app.screen.PLACE == "leaders"


async def test_a_key_is_found_by_itself(demo):
    async with shown(demo) as pilot:
        assert "▸ F9" in await seek(pilot, "f1", "f", "9")


async def test_what_is_off_says_why_and_is_not_done(demo):
    async with shown(demo) as pilot:
        text = await seek(pilot, "?", *"bemac")
        assert "✗ Không có hội nghị nào đang mở." in text
        await press(pilot, "enter")
        assert "Các phím tại" in screen_text(pilot.app)
        await press(pilot, "f4")
        assert pilot.app.screen.PLACE == "year"


@pytest.mark.parametrize(
    ("letters", "place"),
    [("snv", "unit"), ("bienban", "tables"), ("35", "entry"), ("tmth2020", "year")],
)
async def test_the_palette_leads_to_what_the_ledger_holds(demo, letters, place):
    async with shown(demo) as pilot:
        await press(pilot, "3")
        await seek(pilot, "ctrl+p", *letters)
        await press(pilot, "enter")
        assert getattr(pilot.app.screen, "PLACE", "") == place


@pytest.mark.parametrize(
    ("letters", "found"),
    [
        ("sandbox", "Try scores"),
        ("progress", "Missing"),
        ("reasons", "Why?"),
        ("gaps", "Score sheet"),
    ],
)
async def test_keys_of_scores_are_found_by_what_they_are_for(demo, letters, found):
    async with shown(demo, lang="en") as pilot:
        await press(pilot, "1")
        assert found in await seek(pilot, "ctrl+p", *letters)


async def test_the_palette_opens_the_form_of_an_act(demo):
    async with shown(demo) as pilot:
        await seek(pilot, "ctrl+p", *"bau truong cum".replace(" ", ""))
        await press(pilot, "enter")
        assert "Bầu Trưởng cụm" in screen_text(pilot.app)


async def test_an_entry_that_is_not_there_is_told(demo):
    async with shown(demo) as pilot:
        assert "✗ Sổ chỉ có đến mục 35" in await seek(pilot, "ctrl+p", *"99")


async def test_nothing_found_is_said_and_the_letters_stay(demo):
    async with shown(demo) as pilot:
        text = await seek(pilot, "ctrl+p", *"qqqq")
        assert "Không tìm thấy" in text
        assert "qqqq" in text
        await press(pilot, "enter")
        assert type(pilot.app.screen) is Palette


async def test_what_comes_in_late_leaves_the_mark_where_it_was(demo):
    async with shown(demo) as pilot:
        await press(pilot, "ctrl+p")
        palette = pilot.app.screen
        await pilot.app.workers.wait_for_complete()
        await press(pilot, "down", "down")
        marked = palette.chosen()
        palette.offer([Item(kind="unit", code="z", name="Sở Z")])
        assert palette.chosen() == marked


def test_the_letters_that_were_found_are_underlined():
    (span,) = found_in("Sở Tài chính", "tai").spans
    assert "Sở Tài chính"[span.start : span.end] == "Tài"
    assert matches("", []) == []
