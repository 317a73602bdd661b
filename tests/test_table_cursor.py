"""The tables page: a cursor on what stands for something, its history and its record."""

from __future__ import annotations

from typing import Any

import pytest
from eventsourcing.dcb.popo import InMemoryDCBRecorder

from events.store.ledger import Ledger
from tests.pages import ledger_at, press, screen_text, settled, shown, standing_still
from tests.table_keys import to_table
from thidua_tui.command_line import cases
from thidua_tui.formatting.tables.lines_with_rows import lined
from thidua_tui.formatting.tables.render import Paper, printed
from thidua_tui.i18n.messages import Words
from thidua_tui.queries.table_query import TableQuery, query_table
from thidua_tui.screens.history_of_subject import TrailPage
from thidua_tui.screens.unit_record import UnitPage
from thidua_tui.session.samples import conference as story
from thidua_tui.widgets.table_lines import RowLines
from views.tables import SHOWN


@pytest.fixture(scope="module")
def ledgers():
    """Both stories, each sample once."""
    found = {}
    for sample in (story, cases):
        found[sample] = Ledger(InMemoryDCBRecorder())
        sample.play(found[sample])
    return found


@pytest.mark.parametrize("width", [40, 60, 77, 117, 300])
@pytest.mark.parametrize("sample", [story, cases])
def test_the_lines_are_that_are_printed_and_every_row_has_its_own(ledgers, sample, width):
    ledger, words = ledgers[sample], Words("vi")
    for what in SHOWN:
        table = query_table(what, ledger, TableQuery(), words)
        table = table._replace(note="")
        lines = lined(table, words, width)
        expected = printed(table, words, Paper(width)).splitlines()
        assert [line.text.rstrip() for line in lines] == [line.rstrip() for line in expected]
        told_of = [line.row for line in lines if line.row is not None]
        assert {id(row) for row in told_of} == {id(row) for row in table.rows}


@pytest.fixture
def demo(tmp_path):
    with standing_still():
        yield ledger_at(tmp_path / "demo.ledger", story=True)


@pytest.mark.parametrize(
    ("table", "downs", "title", "acts"),
    [
        ("ranking", 2, "Thứ hạng của Văn phòng UBND tỉnh", "thứ hạng — → 3"),
        ("roster", 2, "Sở Nội vụ", "thứ hạng — → 2"),
        ("awards", 1, "Bằng khen của Chủ tịch UBND tỉnh", "→ đã đề"),
        ("leaders", 1, "Sở Tài chính", "Phó trưởng cụm"),
        ("units", 1, "Sở Tài chính", "Sở Tài chính"),
    ],
)
async def test_h_tells_the_history_of_the_row_under_the_cursor(demo, table, downs, title, acts):
    async with shown(demo) as pilot:
        await press(pilot, *to_table(table), *["down"] * downs, "h")
        assert isinstance(pilot.app.screen, TrailPage)
        text = " ".join(screen_text(pilot.app).split())
        assert title in text
        assert acts in text


async def test_enter_opens_the_unit_of_the_row_and_comes_back_to_the_row(demo):
    async with shown(demo) as pilot:
        await press(pilot, "4", "down", "enter")
        assert isinstance(pilot.app.screen, UnitPage)
        assert pilot.app.here.unit == "snv"
        await press(pilot, "escape")
        assert pilot.app.screen.PLACE == "tables"
        chosen: Any = pilot.app.screen.choice()
        assert chosen.unit == "snv"


async def test_enter_opens_the_year_of_a_row_of_the_history(demo):
    async with shown(demo) as pilot:
        await press(pilot, *to_table("history"), "down", "enter")
        assert (pilot.app.screen.PLACE, pilot.app.here.year) == ("year", 2021)


async def test_a_table_without_rows_scrolls_and_tells_the_history_of_the_year(demo):
    async with shown(demo) as pilot:
        await press(pilot, *to_table("minutes"), "down", "down")
        lines = pilot.app.screen.query_one(RowLines)
        assert (lines.chosen, lines.scroll_offset.y > 0) == (None, True)
        await press(pilot, "enter")
        assert pilot.app.screen.PLACE == "tables"
        await press(pilot, "h")
        assert pilot.app.screen.subject.kind == "year"


async def test_the_cursor_goes_from_row_to_row_and_stays_within_them(demo):
    async with shown(demo) as pilot:
        await press(pilot, "4", *["down"] * 30)
        page = pilot.app.screen
        assert page.choice().unit_name == "Sở Tư pháp"
        await press(pilot, "home")
        assert page.choice().place == 1
        await press(pilot, "pagedown", "pageup")
        assert page.choice().place == 1
        await pilot.resize_terminal(40, 12)
        await settled(pilot)
        assert page.choice().place == 1
