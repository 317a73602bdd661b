"""The ledger's store says no with a code, to each thing that can be wrong with a file."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from importlib import import_module
from pathlib import Path

import pytest
from eventsourcing.dcb.api import DCBEvent

from events.errors import UnreadableLedger
from events.store.sqlite import schema
from events.store.sqlite.recorder import SQLiteRecorder
from events.store.system.current import SYSTEM
from tests.patience import PATIENCE
from tests.tampering import tamper

ROOT = Path(__file__).parent.parent
APART = ("unshare", "--mount", "--map-root-user")
"""Runs a command as root of a world of its own, where it may mount."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger of three entries, closed."""
    file = tmp_path / "ledger.thidua"
    with SQLiteRecorder(file) as ledger:
        ledger.append([event("unit:a"), event("unit:b", data=b"the payload"), event("unit:c")])
    return file


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user can look into; pytest's own are private."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def event(*tags: str, data: bytes = b"{}") -> DCBEvent:
    return DCBEvent(type="head-elected", data=data, tags=list(tags))


def refusal(act, *arguments, **options) -> UnreadableLedger:
    with pytest.raises(UnreadableLedger) as caught:
        act(*arguments, **options).close()
    assert "path" in caught.value.facts
    return caught.value


def sql(path: Path, *statements: str) -> None:
    """What another program could do to the file."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def unprivileged(code: str, *arguments: object, before: tuple[str, ...] = ()) -> str:
    """Output of a program that permissions bind, which they do not for root."""
    drop = "os.getuid() == 0 and (os.setgroups([]), os.setgid(65534), os.setuid(65534))"
    head = f"""
import os, resource, sys
from eventsourcing.dcb.api import DCBEvent
from events.errors import UnreadableLedger
from events.store.sqlite.recorder import SQLiteRecorder
{drop if not before else ""}
def code(act):
    try:
        act().close()
    except UnreadableLedger as error:
        print(error.code)
"""
    command = [*before, sys.executable, "-c", head + code, *map(str, arguments)]
    done = subprocess.run(
        command, cwd=ROOT, text=True, capture_output=True, timeout=PATIENCE, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


# Opening


def test_a_folder_is_no_ledger(tmp_path):
    assert refusal(SQLiteRecorder, tmp_path).code == "ledger-is-a-folder"


@pytest.mark.parametrize("text", ["x", "x" * 511, "x" * 512, "Biên bản họp cụm\n" * 200])
def test_a_text_is_no_ledger_and_stays_as_it_is(tmp_path, text):
    file = tmp_path / "minutes.txt"
    file.write_text(text, "utf-8")
    assert refusal(SQLiteRecorder, file).code == "not-a-ledger"
    assert file.read_text("utf-8") == text
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.posix("pipes in folders")
def test_a_pipe_is_no_ledger_and_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert refusal(SQLiteRecorder, tmp_path / "pipe").code == "not-a-ledger"


@pytest.mark.parametrize("mark", ["CREATE TABLE t (a)", "PRAGMA application_id = 7"])
def test_another_programs_database_is_no_ledger_and_stays_as_it_is(tmp_path, mark):
    file = tmp_path / "other.db"
    sql(file, mark)
    before = file.read_bytes()
    for read_only in (False, True):
        assert refusal(SQLiteRecorder, file, read_only=read_only).code == "not-a-ledger"
    assert file.read_bytes() == before


def test_a_ledger_of_a_newer_program_is_not_guessed_at(path):
    sql(path, "PRAGMA user_version = 99")
    for read_only in (False, True):
        error = refusal(SQLiteRecorder, path, read_only=read_only)
        assert (error.code, error.facts["version"]) == ("newer-ledger", 99)


def test_a_ledger_of_a_trial_version_is_told_as_such_and_stays_as_it_is(path):
    """Its tags lack what this version looks for: it would show less than there is."""
    sql(path, "PRAGMA user_version = 1")
    before = path.read_bytes()
    for read_only in (False, True):
        error = refusal(SQLiteRecorder, path, read_only=read_only)
        assert (error.code, error.facts["version"]) == ("older-ledger", 1)
    assert path.read_bytes() == before


def test_an_empty_file_becomes_a_ledger_only_when_one_may_be_made(tmp_path):
    file = tmp_path / "empty"
    file.touch()
    assert refusal(SQLiteRecorder, file, create=False).code == "not-a-ledger"
    assert refusal(SQLiteRecorder, file, read_only=True).code == "not-a-ledger"
    assert file.read_bytes() == b""
    with SQLiteRecorder(file) as ledger:
        assert ledger.append([event("a")]) == 1


@pytest.mark.parametrize("options", [{"create": False}, {"read_only": True}])
def test_a_missing_ledger_is_not_made_unasked(tmp_path, options):
    assert refusal(SQLiteRecorder, tmp_path / "a", **options).code == "ledger-missing"
    assert not list(tmp_path.iterdir())


def test_a_missing_folder_is_not_made(tmp_path):
    (tmp_path / "file").touch()
    assert refusal(SQLiteRecorder, tmp_path / "a" / "b").code == "ledger-no-folder"
    assert refusal(SQLiteRecorder, tmp_path / "file" / "b").code == "ledger-no-folder"


@pytest.mark.posix("links, which need rights on Windows")
def test_a_link_leads_to_its_ledger(path, tmp_path):
    (tmp_path / "link").symlink_to(path)
    with SQLiteRecorder(tmp_path / "link") as ledger:
        assert ledger.append([event("a")]) == 4


MOUNTS = r"""
21 1 254:0 / / rw,relatime - ext4 /dev/vda rw
22 21 0:40 / /mnt rw - tmpfs tmpfs rw
30 21 0:41 / /mnt/cụm\040một rw,relatime shared:5 master:1 - nfs4 server:/x rw
31 21 0:42 / /home/a/drive rw - fuse.sshfs a@b: rw
32 31 0:43 / /home/a/drive rw - ext4 /dev/vdb rw
"""


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("/etc/x", "ext4"),
        ("/mnt/x", "tmpfs"),
        ("/mnt/cụm một/a/x", "nfs4"),
        ("/mnt/cụm một", "nfs4"),
        ("/mnt/cụm một khác/x", "tmpfs"),
        ("/home/a/drive/x", "ext4"),
    ],
)
@pytest.mark.posix("the list of mounts")
def test_the_file_system_is_that_of_the_nearest_and_latest_mount(file, kind):
    posix = import_module("events.store.system.posix")
    assert posix.filesystem(Path(file), MOUNTS.strip()) == kind


@pytest.mark.posix("the list of mounts")
def test_a_network_share_is_refused_before_anything_is_made(tmp_path, monkeypatch):
    """The kernel's list of mounts is replaced by one that says it: no test can mount a server."""
    table = tmp_path / "mountinfo"
    table.write_text(f"30 21 0:41 / {tmp_path} rw - cifs //server/x rw\n", "utf-8")
    monkeypatch.setattr(SYSTEM, "mounts", table, raising=False)
    error = refusal(SQLiteRecorder, tmp_path / "a")
    assert (error.code, error.facts["filesystem"]) == ("network-filesystem", "cifs")
    assert list(tmp_path.iterdir()) == [table]


# Permissions


@pytest.mark.posix("modes of files; Windows inherits the access list of the folder")
def test_a_ledger_is_for_its_owner_only(tmp_path):
    before = os.umask(0)
    try:
        with SQLiteRecorder(tmp_path / "a") as ledger:
            ledger.append([event("a")])
            modes = {file.name: file.stat().st_mode & 0o777 for file in tmp_path.iterdir()}
    finally:
        os.umask(before)
    assert modes == {"a": 0o600, "a-wal": 0o600, "a-shm": 0o600}


def test_a_ledger_opened_for_reading_cannot_be_appended_to(path):
    with SQLiteRecorder(path, read_only=True) as ledger:
        assert len(list(ledger.read())) == ledger.verify() == 3
        assert refusal(ledger.append, [event("a")]).code == "ledger-read-only"


def test_a_reader_sees_what_a_writer_appends_meanwhile(path):
    with SQLiteRecorder(path, read_only=True) as reader, SQLiteRecorder(path) as writer:
        version = reader.data_version()
        writer.append([event("a")])
        assert (reader.head(), reader.data_version() == version) == (4, False)


@pytest.mark.posix("users and modes")
def test_a_ledger_that_others_may_only_read_is_read_and_leaves_nothing_beside(path, open_folder):
    file = open_folder / "ledger"
    shutil.copy(path, file)
    file.chmod(0o644)
    code = """
for read_only in (False, True):
    with SQLiteRecorder(sys.argv[1], read_only=read_only) as ledger:
        print(ledger.verify(), len(list(ledger.read())))
        code(lambda: ledger.append([DCBEvent("x", b"", [])]))
"""
    open_folder.chmod(0o555)
    assert unprivileged(code, file).split() == ["3", "3", "ledger-read-only"] * 2
    assert list(open_folder.iterdir()) == [file]


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="two users are needed")
@pytest.mark.posix("users and modes")
def test_a_reader_without_locks_notices_another_users_append(path, open_folder):
    """While it reads by itself it trusts the file to be still; that must not become a lie."""
    file = open_folder / "ledger"
    shutil.copy(path, file)
    file.chmod(0o644)
    code = """
def until(true):
    for _ in range(10_000):
        if true(): return
        time.sleep(0.01)
    sys.exit("never noticed")
with SQLiteRecorder(sys.argv[1], read_only=True) as ledger:
    version = ledger.data_version()
    print("ready", flush=True)
    for head in (4, 5, 6):
        until(lambda: ledger.data_version() != version)
        until(lambda: ledger.head() == head)
        version = ledger.data_version()
        print(ledger.verify(), flush=True)
"""
    drop = "import os; os.setgid(65534); os.setuid(65534)\n"
    head = "import sys, time\nfrom events.store.sqlite.recorder import SQLiteRecorder\n"
    command = [sys.executable, "-c", head + drop + code, str(file)]
    with subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE) as reader:
        assert reader.stdout
        assert reader.stdout.readline() == "ready\n"
        with SQLiteRecorder(file) as ledger:
            for expected in ("4\n", "5\n"):
                ledger.append([event("a")])
                assert reader.stdout.readline() == expected
        with SQLiteRecorder(file) as ledger:
            ledger.append([event("a")])
        assert reader.stdout.readline() == "6\n"
    assert reader.returncode == 0


@pytest.mark.posix("users and modes")
def test_a_file_or_folder_without_permission_is_told_as_that(path, open_folder):
    secret, shut = open_folder / "secret", open_folder / "shut"
    shutil.copy(path, secret)
    secret.chmod(0o000)
    shut.mkdir()
    shut.chmod(0o000)
    open_folder.chmod(0o555)
    code = "for path in sys.argv[1:]: code(lambda: SQLiteRecorder(path))"
    told = unprivileged(code, secret, shut / "a", open_folder / "new")
    assert told.split() == ["ledger-no-permission"] * 3


def apart_works() -> bool:
    command = [*APART, "mount", "-t", "tmpfs", "none", "/mnt"]
    return (
        bool(shutil.which("unshare"))
        and not subprocess.run(command, capture_output=True, check=False).returncode
    )


@pytest.mark.skipif(not apart_works(), reason="mounts of one's own are not allowed here")
def test_a_read_only_mount_is_read(path):
    code = """
import subprocess
folder = os.path.dirname(sys.argv[1])
subprocess.run(["mount", "--bind", folder, folder], check=True)
subprocess.run(["mount", "-o", "remount,bind,ro", folder], check=True)
for read_only in (False, True):
    with SQLiteRecorder(sys.argv[1], read_only=read_only) as ledger:
        print(ledger.verify(), len(list(ledger.read())))
        code(lambda: ledger.append([DCBEvent("x", b"", [])]))
code(lambda: SQLiteRecorder(folder + "/new"))
"""
    told = unprivileged(code, path, before=APART).split()
    assert told == [*["3", "3", "ledger-read-only"] * 2, "ledger-no-permission"]


# The disk


@pytest.mark.skipif(not apart_works(), reason="mounts of one's own are not allowed here")
def test_a_full_disk_refuses_and_keeps_what_it_has(tmp_path):
    code = """
import subprocess
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "none", sys.argv[1]], check=True)
with SQLiteRecorder(sys.argv[1] + "/a") as ledger:
    ledger.append([DCBEvent("x", bytes(1000), [])])
    code(lambda: ledger.append([DCBEvent("x", bytes(2_000_000), [])]))
    print(ledger.append([DCBEvent("x", bytes(1000), [])]), ledger.verify())
"""
    assert unprivileged(code, tmp_path, before=APART).split() == ["disk-full", "2", "2"]


@pytest.mark.posix("mounts, and limits of processes")
def test_a_disk_that_fails_is_told_as_that(tmp_path):
    """A limit on the size of files makes the write fail as a broken disk would."""
    code = """
with SQLiteRecorder(sys.argv[1]) as ledger:
    ledger.append([DCBEvent("x", bytes(1000), [])])
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, most))
    code(lambda: ledger.append([DCBEvent("x", bytes(2_000_000), [])]))
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    print(ledger.append([DCBEvent("x", bytes(1000), [])]), ledger.verify())
"""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        told = unprivileged(code, Path(folder) / "a").split()
    assert told == ["disk-error", "2", "2"]


def test_a_lock_is_waited_for_and_no_longer_than_said(path):
    with SQLiteRecorder(path, busy_seconds=0.3) as ledger, closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        started = time.monotonic()
        error = refusal(ledger.append, [event("a")])
        assert time.monotonic() - started > 0.2
        assert (error.code, error.facts["seconds"]) == ("ledger-busy", 0.3)
        assert len(list(ledger.read())) == 3
        other.rollback()
        assert ledger.append([event("a")]) == 4


def test_making_a_ledger_waits_for_a_lock_and_no_longer_than_said(tmp_path):
    file = tmp_path / "empty"
    file.touch()
    with closing(sqlite3.connect(file)) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM sqlite_master").fetchall()
        started = time.monotonic()
        assert refusal(SQLiteRecorder, file, busy_seconds=0.3).code == "ledger-busy"
        assert time.monotonic() - started > 0.2


@pytest.mark.posix("Windows does not let an open file be renamed")
@pytest.mark.parametrize("replaced", [True, False])
def test_nothing_is_appended_to_a_file_that_is_no_longer_there(path, replaced):
    """It would be acknowledged, and be gone with the old file."""
    with SQLiteRecorder(path) as ledger:
        path.rename(path.with_suffix(".old"))
        if replaced:
            shutil.copy(path.with_suffix(".old"), path)
        code = "ledger-replaced" if replaced else "ledger-gone"
        assert refusal(ledger.append, [event("a")]).code == code


# Changing what is there


CHANGES = [
    "UPDATE events SET data = x'00' WHERE position = 1",
    "UPDATE event_tags SET tag = 'x'",
    "UPDATE meta SET value = 'x'",
    "DELETE FROM events WHERE position = 3",
    "DELETE FROM event_tags",
    "DELETE FROM meta",
    "INSERT OR REPLACE INTO events SELECT position, 'x', tags, data, hash FROM events",
    "INSERT OR REPLACE INTO meta VALUES ('name', 'x')",
    "INSERT INTO events SELECT position + 9, type, tags, data, hash FROM events LIMIT 1",
]


@pytest.mark.parametrize("change", CHANGES)
def test_nothing_is_changed_or_deleted(path, change):
    """By us or by a program that knows nothing of the ledger's settings."""
    before = path.read_bytes()
    with pytest.raises(sqlite3.IntegrityError):
        sql(path, change)
    ours = schema.connect(path, "write", 1)
    with closing(ours), pytest.raises(sqlite3.IntegrityError):
        ours.execute(change)
    assert path.read_bytes()[100:] == before[100:]


def test_replacing_a_tag_asks_the_triggers_on_our_connections(path):
    ours = schema.connect(path, "write", 1)
    with closing(ours), pytest.raises(sqlite3.IntegrityError):
        ours.execute("INSERT OR REPLACE INTO event_tags SELECT * FROM event_tags LIMIT 1")


def test_the_reading_connection_cannot_write(path):
    reader = schema.connect(path, "look", 1)
    with closing(reader), pytest.raises(sqlite3.OperationalError):
        reader.execute("INSERT INTO meta VALUES ('a', 'b')")


def test_a_flipped_bit_is_found_where_it_is(path):
    content = bytearray(path.read_bytes())
    content[content.index(b"the payload") + 4] ^= 1
    path.write_bytes(content)
    with SQLiteRecorder(path) as ledger:
        error = refusal(ledger.verify)
        assert (error.code, error.facts["position"]) == ("chain-broken", 2)


FORGERIES = [
    ("UPDATE events SET type = 'x' WHERE position = 3", 3),
    ("UPDATE events SET type = x'ff' WHERE position = 3", 3),
    ("UPDATE events SET tags = '[\"unit:z\"]' WHERE position = 1", 1),
    ("UPDATE events SET tags = '{' WHERE position = 1", 1),
    ("UPDATE events SET data = 'the payload' WHERE position = 2", 2),
    ("UPDATE events SET hash = zeroblob(32) WHERE position = 3", 3),
    ("UPDATE events SET position = 9 WHERE position = 3", 3),
    ("UPDATE meta SET value = '00' WHERE key = 'name'", 1),
    ("DELETE FROM events WHERE position = 2", 2),
    ("DELETE FROM events WHERE position = 3", 3),
    ("DELETE FROM events", 1),
    ("DELETE FROM event_tags WHERE position = 2", 2),
    ("UPDATE event_tags SET tag = 'unit:z' WHERE position = 2", 2),
    ("UPDATE event_tags SET type = 'y' WHERE position = 2", 2),
    ("INSERT INTO event_tags VALUES ('unit:z', 'x', 2)", 2),
]


@pytest.mark.parametrize(("forgery", "position"), FORGERIES)
def test_a_forgery_by_who_takes_the_triggers_away_is_found_where_it_is(path, forgery, position):
    tamper(path, forgery)
    with SQLiteRecorder(path) as ledger:
        error = refusal(ledger.verify)
        assert (error.code, error.facts["position"]) == ("chain-broken", position)


def test_nothing_is_built_on_a_ledger_whose_end_was_cut_off(path):
    tamper(path, "DELETE FROM events WHERE position = 3")
    with SQLiteRecorder(path) as ledger:
        error = refusal(ledger.append, [event("a")])
        assert (error.code, error.facts["position"]) == ("chain-broken", 3)
