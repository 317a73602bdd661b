"""Sentences about entries: their rows in the journal, their subject, a clock that was set back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from events.event import Entry, fields_of
from thidua_tui.i18n.messages import Words, journal_sentence
from views.clock_setbacks import stamped_late
from views.journal import Journal, JournalRow
from views.late_additions import SessionMarks
from views.names import Names
from views.projection import Reader

if TYPE_CHECKING:
    from views.subject_history import Subject


class SentenceRow(JournalRow, frozen=True, kw_only=True):
    """A row of the journal; `sentence` is the fact in the chosen language, with its reason."""

    sentence: str


def sentence_row(journal: Journal, row: JournalRow, words: Words) -> SentenceRow:
    """The row with its sentence."""
    entry = journal.entry(row.position)
    sentence = journal_sentence(entry, words, journal.names)
    if row.after_closing:
        sentence = words("sentences.after-closing", sentence=sentence)
    fields = fields_of(row)
    return SentenceRow(**fields, sentence=sentence)  # type: ignore[arg-type]  # the fields of its own base


def marked(sentence: str, words: Words, marks: SessionMarks, entry: Entry) -> str:
    """Return the sentence of an entry, marked as an addition after the closing or provisional."""
    if marks.added(entry):
        sentence = words("sentences.after-closing", sentence=sentence)
    return words("provisional.entry", sentence=sentence) if marks.provisional(entry) else sentence


def clock_warning(ledger: Reader, entries: Sequence[Entry], words: Words) -> Iterator[str]:
    """Yield a warning if the first of the entries just recorded has too early a stamp."""
    if not entries or not (before := stamped_late(ledger, entries[0])):
        return
    first = entries[0]
    facts = {"position": str(first.position), "at": first.at}
    yield words("time.clock.back", before=str(before.position), later=before.at, **facts)


def subject_name(subject: Subject, names: Names, words: Words) -> str:
    """What the thing is called."""
    return words(
        f"time.subject.{subject.kind}",
        name=names.unit(subject.unit, subject.year) if subject.unit else None,
        where=names.cluster(subject.cluster, subject.year) if subject.cluster else None,
        year=str(subject.year) if subject.year else None,
        criterion=subject.criterion,
        form=subject.form,
    )
