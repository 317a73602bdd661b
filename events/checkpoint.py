"""A point of the ledger that paper can hold: the number of entries and the hash of the last.

The chain alone cannot show that its end was cut off, that an old copy was put back, or that all of
it was recomputed. A checkpoint written down outside this machine shows each of these.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from binascii import Error
from datetime import UTC, datetime
from typing import Protocol

from msgspec import Struct

from events.errors import BadInput, UnreadableLedger

ORIGIN = "thidua/chain-1/"
"""What the first line begins with: whose hash chain this is, and that it is no Merkle tree."""
# The last letter of the hash has two bits too many, which are 0: one hash, one way to write it.
_TEXT = re.compile(
    rf"{re.escape(ORIGIN)}([0-9a-f]{{32}})\n(0|[1-9][0-9]{{0,14}})\n([A-Za-z0-9+/]{{42}}[AEIMQUYcgkosw048]=)\n"
    r"(?:time ([1-9][0-9]{3}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)\n)?"
)
_INSTANT = "%Y-%m-%dT%H:%M:%SZ"


class Checkpoint(Struct, frozen=True, kw_only=True):
    """A point of the ledger that paper can hold.

    `ledger` and `head` are hex digits: all of them, or the first where a short code holds no more.

    Attributes:
        ledger: The name of the ledger, 32 digits.
        entries: The number of entries, which is the last position.
        head: The hash of the last entry, 64 digits; without entries the genesis.
        at: The instant at which it was taken, in UTC; None where it was not written down.
    """

    ledger: str
    entries: int
    head: str
    at: datetime | None = None


class Chained(Protocol):
    """Today's ledger: an `events.store.protocol.LedgerStore`."""

    name: str

    def head(self) -> int:
        """Return the number of entries."""

    def hash_at(self, position: int) -> bytes | None:
        """Return the hash of one entry, the genesis for 0; None where there is no entry."""


def text(point: Checkpoint) -> str:
    """Return the lines of a tlog checkpoint: origin, number of entries, hash in base64, time."""
    head = b64encode(bytes.fromhex(point.head)).decode()
    at = f"time {point.at.astimezone(UTC):{_INSTANT}}\n" if point.at else ""
    return f"{ORIGIN}{point.ledger}\n{point.entries}\n{head}\n{at}"


def read(written: str) -> Checkpoint:
    """Return the checkpoint in such lines.

    Raises:
        BadInput: `checkpoint-unreadable`.
    """
    found = _TEXT.fullmatch(written)
    try:
        if not found:
            raise ValueError(written)  # noqa: TRY301 - one way out for all
        ledger, entries, head, at = found.groups()
        return Checkpoint(
            ledger=ledger,
            entries=int(entries),
            head=b64decode(head, validate=True).hex(),
            at=datetime.strptime(at, _INSTANT).replace(tzinfo=UTC) if at else None,
        )
    except (ValueError, Error) as error:
        raise BadInput("checkpoint-unreadable") from error


def compare(point: Checkpoint, ledger: Chained) -> None:
    """Make sure that today's ledger, itself whole, still contains that point.

    Args:
        point: The checkpoint, from outside the ledger.
        ledger: The ledger as it is now.

    Raises:
        UnreadableLedger: `another-ledger`; `tail-cut`, with the `entries` then and `now`;
            `history-rewritten`, where one of the first `entries` is not what it was.
    """
    if not ledger.name.startswith(point.ledger):
        raise UnreadableLedger("another-ledger", ledger=ledger.name, expected=point.ledger)
    found = ledger.hash_at(point.entries)
    if found is None:
        raise UnreadableLedger("tail-cut", entries=point.entries, now=ledger.head())
    if not found.hex().startswith(point.head):
        raise UnreadableLedger("history-rewritten", entries=point.entries)
