"""One of many who type at once: `python -m tests.benchmarks._typist` with a `Task` as JSON.

Says `ready` when its ledger is open, waits for a line, types, and says what it saw as JSON.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Sequence
from typing import Any

import msgspec
from eventsourcing.dcb.api import DCBAppendCondition, DCBEvent

from events.errors import ThiduaError
from events.store.address import parse_address
from events.store.ledger import Circumstances
from tests.benchmarks.crowd import Seen, Task, scores, signer
from thidua_tui.session.open_ledger import open_ledger


def typed(task: Task) -> Seen:
    """Record the scores of one cluster, each at its time, and return what was seen."""
    ledger = open_ledger(parse_address(task.address))
    seen, appends = Seen(), _Counted(ledger.recorder)
    key = signer(task.typist) if task.signed else None
    how = Circumstances(by=f"typist {task.typist}")
    print("ready", flush=True)
    sys.stdin.readline()
    started = time.perf_counter()
    dice = random.Random(task.typist)  # noqa: S311 - nothing secret
    for number, command in enumerate(scores(task.typist, task.first, task.acts)):
        due = started + (number + dice.random()) * task.pause  # nobody types in step
        time.sleep(max(0.0, due - time.perf_counter()))
        begun = time.perf_counter()
        try:
            ledger.execute(command, how, lambda: key)
        except ThiduaError as error:
            seen.refused[error.code] = seen.refused.get(error.code, 0) + 1
        seen.seconds.append(time.perf_counter() - begun)
    seen.tries, seen.took = appends.count, time.perf_counter() - started
    ledger.recorder.close()  # type: ignore[attr-defined]  # both stores are closed
    return seen


class _Counted:
    """How often a recorder was asked to append."""

    def __init__(self, recorder: Any) -> None:
        self.count, self._append = 0, recorder.append
        recorder.append = self.append

    def append(
        self, events: Sequence[DCBEvent], condition: DCBAppendCondition | None = None
    ) -> int:
        """Append, and count it."""
        self.count += 1
        position: int = self._append(events, condition)
        return position


if __name__ == "__main__":
    print(msgspec.json.encode(typed(msgspec.json.decode(sys.argv[1], type=Task))).decode())
