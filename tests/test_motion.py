"""Motion: a few frames between two states, ended by any key, none where it is not wanted."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager

import pytest
from textual.app import ComposeResult
from textual.widgets import Static

from tests.patience import PATIENCE
from thidua_tui.platform import settings
from thidua_tui.widgets.key_order import KeysInOrder
from thidua_tui.widgets.motion import FRAMES, LATE, SECONDS, eased


class Moving(KeysInOrder[int]):
    """An app with something that moves, and a key that counts on it to be at its end."""

    BINDINGS = [("x", "note", "")]  # noqa: RUF012 - as Textual has it

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[float] = []
        self.seen_by_key: list[float] = []
        self.now = 0.0
        self.motions.on, self.motions.clock = True, lambda: self.now

    def compose(self) -> ComposeResult:
        yield Static(id="thing")

    def play(self, seconds: float = SECONDS) -> None:
        self.motions.play(self.query_one("#thing"), self.parts.append, seconds)

    def action_note(self) -> None:
        self.seen_by_key = [*self.parts]


@asynccontextmanager
async def moving():
    app = Moving()
    async with app.run_test() as pilot:
        yield app, pilot


async def until(found) -> None:
    async with asyncio.timeout(PATIENCE):
        while not found():
            await asyncio.sleep(0.005)


async def test_a_motion_ends_at_its_end_after_a_few_frames_at_most():
    async with moving() as (app, _):
        app.play()
        await until(lambda: not app.motions.running)  # the clock is stopped: frames count
        assert len(app.parts) == FRAMES
        assert app.parts[-1] == 1.0
        assert 1.0 not in app.parts[:-1]


async def test_a_motion_ends_when_its_time_is_up_however_few_frames_were_drawn():
    async with moving() as (app, _):
        app.play()
        app.now = SECONDS
        await until(lambda: not app.motions.running)
        assert app.parts == [1.0]


async def test_no_motion_is_longer_than_the_longest():
    async with moving() as (app, _):
        app.play(seconds=60)
        app.now = SECONDS
        await until(lambda: not app.motions.running)
        assert app.parts[-1] == 1.0


async def test_a_key_in_the_middle_finds_the_end():
    async with moving() as (app, pilot):
        app.play()
        await until(lambda: app.parts)
        await pilot.press("x")
        assert app.seen_by_key[-1] == 1.0
        assert app.seen_by_key == app.parts
        assert not app.motions.running


@pytest.mark.parametrize("deed", ["click", "resize"])
async def test_what_else_a_person_does_ends_a_motion_too(deed):
    async with moving() as (app, pilot):
        app.play()
        await (pilot.click("#thing") if deed == "click" else pilot.resize_terminal(60, 20))
        assert app.parts[-1] == 1.0
        assert not app.motions.running


@pytest.mark.parametrize("why", ["setting", "animations", "line"])
async def test_without_motion_the_end_is_drawn_once_and_no_timer_runs(why):
    async with moving() as (app, _):
        if why == "setting":
            app.motions.on = False
        elif why == "animations":
            app.animation_level = "none"
        else:
            app.motions._late = LATE
        assert not app.motions.allowed
        app.play()
        assert app.parts == [1.0]
        assert not app.motions.running
        assert not [t for t in app.query_one("#thing")._timers if t.name == "motion"]


async def test_an_app_moves_nothing_unless_it_is_asked_to():
    assert not KeysInOrder[int]().motions.allowed


async def test_a_terminal_that_does_not_keep_up_ends_the_motion_and_then_all_of_them():
    async with moving() as (app, _):
        app.motions.waits = lambda: True
        for _ in range(LATE):
            app.parts.clear()
            app.play()
            await until(lambda: not app.motions.running)
            assert len(app.parts) == 2  # the first frame, and the end
        assert not app.motions.allowed


async def test_a_terminal_that_was_late_once_is_forgiven():
    async with moving() as (app, _):
        for late in [True, False] * LATE:
            app.motions.waits = lambda late=late: late
            app.play()
            await until(lambda: not app.motions.running)
        assert app.motions.allowed


async def test_a_second_motion_of_the_same_thing_replaces_the_first():
    async with moving() as (app, _):
        other: list[float] = []
        app.play()
        app.motions.play(app.query_one("#thing"), other.append)
        await until(lambda: not app.motions.running)
        assert 1.0 not in app.parts
        assert other[-1] == 1.0


async def test_what_is_gone_is_not_drawn():
    async with moving() as (app, _):
        app.play()
        await app.query_one("#thing").remove()
        drawn = [*app.parts]
        app.motions.finish()
        await asyncio.sleep(SECONDS / FRAMES * 2)
        assert app.parts == drawn


def test_a_movement_goes_on_and_never_back():
    parts = [eased(at / 20) for at in range(21)]
    assert parts == sorted(parts)
    assert (parts[0], parts[-1]) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("environment", "chosen", "moves"),
    [
        ({}, {}, True),
        ({}, {"motion": "off"}, False),
        ({"THIDUA_MOTION": "off"}, {"motion": "on"}, False),
        ({"THIDUA_MOTION": "on"}, {"motion": "off"}, True),
        ({"THIDUA_MOTION": "perhaps"}, {}, True),
        ({"SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22"}, {}, False),
        ({"SSH_TTY": "/dev/pts/1"}, {}, False),
        ({"SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22"}, {"motion": "on"}, True),
        ({"TERM": "dumb"}, {}, False),
    ],
)
def test_one_setting_says_whether_things_move(environment, chosen, moves, monkeypatch):
    for name in ("THIDUA_MOTION", "SSH_CONNECTION", "SSH_TTY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert settings.motion(chosen) is moves
