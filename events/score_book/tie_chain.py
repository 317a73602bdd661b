"""The chain of tie-breakers between two units with equal totals: each step with its values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Literal, TypeAlias

from msgspec import Struct

from events.score_book.book import ScoreBook, TieBreak
from events.score_book.evaluate import Sheet
from events.score_book.order import Circumstances, Ranked, Value, parted, value_at

Outcome: TypeAlias = Literal["parts", "equal", "unknown"]


class ChainStep(Struct, frozen=True, kw_only=True):
    """A tie-breaker between two units.

    Attributes:
        step: The tie-breaker of the book.
        values: Its values of the upper and of the lower unit, as they are read: points, points
            taken, the gap, the share of women, the place of the year before; None is unknown.
        outcome: Whether it parts the two, finds them equal, or is passed over because a value is
            unknown.
        unknown: The units whose value is unknown; they may be others that are equal so far.
    """

    step: TieBreak
    values: tuple[Value, Value]
    outcome: Outcome
    unknown: tuple[str, ...] = ()

    @property
    def decides(self) -> bool:
        """Whether it parted the two."""
        return self.outcome == "parts"


class TiePair(Struct, frozen=True, kw_only=True):
    """Two units with equal totals, one directly above the other.

    Attributes:
        units: The codes of the upper and of the lower unit.
        steps: The tie-breakers up to that which parts them; all where none does.
        act: How an act decided their order, where nothing parted them; None where none did.
    """

    units: tuple[str, str]
    steps: tuple[ChainStep, ...]
    act: str | None = None

    @property
    def parted(self) -> bool:
        """Whether a tie-breaker of the book decided the pair."""
        return bool(self.steps) and self.steps[-1].decides


def tie_pairs(
    book: ScoreBook,
    ranked: Sequence[Ranked],
    sheets: Mapping[str, Sheet],
    known: Mapping[str, Circumstances],
) -> tuple[TiePair, ...]:
    """Return the neighbours with equal totals, and what decided between them.

    Args:
        book: The book of the year.
        ranked: The order by scores, with what acts decided about ties.
        sheets: Unit -> its sheet, of the units that are ranked.
        known: Unit -> what tie-breakers look at besides the sheet.
    """
    found = {one.unit: sheets[one.unit] for one in ranked}
    return tuple(
        TiePair(
            units=(upper.unit, lower.unit),
            steps=chain(book, found, known, (upper.unit, lower.unit)),
            act=upper.act if upper.act == lower.act else None,
        )
        for upper, lower in pairwise(ranked)
        if found[upper.unit].total == found[lower.unit].total
    )


def chain(
    book: ScoreBook,
    sheets: Mapping[str, Sheet],
    known: Mapping[str, Circumstances],
    pair: tuple[str, str],
) -> tuple[ChainStep, ...]:
    """Return the tie-breakers that were asked of two units, up to that which parted them.

    Args:
        book: The book of the year.
        sheets: Unit -> its sheet, of all units that are ranked: a step whose value is unknown of
            one of the units with equal totals parts none of them.
        known: Unit -> what else tie-breakers look at.
        pair: The two units.

    Returns:
        The steps; empty where the totals differ, or where a unit has none.
    """
    if any(unit not in sheets for unit in pair):
        return ()
    total = sheets[pair[0]].total
    if total != sheets[pair[1]].total:
        return ()
    equal = sorted(unit for unit, sheet in sheets.items() if sheet.total == total)
    found: list[ChainStep] = []
    for step in book.tie_breaks:
        value = value_at(step, sheets, known)
        upper, lower = value(pair[0]), value(pair[1])
        unknown = tuple(unit for unit in equal if value(unit) is None)
        outcome: Outcome = "unknown" if unknown else "equal" if upper == lower else "parts"
        read = (_read(step, pair[0], upper, known), _read(step, pair[1], lower, known))
        found.append(ChainStep(step=step, values=read, outcome=outcome, unknown=unknown))
        if outcome == "parts":
            break
        groups = parted(equal, None, value, 0)
        equal = next(units for units, _ in groups if pair[0] in units)
    return tuple(found)


def _read(
    step: TieBreak, unit: str, value: Value, known: Mapping[str, Circumstances]
) -> Fraction | None:
    """Return the value as people read it: a gap and a place are not negative, women in percent."""
    if value is None:
        return None
    if step.by == "women":
        share = known[unit].women
        return None if share is None else Fraction(share)
    return -value if step.by in ("gap", "last-place") else value
