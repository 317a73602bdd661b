"""Many commands of every kind, drawn once: half of them about the same few things."""

from __future__ import annotations

import random
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from events.attached_evidence import AttachEvidence
from events.clusters import FoundCluster
from events.command import Command
from events.cross_check import PlanCrossCheck
from events.disputes import GiveVerdict, RecordStatement
from events.membership import RecordRoster
from events.minutes import WordSentence
from events.operators import NameOperator
from events.paper_commands import CancelPaper, IssuePaper, NumberPaper
from events.peer_events import CheckPair
from events.peer_sheets import OpenPeerSheets, SealedSheet, SealPeerSheet
from events.reorganisation import MergeUnits, SplitUnit
from events.rule_amendments import AmendRules
from events.rule_book import Criterion, IssueRules
from events.scoring import RecordScore, RecordScores, Scored
from events.sheet_states import ApproveSheet, ReturnSheet, SubmitSheet, VerifySheet
from events.signed_note import Signer
from events.store.sanitise import checked
from events.tie_decisions import DecideTie
from events.unit_commands import FoundUnit
from events.units import Heir
from tests.facts import Fields
from tests.universe import SEALING, TODAY, built, quick

BEGIN: tuple[Command, ...] = (
    *(FoundUnit(unit=code, name=f"Sở {code.upper()}") for code in "abc"),
    FoundCluster(cluster="cum", name="Cụm một", place="Lạng Sơn"),
    FoundCluster(cluster="khac", name="Cụm hai", place="Lạng Sơn"),
)
SIGNERS = {code: Signer(code, code.encode() * 16) for code in ("an", "bi")}
FOCUS = {"cluster": "cum", "year": 2020, "unit": "a", "form": "co-tinh", "meeting": "m"}
FOCUS |= {"movement": "vhcs"}
"""Half of the tries are about one thing, so that acts meet each other."""
TRIES = 14
"""Commands of a kind that are tried in one step, until one is accepted."""
FIRST_TRIES = 10 * TRIES
"""The same, in the first season: which commands are drawn changes with the code of the program."""
CRITERIA = (Criterion(code="I", name="X", max_points=Decimal(10)),)
RARE: dict[type[Command], Sequence[Command]] = {
    WordSentence: [
        WordSentence(meeting=meeting, sentence=at, text=f"Câu {nth}")
        for meeting in "mn"
        for at in (6, 7)
        for nth in range(40)
    ],
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
ISSUED: Fields = {"cluster": "cum", "year": 2020, "paper_kind": "report", "register": 2021}
ISSUED |= {"known_at": 5, "text": "BÁO CÁO"}
RARE |= {
    IssuePaper: [
        IssuePaper(**ISSUED, facts="{}", paper_code="P-0", numbering="office"),
        IssuePaper(**ISSUED, facts="[7]", paper_code="P-7", serial=7, numbering="paper"),
        *(IssuePaper(**ISSUED, facts=f"[{n}]", paper_code=f"P-{n}", serial=n) for n in (1, 2)),
    ]
    * 10,
    NumberPaper: [NumberPaper(cluster="cum", paper_code="P-0", number="123/BC-STC")] * 20,
    CancelPaper: [CancelPaper(cluster="cum", paper_code=f"P-{n}") for n in (1, 2, 7)] * 10,
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
    AttachEvidence: [
        AttachEvidence(
            entry=nth, concerns=(f"unit:{unit}",), name="Quyết định.pdf", sha256=sha256, size=9
        )
        for sha256 in ("ab" * 32, "cd" * 32)
        for nth, unit in enumerate("abc", 1)
    ]
    * 20,
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


def candidates(kind: type[Command]) -> st.SearchStrategy[Command]:
    """Commands of a kind, half of them about the same cluster, year, unit, award and meeting."""

    def focused(command: Any) -> Command:
        shared = {name: value for name, value in FOCUS.items() if hasattr(command, name)}
        made: Command = replace(command, **shared)
        return made

    made = built(kind)
    if kind is NameOperator:
        made = st.sampled_from(sorted(SIGNERS)).map(named)
    return made if kind is NameOperator else made | made.map(focused)


def named(code: str) -> NameOperator:
    return NameOperator(
        operator=code, name=code, role="secretary", key=str(SIGNERS[code].key), document=""
    )


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
