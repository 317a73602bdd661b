"""Damage done by who may do anything in the database: `verify` finds it, and where it is."""

from __future__ import annotations

import pytest

from events.errors import UnreadableLedger
from events.store.address import ServerAddress
from events.store.postgresql.recorder import PostgreSQLRecorder
from tests import postgresql_server
from tests.test_postgresql import event

pytestmark = postgresql_server.needed


@pytest.fixture(scope="module")
def address() -> ServerAddress:
    """A ledger of twelve entries."""
    made = postgresql_server.fresh_address()
    with PostgreSQLRecorder(made) as ledger:
        for number in range(12):
            tags = ("all", f"unit:{number}", "twice", "twice")
            ledger.append([event(*tags, kind="xyz"[number % 3], data=b"%d" % number)])
    return made


COPIED = "SELECT {}, type, tags, data, hash FROM thidua.events WHERE position = {}"
BREAKS = [
    ("UPDATE thidua.events SET data = 'x' WHERE position = 5", 5, "changed"),
    ("UPDATE thidua.events SET type = 'x' || type WHERE position = 5", 5, "changed"),
    ("UPDATE thidua.events SET tags = '[\"all\"]' WHERE position = 5", 5, "changed"),
    ("UPDATE thidua.events SET tags = '[\"all' WHERE position = 5", 5, "changed"),
    ("UPDATE thidua.events SET hash = sha256('x') WHERE position = 5", 5, None),
    ("UPDATE thidua.events SET data = 'x' WHERE position = 12", 12, None),
    ("UPDATE thidua.events SET data = 'x' WHERE position = 1", 1, None),
    ("DELETE FROM thidua.events WHERE position = 5", 5, "taken-out"),
    ("DELETE FROM thidua.events WHERE position > 9", 10, "cut-off"),
    ("DELETE FROM thidua.events", 1, "cut-off"),
    (
        "DELETE FROM thidua.events WHERE position > 9;UPDATE thidua.head SET position = 9",
        10,
        "beside",
    ),
    ("UPDATE thidua.head SET position = 9", 10, None),
    ("UPDATE thidua.head SET position = 2000000000000", 13, "cut-off"),
    ("UPDATE thidua.head SET hash = sha256('x')", 13, "beside"),
    ("DELETE FROM thidua.event_tags WHERE tag = 'unit:4'", 5, "beside"),
    ("INSERT INTO thidua.event_tags VALUES ('unit:4', 'z', 6)", 6, "beside"),
    ("INSERT INTO thidua.event_tags VALUES ('unit:4', 'x', 13)", 13, "beside"),
    ("UPDATE thidua.event_tags SET type = 'a' WHERE tag = 'unit:4'", 5, "beside"),
    ("UPDATE thidua.event_tags SET position = 7 WHERE tag = 'unit:4'", 5, "beside"),
    ("INSERT INTO thidua.events " + COPIED.format(13, 12), 13, None),
    ("UPDATE thidua.meta SET value = repeat('0', 32) WHERE key = 'name'", 1, None),
    (
        "UPDATE thidua.events SET position = -position WHERE position IN (5, 6);"
        "UPDATE thidua.events SET position = 11 + position WHERE position < 0",
        5,
        "moved",
    ),
]


@pytest.mark.parametrize(("statements", "position", "damage"), BREAKS)
def test_a_change_is_found_at_its_position(address, statements, position, damage):
    copy = postgresql_server.copied(address)
    with postgresql_server.connect(copy) as connection:
        connection.execute("ALTER TABLE thidua.events DROP CONSTRAINT events_position_check")
        connection.execute("SET session_replication_role = replica")
        connection.execute(statements)
    with (
        PostgreSQLRecorder(copy) as ledger,
        pytest.raises(UnreadableLedger, match="chain-broken") as broken,
    ):
        ledger.verify()
    assert broken.value.facts["position"] == position
    if damage:
        assert broken.value.facts["damage"] == damage


def test_an_untouched_ledger_is_whole_and_appends_during_the_walk_do_not_matter(address):
    copy = postgresql_server.copied(address)
    with PostgreSQLRecorder(copy) as ledger:
        assert ledger.verify() == 12
        ledger.append([event("b")])
        assert ledger.verify() == 13
    with PostgreSQLRecorder(postgresql_server.fresh_address()) as empty:
        assert empty.verify() == 0
