"""What changed between two moments, on the screen; from an entry to the page around it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from events.corrections import Correct, Retract
from events.elections import ElectHead
from events.scoring import RecordScore
from events.store.ledger import Circumstances
from events.unit_commands import RenameUnit
from tests.facts import BOOK, DAY, HERE, MEMBERS, NEXT, RESULT, Fields
from tests.pages import ledger_at, press, screen_text, shown, shows, standing_still
from tests.spec import ledger_with
from thidua_tui.screens.changes import ChangesPage
from thidua_tui.screens.entry_page import EntryPage
from views.differences import differences, of_cluster

WHY = Circumstances(by="Thư ký", reason="Gõ nhầm")
BASE = len(MEMBERS)


@pytest.fixture
def demo(tmp_path):
    with standing_still():
        yield ledger_at(tmp_path / "demo.ledger", story=True)


def test_a_single_cell_is_told_with_the_entry_that_filled_it():
    ledger = ledger_with(*MEMBERS, BOOK)
    since = ledger.position()
    score = RecordScore(**HERE, unit="a", criterion="I", points=Decimal(5))
    (wrong,) = ledger.execute(score, WHY)
    again = RecordScore(**HERE, unit="a", criterion="I", points=Decimal(9))
    both: Fields = {"positions": (wrong.position,), "concerns": wrong.event.tags()}
    ledger.execute(Correct(**both, instead=again), WHY)
    cells = [d for d in differences(ledger, since) if d.table == "scores"]
    assert [(d.unit, d.subject, d.field, d.before, d.after, d.position) for d in cells] == [
        ("a", "I", "verified", None, Decimal(9), since + 3)
    ]
    (corrected,) = [d for d in differences(ledger, since + 1) if d.table == "scores"]
    assert (corrected.before, corrected.after, corrected.reason) == (5, 9, "Gõ nhầm")
    ledger.execute(Retract(positions=(since + 3,), concerns=again_tags(ledger)), WHY)
    (gone,) = [d for d in differences(ledger, since + 3) if d.table == "scores"]
    assert (gone.before, gone.after, gone.position) == (9, None, since + 4)


def again_tags(ledger):
    """The tags of the last entry."""
    return [*ledger.read()][-1].event.tags()


def test_of_a_cluster_the_years_that_were_touched_tell_all():
    ledger = ledger_with(*MEMBERS, RESULT)
    since = ledger.position()
    ledger.execute(ElectHead(**HERE, unit="a"), WHY)
    ledger.execute(ElectHead(**NEXT, unit="b"), WHY)
    upto = ledger.position()
    told = {(d.table, d.year, d.field) for d in of_cluster(ledger, since, upto, "cum")}
    assert told == {(d.table, d.year, d.field) for d in differences(ledger, since, upto, "cum")}
    ledger.execute(RenameUnit(unit="a", name="Sở Mới", on=DAY), WHY)
    named = of_cluster(ledger, upto, ledger.position(), "cum")
    assert named == differences(ledger, upto, ledger.position(), "cum")


async def test_v_tells_what_changed_since_the_last_meeting(demo):
    async with shown(demo) as pilot:
        await press(pilot, "v")
        assert shows(pilot, ChangesPage)
        text = screen_text(pilot.app)
        assert "Từ  mục 13, 14/01/2021 15:00: Khai mạc" in text
        assert "Đến mục 35" in text
        assert pilot.app.screen.data.rows[0].table == "reports"
        await press(pilot, "down", "enter")
        assert shows(pilot, EntryPage)
        assert pilot.app.screen.position == 32


async def test_the_moment_to_compare_with_is_typed_or_stepped(demo):
    async with shown(demo) as pilot:
        await press(pilot, "v", "f", *["backspace"] * 2, *"28", "enter")
        assert "Từ  mục 28" in screen_text(pilot.app)
        everything = len(pilot.app.screen.data.rows)
        await press(pilot, "left")
        assert "Từ  mục 13" in screen_text(pilot.app)
        assert len(pilot.app.screen.data.rows) > everything
        await press(pilot, "left")
        assert "Từ  trước mục đầu tiên của sổ" in screen_text(pilot.app)
        await press(pilot, "right", "right")
        assert "Không có thay đổi." in screen_text(pilot.app)


async def test_the_later_moment_is_the_one_at_which_one_looks(demo):
    async with shown(demo) as pilot:
        await press(pilot, "v", *["["] * 7)
        assert "Đến mục 28" in screen_text(pilot.app)
        assert "XEM LẠI" in screen_text(pilot.app)
        assert {row.table for row in pilot.app.screen.data.rows} >= {"result", "ranking"}
        assert "awards" not in {row.table for row in pilot.app.screen.data.rows}


async def test_differences_are_rows_or_sentences(demo):
    async with shown(demo, size=(120, 40)) as pilot:
        await press(pilot, "v", "tab", "down")
        assert pilot.app.screen.sentences
        assert "thêm (đơn vị: Sở Tài chính)" in " ".join(screen_text(pilot.app).split())


async def test_from_an_entry_to_the_page_before_and_after_it_and_back(demo):
    async with shown(demo) as pilot:
        await press(pilot, "3", *["down"] * 7, "enter")
        assert pilot.app.screen.position == 28
        await press(pilot, "[")
        assert pilot.app.screen.PLACE == "year"
        assert pilot.app.here.known_at == 27
        assert "Chưa có kết quả" in screen_text(pilot.app)
        await press(pilot, "escape")
        assert shows(pilot, EntryPage)
        now = pilot.app.here
        assert now.known_at is None
        await press(pilot, "]")
        assert pilot.app.here.known_at == 28
        assert "Đã thống nhất kết quả" in screen_text(pilot.app)


async def test_the_thing_that_changed_is_under_the_cursor(demo):
    async with shown(demo) as pilot:
        await press(pilot, "3", *["down"] * 5, "enter", "]")
        assert pilot.app.here.known_at == 30
        assert pilot.app.screen.choice().unit == "snv"


async def test_before_the_first_entry_there_is_nothing(demo):
    async with shown(demo) as pilot:
        await press(pilot, "3", "end", "enter", "[")
        assert "Lúc này sổ chưa ghi gì." in screen_text(pilot.app)
        await press(pilot, "escape")
        assert shows(pilot, EntryPage)
