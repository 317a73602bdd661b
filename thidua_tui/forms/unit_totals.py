"""Sentences about a unit's totals: what they are made of, their basis, the place, the grade."""

from __future__ import annotations

from collections.abc import Iterator

from events.score_book.evaluate import Sheet, gates, grade_of
from events.text import plain
from thidua_tui.formatting.sentences.points import equals, number
from thidua_tui.forms.score_sheet import ScoreSheet
from thidua_tui.i18n.messages import Words
from views.sheet_lines import observed

SHARE = 2
"""Decimals of a share in percent."""


def total_sentences(sheet: ScoreSheet, unit: str, words: Words) -> tuple[str, ...]:
    """Return the sentences about the final points of a unit, with what is staged.

    Args:
        sheet: The sheet of the cluster-year, whose board has what is staged.
        unit: The code of a member.
        words: The words of the language to use.
    """
    if sheet.board is None:
        return ()
    final = sheet.board.final[unit]
    if not final.points:
        return (words("unitsheet.no-final"),)
    sentences = (
        _total(sheet, unit, final, words),
        _basis(final, words),
        _grade(sheet, unit, words),
    )
    return tuple(filter(None, sentences))


def _total(sheet: ScoreSheet, unit: str, final: Sheet, words: Words) -> str:
    """Return content, bonus, deductions, total and place."""
    book = sheet.board.book if sheet.board else None
    if book is None:
        return ""
    facts = {
        "content": number(final.content, words),
        "added": number(final.added, words) if final.added else "",
        "taken": number(-final.taken, words) if final.taken else "",
        "total": words.number(final.total),
        "scale": words.number(book.scale.total),
        "place": _place(sheet, unit),
        "state": words(f"rankings.state.{sheet.apart[unit]}") if unit in sheet.apart else "",
    }
    return words("unitsheet.total", **facts)


def _basis(final: Sheet, words: Words) -> str:
    """Return on what the total rests where lines are not assigned: 65/80 = 81,25 %."""
    if not final.unassigned or not final.assigned_max:
        return ""
    return words(
        "unitsheet.basis",
        content=number(final.content, words),
        most=number(final.assigned_max, words),
        share=equals(100 * final.content / final.assigned_max, words, SHARE),
        plain=number(final.plain, words),
        comparable=number(final.comparable, words),
    )


def _place(sheet: ScoreSheet, unit: str) -> str:
    return next((str(one.place) for one in sheet.ordered()[0] if one.unit == unit), "")


def _grade(sheet: ScoreSheet, unit: str, words: Words) -> str:
    """Return the grade, and the gates of the next better one that are closed."""
    if sheet.board is None or not (book := sheet.board.book).grades:
        return ""
    final, cells = sheet.board.final[unit], observed(sheet.board, unit)
    name = grade_of(book, final, cells)
    names = [grade.name for grade in book.grades]
    at = names.index(name) if name in names else len(names)
    text = words("unitsheet.grade", grade=plain(name)) if name else words("unitsheet.no-grade")
    if at:
        better = book.grades[at - 1]
        closed = [*_gates(gates(book, better, final, cells), words)]
        facts = {"grade": plain(better.name), "gates": ", ".join(closed)}
        text += words("unitsheet.closed", **facts)
    return text


def _gates(closed: tuple[str, ...], words: Words) -> Iterator[str]:
    """Yield the names of gates; lines are named by their codes."""
    for gate in closed:
        yield words.find(f"unitsheet.gate.{gate}") or plain(gate)
