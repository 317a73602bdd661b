"""Committing staged scores: new and changed cells as one act, which is undone and done again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from events.command import Command
from events.corrections import EntriesRetracted
from events.errors import Refused
from events.membership import AdmitUnit
from events.rule_amendments import AmendRules
from events.rule_book import Criterion, IssueRules, flat_book
from events.score_commits import CommitScores, StageScored
from events.scoring import RecordScores, Scored, ScoreRecorded
from events.unit_commands import FoundUnit
from tests.form_app import HERE, STARTED, session
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.undo_redo import last
from thidua_tui.forms.score_sheet import score_sheet
from thidua_tui.forms.staged_scores import StagedScores
from thidua_tui.session.session import Session, concerned_by

D = Decimal
LINES = tuple(Criterion(code=code, name=code, max_points=D(10)) for code in ("I", "II"))
BOOK = IssueRules(cluster="tmth", year=2020, criteria=LINES)
FIRST = RecordScores(
    cluster="tmth",
    year=2020,
    cells=tuple(Scored(unit=unit, criterion="I", points=D(5)) for unit in ("stc", "snv")),
)


def world(*more: Command) -> Session:
    return session(*STARTED, BOOK, FIRST, *more)


def cells(at: Session) -> dict[tuple[str, str], Decimal | None]:
    sheet = score_sheet(ActContext(at, HERE), "verified")
    return {cell: sheet.points(*cell) for cell in sheet.cells}


def commit(at: Session, **points: str) -> CommitScores:
    """The command that commits `unit_criterion = points`."""
    staged = StagedScores(score_sheet(ActContext(at, HERE), "verified"))
    for name, typed in points.items():
        unit, _, criterion = name.partition("_")
        staged.stage(score_key(staged, unit, criterion), typed)
    return staged.command()


def score_key(staged: StagedScores, unit: str, criterion: str):
    return staged.sheet.key(unit, criterion)


def test_new_and_changed_cells_are_one_act_and_only_the_changed_replace():
    at = world()
    entries = at.do(commit(at, stc_I="7", stc_II="8"), reason="Rà soát")
    kinds = [type(entry.event) for entry in entries]
    assert kinds == [ScoreRecorded, EntriesRetracted, ScoreRecorded]
    assert cells(at) == {("stc", "I"): D(7), ("snv", "I"): D(5), ("stc", "II"): D(8)}


def test_a_commit_is_undone_as_a_whole_and_done_again():
    at = world()
    at.do(commit(at, stc_I="7", stc_II="8"), reason="Rà soát")
    at.do(last(at, redo=False).command(), reason="Hủy")
    assert cells(at) == {("stc", "I"): D(5), ("snv", "I"): D(5)}
    at.do(last(at, redo=True).command(), reason="Ghi lại")
    assert cells(at) == {("stc", "I"): D(7), ("snv", "I"): D(5), ("stc", "II"): D(8)}
    at.do(last(at, redo=False).command(), reason="Hủy")
    assert cells(at) == {("stc", "I"): D(5), ("snv", "I"): D(5)}


def test_changed_cells_of_several_acts_are_undone_together():
    at = world()
    at.do(commit(at, stc_II="8"))
    at.do(commit(at, stc_I="7", stc_II="9", snv_I="6"), reason="Rà soát")
    at.do(last(at, redo=False).command(), reason="Hủy")
    assert cells(at) == {("stc", "I"): D(5), ("snv", "I"): D(5), ("stc", "II"): D(8)}


def test_a_change_of_a_line_that_was_added_later_keeps_its_ground():
    added = (*LINES, Criterion(code="III", name="III", max_points=D(10)))
    amended = AmendRules(cluster="tmth", year=2020, book=flat_book(added, 2, "Sửa đổi"))
    at = world(amended)
    at.do(commit(at, stc_III="4"))
    at.do(commit(at, stc_III="6", stc_I="7"), reason="Rà soát")
    assert cells(at)["stc", "III"] == D(6)
    assert cells(at)["stc", "I"] == D(7)


def test_a_change_of_a_unit_that_joined_later_keeps_its_ground():
    unit = FoundUnit(unit="syt", name="Sở Y tế")
    joined = AdmitUnit(cluster="tmth", year=2020, unit="syt", on=date(2020, 5, 1))
    at = world(unit, joined)
    at.do(commit(at, syt_I="4"))
    at.do(commit(at, syt_I="6", stc_I="7"), reason="Rà soát")
    assert (cells(at)["syt", "I"], cells(at)["stc", "I"]) == (D(6), D(7))


def test_what_is_not_one_of_the_cells_is_not_taken_back():
    at = world()
    sheet = score_sheet(ActContext(at, HERE), "verified")
    positions, concerns = concerned_by([sheet.cells["snv", "I"]])
    command = CommitScores(
        cluster="tmth",
        year=2020,
        cells=(StageScored(unit="stc", criterion="II", points=D(7)),),
        positions=positions,
        concerns=concerns,
    )
    with pytest.raises(Refused, match="not-in-force"):
        at.do(command, reason="Nhầm")
