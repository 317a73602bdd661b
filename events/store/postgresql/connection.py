"""A session with the server: in by turns, settings made sure, given up when there is no answer.

A frozen server, or a proxy that forwards nothing, keeps a client waiting for ever: time-outs of
the server run in the frozen server, and keepalives are answered by its kernel. So the time is
kept here, and the socket shut down.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeAlias, TypeVar

import psycopg

from events.errors import UnreadableLedger
from events.store.address import ServerAddress
from events.store.postgresql import definitions
from events.store.postgresql.errors import SilentError, refusal, unconnected

Row: TypeAlias = tuple[Any, ...]
T = TypeVar("T")

PATIENCE = 6.0
"""Seconds without an answer after which a session is given up: more than a lock is waited for."""
RETURNING = 3
"""Seconds that connecting again may take: with `PATIENCE` a person waits less than 10."""
FIRST = 5
"""Seconds that the first connection may take."""
OLDEST = 140_000
"""`server_version_num` of PostgreSQL 14."""

# One round trip; in what is asked after it, the settings hold.
_SETTLE = f"""SELECT
    set_config('search_path', 'pg_catalog', false),
    set_config('default_transaction_isolation', 'read committed', false),
    set_config('lock_timeout', '5s', false),
    set_config('statement_timeout', '30s', false),
    set_config('idle_in_transaction_session_timeout', '10s', false),
    set_config('jit', 'off', false),
    current_setting('server_version_num')::int,
    current_setting('server_encoding'),
    current_setting('synchronous_commit'),
    current_setting('fsync'),
    current_setting('transaction_read_only') = 'on',
    coalesce(has_function_privilege(to_regprocedure('{definitions.APPEND}'), 'EXECUTE'), false),
    pg_backend_pid()"""


@dataclass(frozen=True)
class Server:
    """What a server answered when a session was opened.

    Attributes:
        version: `server_version_num`, 150018 for 15.18.
        lax_setting: The setting that makes it lose acknowledged acts; '' for none.
        read_only: Whether it takes no writes: a standby, or so set.
        may_append: Whether this role may append.
        pooled: Whether something is between, as PgBouncer, that may give each transaction another
            session: nothing can be prepared, and no notices come.
    """

    version: int
    lax_setting: str
    read_only: bool
    may_append: bool
    pooled: bool


class _Watched(psycopg.Connection[Row]):
    """A connection that waits for an answer no longer than `patience` seconds."""

    patience = PATIENCE

    def wait(self, gen: Any, *arguments: Any, **named: Any) -> Any:
        """Run a generator of psycopg to its end, as long as the server answers."""
        return super().wait(_watched(gen, self.patience), *arguments, **named)


def _watched(inner: Generator[Any, Any, T], patience: float) -> Generator[Any, Any, T]:
    """Pass on what the socket is ready for; nothing in that many seconds is an error."""
    answered = time.monotonic()
    try:
        wanted = next(inner)
        while True:
            ready = yield wanted
            now = time.monotonic()
            if ready:
                answered = now
            elif now - answered > patience:
                raise SilentError(f"no answer in {patience:g} seconds")
            wanted = inner.send(ready)
    except StopIteration as done:
        result: T = done.value
        return result


@dataclass
class ServerSession:
    """One session, used by one thread at a time, and opened again when it was lost.

    Attributes:
        address: The address of the database.
        opened: Called with every new connection, before it is used.
        patience: Seconds without an answer after which it is given up.
        down: Whether the server is known to give no answer: then no call waits for an answer.
    """

    address: ServerAddress
    opened: Callable[[psycopg.Connection[Row]], None] = lambda _: None
    patience: float = PATIENCE
    down: Callable[[], bool] = lambda: False
    server: Server = field(init=False)
    closed: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        self._lock, self._connection = Lock(), None
        self._seconds = FIRST

    _connection: _Watched | None = field(init=False, default=None)

    def ask(self, query: str, values: Row = ()) -> list[Row]:
        """Return the answer to a question; asked again if the session was lost.

        Args:
            query: A statement that changes nothing.
            values: The values of its parameters.

        Raises:
            UnreadableLedger: what the server or the way to it says; see `errors`.
        """
        with self.turn():
            for last in (False, True):
                known = self._connection is not None
                connection = self.connection()
                try:
                    cursor = connection.cursor(binary=True)
                    return cursor.execute(query, values, prepare=self.prepares).fetchall()
                except (psycopg.Error, UnicodeError) as error:
                    lost = self.lost(error)
                    self._open()
                    if last or not (lost and known) or isinstance(error, SilentError):
                        raise refusal(error, str(self.address)) from error
        raise AssertionError

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait until no other thread uses the session.

        Raises:
            UnreadableLedger: `server-silent`, when the server is down, or keeps another thread
                waiting.
        """
        self._open()
        if self.down() or not self._lock.acquire(timeout=self.patience + 1):
            self._open()
            raise UnreadableLedger("server-silent", address=str(self.address))
        try:
            self._open()
            yield
        finally:
            self._lock.release()

    def _open(self) -> None:
        if self.closed:
            raise psycopg.InterfaceError("the ledger is closed")

    def connection(self) -> psycopg.Connection[Row]:
        """Return the connection, made if there is none or it has ended; the caller has its turn.

        Raises:
            UnreadableLedger: why there is none.
        """
        if self._connection is not None and _ended(self._connection):
            shut(self._connection)
            self._connection = None
        if self._connection is None:
            self._connection = self._connect()
        return self._connection

    @property
    def prepares(self) -> bool:
        """Whether statements can be prepared."""
        return not self.server.pooled

    def lost(self, error: BaseException) -> bool:
        """Return whether an error ended the connection; what is left of it is given up."""
        connection = self._connection
        if connection is None:
            return True
        if isinstance(error, SilentError) or connection.closed or connection.broken:
            self._connection = None
            shut(connection)
            return True
        return False

    def close(self, *, cutting: bool = False) -> None:
        """Let what runs end, and close. Twice is once.

        Args:
            cutting: Whether to cut off what runs: a reading whose result is not wanted any more.
        """
        self.closed = True
        if cutting and self._connection is not None:
            cut(self._connection)
        if not self._lock.acquire(timeout=self.patience + 1):
            return  # who waits there closes it
        try:
            if self._connection is not None:
                shut(self._connection)
                self._connection = None
        finally:
            self._lock.release()

    def _connect(self) -> _Watched:
        name = str(self.address)
        try:
            connection = _Watched.connect(
                self.address.conninfo(),
                autocommit=True,
                connect_timeout=self._seconds,
                application_name="thidua",
                client_encoding="utf8",
            )
        except psycopg.Error as error:
            raise unconnected(error, name) from error
        connection.patience = self.patience
        try:
            self.server = _settled(connection, name)
            self.opened(connection)
        except BaseException as error:
            shut(connection)
            if isinstance(error, psycopg.Error):
                raise refusal(error, name) from error
            raise
        self._seconds = RETURNING
        return connection


def _ended(connection: psycopg.Connection[Row]) -> bool:
    """Whether a connection that is not in use has ended, as far as is known without waiting."""
    try:
        for _ in range(2):  # behind a last message the end may come
            connection.pgconn.consume_input()
    except psycopg.Error:
        return True
    return connection.closed


def cut(connection: psycopg.Connection[Row]) -> None:
    """Cut the line; a thread that uses the connection gets an error, and may close it."""
    with suppress(OSError, psycopg.Error, ValueError):
        line = socket.socket(fileno=connection.fileno())
        try:
            line.shutdown(socket.SHUT_RDWR)
        finally:
            line.detach()


def shut(connection: psycopg.Connection[Row]) -> None:
    """Cut and close a connection of this thread; a goodbye could wait for a frozen server."""
    cut(connection)
    with suppress(psycopg.Error):
        connection.close()


def _settled(connection: psycopg.Connection[Row], name: str) -> Server:
    """Set what every session needs, and return what the server is.

    Raises:
        UnreadableLedger: `server-too-old`, `server-wrong-encoding`.
    """
    row = connection.execute(_SETTLE).fetchone()
    assert row is not None  # noqa: S101  a SELECT without FROM has one row
    version, encoding, commit, fsync, read_only, may_append, process = row[6:]
    if version < OLDEST:
        raise UnreadableLedger("server-too-old", address=name, version=f"{version // 10_000}")
    if encoding != "UTF8":
        raise UnreadableLedger("server-wrong-encoding", address=name, encoding=encoding)
    lax = "synchronous_commit" if commit == "off" else "fsync" if fsync == "off" else ""
    pooled = process != connection.info.backend_pid
    return Server(version, lax, read_only, may_append, pooled)
