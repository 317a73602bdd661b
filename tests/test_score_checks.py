"""Occurrences, second readings, proposals from the ledger, and notes: the rules, by examples."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from events.command import History
from events.compacts import CompactJoined, CompactSigned
from events.corrections import Correct, Retract, effective
from events.emulation_movements import MovementJoined, MovementLaunched
from events.event import Event
from events.formal_duties import proposals
from events.meeting_reports import ReportPresented
from events.meetings import MeetingOpened
from events.occurrences import OccurrenceRecorded, RecordOccurrence
from events.operators import OperatorNamed
from events.ranking import AdoptScores
from events.result_events import Place, ResultAdopted
from events.rule_book import RulesIssued
from events.score_book.book import Derivation, Node, Scale, ScoreBook
from events.score_book.leaf_kinds import Bonus, Deduction, Direct, FormalDuty, Observation
from events.score_notes import comparison
from events.scoring import RecordScore, RecordScores, Scored, ScoreRecorded
from events.second_reading import ReadTwice, SheetReadTwice, unread
from events.signed_note import Signer
from tests.facts import HERE, MEMBERS, ROSTER_2020, WORLD, Fields
from tests.spec import given, ledger_with
from thidua_tui.formatting.tables.render import render
from thidua_tui.i18n.messages import Words
from thidua_tui.queries.table_query import TableQuery, query_table

BOOK = ScoreBook(
    title="Bảng 100 điểm",
    scale=Scale(total=Decimal(100), bonus_cap=Decimal(10), over=True),
    criteria=(
        Node(code="I", title="Nhiệm vụ", max=Decimal(60), score=Direct()),
        Node(code="II", title="Kỷ luật", max=Decimal(40), score=Deduction(each=Decimal(5))),
        Node(code="T", title="Điểm thưởng", score=Bonus(each=Decimal(2))),
        Node(code="K1", title="Ký giao ước", score=FormalDuty(duty="sign", points=Decimal(8))),
        Node(code="K2", title="Đăng ký", score=FormalDuty(duty="register", points=Decimal(8))),
        Node(code="K3", title="Báo cáo", score=FormalDuty(duty="report", points=Decimal(8))),
        Node(code="K4", title="Phát động", score=FormalDuty(duty="launch", points=Decimal(8))),
        Node(code="K5", title="Tự chấm", score=FormalDuty(duty="self-score", points=Decimal(8))),
    ),
)
READ = replace(BOOK, derivation=Derivation(second_reader=True))
RULED = (*MEMBERS, RulesIssued(**HERE, book=BOOK))
CELL: Fields = {**HERE, "unit": "a", "criterion": "II"}
PRIZE: Fields = {**HERE, "unit": "a", "criterion": "T", "what": "Giải nhất hội thi"}
LATE = OccurrenceRecorded(**CELL, what="Nộp báo cáo muộn", on=date(2020, 7, 1))
LATER = OccurrenceRecorded(**CELL, what="Nộp báo cáo muộn", on=date(2020, 10, 1))


def scored(unit: str, points: int, criterion: str = "I", **more: Any) -> ScoreRecorded:
    fields: Fields = {**HERE, "unit": unit, "criterion": criterion, "points": Decimal(points)}
    return ScoreRecorded(**fields | more)


def counted(unit: str, criterion: str, count: int, **more: Any) -> ScoreRecorded:
    fields: Fields = {**HERE, "unit": unit, "criterion": criterion, "points": None}
    return ScoreRecorded(**fields | more, observed=Observation(count=count))


# Occurrences


def test_an_occurrence_names_what_happened_and_its_paper():
    more: Fields = {"paper": "QĐ 12", "proposed_by": "Tổ thẩm định", "accepted_by": "Hội nghị"}
    given(*RULED).when(RecordOccurrence(**PRIZE, **more)).then(OccurrenceRecorded(**PRIZE, **more))


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"criterion": "I"}, "line-without-count"),
        ({"criterion": "K1"}, "line-without-count"),
        ({"criterion": "IX"}, "unknown-criterion"),
        ({"unit": "d"}, "not-a-member"),
        ({"on": date(2021, 1, 1)}, "outside-the-year"),
        ({"on": date(2019, 12, 31)}, "outside-the-year"),
        ({"cluster": "khac"}, "no-roster"),
    ],
)
def test_an_occurrence_is_of_a_member_a_counting_line_and_the_year(changed, code):
    given(*RULED).when(RecordOccurrence(**PRIZE | changed)).refused(code)


def test_an_occurrence_needs_a_book_and_comes_before_a_result():
    given(*MEMBERS).when(RecordOccurrence(**PRIZE)).refused("no-rules")
    adopted = ResultAdopted(**HERE, places=(Place(place=1, unit="a"),))
    given(*RULED, adopted).when(RecordOccurrence(**PRIZE)).refused("scores-frozen")


def test_the_same_occurrence_is_recorded_once_and_another_day_is_another():
    again: Fields = {**CELL, "what": LATE.what}
    known = given(*RULED, LATE)
    known.when(RecordOccurrence(**again, on=LATE.on)).refused("occurrence-recorded", unit="a")
    given(*RULED, LATE).when(RecordOccurrence(**again, on=LATER.on)).then(LATER)


def test_a_count_is_at_least_what_was_recorded_one_by_one():
    known = (*RULED, LATE, LATER)
    one = RecordScore(**CELL, points=None, observed=Observation(count=1))
    given(*known).when(one).refused("count-below-occurrences", count=1, least=2)
    cells = (Scored(unit="a", criterion="II", points=None, observed=Observation(count=1)),)
    given(*known).when(RecordScores(**HERE, cells=cells)).refused("count-below-occurrences")
    for count in (2, 3):
        two = RecordScore(**CELL, points=None, observed=Observation(count=count))
        given(*known).when(two).accepted()


def test_a_unit_counts_its_own_occurrences_as_it_sees_them():
    own = RecordScore(**CELL, stage="self", points=None, observed=Observation(count=0))
    given(*RULED, LATE, LATER).when(own).accepted()


def test_an_occurrence_is_taken_back_and_corrected_like_other_facts():
    at = len([*RULED]) + 1
    concerns = LATE.tags()
    given(*RULED, LATE).because("Nhầm").when(Retract(positions=(at,), concerns=concerns)).accepted()
    right = RecordOccurrence(**CELL, what="Nộp báo cáo tháng muộn", on=LATE.on)
    facts = (
        given(*RULED, LATE)
        .because("Nhầm")
        .when(Correct(positions=(at,), concerns=concerns, instead=right))
    )
    assert isinstance(facts.accepted()[-1], OccurrenceRecorded)


# The second reader


SHEETS = (scored("a", 50), scored("b", 40))
TWICE: Fields = {**HERE, "units": ("a", "b"), "second_by": "Bình"}


def test_a_reading_names_both_persons_and_counts_the_cells():
    given(*RULED, *SHEETS).when(ReadTwice(**TWICE, differences=1)).then(
        SheetReadTwice(**TWICE, first_by=("given",), cells=2, differences=1)
    )


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"units": ()}, "too-few-units"),
        ({"units": ("a", "a")}, "named-twice"),
        ({"units": ("d",)}, "not-a-member"),
        ({"units": ("a", "c")}, "sheet-empty"),
        ({"stage": "self"}, "sheet-empty"),
        ({"differences": 3}, "more-differences-than-cells"),
    ],
)
def test_only_sheets_with_cells_are_read(changed, code):
    given(*RULED, *SHEETS).when(ReadTwice(**TWICE | changed)).refused(code)


def test_an_adopted_result_is_not_read_again():
    adopted = ResultAdopted(**HERE, places=(Place(place=1, unit="a"),))
    given(*RULED, *SHEETS, adopted).when(ReadTwice(**TWICE)).refused("scores-frozen")


def test_among_operators_another_than_who_typed_reads():
    an, binh = (Signer(name, name.encode() * 16) for name in ("an", "bi"))
    named = [
        OperatorNamed(operator=code, name=name, role="secretary", key=str(key.key))
        for code, name, key in (("an", "given", an), ("binh", "Bình", binh))
    ]
    facts = (*RULED, *SHEETS, *named)
    own = ReadTwice(**TWICE | {"second_by": "given"})
    given(*facts).signing(an).when(own).refused("reads-own-sheet", name="given")
    stranger = ReadTwice(**TWICE | {"second_by": "Cường"})
    given(*facts).signing(binh).when(stranger).refused("reader-no-operator", name="Cường")
    given(*facts).signing(binh).when(ReadTwice(**TWICE)).then(
        SheetReadTwice(**TWICE, first_by=("given",), cells=2)
    )
    given(*facts).signing(an).when(ReadTwice(**TWICE)).refused("reads-for-another", name="given")


def whole(book: ScoreBook) -> list[Event]:
    """Every member scored on every line that must be."""
    roster = replace(ROSTER_2020, units=("a", "b"))
    found: list[Event] = [*WORLD, roster, RulesIssued(**HERE, book=book)]
    for unit, points in (("a", 50), ("b", 40)):
        found.append(scored(unit, points))
        found.append(counted(unit, "II", 0))
    return found


def test_adopting_scores_without_the_second_reading_that_the_book_wants_needs_a_reason():
    adopt = AdoptScores(**HERE)
    given(*whole(BOOK)).when(adopt).accepted()
    given(*whole(READ)).when(adopt).refused("not-read-twice", unit="a", stage="verified")
    one = SheetReadTwice(**HERE, units=("a",), first_by=("given",), second_by="Bình", cells=2)
    given(*whole(READ), one).when(adopt).refused("not-read-twice", unit="b")
    both = replace(one, units=("a", "b"), cells=4)
    given(*whole(READ), both).when(adopt).accepted()
    reasoned = given(*whole(READ)).because("Người đọc soát vắng").when(adopt)
    ledger = ledger_with(reasoned.facts)
    assert ledger.execute(adopt, reasoned.how)


def test_a_cell_that_changes_after_a_reading_makes_it_out_of_date():
    read = SheetReadTwice(**HERE, units=("a", "b"), first_by=("given",), second_by="B", cells=4)
    facts = [*whole(READ), read]
    assert [*unread(_history(facts), "cum", 2020, ("a", "b"))] == []
    facts.append(counted("a", "T", 1))
    assert [*unread(_history(facts), "cum", 2020, ("a", "b"))] == [("a", "verified")]


PEERS = replace(
    READ, derivation=Derivation(scorers=("peer",), second_reader=True, final="mean-of-peers")
)


def peer_cells() -> list[ScoreRecorded]:
    return [scored("a", 50, stage="peer", scorer=scorer) for scorer in ("b", "c")]


def test_a_reading_is_of_the_peer_that_is_shown_and_not_of_the_others():
    of_b = ReadTwice(**HERE, stage="peer", units=("a",), second_by="Bình", scorer="b")
    facts = [*RULED, *peer_cells()]
    read = SheetReadTwice(
        **HERE,
        stage="peer",
        units=("a",),
        first_by=("given",),
        second_by="Bình",
        cells=1,
        scorer="b",
    )
    given(*facts).when(of_b).then(read)
    given(*facts).when(replace(of_b, scorer="d")).refused("sheet-empty", unit="a")
    given(*facts).when(replace(of_b, scorer=None)).then(replace(read, scorer=None, cells=2))


def test_every_peers_sheet_needs_its_reading():
    whole_year = [*MEMBERS, RulesIssued(**HERE, book=PEERS), *peer_cells()]
    read = SheetReadTwice(
        **HERE,
        stage="peer",
        units=("a",),
        first_by=("given",),
        second_by="Bình",
        cells=1,
        scorer="b",
    )
    asked = "cum", 2020, ("a",)
    assert [*unread(_history([*whole_year, read]), *asked)] == [("a", "peer")]
    other = replace(read, scorer="c")
    assert [*unread(_history([*whole_year, read, other]), *asked)] == []
    every = replace(read, scorer=None)
    assert [*unread(_history([*whole_year, every]), *asked)] == []


# Proposals


def _history(facts: Any) -> History:
    return History(effective(ledger_with(*facts).read()), date(2021, 1, 14))


def proposed(*facts: Event) -> dict[tuple[str, str], tuple[object, str]]:
    """(criterion, unit) -> what is proposed, and why."""
    found = proposals(_history((*RULED, *facts)), "cum", 2020, ("a", "b", "c"))
    return {
        (one.criterion, one.unit): (
            one.observed.yes if one.observed.count is None else one.observed.count,
            one.why,
        )
        for one in found
    }


def test_nothing_is_proposed_where_nothing_is_recorded():
    assert proposed() == {}
    assert proposed(CompactSigned(**HERE)) == {}, "who signed is not known"


def test_not_signing_is_proposed_from_the_signatories():
    signed = CompactSigned(**HERE, signatories=("a",))
    joined = CompactJoined(**HERE, unit="b")
    assert proposed(signed, joined) == {
        ("K1", "a"): (True, "signed"),
        ("K1", "b"): (True, "signed"),
        ("K1", "c"): (False, "not-signed"),
    }


def test_registration_reports_self_scores_and_launches_are_proposed():
    launched = MovementLaunched(movement="p", name="Phong trào")
    joined = MovementJoined(**HERE, movement="p", units=("b",))
    found = proposed(launched, joined)
    assert found["K2", "b"] == (True, "registered")
    assert found["K2", "c"] == (False, "not-registered")
    assert ("K4", "a") not in found, "a launch is not denied where only registrations are known"
    found = proposed(launched, joined, CompactSigned(**HERE, signatories=("a",)))
    assert [found["K4", unit] for unit in "abc"] == [
        (True, "launched"),
        (True, "launched"),
        (False, "not-launched"),
    ]
    opened = MeetingOpened(**HERE, meeting="m", title="Tổng kết")
    found = proposed(opened, ReportPresented(**HERE, meeting="m", title="BC", unit="a"))
    assert (found["K3", "a"], found["K3", "b"]) == ((True, "reported"), (False, "not-reported"))
    found = proposed(scored("c", 50, stage="self"))
    assert (found["K5", "c"], found["K5", "a"]) == (
        (True, "self-scored"),
        (False, "not-self-scored"),
    )


def test_occurrences_are_proposed_as_a_count():
    assert proposed(LATE, LATER)["II", "a"] == (2, "occurred")


# Notes


def test_points_far_from_four_years_are_noted_and_usual_points_are_not():
    facts: list[Event] = [*WORLD]
    for year in range(2016, 2021):
        facts.append(replace(ROSTER_2020, year=year))
        facts.append(RulesIssued(cluster="cum", year=year, book=BOOK))
        if year < 2020:
            facts.append(scored("a", 38 + year % 3, year=year))
    compared = comparison(_history(facts), "cum", 2020, "verified")
    assert [*map(int, compared.years["a", "I"])] == [38, 39, 40, 38]
    (note,) = compared.notes("a", "I", Decimal(0))
    assert (note.unusual, str(note.low), str(note.high)) == ("far-from-years", "38", "40")
    assert compared.notes("a", "I", Decimal(39)) == ()
    assert [n.unusual for n in compared.notes("a", "I", Decimal("3.9"))] == ["tenfold"]


def test_a_line_that_changed_is_not_compared_with_earlier_years():
    other = replace(BOOK, criteria=(replace(BOOK.criteria[0], max=Decimal(50)), *BOOK.criteria[1:]))
    facts = [
        *RULED,
        replace(ROSTER_2020, year=2019),
        RulesIssued(cluster="cum", year=2019, book=other),
        scored("a", 38, year=2019),
    ]
    assert comparison(_history(facts), "cum", 2020, "verified").years == {}


def test_verified_points_above_the_unit_s_own_and_derived_points_are_compared():
    late = counted("a", "II", 2, stage="self")
    compared = comparison(_history((*RULED, late)), "cum", 2020, "verified")
    assert compared.own == {"a": {"II": Decimal(30)}}
    assert [n.unusual for n in compared.notes("a", "II", Decimal(35))] == ["below-self"]


def test_equal_sheets_are_noted_but_not_those_at_full_marks():
    lines = [f"L{n}" for n in range(5)]
    nodes = tuple(Node(code=c, title=c, max=Decimal(10), score=Direct()) for c in lines)
    book = ScoreBook(title="B", scale=Scale(total=Decimal(50)), criteria=nodes)
    facts: list[Event] = [*MEMBERS, RulesIssued(**HERE, book=book)]
    for unit in "abc":
        facts += (scored(unit, 10 if unit == "c" else 9, code) for code in lines)
    assert comparison(_history(facts), "cum", 2020, "verified").copied() == (("a", "b"),)
    full = [*MEMBERS, RulesIssued(**HERE, book=book)]
    full += [scored(unit, 10, code) for unit in "ab" for code in lines]
    assert comparison(_history(full), "cum", 2020, "verified").copied() == ()


def test_a_printed_sheet_names_both_readers_until_a_cell_changes():
    read = SheetReadTwice(**HERE, units=("a",), first_by=("Lan",), second_by="Bình", cells=2)
    facts = [*whole(READ), read]
    out = printed(*facts)
    assert "Sở A, Cụm một, năm 2020; điểm thẩm định: nhập Lan, đọc soát Bình" in out
    assert "Sở B, Cụm một, năm 2020\n" in out
    assert "đọc soát" not in printed(*facts, counted("a", "T", 1))


def printed(*facts: Event) -> str:
    table = query_table("sheet", ledger_with(*facts), TableQuery(year=2020), Words("vi"))
    return render(table, "table", Words("vi"))
