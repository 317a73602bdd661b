"""The wall on the screen: it shows what the channel names, and only that; keys do nothing there."""

from __future__ import annotations

import threading
from contextlib import asynccontextmanager
from datetime import date
from typing import Any

import pytest

from events.elections import ElectHead
from events.errors import UnreadableLedger
from events.meetings import OpenMeeting
from events.remarks import RecordRemark
from events.store.ledger import Circumstances, Ledger
from events.store.sqlite.recorder import SQLiteRecorder
from tests.narrow import file_recorder
from tests.pages import (
    ledger_at,
    opening,
    press,
    screen_text,
    settled,
    shown,
    standing_still,
    toasts,
    until,
)
from tests.table_keys import to_table
from thidua_tui.app.wall_app import WallApp
from thidua_tui.keymap.keymap_file import keymap
from thidua_tui.queries.released import load_released_meeting
from thidua_tui.screens.course_player import CoursePage
from thidua_tui.screens.replay_player import PlayerPage
from thidua_tui.session import wall_channel
from thidua_tui.session.wall_channel import OUTCOMES, TABLES_ON_WALL, Channel, Scene, Shown
from thidua_tui.session.wall_lead import WallLead
from views.tables import ON_PAGE

YEAR: dict[str, Any] = {"cluster": "tmth", "year": 2020}
LAST = 35
"""The last position of the story."""


def seen(channel: Channel) -> Shown:
    """Return what the channel shows."""
    shown = channel.look().shown
    assert shown is not None
    return shown


@pytest.fixture
def demo(tmp_path):
    with standing_still():
        yield ledger_at(tmp_path / "demo.ledger", story=True)


@pytest.fixture
def lead(tmp_path):
    """A secretary's side without a screen, which keeps its file fresh."""
    channel = Channel(tmp_path / "wall")
    Channel(tmp_path / "wall").attend()
    return WallLead(channel, "An", lambda: LAST)


@asynccontextmanager
async def wall_on(path, folder, size=(100, 30), lang="vi"):
    app = WallApp(opening(path), lang)
    app.ledger_name, app.read_only = "demo.ledger", True
    app.channel_at = lambda _: Channel(folder)
    async with app.run_test(size=size, notifications=True) as pilot:
        await settled(pilot)
        yield pilot
    if app.session:
        file_recorder(app.session.ledger).close()


async def says(pilot, text):
    await until(pilot, lambda: text in screen_text(pilot.app))
    await settled(pilot)
    assert text in screen_text(pilot.app)


async def test_a_wall_waits_for_the_secretary_and_says_so(demo, tmp_path):
    async with wall_on(demo, tmp_path / "wall") as pilot:
        await says(pilot, "Chờ chương trình của thư ký mở sổ này")


async def test_a_wall_shows_the_slide_of_the_secretary_and_follows(demo, tmp_path, lead):
    async with wall_on(demo, tmp_path / "wall") as pilot:
        lead.follow(Scene(place="reveal", **YEAR, at=1))
        await says(pilot, "ĐƠN VỊ XẾP THỨ BA")
        assert "Nhật ký" not in screen_text(pilot.app)
        lead.follow(Scene(place="reveal", **YEAR, at=4))
        await says(pilot, "ĐƠN VỊ XẾP THỨ NHÌ")
        lead.follow(Scene(place="leaders", **YEAR))
        await says(pilot, "Trưởng cụm, Phó trưởng cụm qua các năm")
        lead.toggle_blank()
        await until(pilot, lambda: not screen_text(pilot.app).strip())
        assert not screen_text(pilot.app).strip()
        lead.toggle_blank()
        await says(pilot, "Trưởng cụm, Phó trưởng cụm qua các năm")
        lead.close()
        await says(pilot, "Chờ chương trình của thư ký mở sổ này")


async def test_what_the_meeting_decided_is_never_folded_while_keys_wait(
    demo, tmp_path, lead, monkeypatch
):
    threads = set[threading.Thread]()

    def loaded(*asked):
        threads.add(threading.current_thread())
        return load_released_meeting(*asked)

    monkeypatch.setattr("thidua_tui.screens.wall.load_released_meeting", loaded)
    async with wall_on(demo, tmp_path / "wall") as pilot:
        lead.follow(Scene(place="year", of=OUTCOMES, **YEAR))
        await until(pilot, lambda: threads)
        assert threading.main_thread() not in threads


@pytest.mark.parametrize("place", ["leaders", "year"])
async def test_what_is_hidden_is_hidden_at_once_while_a_server_is_silent(
    demo, tmp_path, lead, monkeypatch, place
):
    def silent(*_args, **_options):
        raise UnreadableLedger("server-silent", address="may-chu/thidua")

    async with wall_on(demo, tmp_path / "wall") as pilot:
        lead.follow(Scene(place=place, **YEAR))
        await says(pilot, {"leaders": "qua các năm", "year": "Cụm thi đua"}[place])
        for reading in ("read", "_history", "position"):
            monkeypatch.setattr(pilot.app.session.ledger, reading, silent)
        lead.toggle_blank()
        await until(pilot, lambda: not screen_text(pilot.app).strip())
        pilot.app.clear_notifications()
        await settled(pilot)
        assert not screen_text(pilot.app).strip()


async def test_the_replay_on_the_wall_is_at_the_moment_of_the_secretary(demo, tmp_path, lead):
    async with wall_on(demo, tmp_path / "wall") as pilot:
        lead.follow(Scene(place="player", **YEAR, at=2))
        await until(pilot, lambda: isinstance(pilot.app.screen, PlayerPage))
        page = pilot.app.screen
        assert isinstance(page, PlayerPage)
        await until(pilot, lambda: page.playback.at == 2)
        assert (page.playback.at, page.playback.playing) == (2, False)
        lead.follow(Scene(place="player", **YEAR, at=1, axis="known"))
        await until(pilot, lambda: page.film and page.film.replay.axis == "known")
        await until(pilot, lambda: page.playback.at == 1)
        assert (page.axis, page.playback.at) == ("known", 1)


@pytest.mark.parametrize(
    "scene",
    [
        Scene(place="journal", **YEAR),
        Scene(place="\x1b]0;x\x07", **YEAR),
        Scene(place="reveal", cluster="[red]not ours", year=2020),
        Scene(place="reveal"),
    ],
)
async def test_what_is_no_page_or_cluster_of_ours_is_not_shown(demo, tmp_path, lead, scene):
    async with wall_on(demo, tmp_path / "wall") as pilot:
        lead.follow(scene)
        await says(pilot, "Không đọc được tệp nối với chương trình của thư ký")
        assert "not ours" not in screen_text(pilot.app)


@pytest.mark.parametrize("at", [-5, 10**9])
async def test_a_slide_that_is_not_there_is_the_nearest(demo, tmp_path, lead, at):
    async with wall_on(demo, tmp_path / "wall") as pilot:
        lead.follow(Scene(place="reveal", **YEAR, at=at))
        await says(pilot, "8/8" if at > 0 else "1/8")


async def test_keys_do_nothing_on_a_wall_but_leave(demo, tmp_path, lead):
    async with wall_on(demo, tmp_path / "wall") as pilot:
        lead.follow(Scene(place="reveal", **YEAR, at=1))
        await says(pilot, "ĐƠN VỊ XẾP THỨ BA")
        await press(pilot, "space", "r", "escape", "3", "a", "colon", "o")
        assert pilot.app.place == "reveal"
        assert "ĐƠN VỊ XẾP THỨ BA" in screen_text(pilot.app)
        assert any("chỉ đi theo" in toast for toast in toasts(pilot.app))
        await pilot.press("q")
        await until(pilot, lambda: pilot.app._exit)
        assert pilot.app._exit


async def test_the_key_that_a_person_chose_leaves_a_wall_and_is_named_there(demo, tmp_path, lead):
    async with wall_on(demo, tmp_path / "wall") as pilot:
        pilot.app.use_keys(keymap({"quit": "f11"}))
        lead.follow(Scene(place="reveal", **YEAR, at=1))
        await says(pilot, "ĐƠN VỊ XẾP THỨ BA")
        await press(pilot, "q", "space")
        assert not pilot.app._exit
        assert any("nhấn F11 để thoát" in toast for toast in toasts(pilot.app))
        await pilot.press("f11")
        await until(pilot, lambda: pilot.app._exit)
        assert pilot.app._exit


def held_meeting(path):
    """Open a meeting at which a remark is made."""
    with SQLiteRecorder(path) as recorder:
        begun = Ledger(recorder)
        how = Circumstances(by="An", meeting="m")
        begun.execute(
            OpenMeeting(
                meeting="m", title="Tổng kết 2021", on=date(2022, 1, 10), cluster="tmth", year=2021
            ),
            how,
        )
        begun.execute(RecordRemark(meeting="m", text="chuyện riêng của đơn vị"), how)
        begun.execute(ElectHead(cluster="tmth", year=2022, unit="stc"), how)


async def test_of_a_year_the_wall_shows_the_meeting_and_no_remark(demo, tmp_path, lead):
    held_meeting(demo)
    async with wall_on(demo, tmp_path / "wall", size=(140, 40)) as pilot:
        lead.follow(Scene(place="year", cluster="tmth", year=2021))
        await says(pilot, "KẾT QUẢ TẠM, CHƯA THÔNG QUA")
        assert "chuyện riêng" not in screen_text(pilot.app)
        assert "NĂM 2021" in screen_text(pilot.app)


async def test_what_is_recorded_appears_on_the_wall_unless_it_is_held(demo, tmp_path, lead):
    async with wall_on(demo, tmp_path / "wall", size=(140, 40)) as pilot:
        lead.follow(Scene(place="year", cluster="tmth", year=2021))
        await says(pilot, "CỤM THI ĐUA CÁC CƠ QUAN THAM MƯU TỔNG HỢP")
        lead.toggle_hold()
        await until(pilot, lambda: pilot.app.here.known_at == LAST)
        held_meeting(demo)
        await settled(pilot)
        assert "KẾT QUẢ TẠM" not in screen_text(pilot.app)
        lead.toggle_hold()
        lead.follow(Scene(place="year", cluster="tmth", year=2021))
        await says(pilot, "KẾT QUẢ TẠM")


async def test_the_secretary_sees_what_the_wall_shows_and_holds_it(demo, tmp_path, monkeypatch):
    monkeypatch.setattr(wall_channel, "ALIVE", 1000)  # however slow the machine
    channel = Channel(tmp_path / "wall")
    async with shown(demo) as pilot:
        app = pilot.app
        await press(pilot, "f4")
        assert any("thidua chiếu" in toast for toast in toasts(app))
        app.channel_at = lambda _: Channel(tmp_path / "wall")
        app.lead_walls()
        channel.attend()
        await says(pilot, "MÀN CHIẾU  Cụm trong năm 2020")
        await press(pilot, "r", "space")
        await says(pilot, "Công bố kết quả 2020 · trang 2")
        assert seen(channel).scene == Scene(place="reveal", **YEAR, at=1)
        await press(pilot, "f4", "space")
        await says(pilot, " GIỮ  Công bố kết quả 2020 · trang 2")
        await press(pilot, "f8")
        await says(pilot, " CHE ")
        assert seen(channel).blank
        await press(pilot, "f8", "f4")
        await says(pilot, "F4 giữ")
        await press(pilot, "3")
        await says(pilot, "Công bố kết quả 2020 · trang 3")
        app.close_wall()


async def test_a_second_secretary_is_told_whose_wall_it_is_and_takes_it(demo, tmp_path, lead):
    lead.follow(Scene(place="leaders", **YEAR))
    async with shown(demo) as pilot:
        app = pilot.app
        app.channel_at = lambda _: Channel(tmp_path / "wall")
        app.lead_walls()
        await says(pilot, "đang đi theo chương trình khác của An")
        await press(pilot, "f8")
        assert any("đang đi theo chương trình khác" in toast for toast in toasts(app))
        await press(pilot, "f4")
        await says(pilot, "MÀN CHIẾU  Cụm trong năm 2020")
        assert seen(Channel(tmp_path / "wall")).by == "Thư ký"


async def test_the_replay_of_a_meeting_is_on_the_wall_too(demo, tmp_path, lead):
    async with wall_on(demo, tmp_path / "wall") as pilot:
        lead.follow(Scene(place="player", **YEAR, film="year"))
        await until(pilot, lambda: isinstance(pilot.app.screen, CoursePage))
        page = pilot.app.screen
        assert isinstance(page, CoursePage)
        lead.follow(Scene(place="player", **YEAR, film="meeting:tong-ket-2020", at=3))
        await until(pilot, lambda: (page.subject, page.playback.at) == ("meeting:tong-ket-2020", 3))
        assert (page.subject, page.playback.at) == ("meeting:tong-ket-2020", 3)
        lead.follow(Scene(place="player", **YEAR, at=1))
        await until(pilot, lambda: isinstance(pilot.app.screen, PlayerPage))
        assert isinstance(pilot.app.screen, PlayerPage)


async def test_a_replay_of_what_is_no_meeting_of_ours_is_that_of_the_year(demo, tmp_path, lead):
    async with wall_on(demo, tmp_path / "wall") as pilot:
        lead.follow(Scene(place="player", **YEAR, film="meeting:[red]x"))
        await until(pilot, lambda: isinstance(pilot.app.screen, CoursePage))
        await settled(pilot)
        assert "[red]" not in screen_text(pilot.app)


async def test_the_wall_is_blanked_from_the_roll_call_too(demo, tmp_path, monkeypatch):
    monkeypatch.setattr(wall_channel, "ALIVE", 1000)
    held_meeting(demo)
    channel = Channel(tmp_path / "wall")
    async with shown(demo) as pilot:
        app = pilot.app
        app.channel_at = lambda _: Channel(tmp_path / "wall")
        app.lead_walls()
        channel.attend()
        await press(pilot, "1")
        await says(pilot, "MÀN CHIẾU")
        await press(pilot, "f6", "f8")
        assert app.place == "presence"
        assert seen(channel).blank
        assert any("Màn chiếu đang che" in toast for toast in toasts(app))
        await press(pilot, "f8")
        assert not seen(channel).blank
        app.close_wall()


async def test_a_table_and_the_minutes_are_on_the_wall_at_the_row_of_the_secretary(
    demo, tmp_path, lead
):
    async with wall_on(demo, tmp_path / "wall") as pilot:
        lead.follow(Scene(place="tables", of="ranking", **YEAR, at=2))
        await says(pilot, "▸3 ")
        assert "Bảng tiêu chí" not in screen_text(pilot.app), "no list of the other tables"
        lead.follow(Scene(place="tables", of="awards", **YEAR))
        await says(pilot, "─  Khen thưởng  ─")
        lead.follow(Scene(place="wall-minutes", of="tong-ket-2020", **YEAR, at=14))
        await says(pilot, "(dự thảo)")
        await says(pilot, "I. THÀNH PHẦN DỰ")


@pytest.mark.parametrize(
    "scene",
    [
        Scene(place="tables", of="operators", **YEAR),
        Scene(place="tables", of="notes", **YEAR),
        Scene(place="tables", **YEAR),
    ],
)
async def test_a_table_for_the_secretary_alone_is_not_shown(demo, tmp_path, lead, scene):
    async with wall_on(demo, tmp_path / "wall") as pilot:
        lead.follow(scene)
        await says(pilot, "Không đọc được tệp nối với chương trình của thư ký")


async def test_minutes_of_no_meeting_of_ours_are_empty(demo, tmp_path, lead):
    async with wall_on(demo, tmp_path / "wall") as pilot:
        lead.follow(Scene(place="wall-minutes", of="../x", **YEAR, at=1))
        await until(pilot, lambda: pilot.app.screen.PLACE == "wall-minutes")
        await settled(pilot)
        assert "BIÊN BẢN" not in screen_text(pilot.app)


async def test_the_secretary_puts_a_table_and_the_minutes_on_the_wall(demo, tmp_path, monkeypatch):
    monkeypatch.setattr(wall_channel, "ALIVE", 1000)  # however slow the machine
    channel = Channel(tmp_path / "wall")
    channel.attend()
    async with shown(demo) as pilot:
        pilot.app.channel_at = lambda _: Channel(tmp_path / "wall")
        pilot.app.lead_walls()
        wall = pilot.app.wall
        assert wall is not None
        await until(pilot, lambda: wall.whose == "ours")
        await press(pilot, "4")
        await until(pilot, lambda: channel.look().shown is not None)
        assert seen(channel).scene.place != "tables", "not before the secretary wants it"
        await press(pilot, "i", "down")
        await until(pilot, lambda: seen(channel).scene.at == 1)
        assert (seen(channel).scene.place, seen(channel).scene.of) == ("tables", "ranking")
        await press(pilot, *to_table("operators"), "i")
        assert any("chỉ để thư ký xem" in toast for toast in toasts(pilot.app))
        await until(pilot, lambda: wall.scene.of == "ranking")
        assert seen(channel).scene.of == "ranking"
        await press(pilot, "1")
        await until(pilot, lambda: seen(channel).scene.place == "year")
        await press(pilot, "ctrl+e")
        assert seen(channel).scene.place == "year"
        await press(pilot, "i", "pagedown")
        await until(pilot, lambda: seen(channel).scene.place == "wall-minutes")
        await until(pilot, lambda: seen(channel).scene.at > 0)
        assert seen(channel).scene.of == "tong-ket-2020"


def test_only_tables_of_the_page_are_for_the_room():
    assert set(ON_PAGE) >= TABLES_ON_WALL
    assert not TABLES_ON_WALL & {"operators", "notes", "threads", "disputes", "proposals"}


async def test_a_wall_that_ends_follows_no_longer(demo):
    """Its timer may come once more when the pages are gone."""
    app = WallApp(opening(demo), "vi")
    assert not app.screen_stack
    await app.follow()
