"""The whole ledger as JSON Lines: a header, then one line an entry, each checked while it is read.

`data` is in a line byte for byte as it is stored, so that a ledger made of the lines has the
same hashes. How an entry's hash is computed says `hash_chain.link`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import IO, Literal

import msgspec
from msgspec import Raw, Struct

from events.errors import BadInput, UnreadableLedger
from events.event import Entry
from events.hash_chain import New, genesis, link
from events.store.codec import compare_tags, decode, unique_keys

VERSION = 2
"""As of the ledger's tables: the tags of an older one lack what today's queries look for."""
LONGEST = 16 * 2**20
"""Bytes of the longest line that is read or written."""

_NAME = re.compile(r"[0-9a-f]{32}")
_HASH = re.compile(r"[0-9a-f]{64}")
NO_JSON = (msgspec.DecodeError, json.JSONDecodeError, UnicodeError, RecursionError)
"""What says that bytes are no JSON of the wanted shape."""


class Header(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The first line of an export.

    Attributes:
        format: What the file is.
        version: The version of the format.
        ledger: The name of the ledger, 32 hex digits.
        entries: The number of entries, which is the last position.
        head: The hash of the last entry in hex digits; without entries the genesis.
    """

    format: Literal["thidua-ledger"] = "thidua-ledger"
    version: int = VERSION
    ledger: str
    entries: int
    head: str


class Line(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An entry in an export.

    Attributes:
        position: The position, from 1.
        name: The stored name of the event.
        tags: The tags, in their order.
        data: The JSON of the record, byte for byte as stored.
        hash: The hash of the entry, 64 hex digits.
    """

    position: int
    name: str
    tags: list[str]
    data: Raw
    hash: str


_header = msgspec.json.Decoder(Header).decode
read_line = msgspec.json.Decoder(Line).decode


def read_lines(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield the lines of a stream, none longer than it may be.

    Raises:
        UnreadableLedger: `line-too-long` with the `line` and the `limit` in bytes.
    """
    number = 0
    while line := stream.readline(LONGEST + 1):
        number += 1
        if len(line) > LONGEST:
            raise UnreadableLedger("line-too-long", line=number, limit=LONGEST)
        yield line


def read_header(line: bytes) -> Header:
    """Return the first line.

    Raises:
        BadInput: `export-unreadable`, when it is none; `export-newer`, `export-older`.
    """
    try:
        version = msgspec.json.decode(line, type=_Version).version
        if version > VERSION:
            raise BadInput("export-newer", version=version)
        if 0 < version < VERSION:
            raise BadInput("export-older", version=version)
        header = _header(line)
        json.loads(line, object_pairs_hook=unique_keys)
    except NO_JSON as error:
        raise BadInput("export-unreadable") from error
    sound = _NAME.fullmatch(header.ledger) and _HASH.fullmatch(header.head)
    if not sound or header.entries < 0 or version != VERSION:
        raise BadInput("export-unreadable")
    return header


class _Version(Struct):
    """What is read before the rest: a newer header may have other fields."""

    format: Literal["thidua-ledger"]
    version: int


def entries(
    header: Header, body: Iterable[bytes], decoded: list[Entry] | None = None
) -> Iterator[New]:
    """Yield the entries of the lines after the header, each checked by itself.

    Checked are its place, its hash, its meaning and its tags.

    Args:
        header: What the export says of itself.
        body: The lines after the header.
        decoded: A list to which each entry is appended as it is understood.

    Yields:
        The stored name, the tags and the data of each entry.

    Raises:
        UnreadableLedger: `line-unreadable`, `line-out-of-order`, `line-changed`, each with the
            `line` (the header is 1); `tags-wrong`, `unknown-event`, `newer-event` with the
            `position`; `export-incomplete`, when lines are missing at the end.
    """
    previous, position = genesis(header.ledger), 0
    for position, raw in enumerate(body, 1):
        found_line, entry = _read(raw, position)
        if found_line.position != position:
            facts = {"line": position + 1, "position": found_line.position, "expected": position}
            raise UnreadableLedger("line-out-of-order", **facts)
        tags = [tag.encode() for tag in found_line.tags]
        previous = link(previous, position, found_line.name.encode(), tags, bytes(found_line.data))
        if previous.hex() != found_line.hash:
            raise UnreadableLedger("line-changed", line=position + 1)
        compare_tags(entry, found_line.tags)
        if decoded is not None:
            decoded.append(entry)
        yield found_line.name, found_line.tags, bytes(found_line.data)
    if (position, previous.hex()) != (header.entries, header.head):
        raise UnreadableLedger("export-incomplete", entries=header.entries, found=position)


def _read(raw: bytes, position: int) -> tuple[Line, Entry]:
    """Return a line and its entry, when this version understands it."""
    try:
        found_line = read_line(raw)
        entry = decode(found_line.position, found_line.name, bytes(found_line.data))
        json.loads(raw, object_pairs_hook=unique_keys)
        for text in (found_line.name, *found_line.tags):
            text.encode()
    except UnreadableLedger as error:
        if error.code in ("newer-event", "unknown-event"):
            raise  # the program is older than the export: nothing is wrong with the line
        raise UnreadableLedger("line-unreadable", line=position + 1, detail=str(error)) from error
    except NO_JSON as error:
        raise UnreadableLedger("line-unreadable", line=position + 1, detail=str(error)) from error
    return found_line, entry
