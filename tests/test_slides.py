"""Slides for the wall: the year, and the ceremony that gives its places away."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.cells import cell_len

from events.tie_events import TieDecided
from tests.facts import Fields
from thidua_tui.formatting.slides.big_letters import BLOCKS, BROAD, GIANT, SLIM, big, fitting
from thidua_tui.formatting.slides.layout import drawn, painted
from thidua_tui.formatting.slides.podium import SIGNS, Progress, podium
from thidua_tui.formatting.slides.slide import Name, Slide, Step, plain_text
from thidua_tui.formatting.slides.slides import YearSummary, ceremony, places, year_slides
from thidua_tui.i18n.messages import Words
from views.award_list import AwardRow
from views.award_states import AwardState
from views.names import Names
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
    return YearSummary(
        cluster=CLUSTER, year=2020, result=result, standings=rows,
        leaders=(), following=(), awards=(), compacts=(),
    )  # fmt: skip


def said(slides: list[Slide]) -> list[str]:
    """Who or what each slide is about."""
    return [" + ".join(name.full for name in slide.names) for slide in slides]


def test_a_lot_is_shown_after_the_last_of_its_units_was_announced():
    tie = TieDecided(cluster="c", year=2020, units=("b", "c"), by="lot", witnesses="ông A")
    other = replace(tie, units=("d", "e"))
    known = replace(year(row("A", 1), row("B", 2), row("C", 3)), lots=(tie, other), names=Names())
    above = [slide.above for slide in ceremony(known, VI)]
    title = "Bốc thăm giữa các đơn vị bằng điểm năm 2020"
    assert above.count(title) == 1
    lot = ceremony(known, VI)[above.index(title)]
    assert lot.below == ("Thứ tự theo thăm: 1. b; 2. c", "Người chứng kiến: ông A")
    assert said(ceremony(known, VI))[above.index(title) - 1] == "Sở B"
    first_first = [slide.above for slide in ceremony(known, VI, order="first-first")]
    assert said(ceremony(known, VI, order="first-first"))[first_first.index(title) - 1] == "Sở C"
    assert title not in [slide.above for slide in ceremony(known, VI, most=2)]
    assert [slide.above for slide in year_slides(known, VI)].count(title) == 2


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


def times(lines: list[str], name: str) -> int:
    """How often the lines name it, in words or in large letters."""
    rows = [[block[4] for block in big(text, 500)] for text in (name, *name.split())]
    counts = [sum(line.count(row) for line in lines) for (row,) in rows]
    in_letters = counts[0] or min(counts[1:])
    return in_letters + " ".join(" ".join(lines).split()).count(name)


def holes(line: str) -> int:
    """How many parts a line of the podium has."""
    return len([part for part in re.split("[^█]+", line.strip()) if part])


def steps(*names: str, tied: int = 1) -> tuple[Step, ...]:
    """The steps of the podium, the last of them shared."""
    labels = ("Nhất", "Nhì", "Ba")
    found = [Step(labels[at], (Name(name, name),), at + 1) for at, name in enumerate(names)]
    return (*found[:-1], found[-1]._replace(names=found[-1].names * tied))


@pytest.mark.parametrize(("width", "height"), [(80, 21), (200, 57)])
@pytest.mark.parametrize("tied", [1, 2, 9])
@pytest.mark.parametrize("further", [0, 8])
def test_nobody_of_eleven_agencies_is_missing_on_the_last_slide(width, height, tied, further):
    agency = Name("Sở Nội vụ", "Sở NV")
    made = [step._replace(names=(agency,) * len(step.names)) for step in steps(*"ABC", tied=tied)]
    below = tuple(f"Thứ {4 + at}: {REAL.full}" for at in range(further))
    lines = drawn(Slide(above="Kết quả năm 2020", steps=tuple(made), below=below), width, height)
    text = " ".join(" ".join(lines).split())
    named = [times(lines, name) for name in (agency.full, agency.short)]
    assert sum(named) == 2 + tied
    assert text.count("HĐND tỉnh") == further
    assert len(lines) <= height


@pytest.mark.parametrize("size", [(80, 21), (100, 27), (120, 37), (160, 47), (200, 57)])
@pytest.mark.parametrize("tied", [1, 2])
def test_the_podium_has_the_numbers_in_large_letters_at_every_size(size, tied):
    made = Slide(above="Kết quả", steps=steps("Sở Nội vụ", "Sở Tư pháp", "Thanh tra", tied=tied))
    number = [line for line in drawn(made, *size) if "███" in line and holes(line) > 2]
    assert len(number) >= 5


def test_on_a_small_screen_the_names_are_words_and_on_a_large_one_large_letters():
    made = Slide(steps=steps("Sở Nội vụ", "Sở Tư pháp", "Thanh tra"))
    assert "Sở Nội vụ" in "".join(drawn(made, 80, 21))
    assert big("Sở Nội vụ", 200)[0][3] in "".join(drawn(made, 160, 47))


def test_where_no_podium_fits_a_list_with_signs_names_them():
    text = "\n".join(drawn(Slide(steps=steps("Sở A", "Sở B", "Sở C", tied=2)), 30, 6))
    assert "① Nhất: Sở A" in text
    assert "③ Ba: Sở C; Sở C" in text


@given(st.integers(8, 220), st.integers(1, 70), st.integers(1, 12), st.text(max_size=50))
def test_a_podium_fits_its_room_whatever_the_names(width, height, tied, text):
    lines = podium(steps("Sở A", text, text, tied=tied), width, height)
    assert len(lines) <= height
    assert all(cell_len(plain_text(line)) <= width for line in lines)


@pytest.mark.parametrize("size", [(80, 21), (160, 47)])
def test_the_podium_is_built_up_in_the_places_that_it_will_have(size):
    made = ceremony(year(row("A", 1), row("B", 2), row("C", 3)), VI)
    third, second, first, whole = (
        [plain_text(line) for line in painted(made[at], *size)] for at in (1, 3, 5, 7)
    )
    phrase = 1 + next(at for at, line in enumerate(whole) if line.strip())
    numbers = [sum("████" in line for line in lines) for lines in (third, second, first)]
    assert numbers == sorted(numbers)
    assert [len(lines) for lines in (third, second, first)] == [len(whole)] * 3
    for lines in (third, second, first):
        for now, at_last in zip(lines[phrase:], whole[phrase:], strict=True):
            padded = now.ljust(len(at_last))
            assert all(here in (" ", there) for here, there in zip(padded, at_last, strict=True))


def test_a_called_step_has_no_name_before_its_unit_is_announced():
    made = ceremony(year(row("A", 1), row("B", 2), row("C", 3)), VI)
    shown = [drawn(made[at], 80, 21) for at in (1, 3, 5, 7)]
    named = [[times(lines, f"Sở {unit}") > 0 for unit in "ABC"] for lines in shown]
    assert named == [
        [False, False, False],
        [False, False, True],
        [False, True, True],
        [True, True, True],
    ]


def test_two_first_places_share_the_highest_step_and_nobody_is_second():
    made = ceremony(year(row("A", 1), row("B", 1), row("C", 3), row("D", 4)), VI)
    assert [(s.label, [n.short for n in s.names]) for s in made[-1].steps] == [
        ("Nhất", ["A", "B"]),
        ("Ba", ["C"]),
    ]
    assert made[-1].below == ("Thứ 4: Sở D",)


@pytest.mark.parametrize("risen", [0.0, 0.3, 0.9])
def test_a_rising_step_shows_a_part_of_what_it_will_be(risen):
    waiting = Progress(newest=1, unnamed=True)
    end = podium(steps("A", "B", "C"), 120, 30, waiting)
    rising = podium(steps("A", "B", "C"), 120, 30, waiting._replace(risen=risen))
    blocks = [sum(plain_text(line).count("█") for line in lines) for lines in (rising, end)]
    assert blocks[0] < blocks[1]
    assert podium(steps("A", "B", "C"), 120, 30, waiting._replace(risen=1.0)) == end


@pytest.mark.parametrize("size", [(80, 21), (160, 47)])
def test_a_place_has_its_colour_and_its_number_on_the_podium(size):
    lines = painted(Slide(steps=steps("Sở A", "Sở B", "Sở C")), *size)
    found = {(text.strip(), tone) for line in lines for text, tone in line}
    tones = {
        label: tone for text, tone in found for label in ("NHẤT", "NHÌ", "BA") if label in text
    }
    assert tones == {"NHẤT": "gold", "NHÌ": "silver", "BA": "bronze"}
    assert {*SIGNS} == {1, 2, 3}


def test_letters_grow_with_a_very_large_screen():
    texts = ["Sở Nội vụ"]
    assert [fitting(texts, *size) for size in ((76, 18), (150, 40), (40, 18))] == [8, 16, 4]
    assert all(len(block) == 16 for block in big("Sở", 80, GIANT))


def test_the_first_place_is_highest_and_in_the_middle():
    units = ("Sở Nội vụ", "Sở Tư pháp", "Thanh tra")
    lines = [*map(plain_text, podium(steps(*units), 76, 18))]
    first, second, third = (
        next((row, line.index(unit)) for row, line in enumerate(lines) if unit in line)
        for unit in units
    )
    assert first[0] < second[0] < third[0]
    assert second[1] < first[1] < third[1]


@pytest.mark.parametrize("size", [(80, 21), (160, 47), (200, 57)])
def test_what_is_in_large_letters_is_in_the_middle(size):
    lines = drawn(Slide(above="A", names=(Name("OO", "OO"),)), *size)
    block = [line for line in lines if {*line} & {*BLOCKS} - {" "}]
    left = min(len(line) - len(line.lstrip()) for line in block)
    right = size[0] - max(map(len, map(str.rstrip, block)))
    assert abs(left - right) <= GIANT // 4


@pytest.mark.parametrize("order", ["last-first", "first-first"])
def test_no_step_is_seen_before_its_place_is_called(order):
    tied = year(row("A", 1), row("B", 1), row("C", 3), row("D", 4), row("E", 5), row("Z", None))
    announced: set[int] = set()
    for slide in ceremony(tied, VI, None, order)[1:-1]:
        announced.add(slide.place)
        seen = {step.place for step in slide.steps} - {*slide.hidden}
        assert seen <= announced
        further = {4, 5} - announced
        assert not (slide.steps and slide.below and further)
    assert announced == {1, 3, 4, 5}


def announced(*awards: AwardRow, most: int | None = None) -> list[tuple[str, list[str]]]:
    """Return what is above and the names on each slide between the title and the last."""
    summary = replace(year(row("A", 1), row("B", 2), row("C", 3)), awards=awards)
    slides = ceremony(summary, VI, most, "by-form")[1:-1]
    return [(slide.above, [name.full for name in slide.names]) for slide in slides]


def award_of(unit: str, form: str, state: AwardState = "nominated") -> AwardRow:
    named: Fields = {"cluster": "c", "cluster_name": CLUSTER, "year": 2020}
    code = unit.lower()
    return AwardRow(**named, unit=code, unit_name=unit, unit_short="", form=form, state=state)


def test_awards_are_announced_by_form_the_highest_last():
    flag, merit = award_of("A", "co-tinh"), award_of("B", "bk-tinh")
    called = "Hình thức khen thưởng"
    merits, flags = "Bằng khen của Chủ tịch UBND tỉnh", "Cờ thi đua của UBND tỉnh"
    assert announced(flag, merit) == [
        (called, [merits]),
        (merits, ["B"]),
        (called, [flags]),
        (flags, ["A"]),
    ]


def test_what_was_denied_or_is_below_the_last_place_is_not_announced():
    denied, third = award_of("A", "co-tinh", "denied"), award_of("C", "bk-tinh")
    assert announced(denied) == []
    assert announced(third, most=2) == []
    assert len(announced(third, most=3)) == 2
