"""Undo, redo, their list, and a correction: what would follow is seen before it is recorded."""

from __future__ import annotations

import pytest

from events.errors import Refused
from events.event import name_of
from tests.pages import ledger_at, press, screen_text, settled, shown, toasts, until
from thidua_tui.screens.form import Form
from thidua_tui.screens.undo_dialog import Undo
from thidua_tui.screens.undo_list import Reversals


@pytest.fixture
def demo(tmp_path):
    return ledger_at(tmp_path / "demo.ledger", story=True)


async def seen(pilot, words: str) -> str:
    """The screen once it shows these words."""
    await until(pilot, lambda: words in screen_text(pilot.app))
    assert words in screen_text(pilot.app)
    return screen_text(pilot.app)


def recorded(app) -> list[str]:
    return [name_of(entry.event) for entry in app.session.ledger.read(after=35)]


async def test_undo_shows_what_would_move_and_redo_does_it_again(demo):
    async with shown(demo) as pilot:
        await press(pilot, "ctrl+z")
        await seen(pilot, "đã bế mạc có → không")
        await press(pilot, "enter", "ctrl+y")
        assert isinstance(pilot.app.screen, Undo)
        assert "Sẽ ghi lại" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert recorded(pilot.app) == ["entries-retracted", "meeting-closed"]


async def test_with_nothing_undone_redo_says_so(demo):
    async with shown(demo) as pilot:
        await press(pilot, "ctrl+y")
        assert toasts(pilot.app)[-1].startswith("Chưa có việc nào đã hủy")


async def test_the_list_previews_each_act_and_enter_goes_on_to_the_reason(demo):
    async with shown(demo) as pilot:
        await press(pilot, "z")
        assert isinstance(pilot.app.screen, Reversals)
        await press(pilot, "down", "down")
        await seen(pilot, "− Phó trưởng cụm (đơn vị: Sở Kế hoạch và Đầu tư)")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, Undo)
        await press(pilot, "enter")
        assert recorded(pilot.app) == ["entries-retracted"]


async def test_the_list_is_left_without_a_trace(demo):
    async with shown(demo) as pilot:
        await press(pilot, "z", "escape")
        assert not isinstance(pilot.app.screen, Reversals)
        assert recorded(pilot.app) == []


async def test_what_others_stand_on_says_so_before_anybody_presses_enter(demo):
    async with shown(demo) as pilot:
        await press(pilot, "z", *["down"] * 7)  # the result; nominations stand on it
        await seen(pilot, "dựa trên mục này")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["narrow", "wide"])
async def test_a_correction_shows_before_and_after_while_one_types(demo, size):
    async with shown(demo, size=size) as pilot:
        await press(pilot, "3", *["down"] * 7, "enter", "s")
        assert isinstance(pilot.app.screen, Form)
        form = pilot.app.screen
        await form.body.fields.rows["places"].put("1 snv\n2 vp-hdnd\n3 vp-ubnd")
        form.filling.put("places", "1 snv\n2 vp-hdnd\n3 vp-ubnd")
        form.edited()
        await seen(pilot, "Sở Nội vụ: thứ hạng 2 → 1")
        await seen(pilot, "▲ Xem lại tờ trình: Văn phòng HĐND tỉnh")
        assert recorded(pilot.app) == []


async def test_undo_of_a_correction_says_what_comes_back(demo):
    async with shown(demo) as pilot:
        await press(pilot, "3", "down", "down", "enter", "s", *"skhdt")
        await settled(pilot)
        form = pilot.app.screen
        form.filling.put("unit", "stp")
        form.filling.put("reason", "nghe nhầm")
        await form.record()
        await press(pilot, "ctrl+z")
        text = screen_text(pilot.app)
        assert "và khôi phục:" in text
        assert "Sở Kế hoạch và Đầu tư làm Phó trưởng cụm thi đua năm 2021" in text


async def test_what_no_command_does_again_is_refused_in_the_list(demo, monkeypatch):
    def never(_):
        raise Refused("not-again")

    monkeypatch.setattr("thidua_tui.acts.undo_redo.command_for", never)
    async with shown(demo) as pilot:
        await press(pilot, "ctrl+z", "enter", "z")
        assert isinstance(pilot.app.screen, Reversals)
        await seen(pilot, "▲ Chương trình không tự ghi lại được việc này")
        await press(pilot, "enter", "enter")
        assert "không tự ghi lại được" in screen_text(pilot.app)
        assert recorded(pilot.app) == ["entries-retracted"]
