"""What is the same on all pages: places, capitals, frames that reach the edge of the screen."""

from __future__ import annotations

import pytest
from textual.content import Content

from tests.pages import Walk, app_on, ledger_at, quiet, screen_text
from tests.table_keys import to_table
from thidua_tui.i18n.messages import Words
from thidua_tui.widgets.meaning import place_text
from thidua_tui.widgets.styled_text import sentence


@pytest.fixture(scope="module")
def years(tmp_path_factory):
    return ledger_at(tmp_path_factory.mktemp("years") / "years.ledger", years=True)


def test_every_place_is_an_ordinal_in_english_and_a_number_from_the_fourth_in_vietnamese():
    en, vi = Words("en"), Words("vi")
    assert [en.place(at) for at in (1, 4, 11, 21)] == ["1st", "4th", "11th", "21st"]
    assert [vi.place(at) for at in (1, 3, 4, 21)] == ["Nhất", "Ba", "4", "21"]
    assert place_text(4, en, tied=True, adopted=False).plain == "(4th=)"


def test_a_sentence_begins_with_a_capital_and_keeps_its_styles():
    line = sentence(Content.assemble(("điểm", "bold"), " thẩm định"))
    assert line.plain == "Điểm thẩm định"
    assert [(span.start, span.end) for span in line.spans] == [(0, 4)]
    assert sentence("").plain == ""


async def test_frames_reach_the_edge_and_codes_are_whole(years):
    app = app_on(years, "en")
    async with app.run_test(size=(160, 50)) as pilot:
        await quiet(pilot)
        walk = Walk(pilot)
        assert screen_text(app).split("\n")[3][158] == "╮", "the last column is the scroll bar's"
        await walk.to("c")
        await quiet(pilot)
        assert app.screen.query_one("#grid-panel").region.right == 160
        await walk.to(*to_table("minutes"))
        await quiet(pilot)
        codes, panel = app.screen.query_one("#codes"), app.screen.query_one("#code-panel")
        lines = str(codes.render()).split("\n")
        widest = max(len(line) for line in lines if "█" in line or line.startswith("    "))
        assert 20 < widest <= panel.scrollable_content_region.width
        assert app.screen.query_one("#text-panel").region.right == panel.region.x


async def test_ties_in_a_table_have_the_sign_of_the_other_pages(years):
    app = app_on(years, "en")
    async with app.run_test(size=(120, 40)) as pilot:
        await quiet(pilot)
        await Walk(pilot).to("4")
        await quiet(pilot)
        text = screen_text(app)
        assert text.count("(1=)") >= 2
        assert "tied" not in text.split("Selected row")[0]


async def test_late_entry_is_as_high_as_its_fields(years):
    app = app_on(years, "en")
    async with app.run_test(size=(160, 50)) as pilot:
        await quiet(pilot)
        await Walk(pilot).to("f7")
        await quiet(pilot)
        assert app.screen.query_one("#form").region.height < 25
        assert "F2 Start" in screen_text(app)


@pytest.mark.parametrize("key", ["3", "0"])
async def test_a_sentence_longer_than_its_line_has_short_names_of_units(years, key):
    app = app_on(years, "en")
    async with app.run_test(size=(120, 40)) as pilot:
        await quiet(pilot)
        await Walk(pilot).to(key)
        await quiet(pilot)
        assert "BQL KKT, criterion" in screen_text(app)
        if key == "3":  # what is searched for is found in the name in full
            await Walk(pilot).to(key, "slash", *"quan")
            await quiet(pilot)
            text = screen_text(app)
            assert "Ban Quản lý Khu kinh tế" in text
            assert "BQL KKT, criterion" not in text
