"""Opening a year: what is taken over is what is named, in one act that is undone as one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from events.award_quotas import QuotaSet
from events.compacts import CompactSignature, CompactSigned
from events.corrections import effective
from events.emulation_movements import MovementLaunched, MovementResult
from events.membership import RosterRecorded
from events.open_year import OpenYear
from events.rule_book import RulesIssued
from events.targets import TargetSet
from events.tasks import TaskGiven, TaskReported
from events.units import UnitDissolved, UnitsMerged
from events.year_texts import later, moved
from tests.driven import AppPilot
from tests.facts import BOOK, HERE, MEMBERS, NEXT, WORLD, Fields
from tests.pages import ShownApp, ledger_at, press, screen_text, shown, standing_still
from tests.spec import given, ledger_with
from tests.universe import WITH_BONUS
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.year_opening import (
    open_tasks,
    proposed_members,
    targets_to_set,
    year_before,
    year_to_open,
)
from thidua_tui.command_line.parser import parse_line
from thidua_tui.screens.opening_year import YearOpening
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from views.projection import project
from views.tasks import Tasks

OPEN: Fields = {"cluster": "cum", "year": 2021, "since": 2020}
PROMISE = TargetSet(
    **HERE,
    target="ct1",
    title="Đường",
    unit="a",
    amount=Decimal(2),
    measure="km",
    deadline=date(2020, 2, 29),
)
QUOTA = QuotaSet(**HERE, form="co-tinh", asked=1, number="5/KH")


def test_open_year_takes_over_what_is_named():
    taken: Fields = {"units": ("a", "b"), "book": True, "quotas": True, "targets": ("ct1",)}
    given(MEMBERS, BOOK, PROMISE, QUOTA).when(OpenYear(**OPEN, **taken, document="1/QĐ")).then(
        RosterRecorded(**NEXT, units=("a", "b")),
        RulesIssued(**NEXT, criteria=BOOK.criteria, digits=BOOK.digits, document="1/QĐ"),
        QuotaSet(**NEXT, form="co-tinh", asked=1),
        TargetSet(
            **NEXT,
            target="ct1",
            title="Đường",
            unit="a",
            amount=Decimal(2),
            measure="km",
            deadline=date(2021, 2, 28),
        ),
    )


def test_open_year_takes_over_nothing_by_itself():
    given(MEMBERS, BOOK, PROMISE, QUOTA).when(OpenYear(**OPEN, units=("c",))).then(
        RosterRecorded(**NEXT, units=("c",))
    )
    given(MEMBERS).when(OpenYear(**OPEN)).refused("nothing-to-open", year=2021)


@pytest.mark.parametrize(
    ("facts", "more", "code"),
    [
        ((), {"since": 2021, "units": ("a",)}, "year-not-later"),
        ((), {"book": True}, "no-rules"),
        ((), {"quotas": True}, "no-quotas"),
        ((), {"targets": ("ct9",)}, "unknown-target"),
        ((RosterRecorded(**NEXT, units=("a",)),), {"units": ("a",)}, "roster-recorded"),
        ((RulesIssued(**NEXT, criteria=BOOK.criteria), BOOK), {"book": True}, "rules-issued"),
        ((PROMISE,), {"units": ("b",), "targets": ("ct1",)}, "not-a-member"),
        ((UnitDissolved(unit="c", on=date(2020, 6, 1)),), {"units": ("c",)}, "unit-ended"),
    ],
)
def test_each_part_keeps_its_own_rule(facts, more, code):
    given(MEMBERS, *facts).when(OpenYear(**OPEN | more)).refused(code)


def test_a_target_whose_code_is_taken_gets_another():
    there = TargetSet(**NEXT, target="ct1", title="Khác")
    given(MEMBERS, PROMISE, there).when(OpenYear(**OPEN, units=("a",), targets=("ct1",))).accepted()


def test_moved_keeps_the_day_of_the_year():
    assert moved(date(2020, 11, 30), 1) == date(2021, 11, 30)
    assert moved(date(2020, 2, 29), 1) == date(2021, 2, 28)


def ground(*facts, year: int = 2020) -> ActContext:
    ledger = ledger_with(*facts)
    return ActContext(Session(ledger, "x"), Location(cluster="cum", year=year))


def test_the_successor_of_merged_members_is_proposed_once():
    merged = UnitsMerged(units=("a", "b"), into="ab", name="Sở AB", on=date(2020, 7, 1))
    found = proposed_members(ground(*MEMBERS, merged), 2021, 2020)
    assert [(one.unit, one.instead_of, one.ended) for one in found] == [
        ("a", (), True), ("ab", ("a", "b"), False), ("b", (), True), ("c", (), False)
    ]  # fmt: skip


def test_the_year_to_open_follows_the_last_list():
    at = ground(*MEMBERS)
    assert (year_to_open(at), year_before(at, 2021)) == (2021, 2020)
    assert year_to_open(ground(*MEMBERS, year=2022)) == 2022
    assert year_before(ground(*WORLD), 2021) == 2020
    later_list = RosterRecorded(cluster="cum", year=2023, units=("a", "b"))
    at = ground(*MEMBERS, later_list)
    assert (year_to_open(at), year_before(at, 2021)) == (2021, 2020)
    next_list = RosterRecorded(**NEXT, units=("a", "b"))
    assert year_to_open(ground(*MEMBERS, next_list, later_list)) == 2022


def test_open_year_by_line_takes_units_that_merge_within_that_year():
    merged = UnitsMerged(units=("a", "b"), into="ab", name="Sở AB", on=date(2021, 3, 1))
    context = ground(*MEMBERS, merged)
    for text in ("mở năm", "mở năm units=a,b,c"):
        (command,) = parse_line(text, context).commands()
        assert isinstance(command, OpenYear)
        assert (command.year, command.units) == (2021, ("a", "b", "c"))
    (command,) = parse_line("mở năm units=ab,c", context).commands()
    assert isinstance(command, OpenYear)
    assert command.units == ("ab", "c")


@pytest.fixture
def path(tmp_path):
    with standing_still():
        yield ledger_at(tmp_path / "demo.ledger", story=True)


async def opening(pilot: AppPilot[ShownApp]) -> YearOpening:
    await press(pilot, "1")
    await pilot.app.do_act("open-year")
    await press(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, YearOpening)
    return screen


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_list_opens_the_year_as_one_act(path: Path, size: tuple[int, int]):
    async with shown(path, size=size) as pilot:
        screen = await opening(pilot)
        assert screen.opened == 2021
        units = [one.code for one in screen.lines if one.part == "units"]
        assert len(units) == 8
        await press(pilot, "down", "space", "f2")
        assert "[ ] ≠ " in screen_text(pilot.app)
        assert "▲" in screen_text(pilot.app), "the deputy of the year stays on its list"
        await press(pilot, "space", *["down"] * 6, "space", "f2")
        session = pilot.app.session
        assert session
        entries = session.last_act()
        (roster,) = [e.event for e in entries if isinstance(e.event, RosterRecorded)]
        assert roster.units == tuple(unit for unit in units if unit != units[7])
        await press(pilot, "ctrl+z", "enter")
        counting = effective(session.ledger.read())
        assert not {e.position for e in entries} & {e.position for e in counting}


async def test_the_list_says_what_it_would_record_and_leaves_nothing(path: Path):
    async with shown(path, size=(120, 40)) as pilot:
        screen = await opening(pilot)
        session = pilot.app.session
        assert session
        before = session.ledger.position()
        text = screen_text(pilot.app)
        assert "Mở năm 2021" in text
        assert "Phải bầu" in text or "Trưởng cụm" in text
        for one in [*screen.ticked]:
            screen.ticked.discard(one)
        screen.show_sum()
        await press(pilot, "f2", "q")
        assert session.ledger.position() == before


def test_a_list_keeps_the_units_that_promised_signed_or_have_a_result():
    """The list of a year is often issued after its compact and its first results."""
    movement = MovementLaunched(movement="ntm", name="Nông thôn mới")
    for fact in (
        TargetSet(**NEXT, target="ct1", title="Đường", unit="c"),
        MovementResult(**NEXT, movement="ntm", unit="c", text="Giúp hai xã"),
        CompactSignature(**NEXT, unit="c"),
    ):
        facts = (movement, CompactSigned(**NEXT, signatories=()), fact)
        given(MEMBERS, *facts).when(OpenYear(**OPEN, units=("a", "b"))).refused(
            "not-a-member-then", unit="c"
        )


MERGED = UnitsMerged(units=("a", "b"), into="ab", name="Sở AB", on=date(2020, 7, 1))


def test_the_target_of_a_unit_that_ended_is_set_for_its_successor():
    kept = OpenYear(**OPEN, units=("ab", "c"), targets=("ct1",))
    given(MEMBERS, PROMISE, MERGED).when(kept).then(
        RosterRecorded(**NEXT, units=("ab", "c")),
        TargetSet(
            **NEXT,
            target="ct1",
            title="Đường",
            unit="ab",
            amount=Decimal(2),
            measure="km",
            deadline=date(2021, 2, 28),
        ),
    )
    gone = UnitDissolved(unit="a", on=date(2020, 7, 1))
    given(MEMBERS, PROMISE, gone).when(OpenYear(**OPEN, targets=("ct1",))).refused(
        "no-single-successor", unit="a"
    )
    same = TargetSet(**HERE, target="ct2", title="Đường", unit="b")
    assert targets_to_set(ground(*MEMBERS, PROMISE, same, MERGED), 2021, 2020) == ["ct1"]


def test_a_text_that_names_the_year_moves_on_where_that_is_chosen():
    book = replace(
        WITH_BONUS,
        title="Bảng tiêu chí năm 2020 theo 98/2020/NĐ-CP",
        self_score_deadline="2020-12-10",
    )
    facts = (MEMBERS, RulesIssued(**HERE, book=book))
    issued = OpenYear(**OPEN, book=True, renewed=("book/title", "book/deadline"))
    moved_on = replace(
        book,
        title="Bảng tiêu chí năm 2021 theo 98/2020/NĐ-CP",
        self_score_deadline="2021-12-10",
    )
    given(*facts).when(issued).then(RulesIssued(**NEXT, book=moved_on))
    given(*facts).when(OpenYear(**OPEN, book=True)).then(RulesIssued(**NEXT, book=book))
    no_text = OpenYear(**OPEN, book=True, renewed=("line/I",))
    given(*facts).when(no_text).refused("no-year-in-text", text="line/I")
    of_2020 = TargetSet(**HERE, target="ct1", title="Thu ngân sách năm 2020")
    given(MEMBERS, of_2020).when(OpenYear(**OPEN, targets=("ct1",), renewed=("target/ct1",))).then(
        TargetSet(**NEXT, target="ct1", title="Thu ngân sách năm 2021")
    )


@pytest.mark.parametrize(
    ("text", "then"),
    [
        ("năm 2020", "năm 2021"),
        ("20200", "20200"),
        ("trước 15/12/2020.", "trước 15/12/2021."),
        ("98/2020/NĐ-CP", "98/2020/NĐ-CP"),
        ("2019", "2019"),
    ],
)
def test_later_changes_the_year_and_no_document(text: str, then: str):
    assert later(text, 2020, 2021) == then


def test_tasks_that_are_not_finished_go_on_into_the_year():
    task: Fields = {"task": "viec-1", "text": "Mở lớp"}
    given_2020 = TaskGiven(**HERE, **task)
    working = TaskReported(**HERE, **task, state="in-work")
    done = TaskReported(**HERE, **task, state="done", paper="1/BC", on=date(2021, 1, 5))
    found = open_tasks(ground(*MEMBERS, given_2020, working), 2021)
    assert [(one.task, state) for one, state in found] == [("viec-1", "in-work")]
    assert not open_tasks(ground(*MEMBERS, given_2020, done), 2021)

    def shown_in(year: int, *facts: TaskGiven | TaskReported) -> list[str]:
        view = Tasks("cum", year)
        return [row.state for row in project(view, ledger_with(*MEMBERS, *facts)).rows()]

    assert shown_in(2021, given_2020) == ["open"]
    assert shown_in(2021, given_2020, done) == ["done"]
    assert not shown_in(2022, given_2020, done)
    assert not shown_in(2019, given_2020)
