"""Entries to and from JSON: stable names, strict reading, upcasters for older shapes.

The stored name of an event is its own (`head-elected`), never a module path. The reader guesses
nothing: an unknown name, a newer version or a field it does not know was written by a newer
program, and showing no view is better than showing a wrong view.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import cache
from typing import Annotated, Any, Generic, TypeAlias, TypeVar

import msgspec
from msgspec import Meta, Struct

import events.registration  # noqa: F401 - registers every event type
from events.errors import UnreadableLedger
from events.event import Entry, Event, Seal, Source, event_types, name_of, tags_of
from events.store.number_limits import NUMBERED, out_of_reach

E = TypeVar("E", bound=Event)
Instant: TypeAlias = Annotated[datetime, Meta(tz=True)]
"""A time with its zone: without one it cannot be compared with any other."""


class Record(
    Struct, Generic[E], frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """The stored fields of an entry, except position, name and tags.

    Attributes:
        at: The instant of recording, with its time zone.
        by: The name of the person who recorded it.
        act: The id of the act.
        reason: Why it was recorded.
        source: Where the fact comes from.
        meeting: The code of the meeting in whose session it was typed.
        item: The code of the item of that meeting's agenda.
        v: The version of the event's shape.
        event: The fact.
        seal: Who signed it, from the first operator on.
        sig: The signature, from the first operator on; last of all (`signatures`).
    """

    at: Instant
    by: str
    act: str
    reason: str = ""
    source: Source = Source()
    meeting: str = ""
    item: str = ""
    v: int = 1
    event: E
    seal: Seal | None = None
    sig: str = ""


Stored: TypeAlias = tuple[int, str, str, bytes]
"""Position, name, tags as JSON (they follow from the event: only `tagged` reads them), data."""
Upcaster = Callable[[dict[str, Any]], dict[str, Any]]
UPCASTERS: dict[tuple[str, int], Upcaster] = {}
"""(name, version) -> the function that turns the fields of that version into those of the next."""
_NEWER = re.compile("Object contains unknown field|Invalid enum value .* at `\\$\\.(source|seal)")
"""What msgspec says of fields that a newer program wrote; entries have no version of their own."""


def unchanged(fields: dict[str, Any]) -> dict[str, Any]:
    """Upcast to a version that only has more optional fields or more choices."""
    return fields


UPCASTERS["cluster-founded", 1] = unchanged
UPCASTERS["meeting-opened", 1] = unchanged
UPCASTERS["meeting-closed", 1] = unchanged
UPCASTERS["rules-issued", 1] = unchanged
UPCASTERS["score-recorded", 1] = unchanged
UPCASTERS["score-recorded", 2] = unchanged
UPCASTERS["operator-named", 1] = unchanged
UPCASTERS["guest-attended", 1] = unchanged
UPCASTERS["units-attended", 1] = unchanged
UPCASTERS["report-presented", 1] = unchanged
UPCASTERS["remark-recorded", 1] = unchanged
UPCASTERS["meeting-role-given", 1] = unchanged
for _voted in (
    *("head-elected", "deputy-elected", "result-adopted", "award-nominated", "tie-decided"),
):
    UPCASTERS[_voted, 1] = unchanged
UPCASTERS["award-granted", 1] = unchanged
UPCASTERS["movement-launched", 1] = unchanged
UPCASTERS["award-annulled", 1] = unchanged

Reader: TypeAlias = tuple[type[Event], Callable[[bytes], Record[Event]]]
"""A type of event, and what decodes a record of it."""
_words = msgspec.json.Decoder(list[str]).decode
_encoder = msgspec.json.Encoder(decimal_format="string")
_spelling = msgspec.json.Encoder().encode


def _decoder(position: int, name: str) -> Reader:
    try:
        return _reader(name)
    except KeyError:
        raise UnreadableLedger("unknown-event", position=position, name=name) from None


@cache
def _reader(name: str) -> Reader:
    kind = event_types()[name]
    return kind, msgspec.json.Decoder(Record[kind]).decode  # type: ignore[valid-type]  # a type made at run time


def encode(record: Record[Any]) -> bytes:
    """Return a record as one line of JSON."""
    return _encoder.encode(record)


class _Stamp(Struct):
    """Of a record, the time alone; other fields are skipped."""

    at: Instant


_stamp = msgspec.json.Decoder(_Stamp).decode


def stamp(position: int, name: str, data: bytes) -> datetime:
    """Return the time of an entry (UTC) without decoding the rest of it.

    Args:
        position: The position, from 1.
        name: The stored name of the event.
        data: The stored record, JSON in UTF-8.

    Raises:
        UnreadableLedger: as `decode`.
    """
    try:
        return _stamp(data).at
    except (ValueError, RecursionError):
        return decode(position, name, data).at


def decode(position: int, name: str, data: bytes) -> Entry:
    """Return the entry of a stored event.

    Args:
        position: The position (from 1); it is also the place of the entry.
        name: The stored name of the event.
        data: The stored record, JSON in UTF-8.

    Raises:
        UnreadableLedger: `unknown-event`, `newer-event`, `malformed-entry`, each with the position.
    """
    people: dict[str, str] = {}
    return _entry(position, _record(position, _decoder(position, name), data), people)


def decoded(stored: Iterable[Stored]) -> Iterator[Entry]:
    """Yield the entries of stored events; a single loop, fast enough for a million.

    Raises:
        UnreadableLedger: as `decode`.
    """
    known: dict[str, Reader] = {}
    people: dict[str, str] = {}  # a few names, in every entry: each is kept once
    for position, name, _, data in stored:
        if (found := known.get(name)) is None:
            found = known[name] = _decoder(position, name)
        yield _entry(position, _record(position, found, data), people)


def _record(position: int, reader: Reader, data: bytes) -> Record[Event]:
    """Return the record of an entry in today's shape, all of whose numbers can be computed with."""
    kind, read = reader
    try:
        record = read(data)
        if record.v != kind.version:
            record = _upcast(position, kind, data)
    except (ValueError, RecursionError):  # msgspec's errors are ValueErrors
        record = _upcast(position, kind, data)
    if kind in NUMBERED and (number := out_of_reach(record.event)) is not None:
        facts = {"position": position, "name": name_of(kind), "detail": f"{number}"}
        raise UnreadableLedger("malformed-entry", **facts)
    return record


def _entry(position: int, record: Record[Event], people: dict[str, str]) -> Entry:
    """Return the entry of a record; of equal names of `people` one text is kept."""
    return Entry(
        position=position,
        place=position,
        at=record.at,
        by=people.setdefault(record.by, record.by),
        act=record.act,
        event=record.event,
        reason=record.reason,
        source=record.source,
        meeting=record.meeting,
        item=record.item,
        seal=record.seal,
        sig=record.sig,
    )


def tagged(stored: Iterable[Stored]) -> Iterator[Entry]:
    """Decode entries, and compare the tags of each with those that follow from its event.

    Queries find an entry by its tags: with others it is there and no rule sees it. Data with a key
    twice means what the reader takes of it, and is refused.

    Raises:
        UnreadableLedger: as `decode`; `tags-wrong` with the `position` and the first `tag` that is
            `missing` or is too much.
    """
    known: dict[str, Reader] = {}
    people: dict[str, str] = {}
    for position, name, tags, data in stored:
        if (found := known.get(name)) is None:
            found = known[name] = _decoder(position, name)
        record = _record(position, found, data)
        entry = _entry(position, record, people)
        right = tags_of(record.event, record.meeting, record.act)
        if _spelt(right) != tags:  # in another order, or not those
            compare_tags(entry, _words(tags))
        if encode(record) != data:  # by hand, or by an older version
            try:
                json.loads(data, object_pairs_hook=unique_keys)
            except ValueError as error:
                facts = {"position": position, "name": name, "detail": str(error)}
                raise UnreadableLedger("malformed-entry", **facts) from error
        yield entry


def _spelt(tags: tuple[str, ...]) -> str:
    """Return tags as they are stored."""
    return _spelling(tags).decode()


def unique_keys(pairs: list[tuple[str, object]]) -> None:
    """Refuse an object with a key twice: readers differ in which of the values they take.

    Raises:
        msgspec.DecodeError: with the key.
    """
    keys = [key for key, _ in pairs]
    if len({*keys}) != len(keys):
        twice = next(key for key in keys if keys.count(key) > 1)
        raise msgspec.DecodeError(f"key twice: {twice}")


def compare_tags(entry: Entry, tags: Iterable[str]) -> None:
    """Compare the stored tags of an entry with those that follow from its event.

    Args:
        entry: The entry, decoded.
        tags: The stored tags; their order does not matter.

    Raises:
        UnreadableLedger: `tags-wrong`, as `tagged`.
    """
    tags = [*tags]
    right, found = {*tags_of(entry.event, entry.meeting, entry.act)}, {*tags}
    if right != found:
        first = min(right ^ found)
        facts = {"position": entry.position, "tag": first, "missing": first in right}
        raise UnreadableLedger("tags-wrong", **facts)
    if len(tags) > len(found):
        twice = next(tag for tag in tags if tags.count(tag) > 1)
        raise UnreadableLedger("tags-wrong", position=entry.position, tag=twice, missing=False)


def _upcast(position: int, kind: type[Event], data: bytes) -> Record[Event]:
    """Return the record of an older version, brought to today's shape step by step."""
    name, version = name_of(kind), 1
    try:
        raw = msgspec.json.decode(data, type=dict[str, Any])
        version = raw.get("v", 1)
        if type(version) is not int:
            raise TypeError(f"version {version!r}")  # noqa: TRY301 - one way out for all
        if version > kind.version:
            raise UnreadableLedger("newer-event", position=position, name=name, version=version)
        while version != kind.version:
            raw["event"] = UPCASTERS[name, version](raw["event"])
            version += 1
        raw["v"] = kind.version
        return msgspec.convert(raw, Record[kind])  # type: ignore[valid-type]  # a type made at run time
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        if _NEWER.match(str(error)):
            facts = {"position": position, "name": name, "version": version}
            raise UnreadableLedger("newer-event", **facts) from error
        raise UnreadableLedger(
            "malformed-entry", position=position, name=name, detail=str(error)
        ) from error
