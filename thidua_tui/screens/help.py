"""`?`: the keys that work here and now; and of the others, why they do not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from thidua_tui.actions import Action, actions_at, bindings_at, shown
from thidua_tui.widgets.columns import fit
from thidua_tui.widgets.lines import Lines
from thidua_tui.wording import Words

if TYPE_CHECKING:
    from thidua_tui.doing import Doing

Listed: TypeAlias = tuple[Content, Content]
"""The keys, and what is told of them."""
KEYS = 16
GROUPS = ("record", "go", "look", "time", "program")


class Help(ModalScreen[None]):
    """The list of keys over the page that it is about."""

    PLACE = "help"
    CSS_PATH = "help.tcss"
    BINDINGS = bindings_at("help")

    def __init__(self, place: str, keys: Sequence[Listed]) -> None:
        super().__init__()
        self.place, self.keys = place, keys
        self.told: list[Content] = []

    def compose(self) -> ComposeResult:
        """Title, keys, how to close."""
        words = cast("Doing", self.app).words
        place = words(f"screen.tab.{self.place}")
        with Vertical(id="help"):
            title = Content(words("screen.help.title", place=place))
            yield Static(title, id="help-title")
            yield Lines(self.line, name="help-lines", cursor=False)
            yield Static(Content(words("screen.help.close")), id="help-close")

    def on_mount(self) -> None:
        """List the keys once there is a width to break them to."""
        self.call_after_refresh(self.on_resize)

    def on_resize(self) -> None:
        """Break what is told to the width."""
        lines = self.query_one(Lines)
        width = lines.scrollable_content_region.width - KEYS - 1
        if width > 0:
            self.told = [line for one in self.keys for line in broken(*one, width)]
            lines.show(len(self.told))

    def line(self, at: int, _: int) -> Content:
        """One key."""
        return self.told[at]

    async def do_close(self) -> None:
        """Back to the page."""
        self.dismiss()


def listed(place: str, app: Doing) -> Iterator[Listed]:
    """The keys of a place by groups; those that are off with the reason."""
    for group in GROUPS:
        actions = [action for action in actions_at(place) if action.group == group]
        if actions:
            yield Content.styled(app.words(f"screen.help.{group}"), "bold $secondary"), Content("")
        for action in actions:
            yield told(action, action.why_off(app), app)
        if actions:
            yield Content(""), Content("")


def told(action: Action, why: str | None, app: Doing) -> Listed:
    """Key; what it does, and why not now."""
    keys = Content(" " + "  ".join(shown(key) for key in action.keys))
    if why:
        reason = f"{app.words('screen.help.off')}: {app.reason(why)}"
        text = f"{name(action, app.words)} ({reason.rstrip('.')})"
        return keys.stylize("dim"), Content.styled(text, "dim")
    return keys.stylize("bold $accent"), Content(about(action, app.words))


def broken(keys: Content, text: Content, width: int) -> Iterator[Content]:
    """The lines of one key; what follows the first hangs beside it."""
    for at, part in enumerate(text.wrap(width) if text else [text]):
        yield (keys if at == 0 and not text else fit(keys if at == 0 else "", KEYS)) + part


def name(action: Action, words: Words) -> str:
    """What a key does, in a word or two."""
    return words(f"acts.act.{action.act}") if action.act else words(f"screen.action.{action.id}")


def about(action: Action, words: Words) -> str:
    """What a key does, with a word of explanation where there is one."""
    more = words.find(f"screen.about.{action.id}")
    return name(action, words) + (f": {more}" if more else "")
