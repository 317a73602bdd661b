"""`thidua journal` for other programs: JSON Lines, as they are recorded, through any exchange."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from events.errors import UnreadableLedger
from events.event import Entry
from events.store.ledger import Circumstances
from events.unit_commands import FoundUnit
from thidua_tui.session import live_ledger
from thidua_tui.session.live_ledger import LiveLedger, WentBack, follow
from thidua_tui.session.open_ledger import opened

pytestmark = pytest.mark.usefixtures("home")
PROGRAM = (sys.executable, "-m", "thidua_tui.cli")
SOON = 0.1
"""Seconds in which another process sees an entry; the benchmarks' machine needs 0.02."""


def record(path: Path, *units: str) -> None:
    """Found units in a ledger, which is made where there is none; each is one entry."""
    with opened(path, create=True) as ledger:
        for unit in units:
            how = Circumstances(by="Lan")
            ledger.execute(FoundUnit(unit=unit, name=f"Sở {unit}"), how)


def lines(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


@pytest.fixture
def path(tmp_path) -> Path:
    made: Path = tmp_path / "so.ledger"
    record(made, "a", "b", "c")
    return made


def test_each_entry_is_a_line(run, path):
    code, out, err = run("journal", "--format", "jsonl", "--ledger", path)
    assert (code, err) == (0, "")
    assert [(line["position"], line["data"]["unit"]) for line in lines(out)] == [
        (1, "a"),
        (2, "b"),
        (3, "c"),
    ]


def test_a_cursor_begins_behind_an_entry(run, path):
    for asked in (("--since", "2"), ("--from", "3"), ("--since", "1", "--from", "3")):
        code, out, _ = run("journal", "--format", "jsonl", *asked, "--ledger", path)
        assert (code, [line["position"] for line in lines(out)]) == (0, [3])
    assert run("journal", "--format", "jsonl", "--since", "3", "--ledger", path)[:2] == (0, "")
    rows = json.loads(run("journal", "--since", "2", "--format", "json", "--ledger", path)[1])
    assert [row["position"] for row in rows] == [3]


def test_lines_are_filtered_as_the_table_is(run, story):
    asked = ("--cluster", "tmth", "--kind", "head-elected", "--ledger", story)
    table = json.loads(run("journal", *asked, "--format", "json")[1])
    found = lines(run("journal", *asked, "--format", "jsonl")[1])
    assert found
    assert [row["position"] for row in found] == [row["position"] for row in table]
    code, _, err = run("journal", "--cluster", "no", "--format", "jsonl", "--ledger", story)
    assert (code, "tmth" in err) == (2, True)


def test_a_sentence_is_there_where_it_is_asked_for(run, path):
    asked = ("journal", "--format", "jsonl", "--since", "2", "--ledger", path)
    assert "sentence" not in lines(run(*asked)[1])[0]
    assert "Sở c" in lines(run(*asked, "--sentences")[1])[0]["sentence"]


@pytest.mark.parametrize(
    "asked",
    [
        ("--follow", "--format", "csv"),
        ("--follow", "--until", "14/01/2021"),
        ("--sentences",),
        ("--since", "-1"),
        ("--since", "9" * 40),
        ("--follow", "--ledger", "nowhere.ledger"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(run, path, asked):
    code, out, err = run("journal", "--ledger", path, *asked)
    assert code in (2, 5)
    assert (out, len(err.splitlines())) == ("", 1)


@pytest.fixture
def following(path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start `thidua journal --follow` on the ledger."""
    started = []

    def start(*more: str) -> subprocess.Popen[str]:
        asked = ("journal", "--follow", "--lang", "en", *more, "--ledger", str(path))
        process = subprocess.Popen(
            [*PROGRAM, *asked], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def line_of(process: subprocess.Popen[str]) -> dict[str, Any]:
    """Wait for the next line."""
    assert process.stdout
    found: dict[str, Any] = json.loads(process.stdout.readline())
    return found


@pytest.mark.posix("the signal of Ctrl+C goes to one process")
def test_another_process_sees_an_entry_at_once_and_ends_with_ctrl_c(path, following):
    process = following("--since", "2")
    assert line_of(process)["position"] == 3
    waited = []
    for unit in ("d", "e", "f", "g", "h"):
        record(path, unit)
        start = time.perf_counter()
        assert line_of(process)["data"]["unit"] == unit
        waited.append(time.perf_counter() - start)
    assert min(waited) < SOON  # the least: a busy machine may delay any of them
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=10) == ("", "")
    assert process.returncode == 130


@pytest.mark.posix("nothing says that a pipe has no reader before the next write")
def test_it_ends_when_nobody_reads_though_nothing_is_recorded(following):
    process = following("--since", "2")
    assert line_of(process)["position"] == 3
    assert process.stdout
    process.stdout.close()
    assert process.wait(timeout=10) == 141
    assert process.stderr
    assert process.stderr.read() == ""


@pytest.mark.posix("an open file is not replaced")
@pytest.mark.parametrize("exchange", [Path.replace, shutil.copyfile], ids=["moved", "overwritten"])
def test_a_restored_ledger_is_followed_on_and_said_to_have_gone_back(
    path, following, tmp_path, exchange
):
    older = tmp_path / "older.ledger"
    with opened(path) as ledger:
        ledger.recorder.move_log()  # type: ignore[attr-defined]  # it is SQLite's
    shutil.copy(path, older)
    record(path, "d")
    with opened(path) as ledger:
        ledger.recorder.move_log()  # type: ignore[attr-defined]  # it is SQLite's
    process = following()
    assert [line_of(process)["position"] for _ in range(4)] == [1, 2, 3, 4]
    record(older, "x", "y")
    exchange(older, path)
    assert line_of(process) == {"notice": "ledger-went-back", "common": 3, "head": 5}
    assert [line_of(process)["data"]["unit"] for _ in range(2)] == ["x", "y"]
    record(path, "z")
    assert line_of(process)["data"]["unit"] == "z"
    process.send_signal(signal.SIGINT)
    complaint = process.communicate(timeout=10)[1]
    assert "only up to entry 3" in complaint
    assert len(complaint.splitlines()) == 1


def seen(found: Iterator[Entry | WentBack], count: int) -> list[Any]:
    """Return positions, and notices as they are."""
    taken = [next(found) for _ in range(count)]
    return [one.position if isinstance(one, Entry) else one for one in taken]


def waits(many: int) -> Callable[[float], None]:
    """Return a pause that is too long after so many: what is not seen by then is not seen."""
    left = [many]

    def pause(seconds: float) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise TimeoutError
        time.sleep(seconds)

    return pause


def test_a_backup_and_a_checkpoint_of_the_log_change_nothing_for_a_reader(run, path, tmp_path):
    live = LiveLedger(path)
    found = follow(live, 0, waits(200))
    assert seen(found, 3) == [1, 2, 3]
    assert run("backup", "--to", tmp_path / "copies", "--ledger", path)[0] == 0
    with opened(path) as ledger:
        ledger.recorder.move_log()  # type: ignore[attr-defined]  # it is SQLite's
    record(path, "d")
    assert seen(found, 1) == [4]
    live.close()


@pytest.mark.posix("an open file is not replaced")
def test_another_ledger_under_the_name_is_no_continuation(path, tmp_path, monkeypatch):
    monkeypatch.setattr(live_ledger, "PATIENCE", 0.05)
    other = tmp_path / "other.ledger"
    record(other, "a", "b", "c", "d")
    live = LiveLedger(path)
    found = follow(live, 0, waits(200))
    assert seen(found, 3) == [1, 2, 3]
    other.replace(path)
    with pytest.raises(UnreadableLedger) as refused:
        next(found)
    assert refused.value.code == "ledger-replaced"
    live.close()


@pytest.mark.posix("an open file is not moved")
@pytest.mark.parametrize("back", [True, False])
def test_a_file_may_be_away_for_a_moment(path, tmp_path, monkeypatch, back):
    monkeypatch.setattr(live_ledger, "PATIENCE", 0.2)
    live = LiveLedger(path)
    away = path.rename(tmp_path / "away.ledger")
    assert live.look() is False
    if back:
        away.rename(path)
        record(path, "d")
        assert seen(follow(live, 2, waits(200)), 2) == [3, 4]
    else:
        with pytest.raises(UnreadableLedger, match="ledger-gone"):
            next(follow(live, 2, waits(200)))
    live.close()


def test_nothing_is_yielded_twice_or_left_out_while_entries_are_recorded(path):
    live = LiveLedger(path)
    found, got = follow(live, 0, waits(50)), list[Any]()
    for number in range(20):
        record(path, f"n{number}")
        got += seen(found, 1)
    got += seen(found, 3)
    assert got == [*range(1, 24)]
    with pytest.raises(TimeoutError):
        next(found)
    live.close()
