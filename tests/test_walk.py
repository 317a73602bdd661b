"""The recorded walk still leads where its script says, and the recording is of this script."""

from __future__ import annotations

import re

import pytest

from tests import walk
from tests.box_paths import HIGH
from tests.pages import app_on, ledger_at, press, quiet, screen_text, standing_still
from tests.walk_cast import cast, keys_of, read
from tests.walk_svg import Recorded, moving_svg, place, screens
from tests.walk_svg import Strip as Row

CAST = walk.FOLDER / "walk.cast"
MOVING = walk.FOLDER / "walk.svg"


async def test_the_keys_of_the_walk_lead_where_its_script_says(tmp_path):
    with standing_still():
        app = app_on(ledger_at(tmp_path / "demo.ledger", years=True), walk.LANG, walk.THEME)
        async with app.run_test(size=(walk.COLUMNS, walk.LINES)) as pilot:
            await quiet(pilot)
            for at, step in enumerate(walk.SCRIPT):
                await press(pilot, *(KEYS.get(key, key) for key in step.keys))
                await quiet(pilot)
                assert step.shows in screen_text(app), f"step {at}: {step}"


KEYS = {":": "colon", "[": "left_square_bracket", "+": "plus"}
"""Keys by the names that the pilot wants."""


def test_the_walk_takes_about_a_minute():
    assert 45 <= walk.seconds() <= 75


def test_the_recording_is_of_this_script():
    text = CAST.read_text("utf-8")
    keys = [key for step in walk.SCRIPT for key in step.keys]
    assert keys_of(text) == ["space" if key == " " else key for key in keys]


@pytest.mark.parametrize("path", [CAST, MOVING], ids=lambda path: path.name)
def test_a_recording_names_no_machine_and_is_small(path):
    text = path.read_text("utf-8")
    assert path.stat().st_size <= 1_500_000
    assert re.findall(r"/(?:home|root|tmp|work|Users)\b", text) == []
    assert re.findall(r"https?:", text.replace("http://www.w3.org/2000/svg", "")) == []


def test_the_moving_picture_shows_what_the_program_shows_at_the_end():
    text = MOVING.read_text("utf-8")
    for wanted in ("Ban Quản lý Khu kinh tế", "XEM LẠI", "95,25", "Văn phòng UBND tỉnh"):
        assert wanted in text, wanted
    assert "prefers-reduced-motion" in text
    assert f"{walk.seconds():g}s steps(1,end) infinite" in text


def test_what_is_half_painted_is_not_shown():
    recorded = [Recorded(0, "o", "ab"), Recorded(0.01, "o", "c"), Recorded(1, "o", "d")]
    texts = ["".join(cell.char for cell in at.grid[0]).strip() for at in screens(recorded, (9, 1))]
    assert texts == ["abc", "abcd"]


def test_a_row_that_comes_back_is_written_once():
    row = Row([], [])
    for at, state in enumerate("abba"):
        place(row, at, state)
    assert row.states == ["a", "b"]
    assert row.times == [(0, 0), (1, 1), (3, 0)]


def test_the_clock_moves_each_row_by_itself():
    recorded = [Recorded(0, "o", "a\r\nb"), Recorded(5, "o", "x")]
    svg = moving_svg(recorded, [], (4, 2), 10, "t")
    assert "@keyframes s1{0%{transform:translateX(0px)}50%{transform:translateX(-53.6px)}}" in svg
    assert "@keyframes s0" not in svg
    assert f"translate(0 {HIGH})" in svg


def test_a_player_of_the_recording_shows_what_the_terminal_showed():
    sent = [
        "\x1b[1;31mẾ日x",
        "\r\n\x1b[0;44;4m biểu ",
        "\x1b[1;2H\x1b[7m·",
        "\x1b[0m\x1b[2;1H\x1b[K",
    ]
    recorded = [Recorded(at, "o", text) for at, text in enumerate(sent)]
    played = screens(read(cast(recorded, (12, 3), "t")), (12, 3))
    assert [at.grid for at in played] == [at.grid for at in screens(recorded, (12, 3))]
