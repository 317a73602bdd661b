"""What is compared between two moments of knowledge, as the registry of tables says.

The compared fields follow from the type of the rows: all of them but the key and those in
`besides`, each of which has a reason. A field that a row or an event gains is compared at once;
a test asks of every field of every event that a correction of it is a difference.
"""

from __future__ import annotations

from collections.abc import Iterable

from events.agenda import AGENDA
from events.compact_adoption import CompactAdopted
from events.compact_signatures import CompactTextFiled
from events.compacts import CompactSignature, SignerNamed
from events.convening import ConveningCancelled, ConveningChanged, MeetingConvened
from events.council import CouncilMemberLeft
from events.disputes import StatementRecorded, VerdictGiven
from events.emulation_movements import MovementResult
from events.event import Event
from events.explanations import ExplanationGiven
from events.holds import HoldLifted, UnitHeld
from events.meeting_reports import ReportPresented
from events.meeting_roles import MeetingRoleGiven
from events.meetings import GuestAttended, MeetingReopened, RemarkRecorded, UnitsAttended
from events.membership import RosterRecorded, RosterReported
from events.minutes_events import MinutesAmended, MinutesSigned, SentenceWorded
from events.office import OfficeDescribed
from events.papers import PaperCancelled, PaperIssued, PaperNumbered
from events.peer_events import CrossCheckPlanned, PeerSheetSealed, PeerSheetsOpened
from events.persons import RepresentativeLeft, RepresentativeNamed
from events.presence import UnitAbsent, UnitArrived, UnitDeparted
from events.procedures import ProcedureSet
from events.reorganisation import FunctionTakenOver
from events.report_texts import ReportTextWritten
from events.reported_counts import (
    ClustersCounted,
    CouncilDecided,
    DecisionReported,
    FigureRecorded,
    ProposalsCounted,
)
from events.reported_results import UnitResultReported
from events.result_events import ResultWithdrawn
from events.roles import OfficerStoodDown
from events.speakers import SpeakerCalled, SpeakerFinished, SpeakerListed
from events.target_criteria import TargetPutInBook
from events.targets import TargetChanged, TargetSet, TargetWithdrawn
from events.tie_events import TieDecided
from events.vote_opening import VoteOpened
from events.withdrawn_units import UnitWithdrew
from events.women_counts import WomenCounted
from views.comparison import Compared, Keyed, by, facts, fields, of_table
from views.leadership import LeaderRow
from views.rule_book import RuleBooks, RulesRow
from views.score_cells import SheetRow, Sheets
from views.standings import OF_RESULT, Result, Standings
from views.table_spec import CALLED, IN_DIFFERENCE, NAMED_ELSEWHERE, UNIT_YEAR, DiffSpec
from views.tables import TABLES as SPECS


def _offices(rows: Iterable[LeaderRow]) -> Keyed:
    """Key a deputy by its unit, a head by its turn, so that a replaced head is a difference."""
    found: Keyed = {}
    for row in rows:
        here = (row.cluster, row.year, row.role)
        turn = row.unit if row.role == "deputy" else sum(k[:3] == here for k in found)
        found[*here, turn] = row
    return found


def _results(view: Standings) -> Iterable[Result]:
    return (view.result(*key) for key in view.keys())  # noqa: SIM118 - a view is no mapping


AGENDA_FACTS: tuple[type[Event], ...] = AGENDA
OF_AGENDA = ("sets", "additions", "changes", "moves", "turns", "ends", "skips")
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
    "papers_issued": facts(PaperIssued, "paper_kind"),
    "papers_numbered": facts(PaperNumbered, "number"),
    "papers_cancelled": facts(PaperCancelled, "paper"),
    "tasks": of_table("tasks")._replace(rows=lambda view: view.given()),
    "votes": of_table("votes")._replace(rows=lambda view: view.decided()),
    "compact_adoptions": facts(CompactAdopted, "method", "meeting_title"),
    "votes_opened": facts(VoteOpened, "matter", "meeting_title"),
    "procedures_set": facts(ProcedureSet, "matter"),
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
    "compact_signatures": facts(CompactSignature, "unit_name"),
    "signers": facts(SignerNamed, "person"),
    "compact_texts": facts(CompactTextFiled, "name"),
    "movement_results": facts(MovementResult, "movement_name"),
    "targets_set": facts(TargetSet, "title"),
    "target_changes": facts(TargetChanged, "title"),
    "target_withdrawals": facts(TargetWithdrawn, "target"),
    "target_criteria": facts(TargetPutInBook, "criterion"),
    **{
        f"agenda_{name}": facts(kind, "title" if name != "sets" else "items", "meeting_title")
        for name, kind in zip(OF_AGENDA, AGENDA_FACTS, strict=True)
    },
    "guests": facts(GuestAttended, "name", "meeting_title"),
    "attendance": facts(UnitsAttended, "units", "meeting_title"),
    "arrivals": facts(UnitArrived, "unit_name", "meeting_title"),
    "departures": facts(UnitDeparted, "unit_name", "meeting_title"),
    "absences": facts(UnitAbsent, "unit_name", "meeting_title"),
    "meeting_roles": facts(MeetingRoleGiven, "held", "meeting_title"),
    "speakers_listed": facts(SpeakerListed, "speaker", "meeting_title"),
    "speakers_called": facts(SpeakerCalled, "speaker", "meeting_title"),
    "speakers_finished": facts(SpeakerFinished, "speaker", "meeting_title"),
    "reopenings": facts(MeetingReopened, "meeting_title"),
    "reports": facts(ReportPresented, "title", "meeting_title"),
    "remarks": facts(RemarkRecorded, "text", "meeting_title"),
    "amendments": facts(MinutesAmended, "text", "meeting_title"),
    "signatures": facts(MinutesSigned, "who", "meeting_title"),
    "wordings": facts(SentenceWorded, "sentence", "meeting_title", placed=IN_DIFFERENCE),
    "councils": facts(CouncilDecided, "what", "council"),
    "cluster_counts": facts(ClustersCounted, "count"),
    "proposal_counts": facts(ProposalsCounted, "count"),
    "decisions": facts(DecisionReported, "number"),
    "year_figures": facts(FigureRecorded, "amount", "title"),
    "reported_rosters": facts(RosterReported, "units"),
    "totals_by_source": facts(UnitResultReported, "unit_name"),
    "representatives": facts(RepresentativeNamed, "person", "unit_name"),
    "representatives_left": facts(RepresentativeLeft, "person", "unit_name"),
    "convened": facts(MeetingConvened, "title", "meeting"),
    "convenings_changed": facts(ConveningChanged, "title", "meeting"),
    "convenings_cancelled": facts(ConveningCancelled, "note", "meeting"),
    "report_texts": facts(ReportTextWritten, "text", "section"),
    "office_descriptions": facts(OfficeDescribed, "issuer"),
    "council_left": facts(CouncilMemberLeft, "person"),
    "statements": facts(StatementRecorded, "value", "topic"),
    "verdicts": facts(VerdictGiven, "value", "topic"),
}
"""Facts that are rows of no table, and the tables of which not only the specification decides."""
FIRST = (
    *("clusters", "units", "functions", "leaders", "stand_downs", "result", "result_withdrawals"),
    *("ranking", "rosters", "roster", "scores", "awards", "withdrawals", "movements", "compacts"),
    *("books", "rules", "cross_checks", "peer_seals", "peer_openings", "meetings", "guests"),
    *("attendance", "arrivals", "departures", "absences", "reopenings", "reports", "remarks"),
    *("councils", "cluster_counts", "proposal_counts", "decisions", "disputes", "statements"),
    *("verdicts", "operators"),
)
"""The order in which differences are shown; what is not listed here follows."""
_SPECIFIED = [name for name, spec in SPECS.items() if isinstance(spec.diff, DiffSpec)]
_NAMES = dict.fromkeys((*FIRST, *OWN, *_SPECIFIED))
TABLES = {name: OWN[name] if name in OWN else of_table(name) for name in _NAMES}
"""Name -> what is compared, in the order in which differences are shown."""
EVERYWHERE = tuple(name for name, one in TABLES.items() if one.everywhere)
YEARLY = tuple(name for name in TABLES if name not in (*EVERYWHERE, "clusters"))
TYPED = tuple(name for name, one in TABLES.items() if one.typed)
