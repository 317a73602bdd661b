"""The facts of ballot papers (phiếu bầu): what is put to the vote, among whom, how many papers.

A ballot paper has nothing by which it could be traced: no code and no number of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Literal, NamedTuple, TypeAlias

from msgspec import Struct

from events.agenda_items import VOTED
from events.command import History
from events.errors import BadInput
from events.event import Entry, Scope
from events.meetings import MeetingOpened
from events.membership import ROSTER
from events.procedures import Matter
from events.rosters import electorate
from events.vote_opening import VoteOpened
from views.agenda import Agenda
from views.award_list import AwardList, AwardRow
from views.names import Day, Names
from views.papers.facts import PaperFacts, Subject
from views.papers.general import general
from views.papers.submission import LEFT_OUT
from views.projection import Reader, project

Asked: TypeAlias = Literal["candidates", "question"]
AMONG_UNITS: tuple[Matter, ...] = ("head", "deputy", "acclaim", "nomination")
"""The matters in which units are voted on; the others are a question."""
ONE_SEAT: tuple[Matter, ...] = ("head",)
"""The matters of which the number of seats is known."""


class ChoiceFacts(Struct, frozen=True, kw_only=True):
    """A candidate on a ballot paper.

    Attributes:
        key: The code of the unit, or a stroke after it and the code of a form of award.
        name: The name of the unit.
        form: The code of the form of award; empty for none.
        form_name: Its name as the ledger gives it; empty for that of the program.
    """

    key: str
    name: str
    form: str = ""
    form_name: str = ""


class BallotPaperFacts(PaperFacts, frozen=True, kw_only=True):
    """The facts of the ballot papers of a vote.

    Attributes:
        meeting: The title of the meeting; empty where there is none.
        matter: What is put to the vote.
        asked: Whether candidates are marked, or a question is answered.
        choices: The candidates in the order of the roster.
        seats: How many are marked; None where it is unknown.
        papers: How many papers are needed; None where it is unknown.
    """

    meeting: str
    matter: Matter
    asked: Asked
    choices: tuple[ChoiceFacts, ...] = ()
    seats: int | None = None
    papers: int | None = None


class _Asked(NamedTuple):
    """What is put to the vote, for which year, at which meeting, and how many papers it takes."""

    matter: Matter
    year: int
    meeting: MeetingOpened | None = None
    papers: int | None = None


def make(
    reader: Reader, subject: Subject, known_at: int | datetime | None = None
) -> BallotPaperFacts:
    """Return the facts of ballot papers.

    Args:
        reader: The source of the entries.
        subject: The cluster and the year; the entry that opened the vote, or the meeting: its last
            vote, else the item of its agenda that elects or nominates, of the matter in `unit`
            where it is given; without both, the nominations of the year.
        known_at: A position (from 1) or an instant (UTC), inclusive; None for the present.

    Raises:
        BadInput: `no-opened-vote`; `no-nominations`; `unknown-cluster`.
    """
    view = project(_Votes(subject.cluster), reader, known_at)
    asked = _asked(view, reader, subject, known_at)
    here = Subject(cluster=subject.cluster, year=asked.year)
    on = asked.meeting.on if asked.meeting else None
    units = asked.matter in AMONG_UNITS
    rows = project(AwardList(here.cluster, here.year), reader, known_at).rows()
    rows = tuple(row for row in rows if not (row.reported or row.state in LEFT_OUT))
    if not (asked.meeting or rows):
        raise BadInput("no-nominations", year=subject.year, value=None)
    return BallotPaperFacts(
        kind="ballots",
        **general(reader, here, on, known_at),
        meeting=asked.meeting.title if asked.meeting else "",
        matter=asked.matter,
        asked="candidates" if units else "question",
        choices=tuple(_choices(view, asked, on or here.year, rows)) if units else (),
        seats=None if units and asked.matter not in ONE_SEAT else 1,
        papers=asked.papers,
    )


def _asked(
    view: _Votes, reader: Reader, subject: Subject, known_at: int | datetime | None
) -> _Asked:
    """Return what is put to the vote."""
    if not (subject.entry or subject.meeting):
        return _Asked("nomination", subject.year)
    for entry in reversed(view.opened):
        event: Any = entry.event
        meant = entry.position == subject.entry if subject.entry else _meant(event, subject)
        if meant:
            papers = len(event.units) + len(event.by_proxy)
            return _Asked(event.matter, event.year, view.meetings.get(event.meeting), papers)
    meeting = view.meetings.get(subject.meeting)
    if meeting is not None and not subject.entry:
        agenda = project(Agenda(subject.meeting), reader, known_at)
        wanted = [one for one in AMONG_UNITS if subject.unit in ("", one)]
        for matter in wanted:
            for row in agenda.rows():
                if row.opens in VOTED.get(matter, ()):
                    return _Asked(matter, row.valid_for or subject.year, meeting)
    raise BadInput("no-opened-vote", meeting=subject.meeting or None)


def _meant(event: VoteOpened, subject: Subject) -> bool:
    return event.meeting == subject.meeting and subject.unit in ("", event.matter)


def _choices(
    view: _Votes, asked: _Asked, day: Day, rows: tuple[AwardRow, ...]
) -> Iterator[ChoiceFacts]:
    """Yield the nominated units, else the members, in the order of the roster."""
    order = {unit: at for at, unit in enumerate(view.members(asked.year))}
    if asked.matter == "nomination" and rows:
        for row in sorted(rows, key=lambda row: order.get(row.unit, len(order))):
            name = view.names.form(row.form, row.year)
            key = f"{row.unit}/{row.form}"
            yield ChoiceFacts(key=key, name=row.unit_name, form=row.form, form_name=name)
    else:
        yield from (ChoiceFacts(key=unit, name=view.names.unit(unit, day)) for unit in order)


class _Votes:
    """The votes that were opened at the meetings of a cluster, and its members."""

    def __init__(self, cluster: str) -> None:
        self.cluster, self.names = cluster, Names()
        self.opened, self.meetings = list[Entry](), dict[str, MeetingOpened]()
        self._rosters = list[Entry]()

    def scopes(self) -> tuple[Scope, ...]:
        """Return names, meetings, votes and rosters of the cluster."""
        mine = Scope((f"cluster:{self.cluster}",), (VoteOpened, MeetingOpened, *ROSTER))
        return (*self.names.scopes(), mine)

    def apply(self, entry: Entry) -> None:
        """Keep what concerns the cluster."""
        self.names.apply(entry)
        match entry.event:
            case VoteOpened(cluster=self.cluster):
                self.opened.append(entry)
            case MeetingOpened() as event:
                self.meetings[event.meeting] = event
            case event if isinstance(event, ROSTER):
                self._rosters.append(entry)

    def members(self, year: int) -> tuple[str, ...]:
        """Return the members of the year, or of the latest year before it with a roster."""
        return electorate(History(self._rosters, date.max), self.cluster, year)
