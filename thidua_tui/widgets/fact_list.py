"""Facts in two columns, label and value; a long value goes on below its own column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

LEAST = 16
"""Cells that a value needs next to its label; with fewer it is below it."""
GAP = 2


class Fact(NamedTuple):
    """A label and its value; without a label the value takes the width of both columns."""

    label: str
    value: Content | str


class FactList(Visual):
    """Facts; the labels of a list are one column, as wide as the longest of them."""

    def __init__(self, facts: Iterable[Fact], style: str = "$secondary") -> None:
        self.facts, self.style = tuple(facts), style
        self.column = max((Content(fact.label).cell_length for fact in self.facts), default=0)

    def lines(self, width: int) -> Iterator[Content]:
        """Yield the lines for a width."""
        under = width - self.column - GAP < LEAST
        for label, value in self.facts:
            text = value if isinstance(value, Content) else Content(value)
            if not label:
                yield from text.wrap(max(1, width))
                continue
            margin = GAP if under else self.column + GAP
            head = Content.styled(label, self.style)
            if under:
                yield from head.wrap(max(1, width))
            for nth, part in enumerate(text.wrap(max(1, width - margin))):
                first = not nth and not under
                yield (
                    head.pad_right(margin - head.cell_length) if first else _blank(margin)
                ) + part

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002 - as Textual has it
        """Return the width of the container: values take what there is."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002 - as Textual has it
        """Return the number of lines for a width."""
        return sum(1 for _ in self.lines(width))

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Draw the facts."""
        text = Content("\n").join(self.lines(width))
        return text.render_strips(width, height, style, options)


def _blank(width: int) -> Content:
    return Content(" " * width)
