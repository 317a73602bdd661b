"""Two acts of which neither reads what the other records may come in either order."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from itertools import product

import pytest
from eventsourcing.dcb.popo import InMemoryDCBRecorder

from events.agenda_commands import (
    ChangeAgendaItem,
    FinishAgendaItem,
    MoveAgendaItem,
    SkipAgendaItem,
    TakeAgendaItem,
)
from events.award_course import AssessAward, ReceiveAward, RecoverAward, ReturnAward
from events.award_holds import LiftAwardHold
from events.award_quotas import CopyQuotas, SetQuota
from events.awards import (
    AnnulAward,
    GrantAward,
    NominateForAward,
    PresentAward,
)
from events.clusters import FoundCluster
from events.command import Command
from events.compact_signatures import JoinCompact, NameSigner, SignCompact, SignForUnit
from events.convening_commands import CancelConvening, ChangeConvening
from events.council import EndCouncilMember
from events.disputes import RecordStatement
from events.elections import ElectDeputies, ElectHead, ElectLeaders
from events.emulation_movements import LaunchMovement
from events.errors import Refused
from events.event import Event, Scope
from events.holds import HoldUnit, LiftHold
from events.meetings import (
    OpenMeeting,
)
from events.membership import RecordRoster
from events.minutes import SignMinutes, WordSentence
from events.occurrences import RecordOccurrence
from events.open_vote import OpenVote
from events.paper_commands import CancelPaper, NumberPaper
from events.partial_sources import RecordKnownMembers
from events.peer_sheets import OpenPeerSheets, SealPeerSheet
from events.persons import EndRepresentative
from events.presence import RecordDeparture
from events.procedures import CopyProcedures
from events.ranking import AdoptResult
from events.reopening import ReopenMeeting
from events.rule_book import IssueRules
from events.scoring import RecordScore, RecordScores, Scored
from events.second_reading import ReadTwice
from events.sheet_states import ApproveSheet, ReturnSheet, SubmitSheet, VerifySheet
from events.speakers import FinishSpeaker
from events.store.ledger import Circumstances, Ledger
from events.store.sanitise import checked
from events.targets import SetTarget, WithdrawTarget
from events.tasks import ReportTask
from events.tie_decisions import DecideTie
from events.women_counts import CountWomen
from tests.amount import amount
from tests.facts import ClusterYear
from tests.folding import first_of
from tests.model import Model
from tests.model.answers import ANSWERS
from tests.model.drawn import BEGIN, CRITERIA, pool
from tests.spec import clock_at
from tests.universe import COMMANDS, TODAY


def touches(scopes: tuple[Scope, ...], fact: Event) -> bool:
    """Whether a decision that reads these scopes reads this fact."""
    return any(
        {*scope.tags} <= {*fact.tags()} and (not scope.events or isinstance(fact, scope.events))
        for scope in scopes
    )


def ledger_of(*commands: Command) -> Ledger:
    """A ledger in which these were done; each has to be accepted."""
    ledger = Ledger(InMemoryDCBRecorder(), clock=lambda: clock_at(TODAY))
    for number, command in enumerate(commands):
        ledger.execute(command, Circumstances(by="x", reason="vì", act=f"act-{number}"))
    return ledger


CUM: ClusterYear = {"cluster": "cum", "year": 2020}
KHAC: ClusterYear = {"cluster": "khac", "year": 2020}
READY: tuple[Command, ...] = (
    *BEGIN,
    RecordRoster(**CUM, units=("a", "b")),
    RecordRoster(**KHAC, units=("c",)),
    RecordRoster(cluster="cum", year=2021, units=("a",)),
    IssueRules(**CUM, criteria=CRITERIA),
    AdoptResult(**CUM),
    IssueRules(**KHAC, criteria=CRITERIA),
    RecordScore(**KHAC, unit="c", criterion="I", points=Decimal(9)),
    NominateForAward(**CUM, unit="a", form="co-tinh"),
    NominateForAward(**CUM, unit="b", form="bk-tinh"),
    GrantAward(**CUM, unit="b", form="bk-tinh", number="1/QĐ", on=date(2021, 3, 1)),
    SignCompact(**KHAC, signatories=()),
    SignCompact(cluster="cum", year=2021, signatories=("a",)),
    SetTarget(**KHAC, target="ct1", title="Hội nghị"),
    SetTarget(**CUM, target="ct1", title="Hội nghị", unit="a"),
    HoldUnit(**KHAC, unit="c", ground="other"),
    AdoptResult(cluster="cum", year=2021),
    OpenMeeting(meeting="m", **CUM, title="Hội nghị"),
    LaunchMovement(movement="vhcs", name="Văn hóa"),
    ElectHead(**CUM, unit="a"),
    SetQuota(**CUM, form="co-tinh", asked=1),
    RecordStatement(**CUM, topic="members", value="bảy"),
    RecordStatement(**CUM, topic="members", value="tám"),
)
WORLD = ledger_of(*READY)
MORE: dict[type[Command], list[Command]] = {
    CopyQuotas: [CopyQuotas(cluster="cum", year=2021, source_year=2020)],
    FoundCluster: [FoundCluster(cluster="moi", name="Cụm ba")],
    RecordKnownMembers: [RecordKnownMembers(cluster="khac", year=2019, units=("c",))],
    RecordScore: [RecordScore(**KHAC, unit="c", criterion="I", points=Decimal(8))],
    RecordScores: [
        RecordScores(**KHAC, stage="self", cells=(Scored(unit="c", criterion="I", points=None),)),
    ],
    JoinCompact: [JoinCompact(**KHAC, unit="c")],
    PresentAward: [PresentAward(**CUM, unit="b", form="bk-tinh", on=TODAY)],
    SignForUnit: [SignForUnit(**KHAC, unit="c")],
    NameSigner: [NameSigner(cluster="cum", year=2021, unit="a", person="A")],
    WithdrawTarget: [WithdrawTarget(**CUM, target="ct1")],
    LiftHold: [LiftHold(**KHAC, unit="c")],
    CountWomen: [CountWomen(**KHAC, unit="c", women=1, total=2)],
    AnnulAward: [AnnulAward(**CUM, unit="b", form="bk-tinh", number="2/QĐ", on=TODAY)],
}
"""What the pools hold nothing of that this world accepts."""
OTHER_WORLDS: dict[type[Command], str] = {
    DecideTie: "it needs a tie, before a result",
    RecordOccurrence: "it needs a book with bonus lines or deductions",
    **dict.fromkeys((SealPeerSheet, OpenPeerSheets), "they need a book that seals peer sheets"),
    ReadTwice: "it needs a complete sheet",
    EndRepresentative: "it needs a person in office",
    FinishSpeaker: "it needs a speaker who has the floor",
    EndCouncilMember: "it needs a member of the Council",
    RecordDeparture: "it needs a unit that arrived",
    **dict.fromkeys(
        (ChangeAgendaItem, MoveAgendaItem, TakeAgendaItem, FinishAgendaItem, SkipAgendaItem),
        "they need an agenda",
    ),
    **dict.fromkeys((ChangeConvening, CancelConvening), "it needs a convened meeting"),
    **dict.fromkeys((NumberPaper, CancelPaper), "it needs an issued paper"),
    ReopenMeeting: "it needs a closed meeting",
    **dict.fromkeys((SignMinutes, WordSentence), "they need facts of a meeting, or an approval"),
    ReportTask: "it needs a task",
    CopyProcedures: "it needs a rule of voting of an earlier year",
    OpenVote: "it needs units that are present",
    ElectDeputies: "it needs two members without an office",
    ElectLeaders: "it needs two members without an office",
    **dict.fromkeys((ReceiveAward, AssessAward, ReturnAward), "they need a submission"),
    LiftAwardHold: "it needs an award on hold",
    RecoverAward: "it needs an annulled award",
    **dict.fromkeys((SubmitSheet, ReturnSheet, VerifySheet, ApproveSheet), "a complete sheet too"),
}
"""Kind -> why this world takes none of it; the model drives them all."""
KINDS = [kind for kind in COMMANDS if "Operator" not in kind.__name__]


def accepted(command: Command) -> bool:
    """Whether the world takes it."""
    try:
        return bool(command.decide(WORLD.history(command.boundary())[0]))
    except Refused:
        return False


@cache
def acceptable(kind: type[Command]) -> tuple[Command, ...]:
    """Three commands of a kind that the world takes, as unlike as its pool has them."""
    taken = [checked(one) for one in (*MORE.get(kind, ()), *pool(kind)) if accepted(one)]
    return tuple(dict.fromkeys((*taken[:1], *taken[len(taken) // 2 :][:1], *taken[-1:])))


def independent(one: Command, other: Command) -> bool:
    """Whether neither reads what the other records."""
    return not any(
        touches(reads.boundary(), fact)
        for reads, writes in ((one, other), (other, one))
        for fact in writes.decide(WORLD.history(writes.boundary())[0])
    )


def after(*commands: Command) -> Ledger:
    """The world, and what was done in it then."""
    ledger = first_of(WORLD, WORLD.position())
    for command in commands:
        ledger.execute(command, Circumstances(by="x", reason="vì", act=repr(command)))
    return ledger


def said_by(ledger: Ledger) -> dict[str, object]:
    """What the views say."""
    return {name: said(ledger, Model())[0] for name, said in ANSWERS.items()}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_the_order_of_independent_acts_does_not_matter(kind):
    """Two acts of which neither reads what the other records: either order, the same facts.

    Every ninth pair; every third in CI, all of them with THIDUA_LONG=1.
    """
    for other_kind in KINDS[: KINDS.index(kind) + 1]:
        if (KINDS.index(kind) + KINDS.index(other_kind)) % amount(9, 3, 1):
            continue
        pairs = product(acceptable(kind), acceptable(other_kind))
        one, other = next((p for p in pairs if independent(*p)), (None, None))
        if one is None or other is None:
            continue
        there, back = after(one, other), after(other, one)
        facts = [[e.event for e in led.read(after=WORLD.position())] for led in (there, back)]
        assert sorted(map(repr, facts[0])) == sorted(map(repr, facts[1]))
        assert said_by(there) == said_by(back), (one, other)
    assert bool(acceptable(kind)) != (kind in OTHER_WORLDS), "the world takes none"
