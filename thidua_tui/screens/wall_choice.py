"""The list of what the wall and the hall show: the present choice is marked, Esc keeps it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from events.text import plain
from thidua_tui.i18n.messages import Words
from thidua_tui.keymap.action_registry import bindings_at
from thidua_tui.queries.wall_choices import WallChoice, present_choice
from thidua_tui.screens.base_dialog import Dialog
from thidua_tui.screens.on_wall import scene_text
from thidua_tui.session.hall_run import address_of_run
from thidua_tui.session.wall_channel import BEAT
from thidua_tui.session.wall_lead import WallLead
from thidua_tui.widgets.virtual_list import VirtualList

PRESENT, OFF = "●", "✗"


class WallChoices(Dialog[str | None]):
    """Dismissed with the name of a choice, or None.

    Args:
        lead: What goes to the wall.
        choices: The choices, and why some are not possible.
        year: The year that they are of.
        words: The messages of the language to use.
    """

    AUTO_FOCUS = "VirtualList"
    CSS_PATH = "table_dialogs.tcss"
    PLACE = "wall-choice"
    FRAME = "table-dialog"
    FRAME_CLASSES = "broad"
    BINDINGS = bindings_at("wall-choice", to="screen")

    def __init__(
        self, lead: WallLead, choices: Sequence[WallChoice], year: int | None, words: Words
    ) -> None:
        super().__init__()
        self.lead, self.choices, self.words = lead, tuple(choices), words
        self.facts = {"year": str(year or ""), "by": plain(lead.other)}
        self.present = present_choice(lead)
        self.list = VirtualList(self.line, name="choices")
        self.who, self.more = Static(classes="ask"), Static(classes="ask")

    def parts(self) -> ComposeResult:
        """Who follows, the choices, more of the one under the cursor."""
        yield self.who
        yield self.list
        yield self.more

    def on_mount(self) -> None:
        """Show the choices, the cursor on the present one."""
        self.entitle(self.words("wall.choice.title"))
        names = [choice.name for choice in self.choices]
        at = names.index(self.present) if self.present in names else 0
        self.list.show(len(names), at)
        self.foot(self.words, {"take": self.words("wall.choice.take")})
        self._show_followers()
        self._show_more()
        self.set_interval(BEAT, self._show_followers, name="followers")

    def _show_followers(self) -> None:
        self.who.update(Content(followers_text(self.lead, self.words)))

    def _show_more(self) -> None:
        choice = self.list.pick(self.choices)
        if choice is None:
            return
        style = "bold $warning" if choice.off else "italic"
        self.more.update(Content.styled(self._about(choice), style))

    def _about(self, choice: WallChoice) -> str:
        """Return what a choice shows, or why it is not possible."""
        if choice.off:
            return f"{OFF} {self.words(f'wall.off.{choice.off}', **self.facts)}"
        page = scene_text(self.lead.page, self.words)
        return self.words(f"wall.about.{choice.name}", page=page, **self.facts)

    def line(self, at: int, width: int) -> Content:
        """Draw one choice; the present one has a sign that needs no colour."""
        choice = self.choices[at]
        sign = PRESENT if choice.name == self.present else OFF if choice.off else " "
        name = Content(f" {sign} {self.words(f'wall.choice.{choice.name}')}")
        return (name.stylize("dim") if choice.off else name).truncate(width, ellipsis=True)

    def on_virtual_list_moved(self, event: VirtualList.Moved) -> None:
        """Say more of the choice under the cursor."""
        event.stop()
        self._show_more()

    async def do_take(self) -> None:
        """Take the choice under the cursor, unless it is not possible: then the reason stays."""
        choice = self.list.pick(self.choices)
        if choice is None or choice.off:
            self.app.bell()
        else:
            self.dismiss(choice.name)

    do_leave_list = do_wall_choice = Dialog.do_leave


def followers_text(lead: WallLead, words: Words) -> str:
    """Return who follows, with the address of a page of the hall; or how to start one."""
    if not lead.whose:
        return words("wall.who.none")
    if lead.whose == "others":
        return words("wall.who.others", by=plain(lead.other))
    walls, readers, halls = lead.followers
    parts = []
    if halls:
        address = plain(address_of_run(lead.channel.folder, lead.channel.clock()))
        parts.append(words("wall.who.hall", address=address, readers=str(readers)))
    if walls > halls:
        parts.append(words("wall.who.walls", walls=str(walls - halls)))
    return "\n".join(parts)
