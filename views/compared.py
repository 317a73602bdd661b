"""What is compared between two moments of knowledge: of each table, what a row is and what it says.

The compared fields follow from the type of the rows: all of them but the key and those in
`besides`, each of which has a reason. A field that a row or an event gains is compared at once;
a test asks of every field of every event that a correction of it is a difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import Any, NamedTuple, TypeAlias

from msgspec import Struct

from events.disputes import StatementRecorded, VerdictGiven
from events.event import Event
from events.meetings import GuestAttended, RemarkRecorded, ReportPresented, UnitsAttended
from events.membership import RosterRecorded
from events.reorganisation import FunctionTakenOver
from events.reported_counts import (
    ClustersCounted,
    CouncilDecided,
    DecisionReported,
    ProposalsCounted,
)
from events.roles import OfficerStoodDown
from events.rules import RulesIssued
from events.verdicts import ResultWithdrawn
from events.withdrawals import UnitWithdrew
from views.award_list import AwardList, AwardRow
from views.clusters import ClusterRow, Clusters
from views.compacts import CompactRow, Compacts
from views.disputes import DisputeRow, Disputes
from views.facts import Facts, row_type
from views.leadership import LeaderRow, Leadership
from views.minutes import MeetingRow, Meetings
from views.movements import MovementRow, Movements
from views.operators import OperatorRow, Operators
from views.roster import Roster, RosterRow
from views.rules import CriterionRow, RuleBooks
from views.score_cells import SheetRow, Sheets
from views.standings import OF_RESULT, Result, Standings, StandingsRow
from views.units import UnitRow, Units

Key: TypeAlias = tuple[object, ...]
Keyed: TypeAlias = dict[Key, Struct]
Make: TypeAlias = Callable[[str | None, int | None, date | None], Any]


class Compared(NamedTuple):
    """One table: the view that makes it, its rows by their keys, and the compared fields.

    `whole` rows come and go as a single difference, that of the field `first`; other rows with a
    difference per field, from nothing or to nothing. `subject` is the field that names
    the subject of a row.
    The rows of an `everywhere` table are of no cluster's year. Those of a `typed` table are the
    typed facts themselves: a preview omits them, except the corrected facts.
    """

    make: Make
    keyed: Callable[[Iterable[Any]], Keyed]
    fields: tuple[str, ...]
    whole: bool = True
    subject: str = ""
    everywhere: bool = False
    typed: bool = False
    rows: Callable[[Any], Iterable[Any]] = lambda view: view.rows()


def by(*names: str) -> Callable[[Iterable[Any]], Keyed]:
    """Return a key function: rows by these fields; rows with equal fields by their order."""

    def keyed(rows: Iterable[Any]) -> Keyed:
        found: Keyed = {}
        times: dict[Key, int] = {}
        for row in rows:
            key = tuple(getattr(row, n) for n in names)
            nth = times[key] = times.get(key, 0) + 1
            found[(*key, nth) if nth > 1 else key] = row
        return found

    return keyed


def _offices(rows: Iterable[LeaderRow]) -> Keyed:
    """Key a deputy by its unit, a head by its turn, so that a replaced head is a difference."""
    found: Keyed = {}
    for row in rows:
        here = (row.cluster, row.year, row.role)
        turn = row.unit if row.role == "deputy" else sum(k[:3] == here for k in found)
        found[*here, turn] = row
    return found


NAMED_ELSEWHERE = "names of units and clusters are compared in `units` and `clusters`"
CODE = "the code of what is named beside it; two units of one name differ there"
_CALLED = {"unit_short": NAMED_ELSEWHERE, "unit_now": NAMED_ELSEWHERE}
ALWAYS: dict[str, str] = {
    "cluster_name": NAMED_ELSEWHERE,
    "meeting_title": "compared in `meetings`",
}
ALWAYS |= {"fact": "the key", "entry": "said of every difference"}
"""Field -> why it is compared in no table."""


def fields(
    row: type[Struct], first: str, key: Iterable[str] = (), **besides: str
) -> tuple[str, ...]:
    """Return the first field, then all others except the key and the listed exceptions."""
    left = {*key, *ALWAYS, *besides}
    return (first, *(f for f in row.__struct_fields__ if f != first and f not in left))


def facts(kind: type[Event], first: str, subject: str = "", **besides: str) -> Compared:
    """The table of one kind of facts, compared field by field."""
    key = ("fact", *(f for f in ("cluster", "year", "meeting") if f in kind.__struct_fields__))
    return Compared(
        partial(Facts, kind),
        by(*key),
        fields(row_type(kind), first, key, **{"unit": CODE} | besides),
        subject=subject,
        everywhere="cluster" not in kind.__struct_fields__,
        typed=True,
    )


def _results(view: Standings) -> Iterable[Result]:
    return (view.result(*key) for key in view.keys())  # noqa: SIM118 - a view is no mapping


UNIT_YEAR = ("cluster", "year", "unit")
YEARS_FOLLOW = "follows from what is recorded of the years"
IN_RESULT = "shown once a year, in `result`"
IN_SCORES = "follows from the cells of the sheet, in `scores`"
IN_ROSTERS = "shown once a year, in `rosters`"
TABLES: dict[str, Compared] = {
    "clusters": Compared(
        lambda cluster, *_: Clusters(cluster),
        by("cluster"),
        fields(
            ClusterRow,
            "cluster_name",
            ("cluster",),
            years=YEARS_FOLLOW,
            members=YEARS_FOLLOW,
            members_year=YEARS_FOLLOW,
        ),
    ),
    "units": Compared(
        lambda _, year, on: Units(None, year, on),
        by("unit"),
        fields(UnitRow, "unit_name", ("unit",)),
        everywhere=True,
    ),
    "functions": facts(FunctionTakenOver, "function"),
    "leaders": Compared(
        Leadership,
        _offices,
        fields(LeaderRow, "unit_name", ("cluster", "year", "role"), unit=CODE, **_CALLED),
        subject="role",
    ),
    "stand_downs": facts(OfficerStoodDown, "role"),
    "result": Compared(
        Standings,
        by("cluster", "year"),
        fields(Result, "state", ("cluster", "year"), places="shown for each unit, in `ranking`"),
        rows=_results,
    ),
    "result_withdrawals": facts(ResultWithdrawn, "on"),
    "ranking": Compared(
        Standings,
        by(*UNIT_YEAR),
        fields(
            StandingsRow,
            "unit_name",
            UNIT_YEAR,
            **_CALLED,
            scored=IN_SCORES,
            not_applicable=IN_SCORES,
            criteria="follows from the rule book",
            members=IN_ROSTERS,
            **dict.fromkeys(OF_RESULT, IN_RESULT),
        ),
    ),
    "rosters": facts(RosterRecorded, "units"),
    "roster": Compared(
        Roster,
        by(*UNIT_YEAR),
        fields(
            RosterRow,
            "joined",
            UNIT_YEAR,
            unit_name="shown in `ranking`",
            **_CALLED,
            role="shown in `leaders`",
            rank="shown in `leaders`",
            place="shown in `ranking`",
            complete=IN_ROSTERS,
            count=IN_ROSTERS,
        ),
        whole=False,
    ),
    "scores": Compared(
        lambda cluster, year, _: Sheets(cluster, year),
        by(*UNIT_YEAR, "criterion"),
        fields(
            SheetRow,
            "self",
            (*UNIT_YEAR, "criterion"),
            unit_name=NAMED_ELSEWHERE,
            **_CALLED,
            positions="said of every difference",
        ),
        whole=False,
        subject="criterion",
        typed=True,
    ),
    "awards": Compared(
        AwardList,
        by(*UNIT_YEAR, "form"),
        fields(AwardRow, "state", (*UNIT_YEAR, "form"), unit_name=NAMED_ELSEWHERE, **_CALLED),
        subject="form",
    ),
    "withdrawals": facts(UnitWithdrew, "unit_name"),
    "movements": Compared(
        Movements,
        by("movement"),
        fields(MovementRow, "movement_name", ("movement",)),
        subject="movement_name",
        everywhere=True,
    ),
    "compacts": Compared(
        Compacts, by("cluster", "year"), fields(CompactRow, "signed_on", ("cluster", "year"))
    ),
    "books": facts(RulesIssued, "document", criteria="shown one by one, in `rules`"),
    "rules": Compared(
        RuleBooks,
        by("cluster", "year", "criterion"),
        fields(
            CriterionRow,
            "criterion_name",
            ("cluster", "year", "criterion"),
            document="shown in `books`",
            digits="shown in `books`",
            on="shown in `books`",
        ),
        subject="criterion",
    ),
    "meetings": Compared(
        Meetings,
        by("cluster", "year", "meeting"),
        fields(MeetingRow, "title", ("cluster", "year", "meeting")),
        subject="title",
    ),
    "guests": facts(GuestAttended, "name", "meeting_title"),
    "attendance": facts(UnitsAttended, "units", "meeting_title"),
    "reports": facts(ReportPresented, "title", "meeting_title"),
    "remarks": facts(RemarkRecorded, "text", "meeting_title"),
    "councils": facts(CouncilDecided, "what", "council"),
    "cluster_counts": facts(ClustersCounted, "count"),
    "proposal_counts": facts(ProposalsCounted, "count"),
    "decisions": facts(DecisionReported, "number"),
    "disputes": Compared(
        Disputes,
        by("cluster", "year", "topic", "unit"),
        fields(
            DisputeRow,
            "state",
            ("cluster", "year", "topic", "unit"),
            unit_name=NAMED_ELSEWHERE,
            statements="shown one by one, in `statements` and `verdicts`",
        ),
        subject="topic",
    ),
    "statements": facts(StatementRecorded, "value", "topic"),
    "verdicts": facts(VerdictGiven, "value", "topic"),
    "operators": Compared(
        lambda *_: Operators(),
        by("operator"),
        fields(
            OperatorRow,
            "operator_name",
            ("operator",),
            named="said of every difference",
            named_at="said of every difference",
            named_by="said of every difference",
            dismissed_at="said of every difference",
            dismissed_by="said of every difference",
            reason="said of every difference",
        ),
        subject="operator_name",
        everywhere=True,
    ),
}
"""Name -> what is compared, in the order in which differences are shown."""
EVERYWHERE = tuple(name for name, one in TABLES.items() if one.everywhere)
YEARLY = tuple(name for name in TABLES if name not in (*EVERYWHERE, "clusters"))
TYPED = tuple(name for name, one in TABLES.items() if one.typed)
