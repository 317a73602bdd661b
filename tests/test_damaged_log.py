"""A write-ahead log that is not whole: told before SQLite drops what is behind the damage."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from events.errors import UnreadableLedger
from events.store.sqlite import write_ahead_log
from events.store.sqlite.backup import restore
from events.store.sqlite.recorder import SQLiteRecorder
from tests.test_attacks import event

PAGE = 4096 + 24


class Live(NamedTuple):
    """The files of a ledger whose program was killed: five entries in the log, one by one."""

    file: Path
    log: bytes

    def damage(self, at: int, bit: int = 0) -> Path:
        """Flip a bit of the log."""
        changed = bytearray(self.log)
        changed[at] ^= 1 << bit
        return self.put(bytes(changed))

    def put(self, log: bytes) -> Path:
        """Put a log beside the file."""
        Path(f"{self.file}-wal").write_bytes(log)
        Path(f"{self.file}-shm").unlink(missing_ok=True)
        return self.file


@pytest.fixture
def live(tmp_path: Path) -> Live:
    source, file = tmp_path / "source", tmp_path / "a.ledger"
    with SQLiteRecorder(source) as ledger:
        ledger.append([event(1)])
        ledger.move_log()
        for number in range(2, 7):
            ledger.append([event(number)])
        shutil.copy(source, file)
        log = Path(f"{source}-wal").read_bytes()
    return Live(file, log)


def test_lost_any_bit_of_the_log_is_noticed(live):
    chance, silent = random.Random(3), []  # noqa: S311 - a sample, no secret
    assert write_ahead_log.lost(live.log) is None
    for _ in range(200):
        changed, at = bytearray(live.log), chance.randrange(len(live.log))
        changed[at] ^= 1 << chance.randrange(8)
        if write_ahead_log.lost(bytes(changed)) is None:
            silent.append(at)
    assert silent == []


def test_open_damaged_log_is_refused_and_kept(live):
    file = live.damage(32 + 500)
    log = Path(f"{file}-wal").read_bytes()
    for options in ({}, {"read_only": True}, {"sealed": True}):
        with pytest.raises(UnreadableLedger, match="log-damaged") as caught:
            SQLiteRecorder(file, **options)
    assert Path(str(caught.value.facts["copy"])).read_bytes() == log
    assert Path(f"{file}-wal").read_bytes() == log


def test_restore_damaged_log_gives_what_can_be_read(live, tmp_path):
    """The advice of the refusal can be followed."""
    file = live.damage(len(live.log) // 2)
    log = Path(f"{file}-wal").read_bytes()
    made = restore(file, tmp_path / "new.ledger")
    assert 1 <= made.entries < 6
    assert Path(f"{file}-wal").read_bytes() == log


def test_open_last_act_damaged_is_noted_and_its_log_kept(live):
    file = live.damage(len(live.log) - 100)
    log = Path(f"{file}-wal").read_bytes()
    with SQLiteRecorder(file) as ledger:
        assert [note.code for note in ledger.notes] == ["log-last-act-unsure"]
        assert ledger.append([event(6)]) == 6
    assert Path(str(ledger.notes[0].facts["copy"])).read_bytes() == log


def test_open_log_cut_anywhere_is_not_called_damaged(live):
    """A power cut leaves the beginning of a log; whatever was acknowledged is in it."""
    for cut in range(0, len(live.log), 1031):
        assert write_ahead_log.lost(live.log[:cut]) is None


def test_lost_log_of_a_killed_writer_is_whole(live):
    with SQLiteRecorder(live.put(live.log)) as ledger:
        assert (ledger.notes, ledger.verify()) == ([], 6)


def test_lost_log_begun_again_is_whole(live):
    """After a checkpoint the frames of the round before are still behind the new ones."""
    with SQLiteRecorder(live.put(live.log)) as ledger, SQLiteRecorder(live.file):
        ledger.move_log()
        ledger.append([event(7)])
        log = Path(f"{live.file}-wal").read_bytes()
    assert len(log) >= len(live.log)
    assert write_ahead_log.lost(log) is None
