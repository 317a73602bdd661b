"""The lists that search: everything, the keys of a page, the acts, the tables; the papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thidua_tui.app import lazy
from thidua_tui.screens.shell import Shell

if TYPE_CHECKING:
    from thidua_tui.session.location import Location


class ListActions(Shell):
    """The keys that open a list."""

    async def do_help(self) -> None:
        """List the keys of the page, and seek among everything from there."""
        await lazy.palette_actions.open_help(self)

    async def do_palette(self) -> None:
        """Seek among everything: keys, acts, units, years, meetings, tables, entries."""
        await lazy.palette_actions.open_palette(self)

    async def do_acts(self) -> None:
        """Choose among all acts."""
        await lazy.palette_actions.open_acts(self)

    async def do_choose_table(self) -> None:
        """Choose among all tables."""
        await lazy.palette_actions.open_tables(self)

    async def do_year_papers(self) -> None:
        """List the papers that fit the year."""
        await self.open_papers(self.here)

    async def open_papers(self, here: Location, meeting: str = "") -> None:
        """List the papers that fit the place in front, and what was issued of them."""
        if self.session:
            self.clear_notifications()
            papers = lazy.paper_list.PaperList(self.session, here, self.words, self.place, meeting)
            await self.push_screen(papers)

    async def do_check_paper(self) -> None:
        """Ask for a number, a code or a file, and say what is known of the paper."""
        if self.session:
            self.clear_notifications()
            check = lazy.paper_check.PaperCheck(self.session, self.here, self.words)
            await self.push_screen(check)

    async def do_statistics(self) -> None:
        """Fill the statistical forms for the year of the page."""
        if self.session:
            here = getattr(self.screen, "here", self.here)
            self.clear_notifications()
            await self.push_screen(lazy.statistics.StatisticsDialog(self.session, here, self.words))
