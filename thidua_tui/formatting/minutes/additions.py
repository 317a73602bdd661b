"""What minutes show besides their sentences: rankings, the quorum, correction sheets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from events.presence import UnitDeparted, attendance
from events.text import plain
from thidua_tui.formatting.minutes.lists import left_text
from thidua_tui.formatting.minutes.rankings import rankings_of
from thidua_tui.formatting.sentences.correction_sheets import new_wording, papers_text, wording
from thidua_tui.formatting.sentences.presence import quorum_text
from thidua_tui.i18n.messages import VIETNAM, Words, local
from views.correction_sheets import CorrectionRow, SheetsOfMeeting
from views.minutes import Minutes
from views.minutes_sections import sections
from views.quorums import QuorumRow, Quorums


def lines_below(view: Minutes, see: Callable[..., Any], words: Words) -> dict[int, Sequence[str]]:
    """Return position of an entry -> the lines below its sentence: rankings, quorum, its sheet.

    The view gets the times at which what was corrected was typed first.

    Args:
        view: The folded minutes.
        see: Folds a view up to a position.
        words: The messages of the language to use.
    """
    found: dict[int, Sequence[str]] = {**rankings_of(view, see, words)}
    opened = view.opened
    rows = see(Quorums(opened.cluster, opened.year), None).rows() if opened else ()
    quorum = next((row for row in rows if row.meeting == view.meeting), None)
    for at, more in lines_of(view, quorum, _sheet_numbers(view, see), words).items():
        found[at] = [*found.get(at, ()), *more]
    return found


def lines_of(
    view: Minutes, quorum: QuorumRow | None, sheets: Mapping[int, int], words: Words
) -> dict[int, list[str]]:
    """Return position of an entry -> what is below its sentence besides rankings.

    Args:
        view: The folded minutes.
        quorum: Whether enough take part; None where that is unknown.
        sheets: Position of an entry -> the number of the sheet that put it in place of another.
        words: The messages of the language to use.
    """
    found: dict[int, list[str]] = {}
    for part in (part for section in sections(view) for part in section.statements):
        more = list[str]()
        if part.lists == "units" and quorum:
            more.append(_quorum(quorum, view, words))
        if part.entry == view.closing:
            more += left_text(view, words)
        numbers = dict.fromkeys(n for one in part.entries if (n := sheets.get(one.position)))
        more += [words("minutes.sheet.mark", number=str(number)) for number in numbers]
        if more:
            found[part.entry.position] = more
    return found


def _quorum(row: QuorumRow, view: Minutes, words: Words) -> str:
    """Whether enough take part; where units left, that this is the end, and who left when."""
    text = quorum_text(row, words)
    known = attendance(view.entries, view.meeting)
    left = {unit: "" for unit, last in known.items() if last.state == "left"}
    for entry in view.entries:
        match entry.event:
            case UnitDeparted(meeting=view.meeting, unit=unit, at=at) if unit in left:
                left[unit] = at
    if not left:
        return text
    names = "; ".join(
        words("minutes.left-unit", name=view.called(unit), at=at or None)
        for unit, at in left.items()
    )
    return words(f"minutes.quorum.{'closed' if view.closed else 'open'}", quorum=text, left=names)


def _sheet_numbers(view: Minutes, see: Callable[..., Any]) -> dict[int, int]:
    """Return position of an entry -> the number of the sheet that put it in place of another."""
    if view.opened is None or all(one.place == one.position for one in view.entries):
        return {}
    typed = see(SheetsOfMeeting(view.opened), None)
    view.first_typed = typed.times()
    return {at: sheet.number for sheet in typed.sheets() for at in sheet.instead}


def correction_texts(view: Minutes, see: Callable[..., Any], words: Words) -> list[str]:
    """Return a paragraph for each correction sheet of a meeting.

    Args:
        view: The folded minutes.
        see: Folds a view.
        words: The messages of the language to use.
    """
    if view.opened is None:
        return []
    found = see(SheetsOfMeeting(view.opened)).sheets()
    return ["\n".join(correction_lines(sheet, view, words)) for sheet in found]


def correction_lines(sheet: CorrectionRow, view: Minutes, words: Words) -> Iterator[str]:
    """Yield the lines of a correction; one before the approval of the minutes has no number.

    Args:
        sheet: The correction.
        view: The folded minutes.
        words: The messages of the language to use.
    """
    by, entries = plain(sheet.by), ", ".join(map(str, sheet.instead)) or str(sheet.entry)
    on = local(sheet.at, VIETNAM).date()
    key = "minutes.sheet.head" if sheet.number else "minutes.sheet.head-closed"
    yield words(key, number=str(sheet.number), on=on, by=by, entry=entries)
    yield words("minutes.sheet.old", text=wording(sheet.old, words, view.names))
    yield words("minutes.sheet.new", text=new_wording(sheet, words, view.names))
    yield words("minutes.sheet.reason", reason=plain(sheet.reason))
    yield words("minutes.sheet.papers", papers=papers_text(sheet.papers, words) or None)
