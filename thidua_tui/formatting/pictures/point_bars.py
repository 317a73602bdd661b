"""Points of several units as bars, a line each: short name, bar, points.

Sở A  ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄ 97,5
Sở B  ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄ 91
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from rich.cells import cell_len, set_cell_size

BAR_MARK = "▄"
"""Half a line high, so that bars below each other stay apart."""
LABEL, BAR = 24, 40
"""The most cells of a name, and those of the longest bar."""


def point_bars(rows: Sequence[tuple[str, Decimal, str]]) -> list[str]:
    """Draw a bar for each unit; the longest is that of the most points, all begin at zero.

    Args:
        rows: The name, the points, and the points as they are written.
    """
    most = max((points for _, points, _ in rows), default=Decimal(0))
    width = min(LABEL, max((cell_len(name) for name, _, _ in rows), default=0))
    lines = []
    for name, points, text in rows:
        cells = round(BAR * points / most) if most > 0 else 0
        shown = name if cell_len(name) <= width else set_cell_size(name, width - 1).rstrip() + "…"
        lines.append(f"{set_cell_size(shown, width)}  {BAR_MARK * max(0, cells)} {text}")
    return lines
