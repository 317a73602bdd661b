"""The JSON Schema of the journal as JSON Lines, made from the types of the events."""

from __future__ import annotations

from typing import Any

import msgspec

from events import registration as registration  # the program knows no other events
from events.event import event_types
from thidua_tui.formatting.entry_lines import EntryLine, NoticeLine

DIALECT = "https://json-schema.org/draft/2020-12/schema"
REFERENCE = "#/$defs/{name}"
LINES = {EntryLine.__name__: "entry", NoticeLine.__name__: "notice"}
"""Class of a line -> its name in the schema."""


def journal_schema() -> dict[str, Any]:
    """Return the schema of one line: an entry, whose `data` is an event, or a notice.

    Each event has its definition under its stored name: `#/$defs/head-elected`.
    """
    known = event_types()
    kinds = {name: kind for name, kind in known.items() if kind.__module__.startswith("events.")}
    _, found = msgspec.json.schema_components([EntryLine, NoticeLine, *kinds.values()])
    names = LINES | {kind.__name__: name for name, kind in kinds.items()}
    defs = {names.get(name, name): _renamed(schema, names) for name, schema in found.items()}
    entry = defs["entry"]["properties"]
    entry["type"] |= {"enum": sorted(kinds)}
    entry["data"] |= {"oneOf": [{"$ref": REFERENCE.format(name=name)} for name in sorted(kinds)]}
    root = [{"$ref": REFERENCE.format(name=name)} for name in LINES.values()]
    return {"$schema": DIALECT, "oneOf": root, "$defs": dict(sorted(defs.items()))}


def _renamed(schema: Any, names: dict[str, str]) -> Any:
    """Return a schema with other names of definitions, and patterns as JSON Schema writes them."""
    match schema:
        case {"$ref": str(ref), **rest}:
            name = ref.rpartition("/")[2]
            return {"$ref": REFERENCE.format(name=names.get(name, name)), **rest}
        case dict():
            return {key: _renamed(value, names) for key, value in schema.items()}
        case list():
            return [_renamed(value, names) for value in schema]
        case str():  # a pattern of Python ends in \\Z, one of JSON Schema in $
            return " ".join(schema.replace("\\Z", "$").split())
    return schema
