"""A person's own keys: what the file says holds everywhere, what cannot be is told and left out."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tests.pages import app_on, ledger_at, press, screen_text, settled, standing_still, toasts
from thidua_tui.cli import main
from thidua_tui.formatting.sentences.keys import PLACES, problem_lines
from thidua_tui.i18n.messages import LANGUAGES, Words
from thidua_tui.keymap import keymap_file
from thidua_tui.keymap.action_registry import ACTIONS, BY_ID, actions_at, with_twins
from thidua_tui.keymap.key_names import shown, typed
from thidua_tui.screens.palette import Palette

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def file(tmp_path, monkeypatch):
    monkeypatch.setenv("THIDUA_HOME", str(tmp_path / "own"))
    path = keymap_file.keymap_file()
    path.parent.mkdir(parents=True)
    return path


@pytest.fixture
def demo(tmp_path):
    with standing_still():
        yield ledger_at(tmp_path / "demo.ledger", story=True)


def codes(told: dict[str, object]) -> list[str]:
    return [problem.code for problem in keymap_file.keymap(told).problems]


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"palete": "ctrl+k"}, "unknown-action"),
        ({"palette": "ctrl+banana"}, "unknown-key"),
        ({"palette": " "}, "unknown-key"),
        ({"palette": "f5"}, "unusable-key"),
        ({"palette": "backspace"}, "unusable-key"),
        ({"palette": "w"}, "unusable-key"),
        ({"palette": "Ctrl+J"}, "unusable-key"),  # a terminal sends Enter
        ({"palette": "Ctrl+M"}, "unusable-key"),
        ({"palette": "Ctrl+I"}, "unusable-key"),  # Tab
        ({"palette": "Ctrl+H"}, "unusable-key"),  # Backspace
        ({"palette": []}, "no-keys"),
        ({"palette": 3}, "no-keys"),
        ({"palette": ["f6", 3]}, "no-keys"),
        ({"move": "f6"}, "fixed"),
        ({"undo": "x"}, "letter-destroys"),
        ({"palette": "a"}, "clash"),
        ({"palette": "down"}, "clash"),
        ({"palette": "đ"}, "clash"),
    ],
)
def test_what_cannot_be_is_told_and_left_out(told, code):
    found = keymap_file.keymap(told | {"theme": "f11"})
    assert [problem.code for problem in found.problems] == [code]
    assert dict(found.own) == {"theme": ("f11",)}


def test_two_actions_may_change_places():
    assert codes({"acts": "t", "elect-head": "a"}) == []


def test_of_two_lines_with_one_key_the_later_gives_way():
    found = keymap_file.keymap({"palette": "f11", "theme": "f11"})
    assert dict(found.own) == {"palette": ("f11",)}
    assert found.problems[0].facts["other"] == "palette"


def test_who_gives_way_may_clash_with_who_took_its_place():
    """`acts` cannot have `y`, so it keeps `a`, which `elect-head` then cannot have."""
    assert codes({"elect-head": "a", "acts": "y"}) == ["clash", "clash"]


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_a_key_can_be_written_as_the_program_shows_it(action):
    assert all(typed(shown(key)) == key for key in action.keys)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_file_that_is_no_toml_is_told_and_the_usual_keys_hold(file, lang):
    file.write_text("palette = ctrl+k", "utf-8")
    read = keymap_file.read()
    assert read.keys(BY_ID["palette"]) == ("ctrl+p",)
    assert str(file) in problem_lines(read, Words(lang))


def test_of_many_problems_a_few_are_told_and_the_rest_counted():
    told = problem_lines(keymap_file.keymap({f"no-{n}": "f6" for n in range(5)}), Words("en"))
    assert len(told.splitlines()) == 2
    assert "4 more" in told


@pytest.mark.parametrize("place", PLACES)
def test_no_keymap_leaves_two_actions_of_a_place_with_one_key(place):
    own = keymap_file.keymap(
        {"acts": "t", "elect-head": ["a", "f11"], "palette": "5", "undo": "f9"}
    )
    keys = [key for action in actions_at(place) for key in with_twins(own.keys(action))]
    assert len(keys) == len(set(keys))


async def test_page_bar_help_and_menu_follow_the_keys_and_the_usual_key_is_free(demo):
    app = app_on(demo)
    app.use_keys(keymap_file.keymap({"palette": "ctrl+k", "acts": "t", "elect-head": ["a", "f11"]}))
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settled(pilot)
        assert "t Mọi việc" in screen_text(app) or "t " in screen_text(app).splitlines()[-1]
        await press(pilot, "ctrl+p")
        assert not isinstance(app.screen, Palette)
        await press(pilot, "ctrl+k")
        assert isinstance(app.screen, Palette)
        await press(pilot, "escape", "t")
        assert type(app.screen).__name__ == "ActMenu"
        await press(pilot, "escape", "?")
        assert "a  F11" in screen_text(app)


async def test_problems_are_told_on_the_screen_at_the_start(demo):
    app = app_on(demo)
    app.use_keys(keymap_file.keymap({"palette": "a"}))
    async with app.run_test(notifications=True) as pilot:
        await settled(pilot)
        assert any("«a» của «palette»" in told for told in toasts(app))
        await press(pilot, "ctrl+p")
        assert isinstance(app.screen, Palette)


def test_the_command_prints_the_keys_in_force_and_checks_the_file(file, capsys):
    assert main.answer(["keys", "--check"]) == 0
    file.write_text('palette = "Ctrl+K"\nacts = "backspace"\n', "utf-8")
    assert main.answer(["keys", "--check", "--lang", "en"]) == 2
    told = capsys.readouterr()
    assert "“backspace” (for “acts”)" in told.err
    assert main.answer(["keys", "--lang", "en"]) == 0
    assert "palette (own)" in capsys.readouterr().out


KEYED = re.compile(r"\{key:([a-z-]+)\}")


def sentences():
    """Every text of both languages, with its file."""
    for file in sorted((ROOT / "thidua_tui/locale").rglob("*.toml")):
        for text in texts(tomllib.loads(file.read_text("utf-8"))):
            yield file, text


def texts(node):
    for value in node.values():
        if isinstance(value, dict):
            yield from texts(value)
        elif isinstance(value, str):
            yield value


def test_a_key_named_in_a_sentence_is_that_of_an_action():
    named = {name for _, text in sentences() for name in KEYED.findall(text)}
    assert named <= set(BY_ID)
    assert {"quit", "now", "redo"} <= named


def test_no_sentence_names_a_letter_that_a_person_may_have_changed():
    """`press q` would lie to whoever leaves by another key: it is `{key:quit}`."""
    fixed = re.compile(r"(?:[Nn]hấn|[Pp]ress|phím|key) [a-z0-9?:\[\]](?![\w-])")
    found = [(file.name, text) for file, text in sentences() if fixed.search(text)]
    assert found == []


async def test_a_sentence_names_the_key_that_a_person_chose(demo):
    app = app_on(demo)
    app.use_keys(keymap_file.keymap({"now": "f11"}))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "Nhấn F11 để về" in app.words("screen.off.past")
        assert "Nhấn F11 để về" in app.reason("past")
    assert "Nhấn n để về" in Words("vi")("screen.off.past")
