"""Which unit a list means by a name: the whole name of that year, a former one, or its initials."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from events.errors import BadInput
from events.text import fold, nfc
from thidua_tui.acts.choices import units
from thidua_tui.acts.context import ActContext
from thidua_tui.parsing.fuzzy_match import Option, Rank, ranked


class NamedUnits:
    """The units of a ledger as lists name them; a part of a name is no name.

    Args:
        ground: The cluster, with the names of its units.
    """

    def __init__(self, ground: ActContext) -> None:
        self._ground = ground
        self._options: dict[int, Sequence[Option]] = {}
        self._found: dict[tuple[str, int], str] = {}

    def code(self, name: str, year: int) -> str:
        """Return the code of the unit that is meant; empty where none is, or several may be.

        Args:
            name: The name on the list.
            year: The year for which it is named: a unit of that time is meant.
        """
        key = (name, year)
        if key not in self._found:
            self._found[key] = _meant(name, self._of_year(year))
        return self._found[key]

    def known(self, name: str, year: int) -> str:
        """Return the code of the unit that is meant.

        Args:
            name: The name on the list.
            year: The year for which it is named.

        Raises:
            BadInput: `sheet-unit-unknown` with the `name` and the `year`.
        """
        if code := self.code(name, year):
            return code
        raise BadInput("sheet-unit-unknown", name=name, year=year)

    def _of_year(self, year: int) -> Sequence[Option]:
        if year not in self._options:
            first, last = date(year, 1, 1), date(year, 12, 31)
            lived = self._ground.lived(first, last)
            self._options[year] = units(self._ground, lived, last)
        return self._options[year]


def _meant(name: str, options: Sequence[Option]) -> str:
    whole = _letters(name)
    same = [option for option in options if whole in {*map(_letters, (option.name, option.short))}]
    same = same or [one for one in options if whole in {*map(_letters, one.former)}]
    same = same or [m.option for m in ranked(name, options) if m.rank <= Rank.ALIAS]
    marked = [option for option in same if nfc(name) in (option.name, option.short)]
    same = marked if len(marked) == 1 else same
    return same[0].code if len(same) == 1 else ""


def _letters(text: str) -> str:
    return "".join(fold(nfc(text)).split()).strip(".:*")
