"""A line of column heads, made when it is drawn: then the columns have their widths."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content
from textual.widget import Widget


class ColumnHeads(Widget):
    """The heads above a list, from a function that returns them for the width of the list."""

    DEFAULT_CSS = "ColumnHeads { height: 1; }"

    def __init__(self, heads: Callable[[], Content], *, id: str) -> None:  # noqa: A002 - Textual's
        super().__init__(id=id)
        self.heads = heads

    def render(self) -> Content:
        """Draw the heads."""
        return self.heads()
