"""Frames of dialogs, notifications, keys that do nothing here, years with data."""

from __future__ import annotations

from decimal import Decimal

import pytest
from textual.widgets._toast import Toast

from events.rule_book import Criterion, IssueRules
from tests.pages import app_on, ledger_at, press, quiet, screen_text, settled, shown, standing_still
from tests.pages import toasts as told
from thidua_tui.formatting.two_lines import two_lines
from thidua_tui.i18n.messages import LANGUAGES
from thidua_tui.keymap.learned_shortcuts import Learning
from thidua_tui.screens.base_page import Page
from thidua_tui.session.samples.conference import CLUSTER
from thidua_tui.widgets.virtual_list import VirtualList

SIZES = [(80, 24), (120, 40)]
CRITERIA = tuple(
    Criterion(code=f"I.{n}", name=f"Tiêu chí thứ {n} của bảng", max_points=Decimal(5))
    for n in range(1, 28)
)
BOOK = IssueRules(cluster=CLUSTER, year=2020, criteria=CRITERIA)


@pytest.fixture
def demo(tmp_path):
    with standing_still():
        yield ledger_at(tmp_path / "demo.ledger", story=True)


@pytest.fixture
def ruled(tmp_path):
    """The demo with a rule book of 27 criteria as its last act."""
    with standing_still():
        yield ledger_at(tmp_path / "demo.ledger", BOOK, story=True)


@pytest.mark.parametrize("size", SIZES)
async def test_a_long_undo_scrolls_and_keeps_reason_and_keys_in_sight(ruled, size):
    async with shown(ruled, size=size) as pilot:
        await press(pilot, "ctrl+z")
        await quiet(pilot)
        dialog = pilot.app.screen
        text = screen_text(pilot.app)
        assert "Lý do" in text
        assert "Enter Hủy việc này" in text
        assert dialog.query_one("#form").region.bottom <= size[1]
        assert dialog.text.max_scroll_y > 0
        while dialog.text.scroll_offset.y < dialog.text.max_scroll_y:
            before = dialog.text.scroll_offset.y
            await press(pilot, "pagedown")
            assert dialog.text.scroll_offset.y > before
        assert dialog.ahead.lines[-1].split()[-1] in screen_text(pilot.app)
        await press(pilot, "pageup")
        assert dialog.text.scroll_offset.y < dialog.text.max_scroll_y
        await press(pilot, "enter")
        assert pilot.app.screen.PLACE == "year"


@pytest.mark.parametrize("keys", [("t",), ("ctrl+z",), ("z",), ("a",), ("ctrl+p",)])
async def test_in_the_colours_of_the_terminal_the_page_stays_behind_a_dialog(demo, keys):
    app = app_on(demo, theme="thidua-terminal")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await press(pilot, *keys)
        assert "demo.ledger" in screen_text(app)


async def test_a_dialog_is_in_the_middle_where_there_is_room(demo):
    async with shown(demo, size=(120, 40)) as pilot:
        await press(pilot, "t")
        region = pilot.app.screen.query_one("#form").region
        assert abs(region.y - (40 - region.bottom)) <= 1
        assert "╭" in screen_text(pilot.app)


@pytest.mark.parametrize("size", SIZES)
async def test_a_form_that_stays_open_says_so_in_its_title(demo, size):
    async with shown(demo, size=size) as pilot:
        await press(pilot, "m")
        assert "nhập liên tiếp: F2 ghi, Esc đóng" in screen_text(pilot.app)
        await press(pilot, *"abc", "f2")
        assert "Đã ghi 1. Tiếp tục: nhập thêm · Esc: đóng" in screen_text(pilot.app)
        await press(pilot, *"xyz", "f2")
        assert "Đã ghi 2. Tiếp tục" in screen_text(pilot.app)
        await press(pilot, "escape", "t")
        assert "Tiếp tục" not in screen_text(pilot.app)


async def test_no_tip_while_a_form_is_open_but_on_the_page_after_it(demo):
    app = app_on(demo)
    app.learn(Learning())
    async with app.run_test(notifications=True) as pilot:
        await settled(pilot)
        await press(pilot, "a", *"launch-m", "enter", *"abc", "f2")
        await quiet(pilot)
        assert told(app) == []
        await press(pilot, *"Mot phong trao", "f2")
        await quiet(pilot)
        assert told(app) == []
        await press(pilot, "escape")
        await quiet(pilot)
        assert told(app) == ["Lần sau nhanh hơn: phím m – Ghi phong trào thi đua."]


@pytest.mark.parametrize("size", SIZES)
async def test_a_notification_takes_two_lines_above_the_keys(ruled, size):
    async with shown(ruled, size=size) as pilot:
        await press(pilot, "ctrl+z", "enter", "ctrl+y", "enter")
        pilot.app.clear_notifications()
        sentence = "; ".join(f"{one.code} {one.name}" for one in CRITERIA)
        pilot.app.notify(sentence, markup=False)
        await settled(pilot)
        (toast,) = pilot.app.screen.query(Toast)
        assert toast.region.height <= 2
        assert toast.region.bottom == size[1] - 1
        assert "… và " in told(pilot.app)[0]


async def test_over_a_form_on_a_small_screen_a_notification_leaves_what_is_typed_in_sight(demo):
    async with shown(demo) as pilot:
        await press(pilot, "m", *"abc", "f2")
        pilot.app.say("Một thông báo dài. " * 12)
        await settled(pilot)
        (toast,) = pilot.app.screen.query(Toast)
        assert (toast.region.y, toast.region.height) == (1, 2)
        assert "Đã ghi 1 việc. Vừa ghi: Phong trào «abc», của Cụm" in screen_text(pilot.app)
        field = pilot.app.focused
        assert field is not None
        assert not toast.region.overlaps(field.region)


def test_a_list_is_cut_and_counted_and_other_text_is_cut():
    more = "… và {} mục nữa".format
    assert two_lines("ngắn", 40, more) == "ngắn"
    things = "Ban hành: " + "; ".join(f"tiêu chí {n}" for n in range(1, 28)) + "."
    short = two_lines(things, 40, more)
    kept = short.count("tiêu chí")
    assert short.endswith(f"… và {27 - kept} mục nữa")
    assert 1 < kept < 27
    assert two_lines("chữ " * 60, 40, more).endswith("…")
    assert len(two_lines("chữ " * 60, 40, more)) <= 80
    assert two_lines("một\nhai\nba", 40, more) == "một\nba"
    ballots = "Bầu A làm Trưởng cụm (lần 1: A 2; B 2; C 1; lần 2: A 3; B 2; C 0), ngày 1/1/2020."
    assert two_lines(ballots, 30, more).endswith("…")
    path = f"Đã ghi hình: {'/thu-muc' * 12}/leaders.svg"
    assert two_lines(path, 40, more) == path


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("page", "key", "part"),
    [
        ("0", "k", "1"),
        ("3", "i", "1"),
        ("4", "d", "1"),
        ("3", "r", "1"),
        ("1", "/", "3"),
        ("0", "c", "1"),
        ("3", "b", "1"),
    ],
)
async def test_a_key_of_another_page_says_where_it_works(demo, lang, page, key, part):
    async with shown(demo, lang) as pilot:
        await press(pilot, page, key)
        (said,) = told(pilot.app)
        assert f" {key} – " in said
        assert f" {part} " in said
        assert pilot.app.screen.PLACE != "form"
        await press(pilot, "2" if page != "2" else "1")
        assert told(pilot.app) == []  # it was about the page that was left


async def test_a_slide_on_the_wall_is_not_written_over(demo):
    async with shown(demo) as pilot:
        await press(pilot, "i", "k", "m", "/")
        assert pilot.app.screen.PLACE == "projector"
        assert told(pilot.app) == []


async def test_a_key_that_works_here_or_nowhere_says_nothing_of_other_pages(demo):
    async with shown(demo) as pilot:
        await press(pilot, "3", "down", "pagedown", "w", "8", "f11", "/", *"kd")
        assert told(pilot.app) == []


@pytest.mark.parametrize("keys", [("0",), ("1",), ("2",), ("3",), ("4",), ("5",), ("1", "enter")])
async def test_acts_and_the_line_are_at_hand_on_every_page(demo, keys):
    async with shown(demo) as pilot:
        await press(pilot, *keys)
        place = pilot.app.screen.PLACE
        await press(pilot, "a")
        assert pilot.app.screen.PLACE == "menu"
        await press(pilot, *"phongtrao")
        assert place == getattr(pilot.app.screen_stack[-2], "PLACE", "")
        await press(pilot, "escape", ":")
        assert pilot.app.screen.PLACE == "line"


@pytest.mark.parametrize(("key", "form"), [("u", "Ghi đơn vị vào sổ"), ("l", "Lập cụm")])
async def test_the_first_keys_of_an_empty_ledger_open_their_forms(tmp_path, key, form):
    async with shown(ledger_at(tmp_path / "empty.ledger")) as pilot:
        await press(pilot, key)
        assert screen_text(pilot.app).strip().startswith(form)


async def test_years_without_data_are_passed_over(demo):
    async with shown(demo) as pilot:
        await press(pilot, "left", "left", "left")
        assert pilot.app.here.year == 2017
        assert "có số liệu: 2020, 2021" in told(pilot.app)[-1]
        await press(pilot, "ctrl+right")
        assert pilot.app.here.year == 2020
        await press(pilot, ">")
        assert pilot.app.here.year == 2021
        await press(pilot, "ctrl+right")
        assert (pilot.app.here.year, told(pilot.app)) == (
            2021,
            ["Phía này không còn năm nào có số liệu; có số liệu: 2020, 2021."],
        )
        await press(pilot, "<")
        assert pilot.app.here.year == 2020


async def test_undoing_what_another_terminal_recorded_says_who_and_when_first(ruled):
    async with shown(ruled) as pilot:
        await press(pilot, "ctrl+z")
        text = " ".join(screen_text(pilot.app).split())
        assert "không ghi từ cửa sổ đang mở: Thư ký ghi lúc 14/01/2021 15:00" in text


async def test_a_jump_that_is_asked_for_as_a_page_comes_up_is_not_lost(demo):
    async with shown(demo) as pilot:
        for _ in range(3):
            await press(pilot, "2")
            await pilot.press("1", "j")
            await settled(pilot)
            assert pilot.app.screen.PLACE == "jump"
            assert pilot.app.screen.by_label
            await press(pilot, "d")
            page = pilot.app.screen
            assert isinstance(page, Page)
            assert page.query_one(VirtualList).cursor == 1
