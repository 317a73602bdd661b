"""Many who record at once, each in a cluster of its own, as processes: acts a second, and waiting.

In a ledger with operators a signature names the entry before it, so any act of another in between
is a new try; without, only what was read is compared.
"""

from __future__ import annotations

import itertools
import subprocess
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal

import msgspec
from msgspec import Struct, field

from events.clusters import FoundCluster
from events.command import Command
from events.membership import RecordRoster
from events.operators import NameOperator
from events.rule_book import Criterion, IssueRules
from events.scoring import RecordScore
from events.signed_note import Signer
from events.store.ledger import Circumstances, Ledger
from events.unit_commands import FoundUnit
from tests.benchmarks.bench import Bench
from tests.benchmarks.floor import Figure, Side, Sides
from tests.benchmarks.processes import clean
from tests.benchmarks.two_stores import copies, store

ORDER, ASKED = 91, True
PROVINCE, ACTS, PAUSE = 15, 20, 1.0
"""Clusters of a province, scores that each records, seconds from one to the next at its peak."""
YEAR, UNITS, LINES = 2024, 8, 200
HOW = Circumstances(by="the secretary")


class Task(Struct, frozen=True, kw_only=True):
    """What one typist does: `acts` scores from number `first` on, one each `pause` seconds."""

    address: str
    typist: int
    first: int
    acts: int
    pause: float
    signed: bool


class Seen(Struct, kw_only=True):
    """What one typist, or all of them, saw.

    Attributes:
        seconds: How long each act took, from the command to its acknowledgement.
        took: Seconds of the whole.
        tries: How often an append was tried.
        refused: Code of a refusal -> how often.
    """

    seconds: list[float] = field(default_factory=list)
    took: float = 0.0
    tries: int = 0
    refused: dict[str, int] = field(default_factory=dict)

    @property
    def recorded(self) -> int:
        """How many acts were recorded."""
        return len(self.seconds) - sum(self.refused.values())

    @property
    def rate(self) -> float:
        """Acts recorded a second."""
        return self.recorded / self.took

    def waited(self, share: float) -> float:
        """Return the seconds within which such a share of the acts was over."""
        return sorted(self.seconds)[min(len(self.seconds) - 1, int(len(self.seconds) * share))]


def signer(typist: int) -> Signer:
    """The key of a typist; that of the secretary is -1."""
    return Signer(f"typist-{typist}", bytes([typist + 1]) * 32)


def prepare(ledger: Ledger, typists: int, *, signed: bool) -> None:
    """A cluster for each typist, ready to be scored, and its operator where acts are signed."""
    key = signer(-1) if signed else None
    for command in _prepared(typists, signed=signed):
        ledger.execute(command, HOW, lambda: key)


def _prepared(typists: int, *, signed: bool) -> Iterator[Command]:
    criteria = tuple(
        Criterion(code=f"{line}", name=f"Tiêu chí {line}", max_points=Decimal(10))
        for line in range(1, LINES + 1)
    )
    if signed:
        yield from (_named(signer(typist)) for typist in range(-1, typists))
    for typist in range(typists):
        units = _units(typist)
        yield from (FoundUnit(unit=unit, name=f"Phòng {unit}") for unit in units)
        yield FoundCluster(cluster=_cluster(typist), name=f"Cụm của người gõ {typist}")
        yield RecordRoster(cluster=_cluster(typist), year=YEAR, units=units)
        yield IssueRules(cluster=_cluster(typist), year=YEAR, criteria=criteria)


def _named(key: Signer) -> NameOperator:
    return NameOperator(operator=key.name, name=key.name, role="secretary", key=str(key.key))


def _cluster(typist: int) -> str:
    return f"dong-nguoi-{typist}"


def _units(typist: int) -> tuple[str, ...]:
    return tuple(f"phong-{typist}-{number}" for number in range(UNITS))


def scores(typist: int, first: int, acts: int) -> Iterator[Command]:
    """Scores of the typist's sheet, row by row."""
    cells = itertools.product(range(1, LINES + 1), _units(typist))
    for line, unit in itertools.islice(cells, first, first + acts):
        yield RecordScore(
            cluster=_cluster(typist),
            year=YEAR,
            unit=unit,
            criterion=f"{line}",
            points=Decimal("9.25"),
        )


def crowd(
    address: str,
    typists: int,
    acts: int,
    *,
    first: int = 0,
    pause: float = 0.0,
    signed: bool = False,
) -> Seen:
    """Let so many processes type at once.

    Args:
        address: Where the ledger is, which `prepare` made ready.
        typists: The number of processes.
        acts: What each records.
        first: The number of the first score of each, for a ledger that was typed in before.
        pause: Seconds between the beginnings of two acts of one; 0 for none.
        signed: Whether each signs.
    """
    tasks = [
        Task(address=address, typist=one, first=first, acts=acts, pause=pause, signed=signed)
        for one in range(typists)
    ]
    command = [sys.executable, "-m", "tests.benchmarks._typist"]
    processes = [
        subprocess.Popen(
            [*command, msgspec.json.encode(task)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=clean(),
        )
        for task in tasks
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write(b"\n")
        process.stdin.flush()
    return _together([msgspec.json.decode(p.communicate()[0], type=Seen) for p in processes])


def _together(all_seen: list[Seen]) -> Seen:
    found = Seen(took=max(seen.took for seen in all_seen))
    for seen in all_seen:
        found.seconds += seen.seconds
        found.tries += seen.tries
        for code, count in seen.refused.items():
            found.refused[code] = found.refused.get(code, 0) + count
    return found


def typing(bench: Bench, address: str, *, signed: bool, pause: float) -> Callable[[], Seen]:
    """A province's clusters type at once, each further on in its sheet."""
    prepare(Ledger(store(bench, address, read_only=False)), PROVINCE, signed=signed)
    turns = itertools.count()
    return lambda: crowd(
        address, PROVINCE, ACTS, first=next(turns) * ACTS, pause=pause, signed=signed
    )


def sides(asked: Callable[[Seen], float], *, signed: bool, pause: float = 0.0) -> Sides:
    """Server and file, each typed in; of what was seen, what is asked for."""

    def made(bench: Bench) -> tuple[Side, Side]:
        first, second = (
            typing(bench, address, signed=signed, pause=pause) for address in copies(bench)
        )
        return lambda: asked(first()), lambda: asked(second())

    return made


def figures(bench: Bench) -> Iterator[Figure]:
    """As many acts as are possible, and the peak hour."""
    for signed in (False, True):
        name, how = ("-signed", ", signed") if signed else ("", "")
        most, hour = (
            sides(lambda seen: seen.rate, signed=signed),
            sides(lambda seen: seen.waited(0.99), signed=signed, pause=PAUSE),
        )
        for of, what, made, unit in (
            ("most", f"acts a second{how}: {PROVINCE} clusters at once, no pause", most, "acts/s"),
            ("hour", f"99 of 100 acts{how}: {PROVINCE} clusters, an act a second each", hour, "s"),
        ):
            yield Figure(
                name=f"crowd-{of}{name}",
                what=f"{what}, of {bench.large:,} entries",
                beside="the file",
                sides=made,
                wanted=None,
                unit=unit,
                rounds=3,
                warm_up=0,
                needs=("psycopg",),
            )
