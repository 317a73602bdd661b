"""The pages of several years by keys and mouse: leaders, chronicle, a unit, the replay."""

from __future__ import annotations

import pytest
from textual.geometry import Region
from textual.widget import Widget

from events.clusters import FoundCluster
from events.command import Command
from events.elections import ElectHead
from events.membership import RecordRoster
from events.ranking import AdoptResult
from events.result_events import Place
from events.unit_commands import FoundUnit
from tests.pages import ledger_at, press, screen_text, settled, shown, toasts
from tests.test_breakpoints import SIZES
from thidua_tui.i18n.messages import Words
from thidua_tui.screens import save_picture
from thidua_tui.screens.leadership import Terms
from thidua_tui.screens.places_panel import PlacesPanel
from thidua_tui.screens.replay_decisions import Decisions
from thidua_tui.screens.unit_record import UnitPage
from thidua_tui.widgets.virtual_list import VirtualList
from thidua_tui.widgets.year_strip import YearStrip

VI = Words("vi")
PAGES = {"leaders": ("2",), "chronicle": ("5",), "unit": ("1", "enter")}
WIDE = (160, 50)


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    return ledger_at(tmp_path_factory.mktemp("years") / "demo.ledger", story=True)


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """Six years, the last of them without a result."""
    return ledger_at(tmp_path_factory.mktemp("sample") / "sample.ledger", years=True)


@pytest.fixture(scope="module")
def twenty(tmp_path_factory):
    """Twenty years of five units; the seventh year has no result."""
    units = tuple(f"u{n}" for n in range(5))
    acts: list[Command] = [FoundUnit(unit=unit, name=f"Sở thứ {unit[1:]}") for unit in units]
    acts.append(FoundCluster(cluster="c", name="Khối 1", kind="khoi"))
    for at, year in enumerate(range(2001, 2021)):
        acts.append(RecordRoster(cluster="c", year=year, units=units))
        acts.append(ElectHead(cluster="c", year=year, unit=units[at % 5]))
        turned = units[at % 5 :] + units[: at % 5]
        places = tuple(Place(place=n, unit=unit) for n, unit in enumerate(turned, 1))
        if year != 2007:
            acts.append(AdoptResult(cluster="c", year=year, places=places))
    return ledger_at(tmp_path_factory.mktemp("twenty") / "twenty.ledger", *acts)


def visible(screen, kinds: str) -> list[Widget]:
    return [one for one in screen.query(kinds) if one.region.area and one.display]


# What every size shows


@pytest.mark.parametrize("ledger", ["demo", "sample", "twenty"])
@pytest.mark.parametrize("page", PAGES)
async def test_panels_have_titles_and_places_of_their_own_at_every_size(page, ledger, request):
    async with shown(request.getfixturevalue(ledger)) as pilot:
        await press(pilot, *PAGES[page])
        for size in SIZES:
            await pilot.resize_terminal(*size)
            await settled(pilot)
            await pilot.pause()
            lines = screen_text(pilot.app).split("\n")
            panels = visible(pilot.app.screen, "Panel, ScrollPanel")
            assert len(panels) >= 2, size
            assert all(panel.border_title for panel in panels), size
            whole = Region(0, 3, size[0], size[1] - 4)
            boxes = [panel.region.intersection(whole) for panel in panels]
            for at, box in enumerate(boxes):
                assert not any(box.overlaps(other) for other in boxes[at + 1 :]), (size, panels[at])
            assert sum(any(char.isalnum() for char in line) for line in lines) > size[1] // 3, size
            if size == WIDE:
                assert sum(bool(line.strip(" │─╭╮╰╯")) for line in lines) > size[1] // 2


# Leaders


async def test_a_click_on_the_axis_chooses_the_year(sample):
    async with shown(sample, size=WIDE) as pilot:
        await press(pilot, "2")
        page = pilot.app.screen
        column = next(one for one in page.drawn.columns if one.year == 2021)
        await pilot.click("#axis", offset=(column.start + 3, 0))
        await settled(pilot)
        assert pilot.app.here.year == 2021
        assert "▾2021" in screen_text(pilot.app)
        assert str(page.query_one("#year-panel").border_title).strip() == "Năm 2021"


async def test_the_terms_choose_their_year_and_open_their_unit(sample):
    async with shown(sample, size=WIDE) as pilot:
        await press(pilot, "2", "tab")
        page = pilot.app.screen
        assert page.focused is page.query_one(Terms)
        await press(pilot, "end")
        assert pilot.app.here.year == 2019
        row = page.query_one(Terms).pick(page.terms)
        await press(pilot, "enter")
        assert pilot.app.screen.PLACE == "unit"
        assert pilot.app.here.unit == row.unit


async def test_moving_through_the_lanes_leaves_the_year_alone(sample):
    async with shown(sample, size=WIDE) as pilot:
        await press(pilot, "2", "down", "down")
        assert pilot.app.here.year == 2024
        assert pilot.app.here.unit == pilot.app.screen.drawn.units[2]


async def test_a_year_in_full_names_method_votes_days_and_source(sample):
    async with shown(sample, size=WIDE) as pilot:
        await press(pilot, "2")
        text = screen_text(pilot.app)
        for label in ("method", "days", "source"):
            assert VI(f"years.label.{label}") in text
        assert "từ 16/01/2024" in text
        assert "mục " in text


async def test_with_twenty_years_each_has_its_column_and_the_last_is_chosen(twenty):
    async with shown(twenty, size=WIDE) as pilot:
        await press(pilot, "2")
        text = screen_text(pilot.app)
        assert all(str(year) in text for year in range(2001, 2021))
        assert "▾2020" in text


# Chronicle


async def test_tab_goes_from_panel_to_panel_where_all_are_shown(sample):
    async with shown(sample, size=WIDE) as pilot:
        await press(pilot, "5")
        page, focused = pilot.app.screen, []
        for _ in range(4):
            focused.append(page.focused.id)
            await press(pilot, "tab")
        assert focused == ["years", "places-panel-rows", "year-panel", "lineage-panel"]
        assert page.focused.id == "years"


async def test_the_row_of_a_place_lights_its_unit_and_opens_it(sample):
    async with shown(sample, size=WIDE) as pilot:
        await press(pilot, "5", "tab", "home", "down")
        page = pilot.app.screen
        unit = page.query_one(PlacesPanel).drawn.rows[1].units[0]
        assert pilot.app.here.unit == unit
        await press(pilot, "enter")
        assert pilot.app.screen.PLACE == "unit"
        assert pilot.app.here.unit == unit


@pytest.mark.parametrize(
    ("keys", "rows"),
    [(("2",), "#terms"), (("5",), "#places-panel-rows")],
)
async def test_a_second_click_on_a_row_of_a_panel_opens_its_unit(sample, keys, rows):
    async with shown(sample, size=WIDE) as pilot:
        await press(pilot, *keys)
        page, lines = pilot.app.screen, pilot.app.screen.query_one(rows, VirtualList)
        at = (3, lines.tall)
        await pilot.click(rows, offset=at)
        await settled(pilot)
        assert (pilot.app.screen, lines.cursor) == (page, 1)
        await pilot.click(rows, offset=at)
        await settled(pilot)
        assert pilot.app.screen.PLACE == "unit"
        await press(pilot, "escape")
        assert pilot.app.screen is page


async def test_a_click_on_a_year_of_the_places_chooses_it(sample):
    async with shown(sample, size=WIDE) as pilot:
        await press(pilot, "5")
        places = pilot.app.screen.query_one(PlacesPanel)
        column = next(one for one in places.drawn.columns if one.year == 2020)
        await pilot.click(places.axis, offset=(column.start + 2, 0))
        await settled(pilot)
        assert pilot.app.here.year == 2020
        assert "Nhất" in screen_text(pilot.app)


async def test_a_second_click_on_a_year_opens_it(sample):
    async with shown(sample, size=WIDE) as pilot:
        await press(pilot, "5")
        await pilot.click("#years", offset=(5, 4), times=2)
        await settled(pilot)
        assert (pilot.app.screen.PLACE, pilot.app.here.year) == ("year", 2020)


async def test_the_members_of_the_year_have_their_place_and_their_awards(demo):
    async with shown(demo, size=WIDE) as pilot:
        await press(pilot, "5")
        line = next(li for li in screen_text(pilot.app).split("\n") if "○ Cờ tỉnh" in li)
        assert line.index("Nhất") < line.rindex("Văn phòng HĐND tỉnh") < line.index("○ Cờ tỉnh")


# A unit


async def test_the_arrows_move_along_the_strip_and_enter_goes_to_the_year(sample):
    async with shown(sample, size=WIDE) as pilot:
        await press(pilot, "1", "enter", "left", "left")
        page = pilot.app.screen
        assert page.choice().year == 2022
        assert str(page.query_one("#year-panel").border_title).strip() == "Năm 2022"
        assert pilot.app.here.year == 2024  # moving along changes nothing else
        await press(pilot, "right", "enter")
        assert (pilot.app.screen.PLACE, pilot.app.here.year) == ("year", 2023)


async def test_a_click_chooses_a_block_and_a_second_opens_its_year(sample):
    async with shown(sample, size=WIDE) as pilot:
        await press(pilot, "1", "enter")
        strip = pilot.app.screen.query_one(YearStrip)
        first, _, step = strip.blocks(strip.content_size.width)
        at = (strip.left + step + 1, 2)
        await pilot.click(strip, offset=at)
        await settled(pilot)
        assert pilot.app.screen.choice().year == 2019 + first + 1
        await pilot.click(strip, offset=at, times=2)
        await settled(pilot)
        assert (pilot.app.screen.PLACE, pilot.app.here.year) == ("year", 2020)


async def test_the_strip_shows_role_place_points_and_awards(sample):
    async with shown(sample, size=WIDE) as pilot:
        await press(pilot, "1", "down", "enter")
        assert isinstance(pilot.app.screen, UnitPage)
        strip = [line.plain for line in pilot.app.screen.query_one(YearStrip).render().split("\n")]
        assert strip[0].split()[0] == "2019"
        for text in ("● Trưởng cụm", "Nhất", "(Nhất=)", "■ Cờ tỉnh", "96,25"):
            assert any(text in line for line in strip), text


async def test_of_twenty_years_those_around_the_chosen_one_are_on_the_strip(twenty):
    async with shown(twenty) as pilot:
        await press(pilot, "1", "enter")
        strip = pilot.app.screen.query_one(YearStrip)
        assert "2020" in strip.render().plain
        assert "2001" not in strip.render().plain
        await press(pilot, "home")
        assert "▾2001" in strip.render().plain
        assert max(map(len, strip.render().plain.split("\n"))) <= 80
        await press(pilot, "left", "end", "right")
        assert pilot.app.screen.choice().year == 2020


async def test_keys_up_and_down_scroll_the_year_below_the_strip(sample):
    async with shown(sample) as pilot:
        await press(pilot, "1", "enter", "down", "down")
        below = pilot.app.screen.query_one("#below")
        assert below.scroll_offset.y == 2
        await press(pilot, "pagedown", "up")
        assert below.scroll_offset.y > 2


async def test_e_names_the_file_that_it_writes(demo, tmp_path, monkeypatch):
    monkeypatch.setattr(save_picture, "picture_folder", lambda: tmp_path / "hinh")
    async with shown(demo) as pilot:
        await press(pilot, "1", "enter", "e")
        await settled(pilot)
        file = tmp_path / "hinh" / "unit-vp-dbqh.txt"
        assert str(file) in toasts(pilot.app)[0]
        assert "2020  Trưởng cụm" in file.read_text("utf-8")


async def test_another_unit_of_the_places_is_shown_on_the_same_page(sample):
    async with shown(sample, size=WIDE) as pilot:
        await press(pilot, "1", "enter", "tab", "end")
        unit = pilot.app.screen.query_one(PlacesPanel).unit_of_row()
        await press(pilot, "enter")
        assert pilot.app.screen.PLACE == "unit"
        assert pilot.app.here.unit == unit
        await press(pilot, "escape")
        assert pilot.app.screen.PLACE == "year"


async def test_a_unit_of_which_no_year_is_known_says_so(tmp_path):
    acts = (FoundUnit(unit="a", name="Sở A"), FoundCluster(cluster="c", name="Khối 1", kind="khoi"))
    path = ledger_at(tmp_path / "new.ledger", *acts)
    async with shown(path) as pilot:
        pilot.app.here = pilot.app.here.__class__(cluster="c", year=2020, unit="a")
        await pilot.app.go("unit")
        await press(pilot, "left", "right", "enter", "e")
        assert VI("years.unit.nothing") in screen_text(pilot.app)


# The replay


async def test_the_decisions_so_far_are_listed_and_one_can_be_gone_back_to(sample):
    async with shown(sample, size=WIDE) as pilot:
        await press(pilot, "2", "space", "space", "right", "right", "right")
        page = pilot.app.screen
        decisions, at = page.query_one(Decisions), page.playback.at
        assert decisions.list.count == sum(page.playback.decided[: at + 1])
        decisions.list.focus()
        await press(pilot, "down")
        assert page.playback.at < at
        assert not page.playback.playing
        assert page.film.frames[page.playback.at].decided
        assert decisions.list.count == sum(page.playback.decided[: at + 1])  # the list stays whole
