"""Sheets saved from the screen: on the page of a year, in the score grid, on the page of tables."""

from __future__ import annotations

import pytest

from tests.pages import ledger_at, press, quiet, shown, standing_still, toasts
from tests.sheet_xml import Page
from tests.systems import assert_private
from thidua_tui.parsing.sheet_marks import SheetMarks
from thidua_tui.platform import settings
from thidua_tui.screens.score_grid import Scores
from thidua_tui.screens.table_dialogs import Chooser


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    for name in ("XDG_CONFIG_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    settings.choose(pictures=str(tmp_path / "kept"))
    with standing_still():
        yield tmp_path / "kept"


@pytest.fixture
def scored(tmp_path):
    return ledger_at(tmp_path / "scored.ledger", scored=True)


def marks_of(path):
    page = Page(path.read_bytes(), 2)
    keys, values = page.column("A"), page.column("B")
    return SheetMarks.from_rows((keys[row].text, values[row].text) for row in keys)


async def test_the_page_of_a_year_saves_the_sheet_of_the_unit_under_the_cursor(scored, folder):
    async with shown(scored, size=(120, 40)) as pilot:
        await press(pilot, "1", "left", "down", "=")
        assert isinstance(pilot.app.screen, Chooser)
        unit = pilot.app.here.unit
        await press(pilot, "enter")
        await quiet(pilot)
        (path,) = folder.iterdir()
        assert str(path) in toasts(pilot.app)[-1]
    found = marks_of(path)
    assert path.name == f"diem-{unit}-{found.year}.xlsx"
    assert (found.kind, found.unit, found.stage) == ("scores", unit, "self")
    assert_private(path)


async def test_the_grid_saves_its_stage_and_keeps_what_is_staged(scored, folder):
    async with shown(scored, size=(120, 40)) as pilot:
        await press(pilot, "1", "c")
        grid = pilot.app.screen
        assert isinstance(grid, Scores)
        await press(pilot, "right", "right", "0", "down")
        staged = grid.staged.draft()
        await press(pilot, "=", "down", "enter")
        await quiet(pilot)
        (path,) = folder.iterdir()
        assert pilot.app.screen is grid
        assert staged
        assert grid.staged.draft() == staged
    assert (marks_of(path).kind, marks_of(path).stage) == ("matrix", grid.stage)


async def test_what_is_seen_of_a_table_is_saved_as_a_workbook(scored, folder):
    async with shown(scored, size=(120, 40)) as pilot:
        await press(pilot, "4", "left", "/", *"nông", "enter", "e", *["down"] * 6, "enter")
        await quiet(pilot)
        (path,) = folder.iterdir()
    page = Page(path.read_bytes())
    texts = [cell.text for cell in page.cells().values()]
    assert "Sở Nông lâm" in texts
    assert "Sở Thủy lợi" not in texts
    assert marks_of(path).kind == "ranking"


async def test_without_a_rule_book_the_screen_says_so_and_saves_nothing(tmp_path, folder):
    async with shown(ledger_at(tmp_path / "demo.ledger", story=True)) as pilot:
        await press(pilot, "1", "=", "enter")
        await quiet(pilot)
        assert "Không có bảng tiêu chí" in toasts(pilot.app)[-1]
    assert not folder.exists() or not [*folder.iterdir()]
