"""What the pages with pictures look like, at 80×24 and 120×40, in English and without colours."""

from __future__ import annotations

from datetime import date

import pytest

from events.store.ledger import Circumstances
from tests import pages
from tests.pages import ledger_at
from tests.reorganised_year import PAPER
from tests.spec import clock_at
from tests.test_chronicle import STORY
from tests.test_snapshots import LARGE, SMALL, looks, same_everywhere
from thidua_tui.screens.replay_player import PlayerPage

FIXTURES = (same_everywhere,)
PAGES = {
    "player": ("2", "space", "right", "right"),
    "chronicle": ("5",),
    "places": ("5", "tab"),
}
OF_THE_REORGANISATION = {
    "leaders": ("0", "home", "enter", "2"),
    "two-rosters": ("0", "home", "enter", "5"),
    "lineage": ("0", "home", "enter", "5", "tab", "tab"),
    "unit": ("0", "home", "enter", "enter"),
}
"""Name of the picture -> the keys that lead to the page."""
SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=lambda size: f"{size[0]}x{size[1]}")


@pytest.fixture(autouse=True)
def no_clock(monkeypatch):
    """Time passes in no picture."""
    monkeypatch.setattr(PlayerPage, "later", lambda *_: None)


@pytest.fixture
def demo(tmp_path, same_everywhere):
    return ledger_at(tmp_path / "demo.ledger", story=True)


@pytest.fixture
def reorganised(tmp_path, same_everywhere, monkeypatch):
    monkeypatch.setattr(pages, "NOW", clock_at(date(2025, 8, 1)))
    how = Circumstances(by="Thư ký", source=PAPER)
    return ledger_at(tmp_path / "reorganised.ledger", *STORY, how=how)


@SIZES
@pytest.mark.parametrize("page", PAGES)
def test_a_picture_of_the_story(snap_compare, demo, page, size):
    assert looks(snap_compare, demo, size, *PAGES[page])


@SIZES
@pytest.mark.parametrize("page", OF_THE_REORGANISATION)
def test_a_picture_of_the_reorganisation(snap_compare, reorganised, page, size):
    assert looks(snap_compare, reorganised, size, *OF_THE_REORGANISATION[page])


@pytest.mark.parametrize("page", ["player", "chronicle"])
def test_a_picture_in_english(snap_compare, demo, page):
    assert looks(snap_compare, demo, SMALL, *PAGES[page], lang="en")


@pytest.mark.parametrize("page", ["player", "chronicle"])
def test_a_picture_without_colours(snap_compare, demo, page, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    assert looks(snap_compare, demo, SMALL, *PAGES[page])
