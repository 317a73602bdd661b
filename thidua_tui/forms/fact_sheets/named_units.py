"""Which unit a list means by a name: the whole name of that year, a former one, or its initials."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from events.errors import BadInput
from events.text import fold, nfc
from thidua_tui.acts.choices import units
from thidua_tui.acts.context import ActContext
from thidua_tui.parsing.fuzzy_match import Option
from thidua_tui.parsing.numbers_and_codes import suggest_code


class NamedUnits:
    """The units of a ledger as lists name them; a part of a name is no name.

    Args:
        ground: The cluster, with the names of its units.
    """

    def __init__(self, ground: ActContext) -> None:
        self._ground = ground
        self._names: dict[int, tuple[Mapping[str, set[str]], ...]] = {}

    def known(self, name: str, year: int) -> str:
        """Return the code of the unit that is meant.

        Args:
            name: The name on the list.
            year: The year for which it is named: a unit of that time is meant.

        Raises:
            BadInput: `sheet-unit-unknown` with the `name` and the `year`, where none is meant, or
                several may be.
        """
        for names in self._of_year(year):
            found = names.get(nfc(name)) or names.get(_letters(name)) or set()
            if len(found) == 1:
                return next(iter(found))
            if found:
                break
        raise BadInput("sheet-unit-unknown", name=name, year=year)

    def _of_year(self, year: int) -> tuple[Mapping[str, set[str]], ...]:
        """Return name -> units: as written and without marks, of former names, of initials."""
        if year not in self._names:
            first, last = date(year, 1, 1), date(year, 12, 31)
            options = units(self._ground, self._ground.lived(first, last), last)
            self._names[year] = tuple(
                _named(options, names)
                for names in (
                    lambda one: (one.name, one.short),
                    lambda one: one.former,
                    lambda one: (one.code, suggest_code(one.name)),
                )
            )
        return self._names[year]


def _named(
    options: Iterable[Option], names: Callable[[Option], Iterable[str]]
) -> Mapping[str, set[str]]:
    """Return name -> the codes of the units that have it, as it is written and without marks."""
    found: dict[str, set[str]] = {}
    for option in options:
        for name in filter(None, names(option)):
            for text in {nfc(name), _letters(name)}:
                found.setdefault(text, set()).add(option.code)
    return found


def _letters(text: str) -> str:
    return "".join(fold(nfc(text)).replace("-", "").replace("/", "").split()).strip(".:*")
