"""Acts on the content of late sources: members, bare numbers, conflicting statements."""

from __future__ import annotations

from events.disputes import GiveVerdict, RecordStatement, StatementRecorded, VerdictGiven
from events.partial_sources import RecordGrant, RecordKnownMembers, RecordProposal, WithdrawUnit
from events.reported_counts import (
    ClustersCounted,
    CouncilDecided,
    CountClusters,
    CountProposals,
    DecisionReported,
    FigureRecorded,
    ProposalsCounted,
    RecordCouncil,
    RecordFigure,
    ReportDecision,
)
from events.reported_results import ReportUnitResult, UnitResultReported
from events.roster_sources import ReportRoster
from events.rosters import RosterReported
from events.withdrawn_units import UnitWithdrew
from thidua_tui.acts import choices
from thidua_tui.acts.act import Act
from thidua_tui.acts.awards import NOMINATION
from thidua_tui.acts.fields import Field, choice, line, pick, picks, year


def _number(name: str, *, needed: bool = False, low: int = 0) -> Field:
    return Field(name=name, kind="number", needed=needed, low=low, high=10_000)


def _day(name: str = "on") -> Field:
    """A day that a late source may leave out; the day of the open meeting is not its default."""
    return Field(name=name, kind="date", needed=False)


FORM = pick("form", choices.reported_forms)
QUESTION = (
    year(),
    choice("topic", default="members"),
    pick("unit", choices.members_first, needed=False),
    line("value"),
)

REPORTED = (
    Act(
        id="record-known-members",
        command=RecordKnownMembers,
        fields=(year(), picks("units", choices.living_then), _number("count", low=1), _day()),
        needs=("no-cluster", "no-unit"),
    ),
    Act(
        id="report-roster",
        command=ReportRoster,
        facts=(RosterReported,),
        fields=(
            year(),
            picks("units", choices.members_first, needed=False),
            _number("count", low=1),
            _day(),
        ),
        needs=("no-cluster",),
        series=True,
    ),
    Act(
        id="report-unit-result",
        command=ReportUnitResult,
        facts=(UnitResultReported,),
        fields=(
            year(),
            pick("unit", choices.on_roster),
            Field(name="total", kind="total", needed=False, gives=("total", "scale")),
            line("grade", needed=False),
            _day(),
        ),
        needs=("no-cluster", "no-year-roster"),
        series=True,
    ),
    Act(
        id="record-figure",
        command=RecordFigure,
        facts=(FigureRecorded,),
        fields=(
            year(),
            line("title"),
            Field(name="amount", kind="amount"),
            line("measure", needed=False),
            _day(),
        ),
        needs=("no-cluster",),
        series=True,
    ),
    Act(
        id="record-proposal",
        command=RecordProposal,
        fields=(
            year(),
            pick("unit", choices.members),
            FORM,
            line("addressed_to", needed=False),
            *NOMINATION.fields(),
            _day(),
        ),
        needs=("no-cluster", "no-year-roster"),
        vote=NOMINATION,
    ),
    Act(
        id="record-grant",
        command=RecordGrant,
        fields=(
            year(),
            pick("unit", choices.members),
            FORM,
            Field(name="number", kind="line", needed=False, spoken=True),
            _day(),
            line("authority", needed=False),
            line("signer", needed=False),
            line("golden_book", needed=False),
        ),
        needs=("no-cluster", "no-year-roster"),
    ),
    Act(
        id="withdraw-unit",
        command=WithdrawUnit,
        facts=(UnitWithdrew,),
        fields=(
            year(),
            pick("unit", choices.members),
            pick("form", choices.forms, needed=False),
            line("wording", needed=False),
            _day(),
        ),
        needs=("no-cluster", "no-year-roster"),
    ),
    Act(
        id="record-council",
        command=RecordCouncil,
        facts=(CouncilDecided,),
        fields=(
            line("council"),
            year(),
            line("what"),
            _number("proposed"),
            _number("approved"),
            _number("told"),
            _day(),
        ),
    ),
    Act(
        id="count-clusters",
        command=CountClusters,
        facts=(ClustersCounted,),
        fields=(
            line("place"),
            year(),
            choice("kind", "cluster_kind", default="cum"),
            _number("count", needed=True),
            _number("members"),
            _number("least"),
            _number("most"),
            line("created_by", needed=False),
            _day(),
        ),
    ),
    Act(
        id="count-proposals",
        command=CountProposals,
        facts=(ProposalsCounted,),
        fields=(year(), FORM, _number("count", needed=True), _day()),
        needs=("no-cluster",),
    ),
    Act(
        id="report-decision",
        command=ReportDecision,
        facts=(DecisionReported,),
        fields=(
            line("number"),
            year(),
            FORM,
            line("place", needed=False),
            _number("count"),
            _day(),
            _day("presented_on"),
            _number("presented"),
        ),
    ),
    Act(
        id="record-statement",
        command=RecordStatement,
        facts=(StatementRecorded,),
        fields=QUESTION,
        needs=("no-cluster",),
        series=True,
    ),
    Act(
        id="give-verdict",
        command=GiveVerdict,
        facts=(VerdictGiven,),
        fields=QUESTION,
        needs=("no-cluster",),
    ),
)
