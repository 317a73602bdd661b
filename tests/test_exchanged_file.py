"""The file under the ledger's name is exchanged while the ledger is open; its log moves into it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from events.errors import UnreadableLedger
from events.store.sqlite.backup import back_up
from events.store.sqlite.recorder import SQLiteRecorder
from events.store.sqlite.synchronisers import synchronised
from tests.test_attacks import AT, event
from thidua_tui.app.file_monitor import kept_apart


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A ledger of five entries, closed."""
    with SQLiteRecorder(tmp_path / "a.ledger") as ledger:
        ledger.append([event(number) for number in range(1, 6)])
    return tmp_path / "a.ledger"


@pytest.fixture
def fork(file: Path) -> Path:
    """A copy of five entries in which another sixth and seventh were recorded."""
    other = file.with_name("other.ledger")
    shutil.copy(file, other)
    with SQLiteRecorder(other) as ledger:
        ledger.append([event(16), event(17)])
    return other


def moved_over(file: Path, fork: Path) -> None:
    shutil.copy(fork, file.with_name("new"))
    file.with_name("new").replace(file)


def copied_over(file: Path, fork: Path) -> None:
    file.write_bytes(fork.read_bytes())


def deleted_and_restored(file: Path, fork: Path) -> None:
    file.unlink()
    shutil.copy(fork, file)


OPEN = pytest.mark.posix("Windows moves and removes no file that is open")
EXCHANGES = [
    pytest.param(moved_over, marks=OPEN),
    copied_over,
    pytest.param(deleted_and_restored, marks=OPEN),
]


@pytest.mark.parametrize("exchange", EXCHANGES)
def test_version_exchanged_file_is_refused_and_both_histories_are_kept(file, fork, exchange):
    with SQLiteRecorder(file) as ledger:
        ledger.append([event(6)])
        ledger.data_version()
        exchange(file, fork)
        with pytest.raises(UnreadableLedger, match="ledger-replaced") as caught:
            ledger.data_version()
        with pytest.raises(UnreadableLedger, match="ledger-replaced"):
            ledger.append([event(7)])
        said = kept_apart(caught.value, ledger, "en")
    assert {k: said.facts[k] for k in ("common", "ours", "theirs")} == {
        "common": "5",
        "ours": "6",
        "theirs": "7",
    }
    assert not Path(f"{file}-wal").exists()
    assert file.read_bytes() == fork.read_bytes()
    with SQLiteRecorder(Path(str(said.facts["kept"])), read_only=True) as kept:
        assert kept.verify() == 6
    with SQLiteRecorder(file) as new:
        assert new.verify() == 7


def gone(file: Path) -> None:
    file.rename(file.with_name("away.ledger"))


def older(file: Path) -> None:
    """An older version put back over the file, as a synchroniser does."""
    file.write_bytes(file.with_name("old.ledger").read_bytes())


def truncated(file: Path) -> None:
    os.truncate(file, 0)


def noise(file: Path) -> None:
    file.write_bytes(b"no database " * 2000)


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        pytest.param(gone, "ledger-gone", marks=OPEN),
        (older, "ledger-replaced"),
        (truncated, "ledger-replaced"),
        (noise, "ledger-replaced"),
    ],
)
def test_version_file_gone_older_or_emptied_is_refused(file, harm: Callable[[Path], None], code):
    shutil.copy(file, file.with_name("old.ledger"))
    with SQLiteRecorder(file) as ledger:
        ledger.append([event(6)])
        ledger.move_log()
        ledger.data_version()
        harm(file)
        for act in (ledger.data_version, lambda: ledger.append([event(7)])):
            with pytest.raises(UnreadableLedger, match=code):
                act()
        ledger.keep_apart(file.with_name("kept.ledger"))
        left = file.read_bytes() if file.exists() else None
    assert (file.read_bytes() if file.exists() else None) == left
    assert not Path(f"{file}-wal").exists()


@OPEN
def test_version_renamed_away_and_back_goes_on(file):
    away = file.with_name("away")
    with SQLiteRecorder(file) as ledger:
        file.rename(away)
        with pytest.raises(UnreadableLedger, match="ledger-gone"):
            ledger.data_version()
        away.rename(file)
        ledger.data_version()
        assert ledger.append([event(6)]) == 6


def test_version_checkpoints_of_this_and_other_processes_are_no_exchange(file):
    with SQLiteRecorder(file) as ledger, SQLiteRecorder(file) as other:
        for number in range(6, 40):
            (other if number % 2 else ledger).append([event(number)])
            (ledger if number % 3 else other).move_log()
            ledger.data_version()
            other.data_version()
        assert ledger.verify() == 39


def test_version_long_history_of_another_program_is_no_exchange(file):
    """Acts between two looks, checkpointed at a position that was never looked at."""
    with SQLiteRecorder(file) as ledger, SQLiteRecorder(file) as other:
        ledger.data_version()
        for number in range(6, 20):
            other.append([event(number)])
        other.move_log()
        other.append([event(20)])
        ledger.data_version()
        assert ledger.append([event(21)]) == 21


def test_move_log_copy_of_the_one_file_is_whole(file, tmp_path):
    with SQLiteRecorder(file) as ledger, SQLiteRecorder(file):
        ledger.append([event(6)])
        shutil.copy(file, tmp_path / "before")
        ledger.move_log()
        shutil.copy(file, tmp_path / "after")
    entries = []
    for name in ("before", "after"):
        with SQLiteRecorder(tmp_path / name, read_only=True) as copy:
            entries.append(copy.verify())
    assert entries == [5, 6]


def test_move_log_beside_a_reader_and_a_writer_loses_nothing(file, tmp_path):
    with SQLiteRecorder(file) as ledger, SQLiteRecorder(file) as other:
        reading = ledger.read()
        next(reading)
        for number in range(6, 30):
            other.append([event(number)])
            ledger.move_log()
        assert other.verify() == 29
        assert back_up(file, tmp_path / "kept", AT, 9).entries == 29


@pytest.mark.parametrize(
    ("folder", "mark", "service"),
    [
        ("OneDrive - Sở Nội vụ/sổ", "", "OneDrive"),
        ("Dropbox", "", "Dropbox"),
        ("Google Drive/Thi đua", "", "Google Drive"),
        ("GoogleDrive", "", "Google Drive"),
        ("Drive của tôi", "", "Google Drive"),
        ("My Drive (lan@example.com)", "", "Google Drive"),
        ("Nextcloud/a", "", "Nextcloud"),
        ("ownCloud", "", "ownCloud"),
        ("iCloudDrive", "", "iCloud"),
        ("com~apple~CloudDocs", "", "iCloud"),
        ("anything", ".stfolder", "Syncthing"),
    ],
)
def test_synchronised_folder_is_noted_and_not_refused(tmp_path, folder, mark, service):
    (tmp_path / folder).mkdir(parents=True)
    if mark:
        (tmp_path / folder / mark).mkdir()
    file = tmp_path / folder / "a.ledger"
    assert synchronised(file) == (str(tmp_path / Path(folder).parts[0]), service)
    with SQLiteRecorder(file) as ledger:
        assert [note.code for note in ledger.notes] == ["ledger-synchronised"]
        assert [note.facts["service"] for note in ledger.notes] == [service]
        assert ledger.append([event(1)]) == 1


@pytest.mark.parametrize("folder", ["Documents", "Dropbox của Lan", "Sổ OneDrive cũ"])
def test_ordinary_folder_is_not_noted(tmp_path, folder):
    (tmp_path / folder).mkdir()
    with SQLiteRecorder(tmp_path / folder / "a.ledger") as ledger:
        assert ledger.notes == []


def test_where_the_file_cannot_be_renamed_the_old_log_is_not_applied_either(
    file, fork, monkeypatch
):
    """As on Windows, where a file that is open has the name that it has."""

    def refused(*_: object) -> None:
        raise PermissionError(13, "used by another process")

    ledger = SQLiteRecorder(file)
    ledger.append([event(6)])
    ledger.data_version()
    copied_over(file, fork)
    with pytest.raises(UnreadableLedger, match="ledger-replaced"):
        ledger.data_version()
    monkeypatch.setattr(Path, "rename", refused)
    ledger.close()
    assert file.read_bytes() == fork.read_bytes()
    assert not Path(f"{file}-wal").exists()
    with SQLiteRecorder(file) as new:
        assert new.verify() == 7
