"""Two terminals on one file: what the other one records shows, and nothing typed here is lost."""

from __future__ import annotations

from decimal import Decimal

import pytest

from events.elections import ElectHead
from events.errors import Refused
from events.event import name_of
from events.roles import HeadElected
from events.scoring import RecordScore
from events.store.ledger import Ledger
from events.store.sqlite.recorder import SQLiteRecorder
from tests.facts import BOOK as RULES
from tests.facts import HERE as CUM
from tests.facts import MEMBERS, ClusterYear
from tests.pages import NOW, app_on, ledger_at, press, screen_text, settled, standing_still, until
from tests.spec import ledger_with
from tests.test_score_grid import RULED, STC
from thidua_tui.forms.conflicts import find_conflicts
from thidua_tui.screens.conflict_dialog import Conflict
from thidua_tui.screens.form import Form
from thidua_tui.screens.score_commit import Commit
from thidua_tui.screens.score_grid import Scores
from thidua_tui.session.session import Session, in_place_of, take_back

HEAD: ClusterYear = {"cluster": "tmth", "year": 2020}


def of_two() -> tuple[Session, Session]:
    ledger = ledger_with(*MEMBERS, RULES)
    return Session(ledger, "Thư ký"), Session(ledger, "Lan")


def test_what_another_recorded_over_the_same_thing_is_found():
    mine, lan = of_two()
    since = mine.ledger.position()
    command = ElectHead(**CUM, unit="a")
    assert not find_conflicts(mine, since, [command])
    (theirs,) = lan.do(ElectHead(**CUM, unit="b"))
    found = find_conflicts(mine, since, [command])
    assert found.theirs == (theirs,)
    assert isinstance(found.mine, HeadElected)
    assert found.mine.unit == "a"


def test_what_another_recorded_elsewhere_is_no_conflict():
    mine, lan = of_two()
    since = mine.ledger.position()
    lan.do(RecordScore(**CUM, unit="b", criterion="I", points=Decimal(1)))
    score = RecordScore(**CUM, unit="a", criterion="I", points=Decimal(1))
    assert not find_conflicts(mine, since, [score])


def test_what_was_taken_back_again_is_no_conflict():
    mine, lan = of_two()
    since = mine.ledger.position()
    lan.do(take_back(lan.do(ElectHead(**CUM, unit="b"))), reason="nhầm")
    assert not find_conflicts(mine, since, [ElectHead(**CUM, unit="a")])


def test_an_entry_corrected_by_another_while_one_corrects_it_is_found():
    mine, lan = of_two()
    wrong = mine.do(ElectHead(**CUM, unit="a"))
    since = mine.ledger.position()
    lan.do(in_place_of(wrong, ElectHead(**CUM, unit="b")), reason="nghe nhầm")
    other = in_place_of(lan.last_act(), ElectHead(**CUM, unit="c"))
    again = lan.do(other, reason="nghe nhầm nữa")
    command = ElectHead(**CUM, unit="b")
    with pytest.raises(Refused, match="not-in-force"):
        mine.do(in_place_of(wrong, command), reason="nhầm")
    assert find_conflicts(mine, since, [command], wrong).theirs == (again[-1],)


@pytest.fixture(autouse=True)
def _clock():
    with standing_still():
        yield


@pytest.fixture
def path(tmp_path):
    return ledger_at(tmp_path / "shared.ledger", *RULED)


def other(path) -> Session:
    """Lan at another connection to the same file."""
    return Session(Ledger(SQLiteRecorder(path), clock=lambda: NOW), "Lan")


def score(points: int) -> RecordScore:
    return RecordScore(**STC, criterion="I", points=Decimal(points))


def recorded(app) -> list[str]:
    return [name_of(e.event) for e in app.session.ledger.read(after=len(RULED))]


async def grid(pilot) -> Scores:
    """The grid with 9,5 half typed in the cell of Sở Tài chính."""
    await press(pilot, "c", "down", *"9,5")
    assert isinstance(pilot.app.screen, Scores)
    return pilot.app.screen


async def test_a_cell_scored_by_another_shows_in_the_grid_and_what_is_typed_stays(path):
    async with app_on(path).run_test() as pilot:
        scores = await grid(pilot)
        other(path).do(score(9))
        await until(pilot, lambda: "Lan vừa ghi 9 lúc 15:00" in screen_text(pilot.app))
        assert "bạn đang gõ 9,5" in screen_text(pilot.app)
        assert scores.body.entry.value == "9,5"
        await press(pilot, "enter")
        assert [one.state for _, one in scores.staged.items()] == ["changed"]
        assert recorded(pilot.app) == ["score-recorded"]


async def test_a_staged_cell_that_another_scores_becomes_a_change_with_a_reason(path):
    async with app_on(path).run_test() as pilot:
        scores = await grid(pilot)
        await press(pilot, "enter")
        assert [one.state for _, one in scores.staged.items()] == ["new"]
        other(path).do(score(9))
        await until(pilot, lambda: [one.state for _, one in scores.staged.items()] == ["changed"])
        await press(pilot, "f2", "f2")
        assert isinstance(pilot.app.screen, Commit), "the reason is missing"
        await press(pilot, *"nghe ro", "f2")
        assert scores.sheet.points("stc", "I") == Decimal("9.5")
        names = ["score-recorded", "entries-retracted", "score-recorded"]
        assert recorded(pilot.app) == names


async def test_what_another_scored_is_kept_by_taking_the_staged_cell_back(path):
    async with app_on(path).run_test() as pilot:
        scores = await grid(pilot)
        other(path).do(score(9))
        await until(pilot, lambda: scores.theirs)
        await press(pilot, "enter", "up", "delete")
        assert scores.sheet.points("stc", "I") == 9
        assert len(scores.staged) == 0
        assert recorded(pilot.app) == ["score-recorded"]


async def test_a_score_that_comes_in_between_two_looks_is_told_at_the_commit(path):
    async with app_on(path).run_test() as pilot:
        scores = await grid(pilot)
        pilot.app.look = lambda: None  # type: ignore[method-assign]  # looks no more
        lan = other(path)
        await settled(pilot)
        for timer in [*pilot.app._timers]:
            if timer.name == "look":
                timer.stop()
        lan.do(score(9))
        await press(pilot, "enter", "f2", "f2")
        assert pilot.app.screen is scores
        assert "đã có 9 điểm" in scores.body.message.left.plain
        assert [one.state for _, one in scores.staged.items()] == ["changed"]
        assert recorded(pilot.app) == ["score-recorded"]


async def test_other_cells_of_another_are_starred_and_named(path):
    async with app_on(path).run_test() as pilot:
        scores = await grid(pilot)
        second = RecordScore(**STC | {"unit": "snv"}, criterion="I", points=Decimal(7))
        other(path).do(second)
        await until(pilot, lambda: "7*" in screen_text(pilot.app))
        assert "Lan vừa ghi 7 lúc 15:00: I, Sở Nội vụ" in screen_text(pilot.app)
        await press(pilot, "f2", "f2")
        assert scores.sheet.points("stc", "I") == Decimal("9.5")


async def test_a_form_says_who_was_first_and_asks_what_shall_stand(path):
    async with app_on(path).run_test() as pilot:
        await press(pilot, "t", *"stc", "tab")
        form = pilot.app.screen
        assert isinstance(form, Form)
        other(path).do(ElectHead(**HEAD, unit="snv"))
        await until(pilot, lambda: "Lan vừa ghi lúc 15:00" in screen_text(pilot.app))
        await press(pilot, "f2")
        assert isinstance(pilot.app.screen, Conflict)
        await press(pilot, "2", *"bau lai", "f2")
        assert recorded(pilot.app) == ["head-elected", "entries-retracted", "head-elected"]
        assert not isinstance(pilot.app.screen, Form)


async def test_nobody_else_there_nothing_is_said(path):
    async with app_on(path).run_test() as pilot:
        await press(pilot, "m", *"Mot", "f2", *"Hai", "f2")
        assert "vừa ghi lúc" not in screen_text(pilot.app)
        assert recorded(pilot.app) == ["movement-launched", "movement-launched"]


async def test_points_that_another_takes_back_go_from_the_grid_and_it_says_who(path):
    lan = other(path)
    entries = lan.do(score(9))
    async with app_on(path).run_test() as pilot:
        await press(pilot, "c", *"4")
        scores = pilot.app.screen
        lan.do(take_back(entries), reason="nhầm")
        await until(pilot, lambda: "Lan vừa hủy điểm ở ô này lúc 15:00" in screen_text(pilot.app))
        assert scores.sheet.cells == {}
        assert scores.body.entry.value == "4"


async def test_undo_works_in_the_grid_and_is_no_other_terminal(path):
    async with app_on(path).run_test() as pilot:
        await press(pilot, "c")
        scores = pilot.app.screen
        await press(pilot, "4", "f2", "f2")
        assert len(scores.sheet.cells) == 1
        await press(pilot, "ctrl+z", "enter")
        await until(pilot, lambda: scores.sheet.cells == {})
        assert "vừa hủy" not in screen_text(pilot.app).replace("Hủy việc vừa", "")
        await press(pilot, "ctrl+y", "enter")
        await until(pilot, lambda: len(scores.sheet.cells) == 1)
        assert scores.theirs == {}
