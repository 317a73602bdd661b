"""The total of a score sheet from the points of its lines: bonus, deductions, scale, rounding."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from msgspec import Struct

from events.identity_cache import remembered
from events.score_book.book import Rounding, ScoreBook
from events.score_book.book_check import ADDING
from events.score_book.leaf_kinds import Bonus, Deduction, FormalDuty
from events.score_book.leaf_points import added_up, exact


class Sheet(Struct, frozen=True, kw_only=True):
    """What a book makes of the observations of one unit; all numbers but `total` are exact.

    Attributes:
        points: Code of a line -> its points; a line without any assigned leaf is absent.
        wiped: Groups that have no points because of a rate (`WipeOut`).
        assigned_max: The sum of the maxima of the assigned leaves.
        content: The points of the content, before bonus, deductions and scaling.
        added: What bonus lines give, at most the book's cap.
        taken: What was taken for formal duties, as a negative number.
        deducted: What was taken for duties and by lines of deductions, as a negative number.
        plain: The sum of what was given, on no common scale.
        comparable: The total that places follow from, on the scale of the book.
        total: `comparable`, rounded as the book says.
        missing: Leaves without an observation, in the order of the table.
        unassigned: Leaves that are not assigned to the unit, in the order of the table.
    """

    points: Mapping[str, Fraction]
    wiped: frozenset[str]
    assigned_max: Fraction
    content: Fraction
    added: Fraction
    taken: Fraction
    deducted: Fraction
    plain: Fraction
    comparable: Fraction
    total: Decimal
    missing: tuple[str, ...]
    unassigned: tuple[str, ...]


def rounded(points: Fraction, rounding: Rounding) -> Decimal:
    """Return points with the digits of the book, from the exact fraction.

    Args:
        points: The exact points.
        rounding: Digits and mode.
    """
    scaled = abs(points) * 10**rounding.digits
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    half = 2 * rest - scaled.denominator
    up = {
        "down": False,
        "up": rest > 0,
        "half-up": half >= 0,
        "half-even": half > 0 or (half == 0 and whole % 2 == 1),
    }
    near = whole + up[rounding.mode]
    sign = "-" if points < 0 and near else ""
    return Decimal(f"{sign}{near}E-{rounding.digits}")  # from text: exact at any length


class LineKinds(NamedTuple):
    """The codes of the lines that a total is made of, by what they do in it."""

    content: Sequence[str]
    bonus: Sequence[str]
    duties: Sequence[str]
    deductions: Mapping[str, Fraction]
    """Line of deductions -> its maximum."""
    whole: Fraction
    """The sum of the maxima of all leaves: below the scale where children are `at-most`."""


@remembered
def kinds_of_lines(book: ScoreBook) -> LineKinds:
    """Return the lines of the first level that are content, and the lines that add and take.

    Args:
        book: The book of the year.
    """
    leaves = book.leaves()
    return LineKinds(
        content=[node.code for node in book.criteria if not isinstance(node.score, ADDING)],
        bonus=[leaf.code for leaf in leaves if isinstance(leaf.score, Bonus)],
        duties=[leaf.code for leaf in leaves if isinstance(leaf.score, FormalDuty)],
        deductions={
            leaf.code: exact(leaf.max) for leaf in leaves if isinstance(leaf.score, Deduction)
        },
        whole=added_up(exact(leaf.max) for leaf in leaves),
    )


def sheet_of(
    book: ScoreBook,
    lines: LineKinds,
    points: Mapping[str, Fraction],
    wiped: Iterable[str],
    maxima: tuple[Fraction, tuple[str, ...], tuple[str, ...]],
) -> Sheet:
    """Return the sheet of a unit whose lines are added up.

    Args:
        book: The book of the year.
        lines: The kinds of its lines.
        points: Code of a line -> its points, groups too.
        wiped: Groups that have no points because of a rate.
        maxima: The sum of the maxima of the assigned leaves; leaves not observed, not assigned.
    """
    counted, missing, unassigned = maxima
    added, taken, content = (
        added_up(points[code] for code in codes if code in points)
        for codes in (lines.bonus, lines.duties, lines.content)
    )
    if book.scale.bonus_cap is not None:
        added = min(added, exact(book.scale.bonus_cap))
    comparable = _on_scale(book, content, counted, lines.whole) + added + taken
    if not book.scale.over:
        comparable = min(comparable, exact(book.scale.total) + exact(book.scale.bonus_cap))
    return Sheet(
        points=points,
        wiped=frozenset(wiped),
        assigned_max=counted,
        content=content,
        added=added,
        taken=taken,
        deducted=sum(
            (points[code] - most for code, most in lines.deductions.items() if code in points),
            taken,
        ),
        plain=content + added + taken,
        comparable=comparable,
        total=rounded(comparable, book.rounding),
        missing=missing,
        unassigned=unassigned,
    )


@remembered
def blank_sheet(book: ScoreBook) -> Sheet:
    """Return the sheet of a unit of which nothing is known.

    Args:
        book: The book of the year.
    """
    lines = kinds_of_lines(book)
    missing = tuple(leaf.code for leaf in book.leaves())
    return sheet_of(book, lines, {}, (), (lines.whole, missing, ()))


def _on_scale(book: ScoreBook, content: Fraction, counted: Fraction, whole: Fraction) -> Fraction:
    """Return the content as if every leaf were assigned: only what is not assigned changes it."""
    if counted == whole or book.not_assigned == "forbidden":
        return content
    if book.not_assigned == "full":
        return content + whole - counted
    return content * whole / counted if counted else Fraction(0)
