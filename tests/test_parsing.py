"""What was typed becomes a value, or a coded refusal: nothing is guessed."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.errors import BadInput
from thidua_tui.i18n.messages import number_text
from thidua_tui.parsing.dates import parse_date, parse_known_at, parse_year
from thidua_tui.parsing.numbers_and_codes import (
    parse_code,
    parse_int,
    parse_points,
    parse_votes,
    suggest_code,
)

TODAY = date(2021, 1, 14)
HA_NOI = ZoneInfo("Asia/Ho_Chi_Minh")
days = st.dates(date(1945, 1, 1), date(2100, 12, 31))


def refusal(parse, text, **options):
    with pytest.raises(BadInput) as refused:
        parse(text, **options)
    return refused.value


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("9", "9"),
        ("9,5", "9.5"),
        ("9.5", "9.5"),
        (" 9,25 ", "9.25"),
        ("9,1250", "9.125"),
        ("0,125", "0.125"),
        ("0.125", "0.125"),
        ("12.3456", "12.3456"),
        ("1000", "1000"),
        ("1.234,5", "1234.5"),
        ("1.000.234,05", "1000234.05"),
        ("1 000", "1000"),
        ("1\u00a0234,5", "1234.5"),
        ("12\u2009345\u202f678", "12345678"),
        ("\uff19\uff0c\uff15", "9.5"),
        ("0", "0"),
    ],
)
def test_points_take_a_comma_or_a_dot(text, points):
    assert parse_points(text) == Decimal(points)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("chín", "not-a-number"),
        ("NaN", "not-a-number"),
        ("Infinity", "not-a-number"),
        ("1e3", "not-a-number"),
        ("1_000", "not-a-number"),
        ("1'000", "not-a-number"),
        ("1 00", "not-a-number"),
        ("1 000.5", "not-a-number"),
        ("½", "not-a-number"),
        ("9½", "not-a-number"),
        ("9,5,", "not-a-number"),
        ("9%", "not-a-number"),
        ("+9", "not-a-number"),
        ("1e5", "not-a-number"),
        ("٣", "not-a-number"),
        ("9,", "not-a-number"),
        (",5", "not-a-number"),
        ("9 5", "not-a-number"),
        ("-1", "negative-number"),
        ("−1", "negative-number"),
        ("–1", "negative-number"),
        ("1.000", "ambiguous-number"),
        ("9.125", "ambiguous-number"),
        ("1,000.5", "ambiguous-number"),
        ("1,000", "ambiguous-number"),
        ("9,125", "ambiguous-number"),
        ("−1,000", "ambiguous-number"),
        ("9,12345", "too-many-decimals"),
        ("9" * 21, "too-long"),
        ("9\x1b", "control-character"),
    ],
)
def test_points_that_are_no_points_say_why(text, code):
    assert refusal(parse_points, text).code == code


@pytest.mark.parametrize(("most", "points"), [("999", "1"), ("10", "1")])
def test_a_comma_before_three_digits_below_a_thousand_parts_decimals(most, points):
    assert parse_points("1,000", most=Decimal(most)) == Decimal(points)
    assert parse_points("9,125", most=Decimal(most)) == Decimal("9.125")
    for typed in ("1.000", "1,000.5", "1,000,000"):
        assert refusal(parse_points, typed, most=Decimal(most)).code == "ambiguous-number"


@pytest.mark.parametrize("typed", ["1,000", "1.000", "9,125", "12,500"])
def test_a_comma_before_three_digits_up_to_a_thousand_is_asked_about(typed):
    for most in (Decimal(1000), Decimal(100000), None):
        told = refusal(parse_points, typed, most=most)
        assert told.code == "ambiguous-number"
        assert {parse_points(str(told.facts[way])) for way in ("small", "large")} == {
            Decimal(typed.replace(",", ".")),
            Decimal(typed.replace(",", "").replace(".", "")),
        }


@given(st.decimals(min_value=-(10**6), max_value=10**6, places=4), st.integers(0, 4))
def test_number_text_of_any_number_is_read_as_that_number_alone(points, places):
    told = number_text(points.quantize(Decimal(1).scaleb(-places)))
    assert parse_points(told, negative=True) == points.quantize(Decimal(1).scaleb(-places))
    assert not re.fullmatch(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}", told)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("1.000", "1"),
        ("9.125", "9,1250"),
        ("91.250", "91,25"),
        ("0.125", "0,125"),
        ("1000", "1000"),
    ],
)
def test_number_text_of_three_decimals_cannot_be_taken_for_thousands(value, told):
    assert number_text(Decimal(value)) == told


def test_points_may_be_negative_where_a_rule_says_so():
    assert parse_points("-2,5", negative=True) == Decimal("-2.5")


@given(st.decimals(min_value=0, max_value=10**6, places=4))
def test_points_are_read_exactly_as_they_are_written(points):
    assert parse_points(str(points).replace(".", ",")) == points


@given(st.text())
def test_points_are_finite_or_refused(text):
    try:
        assert parse_points(text).is_finite()
    except BadInput as bad:
        assert "value" in bad.facts


def test_a_refusal_shows_what_was_typed_without_its_control_characters():
    assert refusal(parse_points, "9\x1b").facts == {"value": "9␛", "char": "U+001B"}
    assert refusal(parse_int, " chín ").facts == {"value": "chín"}


@pytest.mark.parametrize(
    "text",
    [
        *("14/01/2021", "14/1/2021", "14-01-2021", "14.1.2021", "14/1", "14/01", "2021-01-14"),
        *("hôm nay", "Hôm nay", "hom nay", "HOM NAY", "today", "ho\u0302m nay"),
        *("ngày 14 tháng 01 năm 2021", "14 thang 1"),
    ],
)
def test_a_day_is_typed_in_many_ways(text):
    assert parse_date(text, today=TODAY) == TODAY


@pytest.mark.parametrize("text", ["hôm qua", "hom qua", "yesterday", "13/1"])
def test_yesterday_is_the_day_before(text):
    assert parse_date(text, today=TODAY) == date(2021, 1, 13)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("mai", "not-a-date"),
        ("14", "not-a-date"),
        ("14/01-2021", "not-a-date"),
        ("14/01/202", "not-a-date"),
        ("14/01/21", "two-digit-year"),
        ("31/02/2021", "no-such-date"),
        ("30/2", "no-such-date"),
        ("15/1", "day-not-yet"),
        ("ngày 1 tháng 2", "day-not-yet"),
        ("1/14/2021", "no-such-date"),
        ("0/1/2021", "no-such-date"),
        ("14/01/0021", "out-of-range"),
        ("14/01/2201", "out-of-range"),
    ],
)
def test_a_day_that_is_none_says_why(text, code):
    assert refusal(parse_date, text, today=TODAY).code == code


@pytest.mark.parametrize(
    ("text", "today", "on"),
    [
        ("28/12", date(2021, 1, 5), date(2020, 12, 28)),
        ("30/12", date(2021, 1, 5), date(2020, 12, 30)),
        ("31.12", date(2021, 1, 1), date(2020, 12, 31)),
        ("1/1", date(2021, 1, 1), date(2021, 1, 1)),
        ("ngày 20 tháng 10", date(2021, 1, 14), date(2020, 10, 20)),
        ("29/2", date(2021, 1, 14), date(2020, 2, 29)),
        ("15/6", date(2021, 1, 14), date(2020, 6, 15)),
    ],
)
def test_parse_date_without_a_year_returns_the_last_such_day(text, today, on):
    assert parse_date(text, today=today) == on


@given(days, st.dates(date(1954, 1, 1), date(2100, 12, 31)))
def test_parse_date_without_a_year_is_never_after_today(on, today):
    try:
        found = parse_date(f"{on.day}/{on.month}", today=today)
    except BadInput as bad:
        assert bad.code == "day-not-yet"
        assert bad.facts["past"] <= today < bad.facts["coming"]
        return
    assert found <= today
    assert (found.month, found.day) == (on.month, on.day)


@given(days, days)
def test_every_way_to_write_a_day_reads_back(day, today):
    for text in (day.isoformat(), f"{day:%d/%m/%Y}", f"{day.day}/{day.month}/{day:%Y}"):
        assert parse_date(text, today=today) == day


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "empty"), ("20", "not-a-year"), ("20202", "not-a-year"), ("1944", "out-of-range")],
)
def test_a_year_has_four_digits_and_bounds(text, code):
    assert parse_year("2020") == 2020
    assert refusal(parse_year, text).code == code


def test_a_whole_number_keeps_to_its_bounds():
    assert parse_int("8", low=8, high=8) == 8
    assert parse_int("-3") == -3
    assert refusal(parse_int, "8,0").code == "not-an-integer"
    assert refusal(parse_int, "9", low=1, high=8).facts == {"value": "9", "low": 1, "high": 8}


@given(st.text("VPĐQTắạ aơ-_12", max_size=60))
def test_a_suggested_code_is_a_code(name):
    if code := suggest_code(name):
        assert parse_code(code) == code
        assert suggest_code(name, taken={code, f"{code}-2"}) == f"{code}-3"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Văn phòng Đoàn ĐBQH tỉnh", "vpd-dbqh"),
        ("Văn phòng UBND tỉnh", "vp-ubnd"),
        ("Sở Kế hoạch và Đầu tư", "skhdt"),
        ("Tỉnh đoàn", "td"),
        ("Cụm 3", "c3"),
        ("Vinamilk", "vinamilk"),
        ("!", ""),
    ],
)
def test_a_code_is_suggested_from_initials(name, code):
    assert suggest_code(name) == code


def test_a_code_is_small_plain_and_short():
    assert parse_code(" STC ") == "stc"
    assert parse_code("vp-ubnd") == "vp-ubnd"
    assert refusal(parse_code, "Sở Tài chính").facts["suggestion"] == "stc"
    for text in ("-a", "a_b", "đ", "a" * 41):
        assert refusal(parse_code, text).code == "not-a-code"


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("12", 12),
        ("2021", 2021),
        ("2021-01-14", datetime(2021, 1, 14, 16, 59, 59, 999999, UTC)),
        ("hôm nay", datetime(2021, 1, 14, 16, 59, 59, 999999, UTC)),
        ("14/01/2021 17:05", datetime(2021, 1, 14, 10, 5, tzinfo=UTC)),
        ("14/1 9:05", datetime(2021, 1, 14, 2, 5, tzinfo=UTC)),
        ("2021-01-14T17:05:30", datetime(2021, 1, 14, 10, 5, 30, tzinfo=UTC)),
        ("2021-01-14T17:05:30Z", datetime(2021, 1, 14, 17, 5, 30, tzinfo=UTC)),
        ("2021-01-14T17:05+09:00", datetime(2021, 1, 14, 8, 5, tzinfo=UTC)),
    ],
)
def test_known_at_is_a_position_or_an_instant_of_the_local_zone(text, known):
    assert parse_known_at(text, today=TODAY, zone=HA_NOI) == known


@given(days)
def test_a_bare_day_as_known_at_means_its_end(day):
    end = parse_known_at(day.isoformat(), today=TODAY, zone=UTC)
    assert isinstance(end, datetime)
    assert end.date() == day
    assert (end + timedelta(microseconds=1)).date() > day


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("14/1 25:00", "not-an-instant"),
        ("14/1 9:5", "not-an-instant"),
        ("31/2 9:05", "no-such-date"),
        ("-1", "not-an-instant"),
    ],
)
def test_an_instant_that_is_none_says_why(text, code):
    assert refusal(parse_known_at, text, today=TODAY).code == code


def test_votes_stand_beside_their_voters():
    assert parse_votes("7/8") == parse_votes(" 7 / 8 ") == (7, 8)
    assert refusal(parse_votes, "0/0").code == "no-voters"
    assert refusal(parse_votes, "7").code == "not-votes"
    more = refusal(parse_votes, "9/8")
    assert (more.code, more.facts) == (
        "more-votes-than-voters",
        {"value": "9/8", "votes": 9, "voters": 8},
    )
