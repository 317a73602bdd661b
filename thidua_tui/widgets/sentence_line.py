"""A sentence at the foot of a dialog: on as many lines as it needs, up to three."""

from __future__ import annotations

from textual.content import Content

from thidua_tui.widgets.header_footer import StatusLine


class SentenceLine(StatusLine):
    """Its text is never cut on a narrow screen, as a reason why something is refused may not be."""

    DEFAULT_CSS = "SentenceLine { height: auto; min-height: 1; max-height: 3; }"

    def show(self, left: Content, right: Content | None = None, *shorter: Content) -> None:
        """Show a sentence; the height follows."""
        self.left, self.right, self.shorter = left, right or Content(""), shorter
        self.refresh(layout=True)

    def render(self) -> Content:
        """Return the whole sentence."""
        return self.left
