"""What the interface needs of an operating system, the same on every system."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import asyncio


class System(Protocol):
    """Files for one account, locks between programs, the end of a terminal, output, an account."""

    pipe_encoding: str | None
    """The encoding of output that goes to no terminal; None for the encoding of the account."""

    def replace(self, file: Path, target: Path) -> None:
        """Give a file the name of another, which it replaces.

        Raises:
            OSError: when it cannot; both files are as before.
        """

    def lock(self, file: Path) -> int | None:
        """Take the lock of a file until `release`, and create the file; None if it is taken.

        Args:
            file: A file whose only purpose is the lock; never read it.
        """

    def release(self, held: int, *remove: Path) -> None:
        """Release a lock, and remove files that it guarded.

        Args:
            held: What `lock` returned.
            remove: The files, the locked one last; what cannot be removed is left.
        """

    def restrict(self, file: Path) -> None:
        """Have only this account read and write a file, and the system itself.

        Raises:
            OSError: when it cannot be.
        """

    def readers(self, handle: int) -> tuple[str, ...]:
        """Return who else may read an open file: names of accounts and groups, or a mode.

        Raises:
            OSError: when the system does not say.
        """

    def how_to_restrict(self, file: Path) -> str:
        """Return a command with which a person restricts a file to the own account."""

    def own(self, info: os.stat_result) -> bool:
        """Return whether a file is a plain file of this account that no other can write."""

    def account(self) -> str:
        """Return the name of the account."""

    def on_end(self, loop: asyncio.AbstractEventLoop, end: Callable[[int], None]) -> None:
        """Have the program end when the system or the terminal asks for it.

        Args:
            loop: The running loop.
            end: Called in the loop with the exit code; it keeps what must be kept, then returns.
        """

    def reader_gone(self, handle: int) -> bool:
        """Return whether the pipe that a handle writes to has no reader any more.

        Where the system does not say, only the next write finds out.
        """

    def terminal_draws(self) -> bool:
        """Return whether the terminal understands escape sequences, after asking it to."""

    def limit_process(self, memory: int, seconds: int) -> None:
        """Limit this process, where the system can; it cannot be undone.

        Args:
            memory: Bytes of address space.
            seconds: Seconds of processor time, after which the system ends the process.
        """
