"""The journal asked by unit, kind, person, meeting, period; one entry before and after."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from events.corrections import Correct, EntriesRetracted
from events.elections import ElectHead
from events.roles import HeadElected
from events.store.ledger import Circumstances
from tests.facts import HERE, MEMBERS, Fields
from tests.spec import TODAY, clock_at, entry, ledger_with
from thidua_tui.cli.commands.entry import entry_lines
from thidua_tui.formatting.sentences.entries import sentence_row
from thidua_tui.i18n.messages import Words
from views.journal import Journal
from views.journal_filter import Chosen
from views.projection import project

pytestmark = pytest.mark.usefixtures("home")
HEAD = HeadElected(**HERE, unit="a")
TYPED = entry(HEAD, by="Nguyễn Thị Hà", meeting="tk")
AT = clock_at(TODAY)


@pytest.mark.parametrize(
    ("asked", "fits"),
    [
        ({}, True),
        ({"unit": "a"}, True),
        ({"unit": "b"}, False),
        ({"kind": "head-elected"}, True),
        ({"kind": "deputy-elected"}, False),
        ({"by": "thi ha"}, True),
        ({"by": "Lan"}, False),
        ({"meeting": "tk"}, True),
        ({"meeting": "x"}, False),
        ({"since": AT, "until": AT}, True),
        ({"since": AT + timedelta(seconds=1)}, False),
        ({"until": AT - timedelta(seconds=1)}, False),
        ({"unit": "a", "by": "Lan"}, False),
    ],
)
def test_an_entry_is_chosen_by_what_it_is_and_how_it_was_typed(asked, fits):
    ledger = ledger_with(*MEMBERS)
    assert Chosen(**asked).filter(ledger)(TYPED) is fits


def test_a_retraction_is_of_the_units_of_what_it_takes_back():
    back = entry(EntriesRetracted(positions=(1,), concerns=HEAD.tags(), place=1))
    ledger = ledger_with()
    assert Chosen(unit="a").filter(ledger)(back)
    assert not Chosen(unit="b").filter(ledger)(back)


@pytest.mark.parametrize(
    ("options", "positions"),
    [
        (("--unit", "skhdt"), [5, 10, 15, 33]),
        (("--kind", "head-elected"), [11, 32]),
        (("--kind", "head-elected", "--unit", "stc"), [32]),
        (("--by", "thu ky", "--kind", "meeting-closed"), [35]),
        (("--meeting", "tong-ket-2020", "--kind", "compact-signed"), [34]),
        (("--until", "14/01/2021"), []),
        (("--since", "14/01/2021", "--kind", "award-nominated"), [29, 30, 31]),
    ],
)
def test_the_journal_is_asked(run, story, options, positions):
    code, out, _ = run("journal", *options, "--ledger", story, "--format", "json")
    assert (code, [row["position"] for row in json.loads(out)]) == (0, positions)


def test_what_there_is_not_cannot_be_asked_for(run, story):
    code, _, err = run("journal", "--kind", "head-elect", "--ledger", story)
    assert (code, "head-elected" in err) == (2, True)
    assert run("journal", "--unit", "stcc", "--ledger", story)[0] == 2
    assert run("journal", "--since", "x", "--ledger", story)[0] == 2
    code, _, err = run("entry", "99", "--ledger", story)
    assert (code, "99" in err, "35" in err) == (2, True, True)
    assert run("entry", "--ledger", story)[0] == 2
    assert run("entry", "x", "--ledger", story)[0] == 2


def test_an_entry_is_told_with_both_times_and_what_it_made_otherwise(run, story):
    code, out, _ = run("entry", "28", "--ledger", story)
    lines = out.splitlines()
    assert code == 0
    assert lines[0].startswith("Mục 28: Kết quả năm 2020 (bình xét, thống nhất)")
    assert lines[1] == "Thời điểm có hiệu lực: năm 2020 ngày 14/01/2021"
    assert "Thư ký ghi, việc" in lines[2]
    assert "tại hội nghị tong-ket-2020" in lines[2]
    assert lines[3].startswith("Nguồn: báo chí «Nguyễn Hoàng Đỉnh")
    rows = json.loads(run("entry", "28", "--ledger", story, "--format", "json")[1])
    assert {row["position"] for row in rows} == {28}
    places = [row for row in rows if row["field"] == "place"]
    assert [(row["unit"], row["before"], row["after"]) for row in places] == [
        ("vp-hdnd", None, 1),
        ("snv", None, 2),
        ("vp-ubnd", None, 3),
    ]


def test_what_took_an_entry_back_and_what_stands_instead_is_told():
    ledger = ledger_with(*MEMBERS, HEAD)
    at = len(MEMBERS) + 1
    wrong: Fields = {"positions": (at,), "concerns": HEAD.tags()}
    right = Correct(**wrong, instead=ElectHead(**HERE, unit="b"))
    ledger.execute(right, Circumstances(by="x", reason="Ghi nhầm"))
    journal, words = project(Journal(), ledger), Words("en")
    was = [*entry_lines(sentence_row(journal, journal.row(at), words), words)]
    assert was[-1] == f"UNDONE – by entry {at + 1}: Ghi nhầm"
    is_ = [*entry_lines(sentence_row(journal, journal.row(at + 2), words), words)]
    assert is_[-1] == f"Replaces: {at}"
