"""A clock that was set back: said when it shows, marked in the journal, counted by `verify`."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from events.command import Command
from events.store.ledger import Circumstances, Ledger
from events.store.sqlite.recorder import SQLiteRecorder
from events.unit_commands import FoundUnit, RenameUnit
from tests.pages import press, shown

pytestmark = pytest.mark.usefixtures("home")
NOW = datetime(2021, 1, 14, 3, tzinfo=UTC)
YEAR = timedelta(days=365)


def ledger_stamped(path: Path, stamps: Sequence[datetime]) -> Path:
    """Record a unit at each stamp; the last act renames the first unit."""
    clock = [stamps[0]]
    with SQLiteRecorder(path) as recorder:
        ledger = Ledger(recorder, clock=lambda: clock[0])
        for number, at in enumerate(stamps):
            clock[0] = at
            command: Command = FoundUnit(unit=f"u{number}", name=f"Sở {number}")
            if number and at == stamps[-1]:
                command = RenameUnit(unit="u0", name="Sở Quy hoạch", on=at.date())
            ledger.execute(command, Circumstances(by="Thư ký"))
    return path


@pytest.fixture
def setback(tmp_path):
    """Two units, the second a year ahead; then the clock is mended and the first is renamed."""
    return ledger_stamped(tmp_path / "l", (NOW, NOW + YEAR, NOW + timedelta(minutes=10)))


def test_known_at_behind_a_mended_clock_has_every_entry_in_front(run, setback):
    asked = ("--ledger", setback, "--known-at", "2021-01-14T04:00Z", "--format", "json")
    code, out, _ = run("show", "units", *asked)
    assert (code, [row["unit_name"] for row in json.loads(out)]) == (0, ["Sở 1", "Sở Quy hoạch"])


def test_known_at_before_the_clock_went_ahead_is_the_first_entry_alone(run, setback):
    asked = ("--ledger", setback, "--known-at", "2021-01-14T03:05Z", "--format", "json")
    assert [row["unit_name"] for row in json.loads(run("show", "units", *asked)[1])] == ["Sở 0"]


@pytest.mark.parametrize(
    ("options", "positions"),
    [
        (("--until", "2021-01-14"), [1, 2, 3]),
        (("--since", "2021-01-15"), []),
        (("--since", "2021-01-14"), [1, 2, 3]),
    ],
)
def test_the_journal_of_a_period_is_a_run_of_positions(run, setback, options, positions):
    code, out, _ = run("journal", "--ledger", setback, "--format", "json", *options)
    assert (code, [row["position"] for row in json.loads(out)]) == (0, positions)


def test_the_journal_marks_the_entry_behind_which_the_clock_went_back(run, setback):
    out = run("journal", "--ledger", setback)[1]
    marked = [line for line in out.splitlines() if "(đồng hồ lùi)" in line]
    assert len(marked) == 1
    assert "Sở Quy hoạch" in marked[0]
    rows = json.loads(run("journal", "--ledger", setback, "--format", "json")[1])
    assert [row["clock_back"] for row in rows] == [False, False, True]


@pytest.mark.parametrize(
    ("lang", "words"),
    [("vi", "lùi 1 lần, lần đầu ở mục 3"), ("en", "set back 1 time, first at entry 3")],
)
def test_verify_names_where_the_clock_went_back_also_when_judged_before(run, setback, lang, words):
    for _ in range(2):
        code, out, _ = run("--lang", lang, "verify", "--ledger", setback)
        assert (code, words in out) == (0, True)


def test_verify_says_nothing_of_a_clock_that_only_went_on(run, tmp_path):
    path = ledger_stamped(tmp_path / "l", (NOW, NOW, NOW + YEAR))
    assert "Đồng hồ" not in run("verify", "--ledger", path)[1]


def test_recording_behind_a_later_stamp_warns_and_names_both_times(run, tmp_path):
    path = ledger_stamped(tmp_path / "l", (NOW, datetime(2190, 1, 14, 3, tzinfo=UTC)))
    code, out, _ = run("do", "đơn vị Sở Y tế", "--ledger", path)
    assert code == 0
    assert "Đồng hồ máy đã lùi: mục 3" in out
    assert "sớm hơn mục 2 ghi trước đó (14/01/2190" in out
    assert "Đồng hồ" not in run("do", "đơn vị Sở Nội vụ", "--ledger", path)[1]


async def test_recording_on_the_screen_warns_too(tmp_path):
    path = ledger_stamped(tmp_path / "l", (NOW, datetime(2190, 1, 14, 3, tzinfo=UTC)))
    async with shown(path) as pilot:
        await press(pilot, "colon")
        await press(pilot, *"don vi So Y te", "enter", "escape")
        await pilot.pause()
        assert any("Đồng hồ máy đã lùi" in note.message for note in pilot.app._notifications)


@pytest.fixture
def _zone_restored(monkeypatch):
    """The zone of the machine again, once a test has set another."""
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.posix("sets the zone of a process")
@pytest.mark.usefixtures("_zone_restored")
@pytest.mark.parametrize("zone", ["Asia/Ho_Chi_Minh", "America/Lima"])
@pytest.mark.parametrize("at", ["9999-12-31T23:59:59", "0001-01-01T00:00:00"])
def test_a_stamp_at_the_end_of_the_calendar_is_printed_in_every_zone(
    run, tmp_path, monkeypatch, zone, at
):
    monkeypatch.setenv("TZ", "UTC")  # in another zone no act can be recorded at that time
    time.tzset()
    path = ledger_stamped(tmp_path / "l", (datetime.fromisoformat(at).replace(tzinfo=UTC),))
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    for command in (("journal",), ("entry", 1), ("verify",), ("show", "units")):
        code, _, err = run(*command, "--ledger", path)
        impossible = command == ("verify",) and at < "1970"
        assert (code, bool(err)) == ((5, True) if impossible else (0, False)), command
