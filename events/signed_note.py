"""Signed notes (C2SP): a text with signatures below it, which other tools can check too.

A key is named by its holder and by four bytes of a hash; who checks a note brings the keys that it
trusts. `cryptography` is imported when a signature is made or checked, and not before.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Collection
from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple

from msgspec import Struct

from events.errors import BadInput, UnreadableLedger

_ED25519 = b"\x01"
_SECRET = "PRIVATE+KEY+"  # noqa: S105 - the mark of a key file, not a key
_NAME = r"[^\s+\x00-\x1f\ud800-\udfff]+"
_KEY = re.compile(rf"({_NAME})\+([0-9a-f]{{8}})\+([A-Za-z0-9+/]{{44}})")
_LINE = re.compile(rf"— ({_NAME}) ([A-Za-z0-9+/]+=*)")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\ud800-\udfff]")  # and what is no UTF-8
MOST = 100
"""Signatures in a note that are looked at."""


class Key(Struct, frozen=True):
    """A verifier's key.

    Attributes:
        name: The name of its holder.
        public: The 32 bytes of the Ed25519 key.
    """

    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        """Four bytes that distinguish keys of the same name."""
        return sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{b64encode(_ED25519 + self.public).decode()}"


class Signer(Struct, frozen=True):
    """A signer's key.

    Attributes:
        name: The name of its holder.
        seed: The 32 secret bytes.
    """

    name: str
    seed: bytes

    @property
    def key(self) -> Key:
        """The key with which others check."""
        return Key(self.name, _private(self.seed).public_key().public_bytes_raw())

    def signature(self, message: bytes) -> bytes:
        """Return the 64 bytes over a message that says by itself what it is."""
        raw: bytes = _private(self.seed).sign(message)
        return raw

    def secret(self) -> str:
        """Return the text of a key file: as `key`, with the secret bytes."""
        secret = b64encode(_ED25519 + self.seed).decode()
        return f"{_SECRET}{self.name}+{self.key.id.hex()}+{secret}"

    def __repr__(self) -> str:
        return f"Signer({self.name!r})"  # a secret is never shown by accident


class Signature(NamedTuple):
    """A line below a note.

    Attributes:
        name: The name of the signer.
        id: The four bytes that distinguish keys of the same name.
        raw: The bytes of the signature.
    """

    name: str
    id: bytes
    raw: bytes


def named(name: str) -> str:
    """Return the same name when a key can bear it.

    Raises:
        BadInput: `key-name-invalid`, for an empty name, or a name with spaces or a plus sign.
    """
    if not re.fullmatch(_NAME, name) or not name.isprintable():
        raise BadInput("key-name-invalid", name=name)
    return name


def read_key(text: str) -> Key:
    """Return a verifier's key from `name+hash+key`.

    Raises:
        BadInput: `key-unreadable`.
    """
    name, id_, raw = _parts(text)
    key = Key(name, raw)
    if key.id != id_:
        raise BadInput("key-unreadable")
    return key


def read_signer(text: str) -> Signer:
    """Return a signer's key from the text of a key file.

    Raises:
        BadInput: `key-unreadable`.
    """
    if not text.startswith(_SECRET):
        raise BadInput("key-unreadable")
    name, id_, raw = _parts(text.removeprefix(_SECRET))
    signer = Signer(name, raw)
    if signer.key.id != id_:
        raise BadInput("key-unreadable")
    return signer


def _parts(text: str) -> tuple[str, bytes, bytes]:
    found = _KEY.fullmatch(text)
    raw = b64decode(found[3]) if found else b""
    if not found or raw[:1] != _ED25519:
        raise BadInput("key-unreadable")
    return found[1], bytes.fromhex(found[2]), raw[1:]


def sign(text: str, signer: Signer) -> str:
    """Return the note: the text and one signature.

    Args:
        text: The text, which ends with a newline.
        signer: The key that signs.
    """
    raw = signer.signature(text.encode())
    return f"{text}\n— {signer.name} {b64encode(signer.key.id + raw).decode()}\n"


def read(note: str) -> tuple[str, list[Signature]]:
    """Return text and signatures of a note; a text without signatures is returned as it is.

    Raises:
        BadInput: `note-unreadable`.
    """
    text, blank, below = note.rpartition("\n\n")
    if not blank:
        text, below = note.removesuffix("\n"), ""
    lines = below.split("\n")[:-1]
    if not note.endswith("\n") or _CONTROL.search(note) or len(lines) > MOST:
        raise BadInput("note-unreadable")
    return f"{text}\n", [_signature(line) for line in lines]


def _signature(line: str) -> Signature:
    found = _LINE.fullmatch(line)
    try:
        raw = b64decode(found[2], validate=True) if found else b""
    except Error as error:
        raise BadInput("note-unreadable") from error
    if not found or len(raw) <= 4:
        raise BadInput("note-unreadable")
    return Signature(found[1], raw[:4], raw[4:])


def signers(text: str, signatures: Collection[Signature], keys: Collection[Key]) -> list[Key]:
    """Return the keys that have signed; signatures of unknown keys are ignored.

    Args:
        text: The text of the note, which ends with a newline.
        signatures: The signatures below it.
        keys: The keys that are trusted.

    Raises:
        UnreadableLedger: `signature-wrong` with the `name` of a key whose signature does not fit.
    """
    known = {(key.name, key.id): key for key in keys}
    asked = [(key, s.raw) for s in signatures if (key := known.get((s.name, s.id)))]
    for key, raw in asked:
        if not fits(key, raw, text.encode()):
            raise UnreadableLedger("signature-wrong", name=key.name)
    return list(dict.fromkeys(key for key, _ in asked))


@lru_cache(maxsize=4)
def _private(seed: bytes) -> Any:
    """Return the library's key, cached: an operator signs every act with the same key."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(seed)


def fits(key: Key, raw: bytes, message: bytes) -> bool:
    """Return whether this key has signed exactly this.

    Args:
        key: The verifier's key.
        raw: The bytes of the signature.
        message: The signed bytes.
    """
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(raw, message)
    except InvalidSignature:
        return False
    return True
