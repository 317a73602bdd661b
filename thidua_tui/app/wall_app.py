"""The second window (`thidua wall`): it shows what the secretary's program shows, and no more.

It opens the ledger only to read, folds the pages itself in its own size, and learns from the
channel which page, slide and moment the secretary shows. A key does nothing but leave.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from thidua_tui.app import lazy
from thidua_tui.app.app import LOOK, ThiduaApp
from thidua_tui.app.page_registry import PAGES, page

if TYPE_CHECKING:
    from thidua_tui.app.startup import Opened
    from thidua_tui.screens.wall import Mode
    from thidua_tui.session.location import Location
    from thidua_tui.session.wall_channel import Channel, Scene, Shown

FOLLOWED = ("leaders", "player", "projector", "reveal", "tables", "wall-minutes")
"""The pages that a wall shows as they are; of a year it shows the meeting."""
BOTTOM = 2
"""How many screens there are when only the wall's own page is shown."""
KEYS = ("quit", "theme")
"""What keys do on a wall."""


class WallApp(ThiduaApp):
    """A wall that follows a secretary's program at the same ledger."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,Q", "do('quit')", "", show=False, id="quit")
    ]
    channel: Channel | None = None
    _attended = 0.0
    _name = ""
    """The name of the page that is shown, as the registry of pages has it."""
    _known: frozenset[str] = frozenset()
    """The clusters of the ledger, once looked up: what else a channel names is not ours."""

    def on_load(self) -> None:
        """Show pages without what only the secretary needs."""
        self.add_class("-wall")

    async def on_opened(self, message: Opened) -> None:
        """Show that nothing is followed yet, and follow from now on."""
        message.prevent_default()  # Textual would go on with the handler of the base class
        self.session, self.here, self.words = message.session, message.here, message.words
        self.words.key_of = self.key_of
        self.announced = lazy.announced.Announced()
        if self.channel_at:
            self.channel = self.channel_at(message.session)
        await self.push_screen(lazy.wall.WallPage())
        self.look_first()
        self.warm_up()
        self.set_interval(LOOK, self.look, name="look")
        self.set_interval(LOOK, self.follow, name="follow")

    async def action_do(self, name: str) -> None:
        """Leave, or change the colours; the rest is done in the secretary's program."""
        if name in KEYS:
            await super().action_do(name)
        elif self.session:
            self.say(self.words("wall.only-follows"))

    def close_wall(self) -> None:
        """Say in the channel that no wall follows from here any more."""
        if self.channel:
            self.channel.leave()

    async def follow(self) -> None:
        """Show what the channel says now."""
        if not self.screen_stack:  # the program ends
            return
        if self.channel is None:
            await self._show_own("absent")
            return
        self._attend(self.channel)
        look = self.channel.look()
        shown = look.shown
        if shown is None or look.state != "live":
            await self._show_own("absent" if look.state == "live" else look.state)
        elif shown.blank:
            await self._show_own("blank")
        elif not shown.scene.place:
            await self._show_own("nothing")
        elif self._ours(shown.scene):
            await self._show(shown)
        else:
            await self._show_own("foreign")

    def _attend(self, channel: Channel) -> None:
        """Show the secretary's program that a wall follows."""
        now = channel.clock()
        if abs(now - self._attended) >= lazy.wall_channel.BEAT:
            self._attended = now
            try:
                channel.attend()
            except OSError:
                self.say(self.words("wall.failed"))

    def _ours(self, scene: Scene) -> bool:
        """Whether a scene names a page that may be shown, and a cluster of this ledger."""
        if scene.place not in (*FOLLOWED, "year") or self.session is None:
            return False
        if scene.cluster not in self._known:
            self._known = lazy.startup.cluster_codes(self.session)
        table = scene.place != "tables" or scene.of in lazy.wall_channel.TABLES_ON_WALL
        return table and scene.cluster in self._known

    async def _show(self, shown: Shown) -> None:
        """Show a scene at its location; what is held is shown as it was known then."""
        scene = shown.scene
        known_at = scene.known_at if scene.known_at is not None else shown.held
        here = scene.location(known_at)
        if scene.place == "year":
            outcomes = scene.of == lazy.wall_channel.OUTCOMES
            await self._show_own("outcomes" if outcomes else "now", here)
            return
        name = "course" if scene.place == "player" and scene.film else scene.place
        if self._name != name or self.place != scene.place:
            self.here, self._name = here, name
            await self._open(name, scene)
        elif self.here != here:
            self.here = here
            self.refresh_page()
        screen = self.screen
        # While the program ends, a page loses its parts one by one.
        if self.is_running and isinstance(screen, lazy.base_page.Page) and screen.rendered:
            screen.set_class(shown.held is not None, "-held")
            screen.follow(scene)

    async def _open(self, place: str, scene: Scene | None = None) -> None:
        with self.pass_over(another=place in PAGES):
            while len(self.screen_stack) > BOTTOM:
                await self.pop_screen()
        if place in PAGES:
            shown = page(place)
            shown.led = True
            if scene:
                shown.begin(scene)
            await self.push_screen(shown)

    async def _show_own(self, mode: Mode, here: Location | None = None) -> None:
        """Show the wall's own page in a mode, at a location."""
        if len(self.screen_stack) > BOTTOM:
            await self._open("")
        own = self.screen
        if isinstance(own, lazy.wall.WallPage) and (own.mode, self.here) != (
            mode,
            here or self.here,
        ):
            own.mode, self.here = mode, here or self.here
            own.reload()
