"""What the secretary's program shows on a wall: it looks for one, and writes what a page shows."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from thidua_tui.app import lazy
from thidua_tui.app.page_registry import page
from thidua_tui.screens.shell import Shell

if TYPE_CHECKING:
    from thidua_tui.session.location import Location
    from thidua_tui.session.session import Session
    from thidua_tui.session.wall_channel import Channel
    from thidua_tui.session.wall_lead import WallLead

OFTEN = 0.1
"""Seconds between two looks at what the page in front shows: a wall follows a key at once."""


class WallActions(Shell):
    """The wall that follows this program."""

    channel_at: Callable[[Session], Channel | None] | None = None
    """Returns the channel of a ledger; None where no wall can follow."""

    def lead_walls(self) -> None:
        """Look for walls from now on."""
        if self.session is None or self.channel_at is None:
            return
        if channel := self.channel_at(self.session):
            ledger = self.session.ledger
            self.wall = lazy.wall_lead.WallLead(channel, self.session.by, ledger.position)
            self.set_interval(OFTEN, self.lead_wall, name="wall")

    def lead_wall(self) -> None:
        """Write what the page in front shows, and say on it what the wall shows."""
        if self.wall is None or not self.screen_stack:
            return
        was = self.wall.whose
        shows = getattr(self.screen, "scene", None)
        ready = shows and not self.passing and getattr(self.screen, "rendered", False)
        self.wall.follow(shows() if shows and ready else None)  # no page that is only passed
        if self.wall.whose != was:
            self._say_whose(was)
        if show := getattr(self.screen, "show_wall", None):
            show(self.wall)

    def _say_whose(self, was: str) -> None:
        """Say that a wall follows, has ended, or follows another program."""
        if self.wall is None or self.wall.failed:
            return
        now = self.wall.whose or "none"
        if now != "none" or was:
            self.say(self.words(f"wall.now.{now}", by=lazy.text.plain(self.wall.other)))

    async def do_wall_hold(self) -> None:
        """Hold what the wall shows, or follow again; of another program's wall, take it over."""
        if self.wall is None:
            return
        if self.wall.whose == "others":
            self.wall.take()
            self.say(self.words("wall.now.ours"))
        else:
            self.wall.toggle_hold()
        self.lead_wall()

    async def do_wall_choice(self) -> None:
        """Choose what the wall shows, from a list that says who follows."""
        if self.wall is None or self.session is None:
            self.say(self.reason("no-wall"))
            return
        see, here, lead = self.session.see, self.here, self.wall
        found = partial(lazy.wall_choices.wall_choices, see, here, lead)
        choices = await asyncio.to_thread(found)
        self.clear_notifications()
        dialog = lazy.wall_choice.WallChoices(lead, choices, here.year, self.words)
        await self.push_screen(dialog, partial(self._turn_wall, lead, here))

    async def _turn_wall(self, lead: WallLead, here: Location, name: str | None) -> None:
        """Show on the wall what was chosen."""
        match name:
            case None:
                return
            case "follow":
                if lead.whose == "others":
                    lead.take()
                lead.follow_page()
            case "ceremony":
                lead.follow_page()
                await self.do_reveal()
            case "hold":
                lead.hold()
            case "blank":
                lead.toggle_blank(on=True)
            case _:
                lead.choose(name, lazy.wall_choices.chosen_scene(name, here))
        self.lead_wall()
        if not hasattr(self.screen, "show_wall"):  # a dialog covers the line that says so
            self.say(self.words("wall.set.choice", choice=self.words(f"wall.choice.{name}")))

    async def do_reveal(self) -> None:
        """Open the announcement; from a dialog of the meeting over it, to come back to it."""
        if self.place == "reveal":
            return
        if hasattr(self.screen, "show_wall"):
            await self.go("reveal")
        else:
            self.clear_notifications()
            await self.push_screen(page("reveal"))

    async def do_wall_blank(self) -> None:
        """Show nothing on the wall, or what is held or in front again."""
        if self.wall:
            self.wall.toggle_blank()
            self.lead_wall()
            if not hasattr(self.screen, "show_wall"):  # a dialog covers the line that says so
                self.say(self.words(f"wall.set.{'blank' if self.wall.blank else 'show'}"))

    def close_wall(self) -> None:
        """Leave the channel, at the end of the program."""
        if self.wall:
            self.wall.close()
