"""The app on a ledger in a file of its own, with a clock that stands still."""

from __future__ import annotations

import asyncio
import os
import secrets
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, TextArea

from events.command import Command
from events.store import ledger
from events.store.ledger import Circumstances, Ledger
from events.store.sqlite import schema
from events.store.sqlite.recorder import SQLiteRecorder
from tests.driven import AppPilot, Driven
from tests.narrow import file_recorder
from tests.patience import PATIENCE
from tests.rest import at_rest, expects, works
from thidua_tui.app.app import ThiduaApp
from thidua_tui.session.samples import conference, scored_year
from thidua_tui.session.samples import years as sample_years
from thidua_tui.session.session import Session
from thidua_tui.widgets.key_order import KeysInOrder

TZ = "ICT-7" if os.name == "nt" else "Asia/Ho_Chi_Minh"
"""The zone of the story, as the C library of the system reads it."""
NOW = datetime(2021, 1, 14, 8, 0, tzinfo=UTC)
"""The afternoon of the conference."""
AFTER_YEARS = datetime(2025, 1, 10, 8, 0, tzinfo=UTC)
"""Two days after the last act of the six sample years."""
AFTER_SCORED = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
"""Three days after the last act of the scored year and the year after it."""
BY = "Thư ký"


if TYPE_CHECKING:

    class ShownApp(Driven, ThiduaApp):
        """The program, whose ledger a test has opened before it asks."""

        session: Session

else:
    ShownApp = ThiduaApp


def ledger_at(
    path: Path,
    *commands: Command,
    story: bool = False,
    how: Circumstances | None = None,
    years: bool = False,
    scored: bool = False,
) -> Path:
    """A ledger file with the demo's story, or with these acts; each is recorded once and copied.

    With `years` it holds the six invented years, with `scored` the scored year of the demo, and the
    app opens it just after their end.
    """
    wanted = repr((commands, story, how, years, scored))
    if years or scored:
        _LATER[path] = AFTER_SCORED if scored else AFTER_YEARS
    if wanted in _RECORDED and not path.exists() and _chance() is secrets:
        path.touch(mode=0o600)
        path.write_bytes(_RECORDED[wanted])
        return path
    new = not path.exists()
    with SQLiteRecorder(path) as recorder:
        begun = Ledger(recorder, clock=_clock(path))
        if story:
            conference.play(begun)
        if years:
            sample_years.play(begun)
        if scored:
            scored_year.play(begun)
        for command in commands:
            begun.execute(command, how or Circumstances(by=BY))
    if new and _chance() is secrets:  # those of `standing_still` count their ids
        _RECORDED[wanted] = path.read_bytes()
    return path


_RECORDED: dict[str, bytes] = {}
_LATER: dict[Path, datetime] = {}
"""The files that are opened after invented years, and when."""


def _clock(path: Path) -> Callable[[], datetime]:
    """The clock with which this file is opened: later than all that it holds."""
    return lambda: _LATER.get(path, NOW)


def _chance() -> Any:
    """Where the ids of new ledgers come from."""
    return vars(schema)["secrets"]


def use_zone() -> None:
    """Let the clock follow `TZ`; on Windows the zone is that of the computer."""
    if os.name != "nt":
        time.tzset()


@contextmanager
def standing_still() -> Iterator[None]:
    """The room's own time zone, a cursor that does not blink; ids and names that are the same."""
    before, ids, new_act = os.environ.get("TZ"), count(1), ledger.new_act
    os.environ["TZ"], ledger.new_act = TZ, lambda: f"{next(ids):016x}"
    chance = _chance()
    same = SimpleNamespace(token_hex=lambda size: "7d" * size, randbelow=chance.randbelow)
    vars(schema)["secrets"] = same
    use_zone()
    blinking = [Input.cursor_blink, TextArea.cursor_blink]
    for one in blinking:  # a picture is taken at any moment
        one._default = False
    try:
        yield
    finally:
        for one in blinking:
            one._default = True
        os.environ.pop("TZ")
        os.environ |= {"TZ": before} if before else {}
        use_zone()
        ledger.new_act, vars(schema)["secrets"] = new_act, chance


def opening(path: Path) -> Callable[[], Session]:
    """What opens the ledger as the program does, with the clock of the story."""
    return lambda: Session(Ledger(SQLiteRecorder(path), clock=_clock(path)), BY)


def app_on(path: Path, lang: str = "vi", theme: str = "") -> ShownApp:
    """The app, not started yet."""
    app = ShownApp(opening(path), lang, theme)
    app.ledger_name = "demo.ledger"
    return app


def shows(pilot: AppPilot[ShownApp], kind: type[Screen[Any]]) -> bool:
    """Whether the screen on top is of this kind; after the next keys it may be of another."""
    return isinstance(pilot.app.screen, kind)


async def settled(pilot: Pilot[Any]) -> None:
    """Wait until the screen shows what it folded, or the app ends.

    Raises:
        AssertionError: when it does not within a while.
    """
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        await pilot.pause()
        if pilot.app._exit:  # an app that ends shows nothing more
            return
        rested = await at_rest()
        screen = pilot.app.screen
        opened = getattr(screen, "PLACE", "") != "opening"
        if rested and opened and not works(pilot.app) and getattr(screen, "rendered", True):
            return
        await asyncio.sleep(0.005)
    raise AssertionError(f"not settled: {pilot.app.screen}")


async def quiet(pilot: Pilot[Any]) -> None:
    """Wait until nothing follows by itself: what is looked up once nobody types is shown."""
    await settled(pilot)
    async with asyncio.timeout(PATIENCE):
        while expects(pilot.app):
            await asyncio.sleep(0.01)
            await settled(pilot)


async def until(pilot: Pilot[Any], found: Callable[[], object]) -> None:
    """Wait until this holds.

    Raises:
        AssertionError: when it does not within a while, with what a person sees then.
    """
    end = time.monotonic() + PATIENCE
    while not found():
        assert time.monotonic() < end, screen_text(pilot.app)
        await pilot.pause()
        await asyncio.sleep(0.01)


@asynccontextmanager
async def shown(
    path: Path, lang: str = "vi", size: tuple[int, int] = (80, 24)
) -> AsyncIterator[AppPilot[ShownApp]]:
    """The app on its first page."""
    app = app_on(path, lang)
    async with app.run_test(size=size, notifications=True) as pilot:
        await settled(pilot)
        yield pilot
    if app.session:
        file_recorder(app.session.ledger).close()


async def keys_at_rest(app: KeysInOrder[Any]) -> None:
    """Wait until every key that came was handled, and all that it caused."""
    handled = asyncio.Event()
    app.call_later(handled.set)  # behind the keys that are in its queue
    while app.is_running and not handled.is_set():
        await asyncio.sleep(0)
    while app._held or app._on_its_way:
        app._follow()  # the last letter is followed when another key comes
        await asyncio.sleep(0.002)


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys, waiting for the page after each; with none, wait for the page."""
    await settled(pilot)
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


class Walk:
    """A walk through many pages of an app, each reached from the first page by its keys."""

    def __init__(self, pilot: AppPilot[ShownApp]) -> None:
        self.pilot, self.here = pilot, pilot.app.here

    async def to(self, *keys: str) -> None:
        """Close what is open, go back to the first page and where it was, and press keys."""
        app = self.pilot.app
        app.here = self.here
        await app.go("year")
        await press(self.pilot, *keys)


def screen_text(app: App[Any]) -> str:
    """What a person sees, line by line."""
    lines = app.screen._compositor.render_strips(app.size)
    return "\n".join("".join(s.text for s in strip).rstrip() for strip in lines)


def toasts(app: App[Any]) -> list[str]:
    """What the program told in passing."""
    return [str(notification.message) for notification in app._notifications]
