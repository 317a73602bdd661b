"""A question in words is answered in one line: who, since when, by which act, how we know."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from events.roles import ActingHeadNamed, HeadElected, OfficerStoodDown
from events.scoring import ScoreRecorded
from events.store.ledger import Ledger
from events.units import UnitDissolved, UnitRenamed
from tests.facts import BOOK, DAY, HERE, MEMBERS, NOMINATED, RESULT
from tests.reading import rows_in
from tests.spec import FactTree, ledger_with
from thidua_tui.i18n.catalogue import LOCALE
from thidua_tui.i18n.messages import Words
from thidua_tui.queries.answers import answers
from thidua_tui.queries.table_query import TableQuery, query_table
from views.headship import Headship
from views.tables import SHOWN

pytestmark = pytest.mark.usefixtures("home")
VI, EN = Words("vi"), Words("en")
JUNE, MARCH, MAY = date(2020, 6, 30), date(2020, 3, 1), date(2020, 5, 1)
HEAD = HeadElected(**HERE, unit="a", method="consensus", on=date(2020, 1, 8))
DOWN = OfficerStoodDown(**HERE, unit="a", role="head", on=MARCH)


def line(*facts: FactTree, what: str = "leaders", words: Words = VI, **asked: Any) -> str:
    """The line that answers; below a ranking come its fingerprint, ties and orders."""
    told, *_ = answers(what, ledger_with(*facts), TableQuery(cluster="cum", **asked), words)
    assert "\n" not in told
    return told


def test_who_headed_under_which_name_since_when_by_which_act_from_which_source_known_since():
    renamed = UnitRenamed(unit="a", name="Sở Mới", on=date(2025, 3, 1))
    told = line(*MEMBERS, HEAD, renamed, on=JUNE)
    assert told.startswith(
        "Ngày 30/06/2020, Trưởng cụm của Cụm một là Sở A (nay: Sở Mới), từ ngày 08/01/2020,"
        " thống nhất; theo mục 8, given ghi lúc 14/01/2021"
    )
    assert told.endswith("nguồn: nhập trực tiếp, ngoài hội nghị.")
    assert line(*MEMBERS, HEAD, words=EN, on=JUNE).startswith(
        "On 30 Jun 2020, the Head of Cụm một was Sở A, since 8 Jan 2020, consensus; "
        "according to entry 8"
    )


def test_the_first_day_may_be_unknown():
    told = line(*MEMBERS, HeadElected(**HERE, unit="a"), on=JUNE)
    assert "của năm 2020, chưa ghi ngày bắt đầu; theo mục" in told


def test_where_the_ledger_does_not_say_the_answer_says_so():
    told = line(*MEMBERS, HEAD, on=date(2019, 6, 30))
    assert told == ("Ngày 30/06/2019, Cụm một: sổ chưa ghi Trưởng cụm. Các năm có ghi: 2020.")
    assert line(*MEMBERS, on=JUNE) == "Ngày 30/06/2020, Cụm một: sổ chưa ghi Trưởng cụm."


def test_a_vacancy_and_an_acting_head_are_told_apart():
    acting = ActingHeadNamed(**HERE, unit="b", on=MAY)
    told = line(*MEMBERS, HEAD, DOWN, acting, on=date(2020, 4, 1))
    assert told.startswith("Ngày 01/04/2020, Cụm một khuyết Trưởng cụm, từ ngày 01/03/2020; theo")
    assert "theo mục 9" in told
    assert "Phụ trách cụm của Cụm một là Sở B" in line(*MEMBERS, HEAD, DOWN, acting, on=JUNE)


def test_vacancy_cites_the_entry_that_made_it_and_no_later_one():
    """Entries 9 and 11 are both a standing down: each made a vacancy of its own."""
    acting = ActingHeadNamed(**HERE, unit="b", on=MAY)
    again = OfficerStoodDown(**HERE, unit="b", role="acting", on=date(2020, 8, 1))
    facts = (*MEMBERS, HEAD, DOWN, acting, again)
    for day, since, position in (
        (date(2020, 4, 15), "01/03/2020", 9),
        (date(2020, 9, 1), "01/08/2020", 11),
    ):
        told = line(*facts, on=day)
        assert f"khuyết Trưởng cụm, từ ngày {since}; theo mục {position}," in told


def test_vacancy_left_by_a_unit_that_ended_cites_the_end_of_the_unit():
    over = UnitDissolved(unit="a", on=MARCH)
    other = UnitDissolved(unit="b", on=date(2020, 8, 1))
    told = line(*MEMBERS, HEAD, over, other, on=date(2020, 4, 15))
    assert "khuyết Trưởng cụm, từ ngày 01/03/2020; theo mục 9," in told


def test_second_term_of_the_same_unit_cites_its_own_election():
    again = HeadElected(**HERE, unit="a", on=MAY)
    facts = (*MEMBERS, HEAD, DOWN, again)
    assert "theo mục 8," in line(*facts, on=date(2020, 2, 1))
    assert "theo mục 10," in line(*facts, on=JUNE)


def test_the_answer_is_that_of_the_knowledge_asked_for():
    assert "chưa ghi Trưởng cụm" in line(*MEMBERS, HEAD, on=JUNE, known_at=7)
    assert "theo mục 8" in line(*MEMBERS, HEAD, on=JUNE, known_at=8)


def test_without_a_cluster_every_cluster_with_officers_is_answered():
    there = HeadElected(cluster="khac", year=2020, unit="d")
    found = answers("leaders", ledger_with(*MEMBERS, HEAD, there), TableQuery(on=JUNE), VI)
    assert ["Cụm một" in found[0], "Cụm hai" in found[1], len(found)] == [True, True, 2]


def test_the_headship_reads_what_it_needs():
    ledger: Ledger = ledger_with(*MEMBERS, HEAD)
    rows_in(ledger, lambda: Headship("cum", JUNE))


def test_a_result_is_answered_with_its_evidence():
    told = line(*MEMBERS, RESULT, what="ranking", year=2020)
    assert told.startswith("Năm 2020, Cụm một: xếp thứ nhất: Sở A; có thứ hạng 2 đơn vị, chưa ghi")
    assert "theo mục 8" in told
    score = ScoreRecorded(**HERE, unit="b", criterion="I", points=Decimal(5))
    assert "tạm tính theo điểm thẩm định, xếp thứ nhất: Sở B" in line(
        *MEMBERS, BOOK, score, what="ranking", year=2020
    )
    assert "chưa ghi kết quả" in line(*MEMBERS, what="ranking", year=2020)


def test_awards_are_counted_by_their_state():
    told = line(*NOMINATED, what="awards", on=DAY)
    assert told.startswith("Năm 2020, Cụm một: đã đề nghị 1; gần nhất theo mục 9")


def test_no_line_where_no_single_question_was_asked():
    assert answers("leaders", ledger_with(*MEMBERS, HEAD), TableQuery(cluster="cum"), VI) == []
    assert answers("units", ledger_with(*MEMBERS), TableQuery(cluster="cum", on=JUNE), VI) == []


def test_the_line_stands_before_the_table_and_not_among_data(run, story):
    asked = ("show", "leaders", "--cluster", "tmth", "--on", "2020-06-30", "--ledger", story)
    code, out, _ = run(*asked)
    first = out.splitlines()[0]
    assert (code, first[:36]) == (0, "Ngày 30/06/2020, Trưởng cụm của Cụm ")
    assert "nguồn: báo chí «Nguyễn Hoàng Đỉnh" in first
    assert [row["unit"] for row in json.loads(run(*asked, "--format", "json")[1])] == [
        "vp-dbqh",
        "stc",
    ]


KNOWN_TO_THE_PROGRAM = {"award-forms"}
"""Tables that show what the program knows without a ledger, too."""


@pytest.mark.parametrize("what", SHOWN)
def test_every_table_can_stand_at_a_day_and_at_a_knowledge(what):
    ledger = ledger_with(*NOMINATED, HEAD)
    for known_at in (0, 3, 9, None):
        for on in (date(1990, 1, 1), JUNE, DAY, None):
            table = query_table(what, ledger, TableQuery(on=on, known_at=known_at), VI)
            assert not (table.rows and known_at == 0) or what in KNOWN_TO_THE_PROGRAM


def test_both_languages_answer_the_same():
    def keys(lang: str) -> list[str]:
        return list(tomllib.loads((LOCALE / lang / "answers.toml").read_text("utf-8")))

    assert keys("vi") == keys("en")
