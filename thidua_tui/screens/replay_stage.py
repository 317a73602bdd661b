"""The year and who leads, in letters for the last row of a hall, on a screen that has the room."""

from __future__ import annotations

from typing import TypeVar

from rich.cells import cell_len
from textual.geometry import Size

from events.text import plain
from thidua_tui.formatting.replay import replay_text
from thidua_tui.formatting.replay.playback import Frame
from thidua_tui.formatting.slides.big_letters import BROAD, SLIM, TALL, big, fitting
from thidua_tui.i18n.messages import Words
from thidua_tui.widgets.painted_lines import Line

T = TypeVar("T")
Run = tuple[str, str]
LEAST = Size(110, 38)
"""The smallest screen with large letters."""
TALLER = 46
"""Lines of a screen from which a name may take two lines of letters."""
AROUND = 2
"""Lines above and below the name: the role, and the deputies."""


def stage_height(screen: Size) -> int:
    """Return the lines that the year and the leader take on a screen; 0 for small letters."""
    if screen.width < LEAST.width or screen.height < LEAST.height:
        return 0
    return AROUND + TALL * (2 if screen.height >= TALLER else 1)


def stage(frame: Frame, words: Words, width: int, height: int) -> list[Line]:
    """Return the lines of a moment: the year at the left, and who leads it at the right."""
    row, year = frame.leading, str(frame.moment.year)
    unknown = words("player.unknown-told", year=year)
    others = (replay_text.deputies(frame, words), replay_text.successor(frame, words))
    names = (replay_text.holder(frame, words), plain(row.unit_short or "") if row else "")
    role = replay_text.role(row, words) if row else unknown
    return large_stage(year, role, names, " · ".join(filter(None, others)), width, height)


def large_stage(
    figure: str, above: str, names: tuple[str, str], below: str, width: int, height: int
) -> list[Line]:
    """Return the lines of a stage: a figure at the left, a name between two lines at the right.

    Args:
        figure: What is shown large at the left: a year, an hour, a day.
        above: The line above the name.
        names: The name in full and in short; the short one may be empty.
        below: The line below the name.
        width: Cells of a line.
        height: The number of lines.
    """
    wide = len(figure) * BROAD + 4
    name = _name(names, width - wide, height - AROUND)
    side: list[Run] = [(above, "$secondary"), *((line, "bold") for line in name), (below, "")]
    left, blank = big(figure, wide, BROAD)[0], ("", "")
    left, side = _in_the_middle(left, height, ""), _in_the_middle(side, height, blank)
    return [
        ((f"{cells:{wide}}", "bold $primary"), run) for cells, run in zip(left, side, strict=True)
    ]


def _name(names: tuple[str, str], width: int, height: int) -> list[str]:
    """Return the lines of a name, as large as it fits into so many lines."""
    for name in filter(None, names):
        if wide := fitting([name], width, height, (BROAD, SLIM)):
            return [line for block in big(name, width, wide) for line in block]
    spaced = replay_text.spaced(names[0], width)
    return [
        spaced if cell_len(spaced) <= width else replay_text.spaced(names[1] or names[0], width)
    ]


def _in_the_middle(lines: list[T], height: int, blank: T) -> list[T]:
    above = (height - len(lines)) // 2
    return [*[blank] * above, *lines, *[blank] * (height - above - len(lines))]
