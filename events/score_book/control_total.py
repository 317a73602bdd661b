"""A total typed from paper, compared with the sum of what was typed: the likely slip, by name.

The classic rules of bookkeeping: a difference that a line explains is a line left out or typed
twice; a difference divisible by nine is two digits swapped, or a decimal point moved.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Literal, TypeAlias

from msgspec import Struct

Slip: TypeAlias = Literal["missing", "twice", "swapped", "shifted"]


class Suspect(Struct, frozen=True, kw_only=True):
    """A line that would explain the difference.

    Attributes:
        slip: Left out, counted twice, two digits swapped, or the decimal point moved.
        line: The code of the line.
        typed: Its value as typed; None for an empty line.
        likely: The value that makes the sum right; None for a line that is to be left out.
    """

    slip: Slip
    line: str
    typed: Decimal | None
    likely: Decimal | None


def suspects(
    typed: Mapping[str, Decimal | None], maxima: Mapping[str, Decimal], total: Decimal
) -> tuple[Suspect, ...]:
    """Return the lines whose slip alone explains why the sum is not the total on paper.

    Args:
        typed: Line -> its value; None for a line that is still empty.
        maxima: Line -> its maximum.
        total: The total on paper.

    Returns:
        The suspects, in the order of the lines; none where the sum is the total.
    """
    sum_ = sum((value for value in typed.values() if value is not None), Decimal(0))
    difference = total - sum_
    if not difference:
        return ()
    return tuple(
        found
        for line, value in typed.items()
        for found in _of_line(line, value, maxima[line], difference)
    )


def _of_line(
    line: str, value: Decimal | None, maximum: Decimal, difference: Decimal
) -> Iterator[Suspect]:
    if value is None:
        if 0 < difference <= maximum:
            yield Suspect(slip="missing", line=line, typed=None, likely=difference)
        return
    if value and value == -difference:
        yield Suspect(slip="twice", line=line, typed=value, likely=None)
    likely = value + difference
    if not 0 <= likely <= maximum:
        return
    if likely in swapped(value):
        yield Suspect(slip="swapped", line=line, typed=value, likely=likely)
    elif value and likely in (value * 10, value / 10, value * 100, value / 100):
        yield Suspect(slip="shifted", line=line, typed=value, likely=likely)


def swapped(value: Decimal) -> frozenset[Decimal]:
    """Return the values that differ from a value by two neighbouring digits that were swapped.

    Args:
        value: A value from 0 on.
    """
    digits = list(value.as_tuple().digits)
    exponent = int(value.as_tuple().exponent)
    if len(digits) == 1 and value:
        digits = [0, *digits]  # 90 for 09: the zero was not typed
    found = set()
    for at in range(len(digits) - 1):
        other = [*digits]
        other[at], other[at + 1] = other[at + 1], other[at]
        found.add(Decimal((0, tuple(other), exponent)))
    return frozenset(found - {value})
