"""A small file with a secret: new, for this account alone, and refused where others can read it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from events.store.sqlite.atomic_file import publish, scratch, settle
from thidua_tui.platform.system.current import SYSTEM


def publish_private(file: Path, text: str) -> bool:
    """Write a new file that this account alone can read, whole or not at all.

    Args:
        file: The file; something of that name is never replaced.
        text: A line, without its end.

    Returns:
        Whether it was written: False where the folder cannot keep a file private, such as on a
        drive without access lists.

    Raises:
        UnreadableLedger: what the operating system says about the file.
    """
    with scratch(file) as aside:
        with suppress(OSError):  # where it cannot be done, others may read it
            SYSTEM.restrict(aside)
        with aside.open("r+", encoding="utf-8") as opened:
            if SYSTEM.readers(opened.fileno()):
                return False
            opened.write(f"{text}\n")
        settle(aside)
        publish(aside, file)
    return True


def others_who_read(opened: IO[Any], file: Path) -> dict[str, str]:
    """Return the facts of a refusal where others can read an open file; empty where they cannot.

    Args:
        opened: The open file.
        file: Its path.
    """
    if others := SYSTEM.readers(opened.fileno()):
        how = SYSTEM.how_to_restrict(file)
        return {"path": str(file), "readers": ", ".join(others), "how": how}
    return {}
