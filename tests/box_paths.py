"""Box drawing characters as paths of SVG, joined to lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tests.box_shapes import Box

WIDE, HIGH = 8.4, 19
"""Of a cell: 0.6 em as most monospaced fonts have it, and 1.36 em."""
STROKES = {"LIGHT": 1.2, "SINGLE": 1.2, "HEAVY": 2.6, "DOUBLE": 1.2}
GAP = 1.5
"""From the middle of a double line to each of its lines."""


def number(value: float) -> str:
    """Return a number as short as it may be written."""
    return f"{round(value, 2):g}"


def box_paths(drawn: Box, left: float) -> Iterator[tuple[str, str]]:
    """Yield weight and path for each line of a box drawing character."""
    middle, centre = left + WIDE / 2, HIGH / 2
    for first, last in drawn.diagonals:
        yield "LIGHT", f"M{number(left)} {first * HIGH}L{number(left + WIDE)} {last * HIGH}"
    ends = {
        "n": (middle, 0.0),
        "s": (middle, float(HIGH)),
        "w": (left, centre),
        "e": (left + WIDE, centre),
    }
    if drawn.round:
        (x1, y1), (x2, y2) = (ends[side] for side in drawn.sides)
        curve = f"M{number(x1)} {number(y1)}Q{number(middle)} {number(centre)}"
        yield "LIGHT", f"{curve} {number(x2)} {number(y2)}"
        return
    if drawn.dashes:
        yield from _dashes(drawn, left)
        return
    for side, weight in drawn.sides.items():
        x, y = ends[side]
        for away in (-GAP, GAP) if weight == "DOUBLE" else (0,):
            if side in "we":
                start, end = sorted((middle, x))
                yield weight, f"M{number(start)} {number(centre + away)}H{number(end)}"
            else:
                start, end = sorted((centre, y))
                yield weight, f"M{number(middle + away)} {number(start)}V{number(end)}"


def _dashes(drawn: Box, left: float) -> Iterator[tuple[str, str]]:
    upright, weight = "n" in drawn.sides, next(iter(drawn.sides.values()))
    step = (HIGH if upright else WIDE) / drawn.dashes
    for dash in range(drawn.dashes):
        start, end = number((dash + 0.2) * step), number((dash + 0.7) * step)
        x, y = number(left + WIDE / 2), number(HIGH / 2)
        if upright:
            yield weight, f"M{x} {start}V{end}"
        else:
            yield weight, f"M{number(left + float(start))} {y}H{number(left + float(end))}"


def joined(paths: Iterable[str]) -> str:
    """Return one path, in which lines that go on are joined."""
    done: list[str] = []
    for path in paths:
        if done and (longer := _longer(done[-1], path)):
            done[-1] = longer
        else:
            done.append(path)
    return "".join(done)


def _longer(path: str, more: str) -> str | None:
    """Return both lines joined if the second goes on where the first ends, in its direction."""
    for way, goes_on in (("H", "M{end} {y}"), ("V", "M{x} {end}")):
        start, found, end = path.partition(way)
        begin, same, new_end = more.partition(way)
        if found and same:
            x, y = start.removeprefix("M").split()
            if begin == goes_on.format(x=x, y=y, end=end):
                return f"{start}{way}{new_end}"
    return None
