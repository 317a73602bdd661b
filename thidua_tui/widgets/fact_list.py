"""Facts in two columns, label and value; a long value goes on below its own column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

GAP = 2
"""Cells between the columns."""
LEAST = 12
"""Cells that a label may have on any screen; on a wide one three fifths of its width."""


class Fact(NamedTuple):
    """A label and its value; without a label the value takes the width of both columns."""

    label: Content | str
    value: Content | str


def fewest_lines(cells: Sequence[tuple[int, int]], room: int) -> tuple[int, int]:
    """Return the widths of two columns with which rows take the fewest lines in all.

    Args:
        cells: The cells of each row: of its label, of its value.
        room: The cells of both columns.
    """
    most = max((label for label, _ in cells), default=1)
    widths = {max(1, min(room - 1, most, room * part // 20)) for part in range(5, 16)}

    def lines(label: int) -> int:
        return sum(max(-(-a // label), -(-b // (room - label))) for a, b in cells)

    label = min(widths, key=lambda width: (lines(width), -width))
    return label, room - label


class FactList(Visual):
    """Facts; the labels between two gaps are one column, as wide as the longest that has room.

    A gap is a fact without label and value; it is an empty line unless `gaps` is false.
    """

    def __init__(
        self, facts: Iterable[Fact], style: str = "$secondary", *, gaps: bool = True
    ) -> None:
        self.facts, self.style, self.gaps = tuple(facts), style, gaps
        self._drawn: tuple[int, Content] = (0, Content(""))

    def lines(self, width: int) -> Iterator[Content]:
        """Yield the lines for a width; the value of a label too long for its column is below it."""
        for gap, part in groupby(self.facts, key=lambda fact: not fact.label and not fact.value):
            if gap:
                yield from (Content("") for _ in part if self.gaps)
            else:
                yield from self._part([*part], width)

    def _part(self, facts: Sequence[Fact], width: int) -> Iterator[Content]:
        labels = [
            label if isinstance(label, Content) else Content.styled(label, self.style)
            for label, _ in facts
        ]
        most = min(max(LEAST, width * 3 // 5), width - 2 * GAP)
        lengths = [label.cell_length for label in labels]
        column = max((length for length in lengths if length <= most), default=0)
        for label, (_, value) in zip(labels, facts, strict=True):
            text = value if isinstance(value, Content) else Content(value)
            margin = column + GAP if label else 0
            fits = label.cell_length <= column
            if not fits:
                yield from label.wrap(max(1, width))
            for nth, line in enumerate(text.wrap(max(1, width - margin))):
                head = label if fits and not nth else Content("")
                yield head.pad_right(margin - head.cell_length) + line

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002 - as Textual has it
        """Return the width of the container: values take what there is."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002 - as Textual has it
        """Return the number of lines for a width."""
        return self._content(width).plain.count("\n") + 1

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Draw the facts."""
        return self._content(width).render_strips(width, height, style, options)

    def _content(self, width: int) -> Content:
        """Return the lines for a width; it is asked for the height first, then to draw them."""
        if self._drawn[0] != width:
            self._drawn = width, Content("\n").join(self.lines(width))
        return self._drawn[1]
