"""What an act would change, told before it is recorded; nothing is recorded by asking."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given as having
from hypothesis import strategies as st

from events.award_events import AwardGranted, AwardNominated
from events.compacts import CompactSigned
from events.corrections import Retract
from events.elections import ElectHead
from events.errors import Refused
from events.meetings import CloseMeeting, MeetingOpened
from events.membership import AdmitUnit
from events.ranking import AdoptResult
from events.scoring import RecordScore, ScoreRecorded
from events.unit_commands import RenameUnit
from tests.facts import BOOK, DAY, FLAG, HERE, MEMBERS, NOMINATED, place
from tests.narrow import fact
from tests.spec import FactTree, ledger_with
from tests.universe import quick
from thidua_tui.acts.preview import describe_consequences, foresee
from thidua_tui.i18n.messages import Words
from thidua_tui.session.session import Session, in_place_of
from views.consequences import FOLLOWING
from views.differences import differences

VI, EN = Words("vi"), Words("en")
SCORES = (
    ScoreRecorded(**HERE, unit="a", criterion="I", points=Decimal(50)),
    ScoreRecorded(**HERE, unit="b", criterion="I", points=Decimal(55)),
)
MEETING = MeetingOpened(**HERE, meeting="m", title="Hội nghị", on=DAY)
SCORED = (*MEMBERS, BOOK, *SCORES)


def at(*facts: FactTree) -> Session:
    return Session(ledger_with(*facts), by="Thư ký")


def score(unit: str, points: int) -> RecordScore:
    return RecordScore(**HERE, unit=unit, criterion="I", points=Decimal(points))


def entry(session: Session, position: int):
    return [*session.ledger.read(after=position - 1, limit=1)]


def test_a_corrected_score_moves_totals_and_places_and_records_nothing():
    session = at(*SCORED)
    wrong = entry(session, len(SCORED) - 1)
    foreseen = foresee(session, [score("a", 58)], wrong)
    told = describe_consequences(foreseen.consequences, VI)
    assert "Sở A: thứ hạng 2 → 1 · điểm 50,00 → 58,00" in told
    assert "Sở B: thứ hạng 1 → 2" in told
    assert session.ledger.position() == len(SCORED)


def test_what_a_rule_refuses_is_refused_in_foresight_too():
    session = at(*SCORED)
    with pytest.raises(Refused, match="score-recorded"):
        foresee(session, [score("a", 58)])
    with pytest.raises(Refused, match="points-outside"):
        foresee(session, [score("c", 61)])


def test_acts_in_a_row_stand_on_each_other():
    session = at(*SCORED)
    with pytest.raises(Refused, match="score-recorded"):
        foresee(session, [score("c", 1), score("c", 2)])


def test_an_act_that_moves_nothing_says_so():
    session = at(*SCORED)
    peer = RecordScore(**HERE, unit="a", criterion="I", stage="peer", points=Decimal(1))
    assert describe_consequences(foresee(session, [peer]).consequences, VI) == [
        VI("foresight.nothing")
    ]


def test_a_corrected_result_moves_places_and_names_the_awards_that_rest_on_them():
    granted = AwardGranted(**FLAG, number="12/QĐ", on=date(2021, 2, 1), authority="UBND tỉnh")
    session = at(*NOMINATED, AwardNominated(**HERE, unit="b", form="co-tinh"), granted)
    wrong = entry(session, len(MEMBERS) + 1)
    turned = AdoptResult(**HERE, places=(place(1, "b"), place(2, "a")), on=DAY)
    told = describe_consequences(foresee(session, [turned], wrong).consequences, VI)
    assert told == [
        "Sở B: thứ hạng 2 → 1",
        "Sở A: thứ hạng 1 → 2",
        "▲ Xem lại quyết định số 12/QĐ ngày 01/02/2021: Sở A, Cờ thi đua của UBND tỉnh",
        "▲ Xem lại tờ trình: Sở B, Cờ thi đua của UBND tỉnh",
    ]


def test_minutes_of_a_closed_meeting_read_otherwise_when_what_was_typed_there_goes():
    session = at(*MEMBERS, MEETING)
    elected = session.do(ElectHead(**HERE, unit="a"))
    session.do(CloseMeeting(meeting="m"))
    gone = Retract(positions=(elected[0].position,), concerns=elected[0].event.tags())
    told = describe_consequences(foresee(session, [gone]).consequences, VI)
    assert told == [
        "− Trưởng cụm (đơn vị: Sở A)",
        "▲ Nội dung biên bản «Hội nghị» ngày 14/01/2021 thay đổi (đã bế mạc)",
    ]


def test_a_compact_is_named_when_its_members_change():
    session = at(*MEMBERS, CompactSigned(**HERE, signatories=("a", "b"), on=date(2020, 1, 9)))
    told = describe_consequences(foresee(session, [AdmitUnit(**HERE, unit="d")]).consequences, VI)
    assert "▲ Xem lại giao ước năm 2020, ký ngày 09/01/2020: thành viên thay đổi" in told


def test_a_new_name_changes_the_unit_and_no_cluster_is_read():
    session = at(*MEMBERS)
    rename = RenameUnit(unit="a", name="Sở Mới", on=date(2020, 5, 1))
    moves = foresee(session, [rename]).consequences.moves
    assert {(m.table, m.unit, m.field) for m in moves} == {
        ("units", "a", "unit_name"),
        ("units", "a", "unit_short"),
        ("units", "a", "names"),
    }


def test_each_move_reads_in_both_languages():
    session = at(*MEMBERS)
    elected = foresee(session, [ElectHead(**HERE, unit="a")]).consequences
    assert describe_consequences(elected, VI) == ["+ Trưởng cụm (đơn vị: Sở A)"]
    assert describe_consequences(elected, EN) == ["+ Head (unit: Sở A)"]


@having(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 60)), min_size=1, max_size=4))
@quick(25)
def test_what_is_foreseen_is_what_then_differs(typed):
    session = at(*SCORED)
    cells = {fact(e).unit: e for e in session.ledger.read(after=len(SCORED) - 2)}
    for unit, points in typed:
        wrong = [cells[unit]] if unit in cells else []
        since = session.ledger.position()
        moves = foresee(session, [score(unit, points)], wrong).consequences.moves
        command = in_place_of(wrong, score(unit, points)) if wrong else score(unit, points)
        cells[unit] = session.do(command, reason="thử")[-1]
        happened = differences(session.ledger, since, None, **HERE, tables=FOLLOWING)
        foreseen = [move for move in moves if move.table in FOLLOWING]
        assert [(m.table, m.unit, m.field, m.before, m.after) for m in foreseen] == [
            (m.table, m.unit, m.field, m.before, m.after) for m in happened
        ]
