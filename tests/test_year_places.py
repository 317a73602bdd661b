"""The places on the score sheet are those of the year: tie-breakers, decided ties, holds, ends."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from events.command import Command
from events.holds import HoldUnit
from events.reorganisation import DissolveUnit
from events.rule_book import IssueRules
from events.score_book.book import Node, Scale, ScoreBook, TieBreak
from events.score_book.leaf_kinds import Direct
from events.score_commits import CellKey
from events.scoring import RecordScore, Stage
from events.tie_decisions import DecideTie, ranking_of
from events.tie_events import ties_of
from events.women_counts import CountWomen
from events.year_ranking import year_ranking
from tests.form_app import HERE, STARTED, session
from thidua_tui.acts.context import ActContext
from thidua_tui.forms.grid_content import GridFace
from thidua_tui.forms.score_missing import missing_at
from thidua_tui.forms.score_sheet import ScoreSheet, score_sheet
from thidua_tui.forms.sheet_boards import at_stage
from thidua_tui.forms.staged_scores import StagedScores
from thidua_tui.forms.trial_scores import TrialCell, TrialScores
from thidua_tui.forms.unit_totals import total_sentences
from thidua_tui.i18n.messages import Words
from thidua_tui.session.session import Session
from views.place_reasons import PlaceReasons
from views.projection import project

D, EN = Decimal, Words("en")
UNITS = ("vp-dbqh", "stc", "snv")


def book(*steps: TieBreak) -> IssueRules:
    lines = (
        Node(code="I", title="Chuyên môn", max=D(60), score=Direct()),
        Node(code="II", title="Phong trào", max=D(40), score=Direct()),
    )
    made = ScoreBook(title="Bảng", scale=Scale(total=D(100)), criteria=lines, tie_breaks=steps)
    return IssueRules(cluster="tmth", year=2020, book=made)


def score(unit: str, code: str, points: int, stage: Stage = "verified") -> RecordScore:
    return RecordScore(
        cluster="tmth", year=2020, unit=unit, criterion=code, points=D(points), stage=stage
    )


EQUAL = [score(unit, code, 30) for unit in UNITS for code in ("I", "II")]
"""Three units with 60 points each."""
HIGHER = [score("stc", "I", 40), *EQUAL[:2], *EQUAL[3:]]
OWN = [
    score(unit, code, points, "self")
    for unit, points in zip(UNITS, (33, 31, 32), strict=True)
    for code in ("I", "II")
]
"""Gaps of 6, 2 and 4 points."""


def sheet_of(at: Session, stage: Stage = "verified") -> ScoreSheet:
    return score_sheet(ActContext(at, HERE, EN), stage)


def by_rules(at: Session) -> dict[str, int]:
    scopes = (*ranking_of("tmth", 2020), ties_of("tmth", 2020))
    history = at.ledger.history(scopes)[0]
    return {one.unit: one.place for one in year_ranking(history, "tmth", 2020)}


def tie(*units: str) -> DecideTie:
    return DecideTie(cluster="tmth", year=2020, units=units, by="rule", rule="Quy chế")


def hold(unit: str) -> HoldUnit:
    return HoldUnit(cluster="tmth", year=2020, unit=unit, ground="inspection")


def women(unit: str, count: int) -> CountWomen:
    return CountWomen(cluster="tmth", year=2020, unit=unit, women=count, total=10)


YEARS: dict[str, tuple[list[Command], dict[str, int]]] = {
    "a decided tie": ([book(), *EQUAL, tie("snv", "vp-dbqh", "stc")], {
        "snv": 1, "vp-dbqh": 2, "stc": 3}),
    "women": ([book(TieBreak(by="women")), *EQUAL,
        *(women(unit, count) for unit, count in zip(UNITS, (7, 1, 1), strict=True))], {
        "vp-dbqh": 1, "stc": 2, "snv": 2}),
    "the gap": ([book(TieBreak(by="gap")), *EQUAL, *OWN], {"stc": 1, "snv": 2, "vp-dbqh": 3}),
    "a hold": ([book(), *HIGHER, hold("stc")], {"vp-dbqh": 1, "snv": 1}),
    "an end": ([book(), *HIGHER, DissolveUnit(unit="snv", on=date(2020, 12, 1))], {
        "stc": 1, "vp-dbqh": 2}),
}  # fmt: skip


@pytest.mark.parametrize("name", YEARS)
def test_places_of_the_sheet_are_those_of_the_year(name):
    made, wanted = YEARS[name]
    at = session(*STARTED, *made)
    assert by_rules(at) == wanted
    for sheet in (sheet_of(at), at_stage(sheet_of(at, "self"), "verified")):
        assert sheet.places == wanted
        face = GridFace(sheet, StagedScores(sheet), ActContext(at, HERE, EN))
        shown = {unit: face.content.places[row] for row, unit in enumerate(sheet.units)}
        assert {unit: shown[unit] for unit in wanted} == {u: str(p) for u, p in wanted.items()}
        for unit, place in wanted.items():
            assert f"place {place}" in str(total_sentences(sheet, unit, EN)), unit


def test_a_unit_without_a_place_says_why_in_the_grid_and_on_its_sheet():
    gone = DissolveUnit(unit="snv", on=date(2020, 12, 1))
    at = session(*STARTED, book(), *HIGHER, hold("stc"), gone)
    sheet = sheet_of(at)
    face = GridFace(sheet, StagedScores(sheet), ActContext(at, HERE, EN))
    row = {unit: number for number, unit in enumerate(sheet.units)}
    assert face.content.places[row["stc"]] == "hold"
    assert face.content.places[row["snv"]] == "ended"
    assert "on hold" in str(total_sentences(sheet, "stc", EN))
    assert "dissolved" in str(total_sentences(sheet, "snv", EN))


def test_scores_of_a_dissolved_unit_are_not_missing_and_those_of_a_held_unit_are():
    gone = DissolveUnit(unit="snv", on=date(2020, 12, 1))
    at = session(*STARTED, book(), hold("stc"), gone)
    assert {unit for unit, _ in missing_at(sheet_of(at), "verified")} >= {"stc", "vp-dbqh"}
    assert "snv" not in {unit for unit, _ in missing_at(sheet_of(at), "verified")}


def test_staged_scores_move_the_gap_as_recording_them_would():
    at = session(*STARTED, book(TieBreak(by="gap")), *EQUAL, *OWN)
    staged = StagedScores(sheet_of(at))
    for code, text in (("I", "33"), ("II", "27")):
        staged.stage(CellKey("stc", code, "verified"), text)
    live = {one.unit: one.place for one in staged.sheet.ordered()[0]}
    assert live == {"snv": 1, "stc": 2, "vp-dbqh": 2}, "gaps of 4, 6 and 6 points"
    staged.clear()
    for code in ("I", "II"):
        staged.stage(CellKey("vp-dbqh", code, "self"), "30")
    live = {one.unit: one.place for one in staged.sheet.ordered()[0]}
    assert live == {"vp-dbqh": 1, "stc": 2, "snv": 3}
    at.do(staged.command(), reason="Sửa")
    assert by_rules(at) == live


def test_a_staged_score_makes_a_decision_void_and_taking_it_back_restores_it():
    at = session(*STARTED, book(), *EQUAL, tie("snv", "vp-dbqh", "stc"))
    staged = StagedScores(sheet_of(at))
    staged.stage(CellKey("stc", "I", "verified"), "31")
    live = {one.unit: one.place for one in staged.sheet.ordered()[0]}
    assert live == {"stc": 1, "snv": 2, "vp-dbqh": 2}
    moved = {one.unit: one.places for one in staged.ripple().moved}
    assert moved["snv"] == (1, 2)
    staged.unstage(CellKey("stc", "I", "verified"))
    assert {one.unit: one.place for one in staged.sheet.ordered()[0]} == by_rules(at)


def test_the_gap_follows_a_trial():
    at = session(*STARTED, book(TieBreak(by="gap")), *EQUAL, *OWN)
    reasons = project(PlaceReasons("tmth", 2020), at.ledger).reasons("tmth", 2020)
    assert reasons is not None
    trial = TrialScores(reasons)
    trial.put(TrialCell("stc", "I"), "20")
    trial.put(TrialCell("stc", "II"), "40")
    assert {one.unit: one.place for one in trial.after[0]} == {"snv": 1, "vp-dbqh": 2, "stc": 3}
    trial.clear()
    assert trial.after[0] == trial.before[0]
