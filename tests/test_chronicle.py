"""A cluster over the years: rosters, turns, lineage; the page of it, and units' own lines."""

from __future__ import annotations

from datetime import date

import pytest
from rich.cells import cell_len

from events.clusters import FoundCluster
from events.ranking import AdoptResult
from events.reorganisation import DissolveUnit, SplitUnit
from events.result_events import Place
from events.store.ledger import Circumstances
from events.units import Heir
from tests import pages
from tests.pages import ledger_at, press, screen_text, settled, shown, toasts
from tests.reading import rows_in
from tests.reorganised_year import (
    BEFORE,
    JULY,
    MARCH,
    PAPER,
    REISSUED,
    REORGANISED,
    SEATS,
    recorded,
)
from tests.spec import clock_at
from thidua_tui.formatting.sentences import chronicle
from thidua_tui.i18n.messages import Words
from thidua_tui.queries.pictures import pictures
from thidua_tui.queries.table_query import TableQuery
from thidua_tui.screens import save_picture
from views.cluster_history import ClusterHistory
from views.lineage import Lineage

VI = Words("vi")
RESULT = AdoptResult(
    cluster="tmth",
    year=2024,
    places=(Place(place=1, unit="stc"), Place(place=2, unit="snv"), Place(place=3, unit="skhdt")),
)
STORY = (*BEFORE, RESULT, *REORGANISED, *SEATS, *REISSUED)


@pytest.fixture(scope="module")
def ledger():
    return recorded(*STORY)


@pytest.fixture
def reorganised(tmp_path, monkeypatch):
    monkeypatch.setattr(pages, "NOW", clock_at(date(2025, 8, 1)))
    how = Circumstances(by="Thư ký", source=PAPER)
    return ledger_at(tmp_path / "reorganised.ledger", *STORY, how=how)


@pytest.fixture
def demo(tmp_path):
    return ledger_at(tmp_path / "demo.ledger", story=True)


# The view


def test_a_year_with_two_rosters_tells_each_with_its_days(ledger):
    row = rows_in(ledger, lambda: ClusterHistory("tmth", 2025))[0]
    spans = [(one.since, one.until, [u.unit for u in one.units]) for one in row.rosters]
    assert spans == [
        (None, MARCH, ["stc", "skhdt", "snv"]),
        (MARCH, JULY, ["snv", "stc-2025"]),
    ]
    assert [(one.unit, one.on, one.in_year) for one in row.came] == [("stc-2025", MARCH, True)]
    assert ("snv", JULY, True) in [(one.unit, one.on, one.in_year) for one in row.went]


def test_the_cluster_itself_founded_and_dissolved_in_mid_year(ledger):
    old = rows_in(ledger, lambda: ClusterHistory("tmth", 2025))[0]
    new = rows_in(ledger, lambda: ClusterHistory("khoi-1"))[0]
    assert [(turn.act, turn.on) for turn in old.turns] == [("dissolved", JULY)]
    assert [(turn.act, turn.on) for turn in new.turns] == [("founded", JULY)]
    assert new.reorganised == ()  # that was before it was founded


def test_what_members_came_through_is_told_with_the_names_of_its_time(ledger):
    row = rows_in(ledger, lambda: ClusterHistory("tmth", 2025))[0]
    acts = [one.act for one in row.reorganised]
    assert acts == ["merged", "function-taken-over", "absorbed"]


def test_every_past_name_in_the_history_has_its_successor_beside_it(ledger):
    row = rows_in(ledger, lambda: ClusterHistory("tmth", 2024))[0]
    units = [*row.heads, *row.places, *row.rosters[0].units]
    past = [one for one in units if one.unit in ("stc", "skhdt")]
    assert len(past) == 5
    assert {one.now[0].unit for one in past} == {"stc-2025"}
    assert all(one.now == () for one in units if one.unit == "snv")


# The picture of lineage


def drawn(ledger, **asked) -> list[str]:
    return chronicle.lineage(rows_in(ledger, lambda: Lineage(**asked)), VI, 76, "stc")


def test_six_acts_have_six_shapes(ledger):
    lines = drawn(ledger)
    assert lines[0] == "01/03/2025 · hợp nhất (2 : 1) · văn bản «NQ 04» ngày 18/02/2025, mục 13"
    assert lines[1:3] == [
        "  ▌Sở Tài chính          ─┬─▶  Sở Tài chính",
        "   Sở Kế hoạch và Đầu tư ─┘",
    ]
    assert "   Sở Nội vụ ┄┄ tôn giáo ┄┄▶  Sở Dân tộc và Tôn giáo" in lines
    assert "   Ban Dân tộc ═══▶  Sở Dân tộc và Tôn giáo" in lines
    heirs = tuple(Heir(unit=f"snv-{n}", name=f"Sở {n}") for n in (1, 2))
    ended = recorded(
        *BEFORE[:5],
        SplitUnit(unit="snv", into=heirs, on=MARCH),
        DissolveUnit(unit="bdt", on=MARCH),
    )
    split = drawn(ended)
    assert split[1:3] == ["   Sở Nội vụ ─┬─▶  Sở 1", "              └─▶  Sở 2"]
    assert split[4] == "   Ban Dân tộc ──╳"


@pytest.mark.parametrize("width", [40, 60, 76, 118])
def test_no_line_of_a_lineage_is_wider_than_the_picture(ledger, width):
    rows = rows_in(ledger, Lineage)
    acts = [one for one in chronicle.lineage(rows, VI, width) if one.startswith(" ")]
    assert max(map(cell_len, acts)) <= width


# The page


async def test_five_shows_the_years_and_the_chosen_one_in_full(demo):
    async with shown(demo) as pilot:
        await press(pilot, "5")
        text = screen_text(pilot.app)
        assert pilot.app.screen.PLACE == "chronicle"
        assert "2020  8" in text
        assert "Xếp thứ nhất" in text
        assert "Nhất: Văn phòng HĐND tỉnh; Nhì: Sở Nội vụ; Ba: Văn phòng" in text


async def test_what_nobody_recorded_of_a_year_stays_unknown(demo):
    async with shown(demo) as pilot:
        await press(pilot, "5", "down")
        text = screen_text(pilot.app)
        assert pilot.app.here.year == 2021
        assert "Thành viên   chưa ghi" in text
        assert "chưa thống nhất kết quả" in text


async def test_enter_goes_to_the_page_of_the_year(demo):
    async with shown(demo) as pilot:
        await press(pilot, "5", "right", "enter")
        assert pilot.app.screen.PLACE == "year"
        assert pilot.app.here.year == 2021


async def test_tab_shows_the_places_over_the_years_and_the_lineage(reorganised):
    async with shown(reorganised) as pilot:
        pilot.app.here = pilot.app.here.__class__(cluster="tmth", year=2025)
        await press(pilot, "5")
        text = screen_text(pilot.app)
        assert "3 → 2" in text
        assert "giải thể «Cụm tham mưu tổng hợp» 01/07/2025" in text
        assert "từ 01/03/2025 đến trước 01/07/2025: Sở Nội vụ; Sở Tài chính (2)" in text
        await press(pilot, "tab")
        assert "Nhất A" in screen_text(pilot.app)
        assert "A Sở Tài chính" in screen_text(pilot.app)
        await press(pilot, "tab")
        assert "Sở Tài chính          ─┬─▶  Sở Tài chính" in screen_text(pilot.app)


async def test_a_cluster_without_years_says_so(tmp_path):
    path = ledger_at(tmp_path / "new.ledger", FoundCluster(cluster="c", name="Khối 1", kind="khoi"))
    async with shown(path) as pilot:
        await press(pilot, "5", "tab", "tab", "enter", "right", "pagedown")
        assert pilot.app.screen.PLACE == "chronicle"
        assert toasts(pilot.app) == ["Không có dòng nào để mở."]


async def test_the_places_are_kept_as_a_picture(demo, tmp_path, monkeypatch):
    monkeypatch.setattr(save_picture, "picture_folder", lambda: tmp_path / "hinh")
    async with shown(demo) as pilot:
        await press(pilot, "5", "e")
        await settled(pilot)
    assert "VP HĐND" in (tmp_path / "hinh" / "places-tmth.txt").read_text("utf-8")


async def test_a_unit_has_a_line_a_year_and_its_lineage_drawn(reorganised):
    async with shown(reorganised, size=(160, 50)) as pilot:
        pilot.app.here = pilot.app.here.__class__(cluster="tmth", year=2024)
        await press(pilot, "1", "enter")
        text = screen_text(pilot.app)
        assert "2024  Trưởng cụm · xếp thứ Nhất" in text
        assert "▌Sở Tài chính          ─┬─▶  Sở Tài chính" in text


async def test_leaders_and_years_end_at_the_day_where_one_stands(reorganised):
    async with shown(reorganised) as pilot:
        here = pilot.app.here.__class__(cluster="tmth", year=2025, on=date(2025, 2, 1))
        pilot.app.here = here
        await press(pilot, "2")
        text = screen_text(pilot.app)
        assert "Trưởng cụm: Sở Kế hoạch và Đầu tư" in text
        assert "Khuyết" not in text
        pilot.app.here = here
        await press(pilot, "5")
        assert "giải thể" not in screen_text(pilot.app)


# On the command line


def test_the_lineage_is_drawn_on_the_command_line(ledger):
    lines = pictures("lineage", ledger, TableQuery(unit="stc"), VI, 80)
    assert "  ▌Sở Tài chính          ─┬─▶  Sở Tài chính" in lines
    assert pictures("lineage", ledger, TableQuery(unit="sldtbxh"), VI, 80) != lines
    none = pictures("lineage", recorded(*BEFORE), TableQuery(), VI, 80)
    assert none == ["(chưa ghi)"]


def test_a_picture_of_a_day_shows_nothing_later(ledger):
    early = pictures("leaders", ledger, TableQuery("tmth", on=date(2025, 2, 1)), VI, 80)
    assert not any("khuyết)" in line for line in early)
    whole = pictures("leaders", ledger, TableQuery("tmth", year=2025), VI, 80)
    assert any("(khuyết)" in line for line in whole)


@pytest.mark.parametrize(
    ("lang", "tied"), [("vi", "xếp thứ Ba (đồng hạng)"), ("en", "place 3rd (tied)")]
)
async def test_a_tie_is_written_out_in_a_sentence(tmp_path, lang, tied):
    async with shown(
        ledger_at(tmp_path / "years.ledger", years=True), lang, size=(160, 50)
    ) as pilot:
        await press(pilot, "1", "enter")
        text = " ".join(screen_text(pilot.app).split())
        assert tied in text
