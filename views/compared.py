"""What is compared between two moments of knowledge, as the registry of tables says.

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
from events.explanations import ExplanationGiven
from events.holds import HoldLifted, UnitHeld
from events.meetings import GuestAttended, RemarkRecorded, ReportPresented, UnitsAttended
from events.membership import RosterRecorded
from events.peer_events import CrossCheckPlanned, PeerSheetSealed, PeerSheetsOpened
from events.reorganisation import FunctionTakenOver
from events.reported_counts import (
    ClustersCounted,
    CouncilDecided,
    DecisionReported,
    ProposalsCounted,
)
from events.result_events import ResultWithdrawn
from events.roles import OfficerStoodDown
from events.tie_events import TieDecided
from events.withdrawn_units import UnitWithdrew
from events.women_counts import WomenCounted
from views.facts import Facts, row_type
from views.leadership import LeaderRow
from views.rule_book import RuleBooks, RulesRow
from views.score_cells import SheetRow, Sheets
from views.standings import OF_RESULT, Result, Standings
from views.table_spec import CALLED, CODE, IN_DIFFERENCE, NAMED_ELSEWHERE, UNIT_YEAR, DiffSpec
from views.tables import TABLES as SPECS

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


ALWAYS: dict[str, str] = {
    "cluster_name": NAMED_ELSEWHERE,
    "meeting_title": "compared in `meetings`",
    "fact": "the key",
    "entry": IN_DIFFERENCE,
}
"""Field -> why it is compared in no table."""


def fields(
    row: type[Struct], first: str, key: Iterable[str] = (), **besides: str
) -> tuple[str, ...]:
    """Return the first field, then all others except the key and the listed exceptions.

    Args:
        row: The type of the rows.
        first: The field that is shown of a row that is new or gone.
        key: The fields by which a row is found again at the other moment.
        besides: Field that is not compared -> the reason.
    """
    left = {*key, *ALWAYS, *besides}
    return (first, *(f for f in row.__struct_fields__ if f != first and f not in left))


def facts(kind: type[Event], first: str, subject: str = "", **besides: str) -> Compared:
    """Return the table of one kind of facts, compared field by field.

    Args:
        kind: The type of the events.
        first: The field that is shown of a fact that is new or gone.
        subject: The field that names what a fact is about; empty for none.
        besides: Field that is not compared -> the reason.
    """
    key = ("fact", *(f for f in ("cluster", "year", "meeting") if f in kind.__struct_fields__))
    return Compared(
        partial(Facts, kind),
        by(*key),
        fields(row_type(kind), first, key, **{"unit": CODE} | besides),
        subject=subject,
        everywhere="cluster" not in kind.__struct_fields__,
        typed=True,
    )


def of_table(name: str, **besides: str) -> Compared:
    """Return how a table of `views.tables` is compared, as its specification says.

    Args:
        name: The name of the table.
        besides: More fields that are not compared than the specification names -> the reason.

    Raises:
        TypeError: The table has no `DiffSpec`.
    """
    spec = SPECS[name]
    if not isinstance(spec.diff, DiffSpec):
        raise TypeError(name)
    diff, view = spec.diff, spec.view_type()
    return Compared(
        view if diff.asked == ASKED else partial(_restricted, view, diff.asked),
        by(*diff.key),
        fields(spec.row_type(), diff.first, diff.key, **diff.besides, **besides),
        whole=diff.whole,
        subject=diff.subject,
        everywhere=diff.everywhere,
    )


ASKED = ("cluster", "year", "on")
"""What a view is restricted to, in the order of its parameters."""


def _restricted(view: type[Any], kept: tuple[str, ...], *asked: object) -> Any:
    """Return the view, restricted only by the arguments whose names are kept."""
    return view(**{name: value for name, value in zip(ASKED, asked, strict=True) if name in kept})


def _results(view: Standings) -> Iterable[Result]:
    return (view.result(*key) for key in view.keys())  # noqa: SIM118 - a view is no mapping


OWN: dict[str, Compared] = {
    "functions": facts(FunctionTakenOver, "function"),
    "leaders": of_table("leaders")._replace(keyed=_offices),
    "stand_downs": facts(OfficerStoodDown, "role"),
    "result": Compared(
        Standings,
        by("cluster", "year"),
        fields(
            Result,
            "state",
            ("cluster", "year"),
            places="shown for each unit, in `ranking`",
            book="follows from the versions in `books`",
            fingerprint="follows from what it is made of, and changes with each entry",
            position=IN_DIFFERENCE,
            moved="shown for each unit, in `ranking`",
        ),
        rows=_results,
    ),
    "result_withdrawals": facts(ResultWithdrawn, "on"),
    "ranking": of_table("ranking", **dict.fromkeys(OF_RESULT, "shown once a year, in `result`")),
    "rosters": facts(RosterRecorded, "units"),
    "scores": Compared(
        lambda cluster, year, _: Sheets(cluster, year),
        by(*UNIT_YEAR, "criterion", "scorer"),
        fields(
            SheetRow,
            "self",
            (*UNIT_YEAR, "criterion", "scorer"),
            unit_name=NAMED_ELSEWHERE,
            **CALLED,
            positions=IN_DIFFERENCE,
        ),
        whole=False,
        subject="criterion",
        typed=True,
    ),
    "explanations": facts(ExplanationGiven, "text", "criterion"),
    "withdrawals": facts(UnitWithdrew, "unit_name"),
    "holds": facts(UnitHeld, "unit_name"),
    "lifted_holds": facts(HoldLifted, "unit_name"),
    "women": facts(WomenCounted, "unit_name"),
    "ties": facts(TieDecided, "units"),
    "books": Compared(
        RuleBooks,
        by("cluster", "year"),
        fields(RulesRow, "document", ("cluster", "year")),
        typed=True,
        rows=lambda view: view.books(),
    ),
    "cross_checks": facts(CrossCheckPlanned, "pairs"),
    "peer_seals": facts(PeerSheetSealed, "scorer"),
    "peer_openings": facts(PeerSheetsOpened, "sheets"),
    "guests": facts(GuestAttended, "name", "meeting_title"),
    "attendance": facts(UnitsAttended, "units", "meeting_title"),
    "reports": facts(ReportPresented, "title", "meeting_title"),
    "remarks": facts(RemarkRecorded, "text", "meeting_title"),
    "councils": facts(CouncilDecided, "what", "council"),
    "cluster_counts": facts(ClustersCounted, "count"),
    "proposal_counts": facts(ProposalsCounted, "count"),
    "decisions": facts(DecisionReported, "number"),
    "statements": facts(StatementRecorded, "value", "topic"),
    "verdicts": facts(VerdictGiven, "value", "topic"),
}
"""Facts that are rows of no table, and the tables of which not only the specification decides."""
FIRST = (
    *("clusters", "units", "functions", "leaders", "stand_downs", "result", "result_withdrawals"),
    *("ranking", "rosters", "roster", "scores", "awards", "withdrawals", "movements", "compacts"),
    *("books", "rules", "cross_checks", "peer_seals", "peer_openings", "meetings", "guests"),
    *("attendance", "reports", "remarks", "councils"),
    *("cluster_counts", "proposal_counts", "decisions", "disputes", "statements", "verdicts"),
    "operators",
)
"""The order in which differences are shown; what is not listed here follows."""
_SPECIFIED = [name for name, spec in SPECS.items() if isinstance(spec.diff, DiffSpec)]
TABLES = {
    name: OWN[name] if name in OWN else of_table(name)
    for name in dict.fromkeys((*FIRST, *OWN, *_SPECIFIED))
}
"""Name -> what is compared, in the order in which differences are shown."""
EVERYWHERE = tuple(name for name, one in TABLES.items() if one.everywhere)
YEARLY = tuple(name for name in TABLES if name not in (*EVERYWHERE, "clusters"))
TYPED = tuple(name for name, one in TABLES.items() if one.typed)
