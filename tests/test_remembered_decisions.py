"""On a server an act is decided on what is remembered; a refusal and a seal are of what is there.

Two programs have the same ledger open; each remembers what it read and recorded itself.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import product
from typing import Any

import pytest
from eventsourcing.dcb.api import DCBAppendCondition, DCBEvent, DCBQuery, DCBQueryItem
from eventsourcing.persistence import IntegrityError

from events.clusters import FoundCluster
from events.command import Command
from events.corrections import Retract
from events.elections import ElectHead
from events.errors import Refused
from events.meetings import CloseMeeting, OpenMeeting
from events.membership import RecordRoster
from events.operators import OPERATORS, DismissOperator
from events.remarks import RecordRemark
from events.signatures import Signing
from events.store.address import LedgerAddress, ServerAddress
from events.store.ledger import Circumstances, Ledger, new_act
from events.unit_commands import FoundUnit, RenameUnit
from tests import postgresql_server
from tests.patience import PATIENCE
from tests.stores import opened
from tests.test_attacks_signed import LAN, MINH, name_operator
from thidua_tui.session.session import Session

HOW = Circumstances(by="spec")
HERE: dict[str, Any] = {"cluster": "c", "year": 2024}
FOUNDING: tuple[Command, ...] = (
    FoundUnit(unit="a", name="Sở A"),
    FoundUnit(unit="b", name="Sở B"),
    FoundCluster(cluster="c", name="Cụm C"),
    RecordRoster(**HERE, units=("a", "b")),
    RecordRoster(cluster="c", year=2025, units=("a", "b")),
)
Two = tuple[Ledger, Ledger]


@pytest.fixture
def two(address: LedgerAddress) -> Iterator[Two]:
    """Two programs at one ledger; both know the units, the cluster and its rosters."""
    with opened(address) as one, opened(address) as other:
        ledgers = Ledger(one), Ledger(other)
        for command in FOUNDING:
            ledgers[0].execute(command, HOW)
        remember(ledgers[1])
        yield ledgers


def remember(ledger: Ledger) -> None:
    """Let a program read what an election decides on, so that it remembers it."""
    for unit, year in product("ab", (2024, 2025)):
        ledger.history(ElectHead(cluster="c", year=year, unit=unit).boundary())
    ledger.history((OPERATORS,))


def questions(ledger: Ledger, act: Callable[[], object]) -> list[str]:
    """Return what is asked of a server while something is done: `ask` and `append`."""
    recorder: Any = ledger.recorder
    asked: list[str] = []
    ask, append = recorder._reader.ask, recorder._appender._append

    def count(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*values: Any) -> Any:
            asked.append(name)
            return work(*values)

        return counted

    recorder._reader.ask = count("ask", ask)
    recorder._appender._append = count("append", append)
    try:
        act()
    finally:
        recorder._reader.ask, recorder._appender._append = ask, append
    return asked


@pytest.fixture
def on_server(address: LedgerAddress) -> None:
    if not isinstance(address, ServerAddress):
        pytest.skip("a file has no round trips")


@pytest.mark.usefixtures("on_server")
def test_an_act_is_one_round_trip(two):
    one, _ = two
    assert questions(one, lambda: one.execute(ElectHead(**HERE, unit="a"), HOW)) == ["append"]


@pytest.mark.usefixtures("on_server")
def test_an_act_with_an_id_of_its_form_is_one_round_trip(two):
    one, _ = two
    how = Circumstances(by="ai đó", act="of-a-form")
    assert questions(one, lambda: one.execute(ElectHead(**HERE, unit="a"), how)) == ["append"]


@pytest.mark.usefixtures("on_server")
def test_an_act_of_the_program_is_one_round_trip_in_a_meeting(two):
    """Who is in which meeting is remembered; its agenda is of what was recorded in it."""
    session = Session(two[0], "thư ký")
    meeting = OpenMeeting(**HERE, meeting="m", title="Hội nghị", on=date(2024, 12, 1), place="")
    for command in (FoundUnit(unit="u", name="Sở U"), meeting, RecordRemark(meeting="m", text="x")):
        session.do(command, act=new_act())
    again = RecordRemark(meeting="m", text="Nhất trí")
    assert questions(two[0], lambda: session.do(again, act=new_act())) == ["append"]


def test_a_meeting_that_another_program_opens_or_closes_is_noticed(two):
    session = Session(two[0], "thư ký")
    session.do(FoundUnit(unit="u", name="Sở U"))
    assert session.meeting == ""
    meeting = OpenMeeting(**HERE, meeting="m", title="Hội nghị", on=date(2024, 12, 1), place="")
    for command, now in ((meeting, "m"), (CloseMeeting(meeting="m"), "")):
        two[1].execute(command, HOW)
        position = two[1].position()
        two[0].position()  # as a notice of the server says
        assert two[0].known_position() == position
        assert session.meeting == now


def test_an_act_that_was_recorded_long_ago_is_not_recorded_again(two):
    """Its first answer was lost; it is older than all that is remembered to have come."""
    one, other = two
    how = Circumstances(by="ai đó", act="of-a-form")
    done = one.execute(FoundUnit(unit="u", name="Sở U"), how)
    one.execute(ElectHead(**HERE, unit="a"), HOW)
    remember(other)
    assert other.execute(FoundUnit(unit="u", name="Sở U"), how) == done
    assert one.execute(FoundUnit(unit="v", name="Sở V"), how) == done


@pytest.mark.usefixtures("on_server")
def test_an_act_behind_others_that_do_not_concern_it_is_one_round_trip(two):
    one, other = two
    one.execute(FoundUnit(unit="u", name="Sở U"), HOW)
    act = ElectHead(**HERE, unit="a")
    assert questions(other, lambda: other.execute(act, HOW)) == ["append"]
    later = ElectHead(cluster="c", year=2025, unit="a")
    assert questions(other, lambda: other.execute(later, HOW)) == ["append"]


@pytest.mark.usefixtures("on_server")
def test_what_an_append_met_is_not_asked_for_again(two):
    """Refused for what came, it fetches that entry, and decides."""
    one, other = two
    one.execute(ElectHead(**HERE, unit="a"), HOW)

    def refused() -> None:
        with pytest.raises(Refused, match="head-in-office"):
            other.execute(ElectHead(**HERE, unit="b"), HOW)

    assert questions(other, refused) == ["append", "ask"]


def test_what_another_program_recorded_counts(two):
    one, other = two
    one.execute(ElectHead(**HERE, unit="a"), HOW)
    with pytest.raises(Refused, match="head-in-office") as refused:
        other.execute(ElectHead(**HERE, unit="b"), HOW)
    assert refused.value.facts["unit"] == "a"


def test_a_refusal_is_never_of_what_was_there_once(two):
    one, other = two
    (elected,) = one.execute(ElectHead(**HERE, unit="a"), HOW)
    with pytest.raises(Refused, match="head-in-office"):
        other.execute(ElectHead(**HERE, unit="b"), HOW)
    take_back = Retract(positions=(elected.position,), concerns=tuple(elected.event.tags()))
    one.execute(take_back, Circumstances(by="spec", reason="Ghi nhầm"))
    (new,) = other.execute(ElectHead(**HERE, unit="b"), HOW)
    assert new.position == elected.position + 2


@pytest.mark.parametrize("seed", range(3))
def test_programs_that_take_turns_record_what_one_would(two, tmp_path, seed):
    """Also one that was away for longer than a program follows what others record."""
    dice = random.Random(seed)  # noqa: S311  nothing secret
    with opened(tmp_path / "alone.thidua") as recorder:
        alone = Ledger(recorder)
        for command in FOUNDING:
            alone.execute(command, HOW)
        for turn in range(60):
            command = some_command(dice, turn)
            writer = two[0] if turn > 40 else dice.choice(two)
            for _ in range(120 if turn == 30 else 0):
                for ledger in (two[1], alone):
                    ledger.recorder.append([DCBEvent(type="x", data=b"{}", tags=["far:away"])])
            assert answer(writer, command) == answer(alone, command)
        assert answer(two[1], ElectHead(**HERE, unit="x")) == "not-a-member"


def some_command(dice: random.Random, turn: int) -> Command:
    year, unit = dice.choice((2024, 2025)), dice.choice("ab")
    return dice.choice(
        (
            ElectHead(cluster="c", year=year, unit=unit),
            RenameUnit(unit=unit, name=f"Sở {turn}", on=date(2024, 1, 1)),
            FoundUnit(unit=dice.choice("abcdef"), name=f"Sở thứ {turn}"),
        )
    )


def answer(ledger: Ledger, command: Command) -> object:
    """Return where an act is recorded, and what, or the refusal."""
    try:
        return [(entry.position, entry.event) for entry in ledger.execute(command, HOW)]
    except Refused as refusal:
        return refusal.code


# Signed


def signed(ledger: Ledger, command: Command, signer: Signing) -> list[Any]:
    return ledger.execute(command, HOW, lambda: signer)


def test_a_seal_names_the_entry_before_it_also_where_others_recorded(two):
    one, other = two
    signed(one, name_operator(LAN, "secretary"), LAN)
    signed(one, name_operator(MINH, "secretary"), LAN)
    for nth, (ledger, signer) in enumerate(((one, LAN), (other, MINH), (one, LAN), (one, LAN))):
        (entry,) = signed(ledger, FoundUnit(unit=f"u{nth}", name=f"Sở {nth}"), signer)
        before: Any = ledger.recorder
        assert entry.seal.seen == entry.position - 1
        assert entry.seal.head == before.hash_at(entry.position - 1).hex()


@pytest.mark.usefixtures("on_server")
def test_a_signed_act_is_one_round_trip(two):
    one, _ = two
    signed(one, name_operator(LAN, "secretary"), LAN)
    act = FoundUnit(unit="u", name="Sở U")
    assert questions(one, lambda: signed(one, act, LAN)) == ["append"]


def test_who_was_dismissed_elsewhere_records_nothing(two):
    one, other = two
    signed(one, name_operator(LAN, "secretary"), LAN)
    signed(one, name_operator(MINH, "secretary"), LAN)
    signed(other, FoundUnit(unit="u", name="Sở U"), MINH)
    why = Circumstances(by="spec", reason="Nghỉ việc")
    one.execute(DismissOperator(operator="minh"), why, lambda: LAN)
    with pytest.raises(Refused, match="operator-dismissed"):
        signed(other, FoundUnit(unit="v", name="Sở V"), MINH)


def test_with_the_first_operator_named_elsewhere_nothing_is_recorded_unsigned(two):
    one, other = two
    signed(one, name_operator(LAN, "secretary"), LAN)
    with pytest.raises(Refused, match="no-signing-key"):
        other.execute(FoundUnit(unit="u", name="Sở U"), HOW)


# The server


@pytest.fixture
def server_address() -> ServerAddress:
    return postgresql_server.fresh_address()


APPENDED = """SELECT thidua.append(NULL, 0, '{first}', '[["x"]]', '{x}', '', '')"""


@postgresql_server.needed
def test_who_appends_again_at_once_does_not_pass_who_waits(server_address):
    """The one that waits gets the head, also before it has woken up."""
    from events.store.postgresql.recorder import PostgreSQLRecorder

    with (
        PostgreSQLRecorder(server_address) as waiter,
        postgresql_server.connect(server_address) as first,
        ThreadPoolExecutor() as pool,
    ):
        first.execute(f"BEGIN; {APPENDED}")
        second = pool.submit(waiter.append, [DCBEvent(type="second", data=b"{}", tags=["x"])])
        wait_until(lambda: waiting(server_address) == 1)
        first.execute(f"COMMIT; {APPENDED}")
        assert second.result(PATIENCE) == 2
        assert [entry.event.type for entry in waiter.read()] == ["first", "second", "first"]


def waiting(address: ServerAddress) -> int:
    """Return how many sessions of a database wait for a lock."""
    query = """SELECT count(DISTINCT pid) FROM pg_stat_activity JOIN pg_locks USING (pid)
        WHERE datname = current_database() AND NOT granted"""
    with postgresql_server.connect(address) as connection:
        return int(connection.execute(query).fetchone()[0])


def wait_until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.005)


@postgresql_server.needed
@pytest.mark.parametrize("came", [1, 99, 100, 101, 150])
def test_a_condition_sees_what_came_however_much_it_is(server_address, came):
    """A few are compared one by one, many are looked for."""
    with opened(server_address) as recorder:
        recorder.append([DCBEvent(type="x", data=b"{}", tags=["far"]) for _ in range(came)])
        recorder.append([DCBEvent(type="y", data=b"{}", tags=["near", "by"])])
        for types, tags, met in (
            ([], ["by"], True), (["x", "y"], ["near", "by"], True), (["y"], [], True),
            (["x"], ["near"], False), ([], ["near", "far"], False), (["z"], [], False),
        ):  # fmt: skip
            condition = DCBAppendCondition(DCBQuery([DCBQueryItem(types, tags)]), after=1)
            new = [DCBEvent(type="z" if met else "w", data=b"{}", tags=["new"])]
            if met:
                with pytest.raises(IntegrityError):
                    recorder.append(new, condition)
            else:
                assert recorder.append(new, condition) == recorder.last()[0]


@postgresql_server.needed
def test_a_plan_that_is_kept_reads_no_more_than_what_it_finds(server_address):
    """Of a tag that many entries have, those of a rare type."""
    with opened(server_address) as recorder:
        recorder.append([DCBEvent(type="often", data=b"{}", tags=["t"]) for _ in range(2000)])
        recorder.append([DCBEvent(type="rare", data=b"{}", tags=["t", "u"])])
    with postgresql_server.connect(server_address) as connection:
        connection.execute("ANALYZE")
        connection.execute("SET plan_cache_mode = force_generic_plan")
        for part in ('[["rare"],["t"]]', '[["rare"],["t","u"]]', '[["rare","none"],[]]'):
            with connection.transaction():
                found = "SELECT thidua.found(%s, 0, 2001)"
                assert connection.execute(found, (f"[{part}]",)).fetchone() == ([2001],)
                read = """SELECT sum(pg_stat_get_xact_tuples_returned(oid)) FROM pg_class
                    WHERE relnamespace = 'thidua'::regnamespace AND relkind = 'i'"""
                assert connection.execute(read).fetchone()[0] < 50
