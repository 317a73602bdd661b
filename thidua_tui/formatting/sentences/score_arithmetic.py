"""What was observed for a cell, and how its points follow: 38/40 × 10 = 9,5."""

from __future__ import annotations

from events.score_book.arithmetic import Column, step_of
from events.score_book.book import Node
from events.score_book.leaf_kinds import Observation
from thidua_tui.formatting.sentences.points import equals, number
from thidua_tui.i18n.messages import Words
from thidua_tui.parsing.observations import text_of

RESULTS = ("raw", "points")
"""Numbers that a sentence puts an equals sign before; it is `≈` where digits were cut."""


def score_arithmetic(
    leaf: Node, seen: Observation | None, words: Words, column: Column | None = None
) -> str:
    """Return how the points of a cell follow from what was observed.

    Args:
        leaf: A leaf of the book, of the version under which the cell was scored.
        seen: What was observed of the unit; None where the leaf is not assigned to it.
        words: The words of the language to use.
        column: What was observed of all units, for points that are relative to the leader.
    """
    step = step_of(leaf, seen, column)
    facts = {name: number(value, words) for name, value in step.numbers.items()}
    given = {name: step.numbers[name] for name in RESULTS if name in step.numbers}
    facts |= {f"equals_{name}": equals(value, words) for name, value in given.items()}
    return words(f"unitsheet.arithmetic.{step.name}", **facts)


def observed_text(seen: Observation | None, words: Words) -> str:
    """Return what was observed in words; that the line does not apply where nothing could be.

    Args:
        seen: What was observed; None where the criterion does not apply to the unit.
        words: The words of the language to use.
    """
    if seen is None:
        return words("placereasons.cell.not-applicable")
    return words.value("observed", seen)


def typed_text(seen: Observation | None, words: Words) -> str:
    """Return an observation as it is typed in a cell in this language; it is read as the same.

    Args:
        seen: What was observed; None where the criterion does not apply to the unit.
        words: The words of the language to use.
    """
    text = text_of(seen, yes=words("scorestaging.yes"), no=words("scorestaging.no"))
    return text if words.lang == "vi" else text.replace(",", ".")
