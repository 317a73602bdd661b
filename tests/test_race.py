"""Four processes on one ledger: of acts that would together break a rule, one is let through."""

from __future__ import annotations

import multiprocessing
from typing import Any

import pytest

from events.clusters import FoundCluster
from events.command import Command
from events.corrections import effective
from events.elections import ElectHead
from events.errors import Refused
from events.invariants import breaches
from events.membership import RecordRoster, RosterRecorded
from events.roles import HeadElected
from events.store.address import LedgerAddress
from events.store.ledger import Circumstances, Ledger
from events.unit_commands import FoundUnit
from tests.narrow import fact
from tests.patience import PATIENCE
from tests.stores import opened

PROCESSES = 4
ROUNDS = 20
SETTING_UP = Circumstances(by="spec")


def seat(number: int, turn: int) -> Command:
    """One unit, asked for by four clusters, in another year each round."""
    return RecordRoster(cluster=f"c{number}", year=2000 + turn, units=("x",))


def head(number: int, turn: int) -> Command:
    """One cluster, headed by four units."""
    return ElectHead(cluster="c0", year=2000 + turn, unit=f"u{number}")


def racer(address: LedgerAddress, race: Any, number: int, start: Any, results: Any) -> None:
    """Try each round at the same moment as the others; tell whether it was let through."""
    with opened(address) as recorder:
        ledger = Ledger(recorder)
        for turn in range(ROUNDS):
            start.wait(60)
            try:
                ledger.execute(race(number, turn), Circumstances(by=f"p{number}"))
            except Refused as refusal:
                results.put((turn, number, refusal.code))
            else:
                results.put((turn, number, ""))


def run(address: LedgerAddress, race: Any) -> dict[int, list[str]]:
    """Round -> the answer to each process."""
    context = multiprocessing.get_context("spawn")
    start, results = context.Barrier(PROCESSES), context.Queue()
    racers = [
        context.Process(target=racer, args=(address, race, number, start, results), daemon=True)
        for number in range(PROCESSES)
    ]
    for process in racers:
        process.start()
    outcomes: dict[int, list[str]] = {turn: [] for turn in range(ROUNDS)}
    for _ in range(PROCESSES * ROUNDS):
        turn, _, said = results.get(timeout=PATIENCE)
        outcomes[turn].append(said)
    for process in racers:
        process.join(PATIENCE)
        assert process.exitcode == 0
    return outcomes


@pytest.mark.parametrize(
    ("race", "kind", "code"),
    [
        pytest.param(seat, RosterRecorded, "in-another-cluster", id="one cluster a year"),
        pytest.param(head, HeadElected, "head-in-office", id="one head at a time"),
    ],
)
def test_exactly_one_of_four_processes_wins_each_round(address, recorder, race, kind, code):
    ledger = Ledger(recorder)
    founding: list[Command] = [FoundUnit(unit=f"u{n}", name=f"Sở {n}") for n in range(PROCESSES)]
    founding += [FoundCluster(cluster=f"c{n}", name=f"Cụm {n}") for n in range(PROCESSES)]
    members = tuple(f"u{n}" for n in range(PROCESSES))
    before = [
        *founding,
        FoundUnit(unit="x", name="Sở X"),
        RecordRoster(cluster="c0", year=1999, units=members),
    ]
    for command in before:
        ledger.execute(command, SETTING_UP)
    outcomes = run(address, race)
    entries = list(ledger.read())
    recorder.verify()
    lost = sorted(["", *[code] * (PROCESSES - 1)])
    assert {turn: sorted(said) for turn, said in outcomes.items()} == dict.fromkeys(
        range(ROUNDS), lost
    )
    won = entries[len(before) :]
    assert [fact(entry).year for entry in won] == [2000 + turn for turn in range(ROUNDS)]
    assert {type(entry.event) for entry in won} == {kind}
    assert [entry.position for entry in entries] == list(range(1, len(entries) + 1))
    assert breaches(effective(entries)) == []
