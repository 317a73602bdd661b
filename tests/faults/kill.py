"""Two processes write to one ledger and are killed at moments that nobody chose, again and again.

`python -m tests.faults.kill FOLDER ROUNDS SEED` prints how many acts were acknowledged, how many
were stored, and what was wrong after any round. The writers are forked, so that a round is short.
"""

from __future__ import annotations

import itertools
import json
import os
import random
import signal
import sys
import time
from pathlib import Path
from typing import NoReturn

from tests.faults.acts import act, lower, opened, wrong_in
from tests.narrow import file_recorder

WRITERS = 2
PATIENCE = 0.3
"""Most seconds that a pair writes before the first of them is killed."""


def writer(file: Path, acks: Path, name: str) -> NoReturn:
    """Record acts until the end; each acknowledged one is noted where it outlives this process."""
    noted = os.open(acks, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
    ledger = opened(file)
    for number in itertools.count():
        act(ledger, f"{name}-{number}", size=number % 3 * 900)
        os.write(noted, f"{name}-{number}\n".encode())
    raise AssertionError


def started(file: Path, acks: Path, name: str) -> int:
    """The process id of a new writer."""
    if pid := os.fork():
        return pid
    try:
        writer(file, acks, name)
    finally:
        os._exit(1)


def one_round(file: Path, acks: Path, number: int, dice: random.Random) -> list[str]:
    """Two writers, killed one after the other; how those ended that were not."""
    pids = [started(file, acks, f"w-{number}-{who}") for who in range(WRITERS)]
    ended = []
    for pid in dice.sample(pids, WRITERS):
        time.sleep(dice.random() * PATIENCE)
        os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        if not os.WIFSIGNALED(status):
            ended.append(f"round {number}: a writer ended by itself")
    return ended


def main(folder: str, rounds: str, seed: str) -> None:
    """All rounds on one ledger; it is looked at after each."""
    lower(log_limit=100_000)
    dice = random.Random(int(seed))  # noqa: S311  nothing secret
    file, acks, found = Path(folder, "ledger"), Path(folder, "acks"), list[str]()
    acks.touch()
    file_recorder(opened(file)).close()
    for number in range(int(rounds)):
        found += one_round(file, acks, number, dice)
        found += [f"round {number}: {w}" for w in wrong_in(file, acks.read_text("utf-8").split())]
    print(json.dumps({"acknowledged": len(acks.read_text("utf-8").split()), "wrong": found}))


if __name__ == "__main__":
    main(*sys.argv[1:])
