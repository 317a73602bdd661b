"""The score book: scale, tree of criteria, how points derive, gates, and how ties are broken."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

from events.event import Line
from events.identity_cache import remembered
from events.score_book.leaf_kinds import Amount, Leaf, Percent

Code = Annotated[str, Meta(pattern=r"^[0-9A-Za-z][0-9A-Za-z.]{0,15}\Z")]
Origin = Annotated[str, Meta(max_length=2000)]
DayText = Annotated[str, Meta(pattern=r"^([0-9]{1,2}/[0-9]{1,2}|[0-9]{4}-[0-9]{2}-[0-9]{2})\Z")]
"""A day and a month, `10/12`; or a date, `2026-12-10`."""
Scorer: TypeAlias = Literal["self", "peer", "verified", "office", "outside"]
"""Tự chấm, chấm chéo, thẩm định, cơ quan thường trực, sở chuyên môn."""


class WipeOut(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The group has no points when a rate is bad enough (QĐ 3962/2011: backlog of 21 % or more).

    Attributes:
        criterion: The leaf of the group whose rate is looked at.
        at_least: The rate, in percent, from which on nothing is given.
    """

    criterion: Code
    at_least: Percent


class Node(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A line of the table: a group with children, or a leaf with a kind.

    Attributes:
        code: The number printed in the table, unique in the book.
        title: The text of the line.
        max: The standard or maximum points; 0 for a line that only adds or takes.
        criteria: The lines below a group; empty for a leaf.
        score: How a leaf gets its points; None for a group.
        children: Whether the maxima of the children add up to the group's, or are at most that.
        wiped_by: When a group has no points.
        target: Whether the leaf is one of the book's targets (chỉ tiêu), which gates count.
        by: Who scores the leaf; None for what the book says of all.
    """

    code: Code
    title: Line
    max: Amount = Decimal(0)
    criteria: tuple[Node, ...] = ()
    score: Leaf | None = None
    children: Literal["equal", "at-most"] = "equal"
    wiped_by: WipeOut | None = None
    target: bool = False
    by: Scorer | None = None

    def leaves(self) -> Iterator[Node]:
        """Yield the leaves at and below the node, in the order of the table."""
        if not self.criteria:
            yield self
        for child in self.criteria:
            yield from child.leaves()

    def nodes(self) -> Iterator[Node]:
        """Yield the node and all nodes below it, in the order of the table."""
        yield self
        for child in self.criteria:
            yield from child.nodes()


class Scale(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a whole sheet can reach.

    Attributes:
        total: The points of the content, without bonus.
        bonus_cap: The most that all bonus lines give together; None for no cap.
        over: Whether a total may exceed the scale by a bonus or by exceeding targets.
    """

    total: Amount
    bonus_cap: Amount | None = None
    over: bool = False


class Rounding(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The one rounding.

    Attributes:
        digits: Decimals that are kept.
        mode: How a half, or any rest, is treated.
        when: Whether each leaf or only the total is rounded.
    """

    digits: Annotated[int, Meta(ge=0, le=4)] = 2
    mode: Literal["half-up", "half-even", "down", "up"] = "half-up"
    when: Literal["leaf", "total"] = "total"


class Derivation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """How the final points of a leaf follow from those of the scorers (domain: five variants).

    Attributes:
        scorers: Who scores, in order.
        final: `verified` takes what head and deputy verified; `last` the last scorer in that order
            who gave points, but never the unit itself; `mean-of-peers` the mean of the peers'
            points, without the highest and the lowest from `trim_from` peers on.
        trim_from: From how many peers on the highest and the lowest are dropped; 0 for never.
        reason_if_differs: Whether verified points that differ from the unit's own need a reason.
        sealed: Whether the peers' sheets are sealed until the last is in, then opened together.
        second_reader: Whether a second person types every sheet but the unit's own from the paper.
    """

    scorers: Annotated[tuple[Scorer, ...], Meta(min_length=1)] = ("self", "verified")
    final: Literal["verified", "last", "mean-of-peers"] = "verified"
    trim_from: Annotated[int, Meta(ge=0)] = 0
    reason_if_differs: bool = False
    sealed: bool = False
    second_reader: bool = False


class Grade(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A grade (xếp loại) with its gates; a unit has the first whose gates it all passes.

    Attributes:
        name: The name of the grade.
        total: The least total.
        each: The least share of its maximum that every line has, in percent.
        each_of: The lines that `each` is about: leaves, or the groups of the first level.
        targets: How many of the book's targets are reached; None for no gate.
        short: By how many percent a target that is not reached may be short; None for any.
    """

    name: Line
    total: Amount | None = None
    each: Percent | None = None
    each_of: Literal["leaves", "groups"] = "groups"
    targets: Annotated[int, Meta(ge=0)] | None = None
    short: Percent | None = None


class TieBreak(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A step that parts units with equal totals.

    Attributes:
        by: `criterion`: more points of that node; `deductions`: fewer points taken, for duties
            and by lines of deductions;
            `gap`: the smaller difference between the unit's own and the verified points;
            `women`: the higher share of women, or 70 % and more (NĐ 152/2025, Điều 4.5);
            `last-place`: the better place of the year before.
        criterion: The node that `criterion` looks at.
    """

    by: Literal["criterion", "deductions", "gap", "women", "last-place"]
    criterion: Code | None = None


class Quota(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """How many units an award is proposed for at most: a number, or a share of the members."""

    award: Line
    count: Annotated[int, Meta(ge=0)] | None = None
    percent: Percent | None = None


class ScoreBook(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A year's rules for scoring and ranking, as its document says.

    Attributes:
        title: The title of the table.
        source: The document that the book, or its shape, comes from.
        invented: What in it has no source; empty where everything has.
        criteria: The tree, by its first level.
        not_assigned: Criteria that are not assigned to a unit leave numerator and denominator,
            count as full, or may not be: then the result cannot be adopted by the scores.
        classify_at_most: The total that a grade looks at is at most this; None for the total.
        self_score_deadline: The last day of the self-scores (hạn tự chấm điểm): a day and a month
            of the year (`10/12`), or a date (`2026-12-10`); None where the book names none.
        knock_outs: For what a unit is not ranked at all (điểm liệt, không xét), in words.
        holds: For what a unit is not ranked until the matter is cleared (tạm hoãn), in words.
    """

    title: Line
    source: Origin = ""
    invented: Origin = ""
    scale: Scale
    criteria: Annotated[tuple[Node, ...], Meta(min_length=1)]
    not_assigned: Literal["leaves", "full", "forbidden"] = "forbidden"
    rounding: Rounding = Rounding()
    derivation: Derivation = Derivation()
    grades: tuple[Grade, ...] = ()
    classify_at_most: Amount | None = None
    tie_breaks: tuple[TieBreak, ...] = ()
    quotas: tuple[Quota, ...] = ()
    self_score_deadline: DayText | None = None
    knock_outs: tuple[Line, ...] = ()
    holds: tuple[Line, ...] = ()

    def leaves(self) -> tuple[Node, ...]:
        """Return the leaves in the order of the table: what is scored."""
        return _leaves(self)

    def nodes(self) -> tuple[Node, ...]:
        """Return all lines in the order of the table."""
        return tuple(below for node in self.criteria for below in node.nodes())


@remembered
def _leaves(book: ScoreBook) -> tuple[Node, ...]:
    return tuple(leaf for node in book.criteria for leaf in node.leaves())
