"""A widget that draws its lines from runs of text, whose styles may name colours of the theme."""

from __future__ import annotations

from collections.abc import Iterable

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

from thidua_tui.widgets.grid_cells import Run


class RunLines(Widget):
    """Only what is in sight is drawn: a subclass overrides `render_line` and calls `strip`."""

    def __init__(self) -> None:
        super().__init__()
        self._styles: dict[tuple[str, ...], RichStyle] = {}
        self._styled_for: object = None

    @property
    def lines(self) -> list[str]:
        """The lines in sight as text."""
        return [self.render_line(y).text for y in range(self.size.height)]

    def strip(self, runs: Iterable[Run], over: str) -> Strip:
        """Return a line as wide as the widget.

        Args:
            runs: The texts of the line with their styles.
            over: The style of the whole line, below those of the runs.
        """
        pieces = [Segment(text, self._style(over, style)) for text, style in runs]
        return Strip(pieces).adjust_cell_length(self.size.width, self._style(over))

    def _style(self, *styles: str) -> RichStyle:
        """Read styles that name colours of the theme, each over those before it."""
        base = self.visual_style
        if self._styled_for != (base, self.app.theme):
            self._styles, self._styled_for = {}, (base, self.app.theme)
        if (found := self._styles.get(styles)) is None:
            variables = self.app.theme_variables
            parsed = [Style.parse(style, variables) for style in styles if style]
            found = self._styles[styles] = sum(parsed, base).rich_style
        return found
