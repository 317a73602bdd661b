"""Targets are deadlines; what a unit kept and broke is counted, each figure with its entries."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from events.rule_book import RulesIssued
from events.score_book.book import Node, Scale, ScoreBook
from events.score_book.leaf_kinds import Observation, YesNo
from events.scoring import ScoreRecorded
from events.target_criteria import TargetPutInBook
from events.targets import TargetChanged, TargetSet, TargetWithdrawn
from events.tasks import GiveTask, TaskGiven
from tests.facts import HERE, MEMBERS
from tests.form_app import STARTED, session
from tests.spec import FactTree, ledger_with
from tests.test_deadlines import DUE, reported, rows
from thidua_tui.i18n.messages import Words
from thidua_tui.queries import answers_of_rows
from thidua_tui.screens.table_loading import Asked, table_of
from thidua_tui.session.location import Location
from views.deadline_breaches import BreachRow, DeadlineBreaches
from views.deadlines import BROKEN, DeadlineRow
from views.projection import project

TARGET = TargetSet(**HERE, target="ho-ngheo", title="Giảm hộ nghèo", unit="a", deadline=DUE)


def observed(yes: bool) -> ScoreRecorded:
    return ScoreRecorded(
        **HERE, unit="a", criterion="ct", points=None, observed=Observation(yes=yes)
    )


def of_targets(*facts: FactTree, **asked: Any) -> list[DeadlineRow]:
    return [row for row in rows(TARGET, *facts, **asked) if row.matter == "target"]


def test_a_target_with_a_day_is_a_deadline_of_its_unit():
    [found] = of_targets()
    assert (found.by and found.by.unit, found.text, found.deadline) == ("a", "Giảm hộ nghèo", DUE)
    assert (found.state, found.figures("state")) == ("waiting", (len(MEMBERS) + 1,))
    [late] = of_targets(on=date(2020, 12, 13))
    assert (late.state, late.days) == ("overdue", 3)


def test_a_target_without_a_day_or_withdrawn_is_no_deadline():
    assert of_targets(TargetChanged(**HERE, target="ho-ngheo", title="Khác", unit="a")) == []
    assert of_targets(TargetWithdrawn(**HERE, target="ho-ngheo")) == []


@pytest.mark.parametrize(("yes", "state"), [(True, "unknown"), (False, "missed")])
def test_final_points_say_whether_a_target_was_reached_and_never_when(yes, state):
    line = Node(code="ct", title="Giảm hộ nghèo", max=Decimal(5), score=YesNo())
    book = RulesIssued(
        **HERE, book=ScoreBook(title="Sách", scale=Scale(total=Decimal(5)), criteria=(line,))
    )
    put = TargetPutInBook(**HERE, target="ho-ngheo", criterion="ct")
    [found] = of_targets(book, put, observed(yes), on=date(2020, 12, 31))
    assert (found.state, found.done_on, found.days) == (state, None, None)
    first = len(MEMBERS) + 1
    assert found.figures("state") == (first, first + 2, first + 3)


def breaches(*facts: FactTree, **asked: Any) -> dict[str, BreachRow]:
    view = DeadlineBreaches("cum", 2020, **asked)
    return {row.by.unit: row for row in project(view, ledger_with(*MEMBERS, *facts)).rows()}


def test_breaches_are_counted_by_unit_with_their_entries():
    given = TaskGiven(**HERE, task="t", text="Báo cáo", unit="a", due=DUE)
    done = reported("done", date(2020, 12, 12))
    found = breaches(given, done, TARGET, on=date(2020, 12, 20))["a"]
    assert (found.deadlines, found.broken, found.done_late, found.overdue) == (2, 2, 1, 1)
    assert (found.in_time, found.missed, found.undecided, found.days) == (0, 0, 0, 10)
    first = len(MEMBERS) + 1
    assert found.figures("done_late") == (first, first + 1)
    assert found.figures("overdue") == (first + 2,)
    assert found.figures("in_time") == ()


def test_without_a_day_to_look_from_nothing_open_is_a_breach():
    found = breaches(TARGET)["a"]
    assert (found.broken, found.undecided, found.days) == (0, 1, None)


def test_a_deadline_of_no_unit_is_counted_for_none():
    assert breaches(TaskGiven(**HERE, task="t", text="Báo cáo", due=DUE)) == {}


@pytest.mark.parametrize(("on", "overdue"), [(None, 1), (DUE, 0)])
def test_the_screen_judges_by_today_unless_another_day_is_chosen(on, overdue):
    late = GiveTask(cluster="tmth", year=2020, task="t", text="Báo cáo", unit="stc", due=DUE)
    here = Location(cluster="tmth", year=2020, on=on)
    of = session(*STARTED, late)
    [row] = table_of("deadline-breaches", Asked(of, here, Words("en"), 80)).rows
    assert (row.by.unit, row.overdue) == ("stc", overdue)


def test_the_answer_names_the_units_that_the_table_counts():
    assert answers_of_rows.BROKEN == BROKEN
