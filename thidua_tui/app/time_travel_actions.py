"""The keys that move in time: by act, by meeting, to a moment that is typed, and back to now."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from thidua_tui.app import lazy
from thidua_tui.screens.shell import Shell

if TYPE_CHECKING:
    from thidua_tui.screens.base_page import Page
    from thidua_tui.session.location import Location
    from thidua_tui.session.time_travel import Stop

OF_ONE_CLUSTER = ("year", "leaders", "tables", "player", "unit", "why")
"""Pages on which the meetings of the page's own cluster are the stops; elsewhere all meetings."""


class TimeTravelActions(Shell):
    """The moment at which the person looks. A key never waits for a fold, only for a look-up."""

    @property
    def front_page(self) -> Page | None:
        """The page in front; None behind a dialog, before the ledger is open, and at the end."""
        if self.session is None:
            return None
        page = self.screen
        return page if isinstance(page, lazy.base_page.Page) and not page.leaving else None

    async def do_act_before(self) -> None:
        """Step the view back to just before the current act."""
        await self._step_in_time("act", -1)

    async def do_act_after(self) -> None:
        """Know what the next act did, too."""
        await self._step_in_time("act", 1)

    async def do_meeting_before(self) -> None:
        """Go back to where a meeting closed, or opened."""
        await self._step_in_time("meeting", -1)

    async def do_meeting_after(self) -> None:
        """Go on to where a meeting opened, or closed."""
        await self._step_in_time("meeting", 1)

    async def _step_in_time(self, stop: Stop, by: int) -> None:
        if self.session is None:
            return
        cluster = self.here.cluster if self.place in OF_ONE_CLUSTER else None
        try:
            moment = await asyncio.to_thread(
                lazy.time_travel.step, self.session, self.here, stop, by, cluster
            )
        except lazy.errors.BadInput as none:
            self.say(self.words.refusal(none))
            return
        self.look_at(known_at=moment)

    async def do_now(self) -> None:
        """Know everything again, and see the whole year; the year itself stays."""
        self.look_at(known_at=None, on=None)

    def look_at(self, **coordinates: object) -> None:
        """Change the moment; cluster, year, unit and page stay."""
        self.clear_notifications()
        here = lazy.structs.replace(self.here, **coordinates)
        if here != self.here:
            self.here = here
            self.refresh_page()

    async def do_moment(self) -> None:
        """Ask for the moment to look at."""
        if self.session is None:
            return
        dialog = lazy.moment_dialog.MomentDialog(self.session, self.here, self.words)
        await self.push_screen(dialog, self._chosen_moment)

    def _chosen_moment(self, here: Location | None) -> None:
        if here is not None:
            self.look_at(year=here.year, on=here.on, known_at=here.known_at)

    async def do_draw_lot(self) -> None:
        """Draw a lot from the words of the parties; nothing is recorded."""
        if self.session is not None:
            await self.push_screen(lazy.draw_lot.DrawLot(self.session, self.words))

    async def do_history(self) -> None:
        """Show the history of what is selected."""
        page = self.front_page
        find = lazy.selected_subject.subject_at
        if page and page.rendered and (subject := find(page, self.here)):
            await self.push_screen(lazy.history_of_subject.TrailPage(subject))
        else:
            self.say(self.labels("screen.off.no-history"))

    async def do_changes(self) -> None:
        """Show what changed between two moments, of the cluster that the page is about."""
        choice = self.front_page.choice() if self.front_page else None
        row = getattr(choice, "row", None)  # on the page of clusters, the one under the cursor
        cluster = row.cluster if row else self.here.cluster
        await self.push_screen(lazy.changes.ChangesPage(cluster))
