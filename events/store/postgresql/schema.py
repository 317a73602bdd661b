"""The ledger in a database: made, granted, compared with what this program makes."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Literal, NamedTuple, TypeAlias

from psycopg import Connection, sql

from events.errors import UnreadableLedger
from events.hash_chain import genesis
from events.store.postgresql import definitions

Change: TypeAlias = Literal["missing", "added", "different"]
Session: TypeAlias = Connection[tuple[Any, ...]]

_NAME = re.compile(r"[0-9a-f]{32}")
_TABLE = re.compile(r"CREATE TABLE thidua\.(\w+)")
_FUNCTION = re.compile(r"CREATE FUNCTION thidua\.(\w+).*?\$\$(.*)\$\$", re.DOTALL)
_TRIGGER = re.compile(r"CREATE TRIGGER (\w+) BEFORE (.*) ON thidua\.(\w+)")
_MOMENTS = {"DELETE": 8, "UPDATE": 16, "TRUNCATE": 32}
"""Bits of `pg_trigger.tgtype`; 2 is BEFORE."""
# What could change or drop what is appended, one row for each name.
_OBJECTS = """SELECT 'function', proname::text,
        string_agg(prosrc || CASE WHEN prosecdef THEN ' definer' ELSE '' END, '' ORDER BY oid)
    FROM pg_proc WHERE pronamespace = 'thidua'::regnamespace GROUP BY proname
UNION ALL
SELECT 'trigger', relname::text, string_agg(tgname || ' ' || tgenabled::text || tgtype, '')
    FROM pg_trigger JOIN pg_class AS c ON c.oid = tgrelid
    WHERE relnamespace = 'thidua'::regnamespace AND NOT tgisinternal GROUP BY relname
UNION ALL
SELECT 'table', relname::text, relkind::text
        || CASE WHEN relrowsecurity OR relhasrules THEN ' filtered' ELSE '' END
    FROM pg_class WHERE relnamespace = 'thidua'::regnamespace AND relkind NOT IN ('i', 'c')"""


class Found(NamedTuple):
    """A ledger in a database.

    Attributes:
        shape: The shape of its tables and functions, `SHAPE` of the program that made it.
        name: Identity of the ledger: 32 hex digits; empty where it is lost or forged.
    """

    shape: int
    name: str


def create(connection: Session, name: str) -> None:
    """Make a ledger in the database, in the caller's transaction.

    Args:
        connection: A connection of the role that shall own it.
        name: The identity of the ledger, 32 hex digits.
    """
    connection.execute(f"CREATE SCHEMA {definitions.SCHEMA}")
    for statement in (*definitions.TABLES, *definitions.FUNCTIONS, *definitions.TRIGGERS):
        connection.execute(statement)
    connection.execute("REVOKE ALL ON ALL FUNCTIONS IN SCHEMA thidua FROM PUBLIC")
    shape = str(definitions.SHAPE)
    connection.execute("INSERT INTO thidua.meta VALUES ('name', %s), ('shape', %s)", (name, shape))
    connection.execute("INSERT INTO thidua.head (position, hash) VALUES (0, %s)", (genesis(name),))


def grant(connection: Session, role: str, *, writes: bool) -> None:
    """Let a role read the ledger, and append to it; it never owns anything in it.

    Args:
        connection: A connection of the owner.
        role: The name of the role, as it is.
        writes: Whether it may append.
    """
    to = sql.Identifier(role)
    rights = ["USAGE ON SCHEMA thidua", "SELECT ON ALL TABLES IN SCHEMA thidua"]
    rights += ["EXECUTE ON FUNCTION thidua.found"]
    rights += ["EXECUTE ON FUNCTION thidua.append"] if writes else []
    for right in rights:
        connection.execute(sql.SQL("GRANT {} TO {}").format(sql.SQL(right), to))


def upgrade(connection: Session) -> int:
    """Bring an older ledger to this program's shape, in the caller's transaction.

    Returns:
        The shape it had. There is no older shape yet.
    """
    return known(connection).shape


def known(connection: Session, address: str = "") -> Found:
    """Return the ledger of the database.

    Args:
        connection: A connection to the database.
        address: Host and database, which the errors name.

    Raises:
        UnreadableLedger: `server-has-no-ledger`, `server-shape-older`, `server-shape-newer`.
    """
    if connection.execute("SELECT to_regclass('thidua.meta')").fetchone() == (None,):
        raise UnreadableLedger("server-has-no-ledger", address=address)
    rows = connection.execute("SELECT key, value FROM thidua.meta").fetchall()
    meta = {str(key): str(value) for key, value in rows}
    shape = meta.get("shape", "")
    number, mine = int(shape) if shape.isdecimal() else 0, definitions.SHAPE
    if number > mine:
        raise UnreadableLedger("server-shape-newer", address=address, shape=number, known=mine)
    if number < mine:
        raise UnreadableLedger("server-shape-older", address=address, shape=number, known=mine)
    name = meta.get("name", "")
    return Found(number, name if _NAME.fullmatch(name) else "")


def unaltered(connection: Session, address: str) -> None:
    """Make sure that tables, functions and guards are those that this program makes.

    Args:
        connection: A connection to the database.
        address: Host and database, which the error names.

    Raises:
        UnreadableLedger: `server-altered` with the `object` and its `change`.
    """
    rows = connection.execute(_OBJECTS).fetchall()
    found = {(kind, name): content for kind, name, content in rows}
    expected = _expected()
    for kind, name in sorted({*found, *expected}):
        mine, theirs = expected.get((kind, name)), found.get((kind, name))
        if mine != theirs:
            change: Change = "different" if mine and theirs else "added" if theirs else "missing"
            facts = {"address": address, "object": f"{kind} {name}", "change": change}
            raise UnreadableLedger("server-altered", **facts)


@cache
def _expected() -> dict[tuple[str, str], str]:
    """Return what `_OBJECTS` finds in an unaltered ledger."""
    found = {("table", name): "r" for name in _TABLE.findall("\n".join(definitions.TABLES))}
    for text in definitions.FUNCTIONS:
        if made := _FUNCTION.match(text):
            definer = " definer" if " SECURITY DEFINER" in text else ""
            found["function", made[1]] = made[2] + definer
    for text in definitions.TRIGGERS:
        if made := _TRIGGER.match(" ".join(text.split())):
            moments = 2 + sum(_MOMENTS[moment] for moment in made[2].split(" OR "))
            found["trigger", made[3]] = f"{made[1]} O{moments}"
    return found
