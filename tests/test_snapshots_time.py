"""What the pages of time look like: the past, what changed, a history, going to a moment."""

from __future__ import annotations

import pytest

from tests.pages import ledger_at
from tests.test_snapshots import LARGE, SMALL, looks, same_everywhere

FIXTURES = (same_everywhere,)
PAGES = {
    "past": ("[", "[", "["),
    "past-journal": ("3", "{"),
    "changes": ("v", "down", "down"),
    "sentences": ("v", "tab"),
    "trail": ("down", "down", "h"),
    "moment": ("@",),
}
"""Name of the picture -> the keys that lead to the page."""


@pytest.fixture
def demo(tmp_path, same_everywhere):
    return ledger_at(tmp_path / "demo.ledger", story=True)


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_time(snap_compare, demo, page, size):
    assert looks(snap_compare, demo, size, *PAGES[page])


@pytest.mark.parametrize("page", ["past", "changes"])
def test_a_page_of_time_in_english(snap_compare, demo, page):
    assert looks(snap_compare, demo, SMALL, *PAGES[page], lang="en")


def test_the_past_without_colours(snap_compare, demo, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    assert looks(snap_compare, demo, SMALL, *PAGES["past"])
