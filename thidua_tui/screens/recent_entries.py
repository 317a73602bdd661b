"""The last entries of the ledger, a line each: what was recorded just now."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, pairwise

from rich.cells import cell_len
from textual.content import Content

from events.corrections import EntriesRetracted
from events.event import Entry
from events.text import plain
from thidua_tui.formatting.sentences.short_names import ShortNames
from thidua_tui.i18n.messages import Words, journal_sentence, local
from thidua_tui.session.session import Session
from views.names import Names

MOST_READ, MOST = 400, 60
"""So many entries are read, from the last one back; so many acts are listed at most."""


@dataclass(frozen=True)
class Recent:
    """An entry as a sentence; `retracted` by a later entry of those that were read.

    `more` is the number of further entries of the same act, `brief` the sentence with short names
    of units.
    """

    at: datetime
    sentence: str
    retracted: bool = False
    more: int = 0
    brief: str = ""


def recent_entries(
    session: Session,
    known_at: int | datetime | None,
    names: Names,
    words: Words,
    of: tuple[str, int] | None = None,
) -> tuple[Recent, ...]:
    """Return the last entries that were known, a row per act, the newest first.

    Args:
        session: Whose ledger is read, once.
        known_at: The position or instant; None for the present.
        names: The names of units and clusters.
        words: The words of the chosen language.
        of: A cluster and a year, if only what concerns these is wanted.
    """
    last = session.ledger.position() if known_at is None else known_at
    last = session.ledger.known_at(last) if isinstance(last, datetime) else last
    read = [*session.reader.read(after=max(0, last - MOST_READ), until=last)]
    gone = {p for e in read if isinstance(e.event, EntriesRetracted) for p in e.event.positions}
    acts = groupby((e for e in read if of is None or _concerns(e, of)), key=lambda e: e.act)
    latest = [[*act] for _, act in acts][: -MOST - 1 : -1]
    return tuple(_recent(act, gone, names, words) for act in latest)


def _recent(act: Sequence[Entry], gone: Container[int], names: Names, words: Words) -> Recent:
    first, *others = act
    sentence = plain(journal_sentence(first, words, names))
    brief = plain(journal_sentence(first, words, ShortNames(names)))
    return Recent(first.at, sentence, first.position in gone, len(others), brief)


def _concerns(entry: Entry, of: tuple[str, int]) -> bool:
    event = entry.event
    return (getattr(event, "cluster", None), getattr(event, "year", None)) == of


def recent_lines(
    rows: Sequence[Recent], today: date, words: Words, width: int, most: int
) -> list[Content]:
    """Return a line per row: its time, on another day its day, unless as above; the sentence.

    Args:
        rows: The entries.
        today: The day whose entries are shown with their time.
        words: The words of the chosen language.
        width: The cells of a line; a longer sentence is cut.
        most: The number of lines that there is room for.
    """
    times = [_time(local(row.at), today, words) for row in rows[:most]]
    column = max(map(cell_len, times), default=0)
    shown = (time if time != before else "" for before, time in pairwise(["", *times]))
    room = width - column - 2
    return [
        Content.assemble((time.rjust(column), "dim"), "  ", _sentence(row, words, room)).truncate(
            max(1, width), ellipsis=True
        )
        for row, time in zip(rows, shown, strict=False)
    ]


def _sentence(row: Recent, words: Words, room: int) -> Content:
    more = words("recent.more", count=str(row.more)) if row.more else ""
    full = not row.brief or cell_len(row.sentence + more) <= room
    text = row.sentence if full else row.brief
    return Content.assemble((text, "dim strike" if row.retracted else ""), (more, "dim"))


def _time(at: datetime, today: date, words: Words) -> str:
    return f"{at:%H:%M}" if at.date() == today else words.day(at.date())
