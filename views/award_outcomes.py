"""How far a counted award is, and from which share of women a collective is preferred."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

MANY_WOMEN = 70
"""Percent of women from which a collective is preferred (NĐ 152/2025/NĐ-CP, Điều 4.5)."""
Outcome: TypeAlias = Literal["waiting", "withdrawn", "denied", "granted", "annulled"]
"""How far an award is: not decided yet; withdrawn; denied; granted and in force; annulled."""
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
