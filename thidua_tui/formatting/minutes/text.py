"""The minutes of a meeting as text: heading, sections, correction sheets, signatures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, get_args

from textual.content import Content

from events.minutes_events import MinutesApproved
from events.sheet_events import SheetState
from events.text import plain
from thidua_tui.formatting.minutes.sentences import Sentence, minutes_sections
from thidua_tui.formatting.sentences.meeting_people import places_to_sign
from thidua_tui.i18n.messages import Words
from views.minutes import Minutes
from views.minutes_sections import waiting_additions

HANGING = 4
_NUMBERED = re.compile(r"\s*\d+\. ")


def minutes_lines(
    view: Minutes,
    words: Words,
    width: int,
    below: Mapping[int, Sequence[str]] | None = None,
    corrections: Sequence[str] = (),
    *,
    numbers: bool = False,
) -> list[str]:
    """Everything that the minutes hold, broken to the width.

    Args:
        view: The minutes.
        words: The messages of the language to use.
        width: The width in cells.
        below: Position of an entry -> the lines that follow its sentence.
        corrections: The correction sheets, a paragraph each.
        numbers: Whether each sentence ends with the numbers of its entries.
    """
    found = paragraphs(view, words, below, corrections)
    texts = (_numbered(one, words) if numbers else one.text for one in found)
    return [line for text in texts for line in broken(text, width)]


class Paragraph(NamedTuple):
    """A paragraph of the minutes, and the sentence that it is; None for what states no fact."""

    text: str
    sentence: Sentence | None = None


def paragraphs(
    view: Minutes,
    words: Words,
    below: Mapping[int, Sequence[str]] | None = None,
    corrections: Sequence[str] = (),
) -> Iterator[Paragraph]:
    """Yield everything that the minutes hold; nothing where there is no such meeting.

    Args:
        view: The minutes.
        words: The messages of the language to use.
        below: Position of an entry -> the lines that follow its sentence.
        corrections: The correction sheets, a paragraph each.
    """
    if view.row() is None:
        return
    yield from map(Paragraph, minutes_heading(view, words))
    found = minutes_sections(view, words, below)
    last = max((at for at, one in enumerate(found) if one.kind == "course"), default=-1)
    for at, section in enumerate(found):
        if section.heading:
            yield Paragraph(section.heading)
        for one in section.sentences:
            # Of the head, each line is a paragraph of its own.
            parts = one.text.split("\n") if section.kind == "opening" else (one.text,)
            yield from (Paragraph(part, one) for part in parts)
        if at == last:
            yield from map(Paragraph, sheets_text(view, words))
    if corrections:
        yield Paragraph(words("minutes.section.corrections"))
    yield from map(Paragraph, corrections)
    if of_office(view):
        yield from map(Paragraph, places_to_sign(view, words))


def _numbered(one: Paragraph, words: Words) -> str:
    """A sentence with the numbers of its entries, and whether it has a wording of its own."""
    first, *more = one.text.split("\n")
    if one.sentence is None or first != one.sentence.text.split("\n")[0]:
        return one.text
    entries = ", ".join(map(str, one.sentence.entries))
    key = "minutes.entries-worded" if one.sentence.worded else "minutes.entries"
    return "\n".join((f"{first} {words(key, entries=entries)}", *more))


def broken(text: str, width: int) -> Iterator[str]:
    """Break a paragraph; what follows its first line hangs.

    Args:
        text: The paragraph; it may have line breaks.
        width: The width in cells.
    """
    first, *more = plain(text, multiline=True).split("\n")
    if more and all(map(_NUMBERED.match, (first, *more))):
        # The points of a list are alike, the first too.
        yield from (line for point in (first, *more) for line in broken(point, width))
        return
    parts = Content(first).wrap(width)
    rest = [
        part for line in (first[len(parts[0].plain) :], *more) for part in [line.strip()] if part
    ]
    yield parts[0].plain.rstrip()
    for line in rest:
        for part in Content(line).wrap(max(20, width - HANGING)):
            yield " " * HANGING + part.plain.rstrip()


def minutes_heading(view: Minutes, words: Words) -> Iterator[str]:
    """Yield cluster and number, the word for minutes, the title, and that they are a draft.

    Args:
        view: The folded minutes.
        words: The messages of the language to use.
    """
    row = view.row()
    if row is None:
        return
    yield words("minutes.cluster", name=plain(row.cluster_name).upper())
    yield words("minutes.number", number=minutes_number(view) or "…")
    yield words("minutes.word")
    yield row.title
    yield from status_lines(view, words)


def minutes_number(view: Minutes) -> str:
    """Return the number that the minutes have; empty where they have none.

    Args:
        view: The folded minutes.
    """
    approved = [e.event for e in view.entries if isinstance(e.event, MinutesApproved)]
    return next((event.number for event in reversed(approved) if event.number), "")


def status_lines(view: Minutes, words: Words) -> Iterator[str]:
    """Yield who sits on the Council, from which source the minutes are, that they are a draft.

    Args:
        view: The folded minutes.
        words: The messages of the language to use.
    """
    approved = any(isinstance(entry.event, MinutesApproved) for entry in view.entries)
    if council := view.council.members(view.opened):
        seats = ((one, words.choice("seat", one.seat)) for one in council)
        named = "; ".join(f"{plain(one.person)} ({seat})" for one, seat in seats)
        yield words("minutes.council", members=named)
    if view.opening is not None and not of_office(view):
        source = view.opening.source
        kind = words.choice("kind", source.kind)
        yield words("minutes.from-source", kind=kind, title=plain(source.title), on=source.on)
    if not approved and of_office(view):
        yield words("minutes.draft" if _in_session(view) else "minutes.draft-late")
    if waiting := waiting_additions(view):
        yield words("minutes.draft-additions", count=waiting)


def _in_session(view: Minutes) -> bool:
    """Whether the meeting was opened in the room, and not entered from another source."""
    return view.opening is not None and view.opening.source.kind == "room"


def of_office(view: Minutes) -> bool:
    """Return whether the ledger has minutes of an office, and not what a newspaper reports.

    Args:
        view: The folded minutes.
    """
    return view.opening is not None and view.opening.source.kind in ("room", "document")


def sheets_text(view: Minutes, words: Words) -> Iterator[str]:
    """The states of score sheets, and the explanations without a verdict, where there are any."""
    states = view.sheets()
    for state in (state for state in get_args(SheetState) if state in states):
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
