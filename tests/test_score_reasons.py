"""Verified points that differ from the unit's own need a reason, where the book wants it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from events.command import Command
from events.errors import Refused
from events.rule_book import IssueRules
from events.score_book.book import Derivation, Node, Scale, ScoreBook
from events.score_book.leaf_kinds import (
    Direct,
    LeaderRelative,
    Observation,
    RateBand,
    RateBands,
)
from events.score_commits import CellKey, CommitScores, StageScored
from events.scoring import RecordScore, RecordScores, Scored
from tests.form_app import HERE, STARTED, session
from thidua_tui.acts.context import ActContext
from thidua_tui.forms.score_sheet import score_sheet
from thidua_tui.forms.staged_scores import StagedScores
from thidua_tui.i18n.messages import Words
from thidua_tui.session.session import Session

D = Decimal
BANDS = RateBands(bands=(RateBand(at_least=D(90), points=D(10)),))
BOOK = ScoreBook(
    title="Bảng chấm điểm",
    scale=Scale(total=D(30)),
    criteria=(
        Node(code="I", title="Điểm", max=D(10), score=Direct()),
        Node(code="II", title="Tỷ lệ", max=D(10), score=BANDS),
        Node(code="III", title="Dẫn đầu", max=D(10), score=LeaderRelative()),
    ),
    derivation=Derivation(reason_if_differs=True),
    not_assigned="leaves",
)
THERE: dict[str, Any] = {"cluster": "tmth", "year": 2020}
STC: dict[str, Any] = {**THERE, "unit": "stc"}


def own(criterion: str, points: str | None = None, seen: Observation | None = None) -> RecordScore:
    given = D(points) if points else None
    return RecordScore(**STC, criterion=criterion, stage="self", points=given, observed=seen)


def verified(
    criterion: str, points: str | None = None, seen: Observation | None = None
) -> RecordScore:
    given = D(points) if points else None
    return RecordScore(**STC, criterion=criterion, points=given, observed=seen)


def world(*commands: Command, book: ScoreBook = BOOK) -> Session:
    return session(*STARTED, IssueRules(**THERE, book=book), *commands)


def test_points_that_differ_are_recorded_only_with_a_reason():
    at = world(own("I", "9"))
    with pytest.raises(Refused) as refused:
        at.do(verified("I", "8"))
    assert refused.value.code == "score-differs"
    facts = {"unit": "stc", "criterion": "I", "own": D(9), "verified": D(8)}
    assert refused.value.facts == facts
    assert at.do(verified("I", "8"), reason="Thiếu một báo cáo")[0].reason


def test_the_sentence_names_both_and_what_to_do():
    at = world(own("I", "9"))
    with pytest.raises(Refused) as refused:
        at.do(verified("I", "8"))
    sentence = Words("vi").refusal(refused.value)
    assert "thẩm định 8 khác điểm tự chấm 9" in sentence
    assert "kèm lý do" in sentence


def test_equal_points_need_no_reason_whatever_was_observed():
    at = world(own("I", "9"), own("II", seen=Observation(rate=D(95))))
    at.do(verified("I", "9.0"))
    at.do(verified("II", seen=Observation(rate=D(92))))


def test_without_own_points_nothing_differs():
    world().do(verified("I", "8"))


def test_a_line_that_one_of_both_calls_not_assigned_differs():
    at = world(own("I", "9"))
    with pytest.raises(Refused, match="score-differs"):
        at.do(verified("I"))


def test_points_relative_to_the_leader_differ_by_what_was_observed():
    at = world(own("III", seen=Observation(actual=D(10))))
    with pytest.raises(Refused, match="score-differs"):
        at.do(verified("III", seen=Observation(actual=D(9))))
    at.do(verified("III", seen=Observation(actual=D(10))))


def test_a_book_that_does_not_ask_gets_no_reason():
    at = world(own("I", "9"), book=replace(BOOK, derivation=Derivation()))
    at.do(verified("I", "8"))


def test_a_block_is_refused_by_its_first_difference():
    at = world(own("I", "9"))
    cells = (
        Scored(unit="snv", criterion="I", points=D(1)),
        Scored(unit="stc", criterion="I", points=D(2)),
    )
    with pytest.raises(Refused) as refused:
        at.do(RecordScores(**THERE, cells=cells))
    assert refused.value.facts["unit"] == "stc"
    at.do(RecordScores(**THERE, cells=cells), reason="Rà soát")


def commit(*cells: StageScored) -> CommitScores:
    return CommitScores(**THERE, cells=cells, concerns=())


def test_own_points_of_the_same_act_count():
    at = world()
    cells = [
        StageScored(unit="stc", criterion="I", points=D(9), stage="self"),
        StageScored(unit="stc", criterion="I", points=D(8)),
    ]
    with pytest.raises(Refused, match="score-differs"):
        at.do(commit(*cells))
    at.do(commit(cells[0], replace(cells[1], points=D(9))))


def test_staged_cells_that_differ_want_a_reason_before_they_are_recorded():
    at = world(own("I", "9"))
    staged = StagedScores(score_sheet(ActContext(at, HERE, Words("vi")), "verified"))
    staged.stage(CellKey("stc", "I"), "9")
    as_its_own = staged.wants_reason
    staged.stage(CellKey("stc", "I"), "8")
    assert [(one.own, one.verified) for one in staged.differing] == [(D(9), D(8))]
    assert (as_its_own, staged.wants_reason) == (False, True)
    with pytest.raises(Refused, match="score-differs"):
        at.do(staged.command())
