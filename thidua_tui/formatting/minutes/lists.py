"""The lists in the minutes of a meeting: units present, items of the agenda, who spoke how long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from events.collation import fold
from events.event import Entry
from events.scoring import ScoreRecorded
from events.text import plain
from thidua_tui.formatting.sentences.meeting_people import marked
from thidua_tui.i18n.messages import Words
from views.agenda import Agenda
from views.minutes import Minutes
from views.present_list import Present
from views.speakers import speaking


def agenda_of(view: Minutes) -> Agenda:
    """Return the agenda of the meeting, folded from the entries of its minutes.

    Args:
        view: The folded minutes.
    """
    agenda = Agenda(view.meeting)
    for entry in view.entries:
        agenda.apply(entry)
    return agenda


def units_text(view: Minutes, words: Words) -> str:
    """Return the units that came, counted once for the whole meeting.

    Args:
        view: The folded minutes.
        words: The messages of the language to use.
    """
    groups = view.present()
    count = str(sum(len(group.units) for group in groups))
    names = "; ".join(_group(group, words) for group in groups)
    return words("screen.minutes.present", count=count, names=names)


def _group(group: Present, words: Words) -> str:
    names = ", ".join(unit.name for unit in group.units)
    text = words(
        "screen.minutes.group",
        names=names,
        who=group.who,
        substitute=group.substitute_for,
        point=_point(group.point, words),
        online=words("minutes.online") if group.online and not group.point else None,
    )
    return marked(text, group.added, words)


def _point(point: str, words: Words) -> str:
    """Return the point from which a unit takes part, with its noun unless the name has it."""
    if not point:
        return ""
    noun = words("minutes.point", point="").strip()
    return (
        plain(point) if fold(point).startswith(fold(noun)) else words("minutes.point", point=point)
    )


def items_lines(view: Minutes, words: Words) -> Iterator[str]:
    """Yield the items of the agenda, with presenter; a skipped item says why.

    Args:
        view: The folded minutes.
        words: The messages of the language to use.
    """
    for row in agenda_of(view).rows():
        skipped = row.state == "skipped"
        yield words(
            "minutes.agenda-skipped" if skipped else "minutes.agenda",
            number=str(row.number),
            title=plain(row.title),
            presenter=plain(row.presenter),
            note=plain(row.note),
        )


def left_text(view: Minutes, words: Words) -> Iterator[str]:
    """Yield a sentence with the items that a closed meeting did not deal with, if there are any.

    Args:
        view: The folded minutes.
        words: The messages of the language to use.
    """
    left = [
        f"{row.number}. {plain(row.title)}" for row in agenda_of(view).rows() if row.state == "left"
    ]
    if left:
        yield words("minutes.agenda-left", items="; ".join(left))


def scores_text(entries: Iterable[Entry], view: Minutes, words: Words) -> str:
    """Return the points of a unit by criterion.

    Args:
        entries: The entries of points of one unit and one stage.
        view: The folded minutes.
        words: The messages of the language to use.
    """
    events = [entry.event for entry in entries if isinstance(entry.event, ScoreRecorded)]
    first = events[0]
    cells = (
        words(
            "minutes.score",
            criterion=event.criterion,
            points=words.value("points", event.observed if event.points is None else event.points),
        )
        for event in events
    )
    return words(
        "minutes.scores",
        name=view.called(first.unit),
        stage=first.stage,
        scorer=view.called(first.scorer) if first.scorer else None,
        cells="; ".join(cells),
    )


def speaking_text(view: Minutes, words: Words) -> str:
    """Return how often and how long units and guests spoke, and who still waited.

    Args:
        view: The folded minutes.
        words: The messages of the language to use.
    """
    found = speaking(view.entries, view.meeting)
    parts = [
        words(
            "minutes.spoke",
            name=view.called(unit) if unit else words("minutes.guests"),
            turns=str(spoken.turns),
            minutes=str(spoken.minutes) if spoken.minutes else None,
        )
        for unit, spoken in found.items()
        if spoken.turns
    ]
    left = [
        one.speaker or view.called(unit or "")
        for unit, spoken in found.items()
        for one in spoken.waiting
    ]
    return words("minutes.speaking", turns="; ".join(parts), waiting=plain("; ".join(left)))
