"""A page is painted once, with its data, and the pages that are passed on the way not at all."""

from __future__ import annotations

from collections import Counter

import pytest
from textual.screen import Screen

from tests.pages import app_on, ledger_at, press, settled
from thidua_tui.screens.base_page import Page


@pytest.fixture
def painted(monkeypatch):
    """The kinds of screen that were painted, and whether their data was there."""
    found: Counter[tuple[str, bool]] = Counter()
    paint = Screen._compositor_refresh

    def noted(screen):
        if screen is screen.app.screen and screen._compositor._dirty_regions:
            found[type(screen).__name__, getattr(screen, "rendered", True)] += 1
        paint(screen)

    monkeypatch.setattr(Screen, "_compositor_refresh", noted)
    return found


@pytest.mark.parametrize(
    ("key", "page"), [("1", "ClusterYearPage"), ("4", "TablesPage"), ("5", "ChroniclePage")]
)
async def test_a_page_is_painted_with_its_data_and_the_clusters_are_not(
    tmp_path, painted, monkeypatch, key, page
):
    monkeypatch.setattr("thidua_tui.screens.base_page.NEW", 30.0)
    app = app_on(ledger_at(tmp_path / "one.ledger", story=True), "vi")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "2")
        await settled(pilot)
        painted.clear()
        await pilot.press(key)
        await settled(pilot)
        assert painted[page, True]
        assert not painted[page, False]
        assert not painted["Home", True] + painted["Home", False]


async def test_a_page_whose_data_takes_long_is_painted_without(tmp_path, painted, monkeypatch):
    monkeypatch.setattr("thidua_tui.screens.base_page.NEW", 0.0)
    app = app_on(ledger_at(tmp_path / "one.ledger", story=True), "vi")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        painted.clear()
        await pilot.press("4")
        await settled(pilot)
        assert painted["TablesPage", False]


async def test_the_clusters_are_loaded_again_when_they_are_gone_back_to(tmp_path, monkeypatch):
    loads: list[str] = []
    reload = Page.reload

    def noted(page):
        loads.append(type(page).__name__)
        reload(page)

    monkeypatch.setattr(Page, "reload", noted)
    app = app_on(ledger_at(tmp_path / "one.ledger", story=True), "vi")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "2")
        loads.clear()
        await press(pilot, "3")
        await settled(pilot)
        assert "Home" not in loads
        await press(pilot, "0")
        await settled(pilot)
        assert "Home" in loads
