"""The podium: the first place in the middle and highest, the second at its left, the third right.

                 VP HĐND
               ███████████
       Sở NV   █████ █████
    ███████████████  █████   VP UBND
    ███   █████████  ████████████████
    ██████ ███████ NHẤT ██████    ███
    ═════════════════════════════════

Each step is a block of the colour of its place, out of which the number is cut, with the names on
top: height, number and word say the same as the colour. A shared place names all on one step; a
place that was not given has none. The layout is that of the finished podium from the start.
"""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import NamedTuple

from rich.cells import cell_len, chop_cells

from events.text import plain
from thidua_tui.formatting.slides.big_letters import (
    BROAD,
    GIANT,
    SLIM,
    TALL,
    big,
    cut_out,
    fitting,
)
from thidua_tui.formatting.slides.slide import FILLS, TONES, Line, Name, Step, plain_text, toned

PODIUM = 3
"""The last place that has a step."""
SIGNS = {1: "①", 2: "②", 3: "③"}
"""The signs of the places where there is no room for a podium."""
LEAST, MOST = 10, 60
"""Cells of a step: no name fits in less, and more is a wall."""
GAP = 1
HIGHEST_RISE = 6
"""Lines by which a step is higher than the next, at most."""
ATTEMPTS = ((GIANT, False), (BROAD, False), (GIANT, True), (BROAD, True), (0, True))
"""Letters of the number (0 are those of the terminal), and whether the names of a step may be in
plain letters where large ones have no room; the best first."""


class Progress(NamedTuple):
    """How much of the podium is to be seen.

    The steps of the places `hidden` are not announced yet. That of the place `newest`, the last
    announced, has no names if `unnamed`, and has risen to the part `risen` of its height.
    """

    hidden: tuple[int, ...] = ()
    newest: int = 0
    unnamed: bool = False
    risen: float = 1.0


WHOLE = Progress()


class _Column(NamedTuple):
    """A step as it is drawn: the names, and the block below them, from the top."""

    names: list[str]
    block: list[Line]


def podium(
    steps: Sequence[Step], width: int, height: int, progress: Progress = WHOLE
) -> list[Line]:
    """Draw up to three steps within a width and a height; nothing where there is no room."""
    steps = [step for step in steps if step.place <= PODIUM]
    wide = min(MOST, (width - GAP * (len(steps) - 1)) // max(1, len(steps)))
    if not steps or wide < LEAST:
        return []
    for rise in (2, 1):
        for number, mixed in ATTEMPTS:
            if number > wide - 2:
                continue
            low = len(_numeral(1, number)) + 2 if number else 2
            rooms = [height - 1 - low - rise * (PODIUM - step.place) for step in steps]
            bodies = [
                _names(step.names, wide - 2, room, mixed=mixed)
                for step, room in zip(steps, rooms, strict=True)
            ]
            if all(bodies):
                columns = _columns(steps, bodies, (number, low), wide, height)
                return _drawn(steps, columns, wide, progress)
    return []


def _names(names: Sequence[Name], width: int, room: int, *, mixed: bool) -> list[str]:
    """Return the lines of the names, in large letters where they fit; nothing where none do."""
    for spelling, lines in ((0, 2), (0, 1), (1, 1), (1, 2)):
        large = _large([(name.full, name.short)[spelling:] for name in names], width, lines)
        if large and len(large) <= room:
            return large
    if not mixed:
        return []
    full = [part for name in names for part in _wrapped(name.full, width)]
    short = [part for name in names for part in _wrapped(name.short, width)]
    plainly = full if len(full) <= min(room, 2 * len(names)) else min(full, short, key=len)
    return plainly if len(plainly) <= room else []


def _large(names: Sequence[Sequence[str]], width: int, most: int) -> list[str]:
    """Return large letters of the first spelling of each name that takes at most so many lines."""
    lines: list[str] = []
    for spelt in names:
        fits = [n for n in map(plain, spelt) if fitting([n], width, most * TALL, (SLIM,))]
        if not fits:
            return []
        lines += [line for block in big(fits[0], width, SLIM) for line in _block(block)]
    return lines


def _block(lines: Sequence[str]) -> list[str]:
    """Return the lines of a drawing as wide as the widest, so that they are moved together."""
    broad = max(map(len, lines), default=0)
    return [line.ljust(broad) for line in lines]


def _wrapped(text: str, width: int) -> list[str]:
    return [part for line in wrap(plain(text), width) for part in chop_cells(line, width)]


def _columns(
    steps: Sequence[Step],
    bodies: Sequence[list[str]],
    sizes: tuple[int, int],
    wide: int,
    height: int,
) -> list[_Column]:
    """Return the steps, as high as the height allows; the sizes are those of number and block."""
    number, low = sizes
    ranks = [PODIUM - step.place for step in steps]
    spare = [height - 1 - low - len(body) for body in bodies]
    each = [room // rank for room, rank in zip(spare, ranks, strict=True) if rank]
    rise = min(HIGHEST_RISE, *each)
    low += min(6, *(room - rise * rank for room, rank in zip(spare, ranks, strict=True)))
    return [
        _Column(body, _solid(step, low + rise * rank, number, wide))
        for step, body, rank in zip(steps, bodies, ranks, strict=True)
    ]


def _solid(step: Step, high: int, number: int, wide: int) -> list[Line]:
    """Return the block of a step: the number near its top, the word of the place on its floor."""
    fill, tone = FILLS[step.place], TONES[step.place]
    label = f"{plain(step.label).upper()}"
    label = label if number else f"{step.place} · {label}"
    label = f" {label} " if cell_len(label) + 2 <= wide else f" {step.place} "
    left = (wide - cell_len(label)) // 2
    word: Line = (
        ("█" * left, fill), (label, tone), ("█" * (wide - left - cell_len(label)), fill)
    )  # fmt: skip
    (full,) = toned(["█" * wide], fill)
    if not number:
        above = (high - 1) // 2
        return [full] * above + [word] + [full] * (high - 1 - above)
    cut = toned(cut_out(_numeral(step.place, number), wide), fill)
    return [full, *cut, *[full] * (high - 2 - len(cut)), word]


def _numeral(place: int, number: int) -> list[str]:
    """Return the number of a place in big letters, without the empty lines around it."""
    (lines,) = big(str(place), number, number)
    return [line for line in lines if line]


def _drawn(
    steps: Sequence[Step], columns: Sequence[_Column], wide: int, progress: Progress
) -> list[Line]:
    """Put the columns side by side, the second place first."""
    deep = max(len(column.names) + len(column.block) for column in columns)
    order = sorted(range(len(steps)), key=lambda at: {2: 0, 1: 1}.get(steps[at].place, 2))
    drawn = [
        _column(steps[at], columns[at], wide, deep, _seen(steps[at].place, progress))
        for at in order
    ]
    lines = [_joined(parts) for parts in zip(*drawn, strict=True)]
    floor = "▀" * max(len(plain_text(line)) for line in lines)
    return [*lines, *toned([floor], "above")]


def _seen(place: int, progress: Progress) -> tuple[bool, float]:
    """Return whether a step has its names, and how high it has risen."""
    if place in progress.hidden:
        return False, 0.0
    last = place == progress.newest
    return not (last and progress.unnamed), progress.risen if last else 1.0


def _column(
    step: Step, column: _Column, wide: int, deep: int, seen: tuple[bool, float]
) -> list[Line]:
    named, risen = seen
    tone = TONES[step.place]
    high = len(column.block)
    shown = round(high * risen)
    (hidden,) = toned([" " * wide])
    block = [hidden] * (high - shown) + column.block[high - shown :]
    names = column.names if named else [""] * len(column.names)
    sky = [""] * (deep - high - len(names))
    return toned([_middle(line, wide) for line in [*sky, *names]], tone) + block


def _joined(parts: Sequence[Line]) -> Line:
    (gap,) = toned([" " * GAP])
    runs = [run for part in parts for run in (*gap, *part)]
    return tuple(runs[len(gap) :])


def _middle(line: str, wide: int) -> str:
    left = max(0, (wide - cell_len(line)) // 2)
    return " " * left + line + " " * max(0, wide - left - cell_len(line))
