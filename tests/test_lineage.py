"""The reorganisation of 01/03/2025 as a story: six acts, N predecessors, M successors.

Lạng Sơn, NQ 04 of 18/02/2025: finance and planning become a new Sở Tài chính; Sở Nội vụ takes in
labour and hands religion to Ban Dân tộc, which gets another name. A cluster is dissolved in the
middle of the year, and the year has two rosters.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from events.errors import Refused
from events.membership import RecordRoster
from events.reorganisation import (
    DissolveUnit,
    SplitUnit,
)
from events.store.ledger import Circumstances, Ledger
from events.units import Heir
from tests.reading import rows_in
from tests.reorganised_year import (
    BEFORE,
    JULY,
    MARCH,
    REISSUED,
    REORGANISED,
    SEATS,
    recorded,
)
from thidua_tui.formatting.tables.render import render
from thidua_tui.i18n.messages import Words
from thidua_tui.queries.answers import answers
from thidua_tui.queries.table_query import TableQuery, query_table
from views.lineage import Lineage
from views.names import UnitName
from views.unit_record import UnitRecord

pytestmark = pytest.mark.usefixtures("home")
VI = Words("vi")


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return recorded(*BEFORE, *REORGANISED, *SEATS)


def acts(ledger: Ledger, **asked: Any) -> list[tuple[str, list[str], list[str]]]:
    """(act, units before, units after) of every row."""
    found = rows_in(ledger, lambda: Lineage(**asked))
    return [
        (r.act, [u.unit for u in r.predecessors], [u.unit for u in r.successors]) for r in found
    ]


def test_the_acts_of_the_first_of_march(ledger):
    assert acts(ledger) == [
        ("merged", ["stc", "skhdt"], ["stc-2025"]),
        ("function-taken-over", ["snv"], ["bdt"]),
        ("renamed", ["bdt"], ["bdt"]),
        ("absorbed", ["sldtbxh", "snv"], ["snv"]),
    ]
    merged, function, renamed, _ = rows_in(ledger, Lineage)
    assert (merged.on, merged.source, merged.source_title) == (MARCH, "document", "NQ 04")
    assert function.function == "tôn giáo"
    assert (renamed.predecessors[0].name, renamed.successors[0].name) == (
        "Ban Dân tộc",
        "Sở Dân tộc và Tôn giáo",
    )


def test_one_name_before_and_after_is_two_units(ledger):
    assert acts(ledger, unit="stc") == [("merged", ["stc", "skhdt"], ["stc-2025"])]
    assert acts(ledger, unit="stc-2025") == acts(ledger, unit="stc")
    (merged, *_) = rows_in(ledger, Lineage)
    assert merged.predecessors[0].name == merged.successors[0].name == "Sở Tài chính"


def test_a_function_that_moved_is_told_of_both_and_makes_no_ancestor(ledger):
    assert [act for act, _, _ in acts(ledger, unit="bdt")] == ["function-taken-over", "renamed"]
    assert [act for act, _, _ in acts(ledger, unit="snv")] == ["function-taken-over", "absorbed"]
    assert [act for act, _, _ in acts(ledger, unit="sldtbxh")] == [
        "function-taken-over",
        "absorbed",
    ]


def test_of_a_cluster_of_a_year_and_on_a_day(ledger):
    assert len(acts(ledger, cluster="tmth")) == 3
    assert acts(ledger, year=2024) == acts(ledger, on=date(2025, 2, 28)) == []
    assert len(acts(ledger, on=MARCH)) == 4


def test_every_screen_of_the_past_has_the_name_of_its_time_and_the_successor_beside(ledger):
    was = rows_in(ledger, lambda: UnitRecord("stc"))
    assert [(row.year, row.unit_name, row.unit_now) for row in was] == [
        (2024, "Sở Tài chính", (UnitName(unit="stc-2025", name="Sở Tài chính"),)),
        (2025, "Sở Tài chính", (UnitName(unit="stc-2025", name="Sở Tài chính"),)),
    ]
    assert [row.left for row in was] == [False, True]
    out = render(query_table("leaders", ledger, TableQuery(year=2025), VI), "table", VI)
    assert "Sở Kế hoạch và Đầu tư (nay: Sở Tài chính)" in out


@pytest.mark.parametrize(
    ("day", "start"),
    [
        (date(2025, 2, 1), "Ngày 01/02/2025, Trưởng cụm của Cụm tham mưu tổng hợp là Sở Kế hoạch"),
        (date(2025, 3, 5), "Ngày 05/03/2025, Cụm tham mưu tổng hợp khuyết Trưởng cụm, từ ngày 01/"),
        (date(2025, 4, 1), "Ngày 01/04/2025, Trưởng cụm của Cụm tham mưu tổng hợp là Sở Tài chính"),
    ],
)
def test_who_headed_it_before_between_and_after(ledger, day, start):
    (line,) = answers("leaders", ledger, TableQuery(cluster="tmth", on=day), VI)
    assert line.startswith(start)


def test_a_year_with_two_rosters(ledger):
    def on(day: date) -> list[str]:
        return [
            row.unit for row in query_table("roster", ledger, TableQuery("tmth", on=day), VI).rows
        ]

    assert on(date(2025, 2, 28)) == ["stc", "skhdt", "snv"]
    assert on(MARCH) == ["snv", "stc-2025"]


def test_a_cluster_dissolved_and_reissued_in_mid_year():
    """A new cluster takes its members over in the same year, and each roster is of its time."""
    over = recorded(*BEFORE, *REORGANISED, *SEATS, *REISSUED)

    def on(day: date, what: str) -> list[tuple[str, str]]:
        rows = query_table(what, over, TableQuery(on=day), VI).rows
        return [(row.cluster, row.unit) for row in rows]

    june = date(2025, 6, 30)
    assert on(june, "roster")[:2] == [("tmth", "snv"), ("tmth", "stc-2025")]
    assert ("tmth", "snv") not in on(JULY, "roster")
    assert ("khoi-1", "snv") in on(JULY, "leaders")
    clusters = [row.cluster for row in query_table("clusters", over, TableQuery(on=JULY), VI).rows]
    assert clusters == ["khoi-1"]
    years = rows_in(over, lambda: UnitRecord("snv"))
    assert [(row.year, row.cluster) for row in years] == [
        (2024, "tmth"),
        (2025, "khoi-1"),
        (2025, "tmth"),
    ]
    with pytest.raises(Refused, match="cluster-ended"):
        over.execute(RecordRoster(cluster="tmth", year=2026, units=("snv",)), Circumstances(by="x"))


def test_a_split_and_a_dissolution():
    heirs = tuple(Heir(unit=f"snv-{n}", name=f"Sở {n}") for n in (1, 2))
    ledger = recorded(
        *BEFORE[:5],
        SplitUnit(unit="snv", into=heirs, on=MARCH),
        DissolveUnit(unit="bdt", on=MARCH),
    )
    assert acts(ledger) == [("split", ["snv"], ["snv-1", "snv-2"]), ("dissolved", ["bdt"], [])]
    out = render(query_table("lineage", ledger, TableQuery(), VI), "table", VI)
    assert "1 : 2" in out
    assert "1 : 0" in out


def test_lineage_is_printed_with_ratio_and_act(ledger):
    out = render(query_table("lineage", ledger, TableQuery(unit="skhdt"), VI), "table", VI)
    assert "hợp nhất" in out
    assert "2 : 1" in out
    assert "văn bản NQ 04 18/02/2025" in out
    moved = render(query_table("lineage", ledger, TableQuery(unit="bdt"), VI), "table", VI)
    assert "tiếp nhận chức năng" in moved
    assert "tôn giáo" in moved


def test_a_unit_year_by_year_on_the_command_line(run, story):
    asked = ("show", "unit", "--unit", "stc", "--ledger", story)
    rows = json.loads(run(*asked, "--format", "json")[1])
    assert [(r["year"], [x["role"] for x in r["roles"]]) for r in rows] == [
        (2020, ["deputy"]),
        (2021, ["head"]),
    ]
    assert "Phó trưởng cụm" in run(*asked)[1]
    assert len(json.loads(run(*asked, "--on", "2021-01-01", "--format", "json")[1])) == 1
    everybody = run("show", "unit", "--ledger", story, "--format", "json")[1]
    assert len({row["unit"] for row in json.loads(everybody)}) == 8
    code, _, err = run("show", "unit", "--unit", "stcc", "--ledger", story)
    assert (code, "stc (Sở Tài chính)" in err) == (2, True)
    assert run("show", "lineage", "--unit", "stc", "--ledger", story)[0] == 0
