"""A replay in words: when, who leads, what was decided, and from which paper it is known."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace
from rich.cells import cell_len

from events.corrections import EntriesRetracted
from events.event import Entry
from events.text import plain
from thidua_tui.formatting.replay.playback import Frame
from thidua_tui.formatting.tables.columns import labelled, shown
from thidua_tui.i18n.messages import Words, journal_sentence
from views.evidence import grade
from views.leadership import LeaderRow
from views.names import Names
from views.replay import Axis, Replay


def when(frame: Frame, axis: Axis, words: Words) -> str:
    """The moment: a day, a year of which no day is recorded, a month in passing; or when typed."""
    moment = frame.moment
    if axis == "known":
        return words("player.known-on", at=moment.entries[-1].at)
    if not frame.decided:
        return words("player.month", month=f"{moment.day.month:02}", year=str(moment.year))
    if moment.exact:
        return words("player.on-day", on=moment.day)
    return words("player.in-year", year=str(moment.year))


def role(row: LeaderRow, words: Words) -> str:
    """The role of the leader, and since when."""
    since = words("player.since", since=row.since) if row.since else ""
    since = since or words("player.since-unknown", year=str(row.year))
    return f"{labelled('role', row.role, words)}, {since}"


def holder(frame: Frame, words: Words) -> str:
    """The leader's name of that time; another word for a vacancy, and where it is unknown."""
    row = frame.leading
    if row is None:
        return words("player.unknown")
    return plain(row.unit_name or "") or labelled("role", "vacant", words)


def successor(frame: Frame, words: Words) -> str:
    """What the unit is called today, where that differs."""
    row = frame.leading
    return words("player.now", now=shown(row.unit_now, words)) if row and row.unit_now else ""


def deputies(frame: Frame, words: Words) -> str:
    """The deputies in their order."""
    names = [
        plain(row.unit_name or "") + (f" ({row.rank})" if row.rank else "")
        for row in frame.deputies
    ]
    if not names:
        return words("player.no-deputies")
    return words("player.deputies", names="; ".join(names))


def deeds(
    frame: Frame, replay: Replay, names: Names, words: Words, *, reasons: bool = True
) -> Iterator[tuple[str, str]]:
    """What was decided, and from which paper it is known; each entry once.

    Args:
        frame: The moment.
        replay: The replay that it is of.
        names: The names to use.
        words: The messages of the language to use.
        reasons: Whether the reasons that were recorded are given; a room does not see them.
    """
    for entry in frame.decided:
        shown = entry if reasons else replace(entry, reason="")
        yield _deed(shown, replay, names, words), source(entry, words)


def _deed(entry: Entry, replay: Replay, names: Names, words: Words) -> str:
    if not isinstance(entry.event, EntriesRetracted):
        return journal_sentence(entry, words, names)
    gone = {*entry.event.positions}
    sentences = [words.sentence(e.event, names) for e in replay.typed if e.position in gone]
    why = words("player.reason", reason=plain(entry.reason)) if entry.reason else ""
    return words("player.taken-back", sentence=" ".join(sentences)) + (f" ({why})" if why else "")


def source(entry: Entry, words: Words) -> str:
    """The paper, newspaper or room that a fact is known from, and its entry."""
    source = entry.source
    return words(
        "player.source",
        kind=grade(entry),
        title=source.title,
        on=source.on,
        position=str(entry.position),
    )


def spaced(name: str, width: int) -> str:
    """A name as large as a terminal has it: capitals, the letters apart where there is room."""
    large = name.upper()
    wide = "   ".join(" ".join(word) for word in large.split())
    return wide if cell_len(wide) <= width else large


def steps(frames: tuple[Frame, ...], replay: Replay, words: Words) -> Iterator[str]:
    """Every decision in lines, and every year that has none, as the command line prints them."""
    names, decided_years = Names(), {f.moment.year for f in frames if f.decided}
    for entry in replay.typed:
        names.apply(entry)
    silent = 0
    for frame in frames:
        year = frame.moment.year
        if frame.decided:
            yield f"{when(frame, replay.axis, words)} · {state(frame, words)}"
            for deed, paper in deeds(frame, replay, names, words):
                yield f"   {deed} [{paper}]"
        elif year not in decided_years and year != silent:
            silent = year
            yield words("player.unknown-told", year=str(year))


def state(frame: Frame, words: Words) -> str:
    """Who leads at the moment and who are deputies, in one line."""
    row = frame.leading
    if row is None:
        return words("player.unknown-told", year=str(frame.moment.year))
    now = successor(frame, words)
    who = holder(frame, words) + (f" ({now})" if now else "")
    if row.unit is None:
        return f"{role(row, words)} · {deputies(frame, words)}"
    return f"{labelled('role', row.role, words)}: {who} · {deputies(frame, words)}"
