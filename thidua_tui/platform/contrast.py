"""Dim text that can still be read: no paler than the contrast that WCAG asks for.

Textual blends dim text with its ground by a third, whatever the two are: a hint in a field came out
at 2.6 : 1. Here it is blended as far as it stays readable on its background.
"""

from __future__ import annotations

from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

AS_TEXTUAL, STEP = 0.66, 0.02
"""How much of its colour dim text keeps, at least; and by how much more it is tried."""
ENOUGH, MORE = 4.5, 7.0
"""Of WCAG 2.2: contrast (minimum), 1.4.3, and contrast (enhanced), 1.4.6."""
NOT_DIM = Style(dim=False)


def light(colour: Color) -> float:
    """Relative luminance, as WCAG defines it."""
    parts = (part / 255 for part in colour.rgb)
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: Color, other: Color) -> float:
    """Contrast ratio, as WCAG defines it: 1 to 21."""
    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


@lru_cache(1024)
def dimmed(style: Style, background: Color, least: float) -> Style:
    """The style with its dim colour written out; colours of the terminal's own are left to it."""
    ground = style.bgcolor
    if style.color is None or style.color.triplet is None:
        return style
    if ground is not None and not ground.is_default and ground.triplet is None:
        return style
    under = background if ground is None or ground.is_default else Color.from_rich_color(ground)
    text, kept = Color.from_rich_color(style.color), AS_TEXTUAL
    while kept < 1 and ratio(under.blend(text, kept), under) < least:
        kept += STEP
    blended = under.blend(text, min(1.0, kept)).rich_color
    return style + Style.from_color(blended, None) + NOT_DIM


class ReadableDim(LineFilter):
    """Write out dim colours before Textual does."""

    def __init__(self, least: float = ENOUGH) -> None:
        super().__init__()
        self.least = least

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same text, its dim parts in colours that can be read."""
        return [
            Segment(text, dimmed(style, background, self.least), control)
            if style is not None and style.dim
            else Segment(text, style, control)
            for text, style, control in segments
        ]
