"""The page of who led: lanes with a cursor, patterns in words, the picture kept as files."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

import pytest

from events.clusters import FoundCluster
from events.command import Command
from events.elections import ElectHead, NameActingHead, StandDown
from events.membership import RecordRoster
from events.unit_commands import FoundUnit
from tests.facts import ClusterYear
from tests.pages import ledger_at, press, screen_text, settled, shown, toasts
from tests.systems import assert_private
from thidua_tui.formatting.pictures.svg import SavedPicture
from thidua_tui.screens import save_picture as pictures_kept
from thidua_tui.screens.save_picture import keep
from thidua_tui.widgets.virtual_list import VirtualList

MARCH = date(2020, 3, 1)
MANY = tuple(f"u{n:02}" for n in range(30))


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    return ledger_at(tmp_path_factory.mktemp("leaders") / "demo.ledger", story=True)


@pytest.fixture(scope="module")
def long(tmp_path_factory):
    """Thirty heads in thirty years, the middle one handing over in March."""
    acts: list[Command] = [FoundUnit(unit=unit, name=f"Sở thứ {unit[1:]}") for unit in MANY]
    acts.append(FoundCluster(cluster="c", name="Khối 1", kind="khoi"))
    for at, unit in enumerate(MANY):
        year = 1991 + at
        acts += [
            RecordRoster(cluster="c", year=year, units=MANY),
            ElectHead(cluster="c", year=year, unit=unit),
        ]
    here: ClusterYear = {"cluster": "c", "year": 2020}
    acts += [
        StandDown(**here, unit=MANY[-1], role="head", on=MARCH),
        NameActingHead(**here, unit=MANY[0], on=date(2020, 3, 11)),
    ]
    return ledger_at(tmp_path_factory.mktemp("long") / "long.ledger", *acts)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(pictures_kept, "picture_folder", lambda: tmp_path / "hinh")
    return tmp_path / "hinh"


async def test_the_patterns_stand_below_the_picture(demo):
    async with shown(demo) as pilot:
        await press(pilot, "2")
        text = screen_text(pilot.app)
        assert "Chưa làm Trưởng cụm: Sở Nội vụ; Sở Ngoại vụ" in text
        assert "Phó trưởng cụm thành Trưởng cụm năm sau: Sở Tài chính (2021)" in text
        await press(pilot, *["pagedown"] * 2)
        assert "Thời gian khuyết hoặc chưa ghi: không có" in screen_text(pilot.app)


async def test_a_gap_is_told_in_days(long):
    async with shown(long) as pilot:
        await press(pilot, "2")
        pilot.app.screen.query_one("#rotation-panel").scroll_end(animate=False)
        await pilot.pause()
        assert "khuyết 10 ngày (01/03/2020 – 11/03/2020)" in screen_text(pilot.app)


async def test_enter_opens_the_unit_of_the_lane(demo):
    async with shown(demo) as pilot:
        await press(pilot, "2", "down", "enter")
        assert pilot.app.screen.PLACE == "unit"
        assert pilot.app.here.unit == "stc"


async def test_a_picture_wider_and_taller_than_the_screen_follows_year_and_cursor(long):
    async with shown(long) as pilot:
        await press(pilot, "2")
        assert "← còn các năm trước" in screen_text(pilot.app)
        assert "▾20" in screen_text(pilot.app)
        await press(pilot, "end")
        lanes = pilot.app.screen.query_one(VirtualList)
        assert lanes.scroll_offset.y > 0
        assert "(khuyết)" in screen_text(pilot.app)
        assert "Sở thứ 10" not in screen_text(pilot.app)  # its year is not on the picture
        await press(pilot, *["left"] * 25)
        assert "→ còn các năm sau" in screen_text(pilot.app)
        assert "▾95" in screen_text(pilot.app)
        await press(pilot, "home")
        assert "Sở thứ 00" in screen_text(pilot.app)


async def test_the_lane_of_vacancies_is_no_unit(long):
    async with shown(long) as pilot:
        await press(pilot, "2", "end", "enter")
        assert pilot.app.screen.PLACE == "leaders"
        assert toasts(pilot.app) == ["Không có dòng nào để mở."]


async def test_a_cluster_that_nobody_led_says_so(tmp_path, folder):
    path = ledger_at(tmp_path / "new.ledger", FoundCluster(cluster="c", name="Khối 1", kind="khoi"))
    async with shown(path) as pilot:
        await press(pilot, "2", "down", "enter", "e")
        assert "Chưa ghi Trưởng cụm, Phó trưởng cụm." in screen_text(pilot.app)
        assert toasts(pilot.app) == ["Chưa ghi Trưởng cụm, Phó trưởng cụm."]
        assert not folder.exists()


async def test_the_picture_is_kept_as_text_and_svg_for_this_account_alone(demo, folder):
    async with shown(demo) as pilot:
        await press(pilot, "2", "e")
        await settled(pilot)
        assert str(folder / "leaders-tmth.txt") in toasts(pilot.app)[0]
        await press(pilot, "e")
        await settled(pilot)
    files = sorted(path.name for path in folder.iterdir())
    assert files == [f"leaders-tmth{n}.{kind}" for n in ("-2", "") for kind in ("svg", "txt")]
    for path in folder.iterdir():
        assert_private(path)
    assert "●━━━━━━┓" in (folder / "leaders-tmth.txt").read_text("utf-8")
    ElementTree.parse(folder / "leaders-tmth.svg")  # noqa: S314 - our own text


async def test_a_folder_that_cannot_be_written_is_told(demo, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setattr(pictures_kept, "picture_folder", lambda: tmp_path / "file" / "hinh")
    async with shown(demo) as pilot:
        await press(pilot, "2", "e")
        await settled(pilot)
        assert toasts(pilot.app)[0].startswith("Chưa lưu được tệp: ")


@pytest.mark.posix("links, which need rights on Windows")
def test_a_name_that_is_taken_even_by_a_dead_link_is_left_alone(tmp_path):
    (tmp_path / "hinh.svg").symlink_to(tmp_path / "nowhere")
    text, drawn = keep(SavedPicture("hinh", "Hình", ["●"]), tmp_path)
    assert (text.name, drawn.name) == ("hinh-2.txt", "hinh-2.svg")
    assert not (tmp_path / "nowhere").exists()
