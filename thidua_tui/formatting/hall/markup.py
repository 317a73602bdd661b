"""Slides, tables and minutes as HTML for the hall: text is escaped, sizes are classes.

What a slide does not show yet is not in the HTML either: a style could be switched off.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from textwrap import wrap
from typing import NamedTuple

from events.text import plain
from thidua_tui.formatting.slides.podium import PODIUM
from thidua_tui.formatting.slides.slide import Slide, Step

SIZES = (11.0, 9.0, 7.5, 6.2, 5.2, 4.4, 3.6, 3.0, 2.6)
"""Heights of letters in hundredths of the width: `n1` to `n9` in `data/hall/hall.css`."""
WIDTH = 90.0
"""Hundredths of the width in which names are written."""
STEP, ABOVE_STEP, SMALL_STEP = 29.0, 10.5, 7
"""Width of a step and height above the first, in hundredths of the width; the number of the size
from which names are written in short."""
MOST_LINES = 5
"""Lines of names above a step, at most."""
FEW, SOME = 5, 9
"""Rows up to which a table has larger letters."""
TIGHT = 16
"""Letters up to which the cells of a column stay on one line."""
BROAD, NARROW = 0.58, 0.5
"""The width of a letter, in its height: of a broad one, and of most."""
LINE = 1.16
"""The height of a line of names, in that of a letter."""
_BREAKS = re.compile(r"\s+")


def text(value: str) -> str:
    """Return what people typed as HTML: one line, harmless, escaped."""
    return escape(_BREAKS.sub(" ", plain(value)))


def slide_html(slide: Slide) -> str:
    """Return a slide as HTML."""
    above = f'<p class="above">{text(slide.above)}</p>' if slide.above else ""
    middle = _podium(slide) if slide.steps else _names(slide)
    below = "".join(f"<p>{text(line)}</p>" for line in slide.below)
    below = f'<div class="below">{below}</div>' if below else ""
    return f'<section class="slide">{_mark(slide.mark)}{above}{middle}{below}</section>'


def _mark(mark: str) -> str:
    return f'<p class="mark">{text(mark)}</p>' if mark else ""


def _names(slide: Slide) -> str:
    """Return the names, as large as they fit; in short where the full ones would be too small."""
    if not slide.names:
        return ""
    room = 44.0 - 3.6 * (len(slide.below) + sum(len(line) > 66 for line in slide.below))
    full = _size([name.full for name in slide.names], WIDTH, room)
    short = _size([name.short or name.full for name in slide.names], WIDTH, room)
    names = [n.short or n.full if full > 7 and short < full else n.full for n in slide.names]
    place = f" p{slide.place}" if 1 <= slide.place <= PODIUM else ""
    lines = "".join(f"<span>{text(name)}</span>" for name in names)
    return f'<h1 class="names n{min(full, short) if names else full}{place}">{lines}</h1>'


def _size(names: Sequence[str], width: float, room: float) -> int:
    """Return the number of the largest size in which names fit, from 1; the smallest if none do."""
    for number, size in enumerate(SIZES, 1):
        letters = max(1, int(width / (BROAD * size)))
        lines = sum(len(wrap(plain(name), letters)) for name in names)
        whole = all(len(word) <= letters for name in names for word in name.split())
        if whole and lines * size * LINE <= room:
            return number
    return len(SIZES)


def _podium(slide: Slide) -> str:
    """Return the steps, the second place at the left; of what is not announced only the room."""
    order = sorted(slide.steps, key=lambda step: {2: 0, 1: 1}.get(step.place, 2))
    return f'<div class="podium">{"".join(_step(step, slide) for step in order)}</div>'


def _step(step: Step, slide: Slide) -> str:
    if step.place in slide.hidden:
        return f'<div class="step s{step.place}"></div>'
    newest = slide.unnamed and step.place == slide.place
    full, short = ([name.full for name in step.names], [n.short or n.full for n in step.names])
    size = _size(full, STEP, ABOVE_STEP)
    if size > SMALL_STEP:
        full, size = short, _size(short, STEP, ABOVE_STEP)
    names = "".join(f"<span>{text(name)}</span>" for name in _cut(full, size))
    # The size of letters would show how long a name is before it is announced.
    who = "" if newest else f'<p class="who n{size} p{step.place}">{names}</p>'
    rises = " rises" if newest else ""
    return (
        f'<div class="step s{step.place}">{who}'
        f'<div class="block f{step.place}{rises}"><b>{step.place}</b>'
        f"<i>{text(step.label)}</i></div></div>"
    )


def _cut(names: Sequence[str], size: int) -> list[str]:
    """Return names for so many lines above a step as there is room for; a slide had them whole."""
    if len(names) > MOST_LINES:
        rest = f"+{len(names) - MOST_LINES + 1}"
        return [*_cut(names[: MOST_LINES - 1], size), rest]
    room = int(STEP / (NARROW * SIZES[size - 1])) * (MOST_LINES // len(names))
    return [name if len(name) <= room else f"{name[: room - 1].rstrip()}…" for name in names]


class Grid(NamedTuple):
    """A table for the hall.

    Attributes:
        title: What it is.
        heads: The headings of the columns; empty for none.
        rows: The cells of each row.
        here: The row that is pointed at, from 0; None for none.
        places: The place that each row has, whose colour it gets; empty for none.
        note: A line below it.
        right: The columns that are flush right.
        main: The column that says what a row is about, from 0.
    """

    title: str
    heads: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    here: int | None = None
    places: Sequence[int | None] = ()
    note: str = ""
    right: frozenset[int] = frozenset()
    main: int = 0


def grid_html(grid: Grid) -> str:
    """Return a table as HTML; the script of the page turns over what does not fit."""
    if not grid.rows:
        return slide_html(Slide(above=grid.title, below=(grid.note,)))
    columns = [*zip(*grid.rows, strict=True)]
    side = [_column_class(at, cells, grid) for at, cells in enumerate(columns)]
    heads = "".join(f"<th{at}>{text(head)}</th>" for at, head in zip(side, grid.heads, strict=True))
    places = grid.places or [None] * len(grid.rows)
    rows = "".join(
        f"<tr{_row_class(at == grid.here, place)}>"
        + "".join(f"<td{at}>{text(cell)}</td>" for at, cell in zip(side, row, strict=True))
        + "</tr>"
        for at, (row, place) in enumerate(zip(grid.rows, places, strict=True))
    )
    note = f'<p class="note">{text(grid.note)}</p>' if grid.note else ""
    large = 1 if len(grid.rows) <= FEW else 2 if len(grid.rows) <= SOME else 3
    return (
        f'<section class="sheet"><h2>{text(grid.title)}</h2><div class="roll r{large}">'
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>{note}</section>"
    )


def _column_class(at: int, cells: Sequence[str], grid: Grid) -> str:
    tight = at != grid.main and all(len(cell) <= TIGHT for cell in cells)
    names = {"right": at in grid.right, "main": at == grid.main, "tight": tight}
    found = " ".join(name for name, on in names.items() if on)
    return f' class="{found}"' if found else ""


def _row_class(here: bool, place: int | None) -> str:
    names = [*(["here"] if here else []), *([f"p{place}"] if place in (1, 2, 3) else [])]
    return f' class="{" ".join(names)}"' if names else ""


def minutes_html(title: str, lines: Iterable[tuple[str, bool]]) -> str:
    """Return sentences of minutes as HTML; the one that is read is marked.

    Args:
        title: What the minutes are, and their state.
        lines: The sentences near the one that is read, and whether each is that one.
    """
    parts = "".join(
        f"<p{' class=here' if here else ''}>{text(sentence)}</p>" for sentence, here in lines
    )
    return f'<section class="read"><h2>{text(title)}</h2>{parts}</section>'
