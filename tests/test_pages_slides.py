"""The slides on the screen: keys, live figures, and what is shown when nothing was adopted."""

from __future__ import annotations

import pytest

from tests.pages import ledger_at, press, screen_text, settled, shown, standing_still, until
from thidua_tui.screens.slides import SlidesPage
from thidua_tui.widgets.motion import FRAMES


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


@pytest.fixture
def drawings(monkeypatch):
    """How high the newest step was at each drawing of a slide."""
    heights: list[float] = []
    draw = SlidesPage.draw

    def counted(page: SlidesPage, risen: float = 1.0) -> None:
        heights.append(risen)
        draw(page, risen)

    monkeypatch.setattr(SlidesPage, "draw", counted)
    return heights


async def picture_of(pilot, *keys: str) -> str:
    """Go to the ceremony, press keys, and return what is shown when nothing moves any more."""
    await press(pilot, "r", *keys)
    await until(pilot, lambda: not pilot.app.motions.running)
    await settled(pilot)
    return screen_text(pilot.app)


@pytest.mark.parametrize("count", [1, 3, 5, 7])
async def test_motion_changes_nothing_about_what_is_shown_in_the_end(demo, count):
    async with shown(demo, size=(120, 40)) as pilot:
        still = await picture_of(pilot, *["space"] * count)
        await press(pilot, "escape")
        pilot.app.motions.on = True
        assert await picture_of(pilot, *["space"] * count) == still


async def test_a_step_of_the_podium_rises_in_a_few_frames(demo, drawings):
    async with shown(demo, size=(120, 40)) as pilot:
        pilot.app.motions.on = True
        await press(pilot, "r")
        drawings.clear()
        await picture_of(pilot, "space")
        assert drawings == sorted(drawings)
        assert (drawings[0], drawings[-1]) == (0.0, 1.0)
        assert 2 < len(drawings) <= FRAMES + 1


async def test_without_motion_each_key_draws_one_slide_once(demo, drawings):
    async with shown(demo, size=(120, 40)) as pilot:
        await press(pilot, "r")
        drawings.clear()
        await press(pilot, *["space"] * 3)
        assert drawings == [1.0] * 3


async def test_a_key_during_the_rise_turns_to_the_next_slide_at_once(demo, drawings):
    async with shown(demo, size=(120, 40)) as pilot:
        app = pilot.app
        app.motions.on, app.motions.clock = True, lambda: 0.0  # it would never be over by time
        await press(pilot, "r")
        drawings.clear()
        await press(pilot, "space")
        moves = [app.motions.running]
        await press(pilot, "space")
        assert [*moves, app.motions.running] == [True, False]
        assert "3/8" in screen_text(app)
        assert drawings[-2:] == [1.0, 1.0]  # the end of the rise, and the slide of the key
        assert len(drawings) < FRAMES


async def test_going_back_does_not_move(demo, drawings):
    async with shown(demo, size=(120, 40)) as pilot:
        pilot.app.motions.on = True
        await picture_of(pilot, "space", "space")
        drawings.clear()
        await press(pilot, "left")
        assert drawings == [1.0]


async def test_the_announcement_may_begin_with_the_first_place(demo):
    async with shown(demo, size=(120, 40)) as pilot:
        await press(pilot, "r")
        assert "công bố mọi thứ hạng, từ hạng cuối lên hạng nhất" in screen_text(pilot.app)
        await press(pilot, "tab", "space", "space")
        text = screen_text(pilot.app)
        assert "từ hạng nhất xuống" in text
        assert "ĐƠN VỊ XẾP THỨ NHẤT" in text
        await press(pilot, "space")
        text = screen_text(pilot.app)
        assert "NHÌ" in text
        assert "BA" not in text.split("NHÌ", 1)[0].splitlines()[-1]
        await press(pilot, "tab", "space")
        text = screen_text(pilot.app)
        assert "theo hình thức khen thưởng" in text
        assert "HÌNH THỨC KHEN THƯỞNG" in text
        await press(pilot, "tab", "space")
        assert "ĐƠN VỊ XẾP THỨ BA" in screen_text(pilot.app)


async def test_only_the_chosen_places_are_announced_in_either_order(demo):
    async with shown(demo, size=(120, 40)) as pilot:
        await press(pilot, "r", "-", "tab")
        page = pilot.app.screen
        assert isinstance(page, SlidesPage)
        assert {slide.place for slide in page.slides} == {0, 1, 2}
        called = [slide.place for slide in page.slides if slide.place]
        assert called == [1, 1, 2, 2]
