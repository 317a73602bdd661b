"""`--read-only`: nothing of the ledger is open for writing, and nothing beside it changes.

Shown by the operating system's own account of what this process has open, not by ours.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from events.errors import UnreadableLedger
from events.store.ledger import Circumstances, Ledger
from events.store.sqlite.recorder import SQLiteRecorder
from events.unit_commands import FoundUnit
from tests.pages import ledger_at
from tests.patience import PATIENCE
from tests.terminal import Terminal
from thidua_tui.cli.main import answer

ROOT = Path(__file__).resolve().parents[1]
WRITER = """
import sys
from pathlib import Path
from events.store.ledger import Circumstances, Ledger
from events.unit_commands import FoundUnit
from events.store.sqlite.recorder import SQLiteRecorder
ledger = Ledger(SQLiteRecorder(sys.argv[1]))
for code in sys.stdin:
    ledger.execute(FoundUnit(unit=code.strip(), name=f"Sở {code.strip()}"), Circumstances(by="x"))
    print("there", flush=True)
"""
ACCESS = {os.O_RDONLY: "reading", os.O_WRONLY: "writing", os.O_RDWR: "writing"}


def held(folder: Path, process: int | str = "self") -> dict[str, set[str]]:
    """What a process has open in a folder, and for what, as the kernel tells it."""
    found: dict[str, set[str]] = {}
    for descriptor in Path(f"/proc/{process}/fd").iterdir():
        try:
            file = descriptor.readlink()
            told = Path(f"/proc/{process}/fdinfo/{descriptor.name}").read_text("ascii")
        except OSError:
            continue
        if file.parent == folder:
            flags = int(told.partition("flags:")[2].split()[0], 8)
            found.setdefault(file.name, set()).add(ACCESS[flags & os.O_ACCMODE])
    return found


def state(folder: Path) -> dict[str, tuple[object, ...]]:
    """Everything that a change in a folder would change."""
    files: dict[str, tuple[object, ...]] = {}
    for file in folder.iterdir():
        now = file.stat()
        # No st_ctime: run by root, SQLite gives a log anew to the owner who has it.
        owner = (now.st_uid, now.st_gid, now.st_mode)
        files[file.name] = (now.st_ino, now.st_size, now.st_mtime_ns, *owner, file.read_bytes())
    return files


class Writer:
    """Another process that has the ledger open and writes when told to."""

    def __init__(self, file: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(file)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )

    def write(self, code: str) -> None:
        print(code, file=self.process.stdin, flush=True)
        assert self.process.stdout
        assert self.process.stdout.readline() == "there\n"


@contextmanager
def writing(file: Path) -> Iterator[Writer]:
    writer = Writer(file)
    try:
        yield writer
    finally:
        writer.process.kill()
        writer.process.communicate()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    folder = tmp_path / "kept"
    folder.mkdir()
    return ledger_at(folder / "a.ledger", story=True)


def count(recorder: SQLiteRecorder) -> int:
    return len(list(Ledger(recorder).read()))


def test_a_ledger_at_rest_is_read_and_nothing_is_open_for_writing_or_left(file):
    before = state(file.parent)
    with SQLiteRecorder(file, sealed=True) as ledger:
        assert count(ledger) == ledger.verify() == 35
        assert held(file.parent) == {"a.ledger": {"reading"}}
        assert not ledger.writable
    assert state(file.parent) == before
    refused = pytest.raises(UnreadableLedger, match="ledger-read-only")
    with SQLiteRecorder(file, sealed=True) as ledger, refused:
        Ledger(ledger).execute(FoundUnit(unit="x", name="X"), Circumstances(by="x"))
    assert state(file.parent) == before


def test_plain_reading_leaves_a_log_which_is_why_there_is_the_option(file):
    """If SQLite learns better, this fails and the option's machinery can go."""
    with SQLiteRecorder(file, read_only=True) as ledger:
        assert count(ledger) == 35
        assert "writing" in held(file.parent)["a.ledger-wal"]


def test_while_another_process_writes_its_log_is_read_and_nothing_opened_for_writing(file):
    with writing(file) as writer:
        writer.write("moi-1")
        before = state(file.parent)
        with SQLiteRecorder(file, sealed=True) as ledger:
            assert count(ledger) == 36
            names = {"a.ledger": {"reading"}, "a.ledger-wal": {"reading"}}
            assert held(file.parent) == names | {"a.ledger-shm": {"reading"}}
            seen = ledger.data_version()
            writer.write("moi-2")
            assert ledger.data_version() != seen
            assert count(ledger) == ledger.verify() == 37
            assert "writing" not in set().union(*held(file.parent).values())
        assert set(state(file.parent)) == set(before)


def test_what_is_written_after_it_was_opened_at_rest_is_seen(file):
    with SQLiteRecorder(file, sealed=True) as ledger:
        seen = ledger.data_version()
        with writing(file) as writer:
            writer.write("moi-1")
            assert ledger.data_version() != seen
            assert count(ledger) == 36
            assert "writing" not in set().union(*held(file.parent).values())


def test_what_a_dead_writer_left_in_the_log_is_read_and_left_there(file):
    with writing(file) as writer:
        writer.write("moi-1")
    before = state(file.parent)
    assert before["a.ledger-wal"][1]
    with SQLiteRecorder(file, sealed=True) as ledger:
        assert count(ledger) == ledger.verify() == 36
        assert "writing" not in set().union(*held(file.parent).values())
    assert state(file.parent) == before


def test_a_log_that_was_copied_without_its_index_is_told_of(file):
    with writing(file) as writer:
        writer.write("moi-1")
    Path(f"{file}-shm").unlink()
    before = state(file.parent)
    with pytest.raises(UnreadableLedger, match="ledger-log-alone"):
        SQLiteRecorder(file, sealed=True)
    assert state(file.parent) == before


def test_a_writer_in_the_same_process_goes_on_writing(file):
    with SQLiteRecorder(file) as ours:
        Ledger(ours).execute(FoundUnit(unit="moi-1", name="Sở M"), Circumstances(by="x"))
        with SQLiteRecorder(file, sealed=True) as ledger:
            assert count(ledger) == 36
            Ledger(ours).execute(FoundUnit(unit="moi-2", name="Sở N"), Circumstances(by="x"))
            assert count(ledger) == 37
    with SQLiteRecorder(file, sealed=True) as ledger:
        assert ledger.verify() == 37


def test_what_is_not_there_is_not_made(tmp_path):
    with pytest.raises(UnreadableLedger, match="ledger-missing"):
        SQLiteRecorder(tmp_path / "none.ledger", sealed=True)
    assert not list(tmp_path.iterdir())


def program(file: Path, home: Path, *args: str) -> Terminal:
    names = ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "HOME")
    env = {name: str(home) for name in names} | {"TZ": "Asia/Ho_Chi_Minh"}
    argv = [sys.executable, "-m", "thidua_tui.cli.main", "--ledger", str(file), *args]
    return Terminal(argv, env=env, cwd=ROOT)


def test_the_program_with_the_option_holds_nothing_open_for_writing_and_says_so(file, tmp_path):
    before = state(file.parent)
    with program(file, tmp_path, "--read-only") as terminal:
        terminal.wait_for("Sở Tài chính", PATIENCE)
        terminal.wait_for("CHỈ ĐỌC", PATIENCE)
        assert held(file.parent, terminal.process.pid) == {"a.ledger": {"reading"}}
        terminal.send("a")
        terminal.wait_for("chỉ đọc", PATIENCE)
        terminal.send("q")
        assert terminal.wait_exit(PATIENCE) == 0
    assert state(file.parent) == before


def test_the_program_without_it_could_write(file, tmp_path):
    """So that the test above can fail."""
    with program(file, tmp_path) as terminal:
        terminal.wait_for("Sở Tài chính", PATIENCE)
        assert "writing" in held(file.parent, terminal.process.pid)["a.ledger"]
        terminal.send("q")
        assert terminal.wait_exit(PATIENCE) == 0


def test_the_demo_takes_it_too(tmp_path):
    story = tmp_path / "story.ledger"
    with program(story, tmp_path, "demo", "--read-only") as terminal:
        terminal.wait_for("Sở Tài chính", PATIENCE)
        assert held(tmp_path, terminal.process.pid) == {"story.ledger": {"reading"}}
        terminal.send("q")
        assert terminal.wait_exit(PATIENCE) == 0


@pytest.mark.parametrize("args", [("do", "them don vi Sở X"), ("run", "-")])
def test_what_records_is_refused_with_the_option(file, capsys, args):
    before = state(file.parent)
    assert answer(["--read-only", args[0], args[1], "--ledger", str(file)]) == 2
    assert args[0] in capsys.readouterr().err
    assert state(file.parent) == before
