"""The rules of a whole rule book in words, and what two books differ in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from events.score_book.book import Node, ScoreBook
from events.text import plain
from thidua_tui.formatting.sentences.rule_books import kind_text

if TYPE_CHECKING:
    from events.score_book.book import Derivation, Grade, Quota, Rounding, Scale, TieBreak
    from events.score_book.book_difference import BookDifference, LineChange
    from thidua_tui.i18n.messages import Words

MUCH = 60
"""So many letters of a title are repeated where a line is named."""


def rule_lines(book: ScoreBook, words: Words) -> list[str]:
    """Return the rules of the whole book, a sentence each, with its source and what is invented."""
    found = [
        rule_text(field, getattr(book, field), words)
        for field in ScoreBook.__struct_fields__
        if field not in ("title", "criteria")
    ]
    return [text for text in found if text]


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
    text = plain(words.value(field, value))
    known = words.find(f"rulebooks.rule.{field}")
    return words(f"rulebooks.rule.{field}", text=text) if known else f"{field}: {text}"


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
    sealed = words("rulebooks.sealed") if rule.sealed else None
    second = words("rulebooks.second-reader") if rule.second_reader else None
    facts = {"scorers": scorers, "final": final, "trim": trim, "reason": reason}
    return words("rulebooks.rule.derivation", **facts, sealed=sealed, second=second)


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
"""Field of a book -> how its value reads."""


def difference_lines(difference: BookDifference, words: Words) -> list[str]:
    """Return what differs: lines that are new, gone or changed, then the rules of the book."""
    lines = [_change(change, words) for change in difference.lines]
    for rule in difference.rules:
        before = rule_text(rule.field, rule.before, words) or words("rulebooks.nothing")
        after = rule_text(rule.field, rule.after, words) or words("rulebooks.nothing")
        lines.append(words("rulebooks.diff.rule", before=before.rstrip("."), after=after))
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
