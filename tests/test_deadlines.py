"""Deadlines: what was on time, late, overdue; and the answers of tables that are lists."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from events.event import Source
from events.meetings import MeetingOpened
from events.presence import UnitAbsent, UnitArrived, UnitDeparted
from events.roles import HeadElected
from events.rule_book import RulesIssued, flat_book
from events.scoring import ScoreRecorded
from events.sheet_events import SheetReturned, SheetSubmitted
from events.tasks import TaskGiven, TaskReported
from events.voting import Tally
from tests.facts import BOOK, HERE, MEMBERS
from tests.spec import FactTree, entry, ledger_with
from thidua_tui.i18n.messages import Words
from thidua_tui.queries.answers import answers
from thidua_tui.queries.table_query import TableQuery
from views.deadlines import DeadlineRow, Deadlines
from views.projection import fold, project
from views.score_list import ScoreList

pytestmark = pytest.mark.usefixtures("home")
EN = Words("en")
DUE = date(2020, 12, 10)
DATED = RulesIssued(
    **HERE, book=replace(flat_book(BOOK.criteria, 2, "Sách"), self_score_deadline="10/12")
)


def rows(*facts: FactTree, **asked: Any) -> list[DeadlineRow]:
    return [*project(Deadlines("cum", 2020, **asked), ledger_with(*MEMBERS, *facts)).rows()]


def task(*facts: FactTree, due: date | None = DUE, **asked: Any) -> list[DeadlineRow]:
    given = TaskGiven(**HERE, task="t", text="Báo cáo", unit="a", due=due)
    return rows(given, *facts, **asked)


def reported(state: Any, on: date | None = None) -> TaskReported:
    return TaskReported(**HERE, task="t", text="Báo cáo", state=state, on=on)


@pytest.mark.parametrize(
    ("on", "state", "days"),
    [
        (None, "unknown", None),
        (date(2020, 12, 10), "on-time", None),
        (date(2020, 12, 12), "late", 2),
    ],
)
def test_a_task_is_on_time_or_late_by_the_day_on_which_it_was_done(on, state, days):
    [found] = task(reported("in-work", DUE), reported("done", on))
    assert (found.state, found.done_on, found.days) == (state, on, days)
    first = len(MEMBERS) + 1
    assert found.figures("state") == (first, first + 1, first + 2)


def test_an_open_task_is_overdue_only_by_a_day_that_is_asked_for():
    assert [row.state for row in task()] == ["waiting"]
    [found] = task(on=date(2020, 12, 13))
    assert (found.state, found.days, found.done_on) == ("overdue", 3, None)
    assert [row.state for row in task(on=DUE)] == ["waiting"]


def test_a_task_without_a_day_or_dropped_has_no_deadline():
    assert task(due=None) == []
    assert task(reported("dropped")) == []


def self_scores(*facts: FactTree, **asked: Any) -> dict[str, DeadlineRow]:
    found = rows(DATED, *facts, **asked)
    return {row.by.unit: row for row in found if row.by and row.matter == "self-score"}


def scored(unit: str) -> list[ScoreRecorded]:
    codes = [criterion.code for criterion in BOOK.criteria]
    return [
        ScoreRecorded(**HERE, unit=unit, criterion=code, points=Decimal(1), stage="self")
        for code in codes
    ]


def test_members_without_a_self_score_are_waited_for_then_overdue():
    assert {row.state for row in self_scores().values()} == {"waiting"}
    found = self_scores(on=date(2020, 12, 31))
    assert {(row.state, row.days) for row in found.values()} == {("overdue", 21)}
    assert rows() == []


@pytest.mark.parametrize(
    ("on", "state", "days"), [(DUE, "on-time", None), (date(2020, 12, 11), "late", 1)]
)
def test_a_submitted_sheet_is_done_on_its_day_whenever_its_scores_were_typed(on, state, days):
    found = self_scores(*scored("a"), SheetSubmitted(**HERE, unit="a", on=on))["a"]
    assert (found.state, found.done_on, found.days) == (state, on, days)
    assert len(found.figures("state")) == len(BOOK.criteria) + 1


def test_a_returned_sheet_is_not_done():
    sent = SheetSubmitted(**HERE, unit="a", on=DUE)
    back = SheetReturned(**HERE, unit="a", on=DUE)
    found = self_scores(*scored("a"), sent, back, on=date(2020, 12, 20))["a"]
    assert (found.state, found.done_on) == ("overdue", None)


def test_without_a_submission_the_last_score_is_the_day():
    paper = Source(kind="document", title="Phiếu", on=date(2020, 12, 15))
    facts = [entry(fact, at) for at, fact in enumerate((*MEMBERS, DATED), 1)]
    more = [entry(fact, 50 + at, source=paper) for at, fact in enumerate(scored("a"))]
    view = Deadlines("cum", 2020)
    fold([view], [*facts, *more])
    found = {row.by.unit: row for row in view.rows() if row.by}["a"]
    assert (found.state, found.days) == ("late", 5)


def answer(what: str, *facts: FactTree, **asked: Any) -> list[str]:
    query = TableQuery(cluster="cum", year=2020, **asked)
    return answers(what, ledger_with(*MEMBERS, *facts), query, EN)


def test_who_broke_a_deadline_is_answered():
    done = reported("done", date(2020, 12, 12))
    given = TaskGiven(**HERE, task="t", text="Báo cáo", unit="a", due=DUE)
    assert answer("deadlines", given, done) == ["In 2020, Cụm một: late 1; late or overdue: Sở A."]
    assert answer("deadlines") == []


def test_who_came_to_a_meeting_is_answered():
    at: dict[str, Any] = {**HERE, "meeting": "m"}
    facts = (
        MeetingOpened(**at, kind="year-end", title="Tổng kết"),
        UnitArrived(**at, unit="a", at="08:00"),
        UnitArrived(**at, unit="b", at="08:00"),
        UnitDeparted(**at, unit="b", at="09:00"),
        UnitAbsent(**at, unit="c"),
    )
    lines = answer("presence", *facts)
    assert lines == ["In 2020, Cụm một, Tổng kết: 2 units came; left early: Sở B; absent: Sở C."]


def test_how_many_scores_are_recorded_is_answered_and_each_is_a_row():
    facts = (DATED, *scored("b"), *scored("a"))
    count = len(BOOK.criteria)
    [lines] = answer("scores", *facts)
    assert lines.startswith(f"In 2020, Cụm một: scores of 2 units: self-score {2 * count};")
    found = project(ScoreList("cum", 2020), ledger_with(*MEMBERS, *facts)).rows()
    assert [row.unit for row in found] == ["a"] * count + ["b"] * count
    assert [row.criterion for row in found[:count]] == [line.code for line in BOOK.criteria]
    assert {(row.stage, row.points) for row in found} == {("self", Decimal(1))}


def test_votes_are_answered_by_their_method():
    tally = Tally(votes_for=2, total=3, of="members")
    elected = HeadElected(**HERE, unit="a", method="show-of-hands", votes=tally)
    assert answer("votes", elected) == ["In 2020, Cụm một: 1 vote: show of hands 1."]
