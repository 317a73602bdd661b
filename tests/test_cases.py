"""Twelve real articles: what each says can be asked back, and what it leaves out stays unknown."""

from __future__ import annotations

import json
from typing import Any

import pytest
from eventsourcing.dcb.popo import InMemoryDCBRecorder

from events.store.ledger import Ledger
from tests.pages import press, screen_text, shown
from thidua_tui.command_line.cases import LINES, play
from thidua_tui.formatting.tables.render import render
from thidua_tui.i18n.messages import Words
from thidua_tui.queries.table_query import TableQuery, query_table
from thidua_tui.session.open_ledger import opened

pytestmark = pytest.mark.usefixtures("home")
VI = Words("vi")


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    told = Ledger(InMemoryDCBRecorder())
    play(told)
    return told


@pytest.fixture
def show(ledger):
    """The rows of a table, as `thidua show … --format json` gives them."""

    def rows(what: str, cluster: str | None = None, year: int | None = None) -> list[Any]:
        table = query_table(what, ledger, TableQuery(cluster=cluster, year=year), VI)
        found: list[Any] = json.loads(render(table, "json", VI))
        return found

    return rows


def pick(rows: list[Any], *keys: str) -> list[tuple[Any, ...]]:
    return [tuple(row[key] for key in keys) for row in rows]


def test_a01_three_places_of_eight(show):
    places = pick(show("ranking", "tmth", 2020), "unit", "place")
    assert places[:4] == [("vp-hdnd", 1), ("snv", 2), ("vp-ubnd", 3), ("vp-dbqh", None)]
    assert show("roster", "tmth", 2021) == []


def test_a02_another_source_for_the_same_head(show):
    said = pick(show("disputes", "tmth", 2020), "topic", "value", "recorded", "state")
    assert said[0] == ("head", "VP Đoàn ĐBQH", "Văn phòng Đoàn Đại biểu Quốc hội tỉnh", "single")
    assert len(said) == 2
    counted = pick(show("roster-sources", "tmth", 2020), "agreement", "count")
    assert counted[1:] == [("number", 8)] * 2
    meetings = pick(show("meetings", "tmth"), "meeting", "kind", "on", "host")
    assert meetings[0] == ("ve-nguon-2020", "activity", "2020-08-15", None)


def test_a03_a_partial_ranking_by_consensus(show):
    assert pick(show("ranking", "hnd", 2012), "unit", "place", "method", "votes_total")[:4] == [
        ("bac-son", 1, "consensus", None),
        ("huu-lung", 2, "consensus", None),
        ("tp-lang-son", 3, "consensus", None),
        ("van-quan", None, "consensus", None),
    ]
    assert pick(show("leaders", "hnd"), "year", "role", "unit", "method", "since") == [
        (2013, "head", "huu-lung", "not-recorded", None),
        (2013, "deputy", "bac-son", "not-recorded", None),
    ]
    assert pick(show("compacts", "hnd"), "year", "signed_on", "signatories") == [
        (2013, "2013-01-18", None)
    ]


def test_a08_and_a10_a_cluster_that_lost_two_members(show):
    was = {unit for (unit,) in pick(show("roster", "vhxh", 2021), "unit")}
    is_ = {unit for (unit,) in pick(show("roster", "vhxh", 2023), "unit")}
    assert (len(was), len(is_), was - is_) == (9, 7, {"bhxh-qn", "dhpvd"})
    years = {row["year"]: row for row in show("history", "vhxh")}
    assert [years[y]["members"] for y in (2021, 2022, 2023)] == [9, None, 7]
    assert years[2023]["went"] is None  # the members of 2022 are not known
    assert years[2021]["compact_on"] == "2021-03-30"
    assert years[2023]["compact"] is False


def test_a09_two_flags_for_one_unit_at_a_meeting_without_a_day(show):
    awards = pick(show("awards", "vhxh", 2022), "unit", "form", "result_unknown", "nominated_on")
    assert awards == [
        ("sgddt-qn", "co-chinh-phu", True, None),
        ("sgddt-qn", "co-tinh", True, None),
        ("stttt-qn", "co-tinh", True, None),
        ("svhttdl-qn", "bk-tinh", True, None),
    ]
    assert {state for (state,) in pick(show("ranking", "vhxh", 2022), "state")} == {"none"}
    assert pick(show("meetings", "vhxh", 2022), "kind", "on") == [("year-end", None)]
    assert pick(show("roster", "vhxh", 2022), "complete", "count") == [(False, None)] * 3
    assert pick(show("leaders", "vhxh", 2023), "role", "unit") == [
        ("head", "stttt-qn"),
        ("deputy", "dptth-qn"),
    ]


def test_a11_ordered_deputies_and_two_awards_for_one_unit(show):
    assert pick(show("leaders", "khoi-iv-vl", 2016), "role", "rank", "unit") == [
        ("head", None, "snnptnt-vl"),
        ("deputy", 1, "kbnn-vl"),
        ("deputy", 2, "stnmt-vl"),
    ]
    assert [p for (p,) in pick(show("ranking", "khoi-iv-vl", 2015), "place")] == [1] + [None] * 7
    assert [unit for (unit,) in pick(show("awards", "khoi-iv-vl"), "unit")].count("sct-vl") == 2


def test_a22_deputies_without_an_order(show):
    assert pick(show("leaders", "khoi-vii-cm"), "role", "rank", "unit") == [
        ("head", None, "ubkt-cm"),
        ("deputy", None, "btc-cm"),
        ("deputy", None, "bdv-cm"),
    ]


def test_a27_units_that_withdrew_and_a_count_without_a_denominator(show):
    ranked = pick(show("ranking", "khoi-vi-hcm", 2014), "unit", "place", "withdrew", "members")
    assert ranked == [
        ("ttr-hcm", None, False, None),
        ("stp-hcm", None, True, None),
        ("tand-hcm", None, True, None),
    ]
    assert pick(show("awards", "khoi-vi-hcm"), "votes_for", "votes_total", "votes_of") == [
        (9, 9, "not-recorded")
    ]
    assert pick(show("figures", "khoi-vi-hcm"), "form", "count", "on") == [
        ("co-thanh-pho", 4, None)
    ]


def test_a38_a_council_that_cut_the_proposals(show):
    assert pick(show("figures", year=2018), "what", "proposed", "approved", "told", "on") == [
        ("cờ thi đua", 69, 48, None, None),
        ("bằng khen", 74, 69, None, None),
        ("Cờ thi đua của Chính phủ", None, None, 5, None),
    ]


def test_a39_the_dates_of_one_award(show):
    keys = ("year", "number", "on", "presented_on", "presented", "count")
    assert pick(show("figures", year=2023), *keys) == [
        (2023, "1101/QĐ-UBND", "2024-05-08", "2024-05-28", 3, None),
        (2023, "1086", "2024-05-07", None, None, 5),
    ]


def test_a41_clusters_counted(show):
    keys = ("place", "kind", "count", "members", "least", "most")
    assert pick(show("figures", year=2025), *keys) == [
        ("Hải Phòng", "cum", 15, 114, 6, 9),
        ("Hải Phòng", "khoi", 20, 160, 5, 11),
    ]


def test_the_cases_without_a_screen(run, tmp_path):
    kept = tmp_path / "cases.ledger"
    code, out, _ = run("demo", "--cases", "--no-ui", "--ledger", kept)
    assert code == 0
    assert "đề nghị 69; đồng ý 48" in out
    assert "không bình xét" in out
    assert "nguồn không nêu trên tổng số nào" in out
    assert run("verify", "--ledger", kept)[0] == 0


def test_the_file_of_the_cases_run_by_itself_records_the_same(run, tmp_path, ledger):
    kept = tmp_path / "run.ledger"
    assert run("run", LINES, "--ledger", kept)[0] == 0
    with opened(kept, read_only=True) as again:
        assert [entry.event for entry in again.read()] == [entry.event for entry in ledger.read()]


# On the screen


@pytest.fixture(scope="module")
def cases(tmp_path_factory):
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


async def test_both_awards_of_one_unit_are_shown_next_to_it(cases):
    async with shown(cases) as pilot:
        assert "○ Cờ tỉnh; ○ Cờ CP" in await year_page(pilot, "khoi-iv-vl", 2015)
        await press(pilot, "pagedown")
        assert "Phó trưởng cụm 1: Kho bạc" in screen_text(pilot.app)
        assert "Phó trưởng cụm 2: Sở TN&MT" in screen_text(pilot.app)


async def test_movements_of_no_recorded_year_are_of_their_meeting_and_of_no_other_cluster(cases):
    async with shown(cases) as pilot:
        text = await year_page(pilot, "tmth", 2020)
        await press(pilot, "pagedown")
        assert "6 phong trào, 5 chưa ghi năm" in text + screen_text(pilot.app)
        text = await year_page(pilot, "hnd", 2012)
        await press(pilot, "pagedown")
        assert "chưa ghi năm" not in text + screen_text(pilot.app)


async def test_a_meeting_without_a_day_shows_none(cases):
    async with shown(cases) as pilot:
        assert "hội nghị tổng kết (đã bế mạc)" in await year_page(pilot, "khoi-vii-cm", 2019)
        await press(pilot, "5")
        assert "chưa ghi ngày" in screen_text(pilot.app)
