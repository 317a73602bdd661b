"""Checks that many decisions share: order and year of days, codes named once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from events.command import History
from events.errors import refuse
from events.event import Event


def not_after_today(on: date | None, history: History) -> None:
    """Refuse a day in the future; an unknown day passes.

    Args:
        on: The day of the fact; None where it is unknown.
        history: The history of the decision, which holds today's date.

    Raises:
        Refused: `in-the-future`.
    """
    if on and on > history.today:
        before = _a_year_before(on, history.today)
        refuse(True, "in-the-future", on=on, today=history.today, before=before)


def _a_year_before(on: date, today: date) -> date | None:
    """Return the same day a year before, where that has come: what was meant around New Year."""
    if (on.month, on.day) == (2, 29):
        return None
    before = on.replace(year=on.year - 1)
    return before if before <= today else None


def happened(facts: list[Event], today: date) -> list[Event]:
    """Return the facts, unless a day is in the future or a year beyond `Event.ahead`.

    Args:
        facts: The events of a decision.
        today: The day of the entry to be recorded.

    Raises:
        Refused: `in-the-future`, `year-to-come`.
    """
    for fact in facts:
        on, year = getattr(fact, "on", None), getattr(fact, "year", None)
        if (not on or on <= today) and (not year or year <= today.year):
            continue
        refuse(on and on > today, "in-the-future", on=on, today=today)
        latest = today.year + fact.ahead
        refuse(year and year > latest, "year-to-come", year=year, today=today, latest=latest)
    return facts


def not_before(on: date | None, earliest: date | None, code: str, **facts: object) -> None:
    """Refuse a day before the earliest day, when both are known.

    Args:
        on: The day of the fact; None where it is unknown.
        earliest: The earliest possible day; None where it is unknown.
        code: The code of the refusal.
        facts: More facts of the refusal, next to both days.

    Raises:
        Refused: with the given code and both days.
    """
    refuse(on and earliest and on < earliest, code, on=on, earliest=earliest, **facts)


def named_once(codes: Iterable[str]) -> None:
    """Refuse a code that occurs twice in one command.

    Raises:
        Refused: `named-twice`.
    """
    seen: set[str] = set()
    for code in codes:
        refuse(code in seen, "named-twice", unit=code)
        seen.add(code)


def within_year(on: date | None, year: int, *, before: int = 0, after: int = 0) -> None:
    """Refuse a day outside the year of its fact, widened by so many years before and after.

    Args:
        on: The day of the fact; None where it is unknown, which passes.
        year: The calendar year of the fact.
        before: How many years before it are allowed as well.
        after: How many years after it are allowed as well.

    Raises:
        Refused: `outside-the-year`.
    """
    outside = on and not year - before <= on.year <= year + after
    refuse(outside, "outside-the-year", on=on, year=year)


def in_order(start: str, end: str) -> None:
    """Refuse an end before its beginning; a time that is unknown passes.

    Args:
        start: A time of the day as HH:MM; empty where it is unknown.
        end: A time of the same day.

    Raises:
        Refused: `ends-before-start`.
    """
    refuse(start and end and end < start, "ends-before-start", start=start, end=end)
