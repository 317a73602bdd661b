"""Files of evidence by commands: lines, `evidence`, `verify`, and all copies of a ledger."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from events.store.ledger import Circumstances, drafted
from tests.facts import BOOK, MEMBERS
from tests.spec import flat
from tests.systems import assert_private
from thidua_tui.cli.main import answer
from thidua_tui.session.open_ledger import opened

CONTENT = "Quyết định".encode()
SHA = hashlib.sha256(CONTENT).hexdigest()
Ask = Callable[..., tuple[int, str, str]]


@pytest.fixture
def ask(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Ask the program about a ledger with members and a rule book: exit code, answer, complaint."""
    path = tmp_path / "a.ledger"
    with opened(path, create=True) as made:
        for number, fact in enumerate(flat([MEMBERS, BOOK]), 1):
            how = Circumstances(by="given", act=f"given-{number}")
            made.recorder.append([drafted(fact, how, made.clock())[0]])

    def asked(*args: object, ledger: Path = path) -> tuple[int, str, str]:
        capsys.readouterr()
        code = answer([*map(str, args), "--ledger", str(ledger), "--lang", "vi"])
        said = capsys.readouterr()
        return code, said.out, said.err

    return asked


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "Quyết định 12.pdf"
    path.write_bytes(CONTENT)
    return path


PLACE = ("--cluster", "cum", "--year", "2020")


def scored(ask: Ask, paper: Path) -> int:
    """Record a score with its evidence; return the position of the score."""
    line = f'chấm điểm a I 9 đính-kèm="{paper}"'
    code, out, err = ask("do", *PLACE, line)
    assert code == 0, err
    assert "Kèm tệp minh chứng «Quyết định 12.pdf»" in out
    return len(flat([MEMBERS, BOOK])) + 1


def test_a_changed_byte_is_named_with_its_unit_its_criterion_and_its_entry(ask, paper, tmp_path):
    score = scored(ask, paper)
    assert ask("verify")[0] == 0
    kept = tmp_path / "a.ledger.evidence" / SHA
    kept.write_bytes(CONTENT[:-1] + b"?")
    for command in (("verify",), ("evidence", "check")):
        code, out, _ = ask(*command)
        assert code == 5
        assert "Sở A, tiêu chí I" in out
        assert f"kèm mục {score}" in out


@pytest.mark.parametrize("word", ["đính-kèm", "kèm-tệp", "minh-chứng", "attach", "evidence"])
def test_a_file_is_attached_behind_any_act(ask, paper, word):
    code, out, err = ask("do", *PLACE, f'trưởng cụm b {word}="{paper}"')
    assert (code, "Kèm tệp minh chứng" in out) == (0, True), err


def test_the_path_of_a_file_is_not_taken_for_the_number_of_a_document(ask, paper):
    code, out, err = ask("do", *PLACE, f'chấm điểm a I 9 minh-chứng="{paper}"')
    assert (code, out) == (2, "")
    assert "đính-kèm=TỆP" in err
    assert ask("do", *PLACE, 'chấm điểm a I 9 minh-chứng="Số 12/BC-STC"')[0] == 0


def test_a_file_that_is_not_there_records_nothing(ask, tmp_path):
    code, out, err = ask("do", *PLACE, f'trưởng cụm b đính-kèm="{tmp_path / "x.pdf"}"')
    assert (code, out) == (2, "")
    assert "Không có tệp" in err
    assert ask("evidence", "list")[1].startswith("Tệp minh chứng")
    assert not (tmp_path / "a.ledger.evidence").exists()


def test_a_dry_run_copies_nothing(ask, paper, tmp_path):
    code, out, _ = ask("do", *PLACE, "--dry-run", f'trưởng cụm b đính-kèm="{paper}"')
    assert (code, "Kèm tệp minh chứng" in out) == (0, True)
    assert not (tmp_path / "a.ledger.evidence").exists()


def test_a_file_is_attached_to_an_entry_and_saved_under_its_name(ask, paper, tmp_path):
    assert ask("evidence", "attach", 1, paper)[0] == 0
    assert ask("evidence", "attach", 1, paper)[0] == 3  # the same content again
    assert ask("evidence", "attach", 99, paper)[0] == 2
    assert ask("evidence", "attach", "x", paper)[0] == 2
    assert "Quyết định 12.pdf" in ask("entry", 1)[1]
    out = tmp_path / "out"
    out.mkdir()
    assert ask("evidence", "save", 1, out)[0] == 0
    saved = out / "Quyết định 12.pdf"
    assert saved.read_bytes() == CONTENT
    assert_private(saved)
    assert ask("evidence", "save", 1, out)[0] == 2  # nothing is replaced
    assert ask("evidence", "save", 2, out)[0] == 2  # nothing is attached
    assert ask("evidence", "save", 1, tmp_path / "none")[0] == 2
    (tmp_path / "a.ledger.evidence" / SHA).write_bytes(b"other")
    assert ask("evidence", "save", 1, out)[0] == 5
    assert [file.name for file in out.iterdir()] == [saved.name]


def test_copies_of_every_kind_carry_the_files_and_check_them(ask, paper, tmp_path):
    scored(ask, paper)
    assert ask("backup", "--to", tmp_path / "b")[0] == 0
    assert ask("export", "--to", tmp_path / "x.jsonl")[0] == 0
    away = tmp_path / "away"
    (tmp_path / "b").rename(away)
    [copy] = away.glob("*.ledger")
    (tmp_path / "a.ledger.evidence").rename(tmp_path / "lost")
    assert ask("evidence", "check", ledger=copy)[0] == 0  # a copy that is opened as it is
    for command, source in (("restore", copy), ("import", tmp_path / "x.jsonl")):
        new = tmp_path / f"{command}.ledger"
        code, _, err = ask(command, source, ledger=new)
        assert (code, err) == (0, "")
        assert ask("evidence", "check", ledger=new)[0] == 0
        assert (tmp_path / f"{command}.ledger.evidence" / SHA).read_bytes() == CONTENT
    code, _, err = ask("restore", tmp_path / "a.ledger", ledger=tmp_path / "bare.ledger")
    assert (code, "1 tệp minh chứng không có" in err) == (0, True)
    assert ask("evidence", "check", ledger=tmp_path / "bare.ledger")[0] == 5


def test_an_export_to_standard_output_takes_no_files(ask, paper, tmp_path):
    scored(ask, paper)
    code, _, err = ask("export")
    assert (code, err) == (0, "")
    assert [*tmp_path.glob("*.jsonl*")] == []
