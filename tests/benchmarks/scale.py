"""A country's ledger in one store: a server beside the file.

`python -m tests.benchmarks FOLDER --keep --only scale --size 10000000`; docs/scale.md has the
answers. What reads everything is measured once, as is what is as large as everything.
"""

from __future__ import annotations

import random
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import timedelta

from events.store import export
from events.store.address import parse_address
from events.store.ledger import Ledger
from tests.benchmarks.append import act_in
from tests.benchmarks.bench import THIDUA, Bench
from tests.benchmarks.build import START
from tests.benchmarks.floor import Figure, Side, Sides
from tests.benchmarks.fold import all_views, timed
from tests.benchmarks.living import peak
from tests.benchmarks.pages import page_of
from tests.benchmarks.processes import clean
from tests.benchmarks.two_stores import both, copies, load, server, server_address, store
from tests.benchmarks.world import FIRST_YEAR, UNITS, cluster, clusters_in, unit
from thidua_tui.session.backup import backup_now
from thidua_tui.session.open_ledger import open_recorder
from views.clusters import Clusters
from views.leadership import Leadership
from views.projection import View, project
from views.unit_record import UnitRecord

ORDER, ASKED = 90, True
LINES = 40
"""Lines of the journal on a screen."""


def loaded(bench: Bench) -> tuple[Side, Side]:
    """Every entry into an empty server, verified there; a copy of the file, read back."""
    return lambda: load(bench), lambda: _backed_up(bench, str(bench.ledger(bench.large)))


def backed_up(bench: Bench) -> tuple[Side, Side]:
    """A file of the server's ledger, read back; the same of the file."""
    return both(lambda bench, address: lambda: _backed_up(bench, address))(bench)


def _backed_up(bench: Bench, address: str) -> float:
    folder = bench.folder / "backups"
    opened = open_recorder(parse_address(address), read_only=True)
    started = time.perf_counter()
    copy = backup_now(Ledger(opened), folder)
    took = time.perf_counter() - started
    opened.close()
    copy.file.unlink()
    return took


def act(bench: Bench) -> tuple[Side, Side]:
    """One act in each store."""
    server_side, file_side = (
        act_in(store(bench, address, read_only=False)) for address in copies(bench)
    )
    return server_side, file_side


def page(*, now: bool) -> Sides:
    """The page of any cluster-year, by a program that remembers nothing yet."""

    def side(bench: Bench, address: str) -> Side:
        choose = page_of(Ledger(store(bench, address)), bench.large, now=now, first=True)
        return lambda: timed(choose())

    return both(side)


def read(work: Callable[[Ledger, random.Random, int], object]) -> Sides:
    """Something read by a program that remembers nothing yet, at places that dice choose."""

    def side(bench: Bench, address: str) -> Side:
        recorder, dice = store(bench, address), random.Random(7)  # noqa: S311 - nothing secret
        return lambda: timed(lambda: work(Ledger(recorder), dice, bench.large))

    return both(side)


def unit_record(ledger: Ledger, dice: random.Random, entries: int) -> object:
    """A unit over its twenty years."""
    code = unit(dice.randrange(clusters_in(entries)), dice.randrange(UNITS))
    return project(UnitRecord(code), ledger).rows()


def journal_page(ledger: Ledger, dice: random.Random, entries: int) -> object:
    """So many lines of the journal anywhere."""
    return [*ledger.read(after=dice.randrange(entries), limit=LINES)]


def known_then(ledger: Ledger, dice: random.Random, _: int) -> object:
    """What was known on a day, looked for in the middle of the years."""
    return ledger.known_at(START + timedelta(days=dice.randrange(3000, 4000)))


def exported(ledger: Ledger, *_: object) -> object:
    """Every line, checked, and thrown away."""
    return sum(map(len, export.lines(ledger.recorder)))  # type: ignore[arg-type]  # a store


def size(bench: Bench) -> tuple[Side, Side]:
    """Megabytes on the disk."""
    address = server_address(bench)

    def on_server() -> float:
        with server(bench).connect(parse_address(address).database) as connection:  # type: ignore[union-attr]  # a server's
            row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
        return float(row[0]) / 2**20

    return on_server, lambda: bench.ledger(bench.large).stat().st_size / 2**20


def memory(*command: str) -> Sides:
    """Megabytes of the process of a command at the highest."""

    def side(_: Bench, address: str) -> Side:
        return lambda: highest([THIDUA, "--ledger", address, *command])

    return both(side)


def highest(command: list[str]) -> float:
    """The highest resident memory of a process, in megabytes."""
    most = 0.0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=clean()) as process:
        while process.poll() is None:
            with suppress(OSError, ValueError):  # it has just ended
                most = max(most, peak(process.pid))
            time.sleep(0.005)
    assert not process.returncode
    return most


def verified(ledger: Ledger, *_: object) -> object:
    """The chain and the indexes."""
    return ledger.recorder.verify()  # type: ignore[attr-defined]  # a store


def listed(view: Callable[[], View]) -> Callable[..., object]:
    """The rows of a view of the whole ledger."""
    return lambda ledger, *_: project(view(), ledger).rows()  # type: ignore[attr-defined]  # a listing


SHOWN = ("show", "ranking", "--cluster", cluster(0), "--year", str(FIRST_YEAR))
MEASURED: Sequence[tuple[str, str, Sides, int, str]] = (
    ("load", "server load, verified; the file: backup, read back", loaded, 1, "s"),
    ("size", "on the disk", size, 1, "MB"),
    ("act", "one act in a cluster-year of 500", act, 100, "s"),
    ("page", "the page of a cluster-year, now", page(now=True), 40, "s"),
    ("past", "the page of a cluster-year, as of any position", page(now=False), 40, "s"),
    ("unit", "the record of a unit over twenty years", read(unit_record), 20, "s"),
    ("journal", f"{LINES} lines of the journal", read(journal_page), 40, "s"),
    ("day", "the position of a day in the tenth year, the first time", read(known_then), 1, "s"),
    ("clusters", "all clusters", read(listed(Clusters)), 3, "s"),
    ("leaders", "all leaders", read(listed(Leadership)), 3, "s"),
    ("verify", "verify: chain and indexes", read(verified), 1, "s"),
    ("export", "every line of an export, checked", read(exported), 1, "s"),
    ("backup", "backup: a file, read back", backed_up, 1, "s"),
    ("memory", "highest memory of thidua show ranking", memory(*SHOWN), 1, "MB"),
    ("fold", "every view", read(lambda ledger, *_: all_views(ledger)), 1, "s"),
)
"""Name -> what, its sides, rounds and unit."""


def figures(bench: Bench) -> Iterator[Figure]:
    """What one ledger of so many entries costs, in each store."""
    for name, what, sides, rounds, unit_ in MEASURED:
        yield Figure(
            name=f"scale-{name}",
            what=f"{what}, of {bench.large:,} entries",
            beside="the file",
            sides=sides,
            wanted=None,
            unit=unit_,
            rounds=rounds,
            warm_up=int(rounds > 1),
            needs=("psycopg",),
        )
