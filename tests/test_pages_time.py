"""Moving in time on the pages: the keys, what a page tells of its moment, that it only reads."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.pages import Walk, ledger_at, press, quiet, screen_text, shown, standing_still, toasts
from thidua_tui.screens.cluster_year import ClusterYearPage
from thidua_tui.screens.moment_dialog import MomentDialog

PAGES = {
    "0": "home",
    "1": "year",
    "2": "leaders",
    "3": "journal",
    "4": "tables",
    "5": "chronicle",
}


@pytest.fixture(autouse=True)
def in_the_room():
    with standing_still():
        yield


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    return ledger_at(tmp_path_factory.mktemp("time") / "demo.ledger", story=True)


async def test_in_the_present_no_page_tells_of_a_past(demo):
    async with shown(demo) as pilot:
        for key in PAGES:
            await press(pilot, key)
            assert "cập nhật đến nay" in screen_text(pilot.app)
            assert not pilot.app.screen.has_class("-past")


async def test_every_page_tells_that_it_looks_back_and_to_which_act(demo):
    async with shown(demo) as pilot:
        walk = Walk(pilot)
        for key, place in PAGES.items():
            await walk.to(key, "[")
            text = screen_text(pilot.app)
            assert place == pilot.app.screen.PLACE
            assert " XEM LẠI  mục 34/35 · Thư ký · hội nghị tổng kết 14/01/2021" in text, place
            assert "Ký kết giao ước thi đua năm 2021" in text, place
            assert "cập nhật đến 14/01/2021 15:00" in text, place
            assert text.splitlines()[3][0] == text.splitlines()[3][-1] == "█", place


async def test_the_coordinates_go_along_from_page_to_page(demo):
    async with shown(demo) as pilot:
        await press(pilot, "[", "[")
        for key in ("2", "3", "4", "1"):
            await press(pilot, key)
            assert "mục 33/35" in screen_text(pilot.app)
        assert pilot.app.here.known_at == 33


async def test_stepping_leaves_page_year_and_unit_where_they_are(demo):
    async with shown(demo) as pilot:
        await press(pilot, "down", "down", "down")
        unit, page = pilot.app.here.unit, pilot.app.screen
        await press(pilot, *["["] * 3, "{", "{", "]")
        assert (pilot.app.here.unit, pilot.app.here.year, pilot.app.screen) == (unit, 2020, page)


async def test_a_unit_that_was_no_member_yet_is_chosen_again_when_it_is(demo):
    async with shown(demo) as pilot:
        await press(pilot, "down", "down", "down")
        unit = pilot.app.here.unit
        pilot.app.look_at(known_at=9)
        await press(pilot)
        assert "Chưa lập danh sách" in screen_text(pilot.app)
        await press(pilot, "]", "]")
        assert pilot.app.screen.choice().unit == unit


async def test_the_act_before_is_no_longer_known(demo):
    async with shown(demo) as pilot:
        await press(pilot, "[")
        assert "đang họp" in screen_text(pilot.app)
        await press(pilot, *["["] * 6)
        assert "mục 28/35" in screen_text(pilot.app)
        assert "Kết quả" in screen_text(pilot.app)
        await press(pilot, "[")
        assert "Chưa có kết quả" in screen_text(pilot.app)


async def test_n_is_now_and_behind_the_last_act_is_now_too(demo):
    async with shown(demo) as pilot:
        for back in ("n", "]"):
            await press(pilot, "[")
            assert pilot.app.screen.has_class("-past")
            await press(pilot, back)
            assert pilot.app.here.known_at is None
            assert not pilot.app.screen.has_class("-past")


async def test_meetings_are_stops(demo):
    async with shown(demo) as pilot:
        await press(pilot, "{")
        assert "mục 13/35" in screen_text(pilot.app)
        assert "Khai mạc: Hội nghị tổng kết" in screen_text(pilot.app)
        await press(pilot, "{")
        assert toasts(pilot.app)[-1].startswith("Trước lúc này sổ chưa ghi hội nghị")
        await press(pilot, "}")
        assert pilot.app.here.known_at is None


async def test_nothing_is_recorded_from_the_past_and_the_key_says_why(demo):
    async with shown(demo) as pilot:
        await press(pilot, "[")
        for key in ("t", "p", "k", "d", "o", "s", "a", "ctrl+z"):
            pilot.app.clear_notifications()
            await press(pilot, key)
            assert isinstance(pilot.app.screen, ClusterYearPage), key
            (why,) = toasts(pilot.app)
            assert why.startswith("Đang xem lại một thời điểm đã qua"), key


async def test_an_entry_is_not_corrected_from_the_past(demo):
    async with shown(demo) as pilot:
        await press(pilot, "3", "[", "enter")
        for key in ("s", "delete"):
            pilot.app.clear_notifications()
            await press(pilot, key)
            assert pilot.app.screen.PLACE == "entry", key
            (why,) = toasts(pilot.app)
            assert why.startswith("Đang xem lại một thời điểm đã qua"), key


async def test_keys_that_step_on_are_off_in_the_present_and_say_so(demo):
    async with shown(demo) as pilot:
        for key in ("]", "}", "n"):
            await press(pilot, key)
            assert toasts(pilot.app)[-1].startswith("Đang ở hiện tại")


async def test_many_keys_at_once_end_where_single_ones_do(demo):
    """Steps are looked up one after the other; what is folded is the last one alone."""
    async with shown(demo) as pilot:
        await pilot.press(*["["] * 10)
        await press(pilot)
        assert pilot.app.here.known_at == 25
        assert "mục 25/35" in screen_text(pilot.app)


async def test_a_moment_is_gone_to_by_typing_it(demo):
    async with shown(demo) as pilot:
        await press(pilot, "@", *"28", "enter")
        assert "mục 28/35" in screen_text(pilot.app)
        await press(pilot, "ctrl+g")
        assert isinstance(pilot.app.screen, MomentDialog)
        assert pilot.app.screen.body.rows["known"].raw == "28"
        await press(pilot, "escape")
        assert pilot.app.here.known_at == 28


NO_MOMENTS = {
    "99": "Sổ không có mục 99; mục cuối là 35.",
    "13/01/2021": "sổ chưa ghi gì",
    "1/2/2021": "chưa tới",
    "hm": "hm",
}
"""What is typed -> what the dialog says of it."""


async def test_a_moment_that_is_none_is_told_beside_the_field(demo):
    async with shown(demo) as pilot:
        walk = Walk(pilot)
        for typed, why in NO_MOMENTS.items():
            await walk.to("@", *typed, "enter")
            assert isinstance(pilot.app.screen, MomentDialog), typed
            assert why in screen_text(pilot.app), typed
            assert pilot.app.here.known_at is None, typed


async def test_a_meeting_is_chosen_with_the_arrows(demo):
    async with shown(demo) as pilot:
        await press(pilot, "@", "down", "down", "enter")
        assert "mục 13/35" in screen_text(pilot.app)


async def test_a_day_is_asked_for_and_told(demo):
    async with shown(demo) as pilot:
        await press(pilot, "@", "tab", *["backspace"] * 4, *"30/06/2020", "enter")
        assert "số liệu đến ngày 30/06/2020 · cập nhật đến nay" in screen_text(pilot.app)
        assert "Chưa có kết quả" in screen_text(pilot.app)
        await press(pilot, "t")
        assert toasts(pilot.app)[-1].startswith("Đang xem lại")
        await press(pilot, "n")
        assert "số liệu năm 2020 · cập nhật đến nay" in screen_text(pilot.app)


async def test_another_year_is_looked_at_as_known_then(demo):
    async with shown(demo) as pilot:
        await press(pilot, "[", "[", "right")
        assert "số liệu năm 2021 · cập nhật đến 14/01/2021 15:00" in screen_text(pilot.app)
        assert "mục 33/35" in screen_text(pilot.app)


async def test_the_past_is_told_in_english(demo):
    async with shown(demo, lang="en") as pilot:
        await press(pilot, "[")
        assert " VIEWING THE PAST  entry 34/35 · Thư ký" in screen_text(pilot.app)


async def test_a_frame_that_comes_or_goes_brings_no_earlier_state_back(demo):
    """A resize renders after the next refresh; what was loaded in between must stay."""
    async with shown(demo) as pilot:
        page = pilot.app.screen
        page.on_resize()
        later = replace(page.facts)
        page.keep_and_render(later)
        await press(pilot)
        assert page.facts is later


async def test_brackets_work_as_what_a_telex_input_method_makes_of_them(demo):
    async with shown(demo) as pilot:
        await press(pilot, "ơ", "ơ", "ư")
        assert pilot.app.here.known_at == 34
        await press(pilot, "Ơ")
        assert pilot.app.here.known_at == 13
        await press(pilot, "Ư")
        assert pilot.app.here.known_at is None


async def test_an_entry_that_is_not_known_yet_is_told_as_such(demo):
    async with shown(demo) as pilot:
        await press(pilot, "3", "enter", "{")
        assert "Lúc này sổ chưa có mục 35" in screen_text(pilot.app)
        await press(pilot, "h", "[", "s")
        assert pilot.app.screen.PLACE == "entry"
        await press(pilot, "n")
        assert "Bế mạc hội nghị." in screen_text(pilot.app)


async def test_a_narrowed_journal_can_be_stepped_back(demo):
    async with shown(demo) as pilot:
        await press(pilot, "3", "slash", *"hội nghị")
        await quiet(pilot)
        await press(pilot, "enter", "{", "[", "[")
        await quiet(pilot)
        assert all(position <= 11 for position in pilot.app.screen.positions)
