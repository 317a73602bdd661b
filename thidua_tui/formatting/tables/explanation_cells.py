"""Cells of score sheets: their states, the explanations of a score, the files behind it."""

from __future__ import annotations

from typing import Any

from events.text import plain
from thidua_tui.formatting.tables.columns import NONE
from thidua_tui.i18n.messages import Words


def criterion(row: Any, _: Words) -> str:
    """The code of a criterion, and its name where the book has it."""
    return " ".join(filter(None, (plain(row.criterion), plain(row.criterion_name))))


def explanations(row: Any, words: Words) -> str:
    """What was brought forward in a thread, in order of time."""
    return "; ".join(explanation(one, words) for one in row.explanations)


def explanation(one: Any, words: Words) -> str:
    """One claim, objection, answer or verdict: who, when, by which paper, and the text.

    Args:
        one: An `Explanation`, or an event with the same fields.
        words: The words of the chosen language.
    """
    return words(
        "sheetstates.explanation",
        kind=words.choice("kind", one.kind),
        person=plain(one.person),
        on=one.on,
        paper=plain(one.paper),
        text=plain(one.text.replace("\n", " ")),
        points=one.points,
    )


def submitted(row: Any, words: Words) -> str:
    """The day, who submitted, and whether it was on time."""
    return _step(row, "submitted", words, punctual(row, words))


def punctual(row: Any, words: Words) -> str:
    """Whether a sheet was submitted by the deadline; empty where that is not known."""
    if row.late is None:
        return ""
    return words("sheetstates.late", days=row.late) if row.late else words("sheetstates.on-time")


def returned(row: Any, words: Words) -> str:
    """The day, who returned it, and why."""
    return _step(row, "returned", words, plain(row.returned_why))


def verified(row: Any, words: Words) -> str:
    """The day, and who verified the sheet."""
    return _step(row, "verified", words, words.choice("by", row.verified_by or ""))


def approved(row: Any, words: Words) -> str:
    """The day, and who approved the sheet."""
    return _step(row, "approved", words, words.choice("by", row.approved_by or ""))


def _step(row: Any, name: str, words: Words, more: str) -> str:
    on, person = getattr(row, f"{name}_on"), plain(getattr(row, f"{name}_person"))
    day = words.day(on) if on else ""
    known = ", ".join(filter(None, (day, person, more)))
    if known:
        return known
    return words("sheetstates.undated") if _taken(row, name) else NONE


def _taken(row: Any, name: str) -> bool:
    """Return whether a step without a day was taken: nothing else of it may be known."""
    order = ("submitted", "verified", "approved")
    if name == "submitted":
        return bool(row.state != "draft")
    if name not in order:
        return bool(row.state == name)
    return row.state in order and order.index(name) <= order.index(row.state)


def size(row: Any, words: Words) -> str:
    """The size of a file, in kilobytes or megabytes, rounded up."""
    kilobytes = -(-row.size // 1024)
    if kilobytes < 10_000:
        return words("sheetstates.kilobytes", n=kilobytes)
    return words("sheetstates.megabytes", n=-(-kilobytes // 1024))
