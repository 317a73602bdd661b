"""Two units of a year side by side: totals, lines by difference, what decides, steps for ties."""

from __future__ import annotations

from fractions import Fraction

from msgspec import Struct

from events.score_book.compare import (
    LineDifference,
    deciding,
    differences,
    unlisted,
)
from events.score_book.evaluate import Sheet
from events.score_book.tie_chain import ChainStep, chain
from views.place_reasons import YearReasons

NOTHING = Fraction(0)


class Comparison(Struct, frozen=True, kw_only=True):
    """The reasons why one unit is above another, by the points.

    Attributes:
        units: The unit that is asked about, and the unit that it is compared with.
        sheets: Their sheets; None for a unit without final points.
        lead: The exact total of the first less that of the second; 0 without both sheets.
        lines: The lines in which they differ, groups by the size of the difference, then below.
        unlisted: The part of the lead that is in no line: a common scale, the cap of all bonuses.
        rounding: The part of the difference of the totals that rounding makes.
        deciding: The fewest leaves that give the lead, the greatest difference first.
        steps: The steps for equal totals that were asked, up to the step that parted the two.
    """

    units: tuple[str, str]
    sheets: tuple[Sheet | None, Sheet | None]
    lead: Fraction = NOTHING
    lines: tuple[LineDifference, ...] = ()
    unlisted: Fraction = NOTHING
    rounding: Fraction = NOTHING
    deciding: tuple[str, ...] = ()
    steps: tuple[ChainStep, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether both units have points."""
        return None not in self.sheets

    @property
    def total_lead(self) -> Fraction:
        """The difference of the rounded totals, from which the places follow."""
        return self.lead + self.rounding

    @property
    def step(self) -> ChainStep | None:
        """The step that parted the two; None where the totals did, or nothing."""
        return next((step for step in self.steps if step.decides), None)

    def first_leaf(self, code: str) -> str | None:
        """Return the leaf that decides most at or below a line, else that differs most there.

        Args:
            code: The code of a line; empty for the whole table.
        """
        below = self._below(code)
        decides = [one for one in self.deciding if one in below]
        return next(iter((*decides, *below)), None)

    def _below(self, code: str) -> list[str]:
        """Return the leaves in which the two differ at and below a line, the greatest first."""
        found, depth = list[LineDifference](), -1 if not code else None
        for line in self.lines:
            if depth is not None and line.depth <= depth:
                break
            if line.code == code:
                depth = line.depth
                found += [line] if line.leaf else []
            elif depth is not None and line.leaf:
                found.append(line)
        return [line.code for line in sorted(found, key=lambda one: -abs(one.difference))]


def compare(reasons: YearReasons, unit: str, other: str) -> Comparison:
    """Return what the points make of two units.

    Args:
        reasons: What the places of the year follow from.
        unit: The unit that is asked about.
        other: The unit that it is compared with.
    """
    first, second = reasons.sheet(unit), reasons.sheet(other)
    if first is None or second is None:
        return Comparison(units=(unit, other), sheets=(first, second))
    lead = first.comparable - second.comparable
    lines = differences(reasons.book, first, second)
    return Comparison(
        units=(unit, other),
        sheets=(first, second),
        lead=lead,
        lines=lines,
        unlisted=unlisted(reasons.book, first, second),
        rounding=Fraction(first.total) - Fraction(second.total) - lead,
        deciding=deciding(lines, lead),
        steps=chain(reasons.book, reasons.sheets, reasons.known, (unit, other)),
    )
