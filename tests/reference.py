"""Write what documents say of the code: `python -m tests.reference`.

These are docs/events.md, docs/refusals.md, docs/rule-book.schema.json and docs/schema/.
"""

from __future__ import annotations

import inspect
import json
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec import NODEFAULT

from events import registration
from events.agenda import AgendaItem
from events.batch import Together
from events.command import Command
from events.corrections import Correct, EntriesRetracted, Retract
from events.event import Event, event_types, name_of
from events.peer_events import CheckPair, OpenedSheet, PeerSheetSealed
from events.permissions import DUTIES
from events.result_events import Place
from events.rule_book import Criterion, RulesIssued, flat_book
from events.score_book.book import ScoreBook
from events.scoring import ScoreRecorded
from events.units import Heir, UnitSplit
from tests.codes import ROOT, Raised, raised
from tests.universe import COMMANDS
from thidua_tui.formatting.journal_schema import journal_schema

DOCS = ROOT / "docs"
KINDS = {
    "Refused": ("Refused", "A rule says no to an act that is well formed. Exit code 3."),
    "BadInput": ("Bad input", "What was typed is not a value of its field. Exit code 2."),
    "Stale": ("Stale", "The ground of a decision kept changing under it. Exit code 4."),
    "UnreadableLedger": ("Unreadable ledger", "The ledger cannot be opened or read. Exit code 5."),
    "Noticed": ("Pointed out", "`verify` says it of a ledger that is whole. Exit code 0."),
    "ThiduaError": ("Faults of the program", "These should never be seen. Exit code 1."),
}
EVENTS_HEAD = """# Events and commands

Written by `python -m tests.reference` from the code; a test compares.

Every event is stored as JSON under its name, in a record with `at`, `by`, `act` and, where given,
`reason`, `source`, `meeting`; from the first operator on also `seal` (who signs, and what was
seen) and, last of all, `sig`. *Recorded by* tells the roles that may record it, where the ledger
names operators. `Code` is `[a-z0-9-]`, at most 40 characters; `Line` is one line of text,
at most 300 characters; `Remark` the same or empty; `Prose` several lines; `Year` 1945–2200;
`Points` exact, with at most four decimals, stored as text. A *claim* is held by one fact at a time;
a fact *depends on* others that cannot be taken back while it counts. `{…}` is the field's value.
"""
REFUSALS_HEAD = """# Refusals

Written by `python -m tests.reference` from the code and the sentences; a test compares.

A refusal is a stable code with facts; the sentence is made from both, in the language of the user.
A part in `[ ]` is left out when its fact is unknown.
"""


def first_line(thing: object) -> str:
    """The first paragraph of a docstring, as one line."""
    return " ".join((inspect.getdoc(thing) or "").split("\n\n")[0].split())


def field_lines(kind: type[Any]) -> Iterator[str]:
    """One line for each field: name, type, default."""
    types: dict[str, str] = {}
    for base in reversed(kind.__mro__):
        types |= inspect.get_annotations(base)
    for field in msgspec.structs.fields(kind):
        default = "" if field.default is NODEFAULT else f", default `{field.default!r}`"
        yield f"- `{field.name}`: `{types[field.name]}`{default}"


def sample(kind: type[Event]) -> Event:
    """An event whose values are the names of its fields."""
    values: dict[str, Any] = {name: f"{{{name}}}" for name in kind.__struct_fields__}
    several: dict[str, Any] = {
        "places": (Place(place=1, unit="{places.unit}"),),
        "criteria": (Criterion(code="{criteria.code}", name="", max_points=1),),  # type: ignore[arg-type]  # a name stands for a number
    }
    several |= {
        "pairs": (CheckPair(scorer="{pairs.scorer}", unit="{pairs.unit}"),),
        "sheets": (OpenedSheet(scorer="{sheets.scorer}", nth=1, nonce=""),),
        "nth": 2,
        "agenda": (AgendaItem(item="{agenda.item}", title=""),),
        "items": (AgendaItem(item="{items.item}", title=""),),
    }
    several |= {name: (f"{{{name}}}",) for name in ("units", "signatories", "concerns", "without")}
    if "book" in values:
        flat = flat_book([Criterion(code="{book.code}", name="", max_points=Decimal(1))], 2, "")
        several["book"] = (
            1 if kind in (ScoreRecorded, PeerSheetSealed) else None if kind is RulesIssued else flat
        )
    if kind is UnitSplit:
        several["into"] = (Heir(unit="{into.unit}", name=""),)
    return kind(**values | {name: value for name, value in several.items() if name in values})


def about(event: Event) -> Iterator[str]:
    """What an event is tagged with, claims, ends, and depends on."""
    found = {
        "Tags": event.tags(),
        "Claims": event.claims(),
        "Ends the claims": event.releases(),
        "Establishes": event.establishes(),
        "Depends on": event.depends_on(),
    }
    rows = {row: roles for row, roles in DUTIES.items() if row.split()[0] == name_of(event)}
    for row, roles in rows.items():
        yield f"Recorded by{row.removeprefix(name_of(event))}: {', '.join(sorted(roles))}.\n"
    if isinstance(event, EntriesRetracted):
        found["Tags"] = ("those of what is taken back, and of what stands instead",)
    for title, keys in found.items():
        if keys := [*keys]:
            yield f"{title}: " + ", ".join(f"`{key}`" for key in keys) + ".\n"


def event_text(kind: type[Event]) -> str:
    """The section of one event."""
    head = (
        f"#### `{name_of(kind)}`\n\n`{kind.__name__}`, version {kind.version}. {first_line(kind)}\n"
    )
    return "\n".join([head, *field_lines(kind), "", *about(sample(kind))])


def command_text(kind: type[Command]) -> str:
    """The section of one command."""
    reason = " Needs a reason." if kind.needs_reason else ""
    head = f"#### `{kind.__name__}`\n\n{first_line(kind)}{reason}\n"
    return "\n".join([head, f"Rule: {first_line(kind.decide)}\n", *field_lines(kind), ""])


def events_text() -> str:
    """The text of docs/events.md."""
    parts = [EVENTS_HEAD]
    for name, module in inspect.getmembers(registration, inspect.ismodule):
        facts = [k for k in event_types().values() if k.__module__ == module.__name__]
        every: tuple[type[Command], ...] = (*COMMANDS, Retract, Correct, Together)
        acts = [k for k in every if k.__module__ == module.__name__]
        acts.sort(key=lambda kind: inspect.getsourcelines(kind)[1])  # whatever was imported first
        if facts or acts:
            parts.append(f"## {name}\n\n{first_line(module)}\n")
            parts += ["### Events\n"] * bool(facts) + [event_text(kind) for kind in facts]
            parts += ["### Commands\n"] * bool(acts) + [command_text(kind) for kind in acts]
    return "\n".join(parts)


@cache
def sentences(lang: str) -> dict[str, str]:
    """Code -> its sentence in a language."""
    path = ROOT / "thidua_tui" / "locale" / lang / "refusals.toml"
    return tomllib.loads(path.read_text("utf-8"))


def by_code(kind: str) -> dict[str, list[Raised]]:
    """Code -> the places that raise it, of one kind of error."""
    found: defaultdict[str, list[Raised]] = defaultdict(list)
    for place in raised():
        if place.kind == kind:
            found[place.code].append(place)
    return dict(sorted(found.items()))


def refusal_text(code: str, places: Iterable[Raised]) -> str:
    """The section of one code."""
    places = [*places]
    facts = ", ".join(f"`{fact}`" for fact in dict.fromkeys(f for p in places for f in p.facts))
    ruled = {f"`{p.module.rpartition('.')[2]}.{p.where}`" for p in places if p.kind == "Refused"}
    where = ", ".join(sorted(ruled or {f"`{p.module}`" for p in places}))
    told = [f"- {lang}: {sentences(lang).get(code, '**no sentence**')}" for lang in ("vi", "en")]
    lines = [f"### `{code}`\n", f"Facts: {facts or 'none'}. Said by {where}.\n", *told, ""]
    return "\n".join(lines)


def refusals_text() -> str:
    """The text of docs/refusals.md."""
    parts = [REFUSALS_HEAD]
    for kind, (title, meaning) in KINDS.items():
        if codes := by_code(kind):
            parts.append(f"## {title}\n\n{meaning}\n")
            parts += [refusal_text(code, places) for code, places in codes.items()]
    return "\n".join(parts)


def schema_text() -> str:
    """The JSON Schema of a rule book, as TOML writes it: a number is a number, not a text."""
    return json.dumps(_as_toml(msgspec.json.schema(ScoreBook)), ensure_ascii=False, indent=2) + "\n"


def _as_toml(schema: Any) -> Any:
    match schema:
        case {"type": "string", "format": "decimal", **rest}:
            return {"type": ["number", "string"], **rest}
        case dict():
            return {name: _as_toml(value) for name, value in schema.items()}
        case list():
            return [_as_toml(value) for value in schema]
        case str():  # a pattern of Python ends in \\Z, one of JSON Schema in $
            return " ".join(schema.replace("\\Z", "$").split())
    return schema


def journal_schema_text() -> str:
    """The JSON Schema of the journal as JSON Lines."""
    return json.dumps(journal_schema(), ensure_ascii=False, indent=1) + "\n"


WRITTEN = {
    DOCS / "events.md": events_text,
    DOCS / "refusals.md": refusals_text,
    DOCS / "rule-book.schema.json": schema_text,
    DOCS / "schema" / "journal.schema.json": journal_schema_text,
}


def main() -> int:
    """Write them."""
    for path, text in WRITTEN.items():
        Path(path).parent.mkdir(exist_ok=True)
        path.write_text(text(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
