"""The names of forms of award: as given or in the chosen language, and short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.award_catalogue import AwardForm

if TYPE_CHECKING:
    from thidua_tui.i18n.messages import Words
    from views.names import Day


def form_name(form: AwardForm, words: Words) -> str:
    """Return the name that was given; of a form as the program has it, in the chosen language.

    Args:
        form: The form of award.
        words: The messages of the language to use.
    """
    return words.form_called(form.form, form.name)


def form_short(form: str, words: Words, on: Day) -> str:
    """Return the short name of a form of award; its name where it has none.

    Args:
        form: The code of the form.
        words: The messages of the language to use.
        on: The year of the achievement, or a day; None for the latest name.
    """
    return words.find(f"screen.award-short.{form}") or words.form(form, on)
