"""From 80×24 to 200×60: every page keeps its heading, its coordinates, its keys, its names."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from tests.pages import Walk, ledger_at, press, screen_text, settled, shown
from tests.test_snapshots import same_everywhere
from thidua_tui.i18n.messages import LANGUAGES, Words
from thidua_tui.screens.entry_detail import Detail

FIXTURES = (same_everywhere,)
SIZES = ((80, 24), (100, 30), (120, 40), (160, 50), (200, 60))
CLUSTER = "Cụm thi đua các cơ quan tham mưu tổng hợp"
LONGEST = "Văn phòng Đoàn Đại biểu Quốc hội tỉnh"
PAGES = {
    "year": ((), CLUSTER),
    "home": (("0",), ""),
    "leaders": (("2",), CLUSTER),
    "player": (("2", "space", "space"), CLUSTER),
    "journal": (("3",), ""),
    "entry": (("3", "enter"), ""),
    "tables": (("4",), CLUSTER),
    "chronicle": (("5",), CLUSTER),
    "unit": (("enter",), LONGEST),
    "trail": (("h",), LONGEST),
    "changes": (("v",), CLUSTER),
}
"""Page -> the keys that lead to it, and whose page its heading says it is."""
DIALOGS = {
    "form": ("t",),
    "acts": ("a",),
    "units": ("u",),
    "help": ("question_mark",),
    "palette": ("ctrl+p",),
    "line": ("colon",),
    "undo": ("z",),
    "checkpoint": ("x",),
    "late": ("f7",),
}
NAMED = ("year", "home", "leaders", "unit", "trail")
"""Pages on which a unit or a cluster is named whole from 100 columns on."""


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    return ledger_at(tmp_path_factory.mktemp("story") / "demo.ledger", story=True)


async def resized(pilot, size):
    """What the screen shows at that size, as lines."""
    await pilot.resize_terminal(*size)
    await settled(pilot)
    await pilot.pause()
    return screen_text(pilot.app).split("\n")


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_a_page_keeps_heading_coordinates_and_keys(story, lang):
    words = Words(lang)
    async with shown(story, lang) as pilot:
        walk = Walk(pilot)
        for page, (keys, whose) in PAGES.items():
            await pilot.resize_terminal(*SIZES[0])
            await walk.to(*keys)
            for size in SIZES:
                lines, at = await resized(pilot, size), (page, size)
                assert page == pilot.app.screen.PLACE, at
                assert len(lines) == size[1], at
                assert all(cell_len(line) <= size[0] for line in lines), at
                assert f"1 {words('screen.tab-short.year')}" in lines[0] or (
                    words("screen.tab.year") in lines[0]
                ), at
                assert whose in lines[1], at
                assert lines[1].strip(), at
                assert words("screen.heading.known-now") in lines[2], at
                assert lines[-1].startswith(" ? "), at
                assert "Esc" in lines[-1] or page == "home", at
                if page in NAMED and lang == "vi" and size != SIZES[0]:
                    assert (CLUSTER if page == "home" else LONGEST) in "\n".join(lines), at
                if page == "journal" and lang == "vi":  # wide, it has the entry at its right
                    assert ("╮╭" in lines[3]) == (size[0] >= 110), at


async def test_a_dialog_tells_what_it_is_and_how_to_leave_it(story):
    async with shown(story) as pilot:
        walk = Walk(pilot)
        for dialog, keys in DIALOGS.items():
            await pilot.resize_terminal(*SIZES[0])
            await walk.to(*keys)
            for size in SIZES:
                lines, at = await resized(pilot, size), (dialog, size)
                assert pilot.app.screen.PLACE not in PAGES, at
                assert len(lines) == size[1], at
                assert all(cell_len(line) <= size[0] for line in lines), at
                assert any("Esc" in line for line in lines[-4:]), at


SIDES = {
    "year": ("#members-side", "#text-side", 140),
    "chronicle": ("#years-panel", "#year-panel", 140),
    "leaders": ("#year-panel", "#rotation-panel", 110),
}
"""Page -> its two parts: one above the other, or side by side from so many columns on."""


@pytest.mark.parametrize("page", SIDES)
async def test_two_parts_are_side_by_side_where_there_is_room(story, page):
    async with shown(story) as pilot:
        await press(pilot, *PAGES[page][0])
        *parts, room = SIDES[page]
        for size in (*SIZES, (139, 40), (140, 40), (80, 24)):
            lines = await resized(pilot, size)
            first, second = (pilot.app.screen.query_one(part).region for part in parts)
            broad = size[0] >= room
            assert (second.x >= first.right) == broad, size
            assert (second.y >= first.bottom) != broad, size
            listed = pilot.app.screen.query("RecentPanel")  # one line each, cut where it is long
            end = listed.first().region.y if listed and listed.first().region.height else size[1]
            assert "…" not in "".join(lines[:end]) or size[0] in (80, 100, 139, 140), size


async def test_the_tabs_have_their_long_words_as_soon_as_there_is_room(story):
    words = Words("vi")
    async with shown(story) as pilot:
        for size in (*SIZES, (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            tabs = screen_text(pilot.app).split("\n")[0]
            assert (words("screen.tab.year") in tabs) == (size[0] >= 110)


async def test_a_pattern_of_the_rotation_hangs(story):
    async with shown(story) as pilot:
        await press(pilot, "2")
        lines = await resized(pilot, (80, 24))
        at = next(n for n, line in enumerate(lines) if "Chưa làm Trưởng cụm" in line)
        assert lines[at].startswith(" Chưa")
        assert lines[at + 1].startswith("   ")


async def test_an_empty_list_tells_no_entry_beside_it(story):
    async with shown(story, size=(120, 40)) as pilot:
        await press(pilot, "3")
        detail = pilot.app.screen.query_one(Detail)
        while "Mục 35" not in str(detail.border_title):
            await pilot.pause(0.02)
        await press(pilot, "slash", "z", "z", "q")
        while " 0 mục" not in screen_text(pilot.app):
            await pilot.pause(0.02)
        await settled(pilot)
        assert "35" not in str(detail.border_title)
        assert "Bế mạc hội nghị." not in screen_text(pilot.app)
