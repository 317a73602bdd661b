"""The course of a year and of its meetings, replayed: who is there, which places and points."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import asynccontextmanager
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from textual.content import Content

from events.clusters import FoundCluster
from events.meetings import MeetingClosed, MeetingOpened
from events.presence import UnitArrived, UnitDeparted
from events.result_events import Place, ResultAdopted
from events.rule_book import Criterion, RulesIssued
from events.scoring import ScoreRecorded
from tests.facts import MEMBERS
from tests.pages import ledger_at, press, screen_text, settled, shown, standing_still, until
from tests.spec import ledger_with
from thidua_tui.formatting.replay import course_text
from thidua_tui.formatting.replay.playback import DECISION
from thidua_tui.i18n.messages import Words
from thidua_tui.screens.course_player import ACT, CoursePage
from thidua_tui.screens.replay_base import ReplayPage
from thidua_tui.widgets.styled_text import fit_lines
from views.course_of_year import Course, CourseMoment
from views.projection import project
from views.standings import Standings

VI = Words("vi")
HERE: dict[str, Any] = {"cluster": "cum", "year": 2020}
AT: dict[str, Any] = {"meeting": "m", **HERE}
RULES = RulesIssued(
    **HERE,
    on=date(2020, 1, 2),
    document="1",
    criteria=(Criterion(code="I", name="I", max_points=Decimal(100)),),
)


def scored(unit: str, points: int) -> ScoreRecorded:
    return ScoreRecorded(**HERE, stage="verified", unit=unit, criterion="I", points=Decimal(points))


STORY = (
    RULES,
    scored("a", 80),
    MeetingOpened(**AT, title="Tổng kết", on=date(2020, 12, 30)),
    UnitArrived(**AT, unit="a", at="08:00"),
    UnitArrived(**AT, unit="b", at="08:05"),
    scored("b", 90),
    UnitDeparted(**AT, unit="a", at="09:30"),
    ResultAdopted(
        **HERE,
        on=date(2020, 12, 30),
        basis="agreed",
        method="consensus",
        places=(Place(place=1, unit="a"), Place(place=2, unit="b")),
    ),
    MeetingClosed(**AT),
)


def course(*facts, meeting: str | None = None) -> tuple[CourseMoment, ...]:
    return project(Course("cum", 2020, meeting), ledger_with(*MEMBERS, *facts)).moments()


def placed(moment: CourseMoment) -> dict[str, int]:
    return {row.unit: row.place for row in moment.rows if row.place is not None}


def test_places_and_points_move_from_act_to_act():
    moments = course(*STORY)
    seen = [placed(moment) for moment in moments]
    assert {"a": 1} in seen
    assert {"b": 1, "a": 2} in seen
    assert seen[-1] == {"a": 1, "b": 2}
    assert [moment.rows[0].state for moment in moments[-2:]] == ["adopted", "adopted"]


def test_units_come_and_leave():
    there = [
        {unit for unit, one in moment.present.items() if one.state == "present"}
        for moment in course(*STORY, meeting="m")
    ]
    assert there[:3] == [set(), {"a"}, {"a", "b"}]
    assert there[-1] == {"b"}


def test_a_meeting_begins_with_what_was_known_and_knows_nothing_later():
    first, *_ = course(*STORY, scored("c", 95), meeting="m")
    assert placed(first) == {"a": 1}
    assert isinstance(first.entries[0].event, MeetingOpened)


def test_a_replay_stops_at_decisions_and_at_both_ends_of_a_meeting():
    decides = [
        type(moment.entries[0].event).__name__
        for moment in course(*STORY, meeting="m")
        if moment.decides
    ]
    assert decides == ["MeetingOpened", "MeetingClosed"]
    year = [type(m.entries[0].event).__name__ for m in course(*STORY) if m.decides]
    assert year == ["MeetingOpened", "ResultAdopted", "MeetingClosed"]


def test_a_year_goes_by_the_days_of_its_facts_whatever_the_order_of_typing():
    late = MeetingOpened(**{**AT, "meeting": "early"}, title="Sơ kết", on=date(2020, 6, 1))
    days = [moment.day or date.min for moment in course(*STORY, late)]
    assert days == sorted(days)
    assert date(2020, 6, 1) in days[1:-1]


def test_the_last_moment_has_the_places_of_the_year():
    ledger = ledger_with(*MEMBERS, *STORY)
    view = project(Course("cum", 2020), ledger)
    last = view.moments()[-1].rows
    assert last == project(Standings("cum", 2020), ledger).rows()


def test_a_lane_shows_how_a_place_moved_and_fits_its_width():
    moments = course(*STORY)
    at = next(n for n, moment in enumerate(moments) if placed(moment) == {"b": 1, "a": 2})
    rows = course_text.lanes(moments[at], moments[at - 1], 40, VI)
    (moved,) = [row for row in rows if "▼1" in row.text]
    assert moved.changed
    assert all(len(row.text) <= 40 for row in rows)


def test_a_year_without_facts_has_no_moment():
    assert course() == () or all(not moment.decides for moment in course())
    assert project(Course("cum", 1999), ledger_with(*MEMBERS)).moments() == ()


class Clock:
    """Calls that wait for their time; `pass_by` lets the next one come."""

    def __init__(self) -> None:
        self.waiting: list[tuple[float, Callable[[], object]]] = []

    def pass_by(self) -> float:
        (seconds, call) = self.waiting.pop()
        call()
        return seconds


@pytest.fixture
def clock(monkeypatch):
    ours = Clock()

    def later(_page: ReplayPage, seconds: float, call: Callable[[], object]) -> None:
        ours.waiting = [(seconds, call)]

    monkeypatch.setattr(ReplayPage, "later", later)
    return ours


@pytest.fixture
def demo(tmp_path):
    with standing_still():
        yield ledger_at(tmp_path / "demo.ledger", story=True)


@asynccontextmanager
async def playing(path, *keys, **how):
    async with shown(path, **how) as pilot:
        await press(pilot, "ctrl+r", *keys)
        assert isinstance(pilot.app.screen, CoursePage)
        yield pilot, pilot.app.screen


async def test_a_key_on_the_page_of_a_year_replays_it(demo, clock):
    async with playing(demo) as (pilot, page):
        assert "Phát lại: Năm 2020" in screen_text(pilot.app)
        waits = []
        while clock.waiting:
            waits.append(clock.pass_by())
        await settled(pilot)
        text = screen_text(pilot.app)
        assert {ACT, DECISION} == set(waits)
        assert "■ HẾT" in text
        assert "Kết quả đã thống nhất" in text
        assert page.playback.last


async def test_tab_replays_each_meeting_and_then_the_year(demo, clock):
    async with playing(demo, "tab") as (pilot, page):
        assert "Phát lại: hội nghị tổng kết 14/01/2021" in screen_text(pilot.app)
        while clock.waiting:
            clock.pass_by()
        await settled(pilot)
        assert "có mặt" in screen_text(pilot.app)
        await press(pilot, "tab")
        assert page.subject == "year"


async def test_arrows_go_from_decision_to_decision_and_enter_opens_the_entry(demo, clock):
    async with playing(demo, "tab", "right") as (pilot, page):
        moment = page.film.moments[page.playback.at]
        assert moment.decides
        await press(pilot, "enter")
        assert pilot.app.place == "entry"
        await press(pilot, "escape")
        assert page.is_current
        assert not page.playback.playing


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (200, 60)])
@pytest.mark.parametrize("lang", ["vi", "en"])
async def test_it_fits_any_screen_and_grows_with_it(demo, clock, size, lang):
    async with playing(demo, "tab", size=size, lang=lang) as (pilot, page):
        while clock.waiting:
            clock.pass_by()
        await settled(pilot)
        text = screen_text(pilot.app)
        assert max(map(len, text.splitlines())) <= size[0]
        assert page.rows
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: page.size.width == 80)
        assert page.rows


async def test_a_year_of_which_nothing_is_recorded_says_so(tmp_path, clock):
    path = ledger_at(tmp_path / "new.ledger", FoundCluster(cluster="c", name="Khối 1", kind="khoi"))
    async with playing(path, "right", "d", "tab", "e", "enter") as (pilot, _):
        assert "không có gì để phát lại" in screen_text(pilot.app)
        assert not clock.waiting


def test_a_long_act_ends_in_dots_where_it_does_not_fit():
    text = Content("Ký kết giao ước thi đua năm 2026: Sở Nông lâm; Sở Thủy lợi; Sở Bưu điện.")
    assert [one.plain for one in fit_lines(text, 80, 2)] == [text.plain]
    cut = fit_lines(text, 30, 2)
    assert len(cut) == 2
    assert cut[1].plain.endswith(" …")
    assert all(one.cell_length <= 30 for one in cut)
