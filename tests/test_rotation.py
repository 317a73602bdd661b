"""The rotation, answered from the log: who never headed, how long since, who came next, gaps."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

import pytest
from rich.cells import cell_len

from events.result_events import ResultAdopted
from events.roles import DeputyElected, HeadElected, OfficerStoodDown
from tests.facts import MEMBERS, ClusterYear, place
from tests.reading import rows, told
from tests.spec import ledger_with
from thidua_tui.formatting.pictures.bump_chart import bump
from thidua_tui.formatting.pictures.svg import svg
from thidua_tui.i18n.messages import Words
from thidua_tui.queries.pictures import pictures
from thidua_tui.queries.table_query import TableQuery
from views.projection import project
from views.rotation import Gaps, Rotation
from views.standings import Standings

pytestmark = pytest.mark.usefixtures("home")
VI = Words("vi")


def of(year: int) -> ClusterYear:
    return {"cluster": "cum", "year": year}


HEADS = (
    HeadElected(**of(2017), unit="a"),
    DeputyElected(**of(2017), unit="b"),
    HeadElected(**of(2018), unit="b"),
    DeputyElected(**of(2018), unit="a"),
    HeadElected(**of(2020), unit="a"),
)


def test_who_never_headed_stands_first_then_who_headed_longest_ago():
    found = rows(lambda: Rotation("cum"), *MEMBERS, *HEADS)
    assert told(found, "unit", "headed", "years_since") == [
        ("c", (), None),
        ("b", (2018,), 2),
        ("a", (2017, 2020), 0),
    ]
    assert {row.known_years for row in found} == {3}


def test_which_deputy_became_head_the_year_after():
    found = {row.unit: row for row in rows(lambda: Rotation("cum"), *MEMBERS, *HEADS)}
    assert (found["b"].deputy, found["b"].next_head) == ((2017,), (2018,))
    assert (found["a"].deputy, found["a"].next_head) == ((2018,), ())


def test_how_long_since_is_counted_to_the_year_asked_for():
    found = rows(lambda: Rotation("cum", 2025), *MEMBERS, *HEADS)
    assert {row.unit: row.years_since for row in found}["b"] == 7
    early = rows(lambda: Rotation("cum", on=date(2017, 12, 31)), *MEMBERS, *HEADS)
    assert told(early, "unit", "headed") == [("b", ()), ("a", (2017,))]


def test_gaps_are_vacant_days_or_years_that_nobody_recorded():
    first, second = date(2020, 3, 1), date(2020, 5, 1)
    down = OfficerStoodDown(**of(2020), unit="a", role="head", on=first)
    after = HeadElected(**of(2020), unit="b", on=second)
    found = rows(lambda: Gaps("cum"), *MEMBERS, *HEADS, down, after)
    assert told(found, "kind", "first_year", "last_year", "days") == [
        ("unrecorded", 2019, 2019, None),
        ("vacant", 2020, 2020, 61),
    ]
    open_end = rows(lambda: Gaps("cum"), *MEMBERS, *HEADS, down)
    assert told(open_end, "kind", "since", "until", "days")[1] == ("vacant", first, None, None)


# Places over the years


def results(*years: tuple[int, str]):
    """Adopted results: a year, and for each place its units; `|` parts the places."""
    return [
        ResultAdopted(
            **of(year),
            places=tuple(
                place(1 + sum(map(len, given.split("|")[:at])), unit)
                for at, units in enumerate(given.split("|"))
                for unit in units
            ),
        )
        for year, given in years
    ]


def drawn(*years: tuple[int, str], width: int = 80) -> list[str]:
    view = project(Standings("cum"), ledger_with(*MEMBERS, *results(*years)))
    return [*bump(view.rows(), width, "chưa xếp").lines]


def test_places_over_the_years_with_labels_at_both_ends():
    assert drawn((2019, "a|b|c"), (2020, "b|a|c"), (2021, "b|c|a"), width=60) == [
        "                2019      2020      2021",
        " 1 A Sở A       A┓┏━━━━━━━B━━━━━━━━━B          B Sở B",
        " 2 B Sở B       B┻┻━━━━━━━A━┓┏━━━━━━C          C Sở C",
        " 3 C Sở C       C━━━━━━━━━C━┻┻━━━━━━A          A Sở A",
    ]


def test_a_tie_is_two_letters_on_one_line():
    assert drawn((2019, "ab|c"), (2020, "b|a|c"), width=60)[1:] == [
        " 1 A Sở A, B Sở B  AB━━━━━━━━━━B            B Sở B",
        " 2                  ┗━━━━━━━━━━A            A Sở A",
        " 3 C Sở C          C━━━━━━━━━━━C            C Sở C",
    ]


def test_a_year_without_a_result_is_a_gap_and_units_without_a_place_are_counted():
    lines = drawn((2018, "a|b"), (2020, "b|a"), (2021, "c|a"), width=60)
    assert lines == [
        "                 2018   (19)   2020   2021",
        " 1 A Sở A        A             B      C       C Sở C",
        " 2 B Sở B        B             A━━━━━━A       A Sở A",
        " – chưa xếp                    +1",
    ]


def test_who_is_at_neither_end_is_named_below():
    lines = drawn((2019, "a"), (2020, "b"), (2021, "a"), width=60)
    assert lines[-1] == "   B = Sở B"


def test_no_line_is_wider_than_the_picture_and_the_last_years_are_drawn():
    years = [(year, "a|b|c" if year % 2 else "c|a|b") for year in range(1990, 2022)]
    for width in range(60, 140, 7):
        assert all(cell_len(line) <= width for line in drawn(*years, width=width))
    view = project(Standings("cum"), ledger_with(*MEMBERS, *results(*years)))
    picture = bump(view.rows(), 80, "chưa xếp")
    assert (picture.years[-1], picture.before) == (2021, True)


def test_nothing_given_gives_no_picture():
    assert drawn() == []
    assert drawn((2020, "")) == []


# On paper, and on the command line


def test_a_picture_of_characters_becomes_lines_shapes_and_text():
    document = svg(["Sở <A> ●━┓", "       ○ ┗◆"], "Ai & khi nào")
    root = ElementTree.fromstring(document)  # noqa: S314 - our own text
    names = [element.tag.rpartition("}")[2] for element in root]
    assert (names.count("circle"), names.count("path"), names.count("polygon")) == (2, 6, 1)
    texts = [e.text for e in root.iter() if e.tag.endswith("text")]
    assert texts == ["Ai & khi nào", "Sở <A>"]


@pytest.mark.parametrize("what", ["leaders", "ranking"])
def test_the_pictures_of_the_story(run, story, what):
    code, out, _ = run("show", what, "--ledger", story, "--format", "text")
    assert (code, out.splitlines()[0]) == (0, "Cụm thi đua các cơ quan tham mưu tổng hợp (tmth)")
    assert all(cell_len(line) <= 80 for line in out.splitlines())
    code, out, _ = run("show", what, "--ledger", story, "--format", "svg")
    root = ElementTree.fromstring(out)  # noqa: S314 - our own text
    assert (code, root.tag) == (0, "{http://www.w3.org/2000/svg}svg")


def test_only_what_is_drawn_is_a_picture(run, story):
    code, _, err = run("show", "units", "--ledger", story, "--format", "svg")
    assert (code, "svg" in err) == (2, True)


def test_a_picture_ends_with_the_year_asked_for_and_says_what_is_missing():
    ledger = ledger_with(*MEMBERS, *HEADS)
    lines = pictures("leaders", ledger, TableQuery("cum"), VI, 80)
    assert "Chưa ghi các năm: 2019." in lines
    early = pictures("leaders", ledger, TableQuery("cum", 2018), VI, 80)
    assert "2020" not in early[1]
    assert pictures("ranking", ledger_with(), TableQuery(), VI, 80) == ["(chưa ghi)"]


def test_rotation_is_printed(run, story):
    out = run("show", "rotation", "--ledger", story)[1]
    assert "chưa lần nào (ghi được 2 năm)" in out
    assert run("show", "gaps", "--ledger", story)[0] == 0
