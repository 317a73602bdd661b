"""The journal and an entry in full."""

from __future__ import annotations

import re

import pytest

from events.clusters import FoundCluster
from events.corrections import Retract
from events.store.ledger import Circumstances, Ledger
from events.store.sqlite.recorder import SQLiteRecorder
from tests.benchmarks.build import build
from tests.pages import BY, ledger_at, press, quiet, screen_text, shown
from thidua_tui.i18n.messages import Words
from thidua_tui.screens.entry_detail import Detail
from thidua_tui.screens.entry_page import EntryPage
from thidua_tui.screens.journal_groups import COUNTED, JournalGroups, extent
from thidua_tui.screens.journal_list import JournalList
from thidua_tui.screens.journal_paging import CHUNK, JournalPages
from thidua_tui.session.session import Session
from thidua_tui.widgets.grouped_list import HEADING
from thidua_tui.widgets.text_input import Entry as Field
from thidua_tui.widgets.virtual_list import VirtualList

LARGE = 100_000


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    return ledger_at(tmp_path_factory.mktemp("journal") / "demo.ledger", story=True)


@pytest.fixture
def retracted(tmp_path):
    """A cluster that was taken back."""
    path = ledger_at(tmp_path / "r.ledger", FoundCluster(cluster="c", name="Cụm nhầm"))
    wrong = Retract(positions=(1,), concerns=("cluster:c",))
    return ledger_at(path, wrong, how=Circumstances(by=BY, reason="gõ nhầm"))


async def test_the_newest_entry_is_at_the_top(demo):
    async with shown(demo) as pilot:
        await press(pilot, "3")
        text = " ".join(screen_text(pilot.app).split())
        newest, before = r"35 \d\d:\d\d Hội nghị Bế mạc", r"34 \d\d:\d\d Thi đua Ký kết"
        assert re.search(f"{newest}.*{before}", text)
        assert "35 mục" in text


async def test_typing_narrows_the_entries_with_marks_or_without(demo):
    async with shown(demo) as pilot:
        await press(pilot, "3", "slash")
        pilot.app.screen.query_one(Field).value = "pho truong"
        await quiet(pilot)
        text = screen_text(pilot.app)
        assert "Bầu Sở Kế hoạch và Đầu tư làm Phó trưởng cụm" in text
        assert "Bế mạc" not in text


async def test_letters_in_the_field_are_text_and_no_keys(demo):
    async with shown(demo) as pilot:
        await press(pilot, "3", "slash", "q", "a", "1")
        assert pilot.app.screen.PLACE == "journal"
        assert pilot.app.screen.query_one(Field).value == "qa1"


async def test_escape_leaves_the_field_then_the_page(demo):
    async with shown(demo) as pilot:
        await press(pilot, "3", "slash", "x", "escape")
        assert pilot.app.screen.query_one(Field).value == ""
        assert pilot.app.screen.query_one(VirtualList).has_focus
        await press(pilot, "escape")
        assert pilot.app.screen.PLACE == "home"


async def test_arrows_in_the_field_move_through_the_entries(demo):
    async with shown(demo) as pilot:
        await press(pilot, "3", "slash", "down", "down")
        assert pilot.app.screen.query_one(VirtualList).cursor == 2


async def test_enter_shows_the_entry_in_full(demo):
    async with shown(demo, size=(120, 40)) as pilot:
        await press(pilot, "3", "down", "enter")
        text = screen_text(pilot.app)
        assert isinstance(pilot.app.screen, EntryPage)
        for words in (
            "Mục 34 của sổ",
            "compact-signed",
            "14/01/2021",
            "Ghi lúc",
            "Thư ký",
            "báo chí",
        ):
            assert words in text


async def test_what_was_taken_back_is_marked_in_words(retracted):
    async with shown(retracted) as pilot:
        await press(pilot, "3")
        assert "✗ đã hủy (mục 2)" in screen_text(pilot.app)
        await press(pilot, "down", "enter")
        text = screen_text(pilot.app)
        assert "đã hủy theo mục 2" in text
        assert "gõ nhầm" in text


async def test_a_meeting_is_told_by_its_kind_and_day_and_not_by_its_code(demo):
    async with shown(demo) as pilot:
        await press(pilot, "3")
        text = screen_text(pilot.app)
        assert "Hội nghị tổng kết 14/01/2021" in text
        assert "tong-ket-2020" not in text
        await press(pilot, "enter")
        text = " ".join(screen_text(pilot.app).split())
        assert "Tại hội nghị hội nghị tổng kết 14/01/2021" in text


@pytest.mark.parametrize(("letters", "sentence"), [("stc", "Sở Tài chính"), ("tmth", "giao ước")])
async def test_the_filter_finds_whom_initials_and_codes_mean(demo, letters, sentence):
    async with shown(demo) as pilot:
        await press(pilot, "3", "/", *letters)
        await quiet(pilot)
        assert 0 < len(pilot.app.screen.positions) < 35
        assert sentence in screen_text(pilot.app)


async def test_entries_are_grouped_by_meeting_and_source_with_their_count(demo):
    async with shown(demo, size=(160, 50)) as pilot:
        await press(pilot, "3")
        assert headings(pilot) == [
            ("Hội nghị tổng kết 14/01/2021 · báo chí: Nguyễn", "22 mục"),
            ("Ghi ngày 14/01/2021 · báo chí: Nguyễn Hoàng Đỉ", "13 mục"),
        ]
        entries = pilot.app.screen.query_one(JournalList)
        assert [entries.positions[part.at] for part in entries.parts() if not part.nth] == [
            *range(35, 0, -1)
        ]


async def test_the_count_of_a_group_is_of_what_was_found(demo):
    async with shown(demo, size=(160, 50)) as pilot:
        await press(pilot, "3", "slash", *"phong trao")
        await quiet(pilot)
        ((name, count),) = headings(pilot)
        assert name.startswith("Hội nghị tổng kết 14/01/2021")
        assert count == f"{len(pilot.app.screen.positions)} mục"
        assert 6 <= len(pilot.app.screen.positions) < 22
        text = screen_text(pilot.app)
        assert f"tìm thấy {count}" in text
        assert f"{len(pilot.app.screen.positions)}/35 mục" in text


async def test_what_was_found_is_lit(demo):
    async with shown(demo, size=(160, 50)) as pilot:
        await press(pilot, "3", "slash", *"stc")
        await quiet(pilot)
        entries = pilot.app.screen.query_one(JournalList)
        lit = [
            part.text.plain[span.start : span.end]
            for part in entries.parts()
            for span in part.text.spans
            if "underline" in str(span.style)
        ]
        assert set(lit) == {"Sở Tài chính"}
        await press(pilot, "escape")
        await quiet(pilot)
        assert not any("underline" in str(s.style) for p in entries.parts() for s in p.text.spans)


async def test_in_the_past_groups_hold_what_was_known_then(demo):
    async with shown(demo, size=(160, 50)) as pilot:
        await press(pilot, "3", *["["] * 20)
        assert pilot.app.here.known_at == 15
        assert [count for _, count in headings(pilot)] == ["2 mục", "13 mục"]


async def test_the_entries_of_an_act_are_joined(tmp_path):
    path = ledger_at(tmp_path / "years.ledger", years=True)
    async with shown(path, size=(120, 40)) as pilot:
        await press(pilot, "3")
        entries = pilot.app.screen.query_one(JournalList)
        acts = [entries.view.entry(position).act for position in entries.positions[:40]]
        for at in range(1, 39):
            above, below = acts[at - 1] == acts[at], acts[at + 1] == acts[at]
            sign = {(0, 0): " ", (0, 1): "┌", (1, 1): "│", (1, 0): "└"}[above, below]
            assert entries.groups.brace(at) == sign
        assert {"┌", "│", "└"} <= {entries.groups.brace(at) for at in range(39)}


async def test_tab_leads_into_the_detail_where_arrows_scroll_it(demo):
    async with shown(demo, size=(120, 40)) as pilot:
        await press(pilot, "3", "tab")
        assert pilot.app.screen.query_one(Detail).has_focus
        await press(pilot, "down")
        assert pilot.app.screen.query_one(JournalList).cursor == 0
        await press(pilot, "shift+tab", "down")
        assert pilot.app.screen.query_one(JournalList).cursor == 1


async def test_a_click_on_a_heading_goes_to_the_entry_below_it(demo):
    async with shown(demo, size=(160, 50)) as pilot:
        await press(pilot, "3")
        entries = pilot.app.screen.query_one(JournalList)
        second = [y for y, part in enumerate(entries.parts()) if part.nth == HEADING][1]
        await pilot.click(JournalList, offset=(5, second))
        assert entries.position() == 13


@pytest.mark.parametrize(
    ("size", "where"),
    [((80, 24), "none"), ((100, 30), "below"), ((110, 24), "right"), ((160, 50), "right")],
)
async def test_the_detail_is_at_the_right_or_below_or_not_there(demo, size, where):
    async with shown(demo, size=size) as pilot:
        await press(pilot, "3")
        parts = ("#journal-side", "#detail-column")
        side, detail = (pilot.app.screen.query_one(one) for one in parts)
        assert detail.display == (where != "none")
        if where == "below":
            assert detail.region.y >= side.region.bottom
        if where == "right":
            assert detail.region.x >= side.region.right


async def test_the_detail_names_what_corrected_an_entry(retracted):
    async with shown(retracted, size=(200, 60)) as pilot:
        await press(pilot, "3", "down")
        await quiet(pilot)
        text = " ".join(screen_text(pilot.app).split())
        assert "Đã hủy × theo mục 2" in text
        assert "lý do: gõ nhầm" in text


async def test_an_entry_is_shown_in_the_journal_and_leads_to_the_next(demo):
    async with shown(demo, size=(160, 50)) as pilot:
        await press(pilot, "3", *["down"] * 7, "enter")
        page = pilot.app.screen
        await quiet(pilot)
        text = " ".join(screen_text(pilot.app).split())
        assert "thứ hạng — → 1" in text
        assert page.query_one(JournalList).position() == 28
        assert "Enter" not in screen_text(pilot.app).splitlines()[-1]
        await press(pilot, "tab", "down")
        assert "Enter" in screen_text(pilot.app).splitlines()[-1]
        await press(pilot, "enter")
        assert page is pilot.app.screen
        assert page.position == 27
        assert "Mục 27 của sổ" in screen_text(pilot.app)
        await press(pilot, "escape")
        assert pilot.app.screen.PLACE == "journal"


def headings(pilot):
    """The headings in the window: the beginning of the name, and the count."""
    entries = pilot.app.screen.query_one(JournalList)
    texts = [part.text.plain for part in entries.parts() if part.nth == HEADING]
    return [(text.strip("─ ")[:46], text.rstrip("─ ").rpartition("─ ")[2]) for text in texts]


def test_of_a_hundred_thousand_entries_only_those_looked_at_are_read(tmp_path):
    """Each chunk is read once: those of names and retractions aside, a few for the window."""
    path = tmp_path / "large.ledger"
    build(path, LARGE)
    with SQLiteRecorder(path) as recorder:
        view = JournalPages(Session(Ledger(recorder), BY))
        groups = JournalGroups(view, range(LARGE, 0, -1))
        for at in (*range(40), *range(LARGE - 40, LARGE)):
            groups.heading(at, Words("vi"), 100)
            groups.brace(at)
        assert view._chunk.cache_info().misses <= 2 * (2 + COUNTED // CHUNK)


async def test_entries_that_are_not_known_yet_are_blank_until_the_filter_has_answered(demo):
    async with shown(demo, size=(120, 40)) as pilot:
        await press(pilot, "3")
        entries = pilot.app.screen.query_one(JournalList)
        entries.look_at(JournalPages(pilot.app.session, 20))
        lines = [part.text.plain for part in entries.parts()]
        assert lines[:16] == [""] * 16
        assert lines[17].startswith("20 ")
        assert entries.groups.group(14) is None
        assert "7 mục" in lines[16]


def test_a_group_larger_than_what_is_counted_is_more_than_that():
    asked: list[int] = []

    def group(at: int) -> str:
        asked.append(at)
        return "one"

    found, whole = extent(50_000, 100_000, group)
    assert not whole
    assert len(found) == 2 * COUNTED + 1
    assert len(asked) <= 2 * COUNTED + 2
    assert extent(3, 9, lambda at: str(at < 7)) == (range(7), True)


async def test_the_kinds_of_a_group_are_counted_next_to_it(demo):
    async with shown(demo, size=(160, 50)) as pilot:
        await press(pilot, "3")
        await quiet(pilot)
        group = pilot.app.screen.query_one("#group-side")
        assert "22 mục" in str(group.border_subtitle)
        rows = group_rows(pilot)
        assert rows["Hội nghị"] == ("9", "█" * 20)
        assert rows["Thi đua"] == ("7", "█" * 15 + "▌")
        assert "Đơn vị" not in rows
        await press(pilot, *["down"] * 23)
        await quiet(pilot)
        assert "13 mục" in str(group.border_subtitle)
        assert group_rows(pilot)["Đơn vị"] == ("8", "█" * 20)
        await pilot.resize_terminal(120, 40)
        await quiet(pilot)
        assert not group.display


def group_rows(pilot):
    """Kind -> its count and its bar, as the panel of the group shows them."""
    panel = pilot.app.screen.query_one("#group-side").region
    lines = [line[panel.x + 2 : panel.right - 2] for line in screen_text(pilot.app).split("\n")]
    parts = (line.rsplit(maxsplit=2) for line in lines[panel.y + 2 : panel.bottom - 1])
    return {kind.strip(): (count, bar) for kind, count, bar in parts}
