"""A recording as asciicast v2: the states of the screen as a terminal is painted, and the keys.

What the program sends is painted on a screen of cells first, and from state to state only what
differs is written: a third of the bytes, no question to the terminal, nothing half painted.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import groupby

from tests.cells import Cell, Grid, Look
from tests.walk_svg import Recorded, Shown, screens

BYTES = {
    "enter": "\r",
    "escape": "\x1b",
    "space": " ",
    "tab": "\t",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "ctrl+z": "\x1a",
}
"""What a terminal sends for a key that has a name."""
CLEAR = "\x1b[?25l\x1b[2J"
MARKS = (("bold", 1), ("italic", 3), ("underline", 4), ("strike", 9))


def painted(grid: Grid, before: Grid | None) -> str:
    """Return what a terminal must be sent so that it shows this, after it showed that."""
    parts = [] if before else [CLEAR]
    look: Look | None = None
    for row, cells in enumerate(grid):
        old = before[row] if before else [None] * len(cells)
        changed = [at for at, cell in enumerate(cells) if cell != old[at]]
        if not changed:
            continue
        first, last = changed[0], changed[-1]
        while cells[first].char == "" and first:
            first -= 1
        parts.append(f"\x1b[{row + 1};{first + 1}H")
        for now, run in groupby(cells[first : last + 1], lambda cell: cell.look):
            parts.append(dressed(now, look))
            look = now
            parts.append("".join(cell.char for cell in run))
    return "".join(parts)


def dressed(look: Look, before: Look | None) -> str:
    """Return the sequence that changes the look of what follows."""
    same = before and all(getattr(look, mark) == getattr(before, mark) for mark, _ in MARKS)
    codes = [] if same else ["0", *(str(code) for mark, code in MARKS if getattr(look, mark))]
    for colour, old, code in (
        (look.ink, before.ink if before and same else "", 38),
        (look.paper, before.paper if before and same else "", 48),
    ):
        if colour != old:
            red, green, blue = bytes.fromhex(colour.removeprefix("#"))
            codes.append(f"{code};2;{red};{green};{blue}")
    return f"\x1b[{';'.join(codes)}m" if codes else ""


def events(shown: Sequence[Shown], recorded: Sequence[Recorded]) -> Iterator[Recorded]:
    """Yield paintings and keys in the order of their times."""
    found = [event for event in recorded if event.kind == "i"]
    before: Sequence[Sequence[Cell]] | None = None
    for at, grid in shown:
        if text := painted(grid, before):
            found.append(Recorded(at, "o", text))
        before = grid
    yield from sorted(found, key=lambda event: event.at)


def cast(recorded: Sequence[Recorded], size: tuple[int, int], title: str) -> str:
    """Return a recording as asciicast v2."""
    head = {"version": 2, "width": size[0], "height": size[1], "title": title}
    lines = [
        [round(at, 3), kind, text] for at, kind, text in events(screens(recorded, size), recorded)
    ]
    return "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in (head, *lines))


def read(text: str) -> list[Recorded]:
    """Return what an asciicast holds."""
    return [Recorded(*json.loads(line)) for line in text.splitlines()[1:]]


def keys_of(text: str) -> list[str]:
    """Return the keys that a recording holds, by their names."""
    names = {sent: name for name, sent in BYTES.items()}
    return [names.get(event.text, event.text) for event in read(text) if event.kind == "i"]
