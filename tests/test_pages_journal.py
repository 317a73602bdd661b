"""The journal and an entry in full."""

from __future__ import annotations

import pytest

from events.clusters import FoundCluster
from events.corrections import Retract
from events.store.ledger import Circumstances
from tests.pages import BY, ledger_at, press, quiet, screen_text, shown
from thidua_tui.screens.entry_page import EntryPage
from thidua_tui.widgets.text_input import Entry as Field
from thidua_tui.widgets.virtual_list import VirtualList


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    return ledger_at(tmp_path_factory.mktemp("journal") / "demo.ledger", story=True)


@pytest.fixture
def retracted(tmp_path):
    """A cluster that was taken back."""
    path = ledger_at(tmp_path / "r.ledger", FoundCluster(cluster="c", name="Cụm nhầm"))
    wrong = Retract(positions=(1,), concerns=("cluster:c",))
    return ledger_at(path, wrong, how=Circumstances(by=BY, reason="gõ nhầm"))


async def test_the_newest_entry_is_at_the_top(demo):
    async with shown(demo) as pilot:
        await press(pilot, "3")
        text = screen_text(pilot.app)
        assert text.index("35 Bế mạc hội nghị.") < text.index("34 Ký kết giao ước")
        assert "35 mục" in text


async def test_typing_narrows_the_entries_with_marks_or_without(demo):
    async with shown(demo) as pilot:
        await press(pilot, "3", "slash")
        pilot.app.screen.query_one(Field).value = "pho truong"
        await quiet(pilot)
        text = screen_text(pilot.app)
        assert "Sở Kế hoạch và Đầu tư làm Phó trưởng cụm thi đua năm 2021" in text
        assert "Bế mạc" not in text


async def test_letters_in_the_field_are_text_and_no_keys(demo):
    async with shown(demo) as pilot:
        await press(pilot, "3", "slash", "q", "a", "1")
        assert pilot.app.screen.PLACE == "journal"
        assert pilot.app.screen.query_one(Field).value == "qa1"


async def test_escape_leaves_the_field_then_the_page(demo):
    async with shown(demo) as pilot:
        await press(pilot, "3", "slash", "x", "escape")
        assert pilot.app.screen.query_one(Field).value == ""
        assert pilot.app.screen.query_one(VirtualList).has_focus
        await press(pilot, "escape")
        assert pilot.app.screen.PLACE == "home"


async def test_arrows_in_the_field_move_through_the_entries(demo):
    async with shown(demo) as pilot:
        await press(pilot, "3", "slash", "down", "down")
        assert pilot.app.screen.query_one(VirtualList).cursor == 2


async def test_enter_shows_the_entry_in_full(demo):
    async with shown(demo, size=(120, 40)) as pilot:
        await press(pilot, "3", "down", "enter")
        text = screen_text(pilot.app)
        assert isinstance(pilot.app.screen, EntryPage)
        for words in (
            "Mục 34 của sổ",
            "compact-signed",
            "14/01/2021",
            "Ghi lúc",
            "Thư ký",
            "báo chí",
        ):
            assert words in text


async def test_what_was_taken_back_is_marked_in_words(retracted):
    async with shown(retracted) as pilot:
        await press(pilot, "3")
        assert "✗ đã hủy (mục 2)" in screen_text(pilot.app)
        await press(pilot, "down", "enter")
        text = screen_text(pilot.app)
        assert "đã hủy theo mục 2" in text
        assert "gõ nhầm" in text


async def test_a_meeting_is_told_by_its_kind_and_day_and_not_by_its_code(demo):
    async with shown(demo) as pilot:
        await press(pilot, "3")
        text = screen_text(pilot.app)
        assert "hội nghị tổng kết 14/01/2021" in text
        assert "tong-ket-2020" not in text
        await press(pilot, "enter")
        assert "Tại hội nghị         hội nghị tổng kết 14/01/2021" in screen_text(pilot.app)


@pytest.mark.parametrize(("letters", "sentence"), [("stc", "Sở Tài chính"), ("tmth", "giao ước")])
async def test_the_filter_finds_whom_initials_and_codes_mean(demo, letters, sentence):
    async with shown(demo) as pilot:
        await press(pilot, "3", "/", *letters)
        await quiet(pilot)
        assert 0 < len(pilot.app.screen.positions) < 35
        assert sentence in screen_text(pilot.app)
