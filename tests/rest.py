"""Wait for an app that has nothing left to do, rather than for a processor that seems idle.

The pilot of Textual watches the processor time of the process: at least 20 ms, twice a key, and
blind where other programs take the processor. The event loop itself knows better.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any

from textual import app, pilot
from textual._compositor import Compositor
from textual._context import active_app
from textual.app import App
from textual.geometry import Size
from textual.message import Message
from textual.message_pump import MessagePump

from thidua_tui.widgets.key_order import KeysInOrder

WORKING = 1.0
"""Seconds: a thread that waits for something that the test holds does not hold the test."""


SOON = 1.0
"""Seconds: what follows a key after a longer time is not waited for."""


async def at_rest(min_sleep: float = 0.0, max_sleep: float = WORKING) -> bool:
    """Wait until no callback is due, no frame is to be drawn and no thread works for the app.

    Returns:
        Whether that was so within `max_sleep` seconds.
    """
    loop: Any = asyncio.get_running_loop()
    end = loop.time() + max_sleep
    running = active_app.get(None)
    while loop.time() < end:
        await asyncio.sleep(0)
        if loop._ready:
            continue
        if running and works(running):
            await asyncio.sleep(0.002)
        elif not running or not (drew(running) or rendered(running)):
            return True
    return False


_HANDLED: Counter[str] = Counter()
"""Handler of a message of the program itself -> how many of its calls have not ended."""
_DISPATCH = MessagePump._dispatch_message


async def dispatch(pump: MessagePump, message: Message) -> None:
    """Count a message of the program until all its handlers have ended."""
    if not type(message).__module__.startswith("thidua_tui"):
        await _DISPATCH(pump, message)
        return
    name = message.handler_name
    _HANDLED[name] += 1
    try:
        await _DISPATCH(pump, message)
    finally:
        _HANDLED[name] -= 1


def works(running: App[Any]) -> bool:
    """Return whether a worker, another thread of the app, a handler or a key has not ended."""
    threads = getattr(running, "_threads", None)
    return (
        bool(threads and threads.working)
        or any(_HANDLED.values())
        or any(not worker.is_finished for worker in running.workers)
        or (isinstance(running, KeysInOrder) and keys_wait(running))
    )


def keys_wait(running: KeysInOrder[Any]) -> bool:
    """Return whether keys are held back, or the last, unless it is a letter, is being handled."""
    waits = running._held or (running._on_its_way and not running._last)
    return bool(waits) and running.is_running and not running._exit


def expects(running: App[Any]) -> bool:
    """Return whether something follows by itself soon: a timer that runs once has not ended."""
    nodes = [running, *(n for screen in running.screen_stack for n in screen.walk_children())]
    timers = [timer for node in [*nodes, *running.screen_stack] for timer in node._timers]
    return any(
        timer._repeat == 0 and timer._interval <= SOON and timer._task and not timer._task.done()
        for timer in timers
    )


def drew(running: App[Any]) -> bool:
    """Draw the frame, at the new size, that waits for its time; return whether there was any."""
    if not running._running or not running.screen_stack:
        return False
    if running._resize_timer:
        running._check_resize()
        return True
    screen = running.screen
    timer: Any = screen._update_timer  # mypy takes its `_active` for Never
    if not screen.is_running or not timer._active.is_set():
        return False
    screen._on_timer_update()
    return True


_RENDER = Compositor.render_update
_BEGUN = set[tuple[type[object], Size]]()
"""Kinds of screen, at a size, whose first frame was rendered in this process."""


def put_off(compositor: Compositor, full: bool = False, *more: Any, **how: Any) -> Any:
    """Render the first frame of each kind of screen; any other only when the app rests.

    No terminal shows a frame here: those between a key and the rest after it would be thrown away.
    """
    kind = (type(compositor.root), compositor.size)
    if full or kind not in _BEGUN:
        _BEGUN.add(kind)
        return _RENDER(compositor, full, *more, **how)
    return None  # what has changed stays noted in the compositor


def rendered(running: App[Any]) -> bool:
    """Render what has changed since the last rest; return whether there was anything."""
    if not running._running or not running.screen_stack or running._batch_count:
        return False
    screen = running.screen
    if not screen.is_running or not screen._compositor._dirty_regions:
        return False
    _RENDER(screen._compositor, screen_stack=running._background_screens)
    return True


def use() -> None:
    """Have the pilot of Textual wait this way."""
    compositor: Any = Compositor
    compositor.render_update = put_off
    vars(pilot)["wait_for_idle"] = vars(app)["wait_for_idle"] = at_rest
    pump: Any = MessagePump
    pump._dispatch_message = dispatch
