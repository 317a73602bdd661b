"""Put the entries of a file into an empty ledger on a server: all of them, verified, or none."""

from __future__ import annotations

import psycopg
from psycopg import sql

from events.errors import BadInput, UnreadableLedger
from events.hash_chain import Chain, genesis
from events.store.address import ServerAddress
from events.store.postgresql import schema
from events.store.postgresql.administration import check_owner, one, owner_session
from events.store.postgresql.connection import ServerSession
from events.store.postgresql.schema import Session
from events.store.postgresql.verify import SECONDS

_COPY = "COPY thidua.events (position, type, tags, data, hash) FROM STDIN (FORMAT binary)"
_TYPES = ("int8", "text", "text", "bytea", "bytea")
SLICE = 500_000
"""Entries in a statement, which must end before the owner stops waiting for its answer."""
_TAG = """INSERT INTO thidua.event_tags (tag, type, position)
    SELECT tag, type, position
    FROM thidua.events, LATERAL (SELECT DISTINCT json_array_elements_text(tags::json)) AS t(tag)
    WHERE position > %s AND position <= %s"""
_KEY = """SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE conrelid = 'thidua.event_tags'::regclass AND contype = 'p'"""
_ALTER = sql.SQL("ALTER TABLE thidua.event_tags {} CONSTRAINT {} {}").format
_MEMORY = "SET LOCAL maintenance_work_mem = '256MB'"
_HEAD = "UPDATE thidua.head SET position = %s, hash = %s"
# The server computes every hash again, from the stored hash of the entry before it.
_WRONG = """SELECT min(expected) FROM (
    SELECT %(after)s + row_number() OVER by_position AS expected, position, hash,
        thidua.link(coalesce(lag(hash) OVER by_position, %(previous)s), position, type,
            ARRAY(SELECT json_array_elements_text(tags::json)), data) AS linked
    FROM thidua.events WHERE position > %(after)s AND position <= %(upto)s
    WINDOW by_position AS (ORDER BY position)
) AS walked WHERE position <> expected OR hash <> linked"""
_HASH = "SELECT hash FROM thidua.events WHERE position = %s"
_FOUND = """SELECT (SELECT value FROM thidua.meta WHERE key = 'name'), count(*),
    (SELECT hash FROM thidua.events ORDER BY position DESC LIMIT 1) FROM thidua.events"""


def load(address: ServerAddress, source: Chain, *, rehearsal: bool = False) -> None:
    """Copy a ledger into an empty ledger on the server, and verify it there before it counts.

    Args:
        address: The database, with the role that owns the ledger.
        source: The ledger to load.
        rehearsal: Whether to undo it at the end, when all of it was done and verified.

    Raises:
        BadInput: `server-not-empty`, `server-not-owner`.
        UnreadableLedger: `load-unequal` with the `position` of the first entry that the server does
            not have as the file has it; what the server says.
    """
    with owner_session(address, undo=rehearsal) as connection:
        _prepare(connection, address, source.name)
        with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
            copy.set_types(_TYPES)
            for entry in source.links:
                copy.write_row(entry)
        _tag(connection, source.entries)
        connection.execute(_HEAD, (source.entries, source.head))
        _compare(connection, address, source)
    if not rehearsal:
        _vacuum(address)


def _prepare(connection: Session, address: ServerAddress, name: str) -> None:
    """Give an empty ledger another identity, before entries are loaded into it.

    Args:
        connection: The owner's connection, in a transaction.
        address: The database, which the errors name.
        name: The identity, 32 hex digits.

    Raises:
        BadInput: `server-not-empty` with its `entries`; `server-not-owner`.
        UnreadableLedger: as `schema.known` and `schema.unaltered`.
    """
    schema.known(connection, str(address))
    schema.unaltered(connection, str(address))
    check_owner(connection, address)
    entries = one(connection, "SELECT position FROM thidua.head FOR UPDATE")
    if entries:
        raise BadInput("server-not-empty", address=str(address), entries=entries)
    connection.execute("ALTER TABLE thidua.meta DISABLE TRIGGER stays")
    connection.execute("UPDATE thidua.meta SET value = %s WHERE key = 'name'", (name,))
    connection.execute("ALTER TABLE thidua.meta ENABLE TRIGGER stays")


def _tag(connection: Session, entries: int) -> None:
    """Index the tags of all entries: sorted once, not put into the index one by one."""
    [(name, key)] = connection.execute(_KEY).fetchall()
    connection.execute(_MEMORY)
    connection.execute(_ALTER(sql.SQL("DROP"), sql.Identifier(name), sql.SQL("")))
    for after in range(0, entries, SLICE):
        connection.execute(_TAG, (after, after + SLICE))
    connection.execute(_ALTER(sql.SQL("ADD"), sql.Identifier(name), sql.SQL(key)))


def _compare(connection: Session, address: ServerAddress, source: Chain) -> None:
    """Verify the chain in the server, and compare identity, number and last hash with the file."""
    wrong = _first_wrong(connection, source)
    name, entries, head = connection.execute(_FOUND).fetchone() or ("", 0, None)
    found = (name, entries, head if entries else genesis(source.name))
    if wrong or found != (source.name, source.entries, source.head):
        raise UnreadableLedger("load-unequal", address=str(address), position=wrong or entries)


def _first_wrong(connection: Session, source: Chain) -> int:
    """Return the first position that does not continue the chain; 0 when all do."""
    previous = genesis(source.name)
    for after in range(0, source.entries, SLICE):
        values = {"after": after, "upto": after + SLICE, "previous": previous}
        if wrong := one(connection, _WRONG, values):
            return int(wrong)
        previous = one(connection, _HASH, (after + SLICE,)) or b""
    return 0


def _vacuum(address: ServerAddress) -> None:
    """Let the server count what is there now, and note that all of it is seen by everybody.

    It estimates by that, and answers from the indexes alone.
    """
    session = ServerSession(address, patience=SECONDS)
    try:
        with session.turn():
            session.connection().execute("SET statement_timeout = 0")
            session.connection().execute("VACUUM (ANALYZE) thidua.events, thidua.event_tags")
    except (psycopg.Error, UnreadableLedger):
        return  # autovacuum will do it
    finally:
        session.close()
