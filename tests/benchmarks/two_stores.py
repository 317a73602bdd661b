"""The same ledger in both stores: a file, and a scratch server that is loaded from it.

A run whose ledgers are kept has its server in their folder, too, with the memory that a server of a
province would have; any other has that of the tests.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from urllib.parse import quote

from events.hash_chain import Chain
from events.store.address import ServerAddress, parse_address
from events.store.recorder import StoreRecorder
from tests import postgresql_server
from tests.benchmarks.bench import Bench
from tests.benchmarks.floor import Side, Sides
from tests.postgresql_server import Server
from thidua_tui.session.open_ledger import open_recorder

SETTINGS = "shared_buffers = 1GB\nmax_wal_size = 4GB\nmaintenance_work_mem = 256MB\n"
"""Of a server that is kept, where they differ from those of the tests."""


def both(side: Callable[[Bench, str], Side]) -> Sides:
    """Return both sides of a figure, each given the address of the large ledger: server, file."""
    return lambda bench: (side(bench, server_address(bench)), side(bench, file_address(bench)))


def store(bench: Bench, address: str, *, read_only: bool = True) -> StoreRecorder:
    """Open a store while the figure is measured."""
    opened = open_recorder(parse_address(address), read_only=read_only)
    bench.keep(closing(opened))
    return opened


def copies(bench: Bench) -> tuple[str, str]:
    """Return the addresses of copies to write to, server and file, gone when it is measured."""
    running, database = server(bench), f"copy_{secrets.token_hex(4)}"
    server_address(bench)  # is loaded
    with running.connect() as connection:
        connection.execute(f"CREATE DATABASE {database} TEMPLATE {_database(bench)}")
    bench.keep(_dropped(running, database))
    return url(running.address(database)), str(bench.copy(bench.large))


@contextmanager
def _dropped(running: Server, database: str) -> Iterator[None]:
    yield
    with running.connect() as connection:
        connection.execute(f"DROP DATABASE {database} WITH (FORCE)")


def file_address(bench: Bench) -> str:
    """Return the address of the large ledger as a file."""
    return str(bench.ledger(bench.large))


def server_address(bench: Bench) -> str:
    """Return the address of the same ledger on the server, which is loaded once."""
    running = server(bench)
    with running.connect() as connection:
        known = "SELECT FROM pg_database WHERE datname = %s"
        if connection.execute(known, (_database(bench),)).fetchone() is None:
            load(bench)
    return url(running.address(_database(bench)))


def load(bench: Bench) -> float:
    """Load the large ledger from its file, in place of what was loaded; return the seconds."""
    from events.store.postgresql.load import load as copy_into

    running, database = server(bench), _database(bench)
    fresh = running.fresh_address()
    started = time.perf_counter()
    with closing(open_recorder(bench.ledger(bench.large), read_only=True)) as source:
        entries, head = source.last()
        copy_into(fresh, Chain(source.name, entries, head, source.links(entries)))
    took = time.perf_counter() - started
    with running.connect() as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
        connection.execute(f"ALTER DATABASE {fresh.database} RENAME TO {database}")
    return took


def _database(bench: Bench) -> str:
    return f"large_{bench.large}"


def url(address: ServerAddress) -> str:
    """Return the address of a database on a socket as it is typed."""
    return f"postgresql://{address.user}@/{address.database}?host={quote(address.hosts[0])}"


def server(bench: Bench) -> Server:
    """Return the run's server, running; `binaries()` must be there."""
    if not bench.kept:
        return postgresql_server.server() or _missing()
    made = Server(bench.folder / "server")
    if not made.data.exists():
        made.folder.mkdir(exist_ok=True)
        postgresql_server.hand_over(made.folder)
        made.make()
        with (made.data / "postgresql.conf").open("a", encoding="utf-8") as settings:
            settings.write(SETTINGS)
        made.start()
        made.prepare()
    elif made.processes():
        return made
    else:
        made.start()
    bench.at_end(partial(made.stop, "fast"))
    return made


def _missing() -> Server:
    raise LookupError("PostgreSQL is not installed")
