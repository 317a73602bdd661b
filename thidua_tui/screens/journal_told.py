"""An entry of the journal in words."""

from __future__ import annotations

from textual.content import Content

from events.alphabet import fold, matches
from events.event import Entry
from events.text import plain
from thidua_tui.screens.journal_pages import JournalPages
from thidua_tui.words.wording import Words, said
from views.names import Names


def sentence(view: JournalPages, position: int, words: Words) -> Content:
    """What was recorded; struck, and marked in words, when it was taken back."""
    told = said(view.entry(position), words, view.names)
    number = (f"{position:>4} ", "dim")
    if retracted := view.retractions.get(position):
        mark = words("screen.journal.retracted", position=str(retracted.position))
        return Content.assemble(number, (mark, "bold $warning"), " ", (told, "strike dim"))
    return Content.assemble(number, told)


def circumstances(view: JournalPages, position: int, words: Words, width: int) -> Content:
    """When it was typed, by whom, in which meeting; from which source, unless the room."""
    entry = view.entry(position)
    source = words.choice("kind", entry.source.kind) if entry.source.kind != "room" else ""
    if entry.source.title and width > 60:
        source += f": {plain(entry.source.title)}"
    parts = [
        words.instant(entry.at),
        plain(entry.by),
        meeting(view, entry.meeting, words),
        source,
    ]
    return Content.styled("     " + " · ".join(filter(None, parts)), "dim")


def meeting(view: JournalPages, code: str, words: Words) -> str:
    """A meeting by its kind and day: its code tells nobody anything."""
    if event := view.meetings.get(code):
        return words("screen.journal.meeting", kind=event.kind, on=event.on)
    return plain(code)


def matching(entry: Entry, names: Names, query: str, words: Words) -> bool:
    """Whether every word of the query is in the entry: its sentence, its author, its number."""
    text = f"{entry.position} {words.instant(entry.at)} {entry.by} {said(entry, words, names)}"
    folded = fold(text)  # cheap, and sorts out most entries before marks are looked at
    return all(fold(word) in folded and matches(word, text) for word in query.split())
