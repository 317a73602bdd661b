"""Write the whole ledger as JSON Lines; `exchange` defines their shape and reads them."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from msgspec import Raw

from events.errors import UnreadableLedger
from events.hash_chain import Link, genesis, link
from events.store.exchange import LONGEST, NO_JSON, Header, Line, read_line
from events.store.protocol import LedgerStore

_tags = msgspec.json.Decoder(list[str]).decode
_encode = msgspec.json.Encoder().encode


def lines(ledger: LedgerStore) -> Iterator[bytes]:
    """Yield the lines of a ledger as it is now, each with its newline, checking the chain.

    Raises:
        UnreadableLedger: `chain-broken`, `malformed-entry`, each with the `position`.
    """
    entries, head = ledger.last()
    yield header_line(Header(ledger=ledger.name, entries=entries, head=head.hex()))
    previous, expected = genesis(ledger.name), 0
    for expected, (position, name, tags_json, data, stored) in enumerate(ledger.links(entries), 1):
        tags = _tags(tags_json)
        previous = link(previous, position, name.encode(), [t.encode() for t in tags], data)
        if (position, previous) != (expected, stored):
            raise _broken(ledger, expected)
        yield line_of((position, name, tags_json, data, stored))
    if (expected, previous) != (entries, head):
        raise _broken(ledger, expected + 1)


def header_line(header: Header) -> bytes:
    """Return the first line of an export."""
    return _encode(header) + b"\n"


def line_of(entry: Link) -> bytes:
    """Return the line of a stored entry.

    Args:
        entry: Position, stored name, tags as JSON, data and hash.

    Raises:
        UnreadableLedger: `malformed-entry`, where reading the line would not give the data back.
    """
    position, name, tags, data, stored = entry
    line = Line(position=position, name=name, tags=_tags(tags), data=Raw(data), hash=stored.hex())
    return _exact(line, data)


def tags_text(tags: list[str]) -> str:
    """Return tags as they are stored, in JSON."""
    return _encode(tags).decode()


def _broken(ledger: LedgerStore, position: int) -> UnreadableLedger:
    facts = {"path": ledger.address, "position": position, "damage": "unclear"}
    return UnreadableLedger("chain-broken", **facts)


def _exact(entry_line: Line, data: bytes) -> bytes:
    """Return the line, when reading it gives the very same data back."""
    line = _encode(entry_line) + b"\n"
    try:
        msgspec.json.decode(data)
        same = bytes(read_line(line).data) == data and line.count(b"\n") == 1
    except NO_JSON as error:
        raise _malformed(entry_line, str(error)) from error
    if not same or len(line) > LONGEST:
        raise _malformed(entry_line, "")
    return line


def _malformed(entry_line: Line, detail: str) -> UnreadableLedger:
    return UnreadableLedger(
        "malformed-entry", position=entry_line.position, name=entry_line.name, detail=detail
    )
