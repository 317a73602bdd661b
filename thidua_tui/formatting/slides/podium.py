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
from thidua_tui.formatting.slides.big_letters import BROAD, GIANT, SLIM, big, cut_out, fitting, tall
from thidua_tui.formatting.slides.slide import TONES, Line, Name, Step, plain_text, toned

PODIUM = 3
"""The last place that has a step."""
SIGNS = {1: "①", 2: "②", 3: "③"}
"""The signs of the places where there is no room for a podium."""
LEAST, MOST = 10, 60
"""Cells of a step: no name fits in less, and more is a wall."""
GAP = 1
HIGHEST_RISE = 6
"""Lines by which a step is higher than the next, at most; at least one."""
SIZES = ((GIANT, SLIM), (BROAD, SLIM), (BROAD, 0), (0, SLIM), (0, 0))
"""Letters of the number and of the names, the best first; 0 are those of the terminal."""


class Progress(NamedTuple):
    """How much of the podium is to be seen.

    `upto` steps are not announced yet, the last announced has no names if `unnamed`, and has risen
    to the part `risen` of its height.
    """

    upto: int = 0
    unnamed: bool = False
    risen: float = 1.0


WHOLE = Progress()


class _Column(NamedTuple):
    """A step as it is drawn: the names, and the block below them, from the top."""

    names: list[str]
    block: list[str]


def podium(
    steps: Sequence[Step], width: int, height: int, progress: Progress = WHOLE
) -> list[Line]:
    """Draw up to three steps within a width and a height; nothing where there is no room."""
    steps = [step for step in steps if step.place <= PODIUM]
    if not steps:
        return []
    wide = min(MOST, (width - GAP * (len(steps) - 1)) // len(steps))
    if wide < LEAST:
        return []
    for number, letters in SIZES:
        bodies = [_names(step.names, wide - 2, letters, height) for step in steps]
        columns = _columns(steps, [body for body in bodies if body], number, wide, height)
        if columns:
            return _drawn(steps, columns, wide, progress)
    return []


def _names(names: Sequence[Name], width: int, letters: int, height: int) -> list[str]:
    """Return the lines of the names, in letters of that size; nothing where they do not fit."""
    if not letters:
        full = [part for name in names for part in _wrapped(name.full, width)]
        short = [part for name in names for part in _wrapped(name.short, width)]
        return full if len(full) <= 2 * len(names) else min(full, short, key=len)
    lines: list[str] = []
    for name in names:
        room = tall(letters) * (2 if len(names) == 1 else 1)
        spelt = [plain(name.full), plain(name.short)]
        fits = [text for text in spelt if fitting([text], width, room, (letters,))]
        if not fits:
            return []
        lines += [line for block in big(fits[0], width, letters) for line in _block(block)]
    return lines if len(lines) < height else []


def _block(lines: Sequence[str]) -> list[str]:
    """Return the lines of a drawing as wide as the widest, so that they are moved together."""
    broad = max(map(len, lines), default=0)
    return [line.ljust(broad) for line in lines]


def _wrapped(text: str, width: int) -> list[str]:
    return [part for line in wrap(plain(text), width) for part in chop_cells(line, width)]


def _columns(
    steps: Sequence[Step], bodies: Sequence[list[str]], number: int, wide: int, height: int
) -> list[_Column]:
    """Return the steps within a height; nothing where they do not fit, or a name did not."""
    if len(bodies) < len(steps):
        return []
    low = len(_numeral(1, number)) + 2 if number else 2
    ranks = [PODIUM - step.place for step in steps]
    tops = [len(body) + low for body in bodies]
    spare = [height - 1 - top for top in tops]
    rise = min(
        (room // rank for room, rank in zip(spare, ranks, strict=True) if rank),
        default=HIGHEST_RISE,
    )
    if rise < 1 or min(spare) < 0:
        return []
    rise = min(rise, HIGHEST_RISE)
    low += min(2, *(room - rise * rank for room, rank in zip(spare, ranks, strict=True)))
    return [
        _Column(body, _solid(step, low + rise * rank, number, wide))
        for step, body, rank in zip(steps, bodies, ranks, strict=True)
    ]


def _solid(step: Step, high: int, number: int, wide: int) -> list[str]:
    """Return the block of a step: the number near its top, the word of the place on its floor."""
    full = "█" * wide
    label = f" {plain(step.label).upper()} "
    if not number:
        label = f" {step.place} · {label.lstrip()}"
    word = _middle(label if cell_len(label) <= wide else f" {step.place} ", wide, "█")
    if not number:
        above = (high - 1) // 2
        return [full] * above + [word] + [full] * (high - 1 - above)
    cut = cut_out(_numeral(step.place, number), wide)
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
    drawn = [_column(steps[at], columns[at], wide, deep, _seen(at, progress)) for at in order]
    lines = [_joined(parts) for parts in zip(*drawn, strict=True)]
    floor = "▀" * max(len(plain_text(line)) for line in lines)
    return [*lines, *toned([floor])]


def _seen(at: int, progress: Progress) -> tuple[bool, float]:
    """Return whether a step has its names, and how high it has risen."""
    if at < progress.upto:
        return False, 0.0
    last = at == progress.upto
    return not (last and progress.unnamed), progress.risen if last else 1.0


def _column(
    step: Step, column: _Column, wide: int, deep: int, seen: tuple[bool, float]
) -> list[Line]:
    named, risen = seen
    tone = TONES[step.place]
    high = len(column.block)
    shown = round(high * risen)
    block = [" " * wide] * (high - shown) + column.block[high - shown :]
    names = column.names if named else [""] * len(column.names)
    sky = [""] * (deep - high - len(names))
    return toned([_middle(line, wide) for line in [*sky, *names]], tone) + toned(block, tone)


def _joined(parts: Sequence[Line]) -> Line:
    runs: list[tuple[str, str]] = []
    for part in parts:
        runs += [(" " * GAP, "")] if runs else []
        runs += part
    return tuple(runs)  # type: ignore[arg-type]


def _middle(line: str, wide: int, fill: str = " ") -> str:
    left = max(0, (wide - cell_len(line)) // 2)
    return fill * left + line + fill * max(0, wide - left - cell_len(line))
