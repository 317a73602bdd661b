"""The agenda in the form that opens a meeting; what is pasted where nothing can be typed."""

from __future__ import annotations

import pytest
from textual.events import Paste

from events.agenda_items import AgendaItem
from events.meetings import OpenMeeting
from tests.form_app import STARTED, TODAY, FormApp, session
from tests.pages import press, screen_text, settled
from thidua_tui.screens.form_fields import Fields

MEETING = OpenMeeting(meeting="m", cluster="tmth", year=2020, title="Tổng kết", on=TODAY)


async def paste(pilot, text: str) -> None:
    pilot.app.post_message(Paste(text))
    await settled(pilot)


def field_of(app: FormApp) -> str:
    """The field with the cursor; empty for none."""
    row = app.form.body.fields.typed_into
    return row.field if row else ""


def agenda_of(app: FormApp) -> list[str]:
    return app.form.filling.raw["agenda"].split("\n")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_agenda_is_seen_from_its_beginning_with_the_number_of_its_items(size):
    app = FormApp("open-meeting", session(*STARTED))
    async with app.run_test(size=size) as pilot:
        app.form.body.fields.focus_on("agenda")
        await settled(pilot)
        text = screen_text(app)
        assert "Tuyên bố lý do, giới thiệu đại biểu" in text
        assert f"→ {len(agenda_of(app))} mục" in text


async def test_pasted_items_go_where_the_cursor_is_and_the_form_names_them():
    app = FormApp("open-meeting", session(*STARTED))
    async with app.run_test(size=(80, 24)) as pilot:
        app.form.body.fields.focus_on("agenda")
        before = agenda_of(app)
        await press(pilot, "down", "end")
        await paste(pilot, "Văn nghệ\n\n Tham quan \n")
        assert agenda_of(app) == [*before[:2], "Văn nghệ", "Tham quan", *before[2:]]
        assert f"Đã dán 2 mục sau «{before[1]}»: Văn nghệ; Tham quan." in screen_text(app)
        await press(pilot, "home", *["up"] * 5)
        await paste(pilot, "A\nB")
        assert agenda_of(app)[:3] == ["A", "B", before[0]]
        await paste(pilot, " hai")  # one line is letters, as if it had been typed
        assert len(agenda_of(app)) == len(before) + 4


async def test_items_behind_the_closing_are_named():
    app = FormApp("open-meeting", session(*STARTED))
    async with app.run_test(size=(120, 40)) as pilot:
        app.form.body.fields.focus_on("agenda")
        await press(pilot, *["down"] * 20, "end")
        await paste(pilot, "hello\nworld")
        assert "sau «Bế mạc hội nghị» còn: hello; world" in screen_text(app)
        items = app.form.filling.value(app.form.filling.fields["agenda"])
        assert all(isinstance(item, AgendaItem) for item in items)
        assert [item.title for item in items[-2:]] == ["hello", "world"]


async def test_what_is_pasted_on_a_choice_goes_to_the_text_that_is_needed():
    app = FormApp("record-remark", session(*STARTED, MEETING))
    async with app.run_test(size=(80, 24)) as pilot:
        assert field_of(app) == "kind"
        await paste(pilot, "Nhất trí\nvới báo cáo")
        assert app.form.filling.raw["text"] == "Nhất trí\nvới báo cáo"
        assert field_of(app) == "text"
        assert "Đã dán vào ô «Nội dung»" in screen_text(app)


async def test_what_fits_no_field_is_not_lost_without_a_word():
    app = FormApp("sign-minutes", session(*STARTED, MEETING))
    async with app.run_test(size=(80, 24)) as pilot:
        app.form.body.fields.focus_on("role")
        await paste(pilot, "một\nhai")
        assert "Ô này chọn bằng mũi tên" in screen_text(app)


async def test_a_long_choice_shows_its_beginning_until_it_is_changed():
    app = FormApp("open-meeting", session(*STARTED))
    async with app.run_test(size=(60, 24)) as pilot:
        long = "Văn phòng của một đơn vị có tên gọi rất dài trong hội nghị tổng kết"
        await press(pilot, "shift+tab", "shift+tab", "shift+tab", "shift+tab")
        fields = app.screen.query_one(Fields)
        fields.focus_on("title")
        await paste(pilot, long)
        assert "tổng kết" in screen_text(app)
        fields.focus_on("place")
        await settled(pilot)
        assert "Văn phòng của một đơn vị" in screen_text(app)
        fields.focus_on("title")  # all of it is marked: typing would replace it
        await settled(pilot)
        assert "Văn phòng của một đơn vị" in screen_text(app)
        await press(pilot, "end")
        assert "tổng kết" in screen_text(app)
