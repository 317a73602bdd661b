"""What signatures cost: a signed act beside the same unsigned, their check beside bare Ed25519."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from events.operators import NameOperator
from events.signed_note import Signer, fits
from events.store.ledger import Ledger
from events.store.sqlite.recorder import SQLiteRecorder
from tests.benchmarks.append import HOW, prepared, scores
from tests.benchmarks.bench import Bench
from tests.benchmarks.floor import Figure, Side
from thidua_tui.cli.commands.verify import signatures

ORDER = 25
SIGNER = Signer("secretary", bytes(range(32)))
NAMED = NameOperator(
    operator="secretary", name="The secretary", role="secretary", key=str(SIGNER.key)
)
ACTS = 10
"""Acts timed at once."""


def signing(bench: Bench, name: str, *, signed: bool) -> Ledger:
    """A ledger ready to be scored, with an operator or without."""
    ledger = prepared(bench.folder / f"{name}.ledger")
    bench.keep(_recorder(ledger))
    if signed:
        ledger.execute(NAMED, HOW, lambda: SIGNER)
    return ledger


def _recorder(ledger: Ledger) -> SQLiteRecorder:
    assert isinstance(ledger.recorder, SQLiteRecorder)
    return ledger.recorder


def act(bench: Bench) -> tuple[Side, Side]:
    """Ten scores, signed and not."""
    return (
        _scoring(signing(bench, "signed-act", signed=True)),
        _scoring(signing(bench, "unsigned-act", signed=False)),
    )


def _scoring(ledger: Ledger) -> Callable[[], float]:
    told = scores()

    def one() -> float:
        started = time.perf_counter()
        for _ in range(ACTS):
            ledger.execute(next(told), HOW, lambda: SIGNER)
        return (time.perf_counter() - started) / ACTS

    return one


def check(bench: Bench) -> tuple[Side, Side]:
    """Every signature of a ledger, and as many signatures of as many bytes with nothing around."""
    ledger = signing(bench, "signed-check", signed=True)
    for command in scores():
        ledger.execute(command, HOW, lambda: SIGNER)
    recorder, entries = _recorder(ledger), list(ledger.read())
    message = bytes(700)
    raw, count = SIGNER.signature(message), sum(bool(entry.sig) for entry in entries)

    def ours() -> float:
        started = time.perf_counter()
        assert signatures(recorder, entries)
        return time.perf_counter() - started

    def bare() -> float:
        started = time.perf_counter()
        assert all(fits(SIGNER.key, raw, message) for _ in range(count))
        return time.perf_counter() - started

    return ours, bare


def figures(bench: Bench) -> Iterator[Figure]:
    """Both."""
    yield Figure(
        name="signed-act",
        what="a score in a ledger with operators, decided, signed and durable",
        beside="the same in a ledger without",
        sides=act,
        wanted=1.5,
        rounds=15,
        where="3.3",
    )
    yield Figure(
        name="signed-check",
        what="verify: the signatures of a ledger, with roles and what was seen",
        beside="as many Ed25519 verifications",
        sides=check,
        wanted=1.5,
        where="3.3",
    )
