"""Awards are counted by what is recorded of them; each figure leads to its entries."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from events.award_events import AwardAnnulled, AwardDenied, AwardGranted, AwardNominated
from events.descriptions import ClusterDescribed, UnitDescribed
from events.women_counts import WomenCounted
from tests.facts import HERE, MEMBERS
from tests.spec import FactTree, ledger_with
from views.award_counts import PARTS, AwardCountRow, AwardCounts
from views.projection import project

pytestmark = pytest.mark.usefixtures("home")
FLAG, PRAISE = "co-tinh", "bk-tinh"
CHAIR = "Chủ tịch UBND tỉnh"
DECIDED = date(2021, 2, 1)


def nominated(unit: str, form: str = PRAISE, **more: Any) -> AwardNominated:
    return AwardNominated(**HERE, unit=unit, form=form, **more)


def granted(unit: str, form: str = PRAISE, on: date | None = DECIDED) -> AwardGranted:
    return AwardGranted(**HERE, unit=unit, form=form, on=on)


def counted(*facts: FactTree, known_at: int | None = None, **asked: Any) -> list[AwardCountRow]:
    return [
        *project(AwardCounts("cum", 2020, **asked), ledger_with(*MEMBERS, *facts), known_at).rows()
    ]


def parts(rows: list[AwardCountRow], division: str) -> dict[str, int]:
    """Return part -> how many were nominated."""
    return {row.value: row.nominated for row in rows if row.division == division}


YEAR = (
    nominated("a", FLAG, addressed_to="UBND tỉnh"),
    nominated("a", addressed_to=CHAIR),
    nominated("b"),
    granted("a", FLAG),
    AwardDenied(**HERE, unit="b", form=PRAISE),
)


def test_how_far_the_awards_of_a_year_are():
    whole = counted(*YEAR)[0]
    assert (whole.division, whole.nominated) == ("all", 3)
    assert (whole.waiting, whole.granted, whole.denied) == (1, 1, 1)
    assert (whole.withdrawn, whole.annulled) == (0, 0)


def test_the_parts_of_each_division_add_up():
    rows = counted(*YEAR)
    for division in PARTS:
        assert sum(parts(rows, division).values()) == 3
    assert parts(rows, "form") == {FLAG: 1, PRAISE: 2}
    assert parts(rows, "form-kind") == {"flag": 1, "certificate": 2}
    assert parts(rows, "level") == {"province": 3}


def test_what_is_not_recorded_is_a_part_of_its_own():
    rows = counted(*YEAR)
    assert parts(rows, "unit-kind") == {"": 3}
    assert parts(rows, "women") == {"not-counted": 3}
    assert parts(rows, "addressee") == {"UBND tỉnh": 1, CHAIR: 1, "": 1}


def test_the_kind_of_a_unit_is_its_own_else_that_of_the_members():
    described = (ClusterDescribed(cluster="cum", member_kind="agency", member_level="province"),)
    rows = counted(*described, UnitDescribed(unit="b", kind="enterprise"), *YEAR)
    assert parts(rows, "unit-kind") == {"agency": 2, "enterprise": 1}
    assert parts(rows, "unit-level") == {"province": 3}


@pytest.mark.parametrize(("women", "part"), [(7, "many"), (6, "fewer"), (0, "fewer")])
def test_seventy_percent_of_women_are_many(women, part):
    rows = counted(WomenCounted(**HERE, unit="b", women=women, total=10), *YEAR)
    assert parts(rows, "women") == {"not-counted": 2, part: 1}


def test_an_award_that_was_annulled_is_not_granted():
    annulled = AwardAnnulled(**HERE, unit="a", form=FLAG, number="9/QĐ", on=DECIDED)
    whole = counted(*YEAR, annulled)[0]
    assert (whole.granted, whole.annulled) == (0, 1)


def test_a_figure_leads_to_the_entries_that_it_counts():
    rows = counted(*YEAR)
    first = len(MEMBERS) + 1
    whole = rows[0]
    assert whole.figures("granted") == (first, first + 3)
    assert whole.figures("denied") == (first + 2, first + 4)
    assert whole.figures("annulled") == ()
    assert whole.figures("division") == tuple(range(first, first + 5))


def test_counts_as_at_a_day_and_as_known_at_a_position():
    assert counted(*YEAR, on=date(2021, 1, 31))[0].granted == 0
    assert counted(*YEAR, on=DECIDED)[0].granted == 1
    known = counted(*YEAR, known_at=len(MEMBERS) + 2)
    assert (known[0].nominated, known[0].granted) == (2, 0)
    assert counted(*YEAR, known_at=len(MEMBERS)) == []


def test_the_entries_are_printed_where_they_are_asked_for(run, story):
    asked = ("show", "award-counts", "--cluster", "tmth", "--ledger", story)
    code, out, err = run(*asked, "--entries", "--lang", "en")
    assert (code, err) == (0, "")
    assert "Whole year, Total – Nominated: entries 29, 30, 31" in out.splitlines()
    assert "entries 29" not in run(*asked, "--lang", "en")[1]
    [whole, *_] = json.loads(run(*asked, "--format", "json")[1])
    assert whole["entries"][0] == {"figure": "nominated", "positions": [29, 30, 31]}


@pytest.mark.parametrize("asked", [("ranking",), ("award-counts", "--format", "json")])
def test_entries_are_not_printed_where_there_are_none_or_always(run, story, asked):
    code, out, err = run("show", *asked, "--entries", "--ledger", story)
    assert (code, out, len(err.splitlines())) == (2, "", 1)
