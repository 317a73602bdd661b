"""The secretary's side of a wall: what goes there, held or blank, and whose wall it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeAlias

from thidua_tui.session.wall_channel import BEAT, VERSION, Channel, Followers, Scene, Shown

Whose: TypeAlias = Literal["", "ours", "others"]
"""Whether a wall follows no program, this one, or another one."""


class WallLead:
    """What this program shows on the wall; without a wall it writes nothing.

    Of two programs at one ledger the first has the wall; the other may take it over.

    Args:
        channel: The channel of the ledger.
        by: Who types here.
        position: Returns the last position of the ledger (1-based).
    """

    def __init__(self, channel: Channel, by: str, position: Callable[[], int]) -> None:
        self.channel, self.by, self.position = channel, by, position
        self.whose: Whose = ""
        self.other = ""
        """Who types in the program that has the wall, if that is another one."""
        self.scene = Scene()
        self.page = Scene()
        """What the page in front shows, or the last page that may be shown."""
        self.chosen = ""
        """The name of what was chosen for the wall apart from the page in front; else empty."""
        self.blank = False
        self.held: int | None = None
        self.followers = Followers(0, 0)
        self.failed = False
        """Whether the channel cannot be written."""
        self._due = 0.0
        self._written: Shown | None = None

    def follow(self, scene: Scene | None) -> None:
        """Show the scene of the page in front, unless the wall is held or shows something chosen.

        None keeps the last one: the page in front may not be shown.
        """
        if scene is not None:
            self.page = scene
        if not self.apart:
            self.scene = self.page
        now = self.channel.clock()
        if now >= self._due or now < self._due - 2 * BEAT:
            self._due = now + BEAT
            self._look()
        if self.whose == "ours":
            self._write()

    def _look(self) -> None:
        """See whether a wall follows, and whom; keep our own file fresh."""
        self.followers = self.channel.followers()
        if not self.followers.walls:
            if self.whose:
                self._end()
            return
        look = self.channel.look()
        theirs = look.shown is not None and look.shown.owner != self.channel.owner
        if look.state == "live" and theirs and look.shown:
            self.whose, self.other = "others", look.shown.by
            self._written = None
        elif self.whose != "ours" or self._written is None or look.state == "absent":
            self.take()
        else:
            self.channel.freshen()

    def take(self) -> None:
        """Have the wall follow this program."""
        self.whose, self.other, self._written = "ours", "", None
        self._write()

    def toggle_blank(self, *, on: bool | None = None) -> None:
        """Show nothing on the wall, or the scene again; where `on` is given, as it says."""
        self.blank = not self.blank if on is None else on
        self._write()

    @property
    def apart(self) -> bool:
        """Whether the wall does not follow the page in front: it is held, or something chosen."""
        return self.held is not None or bool(self.chosen)

    def toggle_hold(self) -> None:
        """Hold what the wall shows while this program goes on, or follow again."""
        if self.apart:
            self.held, self.chosen = None, ""
        else:
            self.hold()

    def hold(self) -> None:
        """Hold what the wall shows, and show it if it was blank."""
        if self.held is None:
            self.held = self.position()
        self.chosen, self.blank = "", False
        self._write()

    def choose(self, name: str, scene: Scene) -> None:
        """Show a scene apart from the page in front, as it is from now on."""
        self.scene, self.chosen, self.held, self.blank = scene, name, None, False
        self._write()

    def follow_page(self) -> None:
        """Show the page in front, neither held nor blank."""
        self.chosen, self.held, self.blank = "", None, False
        self.follow(None)

    def _write(self) -> None:
        shown = Shown(
            version=VERSION,
            owner=self.channel.owner,
            by=self.by,
            scene=self.scene,
            blank=self.blank,
            held=self.held,
        )
        if shown == self._written:
            return
        try:
            self.channel.write(shown)
        except OSError:
            self.failed, self.whose = True, ""
        else:
            self.failed, self._written = False, shown

    def _end(self) -> None:
        """No wall follows any more; what was blank or held still is, should another wall begin."""
        self.close()
        self.whose, self.other, self._written = "", "", None

    def close(self) -> None:
        """Leave the channel."""
        if self.whose == "ours":
            self.channel.leave()
