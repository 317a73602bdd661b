"""What happened where the chain of a file breaks."""

from __future__ import annotations

import sqlite3

from events.store.damage import AROUND, Damage, classify
from events.store.sqlite import chain_rows as chain


def damage(connection: sqlite3.Connection, name: str, position: int) -> Damage:
    """Return the damage at the first wrong position; `unclear` if the entries do not show it.

    Args:
        connection: A connection to the ledger.
        name: The name of the ledger, from which the genesis follows.
        position: The position (from 1) at which the chain breaks.
    """
    try:
        before = chain.at(connection, name, position - 1)
        rows = chain.links(connection, position - 1, position + AROUND, AROUND)
        if position not in {row[0] for row in rows}:
            return _absent(connection, position)
    except sqlite3.DatabaseError:
        return "unclear"
    return classify(rows, before, position)


def _absent(connection: sqlite3.Connection, position: int) -> Damage:
    if chain.head(connection) > position:
        return "taken-out"
    return "cut-off" if chain.ever_used(connection) >= position else "beside"
