"""A slide as lines for a screen or a sheet: in the middle, as large as the room allows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from textwrap import wrap as wrap_letters

from rich.cells import cell_len, chop_cells

from events.text import plain
from thidua_tui.formatting.slides.big_letters import BLOCKS, SLIM, TALL, big, fitting
from thidua_tui.formatting.slides.podium import SIGNS, Progress, podium
from thidua_tui.formatting.slides.slide import (
    TONES,
    Line,
    Name,
    Slide,
    Step,
    Tone,
    plain_text,
    toned,
)

WIDE, HIGH = 100, 24
"""Cells of a slide on paper."""
MARGIN = 2
"""Cells left free at either side."""
DRAWN = frozenset(BLOCKS) - {" "}
"""What a picture is made of; its lines are moved together."""
PARTING = "  ·  "
"""What parts the places below the podium where they share lines."""


def drawn(slide: Slide, width: int, height: int) -> list[str]:
    """The slide as lines of text, without colour."""
    return [plain_text(line) for line in painted(slide, width, height)]


def painted(slide: Slide, width: int, height: int, risen: float = 1.0) -> list[Line]:
    """The slide as lines in the middle of so many; big letters where they fit, else plain ones.

    Args:
        slide: The slide.
        width: Cells of a line.
        height: The number of lines.
        risen: To what part of its height the newest step of a podium has risen.
    """
    inner = max(8, width - 2 * MARGIN)
    mark = toned(wrap(plain(slide.mark).upper(), inner), "above")
    height = max(0, height - len(mark))
    above = toned(wrap(plain(slide.above).upper(), inner), "above")
    stage = _podium(slide, inner, height - len(above) - 1, risen) if slide.steps else []
    if stage:
        middle, below = stage[:1], stage[1]
    else:
        below = toned(part for line in slide.below for part in wrap(plain(line), inner))
        middle = _middle(slide, inner, height - len(above) - len(below) - 2)
        used = len(below) + sum(map(len, middle)) + 2
        above = _larger(slide, above, inner, height - used, middle)
    parts = [
        centred(above, width),
        [line for block in middle for line in centred(block, width)],
        centred(below, width),
    ]
    lines = [line for part in parts if part for line in (*part, ())][:-1]
    top = max(0, (height - len(lines)) // 2)
    return [*centred(mark, width), *([()] * top + lines)[:height]]


def _larger(
    slide: Slide, above: list[Line], width: int, room: int, names: Sequence[Sequence[Line]]
) -> list[Line]:
    """Return the phrase above in big letters, where the names are twice as large."""
    giant = any(len(block) == 2 * TALL for block in names)
    phrase = plain(slide.above).upper()
    if giant and room > TALL and fitting([phrase], width, TALL, (SLIM,)):
        return toned(big(phrase, width, SLIM)[0], "above")
    return above


def _podium(slide: Slide, width: int, room: int, risen: float) -> list[list[Line]]:
    """Return the podium and what is below it; nothing where there is no room for it."""
    progress = Progress(slide.hidden, slide.place, slide.unnamed, risen)
    apart = [part for line in slide.below for part in wrap(plain(line), width)]
    joined = wrap(PARTING.join(map(plain, slide.below)), width)
    for below in (apart, joined):
        left = room - len(below) - (1 if below else 0)
        if lines := podium(slide.steps, width, left, progress):
            return [lines, toned(below)]
    return []


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of so many cells; where letters are two cells wide, cut once more."""
    return [part for line in wrap_letters(text, width) for part in chop_cells(line, width)]


def _middle(slide: Slide, width: int, room: int) -> list[list[Line]]:
    """Return the middle of a slide, as blocks that are centred separately."""
    if slide.steps and not slide.names:
        return [[line for step in slide.steps for line in _listed(step, width)]]
    tone = TONES.get(slide.place, "")
    for spelt in ([plain(n.full) for n in slide.names], [plain(n.short) for n in slide.names]):
        if wide := fitting(spelt, width, room):
            return [toned(block, tone) for name in spelt for block in big(name, width, wide)]
    plainly = [wrap(_either(name, width), width) for name in slide.names]
    return [toned([line], tone) for lines in plainly for line in lines]


def _listed(step: Step, width: int) -> list[Line]:
    names = "; ".join(_either(name, width) for name in step.names)
    text = f"{SIGNS[step.place]} {plain(step.label)}: {names}"
    return toned(wrap(text, width), TONES[step.place])


def centred(block: Sequence[Line], width: int) -> list[Line]:
    """Centre a drawing as a block, and lines of words each for itself."""
    texts = [plain_text(line) for line in block]
    if any(set(text) & DRAWN for text in texts):
        left = max(0, (width - max(map(cell_len, texts))) // 2)
        return [_indented(line, left) for line in block]
    return [
        _indented(line, max(0, (width - cell_len(text)) // 2))
        for line, text in zip(block, texts, strict=True)
    ]


def _indented(line: Line, left: int) -> Line:
    space: Tone = ""
    return ((" " * left, space), *line) if left and plain_text(line).strip() else line


def _either(name: Name, width: int) -> str:
    full = plain(name.full)
    return full if cell_len(full) <= width else plain(name.short)


def printed(slides: Iterable[Slide], width: int, height: int) -> list[str]:
    """All slides below each other, parted by rules: for paper."""
    rule = "━" * width
    sheets = (drawn(slide, width, height) for slide in slides)
    return [line.rstrip() for sheet in sheets for line in (rule, *sheet)] + [rule]
