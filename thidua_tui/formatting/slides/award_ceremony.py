"""The announcement by form of award: each is called, then its units; the highest comes last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from events.award_catalogue import SHIPPED
from events.text import plain
from thidua_tui.formatting.sentences.award_forms import form_short
from thidua_tui.formatting.slides.slide import Name, Slide
from thidua_tui.i18n.messages import Words
from views.award_list import AwardRow
from views.award_states import AwardState
from views.names import Names
from views.outside_quota import by_worth

ENDED: tuple[AwardState, ...] = ("withdrawn", "denied", "annulled")
"""The states of awards that are not announced."""


def award_slides(
    awards: Iterable[AwardRow], year: int, names: Names | None, words: Words
) -> list[Slide]:
    """Return the slides of the awards of a year; none where nothing is nominated.

    Args:
        awards: The awards of the year.
        year: The calendar year.
        names: The names of the ledger, with its forms of award.
        words: The messages of the language to use.
    """
    found: dict[str, list[AwardRow]] = {}
    for row in awards:
        if row.state not in ENDED:
            found.setdefault(row.form, []).append(row)
    forms = names.forms.catalogue(year) if names else SHIPPED
    slides, below = list[Slide](), list[str]()
    for code in reversed(by_worth(found, forms)):
        name, rows = words.form(code, year), found[code]
        called = Name(name, form_short(code, words, year))
        slides.append(Slide(above=words("slides.called-award"), names=(called,)))
        slides.append(Slide(above=name, names=_units(rows), below=_states(rows, words)))
        below.insert(0, f"{name}: {', '.join(unit.full for unit in _units(rows))}")
    if slides:
        slides.append(Slide(above=words("slides.all-awards", year=str(year)), below=tuple(below)))
    return slides


def _units(rows: Sequence[AwardRow]) -> tuple[Name, ...]:
    return tuple(Name(plain(row.unit_name), plain(row.unit_short)) for row in rows)


def _states(rows: Sequence[AwardRow], words: Words) -> tuple[str, ...]:
    """Return how far the awards are: a nomination is no award yet."""
    return tuple(dict.fromkeys(words(f"screen.award-state.{row.state}") for row in rows))
