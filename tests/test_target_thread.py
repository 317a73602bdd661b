"""The thread of a promise, from its row in the table: its entries, and Enter shows each."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from events.rule_book import Criterion, IssueRules
from events.target_criteria import ScoreTargetBy
from events.targets import SetTarget
from tests.facts import ClusterYear
from tests.pages import ledger_at, press, screen_text, shown, standing_still
from thidua_tui.screens.entry_page import EntryPage
from thidua_tui.screens.target_thread import TargetThread

YEAR: ClusterYear = {"cluster": "tmth", "year": 2020}


async def test_enter_on_a_target_shows_its_thread_and_enter_there_an_entry(tmp_path: Path):
    line = Criterion(code="I", name="Nhiệm vụ", max_points=Decimal(90))
    acts = (
        IssueRules(**YEAR, criteria=(line,)),
        SetTarget(**YEAR, target="ct1", title="Đường", unit="stc", amount=Decimal(2), measure="km"),
        ScoreTargetBy(**YEAR, target="ct1", criterion="I"),
    )
    with standing_still():
        path = ledger_at(tmp_path / "demo.ledger", *acts, story=True)
    async with shown(path, size=(120, 40)) as pilot:
        pilot.app.here = pilot.app.here.__class__(cluster="tmth", year=2020)
        await pilot.app.show_table("targets")
        await press(pilot, "enter")
        screen = pilot.app.screen
        assert isinstance(screen, TargetThread)
        assert [type(entry.event).__name__ for entry in screen.entries if entry] == [
            "TargetSet",
            "TargetPutInBook",
        ]
        assert "từ 2 km" in screen_text(pilot.app)
        await press(pilot, "down", "enter")
        assert isinstance(pilot.app.screen, EntryPage)
