"""A ledger's file whose schema, values or positions somebody changed, with the marks of ours."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from events.errors import UnreadableLedger
from events.store.sqlite import chain_rows as chain
from events.store.sqlite import schema
from events.store.sqlite.backup import back_up, restore
from events.store.sqlite.recorder import SQLiteRecorder
from tests.tampering import tamper, tampering
from tests.test_attacks import AT, event

ENDLESS = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT"
IGNORE = "BEGIN SELECT RAISE(IGNORE); END"
WRITABLE = "PRAGMA writable_schema = ON"
LATER = "PRAGMA schema_version = 99"


def edited(name: str, old: str, new: str) -> tuple[str, ...]:
    """Edit an object's SQL as it is stored."""
    change = f"UPDATE sqlite_schema SET sql = replace(sql, '{old}', '{new}') WHERE name = '{name}'"  # noqa: S608 - text of ours
    return (WRITABLE, change, LATER)


def view(table: str, columns: str) -> tuple[str, ...]:
    """Put an endless view in the place of a table."""
    return (f"DROP TABLE {table}", f"CREATE VIEW {table} AS {ENDLESS} {columns} FROM c")


ALTERED = {
    "inserts ignored": (f"CREATE TRIGGER a BEFORE INSERT ON events {IGNORE}",),
    "tags ignored": (f"CREATE TRIGGER a BEFORE INSERT ON event_tags {IGNORE}",),
    "what is inserted rewritten": (
        "DROP TRIGGER events_update",
        "CREATE TRIGGER a AFTER INSERT ON events"
        " BEGIN UPDATE events SET data = x'00' WHERE position = NEW.position; END",
    ),
    "a guard gone": ("DROP TRIGGER events_update",),
    "a guard emptied": (
        "DROP TRIGGER events_update",
        "CREATE TRIGGER events_update BEFORE UPDATE ON events BEGIN SELECT 1; END",
    ),
    "a guard moved to another table": (
        "DROP TRIGGER events_update",
        "CREATE TRIGGER events_update BEFORE UPDATE ON meta"
        " BEGIN SELECT RAISE(ABORT, 'only ever appended to'); END",
    ),
    "events an endless view": view(
        "events", "x AS position, '' AS type, '[]' AS tags, x'' AS data, x'' AS hash"
    ),
    "tags an endless view": view("event_tags", "'a' AS tag, 'b' AS type, x AS position"),
    "the name an endless view": view("meta", "'name' AS key, x AS value"),
    "a virtual table added": ("CREATE VIRTUAL TABLE v USING fts5(a)",),
    "a table added": ("CREATE TABLE t (a)",),
    "a partial index added": ("CREATE INDEX i ON events (type) WHERE position > 5",),
    "an index by an expression added": ("CREATE INDEX i ON events (length(data))",),
    "a unique index added": ("CREATE UNIQUE INDEX i ON events (hash)",),
    "the index partial": (
        "DROP INDEX events_by_type",
        "CREATE INDEX events_by_type ON events (type) WHERE position > 5",
    ),
    "the index gone": ("DROP INDEX events_by_type",),
    "a generated column": ("ALTER TABLE events ADD COLUMN g AS (length(data))",),
    "a column added": ("ALTER TABLE events ADD COLUMN c TEXT",),
    "a column renamed": ("ALTER TABLE meta RENAME COLUMN value TO worth",),
    "another collation": edited(
        "event_tags", "tag TEXT NOT NULL", "tag TEXT NOT NULL COLLATE NOCASE"
    ),
    "no check of the hash": edited("events", "CHECK (length(hash) = 32)", ""),
    "nothing is refused as null": edited("events", "data BLOB NOT NULL", "data BLOB"),
}
"""What is done to the schema; the marks in the header stay ours."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A ledger of five entries, closed."""
    with SQLiteRecorder(tmp_path / "a.ledger") as ledger:
        ledger.append([event(number) for number in range(1, 6)])
    return tmp_path / "a.ledger"


def alter(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def refused(act: Callable[..., object], *arguments: object, **options: object) -> UnreadableLedger:
    with pytest.raises(UnreadableLedger) as caught:
        act(*arguments, **options)
    return caught.value


@pytest.mark.parametrize("statements", ALTERED.values(), ids=ALTERED)
def test_open_altered_schema_is_refused_by_name_and_left_alone(file, tmp_path, statements):
    alter(file, *statements)
    before = file.read_bytes()
    for options in ({}, {"read_only": True}, {"sealed": True}, {"create": False}):
        error = refused(SQLiteRecorder, file, **options)
        assert error.code == "ledger-altered"
        assert str(error.facts["object"]) in " ".join(statements)
    assert refused(back_up, file, tmp_path / "kept", AT, 9).code == "ledger-altered"
    assert refused(restore, file, tmp_path / "new").code == "ledger-altered"
    assert file.read_bytes() == before


@pytest.mark.parametrize("statement", ["VACUUM", "ANALYZE", "PRAGMA optimize", "REINDEX"])
def test_open_after_ordinary_maintenance_is_allowed(file, statement):
    alter(file, statement)
    with SQLiteRecorder(file) as ledger:
        assert ledger.append([event(6)]) == ledger.verify() == 6


def test_open_utf16_database_is_refused(file, tmp_path):
    other = tmp_path / "utf16"
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(other)) as target:
        target.execute("PRAGMA encoding = 'UTF-16le'")
        target.executescript(
            "".join(f"{row}\n" for row in source.iterdump() if "sqlite_sequence" not in row)
        )
        target.executescript(
            f"PRAGMA application_id = {schema.APPLICATION_ID}; PRAGMA user_version = 2"
        )
    error = refused(SQLiteRecorder, other)
    assert (error.code, error.facts["object"]) == ("ledger-altered", "encoding")


@pytest.mark.parametrize("size", [512, 1024, 65536])
def test_open_other_page_size_works(file, size):
    alter(file, "PRAGMA journal_mode = DELETE", f"PRAGMA page_size = {size}", "VACUUM")
    with SQLiteRecorder(file) as ledger:
        assert ledger.append([event(6)]) == ledger.verify() == 6


TRAPS = [
    f"CREATE TRIGGER a BEFORE INSERT ON events {IGNORE}",
    f"CREATE TRIGGER a BEFORE INSERT ON event_tags {IGNORE}",
    "CREATE TABLE t (a)",
]


@pytest.mark.parametrize("trap", TRAPS)
def test_append_after_schema_changed_meanwhile_is_refused(file, trap):
    with SQLiteRecorder(file) as ledger:
        alter(file, trap)
        assert refused(ledger.append, [event(6)]).code == "ledger-altered"
        assert ledger.head() == 5


@pytest.mark.parametrize("trap", TRAPS[:2])
def test_add_that_stores_nothing_is_not_acknowledged(file, trap):
    """The reading back alone, without the comparison of the schema."""
    alter(file, trap)
    with closing(schema.connect(file, "write", 1)) as connection:
        name = schema.name(connection)
        with pytest.raises(chain.NotStoredError):
            chain.add(connection, [("a", ["b"], b"c")], *chain.last(connection, name))


@pytest.mark.parametrize("position", [2**63 - 1, 10**9, 10**6])
def test_open_position_beyond_the_file_names_the_gap(file, position):
    tamper(file, f"UPDATE events SET position = {position} WHERE position = 5")  # noqa: S608 - a number
    for options in ({}, {"read_only": True}):
        error = refused(SQLiteRecorder, file, **options)
        assert (error.code, error.facts["position"]) == ("chain-broken", 5)


def test_verify_gap_that_fits_the_file_is_named(file):
    tamper(file, "UPDATE events SET position = 90 WHERE position = 5")
    with SQLiteRecorder(file) as ledger:
        assert refused(ledger.verify).facts["position"] == 5


def test_open_negative_position_is_named_by_verify(file):
    tamper(file, "UPDATE events SET position = -5 WHERE position = 1")
    with SQLiteRecorder(file) as ledger:
        assert refused(ledger.verify).code == "chain-broken"


WRONG = ["x'ff00'", "1.5", "'text'", "x''", "zeroblob(3000000)"]


@pytest.mark.parametrize("value", WRONG)
@pytest.mark.parametrize("column", ["type", "tags", "data"])
def test_verify_wrong_type_in_a_column_is_named(file, column, value):
    tamper(file, f"UPDATE events SET {column} = {value} WHERE position = 3")  # noqa: S608 - text of ours
    with SQLiteRecorder(file) as ledger:
        assert refused(ledger.verify).facts["position"] == 3


def test_commands_on_altered_file_exit_with_5(file):
    from thidua_tui.cli.main import answer

    with tampering(file):
        pass
    alter(file, *ALTERED["events an endless view"])
    for command in (["verify"], ["journal"], ["show", "units"], ["export"], ["do", "pt Thi đua"]):
        assert answer(["--ledger", str(file), *command]) == 5
