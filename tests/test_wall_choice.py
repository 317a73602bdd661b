"""The list of what the wall and the hall show: one key, the present choice marked, Esc keeps it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from events.clusters import FoundCluster
from tests.pages import ledger_at, press, screen_text, shown, standing_still, until
from tests.test_wall_app import LAST, YEAR, says, seen, wall_on
from thidua_tui.i18n.messages import Words
from thidua_tui.screens.on_wall import scene_text, wall_line
from thidua_tui.session import wall_channel
from thidua_tui.session.hall_run import Run, keep_run, new_token
from thidua_tui.session.wall_channel import NO_ROW, TABLES_ON_WALL, Channel, Followers, Scene, Shown
from thidua_tui.session.wall_lead import WallLead
from thidua_tui.widgets.header_footer import StatusLine

NONE = Shown(version=0, owner="", by="", scene=Scene())
TITLE = "Chọn nội dung chiếu"


@pytest.fixture
def demo(tmp_path):
    with standing_still():
        yield ledger_at(tmp_path / "demo.ledger", story=True)


@asynccontextmanager
async def led(path: Path, channel: Channel, *, attended: bool = True) -> AsyncIterator[Any]:
    """A secretary's program, followed by a wall where one attends."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wall_channel, "ALIVE", 1000)  # however slow the machine
        if attended:
            channel.attend()
        async with shown(path) as pilot:
            pilot.app.channel_at = lambda _: Channel(channel.folder)
            pilot.app.lead_walls()
            if attended:
                await until(pilot, lambda: (channel.look().shown or NONE).scene.place == "year")
            yield pilot
            pilot.app.close_wall()


def lines(pilot) -> list[str]:
    """Return the choices as they are drawn."""
    return re.findall(r"│[ ▸]+([●✗] [^│]*[^│ ]) *│", screen_text(pilot.app))


async def test_the_list_marks_what_is_shown_and_esc_keeps_it(demo, tmp_path):
    channel = Channel(tmp_path / "wall")
    async with led(demo, channel) as pilot:
        before = seen(channel)
        await press(pilot, "ctrl+w")
        await says(pilot, TITLE)
        assert [line for line in lines(pilot) if line.startswith("●")] == ["● Theo trang đang mở"]
        assert "bây giờ là: Cụm trong năm 2020" in screen_text(pilot.app)
        await press(pilot, "down", "down", "escape")
        assert pilot.app.place == "year"
        assert seen(channel) == before


async def test_a_choice_stays_while_the_secretary_goes_on_until_f4(demo, tmp_path):
    channel = Channel(tmp_path / "wall")
    async with led(demo, channel) as pilot:
        await press(pilot, "ctrl+w", "down", "down", "down", "enter")
        roster = Scene(place="tables", of="roster", at=NO_ROW, **YEAR)
        assert seen(channel).scene == roster
        await press(pilot, "2")
        await says(pilot, " CHỌN  Thành viên 2020")
        assert seen(channel).scene == roster
        await press(pilot, "ctrl+w")
        await says(pilot, "● Danh sách thành viên")
        await press(pilot, "escape", "f4")
        await until(pilot, lambda: seen(channel).scene.place == "leaders")
        assert seen(channel).scene.place == "leaders"


async def test_blank_hold_and_follow_are_choices(demo, tmp_path):
    channel = Channel(tmp_path / "wall")
    async with led(demo, channel) as pilot:
        await press(pilot, "ctrl+w", "end", "enter")
        assert seen(channel).blank
        await press(pilot, "ctrl+w")
        await says(pilot, "● Để trống")
        await press(pilot, "up", "enter")
        assert (seen(channel).blank, seen(channel).held) == (False, LAST)
        await press(pilot, "ctrl+w")
        await says(pilot, "● Giữ nguyên màn chiếu")
        await press(pilot, "home", "enter")
        assert (seen(channel).blank, seen(channel).held) == (False, None)


async def test_the_announcement_is_opened_and_followed(demo, tmp_path):
    channel = Channel(tmp_path / "wall")
    async with led(demo, channel) as pilot:
        await press(pilot, "ctrl+w", "end", "up", "up", "enter")
        await until(pilot, lambda: seen(channel).scene.place == "reveal")
        await press(pilot, "space")
        await until(pilot, lambda: seen(channel).scene.at == 1)
        assert (pilot.app.place, seen(channel).scene.at) == ("reveal", 1)
        await press(pilot, "ctrl+w")
        await says(pilot, "● Công bố kết quả, từng thứ hạng")


async def test_what_is_not_possible_says_why_and_does_nothing(tmp_path):
    with standing_still():
        path = ledger_at(
            tmp_path / "new.ledger", FoundCluster(cluster="cum", name="Cụm 1", place="Lạng Sơn")
        )
        channel = Channel(tmp_path / "wall")
        channel.attend()
        async with shown(path) as pilot:
            pilot.app.channel_at = lambda _: Channel(channel.folder)
            pilot.app.lead_walls()
            lead = pilot.app.wall
            assert lead is not None
            await until(pilot, lambda: lead.whose == "ours")
            await press(pilot, "ctrl+w")
            await says(pilot, TITLE)
            off = [line for line in lines(pilot) if line.startswith("✗")]
            assert len(off) == 6, off
            before = lead.scene
            for sentence in (
                "Không có hội nghị nào đang họp",
                "chưa có chương trình hội nghị nào",
                "chưa có danh sách thành viên",
                "Không có hội nghị nào đang họp",
                "chưa được thống nhất",
            ):
                await press(pilot, "down", "enter")
                assert sentence in screen_text(pilot.app)
            assert (pilot.app.place, lead.scene) == ("wall-choice", before)


async def test_without_a_wall_the_list_says_how_to_start_one(demo, tmp_path):
    async with led(demo, Channel(tmp_path / "wall"), attended=False) as pilot:
        await press(pilot, "ctrl+w")
        await says(pilot, "«thidua hall»")
        assert len([one for one in lines(pilot) if "✗ Chưa có" not in one]) == 9
        await press(pilot, "enter")
        assert pilot.app.place == "wall-choice"


async def test_the_wall_of_another_program_is_taken_from_the_list(demo, tmp_path):
    channel = Channel(tmp_path / "wall")
    channel.attend()
    WallLead(channel, "An", lambda: LAST).follow(Scene(place="leaders", **YEAR))
    async with led(demo, Channel(tmp_path / "wall"), attended=False) as pilot:
        await says(pilot, "đang đi theo chương trình khác của An")
        await press(pilot, "ctrl+w", "enter")
        await until(pilot, lambda: seen(channel).by == "Thư ký")
        assert seen(channel).by == "Thư ký"


async def test_the_list_names_the_page_of_the_hall_and_its_readers(demo, tmp_path):
    channel, hall = Channel(tmp_path / "wall"), Channel(tmp_path / "wall")
    async with led(demo, channel) as pilot:
        hall.attend(12)
        keep_run(hall.folder, Run(token=new_token(), address="192.168.1.5", port=8088))
        await press(pilot, "ctrl+w")
        await says(pilot, "http://192.168.1.5:8088/: 12 người xem")
        await says(pilot, "1 màn chiếu trong cửa sổ dòng lệnh")


async def test_a_wall_shows_the_agenda_at_the_item_that_the_meeting_is_at(demo, tmp_path):
    Channel(tmp_path / "wall").attend()
    lead = WallLead(Channel(tmp_path / "wall"), "An", lambda: LAST)
    async with wall_on(demo, tmp_path / "wall") as pilot:
        lead.choose("agenda", Scene(place="tables", of="agenda", at=NO_ROW, **YEAR))
        await until(pilot, lambda: "Chương trình" in screen_text(pilot.app))
        await says(pilot, "▸")


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("place", ["year", "reveal", "agenda", "presence", "meeting-roles"])
def test_at_80_columns_the_line_says_what_is_shown_and_how_many_watch(tmp_path, lang, place):
    lead, words = WallLead(Channel(tmp_path / "wall"), "An", lambda: LAST), Words(lang)
    lead.whose, lead.followers = "ours", Followers(walls=2, readers=45, halls=1)
    of_table = place in TABLES_ON_WALL
    lead.scene = Scene(place="tables" if of_table else place, of=place, at=11, **YEAR)
    lead.hold()
    line = StatusLine()
    line.show(*wall_line(lead, words))
    shown = line.ends(78).plain  # the line has a cell of air at each end
    assert scene_text(lead.scene, words) in shown
    assert " 45 " in shown
    assert shown.endswith(words("wall.do.blank"))


@pytest.mark.parametrize(("key", "dialog"), [("space", "agenda"), ("ctrl+e", "minutes")])
async def test_the_announcement_opens_over_a_dialog_of_the_meeting(demo, tmp_path, key, dialog):
    channel = Channel(tmp_path / "wall")
    async with led(demo, channel) as pilot:
        await press(pilot, key)
        assert pilot.app.place == dialog
        await press(pilot, "r", "space")
        await until(pilot, lambda: seen(channel).scene.at == 1)
        assert seen(channel).scene.place == "reveal"
        await press(pilot, "escape")
        assert pilot.app.place == dialog
        await press(pilot, "ctrl+w", "end", "up", "up", "enter")
        await until(pilot, lambda: pilot.app.place == "reveal")
        await press(pilot, "escape")
        assert pilot.app.place == dialog
