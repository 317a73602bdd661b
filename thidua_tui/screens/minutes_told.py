"""The minutes of a meeting as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.content import Content

from events.text import plain
from thidua_tui.words.wording import Words, said
from views.minutes import MeetingRow, Minutes
from views.names import UnitName

HANGING = 4


def minutes_told(view: Minutes, words: Words, width: int) -> list[str]:
    """Everything that the minutes hold, broken to the width."""
    row = view.row()
    if row is None:
        return []
    lines: list[str] = []
    for text in (*_opening(row, words), *_course(view, words), *_recorded(view, words)):
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
    yield words(
        "screen.minutes.held",
        kind=row.kind,
        part_of_day=row.part_of_day,
        on=row.on,
        place=row.place,
        state=words("screen.meeting.closed" if row.closed else "screen.meeting.open"),
    )
    for role, unit in (("host", row.host), ("chair", row.chair)):
        if unit:
            yield words(f"screen.minutes.{role}", name=unit.name)


def _course(view: Minutes, words: Words) -> Iterator[str]:
    for guest in view.guests():
        yield words("screen.minutes.guest", name=guest.name, title=guest.title)
    for present in view.present():
        count, names = str(len(present.units)), _names(present.units)
        yield words("screen.minutes.present", count=count, names=names, who=present.who)
    for report in view.reports():
        yield words(
            "screen.minutes.report",
            title=report.title,
            presenter=report.presenter,
            position=report.position,
            name=report.unit.name if report.unit else None,
        )
    for remark in view.remarks():
        unit = remark.unit.name if remark.unit else ""
        speaker = ", ".join(filter(None, (remark.speaker, unit)))
        kind = words.choice("kind", remark.kind)
        who = f"{speaker} ({kind})" if speaker else kind.capitalize()
        yield f"– {who}: {remark.text}"


def _recorded(view: Minutes, words: Words) -> Iterator[str]:
    """What was recorded in the session and is not of the meeting itself."""
    acts = [entry for entry in view.typed if getattr(entry.event, "meeting", None) is None]
    if acts:
        yield words("screen.minutes.recorded")
    for entry in acts:
        yield f"– {said(entry, words, view.names)}"


def _names(units: Iterable[UnitName]) -> str:
    return ", ".join(unit.name for unit in units)
