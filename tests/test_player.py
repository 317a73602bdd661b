"""The player on the screen, with a clock that the test turns; no key waits for it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import asynccontextmanager
from datetime import date

import pytest
from msgspec.structs import replace
from rich.cells import cell_len
from textual.geometry import Size

from events.clusters import FoundCluster
from tests.pages import ledger_at, press, screen_text, settled, shown
from thidua_tui.formatting.replay.playback import DECISION, MONTH
from thidua_tui.formatting.slides.big_letters import BROAD, big
from thidua_tui.screens import save_picture
from thidua_tui.screens.entry_page import EntryPage
from thidua_tui.screens.replay_player import PlayerPage
from thidua_tui.screens.replay_stage import stage, stage_height


class Clock:
    """Calls that wait for their time; `pass_by` lets the next one come."""

    def __init__(self) -> None:
        self.waiting: list[tuple[float, Callable[[], object]]] = []

    def later(self, _page, seconds, call):
        self.waiting = [(seconds, call)]

    def pass_by(self) -> float:
        (seconds, call) = self.waiting.pop()
        call()
        return seconds


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    return ledger_at(tmp_path_factory.mktemp("player") / "demo.ledger", story=True)


@pytest.fixture
def clock(monkeypatch):
    ours = Clock()
    monkeypatch.setattr(PlayerPage, "later", lambda page, s, call: ours.later(page, s, call))
    return ours


@asynccontextmanager
async def playing(path, *keys, **how):
    async with shown(path, **how) as pilot:
        await press(pilot, "2", "space", *keys)
        yield pilot


async def test_space_on_the_leaders_page_plays_from_the_beginning(demo, clock):
    async with playing(demo) as pilot:
        assert isinstance(pilot.app.screen, PlayerPage)
        text = screen_text(pilot.app)
        assert "VĂN PHÒNG ĐOÀN ĐẠI BIỂU QUỐC HỘI TỈNH" in text
        assert "▶ ĐANG PHÁT" in text
        assert "mục 11]" in text
        assert "Sở Kế hoạch" not in text
        assert clock.pass_by() == DECISION


async def test_time_runs_and_the_next_decision_comes_by_itself(demo, clock):
    async with playing(demo) as pilot:
        waited = [clock.pass_by() for _ in range(13)]
        await pilot.pause()
        assert waited[:3] == [DECISION, DECISION, MONTH]
        assert waited[3:] == [MONTH] * 10
        text = screen_text(pilot.app)
        assert "Ngày 14/01/2021" in text
        assert "S Ở   T À I   C H Í N H" in text


async def test_at_the_end_it_stands_and_space_begins_anew(demo, clock):
    async with playing(demo) as pilot:
        while clock.waiting:
            clock.pass_by()
        await pilot.pause()
        assert "■ HẾT" in screen_text(pilot.app)
        await press(pilot, "space")
        assert pilot.app.screen.playback.at == 0
        assert clock.waiting


async def test_space_stops_at_once_and_goes_on(demo, clock):
    async with playing(demo, "space") as pilot:
        page = pilot.app.screen
        assert (page.playback.playing, page.playback.wait) == (False, None)
        assert "■ TẠM DỪNG" in screen_text(pilot.app)
        clock.waiting.clear()
        await press(pilot, "space")
        assert page.playback.playing
        assert clock.waiting


async def test_d_stops_it_at_every_decision(demo, clock):
    async with playing(demo, "d") as pilot:
        assert "dừng ở quyết định" in screen_text(pilot.app)
        clock.pass_by()
        await pilot.pause()
        assert (pilot.app.screen.playback.at, clock.waiting) == (1, [])


async def test_plus_and_minus_change_how_long_a_moment_stays(demo, clock):
    async with playing(demo, "+") as pilot:
        assert clock.waiting[0][0] == DECISION / 2
        await press(pilot, "-", "-")
        assert clock.waiting[0][0] == DECISION * 2


async def test_arrows_go_from_decision_to_decision(demo, clock):
    async with playing(demo, "right", "right") as pilot:
        assert "Ngày 14/01/2021" in screen_text(pilot.app)
        assert pilot.app.here.year == 2020
        await press(pilot, "left")
        assert "Năm 2020, chưa ghi ngày · Bầu Sở Tài chính làm Phó" in screen_text(pilot.app)
        assert not pilot.app.screen.playback.playing


async def test_tab_replays_it_as_it_came_to_be_known(demo, clock):
    async with playing(demo, "tab") as pilot:
        text = screen_text(pilot.app)
        assert "Ghi vào sổ 14/01/2021" in text
        assert "theo lúc ghi vào sổ" in text
        assert len(pilot.app.screen.film.frames) == 4


async def test_enter_opens_the_entry_and_escape_comes_back_to_where_it_stood(demo, clock):
    async with playing(demo, "right", "right", "enter") as pilot:
        assert isinstance(pilot.app.screen, EntryPage)
        await press(pilot, "escape")
        assert "Ngày 14/01/2021" in screen_text(pilot.app)


async def test_other_keys_work_while_it_runs(demo, clock):
    async with playing(demo) as pilot:
        await press(pilot, "3")
        assert pilot.app.screen.PLACE == "journal"
        for _ in clock.waiting[:]:
            clock.pass_by()  # time that was still waiting changes nothing elsewhere
        assert pilot.app.screen.PLACE == "journal"


async def test_a_cluster_that_nobody_led_has_nothing_to_play(tmp_path, clock):
    path = ledger_at(tmp_path / "new.ledger", FoundCluster(cluster="c", name="Khối 1", kind="khoi"))
    async with playing(path, "right", "d", "enter", "tab") as pilot:
        assert "không có gì để phát lại" in screen_text(pilot.app)
        assert not clock.waiting


async def test_it_ends_at_the_day_and_the_knowledge_where_one_stands(demo, clock):
    async with shown(demo) as pilot:
        here = pilot.app.here
        pilot.app.here = replace(here, on=date(2020, 6, 30))
        await press(pilot, "2", "space", "right", "right")
        assert "■ HẾT" in screen_text(pilot.app)
        assert "Tháng 06/2020" in screen_text(pilot.app)
        await press(pilot, "escape")
        pilot.app.here = replace(here, known_at=20)
        await press(pilot, "space", "tab")
        assert len(pilot.app.screen.film.frames) == 2


async def test_time_keys_take_away_what_was_not_known_and_the_moment_stays(demo, clock):
    async with playing(demo, "right", "right", "[", "[") as pilot:
        page = pilot.app.screen
        assert isinstance(page, PlayerPage) and page.film
        assert pilot.app.here.known_at == 33
        assert page.film.frames[page.playback.at].moment.day == date(2021, 1, 14)
        assert "năm 2021" not in " ".join(page.drawn.lines)
        await press(pilot, "]", "n")
        assert pilot.app.here.known_at is None
        assert page.film.frames[page.playback.at].moment.day == date(2021, 1, 14)


async def test_before_anybody_was_known_to_lead_the_player_is_empty_and_comes_back(demo, clock):
    async with playing(demo) as pilot:
        page = pilot.app.screen
        pilot.app.look_at(known_at=5)
        await press(pilot)
        text = screen_text(pilot.app)
        assert "không có gì để phát lại" in text
        assert "ĐOÀN ĐẠI BIỂU" not in text
        assert "ĐANG PHÁT" not in text
        await press(pilot, "n")
        assert page.film.frames
        assert "VĂN PHÒNG ĐOÀN ĐẠI BIỂU QUỐC HỘI TỈNH" in screen_text(pilot.app)


@pytest.mark.parametrize("keys", [(), ("tab",)])
async def test_the_picture_that_is_kept_ends_at_the_moment_that_is_shown(
    demo, clock, tmp_path, monkeypatch, keys
):
    monkeypatch.setattr(save_picture, "picture_folder", lambda: tmp_path / "hinh")
    async with playing(demo, *keys, "e") as pilot:
        await settled(pilot)
    (text,) = (tmp_path / "hinh").glob("*.txt")
    drawn = text.read_text("utf-8")
    assert "VP Đoàn ĐBQH" in drawn or "Văn phòng Đoàn" in drawn
    assert "Sở Kế hoạch" not in drawn


LARGE, SMALL = (160, 50), (80, 24)


async def test_on_a_large_screen_year_and_leader_are_in_large_letters(demo, clock):
    async with playing(demo, size=LARGE) as pilot:
        text = screen_text(pilot.app)
        for letters in (*big("2020", 80, BROAD), *big("Văn phòng Đoàn", 200)):
            assert all(line in text for line in letters)
        assert "VĂN PHÒNG" not in text


async def test_the_letters_follow_the_size_of_the_screen(demo, clock):
    async with playing(demo, size=SMALL) as pilot:
        small = screen_text(pilot.app)
        await pilot.resize_terminal(*LARGE)
        await settled(pilot)
        assert big("2020", 80, BROAD)[0][4] in screen_text(pilot.app)
        await pilot.resize_terminal(*SMALL)
        await settled(pilot)
        assert screen_text(pilot.app) == small


async def test_each_year_has_a_rule_down_to_the_last_row(demo, clock):
    async with playing(demo, size=LARGE) as pilot:
        lines = screen_text(pilot.app).split("\n")
        axis = next(at for at, line in enumerate(lines) if "▾2020" in line)
        rules = [line.count("┊") for line in lines[axis + 1 : -3]]
        assert min(rules) >= 1
        assert max(rules) == 2


@pytest.mark.parametrize("height", [18, 10])
@pytest.mark.parametrize("width", [108, 158, 198])
async def test_every_moment_fits_the_stage(demo, clock, width, height):
    async with playing(demo) as pilot:
        for frame in pilot.app.screen.film.frames:
            lines = stage(frame, pilot.app.words, width, height)
            assert len(lines) == height
            assert all(sum(cell_len(text) for text, _ in line) <= width for line in lines)


def test_a_small_screen_has_no_stage():
    heights = [stage_height(Size(*size)) for size in (SMALL, (100, 30), (120, 40), LARGE)]
    assert heights == [0, 0, 10, 18]
