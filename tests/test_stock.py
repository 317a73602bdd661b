"""One list of everything: found by everyday words, wider where nothing is found."""

from __future__ import annotations

import re

import click
import pytest

from tests.pages import ledger_at, press, screen_text, settled, shown, standing_still, toasts
from thidua_tui.acts.registry import ACTS
from thidua_tui.cli.main import program
from thidua_tui.i18n.catalogue import Speech, table
from thidua_tui.i18n.messages import LANGUAGES, Words
from thidua_tui.keymap.action_registry import BY_ID
from thidua_tui.platform.themes import THEMES
from thidua_tui.screens import stock
from thidua_tui.screens.palette import Everything
from thidua_tui.screens.search_items import Item
from thidua_tui.screens.table_loading import TABLES
from thidua_tui.widgets.text_input import Entry


@pytest.fixture
def demo(tmp_path):
    with standing_still():
        yield ledger_at(tmp_path / "demo.ledger", story=True)


async def opened(pilot, key: str) -> Everything:
    """The list that a key opens on the page of the year, with what the ledger holds."""
    if pilot.app.screen.PLACE != "year":
        await press(pilot, "escape")
    await press(pilot, key)
    screen = pilot.app.screen
    assert isinstance(screen, Everything)
    return screen


def found(screen: Everything, query: str) -> list[str]:
    """The codes of what a query finds."""
    with screen.prevent(Entry.Changed):  # it is sought at once
        screen.entry.value = query
    screen.seek()
    return [f"{line.kind} {line.code}" for line in screen.shown if isinstance(line, Item)]


WORDS = {
    "biên bản": "table minutes",
    "bien ban": "paper minutes",
    "sửa": "act correct",
    "xóa": "act undo",
    "xoa": "action reversals",
    "sao lưu": "paper backup",
    "csv": "paper csv",
    "in": "paper minutes",
    "ngôn ngữ": "lang en",
    "cờ thi đua": "act nominate",
    "phiếu": "act elect-head",
    "thư ký": "act name-operator",
    "tờ trình": "act present-report",
    "sửa điểm": "act record-score",
    "backup": "paper backup",
    "print": "paper minutes",
    "export": "paper export",
    "delete": "act undo",
    "edit": "act correct",
    "language": "lang vi",
    "giao diện": "theme thidua-light",
    "elect the head": "act elect-head",
    "trình chiếu": "action projector",
    "journal": "action journal",
    "tìm": "elsewhere journal filter",
}
"""What people type -> an item that must be found by it."""


OF_MEETINGS = {
    "ma trận": "act join-movement",
    "ma tran": "table movements",
    "biên bản": "action read-minutes",
    "túc số": "action roll-call",
    "quorum": "table quorum",
    "giờ phát biểu": "table speakers",
    "gio phat bieu": "table speakers",
    "điểm danh": "action roll-call",
    "kịch bản": "act take-agenda-item",
    "vòng ký": "act sign-for-unit",
    "ai chưa ký": "table compacts",
    "mở năm": "act open-year",
    "tờ trình": "act propose-awards",
    "thẩm định hồ sơ": "act assess-awards",
    "hồ sơ khen thưởng": "action award-board",
    "hạn mức khen": "act set-quota",
    "phiếu kín": "act open-vote",
    "kiểm phiếu": "table votes",
    "bốc thăm": "action draw-lot",
    "đính chính": "table corrections",
    "phát lại": "action replay-year",
    "màn hình thứ hai": "action wall-hold",
    "đối chiếu nguồn": "action sources",
    "chủ tọa": "act give-meeting-role",
    "chỉ tiêu": "act set-target",
    "quy chế hoạt động": "table regulations",
    "họ tên": "table people",
    "nhiệm vụ": "table tasks",
    "hội đồng": "table council",
    "run sheet": "act take-agenda-item",
    "matrix": "act join-movement",
    "speaking time": "table speakers",
    "signing round": "act sign-for-unit",
    "roll call": "action roll-call",
    "stuck": "action award-board",
    "who has not signed": "table compacts",
    "second screen": "action wall-hold",
    "new year": "act open-year",
    "council vote": "act record-ballot",
    "errata": "table corrections",
}
"""The same, of what a secretary looks for at a meeting and with awards, from the page of a year."""


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_what_a_meeting_needs_is_found_by_the_words_of_a_secretary(demo, lang):
    async with shown(demo, lang) as pilot:
        screen = await opened(pilot, "ctrl+p")
        missed = {
            word: wanted
            for word, wanted in OF_MEETINGS.items()
            if wanted not in found(screen, word)
        }
        assert missed == {}


def test_every_act_and_every_table_has_words_of_both_languages():
    for lang in LANGUAGES:
        words = table(lang, "hands.also")
        assert [act for act in ACTS if act not in words] == []
        assert [name for name in TABLES if f"table-{name}" not in words] == []


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_everyday_words_of_both_languages_find_what_they_mean_from_every_list(demo, lang):
    async with shown(demo, lang) as pilot:
        missed = []
        for key in ("a", "question_mark", "ctrl+p"):
            screen = await opened(pilot, key)
            missed += [
                (key, word) for word, wanted in WORDS.items() if wanted not in found(screen, word)
            ]
        assert missed == []


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_a_file_for_excel_is_found_as_the_key_that_writes_it(demo, lang):
    async with shown(demo, lang) as pilot:
        for word in ("csv", "excel", "bảng tính", "spreadsheet"):
            items = found(await opened(pilot, "ctrl+p"), word)
            assert any(item.endswith("export-table") for item in items)


async def test_what_is_not_among_acts_is_found_elsewhere_and_the_list_says_so(demo):
    async with shown(demo) as pilot:
        await press(pilot, "a", *"ngonngu")
        text = screen_text(pilot.app)
        assert "Không có trong danh sách này (Chọn nội dung cần ghi); tìm thấy ở: thiết lập" in text
        await press(pilot, "down", "enter")
        assert pilot.app.lang == "en"
        assert "1 Year" in screen_text(pilot.app)


@pytest.mark.parametrize("key", ["a", "question_mark"])
async def test_ctrl_p_widens_a_list_to_everything_and_keeps_what_was_typed(demo, key):
    async with shown(demo) as pilot:
        await press(pilot, key, *"so")
        narrow = len(pilot.app.screen.shown)
        assert "Ctrl+P Tìm trong tất cả" in screen_text(pilot.app)
        await press(pilot, "ctrl+p")
        assert len(pilot.app.screen.shown) > narrow
        assert pilot.app.screen.entry.value == "so"
        assert "Tìm nhanh" in screen_text(pilot.app)
        await press(pilot, "ctrl+p")
        assert pilot.app.screen.PLACE == "year"


async def test_nothing_found_says_so_and_what_to_try(demo):
    async with shown(demo) as pilot:
        for key in ("a", "question_mark", "ctrl+p"):
            assert found(await opened(pilot, key), "qwxz") == []
            assert "Không tìm thấy «qwxz». Thử" in screen_text(pilot.app)


async def test_a_unit_is_found_from_the_list_of_acts(demo):
    async with shown(demo) as pilot:
        await press(pilot, "a")
        await pilot.app.workers.wait_for_complete()
        await press(pilot, *"sotuphap")
        assert pilot.app.screen.chosen().kind == "unit"


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_every_item_has_a_name_and_a_line_of_description(demo, lang):
    async with shown(demo, lang) as pilot:
        for place in ("home", "year", "journal", "form", "grid", "line", "conflict"):
            for item in await stock.everything(pilot.app, place):
                assert item.name
                assert item.about or item.detail, f"{place}: {item.kind} {item.code}"
                assert "\n" not in item.about


async def test_a_theme_is_shown_below_the_cursor_and_esc_brings_the_old_one_back(demo):
    async with shown(demo) as pilot:
        before = pilot.app.theme
        await press(pilot, "ctrl+p", *"mau", "down", "down")
        shown_now = pilot.app.theme
        assert shown_now != before
        await press(pilot, "escape")
        assert pilot.app.theme == before
        kept = []
        pilot.app.keep = lambda **chosen: kept.append(chosen)
        await press(pilot, "ctrl+p", *"mau", "down", "down", "enter")
        assert pilot.app.theme == shown_now
        assert kept == [{"theme": shown_now}]


async def test_f9_names_the_colours(demo):
    async with shown(demo) as pilot:
        for theme in [*list(THEMES)[1:], *list(THEMES)[:1]]:
            await press(pilot, "f9")
            assert pilot.app.theme == theme
            name = Words("vi")(f"hands.theme.{theme}")
            assert toasts(pilot.app) == [f"{name}. F9: màu tiếp theo."]


async def test_the_language_changes_at_once_on_every_page_and_is_kept(demo):
    async with shown(demo) as pilot:
        kept = []
        pilot.app.keep = lambda **chosen: kept.append(chosen)
        await press(pilot, "3", "ctrl+p", *"tienganh", "enter")
        assert pilot.app.screen.PLACE == "journal"
        assert "3 Log" in screen_text(pilot.app)
        assert "Year" in (await pages(pilot, "1"))
        assert "Clusters" in (await pages(pilot, "0"))
        assert kept == [{"lang": "en"}]
        assert toasts(pilot.app) == ["Language: English."]


async def pages(pilot, key: str) -> str:
    await press(pilot, key)
    return screen_text(pilot.app)


async def test_a_key_of_another_page_leads_there_and_is_pressed(demo):
    async with shown(demo) as pilot:
        await press(pilot, "3", "ctrl+p", *"congbo", "enter")
        await settled(pilot)
        assert pilot.app.screen.PLACE == "reveal"


async def test_over_a_form_only_its_own_keys_work_and_the_rest_says_why(demo):
    async with shown(demo) as pilot:
        await press(pilot, "m", "f1", *"ngonngu")
        assert "✗ Đóng biểu đang mở trước (Esc)." in screen_text(pilot.app)
        await press(pilot, "enter")
        assert pilot.app.screen.PLACE == "help"


async def test_a_paper_of_the_command_line_says_how(demo):
    async with shown(demo) as pilot:
        await press(pilot, "ctrl+p", *"excel", "enter")
        assert "thidua show ranking --format excel" in toasts(pilot.app)[0]


async def test_a_backup_is_made_from_the_list(demo, monkeypatch):
    async with shown(demo) as pilot:
        made = []
        pilot.app.backs_up = True
        monkeypatch.setattr(pilot.app, "save_copy", lambda: made.append(True))
        await press(pilot, "ctrl+p", *"saoluu", "enter")
        assert made == [True]


@pytest.mark.parametrize("key", ["question_mark", "ctrl+p", "a"])
async def test_columns_of_the_list_never_run_together(demo, key):
    async with shown(demo, size=(80, 24)) as pilot:
        await press(pilot, key)
        screen = pilot.app.screen
        left, _ = screen.columns
        for at, item in enumerate(screen.shown):
            if isinstance(item, Item):
                text = screen.line(at, 79).plain
                assert text[1 + left : 3 + left] == "  ", text
                assert text[3 + left] == item.name[0]


async def test_in_a_form_no_key_has_an_empty_reason(demo):
    async with shown(demo) as pilot:
        await press(pilot, "m", "f1")
        keys = [one for one in pilot.app.screen.shown if isinstance(one, Item)]
        assert [one.code for one in keys if one.off] == []
        assert all(one.about for one in keys)


def test_other_words_are_of_things_that_there_are():
    papers = {f"paper-{code}" for code in table("vi", "hands.paper")}
    known = {*BY_ID, *ACTS, *(f"table-{code}" for code in TABLES), *papers}
    for lang in LANGUAGES:
        assert set(table(lang, "hands.also")) <= known | {"theme", "lang", "input", "motion"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_said_to_be_typed_is_a_command_with_these_options(lang):
    for sentence in table(lang, "hands.how").values():
        for line in re.findall(r"thidua ([a-z]+[^>.();:]*)", sentence):
            name, *rest = line.split()
            whole = program(Speech(lang))
            command = whole.get_command(click.Context(whole), name)
            assert command is not None, line
            options = {one for param in command.params for one in param.opts}
            assert {word for word in rest if word.startswith("--")} <= options | {"--ledger"}, line
