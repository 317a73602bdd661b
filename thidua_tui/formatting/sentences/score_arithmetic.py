"""The arithmetic of a cell in a sentence: 38/40 × 10 = 9,5."""

from __future__ import annotations

from fractions import Fraction

from events.score_book.arithmetic import Column, step_of
from events.score_book.book import Node, Rounding
from events.score_book.evaluate import rounded
from events.score_book.leaf_kinds import Observation
from thidua_tui.i18n.messages import Words

DIGITS = 4
"""Decimals of a number that has no shorter finite form."""
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


def number(value: Fraction, words: Words, digits: int = DIGITS) -> str:
    """Return a number as people read it, with a real minus and no zeros at the end.

    Args:
        value: The exact number.
        words: The words of the language to use.
        digits: The decimals at most.
    """
    shown = rounded(value, Rounding(digits=digits)).normalize()
    return words.number(shown + 0).replace("-", "−")


def equals(value: Fraction, words: Words, digits: int = DIGITS) -> str:
    """Return a number behind its equals sign, which is `≈` where its decimals were cut.

    Args:
        value: The exact number.
        words: The words of the language to use.
        digits: The decimals at most.
    """
    sign = "=" if Fraction(rounded(value, Rounding(digits=digits))) == value else "≈"
    return f"{sign} {number(value, words, digits)}"
