"""Correction sheets in words: the wording on both sides, and the papers that rest on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from events.event import name_of
from events.text import plain
from thidua_tui.i18n.messages import Words
from thidua_tui.i18n.naming import Naming

if TYPE_CHECKING:
    from views.correction_sheets import CorrectionRow, Stated

KINDS = {
    "award-nominated": "nomination",
    "award-proposed": "submission",
    "award-granted": "decision",
}
"""Stored name of a fact -> the key of what it is called; other facts are steps of an award."""


def wording(facts: Sequence[Stated], words: Words, names: Naming) -> str:
    """Return what the minutes say of some facts: their own wordings, else their sentences.

    Args:
        facts: The facts of one side of a sheet.
        words: The messages of the language to use.
        names: The names of units and clusters.
    """
    return " ".join(plain(one.wording) or words.sentence(one.fact, names) for one in facts)


def new_wording(row: CorrectionRow, words: Words, names: Naming) -> str:
    """Return what takes the place of the old wording, or that nothing does.

    Args:
        row: The sheet.
        words: The messages of the language to use.
        names: The names of units and clusters.
    """
    return wording(row.new, words, names) or words("minutes.sheet.removed")


def papers_text(facts: Iterable[Stated], words: Words) -> str:
    """Return the papers by kind, number and day, each with the entries that hold it.

    Args:
        facts: The facts of awards.
        words: The messages of the language to use.
    """
    found: dict[tuple[str, str, object], list[str]] = {}
    for one in facts:
        kind = KINDS.get(name_of(one.fact), "step")
        numbered = kind in ("submission", "decision")
        number = plain(getattr(one.fact, "number", "")) if numbered else ""
        on = getattr(one.fact, "on", None) if numbered else None
        found.setdefault((kind, number, on), []).append(str(one.entry))
    return "; ".join(
        words(f"minutes.paper.{kind}", number=number, on=on, entries=", ".join(entries))
        for (kind, number, on), entries in found.items()
    )
