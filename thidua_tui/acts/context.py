"""Read-only context of an act: cached queries used for its defaults and its choices.

Read once when a form opens, and only what its questions need; the decision itself reads afresh.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Literal, TypeAlias

from events.award_forms import DEFINED
from events.award_quotas import QuotaSet
from events.awards import AWARDS, AwardGranted, AwardNominated, award, known_nominations
from events.clusters import ClusterDissolved, ClusterFounded
from events.command import History
from events.compacts import COMPACTS
from events.corrections import effective
from events.emulation_movements import (
    MovementEnded,
    MovementJoined,
    MovementLaunched,
    MovementResult,
)
from events.event import Event, Scope
from events.explanations import ExplanationGiven
from events.holds import HOLDS
from events.meetings import SESSION, MeetingOpened, closing
from events.membership import ROSTER, RosterRecorded, electorate, members
from events.minutes_events import LIFE_OF_MINUTES
from events.operators import OPERATORS
from events.peer_events import PEERS
from events.persons import PERSONS
from events.presence import PRESENCE
from events.procedures import ProcedureSet
from events.result_events import RESULT, ResultAdopted, adopted
from events.roles import ROLES
from events.rosters import left_after
from events.rule_book import RULES, RulesAmended, RulesIssued, book_of, in_force
from events.score_book.book import Node
from events.scoring import ScoreRecorded
from events.sheet_events import SHEETS
from events.target_criteria import TargetPutInBook
from events.targets import TARGETS
from events.tie_decisions import ranking_of
from events.tie_events import ties_of
from events.units import LIFE, begins, ends
from events.vote_opening import VoteOpened
from events.withdrawn_units import UnitWithdrew
from thidua_tui.i18n.messages import Words
from thidua_tui.session.identity import OperatorStatus, operator_status
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from views.names import Names

MEETINGS: tuple[type[Event], ...] = (*SESSION, *PRESENCE)
YearIs: TypeAlias = Literal["offered", "seen", "given"]
"""How the year was set: a default, the page on the screen, or given by the person."""
YEARLY: tuple[type[Event], ...] = (
    *ROSTER,
    *ROLES,
    *COMPACTS,
    *RESULT,
    *AWARDS,
    *MEETINGS,
    *LIFE_OF_MINUTES,
    *RULES,
    *PEERS,
    *SHEETS,
    *HOLDS,
    *TARGETS,
    TargetPutInBook,
    ExplanationGiven,
    UnitWithdrew,
    QuotaSet,
    ProcedureSet,
    VoteOpened,
)
"""What is read of a cluster over all its years; scores are many and read by the year."""


class ActContext:
    """The facts around a place in the ledger, as questions; `entry` is the selected entry."""

    def __init__(
        self,
        session: Session,
        here: Location,
        words: Words | None = None,
        entry: int | None = None,
        year_is: YearIs = "offered",
    ) -> None:
        self.session = session
        self.entry = entry
        self.here = here
        self.words = words or Words()
        self.cluster = here.cluster or ""
        self.today = session.today
        self.year = here.year or self.today.year
        self.year_is = year_is

    @cached_property
    def position(self) -> int:
        """How far the ledger reached when this was first asked."""
        return self.session.ledger.history((Scope(events=(ClusterFounded,)),))[1]

    @cached_property
    def names(self) -> Names:
        """What units, clusters and forms of award are called."""
        names = self.session.see(Names(), self.here.known_at)
        self.words.names = names
        return names

    @cached_property
    def at_a_cluster(self) -> bool:
        """Whether a cluster is selected, and its founding is in force."""
        scope = Scope((f"cluster:{self.cluster}",), (ClusterFounded,))
        return bool(self.cluster) and any(self.read(scope).of(ClusterFounded))

    @cached_property
    def lives(self) -> History:
        """How units and clusters live."""
        return self.read(Scope(events=(*LIFE, ClusterFounded, ClusterDissolved)))

    @cached_property
    def of_cluster(self) -> History:
        """The cluster's members, roles, meetings, results, awards and compacts of all years."""
        scope = Scope((f"cluster:{self.cluster}",), YEARLY)
        return self.read(scope) if self.cluster else History((), self.today)

    @cached_property
    def rosters(self) -> History:
        """Who belongs where, in all clusters and years."""
        return self.read(Scope(events=ROSTER))

    @cached_property
    def award_forms(self) -> History:
        """How the ledger defines forms of award."""
        return self.read(DEFINED)

    @cached_property
    def movements(self) -> History:
        """All movements, and how the cluster registered for them."""
        joined = Scope((f"cluster:{self.cluster}",), (MovementJoined, MovementResult))
        launched = Scope(events=(MovementLaunched, MovementEnded))
        return self.session.ledger.history((launched, joined))[0]

    @cached_property
    def persons(self) -> History:
        """Who represents units."""
        return self.read(Scope(events=PERSONS))

    @cached_property
    def operators(self) -> History:
        """Who was named to write in the ledger, and who was dismissed."""
        return self.read(OPERATORS)

    @cached_property
    def operator_status(self) -> OperatorStatus:
        """Who is at the keyboard."""
        return operator_status(self.session.signing, self.operators)

    def scores(self, year: int) -> History:
        """The cluster's scores of a year."""
        return self.read(Scope((f"cluster:{self.cluster}/{year}",), (ScoreRecorded,)))

    def ranking(self, year: int) -> History:
        """What the places of a year by its scores follow from, the scores too."""
        return self.read(*ranking_of(self.cluster, year), ties_of(self.cluster, year))

    def read(self, *scopes: Scope) -> History:
        """Return what counts within these scopes at the moment that is shown."""
        if self.here.known_at is None:
            return self.session.ledger.history(scopes)[0]
        known = self.session.ledger.read(*scopes, until=self.here.known_at)
        return History(effective(known), self.today)

    def living(self) -> list[str]:
        """The units with no end recorded, in the order in which they were entered."""
        over = ends(self.lives)
        return [unit for unit in self.names.units if unit not in over]

    def lived(self, first: date, last: date) -> list[str]:
        """The units that existed on one of these days, in the order in which they were entered."""
        born, over = begins(self.lives), ends(self.lives)
        return [
            unit
            for unit in self.names.units
            if born.get(unit, first) <= last and first < over.get(unit, date.max)
        ]

    def members(self, year: int) -> tuple[str, ...]:
        """The members of that year, or of the latest before it that has a roster."""
        return electorate(self.of_cluster, self.cluster, year)

    def left(self, year: int) -> tuple[str, ...]:
        """The units that left the members of that year."""
        return tuple(left_after(self.of_cluster, self.cluster, year, date.min))

    def on_roster(self, year: int) -> tuple[str, ...]:
        """Return the members of that very year; empty when it has no roster."""
        return members(self.of_cluster, self.cluster, year)

    def seated(self, year: int) -> set[str]:
        """The units that belong to any cluster in that year."""
        history = self.rosters
        clusters = {e.cluster for e in history.of(RosterRecorded) if e.year == year}
        return {unit for cluster in clusters for unit in members(history, cluster, year)}

    def no_roster_anywhere(self) -> bool:
        """Whether the ledger has no members of any cluster."""
        return not any(self.rosters.of(RosterRecorded))

    def book(self, year: int) -> RulesIssued | RulesAmended | None:
        """The rule book in force of that year, or none."""
        return in_force(self.of_cluster, self.cluster, year)

    def leaf(self, year: int, criterion: str) -> Node | None:
        """The criterion in the rule book of that year, or none."""
        book = in_force(self.of_cluster, self.cluster, year)
        leaves = book_of(book).leaves() if book else ()
        return next((leaf for leaf in leaves if leaf.code == criterion), None)

    def result(self, year: int) -> ResultAdopted | None:
        """The result in force of that year, or none."""
        return adopted(self.of_cluster, self.cluster, year)

    def nominations(self, year: int) -> list[AwardNominated]:
        """The nominations of a year that were not taken back, in their order."""
        return list(known_nominations(self.of_cluster, self.cluster, year))

    def awards(self, year: int) -> list[AwardNominated | AwardGranted]:
        """The nominations of a year, then the awards that a source reports without one."""
        granted = self.of_cluster.of(AwardGranted)
        here = (e for e in granted if (e.cluster, e.year) == (self.cluster, year) and e.reported)
        return [*self.nominations(year), *{event.key: event for event in here}.values()]

    def known_of(self, nominated: AwardNominated | AwardGranted) -> set[type[Event]]:
        """What has happened to a nomination: granted, denied, presented, annulled."""
        return set(award(self.of_cluster, nominated.key))

    def meetings(self) -> list[MeetingOpened]:
        """The cluster's meetings, the latest first; the open meeting before all others."""
        held = list(self.of_cluster.of(MeetingOpened))
        return sorted(held, key=lambda e: (e.meeting != self.session.meeting, -_day(e)))

    @cached_property
    def closed(self) -> frozenset[str]:
        """The meetings of the cluster that are over."""
        entries = self.of_cluster.entries
        return frozenset(e.meeting for e in self.meetings() if closing(entries, e.meeting))

    def needs_addendum(self, meeting: str) -> bool:
        """Whether what is added to a meeting is an addendum: it is over, and not in a source."""
        over = closing(self.of_cluster.entries, meeting)
        return over is not None and over.source.kind == "room"

    def open_meeting(self) -> MeetingOpened | None:
        """The cluster's meeting that is open now, or none."""
        now = self.session.meeting
        return next((e for e in self.meetings() if e.meeting == now), None)

    def day(self, first: int | None = None, last: int | None = None) -> date | None:
        """The day of the open meeting, when its year is from `first` to `last`."""
        meeting = self.open_meeting()
        on = meeting.on if meeting else None
        return on if on and (first or 0) <= on.year <= (last or 9999) else None

    def holds_year(self) -> bool:
        """Whether acts are of the ground's year and no other, unless they name theirs.

        A year-end conference decides on the year to come, too, and the screen shows which year.
        """
        meeting = self.open_meeting() if self.year_is == "seen" else None
        at_year_end = meeting is not None and meeting.kind == "year-end"
        return self.year_is == "given" or (self.year_is == "seen" and not at_year_end)

    def year_without(self, taken: set[int], first: int | None = None) -> int:
        """The page's year, or the next of which the thing was not recorded yet.

        A year given by a person, or shown on the screen, is not replaced by another; nor is one
        after which no year is left in which it can be recorded.
        """
        if self.holds_year():
            return self.year
        year, latest = first or self.year, self.today.year + 1
        return next((one for one in range(year, latest + 1) if one not in taken), year)


def _day(meeting: MeetingOpened) -> int:
    return meeting.on.toordinal() if meeting.on else 0
