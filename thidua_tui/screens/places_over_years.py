"""The places of each member over the latest years: bars, and below them the numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from textual.content import Content

from thidua_tui.formatting.pictures.small_bars import place_bar
from thidua_tui.screens.year_facts import Member, YearFacts
from thidua_tui.widgets import styled_text
from thidua_tui.widgets.meaning import PLACE_STYLES

MOST_YEARS = 8
LEAST_CELLS = 7
"""The cells of the head, which names the first and the last year."""


@dataclass(frozen=True)
class PlacesOverYears:
    """The places up to the year of the page; `numbered` leaves room for numbers below the bars."""

    facts: YearFacts
    numbered: bool = False

    @cached_property
    def years(self) -> range:
        """The latest years in which a place is known; empty where it is this one alone."""
        known = self.facts.years_placed
        return known[-MOST_YEARS:] if len(known) > 1 else range(0)

    @property
    def cells(self) -> int:
        """The cells of all years; 0 without any."""
        return max(len(self.years) * self._cell, LEAST_CELLS) if self.years else 0

    @cached_property
    def _cell(self) -> int:
        """The cells of a year; with numbers there is a gap between two."""
        if not self.numbered:
            return 1
        shown = (place for member in self.facts.members for place, _ in self.of(member))
        return 1 + max((len(str(place)) for place in shown if place), default=1)

    @property
    def head(self) -> str:
        """The first year and the last."""
        return f"{self.years[0]}–{self.years[-1] % 100:02}" if self.years else ""

    def of(self, member: Member) -> list[tuple[int | None, int | None]]:
        """Return the place and the number of members of each year."""
        if not self.years:
            return []
        found = [member.history.get(year) for year in self.years[:-1]]
        earlier = [(one.place, one.members) if one else (None, None) for one in found]
        return [*earlier, (member.place, len(self.facts.members))]

    def bars(self, member: Member) -> Content:
        """Return the places as bars: the best is tallest, a year without a place is a gap."""
        return self._by_year(member, place_bar)

    def numbers(self, member: Member) -> Content:
        """Return the places in numbers, each below its bar."""
        return self._by_year(member, lambda place, _: str(place or ""))

    def _by_year(self, member: Member, text: Callable[[int | None, int | None], str]) -> Content:
        parts = [
            styled_text.fit(Content.styled(text(place, of), self._style(at, place)), self._cell)
            for at, (place, of) in enumerate(self.of(member))
        ]
        return Content("").join(parts)

    def _style(self, at: int, place: int | None) -> str:
        if place is None:
            return "dim"
        if at == len(self.years) - 1 and self.facts.result.state != "adopted":
            return "$provisional"
        return PLACE_STYLES.get(place, "").removeprefix("bold ")
