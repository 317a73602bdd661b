"""What the owner of a ledger's database does: make it, let roles in, bring it to this shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

import psycopg
from psycopg import sql

from events.errors import BadInput
from events.store.address import ServerAddress
from events.store.postgresql import definitions, schema
from events.store.postgresql.connection import ServerSession
from events.store.postgresql.errors import refusal
from events.store.postgresql.schema import Session

PATIENCE = 600.0
"""Seconds that one statement of the owner may take: `load` divides what may last longer."""
_LONGEST_NAME = 63
"""Bytes of the name of a role; PostgreSQL cuts what is longer."""
_NOT_ROLES = frozenset({"public", "none", "current_role", "current_user", "session_user"})
"""Words that are no role even in quotes; `public` is everybody."""
_OWNS = "SELECT pg_has_role(nspowner, 'USAGE') FROM pg_namespace WHERE nspname = 'thidua'"
_WRITES = f"SELECT has_function_privilege(%s, '{definitions.APPEND}', 'EXECUTE')"
_MIGHT = """SELECT rolsuper,
        pg_has_role(oid, (SELECT nspowner FROM pg_namespace WHERE nspname = 'thidua'), 'MEMBER')
    FROM pg_roles WHERE rolname = %s"""


class Made(NamedTuple):
    """What `init` did.

    Attributes:
        name: The identity of the new ledger, 32 hex digits.
        owner: The role that owns it.
        created: The roles that were not there and were created, without a password.
    """

    name: str
    owner: str
    created: tuple[str, ...]


@contextmanager
def owner_session(address: ServerAddress, *, undo: bool = False) -> Iterator[Session]:
    """Open a connection that may take long, in one transaction; an error undoes all of it.

    Args:
        address: The database, with the role that owns the ledger, or shall own it.
        undo: Whether to undo all of it at the end in any case.

    Raises:
        UnreadableLedger: what the server or the way to it says.
    """
    session = ServerSession(address, patience=PATIENCE)
    try:
        with session.turn():
            connection = session.connection()
            try:
                for setting in ("statement_timeout", "idle_in_transaction_session_timeout"):
                    connection.execute(f"SET {setting} = 0")
                with connection.transaction(force_rollback=undo):
                    yield connection
            except (psycopg.Error, UnicodeError) as error:
                raise refusal(error, str(address)) from error
    finally:
        session.close()


def init(
    address: ServerAddress, name: str, secretaries: Sequence[str], followers: Sequence[str]
) -> Made:
    """Make an empty ledger in a database, and let roles use it.

    Args:
        address: The database; its role becomes the owner.
        name: The identity of the ledger, 32 hex digits.
        secretaries: The roles that may append.
        followers: The roles that may only read.

    Raises:
        BadInput: `server-ledger-exists`, `server-schema-taken`; as `grant`.
        UnreadableLedger: as `owner_session`.
    """
    with owner_session(address) as connection:
        if one(connection, "SELECT to_regclass('thidua.meta') IS NOT NULL"):
            found = schema.known(connection, str(address))
            raise BadInput("server-ledger-exists", address=str(address), name=found.name)
        if one(connection, "SELECT to_regnamespace('thidua') IS NOT NULL"):
            raise BadInput("server-schema-taken", address=str(address))
        schema.create(connection, name)
        owner = str(one(connection, "SELECT current_user"))
        return Made(name, owner, grant(connection, secretaries, followers))


def grant(
    connection: Session, secretaries: Sequence[str], followers: Sequence[str]
) -> tuple[str, ...]:
    """Let roles read the ledger, and the secretaries append to it; return those that were created.

    Args:
        connection: A connection of the owner, in a transaction.
        secretaries: The roles that may append.
        followers: The roles that may only read.

    Raises:
        BadInput: `server-role-name` with the `role`; `server-role-missing`, where the owner may not
            create roles; `server-role-owns` for one that could forge the ledger;
            `server-role-writes` for one that appends, and would only read.
    """
    for role in followers:
        if role in secretaries:
            raise BadInput("server-role-writes", role=role)
    created = tuple(role for role in (*secretaries, *followers) if _made(connection, role))
    for role in (*followers, *secretaries):
        if any(connection.execute(_MIGHT, (role,)).fetchone() or ()):
            raise BadInput("server-role-owns", role=role)
        if role in followers and one(connection, _WRITES, (role,)):
            raise BadInput("server-role-writes", role=role)
        schema.grant(connection, role, writes=role in secretaries)
    return created


def let_in(
    address: ServerAddress, secretaries: Sequence[str], followers: Sequence[str]
) -> tuple[str, ...]:
    """Let more roles use the ledger of a database; return those that were created.

    Args:
        address: The database, with the role that owns the ledger.
        secretaries: The roles that may append.
        followers: The roles that may only read.

    Raises:
        BadInput: `server-not-owner`; as `grant`.
        UnreadableLedger: `server-has-no-ledger`; as `owner_session`.
    """
    with owner_session(address) as connection:
        schema.known(connection, str(address))
        check_owner(connection, address)
        return grant(connection, secretaries, followers)


def check_owner(connection: Session, address: ServerAddress) -> None:
    """Refuse a role that does not own the ledger: what it grants, PostgreSQL ignores.

    Args:
        connection: A connection.
        address: The database, which the error names.

    Raises:
        BadInput: `server-not-owner`.
    """
    if not one(connection, _OWNS):
        raise BadInput("server-not-owner", address=str(address))


def upgrade(address: ServerAddress) -> tuple[int, int]:
    """Bring a ledger to this program's shape, in one transaction; return both shapes.

    Raises:
        UnreadableLedger: `server-has-no-ledger`, `server-shape-newer`; as `owner_session`.
    """
    with owner_session(address) as connection:
        return schema.upgrade(connection), definitions.SHAPE


def _made(connection: Session, role: str) -> bool:
    """Create a role that is not there; return whether it was created.

    Raises:
        BadInput: as `grant`.
    """
    sound = role.isprintable() and role.strip() == role and not role.startswith("pg_")
    if not sound or role in _NOT_ROLES or not 0 < len(role.encode()) <= _LONGEST_NAME:
        raise BadInput("server-role-name", role=role)
    known = connection.execute("SELECT FROM pg_roles WHERE rolname = %s", (role,)).fetchone()
    if known is not None:
        return False
    create = sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role))
    if not one(
        connection,
        "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user",
    ):
        raise BadInput("server-role-missing", role=role, statement=create.as_string(connection))
    connection.execute(create)
    return True


def one(
    connection: Session, query: str, values: Sequence[Any] | Mapping[str, Any] | None = None
) -> Any:
    """Return the one value that a query answers; None where it has no row.

    Args:
        connection: A connection.
        query: The query.
        values: Its parameters; None for a query without.
    """
    row = connection.execute(query, values).fetchone()
    return row[0] if row else None
