"""A statistical form is filled by the day of the decision; what is not held is no zero."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from events.award_events import AwardAnnulled, AwardNominated
from events.award_forms import AwardFormDefined
from events.descriptions import UnitDescribed
from events.errors import BadInput
from tests.facts import HERE, MEMBERS
from tests.spec import FactTree, ledger_with
from tests.test_award_counts import FLAG, granted, nominated
from thidua_tui.formatting.tables.render import MARKDOWN, PLAIN
from thidua_tui.formatting.tables.statistical_form import entry_lines, form_lines, note_lines
from thidua_tui.i18n.messages import Words
from thidua_tui.queries.office_files import LARGEST
from thidua_tui.queries.statistical_forms import load_form, shipped
from views.projection import project
from views.statistical_form import StatisticRow, Statistics

pytestmark = pytest.mark.usefixtures("home")
PROVINCE = load_form("0603n")
EN = Words("en")


def filled(*facts: FactTree, year: int = 2021, **asked: Any) -> Statistics:
    return project(Statistics(PROVINCE, year, **asked), ledger_with(*MEMBERS, *facts))


def cell(view: Statistics, number: str, column: str) -> StatisticRow:
    [found] = [r for r in view.figures() if (r.number, r.column) == (number, column)]
    return found


GRANTED = (nominated("a"), nominated("a", FLAG), granted("a"), granted("a", FLAG))


def test_awards_are_counted_by_row_and_column():
    view = filled(*GRANTED)
    assert [cell(view, "01", column).count for column in "12345"] == [2, 1, None, 1, None]
    assert [cell(view, "02", column).count for column in "12345"] == [2, 1, None, 1, None]


def test_what_a_cluster_does_not_record_is_null():
    view = filled(*GRANTED)
    assert {cell(view, number, column).count for number in ("05", "11") for column in "12345"} == {
        None
    }


def test_an_award_whose_kind_of_unit_is_not_recorded_is_unclear_and_not_left_out():
    unclear = cell(filled(*GRANTED), "03", "1")
    assert (unclear.count, unclear.unclear, unclear.entries) == (0, 2, ())
    assert len(unclear.unclear_entries) == 4
    firm = UnitDescribed(unit="a", kind="enterprise")
    office = UnitDescribed(unit="a", kind="agency")
    for described, count in ((firm, 2), (office, 0)):
        sure = cell(filled(described, *GRANTED), "03", "1")
        assert (sure.count, sure.unclear) == (count, 0)


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2020, 12, 15), 2020),
        (date(2020, 12, 16), 2021),
        (date(2021, 12, 15), 2021),
        (date(2021, 12, 16), 2022),
    ],
)
def test_a_decision_after_the_cut_off_is_of_the_next_year(day, year):
    facts = (nominated("a"), granted("a", on=day))
    assert [cell(filled(*facts, year=y), "01", "1").count for y in range(2020, 2023)] == [
        int(y == year) for y in range(2020, 2023)
    ]


def test_an_award_without_a_day_is_named_and_not_counted():
    view = filled(nominated("a"), granted("a", on=None))
    assert cell(view, "01", "1").count == 0
    assert [award.positions for award in view.undated()] == [(len(MEMBERS) + 1, len(MEMBERS) + 2)]
    assert filled(nominated("a"), granted("a", on=None), year=2022).undated() == ()


def test_an_award_that_was_annulled_does_not_count_from_that_day_on():
    annulled = AwardAnnulled(**HERE, unit="a", form=FLAG, number="9/QĐ", on=date(2021, 6, 1))
    assert cell(filled(*GRANTED, annulled), "01", "4").count == 0
    assert cell(filled(*GRANTED, annulled, on=date(2021, 5, 31)), "01", "4").count == 1


def test_a_form_of_an_unknown_level_is_unclear():
    own = AwardFormDefined(form="rieng", name="Bằng khen riêng", form_kind="certificate")
    facts = (own, AwardNominated(**HERE, unit="a", form="rieng"), granted("a", "rieng"))
    total = cell(filled(*facts), "01", "1")
    assert (total.count, total.unclear) == (0, 1)
    assert cell(filled(*facts), "01", "4").unclear == 0


def test_each_figure_leads_to_its_entries():
    first = len(MEMBERS) + 1
    assert cell(filled(*GRANTED), "01", "2").entries == (first, first + 2)
    lines = [*entry_lines(filled(*GRANTED).figures(), EN)]
    assert f"Row 01 Tổng số, column 2: entries {first}, {first + 2}" in lines
    assert any("unclear: entries" in line for line in lines)


def test_the_form_is_printed_as_it_was_issued_with_what_was_not_compared():
    view = filled(*GRANTED)
    lines = [*form_lines(PROVINCE, 2021, view.figures(), EN, PLAIN)]
    assert lines[0].startswith("Form 0603.N/BNV-TĐKT (issued with Thông tư số 2/2023/TT-BNV")
    assert lines[2] == "Year 2021: decisions from 16 Dec 2020 to 15 Dec 2021"
    rows = [line.split() for line in lines[-1].splitlines()]
    assert [row[-5:] for row in rows if row and row[0] == "01"] == [["2", "1", "…", "1", "…"]]
    assert "… (2 unclear)" in lines[-1]
    notes = [*note_lines(PROVINCE, [7], EN)]
    assert "entries 7" in notes[1]
    assert any("18/2025/TT-BNV" in line for line in notes)
    assert "| 01 |" in [*form_lines(PROVINCE, 2021, view.figures(), EN, MARKDOWN)][-1]


@pytest.mark.parametrize("name", shipped())
def test_every_shipped_form_is_read_and_says_what_it_was_not_compared_with(name):
    form = load_form(name)
    assert form.unverified
    assert form.cut_off == "15/12"
    numbers = [row.number for row in form.rows if not row.heading]
    assert len(numbers) == len({*numbers})
    assert any(row.of for row in form.rows)
    assert any(column.of for column in form.columns)


def test_a_form_is_named_as_people_write_it():
    assert load_form("0603.N/BNV-TĐKT") == load_form("0603N") == PROVINCE


OWN = """
form = "Mẫu 1"
title = "Khen thưởng"
issued_by = "Công văn 1"
cut_off = "30/11"
columns = [{ number = "1", label = "Cộng", of = {} }]
rows = [{ number = "1", label = "Cả cụm", of = {} }]
"""


def test_an_office_has_a_form_of_its_own(run, story, tmp_path):
    path = tmp_path / "rieng.toml"
    path.write_text(OWN, "utf-8")
    code, out, err = run(
        "statistics", path, "--year", "2021", "--format", "json", "--ledger", story
    )
    assert (code, err) == (0, "")
    [row] = json.loads(out)
    assert (row["report"], row["year"], row["count"]) == ("Mẫu 1", 2021, 0)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("30/11", "30/02"),
        ("30/11", "29/02"),
        ("30/11", "x"),
        ("of = {}", "of = { planet = 1 }"),
        ("rows = [", "rows = [[["),
        ("columns = [{", "columns = [] # ["),
        ('title = "Khen thưởng"', 'title = ""'),
        (OWN, "#" * (LARGEST + 1)),
        (OWN, "\x00"),
    ],
)
def test_what_is_no_form_is_refused(tmp_path, old, new):
    assert old in OWN
    path = tmp_path / "x.toml"
    path.write_text(OWN.replace(old, new), "utf-8")
    with pytest.raises(BadInput, match="form-unreadable"):
        load_form(str(path))


@pytest.mark.parametrize(
    "asked",
    [
        (),
        ("0603n",),
        ("0699n", "--year", "2021"),
        ("nowhere.toml", "--year", "2021"),
        ("0603n", "--year", "2021", "--cluster", "no"),
        ("0603n", "--year", "x"),
    ],
)
def test_what_cannot_be_filled_is_refused_with_a_sentence(run, story, asked):
    code, out, err = run("statistics", *asked, "--ledger", story)
    assert (code, out, len(err.splitlines())) == (2, "", 1)


def test_the_command_prints_form_notes_and_entries(run, story):
    asked = ("statistics", "0602n", "--year", "2021", "--ledger", story)
    code, out, err = run(*asked, "--entries")
    assert (code, err) == (0, "")
    assert "SỐ LƯỢNG KHEN THƯỞNG CẤP NHÀ NƯỚC" in out
    assert "Chưa đối chiếu với văn bản:" in out
    assert run(*asked, "--format", "csv")[1].startswith("report,year,number,label,")
