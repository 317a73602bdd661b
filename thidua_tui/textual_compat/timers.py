"""Timers that sleep in the event loop, on Windows too.

There Textual has every timer sleep in a thread of the loop's executor, which is a few milliseconds
more exact. The executor has few threads (six on two cores), and they are those in which the app
reads and records: timers would leave none, and an app that counts them would never be at rest.
"""

from __future__ import annotations

import asyncio

from textual import timer

_OVERHEAD = 0.0005
"""Seconds that the loop sleeps too long, as Textual measured on the other systems."""


async def _sleep(seconds: float) -> None:
    if seconds > _OVERHEAD:
        await asyncio.sleep(seconds - _OVERHEAD)


def sleep_in_loop() -> None:
    """Have the timers of Textual sleep in the event loop from now on."""
    vars(timer)["sleep"] = _sleep
