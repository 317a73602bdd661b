"""Differences between two moments, as cells and as sentences."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from events.text import plain
from thidua_tui.tables.columns import NONE, labelled, shown
from thidua_tui.words.wording import Words

if TYPE_CHECKING:
    from views.differences import Difference  # with it come nearly all views, for every table

LABELS = {"state": "state", "method": "method", "basis": "basis", "votes_of": "of", "kind": "kind"}
"""Field -> the table of the labels of its values."""


def what(row: Any, words: Words) -> str:
    """Of which table the row is, and of what."""
    table = words(f"diff.table.{row.table}")
    return ": ".join(filter(None, (table, whose(row, words))))


def whose(row: Difference, words: Words) -> str:
    """The cluster and year, the unit, and what else the row is of."""
    form = row.subject if row.table == "awards" else None
    role = row.subject if row.table == "leaders" else None
    topic = row.subject if row.table == "disputes" else None
    subject = (
        (words.choice("form", form) if form else "")
        or (labelled("role", role, words) if role else "")
        or (words.choice("topic", topic) if topic else "")
        or (plain(row.subject) if row.subject else "")
    )
    unit = plain(row.unit_name) if row.unit_name and row.table != "leaders" else ""
    year = str(row.year) if row.year else ""
    place = " ".join(filter(None, (plain(row.cluster_name or ""), year)))
    return ", ".join(filter(None, (place, unit, subject)))


def field(row: Any, words: Words) -> str:
    """Which field is otherwise; of a row that came or went, that it did."""
    name = called(row, words)
    return name if row.change == "changed" else f"{words(f'diff.change.{row.change}')} ({name})"


def called(row: Difference, words: Words) -> str:
    """What the field is called; a place in the ranking is no place on the map."""
    on_the_map = row.field == "place" and row.table != "ranking"
    return words(f"diff.field.{'place_name' if on_the_map else row.field}")


def before(row: Any, words: Words) -> str:
    """What it said."""
    return value(row, row.before, words)


def after(row: Any, words: Words) -> str:
    """What it says."""
    return value(row, row.after, words)


def value(row: Difference, told: object, words: Words) -> str:
    """A value with the label that people know it by."""
    if told is None or told == "":
        return NONE
    match told:
        case str():
            return _label(row, told, words)
        case int() | float() | date() | datetime() | tuple():
            return shown(told, words)
    return shown(told, words)


def _label(row: Difference, told: str, words: Words) -> str:
    if row.field == "state" and row.table in ("result", "disputes"):
        return words(f"diff.state.{told}")
    if row.table == "scores":
        return words(f"diff.{told}")
    if row.field == "event":
        return words(f"diff.event.{told}")
    kind = LABELS.get(row.field)
    return labelled(kind, told, words) if kind else plain(told)


def why(row: Any, words: Words) -> str:
    """The reason, and the source where it is not the room."""
    source = words.choice("kind", row.source) if row.source not in ("room", "direct") else ""
    told = (plain(row.reason), source, plain(row.source_title))
    return "; ".join(filter(None, told)) or NONE


def sentence(row: Difference, words: Words) -> str:
    """The difference in one line: what, before, after, by which entry, who, when, why."""
    return words(
        f"diff.sentence.{row.change}",
        what=what(row, words),
        field=called(row, words),
        before=before(row, words),
        after=after(row, words),
        position=row.position,
        by=row.by,
        at=row.at,
        reason=row.reason,
        source=words.choice("kind", row.source),
        title=row.source_title,
    )
