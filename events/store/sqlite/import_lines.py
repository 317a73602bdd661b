"""A file with the entries of another store: the same name, the same positions, the same hashes.

They come as the lines of an export, or from a ledger on a server.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

import msgspec

from events.corrections import effective
from events.errors import UnreadableLedger
from events.event import Entry
from events.hash_chain import New, genesis
from events.store.exchange import entries, read_header
from events.store.protocol import LedgerStore
from events.store.sqlite import chain_rows as chain
from events.store.sqlite import schema
from events.store.sqlite.atomic_file import publish, scratch, settle, vacant
from events.store.sqlite.backup import SECONDS, Copy, local, read_back
from events.store.verify_signatures import vouched
from events.verify_content import flaws

BATCH = 1000
"""Entries stored at a time."""
_tags = msgspec.json.Decoder(list[str]).decode


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
        _build(header.ledger, entries(header, rest, decoded), file)
        for flaw in flaws(decoded, effective(decoded)):
            raise flaw
        settle(file)
        made = read_back(file)
        if any(entry.seal or entry.sig for entry in decoded):
            _signed(file, made)
        publish(file, target)
    return made._replace(file=target)


def copy_of(ledger: LedgerStore, file: Path) -> Copy:
    """Copy a ledger from any store into an empty file, and read that back.

    Nothing but the chain is checked: what another version wrote is copied too.

    Args:
        ledger: The store of the ledger.
        file: The empty file.

    Raises:
        UnreadableLedger: `copy-unsound`, where an entry has another hash than in its store.
    """
    count, head = ledger.last()
    stored = ledger.links(count)
    _build(ledger.name, ((kind, _tags(tags), data) for _, kind, tags, data, _ in stored), file)
    settle(file)
    made = read_back(file)
    if (made.ledger, made.entries, made.head) != (ledger.name, count, head):
        raise UnreadableLedger("copy-unsound", path=ledger.address, position=None)
    return made


def save_copy(ledger: LedgerStore, target: Path) -> Copy:
    """Make a new file of a ledger in any store, as `copy_of`.

    Args:
        ledger: The store of the ledger.
        target: The file to make.

    Raises:
        BadInput: `ledger-exists`.
        UnreadableLedger: as `copy_of`.
    """
    vacant(target)
    with scratch(target) as file:
        made = copy_of(ledger, file)
        publish(file, target)
    return made._replace(file=target)


def _signed(file: Path, made: Copy) -> None:
    """Check the signatures of a ledger that names operators."""
    with closing(schema.connect(file, "still", SECONDS)) as connection:
        links = chain.links(connection, 0, made.entries, made.entries)
    vouched(made.ledger, genesis(made.ledger), links)


def _build(name: str, new: Iterator[New], file: Path) -> None:
    with closing(schema.connect(file, "write", SECONDS)) as connection:
        # Whatever interrupts this leaves a file that is thrown away.
        connection.execute("PRAGMA journal_mode = MEMORY")
        connection.execute("PRAGMA synchronous = OFF")
        schema.initialise(connection, name)
        connection.execute("BEGIN IMMEDIATE")
        position, last = 0, genesis(name)
        while batch := list(islice(new, BATCH)):
            position = chain.add(connection, batch, position, last)
            _, last = chain.last(connection, name)
        connection.execute("COMMIT")
