"""The run sheet: a panel on the page of the year, and the list from which each form is opened."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from events.agenda_commands import AddAgendaItem, SetAgenda
from events.agenda_items import AgendaItem
from events.event import Entry, name_of
from events.meetings import CloseMeeting, OpenMeeting
from events.speakers import ListSpeaker
from tests.pages import ledger_at, press, screen_text, settled, shown, toasts
from thidua_tui.acts.agenda_templates import preset_items
from thidua_tui.i18n.messages import Words
from thidua_tui.screens.run_sheet_facts import gather
from thidua_tui.screens.run_sheet_text import item_line
from thidua_tui.session.samples import conference as demo
from views.agenda import Agenda, ItemRow

CODE = "tk"
ITEMS = tuple(preset_items("year-end", demo.YEAR, Words("vi"), book=False))
OPENING = OpenMeeting(
    meeting=CODE, cluster=demo.CLUSTER, year=demo.YEAR, title="Hội nghị tổng kết", on=demo.DAY
)
SONG = AddAgendaItem(meeting=CODE, item="song", title="Văn nghệ chào mừng")


@pytest.fixture
def ledger(tmp_path):
    """The conference just opened, its agenda with a song before everything else."""
    acts = (*demo.before(), OPENING, SetAgenda(meeting=CODE, items=ITEMS), SONG)
    return ledger_at(tmp_path / "open.ledger", *acts)


def last(pilot) -> Entry:
    """The last entry of the ledger."""
    ledger = pilot.app.session.ledger
    entry: Entry = next(iter(ledger.read(after=ledger.position() - 1)))
    return entry


def under_cursor(pilot) -> str:
    """The title of the item under the cursor."""
    return str(pilot.app.screen.row.title)


async def on_sheet(pilot) -> None:
    """Open the run sheet from the page of the year."""
    await press(pilot, "1", "space")
    assert pilot.app.screen.PLACE == "agenda"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_page_of_the_year_shows_what_the_meeting_is_at(ledger, size):
    async with shown(ledger, size=size) as pilot:
        await press(pilot, "1")
        text = screen_text(pilot.app)
        assert "◆  1. Văn nghệ chào mừng" in text
        assert "◇  2. Tuyên bố lý do" in text


async def test_enter_opens_the_form_of_an_item_and_what_is_recorded_ends_it(ledger):
    async with shown(ledger) as pilot:
        await on_sheet(pilot)
        await press(pilot, "down", "enter")
        assert pilot.app.screen.act.id == "record-guest"
        await press(pilot, *"Thụy", "f2", "escape")
        assert pilot.app.screen.PLACE == "agenda"
        assert last(pilot).item == "guests"
        assert under_cursor(pilot) == "Điểm danh đơn vị dự"
        assert pilot.app.session.under == ""


async def test_the_form_of_an_item_is_of_its_year(ledger):
    async with shown(ledger) as pilot:
        await on_sheet(pilot)
        await press(pilot, *["down"] * 8, "enter")
        form = pilot.app.screen
        assert (form.act.id, form.filling.raw["year"]) == ("elect-head", "2021")


async def test_the_form_of_a_report_has_the_presenter_and_the_title_of_the_meeting(tmp_path):
    opened = replace(OPENING, kind="interim")
    items = (AgendaItem(item="r", title="Báo cáo", presenter="Bà Yến", opens="present-report"),)
    acts = (*demo.before(), opened, SetAgenda(meeting=CODE, items=items))
    async with shown(ledger_at(tmp_path / "open.ledger", *acts)) as pilot:
        await on_sheet(pilot)
        await press(pilot, "enter")
        raw = pilot.app.screen.filling.raw
        assert raw["presenter"] == "Bà Yến"
        assert raw["title"].startswith("Báo cáo sơ kết")


async def test_the_item_of_the_compact_opens_the_round_of_signatures(tmp_path):
    opened = replace(OPENING, kind="compact")
    items = tuple(preset_items("compact", demo.YEAR, Words("vi")))
    acts = (*demo.before(), opened, SetAgenda(meeting=CODE, items=items))
    async with shown(ledger_at(tmp_path / "open.ledger", *acts)) as pilot:
        await on_sheet(pilot)
        at = next(n for n, item in enumerate(items) if item.opens == "sign-for-unit")
        await press(pilot, *["down"] * at, "enter")
        assert pilot.app.screen.PLACE == "signing"
        await press(pilot, "space", "escape")
        assert pilot.app.screen.PLACE == "agenda"
        assert last(pilot).item == "compact"


async def test_the_item_of_the_movements_invents_no_first_year(ledger):
    """A movement may be older than its item's year, and sources often give no year."""
    async with shown(ledger) as pilot:
        await on_sheet(pilot)
        at = next(n for n, item in enumerate(ITEMS, 1) if item.opens == "launch-movement")
        await press(pilot, *["down"] * at, "enter")
        assert pilot.app.screen.act.id == "launch-movement"
        assert pilot.app.screen.filling.raw["since"] == ""


async def test_an_item_without_an_act_says_why_and_space_ends_it(ledger):
    async with shown(ledger) as pilot:
        await on_sheet(pilot)
        await press(pilot, "enter")
        assert pilot.app.screen.PLACE == "agenda"
        assert "không có việc cần ghi" in toasts(pilot.app)[-1]
        await press(pilot, "space")
        assert pilot.app.session.item == "guests"
        await press(pilot, "up", "space")
        assert pilot.app.session.item == "song"


def test_a_skipped_item_of_a_long_title_shows_that_and_why():
    row = ItemRow(
        number=3, item="talk", title="Thảo luận, phát biểu " * 5, presenter="", opens="",
        valid_for=2020, state="skipped", note="Hết giờ", acts=0, begun=None,
    )  # fmt: skip
    line = item_line(row, Words("vi"), 60)
    assert line.cell_length <= 60
    assert line.plain.endswith("… · bỏ qua: Hết giờ")


async def test_an_item_is_skipped_with_a_note_and_another_is_added_and_moved(ledger):
    async with shown(ledger) as pilot:
        await on_sheet(pilot)
        await press(pilot, "b", *"Mưa", "f2")
        [skipped, *_] = pilot.app.session.agenda.rows()
        assert (skipped.state, skipped.note) == ("skipped", "Mưa")
        await press(pilot, "t", *"Tham quan", "f2", "escape")
        items = [*pilot.app.session.agenda.items.values()]
        at = next(n for n, known in enumerate(items) if known.title == "Tham quan")
        assert items[at - 1].item == "guests"
        await press(pilot, "home", "shift+down")
        assert [*pilot.app.session.agenda.items][:2] == ["guests", "song"]
        assert under_cursor(pilot) == SONG.title
        await press(pilot, "g")
        assert pilot.app.session.item == "song"


async def test_the_sheet_ends_with_the_meeting(ledger):
    async with shown(ledger) as pilot:
        await on_sheet(pilot)
        await press(pilot, "end", "enter", "f2")
        await settled(pilot)
        assert pilot.app.screen.PLACE == "year"
        assert last(pilot).item == "closing"


async def test_letters_ahead_of_the_screen_reach_the_next_item(ledger):
    """A form is closed and the next opened in one burst, before the list is read again."""
    async with shown(ledger) as pilot:
        await on_sheet(pilot)
        await press(pilot, "down", "enter", *"Thụy")
        await pilot.press("f2", "escape", "enter")
        await settled(pilot)
        assert pilot.app.screen.PLACE == "presence"
        await press(pilot, "+", "escape")
        assert under_cursor(pilot).startswith("Báo cáo")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_lost_quorum_is_loud_on_the_page_of_the_year_and_on_the_run_sheet(ledger, size):
    lost = "KHÔNG ĐỦ ĐIỀU KIỆN HỌP: có mặt 1/8"
    async with shown(ledger, size=size) as pilot:
        await on_sheet(pilot)
        assert lost not in screen_text(pilot.app)
        await press(pilot, "escape", "f6", "1", "escape")
        assert lost in " ".join(screen_text(pilot.app).split())
        await press(pilot, "space")
        assert lost in screen_text(pilot.app)
        await press(pilot, "escape", "f6", "plus", "escape", "space")
        assert lost not in screen_text(pilot.app)


async def test_the_closing_names_the_items_that_are_open_and_leaves_or_skips_them(ledger):
    async with shown(ledger) as pilot:
        await on_sheet(pilot)
        await press(pilot, "end", "enter")
        text = screen_text(pilot.app)
        assert "Bỏ qua (chưa xong)" in text
        assert "Điểm danh đơn vị dự" in text
        assert "Bế mạc hội nghị" not in text.split("Bỏ qua")[1]
        await press(pilot, "f2")
        await settled(pilot)
        assert "Chưa xong 10 nội dung của chương trình: Tuyên bố lý do" in toasts(pilot.app)[-1]
        session = pilot.app.session
        rows = session.see(Agenda(CODE)).rows()
        assert [row.state for row in rows] == ["done", *["left"] * 10, "done"]


async def test_an_item_that_is_ticked_at_the_closing_is_skipped_with_the_note(ledger):
    async with shown(ledger) as pilot:
        await on_sheet(pilot)
        await press(pilot, "end", "enter", "+", "tab", *"Hết giờ", "f2")
        await settled(pilot)
        rows = pilot.app.session.see(Agenda(CODE)).rows()
        assert {(row.state, row.note) for row in rows[1:-1]} == {("skipped", "Hết giờ")}
        assert rows[-1].state == "done"
        assert "Chưa xong" not in toasts(pilot.app)[-1]


async def test_a_remark_and_the_roll_call_are_recorded_from_the_run_sheet(ledger):
    async with shown(ledger) as pilot:
        await on_sheet(pilot)
        await press(pilot, "y")
        assert pilot.app.screen.act.id == "record-remark"
        pilot.app.screen.body.fields.focus_on("text")
        await press(pilot, *"Chào", "f2", "escape")
        assert (last(pilot).item, pilot.app.session.under) == ("song", "")
        await press(pilot, "f6", "1", "escape")
        assert pilot.app.screen.PLACE == "agenda"
        assert last(pilot).item == "roll"


def ticks(pilot) -> bool:
    """Whether the run sheet wakes up every second."""
    return pilot.app.screen.ticking is not None


async def test_a_turn_is_timed_on_the_run_sheet_until_it_ends(ledger):
    async with shown(ledger) as pilot:
        session = pilot.app.session
        session.do(ListSpeaker(meeting=CODE, unit="stc", minutes=5))
        await on_sheet(pilot)
        sheet = pilot.app.screen
        assert not ticks(pilot)
        await press(pilot, "n")
        assert name_of(last(pilot).event) == "speaker-called"
        assert "Đang phát biểu: " in screen_text(pilot.app)
        assert "/ 5 phút" in screen_text(pilot.app)
        assert ticks(pilot)
        began, real = sheet.sheet.turn.since, session.ledger.clock
        session.ledger.clock = lambda: began + timedelta(minutes=5, seconds=42)
        sheet._tick()
        await settled(pilot)
        assert "QUÁ GIỜ 00:42" in screen_text(pilot.app)
        session.ledger.clock = real
        await press(pilot, "n")
        assert name_of(last(pilot).event) == "speaker-finished"
        assert not ticks(pilot)
        assert "QUÁ GIỜ" not in screen_text(pilot.app)
        await press(pilot, "n")  # the list is empty: the form asks who
        assert pilot.app.screen.act.id == "call-speaker"


async def test_the_sheet_of_a_closed_meeting_is_looked_at_and_each_key_says_why(ledger):
    async with shown(ledger) as pilot:
        await on_sheet(pilot)
        await press(pilot, "end", "enter", "f2")
        await settled(pilot)
        assert pilot.app.screen.PLACE == "year"
        await press(pilot, "space")
        assert pilot.app.screen.PLACE == "agenda"
        before = pilot.app.session.ledger.position()
        for key in ("enter", "space", "b", "g", "t", "s", "n", "y", "f6", "shift+down"):
            pilot.app.clear_notifications()
            await press(pilot, key)
            assert pilot.app.screen.PLACE == "agenda", key
            assert "đã bế mạc" in toasts(pilot.app)[-1], key
        assert pilot.app.session.ledger.position() == before
        await press(pilot, "escape", "left", "space")
        assert pilot.app.screen.PLACE == "year"
        assert "Năm 2019 không có hội nghị nào có chương trình" in toasts(pilot.app)[-1]


async def test_the_minutes_grow_next_to_the_sheet_where_the_screen_is_wide(ledger):
    async with shown(ledger, size=(120, 40)) as pilot:
        await on_sheet(pilot)
        await press(pilot, "down", "enter", *"Thụy", "f2", "escape")
        await settled(pilot)
        assert "▸Đại biểu: Thụy" in screen_text(pilot.app)
        await press(pilot, "ctrl+e")
        assert pilot.app.screen.PLACE == "minutes"
        await press(pilot, "escape")
        assert pilot.app.screen.PLACE == "agenda"
        await pilot.resize_terminal(100, 40)
        await settled(pilot)
        assert not pilot.app.screen.minutes.display


async def test_the_minutes_next_to_a_sheet_are_of_its_meeting_and_moment(tmp_path):
    later = replace(OPENING, meeting="gb", title="Họp giao ban")
    closed = [CloseMeeting(meeting=code) for code in (CODE, "gb")]
    agenda = SetAgenda(meeting=CODE, items=ITEMS)
    acts = (*demo.before(), OPENING, agenda, closed[0], later, closed[1])
    async with shown(ledger_at(tmp_path / "two.ledger", *acts), size=(120, 40)) as pilot:
        await on_sheet(pilot)
        sheet = pilot.app.screen
        await press(pilot, "ctrl+e")
        assert (sheet.meeting, pilot.app.screen.meeting) == (CODE, CODE)
        entries = sheet.session.ledger.read()
        opened = next(e.position for e in entries if getattr(e.event, "meeting", "") == CODE)
        here = replace(sheet.here, known_at=opened)
        past = gather(sheet.session, here, sheet.words, CODE, 60).minutes
        assert max(max(one.sentence.entries) for one in past if one.sentence) <= opened


@pytest.mark.parametrize("lang", ["vi", "en"])
async def test_the_foot_names_what_the_room_needs_at_80_columns(ledger, lang):
    async with shown(ledger, lang=lang) as pilot:
        await on_sheet(pilot)
        foot = screen_text(pilot.app).splitlines()[-1]
        for key in ("Space", "b", "n", "y", "F6", "Esc/F4", "?"):
            assert f" {key} " in f" {foot} ", key


async def test_a_click_selects_an_item_and_a_second_one_opens_its_form(ledger):
    async with shown(ledger) as pilot:
        await on_sheet(pilot)
        before = pilot.app.session.ledger.position()
        await pilot.click("#items", offset=(10, 3))
        await settled(pilot)
        assert (pilot.app.screen.PLACE, under_cursor(pilot)) == ("agenda", ITEMS[2].title)
        await pilot.click("#items", offset=(10, 17))  # below the items
        await pilot.click("#of-item")
        await settled(pilot)
        assert pilot.app.screen.PLACE == "agenda"
        assert pilot.app.session.ledger.position() == before
        await pilot.click("#items", offset=(10, 3))
        await settled(pilot)
        assert pilot.app.screen.act.id == "present-report"


async def test_clicks_on_the_minutes_open_no_item_but_the_minutes(ledger):
    async with shown(ledger, size=(120, 40)) as pilot:
        await on_sheet(pilot)
        item = under_cursor(pilot)
        await pilot.click("#minutes-side", offset=(5, 3))
        await settled(pilot)
        assert (pilot.app.screen.PLACE, under_cursor(pilot)) == ("agenda", item)
        await pilot.click("#minutes-side", offset=(5, 3))
        await settled(pilot)
        assert pilot.app.screen.PLACE == "minutes"
        await press(pilot, "escape")
        assert pilot.app.screen.PLACE == "agenda"


async def test_a_click_in_the_roll_call_is_the_number_of_the_unit_and_below_it_nothing(ledger):
    async with shown(ledger) as pilot:
        await on_sheet(pilot)
        await press(pilot, "f6")
        await pilot.click("#units", offset=(10, 2))
        await settled(pilot)
        assert name_of(last(pilot).event) == "unit-arrived"
        before = pilot.app.session.ledger.position()
        await pilot.click("#units", offset=(10, 11))  # below the units
        await pilot.click("#quorum")
        await settled(pilot)
        assert pilot.app.session.ledger.position() == before
        await pilot.click("#units", offset=(10, 2))  # again at once: taken back
        await settled(pilot)
        assert name_of(last(pilot).event) == "entries-retracted"
        assert pilot.app.screen.PLACE == "presence"


async def test_the_keys_of_the_sheet_are_not_said_to_be_off(ledger):
    async with shown(ledger, lang="en") as pilot:
        await on_sheet(pilot)
        await press(pilot, "f1")
        await settled(pilot)
        text = screen_text(pilot.app)
        [remark] = [line for line in text.splitlines() if "Record a remark" in line]
        assert "Close the open form" not in remark
        await press(pilot, "escape")
        assert pilot.app.screen.PLACE == "agenda"
