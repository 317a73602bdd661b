"""The facts of papers in people's words: what a point of a paper is called, and what is otherwise.

The only place where a path of facts becomes text; labels are in `locale/*/paperfacts.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Literal, NamedTuple, TypeAlias

import msgspec

from events.text import plain
from thidua_tui.formatting.papers.minutes_view import given_names, stated
from thidua_tui.formatting.tables.columns import labelled
from thidua_tui.formatting.tables.diff_cells import excerpt
from thidua_tui.i18n.messages import Words
from views.names import Names
from views.papers.differing import MERGED, FactChange, Facts, Point, Row, row_at
from views.papers.minutes import NameFacts
from views.papers.stated import EventFacts

State: TypeAlias = Literal["added", "gone", "changed"]
CHOICES = {
    "method": "method",
    "basis": "basis",
    "of": "of",
    "votes_of": "of",
    "role": "role",
    "comparison": "comparison",
    "tie_by": "decided_by",
}
"""Field -> the table of the labels of its values."""
NUMBERS = ("points", "amount")
"""Fields whose exact text is a decimal number."""
NAMING = ("unit_name", "name", "title")
"""The fields by which a row is called, the first that it has; else its key."""


class PointText(NamedTuple):
    """A point that differs, in words.

    Attributes:
        label: What it is called.
        state: Whether it was added to the facts, is there no more, or is otherwise.
        details: What is otherwise: the field (empty for the point itself), before and after.
    """

    label: str
    state: State
    details: tuple[tuple[str, str, str], ...] = ()


def point_text(point: Point, then: Facts, now: Facts | None, words: Words) -> PointText:
    """Return a point in words.

    Args:
        point: The point.
        then: The facts that the paper states.
        now: The facts from which it differs; None where no such paper can be made.
        words: The messages of the language to use.
    """
    label, path = point_label(point, then, now, words), point.path
    if not path:
        return PointText(label, "changed")
    if isinstance(path[-1], Row):
        if path[-2] in MERGED:
            return PointText(label, "changed", (("", *_holders(point, words)),))
        old, new = row_at(then, path), row_at(now, path)
        if old is None or new is None:
            return PointText(label, "gone" if old else "added")
        before, after = _row_text(old, then, words), _row_text(new, now, words)
        if before != after:
            return PointText(label, "changed", (("", before, after),))
    return PointText(label, "changed", tuple(_details(point, words)))


def point_label(point: Point, then: Facts, now: Facts | None, words: Words) -> str:
    """Return what a point is called, in short.

    Args:
        point: The point.
        then: The facts that the paper states.
        now: The facts from which it differs; None where no such paper can be made.
        words: The messages of the language to use.
    """
    path = point.path
    if not path:
        return words("paperfacts.impossible")
    if not isinstance(path[-1], Row):
        return words(f"paperfacts.point.{'-'.join(map(str, path))}")
    key, head = str(path[-1].key), str(path[-2])
    first, second = (then, now) if head == "names" else (now, then)
    facts = first if row_at(first, path) else second
    row = row_at(facts, path) or {}
    if "event" in row:
        label = _event_label(row, _names(facts), words)
    elif head in MERGED:
        label = labelled("role", key, words)
    else:
        label = words(f"paperfacts.row.{head}", name=_row_name(row, key, words))
    return words("paperfacts.following", what=label) if path[0] == "following" else label


def point_line(text: PointText, words: Words) -> str:
    """Return a point in one line: what it is called, and what is otherwise.

    Args:
        text: The point in words.
        words: The messages of the language to use.
    """
    if text.state != "changed":
        return words(f"paperfacts.{text.state}", what=text.label)
    parts = (
        words("paperfacts.change", field=field or None, then=then, now=now)
        for field, then, now in text.details
    )
    return words("paperfacts.line", what=text.label, parts="; ".join(parts) or None)


def _event_label(row: Facts, names: Names, words: Words) -> str:
    """Return what an event claims, with its unit, form and year; else its sentence."""
    event: Any = stated(EventFacts(type=row["type"], v=row["v"], event=row["event"]))
    for claim in event.claims():
        head, _, key = claim.partition(":")
        claimed, parts = words.find(f"choices.claim.{head}"), key.split("/")
        if claimed:
            year, unit = getattr(event, "year", None), getattr(event, "unit", None)
            form = getattr(event, "form", None)
            more = (
                plain(names.short(unit, year)) if unit and unit in parts else "",
                words.form(form, year, names) if form and form in parts else "",
            )
            called = " ".join([claimed, *([str(year)] if str(year) in parts else [])])
            return ", ".join(filter(None, (called, *more)))
    return excerpt(words.sentence(event, names).rstrip("."), "")


def _row_text(row: Facts, facts: Facts | None, words: Words) -> str:
    """Return a row as a whole: an event as its sentence, a name as itself; else empty."""
    if "event" in row:
        event = stated(EventFacts(type=row["type"], v=row["v"], event=row["event"]))
        return words.sentence(event, _names(facts)).rstrip(".")
    return _row_name(row, "", words) if "names" in row else ""


def _names(facts: Facts | None) -> Names:
    rows = (facts or {}).get("names", ())
    return given_names(msgspec.convert(row, NameFacts, strict=False) for row in rows)


def _row_name(row: Facts, key: str, words: Words) -> str:
    if decision := row.get("decision"):
        unit = plain(row.get("unit_name", ""))
        return " ".join(filter(None, (words.find(f"tables.decision.{decision}"), unit))) or key
    name = next((row[field] for field in NAMING if row.get(field)), "")
    if names := row.get("names"):
        name = names[-1]["name"]
    form = words.form_called(row["form"], row.get("form_name", "")) if row.get("form") else ""
    sheet = words.find(f"choices.sheet_state.{key}") if "units" in row else ""
    return ", ".join(filter(None, (plain(name), form))) or sheet or plain(key)


def _holders(point: Point, words: Words) -> tuple[str, str]:
    """Return the names in rows that take each other's place, before and after."""
    named = [change for change in point.changes if change.path[-1] == "name"]
    nothing = words("paperfacts.nothing")
    then = [plain(change.then) for change in named if change.then]
    now = [plain(change.now) for change in named if change.now]
    return ", ".join(then) or nothing, ", ".join(now) or nothing


def _details(point: Point, words: Words) -> Iterator[tuple[str, str, str]]:
    """Yield the fields that are otherwise; those without a label are of no use to a reader."""
    lists = [change for change in point.changes if isinstance(change.path[-1], Row)]
    if lists:
        then = "; ".join(plain(str(one.then)) for one in lists if one.then is not None)
        now = "; ".join(plain(str(one.now)) for one in lists if one.now is not None)
        nothing = words("paperfacts.nothing")
        yield "", then or nothing, now or nothing
    for change in point.changes:
        if change in lists:
            continue
        field = str(change.path[-1])
        label = "" if change.path == point.path else words.find(f"paperfacts.field.{field}")
        if label is not None:
            inner = _inner(change, point)
            then, now = (_shown(field, value, words) for value in (change.then, change.now))
            yield ", ".join(filter(None, (inner, label))), then, now


def _inner(change: FactChange, point: Point) -> str:
    """Return the key of the row within the point, as a ballot or a ranked unit."""
    own = change.path[1:] if change.path[: len(point.path)] != point.path else change.path
    rows = [step for step in own if isinstance(step, Row)]
    inner = rows[-1].key if len(rows) > 1 else ""
    return plain(inner) if isinstance(inner, str) else ""


def _shown(field: str, value: Any, words: Words) -> str:
    if value is None or value == "":
        return words("paperfacts.nothing")
    if isinstance(value, bool):
        return words(f"tables.value.{'yes' if value else 'no'}")
    text = str(value)
    if field in CHOICES:
        return labelled(CHOICES[field], text, words)
    if field == "state":
        return words.find(f"diff.state.{text}") or labelled("state", text, words)
    if field in NUMBERS:
        try:
            return words.number(Decimal(text))
        except InvalidOperation:
            return plain(text)
    try:
        return words.day(date.fromisoformat(text)) if len(text) == len("2021-01-14") else _cut(text)
    except ValueError:
        return _cut(text)


def _cut(text: str) -> str:
    return excerpt(plain(text), "")
