"""Fail every single call of an act on the disk, one after the other, in each way it can fail.

Runs above the shim, in a folder; prints how many faults were tried, what came of them, and where
something was lost. `python -m tests.faults.walk FOLDER SCENARIO`
"""

from __future__ import annotations

import errno
import json
import shutil
import sys
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from events.errors import UnreadableLedger
from events.store.ledger import Ledger
from tests.amount import LONG
from tests.faults.acts import act, lower, opened, wrong_in
from tests.faults.shim import CHANGING, EVER, EVERY_KIND, ONCE, OPEN, SHORT, SYNC, Shim
from tests.narrow import file_recorder

SMALL_LOG = 30_000
BEFORE = ("before-1", "before-2")
"""Acts that were acknowledged before anything failed."""


class Scenario(NamedTuple):
    """From which ledger an act starts: with acts in it, and already open?"""

    filled: bool
    open: bool
    small_log: bool = False


SCENARIOS = {
    "new": Scenario(filled=False, open=False),
    "closed": Scenario(filled=True, open=False),
    "open": Scenario(filled=True, open=True),
    "long-log": Scenario(filled=True, open=True, small_log=True),
}


class Fault(NamedTuple):
    """Which error, of which kinds of call, how often."""

    error: int
    kinds: int
    how: int


FAULTS = [
    Fault(errno.EIO, EVERY_KIND, ONCE),
    Fault(errno.ENOSPC, EVERY_KIND, SHORT),
    Fault(errno.EMFILE, OPEN, EVER),
    Fault(errno.EROFS, CHANGING, EVER),
]
MORE = [
    *(Fault(error, EVERY_KIND, EVER) for error in (errno.EIO, errno.ENOSPC)),
    Fault(errno.EIO, EVERY_KIND, SHORT),
    Fault(errno.ENOSPC, EVERY_KIND, ONCE),
    Fault(errno.EMFILE, OPEN, ONCE),
    Fault(errno.EIO, SYNC, EVER),
    Fault(errno.EDQUOT, CHANGING, EVER),
]
"""Tried besides when THIDUA_LONG is set."""


class Walk:
    """One scenario, walked through with every fault."""

    def __init__(self, folder: Path, scenario: Scenario) -> None:
        self.shim, self.folder, self.scenario = Shim(), folder, scenario
        self.told: Counter[str] = Counter()
        self.lost: list[str] = []
        if scenario.small_log:
            lower(log_limit=SMALL_LOG)
        self.start = folder / "start"
        if scenario.filled:
            with closing(file_recorder(opened(self.start))) as recorder:
                for name in BEFORE:
                    act(Ledger(recorder), name)

    def all(self) -> None:
        """Every fault at every call, until the act gets through without meeting it."""
        for fault in FAULTS + (MORE if LONG else []):
            at, met = 1, True
            while met:
                met = self.one(fault, at)
                at += 1

    def one(self, fault: Fault, at: int) -> bool:
        """One fault; returns whether the act came so far as to meet it."""
        file = self.folder / "run" / "ledger"
        file.parent.mkdir()
        if self.scenario.filled:
            shutil.copy(self.start, file)
        try:
            return self._one(file, fault, at)
        finally:
            shutil.rmtree(file.parent)

    def _one(self, file: Path, fault: Fault, at: int) -> bool:
        self.shim.watch(file)
        with _Held(file, self.scenario) as held:
            self.shim.arm(at, fault.error, fault.kinds, fault.how)
            said = self._tried(held, fault, at)
            met = self.shim.count() >= at
            self.shim.arm(0)
            self.told[said] += met
            self._after(held.act, f"{fault} at {at}, then {said}: again")
        acknowledged = (*BEFORE, "act") if self.scenario.filled else ("act",)
        self._after(lambda: self._sound(file, acknowledged), f"{fault} at {at}, then {said}")
        return met

    def _tried(self, held: _Held, fault: Fault, at: int) -> str:
        """The act, over a disk that fails; what was said, and what reads while it still fails."""
        try:
            held.act()
        except UnreadableLedger as error:
            if self.scenario.open:
                self._after(held.reads, f"{fault} at {at}: reading")
            return error.code
        except Exception:
            self.lost.append(f"{fault} at {at}: {traceback.format_exc()}")
            return "no code"
        return "acknowledged"

    def _sound(self, file: Path, acknowledged: tuple[str, ...]) -> None:
        self.lost += wrong_in(file, acknowledged)

    def _after(self, step: Callable[[], object], when: str) -> None:
        try:
            step()
        except Exception as error:
            self.lost.append(f"{when}: {error!r}")


class _Held:
    """The ledger of one run, opened before the fault or in it, and used again after it."""

    def __init__(self, file: Path, scenario: Scenario) -> None:
        self.file = file
        self.ledger: Ledger | None = None
        if scenario.open:
            self.ledger = opened(file)
            act(self.ledger, "warm", 3000)

    def act(self) -> None:
        self.ledger = self.ledger or opened(self.file)
        entries = act(self.ledger, "act", 3000)
        assert [entry.act for entry in entries] == ["act"] * 3

    def reads(self) -> None:
        assert self.ledger
        assert {entry.act for entry in self.ledger.read()} >= {*BEFORE, "warm"}

    def __enter__(self) -> _Held:
        return self

    def __exit__(self, *_: object) -> None:
        if self.ledger:
            file_recorder(self.ledger).close()


def main(folder: str, scenario: str) -> None:
    """Walk, and print what happened."""
    walk = Walk(Path(folder), SCENARIOS[scenario])
    walk.all()
    print(json.dumps({"told": walk.told, "lost": walk.lost}))


if __name__ == "__main__":
    main(*sys.argv[1:])
