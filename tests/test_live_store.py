"""What follows a ledger in each store: nothing is missed; a history that went back is said."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from events.errors import UnreadableLedger
from events.event import Entry
from events.hash_chain import genesis
from events.store.address import LedgerAddress, ServerAddress
from events.store.ledger import Circumstances, Ledger
from events.unit_commands import FoundUnit
from tests import postgresql_server
from tests.patience import PATIENCE
from tests.stores import fresh, opened
from thidua_tui.session import live_ledger
from thidua_tui.session.live_ledger import LiveLedger, WentBack, follow


def record(address: LedgerAddress, *units: str) -> None:
    """Found units, as another program does."""
    with opened(address) as recorder:
        for unit in units:
            command = FoundUnit(unit=unit, name=f"Sở {unit.upper()}")
            Ledger(recorder).execute(command, Circumstances(by="x"))


def patiently() -> Callable[[float], None]:
    """Return a pause that ends the test when nothing came for long."""
    until = time.monotonic() + PATIENCE

    def pause(seconds: float) -> None:
        assert time.monotonic() < until
        time.sleep(seconds)

    return pause


def seen(found: Iterator[Entry | WentBack], count: int) -> list[Any]:
    """Return positions, and notices as they are."""
    taken = [next(found) for _ in range(count)]
    return [one.position if isinstance(one, Entry) else one for one in taken]


@pytest.fixture
def live(address) -> Iterator[LiveLedger]:
    record(address, "a", "b", "c")
    made = LiveLedger(address)
    yield made
    made.close()


def test_what_another_program_records_is_followed(address, live):
    found = follow(live, 1, patiently())
    assert seen(found, 2) == [2, 3]
    for number in range(5):
        record(address, f"n{number}")
        assert seen(found, 1) == [4 + number]


def test_nothing_new_is_no_news(live):
    assert live.look() is True  # the first look
    until = time.monotonic() + PATIENCE
    while live.look():  # a server's listener may have heard of what was there before
        assert time.monotonic() < until
    assert live.look() is False


def test_an_outage_is_waited_for_and_nothing_is_missed(address, live, monkeypatch):
    def silent(*_args, **_options):
        raise UnreadableLedger("server-gone", address="may-chu/thidua")

    monkeypatch.setattr(live_ledger, "PATIENCE", 0.0)
    with monkeypatch.context() as patched:
        patched.setattr(live, "_look", silent)
        assert [live.look(), live.look()] == [False, False]
    read, calls = live.ledger.read, iter([silent])
    monkeypatch.setattr(live.ledger, "read", lambda **asked: next(calls, read)(**asked))
    assert seen(follow(live, 1, patiently()), 2) == [2, 3]


def cut_off(address: ServerAddress, last: int) -> None:
    """Make a server forget the end of its ledger, as a standby that was behind has."""
    server = postgresql_server.server()
    assert server
    with server.connect(address.database) as connection:
        connection.execute("SET session_replication_role = replica")  # past the triggers
        for table in ("event_tags", "events"):
            connection.execute(f"DELETE FROM thidua.{table} WHERE position > %s", (last,))  # noqa: S608  a name of ours
        row = connection.execute(
            "SELECT hash FROM thidua.events WHERE position = %s", (last,)
        ).fetchone()
        if row is None:
            name = connection.execute("SELECT value FROM thidua.meta WHERE key = 'name'").fetchone()
            row = (genesis(name[0]),)
        connection.execute("UPDATE thidua.head SET position = %s, hash = %s", (last, *row))


@pytest.mark.parametrize(("last", "new"), [(2, 1), (2, 3), (0, 4)])
def test_a_server_that_went_back_is_said_with_both_positions(tmp_path, last, new):
    """Also where it has as many entries again as were read: their hashes are others."""
    address = fresh("postgresql", tmp_path)
    assert isinstance(address, ServerAddress)
    record(address, "a", "b", "c")
    live = LiveLedger(address)
    found = follow(live, 0, patiently())
    assert seen(found, 3) == [1, 2, 3]
    cut_off(address, last)
    record(address, *(f"m{number}" for number in range(new)))
    (back,) = seen(found, 1)
    assert isinstance(back, WentBack)
    assert back.common == last
    assert last < back.head <= last + new
    assert seen(found, new) == [*range(last + 1, last + new + 1)]
    live.close()


def test_a_database_without_a_ledger_is_refused(tmp_path):
    address = fresh("postgresql", tmp_path)
    assert isinstance(address, ServerAddress)
    with pytest.raises(UnreadableLedger):
        LiveLedger(ServerAddress("postgres", address.hosts, address.ports, address.user))
