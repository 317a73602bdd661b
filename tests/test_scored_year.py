"""The scored year of the demo: invented, said to be, with what a scored year is to show."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from eventsourcing.dcb.popo import InMemoryDCBRecorder

from events.command import History
from events.corrections import effective
from events.event import Entry
from events.invariants import breaches
from events.result_events import adopted
from events.rule_book import book_of, versions
from events.score_sheets import missing, sheets
from events.scoring import ScoreRecorded, Stage
from events.store.ledger import Ledger
from events.year_ranking import before_decisions
from thidua_tui.session.samples.scored_year import CLUSTER, YEAR, play

pytestmark = pytest.mark.usefixtures("home")
MARK = "minh họa"
UNITS = ("snl", "stl", "stn", "slt", "sbd", "snd", "svt")


@pytest.fixture(scope="module")
def entries() -> list[Entry]:
    ledger = Ledger(InMemoryDCBRecorder(), clock=lambda: datetime(2026, 11, 28, tzinfo=UTC))
    play(ledger)
    return [*ledger.read()]


@pytest.fixture(scope="module")
def history(entries) -> History:
    return History(effective(entries), date.max)


def test_the_year_breaks_no_law_and_says_that_it_is_invented(entries):
    assert not breaches(effective(entries))
    assert all(MARK in entry.source.title and MARK in entry.by for entry in entries)


def test_totals_are_those_reckoned_by_hand(history):
    """Sở Nông lâm: I 295 + 200 + 100, II 88 + 60, III 80 + 40 + 76, T 10 + 20 = 969.

    Sở Nhà đất: I 270 + 160 + 90, II 80 + 0, III 2 × 20 (before the amendment) + 30 + 66 = 736.
    Sở Vật tư: I 285 + 160 + 70, II 82 + 60, III 75 + 15 + 60, P2 (no compact signed) − 8 = 799.
    """
    totals = {unit: str(sheet.total) for unit, sheet in sheets(history, CLUSTER, YEAR).items()}
    assert totals == {
        "snl": "969.00",
        "stl": "937.00",
        "stn": "937.00",
        "slt": "911.00",
        "sbd": "911.00",
        "snd": "736.00",
        "svt": "799.00",
    }


def test_a_tie_is_parted_by_a_tie_breaker_and_another_stays(history):
    ranked = before_decisions(history, CLUSTER, YEAR)
    assert [(one.unit, one.place, one.decided_by) for one in ranked[:5]] == [
        ("snl", 1, None),
        ("stn", 2, 0),
        ("stl", 3, 1),
        ("sbd", 4, 0),
        ("slt", 4, None),
    ]


def test_the_result_by_consensus_departs_from_the_points_with_a_reason(history, entries):
    result = adopted(history, CLUSTER, YEAR)
    assert result is not None
    assert [(p.place, p.unit) for p in result.places[:3]] == [(1, "snl"), (2, "stl"), (3, "stn")]
    (why,) = [entry.reason for entry in entries if entry.event is result]
    assert "khiếu nại" in why


def test_the_book_was_amended_in_july_and_scores_name_the_version(history):
    first, second = versions(history, CLUSTER, YEAR)
    assert second.on == date(2025, 7, 17)
    kinds = [{leaf.code: leaf.score for leaf in book_of(each).leaves()} for each in (first, second)]
    assert {code for code in kinds[0] if kinds[0][code] != kinds[1][code]} == {"III.1", "T1"}
    scored = [e for e in history.of(ScoreRecorded) if e.year == YEAR]
    early = [score for score in scored if score.book == 1]
    assert [(score.unit, score.criterion) for score in early] == [("snd", "III.1")]
    assert {score.book for score in scored} == {1, 2}


def test_peers_are_named_and_nobody_scores_itself(history):
    peers: list[ScoreRecorded] = [
        e for e in history.of(ScoreRecorded) if e.stage == "peer" and e.year == YEAR
    ]
    assert {score.unit for score in peers} == {*UNITS}
    assert all(score.scorer not in (None, score.unit) for score in peers)
    verified = {e.scorer for e in history.of(ScoreRecorded) if e.stage == "verified"}
    assert verified == {None, "stl"}  # the deputy verifies the head


@pytest.mark.parametrize(("stage", "units"), [("self", 3), ("verified", 0)])
def test_the_next_year_is_half_scored(history, stage: Stage, units: int):
    scored = {e.unit for e in history.of(ScoreRecorded) if (e.year, e.stage) == (2026, stage)}
    assert len(scored) == units
    assert missing(history, CLUSTER, 2026, UNITS)


def test_the_demo_has_the_year_beside_the_real_conference(run, tmp_path):
    kept = tmp_path / "demo.ledger"
    code, out, _ = run("demo", "--no-ui", "--ledger", kept)
    assert code == 0
    assert "Cụm thi đua minh họa (số liệu không có thật)" in out
    assert "Cụm thi đua các cơ quan tham mưu tổng hợp" in out
    code, _, err = run("--ledger", kept, "verify", "--all")
    assert (code, err) == (0, "")
