"""Drive the demo as a person would: see the cluster page, press q, find the terminal as it was.

Usage: drive_demo.py COMMAND [ARGUMENT ...]   (runs in a pseudo-terminal of 100 x 30)
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.terminal import Terminal

WANTED = ("tham mưu tổng hợp", "Sở Tài chính")
"""The demo's cluster and a member: on the page of the cluster's year, in no installer's output."""


def drive(command: list[str]) -> None:
    """Run the command until the page is there, leave, and look at what is left."""
    with Terminal(command, columns=100, lines=30) as terminal:
        for words in WANTED:
            terminal.wait_for(words, seconds=300)
        terminal.settle()
        print(terminal.text, flush=True)
        terminal.send("q")
        code = terminal.wait_exit()
        left = terminal.left_behind()
    if code or left:
        sys.exit(f"exit code {code}; left behind in the terminal: {', '.join(left) or 'nothing'}")
    print("the demo showed its cluster, ended on q with 0, and left the terminal as it was")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    drive(sys.argv[1:])
