"""The facts of a submission (tờ trình): who is nominated for what, before one addressee.

A nomination that was taken back or is on hold is not submitted. What became of the others later
changes nothing: a submission of last year stays true when its awards are granted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal

from msgspec import Struct

from events.award_events import AwardNominated
from events.errors import BadInput
from events.event import Entry, Scope
from events.meetings import MeetingOpened
from events.minutes_events import MinutesApproved
from events.voting import Denominator, Method
from views.award_list import AwardList, AwardRow
from views.names import Names
from views.papers.facts import PaperFacts, Subject
from views.papers.general import general
from views.projection import Reader, project_all
from views.standings import Standings

LEFT_OUT = ("withdrawn", "on-hold")
"""The states of nominations that are not submitted."""


class NominationFacts(Struct, frozen=True, kw_only=True):
    """A nomination.

    Attributes:
        key: The code of the unit, a stroke, and the code of the form.
        unit_name: The name of the unit at the end of the year.
        form: The code of the form of award.
        form_name: Its name in that year, as the ledger gives it; empty for that of the program.
        place: The place of the unit in the year; None where none was given.
        tied: Whether it shares its place.
        points: Its total; None where none was entered.
        on: The day of the nomination; None where it is unknown.
        method: How it was decided.
        votes_for: The votes in favour; None where votes were not counted.
        votes_total: Of how many.
        votes_of: What that number counts.
    """

    key: str
    unit_name: str
    form: str
    form_name: str
    place: int | None
    tied: bool
    points: Decimal | None
    on: date | None
    method: Method
    votes_for: int | None
    votes_total: int | None
    votes_of: Denominator | None


class DecidingMeeting(Struct, frozen=True, kw_only=True):
    """A meeting at which units were nominated.

    Attributes:
        key: The code of the meeting.
        title: Its title.
        on: Its day; None where it is unknown.
        number: The number of its minutes; empty where they have none.
        approved: Whether its minutes were approved.
    """

    key: str
    title: str
    on: date | None
    number: str = ""
    approved: bool = False


class SubmissionFacts(PaperFacts, frozen=True, kw_only=True):
    """The facts of a submission.

    Attributes:
        addressee: To whom it goes, as it was recorded; empty where it is unknown.
        members: How many members the cluster has in the year; None where it is unknown.
        ranked: Whether a result of the year was adopted.
        nominations: The nominations, in the order in which they were made.
        meetings: The meetings at which they were made.
    """

    addressee: str
    members: int | None
    ranked: bool
    nominations: tuple[NominationFacts, ...]
    meetings: tuple[DecidingMeeting, ...] = ()


def make(
    reader: Reader, subject: Subject, known_at: int | datetime | None = None
) -> SubmissionFacts:
    """Return the facts of the submission to an addressee.

    Args:
        reader: The source of the entries.
        subject: The cluster, the year, and in `unit` the addressee; empty where there is only one.
        known_at: A position (from 1) or an instant (UTC), inclusive; None for the present.

    Raises:
        BadInput: `no-nominations`; `which-addressee` with the names there are; `unknown-cluster`.
    """
    here = (subject.cluster, subject.year)
    awards, ranking, meetings = AwardList(*here), Standings(*here), _Meetings(*here)
    names = Names()
    project_all((awards, ranking, meetings, names), reader, known_at)
    rows = [row for row in awards.rows() if not (row.reported or row.state in LEFT_OUT)]
    addressee = _addressee(rows, subject)
    rows = [row for row in rows if row.addressed_to == addressee]
    days = [row.nominated_on for row in rows if row.nominated_on]
    places = {row.unit: row for row in ranking.rows()}
    return SubmissionFacts(
        kind="submission",
        **general(reader, subject, max(days, default=None), known_at),
        addressee=addressee,
        members=next((row.members for row in places.values()), None),
        ranked=any(row.state == "adopted" for row in places.values()),
        nominations=tuple(
            NominationFacts(
                key=f"{row.unit}/{row.form}",
                unit_name=row.unit_name,
                form=row.form,
                form_name=names.form(row.form, row.year),
                place=places[row.unit].place if row.unit in places else None,
                tied=row.unit in places and places[row.unit].tied,
                points=places[row.unit].points if row.unit in places else None,
                on=row.nominated_on,
                method=row.method,
                votes_for=row.votes_for,
                votes_total=row.votes_total,
                votes_of=row.votes_of,
            )
            for row in rows
        ),
        meetings=tuple(meetings.of({(row.unit, row.form) for row in rows})),
    )


def addressees(rows: Iterable[AwardRow]) -> list[str]:
    """Return the addressees of nominations, each once, in their order.

    Args:
        rows: The nominations.
    """
    return [*dict.fromkeys(row.addressed_to for row in rows)]


def _addressee(rows: list[AwardRow], subject: Subject) -> str:
    """Return the addressee that is asked for, or the only one."""
    known = addressees(rows)
    if not known or (subject.unit and subject.unit not in known):
        raise BadInput("no-nominations", year=subject.year, value=subject.unit or None)
    if not subject.unit and len(known) > 1:
        raise BadInput("which-addressee", year=subject.year, names="; ".join(filter(None, known)))
    return subject.unit or known[0]


class _Meetings:
    """The meetings of a cluster at which units were nominated for awards of a year."""

    def __init__(self, cluster: str, year: int) -> None:
        self.cluster, self.year = cluster, year
        self._opened: dict[str, MeetingOpened] = {}
        self._numbers: dict[str, str] = {}
        self._at: dict[tuple[str, str], str] = {}

    def scopes(self) -> tuple[Scope, ...]:
        """Return the meetings of the cluster, their approvals, and the nominations of the year."""
        nominated = Scope((f"cluster:{self.cluster}/{self.year}",), (AwardNominated,))
        return (Scope((f"cluster:{self.cluster}",), (MeetingOpened, MinutesApproved)), nominated)

    def apply(self, entry: Entry) -> None:
        """Keep meetings, numbers of minutes, and where each nomination was made."""
        match entry.event:
            case MeetingOpened() as event:
                self._opened[event.meeting] = event
            case MinutesApproved(meeting=meeting, number=number):
                self._numbers[meeting] = number or self._numbers.get(meeting, "")
            case AwardNominated(year=self.year) as event:
                self._at[event.unit, event.form] = entry.meeting

    def of(self, nominated: set[tuple[str, str]]) -> Iterator[DecidingMeeting]:
        """Yield the meetings of these units and forms, in the order of their openings."""
        asked = {self._at.get(key, "") for key in nominated}
        for code, event in self._opened.items():
            if code in asked:
                number = self._numbers.get(code, "")
                approved = code in self._numbers
                yield DecidingMeeting(
                    key=code, title=event.title, on=event.on, number=number, approved=approved
                )
