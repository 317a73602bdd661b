"""Differences between two moments, as cells and as sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from events.score_book.book import WipeOut
from events.score_book.book_difference import OF_BOOK
from events.score_book.leaf_kinds import LeafKind
from events.text import plain
from thidua_tui.formatting.sentences.book_rules import rule_text
from thidua_tui.formatting.sentences.rule_books import kind_text
from thidua_tui.formatting.tables.columns import NONE, labelled, named, shown
from thidua_tui.i18n.ballot_text import base_text
from thidua_tui.i18n.messages import FORMS, Words

if TYPE_CHECKING:
    from views.differences import Difference  # with it come nearly all views, for every table

LABELS = {
    "member_kind": "kind",
    "member_level": "level",
    "votes_of": "of",
    "of": "of",
    "then": "after",
    "ballot_of": "of",
    "ballot_method": "method",
    "verified_by": "by",
    "approved_by": "by",
}
"""Field -> the table of the labels of its values, where it is not called as the field is."""
OWN_LABELS = {("approvals", "state"): "minutes_state"}
"""Table and field -> the table of the labels of its values there."""
LABELLED = (
    "state", "method", "basis", "votes_of", "kind", "level", "role", "part_of_day",
    "topic", "ending", "verified_by", "approved_by", "member_kind", "member_level",
    "matter", "then", "of", "ballot_of", "ballot_method", "finding", "ground", "outcome",
    "amendment", "annulled_for", "recovers", "recovered", "form_kind", "award_level",
    "mode", "vote", "notice", "held", "quarter", "comparison", "seat", "heading", "paper_kind",
    "numbering", "section", "by", "stage",
)  # fmt: skip
"""Fields whose values have labels."""
LONG = 60
"""Letters of a text or of a fingerprint that are shown around what differs."""


def what(row: Any, words: Words) -> str:
    """Of which table the row is, and of what."""
    return ": ".join(filter(None, (table_name(row.table, words), whose(row, words))))


def table_name(table: str, words: Words) -> str:
    """Return what differences call a table: their own word for it, else its title."""
    return words.find(f"diff.table.{table}") or words(f"tables.title.{table}")


def whose(row: Difference, words: Words) -> str:
    """The cluster and year, the unit, and what else the row is of."""
    unit = plain(row.unit_name) if row.unit_name and row.table != "leaders" else ""
    year = str(row.year) if row.year else ""
    place = " ".join(filter(None, (plain(row.cluster_name or ""), year)))
    return ", ".join(filter(None, (place, unit, subject(row, words))))


def subject(row: Difference, words: Words) -> str:
    """What else the row is of, by its label where it is a code."""
    from views.compared import TABLES  # it came with the row, but must not come with every table

    kind = TABLES[row.table].subject
    if not row.subject:
        return ""
    if kind == "form":
        return words.form(row.subject, row.year)
    return labelled(kind, row.subject, words) if kind in LABELLED else plain(row.subject)


def field(row: Any, words: Words) -> str:
    """Which field is otherwise; of a row that came or went, that it did."""
    name = called(row, words)
    return name if row.change == "changed" else f"{words(f'diff.change.{row.change}')} ({name})"


def called(row: Difference, words: Words) -> str:
    """Return what the field is called: in this table, where another table uses it otherwise."""
    return field_name(row.table, row.field, words)


def field_name(table: str, field: str, words: Words) -> str:
    """Return the word for a field: of the table, of all differences, else its column heading."""
    own = words.find(f"diff.own.{table}.{field}")
    if table in ("books", "rules"):
        own = own or words.find(f"rulebooks.field.{field}")
    own = own or words.find(f"diff.field.{field}")
    return own or words(f"tables.column.{field}")


OWN_NAME = ("scores", "ranking")
"""Tables whose fields have names that say what they are of."""
OF_A_MEETING = ("meetings", "guests", "attendance", "reports", "remarks")
"""Tables whose rows are about a meeting."""
WHOLE = 300
"""Letters of a text that is shown in full: as long as a line of text may be."""
ANY_LENGTH = 1_000_000
"""More letters than a text may have."""


def label(row: Difference, words: Words, *, about: bool = True) -> str:
    """Which thing of a unit or a cluster changed, and what of it, in a list by units.

    Args:
        row: The difference.
        words: The words of the chosen language.
        about: Whether to name what the row is about besides its unit.
    """
    field = called(row, words)
    if row.table == "scores":
        return words("journal.changes.cell", field=field, criterion=row.subject)
    table = table_name(row.table, words)
    thing = subject(row, words) if about else ""
    if row.change != "changed":  # the value says which
        return " · ".join(filter(None, (table, "" if thing in whole(row, words) else thing)))
    return " · ".join(filter(None, ("" if row.table in OWN_NAME else table, thing, field)))


def labels(rows: Sequence[Difference], words: Words) -> list[str]:
    """Return the label of each row; a meeting is named where the rows are about several."""
    meetings = {row.subject for row in rows if row.table in OF_A_MEETING}
    return [
        label(row, words, about=row.table not in OF_A_MEETING or len(meetings) > 1) for row in rows
    ]


def whole(row: Difference, words: Words, long: int = WHOLE) -> tuple[str, str]:
    """The value before and the value after, uncut unless a text is longer than a line may be."""
    return (
        value(row, row.before, words, row.after, long),
        value(row, row.after, words, row.before, long),
    )


def before(row: Any, words: Words) -> str:
    """What the entry recorded."""
    return value(row, row.before, words, row.after)


def after(row: Any, words: Words) -> str:
    """What it says."""
    return value(row, row.after, words, row.before)


def value(
    row: Difference, content: object, words: Words, other: object = None, long: int = LONG
) -> str:
    """A value with the label that people know it by; of a long text what differs from the other.

    Args:
        row: The difference.
        content: The value.
        words: The words of the chosen language.
        other: The value before or after it.
        long: The letters from which a text is long.
    """
    if row.table in ("books", "rules") and (text := _of_book(row, content, words)):
        return text
    match content:
        case None | "" | ():
            return NONE
        case str():
            text = _label(row, content, words)
            return excerpt(text, plain(other) if isinstance(other, str) else "", long)
        case tuple():
            return "; ".join(value(row, one, words, None, long) for one in content)
        case Struct() if getattr(content, "name", None) is None:
            return words.value("", content)
        case Struct():
            return _struct(content, words)
    return shown(content, words)


def _of_book(row: Difference, content: Any, words: Words) -> str:
    """Return a rule of a book, or how a line is scored, in words; empty for other fields."""
    if row.table == "books":
        if row.field in OF_BOOK and row.field not in ("title", "source", "invented"):
            return rule_text(row.field, content, words)
        return ""
    if isinstance(content, LeafKind):
        return kind_text(content, words)
    if isinstance(content, WipeOut):
        rate = words.number(content.at_least)
        return words("rulebooks.line.wiped", criterion=plain(content.criterion), rate=rate)
    labels = {"kind": "rulebooks.kind", "children": "rulebooks.children", "scorer": "choices.stage"}
    if row.field in labels and content:
        return words.find(f"{labels[row.field]}.{content}") or ""
    return ""


def _struct(content: Any, words: Words) -> str:
    """A unit or a name, and its attributes after it: its short form, of what year, since when."""
    place = getattr(content, "cluster", None)
    parts = (
        f"“{plain(short)}”" if (short := getattr(content, "short", "")) else "",
        f"{plain(place)} {content.year}" if place else "",
        words("diff.on", on=day) if (day := getattr(content, "on", None)) else "",
        words("diff.since", on=day) if (day := getattr(content, "since", None)) else "",
    )
    more = ", ".join(filter(None, parts))
    return f"{named(content, words)} ({more})" if more else named(content, words)


def excerpt(text: str, other: str, long: int = LONG) -> str:
    """A long text from a few words before it differs from the other one; others as they are."""
    if len(text) <= long:
        return text
    same = next((at for at, (a, b) in enumerate(zip(text, other, strict=False)) if a != b), None)
    at = min(len(text), len(other)) if same is None and other else same or 0
    start = max(0, at - long // 3)
    end = start + long
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"


def _label(row: Difference, content: str, words: Words) -> str:
    if row.table == "procedures_set" and row.field == "of":
        return base_text(content, row.subject or "", words)
    if row.field == "state" and row.table in ("result", "disputes"):
        return words(f"diff.state.{content}")
    if row.table == "scores" and content == "not-applicable":
        return words(f"diff.{content}")
    kind = OWN_LABELS.get((row.table, row.field)) or LABELS.get(row.field, row.field)
    if kind in FORMS:
        return words.form(content, row.year)
    return labelled(kind, content, words) if row.field in LABELLED else plain(content)


def why(row: Any, words: Words) -> str:
    """The reason, and the source where it is not the room."""
    source = words.choice("kind", row.source) if row.source not in ("room", "direct") else ""
    parts = (plain(row.reason), source, plain(row.source_title))
    return "; ".join(filter(None, parts)) or NONE


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
