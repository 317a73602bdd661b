"""The last day of the self-scores, as the book names it (hạn tự chấm điểm)."""

from __future__ import annotations

from datetime import date

from events.score_book.book import ScoreBook

LEAP_YEAR = 2024
"""A year in which every day and month that there is exists."""


def deadline_of(book: ScoreBook, year: int) -> date | None:
    """Return the last day of the self-scores; None where the book names none, or no such day.

    Args:
        book: The book of the year.
        year: The calendar year; 29/2 of a common year is its 28 February.
    """
    text = book.self_score_deadline
    if text is None:
        return None
    try:
        if "-" in text:
            return date.fromisoformat(text)
        day, month = map(int, text.split("/"))
        if (day, month) == (29, 2) and not _leap(year):
            day = 28
        return date(year, month, day)
    except ValueError:
        return None


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
