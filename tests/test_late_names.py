"""After a merger, facts of earlier years name the units of that time, by line and by form."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from events.errors import ThiduaError
from events.meetings import OpenMeeting
from tests.facts import Fields
from tests.spec import ledger_with
from tests.test_choices_then import ACTS_THEN
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.registry import ACTS
from thidua_tui.command_line.execute import execute
from thidua_tui.command_line.parser import parse_line
from thidua_tui.forms.form_state import FormState
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session

THEN = Location(cluster="cum", year=2018)
TODAY = Location(cluster="cum", year=2026)


def session() -> Session:
    at = Session(ledger_with(today=date(2026, 11, 28)), "thư ký")
    for command in ACTS_THEN:
        at.do(command)
    meeting: Fields = {"meeting": "tk", "cluster": "cum", "year": 2018, "title": "Tổng kết"}
    at.do(OpenMeeting(**meeting, on=date(2019, 1, 10)))
    return at


def recorded(at: Session, text: str, here: Location) -> Any:
    """The first fact that a line records."""
    return execute(at, parse_line(text, ActContext(at, here)))[0].event


@pytest.mark.parametrize(
    ("text", "field", "units"),
    [
        ("bầu trưởng cụm 2018 Sở Tài chính", "unit", "stc"),
        ("bầu phó trưởng cụm 2018 Sở Tư pháp", "unit", "stp"),
        ("giao phụ trách cụm 2018 Sở Tài chính", "unit", "stc"),
        ("kết quả 2018 Sở Tài chính, Sở Tư pháp", "places", ("stc", "stp")),
        ('ý kiến "Nhất trí" Sở Tài chính', "unit", "stc"),
        ('báo cáo "Báo cáo" Sở Kế hoạch và Đầu tư', "unit", "skhdt"),
        ('xếp loại 2018 Sở Tài chính "A"', "unit", "stc"),
        ("gia nhập 2018 Sở Kế hoạch và Đầu tư", "unit", "skhdt"),
        ("ký giao ước 2018 Sở Tài chính, Sở Tư pháp", "signatories", ("stc", "stp")),
        ('quyết định về cụm 2018 "1/QĐ" Sở Tài chính, Sở Tư pháp', "units", ("stc", "stp")),
        ("danh sách 2019 Sở Tài chính, Sở Kế hoạch và Đầu tư", "units", ("stc", "skhdt")),
    ],
)
def test_a_line_of_an_earlier_year_means_the_unit_of_that_year(text, field, units):
    text = text.replace("danh sách 2019", "lập danh sách thành viên 2019")
    fact = recorded(session(), text, THEN)
    value = getattr(fact, field)
    named = tuple(getattr(one, "unit", one) for one in value) if field == "places" else value
    assert named == units


def test_the_day_of_a_line_decides_which_unit_is_meant_on_any_page():
    at = session()
    old = 'người đại diện Sở Tài chính "Ông An" 05/05/2018'
    assert recorded(at, old, TODAY).unit == "stc"
    new = 'người đại diện Sở Tài chính "Ông An" 05/05/2025'
    assert recorded(at, new, TODAY).unit == "stc-2025"
    assert recorded(at, 'người đại diện Sở Tài chính "Bà Hoa"', THEN).unit == "stc"


def test_a_unit_of_today_is_not_taken_for_that_of_then():
    with pytest.raises(ThiduaError):
        recorded(session(), "lập danh sách thành viên 2019 stc-2025", THEN)


@pytest.mark.parametrize(
    ("act", "field"),
    [
        ("elect-head", "unit"),
        ("elect-deputy", "unit"),
        ("adopt-result", "places"),
        ("record-remark", "unit"),
        ("present-report", "unit"),
        ("sign-compact", "signatories"),
        ("report-roster", "units"),
        ("report-unit-result", "unit"),
        ("record-statement", "unit"),
    ],
)
def test_a_form_of_an_earlier_year_offers_the_units_of_that_year_by_their_names(act, field):
    filling = FormState(ACTS[act], ActContext(session(), THEN))
    if "year" in filling.fields:
        filling.put("year", "2018")
    offered = {option.code: option.name for option in filling.options(filling.fields[field])}
    assert offered["stc"] == "Sở Tài chính"
    assert offered["stp"] == "Sở Tư pháp"
    assert "stc-2025" not in offered


def test_who_signs_later_and_who_steps_down_have_the_names_of_the_year():
    at = session()
    recorded(at, "bầu trưởng cụm 2018 Sở Tư pháp", THEN)
    recorded(at, "ký giao ước 2018 Sở Tài chính", THEN)
    for act, field, name in (
        ("join-compact", "unit", "Sở Tư pháp"),
        ("stand-down", "office", "Sở Tư pháp – Trưởng cụm"),
    ):
        filling = FormState(ACTS[act], ActContext(at, THEN))
        names = {option.name for option in filling.options(filling.fields[field])}
        assert name.lower() in {one.lower() for one in names}


@pytest.mark.parametrize(
    ("text", "here", "code", "heirs"),
    [
        ("bầu trưởng cụm skhdt thống nhất", TODAY, "unit-ended-before", "stc-2025"),
        ("lập danh sách 2026 Sở Kế hoạch và Đầu tư", TODAY, "unit-ended-before", "stc-2025"),
        ("lập danh sách 2026 units=stp,skhdt", TODAY, "unit-ended-before", "stc-2025"),
        ("ký giao ước 2018 signatories=stp,skhdt", TODAY, "unit-not-offered", ""),
        ("lập danh sách thành viên 2019 stc-2025", THEN, "unit-founded-later", ""),
    ],
)
def test_a_line_says_that_a_unit_ended_and_who_carries_it_on(text, here, code, heirs):
    wrong = parse_line(text, ActContext(session(), here)).wrong
    assert wrong
    assert wrong.code == code
    assert heirs in str(wrong.facts.get("heirs", ""))


def test_a_form_says_that_a_unit_did_not_exist_then():
    form = FormState(ACTS["set-target"], ActContext(session(), THEN), {"year": "2018"})
    form.put("unit", "stc-2025")
    assert form.wrong()["unit"].code == "unit-founded-later"


def test_units_need_no_blank_after_a_comma():
    assert recorded(session(), "lập danh sách thành viên 2019 stc,skhdt,stp", THEN).units == (
        "stc", "skhdt", "stp",
    )  # fmt: skip
