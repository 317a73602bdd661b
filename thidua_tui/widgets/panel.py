"""A framed part of a page: a title in its frame, a note at the lower right, a visible focus."""

from __future__ import annotations

from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget

FRAME = """
    Panel {
        border: round $frame;
        border-title-color: $secondary;
        border-title-style: bold;
        border-subtitle-color: $secondary;
        padding: 0 1;
    }
    Panel:focus-within {
        border: round $frame-focus;
        border-title-color: $frame-focus;
    }
"""


def frame_css(name: str) -> str:
    """Return the CSS of the frame for a widget class.

    A widget inherits the CSS of its first base alone, which is what it is a panel of: a container
    that scrolls, a text.
    """
    return FRAME.replace("Panel", name)


def entitle(panel: Widget, title: str | Content, note: str | Content = "") -> None:
    """Write a title and a note into the frame of a panel; text is never markup.

    A title that is set repaints the whole panel, also the same title.
    """
    if _differs(shown := _as_content(title), panel.border_title):
        panel.border_title = shown
    if _differs(shown := _as_content(note), panel.border_subtitle):
        panel.border_subtitle = shown


def fit_list(panel: Widget, lines: int, most: int) -> int:
    """Make a panel as high as its line of heads and a list of so many lines; return its height.

    Args:
        panel: The panel.
        lines: The lines of the list; without any the panel is as high as what it shows instead.
        most: The greatest height of the panel.
    """
    height = min(lines + 1 + panel.styles.gutter.height, max(4, most))
    panel.styles.height = height if lines else "auto"
    return height


def _differs(text: Content | None, title: str | None) -> bool:
    """Whether a text is not the title that a frame has; Textual returns that as markup."""
    return (text.markup if text else None) != title


def _as_content(text: str | Content) -> Content | None:
    """Return the text between two spaces, or None where there is none."""
    content = text if isinstance(text, Content) else Content(text)
    return Content(" ") + content + Content(" ") if content else None


class Panel(Vertical):
    """A part of a page whose children fill it; on a screen of few lines only its title is drawn."""

    DEFAULT_CSS = frame_css("Panel")


class ScrollPanel(VerticalScroll, can_focus=False):
    """A part of a page that is longer than its frame and scrolls."""

    DEFAULT_CSS = frame_css("ScrollPanel") + "ScrollPanel { scrollbar-size-vertical: 1; }"
