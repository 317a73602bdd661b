"""The schema of the journal is true of every event, as it is stored and as it is printed."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from msgspec.structs import replace

from events.event import Seal, Source, name_of
from events.store.codec import decode
from tests.test_golden import LINES, ours
from thidua_tui.formatting.entry_lines import entry_line, went_back_line
from thidua_tui.formatting.journal_schema import journal_schema


@cache
def validator(of: str) -> Draft202012Validator:
    """Return the validator of one definition of the schema."""
    schema = {"$ref": f"#/$defs/{of}", "$defs": journal_schema()["$defs"]}
    return Draft202012Validator(schema)


def stored(line: str) -> list[bytes]:
    """Return the stored records of a golden file."""
    return LINES[line].read_bytes().splitlines()


@pytest.mark.parametrize("kind", ours(), ids=name_of)
def test_each_event_is_valid_as_it_is_stored_and_as_it_is_printed(kind):
    name = name_of(kind)
    for data in stored(f"{name}.v{kind.version}"):
        validator(name).validate(json.loads(data)["event"])
        validator(name).validate(json.loads(entry_line(decode(7, name, data)))["data"])


@pytest.mark.parametrize("line", LINES)
def test_an_event_of_an_older_shape_is_printed_in_the_shape_of_today(line):
    name = line.rpartition(".v")[0]
    for data in stored(line):
        validator(name).validate(json.loads(entry_line(decode(7, name, data)))["data"])


def line_of(name: str = "head-elected", **changed: Any) -> dict[str, Any]:
    """Return a line as another program reads it."""
    entry = decode(7, name, stored(f"{name}.v2")[0])
    found: dict[str, Any] = json.loads(entry_line(entry)) | changed
    return found


def test_a_whole_line_and_a_notice_are_valid():
    schema = journal_schema()
    Draft202012Validator.check_schema(schema)
    whole = Draft202012Validator(schema)
    whole.validate(line_of())
    whole.validate(json.loads(went_back_line(3, 5)))


@pytest.mark.parametrize(
    "changed",
    [
        {"position": "7"},
        {"type": "head-crowned"},
        {"data": {"type": "head-elected", "cluster": "tmth", "year": 2020}},
        {"data": {"type": "head-elected", "cluster": "tmth", "year": 1, "unit": "stc"}},
        {"source": None},
    ],
)
def test_what_is_no_line_is_not_valid(changed):
    with pytest.raises(ValidationError):
        validator("entry").validate(line_of(**changed))


def test_the_keys_of_a_line_are_always_the_same():
    keys = [
        *("position", "at", "act", "operator", "by", "type", "version", "data", "reason"),
        *("source", "meeting", "item"),
    ]
    assert [*line_of()] == keys
    entry = decode(1, "head-elected", stored("head-elected.v2")[0])
    assert [*json.loads(entry_line(entry, "Bầu."))] == [*keys, "sentence"]
    assert journal_schema()["$defs"]["entry"]["required"] == keys


def test_what_is_unknown_is_null():
    entry = decode(1, "head-elected", stored("head-elected.v2")[0])
    bare = replace(entry, reason="", meeting="", item="", source=Source(), seal=None)
    line = json.loads(entry_line(bare))
    assert [line[key] for key in ("operator", "reason", "meeting", "item")] == [None] * 4
    assert line["source"] == {"kind": "room", "title": None, "on": None}


def test_an_operator_is_named_by_code():
    entry = decode(1, "head-elected", stored("head-elected.v2")[0])
    sealed = replace(entry, seal=Seal(operator="lan", seen=0, head=""))
    assert json.loads(entry_line(sealed))["operator"] == "lan"


def test_a_line_harms_no_terminal_and_loses_nothing():
    entry = decode(1, "head-elected", stored("head-elected.v2")[0])
    hostile = "\x1b]52;c;eA==\x07\u202e\u2028ậ\n"
    line = entry_line(replace(entry, reason=hostile))
    assert line.count("\n") == 1
    assert not {"\x1b", "\x07", "\u202e"} & {*line}
    assert json.loads(line)["reason"] == hostile
