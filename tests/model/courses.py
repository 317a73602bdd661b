"""Which commands follow on each other: chains that are drawn, and courses that are written out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from msgspec.structs import replace

from events.agenda import AgendaItem
from events.agenda_commands import (
    AddAgendaItem,
    ChangeAgendaItem,
    FinishAgendaItem,
    MoveAgendaItem,
    SetAgenda,
    SkipAgendaItem,
    TakeAgendaItem,
)
from events.award_ballots import RecordBallot
from events.award_course import (
    AmendAward,
    AssessAward,
    ProposeAward,
    ReceiveAward,
    RecoverAward,
    ReturnAward,
)
from events.award_holds import HoldAward, HoldListed, LiftAwardHold
from events.award_quotas import CopyQuotas, SetQuota
from events.awards import (
    AnnulAward,
    DenyAward,
    GrantAward,
    NominateForAward,
    PresentAward,
    WithdrawNomination,
)
from events.cluster_decisions import RecordClusterDecision
from events.command import Command
from events.compact_adoption import AdoptCompact
from events.compact_signatures import (
    FileCompactText,
    JoinCompact,
    NameSigner,
    SignCompact,
    SignForUnit,
)
from events.convening_commands import CancelConvening, ChangeConvening, ConveneMeeting
from events.council import EndCouncilMember, NameCouncilMember
from events.cross_check import PlanCrossCheck
from events.descriptions import DescribeCluster, DescribeUnit
from events.disputes import GiveVerdict, RecordStatement
from events.elections import (
    ElectDeputies,
    ElectDeputy,
    ElectHead,
    ElectLeaders,
    NameActingHead,
    StandDown,
)
from events.emulation_movements import JoinMovement, LaunchMovement
from events.evidence_files import FileEvidence
from events.explanations import GiveExplanation
from events.handover import HandOverHeadship
from events.holds import HoldUnit, LiftHold
from events.meeting_reports import PresentReport
from events.meeting_roles import GiveMeetingRole
from events.meetings import CloseMeeting, OpenMeeting, RecordAttendance, RecordGuest
from events.membership import AdmitUnit, RecordRoster, ReleaseUnit
from events.minutes import AmendMinutes, ApproveMinutes, ReadOutMinutes, SignMinutes, WordSentence
from events.movement_results import EndMovement, RecordMovementResult
from events.occurrences import RecordOccurrence
from events.office import DescribeOffice, NameLegalBasis
from events.open_vote import OpenVote
from events.open_year import OpenYear
from events.operators import DismissOperator, NameOperator
from events.paper_commands import CancelPaper, IssuePaper, NumberPaper
from events.partial_sources import RecordGrant, RecordKnownMembers, RecordProposal, WithdrawUnit
from events.peer_sheets import OpenPeerSheets, SealedSheet, SealPeerSheet
from events.persons import EndRepresentative, NameRepresentative
from events.presence import RecordAbsence, RecordArrival, RecordDeparture
from events.procedures import CopyProcedures, SetProcedure, VotingRule
from events.ranking import AdoptResult, AdoptScores, WithdrawResult
from events.regulations import AdoptRegulation
from events.remarks import RecordRemark
from events.reopening import ReopenMeeting
from events.reorganisation import MergeUnits, SplitUnit
from events.report_texts import WriteReportText
from events.reported_counts import RecordFigure
from events.reported_results import ReportUnitResult
from events.result_events import Place
from events.roster_sources import ReportRoster
from events.rule_amendments import AmendRules
from events.rule_book import Criterion, IssueRules
from events.scoring import RecordScore, RecordScores, Scored
from events.second_reading import ReadTwice
from events.sheet_states import ApproveSheet, ReturnSheet, SubmitSheet, VerifySheet
from events.speakers import CallSpeaker, FinishSpeaker, ListSpeaker
from events.target_criteria import PutTargetsInBook, ScoreTargetBy
from events.targets import ChangeTarget, SetTarget, WithdrawTarget
from events.tasks import GiveTask, ReportTask
from events.tie_decisions import DecideTie
from events.women_counts import CountWomen
from tests.facts import Fields
from tests.universe import SEALING, WITH_BONUS

CHAINS: tuple[tuple[type[Command], ...], ...] = (
    (RecordRoster, IssueRules, *[RecordScore] * 6, AdoptScores, WithdrawResult),
    (RecordRoster, IssueRules, RecordScores, AdoptScores, WithdrawResult),
    (RecordRoster, IssueRules, *[RecordScore] * 3, ReadTwice),
    (RecordRoster, HoldUnit, LiftHold, CountWomen),
    (RecordRoster, IssueRules, *[RecordScore] * 4, DecideTie),
    (RecordRoster, IssueRules, *[AmendRules] * 3, *[RecordOccurrence] * 2),
    (RecordRoster, AdoptResult, NominateForAward, GrantAward, PresentAward, AnnulAward),
    (RecordRoster, AdoptResult, NominateForAward, DenyAward),
    (RecordRoster, AdoptResult, NominateForAward, ProposeAward, ReceiveAward, ReturnAward),
    (RecordRoster, AdoptResult, NominateForAward, ProposeAward, AssessAward, RecordBallot),
    (RecordRoster, AdoptResult, NominateForAward, HoldAward, LiftAwardHold, HoldListed),
    (RecordKnownMembers, RecordGrant, AmendAward, AnnulAward, RecoverAward),
    (SetQuota, *[CopyQuotas] * 6),
    (RecordKnownMembers, RecordProposal, WithdrawNomination, WithdrawUnit),
    (RecordRoster, ElectHead, ElectDeputy, StandDown, StandDown, NameActingHead, StandDown),
    (RecordRoster, SignCompact, JoinCompact),
    (RecordRoster, AdmitUnit, ReleaseUnit),
    (RecordRoster, SignCompact, *[SignForUnit] * 4, NameSigner, FileCompactText),
    (RecordRoster, *[SetTarget] * 3, ChangeTarget, WithdrawTarget),
    (RecordRoster, IssueRules, *[SetTarget] * 3, PutTargetsInBook, *[SetTarget] * 2, ScoreTargetBy),
    (RecordRoster, IssueRules, *[OpenYear] * 2),
    (RecordRoster, LaunchMovement, JoinMovement),
    (RecordRoster, LaunchMovement, *[RecordMovementResult] * 3, EndMovement),
    (OpenMeeting, RecordAttendance, RecordGuest, PresentReport, RecordRemark, CloseMeeting),
    (OpenMeeting, *[RecordArrival] * 3, *[RecordDeparture] * 2, RecordAbsence),
    (OpenMeeting, CloseMeeting, ReopenMeeting),
    (ConveneMeeting, *[ChangeConvening] * 2, CancelConvening, ConveneMeeting, OpenMeeting),
    (DescribeOffice, DescribeOffice, NameLegalBasis, *[WriteReportText] * 3),
    (OpenMeeting, ListSpeaker, *[CallSpeaker] * 2, FinishSpeaker),
    (OpenMeeting, GiveMeetingRole, ListSpeaker, GiveTask, GiveTask, *[ReportTask] * 3),
    (OpenMeeting, WordSentence, ReadOutMinutes, AmendMinutes, ApproveMinutes, SignMinutes),
    (OpenMeeting, AddAgendaItem, ChangeAgendaItem, TakeAgendaItem, FinishAgendaItem),
    (OpenMeeting, SetAgenda, SkipAgendaItem, AddAgendaItem, MoveAgendaItem),
    (IssuePaper, NumberPaper, IssuePaper, CancelPaper),
    (*[RecordStatement] * 5, GiveVerdict),
    (RecordRoster, IssueRules, *[RecordScore] * 4, SubmitSheet, VerifySheet, ApproveSheet),
    (RecordRoster, IssueRules, *[RecordScore] * 4, SubmitSheet, ReturnSheet),
    (RecordRoster, IssueRules, *[GiveExplanation] * 5, FileEvidence),
    (NameOperator, NameOperator, DismissOperator),
    (MergeUnits, SplitUnit, RecordRoster),
    (RecordRoster, IssueRules, AmendRules, AmendRules, *[SealPeerSheet] * 6, OpenPeerSheets),
    (RecordRoster, IssueRules, PlanCrossCheck),
    (RecordKnownMembers, *[ReportRoster] * 3, ReportUnitResult, RecordFigure),
    (NameRepresentative, NameRepresentative, EndRepresentative, DescribeUnit, DescribeCluster),
    (NameCouncilMember, NameCouncilMember, EndCouncilMember),
    (OpenMeeting, AdoptRegulation, AdoptCompact, RecordClusterDecision, RecordClusterDecision),
)
"""What follows on each other in a year."""


PEER_SHEET = SealedSheet(
    scorer="a",
    nonce="0b" * 32,
    cells=(Scored(unit="b", criterion="I", points=Decimal(5)),),
)
COURSE: tuple[Command, ...] = (
    RecordRoster(cluster="cum", year=2020, units=("a", "b")),
    IssueRules(cluster="cum", year=2020, book=replace(WITH_BONUS, derivation=SEALING.derivation)),
    RecordOccurrence(cluster="cum", year=2020, unit="a", criterion="II", what="Giấy khen"),
    SealPeerSheet(
        cluster="cum",
        year=2020,
        scorer=PEER_SHEET.scorer,
        nonce=PEER_SHEET.nonce,
        cells=PEER_SHEET.cells,
    ),
    OpenPeerSheets(cluster="cum", year=2020, sheets=(PEER_SHEET,), without=("b",)),
)
"""What follows on each other in one year only by the same book, which drawn commands rarely do."""
YEAR: Fields = {"cluster": "cum", "year": 2020}
MEMBERS = RecordRoster(**YEAR, units=("a", "b", "c"))
MET = OpenMeeting(**YEAR, meeting="m", title="Hội nghị", place="Lạng Sơn", on=date(2020, 3, 1))
AWARD: Fields = {**YEAR, "unit": "a", "form": "co-tinh"}
COURSES: tuple[tuple[Command, ...], ...] = (
    COURSE,
    (
        SetProcedure(**YEAR, matter="head", rule=VotingRule(majority="2/3", of="members")),
        SetProcedure(cluster="cum", year=2021, matter="head"),
        CopyProcedures(cluster="cum", year=2021, source_year=2020),
    ),
    (
        SetQuota(**YEAR, form="co-tinh", asked=1),
        CopyQuotas(cluster="cum", year=2021, source_year=2020),
    ),
    (
        MEMBERS,
        SetQuota(**YEAR, form="co-tinh", asked=1, approved=1),
        OpenYear(cluster="cum", year=2021, since=2020, units=("a", "b"), quotas=True),
    ),
    (
        MEMBERS,
        MET,
        RecordAttendance(meeting="m", units=("a", "b", "c")),
        OpenVote(**YEAR, meeting="m", matter="result"),
    ),
    (MEMBERS, ElectLeaders(**YEAR, units=("a", "b"))),
    (
        MEMBERS,
        AdoptResult(**YEAR, places=(Place(place=1, unit="a"),)),
        WithdrawResult(**YEAR),
    ),
    (
        MEMBERS,
        ElectHead(**YEAR, unit="a"),
        HandOverHeadship(**YEAR, outgoing="b", incoming="a", place="Lạng Sơn"),
    ),
    (MEMBERS, ElectDeputies(**YEAR, units=("b", "a"))),
    (MEMBERS, ElectLeaders(**YEAR, units=("c", "a", "b"))),
    (
        RecordKnownMembers(**YEAR, units=("a", "b")),
        RecordProposal(**AWARD),
        WithdrawNomination(**AWARD),
        RecordProposal(**AWARD),
    ),
    (
        MEMBERS,
        SignCompact(**YEAR, signatories=("a", "b")),
        SignForUnit(**YEAR, unit="c"),
        *(NameSigner(**YEAR, unit=unit, person="Nguyễn Văn A") for unit in "ac"),
    ),
    (
        MET,
        SetAgenda(meeting="m", items=(AgendaItem(item="i", title="Báo cáo"),)),
        ChangeAgendaItem(meeting="m", item="i", title="Báo cáo tổng kết"),
    ),
    (MEMBERS, MET, RecordAbsence(meeting="m", unit="a")),
    (
        MEMBERS,
        IssueRules(**YEAR, criteria=(Criterion(code="I", name="X", max_points=Decimal(10)),)),
        SetTarget(**YEAR, target="ct1", title="Nhà đại đoàn kết"),
        PutTargetsInBook(**YEAR, targets=("ct1",), points=Decimal(5)),
    ),
    (
        MEMBERS,
        IssueRules(**YEAR, criteria=(Criterion(code="I", name="X", max_points=Decimal(10)),)),
        *(
            RecordScore(**YEAR, unit=u, criterion="I", points=Decimal(n))
            for n, u in enumerate("abc")
        ),
        AdoptScores(**YEAR),
    ),
    (
        MEMBERS,
        IssueRules(**YEAR, criteria=(Criterion(code="I", name="X", max_points=Decimal(10)),)),
        *(
            RecordScore(**YEAR, unit=unit, criterion="I", points=Decimal(points))
            for unit, points in (("a", 7), ("b", 7), ("c", 5))
        ),
    ),
    (
        MEMBERS,
        NameActingHead(**YEAR, unit="a"),
        ElectHead(**YEAR, unit="b"),
        ReleaseUnit(**YEAR, unit="a"),
        StandDown(**YEAR, unit="b", role="head"),
        NameActingHead(**YEAR, unit="c"),
    ),
    (
        RecordKnownMembers(**YEAR, units=("a", "b")),
        RecordProposal(**AWARD),
        GrantAward(**AWARD, number="1/QĐ", on=date(2021, 1, 5)),
        AmendAward(**AWARD, amendment="corrected", wording="Sửa tên"),
    ),
)
"""Worlds in which acts are accepted that drawn commands rarely set the stage for."""
