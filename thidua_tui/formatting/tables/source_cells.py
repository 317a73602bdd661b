"""Cells of what sources report: numbers without names, statements that agree or differ."""

from __future__ import annotations

from typing import Any

from events.text import plain
from thidua_tui.formatting.tables.columns import NONE, labelled, shown
from thidua_tui.i18n.messages import Words

NUMBERS = (
    *(
        "number",
        "on",
        "count",
        "proposed",
        "approved",
        "told",
        "members",
        "least",
        "most",
    ),
    *("created_by", "presented_on", "presented"),
)


def where(row: Any, _: Words) -> str:
    """The cluster, the council or the place, whichever the fact names."""
    return plain(row.cluster_name or row.council or row.place) or NONE


def what(row: Any, words: Words) -> str:
    """What is counted: an award, a kind of cluster, or as the source says it."""
    kind = words.choice("kind", row.kind) if row.kind else ""
    return (
        plain(row.what or row.title)
        or labelled("form", row.form, words).replace(NONE, kind)
        or NONE
    )


def numbers(row: Any, words: Words) -> str:
    """Each number with its meaning; what the source does not give is not there."""
    known = ((f, getattr(row, f)) for f in NUMBERS if getattr(row, f) not in (None, ""))
    texts = [words(f"tables.figure.{f}", n=shown(n, words)) for f, n in known]
    if row.amount is not None:
        texts.insert(0, f"{words.amount(row.amount)} {plain(row.measure)}".strip())
    return "; ".join(texts) or NONE


def source(row: Any, words: Words) -> str:
    """The grade of the source, its title and its day."""
    title = plain(row.source_title)
    day = shown(row.source_on, words) if row.source_on else ""
    return " ".join(filter(None, (words.choice("kind", row.source), title, day)))


def topic(row: Any, words: Words) -> str:
    """What the question is about, and which unit where it is about one."""
    topic = words.choice("topic", row.topic)
    return f"{topic}: {plain(row.unit_name)}" if row.unit_name else topic


def statements(row: Any, words: Words) -> str:
    """What each source says, then the verdict where there is one."""
    return "; ".join(_statement(one, words) for one in row.statements)


def _statement(one: Any, words: Words) -> str:
    return words(
        f"tables.value.{'verdict' if one.verdict else 'statement'}",
        value=one.value,
        position=one.position,
        source=words.choice("kind", one.source),
        title=one.source_title,
        on=one.source_on,
        reason=one.reason,
    )
