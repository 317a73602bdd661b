"""The papers that fit a place: what can be made there, why it cannot, what was issued of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from events.errors import BadInput
from events.papers import EACH, PaperIssued, PaperKind
from thidua_tui.acts.issued_papers import issued_papers
from thidua_tui.i18n.messages import Words
from thidua_tui.queries.papers import draft
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.session.time_travel import position_at
from views.award_list import AwardList
from views.minutes import Meetings
from views.paper_register import PaperRegister, PaperRow
from views.papers.differing import subject_of
from views.papers.facts import Subject
from views.papers.registry import PAPERS
from views.papers.submission import addressees
from views.planned_meetings import PlannedMeetingRow, PlannedMeetings
from views.shared_reader import SharedReader

AT_PLACE: dict[str, tuple[str, ...]] = {
    "award-board": ("submission", "ballots"),
    "signing": ("compact",),
}
"""Place -> the kinds that fit there; at other places those of the meeting or of the year."""


class FittingPaper(Struct, frozen=True, kw_only=True):
    """A paper that fits a place.

    Attributes:
        kind: The kind of paper.
        subject: What it is about.
        title: The title of the meeting, or the addressee; empty where the year says all.
        off: Why it cannot be made; None where it can.
        row: The paper in its register; None for a draft.
        issued: The issued paper; None for a draft.
    """

    kind: PaperKind
    subject: Subject
    title: str = ""
    off: BadInput | None = None
    row: PaperRow | None = None
    issued: PaperIssued | None = None


def fitting_papers(
    session: Session, here: Location, words: Words, place: str, meeting: str = ""
) -> tuple[FittingPaper, ...]:
    """Return the papers that fit a place, each followed by what was issued of it.

    Args:
        session: The open session.
        here: The cluster, the year and the moment that are shown.
        words: The messages of the language of the papers.
        place: The name of the page or dialog.
        meeting: The code of its meeting; empty where it shows no meeting.
    """
    register = session.see(PaperRegister(here.cluster), here.known_at)
    known = [(issued, row) for row in register.rows() if (issued := register.issued(row))]
    at = position_at(session.ledger, here.known_at).position
    found = list[FittingPaper]()
    for kind, subject, title in _candidates(session, here, place, meeting):
        off = _why_not(session, kind, subject, words, at)
        of_it = [
            FittingPaper(kind=kind, subject=subject, title=title, row=row, issued=issued)
            for issued, row in known
            if issued.paper_kind == kind and _same(subject_of(issued), subject)
        ]
        if off is None or of_it or meeting or "meeting" not in PAPERS[kind].subject:
            found += [FittingPaper(kind=kind, subject=subject, title=title, off=off), *of_it]
    return tuple(found)


def points_differing(
    session: Session, here: Location, papers: Iterable[FittingPaper]
) -> dict[str, int]:
    """Return code -> in how many points an issued paper differs from the moment that is shown.

    Cancelled papers are not compared.

    Args:
        session: The open session.
        here: The location, with the moment.
        papers: The papers; drafts are passed over.
    """
    known, shared = issued_papers(session.ledger), SharedReader(session.reader)
    at = position_at(session.ledger, here.known_at).position
    return {
        paper.row.paper_code: len(known.points(paper.row, paper.issued, at, shared))
        for paper in papers
        if paper.row and paper.issued and paper.row.state != "cancelled"
    }


def registered(session: Session, row: PaperRow) -> FittingPaper:
    """Return an issued paper of which only the row in the register is at hand.

    Args:
        session: The open session.
        row: Its row.
    """
    issued = session.see(PaperRegister(row.cluster)).issued(row)
    subject = subject_of(issued) if issued else Subject(cluster=row.cluster, year=row.year)
    title = "" if row.addressee == EACH else row.addressee
    return FittingPaper(kind=row.kind, subject=subject, title=title, row=row, issued=issued)


def _candidates(
    session: Session, here: Location, place: str, meeting: str
) -> Iterator[tuple[PaperKind, Subject, str]]:
    """Yield kind, subject and title of what could be made."""
    about: dict[str, Any] = {"cluster": here.cluster or "", "year": here.year or 0}
    only = AT_PLACE.get(place, ())
    held = session.see(Meetings(here.cluster), here.known_at).rows()
    rows = [
        row for row in held if row.meeting == meeting or (not meeting and row.year == here.year)
    ]
    plans = session.see(PlannedMeetings(here.cluster), here.known_at).rows()
    planned = [row for row in plans if row.year == here.year]
    for kind, spec in PAPERS.items():
        of_meeting = "meeting" in spec.subject
        if only and kind not in only:
            continue
        if kind == "invitation" and not only:
            for plan in planned if not meeting else ():
                yield from _invitations(plan)
        elif of_meeting and not only:
            for row in rows:
                yield kind, Subject(**{**about, "year": row.year}, meeting=row.meeting), row.title
        elif kind == "submission" and not meeting:
            for name in _addressees(session, here):
                yield kind, Subject(**about, unit=name), name
        elif not meeting:
            yield kind, Subject(**about), ""


def _invitations(plan: PlannedMeetingRow) -> Iterator[tuple[PaperKind, Subject, str]]:
    """Yield the invitation to all, and that with a page for each of several."""
    about = Subject(cluster=plan.cluster, year=plan.year, meeting=plan.meeting)
    yield "invitation", about, plan.title
    if len(plan.units) + len(plan.guests) > 1:
        yield "invitation", replace(about, unit=EACH), plan.title


def _addressees(session: Session, here: Location) -> list[str]:
    """Return the addressees of the nominations of the year; one without a name where none is."""
    rows = session.see(AwardList(here.cluster, here.year), here.known_at).rows()
    return addressees(row for row in rows if not row.reported) or [""]


def _why_not(
    session: Session, kind: PaperKind, subject: Subject, words: Words, at: int
) -> BadInput | None:
    try:
        draft(session.ledger, kind, subject, words, at)
    except BadInput as error:
        return error
    return None


def _same(one: Subject, other: Subject) -> bool:
    """Return whether two papers are about the same; the entry of a vote is of its meeting."""
    of = (one.cluster, one.year, one.meeting), (other.cluster, other.year, other.meeting)
    if EACH in (one.unit, other.unit):
        return of[0] == of[1] and one.unit == other.unit
    return of[0] == of[1] and (not other.unit or one.unit in ("", other.unit))
