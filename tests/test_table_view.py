"""How a table is looked at: order, filter, columns, widths; what is exported is what is seen."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace

from events.collation import matches, sort_key
from thidua_tui.formatting.tables.data_sheet import (
    Column,
    DataSheet,
    filtered,
    ordered,
    quantity,
    rank,
)
from thidua_tui.formatting.tables.export_seen import as_lines, exported, seen_cells
from thidua_tui.formatting.tables.table_view import TableView, read_view
from thidua_tui.widgets.cell_meaning import bars_of, cell_content
from thidua_tui.widgets.column_widths import GAP, fitted, in_sight, scrolled_to

busy = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)


class Row(Struct, frozen=True, kw_only=True):
    """A row of a table that only this test has."""

    name: str
    points: Decimal | None = None
    place: int | None = None
    tied: bool = False
    on: date | None = None
    state: str = "adopted"


COLUMNS = (Column("place", "Hạng"), Column("name", "Đơn vị"), Column("points", "Điểm", right=True))
NAMES = ("Sở Y tế", "Sở Công Thương", "Ủy ban", "Đài Phát thanh", "Ban Dân tộc", "An ninh", "")
ROWS = st.lists(
    st.builds(
        Row,
        name=st.sampled_from(NAMES),
        points=st.none() | st.decimals(0, 100, places=2),
        place=st.none() | st.integers(1, 9),
    ),
    max_size=12,
)


def sheet(rows: list[Row]) -> DataSheet:
    """Return the sheet of these rows, unknown cells as dashes."""
    lines = [
        [str(row.place or "—"), row.name or "—", "—" if row.points is None else f"{row.points}"]
        for row in rows
    ]
    return DataSheet("test", "Bảng thử", COLUMNS, lines, rows)


@busy
@given(ROWS, st.sampled_from(("place", "name", "points")), st.booleans())
def test_order_is_stable_and_unknown_cells_are_last_in_both_directions(rows, key, descending):
    table = sheet(rows)
    order = ordered(table, range(len(rows)), key, descending=descending)
    assert sorted(order) == [*range(len(rows))]
    ranks = [rank(table, at, table.at(key)) for at in order]
    known = [found for found in ranks if found is not None]
    assert ranks[: len(known)] == known, "an unknown cell is before a known one"
    assert known == sorted(known, reverse=descending)
    for before, after in pairwise(order):
        if rank(table, before, table.at(key)) == rank(table, after, table.at(key)):
            assert before < after, "equal rows changed places"


@busy
@given(ROWS)
def test_numbers_are_ordered_as_numbers_and_names_as_the_alphabet_has_them(rows):
    table = sheet(rows)
    order = ordered(table, range(len(rows)), "points")
    points = [rows[at].points for at in order if rows[at].points is not None]
    assert points == sorted(points)
    names = [rows[at].name for at in ordered(table, range(len(rows)), "name") if rows[at].name]
    assert names == sorted(names, key=sort_key)


def test_a_number_at_the_head_of_a_text_and_a_day_are_ordered_by_their_size():
    class Cells(Struct):
        filled: str
        day: date

    rows = [Cells(filled="x", day=date(2021, 1, n)) for n in (9, 10, 2)]
    lines = [["9/24", "09/01"], ["10/24", "10/01"], ["2/24", "02/01"]]
    table = DataSheet("t", "t", (Column("done", "a"), Column("day", "b")), lines, rows)
    assert ordered(table, range(3), "done") == [2, 0, 1]
    assert ordered(table, range(3), "day") == [2, 0, 1]
    assert ordered(table, range(3), "gone") == [0, 1, 2], "of a column that is not there: as it was"


@busy
@given(ROWS, st.sampled_from(("so", "Sở", "sơ", "dai", "đài", "", "  y te ", "97", "không")))
def test_filter_keeps_the_rows_with_a_cell_that_matches(rows, query):
    table = sheet(rows)
    wanted = [at for at, line in enumerate(table.lines) if any(matches(query, c) for c in line)]
    assert filtered(table, query) == wanted


def test_filter_without_marks_matches_marks_and_with_marks_only_these():
    table = sheet([Row(name="Sở Y tế"), Row(name="So sánh"), Row(name="Đài Phát thanh")])
    assert filtered(table, "so") == [0, 1]
    assert filtered(table, "sở") == [0]
    assert filtered(table, "dai") == [2]
    assert filtered(table, "xyz") == []


def test_sort_goes_round_ascending_descending_as_it_was():
    view = TableView().sorted_by("name")
    assert (view.sort, view.descending) == ("name", False)
    view = view.sorted_by("name")
    assert (view.sort, view.descending) == ("name", True)
    assert view.sorted_by("name").sort == ""
    assert view.sorted_by("points") == TableView(sort="points")


KEYS = st.sampled_from(("place", "name", "points", "unit_name"))


@given(
    st.frozensets(KEYS),
    st.dictionaries(KEYS, st.integers(4, 120)),
    st.integers(0, 9),
    st.booleans(),
)
def test_what_is_remembered_is_read_again(hidden, widths, pinned, bars):
    view = TableView(hidden=hidden, widths=widths, pinned=pinned, bars=bars)
    assert read_view(view.written()) == view
    assert read_view(replace(view, sort="name", filter="so").written()) == view, "of the day alone"


@pytest.mark.parametrize(
    "line",
    ["", "hide=", "hide=[red]", "wide=a:9999,b", "pin=x bars=", "\x1b[2J", "hide=a;rm wide=:"],
)
def test_a_damaged_line_of_the_settings_hides_nothing(line):
    view = read_view(line)
    assert view.columns(sheet([])) == [0, 1, 2]
    assert all(4 <= width <= 120 for width in view.widths.values())


def test_a_view_that_hides_every_column_shows_all():
    view = TableView(hidden=frozenset(("place", "name", "points")))
    assert view.columns(sheet([])) == [0, 1, 2]


def test_choosing_columns_keeps_what_is_hidden_of_columns_that_are_not_there_now():
    view = TableView(hidden=frozenset(("annulment",))).choose(("name",), COLUMNS)
    assert view.hidden == {"annulment", "place", "points"}
    assert view.choose(("name", "place"), COLUMNS).hidden == {"annulment", "points"}


@busy
@given(ROWS, st.sampled_from(("", "name", "points")), st.booleans(), st.sampled_from(("", "so")))
def test_what_is_exported_is_what_is_seen(rows, sort, descending, query):
    table = sheet(rows)
    view = TableView(hidden=frozenset(("place",)), sort=sort, descending=descending, filter=query)
    seen = seen_cells(table, view)
    assert seen[0] == ["Đơn vị", "Điểm"]
    assert seen[1:] == [table.lines[at][1:] for at in view.rows(table)]
    read = [*csv.reader(io.StringIO(exported(table, view, "csv")))]
    assert read == [[("" if c == "—" else c) for c in line] for line in seen]
    lines = exported(table, view, "excel").removeprefix("\ufeff").splitlines()
    assert len(lines) == len(seen)
    assert exported(table, view, "md").count("\n| ") == len(seen) - 1 + (len(seen) > 1)
    assert as_lines(seen).count("\n") == len(seen) - 1


@pytest.mark.parametrize("name", ["=1+1", "+x", "-x", "@SUM(A1)", " =1", "a;=1", "\uff1d1"])
def test_no_cell_becomes_a_formula(name):
    table = sheet([Row(name=name)])
    texts = {
        ",": exported(table, TableView(), "csv"),
        ";": exported(table, TableView(), "excel").removeprefix("\ufeff"),
        "\t": as_lines(seen_cells(table, TableView())),
    }
    for delimiter, text in texts.items():
        cells = [*csv.reader(io.StringIO(text), delimiter=delimiter)][1]
        assert "'" in cells[1]
        assert not any(re.search(r"(^|;)[\s\"]*[=+\-@\uff1d]", cell) for cell in cells)


def test_the_line_above_a_table_is_a_column_of_its_own_in_a_spreadsheet():
    table = sheet([Row(name="Sở Y tế", place=1)])._replace(caption="TẠM TÍNH")
    assert exported(table, TableView(), "csv").splitlines() == [
        "Bảng thử,Hạng,Đơn vị,Điểm",
        "TẠM TÍNH,1,Sở Y tế,",
    ]
    assert "TẠM TÍNH" in exported(table, TableView(), "md")


def test_a_provisional_place_has_brackets_and_an_adopted_one_a_medal():
    table = sheet([Row(name="a", place=1), Row(name="b", place=1, state="provisional")])
    adopted, provisional = cell_content(table, 0, 0), cell_content(table, 1, 0)
    assert (adopted.plain, provisional.plain) == ("1", "(1)")
    assert "$gold" in str(adopted.spans[0].style)
    assert "$provisional" in str(provisional.spans[0].style)


def test_bars_measure_points_against_the_greatest_and_no_places():
    rows = [Row(name="a", points=Decimal(50), place=1), Row(name="b", points=Decimal(100))]
    table = sheet([*rows, Row(name="c")])
    assert quantity(table, 0, 0) is None, "a place measures nothing"
    bars = bars_of(table, 2, 10)
    assert cell_content(table, 0, 2, bars).plain == " 50 █████     "
    assert cell_content(table, 1, 2, bars).plain == "100 ██████████"
    assert cell_content(table, 2, 2, bars).plain == "  —"


@given(
    st.lists(st.integers(1, 60), min_size=1, max_size=12), st.integers(20, 200), st.integers(0, 4)
)
def test_columns_fit_or_are_reached_by_scrolling(natural, room, pinned):
    widths = fitted(natural, [0] * len(natural), room)
    assert all(width <= need for width, need in zip(widths, natural, strict=True))
    if sum(natural) + GAP * (len(natural) - 1) <= room:
        assert widths == natural
    pinned = min(pinned, len(natural) - 1)
    for column in range(len(natural)):
        left = scrolled_to(widths, pinned, 0, column, room)
        assert column in in_sight(widths, pinned, left, room)
        assert [*range(pinned)] == in_sight(widths, pinned, left, room)[:pinned]


def test_a_width_that_was_given_stays_while_others_give_way():
    assert fitted([40, 40], [30, 0], 60) == [30, 28]
