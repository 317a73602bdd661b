"""A recording of a terminal as an SVG that moves: no script, a single clock, and it begins again.

Each row of the screen is a strip of the states it has, side by side behind a window of a screen's
width; the clock moves the strip. So the picture holds each state of each row once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from html import escape
from itertools import pairwise
from typing import NamedTuple

import pyte

from tests.box_paths import HIGH, WIDE, number
from tests.cells import Cell, Grid, cells_of_terminal
from tests.screen_svg import (
    BAR,
    EDGE,
    SIZE,
    RowWriter,
    base_style,
    frame,
    ink_of,
    paper_of,
)

APART = 0.04
"""Seconds without output that end a state of the screen: what is half painted is not shown."""
ASIDE = 20
"""Between states, so that none shows at the edge of the window."""
CAP_SHOWN = 1.2
"""Seconds for which a key is shown in the title bar, unless another follows."""


class Recorded(NamedTuple):
    """What came from the program (`o`) or was pressed (`i`), and when."""

    at: float
    kind: str
    text: str


class Shown(NamedTuple):
    """A state of the whole screen, from a moment on."""

    at: float
    grid: Grid


class Strip(NamedTuple):
    """The states of one row, and which is shown from when on."""

    states: list[str]
    times: list[tuple[float, int]]


def screens(recorded: Sequence[Recorded], size: tuple[int, int]) -> list[Shown]:
    """Return the states of the screen; none is half painted."""
    screen = pyte.Screen(*size)
    stream = pyte.Stream(screen)
    output = [event for event in recorded if event.kind == "o"]
    found: list[Shown] = []
    for event, after in zip(output, [*output[1:], None], strict=True):
        stream.feed(event.text)
        if after is None or after.at - event.at >= APART:
            found.append(Shown(event.at, cells_of_terminal(screen)))
    return found


def strips(shown: Sequence[Shown], writer: RowWriter) -> list[Strip]:
    """Return the strip of each row."""
    found: list[Strip] = []
    written: dict[tuple[Cell, ...], str] = {}
    for at_row in range(len(shown[0].grid)):
        strip = Strip([], [])
        for at, grid in shown:
            cells = tuple(grid[at_row])
            if cells not in written:
                written[cells] = writer.row(cells)
            place(strip, at, written[cells])
        found.append(strip)
    return found


def place(strip: Strip, at: float, state: str) -> None:
    """Show a state from a moment on; a state that was shown before is used again."""
    if state not in strip.states:
        strip.states.append(state)
    index = strip.states.index(state)
    if not strip.times or strip.times[-1][1] != index:
        strip.times.append((at, index))


def caps(pressed: Sequence[tuple[float, str]], seconds: float, middle: float, ink: str) -> Strip:
    """Return the strip of the title bar: the key that was pressed last, for a while."""
    strip = Strip([], [])
    place(strip, 0, "")
    for (at, name), (end, _) in pairwise([*pressed, (seconds, "")]):
        width = (len(name) + 2) * WIDE
        left = number(middle - width / 2)
        place(
            strip,
            at,
            f'<rect x="{left}" y="3" width="{number(width)}" height="18" rx="4" fill="{ink}"/>'
            f'<text x="{number(middle)}" y="16.5" text-anchor="middle" class="k">'
            f"{escape(name, quote=False)}</text>",
        )
        if end - at > CAP_SHOWN:
            place(strip, at + CAP_SHOWN, "")
    return strip


def moving(
    strip: Strip, name: str, width: float, seconds: float, repeated: dict[str, str]
) -> tuple[str, str]:
    """Return the body of a strip, and the rules that move it.

    Args:
        strip: The states and their times.
        name: Of its animation.
        width: Of the window.
        seconds: Of the whole walk.
        repeated: State -> id, for states that several rows have.
    """
    body = []
    for index, state in enumerate(strip.states):
        x = number(index * (width + ASIDE))
        if state in repeated:
            body.append(f'<use href="#{repeated[state]}" x="{x}"/>')
        elif state:
            body.append(f'<g transform="translate({x})">{state}</g>' if index else state)
    if len(strip.times) == 1:
        return "".join(body), ""
    step = width + ASIDE
    stops = "".join(
        f"{number4(100 * at / seconds)}%{{transform:translateX({number(-index * step)}px)}}"
        for at, index in strip.times
    )
    css = f"@keyframes {name}{{{stops}}}#{name}{{animation-name:{name}}}"
    return f'<g class="m" id="{name}">{"".join(body)}</g>', css


def still(svg: str, at: float) -> str:
    """Return a moving picture that is stopped at a moment."""
    return re.sub(r"(\.m\{animation:[\d.]+s steps\(1,end\))", rf"\1 -{at:g}s paused", svg)


def number4(value: float) -> str:
    """Return a share of the walk, fine enough for a tenth of a frame."""
    return f"{value:.3f}".rstrip("0").rstrip(".")


def moving_svg(
    recorded: Sequence[Recorded],
    pressed: Sequence[tuple[float, str]],
    size: tuple[int, int],
    seconds: float,
    title: str,
) -> str:
    """Return the recording as one SVG document that moves.

    Args:
        recorded: What the program wrote.
        pressed: Moments and names of keys.
        size: Columns and rows of the terminal.
        seconds: After which it begins again.
        title: What screen readers read.
    """
    shown = screens(recorded, size)
    columns, rows = size
    width = columns * WIDE
    writer = RowWriter(paper_of(shown[0].grid))
    ink = ink_of(shown[0].grid)
    found = strips(shown, writer)
    counted = Counter(state for strip in found for state in strip.states if len(state) > 60)
    repeated = {s: f"r{at}" for at, s in enumerate(s for s, n in counted.items() if n > 1)}
    style, body = [], []
    for at, strip in enumerate(found):
        drawn, css = moving(strip, f"s{at}", width, seconds, repeated)
        style.append(css)
        if drawn:
            body.append(f'\n<g transform="translate(0 {at * HIGH})">{drawn}</g>')
    bar, css = moving(caps(pressed, seconds, width * 0.86, ink), "keys", width, seconds, {})
    style.append(css)
    defs = "".join(f'<g id="{name}">{state}</g>' for state, name in repeated.items())
    rules = (
        f".m{{animation:{number(seconds)}s steps(1,end) infinite}}"
        f".k{{fill:{writer.paper};font-weight:bold;font-size:{SIZE - 1}px}}"
        "@media (prefers-reduced-motion:reduce){.m{animation-play-state:paused}}"
    )
    window = f'width="{number(width)}" height="{number(rows * HIGH)}"'
    return frame(
        columns,
        rows,
        title,
        writer.paper,
        ink,
        base_style(writer.palette) + rules + "".join(style),
        f'<defs class="s">{defs}</defs>'
        f'<svg x="{EDGE}" width="{number(width)}" height="{BAR}">{bar}</svg>'
        f'<svg class="s" x="{EDGE}" y="{BAR}" {window}>{"".join(body)}\n</svg>',
    )
