"""A ledger as it would be: entries behind those of another recorder, in memory until all are added.

A merge is tried here, act by act, with positions and hashes as they will be. Then everything is
appended at once, or nothing, and only if nothing came between.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple, Self, TypeAlias

from eventsourcing.dcb.api import (
    DCBAppendCondition,
    DCBEvent,
    DCBQuery,
    DCBReadResponse,
    DCBRecorder,
)
from eventsourcing.persistence import IntegrityError

from events.errors import Stale
from events.hash_chain import New, link
from events.store.cache import Named, Part
from events.store.codec import Stored
from events.store.recorder import Response, StoreRecorder, parts_of

NamedData: TypeAlias = tuple[str, bytes]
"""Stored name and data of an event."""


class _Drafted(NamedTuple):
    event: DCBEvent
    tags: frozenset[str]
    hash: bytes

    def matches(self, part: Part) -> bool:
        types, tags = part
        return (not types or self.event.type in types) and self.tags.issuperset(tags)


class DraftRecorder(DCBRecorder):
    """Entries behind those of `base`, which is read and not written before `commit`.

    Args:
        base: The recorder of the ledger.
        upto: The position behind which the draft begins; None for the last.
    """

    name: str
    """The name of the ledger, 32 hex digits."""
    allowed: Callable[[Sequence[NamedData]], None]
    """Called with the stored names and data of each append; it raises where they may not be."""

    def __init__(self, base: StoreRecorder, upto: int | None = None) -> None:
        self.base = base
        self.name = base.name
        self.fork, self._hash = base.last()
        if upto is not None:
            self.fork, self._hash = upto, base.hash_at(upto) or b""
        self.allowed = lambda _: None
        self._new: list[_Drafted] = []
        self._by_tag: dict[str, list[int]] = {}
        self._by_type: dict[str, list[int]] = {}

    @property
    def file(self) -> Path | None:
        """The path of the ledger; None on a server."""
        return self.base.file

    @property
    def head(self) -> int:
        """The last position, with what is drafted."""
        return self.fork + len(self._new)

    def hash_at(self, position: int) -> bytes | None:
        """Return the hash of an entry, the genesis for 0; None where there is no entry."""
        if position <= self.fork:
            return self.base.hash_at(position)
        return self._new[position - self.fork - 1].hash if position <= self.head else None

    def append(
        self, events: Sequence[DCBEvent], condition: DCBAppendCondition | None = None
    ) -> int:
        """Draft the events; return the last position.

        Raises:
            IntegrityError: when an entry matches the condition.
        """
        if condition is not None:
            parts, after = parts_of(condition.fail_if_events_match), condition.after or 0
            if after < self.head and any(p > after for p in self._own(parts)):
                raise IntegrityError(condition)
        self.allowed([(event.type, event.data) for event in events])
        for event in events:
            position, tags = self.head + 1, [tag.encode() for tag in event.tags]
            self._hash = link(self._hash, position, event.type.encode(), tags, event.data)
            self._new.append(_Drafted(event, frozenset(event.tags), self._hash))
            self._by_type.setdefault(event.type, []).append(position)
            for tag in frozenset(event.tags):
                self._by_tag.setdefault(tag, []).append(position)
        return self.head

    def add(self, entries: Iterable[New]) -> None:
        """Draft entries that another branch of the ledger has.

        Args:
            entries: Stored name, tags and data of each.
        """
        self.append([DCBEvent(type=n, tags=[*tags], data=data) for n, tags, data in entries])

    def commit(self) -> int:
        """Append everything that is drafted to the ledger, or nothing; return the last position.

        Raises:
            Stale: `ground-moved`, when something was recorded there in between.
        """
        condition = DCBAppendCondition(fail_if_events_match=DCBQuery(), after=self.fork)
        try:
            return self.base.append([drafted.event for drafted in self._new], condition)
        except IntegrityError:
            raise Stale("ground-moved", tries=1) from None

    def _own(self, parts: Sequence[Part]) -> list[int]:
        """Return the drafted positions that match any part; no part means all."""
        if not parts or any(not (part[0] or part[1]) for part in parts):
            return [*range(self.fork + 1, self.head + 1)]
        return sorted({position for part in parts for position in self._of(part)})

    def _of(self, part: Part) -> Iterator[int]:
        types, tags = part
        few = (
            min((self._by_tag.get(tag, []) for tag in tags), key=len)
            if tags
            else chain.from_iterable(self._by_type.get(kind, []) for kind in {*types})
        )
        return (p for p in few if self._new[p - self.fork - 1].matches(part))

    def positions(
        self,
        parts: Sequence[Part],
        *,
        deciding: bool,  # noqa: ARG002 - a draft has one writer
    ) -> tuple[list[int], int]:
        """Return the positions that match any part, in order, and the head.

        Args:
            parts: The parts of the query.
            deciding: Of no meaning here.
        """
        below, _ = self.base.positions(parts, deciding=False)  # `commit` looks for what came
        return [*(p for p in below if p <= self.fork), *self._own(parts)], self.head

    def at(
        self,
        positions: Sequence[int],
        *,
        deciding: bool,  # noqa: ARG002 - a draft has one writer
    ) -> list[Stored]:
        """Return what is stored or drafted at the positions.

        Args:
            positions: The positions, from 1, in order.
            deciding: Of no meaning here.
        """
        below = [position for position in positions if position <= self.fork]
        found = [*self.base.at(below, deciding=False)] if below else []
        return found + [self._row(p) for p in positions if p > self.fork]

    def _row(self, position: int) -> Stored:
        event = self._new[position - self.fork - 1].event
        return position, event.type, json.dumps(event.tags), event.data

    def behind(
        self,
        position: int,
        limit: int,
        *,
        deciding: bool,  # noqa: ARG002 - a draft has one writer
    ) -> tuple[list[Named], int]:
        """Return the entries after a position, or none if there are too many, and the head.

        Args:
            position: The position, from 1; 0 for all.
            limit: The greatest number of entries.
            deciding: Of no meaning here.
        """
        if position < self.fork or self.head - position > limit:
            return [], self.head
        return [self._row(p)[:3] for p in range(position + 1, self.head + 1)], self.head

    def last_seen(self) -> None:
        """Return None: what is drafted is in memory."""

    def stored(
        self, query: DCBQuery | None = None, *, after: int | None = None, limit: int | None = None
    ) -> tuple[Iterator[Stored], int]:
        """Return what matches a query, as stored or drafted, and the head.

        Args:
            query: The query; None for every entry.
            after: The position after which to begin; None for the first entry.
            limit: The greatest number of entries; None for all.
        """
        below, _ = self.base.stored(query, after=after)
        kept = (row for row in below if row[0] <= self.fork)
        own = (self._row(p) for p in self._own(parts_of(query)) if p > (after or 0))
        return islice(chain(kept, own), limit), self.head

    def read(
        self, query: DCBQuery | None = None, *, after: int | None = None, limit: int | None = None
    ) -> DCBReadResponse:
        """Return what matches a query, in order."""
        rows, head = self.stored(query, after=after, limit=limit)
        return Response(rows, head or None)

    def subscribe(self, query: DCBQuery | None = None, *, after: int | None = None) -> Any:
        """Refuse: a draft has no followers.

        Raises:
            NotImplementedError: always.
        """
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass
