"""The page of clusters: the preview follows the cursor, the last entries are listed."""

from __future__ import annotations

from threading import Event

import pytest

from events.clusters import FoundCluster
from events.corrections import Retract
from events.elections import ElectHead
from events.holds import HoldUnit
from events.membership import RecordRoster
from events.store.ledger import Circumstances
from events.unit_commands import FoundUnit
from tests.facts import ClusterYear
from tests.pages import BY, ledger_at, press, quiet, screen_text, shown
from tests.test_every_page import FULL_SIZE, used
from thidua_tui.screens import cluster_preview
from thidua_tui.screens.recent_panel import RecentPanel
from thidua_tui.widgets.virtual_list import VirtualList

CLUSTERS = 40


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    return ledger_at(tmp_path_factory.mktemp("clusters") / "demo.ledger", story=True)


@pytest.fixture(scope="module")
def years(tmp_path_factory):
    return ledger_at(tmp_path_factory.mktemp("years") / "years.ledger", years=True)


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """Many clusters of a unit each; every tenth has a head."""
    numbers = range(1, CLUSTERS + 1)
    here: dict[int, ClusterYear] = {n: {"cluster": f"c{n}", "year": 2020} for n in numbers}
    return ledger_at(
        tmp_path_factory.mktemp("many") / "many.ledger",
        *(FoundUnit(unit=f"u{n}", name=f"Đơn vị số {n}") for n in numbers),
        *(FoundCluster(cluster=f"c{n}", name=f"Cụm số {n:02}", kind="cum") for n in numbers),
        *(RecordRoster(**here[n], units=(f"u{n}",)) for n in numbers),
        *(ElectHead(**here[n], unit=f"u{n}") for n in numbers if n % 10 == 0),
    )


def preview(pilot):
    """What the preview says."""
    return str(pilot.app.screen.query_one("#preview-text").render())


async def test_the_preview_says_who_leads_what_comes_next_and_who_headed(years):
    async with shown(years, size=FULL_SIZE) as pilot:
        await press(pilot, "0")
        await quiet(pilot)
        text = preview(pilot)
        for part in (
            *(
                "ghi 6 năm, từ năm 2019",
                "Năm 2024: Tạm tính theo điểm",
                "Hội nghị gần nhất: họp bình xét",
            ),
            *("Việc của năm 2024", "Enter, c", "Thành viên năm 2024 · 8 đơn vị"),
            *("(Nhất=)  Sở Nội vụ", "2019  Sở Tài chính"),
        ):
            assert part in text
        assert text.index("2024  Văn phòng") < text.index("2019  Sở Tài chính")


async def test_the_preview_follows_the_cursor(many):
    async with shown(many, size=FULL_SIZE) as pilot:
        await quiet(pilot)
        assert "Đơn vị số 1\n" in preview(pilot)
        await press(pilot, *["down"] * 9)
        await quiet(pilot)
        assert "Trưởng cụm  Đơn vị số 10" in preview(pilot)
        assert str(pilot.app.screen.query_one("#preview").border_title).strip() == "Cụm số 10"
        await press(pilot, "end")
        await quiet(pilot)
        assert f"Đơn vị số {CLUSTERS}\n" in preview(pilot)


async def test_a_preview_that_comes_too_late_is_not_shown(many, monkeypatch):
    """Three keys while the first preview is still being gathered: the last cluster is shown."""
    held, slow, asked = Event(), cluster_preview.gather_preview, []

    def gather(session, row, year, here):
        asked.append(row.cluster)
        if row.cluster == "c2":
            held.wait(5)
        return slow(session, row, year, here)

    async with shown(many, size=FULL_SIZE) as pilot:
        await quiet(pilot)
        monkeypatch.setattr(cluster_preview, "gather_preview", gather)
        screen = pilot.app.screen
        await pilot.press("down")
        screen.look_at_cluster()
        await pilot.press("down", "down")
        screen.look_at_cluster()
        held.set()
        await quiet(pilot)
        assert asked[0] == "c2"
        assert "Đơn vị số 4\n" in preview(pilot)


async def test_the_list_scrolls_and_the_chosen_cluster_is_in_sight(many):
    for size in ((80, 24), (120, 40), (160, 50)):
        async with shown(many, size=size) as pilot:
            await press(pilot, "end")
            await quiet(pilot)
            assert f"▸Cụm số {CLUSTERS}" in screen_text(pilot.app), size
            assert pilot.app.screen.query_one(VirtualList).size.height < CLUSTERS


async def test_the_last_entries_are_listed_the_newest_first(demo):
    async with shown(demo, size=FULL_SIZE) as pilot:
        await press(pilot, "0")
        await quiet(pilot)
        text = screen_text(pilot.app)
        assert (
            text.index("Bế mạc hội nghị") < text.index("Ký kết giao ước") < text.index("Khai mạc")
        )
        await press(pilot, "[", "[")
        await quiet(pilot)
        assert "Bế mạc hội nghị." not in text.partition("Vừa ghi vào sổ")[0]
        lines = [row.sentence for row in pilot.app.screen.query_one(RecentPanel).rows]
        assert lines
        assert "Bế mạc" not in " ".join(lines)


async def test_entries_of_one_act_share_a_line(years):
    async with shown(years, size=FULL_SIZE) as pilot:
        await press(pilot, "0")
        await quiet(pilot)
        rows = pilot.app.screen.query_one(RecentPanel).rows
        assert any(row.more for row in rows)
        assert len(rows) == 60


async def test_what_was_taken_back_is_struck(tmp_path):
    how = Circumstances(by=BY, reason="nhầm")
    path = ledger_at(
        tmp_path / "back.ledger",
        FoundCluster(cluster="c", name="Cụm 1", kind="cum"),
        FoundUnit(unit="a", name="Sở A"),
        Retract(positions=(2,), concerns=("unit:a",)),
        how=how,
    )
    async with shown(path, size=FULL_SIZE) as pilot:
        await press(pilot, "0")
        await quiet(pilot)
        rows = pilot.app.screen.query_one(RecentPanel).rows
        assert [row.retracted for row in rows] == [False, True, False]
        drawn = pilot.app.screen.query_one(RecentPanel).render()
        assert any("strike" in str(span.style) for span in drawn.spans)


@pytest.mark.parametrize("which", ["demo", "years", "many"])
async def test_at_most_half_of_the_rows_are_empty(which, request):
    async with shown(request.getfixturevalue(which), size=FULL_SIZE) as pilot:
        await press(pilot, "0")
        await quiet(pilot)
        assert used(screen_text(pilot.app)) >= FULL_SIZE[1] / 2


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 40), (160, 50), (200, 60)])
async def test_nothing_overlaps(many, size):
    async with shown(many, size=size) as pilot:
        await quiet(pilot)
        screen = pilot.app.screen
        parts = [
            screen.query_one(part).region for part in ("#clusters-panel", "#preview", "#recent")
        ]
        parts = [region for region in parts if region.height]
        assert len(parts) == (3 if size[1] >= 30 else 2)
        for at, one in enumerate(parts):
            assert not any(one.overlaps(other) for other in parts[at + 1 :])
            assert screen.query_one("#home-sides").region.contains_region(one)


async def test_an_empty_ledger_shows_the_first_steps_in_a_panel(tmp_path):
    async with shown(ledger_at(tmp_path / "empty.ledger")) as pilot:
        await quiet(pilot)
        text = screen_text(pilot.app)
        assert "Bắt đầu" in text
        assert "Sổ còn trống" in text
        assert not pilot.app.screen.query_one("#home-sides").display


async def test_the_page_is_shown_again_after_a_resize(many):
    async with shown(many, size=(80, 24)) as pilot:
        await pilot.resize_terminal(*FULL_SIZE)
        await quiet(pilot)
        await press(pilot, "down")
        await quiet(pilot)
        assert "Đơn vị số 2\n" in preview(pilot)


@pytest.mark.parametrize("size", [(80, 24), (100, 30)])
async def test_a_page_key_scrolls_the_preview_where_the_list_fits(years, size):
    async with shown(years, size=size) as pilot:
        await press(pilot, "0")
        await quiet(pilot)
        panel = pilot.app.screen.query_one("#preview")
        assert panel.show_vertical_scrollbar
        assert "2019  Sở Tài chính" not in screen_text(pilot.app)
        await press(pilot, *["pagedown"] * 4)
        assert "2019  Sở Tài chính" in screen_text(pilot.app)


async def test_a_unit_on_hold_is_shown_as_what_it_is(tmp_path):
    here: ClusterYear = {"cluster": "c", "year": 2020}
    path = ledger_at(
        tmp_path / "h.ledger",
        FoundUnit(unit="u", name="Sở [b]Tư pháp"),
        FoundCluster(cluster="c", name="Cụm", kind="cum"),
        RecordRoster(**here, units=("u",)),
        HoldUnit(**here, unit="u", ground="discipline"),
    )
    async with shown(path, size=FULL_SIZE) as pilot:
        await press(pilot, "0")
        await quiet(pilot)
        assert "Sở [b]Tư pháp (tạm hoãn)" in preview(pilot)
