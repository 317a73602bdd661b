"""Cells of the tables around the score sheet: lines of the book, notes, proposals."""

from __future__ import annotations

from typing import Any

from events.score_book.plausibility import Note
from events.text import plain
from thidua_tui.formatting.sentences.score_notes import note_sentence, why_sentence
from thidua_tui.formatting.tables.columns import NONE, Cell, named, shown
from thidua_tui.i18n.messages import Words


def line_of_book(row: Any, _words: Words) -> str:
    """The code and the title of a line of the rule book; a dash for a whole sheet."""
    return plain(f"{row.criterion} {row.criterion_name}".strip()) or NONE


def number(field: str) -> Cell:
    """A number, 0 too."""
    return lambda row, _words: str(getattr(row, field))


def note_of_row(row: Any, words: Words) -> str:
    """What is unusual, in a sentence."""
    if row.copied is not None:
        return words("scorechecks.note.copy", unit=named(row.copied, words))
    note = Note(unusual=row.unusual, low=row.low, high=row.high)
    return note_sentence(note, row.points, words)


def proposed(row: Any, words: Words) -> str:
    """What is proposed to be recorded."""
    return words.value("observed", row.observed)


def score_of_row(row: Any, words: Words) -> str:
    """The points, or what was observed; or that the criterion does not apply."""
    if row.state == "not-applicable":
        return words("tables.value.no-part")
    if row.points is None and row.observed is not None:
        return words.value("observed", row.observed)
    return shown(row.points, words)


def why_of_row(row: Any, words: Words) -> str:
    """What the proposal rests on."""
    return why_sentence(row.why, row.year, len(row.entries), words)
