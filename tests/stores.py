"""The two stores of a ledger, for tests of what holds for both: fixtures `address`, `recorder`."""

from __future__ import annotations

import os
import random
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest
from eventsourcing.dcb.api import DCBEvent, DCBQuery, DCBQueryItem
from eventsourcing.dcb.popo import InMemoryDCBRecorder

from events.hash_chain import genesis
from events.store.address import LedgerAddress, ServerAddress
from events.store.recorder import StoreRecorder
from tests import postgresql_server
from thidua_tui.session.open_ledger import open_recorder

KINDS = ("sqlite",) if os.name == "nt" else ("sqlite", "postgresql")
"""The kinds of stores; a server's tools for tests are POSIX's own."""
NO_SERVER = "NO POSTGRESQL"
"""How the reason begins for which a test was skipped without a server."""


@cache
def why_no_server() -> str:
    """Return why there can be no scratch server here; '' where there can be."""
    if find_spec("psycopg") is None:
        return f"{NO_SERVER}: psycopg is not installed (thidua-tui[server])"
    if postgresql_server.server() is None:
        return f"{NO_SERVER}: neither initdb nor /usr/lib/postgresql is here"
    return ""


def fresh(kind: str, folder: Path, name: str = "") -> LedgerAddress:
    """Return the address of a new ledger: a file that `opened` makes, or an empty database.

    Args:
        kind: One of `KINDS`.
        folder: The folder of the file.
        name: The identity of the ledger on a server, 32 hex digits; '' for a new one.
    """
    if kind == "sqlite":
        return folder / "ledger.thidua"
    if reason := why_no_server():
        pytest.skip(reason)
    return postgresql_server.fresh_address(name)


def opened(address: LedgerAddress) -> StoreRecorder:
    """Open the store of a ledger, a new file where there is none; it is not walked through."""
    return open_recorder(address, create=True)


def typed(address: LedgerAddress) -> str:
    """Return what `parse_address` reads as that address."""
    return str(address) if isinstance(address, Path) else address.url()


def answers_as_memory(recorder: StoreRecorder, seed: int) -> None:
    """Ask a recorder and the library's in memory the same random questions."""
    dice = random.Random(seed)  # noqa: S311  nothing secret
    memory = InMemoryDCBRecorder()

    def some(texts: str, most: int) -> list[str]:
        return dice.choices(texts, k=dice.randint(0, most))

    for _ in range(60):
        new = [DCBEvent(type=dice.choice("xyz"), data=b"{}", tags=some("abcde", 4))]
        assert recorder.append(new) == memory.append(new)
    for _ in range(150):
        items = [
            DCBQueryItem(types=some("xyz", 2), tags=some("abcdef", 3))
            for _ in range(dice.randint(0, 4))
        ]
        asked = DCBQuery(items)
        bounds = {
            "after": dice.choice([None, 0, 7, 59, 60, 99]),
            "limit": dice.choice([None, 0, 1, 5]),
        }
        ours, theirs = recorder.read(asked, **bounds), memory.read(asked, **bounds)
        assert (list(ours), ours.head) == (list(theirs), theirs.head)


@cache
def _database() -> ServerAddress:
    address = fresh("postgresql", Path())
    assert isinstance(address, ServerAddress)
    return address


def emptied(name: str, address: ServerAddress | None = None) -> ServerAddress:
    """Return the address of an empty ledger on the server, made of one that is there.

    Args:
        name: The identity of the ledger, 32 hex digits.
        address: The database; None for one that is used again and again.
    """
    address, server = address or _database(), postgresql_server.server()
    assert server
    with server.connect(address.database) as connection:
        connection.execute("SET session_replication_role = replica")  # past the triggers
        connection.execute("DELETE FROM thidua.event_tags")
        connection.execute("DELETE FROM thidua.events")
        connection.execute("UPDATE thidua.meta SET value = %s WHERE key = 'name'", (name,))
        connection.execute("UPDATE thidua.head SET position = 0, hash = %s", (genesis(name),))
    return address
