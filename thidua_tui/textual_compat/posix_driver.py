"""Textual's driver for Linux and macOS, for a program that is stopped and goes on.

Who stops a program from outside (`kill -STOP`, cpulimit, a machine that freezes a session) sends it
SIGCONT later. Textual takes that for the way back from its own Ctrl+Z and starts the terminal up
again, though it never left it: a second thread then reads the keyboard like the first, and what
both read is shuffled, letter by letter; and the modes to be put back at the end are now those of
the program itself. Here such a program sets the terminal's modes once more, in case the shell
changed them in between, redraws, and reads on with the one thread that it has.

Textual also writes to the terminal within the signal itself: where that falls into a write, the
program waits for a lock of its own, for good. Here the event loop does it as soon as it is free.

Textual decodes the keyboard strictly, and an exception in its input thread ends the program with
exit code 0. Here `terminal_input` reads the bytes, and an exception in the thread is a fault of the
app like any other. A terminal that is gone ends the program as the signal for it does.

Private parts of Textual overridden or used here: `_run_input_thread`, `_get_terminal_size`,
`_sigtstp_application`, `_sigcont_application`, `_key_thread`, `_auto_restart`, `_app`,
`_patch_lflag`, `_patch_iflag`.
"""

from __future__ import annotations

import os
import selectors
import signal
import termios
import tty

from textual.drivers.linux_driver import LinuxDriver

from thidua_tui.textual_compat.driver_parts import TICK, SteadyParts
from thidua_tui.textual_compat.escape_sequences import MOST_COLUMNS, MOST_LINES
from thidua_tui.textual_compat.terminal_input import Keyboard

_READ = 65536
_TIMES = 10
"""How often in a row nothing can be read before the terminal is taken to be gone."""


class SteadyDriver(SteadyParts, LinuxDriver):
    """A driver that survives being stopped from outside, and whatever its terminal sends."""

    def _run_input_thread(self) -> None:
        """Read the keyboard; what goes wrong is a fault of the app, which ends it in order."""
        self.read_guarded(self.run_input_thread)

    def run_input_thread(self) -> None:
        """Read what the terminal sends until the driver is stopped, or the terminal is gone."""
        keyboard, nothing = Keyboard(), 0
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                wait = keyboard.wait
                if selector.select(TICK if wait is None else min(wait, TICK)):
                    data = self._read()
                    nothing = 0 if data else nothing + 1
                    self.take(keyboard, data)
                if nothing and self._gone(nothing):
                    return
                for message in keyboard.tick():
                    self.process_message(message)

    def _read(self) -> bytes:
        """Return what came; nothing when nothing can be read."""
        try:
            return os.read(self.fileno, _READ)
        except OSError:
            return b""

    def _gone(self, times: int) -> bool:
        """Say whether the terminal is gone for good, and then end as the signal for it does."""
        if times < _TIMES:
            self.exit_event.wait(TICK)
            return False
        os.kill(os.getpid(), signal.SIGHUP)
        return True

    def _get_terminal_size(self) -> tuple[int, int]:
        """Return the size of the terminal, at most what can be drawn without a long wait."""
        width, height = super()._get_terminal_size()
        return min(width, MOST_COLUMNS), min(height, MOST_LINES)

    _to_stop = False

    def _sigtstp_application(self, *_: object) -> None:
        """Leave the terminal, and stop."""
        self._to_stop = True
        self.soon(self._stop)

    def _sigcont_application(self, *_: object) -> None:
        """Go on: as before where the terminal was left, with its modes alone where it was not."""
        self._to_stop = False
        self.soon(self._go_on)

    def _stop(self) -> None:
        """Leave the terminal and stop, unless SIGCONT came before: it does not come again."""
        if self._to_stop and self._auto_restart:
            self.suspend_application_mode()
            self._must_signal_resume = True
        if self._to_stop:
            os.kill(os.getpid(), signal.SIGSTOP)

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
        self.write("\x1b[?1049h\x1b[?25l\x1b[?1004h")  # other screen, no cursor, report the focus
        self._enable_bracketed_paste()
        self._disable_line_wrap()
        self._enable_mouse_support()
        self.flush()
