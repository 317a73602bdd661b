"""Windows 10 and later.

`windows_calls` has the calls of the system. Here is what follows from their answers, so that the
tests can imitate Windows on any system.
"""

from __future__ import annotations

import os
import re
import stat
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from thidua_tui.platform.system.protocol import System

if TYPE_CHECKING:
    import asyncio

TRIES, PAUSE = 25, 0.02
"""How often a file is replaced that another program has open, and the seconds in between: a
virus scanner, or a wall that reads it."""
CLOSED = 4.5
"""Seconds until Windows ends a program whose window was closed, less a half."""
ENDED = 143
"""The exit code of a program that the system ends, as on POSIX."""
_EVENTS = frozenset({1, 2, 5, 6})
"""Ctrl+Break, the window closed, logging off, shutting down. Ctrl+C is a key of ours."""
_ENTRY = re.compile(r"\((\w*);[^;]*;([^;]*);[^;]*;[^;]*;([^;)]*)[^)]*\)")
"""An entry of an access list in SDDL: kind, rights, account."""
_READING = re.compile(r"FA|FR|GA|GR|KA|CC")
_READ_BITS = 0x1 | 0x10000000 | 0x80000000
"""`FILE_READ_DATA`, `GENERIC_ALL`, `GENERIC_READ`."""
_SYSTEM_ACCOUNTS = frozenset({"SY", "BA", "CO", "OW", "S-1-5-18", "S-1-5-32-544", "S-1-3-4"})
"""The system, its administrators, and who owns the file: they can read every file anyway."""
_EVERYONE = "WD"


class Calls(Protocol):
    """The calls of Windows that the interface needs."""

    def lock(self, handle: int) -> None:
        """Lock the first byte of a file.

        Raises:
            OSError: another program has locked it.
        """

    def account_id(self) -> str:
        """Return the security identifier of this account, such as `S-1-5-21-…-1001`."""

    def account_name(self) -> str:
        """Return the name of this account."""

    def access_list(self, handle: int) -> str:
        """Return the access list of an open file in SDDL, '' when its drive has none.

        Raises:
            OSError: the system does not say.
        """

    def set_access_list(self, file: str, sddl: str) -> None:
        """Set the access list of a file, and have it inherit nothing.

        Raises:
            OSError: it cannot be set.
        """

    def same_account(self, one: str, other: str) -> bool:
        """Return whether two identifiers, or their abbreviations in SDDL, are one account's."""

    def name_of(self, account: str) -> str:
        """Return the name of an account by its identifier, in the language of the system."""

    def handle_console(self, handler: Callable[[int], bool]) -> None:
        """Call a handler with the number of an event of the console, in a thread of its own."""

    def draw_escapes(self) -> bool:
        """Switch on escape sequences in the console; return whether it could be done."""


class Windows(System):
    """The interface's `System` on Windows."""

    pipe_encoding: str | None = "utf-8"

    def __init__(self, calls: Calls | None = None) -> None:
        self._calls = calls or cast(
            "Calls", import_module("thidua_tui.platform.system.windows_calls")
        )

    def replace(self, file: Path, target: Path) -> None:
        """Rename it; while another program has the other open, wait a little."""
        for left in reversed(range(TRIES)):
            try:
                file.replace(target)
            except PermissionError:
                if not left:
                    raise
                time.sleep(PAUSE)
            else:
                return

    def lock(self, file: Path) -> int | None:
        """Lock its first byte."""
        try:
            handle = os.open(file, os.O_CREAT | os.O_RDWR)
        except PermissionError:  # it is about to be removed
            return None
        try:
            self._calls.lock(handle)
        except OSError:
            os.close(handle)
            return None
        return handle

    def release(self, held: int, *remove: Path) -> None:
        """Remove the locked file last, once it is closed: no open file can be removed."""
        *guarded, locked = remove or (None,)
        for gone in guarded:
            _unlink(gone)
        os.close(held)
        _unlink(locked)

    def restrict(self, file: Path) -> None:
        """Set an access list that names the account, the system and its administrators."""
        own = self._calls.account_id()
        self._calls.set_access_list(str(file), f"D:P(A;;FA;;;SY)(A;;FA;;;BA)(A;;FA;;;{own})")

    def readers(self, handle: int) -> tuple[str, ...]:
        """Read the access list; without one, everyone may read."""
        sddl, own = self._calls.access_list(handle), self._calls.account_id()
        allowed = [who for who in readers_in(sddl) if who not in _SYSTEM_ACCOUNTS]
        others = [who for who in allowed if not self._calls.same_account(who, own)]
        return tuple(dict.fromkeys(self._calls.name_of(who) for who in others))

    def how_to_restrict(self, file: Path) -> str:
        """Return a command of Windows, with identifiers that are the same in every language."""
        grants = f"*{self._calls.account_id()}:F *S-1-5-18:F *S-1-5-32-544:F"
        return f'icacls "{file}" /inheritance:r /grant:r {grants}'

    def own(self, info: os.stat_result) -> bool:
        """Look at the type: the folder of an account is closed to others by its access list."""
        return stat.S_ISREG(info.st_mode) and not getattr(info, "st_reparse_tag", 0)

    def account(self) -> str:
        """Return its name."""
        return os.environ.get("USERNAME") or self._calls.account_name()

    def on_end(self, loop: asyncio.AbstractEventLoop, end: Callable[[int], None]) -> None:
        """Handle the closed window: the system ends the program when the handler returns."""
        kept = threading.Event()

        def ending() -> None:
            end(ENDED)
            kept.set()

        def handler(event: int) -> bool:
            if event not in _EVENTS:
                return False
            with suppress(RuntimeError):  # the loop has just ended, and so does the program
                loop.call_soon_threadsafe(ending)
                kept.wait(CLOSED)
                time.sleep(max(0.0, CLOSED / 3))  # time to close the ledger
            return True

        self._calls.handle_console(handler)

    def reader_gone(self, handle: int) -> bool:  # noqa: ARG002 - the system does not say
        """Assume a reader: the next write finds out."""
        return False

    def terminal_draws(self) -> bool:
        """Ask the console; before Windows 10 of 2018 it refuses."""
        return self._calls.draw_escapes()

    def limit_process(self, memory: int, seconds: int) -> None:
        """Limit nothing: who starts the process ends it after a time."""


def readers_in(sddl: str) -> list[str]:
    """Return the accounts that an access list lets read, as SDDL names them."""
    _, found, entries = sddl.partition("D:")
    if not found or "NO_ACCESS_CONTROL" in entries:
        return [_EVERYONE]
    entries = entries.partition("S:(")[0]
    return [who for kind, rights, who in _ENTRY.findall(entries) if kind == "A" and _read(rights)]


def _read(rights: str) -> bool:
    if rights.lower().startswith("0x"):
        return bool(int(rights, 16) & _READ_BITS)
    return any(_READING.fullmatch(rights[at : at + 2]) for at in range(0, len(rights), 2))


def _unlink(file: Path | None) -> None:
    if file:
        with suppress(OSError):
            file.unlink(missing_ok=True)
