"""The slides on the screen: keys, live figures, and what is shown when nothing was adopted."""

from __future__ import annotations

import pytest

from tests.pages import ledger_at, press, screen_text, shown, standing_still


@pytest.fixture
def demo(tmp_path):
    with standing_still():
        yield ledger_at(tmp_path / "demo.ledger", story=True)


async def test_the_ceremony_is_turned_by_space_and_enter(demo):
    async with shown(demo, size=(120, 40)) as pilot:
        await press(pilot, "r")
        assert "Công bố kết quả bình xét thi đua" in screen_text(pilot.app)
        await press(pilot, "space")
        assert "ĐƠN VỊ XẾP THỨ" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert "ĐƠN VỊ XẾP THỨ BA" in screen_text(pilot.app)
        assert "Bằng khen của Chủ tịch UBND tỉnh (đề nghị)" in screen_text(pilot.app)
        await press(pilot, "left", "home")
        assert "1/8" in screen_text(pilot.app)
        await press(pilot, "escape")
        assert pilot.app.screen.PLACE == "year"


async def test_the_last_slide_is_the_end(demo):
    async with shown(demo) as pilot:
        await press(pilot, "r", *["space"] * 9)
        text = screen_text(pilot.app)
        assert "8/8" in text
        assert "NHẤT" in text
        assert "Văn phòng HĐND tỉnh" in text


async def test_the_projector_shows_who_leads(demo):
    async with shown(demo) as pilot:
        await press(pilot, "i", "space")
        assert "TRƯỞNG CỤM NĂM 2020" in screen_text(pilot.app)


async def test_a_year_without_a_result_announces_nothing(demo):
    async with shown(demo) as pilot:
        await press(pilot, "right", "r")
        assert "Năm 2021 chưa thống nhất thứ hạng để công bố." in screen_text(pilot.app)


async def test_the_slides_are_kept_as_text_and_svg(demo, tmp_path, monkeypatch):
    folder = "thidua_tui.screens.save_picture.picture_folder"
    monkeypatch.setattr(folder, lambda: tmp_path / "pictures")
    async with shown(demo) as pilot:
        await press(pilot, "r", "e")
        await pilot.app.workers.wait_for_complete()
    kept = sorted(path.name for path in (tmp_path / "pictures").iterdir())
    assert kept == ["reveal-tmth-2020.svg", "reveal-tmth-2020.txt"]
