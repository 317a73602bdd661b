"""What the page of a cluster's year shows, gathered from the views, and marks of disputes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from textual.content import Content

from events.event import Scope
from events.rule_book import RulesAmended, RulesIssued, book_of
from thidua_tui.formatting.sentences.disagreements import against, differ, open_ones, unsettled
from thidua_tui.i18n.messages import Words
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from views.agenda import ItemRow
from views.award_list import AwardList, AwardRow
from views.compacts import CompactRow, Compacts
from views.disputes import DisputeRow, Disputes
from views.emulation_movements import MovementRow, Movements
from views.leadership import LeaderRow, Leadership
from views.minutes import MeetingRow, Meetings, Minutes
from views.names import Names
from views.place_history import Placed, PlaceHistory, Places
from views.planned_meetings import PlannedMeetingRow, PlannedMeetings
from views.quorums import QuorumRow, Quorums
from views.ranked_year import RankedYear, UnitState
from views.ranking_with_quotas import RankingWithQuotas
from views.roster import Roster, RosterRow
from views.rule_book import RuleBooks
from views.score_progress import ProgressRow, ScoreProgress
from views.score_threads import ThreadRow, Threads
from views.sheet_progress import SheetProgress, SheetProgressRow
from views.standings import Result, StandingsRow
from views.tasks import TaskRow, Tasks


@dataclass(frozen=True)
class Member:
    """A line of the page: a unit of the year, and what it is and got.

    `number` is that of the roster, from 1. `history` are its adopted places before this year.
    `complete` says that every criterion of the rule book has its points, or does not apply.
    """

    number: int
    unit: str
    name: str
    now: str
    left: bool
    role: str | None
    rank: int | None
    place: int | None
    tied: bool
    points: Decimal | None
    awards: tuple[tuple[str, str], ...]
    joined: bool = False
    since: date | None = None
    until: date | None = None
    withdrew: bool = False
    unit_state: UnitState = "none"
    complete: bool = False
    short: str = ""
    history: Mapping[int, Placed] = field(default_factory=dict)

    def rise(self, year: int) -> int | None:
        """Return by how many places it rose since the year before; None if a place is unknown."""
        before = self.history.get(year - 1)
        return before.place - self.place if before and self.place else None


@dataclass(frozen=True)
class YearFacts:
    """Everything that the page shows of a year, and who leads the next.

    `following` is None where one looks at a single day of the year: the next has not begun.
    """

    year: int
    members: tuple[Member, ...]
    leaders: tuple[LeaderRow, ...]
    following: tuple[LeaderRow, ...] | None
    result: Result
    awards: tuple[AwardRow, ...]
    compacts: tuple[CompactRow, ...]
    meetings: tuple[MeetingRow, ...]
    movements: tuple[MovementRow, ...]
    disputes: tuple[DisputeRow, ...] = ()
    partly: bool = False
    """The source names only some of the members."""
    book: RulesIssued | RulesAmended | None = None
    """The rule book of the year."""
    ranking: RankedYear | None = None
    """The ranking with what explains it."""
    names: Names = field(default_factory=Names)
    sheets: tuple[SheetProgressRow, ...] = ()
    threads: tuple[ThreadRow, ...] = ()
    tasks: tuple[TaskRow, ...] = ()
    """The tasks that are to be done in the year."""
    planned: tuple[PlannedMeetingRow, ...] = ()
    """The meetings that are convened and were not opened."""
    quorums: tuple[QuorumRow, ...] = ()
    """The quorum of each meeting of which presence is recorded."""
    progress: tuple[ProgressRow, ...] = ()
    """How far each stage of each unit is; empty without a rule book."""
    agenda: tuple[ItemRow, ...] = ()
    """The agenda of the meeting of the cluster that is open now; empty at other moments."""

    minutes: Minutes | None = None
    """The minutes of the meeting that is open; None without one."""
    outside: tuple[StandingsRow, ...] = ()
    """The units that just missed a quota of awards."""
    blank: bool = False
    """Nothing is recorded of the year."""

    @property
    def quorum_lost(self) -> QuorumRow | None:
        """The quorum of the meeting in session, where too few units are present to decide."""
        return next((row for row in self.quorums if row.open and not row.met), None)

    @property
    def missing(self) -> int:
        """How many verified scores are missing; 0 without a rule book."""
        return sum(len(row.missing) for row in self.progress if row.stage == "verified")

    @property
    def maximum(self) -> Decimal | None:
        """The points of the whole content by the rule book; None without a rule book."""
        return book_of(self.book).scale.total if self.book else None

    @property
    def years_placed(self) -> range:
        """The years from the first in which a member has a place to the year of the page."""
        known = [year for member in self.members for year in member.history]
        return range(min([*known, self.year]), self.year + 1)

    @property
    def scored(self) -> bool:
        """Whether anybody has points."""
        return any(member.points is not None for member in self.members)


def gather_year(session: Session, here: Location) -> YearFacts:
    """Fold the year's views; runs in a worker."""
    cluster, year = here.cluster or "", here.year or 0
    of_year = (cluster, year, here.on)
    standings, roster, awards = RankingWithQuotas(*of_year), Roster(*of_year), AwardList(*of_year)
    leaders, following = Leadership(*of_year), Leadership(cluster, year + 1)
    compacts, next_compacts = Compacts(*of_year), Compacts(cluster, year + 1, here.on)
    meetings, movements = Meetings(*of_year), Movements(*of_year)
    disputes, books = Disputes(*of_year), RuleBooks(*of_year)
    placed, progress = PlaceHistory(cluster, None, here.on), ScoreProgress(*of_year)
    tasks, planned = Tasks(*of_year), PlannedMeetings(*of_year)
    sheets, threads, quorums = SheetProgress(*of_year), Threads(*of_year), Quorums(*of_year)
    session.see_all(
        (
            standings,
            roster,
            awards,
            leaders,
            following,
            compacts,
            next_compacts,
            meetings,
            movements,
            disputes,
            books,
            placed,
            sheets,
            threads,
            progress,
            quorums,
            tasks,
            planned,
        ),
        here.known_at,
    )
    ranked, of_it = standings.rows(), Scope((f"cluster:{cluster}/{year}",))
    return YearFacts(
        year=year,
        blank=not any(session.ledger.read(of_it, until=here.known_at, limit=1)),
        minutes=_minutes(session, here),
        members=members(roster.rows(), ranked, awards.rows(), placed.places()),
        outside=tuple(row for row in ranked if row.outside),
        leaders=leaders.rows(),
        following=following.rows() if here.on is None else None,
        result=standings.result(cluster, year),
        ranking=standings.ranked(cluster, year),
        names=standings.names,
        awards=awards.rows(),
        compacts=(*compacts.rows(), *next_compacts.rows()),
        meetings=meetings.rows(),
        movements=movements.rows(),
        disputes=disputes.rows(),
        partly=any(not row.complete for row in roster.rows()),
        book=books.book(cluster, year),
        sheets=sheets.rows(),
        threads=threads.rows(),
        quorums=quorums.rows(),
        agenda=() if here.looking_back else agenda_of(session, cluster),
        tasks=tasks.rows(),
        planned=tuple(row for row in planned.rows() if row.state == "planned"),
        progress=tuple(progress.of_year(cluster, year, here.on or session.today)),
    )


def agenda_of(session: Session, cluster: str) -> tuple[ItemRow, ...]:
    """Return the agenda of the open meeting, where it is one of the cluster."""
    return session.agenda.rows() if session.agenda.cluster == cluster else ()


def _minutes(session: Session, here: Location) -> Minutes | None:
    """The minutes that are being taken at an open meeting of the cluster."""
    if here.looking_back or not session.meeting:
        return None
    view = session.see(Minutes(session.meeting))
    return view if view.opened and view.opened.cluster == here.cluster else None


def members(
    roster: tuple[RosterRow, ...],
    standings: tuple[StandingsRow, ...],
    awards: tuple[AwardRow, ...],
    placed: Places,
) -> tuple[Member, ...]:
    """Return one line per member, in the order of the roster."""
    ranked = {row.unit: row for row in standings}
    return tuple(
        _member(number, row, ranked.get(row.unit), awards, _earlier(placed.get(row.unit), row.year))
        for number, row in enumerate(roster, 1)
    )


def _earlier(placed: Mapping[int, Placed] | None, year: int) -> dict[int, Placed]:
    return {at: place for at, place in (placed or {}).items() if at < year}


def _member(
    number: int,
    row: RosterRow,
    ranked: StandingsRow | None,
    awards: tuple[AwardRow, ...],
    history: Mapping[int, Placed],
) -> Member:
    return Member(
        number=number,
        unit=row.unit,
        name=row.unit_name,
        now=", ".join(one.name for one in row.unit_now),
        left=row.left,
        role=row.role,
        rank=row.rank,
        place=ranked.place if ranked else row.place,
        tied=bool(ranked and ranked.tied),
        points=ranked.points if ranked else None,
        awards=tuple((a.form, a.state) for a in awards if a.unit == row.unit),
        joined=row.joined,
        since=row.since,
        until=row.until,
        withdrew=bool(ranked and ranked.withdrew),
        unit_state=ranked.unit_state if ranked else "none",
        complete=bool(
            ranked and ranked.criteria and ranked.scored + ranked.not_applicable >= ranked.criteria
        ),
        short=row.unit_short,
        history=history,
    )


SECTIONS = {"head": "leaders", "deputies": "leaders", "places": "result", "awards": "awards"}
SECTIONS |= {"day": "meeting"}
"""Topic of a question -> the paragraph of the year that shows its fact."""
COLUMNS = {"head": "role", "deputies": "role", "places": "place", "awards": "awards"}
"""Topic of a question about a unit -> the column of the members that shows its fact."""


def dispute_mark(rows: Sequence[DisputeRow], section: str, words: Words) -> Content:
    """What is written behind a paragraph in which sources differ; empty where they do not."""
    here = [r for r in rows if SECTIONS.get(r.topic, "") == section and not r.unit]
    found = open_ones(here)
    notes = [differ(found, words) if found else "", against(here, words)]
    note = " ".join(filter(None, notes))
    return Content.styled(f" {note}", "bold $warning") if note else Content("")


def is_disputed(rows: Sequence[DisputeRow], member: Member, column: str) -> bool:
    """Whether sources differ on that column of a unit, or a verdict contradicts it."""
    asked = [row for row in unsettled(rows) if row.unit == member.unit]
    if column == "role":  # a verdict on who leads contradicts those who are recorded as leading
        topic = {"head": "head", "deputy": "deputies"}.get(member.role or "", "")
        asked += [row for row in rows if row.against and row.topic == topic]
    return any(COLUMNS.get(row.topic, "unit") == column for row in asked)
