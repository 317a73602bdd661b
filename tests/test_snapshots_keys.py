"""What the tour and jump mode look like."""

from __future__ import annotations

import pytest

from events.unit_commands import FoundUnit
from tests.pages import ledger_at, standing_still
from tests.test_snapshots import LARGE, SMALL, looks


@pytest.fixture(autouse=True)
def same_everywhere(monkeypatch):
    """No clock, zone, colours or settings of the machine."""
    for name in ("NO_COLOR", "TEXTUAL_THEME", "TEXTUAL_ANIMATIONS"):
        monkeypatch.delenv(name, raising=False)
    with standing_still():
        yield


@pytest.fixture
def demo(tmp_path, same_everywhere):
    return ledger_at(tmp_path / "demo.ledger", story=True)


@pytest.mark.parametrize(
    ("size", "lang"), [(SMALL, "vi"), (LARGE, "en")], ids=["80x24", "120x40-in-english"]
)
def test_the_tour_after_its_first_step(snap_compare, tmp_path, size, lang):
    path = ledger_at(tmp_path / "new.ledger", FoundUnit(unit="stc", name="Sở Tài chính"))
    assert looks(snap_compare, path, size, "f3", lang=lang)


@pytest.mark.parametrize(
    ("size", "keys"), [(SMALL, "j"), (LARGE, "t ctrl+o")], ids=["80x24", "120x40-in-a-form"]
)
def test_jump_mode(snap_compare, demo, size, keys):
    assert looks(snap_compare, demo, size, *keys.split())


def test_jump_mode_without_colours(snap_compare, demo, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    assert looks(snap_compare, demo, SMALL, "j")
