"""The statistical forms on the screen: a figure, Enter, its entries, the page of one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.driven import AppPilot
from tests.pages import ShownApp, ledger_at, press, screen_text, shown, standing_still, toasts
from tests.systems import assert_private
from thidua_tui.i18n.messages import LANGUAGES
from thidua_tui.platform import folders
from thidua_tui.screens.entry_page import EntryPage
from thidua_tui.screens.figure_entries import FigureThread
from thidua_tui.screens.statistics import NAMES, StatisticsDialog

SMALL, LARGE = (80, 24), (120, 40)
pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def path(tmp_path):
    with standing_still():
        yield ledger_at(tmp_path / "demo.ledger", scored=True)


@asynccontextmanager
async def province_form(
    path: Path, lang: str = "vi", size: tuple[int, int] = SMALL
) -> AsyncIterator[tuple[AppPilot[ShownApp], StatisticsDialog]]:
    """The form 0603.N of the year in which the awards of 2025 were decided."""
    async with shown(path, lang, size) as pilot:
        await press(pilot, "1", "%", "tab")
        dialog = pilot.app.screen
        assert isinstance(dialog, StatisticsDialog)
        while dialog.year < 2026:
            await press(pilot, ".")
        yield pilot, dialog


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_enter_on_a_figure_lists_its_entries_and_opens_one(path, lang, size):
    async with province_form(path, lang, size) as (pilot, dialog):
        text = screen_text(pilot.app)
        assert "0603.N/BNV-TĐKT" in text
        assert "Tổng số" in text
        chosen = dialog.chosen()
        assert chosen
        figure = chosen[2]
        assert figure
        assert figure.count == 3
        await press(pilot, "enter")
        thread = pilot.app.screen
        assert isinstance(thread, FigureThread)
        assert [e.position for e in thread.entries if e] == [*figure.entries]
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, EntryPage)
        assert pilot.app.screen.position == figure.entries[0]


async def test_a_figure_that_is_not_held_a_heading_and_a_zero_say_why_there_is_no_entry(path):
    async with province_form(path, "en") as (pilot, dialog):
        await press(pilot, "right", "right", "enter")
        assert "does not hold" in toasts(pilot.app)[-1]
        await press(pilot, "left", "left", "down", "enter")
        assert toasts(pilot.app)[-1] == "There is no figure here."
        await press(pilot, "down", "down", ",", "enter")
        assert "This figure is 0" in toasts(pilot.app)[-1]
        front: object = pilot.app.screen
        assert front is dialog


async def test_the_cursor_stays_at_its_cell_when_the_year_is_another(path):
    async with province_form(path) as (pilot, dialog):
        await press(pilot, "down", "down", "right", ",")
        assert (dialog.table.cursor, dialog.table.column) == (2, NAMES + 1)
        assert dialog.filled
        assert dialog.filled.year == 2025
        await press(pilot, "tab")
        assert (dialog.table.cursor, dialog.table.column) == (0, NAMES)


async def test_notes_are_shown_on_a_small_screen_when_they_are_asked_for(path):
    async with province_form(path) as (pilot, _):
        assert "Chưa đối chiếu" not in screen_text(pilot.app)
        await press(pilot, "g")
        assert "Chưa đối chiếu" in screen_text(pilot.app)


async def test_s_saves_the_form_as_text_for_this_account(path):
    async with province_form(path) as (pilot, _):
        await press(pilot, "s")
        [saved] = folders.documents().glob("0603n-2026*.txt")
        text = saved.read_text("utf-8")
        assert "Biểu số 0603.N/BNV-TĐKT" in text
        assert "18/2025/TT-BNV" in text
        assert_private(saved)
        assert saved.name in toasts(pilot.app)[-1]


async def test_the_forms_are_found_in_the_palette(path):
    async with shown(path, "en") as pilot:
        await press(pilot, "ctrl+p", *"statistic", "enter")
        assert isinstance(pilot.app.screen, StatisticsDialog)
