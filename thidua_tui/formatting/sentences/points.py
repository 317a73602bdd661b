"""Points and other exact numbers as people read them: with a real minus, cut digits marked."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from events.score_book.book import Rounding
from events.score_book.evaluate import rounded
from thidua_tui.i18n.messages import Words

DIGITS = 4
"""Decimals of a number that has no shorter finite form."""


def number(value: Fraction, words: Words, digits: int = DIGITS) -> str:
    """Return a number with a real minus and no zeros at the end.

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
    return f"{'=' if _exact(value, digits) else '≈'} {number(value, words, digits)}"


def points_text(points: Fraction | Decimal, words: Words) -> str:
    """Return points: exact where four decimals are enough, else with `≈` before them.

    Args:
        points: The points.
        words: The words of the language to use.
    """
    value = Fraction(points)
    return f"{'' if _exact(value, DIGITS) else '≈'}{number(value, words)}"


def signed_text(points: Fraction | Decimal, words: Words) -> str:
    """Return a difference with its sign; 0 without one.

    Args:
        points: The difference.
        words: The words of the language to use.
    """
    text = points_text(points, words)
    return f"+{text}" if points > 0 and text != "0" else text


def _exact(value: Fraction, digits: int) -> bool:
    return Fraction(rounded(value, Rounding(digits=digits))) == value
