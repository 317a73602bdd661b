"""Scratch PostgreSQL servers for tests: unprivileged, on a socket, gone with the tests.

All processes of a run of tests share one server: making it takes 1.7 s, joining it nothing. A new
ledger in it is a copy of a template database. For every process that uses a server another one
watches a pipe to it; when the pipe breaks, so also when the process was killed, and no other
process uses the server, it is ended and its folder removed.
"""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from events.store.address import ServerAddress

OWNER = "thidua_owner"
"""The role that owns the ledgers."""
SECRETARY, FOLLOWER = "secretary", "follower"
"""The roles that may append, and only read."""
SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{folder}'
port = 5432
shared_buffers = 32MB
max_connections = 60
max_wal_size = 256MB
fsync = on
wal_level = replica
max_wal_senders = 4
log_min_messages = fatal
lc_messages = 'C'
timezone = 'UTC'
"""
_WATCH = """import sys; from pathlib import Path
sys.stdin.buffer.read()
from tests.postgresql_server import Server
Server(Path(sys.argv[1])).leave(sys.argv[2])"""


@cache
def binaries() -> Path | None:
    """Return the folder of `initdb` and `pg_ctl`; None where there is no server."""
    if os.name == "nt":
        return None
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name))
    on_path = shutil.which("initdb")
    found = [*([Path(on_path).parent] if on_path else []), *versions]
    return next((folder for folder in reversed(found) if (folder / "initdb").exists()), None)


class Server:
    """One server in a folder: `data`, the socket and the log are in it.

    Args:
        folder: The folder, of a short name: a path of a socket has at most 107 bytes.
    """

    def __init__(self, folder: Path) -> None:
        self.folder, self.data = folder, folder / "data"

    def join(self) -> None:
        """Use the server until this process ends; the first that does makes and starts it."""
        self.folder.mkdir(mode=0o711, exist_ok=True)
        with self._alone():
            me = f"user-{os.getpid()}"
            (self.folder / me).touch()
            command = [sys.executable, "-c", _WATCH, str(self.folder), me]
            root = Path(__file__).resolve().parents[1]
            _watchers.append(
                subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, start_new_session=True)
            )
            if not self.data.exists():
                self.make()
                self.start()
                self.prepare()

    def leave(self, user: str) -> None:
        """Use the server no longer; the last that does ends it."""
        if self.folder.exists():
            with self._alone():
                (self.folder / user).unlink(missing_ok=True)
                if not [*self.folder.glob("user-*")]:
                    self.remove()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        import fcntl  # not on Windows, where there is no server

        with (self.folder / "lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def make(self) -> None:
        """Make the files of the server, in a folder of the account that runs it."""
        hand_over(self.folder)
        as_user("initdb", "--no-sync", "-A", "trust", "-U", OWNER, "-E", "UTF8",
                 "--locale=C", "-D", self.data)  # fmt: skip
        self.settle()

    def settle(self) -> None:
        """Write the settings, which count over those before."""
        with (self.data / "postgresql.conf").open("a", encoding="utf-8") as settings:
            settings.write(SETTINGS.format(folder=self.folder))

    def start(self, *options: str) -> None:
        """Start the server and wait until it answers."""
        log = self.folder / "log"
        as_user("pg_ctl", "-D", self.data, "-l", log, "-w", *options, "start")

    def stop(self, mode: str = "fast") -> None:
        """Stop the server: `smart`, `fast` or `immediate`."""
        as_user("pg_ctl", "-D", self.data, "-m", mode, "-w", "stop")

    def processes(self) -> list[int]:
        """Return the postmaster's process id, then those of its children; none if it is down."""
        try:
            first = int((self.data / "postmaster.pid").read_text("utf-8").split()[0])
            os.kill(first, 0)
        except (OSError, ValueError, IndexError):
            return []
        listed = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(first)], capture_output=True, text=True, check=False
        )
        return [first, *map(int, listed.stdout.split())]

    def signal(self, number: signal.Signals) -> None:
        """Send every process of the server a signal."""
        for process in self.processes():
            with suppress(ProcessLookupError):
                os.kill(process, number)

    def kill(self) -> None:
        """End every process of the server at once, as a power cut would."""
        for first in self.processes()[:1]:
            os.kill(first, signal.SIGSTOP)  # or it would start another child meanwhile
        ended = self.processes()
        self.signal(signal.SIGKILL)
        while any(map(_runs, ended)):
            time.sleep(0.01)
        for left in (self.data / "postmaster.pid", self.folder / ".s.PGSQL.5432.lock"):
            left.unlink(missing_ok=True)

    def remove(self) -> None:
        """End the server and remove its folder."""
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def address(self, database: str, user: str = OWNER) -> ServerAddress:
        """Return the address of a database on the server."""
        return ServerAddress(database, (str(self.folder),), (5432,), user)

    def connect(self, database: str = "postgres", user: str = OWNER) -> Any:
        """Return a connection in autocommit mode; the owner is a superuser."""
        import psycopg

        return psycopg.connect(self.address(database, user).conninfo(), autocommit=True)

    def prepare(self) -> None:
        """Make the roles, and the database of which new ledgers are copies."""
        from events.store.postgresql import schema

        with self.connect() as connection:
            for role in (SECRETARY, FOLLOWER):
                connection.execute(f"CREATE ROLE {role} LOGIN")
            connection.execute("CREATE DATABASE pattern")
        with self.connect("pattern") as connection, connection.transaction():
            schema.create(connection, "0" * 32)
            schema.grant(connection, SECRETARY, writes=True)
            schema.grant(connection, FOLLOWER, writes=False)

    def fresh_address(self, name: str = "") -> ServerAddress:
        """Return the address of a new and empty ledger.

        Args:
            name: The identity of the ledger, 32 hex digits; '' for a new one.
        """
        from events.hash_chain import genesis

        database, name = f"ledger_{secrets.token_hex(6)}", name or secrets.token_hex(16)
        with self.connect() as connection:
            connection.execute(f"CREATE DATABASE {database} TEMPLATE pattern")
        with self.connect(database) as connection:
            connection.execute("SET session_replication_role = replica")  # past the triggers
            connection.execute("UPDATE thidua.meta SET value = %s WHERE key = 'name'", (name,))
            connection.execute("UPDATE thidua.head SET hash = %s", (genesis(name),))
        return self.address(database)

    def copied(self, address: ServerAddress) -> ServerAddress:
        """Return the address of a copy of a ledger that is not in use at this moment."""
        database = f"ledger_{secrets.token_hex(6)}"
        with self.connect() as connection:
            connection.execute(f"CREATE DATABASE {database} TEMPLATE {address.database}")
        return self.address(database)

    @contextmanager
    def dropping(self, address: ServerAddress) -> Iterator[None]:
        """Drop a ledger at the end."""
        try:
            yield
        finally:
            with self.connect() as connection:
                connection.execute(f"DROP DATABASE {address.database} WITH (FORCE)")


needed = pytest.mark.skipif(binaries() is None, reason="PostgreSQL is not installed")
"""Marks what needs a server."""


@contextmanager
def scratch() -> Iterator[Server]:
    """Run a server of its own for a test that stops or kills it; `binaries()` must be there."""
    made = Server(_place(secrets.token_hex(4)))
    made.join()
    try:
        yield made
    finally:
        made.remove()


@cache
def server() -> Server | None:
    """Return the running server of this run of tests; None where PostgreSQL is not installed."""
    if not binaries():
        return None
    shared = Server(_place(os.environ.get("PYTEST_XDIST_TESTRUNUID", secrets.token_hex(4))[:8]))
    shared.join()
    return shared


def _place(name: str) -> Path:
    """Return a folder in memory, where there is one: a new database is many files to settle."""
    memory = Path("/dev/shm")  # noqa: S108  the name is random
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > 2**31
    return (memory if roomy else Path(tempfile.gettempdir())) / f"thidua-pg-{name}"


def fresh_address(name: str = "") -> ServerAddress:
    """Return the address of a new and empty ledger on this process's server."""
    running = server()
    assert running, "PostgreSQL is not installed"
    return running.fresh_address(name)


def connect(address: ServerAddress) -> Any:
    """Return a connection of the superuser to a ledger's database, in autocommit mode."""
    running = server()
    assert running
    return running.connect(address.database)


def copied(address: ServerAddress) -> ServerAddress:
    """Return the address of a copy of a ledger that is not in use at this moment."""
    running = server()
    assert running
    return running.copied(address)


def empty_address(how: str = "") -> ServerAddress:
    """Return the address of a new database without a ledger.

    Args:
        how: What follows its name in CREATE DATABASE.
    """
    running = server()
    assert running
    database = f"empty_{secrets.token_hex(6)}"
    with running.connect() as connection:
        connection.execute(f"CREATE DATABASE {database} {how}")
    return running.address(database)


_watchers: list[subprocess.Popen[bytes]] = []


def hand_over(folder: Path) -> None:
    """Give a folder to the account under which servers run."""
    if account := _account():
        os.chown(folder, *account)


@cache
def _account() -> tuple[int, int] | None:
    """Return user and group of an account without rights, for root; None for anybody else."""
    if os.geteuid():
        return None
    import pwd

    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            found = pwd.getpwnam(name)
            return found.pw_uid, found.pw_gid
    raise LookupError("no account without rights")


def as_user(program: str, *arguments: object) -> None:
    folder, account = binaries(), _account()
    assert folder
    more: dict[str, Any] = {}
    if account:
        more = {"user": account[0], "group": account[1], "extra_groups": []}
    subprocess.run(
        [str(folder / program), *map(str, arguments)],
        check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, cwd="/", **more,
    )  # fmt: skip


def _runs(process: int) -> bool:
    """Whether a process runs; one that has ended and is not waited for does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
