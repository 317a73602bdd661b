"""Record by record: what the article says is answered by the ledger, and nothing beside it.

The facts are copied from the records, in the article's own words; what is not in a record here is
not said by it, and must be unknown.
"""

from __future__ import annotations

from typing import Any

import pytest
from eventsourcing.dcb.popo import InMemoryDCBRecorder

from events.store.ledger import Ledger
from tests.pages import press, screen_text, shown
from thidua_tui.i18n.messages import Words
from thidua_tui.queries.table_query import TableQuery, query_table
from thidua_tui.session.samples.articles import play

VI = Words("vi")
SAID: dict[str, dict[str, Any]] = {
    "A01": {
        "cluster": "tmth",
        "year": 2020,
        "units": "VP Đoàn ĐBQH, Sở TC, Sở NV, Sở NgV, Sở KH&ĐT, Sở TP, VP UBND, VP HĐND",
        "head": "VP Đoàn ĐBQH",
        "deputies": ["Sở TC"],
        "places": {1: "VP HĐND", 2: "Sở NV", 3: "VP UBND"},
        "method": "consensus",
        "awards": [("VP HĐND", "co-tinh"), ("Sở NV", "bk-tinh"), ("VP UBND", "bk-tinh")],
        "next": ("Sở TC", ["Sở KH&ĐT"]),
        "compact": 2021,
    },
    "A03": {
        "cluster": "hnd",
        "year": 2012,
        "units": "huyện Văn Quan, huyện Bình Gia, huyện Bắc Sơn, huyện Chi Lăng, huyện Hữu Lũng,"
        " TP Lạng Sơn",
        "places": {1: "huyện Bắc Sơn", 2: "huyện Hữu Lũng", 3: "TP Lạng Sơn"},
        "method": "consensus",
        "next": ("huyện Hữu Lũng", ["huyện Bắc Sơn"]),
        "compact": 2013,
    },
    "A08": {
        "cluster": "vhxh",
        "year": 2021,
        "units": "Sở GD&ĐT, Sở VHTTDL, Sở LĐTBXH, Sở Y tế, Sở TT&TT, Sở KH&CN, Đài PTTH,"
        " BHXH tỉnh, Trường ĐH Phạm Văn Đồng",
        "head": "Sở GD&ĐT",
        "compact": 2021,
    },
    "A09": {
        "cluster": "vhxh",
        "year": 2022,
        "awards": [
            ("Sở GD&ĐT", "co-chinh-phu"),
            ("Sở GD&ĐT", "co-tinh"),
            ("Sở TT&TT", "co-tinh"),
            ("Sở VHTTDL", "bk-tinh"),
        ],
        "next": ("Sở TT&TT", ["Đài PTTH"]),
    },
    "A10": {
        "cluster": "vhxh",
        "year": 2023,
        "units": "Sở TT&TT, Đài PTTH, Sở LĐTBXH, Sở KH&CN, Sở GD&ĐT, Sở Y tế, Sở VHTTDL",
        "head": "Sở TT&TT",
        "deputies": ["Đài PTTH"],
    },
    "A11": {
        "cluster": "khoi-iv-vl",
        "year": 2015,
        "units": "Sở Tài chính, Sở NN&PTNT, Kho bạc Nhà nước, Sở TN&MT, Sở Xây dựng, Cục Thuế,"
        " Sở GTVT, Sở Công Thương",
        "places": {1: "Sở Công Thương"},
        "method": "not-recorded",
        "awards": [
            ("Sở Công Thương", "co-tinh"),
            ("Sở Tài chính", "co-tinh"),
            ("Sở Công Thương", "co-chinh-phu"),
        ],
        "next": ("Sở NN&PTNT", ["Kho bạc Nhà nước", "Sở TN&MT"]),
    },
    "A22": {
        "cluster": "khoi-vii-cm",
        "year": 2019,
        "units": "Ủy ban Kiểm tra, Ban Tổ chức, Ban Dân vận, Ban Nội chính, Ban Tuyên giáo,"
        " Văn phòng Tỉnh ủy, Ban BVCSSK cán bộ, Đảng ủy Dân Chính Đảng",
        "head": "Ủy ban Kiểm tra",
        "deputies": ["Ban Tổ chức", "Ban Dân vận"],
    },
    "A27": {
        "cluster": "khoi-vi-hcm",
        "year": 2014,
        "awards": [("Thanh tra TP Hồ Chí Minh", "co-chinh-phu")],
    },
}


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    told = Ledger(InMemoryDCBRecorder())
    play(told)
    return told


@pytest.fixture
def rows(ledger):
    return lambda what, cluster, year: query_table(what, ledger, TableQuery(cluster, year), VI).rows


def led(rows, cluster: str, year: int) -> tuple[str | None, list[str]]:
    """Who headed and who were deputies, by the article's short names."""
    found = rows("leaders", cluster, year)
    heads = [row.unit_short for row in found if row.role == "head"]
    return next(iter(heads), None), [row.unit_short for row in found if row.role == "deputy"]


@pytest.mark.parametrize("code", SAID)
def test_members_are_those_that_the_article_lists_and_are_counted_only_where_it_lists_all(
    rows, code
):
    said = SAID[code]
    (row,) = rows("history", said["cluster"], said["year"])
    if "units" not in said:
        assert row.members is None
        return
    units = said["units"].split(", ")
    assert [r.unit_short for r in rows("roster", said["cluster"], said["year"])] == units
    assert row.members == len(units)


@pytest.mark.parametrize("code", SAID)
def test_who_led_the_year_and_who_leads_the_next(rows, code):
    said = SAID[code]
    told = led(rows, said["cluster"], said["year"])
    assert told == (said.get("head"), said.get("deputies", []))
    if "next" in said:
        head, deputies = led(rows, said["cluster"], said["year"] + 1)
        assert (head, deputies) == said["next"]
    for year in (said["year"], said["year"] + 1):
        methods = {row.method for row in rows("leaders", said["cluster"], None) if row.year == year}
        assert methods <= {"not-recorded"}


@pytest.mark.parametrize("code", SAID)
def test_places_are_those_that_were_printed_and_no_other(rows, code):
    said = SAID[code]
    ranked = rows("ranking", said["cluster"], said["year"])
    places = {row.place: row.unit_short for row in ranked if row.place is not None}
    assert places == said.get("places", {})
    assert {row.points for row in ranked} <= {None}
    assert {row.method for row in ranked} <= {said.get("method")}
    assert {row.state for row in ranked} == {"adopted" if "places" in said else "none"}


@pytest.mark.parametrize("code", SAID)
def test_awards_are_proposals_without_a_decision_that_nobody_told(rows, code):
    said = SAID[code]
    awards = rows("awards", said["cluster"], said["year"])
    assert [(row.unit_short, row.form) for row in awards] == said.get("awards", [])
    assert {row.state for row in awards} <= {"nominated"}
    assert {(row.number, row.decided_on, row.presented_on) for row in awards} <= {("", None, None)}


@pytest.mark.parametrize("code", SAID)
def test_a_compact_is_there_where_the_article_says_that_it_was_signed(rows, code):
    said = SAID[code]
    signed = [row.year for row in rows("compacts", said["cluster"], None)]
    years = range(said["year"], said["year"] + 2)
    expected = [said["compact"]] if "compact" in said else []
    assert [year for year in signed if year in years] == expected


# On the screen


@pytest.fixture(scope="module")
def cases(tmp_path_factory):
    from thidua_tui.session.open_ledger import opened

    path = tmp_path_factory.mktemp("cases") / "cases.ledger"
    with opened(path, create=True) as new:
        play(new)
    return path


async def year_page(pilot, cluster: str, year: int) -> str:
    """The page of a year."""
    pilot.app.here = pilot.app.here.__class__(cluster=cluster, year=year)
    await press(pilot, "1")
    return screen_text(pilot.app)


async def test_a_unit_that_withdrew_is_a_member_and_says_so_and_the_list_says_that_it_is_partial(
    cases,
):
    async with shown(cases) as pilot:
        text = await year_page(pilot, "khoi-vi-hcm", 2014)
        assert "TAND TP Hồ Chí Minh (không bình xét)" in text
        assert "nguồn chỉ nêu tên 3 đơn vị, chưa đủ danh sách" in text


async def test_both_awards_of_one_unit_are_told_beside_it(cases):
    async with shown(cases) as pilot:
        assert "○ Cờ tỉnh; ○ Cờ CP" in await year_page(pilot, "khoi-iv-vl", 2015)
        await press(pilot, "pagedown")
        assert "Phó trưởng cụm 1: Kho bạc" in screen_text(pilot.app)
        assert "Phó trưởng cụm 2: Sở TN&MT" in screen_text(pilot.app)


async def test_movements_of_no_recorded_year_are_not_passed_off_as_the_years(cases):
    async with shown(cases) as pilot:
        assert "5 phong trào, 5 chưa ghi năm" in await year_page(pilot, "hnd", 2012)


async def test_a_meeting_without_a_day_shows_none(cases):
    async with shown(cases) as pilot:
        assert "hội nghị tổng kết (đã bế mạc)" in await year_page(pilot, "khoi-vii-cm", 2019)
        await press(pilot, "5")
        assert "chưa ghi ngày" in screen_text(pilot.app)
