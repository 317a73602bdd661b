"""The one door to the store: what passes it, what an act is, and what happens when two write."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import pytest
from eventsourcing.dcb.api import DCBAppendCondition, DCBEvent
from eventsourcing.dcb.popo import InMemoryDCBRecorder
from hypothesis import example, given, settings
from hypothesis import strategies as st

from events.command import Command, History
from events.corrections import EntriesRetracted, Retract
from events.elections import ElectHead, StandDown
from events.errors import BadInput, Refused, Stale, ThiduaError
from events.event import Entry, Event, Scope, Source
from events.meetings import MeetingOpened, OpenMeeting
from events.membership import RecordRoster, RosterRecorded
from events.operators import NameOperator
from events.remarks import RecordRemark
from events.roles import HeadElected
from events.signed_note import Signer
from events.store import cache as memory_module
from events.store import instants as instants_module
from events.store import ledger as ledger_module
from events.store.codec import Stored
from events.store.instants import Instants
from events.store.ledger import Circumstances, Ledger
from events.store.retries import TRIES
from events.unit_commands import FoundUnit
from events.units import UnitFounded
from tests.amount import amount
from tests.facts import HERE, MEMBERS, THERE, WORLD, Fields
from tests.narrow import fact
from tests.spec import TODAY, clock_at, ledger_with
from tests.stores import KINDS, emptied, fresh, opened

HOW = Circumstances(by="Thư ký")
NFD = "So\u031b\u0309 Ta\u0300i chi\u0301nh"


# What is typed


def test_text_is_composed_and_trimmed_at_the_door():
    (entry,) = ledger_with().execute(FoundUnit(unit="stc", name=f"  {NFD} \n"), HOW)
    assert fact(entry).name == "Sở Tài chính"


def test_text_that_differs_only_in_composition_is_the_same_text():
    ledger = ledger_with(UnitFounded(unit="stc", name="Sở Tài chính"))
    with pytest.raises(Refused, match="name-taken"):
        ledger.execute(FoundUnit(unit="stc2", name=NFD), HOW)


@pytest.mark.parametrize("char", ["\x1b", "\x00", "\x9b", "\u202e", "\u200d", "\t", "\ud800"])
def test_a_control_character_is_refused_at_the_door(char):
    """In any field of a command, and in what goes with the act."""
    ledger = ledger_with(WORLD)
    bad = f"Sở {char} Y tế"
    for command, how in (
        (FoundUnit(unit="syt", name=bad), HOW),
        (FoundUnit(unit="syt", name="Sở Y tế"), Circumstances(by=bad)),
        (FoundUnit(unit="syt", name="Sở Y tế"), Circumstances(by="x", reason=bad)),
        (FoundUnit(unit="syt", name="Sở Y tế"), Circumstances(by="x", source=Source(title=bad))),
        (RecordRoster(**HERE, units=("a", f"b{char}c")), HOW),
    ):
        with pytest.raises(BadInput) as refusal:
            ledger.execute(command, how)
        assert refusal.value.code == "control-character"
        assert refusal.value.facts == {"char": f"U+{ord(char):04X}"}
    assert len(list(ledger.read())) == len(WORLD)


@pytest.mark.parametrize(
    "command",
    [
        FoundUnit(unit="stc", name=""),
        FoundUnit(unit="stc", name=" \u00a0 "),
        FoundUnit(unit="stc", name="x" * 301),
        FoundUnit(unit="stc", name="Sở\nTài chính"),
        FoundUnit(unit="Sở TC", name="Sở Tài chính"),
        FoundUnit(unit="", name="Sở Tài chính"),
        FoundUnit(unit="s/2020", name="Sở Tài chính"),
        FoundUnit(unit="stc", name="Sở Tài chính", on="mai"),  # type: ignore[arg-type]  # refused at the boundary
        RecordRoster(cluster="cum", year=20, units=("a",)),
        RecordRoster(**HERE, units=("a", "B")),
        ElectHead(**HERE, unit="a", method="by magic"),  # type: ignore[arg-type]  # refused at the boundary
    ],
)
def test_a_field_holds_only_what_it_can_hold(command):
    ledger = ledger_with(WORLD)
    with pytest.raises(BadInput) as refusal:
        ledger.execute(command, HOW)
    assert refusal.value.code == "field-invalid"
    assert "detail" in refusal.value.facts
    assert len(list(ledger.read())) == len(WORLD)


def test_prose_keeps_its_lines():
    opening = OpenMeeting(meeting="m", **HERE, title="X", on=TODAY)
    ledger = ledger_with(WORLD)
    ledger.execute(opening, HOW)
    (entry,) = ledger.execute(RecordRemark(meeting="m", text="Một\r\nHai\n"), HOW)
    assert fact(entry).text == "Một\nHai"


def test_markup_is_text():
    (entry,) = ledger_with().execute(FoundUnit(unit="x", name="Sở [red]Y tế[/b]"), HOW)
    assert fact(entry).name == "Sở [red]Y tế[/b]"


# Entries and acts


def test_an_entry_tells_both_times_who_why_and_from_where():
    ledger = ledger_with(WORLD)
    how = Circumstances(
        by="Thư ký",
        reason="Bổ sung",
        source=Source(kind="newspaper", title="Báo Lạng Sơn", on=date(2020, 2, 1)),
        meeting="m",
        act="act-1",
    )
    (entry,) = ledger.execute(RecordRoster(**HERE, units=("a",)), how)
    assert entry == Entry(
        position=len(WORLD) + 1,
        place=len(WORLD) + 1,
        at=clock_at(TODAY),
        by="Thư ký",
        act="act-1",
        event=RosterRecorded(**HERE, units=("a",)),
        reason="Bổ sung",
        source=how.source,
        meeting="m",
    )
    assert list(ledger.read(after=len(WORLD))) == [entry]
    assert list(ledger.read(Scope(("meeting:m",)))) == [entry]


def test_an_act_id_repeated_is_one_act():
    """An answer that was lost on the way is asked for again."""
    ledger = ledger_with(MEMBERS)
    how = Circumstances(by="Thư ký", act="act-1")
    first = ledger.execute(ElectHead(**HERE, unit="a"), how)
    assert ledger.execute(ElectHead(**HERE, unit="a"), how) == first
    assert ledger.execute(ElectHead(**HERE, unit="b"), how) == first
    assert len(list(ledger.read())) == len(MEMBERS) + 1
    with pytest.raises(Refused, match="head-in-office"):
        ledger.execute(ElectHead(**HERE, unit="a"), HOW)


def test_acts_without_an_id_are_different_acts():
    ledger = ledger_with()
    acts = [ledger.execute(FoundUnit(unit=u, name=f"Sở {u}"), HOW)[0].act for u in ("x", "y")]
    assert len(set(acts)) == 2


def test_nothing_is_recorded_by_an_act_that_is_refused():
    ledger = ledger_with(MEMBERS)
    with pytest.raises(Refused):
        ledger.execute(ElectHead(**HERE, unit="d"), HOW)
    assert len(list(ledger.read())) == len(MEMBERS)


def test_a_reading_stops_at_a_position_or_at_an_instant():
    times = iter([datetime(2021, 1, 14, hour, tzinfo=UTC) for hour in (8, 8, 9, 9, 10, 10)])
    ledger = Ledger(InMemoryDCBRecorder(), clock=lambda: next(times))
    for code in ("x", "y", "z"):
        ledger.execute(FoundUnit(unit=code, name=f"Sở {code}"), HOW)
    assert [e.position for e in ledger.read(until=2)] == [1, 2]
    assert [e.position for e in ledger.read(until=datetime(2021, 1, 14, 9, tzinfo=UTC))] == [1, 2]
    assert [e.position for e in ledger.read(after=1, limit=1)] == [2]


def test_an_instant_is_a_beginning_of_the_chain_when_the_clock_was_set_back():
    ledger = Ledger(InMemoryDCBRecorder(), clock=lambda: times.pop())
    times = [datetime(2021, 1, day, tzinfo=UTC) for day in (11, 11, 12, 12, 10, 10, 14, 14)]
    for number in range(4):  # stamped on the 14th, 10th, 12th and 11th
        ledger.execute(FoundUnit(unit=f"u{number}", name=f"Sở {number}"), HOW)
    days = {9: [], 10: [1, 2], 11: [1, 2, 3, 4], 14: [1, 2, 3, 4]}
    for day, positions in days.items():
        known = ledger.read(until=datetime(2021, 1, day, 12, tzinfo=UTC))
        assert [entry.position for entry in known] == positions, day


@given(
    stamps=st.lists(st.integers(0, 9), max_size=30),
    asked=st.lists(st.tuples(st.integers(-1, 10), st.integers(0, 30)), min_size=1, max_size=6),
    size=st.integers(1, 8),
    block=st.integers(1, 8),
)
def test_known_at_is_the_last_stamp_not_later_however_far_the_ledger_has_grown(
    stamps, asked, size, block
):
    """The answer of an instant is kept, and the earliest stamp of what was searched."""
    start, clock = datetime(2021, 1, 14, tzinfo=UTC), [datetime(2021, 1, 14, tzinfo=UTC)]
    ledger = Ledger(InMemoryDCBRecorder(), clock=lambda: clock[0])
    for hour, length in sorted(asked, key=lambda question: question[1]):
        for number in range(ledger.position(), min(length, len(stamps))):
            clock[0] = start + timedelta(hours=stamps[number])
            ledger.execute(FoundUnit(unit=f"u{number}", name=f"Sở {number}"), HOW)
        recorded = stamps[: ledger.position()]
        with patch.multiple(instants_module, FIRST_SIZE=size, BLOCK=block):
            known = ledger.known_at(start + timedelta(hours=hour))
        assert known == max([n for n, at in enumerate(recorded, 1) if at <= hour], default=0)


def test_the_second_day_looked_for_reads_one_block_of_entries():
    start, read = datetime(2021, 1, 1, tzinfo=UTC), list[int]()
    entries = [
        (number, "", "", json.dumps({"at": (start + timedelta(hours=number)).isoformat()}).encode())
        for number in range(1, 20 * instants_module.BLOCK)
    ]

    def stored(after: int, size: int) -> Iterator[Stored]:
        read.append(size)
        return iter(entries[after : after + size])

    instants = Instants(stored)
    for number, most in ((9000, len(entries)), (5000, 2 * instants_module.BLOCK)):
        read.clear()
        then = start + timedelta(hours=number, minutes=30)
        assert instants.known_at(then, len(entries)) == number
        assert sum(read) <= most


def test_a_retraction_is_read_with_the_kinds_that_it_concerns_and_no_others():
    """A province's heads are not read among the corrections of all its scores."""
    ledger = ledger_with(MEMBERS, HeadElected(**HERE, unit="a"))
    head = [*ledger.read()][-1]
    wrong: Fields = {"positions": (head.position,), "concerns": head.event.tags()}
    ledger.execute(Retract(**wrong), Circumstances(by="x", reason="Ghi nhầm"))

    def read(*kinds: type[Event]) -> list[type[Event]]:
        return [type(entry.event) for entry in ledger.read(Scope(events=kinds))]

    assert read(HeadElected) == [HeadElected, EntriesRetracted]
    assert read(RosterRecorded) == [RosterRecorded]
    assert read(EntriesRetracted) == [EntriesRetracted]


@pytest.mark.parametrize(("kept", "few"), [(0, 0), (3, 2), (5, 99), (99, 99)])
def test_what_is_remembered_is_what_would_be_read(recorder, monkeypatch, kept, few):
    """However little is kept, and whatever was asked for before."""
    monkeypatch.setattr(memory_module, "KEPT", kept)
    for module in (ledger_module, memory_module):
        monkeypatch.setattr(module, "FEW", few)
    ours, memory = Ledger(recorder), ledger_with(MEMBERS)
    for entry in memory.recorder.read():
        recorder.append([entry.event])
    for ledger in (ours, memory):
        ledger.clock = lambda: clock_at(TODAY)
        ledger.execute(ElectHead(**HERE, unit="a"), Circumstances(by="x", act="elected"))
    scopes = (Scope(events=(UnitFounded,)), Scope(("cluster:cum",)), Scope(("unit:a",)))
    asked = [(s, upto) for s in (*((s,) for s in scopes), scopes) for upto in (None, 0, 2, 99)]
    for of, upto in asked * 2:
        assert [*ours.read(*of, until=upto)] == [*memory.read(*of, until=upto)]
        assert ours.history(of)[0].entries == memory.history(of)[0].entries


def test_the_day_of_a_decision_is_the_day_where_the_program_runs():
    ledger = ledger_with()
    assert ledger.history((Scope(("x",)),))[0].today == ledger.clock().astimezone().date()


class Unbounded(Command):
    """A command that forgot its boundary."""

    def boundary(self) -> tuple[Scope, ...]:
        return (Scope(),)


class Nowhere(Unbounded):
    """A command that reads nothing."""

    def boundary(self) -> tuple[Scope, ...]:
        return ()


@pytest.mark.parametrize("command", [Unbounded(), Nowhere()])
def test_a_boundary_has_bounds(command):
    """An empty one means everything to the library."""
    with pytest.raises(ThiduaError, match="boundary-without-bounds"):
        ledger_with().execute(command, HOW)


# Two who write


class Crowded(InMemoryDCBRecorder):
    """A store in which another is faster, so many times, before we append."""

    rivals: list[list[DCBEvent]]

    def append(
        self, events: Sequence[DCBEvent], condition: DCBAppendCondition | None = None
    ) -> int:
        if condition and self.rivals:
            super().append(self.rivals.pop(0))
        return super().append(events, condition)


def memory(ledger: Ledger) -> Any:
    """The recorder in memory; `Any`: events and rivals are those of `Crowded` or of its base."""
    return ledger.recorder


def crowded(*rivals: Event) -> Ledger:
    """A ledger with members, where these facts come in between, one before each append."""
    recorder = Crowded()
    recorder.rivals = []
    recorder.append(
        [stored for entry in memory(ledger_with(MEMBERS)).events for stored in [entry.event]]
    )
    recorder.rivals = [[e.event for e in memory(ledger_with(rival)).events] for rival in rivals]
    return Ledger(recorder, clock=lambda: clock_at(TODAY))


def test_a_conflict_decides_afresh():
    """Somebody elected a head meanwhile: the second is told so, not stored."""
    ledger = crowded(HeadElected(**HERE, unit="b"))
    with pytest.raises(Refused) as refusal:
        ledger.execute(ElectHead(**HERE, unit="a"), HOW)
    assert (refusal.value.code, refusal.value.facts["unit"]) == ("head-in-office", "b")


def test_a_conflict_that_changes_nothing_is_not_seen():
    other = RosterRecorded(cluster="cum", year=2019, units=("a",))
    ledger = crowded(other)
    (entry,) = ledger.execute(ElectHead(**HERE, unit="a"), HOW)
    assert (entry.position, entry.event) == (len(MEMBERS) + 2, HeadElected(**HERE, unit="a"))


def test_what_others_write_elsewhere_is_no_conflict():
    ledger = crowded(*[RosterRecorded(**THERE, units=("d",))] * (TRIES + 1))
    (entry,) = ledger.execute(ElectHead(**HERE, unit="a"), HOW)
    assert entry.position == len(MEMBERS) + 2


@pytest.fixture
def hasty(monkeypatch):
    """Conflicts are tried again without a pause."""
    monkeypatch.setattr("events.store.retries.LONGEST_PAUSE", 0.0)


def test_after_many_tries_the_ground_is_said_to_move(hasty):
    rosters = [RosterRecorded(cluster="cum", year=1990 + n, units=("a",)) for n in range(TRIES + 4)]
    ledger = crowded(*rosters)
    with pytest.raises(Stale) as stale:
        ledger.execute(ElectHead(**HERE, unit="a"), HOW)
    assert (stale.value.code, stale.value.facts) == ("ground-moved", {"tries": TRIES})
    assert len(memory(ledger).rivals) == 4
    assert HeadElected(**HERE, unit="a") not in [entry.event for entry in ledger.read()]


def test_who_signs_among_fourteen_others_is_recorded_in_the_end(hasty):
    """A signature names the entry before it: each act of another, wherever, is another try."""
    signer = Signer("secretary", bytes(32))
    ledger = crowded()
    name = NameOperator(operator="secretary", name="A", role="secretary", key=str(signer.key))
    ledger.execute(name, HOW, lambda: signer)
    others = crowded(*[RosterRecorded(**THERE, units=("d",))] * 14)
    memory(ledger).rivals = memory(others).rivals
    (entry,) = ledger.execute(ElectHead(**HERE, unit="a"), HOW, lambda: signer)
    assert entry.seal is not None
    assert (entry.position, entry.seal.seen) == (len(MEMBERS) + 16, len(MEMBERS) + 15)


def test_the_same_act_from_two_sides_is_recorded_once():
    """The other side was the same person pressing the key again: its act carries our id."""
    how = Circumstances(by="Thư ký", act="act-1")
    twin = ledger_with(MEMBERS)
    twin.execute(ElectHead(**HERE, unit="a"), how)
    ledger = crowded()
    memory(ledger).rivals = [[memory(twin).events[-1].event]]
    (entry,) = ledger.execute(ElectHead(**HERE, unit="a"), how)
    assert entry.position == len(MEMBERS) + 1
    assert len(list(ledger.read())) == len(MEMBERS) + 1


def test_an_act_that_is_no_ground_of_its_own_is_recorded_once_from_two_sides():
    """What was said at a meeting concerns nothing that is said next: the id alone tells them."""
    how = Circumstances(by="Thư ký", act="act-1")
    remark = RecordRemark(meeting="hop", text="Nhất trí")
    facts = (MEMBERS, MeetingOpened(**HERE, meeting="hop", title="Họp"))
    twin, ledger = ledger_with(*facts), crowded()
    ledger.recorder.append([memory(ledger_with(*facts)).events[-1].event])
    twin.execute(remark, how)
    memory(ledger).rivals = [[memory(twin).events[-1].event]]
    (entry,) = ledger.execute(remark, how)
    assert entry.position == len(MEMBERS) + 2
    assert len(list(ledger.read())) == len(MEMBERS) + 2


class Late(InMemoryDCBRecorder):
    """A store at which what was sent before arrives only now, before one of our questions."""

    late: list[DCBEvent]
    questions_before: int

    def read(self, *asked: Any, **how: Any) -> Any:
        self.questions_before -= 1
        if not self.questions_before:
            self.append(self.late)
        return super().read(*asked, **how)


@pytest.mark.parametrize("questions_before", [1, 2, 3])
def test_the_same_act_that_arrives_late_is_recorded_once(questions_before):
    """A silent server was given up, and does it while the key is pressed again."""
    how = Circumstances(by="Thư ký", act="act-1")
    remark = RecordRemark(meeting="hop", text="Nhất trí")
    twin = ledger_with(MEMBERS, MeetingOpened(**HERE, meeting="hop", title="Họp"))
    recorder = Late()
    recorder.questions_before = 0
    recorder.append([entry.event for entry in memory(twin).events])
    twin.execute(remark, how)
    recorder.late, recorder.questions_before = [memory(twin).events[-1].event], questions_before
    ledger = Ledger(recorder, clock=lambda: clock_at(TODAY))
    (entry,) = ledger.execute(remark, how)
    assert recorder.questions_before <= 0, "it arrived in between"
    assert [e.act for e in ledger.read()].count("act-1") == 1
    assert entry.position == len(MEMBERS) + 2


def test_a_history_without_entries_is_as_if_they_had_never_been_typed():
    entries = list(ledger_with(MEMBERS).read())
    history = History(entries, TODAY).without([1, 3])
    assert [e.position for e in history.entries] == [2, *range(4, len(MEMBERS) + 1)]


def answer(ledger: Ledger, command: Command, act: str) -> object:
    """What a ledger says to a command: the facts, or why not."""
    try:
        return [e.event for e in ledger.execute(command, Circumstances(by="x", act=act))]
    except Refused as error:
        return str(error)


COMMANDS = [
    *(ElectHead(cluster="cum", year=2020, unit=unit) for unit in "ab"),
    *(StandDown(cluster="cum", year=2020, unit=unit, role="head") for unit in "ab"),
    RecordRoster(cluster="khac", year=2020, units=("d",)),
    *(OpenMeeting(meeting=code, cluster="cum", year=2020, title="Họp") for code in "mn"),
]


@pytest.mark.parametrize("kind", KINDS)
@given(turns=st.lists(st.tuples(st.booleans(), st.sampled_from(COMMANDS)), max_size=20))
@example([*((True, COMMANDS[n]) for n in (0, 5, 1)), *((False, COMMANDS[n]) for n in (2, 6))])
@settings(max_examples=amount(30, 100), deadline=None, derandomize=True)
def test_what_is_remembered_knows_what_others_wrote(kind, turns):
    """Two processes take turns; each decides as one would that reads everything anew."""
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(memory_module, "BEHIND", 1)  # what came last is soon more than is remembered
        where = fresh(kind, Path(folder)) if kind == "sqlite" else emptied(secrets.token_hex(16))
        with opened(where) as one, opened(where) as other:
            for entry in ledger_with(MEMBERS).recorder.read():
                one.append([entry.event])
            both = [Ledger(recorder, clock=lambda: clock_at(TODAY)) for recorder in (one, other)]
            for nth, (first, command) in enumerate([*turns, (True, COMMANDS[1])]):
                alone = Ledger(InMemoryDCBRecorder(), clock=lambda: clock_at(TODAY))
                for entry in one.read():
                    alone.recorder.append([entry.event])
                wanted = answer(alone, command, f"act-{nth}")
                assert answer(both[first], command, f"act-{nth}") == wanted
