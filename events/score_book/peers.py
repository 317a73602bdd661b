"""What several peers observed of one unit: one observation that does not depend on their order."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Protocol, TypeVar

from events.score_book.book import Node
from events.score_book.leaf_kinds import Observation
from events.score_book.leaf_points import assigned, exact, rate


class Observed(Protocol):
    """A score as its scorer recorded it."""

    @property
    def seen(self) -> Observation | None:
        """What was observed; None where the line does not apply."""

    @property
    def scorer(self) -> str | None:
        """The unit that gave the score."""


Given = TypeVar("Given", bound=Observed)


def middle(leaf: Node, given: Sequence[Given]) -> Given:
    """Return the score in the middle of those that several gave; of two the lower.

    A wipe-out, a target and whether a line applies follow from it: from no scorer for being the
    last who typed. A line applies to a unit as soon as one scorer says so.

    Args:
        leaf: The leaf of the book.
        given: The scores of a unit for the leaf, at least one, in any order.
    """
    if len(given) == 1:
        return given[0]
    counted = [one for one in given if assigned(leaf, one.seen)] or [*given]
    return sorted(counted, key=_measure)[(len(counted) - 1) // 2]


def _measure(one: Observed) -> tuple[Fraction, Fraction, str]:
    """Return by what observations of a leaf are compared; the name only makes it definite."""
    seen = one.seen or Observation()
    related = seen.rate is not None or seen.target is not None
    plain = (seen.points, seen.count, seen.days, seen.yes, seen.actual)
    number = next((exact(value) for value in plain if value is not None), Fraction(0))
    return rate(seen) if related else Fraction(0), number, one.scorer or ""
