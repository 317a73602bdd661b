"""All commands, in any order, against a small model; and the laws of folding.

A machine tries every command there is, takes acts back and corrects them. After each accepted act
the program's views say what the model says; a refused one changes nothing.
"""

from __future__ import annotations

import io
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

import pytest
from eventsourcing.dcb.popo import InMemoryDCBRecorder
from hypothesis import given, note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from msgspec.structs import replace

from events.awards import (
    AnnulAward,
    DenyAward,
    GrantAward,
    NominateForAward,
    PresentAward,
    WithdrawNomination,
)
from events.clusters import FoundCluster
from events.command import Command
from events.compacts import JoinCompact, SignCompact
from events.corrections import Correct, Retract, effective
from events.cross_check import PlanCrossCheck
from events.disputes import GiveVerdict, RecordStatement
from events.elections import ElectDeputy, ElectHead, NameActingHead, StandDown
from events.emulation_movements import JoinMovement, LaunchMovement
from events.errors import Refused
from events.evidence_files import FileEvidence
from events.explanations import GiveExplanation
from events.holds import HoldUnit, LiftHold
from events.meetings import (
    CloseMeeting,
    OpenMeeting,
    PresentReport,
    RecordAttendance,
    RecordGuest,
    RecordRemark,
)
from events.membership import AdmitUnit, RecordRoster, ReleaseUnit
from events.occurrences import RecordOccurrence
from events.operators import DismissOperator, NameOperator
from events.partial_sources import RecordKnownMembers, RecordProposal, WithdrawUnit
from events.peer_events import CheckPair
from events.peer_sheets import OpenPeerSheets, SealedSheet, SealPeerSheet
from events.ranking import AdoptResult, AdoptScores, WithdrawResult
from events.reorganisation import MergeUnits, SplitUnit
from events.rule_amendments import AmendRules
from events.rule_book import Criterion, IssueRules
from events.scoring import RecordScore, RecordScores, Scored
from events.second_reading import ReadTwice
from events.sheet_states import ApproveSheet, ReturnSheet, SubmitSheet, VerifySheet
from events.signed_note import Signer
from events.store import export
from events.store.exchange import read_lines
from events.store.ledger import Circumstances, Ledger
from events.store.sanitise import checked
from events.store.sqlite.import_lines import import_ledger
from events.store.sqlite.recorder import SQLiteRecorder
from events.tie_decisions import DecideTie
from events.unit_commands import FoundUnit
from events.units import Heir
from events.women_counts import CountWomen
from tests.amount import amount
from tests.facts import Fields
from tests.model import MEANING, Model
from tests.spec import clock_at
from tests.universe import COMMANDS, SEALING, TODAY, WITH_BONUS, built, quick
from thidua_tui.cli.views_to_verify import answered, every_minutes, every_view
from thidua_tui.session.backup import store
from views.award_list import AwardList
from views.clusters import Clusters
from views.compacts import Compacts
from views.disputes import Disputes
from views.emulation_movements import Movements
from views.evidence_files import EvidenceFiles
from views.leadership import Leadership
from views.minutes import Meetings, Minutes
from views.operators import Operators
from views.projection import fold, project, project_all
from views.reported_counts import Figures
from views.roster import Roster
from views.score_threads import Threads
from views.sheet_progress import SheetProgress
from views.standings import Standings
from views.units import Units

BEGIN: tuple[Command, ...] = (
    *(FoundUnit(unit=code, name=f"Sở {code.upper()}") for code in "abc"),
    FoundCluster(cluster="cum", name="Cụm một", place="Lạng Sơn"),
    FoundCluster(cluster="khac", name="Cụm hai", place="Lạng Sơn"),
)
LATEST = 9999
SIGNERS = {code: Signer(code, code.encode() * 16) for code in ("an", "bi")}
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - folders of our own inside
FOCUS = {"cluster": "cum", "year": 2020, "unit": "a", "form": "co-tinh", "meeting": "m"}
FOCUS |= {"movement": "vhcs"}
"""Half of the tries are about one thing, so that acts meet each other."""
TRIES = 14
"""Commands of a kind that are tried in one step, until one is accepted."""
FIRST_TRIES = 10 * TRIES
"""The same, in the first season: which commands are drawn changes with the code of the program."""
CHAINS: tuple[tuple[type[Command], ...], ...] = (
    (RecordRoster, IssueRules, *[RecordScore] * 6, AdoptScores, WithdrawResult),
    (RecordRoster, IssueRules, RecordScores, AdoptScores, WithdrawResult),
    (RecordRoster, IssueRules, *[RecordScore] * 3, ReadTwice),
    (RecordRoster, HoldUnit, LiftHold, CountWomen),
    (RecordRoster, IssueRules, *[RecordScore] * 4, DecideTie),
    (RecordRoster, IssueRules, *[AmendRules] * 3, *[RecordOccurrence] * 2),
    (RecordRoster, AdoptResult, NominateForAward, GrantAward, PresentAward, AnnulAward),
    (RecordRoster, AdoptResult, NominateForAward, DenyAward),
    (RecordKnownMembers, RecordProposal, WithdrawNomination, WithdrawUnit),
    (RecordRoster, ElectHead, ElectDeputy, StandDown, StandDown, NameActingHead, StandDown),
    (RecordRoster, SignCompact, JoinCompact),
    (RecordRoster, AdmitUnit, ReleaseUnit),
    (RecordRoster, LaunchMovement, JoinMovement),
    (OpenMeeting, RecordAttendance, RecordGuest, PresentReport, RecordRemark, CloseMeeting),
    (*[RecordStatement] * 5, GiveVerdict),
    (RecordRoster, IssueRules, *[RecordScore] * 4, SubmitSheet, VerifySheet, ApproveSheet),
    (RecordRoster, IssueRules, *[RecordScore] * 4, SubmitSheet, ReturnSheet),
    (RecordRoster, IssueRules, *[GiveExplanation] * 5, FileEvidence),
    (NameOperator, NameOperator, DismissOperator),
    (MergeUnits, SplitUnit, RecordRoster),
    (RecordRoster, IssueRules, AmendRules, AmendRules, *[SealPeerSheet] * 6, OpenPeerSheets),
    (RecordRoster, IssueRules, PlanCrossCheck),
)
"""What follows on each other in a year."""


def candidates(kind: type[Command]) -> st.SearchStrategy[Command]:
    """Commands of a kind, half of them about the same cluster, year, unit, award and meeting."""

    def focused(command: Any) -> Command:
        told = {name: value for name, value in FOCUS.items() if hasattr(command, name)}
        made: Command = replace(command, **told)
        return made

    made = built(kind)
    if kind is NameOperator:
        made = st.sampled_from(sorted(SIGNERS)).map(named)
    return made if kind is NameOperator else made | made.map(focused)


def named(code: str) -> NameOperator:
    return NameOperator(
        operator=code, name=code, role="secretary", key=str(SIGNERS[code].key), document=""
    )


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


CRITERIA = (Criterion(code="I", name="X", max_points=Decimal(10)),)
RARE: dict[type[Command], Sequence[Command]] = {
    MergeUnits: [MergeUnits(units=("b", "c"), into="d", name="Sở D", on=TODAY)] * 20,
    SplitUnit: [
        SplitUnit(
            unit=unit,
            into=(
                Heir(unit=f"{unit}1", name=f"{unit} một"),
                Heir(unit=f"{unit}2", name=f"{unit} hai"),
            ),
            on=TODAY,
        )
        for unit in "abc" * 7
    ],
}
SHEET: Fields = {"cluster": "cum", "year": 2020, "unit": "a"}
SHEETS = tuple(
    SealedSheet(
        scorer=scorer,
        nonce="0b" * 32,
        cells=(Scored(unit=unit, criterion="I", points=Decimal(5)),),
    )
    for scorer, unit in ("ab", "ba")
)
ASKED: Fields = {"cluster": "cum", "year": 2020, "topic": "members"}
STATED: list[Command] = [RecordStatement(**ASKED, value=value) for value in ("bảy", "tám")]
RARE |= {
    RecordStatement: STATED * 20,
    GiveVerdict: [GiveVerdict(**ASKED, value="bảy")] * 20,
    RecordRoster: [RecordRoster(cluster="cum", year=2020, units=("a", "b"))] * 20,
    IssueRules: [IssueRules(cluster="cum", year=2020, criteria=CRITERIA)] * 20,
    AmendRules: [AmendRules(cluster="cum", year=2020, book=SEALING)] * 20,
    PlanCrossCheck: [
        PlanCrossCheck(
            cluster="cum",
            year=2020,
            pairs=(CheckPair(scorer="a", unit="b"), CheckPair(scorer="b", unit="a")),
        )
    ]
    * 20,
    SealPeerSheet: [
        SealPeerSheet(cluster="cum", year=2020, scorer=one.scorer, nonce=one.nonce, cells=one.cells)
        for one in SHEETS
    ]
    * 20,
    OpenPeerSheets: [OpenPeerSheets(cluster="cum", year=2020, sheets=SHEETS)] * 20,
    DecideTie: [DecideTie(cluster="cum", year=2020, units=("a", "b"), by="shared")] * 20,
    RecordScore: [
        RecordScore(cluster="cum", year=2020, unit=unit, criterion="I", points=Decimal(5))
        for unit in "ab"
    ]
    * 10
    + [
        RecordScore(cluster="cum", year=2020, unit=unit, criterion="I", points=Decimal(points))
        for points in range(10)
        for unit in "ab"
    ]
    + [
        RecordScore(cluster="cum", year=2020, unit="a", criterion="I", stage="self", points=points)
        for points in map(Decimal, range(10))
    ],
    SubmitSheet: [SubmitSheet(**SHEET)] * 20,
    ReturnSheet: [ReturnSheet(**SHEET)] * 20,
    VerifySheet: [VerifySheet(**SHEET, by="office")] * 20,
    ApproveSheet: [ApproveSheet(**SHEET)] * 20,
    RecordScores: [
        RecordScores(
            cluster="cum",
            year=2020,
            cells=tuple(Scored(unit=unit, criterion="I", points=Decimal(points)) for unit in units),
        )
        for points in range(10)
        for units in ("a", "ab")
    ],
}
"""What would hardly be drawn whole: as many of it as of others."""


@cache
def pool(kind: type[Command]) -> tuple[Command, ...]:
    """Many commands of a kind, the same in every run: drawing them step by step would take long."""
    found: dict[Command, None] = {}

    @quick(80)
    @given(command=candidates(kind))
    def collect(command: Command) -> None:
        found[checked(command)] = None

    collect()
    return (*RARE.get(kind, ()), *found)


def some_of(kind: type[Command], seed: int, tries: int = TRIES) -> list[Command]:
    """A few commands of a kind."""
    known = pool(kind)
    return random.Random(seed).sample(known, min(tries, len(known)))  # noqa: S311 - nothing secret here


SEEDS = st.integers(0, 2**32)


class Every(RuleBasedStateMachine):
    """Somebody who tries everything, and a model that keeps the books beside."""

    accepted: ClassVar[Counter[type[Command]]] = Counter()

    @initialize(first=st.sampled_from(CHAINS))
    def begin(self, first: tuple[type[Command], ...]) -> None:
        """A small world, and a first season, in which nothing stands in its way yet."""
        self.folder = TemporaryDirectory(dir=MEMORY)
        self.recorder = SQLiteRecorder(Path(self.folder.name, "ledger"))
        self.ledger = Ledger(self.recorder, clock=lambda: clock_at(TODAY))
        self.acts: dict[str, Command] = {}
        self.count = 0
        for command in BEGIN:
            assert self.accepts(command)
        for nth, kind in enumerate(first):
            any(self.accepts(command) for command in some_of(kind, nth, FIRST_TRIES))

    def signer(self) -> Signer | None:
        """Whoever may write now; at first, who is about to name himself."""
        now = [code for code, there in Model().of(self.operating).operators.items() if there]
        return SIGNERS[now[0]] if now else self.naming

    @property
    def operating(self) -> list[Command]:
        """What was done about operators."""
        return [c for c in self.acts.values() if "Operator" in type(c).__name__]

    naming: Signer | None = None

    def accepts(self, command: Command, act: str = "") -> bool:
        """Do it; a refused act leaves the ledger as it was."""
        command = checked(command)
        before = self.ledger.position()
        act = act or f"act-{self.count}"
        self.count += 1
        self.naming = SIGNERS[command.operator] if isinstance(command, NameOperator) else None
        how = Circumstances(by="ai đó", reason="vì", act=act)
        try:
            self.ledger.execute(command, how, self.signer)
        except Refused:
            assert self.ledger.position() == before
            return False
        self.accepted[type(command)] += 1
        if not isinstance(command, Retract):
            self.acts[act] = command
        return True

    @rule(kind=st.sampled_from(COMMANDS), seed=SEEDS)
    def act(self, kind: type[Command], seed: int) -> None:
        """A command of this kind: the first of a few that is accepted."""
        any(self.accepts(command) for command in some_of(kind, seed))

    @rule(kinds=st.sampled_from(CHAINS), seed=SEEDS)
    def season(self, kinds: tuple[type[Command], ...], seed: int) -> None:
        """Commands that follow on each other."""
        for nth, kind in enumerate(kinds):
            self.act(kind, seed + nth)
        self.compare()

    def can_go(self) -> list[str]:
        """The last acts that count, those of operators apart, which stay."""
        return [a for a, c in self.acts.items() if "Operator" not in type(c).__name__][-10:]

    def now_and_then(self) -> bool:
        """Not every other step takes something back."""
        return self.count % 3 == 0 and bool(self.can_go())

    @precondition(now_and_then)
    @rule(data=st.data())
    def take_back(self, data: st.DataObject) -> None:
        """A whole act goes, and the model is as if it had never been."""
        self.take_away(data.draw(st.sampled_from(self.can_go())))

    def take_away(self, act: str) -> None:
        """Retract an act, if that is accepted, in the model as well."""
        if self.accepts(Retract(**self.entries(act))):
            del self.acts[act]

    @precondition(now_and_then)
    @rule(data=st.data(), kind=st.sampled_from(COMMANDS), alike=st.booleans(), seed=SEEDS)
    def correct(self, data: st.DataObject, kind: type[Command], *, alike: bool, seed: int) -> None:
        """Another act stands where the wrong one stood."""
        act = data.draw(st.sampled_from(self.can_go()))
        instead = some_of(type(self.acts[act]) if alike else kind, seed)[0]
        if "Operator" not in type(instead).__name__:
            self.put_right(act, instead)

    def put_right(self, act: str, instead: Command) -> None:
        """Correct an act, if that is accepted, in the model as well."""
        new = f"act-{self.count}"
        if self.accepts(Correct(**self.entries(act), instead=instead), new):
            order = [(new, instead) if a == act else (a, c) for a, c in self.acts.items()]
            self.acts = dict(order)
            self.compare()

    def entries(self, act: str) -> Fields:
        """The entries of an act that count, as a retraction names them."""
        counting = [e for e in effective(self.ledger.read()) if e.act == act]
        tags = dict.fromkeys(tag for entry in counting for tag in entry.event.tags())
        return {"positions": tuple(e.position for e in counting), "concerns": tuple(tags)}

    def compare(self) -> None:
        """The views say what the model says."""
        model = Model().of(self.acts.values())
        for name, said in SAYING.items():
            told, expected = said(self.ledger, model)
            if told != expected:
                note("\n".join(map(str, self.acts.values())))
            assert told == expected, name

    def teardown(self) -> None:
        """However it was folded, it is the same."""
        if hasattr(self, "ledger"):
            with self.folder, self.recorder:
                self.compare()
                folded_alike(self.ledger, Path(self.folder.name))


# What a view says, and the model


def _units(ledger: Ledger, m: Model) -> tuple[object, object]:
    rows = project(Units(), ledger).rows()
    told = {row.unit: row.ending for row in rows}
    names = {row.unit: row.unit_name for row in rows if row.ending is None}
    expected = {unit: m.unit_ends.get(unit) for unit in m.unit_names}
    return (told, names), (expected, {u: m.name(u) for u, end in expected.items() if not end})


def _clusters(ledger: Ledger, m: Model) -> tuple[object, object]:
    rows = project(Clusters(), ledger).rows()
    return {row.cluster: row.ended is not None for row in rows}, {
        code: code in m.over for code in m.cluster_names
    }


def _rosters(ledger: Ledger, m: Model) -> tuple[object, object]:
    told = Counter(
        (r.cluster, r.year, r.unit) for r in project(Roster(), ledger).rows() if not r.left
    )
    return told, Counter((*year, unit) for year, units in m.rosters.items() for unit in units)


def _leaders(ledger: Ledger, m: Model) -> tuple[object, object]:
    rows = project(Leadership(), ledger).rows()
    told = {(r.cluster, r.year, r.role, r.unit, r.rank) for r in rows if r.unit and not r.over}
    expected = set()
    for year, led in m.led.items():
        expected |= {(*year, "deputy", unit, rank) for unit, rank in led.deputies.items()}
        expected |= {(*year, "head", led.head, None)} if led.head else set()
        expected |= {(*year, "acting", led.acting, None)} if led.acting else set()
    over = {unit: on.year for unit, on in m.ended_on.items()}
    return told, {role for role in expected if role[1] < over.get(role[3], LATEST)}


def _standings(ledger: Ledger, m: Model) -> tuple[object, object]:
    rows = project(Standings(), ledger).rows()
    places = {(r.cluster, r.year, r.unit): r.place for r in rows if r.place is not None}
    ranked = {year: m.provisional(*year) for year in m.rosters} | m.results
    expected = {(*year, u): place for year, told in ranked.items() for u, place in told.items()}
    member = {(*year, unit) for year, units in m.rosters.items() for unit in units}
    asked = {
        (r.cluster, r.year, r.unit): (r.points, r.withdrew)
        for r in rows
        if (r.cluster, r.year, r.unit) in member
    }
    points = {key: (m.total(*key), key in m.withdrew) for key in member}
    return (places, asked), (expected, points)


def _awards(ledger: Ledger, m: Model) -> tuple[object, object]:
    rows = project(AwardList(), ledger).rows()
    told = Counter(((r.cluster, r.year, r.unit, r.form), r.state) for r in rows)
    return told, Counter(m.awards)


def _compacts(ledger: Ledger, m: Model) -> tuple[object, object]:
    rows = project(Compacts(), ledger).rows()
    told = {
        (r.cluster, r.year): (
            None if r.signatories is None else {unit.unit for unit in r.signatories},
            {late.unit for late in r.late},
        )
        for r in rows
    }
    return told, {year: (who, m.late.get(year, set())) for year, who in m.compacts.items()}


def _movements(ledger: Ledger, m: Model) -> tuple[object, object]:
    rows = project(Movements(), ledger).rows()
    told = {r.movement: Counter((o.cluster, o.year, o.unit) for o in r.registrations) for r in rows}
    return told, {movement: Counter(units) for movement, units in m.movements.items()}


def _meetings(ledger: Ledger, m: Model) -> tuple[object, object]:
    told = {}
    for row in project(Meetings(), ledger).rows():
        minutes = project(Minutes(row.meeting), ledger)
        present = [unit.unit for p in minutes.present() for unit in p.units]
        counts = (len(minutes.guests()), len(minutes.reports()), len(minutes.remarks()))
        told[row.meeting] = (row.closed, sorted(present), counts)
    expected = {
        code: (
            met.closed,
            sorted({unit for units in met.present for unit in units}),
            (met.guests, met.reports, met.remarks),
        )
        for code, met in m.meetings.items()
    }
    return told, expected


def _disputes(ledger: Ledger, m: Model) -> tuple[object, object]:
    rows = project(Disputes(), ledger).rows()
    told = {
        (r.cluster, r.year, r.topic, r.unit or ""): ([s.value for s in r.statements], r.value)
        for r in rows
    }
    expected = {
        question: (said, next(iter(now)) if len(now := m.settled[question]) == 1 else None)
        for question, said in m.said.items()
    }
    return told, expected


def _figures(ledger: Ledger, m: Model) -> tuple[object, object]:
    return len(project(Figures(), ledger).rows()), m.figures


def _sheets(ledger: Ledger, m: Model) -> tuple[object, object]:
    rows = project(SheetProgress(), ledger).rows()
    said = {(r.cluster, r.year, r.unit): r.state for r in rows if r.state != "draft"}
    return said, m.sheets


def _threads(ledger: Ledger, m: Model) -> tuple[object, object]:
    rows = project(Threads(), ledger).rows()
    cells = Counter((r.cluster, r.year, r.unit, r.criterion, r.open) for r in rows)
    known = Counter((*cell, not over) for cell, all_ in m.threads.items() for over in all_)
    return cells, known


def _files(ledger: Ledger, m: Model) -> tuple[object, object]:
    rows = project(EvidenceFiles(), ledger).rows()
    return {(r.cluster, r.year, r.unit, r.criterion, r.sha256) for r in rows}, m.files


def _operators(ledger: Ledger, m: Model) -> tuple[object, object]:
    rows = project(Operators(), ledger).rows()
    return {row.operator: row.dismissed is None for row in rows}, m.operators


SAYING: dict[str, Callable[[Ledger, Model], tuple[object, object]]] = {
    "units": _units,
    "clusters": _clusters,
    "rosters": _rosters,
    "leaders": _leaders,
    "standings": _standings,
    "awards": _awards,
    "compacts": _compacts,
    "movements": _movements,
    "meetings": _meetings,
    "disputes": _disputes,
    "figures": _figures,
    "operators": _operators,
    "sheets": _sheets,
    "threads": _threads,
    "files": _files,
}

Every.TestCase.settings = quick(amount(8, 25, 300), stateful_step_count=50)


@pytest.fixture(scope="module")
def driven() -> Counter[type[Command]]:
    """The machine's run, and how often each command was accepted in it."""
    for kind in COMMANDS:
        pool(kind)  # before: it cannot be made inside a run
    Every.accepted.clear()
    others = [kind for kind in COMMANDS if kind not in {k for chain in CHAINS for k in chain}]
    for chain in (*CHAINS, tuple(others)):
        machine = Every()
        machine.begin(chain)
        machine.teardown()
    peers = Every()
    peers.begin(())
    for command in COURSE:
        assert peers.accepts(command), command
    peers.teardown()
    scored = Every()
    scored.begin((RecordRoster, IssueRules, RecordScore))
    act, score = next((a, c) for a, c in scored.acts.items() if isinstance(c, RecordScore))
    scored.put_right(act, replace(score, points=Decimal(10) - (score.points or Decimal(0)) / 2))
    scored.take_away(next(reversed(scored.acts)))
    scored.teardown()
    Every.TestCase("runTest").runTest()
    return Counter(Every.accepted)


def test_every_command_has_a_meaning_in_the_model():
    missing = {kind.__name__ for kind in {*COMMANDS} - {*MEANING}}
    assert not missing, f"tests/model.py does not say what {missing} mean: write @means"
    assert {*MEANING} == {*COMMANDS}


def test_the_machine_drives_every_command(driven):
    """Each was accepted at least once: a command that never is, is not tested."""
    every: tuple[type[Command], ...] = (*COMMANDS, Retract, Correct)
    never = {kind.__name__ for kind in every if not driven[kind]}
    assert not never, f"{never} were never accepted: add a course to CHAINS"


# The laws of folding


def everything_of(ledger: Ledger, known_at: int | None = None) -> list[object]:
    """What every view answers, each folded by itself."""
    entries = list(ledger.read(until=known_at))
    views = every_view(entries)
    for view in views:
        project(view, ledger, known_at)
    return [answered(view) for view in views]


def folded_alike(ledger: Ledger, folder: Path) -> None:
    """In one go, all views at once, in steps, and after an export and an import: the same."""
    whole, entries = everything_of(ledger), list(ledger.read())
    for parted in in_parts(ledger):
        assert parted == entries
    together = every_view(entries)
    project_all(together, ledger)
    assert [answered(view) for view in together] == whole
    at_once = every_view(entries)
    fold(at_once, entries)
    assert [answered(view) for view in at_once] == whole
    half = ledger.position() // 2
    assert everything_of(ledger, half) == everything_of(first_of(ledger, half))
    with carried(ledger, folder) as elsewhere:
        other = Ledger(elsewhere, clock=ledger.clock)
        assert list(other.read()) == entries
        assert everything_of(other) == whole
        minutes = [answered(one) for one in every_minutes(effective(entries))]
        assert [answered(one) for one in every_minutes(effective(other.read()))] == minutes


def in_parts(ledger: Ledger) -> Iterator[list[object]]:
    """The entries read up to a position and then on from it."""
    last = ledger.position()
    for cut in (1, last // 3, last - 1, last):
        yield [*ledger.read(until=cut), *ledger.read(after=cut)]
        yield [*ledger.read(limit=cut), *ledger.read(after=cut)]


def first_of(ledger: Ledger, count: int) -> Ledger:
    """A ledger in which nothing came later: what is known at a moment knows nothing of the rest."""
    short = InMemoryDCBRecorder()
    for stored in ledger.recorder.read(limit=count):
        short.append([stored.event])
    return Ledger(short, clock=ledger.clock)


def carried(ledger: Ledger, folder: Path) -> SQLiteRecorder:
    """The same ledger, exported and imported."""
    recorder = store(ledger)
    lines = b"".join(export.lines(recorder))
    import_ledger(read_lines(io.BytesIO(lines)), folder / "other")
    other = SQLiteRecorder(folder / "other")
    assert (other.last(), other.name) == (recorder.last(), recorder.name)
    return other
