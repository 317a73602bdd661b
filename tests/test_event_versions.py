"""An event of a second version: old entries, old programs, and every way in and out of a ledger."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from events.event import name_of
from events.store.codec import UPCASTERS
from events.store.exchange import read_lines
from events.store.export import lines
from events.store.ledger import Ledger
from events.store.sqlite.backup import back_up, restore
from events.store.sqlite.import_lines import import_ledger
from events.store.sqlite.recorder import SQLiteRecorder
from events.units import UnitFounded
from tests.test_attacks_signed import AT, LAN, World, do, unit
from tests.test_golden import missing_steps
from thidua_tui.cli.commands.verify import signatures

NEXT = """
import sys
from events.store.codec import UPCASTERS
from events.units import UnitFounded
from thidua_tui.cli.main import answer
UnitFounded.version = 2
UPCASTERS["unit-founded", 1] = lambda old: old | {"name": old["name"] + " (v1)"}
sys.exit(answer(sys.argv[1:]))
"""
"""The program of tomorrow: it knows the second version of an event, and how to read the first."""
TODAY = "import sys; from thidua_tui.cli.main import answer; sys.exit(answer(sys.argv[1:]))"


class Programs(NamedTuple):
    """Two versions of the program, each with a cache of its own, and one ledger."""

    folder: Path

    @property
    def ledger(self) -> Path:
        return self.folder / "a.ledger"

    def run(self, program: str, *args: object, ledger: Path | None = None) -> tuple[int, str]:
        """Run a command in a process; returns the exit code and all that was printed."""
        home = {"THIDUA_HOME": str(self.folder / ("next" if program is NEXT else "today"))}
        command = [sys.executable, "-X", "utf8", "-c", program, "--lang", "en", *map(str, args)]
        command += ["--ledger", str(ledger or self.ledger)]
        env = os.environ | home
        done = subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", env=env, check=False
        )
        return done.returncode, done.stdout + done.stderr

    def rightly(self, program: str, *args: object, ledger: Path | None = None) -> str:
        code, text = self.run(program, *args, ledger=ledger)
        assert code == 0, text
        return text


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Programs:
    """A ledger of today's program, in which tomorrow's has recorded an entry more."""
    found = Programs(tmp_path_factory.mktemp("versions"))
    found.rightly(TODAY, "demo", "--no-ui")
    assert "(v1)" not in found.rightly(TODAY, "show", "units")
    found.rightly(NEXT, "do", "đơn vị Sở Mới")
    return found


READ = [
    ("journal",),
    ("show", "units"),
    ("show", "ranking"),
    ("entry", "2"),
    ("trail", "unit", "--unit", "stc"),
    ("diff", "--from", "1", "--to", "3"),
]


@pytest.mark.parametrize("command", READ, ids=" ".join)
def test_read_an_entry_of_the_first_version_is_upcast(programs, command):
    assert "Tài chính (v1)" in programs.rightly(NEXT, *command)


def test_append_of_the_second_version_is_not_upcast(programs):
    assert "Sở Mới" in (units := programs.rightly(NEXT, "show", "units"))
    assert "Sở Mới (v1)" not in units


def test_verify_of_both_versions_is_whole(programs):
    assert "is intact" in programs.rightly(NEXT, "verify", "--all")


def test_export_import_backup_and_restore_keep_the_stored_bytes(programs, tmp_path):
    stored, again = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    copies = tmp_path / "in.ledger", tmp_path / "back.ledger"
    programs.rightly(NEXT, "export", "--to", stored)
    assert '"name":"Sở Tài chính"' in stored.read_text("utf-8")
    programs.rightly(NEXT, "import", stored, ledger=copies[0])
    saved = (
        programs.rightly(NEXT, "backup").partition("Backed up and read back: ")[2].splitlines()[0]
    )
    programs.rightly(NEXT, "restore", saved, ledger=copies[1])
    for copy in copies:
        assert "is intact" in programs.rightly(NEXT, "verify", "--all", ledger=copy)
        programs.rightly(NEXT, "export", "--to", again, ledger=copy)
        assert (
            again.read_text("utf-8").splitlines()[1:] == stored.read_text("utf-8").splitlines()[1:]
        )
        again.unlink()


OLDER = [
    *READ[:-1],
    ("diff", "--from", "1"),
    ("verify",),
    ("verify", "--all"),
    ("minutes",),
    ("do", "đơn vị Sở Khác"),
]


@pytest.mark.parametrize("command", OLDER, ids=" ".join)
def test_older_program_at_a_newer_entry_says_update(programs, command):
    code, text = programs.run(TODAY, *command)
    assert code == 5
    assert "written by a newer version. Update the program" in text
    assert "damaged" not in text


def test_import_of_a_newer_export_says_update_and_makes_no_ledger(programs, tmp_path):
    export, ledger = tmp_path / "a.jsonl", tmp_path / "new.ledger"
    programs.rightly(NEXT, "export", "--to", export)
    code, text = programs.run(TODAY, "import", export, ledger=ledger)
    assert code == 5
    assert "Update the program" in text
    assert not ledger.exists()


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """A signed ledger of first versions, in a process that knows the second from now on."""
    made = World(tmp_path / "a.ledger")
    monkeypatch.setattr(UnitFounded, "version", 2)
    step = ("unit-founded", 1)
    monkeypatch.setitem(UPCASTERS, step, lambda old: old | {"name": old["name"] + " (v1)"})
    return made


def test_signatures_of_both_versions_hold_in_every_copy(world, tmp_path):
    with SQLiteRecorder(world.address) as recorder:
        do(Ledger(recorder, clock=lambda: AT), unit("z"), LAN)
        stored = list(recorder.links(99))
        (tmp_path / "out").write_bytes(b"".join(lines(recorder)))
        copy = back_up(recorder.file, tmp_path / "kept", AT, 9)
    with (tmp_path / "out").open("rb") as stream:
        import_ledger(read_lines(stream), tmp_path / "in.ledger")
    restore(copy.file, tmp_path / "back.ledger")
    for file in (world.address, tmp_path / "in.ledger", tmp_path / "back.ledger"):
        with SQLiteRecorder(file, read_only=True) as recorder:
            recorder.verify()
            assert list(recorder.links(99)) == stored
            entries = list(Ledger(recorder).read())
            assert signatures(recorder, entries, str(LAN.key)) is not None
        names = [e.event.name for e in entries if isinstance(e.event, UnitFounded)]
        assert (names[0], names[-1]) == ("Sở A (v1)", "Sở Z")


def test_missing_steps_of_an_event_without_upcaster_says_what_to_add(monkeypatch):
    assert missing_steps(UnitFounded) == []
    monkeypatch.setattr(UnitFounded, "version", 3)
    monkeypatch.setitem(UPCASTERS, ("unit-founded", 2), lambda old: old)
    (said,) = missing_steps(UnitFounded)
    assert said == (
        f"{name_of(UnitFounded)} has version 3, and no upcaster reads version 1: "
        'add UPCASTERS["unit-founded", 1]'
    )
