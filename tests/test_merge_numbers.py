"""Numbers that are given once: what both laptops gave to something else is asked about."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from events.award_events import AwardGranted, AwardNominated
from events.awards import GrantAward
from events.paper_commands import NumberPaper
from events.papers import PaperIssued
from tests.facts import DAY, HERE, MEMBERS, RESULT, Fields
from tests.test_papers import CLUSTER, CONTENT, issue
from tests.two_laptops import Laptop, codes
from thidua_tui.formatting.sentences.merging import done_lines, question_lines
from thidua_tui.i18n.messages import Words
from thidua_tui.queries.merging import record

DECIDED = date(2021, 2, 1)
FORM: Fields = {**HERE, "form": "co-tinh"}
OFFICE: Fields = {**HERE, **CONTENT, "register": 2021, "numbering": "office"}


def waiting(code: str) -> PaperIssued:
    """A report that waits for the number of the office."""
    more: Fields = {"paper_code": code, "paper_kind": "report", "facts": f'{{"code":"{code}"}}'}
    return PaperIssued(**{**OFFICE, **more})


@pytest.fixture
def laptops(tmp_path):
    """Two laptops with two nominations, and two papers that wait for their numbers."""
    first = Laptop(tmp_path / "a.ledger", "an")
    nominated = (AwardNominated(**FORM, unit=unit, on=DAY) for unit in "ab")
    first.begin(MEMBERS, RESULT, *nominated, waiting("P-1"), waiting("P-2"))
    second = first.copied(tmp_path / "b.ledger", "binh")
    yield first, second
    first.close()
    second.close()


def grant(unit: str, number: str = "5/QĐ", on: date = DECIDED, **more: Any) -> GrantAward:
    """The decision on the flag of a unit."""
    return GrantAward(**FORM, unit=unit, number=number, on=on, **more)


def granted(laptop: Laptop) -> list[str]:
    """The units whose flag was granted."""
    events = (entry.event for entry in laptop.entries())
    return [event.unit for event in events if isinstance(event, AwardGranted)]


@pytest.mark.parametrize(
    ("ours", "theirs", "asked"),
    [
        (grant("a", golden_book="012/SV"), grant("b", golden_book="12/sv"), True),
        (grant("a", golden_book="012/SV"), grant("b", golden_book="13/SV"), False),
        (grant("a", "5/QĐ"), grant("b", "05/qđ"), False),
        (grant("a", "5/QĐ"), grant("b", "05/qđ", date(2021, 3, 1)), True),
        (grant("a", "5/QĐ"), grant("b", "6/QĐ", date(2021, 3, 1)), False),
        (grant("a", authority="Tỉnh"), grant("b", on=date(2021, 3, 1), authority="Bộ"), False),
        (grant("a", authority="Tỉnh"), grant("b", on=date(2021, 3, 1)), True),
        (
            NumberPaper(cluster="cum", paper_code="P-1", number="7/BC"),
            NumberPaper(cluster="cum", paper_code="P-2", number="07/BC"),
            True,
        ),
        (
            NumberPaper(cluster="cum", paper_code="P-1", number="7/BC"),
            NumberPaper(cluster="cum", paper_code="P-2", number="8/BC"),
            False,
        ),
    ],
)
def test_a_number_names_one_award_one_decision_one_paper(laptops, ours, theirs, asked):
    """One decision grants many awards, on one day; who decides gives numbers of his own."""
    a, b = laptops
    a.do(ours)
    b.do(theirs)
    expected = ["merge-same-number"] if asked else []
    assert [*codes(a.planned(b)).values()] == expected
    assert [*codes(b.planned(a)).values()] == expected


@pytest.mark.parametrize(("answer", "units"), [("theirs", ["a", "b"]), ("ours", ["a"])])
def test_theirs_records_both_so_that_the_wrong_number_can_be_corrected(laptops, answer, units):
    a, b = laptops
    a.do(grant("a", golden_book="12"))
    b.do(grant("b", golden_book="12"))
    a.merged(b, lambda _: answer)
    assert granted(a) == units
    assert a.flaws() == []


def test_the_same_award_granted_twice_is_asked_about_as_that(laptops):
    a, b = laptops
    a.do(grant("a", golden_book="12"))
    b.do(grant("a", on=date(2021, 3, 1), golden_book="13"))
    assert codes(a.planned(b)) == {"binh-1": "award-decided"}


def test_a_printed_number_is_not_given_to_two_papers_and_the_question_says_what_to_do(tmp_path):
    """Both issued number 1: theirs is issued again here, and then decided against."""
    a = Laptop(tmp_path / "a.ledger", "an")
    a.begin(CLUSTER)
    b = a.copied(tmp_path / "b.ledger", "binh")
    a.do(issue(1))
    b.do(issue(1, paper_code="R-1", facts='{"r":1}'))
    planned = a.planned(b)
    [one] = planned.asked
    words = Words("en")
    assert "Issue this paper here again" in "\n".join(question_lines(planned, one, words, (1, 1)))
    tried = a.planned(b, {"binh-1": "theirs"})
    assert [one.act.act for one in tried.waiting({"binh-1": "theirs"})] == ["binh-1"]
    assert tried.waiting({"binh-1": "theirs"}, {"binh-1"}) == []
    new = record(a.session, tried)
    said = [*done_lines(tried, new, (0, 0), words)]
    assert "thidua import" in said[-1]
    assert "on this server" in [*done_lines(tried, new, (0, 0), words, on_server=True)][-1]
    assert said[0].startswith("“Theirs” was refused for entry 2 of the file")
    a.do(issue(2, paper_code="R-2", facts='{"r":1}'))
    a.merged(b, lambda _: "ours")
    assert a.flaws() == []
    a.close()
    b.close()
