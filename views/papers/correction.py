"""The facts of a correction sheet (phiếu đính chính): both wordings, the reason, what rests on it.

The facts are the events on both sides with the names of their days; sentences are made of them as
the minutes make them.
"""

from __future__ import annotations

from datetime import datetime

from events.errors import BadInput
from views.correction_sheets import CorrectionRow, CorrectionSheets
from views.papers.facts import PaperFacts, Subject
from views.papers.general import general
from views.papers.minutes import NameFacts, names_of
from views.papers.stated import StatedFacts, stated_facts
from views.projection import Reader, project


class CorrectionFacts(PaperFacts, frozen=True, kw_only=True):
    """The facts of a correction sheet; its day is that of the meeting.

    Attributes:
        meeting: The code of the meeting.
        title: Its title.
        sheet: The number of the sheet among those of the meeting, from 1.
        entry: The position of the entry that corrects.
        issued: When it was recorded (UTC).
        by: Who recorded it.
        reason: Why.
        old: The facts that no longer count.
        new: The facts in their place; empty where nothing takes it.
        papers: Facts of awards that rest on what was corrected.
        names: The names of what the facts name.
    """

    meeting: str
    title: str
    sheet: int
    entry: int
    issued: datetime
    by: str
    reason: str
    old: tuple[StatedFacts, ...]
    new: tuple[StatedFacts, ...] = ()
    papers: tuple[StatedFacts, ...] = ()
    names: tuple[NameFacts, ...] = ()


def make(
    reader: Reader, subject: Subject, known_at: int | datetime | None = None
) -> CorrectionFacts:
    """Return the facts of the last correction sheet of a meeting, or of that of an entry.

    Args:
        reader: The source of the entries.
        subject: The cluster, the meeting, and in `entry` perhaps the position of the retraction or
            of an entry on one of the two sides.
        known_at: A position (from 1) or an instant (UTC), inclusive; None for the present.

    Raises:
        BadInput: `no-correction`, `unknown-cluster`.
    """
    view = project(CorrectionSheets(subject.cluster), reader, known_at)
    asked = [row for row in view.rows() if _is_meant(row, subject)]
    if not asked:
        raise BadInput("no-correction", meeting=subject.meeting)
    row = asked[-1]
    opened = view.opened[row.meeting]
    about = Subject(cluster=row.cluster, year=row.year)
    sides = tuple(one.fact for one in (*row.old, *row.new, *row.papers))
    return CorrectionFacts(
        kind="correction",
        **general(reader, about, opened.on, known_at),
        meeting=row.meeting,
        title=row.meeting_title,
        sheet=row.number,
        entry=row.entry,
        issued=row.at,
        by=row.by,
        reason=row.reason,
        old=tuple(stated_facts(row.old)),
        new=tuple(stated_facts(row.new)),
        papers=tuple(stated_facts(row.papers)),
        names=tuple(names_of(sides, view.names, opened.on or opened.year)),
    )


def _is_meant(row: CorrectionRow, subject: Subject) -> bool:
    entries = (row.entry, *row.corrected, *row.instead)
    return row.meeting == subject.meeting and subject.entry in (0, *entries)
