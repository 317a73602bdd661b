"""Lines over a double logarithmic paper, as SVG: each with its own dash and its name at its end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from math import ceil, floor, log10
from typing import TypeAlias

Line: TypeAlias = Sequence[tuple[float, float]]

WIDTH, HEIGHT = 860, 480
LEFT, RIGHT, TOP, BOTTOM = 80, 270, 40, 60
DASHES = ("", "8 4", "2 3", "10 3 2 3", "4 2", "14 5")
APART = 16
"""Pixels between two names, so that none covers another."""


def plot(title: str, lines: Mapping[str, Line], x_name: str, y_name: str) -> str:
    """The picture; both coordinates of every point are greater than zero."""
    points = [point for line in lines.values() for point in line]
    paper = Paper([x for x, _ in points], [y for _, y in points])
    parts = [*paper.grid(x_name, y_name), *_drawn(paper, lines)]
    body = "\n".join(parts)
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">
<title>{escape(title)}</title>
<rect width="100%" height="100%" fill="#ffffff"/>
<g font-family="ui-monospace, Menlo, Consolas, monospace" font-size="12" fill="#222222">
<text x="{LEFT}" y="22" font-size="14">{escape(title)}</text>
{body}
</g>
</svg>
"""


class Paper:
    """Where a pair of numbers lies in the picture."""

    def __init__(self, xs: Sequence[float], ys: Sequence[float]) -> None:
        self.xs, self.ys = _decades(xs), _decades(ys)

    def at(self, x: float, y: float) -> tuple[float, float]:
        """The point in pixels."""
        across = (log10(x) - self.xs[0]) / (self.xs[-1] - self.xs[0])
        up = (log10(y) - self.ys[0]) / (self.ys[-1] - self.ys[0])
        wide, high = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
        return round(LEFT + across * wide, 1), round(TOP + (1 - up) * high, 1)

    def grid(self, x_name: str, y_name: str) -> Iterable[str]:
        """Lines at the powers of ten, with what they are."""
        right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM
        for power in self.xs:
            x, _ = self.at(10**power, 10 ** self.ys[0])
            yield f'<path d="M{x} {TOP}V{bottom}" stroke="#dddddd"/>'
            yield f'<text x="{x}" y="{bottom + 18}" text-anchor="middle">{10**power:,}</text>'
        for power in self.ys:
            _, y = self.at(10 ** self.xs[0], 10**power)
            yield f'<path d="M{LEFT} {y}H{right}" stroke="#dddddd"/>'
            yield f'<text x="{LEFT - 8}" y="{y + 4}" text-anchor="end">{_spelt(power)}</text>'
        middle = f'x="{(LEFT + right) / 2}" y="{bottom + 40}" text-anchor="middle"'
        yield f"<text {middle}>{escape(x_name)}</text>"
        yield f'<text x="{LEFT - 8}" y="{TOP - 10}" text-anchor="end">{escape(y_name)}</text>'


def _decades(numbers: Sequence[float]) -> list[int]:
    low, high = floor(log10(min(numbers))), ceil(log10(max(numbers)))
    return list(range(low, max(high, low + 1) + 1))


def _spelt(power: int) -> str:
    """A power of ten, in milliseconds or seconds."""
    return f"{10 ** (power + 3):g} ms" if power < 0 else f"{10**power:g} s"


def _drawn(paper: Paper, lines: Mapping[str, Line]) -> Iterable[str]:
    """The lines with their points, and their names at the right, lowest last."""
    ends = sorted((paper.at(*line[-1])[1], name) for name, line in lines.items())
    heights: dict[str, float] = {}
    lowest = 0.0
    for y, name in ends:
        lowest = heights[name] = max(y, lowest + APART)
    for (name, line), dash in zip(lines.items(), DASHES * len(lines), strict=False):
        places = [paper.at(x, y) for x, y in line]
        path = "L".join(f"{x} {y}" for x, y in places)
        ink = f'fill="none" stroke="#1a4f8b" stroke-width="2" stroke-dasharray="{dash}"'
        yield f'<path d="M{path}" {ink}/>'
        yield from (f'<circle cx="{x}" cy="{y}" r="3" fill="#1a4f8b"/>' for x, y in places)
        x, y = places[-1]
        yield f'<path d="M{x + 4} {y}L{x + 14} {heights[name]}" stroke="#888888"/>'
        yield f'<text x="{x + 18}" y="{heights[name] + 4}">{escape(name)}</text>'
