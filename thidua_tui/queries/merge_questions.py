"""The questions that merges left open, as sentences, and how they are answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from events.event import event_types
from events.text import plain
from thidua_tui.acts.registry import ACTS
from thidua_tui.i18n.messages import Words
from views.merges import Merges
from views.names import Names
from views.projection import Reader, project


def open_questions(
    ledger: Reader, words: Words, known_at: int | datetime | None = None, most: int | None = None
) -> Iterator[str]:
    """Yield a sentence for each open question, then how they are answered; none without questions.

    Args:
        ledger: The ledger.
        words: The messages of the language to use.
        known_at: The last position, or an instant; None for now.
        most: How many questions are named; None for all.
    """
    rows = project(Merges(), ledger, known_at).rows()
    names = project(Names(), ledger, known_at) if rows else Names()
    for row in rows[:most]:
        facts = {field: getattr(row, field) for field in row.__struct_fields__}
        facts |= {"fact": _name(row.fact, words), "here": row.here or None}
        facts["about"] = ", ".join(_about(row.about, names))
        yield plain(words("merge.open.line", **facts))
    if rows:
        yield words("merge.open.answer", count=len(rows))


def _about(tags: Sequence[str], names: Names) -> Iterator[str]:
    """Yield what tags name, the longest of several about the same: units and clusters by name."""
    for tag in tags:
        kind, _, rest = tag.partition(":")
        code, _, more = rest.partition("/")
        year = int(more) if more.isdecimal() else None
        if any(other.startswith(f"{tag}/") for other in tags):
            continue
        if kind in ("unit", "cluster") and (year or not more):
            name = names.unit(code, year) if kind == "unit" else names.cluster(code, year)
            yield f"{name} {more}".strip()
        else:
            yield tag


def _name(fact: str, words: Words) -> str:
    """Return the name of the act that records a fact; of one that is unknown, the fact's own."""
    kind = event_types().get(fact)
    act = next((act.id for act in ACTS.values() if kind in act.facts), None)
    return words(f"acts.act.{act}") if act else fact
