"""A screen as an SVG document that needs nothing from outside and no font of its own to be aligned.

Text is text, each run held to the width of its cells by `textLength`; lines and blocks are shapes;
nothing is clipped, and the rows leave room for two marks above a capital letter. A row is written
by itself, so that a moving picture repeats only what changes.
"""

from __future__ import annotations

import unicodedata
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from html import escape
from itertools import groupby
from pathlib import Path

from tests.box_paths import HIGH, STROKES, WIDE, box_paths, joined, number
from tests.box_shapes import blocks, box
from tests.cells import Cell, Grid, Look

SIZE = 14
"""Of the letters, in units of the picture."""
ASCENT = 14.7
"""From the top of a row to its baseline: 1.05 em, for Ế, Ỗ, Ẵ."""
BAR, EDGE = 24, 8
"""Heights of the title bar and of the margin."""
LETTERS = Path(__file__).parent / "data" / "fonts"
FONTS = "P,ui-monospace,Menlo,Consolas,'Noto Sans Mono','DejaVu Sans Mono',monospace"
"""The letters that the picture brings along; the rest for signs that these have not."""
UNDER, THROUGH = 16.8, 10.2
"""Of lines along text, from the top of the row."""
RINGS = "○"
"""Signs that the letters lack and that are drawn."""


class Palette:
    """Names of looks and colours in one document, in the order of their use."""

    def __init__(self) -> None:
        self._styles: dict[str, str] = {}

    def name(self, style: str) -> str:
        """Return the class that has these properties."""
        return self._styles.setdefault(style, f"c{len(self._styles)}")

    def css(self) -> str:
        """Return the rules of all classes."""
        return "".join(f".{name}{{{style}}}" for style, name in self._styles.items())


class RowWriter:
    """Rows of cells as SVG; they share a palette and the colour of their paper."""

    def __init__(self, paper: str) -> None:
        self.paper, self.palette = paper, Palette()

    def row(self, cells: Sequence[Cell]) -> str:
        """Return a row, the top of which is at 0: papers, lines and blocks, then text."""
        placed = [*enumerate(cells)]
        return "".join((*self._papers(placed), *self._shapes(placed), *self._texts(placed)))

    def _papers(self, cells: list[tuple[int, Cell]]) -> Iterator[str]:
        for paper, run in groupby(cells, lambda at: at[1].look.paper):
            if paper != self.paper:
                columns = [at for at, _ in run]
                yield self._rect(paper, columns[0], 0, len(columns), 1)

    def _rect(self, colour: str, x: float, y: float, w: float, h: float, alpha: float = 1) -> str:
        style = f"fill:{colour}" + (f";fill-opacity:{alpha:g}" if alpha < 1 else "")
        left, top = number(x * WIDE), number(y * HIGH)
        size = f'width="{number(w * WIDE)}" height="{number(h * HIGH)}"'
        return f'<rect class="{self.palette.name(style)}" x="{left}" y="{top}" {size}/>'

    def _shapes(self, cells: list[tuple[int, Cell]]) -> Iterator[str]:
        for (char, ink), run in groupby(cells, lambda at: (at[1].char, at[1].look.ink)):
            columns = [at for at, _ in run]
            for x, y, w, h, alpha in blocks(char):
                if w == 1:  # side by side they are a single rectangle
                    yield self._rect(ink, columns[0], y, len(columns), h, alpha)
                else:
                    yield from (self._rect(ink, at + x, y, w, h, alpha) for at in columns)
        for at, cell in cells:
            if cell.char in RINGS:
                yield self._ring(cell, at)
        lines: dict[tuple[str, str], list[str]] = {}
        for at, cell in cells:
            if drawn := box(cell.char):
                for weight, path in box_paths(drawn, at * WIDE):
                    lines.setdefault((cell.look.ink, weight), []).append(path)
        for (ink, weight), paths in lines.items():
            style = f"stroke:{ink};stroke-width:{STROKES[weight]}"
            yield f'<path class="{self.palette.name(style)}" d="{joined(paths)}"/>'

    def _ring(self, cell: Cell, at: int) -> str:
        style = f"stroke:{cell.look.ink};stroke-width:1.2;fill:none"
        middle = f'cx="{number((at + 0.5) * WIDE)}" cy="{number(HIGH / 2)}"'
        return f'<circle class="{self.palette.name(style)}" {middle} r="3.2"/>'

    def _texts(self, cells: list[tuple[int, Cell]]) -> Iterator[str]:
        for look, run in groupby(cells, lambda at: at[1].look):
            letters = [*run]
            for at, text, wide in words(letters):
                yield self._text(look, at, text, wide)
            for height, drawn in ((UNDER, look.underline), (THROUGH, look.strike)):
                if drawn:
                    yield self._rule(look.ink, letters[0][0], len(letters), height)

    def _rule(self, ink: str, at: int, wide: int, height: float) -> str:
        """Draw a line along text: with `textLength` browsers draw a piece for each letter."""
        name = self.palette.name(f"stroke:{ink};stroke-width:1.2")
        return f'<path class="{name}" d="M{number(at * WIDE)} {height}h{number(wide * WIDE)}"/>'

    def _text(self, look: Look, at: int, text: str, wide: int) -> str:
        style = f"fill:{look.ink}"
        style += ";font-weight:bold" if look.bold else ""
        style += ";font-style:italic" if look.italic else ""
        place = f'x="{number(at * WIDE)}" y="{ASCENT}" textLength="{number(wide * WIDE)}"'
        squeezed = ' lengthAdjust="spacingAndGlyphs"' if is_sign(text) else ""
        name = self.palette.name(style)
        return f'<text class="{name}" {place}{squeezed}>{escape(text, quote=False)}</text>'


def is_sign(text: str) -> bool:
    """Whether it is a single sign, which a font of another width may have to lend."""
    return len(text) == 1 and unicodedata.category(text) in ("So", "Sm") and ord(text) > 255


def words(cells: Iterable[tuple[int, Cell]]) -> Iterator[tuple[int, str, int]]:
    """Yield runs of text of cells with their columns: column, text, width.

    Shapes, signs and two spaces end a run.
    """
    run: list[tuple[int, str]] = []
    for column, (char, _) in cells:
        blank = char != "" and char in " \u00a0"
        drawn = bool(char and (char in RINGS or box(char) or blocks(char)))
        sign = is_sign(char) and not drawn
        if drawn or sign or (blank and run and run[-1][1] == " "):
            yield from _run(run)
            run = []
        if sign:
            yield column, char, 1
        elif not drawn and (run or not blank):
            run.append((column, " " if blank else char))
    yield from _run(run)


def _run(run: list[tuple[int, str]]) -> Iterator[tuple[int, str, int]]:
    while run and run[-1][1] == " ":
        run = run[:-1]
    if run:
        yield run[0][0], "".join(char for _, char in run), run[-1][0] + 1 - run[0][0]


def commonest(colours: Iterable[str]) -> str:
    """Return the colour that comes most often."""
    counted = Counter(colours)
    return max(sorted(counted), key=counted.__getitem__)


def paper_of(grid: Grid) -> str:
    """Return the background that most cells have."""
    return commonest(cell.look.paper for row in grid for cell in row)


def ink_of(grid: Grid) -> str:
    """Return the colour that most letters have."""
    return commonest(cell.look.ink for row in grid for cell in row if cell.char.isalpha())


def frame(columns: int, rows: int, title: str, paper: str, ink: str, style: str, body: str) -> str:
    """Return the document: a window with a small title bar around the rows."""
    wide, high = columns * WIDE + 2 * EDGE, rows * HIGH + BAR + EDGE
    size = f'width="{number(wide)}" height="{number(high)}"'
    box = f'viewBox="0 0 {number(wide)} {number(high)}"'
    title = escape(title, quote=False)
    dots = "".join(f'<circle cx="{EDGE + 6 + 14 * n}" cy="12" r="4"/>' for n in range(3))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box} role="img" xml:space="preserve">'
        f"<title>{title}</title><style>{style}</style>"
        f'<rect width="100%" height="100%" rx="8" fill="{paper}"/>'
        f'<rect x=".5" y=".5" width="{number(wide - 1)}" height="{number(high - 1)}" rx="7.5"'
        f' fill="none" stroke="{ink}" stroke-opacity=".3"/>'
        f'<g fill="{ink}" fill-opacity=".3">{dots}</g>'
        f'<text x="{number(wide / 2)}" y="16.5" text-anchor="middle" font-size="12" fill="{ink}"'
        f' fill-opacity=".7">{title}</text>{body}</svg>\n'
    )


@cache
def letters() -> str:
    """Return the rules that hold the letters: thin and bold, about 20 kB."""
    rules = []
    for name, weight in (("regular", 400), ("bold", 700)):
        data = b64encode((LETTERS / f"jetbrains-mono-{name}.woff2").read_bytes()).decode()
        source = f"url(data:font/woff2;base64,{data})"
        rules.append(f"@font-face{{font-family:P;font-weight:{weight};src:{source}}}")
    return "".join(rules)


def base_style(palette: Palette) -> str:
    """Return the rules that every picture has."""
    return (
        f"{letters()}text{{font-family:{FONTS};font-size:{SIZE}px;white-space:pre}}"
        ".s rect{shape-rendering:crispEdges}"
        ".s path{fill:none;stroke-linecap:square}" + palette.css()
    )


def screen_svg(grid: Grid, title: str) -> str:
    """Return a screen as one SVG document; the title is read out by screen readers."""
    writer = RowWriter(paper_of(grid))
    rows = [writer.row(row) for row in grid]
    body = "".join(
        f'\n<g transform="translate(0 {at * HIGH})">{row}</g>' for at, row in enumerate(rows) if row
    )
    ink = ink_of(grid)
    return frame(
        max(map(len, grid)),
        len(grid),
        title,
        writer.paper,
        ink,
        base_style(writer.palette),
        f'<g class="s" transform="translate({EDGE} {BAR})">{body}\n</g>',
    )
