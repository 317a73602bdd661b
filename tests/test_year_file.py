"""`Ctrl+F` on the page of a year: a list is looked at, recorded as one act, and undone by a key."""

from __future__ import annotations

import pytest
from textual.events import Paste

from events.membership import RosterRecorded
from events.unit_commands import FoundUnit
from tests.form_app import STARTED
from tests.pages import ledger_at, press, shown, until
from tests.test_fact_sheets import BY_YEARS
from thidua_tui.acts.context import ActContext
from thidua_tui.forms.column_choices import remembered
from thidua_tui.screens.fact_file import FactCheck, FactReason
from thidua_tui.screens.file_picker import FilePicker
from thidua_tui.screens.sheet_tabs import SheetTabs
from thidua_tui.session.location import Location

TABLE = "Đơn vị\tNăm 2019\r\nSở Tài chính\tx\r\nSở Nội vụ\tTrưởng cụm\r\n"


@pytest.fixture
def year(tmp_path):
    """A year with members, and a unit that is none."""
    extra = FoundUnit(unit="ttt", name="Thanh tra tỉnh")
    return ledger_at(tmp_path / "l.ledger", extra, *STARTED)


def rosters(pilot) -> dict[int, tuple[str, ...]]:
    """Year -> the members that its last roster names."""
    entries = pilot.app.session.ledger.read()
    return {e.event.year: e.event.units for e in entries if isinstance(e.event, RosterRecorded)}


async def pick(pilot, path) -> None:
    """Choose a file on the page of the year."""
    await press(pilot, "ctrl+f")
    await until(pilot, lambda: isinstance(pilot.app.screen, FilePicker))
    pilot.app.screen.entry.value = str(path)
    await press(pilot, "enter")


async def test_a_list_is_looked_at_recorded_and_undone_by_one_key(year, tmp_path):
    file = tmp_path / "d.csv"
    file.write_text(BY_YEARS, "utf-8")
    async with shown(year, size=(120, 40)) as pilot:
        await pick(pilot, file)
        await until(pilot, lambda: isinstance(pilot.app.screen, FactCheck))
        texts = [text for text, _ in pilot.app.screen.texts]
        assert any("C3" in text and "Trưởng cụm" in text for text in texts)
        await press(pilot, "enter")
        await until(pilot, lambda: 2018 in rosters(pilot))
        assert {*rosters(pilot)} == {2018, 2019, 2020}
        await until(pilot, lambda: not isinstance(pilot.app.screen, FactCheck))
        await press(pilot, "ctrl+z")
        await until(pilot, lambda: pilot.app.screen.PLACE == "undo")
        await press(pilot, "enter")
        await until(pilot, lambda: pilot.app.screen.PLACE != "undo")
        here = Location(cluster="tmth", year=2018)
        assert ActContext(pilot.app.session, here).on_roster(2018) == ()
        assert ActContext(pilot.app.session, here).on_roster(2020)


async def test_a_pasted_table_is_read_like_a_file(year):
    async with shown(year, size=(80, 24)) as pilot:
        await press(pilot, "ctrl+f")
        await until(pilot, lambda: isinstance(pilot.app.screen, FilePicker))
        pilot.app.screen.entry.post_message(Paste(TABLE))
        await until(pilot, lambda: isinstance(pilot.app.screen, FactCheck))
        await press(pilot, "enter")
        await until(pilot, lambda: 2019 in rosters(pilot))
        assert rosters(pilot)[2019] == ("stc", "snv")


async def test_a_correction_asks_for_its_reason(year, tmp_path):
    file = tmp_path / "d.csv"
    file.write_text("Đơn vị\nThanh tra tỉnh\nSở Tài chính\n", "utf-8")
    async with shown(year, size=(100, 30)) as pilot:
        await pick(pilot, file)
        await until(pilot, lambda: isinstance(pilot.app.screen, FactCheck))
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, FactReason))
        assert "d.csv" in pilot.app.screen.reason.raw
        await press(pilot, "f2")
        await until(pilot, lambda: "ttt" in rosters(pilot)[2020])


async def test_an_unknown_column_is_assigned_once_and_remembered(year, tmp_path, monkeypatch):
    monkeypatch.setenv("THIDUA_HOME", str(tmp_path / "home"))
    file = tmp_path / "d.csv"
    file.write_text("Tên gọi;2019\nSở Tài chính;x\n", "utf-8")
    async with shown(year, size=(100, 30)) as pilot:
        await pick(pilot, file)
        await until(pilot, lambda: isinstance(pilot.app.screen, SheetTabs))
        await press(pilot, "enter")
        await until(pilot, lambda: pilot.app.screen.items[0].kind == "content")
        await press(pilot, *"donvi", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, FactCheck))
        assert any("Tên gọi" in text for text, _ in pilot.app.screen.texts)
        await press(pilot, "escape")
        assert remembered("tmth") == {"ten goi": "unit"}
        await pick(pilot, file)
        await until(pilot, lambda: isinstance(pilot.app.screen, FactCheck))


async def test_a_list_with_a_wrong_line_stays_in_front_and_records_nothing(year, tmp_path):
    file = tmp_path / "d.csv"
    file.write_text("Đơn vị;2019\nSở Lạ;x\n", "utf-8")
    async with shown(year, size=(100, 30)) as pilot:
        await pick(pilot, file)
        await until(pilot, lambda: isinstance(pilot.app.screen, FactCheck))
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, FactCheck)
        await press(pilot, "escape")
        assert {*rosters(pilot)} == {2020}
