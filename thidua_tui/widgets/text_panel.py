"""A framed text as high as its content: a stack of them explains what a list shows."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from thidua_tui.widgets.panel import Framed, entitle


class TextPanel(Framed, Static):
    """A framed text; without lines it is not displayed."""

    DEFAULT_CSS = """
    TextPanel { height: auto; width: 1fr; }
    TextPanel.-nothing { display: none; }
    """

    def show(
        self, title: str | Content, lines: Sequence[Content], note: str | Content = ""
    ) -> None:
        """Show these lines under a title; no lines hide the panel."""
        self.set_class(not lines, "-nothing")
        if lines:
            entitle(self, title, note)
            self.update(Content("\n").join(lines))
