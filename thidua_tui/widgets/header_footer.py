"""One line from edge to edge: something at the left, something at the right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.content import Content
from textual.events import Click, Leave, MouseMove
from textual.widget import Widget

from thidua_tui.widgets.key_order import KeysInOrder
from thidua_tui.widgets.styled_text import clickable, underline_hovered

WAY_OUT = "do('leave"
"""In the action of each key that closes a dialog."""
GAP = "   "
LEAST = 8
"""Cells that the left end of a line needs to be worth showing."""
NAMES = {"telex": "Telex", "vni": "VNI"}
"""Input methods, as they are called in every language."""


class ClickableLine(Widget, can_focus=False):
    """A line with parts that can be clicked; the part below the mouse is underlined."""

    auto_links = False  # Textual would underline every part
    hovered = ""
    """The action of the part below the mouse."""

    def on_click(self, event: Click) -> None:
        """Do what was clicked, in the queue of the application: it may remove this line."""
        if action := event.style.meta.get("@click"):
            event.stop()
            event.prevent_default()
            self.app.call_later(self.app.run_action, action)

    def on_mouse_move(self, event: MouseMove) -> None:
        """Underline what a click would do."""
        self._hover(str(event.style.meta.get("@click", "")))

    def on_leave(self, _: Leave) -> None:
        """Underline nothing."""
        self._hover("")

    def _hover(self, action: str) -> None:
        if action != self.hovered:
            self.hovered = action
            self.refresh()


class StatusLine(ClickableLine):
    """A line whose right end is kept when the left end does not fit."""

    DEFAULT_CSS = "StatusLine { height: 1; width: 1fr; padding: 0 1; }"
    left = Content("")
    right = Content("")
    shorter: tuple[Content, ...] = ()

    def show(self, left: Content, right: Content | None = None, *shorter: Content) -> None:
        """Put both ends on the line; the first `shorter` right end that leaves room for the left.

        Without any that does, the last of them is shown, and the left end is cut.
        """
        self.left, self.right, self.shorter = left, right or Content(""), shorter
        self.refresh()

    def render(self) -> Content:
        """Draw both ends."""
        return self.ends(self.content_size.width)

    def ends(self, width: int) -> Content:
        """Return both ends on a line of this width."""
        rights = (self.right, *self.shorter)
        needed = self.left.cell_length + 2
        fits = (right for right in rights if needed + right.cell_length <= width)
        return underline_hovered(_ends(self.left, next(fits, rights[-1]), width), self.hovered)


def _ends(left: Content, right: Content, width: int) -> Content:
    """Both ends on a line of this width."""
    room = width - right.cell_length - (2 if right else 0)
    if room < LEAST:
        return left.truncate(width, ellipsis=True).pad_right(max(0, width - left.cell_length))
    left = left.truncate(room, ellipsis=True)
    gap = width - left.cell_length - right.cell_length
    return left.pad_right(gap) + right


class Explanation(StatusLine):
    """A status line whose left end may take the line below it, too."""

    DEFAULT_CSS = "Explanation { height: 2; }"

    def ends(self, width: int) -> Content:
        """Return the left end in at most two lines, the right end on the first of them."""
        room = width - (self.right.cell_length + 2 if self.right else 0)
        if room < LEAST or self.left.cell_length <= room:
            return super().ends(width)
        first, *rest = self.left.wrap(room)
        below = Content(" ").join(rest).truncate(width, ellipsis=True)
        return Content("\n").join([_ends(first, self.right, width), below])


class Title(StatusLine):
    """The topmost line of a page or a form: it shows the program's input method while active."""

    method = Content("")

    def on_mount(self) -> None:
        """Follow the key that changes it."""
        if isinstance(self.app, KeysInOrder):
            self.watch(self.app, "input_method", self._show_method)

    def _show_method(self, method: str) -> None:
        self.method = (
            Content.styled(f" {NAMES[method]} ", "bold reverse") if method else Content("")
        )
        self.refresh()

    def render(self) -> Content:
        """Draw both ends, and the input method at the far right."""
        if not self.method:
            return super().render()
        room = self.content_size.width - self.method.cell_length - 1
        return Content.assemble(self.ends(room), " ", self.method)


class KeyBar(ClickableLine):
    """The keys that work here and now, as many as fit, those that are needed most first.

    A click does what the key does.
    """

    DEFAULT_CSS = "KeyBar { height: 1; dock: bottom; padding: 0 1; }"
    keys: tuple[tuple[str, str], ...] = ()
    actions: tuple[str, ...] = ()

    def show(self, keys: Iterable[tuple[str, str, str]]) -> None:
        """Have these keys: (key, label, action of a click; empty for none)."""
        entries = tuple(keys)
        before = (self.keys, self.actions)
        self.keys = tuple((key, label) for key, label, _ in entries)
        self.actions = tuple(action for _, _, action in entries)
        if before != (self.keys, self.actions):
            self.refresh()

    def render(self) -> Content:
        """Draw what fits, and always the way out."""
        parts = [self._part(at) for at in range(len(self.keys))]
        way_out = [at for at, action in enumerate(self.actions) if WAY_OUT in action]
        fitting = [*range(len(parts))]
        while fitting and self._length(parts, fitting) > self.content_size.width:
            spared = [at for at in fitting if at not in way_out]
            fitting.remove((spared or fitting)[-1])
        line = Content(GAP).join(parts[at] for at in fitting)
        return underline_hovered(line, self.hovered)

    def _part(self, at: int) -> Content:
        key, words = self.keys[at]
        part = Content.assemble((key, "bold $accent"), " ", words[:1].upper() + words[1:])
        return clickable(part, self.actions[at]) if self.actions[at] else part

    @staticmethod
    def _length(parts: Sequence[Content], fitting: Sequence[int]) -> int:
        return sum(parts[at].cell_length + len(GAP) for at in fitting) - len(GAP)
