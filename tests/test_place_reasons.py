"""Why a unit has its place and how safe places are: worked by hand, in both languages."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from msgspec.structs import replace

from events.command import Command
from events.holds import HoldUnit
from events.membership import RecordRoster
from events.ranking import AdoptResult
from events.result_events import Place
from events.score_book.compare import step_of
from events.scoring import ScoreRecorded
from events.tie_decisions import DecideTie
from tests.form_app import STARTED, session
from tests.scored_year import BOOK, POINTS, A, B, C, D, scored
from thidua_tui.formatting.sentences.place_reasons import headline, safety
from thidua_tui.formatting.sentences.points import points_text, signed_text
from thidua_tui.i18n.messages import Words
from views.place_comparison import compare
from views.place_reasons import PlaceReasons, YearReasons

VI, EN = Words("vi"), Words("en")
AGREED = AdoptResult(
    cluster="tmth",
    year=2020,
    places=tuple(Place(place=at, unit=unit) for at, unit in enumerate((B, A, C), 1)),
)


def reasons(*more: Command, points=POINTS, book=BOOK) -> YearReasons:
    at = session(*STARTED, *scored(points, book), *more)
    found = at.see(PlaceReasons("tmth", 2020)).reasons("tmth", 2020)
    assert found is not None
    return found


def test_the_lines_are_sorted_by_difference_and_name_what_decides():
    """96 − 95,5 = +0,5: I.2 gives +1, II.1 takes 0,5; without I.2 the order would be the other."""
    found = compare(reasons(), A, B)
    lines = [(x.code, x.depth, x.difference, x.decides) for x in found.lines]
    assert lines == [
        ("I", 0, Fraction(1), True),
        ("I.2", 1, Fraction(1), True),
        ("II", 0, Fraction(-1, 2), False),
        ("II.1", 1, Fraction(-1, 2), False),
    ]
    assert (found.total_lead, found.deciding) == (Fraction(1, 2), ("I.2",))
    assert found.first_leaf("") == found.first_leaf("I") == "I.2"
    assert found.first_leaf("II") == found.first_leaf("II.1") == "II.1"


def test_several_lines_decide_where_none_is_enough_alone():
    """B − C = 95,5 − 90,5 = 5: II.2 gives 5 and is enough; of A − D = 6 no line gives 6."""
    assert compare(reasons(), B, C).deciding == ("II.2",)
    found = compare(reasons(), A, D)
    assert found.deciding == ("II.2", "I.2"), "5 + 2 of 6"
    assert compare(reasons(), D, A).deciding == ("II.2", "I.2"), "the same, asked from below"


def test_the_lines_add_up_to_the_lead():
    year = reasons()
    for unit in (A, B, C, D):
        for other in (A, B, C, D):
            found = compare(year, unit, other)
            listed = sum((x.difference for x in found.lines if x.leaf), Fraction(0))
            assert listed + found.unlisted + found.rounding == found.total_lead


def test_a_unit_that_is_compared_with_no_other_is_told_once():
    assert [*headline(compare(reasons(), A, A), reasons(), EN)] == [
        "Văn phòng Đoàn Đại biểu Quốc hội tỉnh: provisionally 1st, 96 points."
    ]


def test_the_sentences_can_be_read_aloud():
    text = [*headline(compare(reasons(), B, A), reasons(), VI)]
    assert text == [
        "Sở Tài chính: tạm xếp Nhì, 95,5 điểm.",
        "Văn phòng Đoàn Đại biểu Quốc hội tỉnh: tạm xếp Nhất, 96 điểm.",
        "Văn phòng Đoàn Đại biểu Quốc hội tỉnh hơn Sở Tài chính 0,5 điểm.",
        "Quyết định ở: I.2 Tiêu chí I.2 (20 so với 19).",
    ]
    assert [*headline(compare(reasons(), B, A), reasons(), EN)][3] == (
        "What decides: I.2 Tiêu chí I.2 (20 against 19)."
    )


EQUAL = {A: ("38", "40", "28", 0), B: ("37", "40", "29", 0)}
SAME = {A: ("38", "40", "28", 0), B: ("38", "40", "28", 0)}


def test_a_tie_names_the_step_that_parted_with_its_values():
    """Both have 96; I is 58 against 57."""
    year = reasons(points=EQUAL)
    found = compare(year, B, A)
    assert [(x.values, x.decides) for x in found.steps] == [((Fraction(57), Fraction(58)), True)]
    assert [*headline(found, year, VI)][2:] == [
        "Hai đơn vị bằng tổng điểm.",
        "Phân định ở bước 1: điểm mục I Chuyên môn cao hơn; 57 so với 58, "
        "Văn phòng Đoàn Đại biểu Quốc hội tỉnh xếp trên.",
    ]


def test_a_tie_that_nothing_parts_says_so_and_lists_the_steps():
    year = reasons(points=SAME)
    found = compare(year, A, B)
    assert [(x.values, x.decides) for x in found.steps] == [
        ((Fraction(58), Fraction(58)), False),
        ((None, None), False),
    ]
    assert "Không bước nào phân định" in [*headline(found, year, VI)][-1]
    assert "xếp Nhất, đồng hạng" in next(headline(found, year, VI))


def test_a_tie_that_was_decided_says_how():
    drawn = DecideTie(cluster="tmth", year=2020, units=(B, A), by="lot", witnesses="Bà Lan")
    year = reasons(drawn, points=SAME)
    assert year.given == {B: 1, A: 2}
    assert [*headline(compare(year, A, B), year, VI)][-1] == (
        "Đồng điểm đã được giải quyết bằng bốc thăm: "
        "Sở Tài chính; Văn phòng Đoàn Đại biểu Quốc hội tỉnh."
    )


def test_a_unit_on_hold_has_no_place_and_says_so():
    year = reasons(HoldUnit(cluster="tmth", year=2020, unit=A, ground="complaint"))
    assert (year.why_none(A), year.given[B]) == ("held", 1)
    text = [*headline(compare(year, A, B), year, VI)]
    assert "không có thứ hạng vì đang tạm hoãn, 96 điểm" in text[0]
    assert "hơn Sở Tài chính 0,5 điểm" in text[2], "the points are compared all the same"


def test_last_years_place_parts_units_with_equal_totals():
    """Both have 58 for I, too; B was first the year before."""
    last = AdoptResult(
        cluster="tmth", year=2019, places=(Place(place=1, unit=B), Place(place=2, unit=A))
    )
    roster = RecordRoster(cluster="tmth", year=2019, units=(A, B))
    at = session(*STARTED, roster, last, *scored(SAME))
    year = at.see(PlaceReasons("tmth", 2020)).reasons("tmth", 2020)
    assert year is not None
    assert year.given == {B: 1, A: 2}
    assert [*headline(compare(year, A, B), year, EN)][-1] == (
        "Step 2 parts them: better place in the previous year; 2nd against 1st, "
        "Sở Tài chính comes first."
    )


def test_agreed_places_say_so_and_what_the_points_would_give():
    year = reasons(AGREED)
    text = [*headline(compare(year, A, B), year, VI)]
    assert text[0] == "Văn phòng Đoàn Đại biểu Quốc hội tỉnh: xếp Nhì, 96 điểm."
    assert text[2] == "Thứ hạng do các đơn vị thống nhất bình xét, không tính từ điểm."
    assert text[3] == (
        "Theo điểm thì thứ hạng là: Văn phòng Đoàn Đại biểu Quốc hội tỉnh Nhất, Sở Tài chính Nhì."
    )


def test_a_unit_without_a_place_says_why():
    year = reasons(AGREED)
    assert year.why_none(D) == "not-named"
    assert reasons().why_none("vp-ubnd") == "no-points"
    assert reasons().why_none("nowhere") == "unknown-unit"
    text = [*headline(compare(reasons(), "vp-ubnd", A), reasons(), VI)]
    assert "không có thứ hạng vì chưa có điểm cuối cùng" in text[0]
    assert text[-1].startswith("Không so được từng dòng")


def test_the_partner_is_the_unit_above_and_of_the_first_the_unit_below():
    year = reasons()
    assert year.order == (A, B, C, D)
    assert [year.neighbour(unit) for unit in year.order] == [B, A, B, C]
    assert year.partners(B) == (A, C, D)


def test_a_margin_says_what_is_needed_and_where_it_can_be_got():
    """B needs 0,5: free are II.1 1,5 and I.1 2 and I.2 1; the flag goes to the first alone."""
    lines = [*safety(reasons(), VI)]
    assert lines == [
        "── hết chỉ tiêu đề nghị Cờ thi đua: đến hạng 1 ──",
        "Sở Tài chính cần thêm 0,5 điểm để bằng Văn phòng Đoàn Đại biểu Quốc hội tỉnh; "
        "còn có thể được ở I.1 (tối đa thêm 2); II.1 (tối đa thêm 1,5); I.2 (tối đa thêm 1).",
        "Sở Nội vụ cần thêm 5 điểm để bằng Sở Tài chính; còn có thể được ở II.2 (tối đa thêm 5).",
        "Sở Kế hoạch và Đầu tư cần thêm 0,5 điểm để bằng Sở Nội vụ; "
        "còn có thể được ở II.2 (tối đa thêm 5); I.1 (tối đa thêm 3); I.2 (tối đa thêm 2).",
    ]


def test_a_gap_below_the_step_of_the_points_is_warned_of():
    """Points in whole steps: a gap of half a point comes from the proportion alone."""
    narrow = {A: ("38", "40", "28", 0), B: ("38", "39", "28", 0)}
    year = reasons(points=narrow)
    assert year.step == Decimal(1)
    found = [*safety(year, VI)][1]
    assert found.startswith("▲ ")
    assert found.endswith("khoảng cách nhỏ hơn bước chấm 1.")


@pytest.mark.parametrize(
    ("points", "step"),
    [
        (("9", "8"), "1"),
        (("9.5", "8"), "0.5"),
        (("9.25", "8.5"), "0.25"),
        (("9.3", "8.5"), "0.1"),
        (("9.35", "8.5"), "0.05"),
        (("9.3333",), "0.0001"),
        ((), "1"),
    ],
)
def test_the_step_is_the_coarsest_of_which_all_points_are_multiples(points, step):
    assert step_of(map(Decimal, points)) == Decimal(step)


def test_final_scores_lead_to_their_entries():
    year = reasons()
    (entry,) = year.final(B, "I.2")
    assert isinstance(entry.event, ScoreRecorded)
    assert (entry.event.unit, entry.event.criterion, entry.by) == (B, "I.2", "Thư ký")


def test_numbers_are_exact_or_say_that_they_are_not():
    assert points_text(Fraction(19, 2), VI) == "9,5"
    assert points_text(Fraction(1, 3), VI) == "≈0,3333"
    assert points_text(Fraction(-1, 2), EN) == "−0.5"
    assert [signed_text(Fraction(x), EN) for x in (2, 0, -2)] == ["+2", "0", "−2"]


def test_a_book_without_steps_leaves_a_tie():
    year = reasons(points=SAME, book=replace(BOOK, tie_breaks=()))
    assert [*headline(compare(year, A, B), year, EN)][-1] == (
        "The rule book has no step for equal totals: they share the place."
    )
