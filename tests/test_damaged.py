"""A ledger that the disk damaged or that somebody changed is told as such, and not written to."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing

import pytest

from events.errors import UnreadableLedger
from events.store.sqlite.recorder import SQLiteRecorder
from tests.narrow import file_recorder
from tests.pages import app_on, ledger_at, screen_text, until
from tests.tampering import tamper
from thidua_tui.screens.loading import Unreadable

pytestmark = pytest.mark.usefixtures("home")
PAGE = 4096


@pytest.fixture
def ledger(tmp_path):
    """The demo's ledger, closed."""
    return ledger_at(tmp_path / "demo.ledger", story=True)


def half(whole: bytes) -> bytes:
    return whole[: len(whole) // PAGE // 2 * PAGE]


def zeroed(whole: bytes) -> bytes:
    return whole[: 2 * PAGE] + bytes(3 * PAGE) + whole[5 * PAGE :]


def overwritten(whole: bytes) -> bytes:
    middle = len(whole) // 2
    return whole[:middle] + bytes(range(256)) * 16 + whole[middle + PAGE :]


@pytest.mark.parametrize("damage", [half, zeroed, overwritten])
def test_a_damaged_file_is_told_from_a_disk_that_fails(ledger, damage):
    """The disk reads it without complaint: what is there is not what was written."""
    ledger.write_bytes(damage(ledger.read_bytes()))
    with pytest.raises(UnreadableLedger) as told, SQLiteRecorder(ledger, read_only=True) as there:
        list(there.read())
        there.verify()
    assert told.value.code in {"ledger-damaged", "chain-broken"}
    assert "disk" not in told.value.code


def test_half_a_file_is_damaged(ledger):
    ledger.write_bytes(half(ledger.read_bytes()))
    with pytest.raises(UnreadableLedger) as told, SQLiteRecorder(ledger, read_only=True) as there:
        list(there.read())
    assert told.value.code == "ledger-damaged"


async def test_nothing_is_recorded_behind_an_entry_that_was_changed(ledger):
    """The chain is walked behind the first page: who opens such a ledger is told, and stopped."""
    change = "UPDATE events SET data = replace(data, 'Thanh', 'Thành') WHERE position = 20"
    tamper(ledger, change)
    app = app_on(ledger)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "sai từ mục 20" in " ".join(screen_text(app).split()))
        assert "sai từ mục 20" in " ".join(screen_text(app).split())
        await pilot.press("t")
        assert isinstance(app.screen, Unreadable)
    file_recorder(app.session.ledger).close()


@pytest.mark.parametrize(
    "asked", [("do", "pt Phong trào mới"), ("undo",), ("run", "lines.thidua")], ids=lambda a: a[0]
)
def test_no_command_records_behind_an_entry_that_was_changed(run, ledger, tmp_path, asked):
    (tmp_path / "lines.thidua").write_text("pt Phong trào mới\n", "utf-8")
    change = "UPDATE events SET data = replace(data, 'Thanh', 'Thành') WHERE position = 20"
    tamper(ledger, change)
    command, *words = (str(tmp_path / word) if ".thidua" in word else word for word in asked)
    code, out, err = run("--ledger", ledger, command, *words)
    assert (code, out) == (5, "")
    assert "sai từ mục 20" in err
    with closing(sqlite3.connect(ledger)) as file:
        assert file.execute("SELECT max(position) FROM events").fetchone() == (35,)
    assert run("--ledger", ledger, "do", "--dry-run", "pt Phong trào mới")[0] == 5


@pytest.mark.posix("Windows does not let a file be replaced while it is open")
async def test_screen_of_an_exchanged_ledger_keeps_it_apart_and_says_so(ledger):
    other = ledger.with_name("other")
    shutil.copy(ledger, other)
    app = app_on(ledger)
    async with app.run_test(size=(80, 24)) as pilot:
        for _ in range(800):
            await pilot.pause(0.05)
            if app.session and app._version >= 0:
                break
        other.replace(ledger)
        for _ in range(400):
            await pilot.pause(0.05)
            if isinstance(app.screen, Unreadable):
                break
        assert isinstance(app.screen, Unreadable)
        assert "được giữ ở" in app.screen.sentence
    file_recorder(app.session.ledger).close()
    kept = ledger.with_name(f"{ledger.stem} (trước khi bị thay){ledger.suffix}")
    assert kept.exists()
