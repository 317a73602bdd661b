"""Acts of three facts each, and what must hold of a ledger that they were recorded in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from events.command import Command, History
from events.corrections import effective
from events.event import Code, Entry, Event, Scope
from events.invariants import breaches
from events.store.ledger import Circumstances, Ledger
from events.store.sqlite import schema
from events.store.sqlite.recorder import SQLiteRecorder
from events.units import UnitFounded
from tests.narrow import file_recorder

FACTS = 3
"""Facts in one act."""


class _FoundThree(Command):
    """Three units at once: an act that would show if it were recorded in part."""

    code: Code

    def boundary(self) -> tuple[Scope, ...]:
        return tuple(Scope((f"unit:{self.code}-{n}",)) for n in range(FACTS))

    def decide(self, history: History) -> list[Event]:
        """The facts; that a unit is new is not asked, so that an act recorded twice would show."""
        return [UnitFounded(unit=f"{self.code}-{n}", name=f"Sở {n}") for n in range(FACTS)]


def act(ledger: Ledger, name: str, size: int = 0) -> list[Entry]:
    """Record the act of this name; `size` makes each of its facts longer."""
    how = Circumstances(by="thư ký", act=name, reason="x" * size)
    return ledger.execute(_FoundThree(code=name), how)


def opened(file: Path, **options: Any) -> Ledger:
    """A ledger that is waited for as long as a busy machine needs."""
    return Ledger(SQLiteRecorder(file, **{"busy_seconds": 60, **options}))


def wrong(ledger: Ledger, acknowledged: Iterable[str]) -> list[str]:
    """What is wrong with a ledger: its chain, its positions, its laws, acts in part or gone."""
    count = file_recorder(ledger).verify()
    entries = list(ledger.read())
    facts = Counter(entry.act for entry in entries)
    found = [f"act {name} has {n} facts" for name, n in facts.items() if n != FACTS]
    found += [f"act {name} is gone" for name in acknowledged if name not in facts]
    if [entry.position for entry in entries] != list(range(1, count + 1)):
        found.append("positions have gaps")
    return found + [str(breach) for breach in breaches(effective(entries))]


def wrong_in(file: Path, acknowledged: Iterable[str]) -> list[str]:
    """What is wrong with a ledger that nobody has open."""
    ledger = opened(file)
    with closing(file_recorder(ledger)):
        return wrong(ledger, acknowledged)


def lower(*, log_limit: int = schema.LOG_LIMIT, synchronous: str = "FULL") -> None:
    """Give ledgers that are opened from now on a shorter log, or less than full safety."""
    changed = {
        f"journal_size_limit = {schema.LOG_LIMIT}": f"journal_size_limit = {log_limit}",
        "synchronous = FULL": f"synchronous = {synchronous}",
    }
    told: tuple[str, ...] = schema._EVERY_CONNECTION
    for before, after in changed.items():
        assert any(before in safety for safety in told)
        told = tuple(safety.replace(before, after) for safety in told)
    schema._EVERY_CONNECTION = told  # type: ignore[assignment]  # of the same length
    schema.LOG_LIMIT = log_limit
