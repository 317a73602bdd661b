"""What the drivers of all systems do in the same way: output that may go, input that may wait.

Private parts of Textual overridden or used here: `_loop`, `_app`, `_file`,
`App._handle_exception`, `App._post_message`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from io import TextIOWrapper
from threading import Event
from typing import IO, Any, cast

from textual.driver import Driver
from textual.message import Message

from thidua_tui.textual_compat.terminal_input import Keyboard

TICK = 0.1
"""Seconds after which the input thread looks whether it is to end."""
_SLICE = 256
"""Bytes that are handed on before the app is asked whether it keeps up."""
_MOST_AHEAD = 128
"""Keys that may wait in the app; the others wait in the terminal."""
_GLANCE = 0.005


class Output:
    """A file that is written by Textual's output thread, and does not fail when it is gone.

    A thread that had failed would leave its queue full, and the event loop waiting for it.
    """

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self.fileno = file.fileno
        self._begun = 0
        self.taken = 0
        """How many writes the terminal has taken whole."""

    def write(self, text: str) -> None:
        """Write, if there is still something to write to."""
        self._begun += 1
        with suppress(OSError):
            self._file.write(text)

    def flush(self) -> None:
        """Flush likewise."""
        with suppress(OSError):
            self._file.flush()
        self.taken = self._begun


class SteadyParts(Driver):
    """The base of both drivers, in front of the driver of Textual."""

    exit_event: Event
    _file: TextIOWrapper | None

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._posted: Future[bool] | None = None
        self._output = Output(cast("IO[str]", self._file))
        self._file = cast("TextIOWrapper", self._output)
        self._written = 0

    def write(self, data: str) -> None:
        """Hand a text on to the thread that writes, and count it."""
        self._written += 1
        super().write(data)  # type: ignore[safe-super]  # the driver of Textual is behind this one

    @property
    def waits(self) -> bool:
        """Whether the terminal has not taken yet what was written: the line is slow."""
        return self._output.taken != self._written

    def read_guarded(self, read: Callable[[], None]) -> None:
        """Read the keyboard; what goes wrong is a fault of the app, which ends it in order."""
        try:
            read()
        except Exception as error:
            fault = error
            self.soon(lambda: self._app._handle_exception(fault))

    def take(self, keyboard: Keyboard, data: bytes) -> None:
        """Hand on what came, no faster than the app takes it: a signal must not wait behind it."""
        for at in range(0, len(data), _SLICE):
            for message in keyboard.feed(data[at : at + _SLICE]):
                self.process_message(message)
            while self._ahead > _MOST_AHEAD and not self.exit_event.wait(_GLANCE):
                pass

    def send_message(self, message: Message) -> None:
        """Post a message to the app, and know when it is in its queue."""
        posting = self._app._post_message(message)
        self._posted = asyncio.run_coroutine_threadsafe(posting, loop=self._loop)

    @property
    def _ahead(self) -> int:
        """How many keys wait in the app."""
        posted = self._posted is None or self._posted.done()
        return getattr(self._app, "keys_ahead", 0) if posted else _MOST_AHEAD + 1

    def soon(self, act: Callable[[], None]) -> None:
        """Not within a signal, which may come while a write holds the lock that a write needs."""
        with suppress(RuntimeError):  # the loop has just ended, and so does the program
            self._loop.call_soon_threadsafe(act)
