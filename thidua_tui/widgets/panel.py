"""A framed part of a page: a title in its frame, a note at the lower right, a visible focus."""

from __future__ import annotations

from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget

CSS = """
    {name} {{
        border: round $frame;
        border-title-color: $secondary;
        border-title-style: bold;
        border-subtitle-color: $secondary;
        padding: 0 1;
    }}
    {name}:focus-within {{
        border: round $frame-focus;
        border-title-color: $frame-focus;
    }}
"""


def entitle(panel: Widget, title: str | Content, note: str | Content = "") -> None:
    """Write a title and a note into the frame of a panel; text is never markup."""
    panel.border_title = _as_content(title)
    panel.border_subtitle = _as_content(note)


def _as_content(text: str | Content) -> Content | None:
    """Return the text between two spaces, or None where there is none."""
    content = text if isinstance(text, Content) else Content(text)
    return Content(" ") + content + Content(" ") if content else None


class Panel(Vertical):
    """A part of a page whose children fill it; on a screen of few lines only its title is drawn."""

    DEFAULT_CSS = CSS.format(name="Panel")


class ScrollPanel(VerticalScroll, can_focus=False):
    """A part of a page that is longer than its frame and scrolls."""

    DEFAULT_CSS = (
        CSS.format(name="ScrollPanel")
        + """
    ScrollPanel { scrollbar-size-vertical: 1; }
    """
    )
