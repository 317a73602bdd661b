"""The forms of award as acts offer them, and the place at which a form is usually asked for."""

from __future__ import annotations

from events.award_catalogue import SHIPPED, AwardForm
from events.award_forms import catalogue
from thidua_tui.acts.context import ActContext

USUAL: dict[str, tuple[int, ...]] = {"co-tinh": (1,), "bk-tinh": (2, 3)}
"""Code -> the places at which it is usually asked for: only a default in the form."""


def forms(ground: ActContext | None = None, year: int | None = None) -> dict[str, AwardForm]:
    """Return code -> form, in the order in which they are offered.

    Args:
        ground: The context of the act; None for the forms that the program ships.
        year: The calendar year; None for the latest.
    """
    return catalogue(ground.award_forms, year) if ground else dict(SHIPPED)


def usual_form(place: int | None) -> str:
    """Return the form that is usually asked for at a place; empty for none."""
    return next((form for form, places in USUAL.items() if place in places), "")
