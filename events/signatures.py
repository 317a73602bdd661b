"""Signed entries: each vouches for itself and for the history that its signer had seen.

The signature is Ed25519 over the ledger's name, the entry's name and tags, and its data, which
contains the operator and the last position and hash at the moment of deciding. It is the end of the
data; what was signed is the data without it, byte for byte, in whatever version it was written.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Iterable
from typing import Protocol

from events.signed_note import Key

DOMAIN = b"thidua entry 1"
"""What is signed here is no checkpoint, and nothing else that the same key may sign."""
_SIG = re.compile(rb',"sig":"([A-Za-z0-9+/]{86}==)"\}\Z')


class Signing(Protocol):
    """Who signs: `events.signed_note.Signer`."""

    @property
    def key(self) -> Key:
        """The key with which others check."""

    def signature(self, message: bytes) -> bytes:
        """Return the 64 bytes over a message."""


def message(ledger: str, name: str, tags: Iterable[str], data: bytes) -> bytes:
    """Return the signed bytes of an entry: each field with its length, so that none overlap.

    Args:
        ledger: The name of the ledger, 32 hex digits.
        name: The stored name of the event.
        tags: The tags of the entry, in their order.
        data: The stored record, without a signature.
    """
    words = [tag.encode() for tag in tags]
    fields = (DOMAIN, ledger.encode(), name.encode(), len(words).to_bytes(8, "big"), *words, data)
    return b"".join(len(field).to_bytes(8, "big") + field for field in fields)


def sealed(ledger: str, name: str, tags: Iterable[str], data: bytes, signing: Signing) -> bytes:
    """Return the data with its signature at the end.

    Args:
        ledger: The name of the ledger, 32 hex digits.
        name: The stored name of the event.
        tags: The tags of the entry, in their order.
        data: The stored record, a JSON object without a signature.
        signing: The key that signs.
    """
    raw = signing.signature(message(ledger, name, tags, data))
    return data[:-1] + b',"sig":"' + b64encode(raw) + b'"}'


def parted(data: bytes) -> tuple[bytes, bytes]:
    """Return the data as it was signed, and the signature; empty where there is none."""
    found = _SIG.search(data)
    raw = b64decode(found[1]) if found else b""
    if not found or b64encode(raw) != found[1]:  # one way to write it: no bit is left to play with
        return data, b""
    return data[: found.start()] + b"}", raw
