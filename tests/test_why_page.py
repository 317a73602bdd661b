"""Why this place, on the screen: three keys to the deciding cell, partners, margins, the trial."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from events.ranking import AdoptScores
from tests.form_app import STARTED, session
from tests.pages import app_on, ledger_at, press, quiet, screen_text, shows, until
from tests.scored_year import BOOK, POINTS, A, B, scored
from tests.test_place_reasons import AGREED
from thidua_tui.acts.preview_safety import safety_before
from thidua_tui.i18n.messages import Words
from thidua_tui.screens.cell_reasons import CellReasonsPage
from thidua_tui.screens.entry_page import EntryPage
from thidua_tui.screens.place_reasons import WhyPage
from thidua_tui.screens.score_grid import Scores
from thidua_tui.screens.trial import Trial
from thidua_tui.session.location import Location

SIZE = (120, 40)


class Year:
    """The program on the page of the scored year."""

    def __init__(self, folder, *more, lang="vi", size=SIZE, points=POINTS):
        path = ledger_at(folder / "t.ledger", *STARTED, *scored(points), *more)
        self.app, self.size = app_on(path, lang), size

    async def __aenter__(self):
        self.run = self.app.run_test(size=self.size, notifications=True)
        pilot = await self.run.__aenter__()
        await quiet(pilot)
        self.app.here = Location(cluster="tmth", year=2020)
        await press(pilot, "1")
        await quiet(pilot)
        return pilot

    async def __aexit__(self, *error):
        await self.run.__aexit__(*error)


async def test_from_a_place_to_the_deciding_cell_and_its_entry_in_three_keys(tmp_path):
    async with Year(tmp_path) as pilot:
        await press(pilot, "down")  # to the second unit; the way begins here
        keys = ("f12", "enter", "enter")
        await press(pilot, *keys[:1])
        await quiet(pilot)
        assert shows(pilot, WhyPage)
        assert "Quyết định ở: I.2 Tiêu chí I.2 (20 so với 19)." in screen_text(pilot.app)
        await press(pilot, *keys[1:2])
        await quiet(pilot)
        assert shows(pilot, CellReasonsPage)
        text = screen_text(pilot.app)
        assert "38/40 × 20 = 19" in text
        assert "40/40 × 20 = 20" in text
        assert "bản 1 (Quyết định 12/QĐ)" in text
        assert "BB 05" in text
        await press(pilot, *keys[2:])
        await quiet(pilot)
        assert shows(pilot, EntryPage)
        entry = pilot.app.screen.whole.entry.event
        assert (entry.unit, entry.criterion, len(keys)) == (B, "I.2", 3)


async def test_the_arrows_change_the_partner_and_say_where_they_end(tmp_path):
    async with Year(tmp_path) as pilot:
        await press(pilot, "down", "f12")
        await quiet(pilot)
        page = pilot.app.screen
        assert (pilot.app.here.unit, page.other) == (B, A)
        await press(pilot, "right")
        assert page.other == "snv"
        await press(pilot, "right", "right")
        await quiet(pilot)
        assert page.other == "skhdt"
        assert "Không còn đơn vị nào ở dưới" in screen_text(pilot.app)
        await press(pilot, "s")
        assert (pilot.app.here.unit, page.other) == ("skhdt", B)


async def test_the_history_of_the_cell_is_one_key_away(tmp_path):
    async with Year(tmp_path) as pilot:
        await press(pilot, "down", "f12", "enter")
        await quiet(pilot)
        await press(pilot, "h")
        await quiet(pilot)
        assert pilot.app.screen.PLACE == "trail"
        subject = pilot.app.screen.subject
        assert (subject.kind, subject.unit, subject.criterion) == ("points", B, "I.2")


@pytest.mark.parametrize("lang", ["vi", "en"])
async def test_an_agreed_year_says_so_in_a_narrow_screen(tmp_path, lang):
    async with Year(tmp_path, AGREED, lang=lang, size=(80, 24)) as pilot:
        await press(pilot, "f12")
        await quiet(pilot)
        text = screen_text(pilot.app)
        said = "thống nhất bình xét" if lang == "vi" else "The units agreed on the places"
        assert said in text
        await press(pilot, "tab")
        await quiet(pilot)
        assert ("cần thêm" if lang == "vi" else "needs") in screen_text(pilot.app)


async def test_a_unit_without_points_and_a_year_without_a_book(tmp_path):
    async with Year(tmp_path) as pilot:
        await press(pilot, "end", "f12")
        await quiet(pilot)
        assert "không có thứ hạng vì chưa có điểm cuối cùng" in screen_text(pilot.app)
        await press(pilot, "enter")
        await quiet(pilot)
        assert shows(pilot, WhyPage)
        pilot.app.here = Location(cluster="tmth", year=1999, unit=A)
        pilot.app.refresh_page()
        await quiet(pilot)
        assert "chưa có bảng tiêu chí" in screen_text(pilot.app)


async def test_a_row_of_the_ranking_leads_there_and_another_table_does_not(tmp_path):
    async with Year(tmp_path) as pilot:
        await press(pilot, "4")
        await quiet(pilot)
        await press(pilot, "down", "f12")
        await quiet(pilot)
        assert shows(pilot, WhyPage)
        assert pilot.app.here.unit == B


async def test_a_trial_moves_the_table_at_every_letter_and_is_thrown_away(tmp_path):
    async with Year(tmp_path) as pilot:
        position = pilot.app.session.ledger.position()
        await press(pilot, "down", "f12", "t", "down")
        await quiet(pilot)
        assert shows(pilot, Trial)
        await press(pilot, *"29", "comma", "5")
        await quiet(pilot)
        text = screen_text(pilot.app)
        assert "THỬ" in text
        assert "KHÔNG GHI VÀO SỔ" in text
        assert "▲ 2 → 1   Sở Tài chính" in text
        assert pilot.app.screen.trial.tried == {}
        await press(pilot, "enter")
        assert len(pilot.app.screen.trial.tried) == 1
        await press(pilot, "escape")
        await quiet(pilot)
        assert shows(pilot, WhyPage)
        assert "Đã bỏ bản thử (1 ô)" in screen_text(pilot.app)
        assert pilot.app.session.ledger.position() == position
        await press(pilot, "t", "ctrl+z")
        await quiet(pilot)
        assert len(pilot.app.screen.trial.tried) == 1


async def test_the_heads_of_a_trial_fit_their_panel_from_the_first_picture_on(tmp_path):
    async with Year(tmp_path, size=(160, 50)) as pilot:
        await press(pilot, "f12", "t")
        await quiet(pilot)
        heads = next(line for line in screen_text(pilot.app).splitlines() if "tối đa" in line)
        assert [word in heads for word in ("đã ghi", "thử", "điểm")] == [True] * 3


async def test_nonsense_in_a_trial_is_refused_and_stays_to_be_mended(tmp_path):
    async with Year(tmp_path) as pilot:
        await press(pilot, "down", "f12", "t", *"abc[/b]", "enter")
        await quiet(pilot)
        screen = pilot.app.screen
        assert (screen.trial.tried, screen.entry.value) == ({}, "abc[/b]")
        assert "▲" in screen_text(pilot.app)
        await press(pilot, "f2")
        await quiet(pilot)
        assert pilot.app.screen is screen


async def test_a_trial_is_handed_over_to_the_grid_and_nothing_is_recorded_yet(tmp_path):
    async with Year(tmp_path) as pilot:
        position = pilot.app.session.ledger.position()
        await press(pilot, "down", "f12", "t", "down", *"29", "comma", "5", "f2")
        await quiet(pilot)
        grid = pilot.app.screen
        assert isinstance(grid, Scores)
        staged = {tuple(key): one.text for key, one in grid.staged.items()}
        assert staged == {(B, "II.1", "verified", ""): "29,5"}
        assert pilot.app.session.ledger.position() == position


async def test_the_grid_leads_to_the_reasons_and_to_a_trial(tmp_path):
    async with Year(tmp_path) as pilot:
        await press(pilot, "c")
        await quiet(pilot)
        await press(pilot, "down", "f12")
        await quiet(pilot)
        assert shows(pilot, WhyPage)
        assert pilot.app.here.unit == B
        await press(pilot, "escape", "u")
        await quiet(pilot)
        assert shows(pilot, Trial)
        assert pilot.app.screen.cell == (B, "I.1")
        await press(pilot, *"39", "f2")
        await quiet(pilot)
        assert shows(pilot, Scores)
        assert [one.text for _, one in pilot.app.screen.staged.items()] == ["39"]


async def test_the_page_of_the_year_shows_the_margins_where_rows_are_free(tmp_path):
    async with Year(tmp_path, size=(160, 50)) as pilot:
        await until(pilot, lambda: "Sở Tài chính kém 0,5" in screen_text(pilot.app))
        assert "1–2  Sở Tài chính kém 0,5: I.1 (+2), II.1 (+1,5)" in screen_text(pilot.app)


async def test_the_ranking_shows_the_margins_of_the_row(tmp_path):
    async with Year(tmp_path, size=(160, 50)) as pilot:
        await press(pilot, "4")
        await quiet(pilot)
        await press(pilot, "down")
        await until(pilot, lambda: "Sở Tài chính cần thêm 0,5" in screen_text(pilot.app))
        assert "Chắc đến đâu?" in screen_text(pilot.app)


def test_the_margins_are_shown_before_the_scores_are_adopted():
    at = session(*STARTED, *scored())
    adopt = AdoptScores(cluster="tmth", year=2020)
    lines = safety_before(at, [adopt], Words("vi"))
    assert lines[0] == "Chắc đến đâu? (theo điểm)"
    assert lines[2].startswith("Sở Tài chính cần thêm 0,5 điểm")
    assert safety_before(at, [AGREED], Words("vi")) == []


async def test_what_people_typed_is_text_on_every_page(tmp_path):
    named = "Chỉ tiêu [red]đỏ[/red] [/b] [@click=app.quit]x"
    lines = BOOK.criteria[0].criteria
    group = replace(BOOK.criteria[0], criteria=(lines[0], replace(lines[1], title=named)))
    book = replace(BOOK, criteria=(group, *BOOK.criteria[1:]))
    path = ledger_at(tmp_path / "w.ledger", *STARTED, *scored(POINTS, book))
    app = app_on(path)
    async with app.run_test(size=(160, 50)) as pilot:
        await quiet(pilot)
        app.here = Location(cluster="tmth", year=2020, unit=B)
        await press(pilot, "1")
        await quiet(pilot)
        await press(pilot, "f12")
        await quiet(pilot)
        assert "Chỉ tiêu [red]đỏ[/red]" in screen_text(app)
        await press(pilot, "t")
        await quiet(pilot)
        assert "Chỉ tiêu [red]đỏ[/red] [/b]" in screen_text(app)
        await press(pilot, "escape", "enter")
        await quiet(pilot)
        assert "[@click=app.quit]x" in screen_text(app)


async def test_a_past_moment_explains_what_was_known_then(tmp_path):
    async with Year(tmp_path, AGREED) as pilot:
        before = pilot.app.session.ledger.position() - 1
        pilot.app.look_at(known_at=before)
        await quiet(pilot)
        await press(pilot, "down", "f12")
        await quiet(pilot)
        assert "tạm xếp Nhì" in screen_text(pilot.app)
        await press(pilot, "n")
        await quiet(pilot)
        assert "thống nhất bình xét" in screen_text(pilot.app)
