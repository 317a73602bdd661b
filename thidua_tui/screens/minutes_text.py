"""The minutes of a meeting as text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from textual.content import Content

from events.event import Entry
from events.text import plain
from thidua_tui.forms.sheet_remarks import STATE_SIGNS
from thidua_tui.i18n.messages import Words, journal_sentence, local
from views.minutes import MeetingRow, Minutes, Present, Remark, Report

HANGING = 4


def minutes_lines(
    view: Minutes, words: Words, width: int, below: Mapping[int, Sequence[str]] | None = None
) -> list[str]:
    """Everything that the minutes hold, broken to the width.

    Args:
        view: The minutes.
        words: The messages of the language to use.
        width: The width in cells.
        below: Position of an entry -> the lines that follow its step.
    """
    row = view.row()
    if row is None:
        return []
    lines: list[str] = []
    parts = (*_opening(row, words), *_attended(view, words), *_course(view, words, below or {}))
    for text in (*parts, *sheets_text(view, words)):
        lines += _broken(text, width)
    return lines


def _broken(text: str, width: int) -> Iterator[str]:
    """Break a paragraph; what follows its first line hangs."""
    first, *more = plain(text, multiline=True).split("\n")
    parts = Content(first).wrap(width)
    rest = [
        part for line in (first[len(parts[0].plain) :], *more) for part in [line.strip()] if part
    ]
    yield parts[0].plain.rstrip()
    for line in rest:
        for part in Content(line).wrap(max(20, width - HANGING)):
            yield " " * HANGING + part.plain.rstrip()


def _opening(row: MeetingRow, words: Words) -> Iterator[str]:
    yield row.title
    kind = words.choice("kind", row.kind)
    yield words(
        "screen.minutes.held",
        kind=kind[:1].upper() + kind[1:],
        part_of_day=row.part_of_day,
        on=words.long_day(row.on) if row.on else None,
        place=row.place,
        state=words("screen.meeting.closed" if row.closed else "screen.meeting.open"),
    )
    for role, unit in (("host", row.host), ("chair", row.chair)):
        if unit:
            yield words(f"screen.minutes.{role}", name=unit.name)


def _attended(view: Minutes, words: Words) -> Iterator[str]:
    """Who was there; the units are counted once for the whole meeting."""
    for guest in view.guests():
        guest_name = words("screen.minutes.guest", name=guest.name, title=guest.title)
        yield _marked(guest_name, guest.added, words)
    groups = view.present()
    if groups:
        count = str(sum(len(group.units) for group in groups))
        names = "; ".join(_group(group, words) for group in groups)
        yield words("screen.minutes.present", count=count, names=names)


def _group(group: Present, words: Words) -> str:
    names = ", ".join(unit.name for unit in group.units)
    return _marked(words("screen.minutes.group", names=names, who=group.who), group.added, words)


def _course(view: Minutes, words: Words, below: Mapping[int, Sequence[str]]) -> Iterator[str]:
    """What happened, in the order recorded; with the time, where it was recorded in session."""
    steps = view.course()
    if steps:
        yield words("screen.minutes.course")
    for step in steps:
        content = step.detail
        match content:
            case Report():
                text = _report(content, words)
            case Remark():
                text = _remark(content, words)
            case None:
                text = journal_sentence(step.entry, words, view.names)
        at = None if step.added else _clock(view, step.entry)
        text = words("screen.minutes.step", at=at, sentence=_marked(text, step.added, words))
        yield "\n".join((text, *below.get(step.entry.position, ())))


def sheets_text(view: Minutes, words: Words) -> Iterator[str]:
    """The states of score sheets, and the explanations without a verdict, where there are any."""
    states = view.sheets()
    for state in (state for state in STATE_SIGNS if state in states):
        names = "; ".join(map(view.called, states[state]))
        named = words.choice("sheet_state", state)
        facts = {"state": named, "count": len(states[state]), "names": names}
        yield words("sheetstates.minutes.sheets", **facts)
    waiting = view.waiting()
    if waiting:
        yield words("sheetstates.minutes.waiting", count=len(waiting))
    for one in waiting:
        kind, text = words.choice("kind", one.kind), one.text.replace("\n", " ")
        cell = {"name": view.called(one.unit), "criterion": one.criterion}
        yield words("sheetstates.minutes.thread", kind=kind, text=text, **cell)


def _report(report: Report, words: Words) -> str:
    return words(
        "screen.minutes.report",
        title=report.title,
        presenter=report.presenter,
        position=report.position,
        name=report.unit.name if report.unit else None,
    )


def _remark(remark: Remark, words: Words) -> str:
    unit = remark.unit.name if remark.unit else ""
    speaker = ", ".join(filter(None, (remark.speaker, unit)))
    kind = words.choice("kind", remark.kind)
    who = f"{speaker} ({kind})" if speaker else kind.capitalize()
    return f"{who}: {remark.text}"


def _marked(text: str, added: datetime | None, words: Words) -> str:
    return words("screen.minutes.added", sentence=text, at=added) if added else text


def _clock(view: Minutes, entry: Entry) -> str | None:
    """The local time of an entry of a meeting that was typed live; None of late entry.

    A meeting is live when it was opened in the ledger on its day, and not from another source.
    """
    opening, opened = view.opening, view.opened
    if opening is None or opened is None or not _in_the_room(opening, entry):
        return None
    begun = local(opening.at).date()
    if opened.on != begun:
        return None
    at = local(entry.at)
    return f"{at:%H:%M}" if at.date() == begun else f"{at:%d/%m %H:%M}"


def _in_the_room(*entries: Entry) -> bool:
    return all(entry.source.kind == "room" for entry in entries)
