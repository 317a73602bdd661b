"""What is kept of a run of the hall's page, so that readers come back after a crash by themselves.

The file is there while the page is served. A run that ends as it should removes it; one that was
killed leaves it, and the next one goes on with its port and its token.
"""

from __future__ import annotations

import re
import secrets
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from thidua_tui.platform import secure_files
from thidua_tui.platform.system.current import SYSTEM
from thidua_tui.session.private_file import others_who_read

FILE = "hall.json"
LARGEST = 400
"""Bytes: what is larger was not written by this program."""
LONGEST = 12 * 3600.0
"""Seconds for which a token is good: the day of a conference."""
SHAPE = re.compile(r"[A-Za-z0-9_-]{22}\Z")
"""128 bits."""


class Run(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A run: its token, and the address and port that it listens on."""

    token: str
    address: str
    port: int


def new_token() -> str:
    """Return a token of 128 random bits."""
    return secrets.token_urlsafe(16)


def earlier_run(folder: Path, now: float) -> Run | None:
    """Return the run that ended without its end; None where there is none to go on with.

    Its token is of no use once others may have read it.

    Args:
        folder: The folder of the ledger's channel.
        now: The time, in seconds as the files' times are.
    """
    return _kept(folder, now, private=True)


def address_of_run(folder: Path, now: float) -> str:
    """Return the address of the page that was written down, as a link without its token.

    Args:
        folder: The folder of the ledger's channel.
        now: The time, in seconds as the files' times are.

    Returns:
        The link; empty where none is known.
    """
    run = _kept(folder, now, private=False)
    return f"http://{run.address}:{run.port}/" if run else ""


def _kept(folder: Path, now: float, *, private: bool) -> Run | None:
    file = folder / FILE
    try:
        info = file.lstat()
        if not SYSTEM.own(info) or not 0 <= now - info.st_mtime <= LONGEST:
            return None
        with file.open("rb") as opened:
            if private and others_who_read(opened, file):
                return None
            run = msgspec.json.decode(opened.read(LARGEST), type=Run)
    except (OSError, msgspec.MsgspecError, ValueError):
        return None
    return run if SHAPE.match(run.token) and 0 < run.port <= 65_535 else None


def keep_run(folder: Path, run: Run) -> None:
    """Write down a run; where that cannot be done, it cannot be gone on with."""
    with suppress(OSError):
        secure_files.replace(folder / FILE, msgspec.json.encode(run))


def end_run(folder: Path) -> None:
    """Remove what was written down: the link is good no longer."""
    with suppress(OSError):
        (folder / FILE).unlink(missing_ok=True)
