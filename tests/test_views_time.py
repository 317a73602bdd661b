"""When it was known: views stop anywhere, retractions and corrections count, folding goes on."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import cast

import pytest
from eventsourcing.dcb.popo import InMemoryDCBRecorder
from hypothesis import given
from hypothesis import strategies as st

from events.awards import NominateForAward
from events.corrections import Correct, EntriesRetracted, Retract, effective
from events.elections import ElectHead
from events.errors import ThiduaError
from events.event import Entry, Event, Scope, name_of
from events.ranking import AdoptResult
from events.store.ledger import Circumstances, Ledger
from tests.facts import DAY, FLAG, HERE, MEMBERS, RESULT, place
from tests.reading import rows_in, told
from tests.spec import ledger_with
from tests.universe import facts, quick
from thidua_tui.cli.views_to_verify import answered, every_view
from views.award_list import AwardList
from views.clusters import Clusters
from views.compacts import Compacts
from views.emulation_movements import Movements
from views.journal import Journal
from views.leadership import Leadership
from views.minutes import Meetings, Minutes
from views.projection import Reader, project, project_all
from views.roster import Roster
from views.scores import Scores
from views.standings import Standings
from views.unit_record import UnitRecord
from views.units import Units

BY = Circumstances(by="Thư ký")
WHY = Circumstances(by="Thư ký", reason="Gõ nhầm", act="why")
SCOPED = (
    Clusters,
    Units,
    Roster,
    Standings,
    Leadership,
    AwardList,
    Movements,
    Compacts,
    Meetings,
    Scores,
    lambda: Clusters("cum"),
    lambda: Units("cum", 2020),
    lambda: Roster("cum", 2020),
    lambda: Standings("cum", 2020),
    lambda: Standings("cum"),
    lambda: Leadership("cum", 2021),
    lambda: AwardList("cum", 2020),
    lambda: Movements("cum", 2020),
    lambda: Compacts("khac"),
    lambda: Meetings("khac", 2020),
    lambda: Scores("cum", 2020, "self"),
    lambda: UnitRecord("a"),
    lambda: Minutes("m"),
    lambda: Journal("cum"),
    Journal,
)
"""Views with few and with many scopes."""


def ticking() -> Ledger:
    """A ledger with the members of 2020 whose clock goes on by a day with every act."""
    days = count()
    start = datetime(2021, 1, 14, 12, tzinfo=UTC)
    ledger = Ledger(InMemoryDCBRecorder(), clock=lambda: start + timedelta(days=next(days)))
    for entry in ledger_with(*MEMBERS).recorder.read():
        ledger.recorder.append([entry.event])
    return ledger


def test_a_view_stops_at_a_position():
    ledger = ledger_with(*MEMBERS)
    ledger.execute(AdoptResult(**HERE, places=(place(1, "a"),)), BY)
    last = len(MEMBERS)
    before = rows_in(ledger, Standings, known_at=last)
    assert {row.state for row in before} == {"none"}
    assert {row.state for row in rows_in(ledger, Standings, known_at=last + 1)} == {"adopted"}
    assert rows_in(ledger, Standings, known_at=0) == ()


def test_a_view_stops_at_an_instant():
    ledger = ticking()
    (entry,) = ledger.execute(ElectHead(**HERE, unit="a"), BY)
    assert rows_in(ledger, Leadership, known_at=entry.at - timedelta(seconds=1)) == ()
    assert [row.unit for row in rows_in(ledger, Leadership, known_at=entry.at)] == ["a"]


def test_what_was_taken_back_is_gone_from_views_and_marked_in_the_journal():
    ledger = ledger_with(*MEMBERS)
    (entry,) = ledger.execute(ElectHead(**HERE, unit="a"), BY)
    tags = entry.event.tags()
    (taken,) = ledger.execute(Retract(positions=(entry.position,), concerns=tags), WHY)
    assert rows_in(ledger, Leadership) == ()
    assert [row.unit for row in rows_in(ledger, Leadership, known_at=entry.position)] == ["a"]
    marked = rows_in(ledger, Journal)[-2]
    assert (marked.position, marked.event) == (entry.position, "head-elected")
    assert (marked.retracted_by, marked.retracted_because) == (taken.position, "Gõ nhầm")


def test_what_was_corrected_stands_in_its_place():
    ledger = ledger_with(*MEMBERS)
    (wrong,) = ledger.execute(ElectHead(**HERE, unit="a"), BY)
    right = ElectHead(**HERE, unit="b")
    positions, tags = (wrong.position,), wrong.event.tags()
    ledger.execute(Correct(positions=positions, concerns=tags, instead=right), WHY)
    assert [row.unit for row in rows_in(ledger, Leadership)] == ["b"]
    assert rows_in(ledger, lambda: UnitRecord("a"))[0].roles == ()
    assert rows_in(ledger, lambda: UnitRecord("b"))[0].roles[0].role == "head"
    journal = rows_in(ledger, Journal)
    assert told(journal[-3:], "event", "retracted_by", "replaces") == [
        ("head-elected", journal[-2].position, ()),
        ("entries-retracted", None, ()),
        ("head-elected", None, positions),
    ]


def test_a_ranking_is_known_as_it_was_before_it_was_corrected():
    ledger = ledger_with(*MEMBERS)
    (wrong,) = ledger.execute(AdoptResult(**HERE, places=(place(1, "a"),)), BY)
    again = AdoptResult(**HERE, places=(place(1, "b"),))
    correction = Correct(positions=(wrong.position,), concerns=wrong.event.tags(), instead=again)
    ledger.execute(correction, WHY)
    then = rows_in(ledger, Standings, known_at=wrong.position)
    assert (then[0].unit, rows_in(ledger, Standings)[0].unit) == ("a", "b")


def test_a_journal_begins_where_it_is_asked_to():
    ledger = ledger_with(*MEMBERS)
    first = len(MEMBERS) - 1
    assert [row.position for row in rows_in(ledger, lambda: Journal(first=first))] == [
        first,
        first + 1,
    ]
    assert [row.event for row in rows_in(ledger, lambda: Journal("cum"))] == [
        "cluster-founded",
        "roster-recorded",
    ]


def test_minutes_lose_what_was_typed_in_the_session_and_taken_back_elsewhere():
    ledger = ledger_with(*MEMBERS, RESULT)
    command = NominateForAward(**FLAG, on=DAY)
    (entry,) = ledger.execute(command, Circumstances(by="x", meeting="tk"))
    assert project(Minutes("tk"), ledger).typed
    ledger.execute(Retract(positions=(entry.position,), concerns=entry.event.tags()), WHY)
    assert not project(Minutes("tk"), ledger).typed


class ReadsNothing:
    """A ledger that cannot be read."""

    def read(self, *_: Scope, **__: object) -> Iterator[Entry]:
        raise ThiduaError("disk-error")


def with_retractions(events: list[Event], taken: list[int]) -> list[Event]:
    """The same facts, each number's fact taken back at the end."""
    positions = sorted({number % len(events) + 1 for number in taken}) if events else []
    return [
        *events,
        *(
            EntriesRetracted(
                positions=(p,),
                concerns=events[p - 1].tags(),
                place=p,
                kinds=(name_of(events[p - 1]),) if p % 4 else (),  # or not told
            )
            for p in positions
        ),
    ]


streams = st.builds(with_retractions, st.lists(facts, max_size=25), st.lists(st.integers(0, 99)))


@pytest.mark.parametrize("make", SCOPED, ids=lambda make: str(make().__class__.__name__))
@quick(25)
@given(stream=streams, upto=st.none() | st.integers(0, 30))
def test_a_view_reads_all_that_it_needs(make, stream, upto):
    """Whatever happened, its scopes bring what the whole ledger would, at any position."""
    rows_in(ledger_with(stream), make, known_at=upto)


@quick(50)
@given(stream=streams, cut=st.integers(0, 30))
def test_folding_a_beginning_and_going_on_is_folding_at_once(stream, cut):
    entries = effective(ledger_with(stream).read())
    for at_once, in_two in zip(every_view(entries), every_view(entries), strict=True):
        for entry in entries:
            at_once.apply(entry)
        for entry in entries[:cut]:
            in_two.apply(entry)
        answered(in_two)  # looking at it changes nothing
        for entry in entries[cut:]:
            in_two.apply(entry)
        assert answered(in_two) == answered(at_once)


@quick(50)
@given(stream=streams, upto=st.none() | st.integers(0, 30))
def test_several_views_in_one_reading_are_each_as_if_read_alone(stream, upto):
    """Whatever they share: what was typed, the names, the ways that are quicker than asking."""
    ledger = ledger_with(stream)
    apart = [*every_view([]), *(make() for make in SCOPED)]
    together = [*every_view([]), *(make() for make in SCOPED)]
    project_all(together, ledger, upto)
    for alone, among_others in zip(apart, together, strict=True):
        entries = ledger.read(until=upto)
        as_typed = getattr(alone, "as_typed", False)
        for entry in entries if as_typed else effective(entries):
            alone.apply(entry)
        assert answered(among_others) == answered(alone)


def test_garbage_is_collected_again_after_a_fold_whatever_became_of_it():
    with pytest.raises(ThiduaError):
        project(Standings(), cast(Reader, ReadsNothing()))
    assert gc.isenabled()


@quick(25)
@given(stream=streams, upto=st.integers(0, 30))
def test_what_was_known_then_does_not_change_with_what_came_later(stream, upto):
    whole, then = ledger_with(stream), ledger_with(stream[:upto])
    for make in SCOPED:
        assert rows_in(whole, make, known_at=upto) == rows_in(then, make)
