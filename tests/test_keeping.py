"""Copies of a ledger, and the whole of it as text: what comes back is what was there."""

from __future__ import annotations

import io
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import msgspec
import pytest
from eventsourcing.dcb.api import DCBEvent
from hypothesis import given, settings
from hypothesis import strategies as st

from events.errors import BadInput, UnreadableLedger
from events.event import Source
from events.meetings import RemarkRecorded
from events.store import exchange
from events.store.export import lines
from events.store.ledger import Circumstances, drafted
from events.store.sqlite import atomic_file, schema
from events.store.sqlite.backup import back_up, backups, restore
from events.store.sqlite.import_lines import import_ledger
from events.store.sqlite.recorder import SQLiteRecorder
from events.units import UnitFounded
from tests.systems import assert_private
from tests.tampering import tamper

AT = datetime(2021, 1, 14, 10, 15, tzinfo=UTC)


def entry(number: int, name: str = "Sở Y tế") -> DCBEvent:
    how = Circumstances(by="Thư ký", act=f"act-{number}")
    return drafted(UnitFounded(unit=f"u{number}", name=f"{name} {number}"), how, AT)[0]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[SQLiteRecorder]:
    with SQLiteRecorder(tmp_path / "a.ledger") as recorder:
        recorder.append([entry(number) for number in range(5)])
        yield recorder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "copies"


def refused(act, *arguments) -> BadInput | UnreadableLedger:
    with pytest.raises((BadInput, UnreadableLedger)) as caught:
        act(*arguments)
    assert isinstance(caught.value, BadInput | UnreadableLedger)
    return caught.value


def told(ledger: SQLiteRecorder) -> list[bytes]:
    return list(lines(ledger))


def content(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


# Backups


def test_a_backup_is_one_private_file_that_is_the_same_ledger(ledger, folder):
    copy = back_up(ledger.file, folder, AT, keep=20)
    assert content(folder) == {copy.file.name}
    assert_private(copy.file)
    assert (copy.ledger, copy.entries, copy.head) == (ledger.name, *ledger.last())
    copy.file.chmod(0o400)
    with SQLiteRecorder(copy.file, read_only=True) as again:
        assert again.verify() == 5
        assert told(again) == told(ledger)


def test_a_backups_name_tells_ledger_time_entries_and_hash(ledger, folder):
    copy = back_up(ledger.file, folder, AT, keep=20)
    head = copy.head.hex()[:8]
    assert copy.file.name == f"{ledger.name[:8]}-20210114T101500Z-000000005-{head}.ledger"


def backed_up(ledger: SQLiteRecorder, folder: Path, days: range, keep: int) -> list[Path]:
    for day in days:
        ledger.append([entry(day)])
        back_up(ledger.file, folder, AT.replace(day=day), keep)
    return backups(folder, ledger.name)


@pytest.mark.parametrize("name", ["../../b", "........", "A" * 32])
def test_a_name_that_somebody_put_into_a_ledger_is_neither_path_nor_pattern(
    ledger, folder, tmp_path, name
):
    kept = {file.name for file in backed_up(ledger, folder, range(1, 4), keep=9)}
    forged = tmp_path / "forged"
    forged.touch()
    with closing(schema.connect(forged, "write", 5)) as connection:
        schema.initialise(connection, name)
    with SQLiteRecorder(forged) as other:
        other.append([entry(9)])
        before = content(tmp_path)
        copy = back_up(other.file, folder, AT.replace(day=9), keep=1)
        assert content(tmp_path) == before
    assert content(folder) == {*kept, copy.file.name}


def test_the_oldest_go_when_there_are_more_than_wanted(ledger, folder):
    kept = backed_up(ledger, folder, range(1, 8), keep=3)
    assert [file.name[9:17] for file in kept] == ["20210105", "20210106", "20210107"]


@pytest.mark.parametrize("keep", [1, 0, -1])
def test_the_newest_never_goes(ledger, folder, keep):
    assert [file.name[9:17] for file in backed_up(ledger, folder, range(1, 4), keep)] == [
        "20210103"
    ]


def test_the_one_just_made_stays_when_the_clock_went_back(ledger, folder):
    backed_up(ledger, folder, range(10, 13), keep=2)
    copy = back_up(ledger.file, folder, AT.replace(year=2011), keep=2)
    assert copy.file in backups(folder, ledger.name)


def test_an_old_ledger_put_back_does_not_push_out_the_longer_copy(ledger, folder, tmp_path):
    old = back_up(ledger.file, folder / "old", AT, keep=9)
    ledger.append([entry(100 + number) for number in range(9)])
    [longest] = backed_up(ledger, folder, range(20, 21), keep=2)
    restore(old.file, tmp_path / "b.ledger")
    with SQLiteRecorder(tmp_path / "b.ledger") as other:
        assert longest in backed_up(other, folder, range(21, 25), keep=2)


def test_the_same_entries_saved_again_take_the_place_of_the_earlier_copy(ledger, folder):
    backed_up(ledger, folder, range(1, 3), keep=9)
    for second in range(4):
        back_up(ledger.file, folder, AT.replace(day=9, second=second), keep=9)
    names = [file.name[9:25] for file in backups(folder, ledger.name)]
    assert names == ["20210101T101500Z", "20210109T101503Z"]


def test_twice_in_one_second_is_one_backup(ledger, folder):
    once, twice = (back_up(ledger.file, folder, AT, keep=9) for _ in range(2))
    assert once == twice
    assert content(folder) == {once.file.name}


def test_other_files_and_other_ledgers_copies_are_left_alone(ledger, folder, tmp_path):
    folder.mkdir()
    (folder / f"{ledger.name[:8]}-mine.ledger").touch()
    with SQLiteRecorder(tmp_path / "other") as other:
        back_up(other.file, folder, AT, keep=1)
    before = content(folder)
    back_up(ledger.file, folder, AT, keep=1)
    assert before < content(folder)


def test_an_unsound_ledger_gives_no_backup_and_takes_none_away(ledger, folder):
    backed_up(ledger, folder, range(1, 4), keep=3)
    before = content(folder)
    tamper(ledger.file, "UPDATE events SET data = '{}'")
    error = refused(back_up, ledger.file, folder, AT, 1)
    assert (error.code, error.facts["position"]) == ("copy-unsound", 1)
    assert content(folder) == before


def test_a_backup_beside_appends_is_of_one_moment_and_holds_nobody_up(ledger, folder):
    """Each copy is whole, and none is shorter than the one before."""
    stop = threading.Event()
    copies = []

    def copy() -> None:
        while not stop.is_set():
            copies.append(back_up(ledger.file, folder, AT, keep=1000))

    thread = threading.Thread(target=copy)
    thread.start()
    for number in range(300):
        ledger.append([entry(1000 + number)])
    stop.set()
    thread.join()
    assert all(a.entries <= b.entries for a, b in pairwise(copies))
    assert ledger.head() == 305


def test_a_full_disk_leaves_nothing_behind(ledger, folder, monkeypatch):
    def full(_: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("events.store.sqlite.backup.settle", full)
    assert refused(back_up, ledger.file, folder, AT, 9).code == "copy-disk-full"
    assert content(folder) == set()


# Restoring


def test_a_restored_ledger_goes_on_where_the_copy_ended(ledger, folder, tmp_path):
    copy = back_up(ledger.file, folder, AT, keep=9)
    ledger.append([entry(5)])
    made = restore(copy.file, tmp_path / "b.ledger")
    assert made.entries == 5
    with SQLiteRecorder(made.file) as again:
        assert again.name == ledger.name
        assert again.append([entry(5)]) == 6
        assert told(again) == told(ledger)


@pytest.mark.parametrize("there", ["a.ledger", "b.ledger", "link"])
@pytest.mark.posix("links, which need rights on Windows")
def test_restoring_overwrites_nothing(ledger, folder, tmp_path, there):
    copy = back_up(ledger.file, folder, AT, keep=9)
    (tmp_path / "b.ledger").write_text("biên bản", "utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    before = {file.name: file.is_symlink() or file.read_bytes() for file in tmp_path.glob("[bl]*")}
    assert refused(restore, copy.file, tmp_path / there).code == "ledger-exists"
    assert refused(import_ledger, told(ledger), tmp_path / there).code == "ledger-exists"
    after = {file.name: file.is_symlink() or file.read_bytes() for file in tmp_path.glob("[bl]*")}
    assert after == before


@pytest.mark.parametrize("suffix", ["-wal", "-shm", "-journal"])
def test_a_log_that_was_left_there_is_not_taken_for_the_new_ledgers(
    ledger, folder, tmp_path, suffix
):
    copy = back_up(ledger.file, folder, AT, keep=9)
    (tmp_path / f"b.ledger{suffix}").touch()
    assert refused(restore, copy.file, tmp_path / "b.ledger").code == "ledger-leftovers"


def test_a_file_made_meanwhile_is_not_overwritten(ledger, folder, tmp_path, monkeypatch):
    copy = back_up(ledger.file, folder, AT, keep=9)
    target = tmp_path / "b.ledger"
    monkeypatch.setattr(
        "events.store.sqlite.backup.settle", lambda _: target.write_text("another", "utf-8")
    )
    assert refused(restore, copy.file, target).code == "ledger-exists"
    assert target.read_text("utf-8") == "another"
    assert not list(tmp_path.glob(".*"))


def test_a_disk_without_links_takes_the_file_too(ledger, folder, monkeypatch):
    """As FAT on a stick: still nothing is overwritten."""

    def no_links(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    copy = back_up(ledger.file, folder, AT, keep=9)
    assert content(folder) == {copy.file.name}
    other = folder / "other"
    other.touch()
    with pytest.raises(BadInput, match="ledger-exists"):
        atomic_file.publish(copy.file, other)


@pytest.mark.parametrize("text", ["", "biên bản" * 100])
def test_what_is_no_copy_is_not_restored(tmp_path, text):
    (tmp_path / "a").write_text(text, "utf-8")
    error = refused(restore, tmp_path / "a", tmp_path / "b")
    assert (error.code, error.facts["path"]) == ("not-a-ledger", str(tmp_path / "a"))
    assert content(tmp_path) == {"a"}


def test_a_damaged_copy_is_not_restored(ledger, folder, tmp_path):
    copy = back_up(ledger.file, folder, AT, keep=9)
    raw = bytearray(copy.file.read_bytes())
    raw[raw.index("Sở Y tế".encode())] ^= 1
    copy.file.write_bytes(raw)
    assert refused(restore, copy.file, tmp_path / "b").code == "copy-unsound"
    assert not (tmp_path / "b").exists()


# The whole ledger as text

LINE = st.text(
    st.characters(blacklist_categories=["Cs"], blacklist_characters="\n"), min_size=1, max_size=40
)
TEXT = st.text(st.characters(blacklist_categories=["Cs"]), min_size=1, max_size=40)
CODES = st.from_regex("[a-z0-9][a-z0-9-]{0,9}", fullmatch=True)
FACTS = st.builds(UnitFounded, unit=CODES, name=LINE) | st.builds(
    RemarkRecorded,
    meeting=CODES,
    cluster=CODES,
    year=st.just(2020),
    kind=st.sampled_from(["opinion", "request"]),
    text=TEXT,
)
HOW = st.builds(
    Circumstances,
    by=LINE,
    act=CODES,
    reason=TEXT,
    meeting=CODES,
    source=st.builds(Source, kind=st.just("document"), title=LINE),
)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(FACTS, HOW), max_size=6))
def test_any_ledger_comes_back_from_its_lines_the_same(recorded):
    with TemporaryDirectory() as name:
        folder = Path(name)
        with SQLiteRecorder(folder / "a") as ledger:
            if recorded:
                ledger.append([drafted(fact, how, AT)[0] for fact, how in recorded])
            exported = told(ledger)
            exported_file = io.BytesIO(b"".join(exported))
            # facts of any kind
            with patch("events.store.sqlite.import_lines.flaws", return_value=[]):
                made = import_ledger(exchange.read_lines(exported_file), folder / "b")
            assert (made.ledger, made.entries, made.head) == (ledger.name, *ledger.last())
            with SQLiteRecorder(folder / "b") as again:
                assert again.verify() == len(recorded)
                assert list(again.read()) == list(ledger.read())
                assert told(again) == exported


def test_an_imported_ledger_goes_on(ledger, tmp_path):
    made = import_ledger(told(ledger), tmp_path / "b")
    assert_private(made.file)
    with SQLiteRecorder(made.file) as again:
        assert again.append([entry(9)]) == 6
        assert again.verify() == 6


def edited(line: bytes, **fields: object) -> bytes:
    return msgspec.json.encode(msgspec.json.decode(line) | fields) + b"\n"


def test_every_kind_of_wrong_line_is_named_with_its_number(ledger, tmp_path):
    good = told(ledger)
    other = msgspec.Raw(b'{"at":"2021-01-14T10:15:00Z","by":"","act":"","event":{"type":"no"}}')
    cases = {
        "line-changed": edited(good[3], hash="0" * 64),
        "line-out-of-order": good[4],
        "line-unreadable": edited(good[3], data=other),
    }
    newer = edited(good[3], name="no-such-event", data=other)
    error = refused(import_ledger, [*good[:3], newer, *good[4:]], tmp_path / "b")
    assert (error.code, error.facts["position"]) == ("unknown-event", 3)
    for code, line in cases.items():
        error = refused(import_ledger, [*good[:3], line, *good[4:]], tmp_path / "b")
        assert (error.code, error.facts["line"]) == (code, 4)
    for line in (b"", b"\n", b"[]", b"{}", b"\xff", b"[" * 10**6, edited(good[3], more=1)):
        error = refused(import_ledger, [*good[:3], line, *good[4:]], tmp_path / "b")
        assert (error.code, error.facts["line"]) == ("line-unreadable", 4)
    deep = good[3].replace(b'"data":{', b'"data":{"x":' + b"[" * 10**5 + b"]" * 10**5 + b",")
    assert refused(import_ledger, [*good[:3], deep], tmp_path / "b").code == "line-unreadable"
    assert content(tmp_path) == {"a.ledger", "a.ledger-wal", "a.ledger-shm"}


@pytest.mark.parametrize("field", ["name", "tags", "data"])
def test_a_line_edited_by_hand_is_noticed(ledger, tmp_path, field):
    good = told(ledger)
    line = msgspec.json.decode(good[2])
    line["tags"].append("unit:x")
    line["data"]["event"]["name"] = "Sở khác"
    line["name"] = "head-elected"
    # Another name has no such fields, and that is told before the hash is looked at.
    expected = "line-unreadable" if field == "name" else "line-changed"
    wrong = edited(good[2], **{field: line[field]})
    assert refused(import_ledger, [*good[:2], wrong, *good[3:]], tmp_path / "b").code == expected


@pytest.mark.parametrize("kept", range(6))
def test_an_export_that_lost_its_end_is_noticed(ledger, tmp_path, kept):
    error = refused(import_ledger, told(ledger)[:kept], tmp_path / "b")
    assert error.code == ("export-incomplete" if kept else "export-unreadable")


@pytest.mark.parametrize(
    "header",
    [
        b"",
        b"{}",
        b"\xef\xbb\xbf{}",
        b"Bi\xc3\xaan b\xe1\xba\xa3n",
        b'{"format":"thidua-ledger","version":2,"ledger":"A","entries":0,"head":""}',
        b'{"format":"thidua-ledger","version":0,"ledger":"","entries":0,"head":""}',
        b'{"format":"thidua-ledger","version":"1"}',
    ],
)
def test_what_is_no_export_is_told(tmp_path, header):
    assert refused(import_ledger, [header], tmp_path / "b").code == "export-unreadable"


def test_an_export_of_a_newer_program_is_not_guessed_at(tmp_path):
    header = b'{"format":"thidua-ledger","version":3,"what":"else"}'
    assert refused(import_ledger, [header], tmp_path / "b").code == "export-newer"


def test_an_export_of_a_trial_version_is_told_as_such(tmp_path):
    header = b'{"format":"thidua-ledger","version":1,"ledger":"A","entries":0,"head":""}'
    assert refused(import_ledger, [header], tmp_path / "b").code == "export-older"


def test_a_line_without_end_is_not_read_into_memory(monkeypatch):
    monkeypatch.setattr(exchange, "LONGEST", 100)
    stream = io.BytesIO(b"x" * 99 + b"\n" + b"y" * 10**6)
    read = exchange.read_lines(stream)
    assert len(next(read)) == 100
    error = refused(next, read)
    assert (error.code, error.facts) == ("line-too-long", {"line": 2, "limit": 100})
    assert stream.tell() < 10**6


def test_a_changed_ledger_is_not_exported(ledger):
    change = "UPDATE events SET data = CAST(replace(data, 'Y', 'Z') AS BLOB) WHERE position = 3"
    tamper(ledger.file, change)
    error = refused(told, ledger)
    assert (error.code, error.facts["position"]) == ("chain-broken", 3)


@pytest.mark.parametrize(
    "data", [b"", b"{}\n", b' {"a":1}', b"\x00", b'{"a":1}{', b"[" * 10**6], ids=range(6)
)
def test_what_could_not_be_imported_is_not_exported(tmp_path, data):
    with SQLiteRecorder(tmp_path / "a") as ledger:
        ledger.append([DCBEvent(type="unit-founded", data=data, tags=["a"])])
        assert refused(told, ledger).code == "malformed-entry"


def test_names_of_copies_sort_by_time_and_position(ledger, folder):
    backed_up(ledger, folder, range(1, 4), keep=9)
    assert backups(folder, ledger.name) == sorted(folder.iterdir())
    shutil.rmtree(folder)
    assert backups(folder, ledger.name) == []
