"""The history of one thing: the acts that made it what it is, each with before and after."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec
import pytest

from events.compact_signatures import SignCompact
from events.corrections import Correct, Retract
from events.elections import ElectHead
from events.membership import RecordRoster
from events.rule_book import Criterion, IssueRules
from events.scoring import RecordScore
from events.store.ledger import Circumstances
from events.unit_commands import FoundUnit
from tests.facts import BOOK, FLAG, HERE, MEMBERS, NOMINATED, RESULT, ClusterYear
from tests.pages import ledger_at, press, quiet, screen_text, shown, shows, standing_still
from tests.spec import ledger_with
from thidua_tui.screens.entry_page import EntryPage
from thidua_tui.screens.history_lines import SENTENCE
from thidua_tui.screens.history_of_subject import TrailPage
from thidua_tui.session.samples import conference as story
from thidua_tui.widgets.grouped_list import HEADING, GroupedList
from views.standings import Standings
from views.subject_history import Subject, trail

BASE = len(MEMBERS)
WHY = Circumstances(by="Thư ký", reason="Gõ nhầm")


def score(unit: str, points: int) -> RecordScore:
    return RecordScore(**HERE, unit=unit, criterion="I", points=Decimal(points))


def told(ledger, subject, known_at=None):
    """(positions, [(field, before, after)], who took it back) of every step."""
    return [
        (
            [entry.position for entry in step.entries],
            [(c.field, c.before, c.after) for c in step.changes],
            step.retracted_by,
        )
        for step in trail(ledger, subject, known_at)
    ]


def test_a_corrected_cell_tells_both_values_with_the_reason():
    ledger = ledger_with(*MEMBERS, BOOK)
    (wrong,) = ledger.execute(score("a", 5), WHY)
    ledger.execute(score("b", 4), WHY)
    right = Correct(positions=(wrong.position,), concerns=wrong.event.tags(), instead=score("a", 9))
    ledger.execute(right, WHY)
    cell = Subject(kind="points", **HERE, unit="a", criterion="I")
    at = wrong.position
    assert told(ledger, cell) == [
        ([at], [("verified", None, Decimal(5))], at + 2),
        ([at + 2, at + 3], [("verified", Decimal(5), Decimal(9))], None),
    ]
    assert trail(ledger, cell)[-1].entries[-1].reason == "Gõ nhầm"
    assert told(ledger, cell, at) == [([at], [("verified", None, Decimal(5))], None)]


def test_a_place_has_in_its_history_what_others_were_given():
    ledger = ledger_with(*MEMBERS, BOOK)
    for one in (score("a", 5), score("b", 4)):
        ledger.execute(one, WHY)
    wrong = next(e for e in ledger.read() if getattr(e.event, "points", None) == 4)
    ledger.execute(
        Correct(positions=(wrong.position,), concerns=wrong.event.tags(), instead=score("b", 9)),
        WHY,
    )
    steps = told(ledger, Subject(kind="place", **HERE, unit="a"))
    assert ("place", 1, 2) in steps[-1][1]


def test_a_role_that_was_taken_back_is_gone_and_both_acts_stand_in_its_history():
    ledger = ledger_with(*MEMBERS)
    (wrong,) = ledger.execute(ElectHead(**HERE, unit="a"), WHY)
    ledger.execute(Retract(positions=(wrong.position,), concerns=wrong.event.tags()), WHY)
    steps = told(ledger, Subject(kind="role", **HERE))
    at = wrong.position
    assert steps[-2:] == [
        ([at], [("unit_name", None, "Sở A")], at + 1),
        ([at + 1], [("unit_name", "Sở A", None)], None),
    ]


def test_an_award_is_told_from_its_nomination_on():
    ledger = ledger_with(*NOMINATED)
    (step,) = told(ledger, Subject(kind="award", **HERE, unit="a", form=FLAG["form"]))
    assert step == ([len(NOMINATED)], [("state", None, "nominated")], None)


def test_a_members_history_is_that_of_its_place_role_points_and_awards_together():
    ledger = ledger_with(*MEMBERS, RESULT)
    ledger.execute(ElectHead(**HERE, unit="a"), WHY)
    fields = {
        c.field for s in trail(ledger, Subject(kind="member", **HERE, unit="a")) for c in s.changes
    }
    assert {"unit_name", "place"} <= fields
    others = trail(ledger, Subject(kind="member", **HERE, unit="b"))
    assert all("head-elected" not in str(s.entries[0].event) for s in others[1:])


def test_a_units_history_is_whatever_names_it():
    ledger = ledger_with(*MEMBERS)
    ledger.execute(ElectHead(**HERE, unit="a"), WHY)
    positions = [s.position for s in trail(ledger, Subject(kind="unit", unit="a"))]
    named = [e.position for e in ledger.read() if "unit:a" in e.event.tags()]
    assert positions == named


def test_trail_of_a_compact_passes_by_retractions_of_other_facts():
    ledger = ledger_with(*MEMBERS)
    (signed,) = ledger.execute(SignCompact(**HERE, text="một"), WHY)
    (head,) = ledger.execute(ElectHead(**HERE, unit="a"), WHY)
    ledger.execute(Retract(positions=(head.position,), concerns=head.event.tags()), WHY)
    positions, at = (signed.position,), signed.position
    right = SignCompact(**HERE, text="hai")
    ledger.execute(Correct(positions=positions, concerns=signed.event.tags(), instead=right), WHY)
    steps = told(ledger, Subject(kind="compact", **HERE))
    assert [step[0] for step in steps] == [[at], [at + 3, at + 4]]
    assert ("text", "một", "hai") in steps[-1][1]


# On the screen


@pytest.fixture
def demo(tmp_path):
    with standing_still():
        yield ledger_at(tmp_path / "demo.ledger", story=True)


async def test_h_tells_the_history_of_the_member_and_enter_goes_to_the_entry(demo):
    async with shown(demo, size=(120, 40)) as pilot:
        await press(pilot, "down", "down", "h")
        assert shows(pilot, TrailPage)
        text = " ".join(screen_text(pilot.app).split())
        assert "Sở Nội vụ, năm 2020" in text
        assert "thứ hạng — → 2" in text
        assert "Nguồn báo chí" in text
        await press(pilot, "enter")
        assert shows(pilot, EntryPage)
        await press(pilot, "escape", "escape")
        assert pilot.app.screen.PLACE == "year"


async def test_tab_goes_through_what_of_a_member_has_a_history(demo):
    async with shown(demo) as pilot:
        await press(pilot, "h", "tab")
        assert "Trưởng cụm" in screen_text(pilot.app)
        await press(pilot, "shift+tab", "shift+tab")
        assert "Chưa ghi việc nào." in screen_text(pilot.app)


@pytest.mark.parametrize(
    ("keys", "title"),
    [
        (("0", "h"), "Cụm thi đua các cơ quan tham mưu tổng hợp"),
        (("2", "h"), "Vai trò trong cụm"),
        (("3", "h"), "Hội nghị của Cụm thi đua"),
        (("3", "enter", "h"), "Hội nghị của Cụm thi đua"),
        (("4", "h"), "Thứ hạng của Văn phòng HĐND tỉnh, năm 2020"),
        (("5", "h"), "Cụm thi đua các cơ quan tham mưu tổng hợp, năm"),
        (("enter", "h"), "Văn phòng Đoàn Đại biểu Quốc hội tỉnh"),
    ],
)
async def test_h_asks_for_what_is_selected_on_every_page(demo, keys, title):
    async with shown(demo) as pilot:
        await press(pilot, *keys)
        assert shows(pilot, TrailPage)
        assert title in screen_text(pilot.app).splitlines()[1]
        assert pilot.app.screen.data.steps


async def test_the_history_is_as_known_at_the_moment_of_the_page(demo):
    async with shown(demo) as pilot:
        await press(pilot, "down", "down", "h")
        assert len(pilot.app.screen.data.steps) == 4
        await press(pilot, *["["] * 6)
        assert len(pilot.app.screen.data.steps) == 3
        await press(pilot, "[", "[")
        assert len(pilot.app.screen.data.steps) == 2
        assert "XEM LẠI" in screen_text(pilot.app)


async def test_a_cell_of_the_score_grid_has_its_history(tmp_path):
    here: ClusterYear = {"cluster": "c", "year": 2020}
    path = ledger_at(
        tmp_path / "scored.ledger",
        FoundUnit(unit="a", name="Sở A"),
        *(c for c in story.before() if type(c).__name__ == "FoundCluster"),
    )
    cluster = story.CLUSTER
    here["cluster"] = cluster
    ledger_at(
        path,
        RecordRoster(**here, units=("a",)),
        IssueRules(**here, criteria=(Criterion(code="I", name="Một", max_points=Decimal(10)),)),
        RecordScore(**here, unit="a", criterion="I", points=Decimal("9.5")),
    )
    async with shown(path) as pilot:
        await press(pilot, "c", "h")
        assert shows(pilot, TrailPage)
        assert "Điểm của Sở A, tiêu chí I, năm 2020" in screen_text(pilot.app)
        text = " ".join(screen_text(pilot.app).split())
        assert "điểm thẩm định · tiêu chí I — → 9,5" in text


async def test_the_score_grid_can_be_looked_at_as_it_was_and_nothing_be_typed_there(tmp_path):
    here: ClusterYear = {"cluster": story.CLUSTER, "year": 2020}
    path = ledger_at(
        tmp_path / "scored.ledger",
        FoundUnit(unit="a", name="Sở A"),
        *(c for c in story.before() if type(c).__name__ == "FoundCluster"),
        RecordRoster(**here, units=("a",)),
        IssueRules(**here, criteria=(Criterion(code="I", name="Một", max_points=Decimal(10)),)),
        RecordScore(**here, unit="a", criterion="I", points=Decimal("9.5")),
        ElectHead(**here, unit="a"),
    )
    async with shown(path) as pilot:
        await press(pilot, "[", "c")
        assert "9,5" in screen_text(pilot.app)
        await press(pilot, "escape", "[", "c")
        assert "9,5" not in screen_text(pilot.app)
        assert "về hiện tại mới ghi được" in screen_text(pilot.app)
        await press(pilot, "8", "enter")
        assert pilot.app.session.ledger.position() == 6


def test_a_history_ranks_the_units_anew_only_after_a_score_that_counts(monkeypatch):
    ledger = ledger_with(*MEMBERS, BOOK)
    place = Subject(kind="place", **HERE, unit="b")
    asked: list[Any] = []
    monkeypatch.setattr(Standings, "_ranked", counted(Standings._ranked, asked))
    trail(ledger, place)
    before = len(asked)
    for stage in ("self", "peer", "verified"):
        ledger.execute(msgspec.structs.replace(score("b", 4), stage=stage), WHY)
    asked.clear()
    last = trail(ledger, place)[-1]
    assert [(c.field, c.after) for c in last.changes] == [("place", 1), ("points", Decimal(4))]
    assert len(asked) == before + 1


def counted(method, calls):
    def call(*args):
        calls.append(args)
        return method(*args)

    return call


@pytest.fixture(scope="module")
def years(tmp_path_factory):
    return ledger_at(tmp_path_factory.mktemp("years") / "years.ledger", years=True)


async def test_the_course_of_a_value_has_each_entry_that_moved_it(years):
    async with shown(years, size=(160, 50)) as pilot:
        await press(pilot, "h", "tab", "tab")
        page = pilot.app.screen
        assert page.subject.kind == "place"
        moved = [c for step in page.data.steps for c in step.changes if c.field == "place"]
        assert len(moved) > 1
        course = " → ".join(f"{change.after} (mục {change.position})" for change in moved)
        assert f"— → {course}" in " ".join(screen_text(pilot.app).split())


async def test_a_step_with_many_changes_shows_some_and_counts_the_others(years):
    async with shown(years, size=(120, 40)) as pilot:
        await press(pilot, "h")
        page = pilot.app.screen
        many = [at for at, step in enumerate(page.data.steps) if len(step.changes) > SENTENCE + 1]
        assert many
        for at in many:
            page.query_one(GroupedList).cursor = at
            await quiet(pilot)
            step = page.data.steps[at]
            text = screen_text(pilot.app)
            assert f"… và {len(step.changes) - SENTENCE} thay đổi khác" in text


async def test_the_steps_are_grouped_by_meeting_and_their_kinds_named(years):
    async with shown(years, size=(200, 60)) as pilot:
        await press(pilot, "h")
        page = pilot.app.screen
        groups = [page.group(at) for at in range(len(page.data.steps))]
        parts = page.query_one(GroupedList).parts()
        inside = {at for at, nth, _ in parts if not nth}
        borders = {at for at in inside if at - 1 in inside and groups[at] != groups[at - 1]}
        headings = {at for at, nth, _ in parts if nth == HEADING}
        assert borders
        assert headings - {min(inside)} == borders
        assert "Bình xét" in screen_text(pilot.app)
