"""Conditions of a form of award that the ledger can check: another form in consecutive years."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from events.award_catalogue import AwardForm
from events.award_events import AwardAnnulled, AwardGranted
from events.event import Entry


class YearOfCondition(Struct, frozen=True):
    """A year in which a unit needs a form; the position of its grant, or None."""

    year: int
    position: int | None


def grants(entries: Iterable[Entry]) -> dict[tuple[str, str, int], int]:
    """Return (unit, form, year) -> the position of the grant that holds, in any cluster.

    Args:
        entries: The entries in force, with the grants and annulments.
    """
    found: dict[tuple[str, str, int], int] = {}
    for entry in entries:
        event = entry.event
        if isinstance(event, AwardGranted):
            found[event.unit, event.form, event.year] = entry.position
        elif isinstance(event, AwardAnnulled):
            found.pop((event.unit, event.form, event.year), None)
    return found


def condition_years(
    granted: dict[tuple[str, str, int], int], unit: str, form: AwardForm, year: int
) -> tuple[YearOfCondition, ...]:
    """Return the years in which a unit needs another form for a nomination, and which it has.

    Args:
        granted: The grants that hold, of `grants`.
        unit: The code of the unit.
        form: The form of the nomination.
        year: The calendar year of the nomination, the last of the years that count.

    Returns:
        The years, the earliest first; empty for a form without a condition.
    """
    if form.after_form is None or form.after_years is None:
        return ()
    years = range(year - form.after_years + 1, year + 1)
    return tuple(YearOfCondition(y, granted.get((unit, form.after_form, y))) for y in years)
