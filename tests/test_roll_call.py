"""The roll call: a number key records at once that a unit comes or leaves."""

from __future__ import annotations

from datetime import date
from time import monotonic

import pytest

from events.event import name_of
from events.meetings import OpenMeeting
from events.membership import RecordRoster
from events.unit_commands import FoundUnit
from tests.pages import ledger_at, press, screen_text, shown, toasts
from thidua_tui.screens.form import Form
from thidua_tui.screens.form_fields import Fields
from thidua_tui.screens.presence import AT_ONCE, Presence
from thidua_tui.widgets.header_footer import KeyBar
from views.presence import Presence as PresenceTable
from views.quorums import Quorums

OPENED = OpenMeeting(
    meeting="hn", cluster="tmth", year=2020, title="Hội nghị bất thường", on=date(2021, 1, 14)
)


@pytest.fixture
def path(tmp_path):
    """The demo with a meeting that is open."""
    return ledger_at(tmp_path / "demo.ledger", OPENED, story=True)


def recorded(pilot) -> list[str]:
    return [name_of(entry.event) for entry in pilot.app.session.ledger.read()]


def later() -> float:
    """A clock that is past the time in which a key takes back what it recorded."""
    return monotonic() + 2 * AT_ONCE


async def test_the_same_key_again_at_once_takes_back_what_it_recorded(path):
    async with shown(path) as pilot:
        await press(pilot, "f6", *["2"] * 4)
        assert all(row.stay is None for row in pilot.app.screen.rows)
        assert "Đã bỏ, vì bấm lại ngay" in screen_text(pilot.app)
        await press(pilot, "2")
        assert [row.stay is not None for row in pilot.app.screen.rows].count(True) == 1
        counted = pilot.app.session.see(PresenceTable("tmth", 2020)).rows()
        assert [row.state for row in counted if row.meeting == "hn"] == ["present"]
        await press(pilot, "f6", "f6", "2")  # a list opened later knows nothing of it
        assert recorded(pilot)[-1] == "unit-departed"


async def test_a_click_brings_a_unit_and_a_present_unit_is_not_marked_absent(path):
    async with shown(path) as pilot:
        await press(pilot, "f6")
        await pilot.click("#units", offset=(20, 1))
        await press(pilot)
        assert recorded(pilot)[-1] == "unit-arrived"
        (unit,) = [row.unit for row in pilot.app.screen.rows if row.stay]
        assert unit == pilot.app.screen.rows[1].unit
        await press(pilot, "v")
        assert isinstance(pilot.app.screen, Presence)
        assert "đã đến dự hội nghị này nên không ghi vắng" in screen_text(pilot.app)
        await pilot.click("#units", offset=(20, 1))
        await press(pilot)
        assert isinstance(pilot.app.screen, Presence)
        assert all(row.stay is None for row in pilot.app.screen.rows)
        await press(pilot, "v")
        assert isinstance(pilot.app.screen, Form)


async def test_a_number_brings_a_unit_and_the_same_number_lets_it_leave(path):
    async with shown(path) as pilot:
        await press(pilot, "f6")
        assert isinstance(pilot.app.screen, Presence)
        await press(pilot, "2", "8")
        pilot.app.screen.clock = later
        await press(pilot, "2")
        assert recorded(pilot)[-3:] == ["unit-arrived", "unit-arrived", "unit-departed"]
        rows = pilot.app.session.see(PresenceTable("tmth", 2020)).rows()
        states = {row.unit: row.state for row in rows if row.meeting == "hn"}
        assert sorted(states.values()) == ["left", "present"]


async def test_the_quorum_is_shown_and_loud_when_it_is_lost(path):
    async with shown(path) as pilot:
        await press(pilot, "f6", *"123456")
        assert "Đủ điều kiện họp: có mặt 6/8" in screen_text(pilot.app)
        pilot.app.screen.clock = later
        await press(pilot, "6")
        assert "KHÔNG ĐỦ ĐIỀU KIỆN HỌP: có mặt 5/8" in screen_text(pilot.app)
        await press(pilot, "q")
        assert "KHÔNG ĐỦ ĐIỀU KIỆN HỌP" in screen_text(pilot.app)
        found = {row.meeting: row.met for row in pilot.app.session.see(Quorums("tmth")).rows()}
        assert found["hn"] is False


async def test_all_who_are_not_recorded_are_present_by_one_key(path):
    async with shown(path) as pilot:
        await press(pilot, "f6", "3", "+")
        assert recorded(pilot)[-2:] == ["unit-arrived", "units-attended"]
        await press(pilot, "+")
        assert "Đơn vị nào cũng đã ghi" in screen_text(pilot.app)


async def test_nonsense_and_a_number_of_no_unit_record_nothing(path):
    async with shown(path) as pilot:
        await press(pilot, "f6")
        before = len(recorded(pilot))
        await press(pilot, "9", "z", "%", "backspace")
        assert len(recorded(pilot)) == before
        assert "Không có đơn vị số 9" in screen_text(pilot.app)


async def test_enter_opens_the_form_of_what_the_unit_can_do(path):
    async with shown(path) as pilot:
        await press(pilot, "f6", "enter")
        assert isinstance(pilot.app.screen, Form)
        assert pilot.app.screen.act.id == "record-arrival"
        await press(pilot, "f2")
        assert isinstance(pilot.app.screen, Form)  # a series: the next arrival
        await press(pilot, "escape", "home", "enter")
        assert pilot.app.screen.act.id == "record-departure"


async def test_more_than_ten_units_have_two_digits(tmp_path):
    more = [FoundUnit(unit=f"them-{n}", name=f"Đơn vị thêm {n}") for n in range(1, 7)]
    codes = ("stc", "snv", "skhdt", "stp", "vp-ubnd", "vp-hdnd")
    roster = RecordRoster(cluster="tmth", year=2021, units=(*codes, *(unit.unit for unit in more)))
    opened = OpenMeeting(meeting="hn", cluster="tmth", year=2021, title="Họp", on=date(2021, 1, 14))
    path = ledger_at(tmp_path / "demo.ledger", *more, roster, opened, story=True)
    async with shown(path) as pilot:
        await press(pilot, "right", "f6", "1")
        before = recorded(pilot)
        await press(pilot, "2")
        assert len(recorded(pilot)) == len(before) + 1
        assert pilot.app.screen.rows[11].stay.state == "present"
        await press(pilot, "9", "9")
        assert "Không có đơn vị số 99" in screen_text(pilot.app)


async def test_without_an_open_meeting_the_key_says_why(tmp_path):
    path = ledger_at(tmp_path / "demo.ledger", story=True)
    async with shown(path) as pilot:
        await press(pilot, "f6")
        assert not isinstance(pilot.app.screen, Presence)
        assert toasts(pilot.app)[-1].startswith("Không có hội nghị nào đang mở")


@pytest.mark.parametrize("keys", [("f6",), ("f6", "enter")])
async def test_the_foot_names_the_way_out_at_80_columns(path, keys):
    async with shown(path, "en", size=(80, 24)) as pilot:
        await press(pilot, *keys)
        assert "Esc/F4" in pilot.app.screen.query_one(KeyBar).render().plain


async def test_a_long_explanation_of_a_form_is_whole_at_80_columns(path):
    async with shown(path, "en", size=(80, 24)) as pilot:
        await press(pilot, "f6", "enter")
        text = " ".join(screen_text(pilot.app).split())
        assert "who represents it, for whom, at the meeting place or online." in text


async def test_the_cursor_of_a_ballot_stays_in_sight_when_the_arithmetic_takes_a_line(path):
    async with shown(path, size=(80, 24)) as pilot:
        await press(pilot, "t", "shift+tab")
        await press(pilot, *["right"] * 3, *["tab"] * 3, *"stc 2; snv 2")
        fields = pilot.app.screen.query_one(Fields)
        fields.focus_on("candidates_2")
        for part in ("stc 2", "; snv 2"):
            await press(pilot, *part)
            seen, row = fields.region, fields.typed_into
            assert row
            assert row.field == "candidates_2"
            assert seen.contains_region(row.region)
