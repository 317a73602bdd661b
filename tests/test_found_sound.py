"""What `verify` judged once it need not judge again, as long as nothing is another: not a byte."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from events.event import Seal
from events.store.ledger import Circumstances, Ledger, drafted
from events.store.sqlite.recorder import SQLiteRecorder
from events.unit_commands import FoundUnit
from events.units import UnitFounded
from tests.pages import ledger_at
from tests.systems import assert_private
from tests.tampering import tamper
from thidua_tui.cli.commands import verify
from thidua_tui.cli.main import answer
from thidua_tui.session import verify_cache


@pytest.fixture
def ledger(tmp_path, monkeypatch):
    """The demo's ledger, and a cache folder of its own."""
    monkeypatch.setenv("THIDUA_HOME", str(tmp_path))
    return ledger_at(tmp_path / "demo.ledger", story=True)


@pytest.fixture
def judged(monkeypatch):
    """How often the entries were judged."""
    times = []
    judge = verify.counts

    def counting(entries, other):
        times.append(len(entries))
        return judge(entries, other)

    monkeypatch.setattr(verify, "counts", counting)
    return times


def verified(ledger: Path, *more: str) -> int:
    return answer(["--ledger", str(ledger), "verify", *more])


def note(folder: Path) -> Path:
    (file,) = (folder / "cache/found-sound").iterdir()
    return file


def test_the_same_entries_are_judged_once_and_the_same_is_said(ledger, judged, capsys):
    assert verified(ledger) == 0
    first = capsys.readouterr().out
    assert verified(ledger) == 0
    again = capsys.readouterr().out.splitlines()
    assert len(judged) == 1
    assert "thidua verify --all" in again[1]
    assert [again[0], *again[2:]] == first.splitlines()


def test_one_entry_more_and_all_is_judged(ledger, judged):
    verified(ledger)
    with SQLiteRecorder(ledger) as recorder:
        Ledger(recorder).execute(FoundUnit(unit="moi", name="Sở Mới"), Circumstances(by="x"))
    verified(ledger)
    assert judged[1] == judged[0] + 1


def test_all_judges_again(ledger, judged):
    verified(ledger)
    verified(ledger, "--all")
    assert len(judged) == 2


def test_the_chain_is_walked_every_time(ledger, judged):
    """A note says nothing of the file: a changed entry is found though its ledger was judged."""
    verified(ledger)
    tamper(ledger, "UPDATE events SET data = replace(data, 'Sở', 'So') WHERE position = 3")
    assert verified(ledger) == 5


@pytest.mark.parametrize(
    "change",
    [
        {"hash": "0" * 64},
        {"entries": 1},
        {"ledger": "0" * 32},
        {"program": "0" * 64},
        {"counts": "many"},
        {"counts": {}},
        {"more": 1},
    ],
    ids=str,
)
def test_a_note_of_anything_else_is_passed_over(tmp_path, ledger, judged, change):
    verified(ledger)
    file = note(tmp_path)
    file.write_text(json.dumps(json.loads(file.read_text("utf-8")) | change), "utf-8")
    assert verified(ledger) == 0
    assert len(judged) == 2


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "[" * 4000, "\x00", "{}"])
def test_a_note_that_is_none_is_passed_over(tmp_path, ledger, judged, text):
    verified(ledger)
    note(tmp_path).write_text(text, "utf-8")
    assert verified(ledger) == 0
    assert len(judged) == 2


def test_another_program_judges_for_itself(ledger, judged, monkeypatch):
    verified(ledger)
    monkeypatch.setattr(verify_cache, "program", lambda: "another")
    verified(ledger)
    assert len(judged) == 2


def test_where_no_note_can_be_kept_verify_works_all_the_same(tmp_path, ledger, judged):
    (tmp_path / "cache").write_text("a file", "utf-8")
    assert verified(ledger) == verified(ledger) == 0
    assert len(judged) == 2


def test_the_note_is_for_this_account_alone(tmp_path, ledger):
    verified(ledger)
    file = note(tmp_path)
    for path in (file, *list(file.parents)[:2]):
        assert_private(path)


def test_a_forged_note_hides_a_broken_law_until_all_is_judged(ledger, judged):
    """Whoever writes ledger, chain and cache at will; docs/reliability.md says so."""
    with SQLiteRecorder(ledger) as recorder:
        founded = next(e.event for e in recorder.read() if e.event.type == "unit-founded")
        recorder.append([founded])  # past the door: a unit is founded twice
        names = ("entries", "acts", "retracted", "clusters", "units", "views", "clock", "clock_at")
        position, last = recorder.last()
        verify_cache.remember(recorder.name, position, last.hex(), dict.fromkeys(names, 1))
    assert verified(ledger) == 0
    assert judged == []
    assert verified(ledger, "--all") == 5


def test_a_ledger_whose_signatures_are_wrong_is_not_found_sound(ledger, judged):
    """Sealed entries, and nobody named: the operators were taken out, the chain made anew."""
    with SQLiteRecorder(ledger) as recorder:
        seal = Seal(operator="an", seen=0, head="", nth=1, of=1)
        how = Circumstances(by="An", act="sealed")
        fact = UnitFounded(unit="moi", name="Sở Mới")
        event, _ = drafted(fact, how, datetime.now(UTC), seal)
        recorder.append([event])
    assert [verified(ledger), verified(ledger)] == [5, 5]
