"""One folder for everything: `--portable`, or `THIDUA_HOME`."""

from __future__ import annotations

from pathlib import Path

import pytest

from thidua_tui.cli.main import answer
from thidua_tui.platform import folders

SCRIPT = Path(__file__).resolve().parents[1] / "docs/examples/lang-son-2020.thidua"


@pytest.fixture
def elsewhere(tmp_path, monkeypatch) -> Path:
    """The folders that the system has for the account; nothing may be written there."""
    folder = Path(tmp_path) / "account"
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(folder))
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("THIDUA_HOME", str(folder))
    return folder


@pytest.mark.parametrize("behind", [False, True])
def test_everything_is_in_the_folder_and_nothing_elsewhere(tmp_path, elsewhere, capsys, behind):
    home = tmp_path / "Thi đua" / "Cụm 1"
    option = ["--portable", str(home)]
    for command in (["run", str(SCRIPT)], ["key", "new", "lan"], ["backup"], ["verify"]):
        args = [*command, *option] if behind else [*option, *command]
        assert answer(args) == 0, capsys.readouterr()
    capsys.readouterr()
    assert answer([*option, "where", "--lang", "en"]) == 0
    paths = [line.partition(": ")[2] for line in capsys.readouterr().out.splitlines()[:9]]
    assert all(path.startswith(str(home)) for path in paths), paths
    names = {path.name for path in home.iterdir()}
    assert {"thidua.ledger", "key", "backups"} <= names
    assert not elsewhere.exists()


def test_the_option_goes_before_the_ledger_of_the_environment(tmp_path, elsewhere, monkeypatch):
    monkeypatch.setenv("THIDUA_LEDGER", str(elsewhere / "a.ledger"))
    assert answer(["--portable", str(tmp_path / "b"), "run", str(SCRIPT)]) == 0
    assert (tmp_path / "b" / "thidua.ledger").is_file()
    assert not elsewhere.exists()


def test_a_ledger_that_is_named_goes_before_both(tmp_path, elsewhere):
    ledger = tmp_path / "c.ledger"
    args = ["--portable", str(tmp_path / "b"), "--ledger", str(ledger), "run", str(SCRIPT)]
    assert answer(args) == 0
    assert ledger.is_file()
    assert not (tmp_path / "b" / "thidua.ledger").exists()


@pytest.mark.usefixtures("elsewhere")
def test_an_empty_folder_is_no_folder(capsys):
    assert answer(["--portable", "", "where"]) == 2
    assert "--portable" in capsys.readouterr().err


def test_the_variable_is_heeded_and_may_be_relative(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("THIDUA_HOME", "own")
    assert folders.data() == tmp_path / "own"
    assert folders.state() == tmp_path / "own" / "state"
    assert folders.documents() == tmp_path / "own" / "pictures"
    monkeypatch.setenv("THIDUA_HOME", "")
    assert folders.home() is None
