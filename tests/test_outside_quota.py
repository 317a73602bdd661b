"""Who falls just outside a quota of awards: in the ranking, on the year, on the wall."""

from __future__ import annotations

from decimal import Decimal

import pytest
from msgspec.structs import replace

from events.award_forms import AwardFormDefined
from events.award_quotas import QuotaSet
from events.awards import AwardGranted, AwardNominated
from events.result_events import ResultAdopted
from tests.facts import HERE, MEMBERS, place
from tests.spec import ledger_with
from thidua_tui.formatting.sentences.award_quotas import outside_cell, outside_lines
from thidua_tui.formatting.slides.slides import YearSummary, year_slides
from thidua_tui.formatting.tables.columns import NONE
from thidua_tui.i18n.messages import Words
from views.outside_quota import OutsideQuota, outside_quotas
from views.projection import project
from views.ranking_with_quotas import RankingWithQuotas
from views.standings import StandingsRow

RESULT = ResultAdopted(**HERE, places=(place(1, "a"), place(2, "b"), place(3, "c")))
FLAGS = QuotaSet(**HERE, form="co-tinh", asked=1)
MERITS = QuotaSet(**HERE, form="bk-tinh", asked=1)


def outside(*facts) -> dict[str, list[str]]:
    rows = project(RankingWithQuotas("cum", 2020), ledger_with(*MEMBERS, RESULT, *facts)).rows()
    return {row.unit: [one.form for one in row.outside] for row in rows if row.outside}


def test_without_a_quota_nobody_is_outside():
    assert outside() == {}
    assert outside(QuotaSet(**HERE, form="co-tinh", asked=0)) == {}
    assert outside(QuotaSet(**HERE, form="co-tinh", asked=3)) == {}


def test_a_form_takes_from_the_top_and_the_next_form_takes_what_is_left():
    assert outside(FLAGS) == {"b": ["co-tinh"]}
    assert outside(MERITS, FLAGS) == {"b": ["co-tinh"], "c": ["bk-tinh"]}


def test_where_only_what_was_approved_is_known_that_counts():
    assert outside(QuotaSet(**HERE, form="co-tinh", approved=2)) == {"c": ["co-tinh"]}


def test_who_is_nominated_is_inside_whatever_the_place():
    second = AwardNominated(**HERE, unit="b", form="co-tinh")
    assert outside(FLAGS, second) == {"a": ["co-tinh"]}


def test_who_has_a_form_is_not_outside_of_one_that_is_worth_no_more():
    flag = AwardNominated(**HERE, unit="a", form="co-tinh")
    reported = AwardGranted(**HERE, unit="a", form="co-thanh-tra", reported=True)
    plain = AwardFormDefined(form="co-tinh", name="Cờ thi đua", form_kind="flag")
    for held in ((flag,), (reported,), (plain, flag)):
        assert outside(MERITS, *held) == {"c": ["bk-tinh"]}
    merit = AwardNominated(**HERE, unit="b", form="bk-tinh")
    assert outside(FLAGS, MERITS, merit) == {"b": ["co-tinh"], "c": ["bk-tinh"]}


def test_a_flag_that_goes_with_another_takes_nobody_away():
    both = QuotaSet(**HERE, form="co-chinh-phu", asked=1)
    assert outside(FLAGS, both) == {"b": ["co-chinh-phu", "co-tinh"]}


def test_a_title_takes_nobody_away():
    titles = QuotaSet(**HERE, form="ttldxs", asked=2)
    assert outside(titles, MERITS) == {"b": ["bk-tinh"], "c": ["ttldxs"]}


def test_what_is_worth_more_is_data_of_the_ledger():
    worth = AwardFormDefined(form="bk-tinh", name="Bằng khen", coefficient=Decimal(20))
    assert outside(worth, FLAGS, MERITS) == {"b": ["bk-tinh"], "c": ["co-tinh"]}


@pytest.mark.parametrize(
    ("points", "gap"),
    [
        ({"a": "95.5", "b": "95.25"}, Decimal("0.25")),
        ({"a": "95.5"}, None),
        ({"a": "95", "b": "96"}, None),
    ],
    ids=["behind", "unknown", "against the points"],
)
def test_the_gap_is_that_to_the_last_unit_inside(points, gap):
    view = project(RankingWithQuotas("cum", 2020), ledger_with(*MEMBERS, RESULT, FLAGS))
    sums = {unit: Decimal(text) for unit, text in points.items()}
    forms = view.names.forms.catalogue(2020)
    places = {"a": 1, "b": 2, "c": 3}
    known = view.quotas.history("cum", 2020)
    found = outside_quotas(known, "cum", 2020, forms, places, sums)
    assert [one.gap for one in found["b"]] == [gap]


def test_a_quota_does_not_change_the_fingerprint_of_a_ranking():
    def code(*facts) -> str | None:
        view = project(RankingWithQuotas("cum", 2020), ledger_with(*MEMBERS, RESULT, *facts))
        return view.rows()[0].fingerprint

    assert code() == code(FLAGS)


def rows(*facts) -> tuple[StandingsRow, ...]:
    return project(RankingWithQuotas("cum", 2020), ledger_with(*MEMBERS, RESULT, *facts)).rows()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_sentence_names_the_quota_the_form_and_the_unit(lang):
    found = rows(FLAGS)
    line = {"vi": "ngoài chỉ tiêu 1 Cờ tỉnh: Sở B", "en": "just outside the quota of 1 Prov. flag"}
    assert outside_lines(found, Words(lang))[0].startswith(line[lang])
    assert [outside_cell(row, Words(lang)) != NONE for row in found] == [False, True, False]


def test_the_slides_of_the_year_name_who_is_just_outside():
    view = project(RankingWithQuotas("cum", 2020), ledger_with(*MEMBERS, RESULT, FLAGS))
    summary = YearSummary(
        cluster="Cụm",
        year=2020,
        result=view.result("cum", 2020),
        standings=view.rows(),
        leaders=(),
        following=(),
        awards=(),
        compacts=(),
    )
    texts = [slide.above for slide in year_slides(summary, Words("vi"))]
    assert "Ngay ngoài chỉ tiêu 1 Cờ tỉnh" in texts


@pytest.mark.parametrize(("gap", "text"), [("0.25", "(cách 0,25 điểm)"), ("0.00", "(bằng điểm)")])
def test_the_gap_is_in_points_and_none_is_said_in_words(gap, text):
    missed = OutsideQuota(form="co-tinh", quota=1, gap=Decimal(gap))
    (row, *_) = rows(FLAGS)
    assert outside_lines([replace(row, outside=(missed,))], Words("vi"))[0].endswith(text)
