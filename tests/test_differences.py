"""What changed between two moments of knowledge: rows compared, not events listed."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest

from events.award_events import AwardGranted
from events.corrections import Correct, EntriesRetracted
from events.disputes import StatementRecorded
from events.elections import ElectHead
from events.event import event_types
from events.roles import DeputyElected, HeadElected
from events.scoring import ScoreRecorded
from events.store.ledger import Circumstances
from events.units import UnitRenamed
from tests.facts import BOOK, FLAG, HERE, MEMBERS, NEXT, NOMINATED, RESULT, Fields
from tests.spec import FactTree, ledger_with
from thidua_tui.formatting.tables import diff_cells
from thidua_tui.formatting.tables.diff_cells import sentence
from thidua_tui.i18n.catalogue import LOCALE
from thidua_tui.i18n.messages import Words
from views.compared import TABLES
from views.differences import differences

pytestmark = pytest.mark.usefixtures("home")
VI, EN = Words("vi"), Words("en")
BASE = len(MEMBERS)
HEAD = HeadElected(**HERE, unit="a")


PARTS = ("tables", "choices")


def literals(of: Any) -> set[str]:
    """The words that a type allows."""
    if get_origin(of) is Literal:
        return {value for value in get_args(of) if isinstance(value, str) and value}
    return {value for part in get_args(of) for value in literals(part)}


def changes(since: int, *facts: FactTree, until: int | None = None, **asked: Any):
    """(table, change, unit, field, before, after, position) of every difference."""
    found = differences(ledger_with(*facts), since, until, **asked)
    return [(d.table, d.change, d.unit, d.field, d.before, d.after, d.position) for d in found]


def test_nothing_differs_from_itself():
    assert changes(BASE, *MEMBERS) == []
    assert changes(0, *MEMBERS, until=0) == []


def test_a_row_that_came_is_told_once_with_its_entry():
    assert changes(BASE, *MEMBERS, HEAD) == [
        ("leaders", "new", "a", "unit_name", None, "Sở A", BASE + 1)
    ]


def test_what_was_typed_and_taken_back_between_changes_nothing():
    back = EntriesRetracted(positions=(BASE + 1,), concerns=HEAD.tags(), place=BASE + 1)
    assert changes(BASE, *MEMBERS, HEAD, back) == []
    assert changes(BASE + 1, *MEMBERS, HEAD, back) == [
        ("leaders", "gone", "a", "unit_name", "Sở A", None, BASE + 2)
    ]


def test_a_corrected_head_is_one_change_with_its_reason():
    ledger = ledger_with(*MEMBERS)
    ledger.execute(ElectHead(**HERE, unit="a"), Circumstances(by="x"))
    wrong: Fields = {"positions": (BASE + 1,), "concerns": HEAD.tags()}
    right = Correct(**wrong, instead=ElectHead(**HERE, unit="b"))
    ledger.execute(right, Circumstances(by="Thư ký", reason="Ghi nhầm"))
    (found,) = differences(ledger, BASE + 1)
    assert (found.change, found.before, found.after) == ("changed", "Sở A", "Sở B")
    assert (found.position, found.by, found.reason) == (BASE + 3, "Thư ký", "Ghi nhầm")
    told = sentence(found, VI)
    assert told.startswith("Vai trò: Cụm một 2020, Trưởng cụm: đơn vị trước là Sở A, nay là Sở B;")
    assert told.endswith("Lý do: Ghi nhầm")


def test_a_place_may_change_that_nobody_typed():
    """A score moves the provisional places; the entry named is the one that did it."""
    scores = [
        ScoreRecorded(**HERE, unit=unit, criterion="I", points=Decimal(points))
        for unit, points in (("a", 5), ("b", 4), ("b", 9))
    ]
    upto = BASE + 3
    moved = changes(upto, *MEMBERS, BOOK, *scores)
    assert ("ranking", "changed", "a", "place", 1, 2, BASE + 4) in moved
    assert ("ranking", "changed", "b", "place", 2, 1, BASE + 4) in moved


def test_every_change_of_a_row_that_stays_is_told_by_its_own_entry():
    granted = AwardGranted(**FLAG, number="1/QĐ", on=date(2021, 3, 1))
    found = changes(len(NOMINATED), *NOMINATED, HEAD, granted, DeputyElected(**HERE, unit="b"))
    at = len(NOMINATED)
    assert [row for row in found if row[0] == "awards"] == [
        ("awards", "changed", "a", "state", "nominated", "granted", at + 2),
        ("awards", "changed", "a", "decided_on", None, date(2021, 3, 1), at + 2),
        ("awards", "changed", "a", "number", "", "1/QĐ", at + 2),
    ]


def test_a_result_is_told_of_the_year_and_a_place_of_the_unit():
    found = changes(BASE, *MEMBERS, RESULT)
    assert [row[:4] for row in found if row[0] == "result"] == [
        ("result", "changed", None, field) for field in ("state", "basis", "method", "on")
    ]
    assert [row[2:6] for row in found if row[0] == "ranking"] == [
        ("a", "place", None, 1),
        ("b", "place", None, 2),
    ]


def test_of_a_cluster_and_of_a_year():
    facts = (*MEMBERS, HEAD, HeadElected(**NEXT, unit="b"))
    assert len(changes(BASE, *facts)) == 2
    assert [row[2] for row in changes(BASE, *facts, cluster="cum", year=2021)] == ["b"]
    assert changes(BASE, *facts, cluster="khac") == []


def test_a_late_name_changes_what_units_are_called():
    renamed = UnitRenamed(unit="a", name="Sở Cũ", on=date(2019, 1, 1))
    found = changes(BASE, *MEMBERS, renamed)
    assert ("units", "changed", "a", "unit_name", "Sở A", "Sở Cũ", BASE + 1) in found


@pytest.mark.parametrize("words", [VI, EN], ids=["vi", "en"])
def test_every_difference_has_a_sentence_and_a_cell(words):
    statement = StatementRecorded(**HERE, topic="members", value="8")
    found = differences(ledger_with(*NOMINATED, HEAD, statement), 0)
    assert {d.table for d in found} >= {"clusters", "units", "leaders", "ranking", "awards"}
    for one in found:
        assert "\n" not in sentence(one, words)


def test_every_value_that_has_a_label_is_shown_by_it():
    for kind in event_types().values():
        for field, of in get_type_hints(kind).items():
            table = diff_cells.LABELS.get(field, field)
            labels = [VI.find(f"{part}.{table}.{v}") for part in PARTS for v in literals(of)]
            assert field in diff_cells.LABELLED or not any(labels), (kind, field)


def test_every_field_that_is_compared_has_its_word():
    for words in (VI, EN):
        for name, compared in TABLES.items():
            assert diff_cells.table_name(name, words)
            assert all(diff_cells.field_name(name, field, words) for field in compared.fields)
    vi, en = (
        tomllib.loads((LOCALE / lang / "diff.toml").read_text("utf-8")) for lang in ("vi", "en")
    )
    assert {k: list(v) if isinstance(v, dict) else k for k, v in vi.items()} == {
        k: list(v) if isinstance(v, dict) else k for k, v in en.items()
    }


# On the command line


def test_what_changed_since_the_version_the_council_saw(run, story):
    asked = ("diff", "--from", "28", "--cluster", "tmth", "--year", "2020", "--ledger", story)
    code, out, _ = run(*asked)
    assert (code, out.startswith("Thay đổi của sổ giữa hai thời điểm – từ mục 28")) == (0, True)
    rows = json.loads(run(*asked, "--format", "json")[1])
    assert {row["table"] for row in rows} == {"awards", "meetings"}
    assert [row["position"] for row in rows] == [29, 30, 31, 35]
    text = run(*asked, "--format", "text")[1].splitlines()
    assert len(text) == 4
    assert "thêm (tình trạng: đã đề nghị); mục 29, Thư ký ghi lúc" in text[0]


def test_from_and_to(run, story):
    asked = ("diff", "--from", "27", "--to", "27", "--ledger", story)
    assert run(*asked, "--format", "text")[1] == "Không có thay đổi.\n"
    assert run("diff", "--from", "x", "--ledger", story)[0] == 2
    assert run("diff", "--from", "1", "--cluster", "tmt", "--ledger", story)[0] == 2


def test_without_from_it_is_from_where_a_meeting_last_opened_or_closed(run, story):
    opened = run("journal", "--kind", "meeting-opened", "--ledger", story, "--format", "json")[1]
    at = json.loads(opened)[-1]["position"]
    for until in ((), ("--to", "28")):
        given = run("diff", "--from", at, *until, "--ledger", story, "--format", "json")[1]
        assert run("diff", *until, "--ledger", story, "--format", "json")[1] == given != "[]\n"
    code, out, _ = run("diff", "--to", "1", "--ledger", story, "--format", "text")
    assert (code, out.count("\n")) == (0, 1)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("diff", "--from", "99"), "Sổ không có mục 99; mục cuối là 35."),
        (("diff", "--from", "30", "--to", "20"), "ở trước thời điểm trước"),
        (("diff", "--from", "1/1/1999"), "sổ chưa ghi gì"),
        (("show", "ranking", "--known-at", "99"), "Sổ không có mục 99; mục cuối là 35."),
        (("show", "ranking", "--known-at", "0"), "Sổ không có mục 0"),
        (("show", "leaders", "--known-at", "1/1/1999"), "sổ chưa ghi gì"),
        (("show", "leaders", "--known-at", "1/1/2099"), "chưa tới"),
        (("show", "leaders", "--known-at", "99", "--format", "text"), "Sổ không có mục 99"),
    ],
)
def test_a_moment_that_the_ledger_does_not_reach_is_told_and_not_taken(run, story, asked, told):
    code, out, err = run(*asked, "--ledger", story)
    assert (code, out) == (2, "")
    assert told in err


def test_from_0_is_from_before_everything(run, story):
    code, out, _ = run("diff", "--from", "0", "--to", "1", "--ledger", story, "--format", "text")
    assert (code, out.count("\n")) == (0, 1)
