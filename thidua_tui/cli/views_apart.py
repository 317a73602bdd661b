"""Processes that rebuild some views, while `thidua verify` reads the chain and checks the laws.

Each is started with a file, a position and the numbers of its views in `every_view`, reads the
ledger by itself, and ends with 0 if it could compute every row. The views of a process that ends
otherwise are rebuilt by `verify` itself, so that its answer is that of one process.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from events.store.ledger import Ledger
from thidua_tui.cli.views_to_verify import answered, every_view
from thidua_tui.session.open_ledger import open_recorder
from views.journal import Journal
from views.projection import View, fold, keeping
from views.ranking_with_quotas import RankingWithQuotas
from views.score_cells import Sheets
from views.score_list import ScoreList
from views.score_notes import ScoreNotes
from views.score_progress import ScoreProgress
from views.scores import Scores
from views.unit_sheet import UnitSheet

WEIGHTS: Mapping[type[View], int] = {
    UnitSheet: 100,
    ScoreNotes: 60,
    RankingWithQuotas: 40,
    Journal: 35,
    Sheets: 30,
    ScoreList: 25,
    Scores: 15,
    ScoreProgress: 15,
}
"""The views that take time, with hundredths of what their rows take in a ledger of scores."""
OWN, READING = 400, 130
"""As much as chain, laws and the other views take in the first process; as reading in another."""
MANY = 20_000
"""From so many entries on it is worth the start of a process."""
MOST = 4
"""So many processes at most: each holds all entries that its views keep."""


class Apart:
    """Running processes, each with the numbers of its views; or none.

    Args:
        position: The last position that they read.
        processes: Each process, with the numbers of its views.
    """

    def __init__(
        self,
        position: int = 0,
        processes: Sequence[tuple[subprocess.Popen[bytes], frozenset[int]]] = (),
    ) -> None:
        self._position, self._processes = position, processes

    def shared(self, views: Sequence[View], position: int) -> tuple[list[View], Iterator[View]]:
        """Return the views to rebuild here, and, once the processes end, those that they did not.

        Args:
            views: Every view, in the order of `every_view`.
            position: The last position; where it is another than theirs, nothing is left to them.
        """
        given = self._processes if position == self._position else ()
        theirs = {number for _, numbers in given for number in numbers}
        here = [view for number, view in enumerate(views) if number not in theirs]
        failed = (number for one, numbers in given if one.wait() for number in sorted(numbers))
        return here, (views[number] for number in failed)


ALONE = Apart()
"""No process: all views are rebuilt where they are asked for."""


@contextmanager
def apart(file: Path | None, position: int) -> Iterator[Apart]:
    """Start the processes for a large ledger; they are ended with the block.

    Args:
        file: The file of the ledger; None for a server, of which this process reads everything.
        position: The last position to read, from 1.
    """
    many = position >= MANY and file
    shares = portions(min(os.cpu_count() or 1, MOST) - 1) if many else []
    running: list[tuple[subprocess.Popen[bytes], frozenset[int]]] = []
    try:
        for numbers in filter(None, shares):
            words = (str(file), str(position), ",".join(map(str, numbers)))
            quiet = subprocess.DEVNULL
            try:
                process = subprocess.Popen(  # noqa: S603 - the program itself
                    [sys.executable, "-P", "-m", __name__, *words],
                    stdin=quiet,
                    stdout=quiet,
                    stderr=quiet,
                )
            except OSError:  # no memory for it, or not allowed: then it is done here
                break
            running.append((process, frozenset(numbers)))
        yield Apart(position, running)
    finally:
        for process, _ in running:
            process.kill()
            process.wait()


def portions(processes: int) -> list[list[int]]:
    """Return the numbers of the views for each process, so that all end at about the same time.

    The heaviest come first, each to whom has least to do; what falls to the first process is left
    out.

    Args:
        processes: How many processes there are besides the first one.
    """
    weights = {
        number: WEIGHTS[type(view)]
        for number, view in enumerate(every_view(()))
        if type(view) in WEIGHTS
    }
    work = [OWN, *[READING] * processes]
    shares: list[list[int]] = [[] for _ in work]
    for number in sorted(weights, key=lambda number: -weights[number]):
        least = work.index(min(work))
        work[least] += weights[number]
        shares[least].append(number)
    return shares[1:]


def rebuild(file: Path, position: int, numbers: Iterable[int]) -> None:
    """Compute every row of some views.

    Args:
        file: The file of the ledger.
        position: The last position to read, from 1.
        numbers: The numbers of the views in `every_view`.
    """
    with closing(open_recorder(file, read_only=True)) as recorder, keeping():
        every = every_view(())
        views = [every[number] for number in numbers]
        fold(views, Ledger(recorder).read(until=position))
        while views:
            answered(views.pop())


if __name__ == "__main__":
    rebuild(Path(sys.argv[1]), int(sys.argv[2]), map(int, sys.argv[3].split(",")))
