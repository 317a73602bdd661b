"""The course of a year or a meeting in words: when, what was decided, who is there, the places."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from rich.cells import cell_len

from events.event import Entry
from events.text import plain
from thidua_tui.formatting.pictures.small_bars import share_bar
from thidua_tui.formatting.replay.replay_text import source
from thidua_tui.i18n.messages import Words, journal_sentence, local
from views.course_of_year import DECISIONS, CourseMoment
from views.names import Names
from views.standings import StandingsRow

SIGNS = {"present": "●", "left": "○", "absent": "×"}
"""Whether a unit is at the meeting; a blank where nothing is known of it."""
BAR = 12
"""Cells of the bar of points."""
PLACE = 6
"""Cells of a place and how it moved."""


class Moved(NamedTuple):
    """A row of the lanes: its text, and whether its place or presence has just changed."""

    text: str
    changed: bool


def when(moment: CourseMoment, words: Words, *, meeting: bool) -> str:
    """Return when a moment was: in a meeting the hour of its act, else the day."""
    if meeting and (hour := clock(moment)):
        return hour
    return words.day(moment.day) if moment.day else words("course.undated")


def clock(moment: CourseMoment) -> str:
    """Return the hour of an act: as the fact gives it, else that of typing in the room."""
    last = moment.entries[-1]
    for name in ("at", "time"):
        if isinstance(found := getattr(last.event, name, None), str) and found:
            return found
    if last.source.kind != "room":
        return ""
    return f"{local(last.at):%H:%M}"


def big(moment: CourseMoment, *, meeting: bool) -> str:
    """Return the hour or the day of a moment, for large figures; a dash where it is unknown."""
    if meeting and (hour := clock(moment)):
        return hour
    return f"{moment.day:%d/%m}" if moment.day else "–"


def deeds(moment: CourseMoment, names: Names, words: Words) -> Iterator[tuple[str, str]]:
    """Yield what an act recorded, and from which paper it is known; of a long act the beginning."""
    shown = moment.entries[:MOST]
    for entry in shown:
        yield journal_sentence(entry, words, names), source(entry, words)
    if rest := len(moment.entries) - len(shown):
        yield words("course.more", count=str(rest)), ""


def read_out(
    moment: CourseMoment, names: Names, words: Words, may_be_read: Callable[[Entry], bool]
) -> list[str]:
    """Return the sentences of what an act decided, for a room: without reasons and papers.

    Args:
        moment: The moment.
        names: The names to use.
        words: The messages of the language to use.
        may_be_read: Whether the sentence of a decision may be shown.
    """
    decided = [entry for entry in moment.entries if isinstance(entry.event, DECISIONS)]
    read = [entry.event for entry in decided if may_be_read(entry)]
    return [words.sentence(event, names) for event in read[:MOST]]


MOST = 2
"""Entries of an act that are shown; a score sheet has a hundred."""


def in_front(moment: CourseMoment, words: Words) -> tuple[str, str]:
    """Return which units have the first place, in full and in short; that none has."""
    first = [row for row in moment.rows if row.place == 1]
    if not first:
        nothing = words("course.no-places")
        return nothing, nothing
    full = ", ".join(plain(row.unit_name) for row in first)
    return full, ", ".join(plain(row.unit_short or row.unit_name) for row in first)


def waits(moment: CourseMoment) -> bool:
    """Return whether a result is adopted of which no place may be shown."""
    return any(r.state == "adopted" for r in moment.rows) and not any(r.place for r in moment.rows)


def result_words(moment: CourseMoment, words: Words) -> str:
    """Return how far the result is: none, provisional, adopted."""
    state = moment.rows[0].state if moment.rows else "none"
    return words(f"course.result.{state}")


def item_text(moment: CourseMoment, titles: Mapping[str, str], words: Words) -> str:
    """Return the item of the agenda of an act; empty outside of items.

    Args:
        moment: The moment.
        titles: The code of an item -> its title.
        words: The messages of the language to use.
    """
    title = titles.get(moment.entries[-1].item)
    return words("course.item", title=title) if title else ""


def counts(moment: CourseMoment, words: Words) -> str:
    """Return how many are present, scored and placed."""
    there = sum(one.state == "present" for one in moment.present.values())
    of = moment.rows[0].members if moment.rows else None
    placed = sum(row.place is not None for row in moment.rows)
    scored = sum(row.scored for row in moment.rows)
    parts = (
        words("course.present", count=str(there), of=str(of) if of else None)
        if moment.present
        else "",
        words("course.scored", count=str(scored)) if scored else "",
        words("course.placed", count=str(placed)) if placed else "",
    )
    return " · ".join(filter(None, parts))


def lanes(
    moment: CourseMoment, before: CourseMoment | None, width: int, words: Words
) -> list[Moved]:
    """Return a row for each unit: whether it is there, its place and how that moved, its points."""
    earlier = {row.unit: row.place for row in before.rows} if before else {}
    best = max((row.points for row in moment.rows if row.points is not None), default=None)
    known = {row.unit for row in moment.rows}
    rows = [_lane(row, moment, before, earlier, best, width, words) for row in moment.rows]
    return rows + [
        Moved(f"{SIGNS[one.state]} {'':{PLACE}} {plain(unit)}", True)
        for unit, one in moment.present.items()
        if unit not in known
    ]


def _lane(
    row: StandingsRow,
    moment: CourseMoment,
    before: CourseMoment | None,
    earlier: Mapping[str, int | None],
    best: Decimal | None,
    width: int,
    words: Words,
) -> Moved:
    now, was = moment.present.get(row.unit), before.present.get(row.unit) if before else None
    sign = SIGNS[now.state] if now else " "
    old = earlier.get(row.unit)
    place = f"{row.place}" if row.place is not None else "–"
    if row.place is not None and old is not None and old != row.place:
        place += f" {'▲' if row.place < old else '▼'}{abs(old - row.place)}"
    tail = ""
    if row.points is not None and best:
        tail = f"{words.number(row.points):>8} {share_bar(row.points / best, BAR)}"
    room = width - len(sign) - PLACE - cell_len(tail) - 3
    name = plain(row.unit_name)
    if cell_len(name) > room:
        name = plain(row.unit_short or row.unit_name)
    text = f"{sign} {place:>{PLACE}} {_fit(name, room)} {tail}"
    moved = before is not None and (row.place != old or (now is not None and now != was))
    return Moved(text.rstrip(), moved)


def _fit(name: str, room: int) -> str:
    """Return a name in exactly so many cells."""
    while cell_len(name) > max(1, room):
        name = name[:-1]
    return name + " " * (room - cell_len(name))
