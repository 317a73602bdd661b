"""An entry of the journal in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

from rich.cells import cell_len
from textual.content import Content

from events.collation import find, fold, matches
from events.event import Entry, Event, concerned
from events.text import plain
from thidua_tui.acts.registry import group_for
from thidua_tui.formatting.sentences.entries import marked
from thidua_tui.formatting.sentences.short_names import ShortNames
from thidua_tui.i18n.messages import Words, journal_sentence, local
from thidua_tui.parsing.fuzzy_match import Option, Rank, ranked
from thidua_tui.screens.journal_paging import JournalPages
from thidua_tui.widgets.meaning import KIND_STYLES
from thidua_tui.widgets.styled_text import LIT, fit
from views.clock_setbacks import went_back
from views.names import Names

Meant: TypeAlias = Mapping[str, frozenset[tuple[str, str]]]
"""A word -> the units and clusters that it means, as (kind, code)."""


TIME = 10
"""Cells of the time, the sign of the act, and the spaces between the columns."""


class Line(NamedTuple):
    """The parts of an entry's line that do not follow from the entry alone.

    `brace` joins the entries of an act, `lit` are the words to highlight, `number` and `kind` the
    cells of these columns, `width` those of the line.
    """

    brace: str
    lit: tuple[str, ...]
    number: int
    kind: int
    width: int = 0


def entry_line(view: JournalPages, position: int, words: Words, line: Line) -> Content:
    """Return an entry on a line: number, time, kind, and what was recorded.

    What was taken back is struck, and marked in words.
    """
    entry = view.entry(position)
    room = line.width - line.number - line.kind - TIME
    sentence = Content(_recorded(view, entry, words, room, short=not line.lit))
    for word in line.lit:
        sentence = lit(sentence, word)
    kind = kind_text(entry.event, words)
    if retracted := view.retractions.get(position):
        mark = words("screen.journal.retracted", position=str(retracted.position))
        sentence = Content.assemble(
            (mark, "bold $error"), " ", sentence.stylize_before("strike dim")
        )
        kind = Content.styled(kind.plain, "dim")
    number = f"{position:>{line.number}} "
    time = f"{local(entry.at):%H:%M} "
    back = entry.position > 1 and went_back(view.entry(entry.position - 1), entry)
    start = (
        Content.assemble((number, "dim"), ("▲", "bold $warning"), (time, "dim"))
        if back  # the clock had been set back before it
        else Content.styled(f"{number} {time}", "dim")
    )
    return Content.assemble(start, fit(kind, line.kind), f" {line.brace} ", sentence)


def _recorded(view: JournalPages, entry: Entry, words: Words, room: int, *, short: bool) -> str:
    """Return the sentence of an entry; with short names of units where it is longer than the line.

    What is searched for is lit in the names in full.
    """
    recorded = marked(journal_sentence(entry, words, view.names), words, view.marks, entry)
    if not short or not room or cell_len(recorded) <= room:
        return recorded
    shorter = journal_sentence(entry, words, ShortNames(view.names))
    return marked(shorter, words, view.marks, entry)


def kind_text(event: Event, words: Words) -> Content:
    """Return the kind of an event: the word for the group of its act, in the group's colour."""
    group = group_for(event)
    return Content.styled(words(f"journal.kind.{group}"), KIND_STYLES[group])


def kind_width(words: Words) -> int:
    """Return the cells of the longest word for a kind."""
    return max(Content(words(f"journal.kind.{group}")).cell_length for group in KIND_STYLES)


def lit(text: Content, word: str) -> Content:
    """Return the text with each occurrence of a word lit, found as the filter finds it."""
    start = 0
    while found := find(word, text.plain[start:]):
        first, end = (start + place for place in found)
        if end == first:
            break
        text, start = text.stylize(LIT, first, end), end
    return text


def lit_words(query: Meant, names: Names) -> tuple[str, ...]:
    """Return what is lit of a query: its words, and the names of units and clusters they mean."""
    named = {"unit": names.unit, "cluster": names.cluster}
    meant = (named[kind](code) for those in query.values() for kind, code in sorted(those))
    return tuple(dict.fromkeys((*query, *meant)))


def meeting(view: JournalPages, code: str, words: Words) -> str:
    """Describe a meeting by its kind and day: its code means nothing to people."""
    if event := view.meetings.get(code):
        return words("screen.journal.meeting", kind=event.kind, on=event.on)
    return plain(code)


def session_of(view: JournalPages, entry: Entry, words: Words) -> str:
    """Describe the meeting at which an entry was typed, the item, and that it is provisional."""
    item = view.items.get(f"{entry.meeting}/{entry.item}", entry.item)
    mark = words("provisional.mark") if view.marks.provisional(entry) else ""
    return " · ".join(filter(None, (meeting(view, entry.meeting, words), plain(item), mark)))


def meant(query: str, names: Names) -> Meant:
    """Each word of a query with the units and clusters whose code, initials or old name it is."""
    known = {"unit": names.units, "cluster": names.clusters}
    options = [
        (kind, Option(code=code, name=now.name, short=now.short, former=tuple(c.name for c in was)))
        for kind, all_ in known.items()
        for code, (*was, now) in all_.items()
    ]
    of = {kind: [option for one, option in options if one == kind] for kind in known}
    return {
        word: frozenset(
            (kind, match.option.code)
            for kind, some in of.items()
            for match in ranked(word, some)
            if match.rank <= Rank.ALIAS
        )
        for word in query.split()
    }


def matching(entry: Entry, names: Names, query: Meant, words: Words) -> bool:
    """Whether every word is in the entry: its sentence, author, number; or means whom it is of."""
    of = frozenset(concerned(entry.event))
    sentence = journal_sentence(entry, words, names)
    text = f"{entry.position} {words.instant(entry.at)} {entry.by} {sentence}"
    folded = fold(text)  # cheap, and sorts out most entries before marks are looked at
    return all(
        not of.isdisjoint(those) or (fold(word) in folded and matches(word, text))
        for word, those in query.items()
    )
