"""A new ledger from the lines of an export: the same name, the same positions, the same hashes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

from events.corrections import effective
from events.event import Entry
from events.hash_chain import New, genesis
from events.store.exchange import Header, entries, read_header
from events.store.sqlite import chain_rows as chain
from events.store.sqlite import schema
from events.store.sqlite.atomic_file import publish, scratch, settle, vacant
from events.store.sqlite.backup import SECONDS, Copy, local, read_back
from events.store.verify_signatures import vouched
from events.verify_content import flaws

BATCH = 1000
"""Entries stored at a time."""


def import_ledger(lines: Iterable[bytes], target: Path) -> Copy:
    """Make a new ledger; all of it is there in the end, or nothing.

    Args:
        lines: The lines of an export, the header first.
        target: The file of the new ledger.

    Raises:
        BadInput: what is wrong with the header, see `exchange`; `ledger-exists`.
        UnreadableLedger: what is wrong with a line, see `exchange`; what `verify_content.flaws` and
            `verify_signatures` find in all of them.
    """
    vacant(target)
    local(target)
    rest = iter(lines)
    header = read_header(next(rest, b""))
    decoded: list[Entry] = []
    with scratch(target) as file:
        _build(header, entries(header, rest, decoded), file)
        for flaw in flaws(decoded, effective(decoded)):
            raise flaw
        settle(file)
        made = read_back(file)
        if any(entry.seal or entry.sig for entry in decoded):
            _signed(file, made)
        publish(file, target)
    return made._replace(file=target)


def _signed(file: Path, made: Copy) -> None:
    """Check the signatures of a ledger that names operators."""
    with closing(schema.connect(file, "still", SECONDS)) as connection:
        links = chain.links(connection, 0, made.entries, made.entries)
    vouched(made.ledger, genesis(made.ledger), links)


def _build(header: Header, new: Iterator[New], file: Path) -> None:
    with closing(schema.connect(file, "write", SECONDS)) as connection:
        # Whatever interrupts this leaves a file that is thrown away.
        connection.execute("PRAGMA journal_mode = MEMORY")
        connection.execute("PRAGMA synchronous = OFF")
        schema.initialise(connection, header.ledger)
        connection.execute("BEGIN IMMEDIATE")
        position, last = 0, genesis(header.ledger)
        while batch := list(islice(new, BATCH)):
            position = chain.add(connection, batch, position, last)
            _, last = chain.last(connection, header.ledger)
        connection.execute("COMMIT")
