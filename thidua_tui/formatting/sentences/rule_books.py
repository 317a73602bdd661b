"""A rule book in words: its tree, how lines are scored, its rules, what two books differ in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from events.score_book.book import Node, ScoreBook
from events.score_book.book_check import bound
from events.score_book.leaf_kinds import DaysLate, LeafKind, Proportional, RateBands
from events.text import plain

if TYPE_CHECKING:
    from events.rule_book import RulesAmended, RulesIssued
    from events.score_book.book import Derivation, Grade, Quota, Rounding, Scale, TieBreak
    from events.score_book.book_difference import BookDifference, LineChange
    from thidua_tui.i18n.messages import Words

POINTS = 6
"""The cells of points."""
MUCH = 60
"""So many letters of a title are repeated where a line is named."""


class BookLine(Struct, frozen=True):
    """A line of the tree as it is printed: a group has no way of being scored."""

    depth: int
    code: str
    title: str
    points: str
    scored: str
    group: bool


def book_lines(book: ScoreBook, words: Words) -> Iterator[BookLine]:
    """Yield the lines of the tree in the order of the table, groups with the sum of their lines."""
    for node in book.criteria:
        yield from _below(node, 0, words)


def _below(node: Node, depth: int, words: Words) -> Iterator[BookLine]:
    adds = not node.criteria and not node.max
    points = "" if adds else words.number(node.max)
    scored = "" if node.criteria else kind_text(node.score, words)
    extra = _of_node(node, words)
    yield BookLine(
        depth=depth,
        code=plain(node.code),
        title=plain(node.title),
        points=points,
        scored=" · ".join(filter(None, (scored, *extra))),
        group=bool(node.criteria),
    )
    for child in node.criteria:
        yield from _below(child, depth + 1, words)


def _of_node(node: Node, words: Words) -> Iterator[str]:
    if node.target:
        yield words("rulebooks.line.target")
    if node.by:
        yield words("rulebooks.line.by", scorer=words.choice("stage", node.by))
    if node.children == "at-most":
        yield words("rulebooks.line.at-most")
    if node.wiped_by:
        rate = words.number(node.wiped_by.at_least)
        yield words("rulebooks.line.wiped", criterion=plain(node.wiped_by.criterion), rate=rate)


def kind_text(kind: LeafKind | None, words: Words) -> str:
    """Say how a line is scored; empty for a group."""
    if kind is None:
        return ""
    if isinstance(kind, (DaysLate, RateBands)):
        return " · ".join(_bands(kind, words))
    name = kind_name(kind)
    facts: dict[str, str | None] = {}
    for field in kind.__struct_fields__:
        value = getattr(kind, field)
        facts[field] = words.number(value) if isinstance(value, Decimal) else None
        if field == "duty":
            facts[field] = words(f"rulebooks.duty.{value}")
    if isinstance(kind, Proportional) and kind.exceed:
        name = "proportional-over"
    return words(f"rulebooks.scored.{name}", **facts)


def _bands(kind: DaysLate | RateBands, words: Words) -> Iterator[str]:
    if isinstance(kind, DaysLate):
        for band in kind.bands:
            key = "late" if band.days else "on-time"
            points = words.number(band.points)
            yield words(f"rulebooks.scored.{key}", days=str(band.days), points=points)
        yield words("rulebooks.scored.later", points=words.number(kind.beyond))
        return
    for rate in kind.bands:
        least, above = bound(rate)
        key = "above" if above else "at-least"
        facts = {"rate": words.number(least), "points": words.number(rate.points)}
        yield words(f"rulebooks.scored.{key}", **facts)
    yield words("rulebooks.scored.lower", points=words.number(kind.below))


def kind_name(kind: LeafKind) -> str:
    """Return the name of a kind, as the book writes it."""
    return str(kind.__struct_config__.tag)


def observed_text(kind: str, words: Words) -> str:
    """Say what is observed for a kind; empty for a group."""
    return words(f"rulebooks.observed.{kind}") if kind else ""


def rule_lines(book: ScoreBook, words: Words) -> list[str]:
    """Return the rules of the whole book, a sentence each, with its source and what is invented."""
    found = [
        rule_text(field, getattr(book, field), words)
        for field in ScoreBook.__struct_fields__
        if field not in ("title", "criteria")
    ]
    return [text for text in found if text]


def version_lines(issued: Sequence[RulesIssued | RulesAmended], words: Words) -> Iterator[str]:
    """Yield a line for each version of a year's book, the first issued first.

    Args:
        issued: The versions.
        words: The catalogue.
    """
    for number, version in enumerate(issued, 1):
        facts = {"document": plain(version.document), "on": version.on, "number": str(number)}
        key = "issued" if number == 1 else "amended"
        last = words("rulebooks.version.in-force") if number == len(issued) > 1 else None
        yield words(f"rulebooks.version.{key}", in_force=last, **facts)


def tree_texts(book: ScoreBook, words: Words, width: int) -> Iterator[str]:
    """Yield the tree as lines of text: code, points, title, how a line is scored; then the scale.

    Args:
        book: The book.
        words: The catalogue.
        width: The cells of a line.
    """
    lines = [*book_lines(book, words)]
    room = max(2 * line.depth + len(line.code) for line in lines)
    for line in lines:
        lead = f"  {'  ' * line.depth + line.code:<{room}} {line.points:>{POINTS}}  "
        yield from _wrapped(lead, line.title, width)
        if line.scored:
            yield from _wrapped(" " * len(lead), line.scored, width)
    total = words.number(book.scale.total)
    yield f"  {'':<{room}} {total:>{POINTS}}  {words('rulebooks.total')}"


def _wrapped(lead: str, text: str, width: int) -> Iterator[str]:
    indent = " " * len(lead)
    yield from wrap(
        lead + text, max(len(lead) + 20, width), subsequent_indent=indent, drop_whitespace=True
    ) or [lead]


def rule_text(field: str, value: Any, words: Words) -> str:
    """Say a rule of the whole book; empty where the book has none.

    Args:
        field: The name of the field of the book.
        value: Its value.
        words: The catalogue.
    """
    if value in (None, "", ()):
        return ""
    if maker := _RULES.get(field):
        return str(maker(value, words))
    if field == "classify_at_most":
        return words("rulebooks.rule.classify_at_most", total=words.number(value))
    if field == "not_assigned":
        return words(f"rulebooks.not-assigned.{value}")
    return words(f"rulebooks.rule.{field}", text=plain(str(value)))


def _scale(scale: Scale, words: Words) -> str:
    cap = words.number(scale.bonus_cap) if scale.bonus_cap is not None else None
    key = "scale-over" if scale.over else "scale"
    return words(f"rulebooks.rule.{key}", total=words.number(scale.total), cap=cap)


def _rounding(rounding: Rounding, words: Words) -> str:
    when = words(f"rulebooks.when.{rounding.when}")
    mode = words(f"rulebooks.mode.{rounding.mode}")
    return words("rulebooks.rule.rounding", digits=str(rounding.digits), mode=mode, when=when)


def _derivation(rule: Derivation, words: Words) -> str:
    scorers = " → ".join(words.choice("stage", scorer) for scorer in rule.scorers)
    final = words(f"rulebooks.final.{rule.final}")
    trim = words("rulebooks.trim", count=str(rule.trim_from)) if rule.trim_from else None
    reason = words("rulebooks.reason-if-differs") if rule.reason_if_differs else None
    return words(
        "rulebooks.rule.derivation", scorers=scorers, final=final, trim=trim, reason=reason
    )


def _grades(grades: tuple[Grade, ...], words: Words) -> str:
    return words("rulebooks.rule.grades", grades="; ".join(_grade(one, words) for one in grades))


def _grade(grade: Grade, words: Words) -> str:
    gates = []
    if grade.total is not None:
        gates.append(words("rulebooks.gate.total", total=words.number(grade.total)))
    if grade.each is not None:
        of = words(f"rulebooks.gate.{grade.each_of}")
        gates.append(words("rulebooks.gate.each", percent=words.number(grade.each), of=of))
    if grade.targets is not None:
        gates.append(words("rulebooks.gate.targets", count=str(grade.targets)))
    if grade.short is not None:
        gates.append(words("rulebooks.gate.short", percent=words.number(grade.short)))
    every = ", ".join(gates) or words("rulebooks.gate.none")
    return words("rulebooks.gate.grade", name=plain(grade.name), gates=every)


def _tie_breaks(steps: tuple[TieBreak, ...], words: Words) -> str:
    named = (
        words(f"rulebooks.tie.{step.by}", criterion=plain(step.criterion or "")) for step in steps
    )
    chain = " → ".join(named)
    return words("rulebooks.rule.tie_breaks", steps=chain)


def _quotas(quotas: tuple[Quota, ...], words: Words) -> str:
    named = []
    for quota in quotas:
        share = words.number(quota.percent) if quota.percent is not None else None
        count = str(quota.count) if quota.count is not None else None
        named.append(words("rulebooks.quota", award=plain(quota.award), count=count, percent=share))
    return words("rulebooks.rule.quotas", quotas="; ".join(named))


_RULES: dict[str, Any] = {
    "scale": _scale,
    "rounding": _rounding,
    "derivation": _derivation,
    "grades": _grades,
    "tie_breaks": _tie_breaks,
    "quotas": _quotas,
}
"""Field of a book -> how its value is said."""


def difference_lines(difference: BookDifference, words: Words) -> list[str]:
    """Return what differs: lines that are new, gone or changed, then the rules of the book."""
    lines = [_change(change, words) for change in difference.lines]
    for rule in difference.rules:
        before = rule_text(rule.field, rule.before, words) or words("rulebooks.nothing")
        after = rule_text(rule.field, rule.after, words) or words("rulebooks.nothing")
        field = words(f"rulebooks.field.{rule.field}")
        lines.append(words("rulebooks.diff.rule", field=field, before=before, after=after))
    return lines


def _change(change: LineChange, words: Words) -> str:
    node = change.after or change.before
    title = plain(node.title) if node else ""
    shown = f"{title[:MUCH]}…" if len(title) > MUCH else title
    facts = {"code": plain(change.code), "title": shown}
    if change.before is None or change.after is None:
        points = words.number(node.max) if node and node.max else None
        return words(f"rulebooks.diff.{change.change}", points=points, **facts)
    parts = (_field(field, change.before, change.after, words) for field in change.fields)
    return words("rulebooks.diff.changed", parts="; ".join(parts), **facts)


def _field(field: str, before: Node, after: Node, words: Words) -> str:
    named = words(f"rulebooks.field.{field}")
    if field == "group":
        return words("rulebooks.diff.moved")
    was, is_ = (_value(field, node, words) for node in (before, after))
    return words("rulebooks.diff.field", field=named, before=was, after=is_)


def _value(field: str, node: Node, words: Words) -> str:
    value = getattr(node, field)
    if field == "score":
        return kind_text(value, words) or words("rulebooks.group")
    if field == "by" and value:
        return words.choice("stage", value)
    if field == "wiped_by" and value:
        rate = words.number(value.at_least)
        return words("rulebooks.line.wiped", criterion=plain(value.criterion), rate=rate)
    if field == "children":
        return words(f"rulebooks.children.{value}")
    return words.value(field, value) or words("rulebooks.nothing")
