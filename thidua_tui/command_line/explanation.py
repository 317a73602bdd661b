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
"""Units that are named one by one; of more it is told how many."""
LONG = 60
"""Characters of a text that are shown again."""


class Told(Struct, frozen=True):
    """A field: what it is called, what stands in it, and whether the line itself said so."""

    label: str
    value: str
    said: bool


def heading(line: Line, ground: ActContext) -> str:
    """What the line is about: its act, the table, the place."""
    words = ground.words
    if line.stand and not line.table:
        return words("lines.say.stands", where=where(line.stand, ground))
    if line.table:
        return words("lines.say.shows", table=words(f"tables.title.{line.table}"))
    if line.mends and line.verb:
        number = ", ".join(str(entry.position) for entry in line.entries)
        if line.verb.id == "correct":
            return words("lines.say.correcting", position=number)
        told = words("lines.say.taking-back", position=number)
        return told if line.entries else words("acts.act.undo")
    return form_labels.title(line.act, words) if line.act else ""


def explain_line(line: Line, ground: ActContext) -> str:
    """The line as it was understood, in one line; what it did not say itself stands in brackets."""
    told = [heading(line, ground)]
    for one in fields(line, ground):
        text = f"{one.label}: {one.value}"
        told.append(text if one.said else f"({text})")
    return " · ".join(told)


def where(stand: Directives, ground: ActContext) -> str:
    """A place that later lines stand at."""
    words = ground.words
    told = [
        ground.names.cluster(stand.cluster) if stand.cluster else "",
        words("screen.heading.year", year=str(stand.year)) if stand.year else "",
        words.day(stand.day) if stand.day else "",
        stand.by or "",
        source(stand.source, words) if stand.source else "",
    ]
    return plain(" · ".join(filter(None, told)))


def source(raw: dict[str, str], words: Words) -> str:
    """A source in words."""
    kind = words.choice("kind", raw.get("source_kind", ""))
    return ", ".join(filter(None, (kind, raw.get("source_title"), raw.get("source_on"))))


def fields(line: Line, ground: ActContext) -> Iterator[Told]:
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
            yield Told(label, value, name in line.told)
    for row in line.rows:
        criterion, points = (*row.values(),)[:2]
        yield Told(plain(criterion), plain(points), True)


def _silent(filling: FormState, field: Field, line: Line) -> bool:
    """What goes without saying: of whom votes are, beside the votes; the room as source."""
    if field.name in line.told:
        return False
    raw = filling.raw[field.name]
    unsaid = raw in ("", "not-recorded") or (field.name == "source_kind" and raw == "room")
    return unsaid or bool(field.follows)


def value_of(filling: FormState, field: Field) -> str:
    """What stands in a field, as people read it."""
    raw, words = filling.raw[field.name], filling.ground.words
    if field.kind == "choice":
        return words.choice(field.labels, raw) if raw else ""
    if field.kind == "flag":
        return words(f"choices.yes_no.{'yes' if raw else 'no'}") if raw else ""
    told = describe_value(filling, field) or raw
    if field.kind == "pick" or (field.kind == "picks" and len(raw.split()) <= FEW):
        told = _named(filling, field, raw)
    if field.kind == "places":
        told = _places(raw, filling)
    told = plain(" ".join(told.split()))
    return told if len(told) <= LONG or field.kind in ("pick", "picks") else f"{told[:LONG]}…"


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
