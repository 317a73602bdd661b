"""The list of changes: by unit in the order of the roster, narrowed by letters, and never cut."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.clusters import FoundCluster
from events.membership import RecordRoster
from events.rule_book import Criterion, IssueRules
from events.scoring import RecordScore
from events.unit_commands import FoundUnit
from tests.pages import ledger_at, press, quiet, screen_text, shown, shows
from thidua_tui.i18n.messages import LANGUAGES, Codes, Words
from thidua_tui.screens.changes import ChangesPage
from thidua_tui.screens.changes_list import ChangeColumns, change_lines, heading, narrowed
from views.differences import Difference
from views.differences_by_unit import Block, Order, by_unit

AT = datetime(2021, 1, 14, tzinfo=UTC)
NAME = st.text(st.sampled_from("ăâđêôơưạộ Sở Tài chính-&.VPĐBQH"), min_size=1, max_size=300).map(
    lambda text: " ".join(text.split()) or "Sở"
)


def change(unit: str | None = "a", **more: Any) -> Difference:
    """A difference: of a unit's points, unless more is given."""
    facts: dict[str, Any] = {
        "table": "scores",
        "change": "changed",
        "cluster": "cum",
        "cluster_name": "Cụm một",
        "year": 2020,
        "unit_name": f"Sở {unit}" if unit else None,
        "subject": "I",
        "field": "verified",
        "before": Decimal("8.5"),
        "after": Decimal(9),
        "position": 41,
        "at": AT,
        "by": "Thư ký",
        "reason": "",
        "source": "room",
        "source_title": "",
        "source_on": None,
    }
    return Difference(unit=unit, **facts | more)


def test_units_come_in_the_order_of_the_roster_and_the_cluster_last():
    rows = [change(None, table="result", field="state"), *map(change, "xbca")]
    blocks = by_unit(rows, Order(units=("c", "a", "b")), "cum")
    assert [block.unit for block in blocks] == ["c", "a", "b", "x", None]
    assert blocks[-1].cluster == "cum"
    assert all(len(block.rows) == 1 for block in blocks)


def test_what_is_of_no_cluster_joins_the_cluster_that_is_asked_for():
    rows = [change(None), change(None, cluster=None)]
    assert [len(block.rows) for block in by_unit(rows, Order(), "cum")] == [2]
    assert [block.cluster for block in by_unit(rows, Order())] == ["cum", None]


def test_stages_are_apart_and_criteria_in_the_order_of_the_rule_book():
    rows = [
        change(subject=criterion, field=stage)
        for criterion in ("II", "I", "X")
        for stage in ("verified", "self", "peer", "self_evidence")
    ]
    criteria: dict[tuple[int | None, str | None], int] = {(2020, "I"): 0, (2020, "II"): 1}
    (block,) = by_unit(rows, Order(criteria=criteria))
    stages = [row.field.removesuffix("_evidence") for row in block.rows]
    assert stages == ["self"] * 6 + ["peer"] * 3 + ["verified"] * 3
    assert [row.subject for row in block.rows][-3:] == ["I", "II", "X"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_row_names_stage_criterion_before_and_after(lang):
    words = Words(lang)
    (line,) = change_lines([Block(unit="a", cluster=None, rows=(change(),))], words, Codes()).lines
    text = " ".join(ChangeColumns((line,)).line(line, 100).plain.split())
    stage, points = {"vi": ("điểm thẩm định · tiêu chí I", "8,5 → 9")}.get(
        lang, ("verified points · criterion I", "8.5 → 9")
    )
    assert text.startswith(f"{stage} {points}")
    assert text.endswith("41")


def test_year_and_cluster_are_named_where_there_are_several():
    words = Words("vi")
    rows = (change(), change(year=2021, cluster="khac", cluster_name="Cụm hai"))
    lines = change_lines([Block(unit="a", cluster=None, rows=rows)], words, Codes()).lines
    assert [line.place for line in lines] == ["Cụm một · 2020 · ", "Cụm hai · 2021 · "]
    lines = change_lines([Block(unit="a", cluster=None, rows=rows[:1])], words, Codes()).lines
    assert [line.place for line in lines] == [""]


def bare(text: str) -> str:
    """The letters of a text without spaces."""
    return "".join(text.split())


@settings(max_examples=150, deadline=None)
@given(
    subject=NAME,
    before=st.none() | NAME,
    after=NAME,
    others=st.lists(st.tuples(NAME, NAME), max_size=3),
    width=st.integers(80, 200),
)
def test_what_differs_is_never_cut(subject, before, after, others, width):
    rows = [change(table="guests", subject=subject, field="name", before=before, after=after)]
    rows += [change(table="movements", subject=s, field="launched_by", after=a) for s, a in others]
    words = Words("vi")
    lines = change_lines([Block(unit="a", cluster=None, rows=tuple(rows))], words, Codes()).lines
    columns = ChangeColumns(lines)
    for line in lines:
        drawn = columns.line(line, width - 5).split("\n", allow_blank=True)
        assert all(part.cell_length <= width - 5 for part in drawn)
        label_width, value_width = columns.widths(width - 5)
        cells = [part.plain[2:] for part in drawn]  # behind the sign
        label = "".join(cell[:label_width] for cell in cells)
        value = "".join(cell[label_width + 2 : label_width + 2 + value_width] for cell in cells)
        assert bare(label) == bare(line.place + line.label)
        assert bare(value) == bare(f"{line.before}→{line.after}")
        assert str(line.row.position) in drawn[0].plain
    assert bare(after) in bare(lines[0].after)


@settings(max_examples=50, deadline=None)
@given(name=NAME, width=st.integers(80, 200))
def test_the_name_of_a_block_is_never_cut(name, width):
    drawn = heading(name, 12, width, Words("vi")).split("\n")
    assert all(line.cell_length <= width for line in drawn)
    assert bare(name) in bare("".join(line.plain for line in drawn).replace("─", ""))
    assert "12 thay đổi" in drawn[-1].plain


def test_letters_narrow_by_unit_criterion_value_and_entry():
    words = Words("vi")
    rows = (change(), change(subject="II", after=Decimal("7.25"), position=43))
    lines = change_lines([Block(unit="a", cluster=None, rows=rows)], words, Codes()).lines
    for query, found in {
        "": [0, 1],
        "tieu chi II": [1],
        "7,25": [1],
        "43": [1],
        "thẩm định": [0, 1],
        "thằm": [],
        "thu ky": [0, 1],
    }.items():
        assert [lines.index(line) for line in narrowed(lines, query)] == found, query


UNITS = {"b": "Văn phòng Đoàn Đại biểu Quốc hội và Hội đồng nhân dân tỉnh Lạng Sơn", "a": "Sở A"}
CRITERIA = tuple(
    Criterion(code=f"I.{n}", name=f"Tiêu chí {n}", max_points=Decimal(10)) for n in range(1, 9)
)


@pytest.fixture(scope="module")
def scored(tmp_path_factory):
    """Two units with points of two stages for each criterion; the roster has them in its order."""
    commands = [
        *(FoundUnit(unit=code, name=name) for code, name in sorted(UNITS.items())),
        FoundCluster(cluster="c", name="Cụm thi đua số 1"),
        RecordRoster(cluster="c", year=2020, units=tuple(UNITS)),
        IssueRules(cluster="c", year=2020, criteria=CRITERIA),
    ]
    for unit in ("a", "b"):
        for stage in ("verified", "self"):
            for criterion in reversed(CRITERIA):
                score: Any = {"unit": unit, "criterion": criterion.code, "stage": stage}
                commands.append(
                    RecordScore(cluster="c", year=2020, points=Decimal("9.25"), **score)
                )
    return ledger_at(tmp_path_factory.mktemp("scored") / "s.ledger", *commands)


async def test_the_page_groups_by_unit_with_counts_and_narrows(scored):
    async with shown(scored, size=(120, 40)) as pilot:
        await press(pilot, "v")
        assert shows(pilot, ChangesPage)
        page = pilot.app.screen
        of_units = [line for line in page.lines if line.row.table == "scores"]
        units = list(dict.fromkeys(line.row.unit for line in of_units))
        assert units == ["b", "a"]
        stages = [line.row.field for line in of_units if line.row.unit == "b"]
        assert stages == ["self"] * 8 + ["verified"] * 8
        assert [line.row.subject for line in of_units[:3]] == ["I.1", "I.2", "I.3"]
        every = len(page.lines)
        await press(pilot, "slash", *"tham dinh I.3")
        await quiet(pilot)
        assert [(line.row.unit, line.row.field) for line in page.lines] == [
            ("b", "verified"),
            ("a", "verified"),
        ]
        text = screen_text(pilot.app)
        assert UNITS["b"] in text
        assert "1 thay đổi" in text
        assert f"2/{every} thay đổi" in text
        await press(pilot, "escape")
        await quiet(pilot)
        assert len(page.lines) == every
        assert shows(pilot, ChangesPage)
        await press(pilot, "escape")
        assert not shows(pilot, ChangesPage)


async def test_the_explanation_is_at_the_right_only_on_a_broad_screen(scored):
    for size, beside in (((120, 40), False), ((160, 50), True)):
        async with shown(scored, size=size) as pilot:
            await press(pilot, "v")
            first = pilot.app.screen.query_one("#changes-side").region
            second = pilot.app.screen.query_one("Detail").region
            assert (second.x >= first.right) == beside
            assert (second.y >= first.bottom) != beside


async def test_a_click_chooses_a_change(scored):
    async with shown(scored, size=(120, 40)) as pilot:
        await press(pilot, "v")
        page = pilot.app.screen
        y = next(y for y, part in enumerate(page.query_one("#changes").parts()) if part.at == 3)
        await pilot.click("#changes", offset=(5, y))
        assert page.query_one("#changes").cursor == 3
