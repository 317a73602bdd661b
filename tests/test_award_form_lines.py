"""Lines about forms of award and their units: what a revision keeps, and quoted names."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from events.award_forms import DefineAwardForm
from events.awards import GrantAward, NominateForAward
from tests.form_app import HERE, ROSTER, TODAY, session
from tests.line_world import WORLD, line, meant, wrong
from tests.test_line_refusals import FLAG, GRANTED, MERIT, PLACES
from thidua_tui.acts.context import ActContext
from thidua_tui.command_line.execute import execute
from thidua_tui.command_line.parser import parse_line
from thidua_tui.i18n.messages import Words

OWN = DefineAwardForm(
    form="co-ba-nam", name="Cờ Ba năm", form_kind="flag", coefficient=Decimal("9.5"), threshold=75
)


def test_a_revision_begins_with_what_the_form_is():
    name = "Cờ thi đua xuất sắc của UBND tỉnh"
    revised = meant(f'hình thức khen thưởng "{name}" form=co-tinh since=2024')
    assert revised == DefineAwardForm(
        form="co-tinh",
        name=name,
        since=2024,
        form_kind="flag",
        award_level="province",
        addressed_to="Ủy ban nhân dân tỉnh",
        authority="Ủy ban nhân dân tỉnh",
        coefficient=Decimal(8),
        threshold=80,
    )


def test_what_is_given_or_emptied_in_a_revision_is_as_typed():
    line = "hình thức khen thưởng form=co-ba-nam since=2022 threshold= coefficient=10"
    revised = meant(line, OWN)
    assert (revised.name, revised.threshold, revised.coefficient) == ("Cờ Ba năm", None, 10)
    assert revised.form_kind == "flag"


def test_the_name_of_a_form_may_say_for_what_it_is():
    for name in ("Kỷ niệm chương Vì sự nghiệp thi đua", "Kỷ niệm chương vì sự nghiệp thi đua"):
        assert meant(f"hình thức khen thưởng {name}").name == name


def test_a_new_form_begins_empty():
    new = meant("hình thức khen thưởng Cờ của huyện")
    assert (new.name, new.coefficient, new.award_level) == ("Cờ của huyện", None, "not-recorded")


@pytest.mark.parametrize(
    ("name", "kind"),
    [("Cờ của huyện", "flag"), ("Bằng khen mới", "certificate"), ("Kỷ niệm chương", "other")],
)
def test_the_name_of_a_new_form_says_its_kind(name, kind):
    assert meant(f"hình thức khen thưởng {name}").form_kind == kind
    assert meant(f"hình thức khen thưởng {name} form_kind=title").form_kind == "title"


@pytest.mark.parametrize("form", ["co-khong-ro", "cờ"])
def test_a_quoted_name_that_is_a_unit_is_the_unit(form):
    nominated = meant(f'đề nghị {form} "Sở Nội vụ"', PLACES)
    assert isinstance(nominated, NominateForAward)
    assert nominated.unit == "snv"
    other = meant(f'đề nghị {form} "Sở Nội vụ" "Bộ trưởng Bộ Y tế"', PLACES)
    assert (other.unit, other.addressed_to) == ("snv", "Bộ trưởng Bộ Y tế")


def test_a_quoted_text_behind_the_kind_of_the_source_is_its_title():
    found = line('khen thưởng được nêu snv bằng khen nguồn=báo "Báo Lạng Sơn"', PLACES)
    [granted] = found.commands()
    assert (granted.number, granted.form) == ("", "bk-khong-ro")
    assert (found.source.kind, found.source.title) == ("newspaper", "Báo Lạng Sơn")


@pytest.mark.parametrize("unit", ["stc", '"Sở Tài chính"', "Sở Tài chính"])
def test_a_unit_without_a_nomination_is_said_to_be_none_to_choose(unit):
    error = wrong(f"tặng thưởng {unit} 12/QĐ 10/3/2021", PLACES, FLAG)
    assert error.code == "unit-not-offered"
    assert error.facts["of"] == "stc"
    assert "vp-hdnd/co-tinh" in str(error.facts["units"])


def test_a_correction_of_the_form_has_the_addressee_of_the_right_form():
    at = session(*WORLD, PLACES, FLAG)
    ground = ActContext(at, HERE, Words("vi"))
    *_, nominated = execute(at, parse_line("đề nghị ttldxs snv", ground))
    text = f"dc {nominated.position} form=bk-bo vì nhầm"
    _, fact = execute(at, parse_line(text, ActContext(at, HERE, Words("vi"))))
    right: Any = fact.event
    assert (right.form, right.addressed_to) == ("bk-bo", "Bộ trưởng, Thủ trưởng ngành")


@pytest.mark.parametrize("text", ["khen thưởng được nêu snv bk-bo 5/QĐ", "kkt vp-hdnd 5/QĐ"])
def test_the_number_of_a_decision_needs_no_quotes(text):
    assert meant(text, PLACES, FLAG).number == "5/QĐ"


@pytest.mark.parametrize(
    "text", ["tặng thưởng {} 13/QĐ", "trao tặng {}", "hủy quyết định {} 20/QĐ"]
)
@pytest.mark.parametrize(("year", "source"), [(2018, ""), (2020, " nguồn=báo")])
def test_a_day_of_an_older_award_and_of_a_source_is_asked_for(text, year, source):
    here = replace(HERE, year=year)
    ranked = replace(PLACES, year=year, on=None)
    roster = replace(ROSTER, year=year)
    flag = replace(FLAG, year=year)
    grant = GrantAward(
        cluster="tmth", year=year, unit="vp-hdnd", form="co-tinh", number="1", on=TODAY
    )
    more = () if text.startswith("tặng") else (grant,)
    founded = () if year == 2020 else (roster,)
    found = line(text.format("vp-hdnd/co-tinh") + source, *founded, ranked, flag, *more, here=here)
    assert found.wrong is not None
    assert (found.wrong.code, found.wrong.facts["name"]) == ("argument-missing", "on")


@pytest.mark.parametrize(
    "text", ["tặng thưởng vp-hdnd/co-tinh 13/QĐ 14/1/2021", 'tờ trình vp-hdnd/co-tinh "16/TTr"']
)
def test_a_nomination_that_is_past_the_step_is_said_to_be(text):
    error = wrong(text, PLACES, FLAG, MERIT, GRANTED[0])
    assert error.code == "nomination-not-offered"
    assert error.facts["name"] == "Văn phòng HĐND tỉnh – Cờ thi đua của UBND tỉnh"
    assert "snv/bk-tinh" in str(error.facts["choices"])
