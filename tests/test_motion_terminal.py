"""Motion in a real terminal: how many frames are sent, and what is there at the end."""

from __future__ import annotations

import pytest

from tests.pages import ledger_at
from tests.patience import PATIENCE
from tests.terminal import KITTY, Terminal
from tests.test_pages_terminal import home, program

FIXTURES = (home,)
FRAME = b"\x1b[?2026h"
"""What Textual sends before each frame to a terminal that shows a frame whole."""
MOST = 15
"""Frames after a key with motion: those of the motion, the first, and the line of the state."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    return ledger_at(tmp_path_factory.mktemp("motion") / "demo.ledger", story=True)


@pytest.fixture(scope="module")
def years(tmp_path_factory):
    return ledger_at(tmp_path_factory.mktemp("motion") / "years.ledger", years=True)


def frames(terminal: Terminal, keys: str) -> int:
    """Send keys at once, and return how many frames follow."""
    before = terminal.raw.count(FRAME)
    terminal.send(keys)
    terminal.settle(0.6)
    return terminal.raw.count(FRAME) - before


def ceremony(demo, home, **how: str) -> Terminal:
    """The program at the beginning of the ceremony."""
    terminal = program(demo, home, **how)
    terminal.columns, terminal.lines, terminal.replies = 120, 40, KITTY
    terminal.__post_init__()
    return terminal


def begun(terminal: Terminal) -> None:
    terminal.wait_for("Sở Tài chính", PATIENCE)
    terminal.settle(0.6)
    terminal.send("r")
    terminal.wait_for("1/8", PATIENCE)
    terminal.settle(0.6)


def test_a_rise_sends_a_few_frames_and_ends_as_without_it(demo, home):
    shown = {}
    for setting in ("off", "on"):
        with ceremony(demo, home, THIDUA_MOTION=setting) as terminal:
            begun(terminal)
            sent = frames(terminal, " ")
            shown[setting] = (sent, terminal.text)
    (without, still), (moving, moved) = shown["off"], shown["on"]
    assert still == moved
    assert without <= 2
    assert without < moving <= MOST


@pytest.mark.parametrize(
    "why", [{"TEXTUAL_ANIMATIONS": "none"}, {"SSH_CONNECTION": "192.0.2.1 1 192.0.2.2 22"}]
)
def test_where_motion_is_not_wanted_no_frame_is_sent_for_it(demo, home, why):
    setting = {"THIDUA_MOTION": "on" if "TEXTUAL_ANIMATIONS" in why else ""}
    with ceremony(demo, home, **setting, **why) as terminal:
        begun(terminal)
        assert frames(terminal, " ") <= 2


def test_keys_typed_into_a_rise_are_handled_at_once_and_in_order(demo, home):
    texts = []
    for setting in ("off", "on"):
        with ceremony(demo, home, THIDUA_MOTION=setting) as terminal:
            begun(terminal)
            sent = frames(terminal, " " * 5)
            texts.append(terminal.text)
    assert texts[0] == texts[1]
    assert "6/8" in texts[0]
    assert sent <= MOST * 2


def test_the_replay_shows_the_same_after_every_key_with_motion_and_without(years, home):
    walks = []
    for setting in ("off", "on"):
        with ceremony(years, home, THIDUA_MOTION=setting) as terminal:
            terminal.wait_for("Sở Tài chính", PATIENCE)
            terminal.settle(0.6)
            for key in ("2", " ", " "):
                frames(terminal, key)
            steps = [*["\x1b[C"] * 4, "\x1b[D"]
            walks.append([(frames(terminal, key), terminal.text) for key in steps])
    still, moved = walks
    assert [text for _, text in still] == [text for _, text in moved]
    assert max(sent for sent, _ in still) == 1
    assert 1 < max(sent for sent, _ in moved) <= MOST
