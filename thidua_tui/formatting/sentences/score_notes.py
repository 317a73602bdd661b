"""Sentences about points: what is unusual about them, and what the ledger proposes."""

from __future__ import annotations

from decimal import Decimal

from events.formal_duties import Why
from events.score_book.plausibility import Note
from thidua_tui.i18n.messages import Words


def note_sentence(note: Note, points: Decimal, words: Words) -> str:
    """Return what is unusual about points, in a sentence.

    Args:
        note: What was noticed.
        points: The points.
        words: The words of the language.
    """
    low, high = note.low, note.high
    facts = {
        "points": words.number(points),
        "low": words.number(low) if low is not None else "",
        "high": words.number(high) if high is not None and high != low else "",
    }
    return words(f"scorechecks.note.{note.unusual}", **facts)


def why_sentence(why: Why, year: int, count: int, words: Words) -> str:
    """Return what a proposal rests on, in a few words.

    Args:
        why: What it rests on.
        year: The calendar year.
        count: How many entries it rests on.
        words: The words of the language.
    """
    return words(f"scorechecks.why.{why}", year=str(year), count=str(count))
