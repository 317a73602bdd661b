"""What was understood of a line, in words: each field with its label, defaults apart."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from events.text import plain
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.fields import Field
from thidua_tui.command_line.directives import Directives
from thidua_tui.command_line.parser import Line
from thidua_tui.forms import form_labels
from thidua_tui.forms.form_state import FormState
from thidua_tui.forms.value_description import describe_value
from thidua_tui.i18n.messages import Words

FEW = 6
"""Units that are named individually; more are counted."""
LONG = 60
"""Characters of a text that are shown again."""


class ExplainedField(Struct, frozen=True):
    """A field: its label, its value, and whether the line gave it explicitly."""

    label: str
    value: str
    explicit: bool


def heading(line: Line, ground: ActContext) -> str:
    """What the line is about: its act, the table, the place."""
    words = ground.words
    if line.directives and not line.table:
        return words("lines.say.stands", where=where(line.directives, ground))
    if line.table:
        return words("lines.say.shows", table=words(f"tables.title.{line.table}"))
    if line.mends and line.verb:
        number = ", ".join(str(entry.position) for entry in line.entries)
        if line.verb.id == "correct":
            return words("lines.say.correcting", position=number)
        heading_text = words("lines.say.taking-back", position=number)
        return heading_text if line.entries else words("acts.act.undo")
    return form_labels.title(line.act, words) if line.act else ""


def explain_line(line: Line, ground: ActContext) -> str:
    """Explain the line as it was understood, in a single line; implicit values are in brackets."""
    parts = [heading(line, ground)]
    for field in fields(line, ground):
        text = f"{field.label}: {field.value}"
        parts.append(text if field.explicit else f"({text})")
    return " · ".join(parts)


def where(to: Directives, ground: ActContext) -> str:
    """Describe the location that applies to later lines."""
    words = ground.words
    parts = [
        ground.names.cluster(to.cluster) if to.cluster else "",
        words("screen.heading.year", year=str(to.year)) if to.year else "",
        words.day(to.day) if to.day else "",
        to.by or "",
        source(to.source, words) if to.source else "",
    ]
    return plain(" · ".join(filter(None, parts)))


def source(raw: dict[str, str], words: Words) -> str:
    """A source in words."""
    kind = words.choice("kind", raw.get("source_kind", ""))
    return ", ".join(filter(None, (kind, raw.get("source_title"), raw.get("source_on"))))


def fields(line: Line, ground: ActContext) -> Iterator[ExplainedField]:
    """The fields as they would be recorded; those that stay empty are left out."""
    filling = line.filling
    if filling is None or line.act is None:
        return
    rows = [name for row in line.rows for name in row]
    for name, field in filling.fields.items():
        if name in rows or _silent(filling, field, line):
            continue
        value = value_of(filling, field)
        if value:
            label = form_labels.label(filling.act, field, ground.words)
            yield ExplainedField(label, value, name in line.given)
    for row in line.rows:
        criterion, points = (*row.values(),)[:2]
        yield ExplainedField(plain(criterion), plain(points), True)


def _silent(filling: FormState, field: Field, line: Line) -> bool:
    """Whether a default is left out: the voters of votes, the room as source."""
    if field.name in line.given:
        return False
    raw = filling.raw[field.name]
    default = raw in ("", "not-recorded") or (field.name == "source_kind" and raw == "room")
    return default or bool(field.follows)


def value_of(filling: FormState, field: Field) -> str:
    """Return the value of a field in readable form."""
    raw, words = filling.raw[field.name], filling.ground.words
    if field.kind == "choice":
        return words.choice(field.labels, raw) if raw else ""
    if field.kind == "flag":
        return words(f"choices.yes_no.{'yes' if raw else 'no'}") if raw else ""
    text = describe_value(filling, field) or raw
    if field.kind == "pick" or (field.kind == "picks" and len(raw.split()) <= FEW):
        text = _named(filling, field, raw)
    if field.kind == "places":
        text = _places(raw, filling)
    text = plain(" ".join(text.split()))
    return text if len(text) <= LONG or field.kind in ("pick", "picks") else f"{text[:LONG]}…"


def _named(filling: FormState, field: Field, raw: str) -> str:
    """One of many by its name, several by their short names."""
    options = filling.options(field)
    if field.kind == "pick":
        return next((option.name for option in options if option.code == raw), raw)
    chosen = {option.code: option.short or option.name for option in options}
    return ", ".join(chosen.get(code, code) for code in raw.split())


def _places(raw: str, filling: FormState) -> str:
    names = filling.ground.names
    pairs = (line.split() for line in raw.split("\n") if line.strip())
    return ", ".join(f"{place} {names.short(unit)}" for place, unit in pairs)
