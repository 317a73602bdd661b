"""What was observed for a criterion, as typed in a cell: by the kind of its leaf.

Points for a leaf that is scored directly; else the fact from which the points follow: yes or no,
days late, a rate, a count, what was reached of a target (`38/40`). `text_of` is the way back.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from events.errors import BadInput
from events.score_book.book import Node
from events.score_book.book_check import exact, large
from events.score_book.leaf_kinds import (
    Bonus,
    CountPoints,
    DaysLate,
    Deduction,
    Direct,
    FormalDuty,
    LeaderRelative,
    LeafKind,
    Observation,
    Proportional,
    RateBands,
    YesNo,
)
from events.text import fold
from thidua_tui.i18n.messages import number_text
from thidua_tui.parsing.numbers_and_codes import parse_amount, parse_int, parse_points

DASHES = ("-", "–", "−")
"""Not applicable, not assigned, whatever the leaf is."""
CROSSES = ("x", "X")
"""Not applicable too; but yes where yes or no is asked."""
NOT_APPLICABLE = (*DASHES, *CROSSES)
"""What is typed where a criterion does not apply to a unit, unless yes or no is asked."""
YES = frozenset({"c", "co", "y", "yes", "x", "1", "✓"})
NO = frozenset({"k", "khong", "n", "no", "0"})
MOST_DAYS, MOST_COUNT = 366, 99_999
_OF_TARGET = re.compile(r"(.+?)\s*/\s*(.+)")

EXAMPLES: dict[type[LeafKind], tuple[str, str]] = {
    Direct: ("points", "9,5"),
    YesNo: ("yes", ""),
    DaysLate: ("days", "2"),
    RateBands: ("rate", "95"),
    Proportional: ("target", "38/40"),
    CountPoints: ("count", "3"),
    Deduction: ("count", "1"),
    FormalDuty: ("yes", ""),
    Bonus: ("count", "1"),
    LeaderRelative: ("actual", "120/100"),
}
"""Kind -> what a cell of it takes (the key of its sentence), and an example."""


def wants(leaf: Node) -> tuple[str, str]:
    """Return what a cell of a leaf takes, as a key of its sentence, and an example if need be.

    Args:
        leaf: A leaf of the book.
    """
    return EXAMPLES[type(leaf.score) if leaf.score else Direct]


def parse_observation(text: str, leaf: Node) -> Observation | None:
    """Read a cell by the kind of its leaf; None where the criterion does not apply to the unit.

    Args:
        text: What was typed or pasted, not empty.
        leaf: The leaf of the book that the cell belongs to.

    Raises:
        BadInput: `number-too-large`, `ambiguous-number`, `too-many-decimals`, `negative-number`
            and what else is wrong with a number; `not-observed`, with what the leaf `wants` and an
            `example`, where the text is no observation of that kind.
    """
    typed = text.strip()
    yes_no = isinstance(leaf.score, YesNo | FormalDuty)
    if typed in DASHES or (typed in CROSSES and not yes_no):
        return None
    found = _read(typed, leaf)
    points = all(number is None or exact(number) for number in (found.points, found.rate))
    amounts = all(number is None or large(number) for number in (found.actual, found.target))
    if not (points and amounts):
        raise BadInput("number-too-large", value=typed)
    return found


def _read(typed: str, leaf: Node) -> Observation:
    try:
        return _READERS[wants(leaf)[0]](typed, leaf)
    except BadInput as bad:
        if bad.code not in ("not-a-number", "not-an-integer", "out-of-range"):
            raise
        raise not_observed(typed, leaf, bad) from bad


def not_observed(text: str, leaf: Node | None, bad: BadInput | None = None) -> BadInput:
    """Return the refusal of a text that is no observation of a leaf, with what the leaf takes.

    Args:
        text: What was typed.
        leaf: The leaf of the book; None for points.
        bad: What is wrong with it as a number, if that was looked at.
    """
    if leaf is None or isinstance(leaf.score, Direct | None):
        return bad or BadInput("not-a-number", value=text)
    kind, example = wants(leaf)
    return BadInput("not-observed", value=text, wants=kind, example=example)


def _points(text: str, leaf: Node) -> Observation:
    return Observation(points=parse_points(text, most=leaf.max))


def _yes(text: str, _leaf: Node) -> Observation:
    word = fold(text)
    if word not in YES | NO:
        raise BadInput("not-a-number", value=text)
    return Observation(yes=word in YES)


def _days(text: str, _leaf: Node) -> Observation:
    return Observation(days=parse_int(text, low=0, high=MOST_DAYS))


def _count(text: str, _leaf: Node) -> Observation:
    return Observation(count=parse_int(text, low=0, high=MOST_COUNT))


def _rate(text: str, leaf: Node) -> Observation:
    text = text.removesuffix("%").rstrip()
    if "/" in text:
        return _target(text, leaf)
    return Observation(rate=parse_points(text, most=Decimal(100)))


def _target(text: str, _leaf: Node) -> Observation:
    if not (found := _OF_TARGET.fullmatch(text)):
        raise BadInput("not-a-number", value=text)
    actual, target = found.groups()
    return Observation(actual=_amount(actual), target=parse_amount(target))


def _amount(text: str) -> Decimal:
    """Read what was reached: a loss is negative."""
    reached = text.strip()
    if reached[:1] in ("-", "−", "–"):
        return -parse_amount(reached[1:])
    return parse_amount(reached)


def _actual(text: str, leaf: Node) -> Observation:
    if "/" in text:
        return _target(text, leaf)
    return Observation(actual=_amount(text))


_READERS: dict[str, Callable[[str, Node], Observation]] = {
    "points": _points,
    "yes": _yes,
    "days": _days,
    "rate": _rate,
    "target": _target,
    "count": _count,
    "actual": _actual,
}


def text_of(seen: Observation | None, *, yes: str = "c", no: str = "k") -> str:
    """Return an observation as it is typed: `parse_observation` reads it as the same again.

    Args:
        seen: What was observed; None where the criterion does not apply to the unit.
        yes: The sign for yes.
        no: The sign for no.
    """
    if seen is None:
        return DASHES[1]
    if seen.yes is not None:
        return yes if seen.yes else no
    numbers = (seen.points, seen.days, seen.rate, seen.count, seen.actual)
    text = next(number_text(Decimal(number)) for number in numbers if number is not None)
    if seen.rate is not None:
        return f"{text}%"
    return text if seen.target is None else f"{text}/{number_text(seen.target)}"
