"""Linux, macOS and their like."""

from __future__ import annotations

import fcntl
import getpass
import os
import resource
import select
import shlex
import signal
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from thidua_tui.platform.system.protocol import System

if TYPE_CHECKING:
    import asyncio


class Posix(System):
    """The interface's `System` on POSIX."""

    pipe_encoding: str | None = None

    def replace(self, file: Path, target: Path) -> None:
        """Rename it, also when another program has the other file open."""
        file.replace(target)

    def lock(self, file: Path) -> int | None:
        """Lock the file itself."""
        handle = os.open(file, os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            return None
        return handle

    def release(self, held: int, *remove: Path) -> None:
        """Remove first: who locks the file afterwards must not find what is about to go."""
        for gone in remove:
            with suppress(OSError):
                gone.unlink(missing_ok=True)
        os.close(held)

    def restrict(self, file: Path) -> None:
        """Set the mode."""
        file.chmod(0o600)

    def readers(self, handle: int) -> tuple[str, ...]:
        """Read the mode."""
        mode = stat.S_IMODE(os.fstat(handle).st_mode)
        return (f"{mode:o}",) if mode & 0o077 else ()

    def how_to_restrict(self, file: Path) -> str:
        """Return a command of every shell."""
        return f"chmod 600 {shlex.quote(str(file))}"

    def own(self, info: os.stat_result) -> bool:
        """Look at type, owner and mode."""
        own = info.st_uid == os.getuid()
        return stat.S_ISREG(info.st_mode) and own and not info.st_mode & 0o022

    def account(self) -> str:
        """Return its name, or its number when it has none."""
        try:
            return getpass.getuser()
        except (KeyError, OSError):
            return str(os.getuid())

    def on_end(self, loop: asyncio.AbstractEventLoop, end: Callable[[int], None]) -> None:
        """Handle the signals for the end, and for a terminal that is gone."""
        for number in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, end, 128 + number)

    def reader_gone(self, handle: int) -> bool:
        """Ask for errors alone: a pipe without a reader has one."""
        asked = select.poll()
        asked.register(handle, 0)
        return any(found & select.POLLERR for _, found in asked.poll(0))

    def terminal_draws(self) -> bool:
        """Assume it: every terminal does."""
        return True

    def limit_process(self, memory: int, seconds: int) -> None:
        """Set the limits, unless the account has lower ones."""
        for limit, value in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds)):
            with suppress(OSError, ValueError):
                resource.setrlimit(limit, (value, value))
