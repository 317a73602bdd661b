"""The colours of pictures on the screen; what they mean is in the shapes, colours only help."""

from __future__ import annotations

from textual.content import Content

STYLES = (
    ("[●◆━┃┏┓┗┛]", "bold $primary"),
    ("○[0-9]?", "$success"),
    ("▾[0-9]+", "bold"),
    ("[×┄]", "bold $warning"),
)


def styled(line: str) -> Content:
    """A line of a picture."""
    content = Content(line)
    for shapes, style in STYLES:
        content = content.highlight_regex(shapes, style=style)
    return content
