"""Textual's driver for Linux and macOS, for a program that is stopped and goes on.

Who stops a program from outside (`kill -STOP`, cpulimit, a machine that freezes a session) sends it
SIGCONT later. Textual takes that for the way back from its own Ctrl+Z and starts the terminal up
again, though it never left it: a second thread then reads the keyboard beside the first, and what
both read is shuffled, letter by letter; and the modes to be put back at the end are now those of
the program itself. Here such a program sets the terminal's modes once more, in case the shell
changed them in between, draws itself anew, and reads on with the one thread that it has.

Textual also writes to the terminal within the signal itself: where that falls into a write, the
program waits for a lock of its own, for good. Here the event loop does it as soon as it is free.
"""

from __future__ import annotations

import os
import signal
import termios
import tty
from collections.abc import Callable
from contextlib import suppress

from textual.driver import Driver
from textual.drivers import linux_driver
from textual.drivers.linux_driver import LinuxDriver

from thidua_tui.widgets.paste import PasteParser


class SteadyDriver(LinuxDriver):
    """A driver that survives being stopped from outside."""

    _to_stop = False

    def _sigtstp_application(self, *_: object) -> None:
        """Leave the terminal, and stop."""
        self._to_stop = True
        self._soon(self._stop)

    def _sigcont_application(self, *_: object) -> None:
        """Go on: as before where the terminal was left, with its modes alone where it was not."""
        self._to_stop = False
        self._soon(self._go_on)

    def _stop(self) -> None:
        """Leave the terminal and stop, unless SIGCONT came before: it does not come again."""
        if self._to_stop and self._auto_restart:
            self.suspend_application_mode()
            self._must_signal_resume = True
        if self._to_stop:
            os.kill(os.getpid(), signal.SIGSTOP)

    def _soon(self, act: Callable[[], None]) -> None:
        """Not within the signal, which may come while a write holds the lock that a write needs."""
        with suppress(RuntimeError):  # the loop has just ended, and so does the program
            self._loop.call_soon_threadsafe(act)

    def _go_on(self) -> None:
        reading = self._key_thread is not None and self._key_thread.is_alive()
        if not reading:
            super()._sigcont_application()
        elif self._auto_restart:
            self._take_terminal()
            self._app.refresh(layout=True)

    def _take_terminal(self) -> None:
        """Set the modes of the terminal as at the start; those to be put back stay as they were."""
        try:
            modes = termios.tcgetattr(self.fileno)
            modes[tty.LFLAG] = self._patch_lflag(modes[tty.LFLAG])
            modes[tty.IFLAG] = self._patch_iflag(modes[tty.IFLAG])
            termios.tcsetattr(self.fileno, termios.TCSANOW, modes)
        except termios.error:
            return  # no terminal any more: its end arrives as a signal of its own
        self.write("\x1b[?1049h\x1b[?25l\x1b[?1004h")  # other screen, no cursor, tell of the focus
        self._enable_bracketed_paste()
        self._disable_line_wrap()
        self._enable_mouse_support()
        self.flush()


def steady(kind: type[Driver]) -> type[Driver]:
    """The driver to use in the place of the one that Textual would take."""
    vars(linux_driver)["XTermParser"] = PasteParser  # it offers no other way to choose one
    return SteadyDriver if kind is LinuxDriver else kind
