"""What happens to acts when the server stops, freezes, is killed or loses what it acknowledged."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from eventsourcing.dcb.api import DCBAppendCondition, DCBEvent, DCBQuery, DCBQueryItem
from eventsourcing.persistence import IntegrityError

from events.errors import UnreadableLedger
from events.store.address import ServerAddress
from events.store.postgresql import connection as sessions
from events.store.postgresql.recorder import PostgreSQLRecorder
from tests import postgresql_server
from tests.patience import PATIENCE
from tests.postgresql_proxy import Proxy
from tests.postgresql_server import Server, as_user

pytestmark = [
    postgresql_server.needed,
    pytest.mark.posix("signals and sockets in the file system"),
]
LONG = bool(os.environ.get("THIDUA_LONG"))


@pytest.fixture(scope="module")
def own() -> Iterator[Server]:
    """A server that these tests stop and kill."""
    with postgresql_server.scratch() as server:
        yield server


@pytest.fixture
def server(own: Server) -> Server:
    if not own.processes():
        own.start()
    return own


@pytest.fixture
def ledger(server: Server) -> Iterator[PostgreSQLRecorder]:
    with impatient(server.fresh_address()) as recorder:
        recorder.append([DCBEvent(type="a", data=b"{}", tags=["a"])])
        yield recorder


def impatient(address: ServerAddress) -> PostgreSQLRecorder:
    """Open a ledger that gives a silent server up sooner than for people."""
    recorder = PostgreSQLRecorder(address)
    recorder._writer.patience = recorder._reader.patience = 0.5
    return recorder


def record(ledger: PostgreSQLRecorder, act: str, after: int | None = None) -> int:
    """Record an act as `Ledger` does: under a condition that names it."""
    unless = DCBAppendCondition(
        DCBQuery([DCBQueryItem(types=["x"], tags=["y"]), DCBQueryItem(types=[], tags=[act])]),
        after=ledger.head() if after is None else after,
    )
    return ledger.append([DCBEvent(type="a", data=b"{}", tags=["unit:a", act])], unless)


def acts(ledger: PostgreSQLRecorder) -> list[str]:
    """Return the acts that are there, as often as they are there."""
    return [tag for e in ledger.read() for tag in e.event.tags if tag.startswith("act:")]


def try_until_recorded(ledger: PostgreSQLRecorder, act: str, ended: threading.Event) -> bool:
    """Record an act as `Ledger` does, after each error again: what was sent may arrive late.

    So the head is asked for before the act is looked for: what comes behind it is a conflict.
    """
    while not ended.is_set():
        try:
            head = ledger.head()
            if not [*ledger.read(DCBQuery([DCBQueryItem(types=[], tags=[act])]))]:
                record(ledger, act, head)
        except (UnreadableLedger, IntegrityError):
            ended.wait(0.02)
        else:
            return True
    return False


def test_a_person_waits_less_than_10_seconds_for_a_silent_server():
    assert sessions.PATIENCE + sessions.RETURNING < 10


def test_a_frozen_server_is_given_up_and_the_act_is_recorded_once(server, ledger):
    record(ledger, "act:1")
    head = ledger.head()
    server.signal(signal.SIGSTOP)
    try:
        with pytest.raises(UnreadableLedger, match="server-silent"):
            record_at(ledger, "act:2", head)
        with pytest.raises(UnreadableLedger, match=r"server-silent|server-unreachable"):
            ledger.head()
    finally:
        server.signal(signal.SIGCONT)
    assert try_until_recorded(ledger, "act:2", threading.Event())
    assert acts(ledger) == ["act:1", "act:2"]
    assert ledger.verify() == 3


@pytest.fixture
def proxy(server: Server, tmp_path_factory) -> Iterator[Proxy]:
    with Proxy(server.folder / ".s.PGSQL.5432", server.folder / "proxy") as made:
        yield made


@pytest.fixture
def behind(proxy: Proxy, server: Server) -> Iterator[PostgreSQLRecorder]:
    """A ledger that is reached through the proxy, with one entry."""
    direct = server.fresh_address()
    address = ServerAddress(direct.database, (str(proxy.folder),), (5432,), direct.user)
    with impatient(address) as recorder:
        record(recorder, "act:0")
        yield recorder


def test_a_question_that_never_arrives_is_given_up_and_nothing_is_recorded(proxy, behind):
    proxy.swallow_questions = True
    with pytest.raises(UnreadableLedger, match=r"server-silent|server-unreachable"):
        record_at(behind, "act:1", 1)
    proxy.swallow_questions = False
    assert try_until_recorded(behind, "act:1", threading.Event())
    assert acts(behind) == ["act:0", "act:1"]


def test_an_act_whose_answer_was_swallowed_is_found(proxy, behind):
    proxy.lose_next_answer = "swallow"
    assert record_at(behind, "act:1", 1) == 2
    assert acts(behind) == ["act:0", "act:1"]


def test_an_act_whose_answer_was_cut_off_is_found(proxy, behind):
    proxy.lose_next_answer = "cut"
    assert record_at(behind, "act:1", 1) == 2
    assert acts(behind) == ["act:0", "act:1"]


def test_an_act_that_was_cut_off_before_it_arrived_is_sent_again(proxy, behind):
    proxy.cut_next_question = True
    assert record_at(behind, "act:1", 1) == 2
    assert acts(behind) == ["act:0", "act:1"]


def test_without_the_act_in_the_condition_it_is_never_sent_again(proxy, behind):
    """It could be recorded twice."""
    proxy.cut_next_question = True
    with pytest.raises(UnreadableLedger, match="server-gone"):
        behind.append([DCBEvent(type="a", data=b"{}", tags=["act:1"])])
    assert acts(behind) == ["act:0"]


def record_at(ledger: PostgreSQLRecorder, act: str, after: int) -> int:
    """Record an act without asking for the head before."""
    unless = DCBAppendCondition(DCBQuery([DCBQueryItem(types=[], tags=[act])]), after=after)
    return ledger.append([DCBEvent(type="a", data=b"{}", tags=[act])], unless)


@pytest.mark.parametrize("how", ["fast", "immediate"])
def test_after_a_restart_it_goes_on_by_itself(server, ledger, how):
    ledger.data_version()  # it follows from now on
    record(ledger, "act:1")
    server.stop(how)
    with pytest.raises(UnreadableLedger, match=r"server-unreachable|server-gone|server-silent"):
        ledger.head()
    server.start()
    ended = time.monotonic() + PATIENCE
    while ledger.silent and time.monotonic() < ended:
        time.sleep(0.02)
    # Nothing is sent on the session that has ended, so nothing is in doubt.
    assert ledger.append([DCBEvent(type="a", data=b"{}", tags=["act:2"])]) == 3
    assert acts(ledger) == ["act:1", "act:2"]
    version, ended = ledger.data_version(), time.monotonic() + PATIENCE
    with PostgreSQLRecorder(ledger._address) as other:
        record(other, "act:3")
    while ledger.data_version() == version and time.monotonic() < ended:
        time.sleep(0.02)
    assert ledger.data_version() != version


def test_no_act_is_lost_or_doubled_when_the_server_is_killed(server):
    """Four people go on recording while the server is killed and started again."""
    kills, wanted = (20, 3000) if LONG else (2, 40)
    address, dice = server.fresh_address(), random.Random(1)  # noqa: S311  nothing secret
    ended, counted = threading.Event(), [0]

    def person(number: int, mine: PostgreSQLRecorder) -> None:
        with mine:
            for nth in range(wanted * kills // 4):
                if try_until_recorded(mine, f"act:{number}-{nth}", ended):
                    counted[0] += 1

    people = [
        threading.Thread(target=person, args=(number, impatient(address))) for number in range(4)
    ]
    for thread in people:
        thread.start()
    try:
        for nth in range(kills):
            goal, until = wanted * nth + dice.randint(5, wanted - 5), time.monotonic() + PATIENCE
            while counted[0] < goal and time.monotonic() < until:
                time.sleep(0.005)
            server.kill()
            server.start()
        for thread in people:
            thread.join(PATIENCE)
    finally:
        ended.set()
    with PostgreSQLRecorder(address) as ledger:
        recorded = acts(ledger)
        assert len(recorded) == len({*recorded}) == wanted * kills // 4 * 4
        assert ledger.verify() == len(recorded)
        assert ledger.head() == len(recorded)


def test_a_lock_that_somebody_holds_is_no_reason_to_wait_for_ever(server, ledger):
    with server.connect(ledger._address.database) as other:
        other.execute("ALTER FUNCTION thidua.append SET lock_timeout = '100ms'")
        with other.transaction():
            other.execute("SELECT FROM thidua.head FOR UPDATE")
            with pytest.raises(UnreadableLedger, match="server-busy"):
                record(ledger, "act:1")
            assert acts(ledger) == []
    assert record(ledger, "act:1") == 2


def test_the_time_for_a_lock_is_less_than_that_for_a_silent_server(server):
    with server.connect(server.fresh_address().database) as connection:
        [settings] = connection.execute(
            "SELECT proconfig FROM pg_proc WHERE oid = 'thidua.append'::regproc"
        ).fetchone()
    assert "lock_timeout=5s" in settings
    assert sessions.PATIENCE > 5


@pytest.mark.parametrize("level", ["repeatable read", "serializable"])
def test_another_isolation_by_default_changes_nothing_here_and_is_refused_elsewhere(server, level):
    address = server.fresh_address()
    with server.connect() as connection:
        connection.execute(
            f"ALTER DATABASE {address.database} SET default_transaction_isolation = '{level}'"
        )
    with PostgreSQLRecorder(address) as ledger:
        assert record(ledger, "act:1") == 1
    with server.connect(address.database) as other, pytest.raises(psycopg.Error) as refused:
        other.execute("SELECT thidua.append(NULL, 0, '{a}', '[[]]', '{x}', '', '')")
    assert refused.value.sqlstate == "TD003"


def test_a_server_that_may_lose_acts_is_only_read(server):
    address = server.fresh_address()
    with server.connect() as connection:
        connection.execute(f"ALTER DATABASE {address.database} SET synchronous_commit = off")
    with PostgreSQLRecorder(address) as ledger:
        assert not ledger.writable
        assert ledger.head() == 0
        with pytest.raises(UnreadableLedger, match="server-not-durable"):
            record(ledger, "act:1")
    with server.connect(address.database) as other, pytest.raises(psycopg.Error) as refused:
        other.execute("SELECT thidua.append(NULL, 0, '{a}', '[[]]', '{x}', '', '')")
    assert refused.value.sqlstate == "TD004"


# A standby


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Server, Server]]:
    """A server, and a standby that was copied from it and follows it."""
    with postgresql_server.scratch() as first:
        second = Server(first.folder / "second")
        second.folder.mkdir()
        postgresql_server.hand_over(second.folder)
        yield first, second
        second.kill()


def follow(first: Server, second: Server) -> None:
    """Make the second server a standby of the first, and start it."""
    as_user("pg_basebackup", "-R", "-c", "fast", "-D", second.data,
             "-d", first.address("postgres").conninfo())  # fmt: skip
    second.settle()
    second.start()


def test_a_standby_is_read_and_a_promoted_one_that_lacks_acts_is_refused(pair):
    first, second = pair
    address = first.fresh_address()
    both = ServerAddress(
        address.database, (str(first.folder), str(second.folder)), (5432, 5432), address.user
    )
    alone = second.address(address.database)
    with impatient(both) as ledger:
        for number in range(5):
            record(ledger, f"act:{number}")
        follow(first, second)
        with PostgreSQLRecorder(alone) as standby:
            assert standby.last() == ledger.last()
            assert not standby.writable
            with pytest.raises(UnreadableLedger, match="server-read-only"):
                record(standby, "act:x")
        second.stop()
        for number in range(5, 8):  # acknowledged, and never on the standby
            record(ledger, f"act:{number}")
        known = ledger.last_known
        first.kill()
        second.start()
        with PostgreSQLRecorder(alone, last_known=lambda _: known) as behind:  # it may catch up
            assert not behind.writable
        as_user("pg_ctl", "-D", second.data, "-w", "promote")
        with pytest.raises(UnreadableLedger, match="server-went-back") as refused:
            ledger.head()
        assert (refused.value.facts["position"], refused.value.facts["head"]) == (8, 5)
        with PostgreSQLRecorder(alone) as other:
            with pytest.raises(UnreadableLedger, match="server-went-back"):
                record_at(other, "act:x", 8)  # decided on what is lost
            for number in range(3):
                record(other, f"act:other-{number}")
        for opened in (lambda: record(ledger, "act:8"), lambda: impatient_known(both, known)):
            with pytest.raises(UnreadableLedger, match="server-went-back") as refused:
                opened()
            assert (refused.value.facts["position"], refused.value.facts["head"]) == (8, 8)


def impatient_known(address: ServerAddress, known: tuple[int, bytes]) -> PostgreSQLRecorder:
    return PostgreSQLRecorder(address, last_known=lambda _: known)
