"""What the page of a year opens over itself: sources, the roll call, the scores at a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.text import plain
from thidua_tui.screens.base_page import Page

if TYPE_CHECKING:
    from thidua_tui.screens.year_facts import YearFacts


class YearDialogs(Page):
    """A page of a cluster's year that opens dialogs."""

    facts: YearFacts | None = None

    @property
    def no_papers(self) -> str | None:
        """That no paper can be made of a year of which nothing is recorded."""
        return "nothing-for-papers" if self.facts and self.facts.blank else None

    async def do_sources(self) -> None:
        """Show what sources say of the year, and settle what they differ on."""
        from thidua_tui.screens.source_disputes import Sources

        if session := self.thidua.session:
            await self.app.push_screen(Sources(session, self.here, self.words))

    async def do_read_minutes(self) -> None:
        """Show the minutes of the open meeting, or of the last of the year."""
        from thidua_tui.screens.minutes_reader import MinutesReader

        if session := self.thidua.session:
            await self.app.push_screen(MinutesReader(session, self.here, self.words))

    async def do_roll_call(self) -> None:
        """Say who comes, leaves or is absent at the open meeting."""
        from thidua_tui.screens.presence import Presence

        if (session := self.thidua.session) and (meeting := session.meeting):
            await self.app.push_screen(Presence(session, self.here, self.words, meeting))

    async def do_missing_scores(self) -> None:
        """Open the scores at the first missing cell."""
        await self.thidua.do_act("record-score")
        if go := getattr(self.app.screen, "do_first_missing", None):
            await go()

    async def do_save_sheet(self) -> None:
        """Save a sheet of the year as a workbook."""
        from thidua_tui.screens.sheet_files import choose_sheet

        if session := self.thidua.session:
            code = self.here.unit
            unit = (code, plain(self.words.names.unit(code))) if code else None
            choose_sheet(self, session, self.here, unit, None, self.thidua.say)

    async def do_read_sheet(self) -> None:
        """Choose a file with scores, members, roles or awards, and read it."""
        from thidua_tui.screens.year_file import read_file

        read_file(self)

    async def do_unit_sheet(self) -> None:
        """Open the scores at the sheet of the unit under the cursor."""
        await self.thidua.do_act("record-score")
        if show := getattr(self.app.screen, "do_sheet_of", None):
            await show(self.here.unit or "")
