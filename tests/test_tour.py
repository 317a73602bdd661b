"""The guided tour: from an empty ledger to a cluster with its head, in the forms of every day."""

from __future__ import annotations

import pytest
from textual.events import Paste

from tests.pages import ledger_at, press, screen_text, shown
from thidua_tui.i18n.catalogue import table
from thidua_tui.i18n.messages import LANGUAGES
from thidua_tui.parsing.pasted_lists import unit_list
from thidua_tui.screens.tour import Tour
from views.names import Names


@pytest.fixture
def empty(tmp_path):
    return ledger_at(tmp_path / "empty.ledger")


WORD = "1. Sở Tài chính;\n2. Sở Nội vụ;\n3. Văn phòng UBND tỉnh."
EXCEL = "STT\tĐơn vị\tTên tắt\n1\tSở Tài chính\tSTC\n2\tSở Nội vụ\tSNV\n3\tVăn phòng UBND tỉnh"
BULLETS = "- Sở Tài chính\n•\tSở Nội vụ\n+ Văn phòng UBND tỉnh\n\n"
PLAIN = "Sở Tài chính\nSở Nội vụ\nVăn phòng UBND tỉnh"


@pytest.mark.parametrize("text", [WORD, BULLETS, PLAIN, PLAIN.replace("\n", "\r"), f"\n{PLAIN}\n"])
def test_a_pasted_list_loses_numbers_and_bullets(text):
    assert unit_list(text) == PLAIN


def test_cells_of_a_table_are_parted_and_its_heads_and_numbers_fall_away():
    told = "Sở Tài chính; STC\nSở Nội vụ; SNV\nVăn phòng UBND tỉnh"
    assert unit_list(EXCEL) == unit_list(EXCEL.replace("\n", "\r\n")) == told


@pytest.mark.parametrize("name", ["Chi cục 3", "Sở A - B", "Đội 1. Cảnh sát", "Cụm (2)"])
def test_a_number_or_dash_within_a_name_stays(name):
    assert unit_list(f"1. {name}\nSở B") == f"{name}\nSở B"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_an_empty_ledger_gets_a_cluster_and_its_head_step_by_step(empty, size):
    async with shown(empty, size=size) as pilot:
        assert "F3" in screen_text(pilot.app)
        await press(pilot, "f3")
        assert "▸ 1." in screen_text(pilot.app)
        await press(pilot, "enter")
        pilot.app.post_message(Paste(EXCEL))
        await press(pilot, "f2", "escape")
        assert "✓ 1." in screen_text(pilot.app)
        assert "3 đơn vị" in screen_text(pilot.app)
        await press(pilot, "enter", *"cum mot".replace(" ", ""), "f2")
        assert "✓ 2." in screen_text(pilot.app)
        await press(pilot, "enter", "f2")
        assert "✓ 3." in screen_text(pilot.app)
        await press(pilot, "enter", *"stc", "tab", "f2")
        assert "✓ 4." in screen_text(pilot.app)
        await press(pilot, "enter")
        assert pilot.app.screen.PLACE == "year"
        assert "Sở Tài chính" in screen_text(pilot.app)


async def test_a_later_step_waits_for_the_one_before_and_one_may_leave_at_any_time(empty):
    async with shown(empty) as pilot:
        await press(pilot, "f3", "3")
        assert isinstance(pilot.app.screen, Tour)
        await press(pilot, "f4")
        assert pilot.app.screen.PLACE == "home"
        await press(pilot, "f3")
        assert isinstance(pilot.app.screen, Tour)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_line_of_the_tour_breaks_on_a_narrow_screen(lang):
    told = "\n".join(table(lang, "tour.how").values()).split("\n")
    assert max(len(line) for line in told) <= 71  # 80, less padding and indent


async def test_a_list_typed_with_numbers_or_bullets_gives_names_without_them(empty):
    async with shown(empty) as pilot:
        await press(pilot, "f3", "enter")
        pilot.app.screen.focused.put("1. Sở Tài chính\n2) Sở Nội vụ; SNV\n- Văn phòng UBND tỉnh")
        await press(pilot, "f2", "escape")
        names = pilot.app.session.see(Names())
        assert [names.unit(code) for code in ("stc", "snv", "vp-ubnd")] == PLAIN.split("\n")


async def test_after_the_founding_was_undone_the_tour_leads_to_the_cluster_founded_next(empty):
    async with shown(empty) as pilot:
        await press(pilot, "f3", "enter")
        pilot.app.post_message(Paste(PLAIN))
        await press(pilot, "f2", "escape", "enter", *"sai", "f2", "escape")
        await press(pilot, "ctrl+z", "enter", "f3")
        assert "▸ 2." in screen_text(pilot.app)
        await press(pilot, "enter", *"dung", "f2")
        assert "✓ 2. Lập cụm, khối thi đua  dung" in screen_text(pilot.app)
        await press(pilot, "enter", "f2")
        assert "✓ 3." in screen_text(pilot.app)
