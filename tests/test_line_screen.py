"""`:` on the screen: what is typed is understood at once, Enter records, Esc keeps the text."""

from __future__ import annotations

import asyncio

import pytest
from textual.events import Key, Paste
from textual.keys import _character_to_key

from events.elections import ElectDeputy, ElectHead
from events.ranking import AdoptResult
from events.result_events import Place
from events.store.ledger import Circumstances, Ledger
from events.store.sqlite.recorder import SQLiteRecorder
from tests.form_app import STARTED, session
from tests.pages import (
    NOW,
    app_on,
    keys_at_rest,
    ledger_at,
    quiet,
    screen_text,
    settled,
    shown,
    standing_still,
    toasts,
)
from tests.patience import PATIENCE
from tests.systems import assert_private
from thidua_tui.acts.context import ActContext
from thidua_tui.command_line.execute import commit
from thidua_tui.command_line.history import MOST, LineHistory
from thidua_tui.command_line.live_feedback import feedback
from thidua_tui.forms.drafts import LINE, Drafts
from thidua_tui.forms.late_entry import NOWHERE
from thidua_tui.i18n.messages import Words
from thidua_tui.screens.command_line import LineScreen
from thidua_tui.screens.entry_page import EntryPage
from thidua_tui.session.location import Location


@pytest.fixture
def demo(tmp_path):
    return ledger_at(tmp_path / "demo.ledger", story=True)


async def burst(pilot, *parts: str) -> None:
    """Type texts and keys (`<enter>`) in one burst, and wait until all has come to rest."""
    for part in parts:
        keys = [part[1:-1]] if part[:1] == "<" else [_character_to_key(char) for char in part]
        for at, key in enumerate(keys):
            pilot.app.post_message(Key(key, part[at] if part[:1] != "<" else None))
    async with asyncio.timeout(PATIENCE):
        await keys_at_rest(pilot.app)
    await settled(pilot)


async def until(pilot, words: str) -> str:
    """Wait until the screen says these words."""
    async with asyncio.timeout(PATIENCE):
        while words not in screen_text(pilot.app):
            await pilot.pause(0.01)
    return screen_text(pilot.app)


def entries(path):
    with SQLiteRecorder(path, read_only=True) as recorder:
        return [*Ledger(recorder).read()]


def typed(pilot) -> str:
    assert isinstance(pilot.app.screen, LineScreen)
    return pilot.app.screen.body.entry.value


async def test_a_line_is_understood_while_it_is_typed_and_recorded_by_enter(demo):
    async with shown(demo) as pilot:
        await burst(pilot, ":", "bau truong cum 2022 stc 8/8")
        text = await until(pilot, "sẽ ghi")
        assert "Đơn vị: Sở Tài chính" in text
        assert "thay đổi: + Trưởng cụm" in text
        assert len(entries(demo)) == 35
        await burst(pilot, "<enter>")
        text = await until(pilot, "Đã ghi mục 36")
        assert typed(pilot) == ""
        assert entries(demo)[-1].event.unit == "stc"


async def test_a_burst_of_lines_is_recorded_line_by_line(demo):
    async with shown(demo) as pilot:
        await burst(pilot, ":", "tc 2022 stc", "<enter>", "pc 2022 snv", "<enter>", "<escape>")
        assert not isinstance(pilot.app.screen, LineScreen)
    assert [e.event.unit for e in entries(demo)[35:]] == ["stc", "snv"]


async def test_the_same_line_three_times_in_one_burst_is_three_acts(tmp_path):
    result = AdoptResult(
        cluster="tmth",
        year=2020,
        places=tuple(Place(place=at, unit=u) for at, u in enumerate(("stc", "snv", "skhdt"), 1)),
    )
    path = ledger_at(tmp_path / "x.ledger", *STARTED, result)
    before = len(entries(path))
    async with shown(path) as pilot:
        await burst(pilot, ":")
        for key in ("d", "enter") * 3:
            pilot.app.post_message(Key(key, key if len(key) == 1 else None))
        await burst(pilot, "<escape>")
        assert not isinstance(pilot.app.screen, LineScreen)
    assert [e.event.unit for e in entries(path)[before:]] == ["stc", "snv", "skhdt"]


async def test_a_refusal_stands_above_the_line_and_the_text_stays(demo):
    async with shown(demo) as pilot:
        await burst(pilot, ":", "tc 2021 snv", "<enter>")
        await until(pilot, "▲ Sở Tài chính đang là Trưởng cụm năm 2021")
        assert typed(pilot) == "tc 2021 snv"
        assert len(entries(demo)) == 35


async def test_the_page_behind_shows_at_once_what_was_recorded(demo):
    async with shown(demo) as pilot:
        await burst(pilot, ":", "rdn hdnd vì rút", "<enter>")
        await until(pilot, "× Cờ")
        assert isinstance(pilot.app.screen, LineScreen)


async def test_what_is_told_in_passing_does_not_lie_on_the_line(demo):
    async with shown(demo) as pilot:
        await burst(pilot, ":")
        pilot.app.notify("Lần sau nhanh hơn: phím t – Bầu Trưởng cụm.", markup=False)
        await burst(pilot, "de nghi bang khen vp-ubnd va mot dong that dai")
        await until(pilot, "Lần sau nhanh hơn")
        assert ":de nghi bang khen vp-ubnd va mot dong that dai" in screen_text(pilot.app)


async def test_pasted_lines_are_recorded_one_at_each_enter(demo):
    async with shown(demo) as pilot:
        await burst(pilot, ":")
        pilot.app.post_message(Paste("tc 2022 stc\n\n# rồi\r\npc 2022 xyz\npc 2023 snv\n"))
        text = await until(pilot, "còn 2 dòng đã dán")
        assert typed(pilot) == "tc 2022 stc"
        assert len(entries(demo)) == 35
        await burst(pilot, "<enter>")
        text = await until(pilot, "còn 1 dòng đã dán")
        assert "Đã ghi mục 36" in text
        assert typed(pilot) == "pc 2022 xyz"
        await burst(pilot, "<enter>")
        assert typed(pilot) == "pc 2022 xyz"
        await burst(pilot, *["<backspace>"] * 3, "snv", "<enter>")
        assert typed(pilot) == "pc 2023 snv"
        await burst(pilot, "<escape>", ":")
        assert typed(pilot) == "pc 2023 snv"
        text = await until(pilot, "Gõ lệnh một việc")
        assert "đã dán" not in text
    assert [e.event.unit for e in entries(demo)[35:]] == ["stc", "snv"]


async def test_leaving_keeps_the_text_for_the_next_time(demo):
    async with shown(demo) as pilot:
        await burst(pilot, ":", "tc 20", "<escape>", ":")
        assert typed(pilot) == "tc 20"
        await burst(pilot, "22 stc", "<enter>", "<f4>", ":")
        assert typed(pilot) == ""


async def test_enter_on_an_empty_line_closes_it(demo):
    async with shown(demo) as pilot:
        await burst(pilot, ":", "<enter>")
        assert not isinstance(pilot.app.screen, LineScreen)


async def test_tab_completes_and_goes_on(demo):
    async with shown(demo) as pilot:
        await burst(pilot, ":", "bau truong")
        await until(pilot, "bầu trưởng cụm")
        await burst(pilot, "<tab>")
        assert typed(pilot) == "bầu trưởng cụm "
        await burst(pilot, "2022 st")
        await until(pilot, "stp Sở Tư pháp")
        await burst(pilot, "<tab>")
        assert typed(pilot) == "bầu trưởng cụm 2022 stc "
        await burst(pilot, "<tab>")
        assert typed(pilot) == "bầu trưởng cụm 2022 stp "
        await burst(pilot, "<shift+tab>", "<enter>")
    assert entries(demo)[-1].event.unit == "stc"


async def test_arrows_go_through_earlier_lines(demo):
    async with shown(demo) as pilot:
        await burst(pilot, ":", "tc 2022 stc", "<enter>", "pc 2022 snv", "<enter>", "nháp")
        await burst(pilot, "<up>")
        assert typed(pilot) == "pc 2022 snv"
        await burst(pilot, "<up>", "<up>")
        assert typed(pilot) == "tc 2022 stc"
        await burst(pilot, "<down>", "<down>")
        assert typed(pilot) == "nháp"


async def test_a_line_can_go_to_another_year_and_to_a_table(demo):
    async with shown(demo) as pilot:
        await burst(pilot, ":", "nam 2021", "<enter>")
        await until(pilot, "hợp · Năm 2021")
        assert pilot.app.here.year == 2021
        await burst(pilot, "xem khen thuong", "<enter>")
        assert pilot.app.screen.PLACE == "tables"
        assert pilot.app.screen.table == "awards"


async def test_the_source_told_once_is_that_of_the_lines_after_it(demo):
    async with shown(demo) as pilot:
        await burst(pilot, ":", 'nguồn báo "Báo Lạng Sơn" 15/1/2021', "<enter>")
        await burst(pilot, "tc 2022 stc", "<enter>")
    assert entries(demo)[-1].source.title == "Báo Lạng Sơn"


async def test_who_founds_the_first_cluster_by_a_line_stands_at_it(tmp_path):
    path = ledger_at(tmp_path / "empty.ledger")
    async with shown(path) as pilot:
        await burst(pilot, ":", "lc Cụm 1", "<enter>", "dv Sở Tài chính", "<enter>")
        await burst(pilot, "tv tất cả", "<enter>")
        await until(pilot, "Đã ghi mục 3")
        assert pilot.app.here.cluster == "c1"


async def test_on_the_page_of_an_entry_a_line_without_a_number_means_that_entry(demo):
    async with shown(demo) as pilot:
        await pilot.app.push_screen(EntryPage(32))
        await settled(pilot)
        await burst(pilot, ":", "huy")
        assert "Sở Tài chính làm Trưởng cụm thi đua năm 2021" in await until(pilot, "sẽ ghi")
        await burst(pilot, "<enter>")
        await until(pilot, "Đã ghi mục 36")
    assert entries(demo)[-1].event.positions == (32,)


async def test_the_line_is_off_where_the_ledger_is_only_read_and_in_the_past(demo):
    async with shown(demo) as pilot:
        pilot.app.read_only = True
        await burst(pilot, ":")
        assert not isinstance(pilot.app.screen, LineScreen)
        assert toasts(pilot.app)
        pilot.app.read_only = False
        pilot.app.here = type(pilot.app.here)(cluster="tmth", year=2020, known_at=20)
        await burst(pilot, ":")
        assert not isinstance(pilot.app.screen, LineScreen)
        assert "hiện tại" in toasts(pilot.app)[-1]


async def test_what_is_typed_is_no_markup(demo):
    async with shown(demo) as pilot:
        await burst(pilot, ":", 'pt "[red]Phong trào[/b] [@click=app.quit]x"', "<enter>")
        text = await until(pilot, "Đã ghi mục 36")
        assert "[red]Phong trào[/b]" in text


async def test_english_is_complete(demo):
    async with shown(demo, "en") as pilot:
        await burst(pilot, ":", "elect head 2022 stc")
        text = await until(pilot, "records")
        assert "means: Elect the head · Year: 2022 · Unit: Sở Tài chính" in text


@pytest.fixture
def still(monkeypatch):
    for name in ("NO_COLOR", "TEXTUAL_THEME", "TEXTUAL_ANIMATIONS"):
        monkeypatch.delenv(name, raising=False)
    with standing_still():
        yield


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
@pytest.mark.parametrize(
    ("lang", "line", "last"),
    [
        ("vi", "bau truong cum 2022 stc 8/8", "thay đổi"),
        ("vi", "tc 2022 vp", "có thể là 3"),
        ("en", "score", "Enter scores"),
    ],
    ids=["understood", "ambiguous", "english"],
)
def test_how_the_line_looks(snap_compare, still, tmp_path, size, lang, line, last):
    path = ledger_at(tmp_path / "demo.ledger", story=True)

    async def there(pilot):
        await quiet(pilot)
        await burst(pilot, ":", line)
        await until(pilot, last)
        await settled(pilot)

    assert snap_compare(app_on(path, lang), terminal_size=size, run_before=there)


# What is kept of the lines


def test_lines_are_kept_for_their_owner_alone_and_come_back(tmp_path):
    first = LineHistory(tmp_path / "x")
    first.load()
    for line in ("tc stc", "pc  snv", "tc stc"):
        first.add(line)
    assert_private(tmp_path / "x" / "lines")
    again = LineHistory(tmp_path / "x")
    again.load()
    assert again.lines == first.lines == ["pc snv", "tc stc"]


def test_no_more_lines_are_kept_than_anybody_goes_back(tmp_path):
    kept = LineHistory(tmp_path)
    kept.load()
    for number in range(2 * MOST + 5):
        kept.add(f"năm {number}")
    LineHistory(tmp_path).load()
    assert len((tmp_path / "lines").read_text("utf-8").splitlines()) == MOST


async def test_the_line_that_was_being_typed_is_a_draft_until_it_is_recorded(demo):
    async with shown(demo) as pilot:
        drafts = Drafts(pilot.app.session)
        drafts.keep(LINE, NOWHERE, {"text": "tc 2022"})
        await burst(pilot, ":")
        await until(pilot, ":tc 2022")
        await burst(pilot, " stc")
        await until(pilot, "sẽ ghi")
        assert drafts.of(LINE, NOWHERE) == {"text": "tc 2022 stc"}
        assert not drafts.forms
        await burst(pilot, "<enter>")
        await until(pilot, "Đã ghi mục 36")
        assert drafts.of(LINE, NOWHERE) == {}


def test_what_was_shown_is_recorded_or_nothing():
    at = session(*STARTED)
    place = Location(cluster="tmth", year=2020)
    seen = feedback("pc snv", ActContext(at, place, Words("vi")), {})
    at.do(ElectDeputy(cluster="tmth", year=2020, unit="stc", rank=1))
    before = at.ledger.position()
    again = ActContext(at, place, Words("vi"))  # the next deputy is the second one now
    done = commit("pc snv", again, {}, "a", seen.command)
    assert "nghĩa khác" in done.wrong
    assert at.ledger.position() == before
    assert commit("pc snv", again, {}, "a", feedback("pc snv", again, {}).command).entries


async def test_what_another_terminal_records_is_seen_in_the_line(demo):
    async with shown(demo) as pilot:
        await burst(pilot, ":", "tc 2022 stc")
        await until(pilot, "sẽ ghi")
        with SQLiteRecorder(demo) as recorder:
            elected = ElectHead(cluster="tmth", year=2022, unit="snv")
            Ledger(recorder, clock=lambda: NOW).execute(elected, Circumstances(by="B"))
        await until(pilot, "▲ Sở Nội vụ đang là Trưởng cụm năm 2022")


def test_a_history_that_cannot_be_kept_takes_nothing_from_the_work(tmp_path):
    (tmp_path / "lines").mkdir()
    kept = LineHistory(tmp_path)
    kept.load()
    kept.add("tc stc")
    assert kept.lines == ["tc stc"]
