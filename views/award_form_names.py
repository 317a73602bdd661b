"""The names that a ledger gives to forms of award, by year; and what a day of a name is."""

from __future__ import annotations

from datetime import date
from operator import itemgetter
from typing import TypeAlias

from events.award_catalogue import AwardForm
from events.award_forms import AwardFormDefined, forms_of

Day: TypeAlias = date | int | None
"""A day; a year, which means its last day; or None, which means the latest that is known."""


class FormNames:
    """The names of the forms that are defined, each since a year."""

    def __init__(self) -> None:
        self.given: dict[str, list[tuple[int, str]]] = {}
        self._defined: list[AwardFormDefined] = []

    def define(self, event: AwardFormDefined) -> None:
        """Take the name of a definition; a name taken back stays, to speak of the form."""
        self.given.setdefault(event.form, []).append((event.since or 0, event.name))
        self._defined.append(event)

    def catalogue(self, year: int) -> dict[str, AwardForm]:
        """Return code -> form of award as it is in a year.

        Args:
            year: The calendar year.
        """
        return forms_of(self._defined, year)

    def name(self, code: str, on: Day = None) -> str:
        """Return the name of a form on a day; empty where the ledger gives it none.

        Args:
            code: The code of the form.
            on: A day, or a year for its last day; None for the latest.
        """
        known = [one for one in self.given.get(code, ()) if one[0] <= last_day(on).year]
        return max(reversed(known), key=itemgetter(0))[1] if known else ""

    def today(self) -> dict[str, str]:
        """Return code -> latest name, of all forms that are defined."""
        return {code: self.name(code) for code in self.given}


def last_day(on: Day) -> date:
    """Return the day that is meant: the last day of a year; the end of time for None."""
    match on:
        case None:
            return date.max
        case int():
            return date(on, 12, 31)
    return on
