"""The pages: what stands on them, and where the keys lead."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

from events.clusters import FoundCluster
from events.elections import ElectDeputy, ElectHead
from events.meetings import OpenMeeting
from events.membership import RecordRoster
from events.ranking import AdoptScores
from events.remarks import RecordRemark
from events.rule_book import Criterion, IssueRules
from events.scoring import RecordScore
from events.tie_decisions import DecideTie
from events.unit_commands import FoundUnit, RenameUnit
from tests.facts import ClusterYear
from tests.pages import ledger_at, press, screen_text, shown, toasts
from tests.table_keys import to_table
from thidua_tui.screens.cluster_year import ClusterYearPage
from thidua_tui.widgets.virtual_list import VirtualList
from views.tables import ON_PAGE

PLACES = {"0": "home", "1": "year", "2": "leaders", "3": "journal", "4": "tables"}


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    return ledger_at(tmp_path_factory.mktemp("pages") / "demo.ledger", story=True)


@pytest.fixture
def scored(tmp_path):
    """Three units with points, two of them with the same."""
    here: ClusterYear = {"cluster": "c", "year": 2020}
    points = {"a": "9.5", "b": "9.5", "d": "8"}
    return ledger_at(
        tmp_path / "scored.ledger",
        *(FoundUnit(unit=unit, name=f"Sở {unit.upper()}") for unit in points),
        FoundCluster(cluster="c", name="Khối 1", kind="khoi"),
        RecordRoster(**here, units=tuple(points)),
        IssueRules(**here, criteria=(Criterion(code="I", name="Một", max_points=Decimal(10)),)),
        *(
            RecordScore(**here, unit=unit, criterion="I", points=Decimal(given))
            for unit, given in points.items()
        ),
    )


@pytest.mark.parametrize("key", PLACES)
async def test_a_digit_leads_to_its_page_and_escape_back_to_the_clusters(demo, key):
    async with shown(demo) as pilot:
        await press(pilot, key)
        assert PLACES[key] == pilot.app.screen.PLACE
        if key != "0":
            await press(pilot, "escape")
        assert pilot.app.screen.PLACE == "home"


async def test_enter_opens_the_year_of_a_cluster(demo):
    async with shown(demo) as pilot:
        await press(pilot, "0", "enter")
        assert pilot.app.screen.PLACE == "year"


async def test_the_year_shows_role_place_and_award_beside_the_unit(demo):
    async with shown(demo, size=(120, 40)) as pilot:
        lines = screen_text(pilot.app).splitlines()
        (first,) = [line for line in lines if "8  Văn phòng HĐND tỉnh" in line]
        assert "Nhất" in first
        assert "○ Cờ thi đua của UBND tỉnh" in first
        (head,) = [line for line in lines if "1  Văn phòng Đoàn Đại biểu" in line]
        assert "Trưởng cụm" in head


async def test_places_that_nobody_gave_are_not_invented(demo):
    async with shown(demo) as pilot:
        text = screen_text(pilot.app)
        assert "3 đơn vị có thứ hạng" in text
        (line,) = [line for line in text.splitlines() if "Sở Tư pháp" in line]
        assert line.rstrip().endswith("—")


async def test_the_year_steps_with_the_arrows_and_with_comma_and_stop(demo):
    async with shown(demo) as pilot:
        await press(pilot, "right")
        assert "‹ Năm 2021 ›" in screen_text(pilot.app)
        assert "Chưa lập danh sách thành viên năm 2021" in screen_text(pilot.app)
        await press(pilot, "comma", "comma")
        assert "‹ Năm 2019 ›" in screen_text(pilot.app)


async def test_the_cursor_stays_on_its_unit_when_the_ledger_grows(demo):
    async with shown(demo) as pilot:
        await press(pilot, "down", "down")
        unit = pilot.app.here.unit
        pilot.app.refresh_page()
        await press(pilot)
        assert pilot.app.here.unit == unit
        assert pilot.app.screen.query_one(VirtualList).cursor == 2


async def test_points_and_shared_places_before_the_result_are_provisional(scored):
    async with shown(scored) as pilot:
        text = screen_text(pilot.app)
        assert "Tạm tính theo điểm" in text
        assert "(Nhất=)" in text
        assert "9,50" in text
        assert "dấu = là đồng hạng" in " ".join(text.split())


async def test_points_have_a_decimal_point_in_english(scored):
    async with shown(scored, lang="en") as pilot:
        assert "9.50" in screen_text(pilot.app)


async def test_an_adopted_result_is_no_longer_provisional(tmp_path, scored):
    shared = DecideTie(cluster="c", year=2020, units=("a", "b"), by="shared")
    ledger_at(scored, shared, AdoptScores(cluster="c", year=2020))
    async with shown(scored) as pilot:
        assert "Đã thống nhất kết quả" in screen_text(pilot.app)
        assert "(Nhất=)" not in screen_text(pilot.app)


async def test_enter_opens_the_record_of_the_unit(demo):
    async with shown(demo) as pilot:
        await press(pilot, "down", "enter")
        text = screen_text(pilot.app)
        assert pilot.app.screen.PLACE == "unit"
        assert "Sở Tài chính" in text
        assert "2021" in text
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, ClusterYearPage)


async def test_the_leadership_is_a_picture_with_the_year_in_words(demo):
    async with shown(demo) as pilot:
        await press(pilot, "2", "right")
        text = screen_text(pilot.app)
        assert "●━" in text
        assert "▾2021" in text
        assert "Trưởng cụm: Sở Tài chính" in text


async def test_the_tables_follow_each_other_with_tab(demo):
    async with shown(demo) as pilot:
        await press(pilot, "4")
        assert "Kết quả xếp hạng" in screen_text(pilot.app)
        await press(pilot, "tab")
        ranking = ON_PAGE.index("ranking")
        assert pilot.app.screen.table == ON_PAGE[ranking + 1]
        assert "Bảng tiêu chí" in screen_text(pilot.app)
        await press(pilot, "shift+tab", "shift+tab")
        assert pilot.app.screen.table == ON_PAGE[ranking - 1]


async def test_without_an_operator_the_table_says_who_may_write(demo):
    async with shown(demo) as pilot:
        await press(pilot, "4")
        pilot.app.screen.turn_to("operators")
        await press(pilot)
        assert "chưa giao nhiệm vụ ghi sổ cho ai" in screen_text(pilot.app)


async def test_the_minutes_tell_what_was_said(demo):
    async with shown(demo, size=(120, 40)) as pilot:
        await press(pilot, *to_table("minutes"))
        text = screen_text(pilot.app)
        assert "Đại biểu: Vũ Thanh Thụy" in text
        assert "II. NỘI DUNG" in text


async def test_a_look_back_says_so(demo):
    async with shown(demo) as pilot:
        pilot.app.here = type(pilot.app.here)(cluster="tmth", year=2020, known_at=11)
        pilot.app.refresh_page()
        await press(pilot)
        text = screen_text(pilot.app)
        assert "XEM LẠI" in text
        assert "mục 11/35" in text
        assert "Chưa có kết quả" in text


async def test_units_alone_are_no_empty_ledger_and_the_cluster_comes_next(tmp_path):
    path = ledger_at(tmp_path / "units.ledger", FoundUnit(unit="a", name="Sở A"))
    async with shown(path) as pilot:
        told = screen_text(pilot.app)
        assert "Sổ còn trống" not in told
        assert "Sổ đã có 1 đơn vị" in told
        assert told.index("lập cụm") < told.index("ghi thêm đơn vị")
        await press(pilot, "l", *"Khối", "f2")
        assert "1 cụm, khối" in screen_text(pilot.app)


async def test_what_does_not_fit_below_the_members_is_reached_by_turning_a_page(demo):
    async with shown(demo, size=(80, 20)) as pilot:
        await press(pilot, "1")
        assert "6 phong trào" not in screen_text(pilot.app)
        await press(pilot, "pagedown", "pagedown")
        assert "6 phong trào" in screen_text(pilot.app)
        await press(pilot, "pageup", "pageup")
        assert "bình xét" in screen_text(pilot.app)


async def test_what_was_said_of_one_act_is_gone_when_the_next_opens(demo):
    async with shown(demo) as pilot:
        pilot.app.say("Đã ghi.")
        await press(pilot, "a")
        assert toasts(pilot.app) == []


async def test_beside_points_a_long_name_gives_way_and_neither_role_nor_place(tmp_path):
    here: ClusterYear = {"cluster": "c", "year": 2020}
    path = ledger_at(
        tmp_path / "long.ledger",
        FoundUnit(unit="a", name="Văn phòng Đoàn Đại biểu Quốc hội và Hội đồng nhân dân tỉnh"),
        FoundUnit(unit="b", name="Sở B"),
        FoundCluster(cluster="c", name="Khối 1", kind="khoi"),
        RecordRoster(**here, units=("a", "b")),
        ElectHead(**here, unit="a"),
        ElectDeputy(**here, unit="b"),
        IssueRules(**here, criteria=(Criterion(code="I", name="Một", max_points=Decimal(10)),)),
        RecordScore(**here, unit="a", criterion="I", points=Decimal("9.5"), scorer="b"),
    )
    async with shown(path) as pilot:
        await press(pilot, "1", *["left"] * ((pilot.app.here.year or 2020) - 2020))
        told = screen_text(pilot.app)
        for whole in ("Phó trưởng cụm", "(Nhất)", "9,5", "Khen thưởng"):
            assert whole in told


async def test_the_minutes_name_nobody_whom_the_source_does_not_name(tmp_path):
    path = ledger_at(tmp_path / "demo.ledger", story=True)
    before = OpenMeeting(meeting="n", cluster="tmth", year=2021, title="Họp", on=None)
    ledger_at(path, before, RecordRemark(meeting="n", kind="addition", text="Thêm một ý"))
    async with shown(path) as pilot:
        pilot.app.here = replace(pilot.app.here, year=2021)
        await press(pilot, *to_table("minutes"))
        assert "– Bổ sung: Thêm một ý" in screen_text(pilot.app)


async def test_a_paragraph_of_the_year_names_the_successor_beside(tmp_path):
    renamed = RenameUnit(unit="vp-hdnd", name="Văn phòng mới", on=date(2021, 1, 14))
    head = RenameUnit(unit="stc", name="Sở Tài chính mới", on=date(2021, 1, 14))
    path = ledger_at(tmp_path / "demo.ledger", renamed, head, story=True)
    async with shown(path, size=(160, 50)) as pilot:
        text = screen_text(pilot.app)
        assert "tỉnh: Văn phòng HĐND tỉnh → Văn phòng mới" in text
        assert "Phó trưởng cụm  Sở Tài chính → Sở Tài chính mới" in text
