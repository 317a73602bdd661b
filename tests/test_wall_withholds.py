"""What a wall withholds until a result was announced, by the same rule as the page of the hall."""

from __future__ import annotations

import re

import pytest

from events.result_events import ResultAdopted
from events.store.ledger import Circumstances, Ledger, drafted
from events.store.sqlite.recorder import SQLiteRecorder
from tests.pages import ledger_at, press, screen_text, settled, shown, standing_still, toasts, until
from tests.test_wall_app import LAST, YEAR, says, wall_on
from thidua_tui.screens.course_player import CoursePage
from thidua_tui.session.wall_channel import OUTCOMES, Channel, Scene
from thidua_tui.session.wall_lead import WallLead

CODE = "Mã bảng xếp hạng"


@pytest.fixture
def demo(tmp_path):
    with standing_still():
        yield ledger_at(tmp_path / "demo.ledger", story=True)


@pytest.fixture
def lead(tmp_path):
    """A secretary's side without a screen."""
    Channel(tmp_path / "wall").attend()
    return WallLead(Channel(tmp_path / "wall"), "An", lambda: LAST)


def up_to_the_result(path):
    """Return a ledger of the story until its result is adopted."""
    with SQLiteRecorder(path, create=False, read_only=True) as recorder:
        entries = [*Ledger(recorder).read()]
    last = next(n for n, entry in enumerate(entries) if isinstance(entry.event, ResultAdopted))
    shorter = path.with_name("shorter.ledger")
    with SQLiteRecorder(shorter, create=True) as recorder:
        for entry in entries[: last + 1]:
            how = Circumstances(by=entry.by, act=entry.act, meeting=entry.meeting)
            recorder.append([drafted(entry.event, how, entry.at)[0]])
    return shorter


async def test_the_code_of_a_ranking_is_on_the_wall_only_after_the_last_place(demo, tmp_path, lead):
    async with wall_on(demo, tmp_path / "wall", size=(140, 40)) as pilot:
        lead.follow(Scene(place="reveal", **YEAR))
        await says(pilot, "1/8")
        assert CODE not in screen_text(pilot.app)
        lead.follow(Scene(place="projector", **YEAR))
        await until(pilot, lambda: pilot.app.place == "projector")
        await says(pilot, "1/11")
        assert CODE not in screen_text(pilot.app)
        lead.follow(Scene(place="reveal", **YEAR, at=7))
        await says(pilot, "8/8")
        assert CODE in screen_text(pilot.app)
        lead.follow(Scene(place="projector", **YEAR))
        await says(pilot, CODE)


def slide_text(app) -> str:
    """The texts of the slide; on the screen some are drawn in letters of blocks."""
    [slide] = app.screen.slides
    return " ".join((*(name.full for name in slide.names), *slide.below))


@pytest.mark.parametrize("of", ["", OUTCOMES])
async def test_a_result_is_on_the_wall_of_the_meeting_only_after_its_announcement(
    demo, tmp_path, lead, of
):
    async with wall_on(up_to_the_result(demo), tmp_path / "wall", size=(140, 40)) as pilot:
        lead.follow(Scene(place="year", of=of, **YEAR))
        await says(pilot, "chờ công bố")
        assert "Sở Nội vụ" not in slide_text(pilot.app)
        lead.follow(Scene(place="tables", of="ranking", **YEAR))
        await says(pilot, "▸1 ")
        lead.follow(Scene(place="year", of=of, **YEAR))
        await says(pilot, "tổng hợp".upper() if not of else "đã quyết định".upper())
        assert "chờ công bố" not in screen_text(pilot.app)
        assert "Sở Nội vụ" in slide_text(pilot.app)


async def test_a_ranking_that_is_not_adopted_is_not_put_on_the_wall(tmp_path):
    channel = Channel(tmp_path / "wall")
    channel.attend()
    with standing_still():
        scored = ledger_at(tmp_path / "demo.ledger", scored=True)
        async with shown(scored) as pilot:
            pilot.app.channel_at = lambda _: Channel(tmp_path / "wall")
            pilot.app.lead_walls()
            wall = pilot.app.wall
            assert wall is not None
            await until(pilot, lambda: wall.whose == "ours")
            await press(pilot, "4", "i")
            assert any("chưa được thống nhất" in toast for toast in toasts(pilot.app))
            assert wall.scene.place != "tables"


@pytest.mark.parametrize(
    ("film", "known_at"), [("year", None), ("meeting:tong-ket-2020", LAST - 1)]
)
async def test_a_replay_on_the_wall_gives_no_place_before_its_announcement(
    demo, tmp_path, lead, film, known_at
):
    replayed = Scene(place="player", film=film, at=99, known_at=known_at, **YEAR)
    async with wall_on(demo, tmp_path / "wall", size=(140, 40)) as pilot:
        lead.follow(replayed)
        await until(pilot, lambda: isinstance(pilot.app.screen, CoursePage))
        await says(pilot, "chờ công bố")
        before = screen_text(pilot.app)
        assert not re.findall("Thống nhất kết quả|Cờ thi đua|báo Lạng Sơn|Thư ký", before)
        assert not re.findall(r"▸?[ ●○×] +[1-3] +\w", before)
        lead.follow(Scene(place="tables", of="ranking", **YEAR))
        await says(pilot, "▸1 ")
        lead.follow(replayed)
        await until(pilot, lambda: isinstance(pilot.app.screen, CoursePage))
        await says(pilot, "1 Văn phòng HĐND tỉnh")


@pytest.mark.parametrize("table", ["roster", "history"])
async def test_the_members_and_the_years_on_the_wall_have_no_places(demo, tmp_path, lead, table):
    async with wall_on(demo, tmp_path / "wall", size=(140, 40)) as pilot:
        lead.follow(Scene(place="tables", of=table, **YEAR))
        await until(pilot, lambda: getattr(pilot.app.screen, "shown", "") == table)
        await settled(pilot)
        assert not re.findall("Thứ hạng|Kết quả|Khen thưởng", screen_text(pilot.app))


async def test_a_ranking_that_was_not_adopted_yet_is_empty_on_the_wall(demo, tmp_path, lead):
    async with wall_on(demo, tmp_path / "wall", size=(140, 40)) as pilot:
        lead.follow(Scene(place="tables", of="ranking", known_at=12, **YEAR))
        await says(pilot, "Kết quả của năm chưa được thống nhất")
        assert not re.findall("HĐND|mã ", screen_text(pilot.app))


async def test_minutes_on_the_wall_say_that_a_result_waits(demo, tmp_path, lead):
    minutes = Scene(place="wall-minutes", of="tong-ket-2020", at=LAST, **YEAR)
    async with wall_on(demo, tmp_path / "wall", size=(140, 60)) as pilot:
        lead.follow(minutes)
        await says(pilot, "chờ công bố")
        assert not re.findall("Cờ thi đua|Thống nhất kết quả", screen_text(pilot.app))
        lead.follow(Scene(place="tables", of="ranking", **YEAR))
        await says(pilot, "▸1 ")
        lead.follow(minutes)
        await says(pilot, "Cờ thi đua")


async def test_sources_of_the_headship_are_not_on_the_wall(demo, tmp_path, lead):
    async with wall_on(demo, tmp_path / "wall", size=(140, 45)) as pilot:
        lead.follow(Scene(place="leaders", **YEAR))
        await says(pilot, "Hình thức bầu")
        assert "Nguồn" not in screen_text(pilot.app)
