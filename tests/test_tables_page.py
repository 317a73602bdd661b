"""The page of tables: each key and click on a table, its dialogs, what is remembered and saved."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from events.unit_commands import FoundUnit
from tests.pages import (
    app_on,
    ledger_at,
    press,
    quiet,
    screen_text,
    settled,
    shown,
    standing_still,
    toasts,
)
from tests.systems import assert_private
from tests.table_keys import to_table
from thidua_tui.formatting.tables.table_view import read_view
from thidua_tui.formatting.tables.titles import short_title
from thidua_tui.i18n.messages import Words
from thidua_tui.platform import settings
from thidua_tui.screens.table_dialogs import Chooser, TableColumns
from thidua_tui.screens.table_list import tables_by_area
from thidua_tui.screens.table_loading import OWN, TABLES
from thidua_tui.screens.tables import TablesPage
from thidua_tui.widgets.area_tabs import AreaTabs
from thidua_tui.widgets.row_table import RowTable, TableHead
from thidua_tui.widgets.table_lines import RowLines
from thidua_tui.widgets.table_names import TableNames
from views.tables import AREAS
from views.tables import TABLES as SPECS

AWARDS = to_table("awards")


@pytest.fixture(autouse=True)
def _still(tmp_path, monkeypatch):
    for name in ("XDG_CONFIG_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    with standing_still():
        yield


@pytest.fixture
def years(tmp_path):
    return ledger_at(tmp_path / "years.ledger", years=True)


@pytest.fixture
def demo(tmp_path):
    return ledger_at(tmp_path / "demo.ledger", story=True)


def page(pilot: Pilot[Any]) -> TablesPage:
    """The page in front."""
    assert isinstance(pilot.app.screen, TablesPage)
    return pilot.app.screen


def column(pilot: Pilot[Any], key: str) -> list[str]:
    """The cells of a column in the order shown."""
    on = page(pilot)
    assert on.sheet
    return [on.sheet.lines[at][on.sheet.at(key)] for at in on.order]


async def test_every_table_is_shown_and_the_arrows_still_change_the_year(years):
    async with shown(years, size=(160, 50)) as pilot:
        await press(pilot, *to_table(TABLES[0]))
        for name in TABLES:
            assert page(pilot).table == name
            text = screen_text(pilot.app)
            assert short_title(name, Words("vi"))[:16] in text
            assert (page(pilot).sheet is None) is (name in OWN)
            await press(pilot, "tab")
        assert page(pilot).table == TABLES[0]
        await press(pilot, "left", ",")
        assert pilot.app.here.year == 2022
        await press(pilot, "right")
        assert pilot.app.here.year == 2023


async def test_shift_and_arrows_move_the_column_and_stay_within_the_columns(years):
    async with shown(years) as pilot:
        await press(pilot, "4", "shift+left")
        assert page(pilot).row_table.column == 0
        await press(pilot, *["shift+right"] * 9)
        assert page(pilot).row_table.column == 3
        assert pilot.app.here.year == 2024, "the year stays"


async def test_s_sorts_up_down_and_back_and_the_cursor_stays_on_its_row(years):
    async with shown(years, size=(120, 40)) as pilot:
        await press(pilot, "4", "down", "down", "shift+right")
        row, before = page(pilot).choice(), column(pilot, "unit_name")
        await press(pilot, "s")
        assert "Đơn vị ↑" in screen_text(pilot.app)
        ascending = column(pilot, "unit_name")
        assert ascending[0] == "Ban Quản lý Khu kinh tế và các khu công nghiệp tỉnh"
        assert page(pilot).choice() is row
        await press(pilot, "S")
        assert column(pilot, "unit_name") == ascending[::-1]
        await press(pilot, "s")
        assert column(pilot, "unit_name") == before


async def test_a_click_on_a_head_sorts_by_its_column(years):
    async with shown(years, size=(120, 40)) as pilot:
        await press(pilot, "4")
        spans = {at: x for at, x, _ in page(pilot).row_table.spans()}
        await pilot.click(TableHead, offset=(spans[2] + 1, 0))
        await settled(pilot)
        assert column(pilot, "points")[:2] == ["79,00", "81,00"]
        assert page(pilot).row_table.column == 2
        await pilot.click(TableHead, offset=(spans[2] + 1, 0))
        await settled(pilot)
        assert column(pilot, "points")[:2] == ["96,25", "96,25"]


async def test_a_click_goes_to_the_cell_and_a_second_one_opens_the_unit(years):
    async with shown(years, size=(120, 40)) as pilot:
        await press(pilot, "4")
        table = page(pilot).row_table
        x = {at: x for at, x, _ in table.spans()}[1]
        await pilot.click(RowTable, offset=(x + 2, 3 * table.tall))
        await settled(pilot)
        assert (pilot.app.screen.PLACE, table.column, table.cursor) == ("tables", 1, 3)
        row: Any = page(pilot).choice()
        await pilot.click(RowTable, offset=(x + 2, 3 * table.tall))
        await settled(pilot)
        assert (pilot.app.screen.PLACE, pilot.app.here.unit) == ("unit", row.unit)


async def click_tab(pilot: Pilot[Any], table: str) -> None:
    """Click the name of a table above the shown one, or that of its area, if that is another."""
    areas = tables_by_area()
    area = SPECS[table].area
    if SPECS[page(pilot).table].area == area:
        tabs, at = "#tables-of-area", areas[area].index(table)
    else:
        tabs, at = "#table-areas", [*areas].index(area)
    tab = page(pilot).query_one(tabs, AreaTabs).tabs[at]
    await pilot.click(tabs, offset=(tab.x + 2, tab.y))


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_a_click_on_a_name_opens_its_table(years, size):
    async with shown(years, size=size) as pilot:
        await press(pilot, "4")
        for name in ("awards", "quotas", "meetings", "ranking"):
            names = page(pilot).query_one(TableNames)
            if names.display:
                await pilot.click(TableNames, offset=(2, names.placed.index(name)))
            else:
                await click_tab(pilot, name)
            await settled(pilot)
            assert (page(pilot).table, page(pilot).shown) == (name, name)


async def test_slash_filters_without_marks_and_says_how_many_of_how_many(years):
    async with shown(years, size=(120, 40)) as pilot:
        await press(pilot, "4", "/", *"van phong")
        assert {*column(pilot, "unit_name")} == {
            "Văn phòng UBND tỉnh",
            "Văn phòng Đoàn ĐBQH và HĐND tỉnh",
        }
        assert "2/8 dòng" in screen_text(pilot.app)
        await press(pilot, "enter", "down")
        assert page(pilot).row_table.cursor == 1
        await press(pilot, "escape")
        assert len(column(pilot, "unit_name")) == 8
        assert page(pilot).PLACE == "tables", "the first Esc only clears the filter"
        await press(pilot, "escape")
        assert pilot.app.screen.PLACE != "tables"


async def test_a_filter_that_matches_nothing_says_so_and_nothing_can_be_copied(years):
    async with shown(years) as pilot:
        await press(pilot, "4", "/", *"zzz", "enter", "c")
        assert "Không có dòng nào khớp" in screen_text(pilot.app)
        assert toasts(pilot.app) == ["Không có ô nào để chép."]
        assert page(pilot).choice() is None
        await press(pilot, "enter")
        assert page(pilot).PLACE == "tables"


async def test_letters_in_the_filter_are_text_and_arrows_move_through_the_rows(years):
    async with shown(years) as pilot:
        await press(pilot, "4", "ctrl+f", *"so", "down")
        assert page(pilot).view.filter == "so"
        assert page(pilot).view.sort == "", "s was typed, not pressed"
        assert page(pilot).row_table.cursor == 1


async def test_typing_in_the_filter_goes_on_while_the_page_is_loaded_again(years):
    async with shown(years) as pilot:
        await press(pilot, "4", "/", *"so")
        page(pilot).reload()
        await settled(pilot)
        await press(pilot, *" noi")
        assert page(pilot).view.filter == "so noi"
        assert column(pilot, "unit_name") == ["Sở Nội vụ"]


async def test_each_table_has_its_own_filter(years):
    async with shown(years) as pilot:
        await press(pilot, *to_table("roster"), "/", *"so", "enter", "tab")
        assert (page(pilot).table, page(pilot).view.filter) == ("leaders", "")
        assert not page(pilot).query_one("#table-narrow").display
        await press(pilot, "shift+tab")
        assert page(pilot).view.filter == "so"
        assert page(pilot).query_one("#table-narrow").display
        assert len(page(pilot).order) == 4, "four units are called Sở"


async def test_columns_are_hidden_shown_and_remembered(demo):
    app = app_on(demo)
    app.keep = lambda **chosen: settings.choose(**chosen)
    async with app.run_test(size=(160, 50), notifications=True) as pilot:
        await press(pilot, *AWARDS, "o")
        assert isinstance(pilot.app.screen, TableColumns)
        await press(pilot, "down", "down", "space", "enter")
        assert page(pilot).view.hidden == {"form"}
        assert "ẩn 1 cột" in screen_text(pilot.app)
    assert settings.chosen()["table-awards"] == "hide=form"
    async with shown(demo, size=(160, 50)) as pilot:
        await press(pilot, *AWARDS)
        assert page(pilot).view.hidden == {"form"}
        assert "ẩn 1 cột" in screen_text(pilot.app)
        await press(pilot, "o", "down", "down", "space", "enter")
        assert page(pilot).view.hidden == frozenset()


async def test_the_last_column_stays_and_esc_changes_nothing(demo):
    async with shown(demo) as pilot:
        await press(pilot, "4", "o", "space", "down", "space")
        dialog: Any = pilot.app.screen
        assert dialog.shown == {"unit_name"}
        assert "ít nhất một cột" in toasts(pilot.app)[-1]
        await press(pilot, "escape")
        assert page(pilot).view.hidden == frozenset()


async def test_a_click_ticks_a_column(demo):
    async with shown(demo) as pilot:
        await press(pilot, "4", "o")
        await pilot.click("#columns-shown", offset=(4, 0))
        await settled(pilot)
        dialog: Any = pilot.app.screen
        assert dialog.shown == {"unit_name"}
        await press(pilot, "enter")
        assert page(pilot).view.hidden == {"place"}


async def test_plus_minus_and_underline_change_the_width(demo):
    async with shown(demo, size=(120, 40)) as pilot:
        await press(pilot, *AWARDS, "shift+right")
        table = page(pilot).row_table
        before = table.widths[1]
        await press(pilot, "+", "=")
        assert table.widths[1] == before + 8
        await press(pilot, "-")
        assert page(pilot).view.widths == {"unit_name": before + 4}
        await press(pilot, "_")
        assert (table.widths[1], page(pilot).view.widths) == (before, {})


async def test_pinned_columns_stay_when_the_others_are_scrolled(demo):
    async with shown(demo) as pilot:
        await press(pilot, *AWARDS, "shift+right", "p", *["shift+right"] * 6)
        table = page(pilot).row_table
        assert [*table.shown][:2] == [0, 1]
        assert table.shown[-1] == 7, "the last column is reached"
        assert 2 not in table.shown
        head = next(line for line in screen_text(pilot.app).splitlines() if "Quyết định" in line)
        assert head.strip().startswith("‹")
        await press(pilot, *["shift+left"] * 6, "p")
        assert page(pilot).view.pinned == 1


async def test_bars_are_hidden_and_shown(years):
    async with shown(years, size=(120, 40)) as pilot:
        await press(pilot, "4")
        assert "███" in screen_text(pilot.app)
        await press(pilot, "b")
        assert "███" not in screen_text(pilot.app)
        await press(pilot, "b")
        assert "███" in screen_text(pilot.app)


async def test_c_copies_the_cell_and_e_the_row_or_the_table(demo):
    async with shown(demo) as pilot:
        await press(pilot, "4", "shift+right", "down", "c")
        assert pilot.app.clipboard == "Sở Nội vụ"
        await press(pilot, "e")
        assert isinstance(pilot.app.screen, Chooser)
        await press(pilot, "down", "enter")
        assert pilot.app.clipboard == "2\tSở Nội vụ"
        await press(pilot, "s", "s", "e", "down", "down", "enter")
        lines = pilot.app.clipboard.splitlines()
        assert lines[0] == "Thứ hạng\tĐơn vị"
        assert [line.split("\t")[1] for line in lines[1:]] == column(pilot, "unit_name")
        assert "8 dòng" in toasts(pilot.app)[-1]


@pytest.mark.parametrize(
    ("downs", "suffix", "start"),
    [(3, "csv", "Kết quả"), (4, "excel.csv", "\ufeffKết quả"), (5, "md", "## Kết quả")],
)
async def test_what_is_seen_is_saved_and_nothing_is_overwritten(
    demo, tmp_path, downs, suffix, start
):
    folder = tmp_path / "kept"
    settings.choose(pictures=str(folder))
    async with shown(demo) as pilot:
        await press(pilot, "4", "/", *"so", "enter")
        for _ in range(2):
            await press(pilot, "e", *["down"] * downs, "enter")
            await quiet(pilot)
        files = sorted(path.name for path in folder.iterdir())
        assert files == sorted(f"ranking-tmth-2020{n}.{suffix}" for n in ("", "-2"))
        text = (folder / f"ranking-tmth-2020.{suffix}").read_text("utf-8")
        assert text.startswith(start)
        for name in column(pilot, "unit_name"):
            assert name in text
        assert "Văn phòng" not in text, "what the filter leaves out is not saved"
        assert str(folder) in toasts(pilot.app)[-1]
        assert_private(folder / files[0])


async def test_a_folder_that_cannot_be_written_is_named(demo, tmp_path):
    (tmp_path / "file").write_text("", "utf-8")
    settings.choose(pictures=str(tmp_path / "file" / "under"))
    async with shown(demo) as pilot:
        await press(pilot, "4", "e", "down", "down", "down", "enter")
        await quiet(pilot)
        assert len(toasts(pilot.app)) == 1
        assert pilot.app.screen.PLACE == "tables"


async def test_no_cell_is_markup(tmp_path):
    name = "Sở [red]Y tế[/b] [@click=app.quit]x"
    ledger = ledger_at(tmp_path / "odd.ledger", FoundUnit(unit="syt", name=name, short="[b]S"))
    async with shown(ledger, size=(160, 50)) as pilot:
        await press(pilot, "4")
        await pilot.app.show_table("units")
        await quiet(pilot)
        assert screen_text(pilot.app).count(name) == 3, "in the table, in full, in its entry"
        await press(pilot, "shift+right", "c")
        assert pilot.app.clipboard == name


async def test_the_row_in_full_shows_its_unit_by_years_and_its_entries(years):
    async with shown(years, size=(160, 50)) as pilot:
        await press(pilot, "4", "down", "down")
        await quiet(pilot)
        below = screen_text(pilot.app).split("Dòng đang chọn")[1]
        for words in ("Sở Tài chính", "Đơn vị qua các năm", "2019", "Các mục đã ghi", "điểm: — →"):
            assert words in below


async def test_counts_of_rows_are_those_of_the_tables(years):
    async with shown(years, size=(160, 50)) as pilot:
        await press(pilot, *to_table(TABLES[0]))
        await quiet(pilot)
        counts = dict(page(pilot).counts)
        for name in TABLES:
            if page(pilot).sheet is not None:
                await quiet(pilot)
                assert counts[name] == len(page(pilot).sheet.rows)  # type: ignore[union-attr] # not None
            await press(pilot, "tab")


async def test_the_cursor_and_the_column_survive_a_new_size(years):
    async with shown(years, size=(160, 50)) as pilot:
        await press(pilot, "4", "down", "down", "shift+right")
        unit = page(pilot).choice().unit_name
        for size in ((80, 24), (100, 30), (40, 12), (200, 60)):
            await pilot.resize_terminal(*size)
            await quiet(pilot)
            assert page(pilot).choice().unit_name == unit
            assert page(pilot).row_table.column == 1
            assert unit[:8] in screen_text(pilot.app)


async def test_minutes_have_their_codes_next_to_them_where_there_is_room(demo):
    async with shown(demo, size=(160, 50)) as pilot:
        await press(pilot, *to_table("minutes"))
        await quiet(pilot)
        lines = page(pilot).query_one(RowLines)
        assert lines.size.width <= 96
        assert not any("▀" in line.text for line in page(pilot).table_lines)
        assert "▀" in str(page(pilot).query_one("#codes").render())
        await pilot.resize_terminal(80, 24)
        await quiet(pilot)
        assert any("▀" in line.text for line in page(pilot).table_lines)


async def test_an_empty_table_says_how_it_is_filled_and_no_gaps_are_an_answer(years):
    async with shown(years) as pilot:
        await press(pilot, *AWARDS)
        assert "(chưa ghi)" in screen_text(pilot.app)
        assert "d ghi đề nghị khen thưởng" in screen_text(pilot.app)
        await pilot.app.show_table("gaps")
        await settled(pilot)
        assert "Các năm đã ghi đều có Trưởng cụm." in screen_text(pilot.app)
        assert "(chưa ghi)" not in screen_text(pilot.app)


async def test_all_rows_are_in_sight_at_80_by_24_before_the_row_in_full(years):
    async with shown(years) as pilot:
        await press(pilot, "4")
        text = screen_text(pilot.app)
        assert all(name[:20] in text for name in column(pilot, "unit_name"))


@pytest.mark.parametrize("key", ["s", "o", "e", "c", "b", "p", "+", "-", "_", "/", "shift+right"])
async def test_a_key_of_columns_answers_on_a_table_that_is_a_text(demo, key):
    async with shown(demo) as pilot:
        await press(pilot, *to_table("minutes"), key)
        assert page(pilot).table == "minutes"
        assert "Bảng này là văn bản" in toasts(pilot.app)[-1]


def test_the_tables_of_an_area_are_together_in_the_order_of_the_areas():
    areas = [SPECS[name].area for name in TABLES]
    assert areas == sorted(areas, key=AREAS.index)
    assert {*areas} == {*AREAS}


def test_a_line_of_the_settings_that_is_no_view_is_ignored():
    assert read_view("\x00") == read_view("")
    assert Path(settings.settings_file()).name == "settings.toml"
