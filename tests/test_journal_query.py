"""The filter line of the journal: what it understands, tells, and finds."""

from __future__ import annotations

from datetime import date

import pytest

from tests.pages import ledger_at, press, quiet, screen_text, shown, standing_still
from thidua_tui.acts.registry import ACTS
from thidua_tui.forms.journal_filter import Ledgerwords, read_query
from thidua_tui.i18n.messages import Words
from thidua_tui.screens.journal_paging import JournalPages
from thidua_tui.widgets.text_input import Entry as Field


@pytest.fixture
def demo(tmp_path):
    with standing_still():
        yield ledger_at(tmp_path / "demo.ledger", story=True)


@pytest.fixture
async def find(demo):
    """What a line finds: positions, what was understood, what was not."""
    async with shown(demo) as pilot:
        view = JournalPages(pilot.app.session)

        def found(text: str, lang: str = "vi"):
            known = Ledgerwords(
                view.names, view.meetings, tuple(ACTS.values()), date(2021, 1, 14), Words(lang)
            )
            query = read_query(text, known)
            positions = [entry.position for entry in view.chosen(query.chosen)]
            return positions, query.understood, query.wrong, query.free

        yield found


ALL = list(range(35, 0, -1))
ELECTED = ("việc Bầu Trưởng cụm; Bầu Phó trưởng cụm",)


@pytest.mark.parametrize(
    ("text", "positions", "told"),
    [
        ("đv:stp", [15, 10, 6], ("đơn vị Sở Tư pháp",)),
        ('dv:"tu phap"', [15, 10, 6], ("đơn vị Sở Tư pháp",)),
        ('việc:"lap danh"', [10], ("việc Lập danh sách thành viên",)),
        ("việc:bầu", [33, 32, 12, 11], ELECTED),
        ("kind:elected", [33, 32, 12, 11], ("việc head-elected; deputy-elected",)),
        ("người:thu", ALL, ("người ghi «thu»",)),
        ("họp:14/01/2021", ALL[:23], ("hội nghị hội nghị tổng kết 14/01/2021",)),
        ("từ:14/1/2021 đến:14/1/2021", ALL, ("từ 14/01/2021", "đến hết 14/01/2021")),
        ("từ:15/1/2021", [], ("từ 15/01/2021",)),
    ],
)
async def test_a_line_is_understood_and_told(find, text, positions, told):
    assert find(text) == (positions, told, (), "")


async def test_what_is_no_value_is_told_and_left_out(find):
    found, told, wrong, _ = find("đv:xyzxyz")
    assert (len(found), told) == (35, ())
    assert wrong == ("đơn vị – không tìm thấy «xyzxyz».",)
    assert "từ – " in find("từ:32/13/2021")[2][0]


async def test_words_without_a_key_stay_words(find):
    assert find("kết quả 12:30")[3] == "kết quả 12:30"


async def test_the_page_tells_what_it_took_the_line_for(demo):
    async with shown(demo, size=(120, 40)) as pilot:
        await press(pilot, "3", "slash")
        assert "đv:" in screen_text(pilot.app)
        pilot.app.screen.query_one(Field).value = "cụm:tmth việc:bầu từ:14/1/2021 tài chính"
        await quiet(pilot)
        text = screen_text(pilot.app)
        assert "cụm Cụm thi đua các cơ quan tham mưu tổng hợp · việc Bầu Trưởng cụm" in text
        assert "«tài chính»" in text
        assert "2 mục" in text
        pilot.app.screen.query_one(Field).value = "đv:xyzxyz"
        await quiet(pilot)
        assert "▲ đơn vị – không tìm thấy «xyzxyz»." in screen_text(pilot.app)


async def test_beside_the_list_the_entry_stands_in_full_with_before_and_after(demo):
    async with shown(demo, size=(120, 40)) as pilot:
        await press(pilot, "3", *["down"] * 7)
        await quiet(pilot)
        text = " ".join(screen_text(pilot.app).split())
        assert "thứ hạng — → 1" in text
        assert "Nguồn báo chí" in text
