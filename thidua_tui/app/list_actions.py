"""The lists that search: everything, the keys of a page, the acts, the tables."""

from __future__ import annotations

from thidua_tui.app import lazy
from thidua_tui.screens.shell import Shell


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
