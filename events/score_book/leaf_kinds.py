"""The kinds of leaves of a score book: what is observed, and the points that follow.

Each kind is data of the book, tagged by its name (`kind = "yes-no"`); its interpreter is in
`events.score_book.leaf_points`. Sources of the kinds: docs/rule-books.md.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

Amount: TypeAlias = Decimal
Percent: TypeAlias = Decimal
"""From 0 to 100; checked when a book is issued, for msgspec bounds no Decimal."""


class LeafKind(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True,
    tag_field="kind",
):  # fmt: skip
    """Base of the kinds; a book with a kind that has no class here is not readable."""


class Direct(LeafKind, frozen=True, tag="direct"):
    """Points are given as they are, from 0 to the maximum (chấm trực tiếp). Observed: `points`."""


class YesNo(LeafKind, frozen=True, tag="yes-no"):
    """The maximum or nothing (có / không). Observed: `yes`."""


class LateBand(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Points for a delay of at most so many days.

    Attributes:
        days: The longest delay of the band in days; 0 is on time.
        points: The points of the band.
    """

    days: Annotated[int, Meta(ge=0)]
    points: Amount


class DaysLate(LeafKind, frozen=True, tag="days-late"):
    """Bands on days late (báo cáo trễ hạn). Observed: `days`, 0 when on time.

    Attributes:
        bands: By rising days; the first that is not exceeded counts.
        beyond: The points of a longer delay.
    """

    bands: Annotated[tuple[LateBand, ...], Meta(min_length=1)]
    beyond: Amount = Decimal(0)


class RateBand(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Points from a rate on; the band has one bound.

    Attributes:
        at_least: The lowest rate of the band, in percent.
        above: The rate that the band is above, in percent.
        points: The points of the band.
    """

    at_least: Percent | None = None
    above: Percent | None = None
    points: Amount


class RateBands(LeafKind, frozen=True, tag="rate-bands"):
    """Bands on a rate in percent (tỷ lệ). Observed: `rate`, or `actual` of `target`.

    Attributes:
        bands: By falling bounds; the first whose bound is reached counts.
        below: The points under the last band.
    """

    bands: Annotated[tuple[RateBand, ...], Meta(min_length=1)]
    below: Amount = Decimal(0)


ZeroTarget: TypeAlias = Literal["not-assigned", "full", "refused"]
"""What a target of 0 means: the criterion leaves the sheet, is fulfilled, or is an error."""


class Proportional(LeafKind, frozen=True, tag="proportional"):
    """Points in proportion to the target (Bộ Tư pháp, QĐ 2561/2012). Observed: `actual`, `target`.

    Attributes:
        exceed: Whether more than the target gives more than the maximum.
        cap: The most points that exceeding gives; None where the book names none.
        zero_target: What a target of 0 means.
    """

    exceed: bool = False
    cap: Amount | None = None
    zero_target: ZeroTarget = "refused"


class CountPoints(LeafKind, frozen=True, tag="count"):
    """So many points for each, up to the maximum. Observed: `count`.

    Attributes:
        each: The points for each one counted.
    """

    each: Amount


class Deduction(LeafKind, frozen=True, tag="deduction"):
    """The maximum less so many points for each occurrence (trừ mỗi lần). Observed: `count`.

    Attributes:
        each: The points taken for each occurrence, a positive number.
        floor: The least that is left; None where the book has no floor.
    """

    each: Amount
    floor: Amount | None = Decimal(0)


Duty: TypeAlias = Literal["launch", "sign", "register", "report", "self-score"]
"""phát động, ký giao ước, đăng ký thi đua, báo cáo, tự chấm điểm."""


class FormalDuty(LeafKind, frozen=True, tag="formal-duty"):
    """Points taken for a formal duty not done (HD 804/HD-SNV, 18/07/2018: −8). Observed: `yes`.

    Attributes:
        duty: The duty; what the ledger knows of it is proposed.
        points: What is taken when it was not done, a positive number.
    """

    duty: Duty
    points: Amount


class Bonus(LeafKind, frozen=True, tag="bonus"):
    """Points on top for each occurrence (điểm thưởng). Observed: `count`.

    Attributes:
        each: The points for each occurrence.
        cap: The most that the line gives; None for only the cap of the book.
    """

    each: Amount
    cap: Amount | None = None


class LeaderRelative(LeafKind, frozen=True, tag="leader-relative"):
    """Points relative to the best unit (công an, "Vì ANTQ"). Observed: `actual`, perhaps `target`.

    With a target: below it half the maximum in proportion, at it half the maximum, the leader
    (highest share of exceeding) the maximum, others above it in proportion to the leader's
    exceeding. Units without a target are a group of their own: in proportion to the highest.

    Attributes:
        zero_target: What a target of 0 means.
    """

    zero_target: ZeroTarget = "not-assigned"


Leaf: TypeAlias = (
    Direct
    | YesNo
    | DaysLate
    | RateBands
    | Proportional
    | CountPoints
    | Deduction
    | FormalDuty
    | Bonus
    | LeaderRelative
)


class Observation(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """What was observed of a unit for a criterion: the fact from which the points follow.

    Attributes:
        points: Points given directly.
        yes: Whether it was done.
        days: Days late, 0 when on time.
        rate: A rate in percent.
        count: How many.
        actual: What was reached (A).
        target: What was to be reached (T).
    """

    points: Amount | None = None
    yes: bool | None = None
    days: Annotated[int, Meta(ge=0)] | None = None
    rate: Percent | None = None
    count: Annotated[int, Meta(ge=0)] | None = None
    actual: Amount | None = None
    target: Amount | None = None


ACCEPTED: dict[type[LeafKind], tuple[frozenset[str], ...]] = {
    Direct: (frozenset({"points"}),),
    YesNo: (frozenset({"yes"}),),
    DaysLate: (frozenset({"days"}),),
    RateBands: (frozenset({"rate"}), frozenset({"actual", "target"})),
    Proportional: (frozenset({"actual", "target"}),),
    CountPoints: (frozenset({"count"}),),
    Deduction: (frozenset({"count"}),),
    FormalDuty: (frozenset({"yes"}),),
    Bonus: (frozenset({"count"}),),
    LeaderRelative: (frozenset({"actual", "target"}), frozenset({"actual"})),
}
"""Kind -> the sets of fields that an observation of it may have."""


def fields_of(observed: Observation) -> frozenset[str]:
    """Return the names of the fields that an observation has."""
    return frozenset(
        name for name in Observation.__struct_fields__ if getattr(observed, name) is not None
    )
