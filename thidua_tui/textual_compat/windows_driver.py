"""Textual's driver for Windows, with the keyboard read as on the other systems.

Textual hands the records of the console to its own parser, loses letters of input methods and
pastes that old consoles send without a key, and only logs an exception in its input thread. Here
`console_keys` makes bytes of the records and `terminal_input` reads them. The size of the window
is looked at: old consoles report that of their buffer.

Quick edit is switched off while the program runs: a click would select text, and stop all output.

Private parts of Textual overridden or used here: `_app`, `EventMonitor`, `INPUT_RECORD`,
`GetStdHandle`, `KERNEL32`, `wait_for_handles`, `set_console_mode`.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from threading import Thread
from typing import Any

assert sys.platform == "win32"  # noqa: S101  the type checker skips the rest on other systems

from ctypes import wintypes  # noqa: E402  below the guard

from textual.drivers import win32  # noqa: E402  below the guard
from textual.drivers.windows_driver import WindowsDriver  # noqa: E402  below the guard
from textual.events import Resize  # noqa: E402  below the guard
from textual.geometry import Size  # noqa: E402  below the guard

from thidua_tui.textual_compat.console_keys import ConsoleKeys, Pressed  # noqa: E402  as above
from thidua_tui.textual_compat.driver_parts import TICK, SteadyParts  # noqa: E402  as above
from thidua_tui.textual_compat.escape_sequences import (  # noqa: E402  as above
    MOST_COLUMNS,
    MOST_LINES,
)
from thidua_tui.textual_compat.terminal_input import Keyboard  # noqa: E402  as above

_INPUT, _KEY, _MOST = -10, 1, 1024
_MODES = (
    win32.ENABLE_VIRTUAL_TERMINAL_INPUT
    | win32.ENABLE_EXTENDED_FLAGS  # without it quick edit stays as it is
    | win32.ENABLE_WINDOW_INPUT
    | win32.ENABLE_MOUSE_INPUT
)


class SteadyDriver(SteadyParts, WindowsDriver):
    """A driver that reads the console with our own keyboard."""

    def start_application_mode(self) -> None:
        """Start, with a thread of ours in the place of Textual's."""
        vars(win32)["EventMonitor"] = lambda *_: Thread(
            target=self.read_guarded, args=(self.run_input_thread,), name="textual-input"
        )
        super().start_application_mode()
        if sys.__stdin__:
            win32.set_console_mode(sys.__stdin__, _MODES)

    def run_input_thread(self) -> None:
        """Read what the console reports until the driver is stopped."""
        keyboard, keys = Keyboard(), ConsoleKeys()
        size = self._size_now()
        console = win32.GetStdHandle(_INPUT)
        while not self.exit_event.is_set():
            wait = keyboard.wait
            seconds = TICK if wait is None else min(wait, TICK)
            if win32.wait_for_handles([console], int(seconds * 1000)) is not None:
                self.take(keyboard, keys.read(_records(console)))
            for message in keyboard.tick():
                self.process_message(message)
            if (now := self._size_now()) != size:
                size = now
                self.send_message(Resize(Size(*now), Size(*now)))

    def _size_now(self) -> tuple[int, int]:
        """Return the size of the window, at most what can be drawn without a long wait."""
        width, height = self._app.size
        with suppress(OSError, ValueError):
            width, height = os.get_terminal_size()
        return min(width, MOST_COLUMNS), min(height, MOST_LINES)


def _records(console: Any) -> Iterator[Pressed]:
    """Yield the keys that wait in the console."""
    records, count = (win32.INPUT_RECORD * _MOST)(), wintypes.DWORD(0)
    win32.KERNEL32.ReadConsoleInputW(console, ctypes.byref(records), _MOST, ctypes.byref(count))
    for record in records[: count.value]:
        if record.EventType == _KEY:
            key = record.Event.KeyEvent
            state, times = key.dwControlKeyState, key.wRepeatCount
            letter = key.uChar.UnicodeChar or "\0"
            yield Pressed(bool(key.bKeyDown), key.wVirtualKeyCode, letter, state, max(1, times))
