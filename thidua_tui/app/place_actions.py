"""Why a unit has its place: from a page, from a table, from the grid."""

from __future__ import annotations

from typing import Any

from thidua_tui.app import lazy
from thidua_tui.screens.shell import Shell


class PlaceActions(Shell):
    """The unit whose place is explained is the one under the cursor."""

    async def do_why_place(self) -> None:
        """Explain the place of the unit under the cursor."""
        screen: Any = self.screen
        if self.place == "grid":
            at = screen.at()
            there = {"unit": at[0]} if at else {}
        else:
            row = self.page_choice()
            fields = ("cluster", "year", "unit")
            there = {name: value for name in fields if (value := getattr(row, name, None))}
        if "unit" not in there:
            self.say(self.words("placereasons.page.no-ranking"))
            return
        self.here = lazy.structs.replace(self.here, **there)
        await self.go("why")
