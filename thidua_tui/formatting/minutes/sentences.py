"""The sentences of minutes, section by section, each with the entries that it states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from events.agenda import AGENDA
from events.event import Entry
from events.meeting_reports import ReportPresented
from events.meetings import GuestAttended, MeetingClosed, MeetingOpened, RemarkRecorded
from events.minutes_events import MinutesSigned
from events.presence import UnitArrived
from events.text import plain
from thidua_tui.formatting.minutes.clock import begun, clock, times
from thidua_tui.formatting.minutes.lists import (
    agenda_of,
    items_lines,
    scores_text,
    speaking_text,
    units_text,
)
from thidua_tui.formatting.sentences.meeting_people import marked, person_text, role_lines
from thidua_tui.i18n.messages import Words, journal_sentence
from views.agenda import ItemRow
from views.meeting_roles import roles_at, roles_opened
from views.minutes import MeetingRow, Minutes, Remark, Report
from views.minutes_sections import Section, Statement, added_since, sections

ROMAN = ("I", "II", "III", "IV", "V")
NUMBERED = ("present", "agenda", "course", "approval")
"""The sections whose headings are numbered."""
NO_ITEM = "-"
"""What is recorded under no item of the agenda; no code of an item."""


class Sentence(Struct, frozen=True, kw_only=True):
    """A sentence of the minutes.

    Attributes:
        text: The sentence; lines that belong to it follow after a line break.
        entries: The positions of the entries that it states, at least one.
        worded: Whether it is a wording of its own.
        outdated: Whether its fact was corrected after it got a wording of its own.
        listed: Whether it is a list of facts, which has no wording of its own.
    """

    text: str
    entries: tuple[int, ...]
    worded: bool = False
    outdated: bool = False
    listed: bool = False


class TextSection(Struct, frozen=True, kw_only=True):
    """A section of the minutes in words, or a part of it.

    Attributes:
        kind: The kind of section.
        heading: The heading; empty for none.
        sentences: The sentences.
        item: Whether it is the part of an item of the agenda, and has its heading.
    """

    kind: str
    heading: str
    sentences: tuple[Sentence, ...]
    item: bool = False


def minutes_sections(
    view: Minutes, words: Words, below: Mapping[int, Sequence[str]] | None = None
) -> tuple[TextSection, ...]:
    """Return the sections of the minutes in words.

    Args:
        view: The folded minutes.
        words: The messages of the language to use.
        below: Position of an entry -> the lines that follow its sentence.
    """
    row = view.row()
    if row is None:
        return ()
    items = {item.item: item for item in agenda_of(view).rows()}
    found: list[TextSection] = []
    roman = iter(ROMAN)
    for section in sections(view):
        numbered = {"number": next(roman)} if section.kind in NUMBERED else {}
        heading = _heading(section, words, numbered)
        for item, part in _by_item(section, items):
            if item:
                heading = _of_item(items.get(item), words)
            sentences = tuple(_sentences(part, view, row, words, below or {}))
            found.append(
                TextSection(
                    kind=section.kind, heading=heading, sentences=sentences, item=bool(item)
                )
            )
            heading = ""
    return tuple(found)


def _heading(section: Section, words: Words, numbered: Mapping[str, str]) -> str:
    key = f"minutes.section.{section.kind}"
    return words(key, **numbered) if words.find(key) else ""


def _of_item(item: ItemRow | None, words: Words) -> str:
    if item is None:
        return words("minutes.other")
    return words("minutes.item", number=str(item.number), title=plain(item.title))


def _by_item(section: Section, items: Mapping[str, ItemRow]) -> Iterator[tuple[str, Section]]:
    """Yield the course under each item, in the order of the agenda; other sections whole.

    The heading of the course comes first, without statements. What belongs to no item follows the
    items as other matters, and the closing is last.
    """
    if section.kind != "course" or not any(one.entry.item for one in section.statements):
        yield "", section
        return
    yield "", Section(kind="course", statements=())
    order = {item: at for at, item in enumerate(items)}
    under: dict[str, list[Statement]] = {}
    for one in section.statements:
        under.setdefault(one.entry.item if one.entry.item in items else NO_ITEM, []).append(one)
    ends = {one.entry.item for one in section.statements if _closes(one.entry)}
    for item in sorted(under, key=lambda code: (code in ends, order.get(code, len(order)))):
        yield item, Section(kind="course", statements=tuple(under[item]))


def _closes(entry: Entry) -> bool:
    return isinstance(entry.event, MeetingClosed)


def _sentences(
    section: Section,
    view: Minutes,
    row: MeetingRow,
    words: Words,
    below: Mapping[int, Sequence[str]],
) -> Iterator[Sentence]:
    for statement in _ordered(section):
        text = plain(statement.wording, multiline=True) or _text(statement, view, row, words)
        if section.kind in ("course", "added"):
            text = _step(statement, view, words, text)
        elif statement.added and not statement.lists:
            text = marked(text, statement.added, words)
        if statement.outdated:
            old = plain(statement.outdated).replace("\n", " ")
            text += "\n" + words("minutes.outdated", text=old)
        more = below.get(statement.entry.position, ())
        yield Sentence(
            text="\n".join((text, *more)),
            entries=tuple(entry.position for entry in statement.entries),
            worded=bool(statement.wording),
            outdated=bool(statement.outdated),
            listed=statement.lists not in ("", "scores"),
        )


def _ordered(section: Section) -> Sequence[Statement]:
    """Those of the guests before the units, as a paper lists them."""
    return sorted(section.statements, key=lambda one: one.lists not in ("", "scores"))


def _text(statement: Statement, view: Minutes, row: MeetingRow, words: Words) -> str:
    if statement.lists:
        return _list(statement, view, words)
    event = statement.entry.event
    match event:
        case MeetingOpened(meeting=meeting) if meeting == view.meeting:
            return "\n".join(_opening(row, view, words))
        case GuestAttended(name=name, title=title):
            return words("screen.minutes.guest", name=name, title=title)
        case ReportPresented():
            return _report(view.report(event), words)
        case RemarkRecorded():
            text = _remark(view.remark(event), words)
            reason = _reason(statement.entry)
            return words("minutes.with-reason", text=text, reason=reason) if reason else text
        case UnitArrived(unit=unit, at=at, person=""):
            # The list of units has those that came; here is who came back.
            return words("minutes.returned", name=view.called(unit), at=at or None)
        case MinutesSigned() if added_since(view, statement.entry):
            return words("minutes.signed-before", text=words.sentence(event, view.names))
    if _reason(statement.entry):
        return journal_sentence(statement.entry, words, view.names)
    return words.sentence(event, view.names)


def _list(statement: Statement, view: Minutes, words: Words) -> str:
    kind = statement.lists
    if kind == "scores":
        return scores_text(statement.entries, view, words)
    if kind == "roles":
        return "\n".join(role_lines(roles_at(view), words))
    if kind == "units":
        return units_text(view, words)
    if kind == "speaking":
        return speaking_text(view, words)
    return "\n".join(items_lines(view, words))


def _reason(entry: Entry) -> str:
    """Return the reason of an entry; that of a correction is on its sheet, and not of the fact."""
    return plain(entry.reason) if entry.place == entry.position else ""


def _opening(row: MeetingRow, view: Minutes, words: Words) -> Iterator[str]:
    kind = words.choice("kind", row.kind)
    yield words(
        "screen.minutes.held",
        kind=kind[:1].upper() + kind[1:],
        quarter=row.quarter or None,
        part_of_day=words("minutes.all-day")
        if row.part_of_day == "day" and row.on
        else row.part_of_day,
        on=words.long_day(row.on) if row.on else None,
        place=row.place,
        state=None if row.closed else words("screen.meeting.open"),
    )
    start, end = times(view)
    if start:
        yield words("minutes.times", start=start, end=end)
    elif end and not start:
        yield words("minutes.times-end", end=end)
    yield from role_lines(roles_opened(view), words)
    yield from usual_agenda(view, words)


def usual_agenda(view: Minutes, words: Words) -> Iterator[str]:
    """Yield a sentence with the agenda that the opening brought, unless it was changed later.

    Args:
        view: The folded minutes.
        words: The messages of the language to use.
    """
    items = [*items_lines(view, words)] if view.opened and view.opened.agenda else []
    if items and not any(isinstance(entry.event, AGENDA) for entry in view.entries):
        yield words("minutes.usual-agenda", items="; ".join(items))


def _report(report: Report, words: Words) -> str:
    unit = report.unit.name if report.unit else ""
    who = person_text(report.presenter, report.position, unit, words)
    return words("screen.minutes.report", title=report.title, who=who)


def _remark(remark: Remark, words: Words) -> str:
    unit = remark.unit.name if remark.unit else ""
    speaker = ", ".join(filter(None, (remark.speaker, unit)))
    kind = words.choice("kind", remark.kind)
    who = f"{speaker} ({kind})" if speaker else kind.capitalize()
    return f"{who}: {remark.text}"


def _step(statement: Statement, view: Minutes, words: Words, text: str) -> str:
    """A step of the course, with its time where it was typed in session."""
    entry = statement.entry
    at = _time(entry, view) if statement.lists in ("", "scores") else None
    closed = statement.added and statement.added.after == "closing"
    if closed and not getattr(entry.event, "at", ""):
        at = None
    if isinstance(entry.event, MeetingClosed) and at == begun(view):
        at = None
    return words("screen.minutes.step", at=at, sentence=marked(text, statement.added, words))


def _time(entry: Entry, view: Minutes) -> str | None:
    """The time that goes before a sentence; None where the sentence itself says when."""
    event: Any = entry.event
    own: str = getattr(event, "at", "") or getattr(event, "ended", "")
    if isinstance(event, RemarkRecorded) and own:
        return f"{own}–{event.until}" if event.until else own
    if own:
        return None
    return clock(view, entry)
