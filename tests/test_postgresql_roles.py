"""What a role may do in a ledger's database: append by the one function, or only read."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from events.errors import UnreadableLedger
from events.hash_chain import genesis, link
from events.store.address import ServerAddress
from events.store.postgresql.recorder import PostgreSQLRecorder
from tests import postgresql_server
from tests.postgresql_server import FOLLOWER, OWNER, SECRETARY
from tests.test_postgresql import event

pytestmark = postgresql_server.needed

APPEND = "SELECT thidua.append(NULL, 0, '{a}', '[[\"x\"]]', '{x}', '', '')"
INSERT = "INSERT INTO thidua.events SELECT 99, type, tags, data, hash FROM thidua.events LIMIT 1"
FORBIDDEN = (
    INSERT,
    "UPDATE thidua.events SET type = 'b'",
    "DELETE FROM thidua.events",
    "TRUNCATE thidua.events",
    "ALTER TABLE thidua.events DISABLE TRIGGER ALL",
    "UPDATE thidua.head SET position = 0",
    "DELETE FROM thidua.event_tags",
    "INSERT INTO thidua.writers VALUES ('a', 'b')",
    "UPDATE thidua.meta SET value = '0'",
    "CREATE TABLE thidua.more (x int)",
    "CREATE OR REPLACE FUNCTION thidua.stays() RETURNS trigger LANGUAGE plpgsql"
    " AS 'BEGIN RETURN NULL; END'",
    "SELECT pg_sleep(0) FROM thidua.head FOR UPDATE",
)


@pytest.fixture(scope="module")
def address() -> ServerAddress:
    """A ledger with one entry, which no test may change."""
    made = postgresql_server.fresh_address()
    with PostgreSQLRecorder(made) as ledger:
        ledger.append([event("a")])
    return made


def connected(address: ServerAddress, role: str) -> Any:
    server = postgresql_server.server()
    assert server
    return server.connect(address.database, role)


def by(address: ServerAddress, role: str) -> ServerAddress:
    return ServerAddress(address.database, address.hosts, address.ports, role)


@pytest.mark.parametrize("statement", FORBIDDEN)
@pytest.mark.parametrize("role", [SECRETARY, FOLLOWER])
def test_no_role_writes_past_the_function(address, role, statement):
    with connected(address, role) as connection, pytest.raises(psycopg.Error) as refused:
        connection.execute(statement)
    assert refused.value.sqlstate == "42501"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE thidua.events SET type = 'b'",
        "DELETE FROM thidua.event_tags",
        "TRUNCATE thidua.events, thidua.event_tags",
        "DELETE FROM thidua.head",
        "UPDATE thidua.meta SET value = '0'",
        "DELETE FROM thidua.writers",
    ],
)
def test_the_owner_does_not_change_entries_by_accident(address, statement):
    with (
        connected(address, OWNER) as connection,
        pytest.raises(psycopg.Error, match="only ever appended to"),
    ):
        connection.execute(statement)


def test_a_secretary_appends_and_a_follower_only_reads():
    address = postgresql_server.fresh_address()
    with PostgreSQLRecorder(by(address, SECRETARY)) as secretary:
        assert secretary.writable
        assert secretary.append([event("a")]) == 1
        with PostgreSQLRecorder(by(address, FOLLOWER)) as follower:
            assert not follower.writable
            assert [entry.position for entry in follower.read()] == [1]
            assert follower.verify() == 1
            with pytest.raises(UnreadableLedger, match="server-denies"):
                follower.append([event("b")])
        with connected(address, FOLLOWER) as connection, pytest.raises(psycopg.Error) as refused:
            connection.execute(APPEND)
        assert refused.value.sqlstate == "42501"
        assert secretary.head() == 1


def test_a_role_that_may_do_nothing_is_told_so(address):
    with connected(address, OWNER) as connection:
        connection.execute("CREATE ROLE stranger LOGIN")
    try:
        with pytest.raises(UnreadableLedger, match="server-denies"):
            PostgreSQLRecorder(by(address, "stranger"))
        with pytest.raises(UnreadableLedger, match="server-denies"):
            PostgreSQLRecorder(by(address, "absent"))
    finally:
        with connected(address, OWNER) as connection:
            connection.execute("DROP ROLE stranger")


def test_what_a_role_puts_in_the_way_is_not_called():
    """Tables and functions of its own, before ours in the search path."""
    address = postgresql_server.fresh_address()
    with connected(address, OWNER) as connection:
        connection.execute(f"CREATE SCHEMA trap AUTHORIZATION {SECRETARY}")
    with PostgreSQLRecorder(address) as ledger, connected(address, SECRETARY) as connection:
        connection.execute("SET search_path = trap, pg_temp, pg_catalog, thidua")
        connection.execute(
            "CREATE TEMP TABLE head AS SELECT 5::bigint AS position, ''::bytea AS hash"
        )
        connection.execute("CREATE TEMP TABLE events (position bigint)")
        for name, arguments, answer in (
            ("sha256", "bytea", "bytea"),
            ("jsonb_array_length", "jsonb", "int"),
            ("pg_notify", "text, text", "void"),
        ):
            connection.execute(
                f"CREATE FUNCTION trap.{name}({arguments}) RETURNS {answer} LANGUAGE plpgsql"
                " AS 'BEGIN RAISE EXCEPTION ''called''; END'"
            )
        assert connection.execute(f"{APPEND} IS NOT NULL").fetchone() == (True,)
        first = link(genesis(ledger.name), 1, b"a", [b"x"], b"x")
        assert ledger.last() == (1, first)


@pytest.mark.parametrize(
    "arguments",
    [
        "NULL, 0, '{}', '[]', '{}', ''",
        "NULL, 0, NULL, '[]', '{}', ''",
        "NULL, 0, '{a,b}', '[[]]', '{x,y}', ''",
        "NULL, 0, '{a}', '[[]]', '{x,y}', ''",
        "NULL, 0, '{a}', '[[],[]]', '{x}', ''",
        "NULL, 0, ARRAY[NULL], '[[]]', '{x}', ''",
        "NULL, 0, '{a}', '[[]]', ARRAY[NULL]::bytea[], ''",
        "NULL, 0, '{a}', '[[null]]', '{x}', ''",
        "NULL, 0, '{a}', '[{}]', '{x}', ''",
        "NULL, 0, '{a}', '{}', '{x}', ''",
        "NULL, 0, '{a}', '[[]]', '{x}', NULL",
        "'{}', -1, '{a}', '[[]]', '{x}', ''",
        "'[1]', -1, '{a}', '[[]]', '{x}', ''",
        "'[]', NULL, '{a}', '[[]]', '{x}', ''",
    ],
)
def test_a_malformed_append_changes_nothing(address, arguments):
    """By a client of somebody's own; the answer does not matter."""
    with connected(address, SECRETARY) as connection, pytest.raises(psycopg.Error):
        connection.execute(f"SELECT thidua.append({arguments}, '')")
    with PostgreSQLRecorder(address) as ledger:
        assert ledger.verify() == 1


def test_no_client_can_make_the_chain_or_its_indexes_wrong():
    """Tags in any order, twice, of any letters: what is stored is what verifies."""
    address = postgresql_server.fresh_address()
    with connected(address, SECRETARY) as connection:
        connection.execute(
            "SELECT thidua.append(NULL, 0, %s, %s, %s, '', '')",
            (["a", "b"], '[ ["x","x", "\\u0041\\t"], ["1"] ]', [b"", b"\xff"]),
        )
    with PostgreSQLRecorder(address) as ledger:
        assert [row[2] for row in ledger.links(2)] == ['["x","x","A\\t"]', '["1"]']
        assert ledger.verify() == 2
