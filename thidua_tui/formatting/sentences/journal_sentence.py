"""A row of the journal with the sentence that tells it."""

from __future__ import annotations

from events.event import fields_of
from thidua_tui.i18n.messages import Words, said
from views.journal import Journal, JournalRow


class SentenceRow(JournalRow, frozen=True, kw_only=True):
    """A row of the journal; `sentence` is the fact in the chosen language, with its reason."""

    sentence: str


def sentence_row(journal: Journal, row: JournalRow, words: Words) -> SentenceRow:
    """The row with its sentence."""
    entry = journal.entry(row.position)
    sentence = marked(said(entry, words, journal.names), words, added=row.after_closing)
    fields = fields_of(row)
    return SentenceRow(**fields, sentence=sentence)  # type: ignore[arg-type]  # the fields of its own base


def marked(sentence: str, words: Words, *, added: bool) -> str:
    """A sentence of the journal; what was added to a meeting after its closing says so."""
    return words("sentences.after-closing", sentence=sentence) if added else sentence
