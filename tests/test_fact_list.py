"""Facts in two columns: nothing is cut, values hang, a label too long has its value below."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from textual.content import Content

from thidua_tui.widgets.fact_list import Fact, FactList, fewest_lines

TEXT = st.text(st.sampled_from("ăâđ êôơ Sở-&"), max_size=120).map(lambda text: text.strip())
FACTS = st.lists(st.builds(Fact, label=TEXT, value=TEXT), max_size=6)


def drawn(*facts, width=40, gaps=True):
    return [line.plain.rstrip() for line in FactList(facts, gaps=gaps).lines(width)]


def test_values_are_one_below_the_other_and_go_on_below_their_column():
    assert drawn(
        Fact("Nguồn", "báo chí: Nguyễn Hoàng Đỉnh, Sở Tài chính"), Fact("Ghi lúc", "x")
    ) == [
        "Nguồn    báo chí: Nguyễn Hoàng Đỉnh, Sở",
        "         Tài chính",
        "Ghi lúc  x",
    ]


def test_between_gaps_the_columns_are_independent():
    facts = (Fact("a", "1"), Fact("", ""), Fact("một nhãn dài", "2"))
    assert drawn(*facts) == ["a  1", "", "một nhãn dài  2"]
    assert drawn(*facts, gaps=False) == ["a  1", "một nhãn dài  2"]


def test_a_label_too_long_has_its_value_below_and_leaves_the_column_to_others():
    facts = (Fact("điểm thẩm định của tiêu chí III.4", "9"), Fact("ngày", "14/01"))
    assert drawn(*facts, width=30) == [
        "điểm thẩm định của tiêu chí",
        "III.4",
        "      9",
        "ngày  14/01",
    ]


def test_without_a_label_a_value_takes_the_width():
    assert drawn(Fact("", "x" * 40), Fact("a", "b")) == ["x" * 40, "a  b"]


@settings(max_examples=200, deadline=None)
@given(facts=FACTS, width=st.integers(8, 120))
def test_nothing_is_cut_and_the_height_is_that_of_the_lines(facts, width):
    listed = FactList(facts)
    lines = [*listed.lines(width)]
    assert listed.get_height({}, width) == max(1, len(lines))
    assert all(line.cell_length <= width for line in lines)
    letters = sorted("".join("".join(line.plain.split()) for line in lines))
    assert letters == sorted("".join(f"{label}{value}" for label, value in facts).replace(" ", ""))


@given(
    cells=st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), min_size=1),
    room=st.integers(2, 200),
)
def test_two_columns_fill_the_room(cells, room):
    label, value = fewest_lines(cells, room)
    assert label >= 1
    assert value >= 1
    assert label + value == room


def test_columns_are_those_with_the_fewest_lines():
    assert fewest_lines([(10, 60)], 80) == (10, 70)
    label, value = fewest_lines([(40, 20)] * 9 + [(5, 60)], 80)
    assert label >= 40
    assert Content("x" * 20).cell_length <= value
