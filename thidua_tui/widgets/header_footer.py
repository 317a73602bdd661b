"""One line from edge to edge: something at the left, something at the right."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from thidua_tui.widgets.key_order import KeysInOrder

NAMES = {"telex": "Telex", "vni": "VNI"}
"""Input methods, as they are called in every language."""


class StatusLine(Widget):
    """A line whose right end is kept when the left end does not fit."""

    DEFAULT_CSS = "StatusLine { height: 1; width: 1fr; padding: 0 1; }"
    left = Content("")
    right = Content("")

    def show(self, left: Content, right: Content | None = None) -> None:
        """Put both ends on the line."""
        self.left, self.right = left, right or Content("")
        self.refresh()

    def render(self) -> Content:
        """Draw both ends."""
        return _ends(self.left, self.right, self.content_size.width)


def _ends(left: Content, right: Content, width: int) -> Content:
    """Both ends on a line of this width."""
    room = width - right.cell_length - (2 if right else 0)
    if room < 8:
        return left.truncate(width, ellipsis=True).pad_right(max(0, width - left.cell_length))
    left = left.truncate(room, ellipsis=True)
    gap = width - left.cell_length - right.cell_length
    return left.pad_right(gap) + right


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
        return Content.assemble(_ends(self.left, self.right, room), " ", self.method)


class KeyBar(Widget):
    """The keys that work here and now, as many as fit, those that are needed most first."""

    DEFAULT_CSS = "KeyBar { height: 1; dock: bottom; padding: 0 1; }"
    keys: tuple[tuple[str, str], ...] = ()

    def show(self, keys: tuple[tuple[str, str], ...]) -> None:
        """Have these keys: (key, label)."""
        if keys != self.keys:
            self.keys = keys
            self.refresh()

    def render(self) -> Content:
        """Draw what fits."""
        line = Content("")
        for key, words in self.keys:
            gap = "   " if line else ""
            more = Content.assemble(gap, (key, "bold $accent"), " ", words)
            if line.cell_length + more.cell_length > self.content_size.width:
                break
            line += more
        return line
