"""What this account saw of ledgers on servers: a server that lost acknowledged acts is noticed.

A standby that takes over may lack the last acts, and its positions are then given to others;
nothing in the server says so. The hashes that were seen before do: they are kept here, a file for
each address, and one for each ledger: a standby may have another address than the server before it.
They hold nothing of a ledger's content.
"""

from __future__ import annotations

import json
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from events.store.protocol import LedgerStore
from thidua_tui.platform import folders, secure_files

Point: TypeAlias = tuple[int, bytes]
"""The position of an entry, from 1, and its hash."""
KEPT = 100
"""Points that are kept of an address: one for each time that something new was seen."""
LARGEST = 20_000
"""Bytes: what is larger was not written by this program."""


def known_points(of: str) -> list[Point]:
    """Return what was seen, oldest first; nothing where that cannot be read.

    Args:
        of: Host and database, as a store names them; or the name of a ledger.
    """
    try:
        raw = json.loads(_file(of).read_bytes()[:LARGEST])
        found = [(int(position), bytes.fromhex(digest)) for position, digest in raw]
    except (OSError, ValueError, TypeError, RecursionError):
        return []
    return sorted(point for point in found if point[0] > 0)


def last_known(address: str, name: str) -> Point | None:
    """Return the last entry that was seen at an address; where none was, of the ledger elsewhere.

    So a copy that an administrator tries something with is a history of its own, once it was
    accepted there.

    Args:
        address: Host and database.
        name: The name of the ledger that is there.
    """
    points = known_points(address) or known_points(name)
    return points[-1] if points else None


def remember(store: object) -> None:
    """Keep the last entry that was seen in a store, unless it is a file.

    That it cannot be kept is no harm.
    """
    point: Point | None = getattr(store, "last_known", None)
    if point and point[0] > 0 and isinstance(store, LedgerStore):
        for of in (store.address, store.name):
            points = known_points(of)
            if point not in points:
                _keep(of, [*points, point])


def accept(server: LedgerStore) -> tuple[int, int, int]:
    """Take the history that a server has now for the true one.

    Returns:
        The last position that both are known to agree at, 0 for none; the last that was seen; the
        last that the server has.
    """
    points = sorted({*known_points(server.address), *known_points(server.name)})
    common = [point for point in points if server.hash_at(point[0]) == point[1]]
    head = server.last()
    for of in (server.address, server.name):
        _keep(of, [*common, *([head] if head[0] else [])])
    return common[-1][0] if common else 0, points[-1][0] if points else 0, head[0]


def _keep(of: str, points: list[Point]) -> None:
    content = [[position, digest.hex()] for position, digest in sorted({*points})[-KEPT:]]
    with suppress(OSError):
        secure_files.replace(_file(of), json.dumps(content))


def _file(of: str) -> Path:
    name = sha256(of.encode()).hexdigest()[:32]
    return folders.state() / "servers" / f"{name}.json"
