"""What a screen shows, cell by cell: read from the running application or from a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import pyte
from rich.cells import cell_len
from rich.color import Color
from rich.color_triplet import ColorTriplet
from rich.style import Style
from rich.terminal_theme import SVG_EXPORT_THEME
from textual._compositor import LayoutUpdate
from textual.app import App

INK = SVG_EXPORT_THEME.foreground_color.hex
PAPER = SVG_EXPORT_THEME.background_color.hex
"""Colours of a cell that has none of its own."""
DIM = 0.4
"""How much of the background a dim letter takes on."""
NAMED = {
    "brown": "yellow",
    "brightbrown": "bright_yellow",
    "bfightmagenta": "bright_magenta",
    "brightblack": "bright_black",
    "brightred": "bright_red",
    "brightgreen": "bright_green",
    "brightyellow": "bright_yellow",
    "brightblue": "bright_blue",
    "brightmagenta": "bright_magenta",
    "brightcyan": "bright_cyan",
    "brightwhite": "bright_white",
}
"""Names of colours in pyte, and in Rich."""
HEX = re.compile("[0-9a-f]{6}")


class Look(NamedTuple):
    """Colours and emphasis of a cell."""

    ink: str = INK
    paper: str = PAPER
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False


class Cell(NamedTuple):
    """A character and its look; behind a character of two cells comes an empty cell."""

    char: str
    look: Look


Grid = Sequence[Sequence[Cell]]
"""A screen: its rows, from the top."""


def cells_of_app(app: App[Any]) -> list[list[Cell]]:
    """Return what the application shows now, with the pages behind a dialog."""
    update = app.screen._compositor.render_update(
        full=True, screen_stack=app._background_screens, simplify=True
    )
    assert isinstance(update, LayoutUpdate)
    return [
        [
            cell
            for strip in line
            for segment in strip
            if not segment.control
            for cell in _cells(segment.text, _look(segment.style or Style.null()))
        ]
        for line in update.strips
    ]


def cells_of_terminal(screen: pyte.Screen) -> list[list[Cell]]:
    """Return what a terminal shows now."""
    return [
        [
            Cell(at.data, _look_of(at.fg, at.bg, at.bold, at.italics, at.underscore, at.reverse))
            for at in (screen.buffer[row][column] for column in range(screen.columns))
        ]
        for row in range(screen.lines)
    ]


def cells_of_text(lines: Sequence[str], width: int, look: Look) -> list[list[Cell]]:
    """Return lines of plain text as a screen of this width."""
    return [[*_cells(line.ljust(width + len(line) - cell_len(line)), look)] for line in lines]


def _cells(text: str, look: Look) -> Iterator[Cell]:
    for char in text:
        yield Cell(char, look)
        if cell_len(char) == 2:
            yield Cell("", look)


@lru_cache(4096)
def _look(style: Style) -> Look:
    theme = SVG_EXPORT_THEME
    ink = (style.color or Color.default()).get_truecolor(theme)
    paper = (style.bgcolor or Color.default()).get_truecolor(theme, foreground=False)
    if style.reverse:
        ink, paper = paper, ink
    if style.dim:
        ink = _between(ink, paper, DIM)
    return Look(
        ink.hex,
        paper.hex,
        bold=bool(style.bold),
        italic=bool(style.italic),
        underline=bool(style.underline),
        strike=bool(style.strike),
    )


@lru_cache(4096)
def _look_of(
    ink: str, paper: str, bold: bool, italic: bool, underline: bool, reverse: bool
) -> Look:
    front, back = _colour(ink, INK), _colour(paper, PAPER)
    if reverse:
        front, back = back, front
    return Look(front, back, bold, italic, underline)


def _colour(name: str, default: str) -> str:
    """Return a colour of pyte as `#rrggbb`."""
    if name == "default":
        return default
    if HEX.fullmatch(name):
        return f"#{name}"
    return Color.parse(NAMED.get(name, name)).get_truecolor(SVG_EXPORT_THEME).hex


def _between(first: ColorTriplet, second: ColorTriplet, share: float) -> ColorTriplet:
    mixed = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return ColorTriplet(*mixed)
