"""The pictures of several years: every year has a column, marks are under it, nothing is wider."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from events.reorganisation import DissolveUnit, SplitUnit
from events.unit_commands import RenameUnit
from events.units import Heir
from tests.facts import MEMBERS
from tests.reading import rows_in
from tests.reorganised_year import BEFORE, MARCH, REORGANISED, recorded
from tests.spec import ledger_with
from tests.test_leadership_picture import SEED, VACANT, row, twelve_years
from tests.test_rotation import results
from thidua_tui.formatting.pictures.bump_chart import LETTERS, placed
from thidua_tui.formatting.pictures.bump_lanes import Places, draw_places
from thidua_tui.formatting.pictures.leadership_chart import MARKS
from thidua_tui.formatting.pictures.leadership_lanes import Lanes, Waiting, draw_lanes
from thidua_tui.formatting.sentences import chronicle
from thidua_tui.formatting.sentences.terms import terms_by_unit, year_spans
from thidua_tui.i18n.messages import Words
from views.leadership import LeaderRow, RoleShown
from views.lineage import Lineage
from views.projection import project
from views.standings import Standings

VI = Words("vi")
UNITS = ["snv", "stc", "skhdt", "vp-ubnd", "stp", "sngv", "vp-dbqh"]
WIDTHS = st.integers(60, 220)


def lanes(rows, width: int = 150, tall: int = 2, chosen: int = 2020, waiting=()) -> Lanes:
    terms = terms_by_unit(rows, VI)
    return draw_lanes(rows, width, tall, chosen, vacant=VACANT, terms=terms, waiting=waiting)


# Lanes of the headship


def test_two_years_share_the_whole_width():
    assert [*lanes(SEED, width=80).lines()] == [
        "                       ▾2020                        2021",
        "VP Đoàn ĐBQH            ●━━━━━━━━━━━━━━━━━━━━━━━━━┓",
        "Trưởng cụm 2020                                   ┃",
        "Sở Tài chính            ○─────────────────────────┗━●━━━━━━━━━━━━━━━━━━━━━━━━━━",
        "Trưởng cụm 2021…",
        "Sở Kế hoạch và Đầu tư                               ○──────────────────────────",
        "Phó 2021",
    ]
    assert lanes(SEED, width=80).columns[-1].end in (79, 80)


@st.composite
def terms(draw) -> list[LeaderRow]:
    """Roles of some years: a head or a vacancy, perhaps an acting head, perhaps deputies."""
    rows: list[LeaderRow] = []
    for year in sorted(draw(st.sets(st.integers(1990, 2025), min_size=1, max_size=36))):
        role: RoleShown = draw(st.sampled_from(["head", "head", "head", "vacant"]))
        units = draw(st.permutations(UNITS))
        rows.append(row(year, role, None if role == "vacant" else units[0]))
        rows += [row(year, "acting", units[3])] * draw(st.integers(0, 1))
        rows += [row(year, "deputy", units[n], rank=n) for n in range(1, draw(st.integers(1, 3)))]
    return rows


@given(terms(), WIDTHS, st.integers(1, 4), st.integers(1990, 2025))
def test_every_year_has_one_column_and_its_marks_are_under_it(rows, width, tall, chosen):
    drawn = lanes(rows, width, tall, chosen)
    years = [one.year for one in drawn.columns]
    assert years == [*range(years[0], years[-1] + 1)]
    assert all(one.end == other.start for one, other in pairwise(drawn.columns))
    assert drawn.left <= drawn.columns[0].start
    assert drawn.columns[-1].end <= width
    assert all(cell_len(line) <= width for line in drawn.lines())
    assert len({*drawn.units}) == len(drawn.units)
    if rows[0].year <= chosen <= rows[-1].year:
        assert chosen in years
    for one in rows:
        if one.year in years and one.role != "deputy":
            column = drawn.columns[years.index(one.year)]
            cells = drawn.cells[drawn.units.index(one.unit or "")][0]
            assert MARKS[one.role] in cells[column.start - drawn.left : column.end - drawn.left + 1]


@given(terms(), WIDTHS)
def test_every_lane_names_its_unit_and_its_terms(rows, width):
    drawn = lanes(rows, width, 3)
    of_unit = terms_by_unit(rows, VI)
    for unit, labels in zip(drawn.units, drawn.labels, strict=True):
        if unit:
            assert labels[0].removesuffix("…").rstrip() in {
                r.unit_name or "" for r in rows if r.unit == unit
            } | {r.unit_short or "" for r in rows if r.unit == unit}
            assert labels[1].split(" ")[0] == of_unit[unit].split(" ")[0]


def test_the_year_of_a_cell_is_that_of_its_column():
    drawn = lanes(twelve_years(), 150)
    for column in drawn.columns:
        assert drawn.year_at(column.start) == drawn.year_at(column.end - 1) == column.year
    assert drawn.year_at(0) is None


def test_a_member_without_a_role_has_a_lane_without_marks_below_the_others():
    drawn = lanes(SEED, waiting=[Waiting("stp", "Sở Tư pháp", "Sở TP")])
    assert drawn.units[-1] == "stp"
    assert drawn.labels[-1][0] == "Sở Tư pháp"
    assert "".join(drawn.cells[-1]).strip() == ""


def test_a_term_ends_on_its_known_day_and_a_gap_has_no_line():
    rows = [row(2018, "head", "snv"), row(2020, "head", "stc", over=True)]
    drawn = lanes(rows, 120)
    first, second = (cells[0] for cells in drawn.cells)
    middle = drawn.columns[1]
    assert "━" in first
    assert set(first[middle.start - drawn.left + 1 : middle.end - drawn.left]) == {" "}
    assert "━" not in second  # that it ended is known, and not when


def test_years_in_a_row_are_a_span():
    assert year_spans([2019, 2023, 2020, 2019]) == "2019–2020, 2023"
    assert year_spans([]) == ""
    assert terms_by_unit(SEED, VI)["stc"] == "Trưởng cụm 2021 · Phó 2020"


# Places


def places(*years: tuple[int, str], width: int = 90, tall: int = 1, chosen: str = "") -> Places:
    view = project(Standings("cum"), ledger_with(*MEMBERS, *results(*years)))
    return draw_places(view.rows(), width, tall, unplaced="chưa xếp", chosen=chosen)


def test_places_have_labels_at_both_ends_and_take_the_width():
    drawn = places((2019, "a|b|c"), (2020, "b|a|c"), (2021, "b|c|a"), width=60)
    lines = [*drawn.lines()]
    assert lines[1].startswith("  1  A Sở A")
    assert lines[1].endswith("B Sở B")
    assert max(map(cell_len, lines)) > 48


def test_a_single_year_has_its_labels_at_the_right_alone():
    drawn = places((2020, "a|b|c"))
    assert [row.left for row in drawn.rows] == ["", "", ""]
    assert [row.right for row in drawn.rows] == ["A Sở A", "B Sở B", "C Sở C"]


@given(
    st.dictionaries(
        st.integers(2000, 2025),
        st.sampled_from(["a|b|c", "b|a|c", "ab|c", "c|ab", "b", "abc", "c|b|a"]),
        min_size=1,
        max_size=20,
    ),
    WIDTHS,
    st.integers(1, 3),
    st.sampled_from(["", "a", "b", "x"]),
)
def test_every_letter_is_on_its_place_under_its_year(years, width, tall, chosen):
    view = project(Standings("cum"), ledger_with(*MEMBERS, *results(*sorted(years.items()))))
    drawn = draw_places(view.rows(), width, tall, unplaced="chưa xếp", chosen=chosen)
    known = placed(view.rows())
    shown = [one.year for one in drawn.columns]
    assert shown == [*range(shown[0], max(known) + 1)]
    assert all(one.end == other.start for one, other in pairwise(drawn.columns))
    assert all(cell_len(line) <= width for line in drawn.lines())
    units = list(dict.fromkeys(unit for year in sorted(known) for unit in known[year]))
    left = drawn.labels[0]
    for column in drawn.columns:
        cells = slice(column.start - left, column.end - left)
        there = known.get(column.year, {})
        for unit, place in there.items():
            row_of = drawn.rows[place - 1]
            at = row_of.cells[0][cells].index(LETTERS[units.index(unit)])
            assert row_of.owners[0][cells][at] == unit
        if column.year not in known:
            assert not any("".join(line[cells]).strip() for r in drawn.rows for line in r.cells)


def test_the_line_of_the_chosen_unit_is_drawn_over_the_others():
    years = [(2019, "a|b|c"), (2020, "c|b|a"), (2021, "a|b|c")]
    for unit in "abc":
        drawn = places(*years, chosen=unit)
        owned = sum(owner == unit for r in drawn.rows for line in r.owners for owner in line)
        least = places(*years, chosen="b" if unit != "b" else "a")
        before = sum(owner == unit for r in least.rows for line in r.owners for owner in line)
        assert owned >= before


# Lineage where there is little room


@pytest.mark.parametrize("width", [40, 44, 50, 60, 76, 118])
def test_names_of_a_lineage_are_whole_where_they_fit_a_line(width):
    rows = rows_in(recorded(*BEFORE, *REORGANISED), Lineage)
    lines = [line for line in chronicle.lineage(rows, VI, width) if line.startswith(" ")]
    assert max(map(cell_len, lines)) <= width
    merged = [line for line in lines if "Sở Kế hoạch và Đầu tư" in line]
    assert merged


def test_where_names_are_long_they_are_one_below_the_other():
    heirs = tuple(Heir(unit=f"snv-{n}", name=f"Sở {n} có cái tên rất dài") for n in (1, 2))
    name = "Sở Tài chính và các việc khác"
    acts = (*BEFORE[:5], RenameUnit(unit="stc", name=name, on=MARCH))
    renamed, split = (
        chronicle.lineage(rows_in(recorded(*story), Lineage), VI, 40)[1:]
        for story in (acts, (*BEFORE[:5], SplitUnit(unit="snv", into=heirs, on=MARCH)))
    )
    assert renamed == ["   ╔═ Sở Tài chính", f"   ╚═▶ {name}"]
    assert split == [
        "   ┌─ Sở Nội vụ",
        "   ├─▶ Sở 1 có cái tên rất dài",
        "   └─▶ Sở 2 có cái tên rất dài",
    ]
    ended = rows_in(recorded(*BEFORE[:5], DissolveUnit(unit="bdt", on=MARCH)), Lineage)
    assert chronicle.lineage(ended, VI, 40)[1] == "   Ban Dân tộc ──╳"
