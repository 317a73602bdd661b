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
from thidua_tui.forms.value_description import readable_value
from thidua_tui.i18n.messages import Words


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
        value = readable_value(filling, field)
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
