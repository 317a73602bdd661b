"""The picture of who led: rows in, lines out."""

from __future__ import annotations

from rich.cells import cell_len

from tests.facts import Fields
from thidua_tui.formatting.pictures.leadership_chart import Picture, picture
from views.leadership import LeaderRow, RoleShown
from views.names import UnitName

UNITS = {
    "snv": "Sở Nội vụ",
    "stc": "Sở Tài chính",
    "skhdt": "Sở Kế hoạch và Đầu tư",
    "vp-ubnd": "Văn phòng UBND tỉnh",
    "stp": "Sở Tư pháp",
    "sngv": "Sở Ngoại vụ",
    "vp-dbqh": "Văn phòng Đoàn Đại biểu Quốc hội tỉnh",
}
SHORT = {"vp-dbqh": "VP Đoàn ĐBQH", "skhdt": "Sở KH&ĐT"}
VACANT = "(khuyết)"


def row(year: int, role: RoleShown, unit: str | None = None, **more) -> LeaderRow:
    """A row of the view."""
    name = UNITS.get(unit or "", unit)
    told = {
        "cluster": "tmth",
        "cluster_name": "Cụm",
        "unit_name": name,
        "unit_short": SHORT.get(unit or "", name),
        "unit_now": (),
        "rank": None,
        "over": False,
    }
    unknown = ("method", "votes_for", "votes_total", "votes_of", "since", "until")
    rest: Fields = dict.fromkeys(unknown) | told | more
    return LeaderRow(year=year, role=role, unit=unit, **rest)


SEED = (
    row(2020, "head", "vp-dbqh"),
    row(2020, "deputy", "stc"),
    row(2021, "head", "stc"),
    row(2021, "deputy", "skhdt"),
)


def drawn(rows, width: int = 78, chosen: int = 2020) -> list[str]:
    """The lines."""
    return [*picture(rows, width, chosen, VACANT).lines]


def test_nobody_gives_an_empty_picture():
    assert picture((), 78, 2020, VACANT) == Picture(())


def test_the_seed_reads_from_left_to_right():
    assert drawn(SEED) == [
        "                     ▾2020     2021",
        "VP Đoàn ĐBQH          ●━━━━┓             Văn phòng Đoàn Đại biểu Quốc hội tỉnh",
        "Sở Tài chính          ○    ┗━━━●         Sở Tài chính",
        "Sở Kế hoạch và Đầu tư          ○         Sở Kế hoạch và Đầu tư",
    ]


def test_a_long_name_gives_way_to_the_short_one_only_where_it_must():
    assert drawn(SEED)[1].startswith("VP Đoàn ĐBQH ")
    assert drawn(SEED, 118)[1].startswith("Văn phòng Đoàn Đại biểu Quốc hội tỉnh ●")


def test_the_unit_of_today_stands_at_the_right_end():
    rows = (*SEED[:3], row(2021, "deputy", "skhdt", unit_now=(UnitName(unit="x", name="Sở TC"),)))
    assert drawn(rows)[3].endswith("Sở Kế hoạch và Đầu tư → Sở TC")


def test_a_vacant_year_breaks_the_line_and_is_marked():
    rows = [row(2019, "head", "snv"), row(2020, "vacant"), row(2021, "head", "stc")]
    lines = drawn(rows)
    assert not set("━┓┗┃") & set("".join(lines))
    assert lines[-1].startswith(VACANT)
    assert "×" in lines[-1]


def test_a_year_of_which_nothing_is_known_stays_a_gap():
    rows = [row(2018, "head", "snv"), row(2020, "head", "stc")]
    lines = drawn(rows)
    assert "2019" in lines[0]
    assert not set("━┓┗┃×") & set("".join(lines))


def test_a_unit_that_stays_head_has_one_line():
    rows = [row(year, "head", "snv") for year in (2019, 2020, 2021)]
    (line,) = drawn(rows)[1:]
    assert line.count("●") == 3
    assert "●━" in line
    assert not set("┓┗┃") & set(line)


def test_who_acts_is_marked_otherwise_than_who_heads():
    rows = [row(2020, "head", "snv", over=True), row(2020, "acting", "stc")]
    lines = drawn(rows)
    assert "●" in lines[1]
    assert "◆" in lines[2]


def test_deputies_carry_their_order():
    rows = [row(2020, "deputy", "snv", rank=1), row(2020, "deputy", "stc", rank=2)]
    assert ["○1" in drawn(rows)[1], "○2" in drawn(rows)[2]] == [True, True]


def test_a_head_who_was_deputy_before_in_the_same_year_is_shown_as_head():
    rows = [row(2020, "head", "snv"), row(2020, "deputy", "snv")]
    assert "●" in drawn(rows)[1]
    assert "○" not in drawn(rows)[1]


def twelve_years() -> list[LeaderRow]:
    """A rotation of six units, with an acting head, a vacancy and a year that nobody recorded."""
    units, rows = [*UNITS][:6], []
    for at, year in enumerate(range(2014, 2026)):
        if year == 2018:
            continue
        if year == 2021:
            rows.append(row(year, "vacant"))
            continue
        rows.append(row(year, "head", units[at % 6], over=year == 2016))
        rows += [row(year, "acting", units[4])] * (year == 2016)
        rows.append(row(year, "deputy", units[(at + 1) % 6], rank=1))
        rows.append(row(year, "deputy", units[(at + 3) % 6], rank=2))
    return rows


def test_twelve_years_fit_into_eighty_columns():
    assert drawn(twelve_years()) == [
        "2014–2025           14 15 16 17 18 19▾20 21 22 23 24 25",
        "Sở Nội vụ           ●━┓      ○2    ○1┏●        ○2    ○1  Sở Nội vụ",
        "Sở Tài chính        ○1┗●━┓           ┃○1          ○2     Sở Tài chính",
        "Văn phòng UBND tỉnh ○2   ┃○1┏●       ┃○2    ○1┏●━┓       Văn phòng UBND tỉnh",
        "Sở KH&ĐT               ○1┗● ┃      ○2┃      ●━┛  ┃   ○2  Sở Kế hoạch và Đầu tư",
        "Sở Tư pháp             ○2 ◆━┛○1      ┃         ○1┗●━┓    Sở Tư pháp",
        "Sở Ngoại vụ               ○2       ●━┛      ○2    ○1┗●   Sở Ngoại vụ",
        "(khuyết)                                 ×",
    ]


def test_no_line_is_wider_than_the_picture():
    for width in range(60, 160, 7):
        assert all(cell_len(line) <= width for line in drawn(twelve_years(), width))
        assert all(cell_len(line) <= width for line in drawn(SEED, width))


def test_of_forty_years_those_around_the_chosen_one_are_drawn():
    rows = [row(year, "head", [*UNITS][year % 6]) for year in range(1985, 2025)]
    late = picture(rows, 78, 2024, VACANT)
    assert (late.years[-1], late.before, late.behind) == (2024, True, False)
    early = picture(rows, 78, 1990, VACANT)
    assert 1990 in early.years
    assert early.behind
