"""Staged scores: what is typed or pasted, before it is recorded as one act; and what it moves."""

from __future__ import annotations

from decimal import Decimal

import pytest
from msgspec.structs import replace

from events.command import Command
from events.errors import Refused, ThiduaError
from events.holds import HoldUnit
from events.rule_book import IssueRules
from events.score_book.book import Derivation, Node, Quota, Scale, ScoreBook
from events.score_book.leaf_kinds import (
    CountPoints,
    DaysLate,
    Direct,
    LateBand,
    LeaderRelative,
    Observation,
    Proportional,
    RateBand,
    RateBands,
    YesNo,
)
from events.score_commits import CellKey
from events.scoring import RecordScore, RecordScores, Scored
from events.tie_decisions import DecideTie
from tests.form_app import HERE, STARTED, session
from tests.narrow import fact
from thidua_tui.acts.context import ActContext
from thidua_tui.forms.score_sheet import ScoreSheet, score_sheet
from thidua_tui.forms.staged_drafts import staged_texts
from thidua_tui.forms.staged_scores import StagedScores
from thidua_tui.i18n.messages import Words
from thidua_tui.session.session import Session

D = Decimal
LEAVES = (
    Node(code="I.1", title="Thu ngân sách", max=D(40), score=LeaderRelative()),
    Node(code="I.2", title="Giải ngân", max=D(10), score=Proportional()),
    Node(code="I.3", title="Báo cáo", max=D(10), score=DaysLate(
        bands=(LateBand(days=0, points=D(10)), LateBand(days=3, points=D(5))))),
    Node(code="I.4", title="Tỷ lệ", max=D(10), score=RateBands(
        bands=(RateBand(at_least=D(90), points=D(10)),))),
    Node(code="I.5", title="Mô hình", max=D(10), score=CountPoints(each=D(2))),
    Node(code="I.6", title="Ký giao ước", max=D(10), score=YesNo()),
)  # fmt: skip
TREE = ScoreBook(
    title="Bảng chấm điểm",
    scale=Scale(total=D(100)),
    criteria=(
        Node(code="I", title="Chuyên môn", max=D(90), criteria=LEAVES),
        Node(code="II", title="Phong trào", max=D(10), score=Direct(), by="office"),
    ),
    derivation=Derivation(scorers=("self", "verified", "office"), final="last"),
    quotas=(Quota(award="Cờ thi đua", count=1),),
    not_assigned="leaves",
)
BOOK = IssueRules(cluster="tmth", year=2020, book=TREE)
CELLS = ("vp-dbqh", "stc", "snv")


def of(at: Session, stage="verified") -> ScoreSheet:
    return score_sheet(ActContext(at, HERE, Words("vi")), stage)


def board(sheet: ScoreSheet) -> dict[str, Decimal]:
    """Unit -> its final total, with what is staged."""
    assert sheet.board
    return {unit: one.total for unit, one in sheet.board.final.sheets().items()}


def world(*more: Command) -> Session:
    return session(*STARTED, BOOK, *more)


def key(unit: str, code: str, stage="verified") -> CellKey:
    return CellKey(unit, code, stage)


def given(code: str, *observed: Observation) -> RecordScores:
    return RecordScores(
        cluster="tmth",
        year=2020,
        cells=tuple(
            Scored(unit=unit, criterion=code, points=None, observed=seen)
            for unit, seen in zip(CELLS, observed, strict=False)
        ),
    )


def test_stage_says_new_changed_same_and_refused():
    staged = StagedScores(of(world(given("I.5", Observation(count=3), Observation(count=4)))))
    assert staged.stage(key("snv", "I.5"), "2").state == "new"
    assert staged.stage(key("stc", "I.5"), "5").state == "changed"
    assert staged.stage(key("vp-dbqh", "I.5"), "3").state == "same"
    wrong = staged.stage(key("vp-dbqh", "I.3"), "muộn")
    assert (wrong.state, wrong.refusal and wrong.refusal.code) == ("refused", "not-observed")
    assert [one.text for _, one in staged.items()] == ["2", "5", "muộn"], "the same is not kept"
    assert staged.refused() == [key("vp-dbqh", "I.3")]


def test_one_commit_is_one_act_of_new_and_changed_cells_with_one_reason_and_paper():
    at = world(given("I.5", Observation(count=3), Observation(count=4)))
    before = at.ledger.position()
    staged = StagedScores(of(at))
    staged.stage(key("stc", "I.5"), "5")
    staged.stage(key("stc", "I.1"), "12/10")
    assert staged.wants_reason
    with pytest.raises(ThiduaError, match="reason"):
        at.do(staged.command())
    entries = at.do(staged.command("BC 12"), reason="Nhập nhầm")
    assert len({entry.act for entry in entries}) == 1
    assert at.ledger.position() == before + 3
    after = of(at)
    assert after.seen("stc", "I.5") == Observation(count=5)
    assert after.cells["stc", "I.5"].reason == "Nhập nhầm"
    assert fact(after.cells["stc", "I.1"]).evidence == "BC 12"
    assert after.points("stc", "I.1") == D(40)


def test_new_cells_alone_want_no_reason():
    at = world()
    staged = StagedScores(of(at))
    staged.stage(key("stc", "I.5"), "5")
    assert not staged.wants_reason
    assert len(at.do(staged.command())) == 1


def test_a_refused_cell_blocks_the_commit_and_nothing_is_recorded():
    staged = StagedScores(of(world()))
    staged.stage(key("stc", "I.5"), "5")
    staged.stage(key("stc", "I.2"), "38")
    with pytest.raises(ThiduaError) as refused:
        staged.command()
    assert refused.value.facts == {"value": "38", "wants": "target", "example": "38/40"}
    assert staged.unstage(key("stc", "I.2"))
    assert len(staged.command().cells) == 1


def test_unstage_gives_back_what_is_recorded_and_the_board_with_it():
    at = world(given("I.5", Observation(count=3), Observation(count=4)))
    sheet = of(at)
    staged = StagedScores(sheet)
    totals = board(sheet)
    staged.stage(key("stc", "I.5"), "1")
    assert board(sheet)["stc"] == D(2)
    assert staged.unstage(key("stc", "I.5"))
    assert not staged.unstage(key("stc", "I.5"))
    assert board(sheet) == totals
    assert len(staged) == 0


def test_one_figure_of_a_leader_moves_the_others_and_the_nominee():
    at = world(
        given("I.1", Observation(actual=D(10)), Observation(actual=D(8)), Observation(actual=D(5)))
    )
    staged = StagedScores(of(at))
    staged.stage(key("stc", "I.1"), "20")
    ripple = staged.ripple()
    assert [(one.unit, *one.totals, *one.places) for one in ripple.moved] == [
        ("stc", D("32.00"), D("40.00"), 2, 1),
        ("vp-dbqh", D("40.00"), D("20.00"), 1, 2),
        ("snv", D("20.00"), D("10.00"), 3, 3),
    ]
    assert (ripple.enter, ripple.leave) == ((("Cờ thi đua", "stc"),), (("Cờ thi đua", "vp-dbqh"),))
    staged.unstage(key("stc", "I.1"))
    assert staged.ripple().moved == ()


def test_a_preview_orders_ties_as_decided_and_leaves_out_units_on_hold():
    at = world(
        given("I.5", Observation(count=3), Observation(count=3), Observation(count=2)),
        DecideTie(cluster="tmth", year=2020, units=("stc", "vp-dbqh"), by="rule", rule="Điều 5"),
        HoldUnit(cluster="tmth", year=2020, unit="snv", ground="other"),
    )
    staged = StagedScores(of(at))
    staged.stage(key("snv", "I.5"), "5")
    assert staged.ripple().moved == (), "on hold: it has no place"
    staged.stage(key("vp-dbqh", "I.5"), "4")
    moved = {one.unit: one.places for one in staged.ripple().moved}
    assert moved == {"vp-dbqh": (2, 1), "stc": (1, 2)}


def test_the_next_award_begins_below_the_places_of_the_one_before():
    two = (Quota(award="Cờ thi đua", count=1), Quota(award="Bằng khen", count=1))
    at = session(*STARTED, replace(BOOK, book=replace(TREE, quotas=two)))
    staged = StagedScores(of(at))
    staged.stage(key("stc", "I.5"), "3")
    staged.stage(key("snv", "I.5"), "2")
    assert staged.ripple().enter == (("Cờ thi đua", "stc"), ("Bằng khen", "snv"))


def test_the_preview_is_what_the_ledger_then_gives():
    at = world(
        given("I.1", Observation(actual=D(10)), Observation(actual=D(8)), Observation(actual=D(5)))
    )
    staged = StagedScores(of(at))
    staged.stage(key("snv", "I.1"), "11/10")
    staged.stage(key("stc", "I.6"), "c")
    staged.stage(key("vp-dbqh", "I.1"), "-")
    after = {one.unit: one.totals[1] for one in staged.ripple().moved}
    at.do(staged.command(), reason="Rà soát")
    totals = board(of(at))
    assert {unit: totals[unit] for unit in after} == after


def test_cells_of_several_stages_wait_together_and_are_one_act():
    at = world()
    staged = StagedScores(of(at))
    staged.stage(key("stc", "I.5"), "5")
    staged.stage(key("stc", "I.5", "self"), "4")
    entries = at.do(staged.command())
    assert {fact(entry).stage for entry in entries} == {"self", "verified"}
    assert len({entry.act for entry in entries}) == 1


def test_staged_texts_outlive_the_program_as_a_draft_with_the_refused_cells():
    sheet = of(world())
    staged = StagedScores(sheet)
    staged.stage(key("stc", "I.5"), "5")
    staged.stage(key("stc", "I.2"), "vô nghĩa")
    kept = staged_texts(staged.draft() | {"stage": "verified", "a\tb\tnone\t": "1"})
    again = StagedScores(of(world()), kept)
    assert [(cell, one.text, one.state) for cell, one in again.items()] == [
        (key("stc", "I.5"), "5", "new"),
        (key("stc", "I.2"), "vô nghĩa", "refused"),
    ]


def test_another_terminal_was_faster_and_the_cell_becomes_a_change():
    at = world()
    staged = StagedScores(of(at))
    staged.stage(key("stc", "I.5"), "5")
    command = staged.command()
    at.do(RecordScore(cluster="tmth", year=2020, unit="stc", criterion="I.5", points=None,
                      observed=Observation(count=1)))  # fmt: skip
    with pytest.raises(Refused, match="score-recorded"):
        at.do(command)
    staged.over(of(at))
    assert [one.state for _, one in staged.items()] == ["changed"]
    assert staged.wants_reason


def test_a_cell_that_is_closed_says_why():
    staged = StagedScores(of(world()), closed=lambda cell: "Văn phòng chấm" * (cell[1] == "II"))
    assert staged.stage(key("stc", "II"), "5").state == "refused"
    assert staged.stage(key("stc", "I.5"), "5").state == "new"
    with pytest.raises(ThiduaError, match="Văn phòng"):
        staged.command()
