"""Change a ledger's file past its guards, as an attacker does who puts the guards back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path


@contextmanager
def tampering(file: Path) -> Iterator[sqlite3.Connection]:
    """Open a connection without triggers; afterwards the schema is as before."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        query = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
        guards = connection.execute(query).fetchall()
        for name, _ in guards:
            connection.execute(f'DROP TRIGGER "{name}"')
        yield connection
        for _, sql in guards:
            connection.execute(sql)


def tamper(file: Path, *statements: str, **values: object) -> None:
    """Execute statements past the guards."""
    with tampering(file) as connection:
        for statement in statements:
            connection.execute(statement, values)
