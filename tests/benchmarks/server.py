"""A ledger on a PostgreSQL server beside the same ledger in a file, in the same run.

The server is a scratch one on this machine, behind a socket: over a network every round trip
takes longer, so round trips are counted too.
"""

from __future__ import annotations

import multiprocessing
import secrets
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eventsourcing.dcb.api import DCBEvent

from events.clusters import FoundCluster
from events.elections import ElectHead
from events.errors import Refused
from events.hash_chain import Chain
from events.membership import RecordRoster
from events.store.address import ServerAddress
from events.store.ledger import Ledger
from events.store.sqlite.recorder import SQLiteRecorder
from events.unit_commands import FoundUnit
from tests.benchmarks.append import HOW, UNITS, act_in
from tests.benchmarks.bench import Bench
from tests.benchmarks.floor import Figure, Side
from tests.benchmarks.fold import timed
from tests.benchmarks.pages import page, page_of
from tests.postgresql_server import Server, binaries
from thidua_tui.screens.year_facts import gather_year
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session

if TYPE_CHECKING:
    from events.store.postgresql.recorder import PostgreSQLRecorder

ORDER = 60
RACERS, TURNS, FIRST = 8, 60, 1950
"""Processes that record at the same time, how often each does, and the first year they do it in."""


def running(bench: Bench) -> Server:
    """The server of a run: next to its folder, if other accounts can look in there."""
    return _running(bench.folder.parent)


@cache
def _running(near: Path) -> Server:
    seen = all(path.stat().st_mode & 0o001 for path in (near, *near.parents))
    place = near if seen and len(str(near)) < 60 else Path(tempfile.gettempdir())
    server = Server(place / f"thidua-pg-{secrets.token_hex(4)}")
    server.join()
    return server


@cache
def _loaded(server: Server, file: Path) -> ServerAddress:
    """The address of a file's ledger on the server."""
    from events.store.postgresql.load import load

    address = server.fresh_address()
    with SQLiteRecorder(file, read_only=True) as source:
        entries, head = source.last()
        load(address, Chain(source.name, entries, head, source.links(entries)))
    return address


def opened(bench: Bench, address: ServerAddress | None = None) -> PostgreSQLRecorder:
    """A ledger on the server while the figure is measured: the large one, or that one."""
    from events.store.postgresql.recorder import PostgreSQLRecorder

    address = address or _loaded(running(bench), bench.ledger(bench.large))
    return bench.keep(PostgreSQLRecorder(address))


def acts(bench: Bench) -> tuple[Side, Side]:
    """A score in a cluster-year of 500, of the large ledger, on the server and in a file."""
    server = running(bench)
    copy = server.copied(_loaded(server, bench.ledger(bench.large)))
    bench.keep(server.dropping(copy))
    file = bench.keep(SQLiteRecorder(bench.copy(bench.large)))
    return act_in(opened(bench, copy)), act_in(file)


def pages(bench: Bench) -> tuple[Side, Side]:
    """A cluster-year's page by a program that remembers nothing, on the server and in a file."""
    work = page_of(Ledger(opened(bench)), bench.large, now=True, first=True)
    return lambda: timed(work()), page(bench, bench.large, now=True, first=True)


def trips(bench: Bench) -> tuple[Side, Side]:
    """The round trips of a page, beside the 12 that are wanted."""
    recorder = opened(bench)
    work, ask, asked = (
        page_of(Ledger(recorder), bench.large, now=True, first=True),
        recorder._reader.ask,
        [0],
    )

    def counted(*question: Any) -> Any:
        asked[0] += 1
        return ask(*question)

    recorder._reader.ask = counted  # type: ignore[method-assign,assignment]  # to count

    def side() -> float:
        gather, asked[0] = work(), 0
        gather()
        return asked[0]

    return side, lambda: 12.0


def verifying(bench: Bench) -> tuple[Side, Side]:
    """The whole ledger verified, on the server and in a file."""
    server = opened(bench)
    file = bench.keep(SQLiteRecorder(bench.ledger(bench.large), read_only=True))
    return lambda: timed(server.verify), lambda: timed(file.verify)


def notices(bench: Bench) -> tuple[Side, Side]:
    """From a commit to the moment at which another client knows of it."""
    address = running(bench).fresh_address()
    bench.keep(running(bench).dropping(address))
    writer, reader = opened(bench, address), opened(bench, address)
    reader.data_version()

    def side() -> float:
        time.sleep(0.05)  # what was learnt before is past
        before = reader.data_version()
        writer.append([DCBEvent(type="a", data=b"{}", tags=["a"])])
        return timed(lambda: _changed(reader, before))

    return side, lambda: 0.1


def _changed(reader: PostgreSQLRecorder, before: int) -> None:
    while reader.data_version() == before:
        time.sleep(0.0005)


def races(bench: Bench, *, same: bool) -> tuple[Side, Side]:
    """The slowest hundredth of eight processes' acts, beside the median of one's."""

    def side(racers: int) -> list[float]:
        server = running(bench)
        address = server.fresh_address()
        try:
            return _race(address, racers, same=same)
        finally:
            with server.dropping(address):
                pass

    return (
        lambda: statistics.quantiles(side(RACERS), n=100)[98],
        lambda: statistics.median(side(1)),
    )


def _race(address: ServerAddress, racers: int, *, same: bool) -> list[float]:
    """How long each act of each process took."""
    from events.store.postgresql.recorder import PostgreSQLRecorder

    with PostgreSQLRecorder(address) as recorder:
        ledger = Ledger(recorder)
        for unit in UNITS:
            ledger.execute(FoundUnit(unit=unit, name=f"Department {unit}"), HOW)
        for number in range(RACERS):
            ledger.execute(FoundCluster(cluster=f"c{number}", name=f"Cluster {number}"), HOW)
        for number in range(1 if same else racers):
            roster = RecordRoster(cluster=f"c{number}", year=FIRST, units=(UNITS[number],))
            ledger.execute(roster, HOW)
    context = multiprocessing.get_context("spawn")
    start, results = context.Barrier(racers), context.Queue()
    processes = [
        context.Process(
            target=_racer, args=(address, 0 if same else number, start, results), daemon=True
        )
        for number in range(racers)
    ]
    for process in processes:
        process.start()
    found = [results.get() for _ in processes]
    for process in processes:
        process.join()
    return [took for times in found for took in times]


def _racer(address: ServerAddress, number: int, start: Any, results: Any) -> None:
    from events.store.postgresql.recorder import PostgreSQLRecorder

    with PostgreSQLRecorder(address) as recorder:
        ledger, times = Ledger(recorder), []
        here = Location(cluster=f"c{number}", year=FIRST)
        gather_year(Session(ledger, "the secretary"), here)  # the page on which the act is typed
        start.wait()
        for turn in range(TURNS):
            command = ElectHead(cluster=f"c{number}", year=FIRST + turn, unit=UNITS[number])
            began = time.perf_counter()
            with suppress(Refused):  # another was elected first
                ledger.execute(command, HOW)
            times.append(time.perf_counter() - began)
    results.put(times)


def figures(bench: Bench) -> Iterator[Figure]:
    """An act, a page, verification and following; races."""
    there = binaries() and find_spec("psycopg")
    needs = () if there else ("psycopg with a PostgreSQL server",)
    large = f"{bench.large:,} entries"
    file = "the same in a file"
    for name, what, sides, beside, wanted, unit, rounds in (
        ("act", f"one act on a server, of {large}", acts, file, 1.5, "s", 60),
        ("page", f"the page of a cluster-year on a server, of {large}", pages, file, 5, "s", 40),
        ("trips", "questions to the server for such a page", trips, "the 12 that are wanted",
         1, "questions", 10),
        ("verify", f"verify on a server: chain and indexes of {large}", verifying, file, 2, "s", 3),
        ("notice", "from a commit to another client's notice", notices,
         "the 100 ms that are wanted", 1, "s", 20),
    ):  # fmt: skip
        yield Figure(
            name=f"server-{name}", what=what, beside=beside, sides=sides, wanted=wanted,
            unit=unit, rounds=rounds, needs=needs, where="A5",
        )  # fmt: skip
    for name, same in (("same", True), ("own", False)):
        ground = "for the same heads" if same else "each in a cluster of its own"
        yield Figure(
            name=f"server-race-{name}",
            what=f"the slowest hundredth of {RACERS} processes' acts on a server, {ground}",
            beside="the median of one process alone",
            sides=lambda b, same=same: races(b, same=same),  # type: ignore[misc]  # bound now
            wanted=20,
            rounds=3,
            warm_up=0,
            needs=needs,
            where="A5",
        )
