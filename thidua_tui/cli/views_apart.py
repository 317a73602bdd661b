"""The process that rebuilds the heaviest views, while `thidua verify` checks laws and the others.

Started with a file and a position, it ends with 0 if every row could be computed. After any other
end `verify` rebuilds these views itself, so that its answer is the same as without this process.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from events.store.ledger import Ledger
from events.store.sqlite.recorder import SQLiteRecorder
from thidua_tui.cli.views_to_verify import answered, every_view
from views.projection import View, fold, keeping
from views.ranking_with_quotas import RankingWithQuotas
from views.score_cells import Sheets
from views.score_notes import ScoreNotes
from views.unit_sheet import UnitSheet

HEAVIEST = (UnitSheet, ScoreNotes, RankingWithQuotas, Sheets)
"""The views that take about half of the time, measured on a ledger of mostly scores."""
MANY = 20_000
"""From so many entries on it is worth the start of a process."""


def is_heavy(view: View) -> bool:
    """Return whether a view is rebuilt in a process of its own."""
    return type(view) in HEAVIEST


class Apart:
    """A running process that rebuilds the heaviest views; or none."""

    def __init__(self, process: subprocess.Popen[bytes] | None) -> None:
        self._process = process

    def rebuilt(self) -> bool:
        """Wait for the end of the process, and return whether it rebuilt all its views."""
        return self._process is not None and self._process.wait() == 0


ALONE = Apart(None)
"""No process: all views are rebuilt where they are asked for."""


@contextmanager
def apart(file: Path, position: int) -> Iterator[Apart]:
    """Start the process for a large ledger; it is ended with the block.

    Args:
        file: The file of the ledger.
        position: The last position to read, from 1.
    """
    process = None
    if position >= MANY and (os.cpu_count() or 1) > 1:
        command = [sys.executable, "-P", "-m", __name__, str(file), str(position)]
        quiet = subprocess.DEVNULL
        try:
            process = subprocess.Popen(  # noqa: S603 - the program itself
                command, stdin=quiet, stdout=quiet, stderr=quiet
            )
        except OSError:  # no memory for it, or not allowed: then all of it is done here
            process = None
    try:
        yield Apart(process)
    finally:
        if process is not None:
            process.kill()
            process.wait()


def rebuild(file: Path, position: int) -> None:
    """Compute every row of the heaviest views.

    Args:
        file: The file of the ledger.
        position: The last position to read, from 1.
    """
    with closing(SQLiteRecorder(file, create=False, read_only=True)) as recorder, keeping():
        views = [view for view in every_view(()) if is_heavy(view)]
        fold(views, Ledger(recorder).read(until=position))
        for view in views:
            answered(view)


if __name__ == "__main__":
    rebuild(Path(sys.argv[1]), int(sys.argv[2]))
