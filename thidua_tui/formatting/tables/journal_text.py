"""The whole ledger as a text that is read without the program, on a screen or on paper."""

from __future__ import annotations

from collections.abc import Iterator

from events.agenda import AGENDA, titles
from events.corrections import EntriesRetracted
from events.event import Entry, Scope
from events.meetings import MeetingOpened
from events.store.ledger import Ledger
from thidua_tui.formatting.sentences.entries import marked
from thidua_tui.i18n.messages import Words
from thidua_tui.session.backup import point_now, store
from views.evidence import grade
from views.late_additions import SessionMarks
from views.names import Names
from views.projection import project

SHORT = 12
"""Hex digits of a hash that are printed with an entry."""


class _Context:
    """What an entry needs from other entries: names, meetings, what was retracted."""

    def __init__(self, ledger: Ledger, upto: int) -> None:
        self.names = project(Names(), ledger, upto)
        self.meetings: dict[str, str] = {}
        self.items: dict[str, str] = {}
        self.gone: dict[int, int] = {}
        self.marks = SessionMarks()
        kinds = (*SessionMarks.kinds, MeetingOpened, *AGENDA)
        for entry in ledger.read(Scope(events=kinds), until=upto):
            self.marks.apply(entry)
            match entry.event:
                case MeetingOpened(meeting=code, title=title):
                    self.meetings[code] = title
                case EntriesRetracted(positions=positions):
                    self.gone |= dict.fromkeys(positions, entry.position)
            self.items |= titles(entry.event)


def lines(ledger: Ledger, words: Words) -> Iterator[str]:
    """The lines of the journal: what ledger it is, then every entry in the order of typing.

    Raises:
        UnreadableLedger: at an entry that this version cannot read.
    """
    point = point_now(ledger)
    facts = {"ledger": point.ledger, "entries": str(point.entries), "hash": point.head}
    yield words("keeping.journal.title")
    yield words("keeping.journal.about", **facts)
    yield words("keeping.journal.at", at=point.at)
    yield words("keeping.journal.hashes")
    context = _Context(ledger, point.entries)
    entries = ledger.read(until=point.entries)
    for entry, (*_, stored) in zip(entries, store(ledger).links(point.entries), strict=False):
        yield ""
        yield from _entry_lines(entry, stored.hex()[:SHORT], context, words)


def _entry_lines(entry: Entry, short: str, context: _Context, words: Words) -> Iterator[str]:
    meeting = context.meetings.get(entry.meeting, entry.meeting)
    yield words(
        "keeping.journal.entry",
        position=str(entry.position),
        at=entry.at,
        by=entry.by,
        meeting=meeting,
        item=context.items.get(f"{entry.meeting}/{entry.item}", entry.item),
        hash=short,
    )
    sentence = words.sentence(entry.event, context.names)
    yield from _indented(marked(sentence, words, context.marks, entry))
    if entry.reason:
        yield from _indented(words("keeping.journal.reason", reason=entry.reason))
    source = entry.source
    kind = words.choice("kind", grade(entry))
    origin = words("keeping.journal.source", kind=kind, title=source.title, on=source.on)
    yield from _indented(origin)
    if by := context.gone.get(entry.position):
        yield from _indented(words("keeping.journal.gone", position=str(by)))


def _indented(text: str) -> Iterator[str]:
    return (f"    {line}" for line in text.split("\n"))
