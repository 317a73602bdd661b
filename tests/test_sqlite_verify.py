"""A quick verification sees what a slow one sees, and what stands in the indexes besides."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from eventsourcing.dcb.api import DCBEvent

from events.errors import UnreadableLedger
from events.store.sqlite import chain_rows, verify
from events.store.sqlite.recorder import SQLiteRecorder
from tests.tampering import tamper

ODD = ["", "đội:“Sở Y tế”", "a", "a", 'quo"te', "back\\slash", "zero\x00", "x" * 2000, "1,2"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Four entries: of two kinds, with the same tags in turn."""
    with SQLiteRecorder(tmp_path / "ledger") as ledger:
        for number in range(4):
            tags = ["unit:a", f"unit:{'bc'[number % 2]}"]
            ledger.append([DCBEvent(type="xy"[number % 2], data=b"{}", tags=tags)])
    return tmp_path / "ledger"


def broken_at(path: Path) -> int:
    with SQLiteRecorder(path) as ledger, pytest.raises(UnreadableLedger) as caught:
        ledger.verify()
    assert caught.value.code == "chain-broken"
    return int(str(caught.value.facts["position"]))


def test_a_sound_ledger_is_not_walked_slowly(tmp_path, monkeypatch):
    """Whatever text it holds, and over the seams between the batches."""
    monkeypatch.delattr(chain_rows, "verify")
    monkeypatch.setattr(verify, "_GROUPS", 300)
    with SQLiteRecorder(tmp_path / "a") as ledger:
        assert ledger.verify() == 0
        ledger.append([DCBEvent("tên lạ", bytes(range(256)) * 9, ODD), DCBEvent("x", b"", [])])
        for number in range(3):
            tags = [[f"{number}-{n}", "all"] for n in range(700)]
            ledger.append([DCBEvent("x", b"{}", t) for t in tags])
        assert ledger.verify() == 2102


FORGERIES = {
    "a tag swapped between two entries": (
        "UPDATE event_tags SET position = 9 WHERE tag = 'unit:b' AND position = 1",
        "UPDATE event_tags SET position = 1 WHERE tag = 'unit:c' AND position = 2",
        "UPDATE event_tags SET position = 2 WHERE tag = 'unit:b' AND position = 9",
    ),
    "a tag beside the type of another entry": (
        "UPDATE event_tags SET type = 'y' WHERE tag = 'unit:a' AND position = 1",
        "UPDATE event_tags SET type = 'x' WHERE tag = 'unit:a' AND position = 2",
    ),
    "two types swapped": (
        "UPDATE event_tags SET type = 'y' WHERE tag = 'unit:b' AND position = 1",
        "UPDATE event_tags SET type = 'x' WHERE tag = 'unit:c' AND position = 2",
    ),
    "a type that is no text": (
        "UPDATE event_tags SET type = CAST(type AS BLOB) WHERE tag = 'unit:a' AND position = 1",
    ),
    "a tag that is no text": (
        "UPDATE event_tags SET tag = CAST(tag AS BLOB) WHERE tag = 'unit:a' AND position = 1",
    ),
}


@pytest.mark.parametrize("statements", FORGERIES.values(), ids=FORGERIES)
def test_an_index_of_tags_that_tells_another_story_is_found(path, statements):
    tamper(path, *statements)
    assert broken_at(path) == 1


def test_a_tag_laid_out_for_an_entry_to_come_is_found(path):
    """It would make that entry's append fail."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("INSERT INTO event_tags VALUES ('unit:a', 'x', 5)")
    assert broken_at(path) == 5


def test_an_index_of_types_that_tells_another_story_is_found(path):
    """The table and its index disagree: written as if the index were another one's."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        hide = "UPDATE sqlite_master SET sql = replace(sql, '(type)', '(hash)') WHERE name = "
        connection.execute(f"{hide}'events_by_type'")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("REINDEX events_by_type")
        connection.execute("PRAGMA writable_schema = ON")
        back = "UPDATE sqlite_master SET sql = replace(sql, '(hash)', '(type)') WHERE name = "
        connection.execute(f"{back}'events_by_type'")
    assert broken_at(path) == 1


def test_an_entry_that_is_passed_in_order_but_not_found_by_its_position_is_found(tmp_path):
    """The key that leads to the second page is damaged: a walk in order does not look at it."""
    file = tmp_path / "ledger"
    with SQLiteRecorder(file) as ledger:
        ledger.append([DCBEvent("x", bytes(900), ["a"]) for _ in range(8)])
    with closing(sqlite3.connect(file)) as connection:
        find = "SELECT rootpage FROM sqlite_master WHERE name = 'events'"
        root = connection.execute(find).fetchone()[0] * 4096
    content = bytearray(file.read_bytes())
    content[root - 1] ^= 32  # the last byte of the page: the first cell's key
    file.write_bytes(content)
    assert broken_at(file) <= 8
