"""What the figures of a run share: the folder, the sizes, the ledgers, each built once."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from tests.benchmarks.build import build

SMALL, LARGE = 1_000, 1_000_000
THIDUA = str(Path(sys.executable).with_name("thidua"))
T = TypeVar("T")


@dataclass
class Bench:
    """A run in a folder: a `large` ledger beside a `small` one.

    What is `kept` stays in the folder, and is used again by the next run there.
    """

    folder: Path
    large: int = LARGE
    small: int = SMALL
    kept: bool = False
    _run: ExitStack = field(default_factory=ExitStack)
    _turn: ExitStack = field(default_factory=ExitStack)
    _copies: int = 0

    def __post_init__(self) -> None:
        self.small = min(self.small, self.large)

    def ledger(self, entries: int) -> Path:
        """A ledger of so many entries, for reading: the next figure uses it too."""
        file = self.folder / f"{entries}.ledger"
        if not file.exists():
            build(file, entries)
        return file

    def copy(self, entries: int) -> Path:
        """A ledger of so many entries to write to, gone when the figure is measured."""
        self._copies += 1
        file = self.folder / f"copy-{self._copies}.ledger"

        def gone() -> None:
            for written in self.folder.glob(f"{file.name}*"):
                written.unlink()

        self._turn.callback(gone)
        return Path(shutil.copy(self.ledger(entries), file))

    def demo(self) -> Path:
        """The ledger of `thidua demo`."""
        file = self.folder / "demo.ledger"
        if not file.exists():
            command: list[str | Path] = [THIDUA, "demo", "--no-ui", "--ledger", file]
            subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        return file

    def keep(self, thing: AbstractContextManager[T]) -> T:
        """Enter something that the figure whose turn it is uses, until it is measured."""
        return self._turn.enter_context(thing)

    def at_end(self, last: Callable[[], object]) -> None:
        """Do something at the end of the run."""
        self._run.callback(last)

    def close(self) -> None:
        """End the run."""
        self._run.close()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """The turn of one figure; what it kept is left at the end."""
        with ExitStack() as self._turn:
            yield
