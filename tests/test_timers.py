"""Timers occupy no thread: on Windows Textual would have each of them sleep in one."""

from __future__ import annotations

import asyncio
import time

import pytest
from textual import timer

from thidua_tui.widgets.key_order import KeysInOrder


async def sleep_in_a_thread(seconds: float) -> None:
    """Sleep as Textual does on Windows."""
    await asyncio.get_running_loop().run_in_executor(None, time.sleep, seconds)


async def test_a_timer_occupies_no_thread(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(timer, "sleep", sleep_in_a_thread)
    ticks = []
    app: KeysInOrder[None] = KeysInOrder()
    async with app.run_test() as pilot:
        app.set_interval(0.02, lambda: ticks.append(app._threads.working))
        app.set_interval(0.03, lambda: ticks.append(app._threads.working))
        while len(ticks) < 6:
            await pilot.pause(0.02)
    assert set(ticks) == {0}
