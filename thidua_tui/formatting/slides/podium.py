"""The podium: the first place in the middle and highest, the second at its left, the third right.

          ┏━━━━━━━━━━┓
          ┃   NHẤT   ┃
          ┃  VP HĐND ┃
    ┏━━━━━┫          ┃
    ┃ NHÌ ┃          ┣━━━━━┓
    ┃ SNV ┃          ┃ BA  ┃
    ━━━━━━━━━━━━━━━━━━━━━━━━

It reads without colour. Places that were not given have no step; a shared place names all.
"""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

from rich.cells import cell_len

RISE = 3
"""Lines by which each step is higher than the next."""
LEAST = 10
"""Cells without which a step holds no name."""

Step = tuple[str, Sequence[str]]
"""The label of a place, and the units on it."""


def podium(steps: Sequence[Step], width: int, height: int) -> list[str]:
    """Up to three steps, the first place first, drawn within a width and a height."""
    wide = max(LEAST, min(34, (width - 4) // 3))
    bodies = [_body(step, wide - 2) for step in steps[:3]]
    tops = range(0, len(bodies) * RISE, RISE)
    tall = max((top + len(body) + 1 for top, body in zip(tops, bodies, strict=True)), default=0)
    tall = min(height - 1, tall)
    order = [at for at in (1, 0, 2) if at < len(bodies)]
    columns = [_column(bodies[at], tops[at], wide, tall) for at in order]
    lines = [" ".join(parts) for parts in zip(*columns, strict=True)]
    return [*lines, "━" * max(map(len, lines), default=0)]


def _body(step: Step, inner: int) -> list[str]:
    label, names = step
    lines = [label.upper(), "", *(part for name in names for part in wrap(name, inner - 2))]
    return [_middle(line, inner) for line in lines]


def _column(body: list[str], top: int, wide: int, tall: int) -> list[str]:
    inner = wide - 2
    lines = [" " * wide] * top + ["┏" + "━" * inner + "┓"] + [f"┃{line}┃" for line in body]
    lines += ["┃" + " " * inner + "┃"] * (tall - len(lines))
    return lines[:tall]


def _middle(line: str, inner: int) -> str:
    left = max(0, (inner - cell_len(line)) // 2)
    return " " * left + line + " " * max(0, inner - left - cell_len(line))
