"""A page and the wall: what a second window may show of it, and the line that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.content import Content
from textual.screen import Screen

from events.text import plain
from thidua_tui.formatting.tables.titles import short_title
from thidua_tui.session.wall_channel import OUTCOMES, Scene
from thidua_tui.widgets.header_footer import StatusLine

if TYPE_CHECKING:
    from thidua_tui.i18n.messages import Words
    from thidua_tui.screens.shell import Shell
    from thidua_tui.session.wall_channel import Followers
    from thidua_tui.session.wall_lead import WallLead


class OnWall(Screen[None]):
    """A page that a wall may show, once it says what of it."""

    PLACE: ClassVar[str] = ""
    shown_on_wall: ClassVar[bool] = False
    """Whether a wall may show this page."""
    led = False
    """Whether this page is on the wall, and goes where the secretary's page goes."""
    _wall: tuple[object, ...] = ("",)

    def scene(self) -> Scene | None:
        """Return what a wall shows of this page; None if it may show nothing of it."""
        return self.scene_here() if self.shown_on_wall else None

    def scene_here(self, **position: Any) -> Scene:
        """Return the scene of this page at the location in front.

        Args:
            position: Fields of `Scene` that say what of the page is shown.
        """
        here = cast("Shell", self.app).here
        return Scene(
            place=self.PLACE,
            cluster=here.cluster,
            year=here.year,
            known_at=here.known_at,
            on=here.on,
            **position,
        )

    def begin(self, scene: Scene) -> None:
        """Take from a scene what the page has to know before it is shown first."""

    def follow(self, scene: Scene) -> None:
        """Show what the secretary's page shows; the location is followed by the application."""

    def show_wall(self, lead: WallLead) -> None:
        """Say what the wall shows, in a line that is there as long as there is a wall."""
        state = (
            *(lead.whose, lead.other, lead.scene, lead.blank, lead.held, lead.failed),
            *(lead.followers, lead.chosen),
        )
        if state == self._wall or not self.is_mounted:
            return
        was, self._wall = self._wall[0], state
        lines = self.query("#wall")
        if not lead.whose and not lead.failed:
            lines.remove()
        elif lines:
            lines.first(StatusLine).show(*wall_line(lead, cast("Shell", self.app).words))
        else:
            line = StatusLine(id="wall")
            line.show(*wall_line(lead, cast("Shell", self.app).words))
            self.mount(line, after="#state")
        if bool(was) != bool(lead.whose) and (resized := getattr(self, "on_resize", None)):
            self.call_after_refresh(resized)  # a line less for what the page shows


def wall_line(lead: WallLead, words: Words) -> tuple[Content, ...]:
    """Return the ends of the line: what the wall shows; how many follow, with the keys, shorter."""
    head = Content.styled(f" {words('wall.word')} ", "bold reverse")
    if lead.failed:
        return Content.assemble(head, " ", words("wall.failed")), Content("")
    if lead.whose == "others":
        text = words("wall.others", by=plain(lead.other))
        return Content.assemble(head, " ", text), Content.styled(words("wall.keys-others"), "bold")
    on = {"held": lead.held is not None, "chosen": bool(lead.chosen), "blank": lead.blank}
    marks = [name for name, is_on in on.items() if is_on]
    signs = [Content.styled(f" {words(f'wall.sign.{name}')} ", "bold reverse") for name in marks]
    hold = words(f"wall.do.{'follow' if lead.apart else 'hold'}")
    blank = words(f"wall.do.{'show' if lead.blank else 'blank'}")
    keys = words("wall.keys", hold=hold, blank=blank)
    left = Content(" ").join([head, *signs, Content(scene_text(lead.scene, words))])
    many = [f"{count} · " for count in _counts(lead.followers, words)]
    return left, *(Content.assemble(count, (keys, "bold")) for count in many or [""])


def _counts(followers: Followers, words: Words) -> list[str]:
    """Return how many follow, each text shorter than the one before; none of a wall alone."""
    walls, readers, halls = followers
    if not halls:
        return [words("wall.followers.walls", walls=str(walls))] if walls > 1 else []
    names = ("all", "readers", "few") if walls > 1 else ("readers", "few")
    return [
        words(f"wall.followers.{name}", walls=str(walls), readers=str(readers)) for name in names
    ]


def scene_text(scene: Scene, words: Words) -> str:
    """Return what a scene shows: the page, its year, the slide."""
    if not scene.place:
        return words("wall.nothing-yet")
    table = scene.place == "tables"
    if scene.of == OUTCOMES:
        return words("wall.choice.outcomes")
    place = short_title(scene.of, words) if table else words(f"screen.tab.{scene.place}")
    slide = str(scene.at + 1) if scene.place in ("projector", "reveal") else None
    year = str(scene.year) if scene.year and scene.place != "leaders" else None
    return words("wall.scene", place=place, year=year, slide=slide)
