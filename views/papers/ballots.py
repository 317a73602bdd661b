"""The facts of ballot papers (phiếu bầu): what is put to the vote, among whom, how many papers.

A ballot paper has nothing by which it could be traced: no code and no number of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Literal, TypeAlias

from msgspec import Struct

from events.command import History
from events.errors import BadInput
from events.event import Entry, Scope
from events.meetings import MeetingOpened
from events.membership import ROSTER
from events.procedures import Matter
from events.rosters import electorate
from events.vote_opening import VoteOpened
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


def make(
    reader: Reader, subject: Subject, known_at: int | datetime | None = None
) -> BallotPaperFacts:
    """Return the facts of ballot papers: of an opened vote, else of the nominations of the year.

    Args:
        reader: The source of the entries.
        subject: The cluster and the year; the entry that opened the vote, or its meeting, of which
            the last vote is meant.
        known_at: A position (from 1) or an instant (UTC), inclusive; None for the present.

    Raises:
        BadInput: `no-opened-vote`; `no-nominations`; `unknown-cluster`.
    """
    view = project(_Votes(subject.cluster), reader, known_at)
    if not (subject.entry or subject.meeting):
        return _of_nominations(view, reader, subject, known_at)
    found = [entry for entry in view.opened if _meant(entry, subject)]
    if not found:
        raise BadInput("no-opened-vote", meeting=subject.meeting or None)
    event: Any = found[-1].event
    meeting = view.meetings.get(event.meeting)
    on = meeting.on if meeting else None
    of_vote = Subject(cluster=subject.cluster, year=event.year)
    asked: Asked = "candidates" if event.matter in AMONG_UNITS else "question"
    return BallotPaperFacts(
        kind="ballots",
        **general(reader, of_vote, on, known_at),
        meeting=meeting.title if meeting else "",
        matter=event.matter,
        asked=asked,
        choices=tuple(_choices(view, of_vote, on or event.year, event.matter, reader, known_at)),
        seats=1 if asked == "question" or event.matter in ONE_SEAT else None,
        papers=len(event.units) + len(event.by_proxy),
    )


def _meant(entry: Entry, subject: Subject) -> bool:
    event: Any = entry.event
    return entry.position == subject.entry or (
        not subject.entry and event.meeting == subject.meeting
    )


def _choices(
    view: _Votes,
    subject: Subject,
    day: Day,
    matter: Matter,
    reader: Reader,
    known_at: int | datetime | None,
) -> Iterator[ChoiceFacts]:
    """Yield the nominated units where there are any, else the members."""
    if matter == "nomination" and (rows := _nominations(reader, subject, known_at)):
        yield from (_nominated(row, view.names) for row in view.by_roster(rows, subject))
    elif matter in AMONG_UNITS:
        for unit in view.members(subject.year):
            yield ChoiceFacts(key=unit, name=view.names.unit(unit, day))


def _of_nominations(
    view: _Votes, reader: Reader, subject: Subject, known_at: int | datetime | None
) -> BallotPaperFacts:
    rows = _nominations(reader, subject, known_at)
    if not rows:
        raise BadInput("no-nominations", year=subject.year, value=None)
    return BallotPaperFacts(
        kind="ballots",
        **general(reader, subject, None, known_at),
        meeting="",
        matter="nomination",
        asked="candidates",
        choices=tuple(_nominated(row, view.names) for row in view.by_roster(rows, subject)),
    )


def _nominations(
    reader: Reader, subject: Subject, known_at: int | datetime | None
) -> list[AwardRow]:
    rows = project(AwardList(subject.cluster, subject.year), reader, known_at).rows()
    return [row for row in rows if not (row.reported or row.state in LEFT_OUT)]


def _nominated(row: AwardRow, names: Names) -> ChoiceFacts:
    return ChoiceFacts(
        key=f"{row.unit}/{row.form}",
        name=row.unit_name,
        form=row.form,
        form_name=names.form(row.form, row.year),
    )


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

    def by_roster(self, rows: list[AwardRow], subject: Subject) -> list[AwardRow]:
        """Return nominations in the order of the roster, those of other units at the end."""
        order = {unit: at for at, unit in enumerate(self.members(subject.year))}
        return sorted(rows, key=lambda row: order.get(row.unit, len(order)))
