"""What an administrator wants to know of a ledger's server, each answer with its worth."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple, TypeAlias

import psycopg

from events.errors import ThiduaError
from events.store.address import VERIFIED, ServerAddress
from events.store.postgresql import definitions, schema
from events.store.postgresql.administration import one
from events.store.postgresql.connection import OLDEST, ServerSession
from events.store.postgresql.errors import refusal
from events.store.postgresql.schema import Session

Worth: TypeAlias = Literal["good", "note", "bad"]
"""As it shall be; worth knowing; to be changed before somebody records."""

_SERVER = """SELECT current_setting('server_version'), current_setting('server_version_num')::int,
    current_setting('server_encoding'), current_setting('fsync'),
    current_setting('full_page_writes'),
    (SELECT coalesce(reset_val, '') FROM pg_settings WHERE name = 'synchronous_commit'),
    (SELECT coalesce(reset_val, '') FROM pg_settings WHERE name = 'default_transaction_isolation'),
    pg_is_in_recovery(), current_setting('data_checksums'),
    (SELECT version || ' ' || cipher FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl)"""
_ROLES = f"""SELECT r.rolname::text,
        r.rolsuper OR pg_has_role(r.oid, n.nspowner, 'MEMBER'),
        has_function_privilege(r.oid, to_regprocedure('{definitions.APPEND}'), 'EXECUTE')
    FROM pg_roles AS r, pg_namespace AS n
    WHERE n.nspname = 'thidua' AND r.rolname !~ '^pg_' AND r.rolcanlogin
        AND has_schema_privilege(r.oid, n.oid, 'USAGE')
    ORDER BY r.rolname"""  # noqa: S608  a name of ours
_DIRECT = """SELECT DISTINCT r.rolname::text FROM pg_roles AS r, pg_namespace AS n, pg_class AS c
    WHERE n.nspname = 'thidua' AND c.relnamespace = n.oid AND c.relkind = 'r' AND r.rolcanlogin
        AND NOT r.rolsuper AND NOT pg_has_role(r.oid, n.nspowner, 'MEMBER')
        AND has_table_privilege(r.oid, c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE, TRIGGER')"""
_HEAD = """SELECT position, encode(hash, 'hex'), (SELECT value FROM thidua.meta WHERE key = 'name'),
    pg_size_pretty(pg_database_size(current_database())) FROM thidua.head"""
_WRITERS = "SELECT role, place, since FROM thidua.writers ORDER BY since"


class Answer(NamedTuple):
    """What was found about one matter.

    Attributes:
        matter: What was looked at and how it is, a key of the words.
        worth: Whether it is as it shall be.
        facts: What the sentence names.
    """

    matter: str
    worth: Worth
    facts: dict[str, object]


def check(address: ServerAddress) -> Iterator[Answer]:
    """Yield what was found, from the way to the server to who may write in the ledger.

    Args:
        address: The database, with a role that may read the ledger.

    Raises:
        UnreadableLedger: the server cannot be reached, or holds no ledger of this program's shape.
    """
    session = ServerSession(address)
    try:
        with session.turn():
            connection = session.connection()
            try:
                yield from _answers(connection, address, pooled=session.server.pooled)
            except psycopg.Error as error:
                raise refusal(error, str(address)) from error
    finally:
        session.close()


def _answers(connection: Session, address: ServerAddress, *, pooled: bool) -> Iterator[Answer]:
    yield from _settings(_row(connection, _SERVER), address)
    notices = not pooled and _listens(connection)
    yield _noted("notices", notices)
    schema.known(connection, str(address))
    yield _unaltered(connection, address)
    entries, head, name, size = _row(connection, _HEAD)
    yield Answer("ledger", "good", {"name": name, "entries": entries, "hash": head, "size": size})
    yield from _roles(connection)
    writers = connection.execute(_WRITERS).fetchall()
    known = "; ".join(f"{role} ({place})" if place else role for role, place, _ in writers)
    yield Answer("written" if known else "written-none", "good", {"writers": known})
    named = one(
        connection, "SELECT EXISTS (SELECT FROM thidua.events WHERE type = 'operator-named')"
    )
    yield _noted("operators", bool(named))


def _settings(row: tuple[Any, ...], address: ServerAddress) -> Iterator[Answer]:
    version, number, encoding, fsync, pages, commit, isolation, standby, sums, tls = row
    yield _judged("version", number >= OLDEST, version=version)
    yield _judged("encoding", encoding == "UTF8", encoding=encoding)
    if address.weak_tls or (tls and address.parameters().get("sslmode") == VERIFIED):
        yield _noted("tls", not address.weak_tls, tls=tls)
    else:
        yield Answer("tls-local", "good", {})
    safe = fsync == "on" and pages == "on" and commit != "off"
    yield _judged("durable", safe, fsync=fsync, pages=pages, commit=commit)
    yield _noted("isolation", isolation == "read committed", isolation=isolation)
    yield _noted("standby", not standby)
    yield _noted("checksums", sums == "on", checksums=sums)


def _roles(connection: Session) -> Iterator[Answer]:
    """Yield who may write, who only reads, and who could write past the one function."""
    roles = connection.execute(_ROLES).fetchall()
    for matter, found in (
        ("writers", [role for role, mighty, appends in roles if appends and not mighty]),
        ("readers", [role for role, mighty, appends in roles if not appends and not mighty]),
        ("owners", [role for role, mighty, _ in roles if mighty]),
    ):
        known = matter if found or matter == "owners" else f"{matter}-none"
        yield Answer(known, "good" if found else "note", {"roles": ", ".join(found)})
    direct = [str(role) for (role,) in connection.execute(_DIRECT)]
    yield _judged("direct", not direct, roles=", ".join(direct))


def _unaltered(connection: Session, address: ServerAddress) -> Answer:
    try:
        schema.unaltered(connection, str(address))
    except ThiduaError as error:
        return _judged("guards", False, object=error.facts.get("object"))
    return _judged("guards", True)


def _listens(connection: Session) -> bool:
    """Whether a notice that is sent on this connection comes back on it."""
    connection.execute("LISTEN thidua_check")
    connection.execute("NOTIFY thidua_check")
    heard = any(True for _ in connection.notifies(timeout=1.0, stop_after=1))
    connection.execute("UNLISTEN thidua_check")
    return heard


def _judged(matter: str, good: bool, **facts: object) -> Answer:
    return Answer(matter, "good", facts) if good else Answer(f"{matter}-bad", "bad", facts)


def _noted(matter: str, good: bool, **facts: object) -> Answer:
    return Answer(matter, "good", facts) if good else Answer(f"{matter}-note", "note", facts)


def _row(connection: Session, query: str) -> tuple[Any, ...]:
    return connection.execute(query).fetchone() or ()
