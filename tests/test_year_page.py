"""The page of a year: order of the members, their places over the years, panels, motion."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from rich.cells import cell_len

from events.clusters import FoundCluster
from events.emulation_movements import LaunchMovement
from events.membership import RecordRoster
from events.ranking import AdoptResult
from events.result_events import Place
from events.rule_book import Criterion, IssueRules
from events.scoring import RecordScore
from events.store.ledger import Circumstances
from events.unit_commands import FoundUnit
from tests.facts import ClusterYear
from tests.pages import ledger_at, press, quiet, screen_text, settled, shown, until
from tests.test_colours import LEAST, pairs
from tests.test_every_page import FULL_SIZE, used
from thidua_tui.keymap.action_registry import BY_ID
from thidua_tui.platform.contrast import ratio
from thidua_tui.screens.cluster_year import Heads, MembersOfYear
from thidua_tui.widgets.panel_stack import PanelStack

KEY = BY_ID["sort-members"].keys[0]
HERE: ClusterYear = {"cluster": "c", "year": 2020}
MANY = 30


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    return ledger_at(tmp_path_factory.mktemp("year") / "demo.ledger", story=True)


@pytest.fixture(scope="module")
def years(tmp_path_factory):
    return ledger_at(tmp_path_factory.mktemp("years") / "years.ledger", years=True)


@pytest.fixture
def crowded(tmp_path):
    """Eleven members with points, and thirty movements."""
    units = [f"u{number}" for number in range(1, 12)]
    book = (Criterion(code="I", name="Một", max_points=Decimal(20)),)
    return ledger_at(
        tmp_path / "crowded.ledger",
        *(FoundUnit(unit=unit, name=f"Sở {unit.upper()}") for unit in units),
        FoundCluster(cluster="c", name="Khối 1", kind="khoi"),
        RecordRoster(**HERE, units=tuple(units)),
        IssueRules(**HERE, criteria=book),
        *(
            RecordScore(**HERE, unit=unit, criterion="I", points=Decimal(number))
            for number, unit in enumerate(units, 1)
        ),
        *(
            LaunchMovement(movement=f"p{number}", name=f"Phong trào số {number}", since=2020)
            for number in range(1, MANY + 1)
        ),
    )


def listed(pilot):
    """The codes of the members, in the order of the rows."""
    return [member.unit for member in pilot.app.screen.members]


def cursor_unit(pilot):
    """The unit of the row under the cursor."""
    return pilot.app.screen.choice().unit


async def test_a_key_sorts_by_place_and_again_by_roster_and_the_cursor_stays(demo):
    async with shown(demo) as pilot:
        await press(pilot, "down")
        by_roster, unit = listed(pilot), cursor_unit(pilot)
        assert "xếp theo danh sách" in screen_text(pilot.app)
        await press(pilot, KEY)
        assert listed(pilot)[:3] == ["vp-hdnd", "snv", "vp-ubnd"]
        assert sorted(listed(pilot)) == sorted(by_roster)
        assert (cursor_unit(pilot), pilot.app.here.unit) == (unit, unit)
        assert "xếp theo thứ hạng" in screen_text(pilot.app)
        await press(pilot, KEY)
        assert (listed(pilot), cursor_unit(pilot)) == (by_roster, unit)


async def test_the_order_is_remembered_on_other_pages_and_in_other_years(years):
    async with shown(years, size=(120, 40)) as pilot:
        await press(pilot, KEY, "left", "4", "1")
        places = [member.place for member in pilot.app.screen.members]
        assert places == sorted(places)
        assert pilot.app.here.year == 2023


async def test_enter_opens_the_unit_of_the_row_in_every_order(demo):
    async with shown(demo) as pilot:
        await press(pilot, KEY, "home")
        assert cursor_unit(pilot) == "vp-hdnd"
        await press(pilot, "enter")
        assert pilot.app.screen.PLACE == "unit"
        assert "Văn phòng HĐND tỉnh" in screen_text(pilot.app).split("\n")[1]


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (160, 50)])
async def test_a_click_on_a_head_sorts_by_its_column(years, size):
    async with shown(years, size=size) as pilot:
        heads = pilot.app.screen.query_one(Heads)
        for order in ("points", "name", "place", "roster"):
            start, end = next((a, b) for a, b, name in heads.spans if name == order)
            at = 1 + (start + end - 1) // 2
            assert await pilot.click(Heads, offset=(at, 0))
            await settled(pilot)
            assert pilot.app.member_order == order
            assert "▾" in str(heads.render())
            members = pilot.app.screen.members
            if order == "points":
                points = [member.points for member in members]
                assert points == sorted(points, reverse=True)
            if order == "roster":
                assert [m.number for m in members] == [*range(1, len(members) + 1)]


async def test_a_click_between_two_heads_changes_nothing(demo):
    async with shown(demo) as pilot:
        end = pilot.app.screen.query_one(Heads).spans[0][1]
        await pilot.click(Heads, offset=(1 + end, 0))
        await settled(pilot)
        assert pilot.app.member_order == "roster"


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 40), (160, 50), (200, 60)])
async def test_a_proposed_award_has_the_sign_of_a_proposal_at_every_size(demo, size):
    async with shown(demo, size=size) as pilot:
        rows = screen_text(pilot.app).split("\n")
        (line,) = [row for row in rows if "8  Văn phòng HĐND tỉnh" in row]
        assert "○ C" in line
        (line,) = [row for row in rows if "3  Sở Nội vụ" in row]
        assert "○ B" in line


async def test_the_rise_since_last_year_and_the_places_over_the_years_are_shown(years):
    async with shown(years, size=(120, 40)) as pilot:
        await press(pilot, "left")
        rows = screen_text(pilot.app).split("\n")
        assert any("2019–23" in row for row in rows)
        (line,) = [row for row in rows if "2  Sở Nội vụ" in row]
        assert "=" in line
        (line,) = [row for row in rows if "1  Sở Tài chính" in row]
        assert "▼2" in line
        (line,) = [row for row in rows if "6  Văn phòng UBND tỉnh" in row]
        assert "▲1" in line


async def test_rows_of_two_lines_have_numbers_below_the_bars_and_a_bar_of_points(years):
    async with shown(years, size=(160, 50)) as pilot:
        await press(pilot, "left")
        assert pilot.app.screen.query_one(MembersOfYear).tall == 2
        rows = screen_text(pilot.app).split("\n")
        at = next(at for at, row in enumerate(rows) if "1  Sở Tài chính" in row)
        assert "█" in rows[at + 1]
        assert "3 3 4 1 3" in rows[at + 1]


def panels(pilot):
    """The names of the panels that are displayed."""
    return {text.name for stack in pilot.app.screen.query(PanelStack) for text in stack.texts}


async def test_empty_panels_are_left_out(demo):
    async with shown(demo, size=FULL_SIZE) as pilot:
        assert panels(pilot) >= {"steps", "result", "meeting", "awards", "compact", "next"}
        await press(pilot, "left")
        assert panels(pilot) <= {"steps", "next", "leaders", "movements"}
        assert "Chưa lập danh sách thành viên năm 2019" in screen_text(pilot.app)


async def test_the_next_step_of_the_year_is_named_with_its_key(demo):
    async with shown(demo, size=FULL_SIZE) as pilot:
        (line,) = [r for r in screen_text(pilot.app).split("\n") if "▸ Quyết định khen thưởng" in r]
        assert "0/3  a" in line
        await press(pilot, "[")
        assert "0/3  a" not in screen_text(pilot.app)


async def test_of_many_members_and_movements_all_can_be_reached(crowded):
    for size in ((80, 24), (120, 40), (160, 50)):
        async with shown(crowded, size=size) as pilot:
            seen = screen_text(pilot.app)
            for _ in range(30):
                await press(pilot, "pagedown")
                seen += screen_text(pilot.app)
            for number in range(1, 12):
                assert f"Sở U{number} " in seen, size
            if size[1] >= 30:
                for number in range(1, MANY + 1):
                    assert re.search(rf"Phong trào số {number}\b", seen), (size, number)


@pytest.mark.parametrize("which", ["demo", "years"])
async def test_at_most_half_of_the_rows_are_empty(which, request):
    async with shown(request.getfixturevalue(which), size=FULL_SIZE) as pilot:
        await quiet(pilot)
        assert used(screen_text(pilot.app)) >= FULL_SIZE[1] / 2


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 40), (160, 50), (200, 60)])
async def test_nothing_overlaps_and_every_member_is_on_the_screen(years, size, lang):
    async with shown(years, lang, size=size) as pilot:
        await press(pilot, "left")
        screen = pilot.app.screen
        lines = screen.query_one(MembersOfYear)
        assert lines.size.height == lines.tall * len(screen.members)
        stacks = screen.query(PanelStack)
        parts = [lines.region, *(one.region.intersection(one.parent.region) for one in stacks)]
        parts = [region for region in parts if region.height]
        for at, one in enumerate(parts):
            assert not any(one.overlaps(other) for other in parts[at + 1 :])
        for stack in stacks:
            widths = {cell_len(line) for line in str(stack.render()).split("\n")}
            assert size[1] < 30 or widths <= {0, stack.size.width}


async def test_rows_glide_to_their_places_and_a_key_ends_the_way(crowded):
    async with shown(crowded) as pilot:
        await press(pilot, KEY, "home")
        assert listed(pilot)[0] == "u11"
        app = pilot.app
        app.motions.on, orders = True, []
        put = app.screen._put

        def noted(members):
            orders.append([member.unit for member in members])
            put(members)

        app.screen._put = noted
        ledger_at(crowded, adopted("u1"), how=AGREED)
        app.refresh_page()
        await until(pilot, lambda: orders and not app.motions.running)
        assert orders[0][0] == "u11"
        assert orders[-1][0] == "u1"
        assert 2 < len(orders) <= 14
        assert all(sorted(order) == sorted(orders[0]) for order in orders)
        assert cursor_unit(pilot) == "u11"
        orders.clear()
        await pilot.press(KEY, "down")
        await settled(pilot)
        assert orders[-1] == [f"u{number}" for number in range(1, 12)]
        assert not app.motions.running


async def test_without_motion_the_rows_are_there_at_once(crowded):
    async with shown(crowded) as pilot:
        orders = []
        put = pilot.app.screen._put

        def noted(members):
            orders.append(members)
            put(members)

        pilot.app.screen._put = noted
        await press(pilot, KEY)
        assert len(orders) == 1


AGREED = Circumstances(by="Thư ký", reason="Thống nhất tại hội nghị")


def adopted(first):
    """The command that adopts a result with another order than the points give."""
    units = [first, *(f"u{number}" for number in range(11, 1, -1))]
    places = tuple(Place(place=at, unit=unit) for at, unit in enumerate(units, 1))
    return AdoptResult(**HERE, places=places, on=date(2021, 1, 14))


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_places_points_and_bars_can_be_read_in_every_theme(years, size):
    async with shown(years, size=size) as pilot:
        app = pilot.app
        unreadable: dict[tuple[str, str], float] = {}
        for keys in (("left",), (KEY,), *[("down",)] * 3, ("right",), ("0",)):
            await press(pilot, *keys)
            for name, least in LEAST.items():
                app.theme = name
                await quiet(pilot)
                strips = app.screen._compositor.render_strips(app.size)
                unreadable |= {
                    (name, piece.strip()): contrast
                    for piece, colour, ground in pairs(app, strips)
                    if (contrast := ratio(colour, ground)) < least
                }
        assert not unreadable


async def test_rows_glide_when_stepping_in_time_and_not_from_year_to_year(crowded):
    ledger_at(crowded, adopted("u1"), how=AGREED)
    async with shown(crowded) as pilot:
        await press(pilot, KEY, "home")
        app, orders = pilot.app, []
        app.motions.on, put = True, app.screen._put

        def noted(members):
            orders.append([member.unit for member in members])
            put(members)

        app.screen._put = noted
        await press(pilot, "[")
        await until(pilot, lambda: not app.motions.running)
        assert (orders[0][0], orders[-1][0]) == ("u1", "u11")
        assert len(orders) > 2
        assert cursor_unit(pilot) == "u1"
        await press(pilot, "]")
        await until(pilot, lambda: not app.motions.running)
        orders.clear()
        await press(pilot, "left")
        assert len(orders) == 1


async def test_panels_take_no_more_lines_than_their_text(demo):
    async with shown(demo, size=(120, 40)) as pilot:
        for key in ("1", "right"):  # with a scroll bar the columns have half a cell each
            await press(pilot, key)
            await quiet(pilot)
            side = pilot.app.screen.query_one("#text-side")
            stacks = [one for one in side.query(PanelStack) if str(one.content)]
            lines = [str(stack.content).count("\n") + 1 for stack in stacks]
            assert [stack.size.height for stack in stacks] == lines
            assert side.max_scroll_y == max(0, max(lines) - side.size.height)


@pytest.mark.parametrize("lang", ["vi", "en"])
async def test_a_paragraph_of_a_low_screen_is_broken_once(demo, lang):
    async with shown(demo, size=(80, 24), lang=lang) as pilot:
        await press(pilot, "1")
        await quiet(pilot)
        stack = pilot.app.screen.query(PanelStack).first()
        assert str(stack.content).count("\n") == sum(len(text.lines) for text in stack.texts)


async def test_the_heads_are_above_their_columns_at_once(demo):
    async with shown(demo, size=(80, 24)) as pilot:
        lines = screen_text(pilot.app).splitlines()
        heads = next(line for line in lines if "Vai trò" in line)
        member = next(line for line in lines if "Trưởng cụm" in line)
        assert heads.index("Vai trò") == member.index("Trưởng cụm")
