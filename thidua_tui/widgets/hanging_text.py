"""Text that is broken for the width it has, further in where a line continues."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

Maker = Callable[[int], Iterable[Content]]
"""The cells of a line -> the lines."""


class HangingText(Widget):
    """Lines that are made again for each width; nothing is cut where the screen becomes narrow."""

    DEFAULT_CSS = "HangingText { height: auto; width: 1fr; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - the name that widgets have
        super().__init__(id=id)
        self._make: Maker = lambda _: ()
        self._made: tuple[int, Content] | None = None
        self._drawn = 0

    def show(self, make: Maker) -> None:
        """Show the lines that this makes for the width; lay out only what has another height."""
        before, self._make, self._made = self._made, make, None
        if before is None or before[0] != self.content_size.width:
            self.refresh(layout=True)
            return
        after = self.text(before[0])
        higher = after.plain.count("\n") != before[1].plain.count("\n")
        if higher or after.plain != before[1].plain or after.spans != before[1].spans:
            self.refresh(layout=higher)

    def text(self, width: int) -> Content:
        """Return the lines for a width, joined."""
        if self._made is None or self._made[0] != width:
            self._made = (width, Content("\n").join([*self._make(max(8, width))]))
        return self._made[1]

    def get_content_height(self, _container: Size, _viewport: Size, width: int) -> int:
        """Return how many lines there are at a width."""
        return max(1, self.text(width).plain.count("\n") + 1)

    def on_resize(self) -> None:
        """Draw again what was drawn for another width."""
        if self._drawn != self.content_size.width:
            self.refresh(layout=True)

    def render(self) -> Content:
        """Draw the lines."""
        self._drawn = self.content_size.width
        return self.text(self._drawn)


def hung(line: Content, width: int, indent: int) -> Iterator[Content]:
    """Yield the line, broken at the width; what does not fit continues further in."""
    first, *rest = line.wrap(max(8, width)) or [Content("")]
    yield first
    if rest:
        for part in Content(" ").join(rest).wrap(max(8, width - indent)):
            yield Content(" " * indent) + part


def labelled(label: str, text: Content | str, width: int, room: int) -> Iterator[Content]:
    """Yield the text behind its label, every line of it at the same cell."""
    parts = (Content(text) if isinstance(text, str) else text).wrap(max(8, width - room))
    for at, part in enumerate(parts or [Content("")]):
        head = label if not at else ""
        yield Content.styled(head.ljust(room), "bold $secondary") + part
