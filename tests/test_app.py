"""The app: keys and their registry, the ledger behind it, the colours."""

from __future__ import annotations

import pytest

from events.clusters import FoundCluster
from events.membership import RecordRoster
from events.store.ledger import Circumstances, Ledger
from events.store.sqlite.recorder import SQLiteRecorder
from events.unit_commands import FoundUnit
from tests import keys_doc
from tests.pages import BY, app_on, ledger_at, press, screen_text, settled, shown, toasts, until
from thidua_tui.formatting.sentences.keys import name
from thidua_tui.i18n.messages import LANGUAGES, Words
from thidua_tui.keymap.action_registry import ACTIONS, actions_at
from thidua_tui.keymap.action_registry import shown as as_shown
from thidua_tui.keymap.contexts import DIALOGS
from thidua_tui.screens.loading import Unreadable
from thidua_tui.screens.palette import Palette


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    return ledger_at(tmp_path_factory.mktemp("app") / "demo.ledger", story=True)


@pytest.fixture
def empty(tmp_path):
    return ledger_at(tmp_path / "empty.ledger")


@pytest.mark.parametrize("place", keys_doc.PLACES)
def test_no_two_actions_of_a_place_share_a_key(place):
    keys = [key for action in actions_at(place) for key in action.every_key]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_every_key_has_a_label(action, lang):
    words = Words(lang)
    assert all(name(action, words, place) for place in action.where)
    if set(action.where) - set(DIALOGS):
        assert words(f"screen.action.{action.id}")


def test_a_letter_has_its_capital_and_its_telex_twins():
    keys = {key for action in ACTIONS for key in action.every_key}
    assert {"d", "D", "đ", "Đ"} <= keys
    assert {"a", "A", "â", "ă"} <= keys


def test_backspace_does_nothing():
    assert not any("backspace" in key for action in ACTIONS for key in action.every_key)


def test_every_place_of_an_action_is_known():
    assert {place for action in ACTIONS for place in action.where} == set(keys_doc.PLACES)


@pytest.mark.parametrize(
    ("key", "called"),
    [("ctrl+z", "Ctrl+Z"), ("f9", "F9"), ("left", "←"), ("?", "?"), ("d", "d"), (",", ",")],
)
def test_a_key_is_called_as_people_call_it(key, called):
    assert as_shown(key) == called


def test_the_list_of_keys_is_up_to_date():
    same = keys_doc.FILE.read_text("utf-8") == keys_doc.written()
    assert same, "docs/keys.md is out of date: python -m tests.keys_doc"


async def test_a_ledger_of_one_cluster_opens_at_its_year(demo):
    async with shown(demo) as pilot:
        text = screen_text(pilot.app)
        assert "Cụm thi đua các cơ quan tham mưu tổng hợp" in text
        assert "Năm 2020" in text


async def test_an_empty_ledger_says_what_to_do_first(empty):
    async with shown(empty) as pilot:
        text = screen_text(pilot.app)
        assert "Sổ còn trống" in text
        assert " u   ghi các đơn vị" in text


async def test_q_leaves(demo):
    async with shown(demo) as pilot:
        await pilot.press("q")
    assert pilot.app.return_code == 0


async def test_the_help_lists_the_keys_that_work_here(demo):
    async with shown(demo) as pilot:
        await press(pilot, "?")
        text = screen_text(pilot.app)
        assert "Các phím tại «Cụm trong năm»" in text
        assert "Thống nhất kết quả bình xét" in text
        await press(pilot, "escape")
        assert "Các phím tại" not in screen_text(pilot.app)


async def test_the_help_says_why_a_key_is_off(empty):
    async with shown(empty) as pilot:
        await press(pilot, "?")
        seen = screen_text(pilot.app)
        for _ in range(4):
            await press(pilot, "pagedown")
            seen += screen_text(pilot.app)
        assert "✗ Chưa có cụm nào" in seen


async def test_a_key_that_is_off_says_why(empty):
    async with shown(empty) as pilot:
        await press(pilot, "1")
        assert toasts(pilot.app)[0].startswith("Chưa có cụm nào")


async def test_a_key_that_is_off_names_the_key_that_helps(empty):
    async with shown(empty) as pilot:
        await press(pilot, "1")
        assert "(phím 0)" in screen_text(pilot.app)


@pytest.mark.parametrize("length", [36, 37, 38, 39])
async def test_no_line_of_a_toast_is_cut_off(empty, length):
    async with shown(empty) as pilot:
        pilot.app.say("a" * 30 + " " + "b" * (length - 31))
        await settled(pilot)
        assert "b" * (length - 31) in screen_text(pilot.app)


async def test_the_telex_twin_of_a_key_does_the_same(empty):
    async with shown(empty) as pilot:
        await press(pilot, "U")
        assert "Ghi đơn vị vào sổ" in screen_text(pilot.app)


async def test_ctrl_c_tells_how_to_leave_in_our_words(demo):
    async with shown(demo) as pilot:
        await pilot.press("ctrl+c")
        assert toasts(pilot.app) == ["Nhấn Ctrl+Q để thoát; mọi việc đã ghi đều được lưu."]


async def test_textuals_own_palette_does_not_open(demo):
    async with shown(demo) as pilot:
        await press(pilot, "ctrl+p")
        assert type(pilot.app.screen) is Palette


async def test_the_colours_change_and_are_kept(demo):
    kept = []
    app = app_on(demo)
    app.keep = lambda theme: kept.append(theme)
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "f9", "f9", "f9", "f9")
    assert kept == ["thidua-light", "thidua-contrast", "thidua-terminal", "thidua-dark"]


async def test_the_act_of_another_process_appears(empty):
    async with shown(empty) as pilot:
        with SQLiteRecorder(empty) as recorder:
            other = Ledger(recorder)
            other.execute(FoundCluster(cluster="c", name="Cụm số 1"), Circumstances(by=BY))
        await until(pilot, lambda: "Cụm số 1" in screen_text(pilot.app))
        assert "Cụm số 1" in screen_text(pilot.app)


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_what_is_no_ledger_is_said_on_a_screen_of_its_own(tmp_path, lang):
    wrong = tmp_path / "letter.txt"
    wrong.write_text("Kính gửi", "utf-8")
    app = app_on(wrong, lang)
    async with app.run_test() as pilot:
        await settled(pilot)
        assert isinstance(app.screen, Unreadable)
        assert Words(lang)("screen.unreadable.title") in screen_text(app)
        await pilot.press("q")
    assert app.return_code == 5


MARKUP = "Sở [red]Y tế[/red] [/b] [@click=app.quit]x[/]"


@pytest.mark.parametrize("keys", [("0",), ("1",), ("2",), ("3",), ("4", "tab"), ("1", "enter")])
async def test_what_people_typed_is_shown_as_they_typed_it(tmp_path, keys):
    path = ledger_at(
        tmp_path / "markup.ledger",
        FoundUnit(unit="y", name=MARKUP),
        FoundCluster(cluster="c", name=MARKUP),
        RecordRoster(cluster="c", year=2020, units=("y",)),
    )
    async with shown(path, size=(160, 50)) as pilot:
        await press(pilot, *keys)
        assert MARKUP in screen_text(pilot.app)


async def test_a_look_at_the_file_needs_a_screen(demo, monkeypatch):
    """On its way out the application has no screen any more, and its clock may tick once."""
    async with shown(demo) as pilot:
        app = pilot.app
        app._version = -1
        with monkeypatch.context() as patched:
            patched.setattr(type(app), "screen_stack", property(lambda _: []))
            app.look()
            assert app._version == -1
        app.look()
        assert app._version != -1
