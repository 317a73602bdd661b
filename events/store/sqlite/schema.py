"""The ledger's file: its tables, the guards in it, and how a connection to it is opened."""

from __future__ import annotations

import re
import secrets
import sqlite3
import time
from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias

from events.errors import UnreadableLedger

APPLICATION_ID = 0x7468_646C
"""“thdl”: what `file` and SQLite see in the header of a ledger."""
VERSION = 2
"""Shape of the tables (`user_version`); a greater version is from a newer program.

1 was the shape before the first release: `event_tags` had no type.
"""
LOG_LIMIT = 2**20
"""Bytes of write-ahead log beyond which an append moves it into the file.

Somebody waits for that: some 250 pages in any order are 5 ms here, and not minutes on a slow disk.
"""

_NAME = re.compile(r"[0-9a-f]{32}")

_SCHEMA = (
    """CREATE TABLE meta (
        key TEXT NOT NULL PRIMARY KEY,
        value TEXT NOT NULL
    ) WITHOUT ROWID""",
    # AUTOINCREMENT: its counter remembers a tail that somebody cut off.
    """CREATE TABLE events (
        position INTEGER PRIMARY KEY AUTOINCREMENT,
        type TEXT NOT NULL,
        tags TEXT NOT NULL,
        data BLOB NOT NULL,
        hash BLOB NOT NULL CHECK (length(hash) = 32)
    )""",
    "CREATE INDEX events_by_type ON events (type)",
    # With the type: the few heads of a cluster are found among its many scores.
    """CREATE TABLE event_tags (
        tag TEXT NOT NULL,
        type TEXT NOT NULL,
        position INTEGER NOT NULL,
        PRIMARY KEY (tag, type, position)
    ) WITHOUT ROWID""",
    # These two also stop INSERT OR REPLACE of programs that left recursive_triggers off.
    """CREATE TRIGGER events_follow BEFORE INSERT ON events
        WHEN NEW.position IS NOT (SELECT coalesce(max(position), 0) + 1 FROM events)
        BEGIN SELECT RAISE(ABORT, 'only ever appended to'); END""",
    """CREATE TRIGGER meta_stays BEFORE INSERT ON meta
        WHEN EXISTS (SELECT 1 FROM meta WHERE key = NEW.key)
        BEGIN SELECT RAISE(ABORT, 'only ever appended to'); END""",
    *(
        f"""CREATE TRIGGER {table}_{act.lower()} BEFORE {act} ON {table}
        BEGIN SELECT RAISE(ABORT, 'only ever appended to'); END"""
        for table in ("events", "event_tags", "meta")
        for act in ("UPDATE", "DELETE")
    ),
    f"PRAGMA application_id = {APPLICATION_ID}",
    f"PRAGMA user_version = {VERSION}",
)
_OWN_TABLES = (
    "CREATE TABLE sqlite_sequence(name,seq)",
    "CREATE TABLE sqlite_stat1(tbl,idx,stat)",  # made by ANALYZE, which "optimise" commands run
    "CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)",
)
"""Tables that SQLite keeps for itself."""
_OBJECTS = """SELECT type, name, tbl_name, substr(sql, 1, 2000) FROM sqlite_schema
    ORDER BY name LIMIT 100"""
_CREATED = re.compile(r"CREATE (TABLE|INDEX|TRIGGER) (\w+)(?: (?:BEFORE \w+ )?ON (\w+))?")
Change: TypeAlias = Literal["missing", "added", "different"]
Object: TypeAlias = tuple[str, str, str]
"""Type, table and SQL of an object of the schema, white space made even."""
_EVERY_CONNECTION = (
    "PRAGMA synchronous = FULL",  # less loses acknowledged events at a power cut
    "PRAGMA wal_autocheckpoint = 0",  # unsafe during another process's write; see `append`
    "PRAGMA recursive_triggers = ON",  # or REPLACE deletes without asking the triggers
    "PRAGMA trusted_schema = OFF",
    "PRAGMA temp_store = MEMORY",  # nothing of a ledger in /tmp
    "PRAGMA cache_size = -2000",  # KiB; the system keeps the rest at hand
    f"PRAGMA journal_size_limit = {LOG_LIMIT}",
)
Mode: TypeAlias = Literal["write", "look", "read", "still", "sealed"]
"""`look` reads next to our own writer, and may checkpoint; `still` reads where there is no writer.

`sealed` reads while other processes write and opens no index for writing.
"""
_MODES: dict[Mode, str] = {
    "write": "mode=rw",
    "look": "mode=rw",
    "read": "mode=ro",
    "still": "mode=ro&immutable=1",
    "sealed": "mode=ro&readonly_shm=1",
}


def connect(file: Path, mode: Mode, seconds: float) -> sqlite3.Connection:
    """Return a connection in autocommit mode with every safety switched on.

    Args:
        file: The file; it is never made here, as SQLite would make it readable to all.
        mode: How to open it.
        seconds: How many seconds to wait for a lock.

    Raises:
        sqlite3.OperationalError: SQLITE_READONLY, when it cannot be written and shall be.
    """
    connection = sqlite3.connect(
        f"{file.as_uri()}?{_MODES[mode]}",
        uri=True,
        timeout=seconds,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=256,
    )
    try:
        for safety in _EVERY_CONNECTION:
            connection.execute(safety)
        if mode in ("write", "look"):
            _not_read_only(connection, seconds)
        if mode != "write":
            connection.execute("PRAGMA query_only = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def _not_read_only(connection: sqlite3.Connection, seconds: float) -> None:
    """Ask whether it may write: where that failed, SQLite opens for reading and says nothing."""
    connection.execute("PRAGMA busy_timeout = 0")  # whether somebody else writes is no matter
    try:
        if pragma(connection, "page_count"):
            # Needs the right to write, then finds nothing to do; BEGIN IMMEDIATE does not need it.
            connection.execute("PRAGMA incremental_vacuum(1)").fetchall()
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_READONLY:
            raise
    connection.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")


def check(connection: sqlite3.Connection, path: Path) -> bool:
    """Return whether the file is a readable ledger; False when it is empty.

    Args:
        connection: A connection to the file.
        path: The path of the ledger, which the errors name.

    Raises:
        UnreadableLedger: `not-a-ledger`, `newer-ledger`, `older-ledger`, `ledger-altered`.
    """
    connection.execute("BEGIN")  # one look: another process may be making it this moment
    try:
        asked = ("application_id", "user_version", "schema_version")
        mine, version, tables = (pragma(connection, name) for name in asked)
        if (mine, version) == (APPLICATION_ID, VERSION):
            unaltered(connection, path)
    finally:
        _roll_back(connection)
    if mine == APPLICATION_ID and version > VERSION:
        raise UnreadableLedger("newer-ledger", path=str(path), version=version, known=VERSION)
    if mine == APPLICATION_ID and 0 < version < VERSION:
        raise UnreadableLedger("older-ledger", path=str(path), version=version, known=VERSION)
    if mine == version == tables == 0:
        return False
    if (mine, version) != (APPLICATION_ID, VERSION):
        raise UnreadableLedger("not-a-ledger", path=str(path))
    return True


def unaltered(connection: sqlite3.Connection, path: Path) -> None:
    """Make sure that the tables, indexes and triggers are those that this program makes.

    A view could run without end, a trigger could drop or change what is appended. The schema is
    read as text: nothing in it runs.

    Args:
        connection: A connection to the file.
        path: The path of the ledger, which the error names.

    Raises:
        UnreadableLedger: `ledger-altered` with the `object` and its `change`.
    """
    if difference := _difference(connection):
        name, change = difference
        raise UnreadableLedger("ledger-altered", path=str(path), object=name, change=change)


def _difference(connection: sqlite3.Connection) -> tuple[str, Change] | None:
    if connection.execute("PRAGMA encoding").fetchone()[0] != "UTF-8":
        return "encoding", "different"
    known, optional = {**_known(_SCHEMA)}, _known(_OWN_TABLES)
    for kind, name, table, sql in connection.execute(_OBJECTS):
        expected = known.pop(name, None) or optional.get(name)
        if expected is None:
            return str(name), "added"
        if expected != (kind, table, _even(str(sql))):
            return str(name), "different"
    return (min(known), "missing") if known else None


@cache
def _known(statements: tuple[str, ...]) -> dict[str, Object]:
    """Name -> the object that each statement creates."""
    found = ((sql, _CREATED.match(sql)) for sql in statements)
    return {
        created[2]: (created[1].lower(), created[3] or created[2], _even(sql))
        for sql, created in found
        if created
    }


def _even(sql: str) -> str:
    return " ".join(sql.split())


def prepare(connection: sqlite3.Connection, path: Path, *, make: bool, seconds: float) -> None:
    """Make the file ready for writing.

    Args:
        connection: A connection that may write.
        path: The path of the ledger, which the errors name.
        make: Whether to make an empty file a ledger.
        seconds: How many seconds to wait for a lock.

    Raises:
        UnreadableLedger: `not-a-ledger`, `newer-ledger`, `older-ledger`.
    """
    ours = check(connection, path)
    if not (ours or make):
        raise UnreadableLedger("not-a-ledger", path=str(path))
    _use_log(connection, seconds)  # a ledger that comes out of a copy may have lost it
    if not ours:
        initialise(connection)


def name(connection: sqlite3.Connection) -> str:
    """Return the identity of the ledger, created with the file: only hex digits."""
    found = connection.execute("SELECT value FROM meta WHERE key = 'name'").fetchone()
    text = str(found[0]) if found else ""
    return text if _NAME.fullmatch(text) else ""  # lost or forged: then the first link does not fit


def _use_log(connection: sqlite3.Connection, seconds: float) -> None:
    """Keep a write-ahead log.

    Two processes that switch to it at once block each other: each waits a moment and tries again.
    """
    deadline = time.monotonic() + seconds
    connection.execute("PRAGMA busy_timeout = 10")  # milliseconds
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL").fetchone()
            break
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(secrets.randbelow(20) / 1000)
    connection.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")


def initialise(connection: sqlite3.Connection, identity: str = "") -> None:
    """Make an empty file a ledger, unless another process was faster.

    Args:
        connection: A connection that may write.
        identity: The name that the ledger had elsewhere, 32 hex digits; empty for a new name.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        if pragma(connection, "application_id") == 0:  # else another process was faster
            for statement in _SCHEMA:
                connection.execute(statement)
            own = ("name", identity or secrets.token_hex(16))
            connection.execute("INSERT INTO meta VALUES (?, ?)", own)
        connection.execute("COMMIT")
    except BaseException:
        _roll_back(connection)
        raise


def _roll_back(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:  # some errors end it by themselves
        connection.execute("ROLLBACK")


def pragma(connection: sqlite3.Connection, name: str) -> int:
    """Return the number that a PRAGMA answers.

    Args:
        connection: A connection to the file.
        name: The name of the PRAGMA.
    """
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])
