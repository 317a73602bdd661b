"""Verify that entries are signed by permitted operators, who saw the same history.

Walks a ledger whose chain is whole, entry by entry. Before the first operator nothing is signed and
nothing can be verified; from then on every entry must be, with the key in force at its position.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TypeAlias

import msgspec

from events.corrections import EntriesRetracted
from events.errors import UnreadableLedger
from events.event import Entry
from events.operators import STAYING, OperatorDismissed, OperatorNamed, key_of
from events.permissions import SECRETARY, Roles, roles_for
from events.signatures import message, parted
from events.signed_note import Key, fits
from events.store.codec import decode

Stored: TypeAlias = tuple[int, str, str, bytes, bytes]
"""Position, stored name, tags as JSON, data, hash."""
_HASH = 32
_tags = msgspec.json.Decoder(list[str]).decode


class Vouched(msgspec.Struct, frozen=True):
    """What the signatures of a ledger show.

    Attributes:
        first: How the first operator was named.
        signed: Code of the operator -> how many entries he signed.
        operators: Code of the operator -> how he was named, dismissed or not.
        since: The position (from 1) from which on every entry is signed.
    """

    first: OperatorNamed
    signed: dict[str, int]
    operators: dict[str, OperatorNamed]
    since: int


class Watch:
    """The operators as they come and go along the ledger, and what each of them vouches for.

    Args:
        ledger: The name of the ledger, 32 hex digits.
        genesis: The hash before the first entry, 32 bytes.
    """

    def __init__(self, ledger: str, genesis: bytes) -> None:
        self._ledger, self._hashes = ledger, bytearray(genesis)
        self._named: dict[str, OperatorNamed] = {}
        self._keys: dict[str, Key] = {}
        self._roles: list[Roles] = [SECRETARY]
        self._staying: set[int] = set()
        self._acts: set[str] = set()
        self._open: tuple[str, int, int] | None = None
        self._signed = Counter[str]()
        self._since = 0

    def see(self, stored: Stored) -> None:
        """The next entry.

        Raises:
            UnreadableLedger: with its `position`, and the `name` of the operator if known.
        """
        position, name, tags, data, hash_ = stored
        bare, raw = parted(data)
        entry = decode(position, name, data)
        if not self._named and isinstance(entry.event, OperatorNamed):
            self._since = position  # the first one signs his own naming
            self._name(entry.event)
        if self._named or raw or entry.seal:
            self._signature(entry, name, _tags(tags), bare, raw)
        self._remember(entry)
        self._hashes += hash_

    def end(self) -> Vouched | None:
        """Return the result; None if the ledger never had an operator.

        Raises:
            UnreadableLedger: `entry-act-torn`.
        """
        self._whole(len(self._roles) - 1)
        if not self._named:
            return None
        first = next(iter(self._named.values()))
        return Vouched(first, dict(self._signed), dict(self._named), self._since)

    def _signature(
        self, entry: Entry, name: str, tags: Iterable[str], bare: bytes, raw: bytes
    ) -> None:
        at, seal = entry.position, entry.seal
        if seal is None or not raw:
            raise UnreadableLedger("entry-unsigned", position=at)
        key, operator = self._keys.get(seal.operator), self._named.get(seal.operator)
        if operator is None:
            raise UnreadableLedger("entry-signer-unknown", position=at, operator=seal.operator)
        if key is None:
            raise UnreadableLedger("entry-signer-dismissed", position=at, name=operator.name)
        facts = {"position": at, "name": operator.name}
        if not fits(key, raw, message(self._ledger, name, tags, bare)):
            raise UnreadableLedger("entry-signature-wrong", **facts)
        if entry.by != operator.name:
            raise UnreadableLedger("entry-signature-wrong", **facts)
        seen = bytes(self._hashes[seal.seen * _HASH : (seal.seen + 1) * _HASH])
        if not 0 <= seal.seen < at or seen.hex() != seal.head:
            raise UnreadableLedger("entry-history-other", **facts, seen=seal.seen)
        self._part(entry.act, seal.nth, seal.of, at)
        self._duty(entry, operator)
        if (expected := seal.seen + seal.nth) != at:
            raise UnreadableLedger("entry-place-other", **facts, seen=seal.seen, expected=expected)
        self._signed[seal.operator] += 1

    def _name(self, event: OperatorNamed) -> None:
        self._named[event.operator], self._keys[event.operator] = event, key_of(event)

    def _part(self, act: str, nth: int, of: int, at: int) -> None:
        """Check that the facts of an act are adjacent, each once."""
        if nth == 1:
            self._whole(at - 1)
            if act in self._acts:
                raise UnreadableLedger("entry-act-torn", position=at)
            self._acts.add(act)
        elif self._open != (act, nth - 1, of):
            raise UnreadableLedger("entry-act-torn", position=at)
        self._open = (act, nth, of) if nth < of else None

    def _whole(self, at: int) -> None:
        if self._open:
            raise UnreadableLedger("entry-act-torn", position=at)

    def _duty(self, entry: Entry, operator: OperatorNamed) -> None:
        facts = {"position": entry.position, "name": operator.name}
        event = entry.event
        if isinstance(event, EntriesRetracted) and not self._staying.isdisjoint(event.positions):
            raise UnreadableLedger("operator-taken-back", **facts)
        if operator.role not in roles_for(event, self._of):
            raise UnreadableLedger("entry-role-wrong", **facts, role=operator.role)

    def _of(self, position: int) -> Roles:
        return self._roles[position] if 0 < position < len(self._roles) else SECRETARY

    def _remember(self, entry: Entry) -> None:
        event = entry.event
        self._roles.append(roles_for(event, self._of))
        if isinstance(event, STAYING):
            self._staying.add(entry.position)
        if isinstance(event, OperatorNamed):
            self._name(event)
        elif isinstance(event, OperatorDismissed):
            self._keys.pop(event.operator, None)


def vouched(ledger: str, genesis: bytes, entries: Iterable[Stored]) -> Vouched | None:
    """Verify the signatures of a whole ledger; None if it never had an operator.

    Args:
        ledger: The name of the ledger, 32 hex digits.
        genesis: The hash before the first entry, 32 bytes.
        entries: Every entry with its hash, in order.

    Raises:
        UnreadableLedger: at the first entry that is not what an operator signed.
    """
    watch = Watch(ledger, genesis)
    for stored in entries:
        watch.see(stored)
    return watch.end()
