"""The commands on a ledger in each store: copies, checkpoints, trials, the feed, refusals."""

from __future__ import annotations

import json
import subprocess
import sys
from http.client import HTTPConnection

import pytest

from events.store.address import ServerAddress
from tests.stores import KINDS, fresh, opened, typed
from tests.test_live_store import record
from thidua_tui.cli.main import answer

LINES = "đơn vị Sở Xây dựng; Sở XD; h\n"


@pytest.fixture
def ledger(home, address) -> str:
    """Three units in a ledger, by the address that `--ledger` takes."""
    record(address, "a", "b", "c")
    return typed(address)


def test_a_backup_is_a_file_of_the_same_hashes(run, ledger, address, tmp_path):
    code, said, _ = run("backup", "--ledger", ledger, "--to", tmp_path / "copies")
    (copy,) = (tmp_path / "copies").glob("*.ledger")
    assert (code, str(copy) in said) == (0, True)
    with opened(address) as one, opened(copy) as other:
        assert (other.name, other.last(), other.verify()) == (one.name, one.last(), 3)
    assert run("verify", "--all", "--ledger", copy)[0] == 0
    assert run("backup", "--ledger", ledger, "--to", tmp_path / "copies")[0] == 0


def test_an_export_comes_back_as_a_file(run, ledger, address, tmp_path):
    assert run("export", "--ledger", ledger, "--to", tmp_path / "all.jsonl")[0] == 0
    assert run("import", tmp_path / "all.jsonl", "--ledger", tmp_path / "new")[0] == 0
    with opened(address) as one, opened(tmp_path / "new") as other:
        assert (other.name, other.last()) == (one.name, one.last())


def test_a_checkpoint_holds_for_the_ledger_and_for_its_copy(run, ledger, address, tmp_path):
    code, text, _ = run("checkpoint", "--only", "note", "--ledger", ledger)
    assert code == 0
    (tmp_path / "point").write_text(text, "utf-8")
    record(address, "d")
    assert run("verify", "--ledger", ledger, "--against", tmp_path / "point")[0] == 0
    assert run("backup", "--ledger", ledger, "--to", tmp_path / "copies")[0] == 0
    (copy,) = (tmp_path / "copies").glob("*.ledger")
    assert run("verify", "--ledger", copy, "--against", tmp_path / "point")[0] == 0
    other = tmp_path / "other.ledger"
    record(other, "a", "b", "c")
    assert run("verify", "--ledger", other, "--against", tmp_path / "point")[0] == 5


def test_a_trial_changes_nothing(run, ledger, address, tmp_path):
    (tmp_path / "acts.thidua").write_text(LINES, "utf-8")
    with opened(address) as recorder:
        before = recorder.last()
        acts = tmp_path / "acts.thidua"
        for words in (("what-if", acts), ("run", acts, "--dry-run")):
            code, said, complaint = run(*words, "--ledger", ledger)
            assert (code, complaint) == (0, "")
            assert said
            assert recorder.last() == before


def test_lines_are_recorded_and_not_twice(run, ledger, address, tmp_path):
    (tmp_path / "acts.thidua").write_text(LINES, "utf-8")
    for _ in range(2):
        assert run("run", tmp_path / "acts.thidua", "--ledger", ledger)[0] == 0
    with opened(address) as recorder:
        assert recorder.verify() == 4


def test_a_programs_feed_serves_what_is_recorded(ledger, address):
    asked = (sys.executable, "-m", "thidua_tui.cli", "feed", "--ledger", ledger)
    process = subprocess.Popen(
        asked, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    )
    try:
        assert process.stdout
        port = int(process.stdout.readline().split(":")[2].split("/")[0])
        token = {"Authorization": f"Bearer {process.stdout.readline().strip()}"}

        def units(query: str) -> list[str]:
            connection = HTTPConnection("127.0.0.1", port, timeout=20)
            connection.request("GET", f"/entries?{query}", headers=token)
            lines = connection.getresponse().read().splitlines()
            return [json.loads(line)["data"]["unit"] for line in lines]

        assert units("since=0") == ["a", "b", "c"]
        record(address, "d")
        assert units("since=3&wait=10") == ["d"]
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("command", ["restore", "import", "demo"])
def test_what_makes_a_file_makes_none_on_a_server(run, tmp_path, command):
    more = ("--no-ui",) if command == "demo" else (tmp_path / "x",)
    code, said, complaint = run(command, *more, "--ledger", "postgresql://db.snv.vn/thidua")
    assert (code, said) == (2, "")
    assert "db.snv.vn/thidua" in complaint
    assert not [*tmp_path.glob("postgresql*")]


@pytest.mark.parametrize("command", [("show", "units"), ("where",), ("journal",), ("verify",)])
def test_a_password_in_an_address_is_refused_and_not_repeated(run, monkeypatch, command):
    secret = "postgresql://lan:tuyet-mat@db/thidua"  # noqa: S105  of no server
    assert run("--ledger", secret, *command)[0] == 2
    monkeypatch.setenv("THIDUA_LEDGER", secret)
    code, said, complaint = run(*command)
    assert code == 2
    assert "tuyet-mat" not in said + complaint
    assert "pgpass" in complaint


def test_no_file_is_filed_on_a_server_while_no_folder_is_shared(run, tmp_path, home):
    if "postgresql" not in KINDS:
        pytest.skip("there is one store here")
    address = fresh("postgresql", tmp_path)
    assert isinstance(address, ServerAddress)
    record(address, "a")
    (tmp_path / "minh-chung.pdf").write_bytes(b"%PDF-1.4 1")
    words = ("evidence", "attach", 1, tmp_path / "minh-chung.pdf")
    code, _, complaint = run("--ledger", typed(address), *words)
    assert (code, complaint != "") == (2, True)
    with opened(address) as recorder:
        assert recorder.head() == 1


def test_where_says_an_address_that_can_be_typed_again(run, ledger, address):
    code, said, _ = run("where", "--ledger", ledger)
    assert code == 0
    assert typed(address) in said


def test_without_the_extra_a_server_is_refused_with_what_to_install(monkeypatch, capsys, home):
    """As where psycopg is not installed: the module cannot be imported."""
    monkeypatch.setattr("thidua_tui.session.open_ledger.import_module", missing)
    assert answer(["show", "units", "--ledger", "postgresql://db/thidua"]) == 2
    assert "thidua-tui[server]" in capsys.readouterr().err


def missing(name: str) -> None:
    raise ModuleNotFoundError(name=name)
