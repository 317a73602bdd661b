"""The sparkline of a unit: numbers carry it, a gap is no bar, the newest years survive."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.facts import Fields
from tests.pages import ledger_at, press, screen_text, shown
from thidua_tui.formatting.pictures.sparkline import EIGHTHS, STEP, sparkline
from thidua_tui.formatting.pictures.svg import HIGH, svg
from thidua_tui.i18n.messages import LANGUAGES, Words
from thidua_tui.queries.pictures import places_of_units
from views.standings import StandingsRow

VI = Words("vi")


UNKNOWN: Fields = dict.fromkeys(StandingsRow.__struct_fields__)
HERE = {
    "unit": "stc",
    "unit_name": "Sở Tài chính",
    "unit_short": "Sở TC",
    "cluster": "tmth",
    "cluster_name": "Cụm tham mưu",
    "scored": 0,
    "not_applicable": 0,
    "withdrew": False,
}


def year(at, place, **facts):
    told: Fields = {"tied": False, "state": "adopted", "members": 8} | facts
    return StandingsRow(**UNKNOWN | HERE | {"year": at, "place": place} | told)


def test_places_points_ties_and_gaps_read_as_numbers():
    rows = [
        year(2018, 6, unit_short="Sở TCVG"),
        year(2019, 1),
        year(2021, 4, tied=True, points=Decimal("97.25")),
        year(2022, None),
        year(2023, 2, state="provisional", points=Decimal("99.5")),
    ]
    assert sparkline(rows, 76, VI).lines == (
        "         2018  2019  2020  2021  2022  2023",
        "Sở TCVG        ████        ▂▂▂▂        ▆▆▆▆   Sở TC",
        "         ▆▆▆▆  ████    ┄   ████    ┄   ████",
        "Thứ hạng   6     1     –    4=     –    (2)",
        "Điểm                       97,25       99,5",
    )


def test_without_a_place_nothing_is_drawn():
    assert sparkline([year(2020, None)], 76, VI).lines == ()
    assert places_of_units([year(2020, None)], VI, 76) == []


def test_where_not_all_years_fit_the_last_stay_and_it_is_said():
    rows = [year(at, 1 + at % 8) for at in range(1990, 2026)]
    drawn = sparkline(rows, 76, VI)
    assert drawn.before
    assert drawn.years[-1] == 2025
    told = places_of_units(rows, VI, 76)
    assert any(str(drawn.years[0]) in line and "bảng" in line for line in told)


PLACES = st.lists(st.one_of(st.none(), st.integers(1, 30)), min_size=1, max_size=40)


@given(PLACES, st.integers(40, 200), st.sampled_from(LANGUAGES))
def test_it_fits_and_a_better_place_never_has_a_lower_bar(places, width, lang):
    rows = [year(1980 + at, place, members=30) for at, place in enumerate(places)]
    drawn = sparkline(rows, width, Words(lang))
    assert all(cell_len(line) <= width for line in drawn.lines)
    if not drawn.lines:
        assert not any(places)
        return
    start = drawn.lines[0].index(str(drawn.years[0]))
    tall = {}
    for at, shown_year in enumerate(drawn.years):
        cells = [line.ljust(width)[start + at * STEP] for line in drawn.lines[1:3]]
        if place := places[shown_year - 1980]:
            tall[place] = sum(EIGHTHS.index(cell) for cell in cells)
    assert all(a >= b > 0 for (_, a), (_, b) in pairwise(sorted(tall.items())))


def test_its_bars_are_shapes_on_paper():
    ElementTree.fromstring(svg(places_of_units([year(2020, 3)], VI, 80), "a"))  # noqa: S314 - a text of our own making
    drawn = svg(sparkline([year(2020, 3)], 80, VI).lines, "a")
    assert drawn.count(f'height="{HIGH * 4 / 8:g}"') >= 4  # the upper half of a bar of 12 eighths
    assert not set(drawn) & set(EIGHTHS[1:])


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_the_unit_page_draws_its_places(tmp_path, lang):
    path = ledger_at(tmp_path / "demo.ledger", story=True)
    async with shown(path, lang, size=(160, 50)) as pilot:
        await press(pilot, "end", "enter")
        text = screen_text(pilot.app)
        assert Words(lang)("chronicle.panel.places") in text
        assert "████" in text
        assert Words(lang)("pictures.unit.legend") in text


def test_show_unit_draws_it_as_text_and_svg(run, tmp_path):
    path = ledger_at(tmp_path / "demo.ledger", story=True)
    asked = ("--ledger", path, "show", "unit", "--unit", "vp-hdnd", "--format")
    code, out, err = run(*asked, "text")
    assert (code, err) == (0, "")
    assert "████" in out
    assert "<svg" in run(*asked, "svg")[1]
    assert run("--ledger", path, "show", "unit", "--unit", "ai", "--format", "text")[0] == 2
    assert VI("pictures.unit.nothing") in run(*asked[:5], "stc", "--format", "text")[1]
