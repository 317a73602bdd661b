"""Where knowledge can stop: behind an act, at a meeting; found by reading a handful of entries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from eventsourcing.dcb.popo import InMemoryDCBRecorder
from hypothesis import given
from hypothesis import strategies as st

from events.clusters import FoundCluster
from events.command import Command
from events.corrections import Correct
from events.elections import ElectHead
from events.errors import BadInput
from events.event import Entry
from events.meetings import CloseMeeting, OpenMeeting
from events.membership import RecordRoster
from events.store.ledger import Circumstances, Ledger
from events.unit_commands import FoundUnit
from tests.facts import ClusterYear
from tests.universe import quick
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.session.time_travel import read_known_at, step
from views import moments

START = datetime(2021, 1, 14, 7, tzinfo=UTC)
HERE: ClusterYear = {"cluster": "c", "year": 2020}
UNITS = ("a", "b")


class Counting:
    """A ledger that counts the entries which were read from it."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger, self.read_so_far = ledger, 0

    def read(self, *scopes: Any, **how: Any) -> Iterator[Entry]:
        for entry in self.ledger.read(*scopes, **how):
            self.read_so_far += 1
            yield entry

    def known_at(self, instant: datetime) -> int:
        return self.ledger.known_at(instant)


def ledger_of(*commands: Command) -> Ledger:
    """Each command an act, an hour after the one before."""
    hours = count()
    ledger = Ledger(InMemoryDCBRecorder(), clock=lambda: START + timedelta(hours=next(hours)))
    for command in commands:
        ledger.execute(command, Circumstances(by="Thư ký", reason="vì sao"))
    return ledger


BEGUN = (
    *(FoundUnit(unit=unit, name=f"Sở {unit}") for unit in UNITS),
    FoundCluster(cluster="c", name="Cụm"),
    FoundCluster(cluster="d", name="Khối"),
    RecordRoster(**HERE, units=UNITS),
)
WRONG = ElectHead(**HERE, unit="a")
RIGHT = Correct(
    positions=(6,),
    concerns=("cluster:c", "cluster:c/2020", "unit:a", "unit:a/2020"),
    instead=ElectHead(**HERE, unit="b"),
)


def meeting(code: str, cluster: str = "c") -> tuple[Command, Command]:
    opened = OpenMeeting(meeting=code, cluster=cluster, year=2020, title=f"Họp {code}")
    return opened, CloseMeeting(meeting=code)


def walked(ledger: Ledger, stop: Any, by: int, cluster: str | None = None) -> list[Any]:
    """Every stop on the way from the one end to the other."""
    session, here = Session(ledger, "Thư ký"), Location(cluster="c", year=2020)
    found: list[Any] = []
    if by > 0:
        here = Location(cluster="c", year=2020, known_at=1)
    try:
        while True:
            moment = step(session, here, stop, by, cluster)
            found.append(moment)
            here = Location(cluster="c", year=2020, known_at=moment)
    except BadInput:
        return found


def test_one_steps_by_act_and_never_into_the_middle_of_one():
    """Entries 7 and 8 are one act: the wrong head taken back, the right one in its place."""
    ledger = ledger_of(*BEGUN, WRONG, RIGHT)
    assert ledger.position() == 8
    assert walked(ledger, "act", -1) == [6, 5, 4, 3, 2, 1]
    assert walked(ledger, "act", 1) == [2, 3, 4, 5, 6, None]


def test_from_the_middle_of_an_act_a_step_leads_out_of_it():
    ledger = ledger_of(*BEGUN, WRONG, RIGHT, *meeting("m"))
    assert (moments.before_act(ledger, 7), moments.before_act(ledger, 8)) == (6, 6)
    assert (moments.act_after(ledger, 6), moments.act_after(ledger, 7)) == (8, 9)
    assert moments.act_after(ledger, 10) is None


def test_meetings_are_stops_where_they_opened_and_where_they_closed():
    ledger = ledger_of(*BEGUN, *meeting("m"), WRONG, *meeting("n", "d"))
    assert walked(ledger, "meeting", -1) == [9, 7, 6]
    assert walked(ledger, "meeting", -1, "c") == [7, 6]
    assert walked(ledger, "meeting", 1, "c") == [6, 7, None]
    assert walked(ledger, "meeting", 1) == [6, 7, 9, None]


def test_behind_the_last_act_is_now():
    ledger = ledger_of(*BEGUN)
    session, here = Session(ledger, "Thư ký"), Location(known_at=4)
    assert step(session, here, "act", 1, None) is None
    with pytest.raises(BadInput, match="already-now"):
        step(session, Location(), "act", 1, None)


def test_before_the_first_act_there_is_nothing_to_see():
    session = Session(ledger_of(*BEGUN), "Thư ký")
    with pytest.raises(BadInput, match="first-act"):
        step(session, Location(known_at=1), "act", -1, None)
    with pytest.raises(BadInput, match="no-entry-yet"):
        step(Session(ledger_of(), "Thư ký"), Location(), "act", -1, None)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("0", "no-such-entry"),
        ("99", "no-such-entry"),
        ("13/01/2021", "known-too-early"),
        ("16/01/2031", "known-too-late"),
        ("hôm kia", "not-an-instant"),
    ],
)
def test_a_moment_that_the_ledger_does_not_reach_is_told(typed, code):
    with pytest.raises(BadInput, match=code):
        read_known_at(typed, Session(ledger_of(*BEGUN), "Thư ký"))


def test_a_typed_position_is_moved_to_the_end_of_its_act():
    session = Session(ledger_of(*BEGUN, WRONG, RIGHT, *meeting("m")), "Thư ký")
    assert read_known_at("7", session) == 8
    assert read_known_at("6", session) == 6
    assert read_known_at("10", session) is None
    assert read_known_at("", session) is None


def test_an_instant_is_the_last_entry_typed_by_then():
    ledger = ledger_of(*BEGUN)
    times = [entry.at for entry in ledger.read()]
    assert moments.position_at(ledger, times[0] - timedelta(seconds=1), 5) == 0
    for position, at in enumerate(times, 1):
        assert moments.position_at(ledger, at, 5) == position
        assert moments.position_at(ledger, at + timedelta(seconds=1), 5) == position


@quick(40)
@given(
    held=st.lists(st.sampled_from("cd-"), max_size=40),
    at=st.integers(0, 90),
    cluster=st.sampled_from(["c", "d", None]),
)
def test_the_meetings_found_are_those_that_reading_everything_finds(held, at, cluster):
    acts = [
        act
        for number, where in enumerate(held)
        for act in (
            meeting(f"m{number}", where)
            if where != "-"
            else [FoundUnit(unit=f"u{number}", name=f"Sở số {number}")]
        )
    ]
    ledger = ledger_of(*BEGUN, *acts)
    entries = [
        entry
        for entry in ledger.read()
        if isinstance(entry.event, moments.MEETING)
        and cluster in (None, getattr(entry.event, "cluster", ""))
    ]
    before = [entry for entry in entries if entry.position <= at]
    after = [entry for entry in entries if entry.position > at]
    assert moments.meeting_before(ledger, at, cluster) == (before[-1] if before else None)
    assert moments.meeting_after(ledger, at, cluster) == (after[0] if after else None)


def test_a_stop_is_found_by_reading_a_handful_of_entries():
    many = (FoundUnit(unit=f"u{n}", name=f"Sở thứ {n}") for n in range(600))
    ledger = ledger_of(*BEGUN, *meeting("m"), *many, *meeting("n"))
    counting, last = Counting(ledger), ledger.position()
    assert moments.before_act(counting, last - 300) == last - 301
    assert moments.act_after(counting, last - 300) == last - 299
    assert counting.read_so_far <= 8
    (found,) = [moments.meeting_before(counting, last - 3, None)]
    assert found and found.position == 7
    assert counting.read_so_far <= 20
    assert moments.position_at(counting, START + timedelta(hours=400), last)
    assert counting.read_so_far <= 40
