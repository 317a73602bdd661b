"""Slides for the wall: the year, and the ceremony that gives its places away."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from thidua_tui.formatting.slides.big_letters import BLOCKS, BROAD, SLIM, big, fitting
from thidua_tui.formatting.slides.podium import podium
from thidua_tui.formatting.slides.slides import (
    Name,
    Slide,
    YearSummary,
    ceremony,
    drawn,
    places,
    year_slides,
)
from thidua_tui.i18n.messages import Words
from views.standings import Result, StandingsRow, State

VI = Words("vi")
CLUSTER = "Cụm thi đua các cơ quan"


def row(unit: str, place: int | None, state: State = "adopted") -> StandingsRow:
    """A unit at a place."""
    return StandingsRow(
        cluster="c", cluster_name=CLUSTER, year=2020, unit=unit.lower(), unit_name=f"Sở {unit}",
        unit_short=unit, place=place, tied=False, points=None, scored=0, not_applicable=0,
        criteria=None, state=state, basis=None, method=None, votes_for=None, votes_total=None,
        votes_of=None, on=None,
    )  # fmt: skip


def year(*rows: StandingsRow) -> YearSummary:
    """A year of which only the places are known."""
    state = rows[0].state if rows else "none"
    result = Result(
        cluster="c", cluster_name="Cụm",
        year=2020, state=state, basis=None, method=None, votes_for=None,
        votes_total=None, votes_of=None, on=None, places=len(rows),
    )  # fmt: skip
    empty = {"leaders": (), "following": (), "awards": (), "compacts": ()}
    return YearSummary(cluster=CLUSTER, year=2020, result=result, standings=rows, **empty)


def said(slides: list[Slide]) -> list[str]:
    """Who or what each slide is about."""
    return [" + ".join(name.full for name in slide.names) for slide in slides]


def test_the_ceremony_goes_from_the_last_place_given_to_the_first():
    slides = ceremony(year(row("A", 1), row("B", 2), row("C", 3), row("D", None)), VI)
    assert said(slides) == ["Năm 2020", "Ba", "Sở C", "Nhì", "Sở B", "Nhất", "Sở A", ""]
    assert [step[0] for step in slides[-1].steps] == ["Nhất", "Nhì", "Ba"]


def test_a_place_is_called_before_its_unit_is_named():
    slides = ceremony(year(row("A", 1), row("B", 2)), VI)
    for called, named in zip(slides[1:-1:2], slides[2:-1:2], strict=True):
        assert not any("Sở" in line for line in called.below)
        assert named.names[0].full.startswith("Sở")


def test_units_that_share_a_place_are_named_together():
    slides = ceremony(year(row("A", 1), row("B", 1)), VI)
    assert said(slides)[2] == "Sở A + Sở B"


def test_places_that_nobody_adopted_are_not_announced():
    provisional = year(row("A", 1, state="provisional"))
    assert places(provisional) == []
    (only,) = ceremony(provisional, VI)
    assert only.below == ("Năm 2020 chưa thống nhất thứ hạng để công bố.",)


def test_a_unit_without_a_place_is_on_no_slide():
    told = year(row("A", 1), row("Z", None))
    for slides in (ceremony(told, VI), year_slides(told, VI)):
        assert "Sở Z" not in " ".join(said(slides))


@given(st.text(max_size=60), st.integers(8, 200), st.integers(1, 60))
def test_a_slide_fits_the_screen_whatever_it_says(text, width, height):
    slide = Slide(above=text, names=(Name(text, text[:10]),), below=(text,))
    lines = drawn(slide, width, height)
    assert len(lines) <= height
    assert all(cell_len(line) <= max(width, 8) for line in lines)


@given(st.text(max_size=40))
def test_big_letters_are_made_of_blocks_alone(text):
    for wide in (BROAD, SLIM):
        blocks = big(text, 80, wide)
        assert all(set(line) <= set(BLOCKS) for block in blocks for line in block)
        assert all(len(block) == 8 for block in blocks)


@pytest.mark.parametrize("word", ["Ữ", "ặ", "Đ", "ơ", "1", "–"])
def test_every_letter_of_vietnamese_has_its_own_shape(word):
    assert big(word, 80) != big("?", 80)


def test_letters_keep_their_proportion_where_there_is_room():
    assert fitting(["Sở Nội vụ"], 80, 8) == BROAD
    assert fitting(["Văn phòng UBND tỉnh"], 80, 8) == SLIM
    assert fitting(["Văn phòng Đoàn Đại biểu Quốc hội tỉnh"], 80, 8) == 0


def test_a_decomposed_name_reads_as_the_composed_one():
    name = "Sở Tư pháp"
    assert big(unicodedata.normalize("NFD", name), 80) == big(name, 80)


REAL = Name(
    "Văn phòng Đoàn đại biểu Quốc hội và HĐND tỉnh Lạng Sơn", "Văn phòng Đoàn ĐBQH và HĐND tỉnh"
)


@pytest.mark.parametrize(("width", "height"), [(80, 21), (200, 57)])
@pytest.mark.parametrize("tied", [1, 2, 9])
@pytest.mark.parametrize("further", [0, 8])
def test_nobody_of_eleven_agencies_is_cut_from_the_last_slide(width, height, tied, further):
    steps = (("Nhất", (REAL,)), ("Nhì", (REAL,)), ("Ba", (REAL,) * tied))
    below = tuple(f"Đơn vị xếp thứ {4 + at}: {REAL.full}" for at in range(further))
    lines = drawn(Slide(above="Kết quả năm 2020", steps=steps, below=below), width, height)
    text = " ".join(" ".join(lines).replace("┃", " ").split())
    assert text.count("HĐND tỉnh") == 2 + tied + further
    assert len(lines) <= height


def test_the_first_place_stands_highest_and_in_the_middle():
    lines = podium([("Nhất", ["Sở A"]), ("Nhì", ["Sở B"]), ("Ba", ["Sở C"])], 76, 20)
    at = {said: next(i for i, line in enumerate(lines) if said in line) for said in "ABC"}
    assert at["A"] < at["B"] < at["C"]
    assert lines[at["B"]].index("Sở B") < lines[at["A"]].index("Sở A")
    assert lines[at["A"]].index("Sở A") < lines[at["C"]].index("Sở C")
