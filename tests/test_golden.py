"""What was stored once is read for ever: a golden line for each event type and version.

A line is never edited. A new event or version gets a new file and a new shape; the old ones keep
being read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, ClassVar, cast

import msgspec
import pytest
from msgspec import Struct

from events.errors import UnreadableLedger
from events.event import Event, _subclasses, event_types, fields_of, name_of
from events.store import codec
from events.store.codec import UPCASTERS, Record, decode, encode
from tests.facts import Fields

GOLDEN = Path(__file__).parent / "golden"
LINES = {path.name.removesuffix(".jsonl"): path for path in sorted(GOLDEN.glob("*.jsonl"))}
SHAPES = json.loads((GOLDEN / "shapes.json").read_text("utf-8"))
"""Event and version -> the hash of its shape; a line is never edited."""
HEAD = LINES["head-elected.v1"].read_bytes()


def ours() -> list[type[Event]]:
    """The event types of the program, and not of a test."""
    return [kind for kind in event_types().values() if kind.__module__.startswith("events.")]


def test_every_event_has_a_name_of_its_own():
    names = [name_of(kind) for kind in _subclasses(Event)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("kind", ours(), ids=name_of)
def test_every_event_and_every_version_of_it_has_a_golden_line(kind):
    for version in range(1, kind.version + 1):
        assert f"{name_of(kind)}.v{version}" in LINES


@pytest.mark.parametrize("kind", ours(), ids=name_of)
def test_a_golden_line_has_something_in_every_field(kind):
    """A default is not stored, and would not be seen to change."""
    line = LINES[f"{name_of(kind)}.v{kind.version}"].read_bytes().splitlines()[-1]
    told = msgspec.json.decode(line)["event"]
    assert set(told) - {"type"} == set(kind.__struct_fields__)


@pytest.mark.parametrize(
    ("line", "data"),
    [(line, data) for line, path in LINES.items() for data in path.read_bytes().splitlines()],
)
def test_what_was_stored_is_read_and_written_the_same(line, data):
    name, _, version = line.rpartition(".v")
    entry = decode(7, name, data)
    assert (entry.position, type(entry.event)) == (7, event_types()[name])
    again: Fields = {
        key: value for key, value in fields_of(entry).items() if key in Record.__struct_fields__
    }
    if int(version) == entry.event.version:
        assert encode(Record(**again, v=entry.event.version)) == data
    assert decode(7, name, encode(Record(**again, v=entry.event.version))) == entry


def code_of(name: str, data: bytes) -> tuple[str, dict[str, object]]:
    with pytest.raises(UnreadableLedger) as unreadable:
        decode(7, name, data)
    return unreadable.value.code, unreadable.value.facts


def test_an_unknown_name_is_not_guessed_at():
    assert code_of("head-crowned", HEAD) == (
        "unknown-event",
        {"position": 7, "name": "head-crowned"},
    )


@pytest.mark.parametrize("extra", [b"", b'"later":1,'])
def test_a_newer_version_is_not_guessed_at(extra):
    """Also when it brings fields that we do not know."""
    newer = HEAD.replace(b'"event":{', b'"v":3,"event":{' + extra)
    facts = {"position": 7, "name": "head-elected", "version": 3}
    assert code_of("head-elected", newer) == ("newer-event", facts)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"event":{', b'"v":0,"event":{'),
        (b'"event":{', b'"v":"1","event":{'),
        (b'"event":{', b'"v":true,"event":{'),
        (b'"head-elected"', b'"deputy-elected"'),
        (b'"year":2020', b'"year":"2020"'),
        (b'"year":2020', b'"year":20'),
        (b'"unit":"stc"', b'"unit":"Stc"'),
        (b'"unit":"stc"', b'"unit":"stc\\n"'),
        (b'"method":"secret-ballot"', b'"method":"magic"'),
        (b'"cluster":"tmth",', b""),
        (b"2021-01-14", b"2021-02-30"),
        (b'"by":', b'"by"'),
        (HEAD, b""),
        (HEAD, b"[]"),
        (HEAD, b"\xff"),
    ],
)
def test_what_is_not_an_entry_is_malformed(old, new):
    assert old in HEAD
    code, facts = code_of("head-elected", HEAD.replace(old, new))
    assert code == "malformed-entry"
    assert (facts["position"], facts["name"]) == (7, "head-elected")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"event":{', b'"event":{"extra":1,'),
        (b'"by":', b'"extra":1,"by":'),
        (b'"source":{', b'"source":{"extra":1,'),
        (b'"newspaper"', b'"radio"'),
        (b'"by":', b'"seal":{"operator":"x","seen":1,"head":"","extra":1},"by":'),
        (b'"votes_for":', b'"extra":1,"votes_for":'),
    ],
)
def test_a_field_that_is_not_known_was_written_by_a_newer_program(old, new):
    assert old in HEAD
    facts = {"position": 7, "name": "head-elected", "version": 2}
    assert code_of("head-elected", HEAD.replace(old, new, 1)) == ("newer-event", facts)


def shape(kind: type[Event]) -> str:
    """Return a hash of the names, types, defaults and choices of the fields of an event."""

    def bare(value: object) -> object:
        if isinstance(value, dict):
            return {key: bare(inner) for key, inner in value.items() if key != "description"}
        return [bare(inner) for inner in value] if isinstance(value, list) else value

    schema = json.dumps(bare(msgspec.json.schema(kind)), sort_keys=True)
    return sha256(schema.encode()).hexdigest()[:16]


@pytest.mark.parametrize("kind", ours(), ids=name_of)
def test_event_of_another_shape_has_another_version(kind):
    """A new field, choice, type or default: raise `version`, add an upcaster and a line here."""
    assert SHAPES[f"{name_of(kind)}.v{kind.version}"] == shape(kind)


@pytest.mark.parametrize("kind", ours(), ids=name_of)
def test_every_older_version_has_an_upcaster(kind):
    assert not (missing := missing_steps(kind)), "\n".join(missing)


def missing_steps(kind: type[Event]) -> list[str]:
    """Return what to add so that every older version of an event can be read, a sentence each."""
    name = name_of(kind)
    return [
        f"{name} has version {kind.version}, and no upcaster reads version {version}: "
        f'add UPCASTERS["{name}", {version}]'
        for version in range(1, kind.version)
        if (name, version) not in UPCASTERS
    ]


class Praised(Struct, tag="test-praised", frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A type of event for this test alone, and no subclass of Event: nobody else knows it."""

    version: ClassVar[int] = 3
    unit: str
    times: int


@pytest.fixture
def praised(monkeypatch) -> Iterator[None]:
    """The program knows this event in its third version, and how to read the first two."""
    monkeypatch.setattr(codec, "event_types", lambda: {"test-praised": Praised})
    first = {"type": "test-praised"}
    steps = {1: lambda old: first | {"unit": old["who"]}, 2: lambda old: old | {"times": 1}}
    for version, step in steps.items():
        monkeypatch.setitem(UPCASTERS, ("test-praised", version), step)
    codec._reader.cache_clear()
    yield
    codec._reader.cache_clear()


def test_an_upcaster_brings_an_old_shape_to_todays_step_by_step(praised):
    frame = b'{"at":"2021-01-14T09:30:00Z","by":"x","act":"y"%s,"event":{"type":"test-praised",%s}}'
    stored = {
        1: frame % (b"", b'"who":"a"'),
        2: frame % (b',"v":2', b'"unit":"a"'),
        3: frame % (b',"v":3', b'"unit":"a","times":1'),
    }
    for data in stored.values():
        assert decode(1, "test-praised", data).event == cast(Any, Praised(unit="a", times=1))
    assert code_of("test-praised", frame % (b',"v":4', b'"unit":"a"'))[0] == "newer-event"
    lost = frame % (b"", b'"unit":"a"')
    assert code_of("test-praised", lost)[0] == "malformed-entry"


def test_no_event_of_a_test_leaks_into_the_program():
    assert "test-praised" not in event_types()
    assert not [key for key in UPCASTERS if key[0] == "test-praised"]
