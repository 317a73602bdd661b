"""Start the folder for Windows as a double-click does, see the page, press q, find the exit code 0.

Usage: drive_windows.py WORDS COMMAND [ARGUMENT ...]   (runs in a pseudo-terminal of 120 x 40)

wine's console draws in ways of its own: what is looked for is in what it wrote, not in its place.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.terminal import SEQUENCE, Terminal


def drive(words: str, command: list[str], *, seconds: float = 180) -> None:
    """Run the command until it has written the words, and leave."""
    with Terminal(command, columns=120, lines=40) as terminal:
        end = time.monotonic() + seconds
        while words not in SEQUENCE.sub(b"", terminal.raw).decode("utf-8", "replace"):
            if time.monotonic() > end:
                sys.exit(f"{words!r} was not shown: {terminal.raw[-2000:]!r}")
            terminal.read(1)
        terminal.settle()
        terminal.send("q")
        if code := terminal.wait_exit():
            sys.exit(f"exit code {code}")
    print(f"the program showed {words!r} and ended on q with 0")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    drive(sys.argv[1], sys.argv[2:])
