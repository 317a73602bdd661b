"""On the page of tables Enter on a figure lists the entries that it counts."""

from __future__ import annotations

from typing import Any

import pytest

from tests.pages import ledger_at, press, screen_text, shown, standing_still, toasts
from tests.table_keys import to_table
from thidua_tui.screens.entry_page import EntryPage
from thidua_tui.screens.figure_entries import FigureThread
from thidua_tui.screens.tables import TablesPage


@pytest.fixture(autouse=True)
def _still(tmp_path, monkeypatch):
    for name in ("XDG_CONFIG_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    with standing_still():
        yield


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_enter_on_a_figure_lists_its_entries_and_opens_one(tmp_path, size):
    path = ledger_at(tmp_path / "demo.ledger", story=True)
    async with shown(path, size=size) as pilot:
        await press(pilot, *to_table("award-counts"))
        page = pilot.app.screen
        assert isinstance(page, TablesPage)
        assert page.sheet
        keys = [page.sheet.columns[at].key for at in page.view.columns(page.sheet)]
        page.row_table.column = keys.index("nominated")
        await press(pilot, "enter")
        thread = pilot.app.screen
        assert isinstance(thread, FigureThread)
        assert [entry.position for entry in thread.entries if entry] == [29, 30, 31]
        assert "Đã đề nghị" in screen_text(pilot.app)
        await press(pilot, "down", "enter")
        assert isinstance(pilot.app.screen, EntryPage)
        assert pilot.app.screen.position == 30
        await press(pilot, "escape", "escape")
        page.row_table.column = keys.index("granted")
        await press(pilot, "enter")
        front: Any = pilot.app.screen
        assert front is page
        assert "Số này là 0" in toasts(pilot.app)[-1]


async def test_a_year_with_fewer_rows_is_shown_though_the_cursor_was_below_them(tmp_path):
    path = ledger_at(tmp_path / "years.ledger", years=True)
    async with shown(path, size=(120, 40)) as pilot:
        await press(pilot, *to_table("award-counts"), "end")
        page: Any = pilot.app.screen
        rows = []
        for _ in range(6):
            await press(pilot, "left")
            assert pilot.app.screen is page
            rows.append(len(page.order))
        assert min(rows) < max(rows)
