"""The keys that change the year: by one, or to the nearest year that has facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from thidua_tui.app import lazy
from thidua_tui.app.active_keymap import ActiveKeymap

if TYPE_CHECKING:
    from thidua_tui.session.location import Location
    from views.agenda import ItemRow

FIRST_YEAR, LAST_YEAR = 1945, 2100


class YearActions(ActiveKeymap):
    """The year that the pages show."""

    async def do_year_before(self) -> None:
        """Look at the year before."""
        self._step(-1)

    async def do_year_after(self) -> None:
        """Look at the year after."""
        self._step(1)

    async def do_run_sheet(self) -> None:
        """Show the agenda of the open meeting, from which its items are opened."""
        await lazy.open_screens.open_run_sheet(self)

    async def open_item(self, item: ItemRow, here: Location, then: Callable[[], None]) -> None:
        """Open what records the act of an item of the agenda, of its year; then do this."""
        await lazy.open_screens.open_item(self, item, here, then)

    async def open_form(
        self, act: str, here: Location, given: Mapping[str, str], then: Callable[[], None]
    ) -> None:
        """Open the form of an act with some fields filled; then do this."""
        await lazy.open_screens.open_form(self, act, here, given, then)

    def _step(self, years: int) -> None:
        year = (self.here.year or FIRST_YEAR) + years
        if FIRST_YEAR <= year <= LAST_YEAR:
            self.here = lazy.structs.replace(self.here, year=year, on=None)
            self.refresh_page()
            self._name_years()

    def _name_years(self) -> None:
        """Of a year in which nothing is recorded, name the years of the cluster that have facts."""
        years = lazy.startup.years_with_facts(self.session, self.here) if self.session else ()
        if years and self.here.year not in years:
            self.say(self.words("hands.year.elsewhere", years=", ".join(map(str, years))))

    async def do_year_with_facts_before(self) -> None:
        """Look at the nearest year before that has facts."""
        self._leap(-1)

    async def do_year_with_facts_after(self) -> None:
        """Look at the nearest year after that has facts."""
        self._leap(1)

    def _leap(self, way: int) -> None:
        """Go to the nearest year with facts in this direction, or say which years have any."""
        year = self.here.year or FIRST_YEAR
        years = lazy.startup.years_with_facts(self.session, self.here) if self.session else ()
        ahead = [one for one in years if (one - year) * way > 0]
        if ahead:
            nearest = min(ahead) if way > 0 else max(ahead)
            self.here = lazy.structs.replace(self.here, year=nearest, on=None)
            self.refresh_page()
        else:
            listed = ", ".join(map(str, years)) or self.labels("screen.none")
            self.say(self.words("hands.year.none", years=listed))
