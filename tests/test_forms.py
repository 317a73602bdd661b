"""Forms: where the cursor stands, what a key does, refusals beside their field, nothing lost."""

from __future__ import annotations

import asyncio
import unicodedata
from typing import Any

import pytest
from textual.events import Key, Paste

from events.awards import NominateForAward
from events.clusters import FoundCluster
from events.elections import ElectDeputy, ElectHead
from events.errors import Stale, UnreadableLedger
from events.event import Source
from events.meetings import OpenMeeting
from events.membership import RecordRoster
from events.ranking import AdoptResult
from events.reorganisation import AbsorbUnit
from events.result_events import Place
from events.roles import HeadElected
from events.store.ledger import Circumstances
from tests.driven import AppPilot
from tests.form_app import FOUNDED, STARTED, TODAY, FormApp, facts, session
from tests.narrow import fact
from tests.pages import keys_at_rest, until
from thidua_tui.forms.drafts import Drafts
from thidua_tui.screens.form import Form
from thidua_tui.session.location import Location
from thidua_tui.widgets.header_footer import StatusLine

OPENED = OpenMeeting(meeting="tk", cluster="tmth", year=2020, title="Hội nghị", on=TODAY)
ESC = "\x1b"


def row(app: FormApp, name: str):
    return app.form.body.fields.rows[name]


def focused(app: FormApp) -> str:
    """The field in which the cursor stands."""
    rows = app.form.body.fields.rows
    return next((name for name, r in rows.items() if r.has_focus_within), "")


def said(app: FormApp) -> str:
    """What the form says as a whole."""
    content: Any = app.form.body.status.content
    return str(content.plain)


async def paste(pilot: AppPilot[FormApp], text: str) -> None:
    """Put a text into the focused field, as a terminal pastes it."""
    pilot.app.post_message(Paste(text))
    await pilot.pause()


async def burst(pilot: AppPilot[FormApp], *keys: str) -> None:
    """Press keys without waiting between them."""
    for key in keys:
        pilot.app.post_message(Key(key, key if len(key) == 1 else None))
    await keys_at_rest(pilot.app)
    await pilot.pause()


async def test_the_cursor_stands_in_the_first_empty_field():
    async with FormApp("elect-head", session(*STARTED)).run_test() as pilot:
        assert focused(pilot.app) == "unit"
        assert row(pilot.app, "year").raw == "2020"


async def test_a_head_is_elected_with_three_letters_and_a_key():
    at = session(*STARTED)
    async with FormApp("elect-head", at).run_test(notifications=True) as pilot:
        await pilot.press("s", "n", "v", "f2")
        assert not isinstance(pilot.app.screen, Form)
        [entries] = pilot.app.dismissed
        assert entries[0].event == HeadElected(cluster="tmth", year=2020, unit="snv")
        assert pilot.app.seen == list(entries)
        [toast] = pilot.app._notifications
        assert "Sở Nội vụ làm Trưởng cụm thi đua năm 2020" in toast.message
        assert not toast.markup


async def test_enter_walks_through_the_fields_and_records_from_the_last_one():
    at = session(*STARTED)
    async with FormApp("elect-head", at).run_test() as pilot:
        await pilot.press("s", "n", "v", "enter")
        assert row(pilot.app, "unit").editor.value == "Sở Nội vụ"
        assert focused(pilot.app) == "votes"
        await pilot.press("enter")
        assert focused(pilot.app) == "on"
        await pilot.press("enter")
        assert facts(at)[-1] == "HeadElected"


async def test_a_refusal_is_gone_where_a_default_has_filled_the_field():
    async with FormApp("found-cluster", session()).run_test() as pilot:
        await pilot.press("f2")
        assert row(pilot.app, "cluster").wrong
        await pilot.press(*"Cum")
        assert row(pilot.app, "cluster").editor.value == "cum"
        assert row(pilot.app, "cluster").wrong == ""
        assert row(pilot.app, "cluster").note.has_class("wrong") is False


async def test_shift_tab_goes_back():
    async with FormApp("elect-head", session(*STARTED)).run_test() as pilot:
        await pilot.press("shift+tab")
        assert focused(pilot.app) == "method"
        await pilot.press("shift+tab")
        assert focused(pilot.app) == "year"


async def test_keys_typed_right_behind_the_one_that_opens_the_form_are_not_lost():
    at = session(*STARTED)
    async with FormApp("elect-head", at).run_test() as pilot:
        await pilot.press("escape")
        await burst(pilot, "f12", "s", "t", "c", "enter")
        assert row(pilot.app, "unit").editor.value == "Sở Tài chính"


async def test_a_refusal_stands_beside_its_field_and_what_was_typed_stays():
    at = session(*STARTED, ElectDeputy(cluster="tmth", year=2020, unit="stc"))
    async with FormApp("elect-head", at).run_test() as pilot:
        await pilot.press("s", "t", "c", "f2")
        assert "đang là Phó trưởng cụm năm 2020" in row(pilot.app, "unit").wrong
        assert row(pilot.app, "unit").editor.value == "stc"
        assert focused(pilot.app) == "unit"
        assert "HeadElected" not in facts(at)
        await pilot.press("s", "n", "v")  # the whole was selected
        assert row(pilot.app, "unit").wrong == ""


async def test_a_year_that_has_a_head_is_refused_beside_the_unit():
    at = session(*STARTED, ElectHead(cluster="tmth", year=2020, unit="stc"))
    async with FormApp("elect-head", at).run_test() as pilot:
        assert row(pilot.app, "year").raw == "2021"
        await pilot.press("s", "n", "v", "shift+tab", "shift+tab", *"2020", "f2")
        assert "Sở Tài chính đang là Trưởng cụm năm 2020" in row(pilot.app, "unit").wrong


async def test_esc_loses_nothing_and_the_form_comes_back_as_it_was():
    at = session(*STARTED)
    async with FormApp("elect-head", at).run_test() as pilot:
        await pilot.press("s", "n", "v", "tab", "5", "/", "6", "escape")
        assert pilot.app.dismissed == [()]
        await pilot.press("f12")
        assert row(pilot.app, "unit").raw == "snv"
        assert row(pilot.app, "votes").raw == "5/6"
        assert row(pilot.app, "votes_of").display
        assert "bản nháp" in said(pilot.app)
        await pilot.press("f8")
        assert row(pilot.app, "unit").raw == ""
        await pilot.press("f8")
        assert row(pilot.app, "unit").raw == "snv"
        await pilot.press("f2", "f12")
        assert row(pilot.app, "unit").raw == ""  # recorded: the draft is gone


async def test_after_a_restart_typing_replaces_the_default():
    """Also in the field where the cursor was, and in a form that came back half filled."""
    at = session(*STARTED)
    async with FormApp("elect-head", at).run_test() as pilot:
        default = row(pilot.app, "year").raw
        await pilot.press(*"snv", "shift+tab", "shift+tab", "2", "0", "escape", "f12")
        assert row(pilot.app, "year").raw == "20"
        await pilot.press("f8")
        assert (row(pilot.app, "unit").raw, row(pilot.app, "year").raw) == ("", default)
        await pilot.press("2", "0", "2", "1")
        assert row(pilot.app, "year").raw == "2021"


async def test_a_series_begins_anew_and_counts():
    at = session(*STARTED, OPENED)
    async with FormApp("record-guest", at).run_test() as pilot:
        await paste(pilot, "Vũ Thanh Thụy")
        await pilot.press("f2")
        assert focused(pilot.app) == "name"
        assert row(pilot.app, "name").raw == ""
        assert "1" in said(pilot.app)
        await paste(pilot, "Nguyễn Văn A")
        await pilot.press("enter", "enter", "escape")
        assert facts(at).count("GuestAttended") == 2
        assert len(pilot.app.dismissed[0]) == 2


async def test_many_units_are_founded_at_once_with_their_codes():
    at = session()
    async with FormApp("found-unit", at, Location()).run_test() as pilot:
        await paste(pilot, "Sở Tài chính\nVăn phòng UBND tỉnh; VP UBND\nSở Tài nguyên; ; stnmt\n")
        assert "stc, vp-ubnd, stnmt" in row(pilot.app, "units").understood
        await pilot.press("f2")
        founded = [fact(entry) for entry in at.ledger.read()]
        assert [(e.unit, e.short) for e in founded] == [
            ("stc", ""),
            ("vp-ubnd", "VP UBND"),
            ("stnmt", ""),
        ]
        assert row(pilot.app, "units").raw == ""


async def test_many_units_are_one_act_recorded_whole_or_not_at_all():
    at = session(FOUNDED[1])
    async with FormApp("found-unit", at, Location()).run_test() as pilot:
        await paste(pilot, "Sở Nội vụ\nSo tai chinh; ; khac\nSở Tư pháp")
        await pilot.press("f2")
        assert row(pilot.app, "units").raw == "Sở Nội vụ\nSo tai chinh; ; khac\nSở Tư pháp"
        assert "chỉ khác" in row(pilot.app, "units").wrong
        assert facts(at) == ["UnitFounded"]
        await pilot.press("tab", "tab", "c", "f2")  # they are two units indeed
        assert facts(at) == ["UnitFounded"] * 4
        assert len({entry.act for entry in at.ledger.read(after=1)}) == 1


# Bad input


@pytest.mark.parametrize(
    ("act", "field", "typed", "says"),
    [
        ("elect-head", "on", "31/02/2021", "Không có ngày"),
        ("elect-head", "on", "14/1/21", "bốn chữ số"),
        ("elect-head", "on", "mai", "không phải là ngày"),
        ("elect-head", "on", "15/01/2021", "Ngày"),
        ("elect-head", "year", "20", "không phải là năm"),
        ("elect-head", "year", "", "không được để trống"),
        ("elect-head", "unit", "xyz", "Không tìm thấy"),
        ("elect-head", "votes", "9/8", "nhiều hơn"),
        ("elect-head", "votes", "tám", "không phải số phiếu"),
        ("found-cluster", "name", "x" * 301, "Dài quá 300"),
        ("found-cluster", "name", "  ", "không được để trống"),
        ("found-cluster", "cluster", "Mã có dấu", "không dùng làm mã được"),
        ("found-unit", "units", "a; b; c; d", "quá ba phần"),
        ("found-unit", "units", "Sở Tài chính\nSở\u2028Nội vụ; ; x\n; ; y", "để trống"),
        ("issue-rules", "criteria", "I; Chuyên môn; 40\nII; Đoàn thể", "Dòng 2"),
        ("issue-rules", "criteria", "I; Chuyên môn; 9.125", "hai cách"),
        ("issue-rules", "criteria", "I; Chuyên môn; 40\nI; Khác; 5", "hai lần"),
        ("issue-rules", "criteria", "I; Chuyên môn; 0", "lớn hơn 0"),
        ("issue-rules", "criteria", "I*; Chuyên môn; 1", "mã tiêu chí"),
    ],
)
async def test_bad_input_is_told_beside_its_field_and_stays(act, field, typed, says):
    at = session(*STARTED)
    async with FormApp(act, at).run_test() as pilot:
        told = row(pilot.app, field)
        told.editor.focus()
        await pilot.pause()
        await told.put("")
        if typed.strip():
            await paste(pilot, typed)
        pilot.app.form.filling.put(field, told.raw)
        if act == "elect-head" and field != "unit":
            pilot.app.form.filling.put("unit", "stc")
        before = told.raw
        await pilot.press("f2")
        assert says in told.wrong, told.wrong
        assert told.raw == before
        assert isinstance(pilot.app.screen, Form)
        assert len(facts(at)) == len(STARTED)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Phòng [/b] A", "Phòng [/b] A"),
        ("Sở [red]Y tế[/red]", "Sở [red]Y tế[/red]"),
        ("[@click=app.quit]x[/]", "[@click=app.quit]x[/]"),
        ("Sở \u202eaBc", "Sở aBc"),
        (f"Sở {ESC}[31mđỏ", "Sở [31mđỏ"),
        (unicodedata.normalize("NFD", "Sở Tài chính"), "Sở Tài chính"),
        ("  Sở   Nội  vụ ", "Sở Nội vụ"),
        ("Sở\u00a0Y\tte\u0302\u0301", "Sở Y tế"),
    ],
)
async def test_text_is_stored_clean_and_shown_as_text(typed, stored):
    at = session()
    async with FormApp("found-cluster", at, Location()).run_test(notifications=True) as pilot:
        await paste(pilot, typed)
        await pilot.press("f2")
        [entry] = at.ledger.read()
        assert fact(entry).name == stored


async def test_two_names_that_differ_in_marks_are_refused_by_name():
    at = session(FoundCluster(cluster="a", name="Cụm Tân Hòa"))
    async with FormApp("found-cluster", at, Location()).run_test() as pilot:
        await paste(pilot, "Cụm Tân Hóa")
        await pilot.press("f2")
        assert "Cụm Tân Hòa" in row(pilot.app, "name").wrong


async def test_a_paste_that_loses_characters_says_how_many():
    async with FormApp("found-cluster", session(), Location()).run_test() as pilot:
        await paste(pilot, f"Sở{ESC}\x9b Y tế")
        assert "2 ký tự" in said(pilot.app)


# Waiting


class Locked:
    """A ledger that somebody else is writing to until it is let go."""

    def __init__(self, of) -> None:
        self.ledger, self.free = of, asyncio.Event()
        self.loop = asyncio.get_running_loop()

    def __getattr__(self, name: str):
        return getattr(self.ledger, name)

    def execute(self, *act):
        asyncio.run_coroutine_threadsafe(self.free.wait(), self.loop).result()
        return self.ledger.execute(*act)


async def test_while_the_ledger_is_locked_the_screen_lives_and_the_form_says_so():
    at = session(*STARTED)
    locked = Locked(at.ledger)
    at.ledger = locked  # type: ignore[assignment]  # what a form asks of a ledger
    async with FormApp("elect-head", at).run_test() as pilot:
        await pilot.press("s", "n", "v")
        pilot.app.post_message(Key("f2", None))
        await until(pilot, lambda: "đang bận" in said(pilot.app))
        assert "đang bận" in said(pilot.app)
        locked.free.set()
        await until(pilot, lambda: not isinstance(pilot.app.screen, Form))
        assert facts(at)[-1] == "HeadElected"
        assert not isinstance(pilot.app.screen, Form)


class Failing:
    """A ledger that says no in its own way, after somebody else recorded something."""

    def __init__(self, of, error) -> None:
        self.ledger, self.error = of, error

    def __getattr__(self, name: str):
        return getattr(self.ledger, name)

    def execute(self, *_):
        other = ElectDeputy(cluster="tmth", year=2020, unit="skhdt")
        self.ledger.execute(other, Circumstances(by="Người khác"))
        raise self.error


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (
            Stale("ground-moved", tries=5),
            "Người khác: Bầu Sở Kế hoạch và Đầu tư làm Phó trưởng cụm",
        ),
        (UnreadableLedger("ledger-busy", path="sổ", seconds=5), "đang bận"),
        (UnreadableLedger("disk-full", path="sổ"), "đã đầy"),
    ],
)
async def test_when_the_ledger_cannot_take_it_the_form_says_so_and_keeps_everything(error, says):
    at = session(*STARTED)
    whole = at.ledger
    at.ledger = Failing(whole, error)  # type: ignore[assignment]  # what a form asks of a ledger
    async with FormApp("elect-head", at).run_test(size=(160, 24)) as pilot:
        await pilot.press("s", "n", "v", "f2")
        assert says in said(pilot.app)
        assert row(pilot.app, "unit").raw == "snv"
        at.ledger = whole
        await pilot.press("f2")
        assert facts(at)[-1] == "HeadElected"


async def test_when_the_disk_is_full_the_cursor_stays_where_it_was():
    at = session(*STARTED)
    full = Failing(at.ledger, UnreadableLedger("disk-full", path="sổ"))
    at.ledger = full  # type: ignore[assignment]  # what a form asks of a ledger
    async with FormApp("elect-head", at).run_test(size=(160, 24)) as pilot:
        first = focused(pilot.app)
        await pilot.press("s", "n", "v", "enter", "enter")
        where = focused(pilot.app)
        await pilot.press("f2")
        assert "đã đầy" in said(pilot.app)
        assert (focused(pilot.app), where != first) == (where, True)


async def test_what_is_typed_behind_the_recording_key_lands_in_the_next_entry():
    at = session(*STARTED, OPENED)
    async with FormApp("record-guest", at).run_test() as pilot:
        await burst(pilot, "a", "f2", "b", "f2", "c")
        guests = [fact(e).name for e in at.ledger.read() if "Guest" in type(e.event).__name__]
        assert guests == ["a", "b"]
        assert row(pilot.app, "name").raw == "c"


async def test_a_correction_is_the_same_form_prefilled_with_a_reason():
    at = session(*STARTED)
    wrong = at.do(ElectHead(cluster="tmth", year=2020, unit="stc"))
    async with FormApp("elect-head", at, instead_of=wrong).run_test() as pilot:
        assert row(pilot.app, "unit").editor.value == "Sở Tài chính"
        row(pilot.app, "unit").editor.focus()
        await pilot.press("s", "n", "v", "f2")
        assert "trống" in row(pilot.app, "reason").wrong
        assert focused(pilot.app) == "reason"
        await paste(pilot, "nghe nhầm")
        await pilot.press("f2")
        last = list(at.ledger.read())[-1]
        assert (fact(last).unit, last.reason) == ("snv", "nghe nhầm")


async def test_a_correction_that_changes_nothing_is_refused_unless_its_source_differs():
    at = session(*STARTED)
    wrong = at.do(ElectHead(cluster="tmth", year=2020, unit="stc"))
    async with FormApp("elect-head", at, instead_of=wrong).run_test() as pilot:
        row(pilot.app, "reason").editor.focus()
        await paste(pilot, "nghe nhầm")
        await pilot.press("f2")
        assert "không có gì khác" in said(pilot.app)
        assert at.ledger.position() == wrong[0].position
        await pilot.press("f6", "tab", "v", "f2")
        right = list(at.ledger.read())[-1]
        assert (right.event, right.source.kind) == (wrong[0].event, "document")


async def test_a_correction_keeps_the_source_of_its_entry_and_not_that_of_the_act_before():
    at = session(*STARTED)
    wrong = at.do(ElectHead(cluster="tmth", year=2020, unit="stc"))
    Drafts(at).remember_source({"source_kind": "newspaper", "source_title": "Báo Lạng Sơn"})
    async with FormApp("elect-head", at, instead_of=wrong).run_test() as pilot:
        row(pilot.app, "unit").editor.focus()
        await pilot.press("s", "n", "v")
        row(pilot.app, "reason").editor.focus()
        await paste(pilot, "nghe nhầm")
        await pilot.press("f2")
        right = list(at.ledger.read())[-1]
        assert (fact(right).unit, right.source) == ("snv", Source())


async def test_an_absorption_is_corrected_though_its_unit_has_ended_by_it():
    at = session(*STARTED[:-1])
    wrong = at.do(AbsorbUnit(unit="snv", into="stc", on=TODAY))
    async with FormApp("absorb-unit", at, instead_of=wrong).run_test() as pilot:
        assert row(pilot.app, "unit").editor.value == "Sở Nội vụ"
        row(pilot.app, "into").editor.focus()
        await pilot.press(*"khdt", "tab", "tab", *"nham", "f2")
        assert fact(list(at.ledger.read())[-1]).into == "skhdt"


async def test_reason_and_source_open_with_one_key_and_the_source_stays_for_the_next_act():
    at = session(*STARTED)
    async with FormApp("elect-head", at).run_test() as pilot:
        await pilot.press("s", "n", "v", "f6")
        assert focused(pilot.app) == "reason"
        await pilot.press("tab", "b", "tab")
        await paste(pilot, "Báo Lạng Sơn")
        await pilot.press("tab", "1", "5", "/", "1", "/", "2", "0", "2", "1", "f2")
        source = list(at.ledger.read())[-1].source
        assert (source.kind, source.title) == ("newspaper", "Báo Lạng Sơn")
        await pilot.press("f12")
        assert "báo chí" in pilot.app.form.query_one("#form-about", StatusLine).right.plain


async def test_units_are_ticked_by_keys_alone():
    at = session(*STARTED[:-1])
    async with FormApp("record-roster", at).run_test() as pilot:
        assert focused(pilot.app) == "units"
        assert "6/6" in row(pilot.app, "units").understood
        await pilot.press("-", "s", "n", "v", "space", "down", "down", "space")
        assert "2/6" in row(pilot.app, "units").understood
        await pilot.press("+", "space", "f2")
        assert len(next(fact(e) for e in at.ledger.read() if e.position == 8).units) == 5


async def test_a_list_keeps_its_order_when_one_unit_leaves_it():
    at = session(*STARTED[:-1])
    units = ("vp-hdnd", "stc", "snv")
    wrong = at.do(RecordRoster(cluster="tmth", year=2020, units=units))
    async with FormApp("record-roster", at, instead_of=wrong).run_test() as pilot:
        await pilot.press(*"stc", "space", *"khdt", "space")
        assert row(pilot.app, "units").raw == "vp-hdnd snv skhdt"


async def test_places_with_a_tie_a_gap_and_a_number():
    at = session(*STARTED)
    async with FormApp("adopt-result", at).run_test() as pilot:
        await pilot.press("enter", *"hdnd", "enter", "=", *"snv", "enter", *"stc", "enter", "down")
        await pilot.press(*"6 khdt", "f2")
        assert focused(pilot.app) == "reason", "places 4 and 5 are left out"
        await pilot.press(*"nguon", "f2")
        places = fact(list(at.ledger.read())[-1]).places
        assert [(p.place, p.unit) for p in places] == [
            (1, "vp-hdnd"),
            (1, "snv"),
            (3, "stc"),
            (6, "skhdt"),
        ]


async def test_an_ambiguous_name_is_not_guessed_by_the_recording_key_but_taken_by_enter():
    at = session(*STARTED)
    async with FormApp("elect-head", at).run_test() as pilot:
        await pilot.press("s", "o", "f2")
        assert "khớp 3 mục" in row(pilot.app, "unit").wrong
        await pilot.press("end", "down", "enter")
        assert row(pilot.app, "unit").editor.value == "Sở Nội vụ"


@pytest.mark.parametrize("lang", ["vi", "en"])
async def test_the_form_speaks_the_chosen_language(lang):
    async with FormApp("elect-head", session(*STARTED), lang=lang).run_test() as pilot:
        title = pilot.app.form.query_one("#form-title", StatusLine).left.plain
        assert title.strip() == {"vi": "Bầu Trưởng cụm", "en": "Elect the head"}[lang]


async def test_a_day_that_is_too_early_is_told_at_the_day_and_not_at_what_it_follows():
    nominated = NominateForAward(cluster="tmth", year=2020, unit="stc", form="co-tinh", on=TODAY)
    result = AdoptResult(cluster="tmth", year=2020, places=(Place(place=1, unit="stc"),), on=TODAY)
    at = session(*STARTED, result, nominated)
    async with FormApp("grant-award", at).run_test() as pilot:
        pilot.app.form.filling.put("number", "12/QĐ-UBND")
        pilot.app.form.filling.put("on", "13/1/2021")
        await pilot.press("f2")
        assert "sớm hơn ngày đề nghị" in row(pilot.app, "on").wrong


async def test_the_marked_fields_are_named_until_none_is_left():
    async with FormApp("elect-head", session(*STARTED)).run_test() as pilot:
        await pilot.press("f2")
        assert "▲" in said(pilot.app)
        await pilot.press("s")
        assert said(pilot.app) == ""


async def test_a_unit_placed_twice_is_told_at_once_also_while_it_is_being_typed():
    async with FormApp("adopt-result", session(*STARTED)).run_test() as pilot:
        await pilot.press("enter", *"stc", "enter", *"snv", "enter", "up", "up")
        await pilot.press("ctrl+u", *"snv", "f2")
        await pilot.pause()
        assert "được xếp hai lần" in row(pilot.app, "places").wrong


async def test_a_refusal_of_the_whole_act_goes_when_another_field_is_mended():
    async with FormApp("adopt-result", session(*STARTED)).run_test() as pilot:
        await pilot.press("f2")
        assert row(pilot.app, "reason").wrong
        pilot.app.form.body.fields.focus_on("places")
        await pilot.press("s", "n", "v")
        assert row(pilot.app, "reason").wrong == ""
        assert "▲" not in str(row(pilot.app, "reason").note.content)


async def test_a_space_does_not_blank_a_day_that_is_selected_as_a_whole():
    async with FormApp("elect-head", session(*STARTED)).run_test() as pilot:
        await pilot.press("s", "n", "v", "enter", "enter")
        assert focused(pilot.app) == "on"
        await pilot.press(*"15/01/2021", "home", "shift+end", "space")
        assert row(pilot.app, "on").raw == "15/01/2021"
        await pilot.press("home", "shift+end", "1")
        assert row(pilot.app, "on").raw == "1"
