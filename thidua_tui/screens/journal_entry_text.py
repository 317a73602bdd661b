"""An entry of the journal in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from textual.content import Content

from events.collation import fold, matches
from events.event import Entry, concerned
from events.text import plain
from thidua_tui.formatting.sentences.entries import marked
from thidua_tui.i18n.messages import Words, journal_sentence
from thidua_tui.parsing.fuzzy_match import Option, Rank, ranked
from thidua_tui.screens.journal_paging import JournalPages
from views.clock_setbacks import went_back
from views.evidence import grade
from views.names import Names

Meant: TypeAlias = Mapping[str, frozenset[tuple[str, str]]]
"""A word -> the units and clusters that it means, as (kind, code)."""


def sentence(view: JournalPages, position: int, words: Words) -> Content:
    """What was recorded; struck, and marked in words, when it was taken back."""
    entry = view.entry(position)
    recorded = marked(
        journal_sentence(entry, words, view.names), words, added=view.closings.added(entry)
    )
    number = (f"{position:>4} ", "dim")
    if retracted := view.retractions.get(position):
        mark = words("screen.journal.retracted", position=str(retracted.position))
        return Content.assemble(number, (mark, "bold $warning"), " ", (recorded, "strike dim"))
    return Content.assemble(number, recorded)


def circumstances(view: JournalPages, position: int, words: Words, width: int) -> Content:
    """When it was typed, by whom, in which meeting; from which source, unless the room."""
    entry = view.entry(position)
    source = words.choice("kind", grade(entry)) if entry.source.kind != "room" else ""
    if entry.source.title and width > 60:
        source += f": {plain(entry.source.title)}"
    at = words.instant(entry.at)
    if position > 1 and went_back(view.entry(position - 1), entry):
        at = words("time.clock.mark", at=at)
    parts = [
        at,
        plain(entry.by),
        meeting(view, entry.meeting, words),
        source,
    ]
    return Content.styled("     " + " · ".join(filter(None, parts)), "dim")


def meeting(view: JournalPages, code: str, words: Words) -> str:
    """Describe a meeting by its kind and day: its code means nothing to people."""
    if event := view.meetings.get(code):
        return words("screen.journal.meeting", kind=event.kind, on=event.on)
    return plain(code)


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
