"""The questions that merges left open, as sentences, and how they are answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from events.event import event_types
from thidua_tui.acts.registry import ACTS
from thidua_tui.i18n.messages import Words
from views.merges import Merges
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
    for row in rows[:most]:
        facts = {field: getattr(row, field) for field in row.__struct_fields__}
        facts |= {"fact": _name(row.fact, words), "here": row.here or None}
        yield words("merge.open.line", **facts)
    if rows:
        more = len(rows) - len(rows[:most])
        yield words("merge.open.answer", count=len(rows), more=more or None)


def _name(fact: str, words: Words) -> str:
    """Return the name of the act that records a fact; of one that is unknown, the fact's own."""
    kind = event_types().get(fact)
    act = next((act.id for act in ACTS.values() if kind in act.facts), None)
    return words(f"acts.act.{act}") if act else fact
