"""A ledger in a database keeps what it was given as a file does, byte for byte."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from eventsourcing.dcb.api import DCBAppendCondition, DCBEvent, DCBQuery, DCBQueryItem
from eventsourcing.dcb.popo import InMemoryDCBRecorder
from eventsourcing.persistence import IntegrityError
from hypothesis import given, settings
from hypothesis import strategies as st

from events.errors import BadInput, Refused, UnreadableLedger
from events.store.address import ServerAddress
from events.store.postgresql import reading
from events.store.postgresql.query import asked
from events.store.postgresql.recorder import PostgreSQLRecorder
from events.store.protocol import LedgerStore
from events.store.sqlite.recorder import SQLiteRecorder
from tests import postgresql_server
from tests.patience import PATIENCE
from tests.stores import answers_as_memory

pytestmark = postgresql_server.needed


@pytest.fixture
def address() -> ServerAddress:
    return postgresql_server.fresh_address()


@pytest.fixture
def ledger(address: ServerAddress) -> Iterator[PostgreSQLRecorder]:
    with PostgreSQLRecorder(address) as recorder:
        yield recorder


def event(*tags: str, kind: str = "head-elected", data: bytes = b"{}") -> DCBEvent:
    return DCBEvent(type=kind, data=data, tags=list(tags))


def tagged(*tags: str) -> DCBQuery:
    return DCBQuery([DCBQueryItem(tags=list(tags))])


def test_it_is_what_the_program_asks_of_a_store(ledger):
    assert isinstance(ledger, LedgerStore)
    assert ledger.file is None
    assert ledger.writable


# As a file


def test_the_same_history_has_the_same_hashes_as_in_a_file(tmp_path):
    """With tags that JSON escapes, no tags, a tag twice, no data."""
    hard = 'a"\\/\b\f\n\r\t\x01\x1f\x7f\u2028đ𝄞'
    history = [
        [event("unit:đ", "b", kind="k", data=b"d"), event(hard, hard, "é")],
        [event(kind="")],
        [event("", data=b"\0\xff")],
    ]
    with SQLiteRecorder(tmp_path / "ledger") as file:
        address = postgresql_server.fresh_address(file.name)
        with PostgreSQLRecorder(address) as server:
            for events in history:
                assert server.append(events) == file.append(events)
            assert server.last() == file.last()
            assert [*server.links(4)] == [*file.links(4)]
            assert server.hash_at(0) == file.hash_at(0)
            assert server.hash_at(5) is None
            assert server.verify() == 4


@pytest.fixture(scope="module")
def both(tmp_path_factory) -> Iterator[tuple[SQLiteRecorder, PostgreSQLRecorder]]:
    """The same ledger in a file and in a database."""
    with SQLiteRecorder(tmp_path_factory.mktemp("file") / "ledger") as file:
        address = postgresql_server.fresh_address(file.name)
        with PostgreSQLRecorder(address) as server:
            yield file, server


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=4)


@settings(max_examples=25, deadline=None)
@given(tags=st.lists(st.lists(TEXTS, max_size=4), min_size=1))
def test_any_texts_are_linked_as_in_a_file(both, tags):
    """The server's JSON and its hash are those of the program, whatever the letters."""
    file, server = both
    events = [event(*own) for own in tags]
    assert server.append(events) == file.append(events)
    assert server.last() == file.last()


@pytest.mark.parametrize("few", [reading.FEW, 5])
def test_tiny_batches_answer_as_the_librarys_recorder_in_memory_does(ledger, monkeypatch, few):
    """So that every seam between them is crossed."""
    monkeypatch.setattr(reading, "BATCH", 3)
    monkeypatch.setattr(reading, "FETCHED", reading.FETCHED.replace(str(reading.FEW), str(few)))
    answers_as_memory(ledger, few)


@pytest.mark.parametrize("seed", range(3))
def test_any_condition_refuses_as_the_librarys_recorder_in_memory_does(ledger, seed):
    dice = random.Random(seed)  # noqa: S311  nothing secret
    memory = InMemoryDCBRecorder()

    def some(texts: str, most: int) -> list[str]:
        return dice.choices(texts, k=dice.randint(0, most))

    heard = []
    for turn in range(80):
        new = [event(*some("abcde", 3), kind=dice.choice("xyz"))]
        items = [
            DCBQueryItem(types=some("xyz", 2), tags=some("abcdef", 3))
            for _ in range(dice.randint(0, 3))
        ]
        after = max(0, turn // 2 - dice.randint(0, 3))
        condition = DCBAppendCondition(DCBQuery(items), after=min(after, ledger.head()))
        answers = []
        for recorder in (ledger, memory):
            try:
                answers.append(recorder.append(new, condition))
            except IntegrityError:
                answers.append(0)
        assert answers[0] == answers[1]
        heard += answers[:1]
    assert 0 in heard
    assert max(heard) > 5


def test_500_parts_are_one_question(ledger):
    ledger.append([event(f"unit:{number}") for number in range(500)])
    items = [DCBQueryItem(types=[], tags=[f"unit:{number}"]) for number in range(500)]
    assert len([*ledger.read(DCBQuery(items))]) == 500
    with pytest.raises(IntegrityError):
        ledger.append([event("a")], DCBAppendCondition(DCBQuery(items), after=499))
    assert ledger.append([event("a")], DCBAppendCondition(DCBQuery(items), after=500)) == 501


@pytest.mark.parametrize("text", ["a\0b", "\ud800"])
def test_a_text_that_no_database_holds_is_refused_and_never_found(ledger, text):
    ledger.append([event("a", kind="k")])
    for new in (event(text), event(kind=text)):
        with pytest.raises(BadInput, match="control-character"):
            ledger.append([new])
    assert ledger.head() == 1
    assert [*ledger.read(tagged(text))] == []
    assert [*ledger.read(DCBQuery([DCBQueryItem(types=[text], tags=[])]))] == []
    both = DCBQuery([DCBQueryItem(types=[text, "k"], tags=[])])
    assert len([*ledger.read(both)]) == 1
    assert ledger.append([event("b")], DCBAppendCondition(tagged(text))) == 2


def test_events_that_cannot_be_stored_leave_nothing_behind(ledger):
    broken = event("b", data="text")  # type: ignore[arg-type]  # on purpose
    with pytest.raises(TypeError):
        ledger.append([event("a"), broken])
    assert ledger.append([event("c")]) == 1
    assert ledger.verify() == 1


def test_a_long_reading_does_not_see_later_entries(ledger, monkeypatch):
    monkeypatch.setattr(reading, "BATCH", 3)
    monkeypatch.setattr(reading, "FETCHED", reading.FETCHED.replace(str(reading.FEW), "5"))
    ledger.append([event("a") for _ in range(10)])
    found = ledger.read(tagged("a"))
    assert next(found).position == 1
    ledger.append([event("a")])
    assert len([*found]) == 9
    assert found.head == 10


# Never a scan


def test_a_rare_tag_or_type_next_to_a_frequent_one_costs_little(ledger, address):
    """Whichever is asked first; counted in rows of the index that the server touched."""
    for _ in range(4):
        ledger.append([event("frequent", kind="frequent") for _ in range(500)])
    ledger.append([event("frequent", "rare", kind="frequent"), event("frequent", kind="rare")])
    touched = """SELECT sum(pg_stat_get_xact_tuples_returned(indexrelid)) FROM pg_index
        WHERE indrelid IN ('thidua.events'::regclass, 'thidua.event_tags'::regclass)"""
    with postgresql_server.connect(address) as connection, connection.transaction():
        for types, tags in (
            ([], ["frequent", "rare"]),
            ([], ["rare", "frequent"]),
            (["frequent"], ["rare"]),
            (["rare"], ["frequent"]),
        ):
            [before] = connection.execute(touched).fetchone()
            parts = asked([(types, tags)])
            [found] = connection.execute("SELECT thidua.found(%s, 0, 9999)", (parts,)).fetchone()
            [after] = connection.execute(touched).fetchone()
            assert len(found) == 1
            assert after - before < 500
        scanned = "SELECT sum(seq_scan) FROM pg_stat_xact_user_tables WHERE relname LIKE 'event%'"
        assert connection.execute(scanned).fetchone() == (0,)


# Following


def test_of_more_entries_than_are_wanted_none_is_read(ledger, address):
    ledger.append([event(str(number)) for number in range(400)])
    assert ledger.behind(0, 399, deciding=True) == ([], 400)
    assert [row[0] for row in ledger.behind(397, 3, deciding=True)[0]] == [398, 399, 400]
    with postgresql_server.connect(address) as connection:
        explained = "EXPLAIN (ANALYZE, FORMAT JSON) " + reading._BEHIND
        [(found,)] = connection.execute(explained, (0, 399)).fetchall()
    steps = [*_steps(found[0]["Plan"])]
    assert [step["Actual Loops"] for step in steps if step.get("Alias") == "events"] == [0]


def _steps(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for step in plan.get("Plans", ()):
        yield from _steps(step)


def test_a_number_changes_with_every_append_of_ours_and_of_others(ledger, address):
    first = ledger.data_version()
    ledger.append([event("a")])
    second = ledger.data_version()
    with PostgreSQLRecorder(address) as other:
        other.append([event("b")])
    deadline = threading.Event()
    for _ in range(int(PATIENCE * 100)):
        if ledger.data_version() != second:
            break
        deadline.wait(0.01)
    assert len({first, second, ledger.data_version()}) == 3


def test_entries_come_without_notices_too(ledger, address, monkeypatch):
    """A pooler lets none through; the head is looked at."""
    monkeypatch.setattr("events.store.postgresql.definitions.CHANNEL", "another")
    with ledger.subscribe() as subscription:
        with PostgreSQLRecorder(address) as other:
            other.append([event("b")])
        assert next(subscription).position == 1


def test_following_goes_on_after_its_session_was_ended(ledger, address):
    with ledger.subscribe() as subscription:
        ledger.append([event("a")])
        assert next(subscription).position == 1
        with postgresql_server.connect(address) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        with PostgreSQLRecorder(address) as other:
            other.append([event("b")])
        assert next(subscription).position == 2


def test_closing_ends_subscriptions_and_threads(address):
    before = {*threading.enumerate()}
    ledger = PostgreSQLRecorder(address)
    ledger.append([event("a")])
    subscription = ledger.subscribe(after=1)
    waiting = threading.Thread(target=lambda: next(subscription, None))
    waiting.start()
    ledger.data_version()
    ledger.close()
    ledger.close()
    waiting.join(PATIENCE)
    assert ledger.closed
    assert {*threading.enumerate()} <= before


# A second writer


def test_a_second_writer_needs_operators(address):
    with PostgreSQLRecorder(address, place="an@may1") as first:
        first.append([event("a")])
        with PostgreSQLRecorder(address, place="binh@may2") as second:
            with pytest.raises(Refused, match="operators-missing-for-server") as refused:
                second.append([event("b")])
            assert str(refused.value.facts["first"]).endswith(" an@may1")
            with pytest.raises(IntegrityError):
                second.append([event("b")], DCBAppendCondition(tagged("a")))
            first.append([event("operator:an", kind="operator-named")])
            assert second.append([event("b")]) == 3
        assert first.append([event("c")]) == 4


# What it is not


def test_a_database_without_a_ledger_is_refused_by_name():
    address = postgresql_server.empty_address()
    with pytest.raises(UnreadableLedger, match="server-has-no-ledger"):
        PostgreSQLRecorder(address)


@pytest.mark.parametrize(("shape", "code"), [("0", "older"), ("2", "newer"), ("x", "older")])
def test_another_shape_is_refused(address, shape, code):
    with postgresql_server.connect(address) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("UPDATE thidua.meta SET value = %s WHERE key = 'shape'", (shape,))
    with pytest.raises(UnreadableLedger, match=f"server-shape-{code}"):
        PostgreSQLRecorder(address)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("DROP TRIGGER stays ON thidua.events", "trigger events"),
        ("ALTER TABLE thidua.events DISABLE TRIGGER ALL", "trigger events"),
        ("CREATE RULE r AS ON INSERT TO thidua.events DO INSTEAD NOTHING", "table events"),
        ("ALTER TABLE thidua.head ENABLE ROW LEVEL SECURITY", "table head"),
        ("CREATE TABLE thidua.other (x int)", "table other"),
        (
            "CREATE FUNCTION thidua.link(int) RETURNS int LANGUAGE sql AS 'SELECT 1'",
            "function link",
        ),
        ("ALTER FUNCTION thidua.append SECURITY INVOKER", "function append"),
    ],
)
def test_a_ledger_that_was_altered_is_refused(address, change, named):
    with postgresql_server.connect(address) as connection:
        connection.execute(change)
    with pytest.raises(UnreadableLedger, match="server-altered") as refused:
        PostgreSQLRecorder(address)
    assert refused.value.facts["object"] == named


def test_a_wrong_encoding_is_refused():
    address = postgresql_server.empty_address("ENCODING 'SQL_ASCII' TEMPLATE template0")
    with pytest.raises(UnreadableLedger, match="server-wrong-encoding"):
        PostgreSQLRecorder(address)


def test_what_cannot_be_reached_is_refused(tmp_path: Path):
    with pytest.raises(UnreadableLedger, match="server-unreachable"):
        PostgreSQLRecorder(ServerAddress("x", (str(tmp_path),), (5432,)))
