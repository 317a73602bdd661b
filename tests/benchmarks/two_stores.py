"""The same ledger in both stores: a file, and a scratch server that is loaded from it.

A run whose ledgers are kept has its server in their folder, too, with the memory that a server of a
province would have; any other has that of the tests.
"""

from __future__ import annotations

import secrets
import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
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
            _put(bench, copied)
    return url(running.address(_database(bench)))


def load(bench: Bench) -> float:
    """Load the large ledger as the program does, in place of what was loaded; return the seconds.

    The server computes every hash again.
    """
    from events.store.postgresql.load import load as put_into

    def loaded(_: Server, fresh: ServerAddress, file: Path) -> None:
        with closing(open_recorder(file, read_only=True)) as source:
            entries, head = source.last()
            put_into(fresh, Chain(source.name, entries, head, source.links(entries)))

    return _put(bench, loaded)


def _put(bench: Bench, how: Callable[[Server, ServerAddress, Path], None]) -> float:
    """Put the large ledger into a database; return the seconds."""
    running, database, file = server(bench), _database(bench), bench.ledger(bench.large)
    with closing(open_recorder(file, read_only=True)) as source:
        fresh = running.fresh_address(source.name)
    started = time.perf_counter()
    how(running, fresh, file)
    took = time.perf_counter() - started
    with running.connect() as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
        connection.execute(f"ALTER DATABASE {fresh.database} RENAME TO {database}")
    return took


def copied(running: Server, fresh: ServerAddress, file: Path) -> None:
    """Copy both tables at once, each in its own order, with the hashes that are in the file.

    Nothing is verified: `PostgreSQLRecorder.verify` does that when it is asked.
    """
    with ThreadPoolExecutor(len(ROWS)) as pool:
        for done in [pool.submit(_copied, running, fresh, file, *one) for one in ROWS.items()]:
            done.result()
    with running.connect(fresh.database) as connection:
        connection.execute(HEAD)
        connection.execute("VACUUM ANALYZE")


def _copied(running: Server, fresh: ServerAddress, file: Path, table: str, rows: str) -> None:
    with (
        closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as source,
        running.connect(fresh.database) as connection,
        connection.cursor().copy(f"COPY thidua.{table} FROM STDIN") as copy,
    ):
        lines = source.execute(rows)
        while block := lines.fetchmany(BLOCK):
            copy.write("".join(line for (line,) in block))


BLOCK = 2000
"""Lines that are sent at once."""
ROWS = {
    "events": r"""SELECT position || char(9) || type || char(9) || replace(tags, '\', '\\')
        || char(9) || '\\x' || hex(data) || char(9) || '\\x' || hex(hash) || char(10)
        FROM events ORDER BY position""",
    "event_tags": """SELECT tag || char(9) || type || char(9) || position || char(10)
        FROM event_tags ORDER BY tag, type, position""",
}
"""Table -> its rows in the order of its key, as lines of COPY; SQLite writes them."""
HEAD = """UPDATE thidua.head SET (position, hash) =
    (SELECT position, hash FROM thidua.events ORDER BY position DESC LIMIT 1)"""


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
