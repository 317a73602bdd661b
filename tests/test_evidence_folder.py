"""The folder of evidence files: what is taken, how it is kept, what is missing or altered."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from events.errors import BadInput, Refused
from events.evidence_files import EvidenceFiled, FileEvidence
from events.store.ledger import Circumstances, drafted
from events.store.sqlite.backup import restore
from tests.facts import BOOK, HERE, MEMBERS, Fields
from tests.spec import flat
from tests.systems import assert_private
from thidua_tui.cli.main import answer
from thidua_tui.i18n.messages import Words
from thidua_tui.queries.filed_evidence import checked_files
from thidua_tui.session import named_files
from thidua_tui.session.backup import backup_now
from thidua_tui.session.evidence_folder import EvidenceFolder
from thidua_tui.session.named_files import file_name, kept_name, look
from thidua_tui.session.open_ledger import opened
from thidua_tui.session.session import Session

CELL: Fields = {**HERE, "unit": "a", "criterion": "I"}
CONTENT = "Báo cáo".encode()
SHA = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A file of a person."""
    path = tmp_path / "Báo cáo [red]quý III.pdf"
    path.write_bytes(CONTENT)
    return path


@pytest.fixture
def ledger(tmp_path: Path):
    """A ledger in a file, with a rule book."""
    with opened(tmp_path / "a.ledger", create=True) as made:
        for number, fact in enumerate(flat([MEMBERS, BOOK]), 1):
            how = Circumstances(by="given", act=f"given-{number}")
            made.recorder.append([drafted(fact, how, made.clock())[0]])
        yield made


def folder_of(ledger) -> EvidenceFolder:
    folder = Session(ledger, "Thư ký").evidence
    assert folder is not None
    return folder


def file_it(ledger, path: Path, **more):
    session, looked = Session(ledger, "Thư ký"), look(path)
    assert session.evidence is not None
    session.evidence.expect(looked)
    found: Fields = {"name": looked.name, "sha256": looked.sha256, "size": looked.size}
    return session.do(FileEvidence(**{**CELL, **more}, **found))


def refused(path: object) -> str:
    with pytest.raises(BadInput) as bad:
        look(str(path))
    for lang in ("vi", "en"):  # the sentence names the path and needs nothing else
        sentence = Words(lang).refusal(bad.value)
        assert sentence
        assert "{" not in sentence
    return bad.value.code


def test_a_file_is_copied_under_its_hash_for_this_account_alone(ledger, paper, tmp_path):
    [entry] = file_it(ledger, paper)
    assert isinstance(entry.event, EvidenceFiled)
    assert (entry.event.sha256, entry.event.size) == (SHA, len(CONTENT))
    assert entry.event.name == paper.name
    kept = tmp_path / "a.ledger.evidence" / SHA
    assert kept.read_bytes() == CONTENT == paper.read_bytes()  # copied, not moved
    assert_private(kept)
    assert_private(kept.parent)
    assert [file.name for file in kept.parent.iterdir()] == [SHA]


def test_the_same_content_is_kept_once(ledger, paper, tmp_path):
    file_it(ledger, paper)
    other = tmp_path / "khác.pdf"
    other.write_bytes(CONTENT)
    file_it(ledger, other, criterion="II")
    assert len([*(tmp_path / "a.ledger.evidence").iterdir()]) == 1


def test_what_was_refused_keeps_no_file(ledger, paper, tmp_path):
    with pytest.raises(Refused):
        file_it(ledger, paper, criterion="IX")
    assert not [*(tmp_path / "a.ledger.evidence").iterdir()]
    file_it(ledger, paper)
    with pytest.raises(Refused):
        file_it(ledger, paper)  # refused again, but the file is another entry's
    assert folder_of(ledger).state(SHA) == "kept"


@pytest.mark.parametrize("damage", ["lost", "altered"])
def test_a_lost_file_is_back_when_it_is_filed_again(ledger, paper, damage):
    """The entry is there already, and refused; its file is what was missing."""
    file_it(ledger, paper)
    kept = folder_of(ledger).file(SHA)
    if damage == "lost":
        kept.unlink()
    else:
        kept.write_bytes(b"other")
    with pytest.raises(Refused, match="evidence-filed-already"):
        file_it(ledger, paper)
    assert folder_of(ledger).state(SHA) == "kept"


def test_a_file_that_changes_while_it_is_copied_is_refused(ledger, paper):
    session, looked = Session(ledger, "Thư ký"), look(paper)
    assert session.evidence is not None
    session.evidence.expect(looked)
    paper.write_bytes(b"other")
    found: Fields = {"name": looked.name, "sha256": looked.sha256, "size": looked.size}
    before = ledger.position()
    with pytest.raises(BadInput) as bad:
        session.do(FileEvidence(**CELL, **found))
    assert bad.value.code == "evidence-changed"
    assert ledger.position() == before
    assert not [*session.evidence.path.iterdir()]


@pytest.mark.posix("pipes, devices and links")
def test_only_a_regular_file_is_read(tmp_path, paper):
    (tmp_path / "link").symlink_to(paper)
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "empty").write_bytes(b"")
    assert refused(tmp_path / "link") == "evidence-is-link"
    assert refused(tmp_path / "dangling") == "evidence-is-link"
    assert refused(tmp_path) == "evidence-is-folder"
    assert refused(tmp_path / "pipe") == "evidence-not-regular"  # and nobody waits for it
    assert refused("/dev/zero") == "evidence-not-regular"
    assert refused(tmp_path / "empty") == "evidence-empty"
    assert refused(tmp_path / "none") == "evidence-none"
    assert refused(paper / "below") == "evidence-none"
    assert refused("a\0b") == "evidence-none"
    assert refused("x" * 5000) in ("evidence-none", "evidence-unreadable")
    assert refused(tmp_path / "..") == "evidence-is-folder"


def test_a_file_without_permission_is_refused(paper, monkeypatch):
    """Root may read every file: so the operating system's answer is given by hand."""

    def forbidden(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", forbidden)
    assert refused(paper) == "evidence-unreadable"


def test_a_huge_file_is_refused_without_being_read(tmp_path):
    huge = tmp_path / "huge.zip"
    with huge.open("wb") as file:
        file.truncate(named_files.LARGEST + 1)
    assert refused(huge) == "evidence-too-large"


def test_a_path_may_be_quoted_or_dragged_into_the_terminal(paper):
    assert look(f'"{paper}"').sha256 == SHA
    assert look(f"'{paper}'").sha256 == SHA
    assert look(str(paper).replace(" ", "\\ ")).sha256 == SHA
    assert look(f"  {paper} ").sha256 == SHA


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Báo cáo.pdf", "Báo cáo.pdf"),
        ("a\x1b[31mb.pdf", "a_[31mb.pdf"),
        ("a\nb\u202e.pdf", "a_b_.pdf"),
        ("..", "_"),
        (". .", "_"),
        ("\udcff.pdf", "?.pdf"),
    ],
)
def test_the_name_is_kept_as_harmless_text(name, kept):
    assert kept_name(name) == kept


@pytest.mark.parametrize(
    ("name", "saved"),
    [
        ("Báo cáo.pdf", "Báo cáo.pdf"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\Windows\\x.dll", "C__Windows_x.dll"),
        ("a:b?.pdf", "a_b_.pdf"),
        ("NUL", "_NUL"),
        ("com1.txt", "_com1.txt"),
        ("Conference.pdf", "Conference.pdf"),
        ("/", "_"),
    ],
)
def test_a_name_of_any_ledger_is_no_path_and_no_device(name, saved):
    assert file_name(name) == saved


def test_a_long_name_keeps_its_ending():
    assert kept_name("x" * 250 + ".pdf") == "x" * 196 + ".pdf"


@pytest.mark.posix("names with control characters")
def test_a_file_with_control_letters_in_its_name_is_filed(ledger, tmp_path):
    odd = tmp_path / "a\x1b]0;x\x07\nb.pdf"
    odd.write_bytes(CONTENT)
    [entry] = file_it(ledger, odd)
    assert isinstance(entry.event, EvidenceFiled)
    assert entry.event.name == "a_]0;x__b.pdf"


def test_a_missing_and_an_altered_file_are_found(ledger, paper):
    file_it(ledger, paper)
    folder = folder_of(ledger)
    assert [file.state for file in checked_files(ledger)] == ["kept"]
    folder.file(SHA).write_bytes(b"x" * len(CONTENT))
    assert [file.state for file in checked_files(ledger)] == ["altered"]
    folder.file(SHA).write_bytes(CONTENT + b" ")
    assert folder.there(SHA, len(CONTENT)) == "altered"
    folder.file(SHA).unlink()
    assert [file.state for file in checked_files(ledger)] == ["missing"]
    assert folder.there(SHA, len(CONTENT)) == "missing"


@pytest.mark.posix("links, which need rights on Windows")
def test_a_link_to_the_right_content_is_altered(ledger, paper):
    file_it(ledger, paper)
    folder = folder_of(ledger)
    folder.file(SHA).unlink()
    folder.file(SHA).symlink_to(paper)  # the content is right, but it is not ours
    assert [file.state for file in checked_files(ledger)] == ["altered"]


@pytest.mark.posix("links, which need rights on Windows")
def test_what_cannot_be_read_is_neither_missing_nor_altered(ledger, paper):
    """As a file of another account: root reads those, so here it is a link to itself."""
    file_it(ledger, paper)
    folder = folder_of(ledger)
    folder.path.rename(folder.path.with_name("elsewhere"))
    folder.path.symlink_to(folder.path.name)
    [file] = checked_files(ledger)
    assert (file.state, file.error().code) == ("unreadable", "evidence-closed")
    assert folder.there(SHA, len(CONTENT)) == "unreadable"


def test_filing_again_mends_an_altered_file(ledger, paper):
    file_it(ledger, paper)
    folder = folder_of(ledger)
    folder.file(SHA).write_bytes(b"other")
    file_it(ledger, paper, criterion="II")
    assert folder.state(SHA) == "kept"


@pytest.mark.posix("links, which need rights on Windows")
def test_a_folder_that_is_a_link_is_not_written(ledger, paper, tmp_path):
    (tmp_path / "a.ledger.evidence").symlink_to(tmp_path)
    with pytest.raises(BadInput) as bad:
        file_it(ledger, paper)
    assert bad.value.code == "evidence-is-link"


def test_copies_of_the_ledger_share_one_folder_and_come_back_with_it(ledger, paper, tmp_path):
    file_it(ledger, paper)
    first = backup_now(ledger, tmp_path / "b")
    file_it(ledger, paper, criterion="II")
    backup_now(ledger, tmp_path / "b")
    [kept] = (tmp_path / "b" / f"{first.ledger[:8]}.evidence").iterdir()
    assert kept.read_bytes() == CONTENT
    assert len([*(tmp_path / "b").glob("*.ledger")]) == 2
    assert restore(first.file, tmp_path / "plain.ledger").entries == first.entries
    assert answer(["restore", str(first.file), "--ledger", str(tmp_path / "c.ledger")]) == 0
    with opened(tmp_path / "c.ledger", read_only=True) as again:
        assert [file.state for file in checked_files(again)] == ["kept"]


def test_the_command_line_files_lists_and_checks(ledger, paper, tmp_path, capsys):
    where = ["--ledger", str(tmp_path / "a.ledger")]
    place = [*where, "--cluster", "cum", "--year", "2020", "--lang", "vi"]

    def ask(*args: str) -> tuple[int, str]:
        capsys.readouterr()
        code = answer(args)
        said = capsys.readouterr()
        return code, said.out + said.err

    code, said = ask("evidence", "add", "a", "I", str(paper), *place)
    assert (code, SHA[:12] in said) == (0, True)
    assert ask("evidence", "add", "a", "I", str(paper), *place)[0] == 3
    code, said = ask("evidence", "add", "a", "I", str(tmp_path), *place)
    assert (code, "là thư mục" in said) == (2, True)
    assert ask("evidence", "add", "a", *place)[0] == 2
    assert ask("evidence", "list", "x", *where)[0] == 2
    code, said = ask("evidence", "list", *where)
    assert (code, paper.name in said) == (0, True)
    assert ask("evidence", "check", *where)[0] == 0
    assert ask("verify", *where)[0] == 0
    (tmp_path / "a.ledger.evidence" / SHA).unlink()
    for command in ("check", "verify"):
        words = ("evidence", "check") if command == "check" else ("verify",)
        code, said = ask(*words, *where, "--lang", "vi")
        assert (code, f"thiếu tệp minh chứng «{paper.name}»" in said) == (5, True)


def test_evidence_is_not_added_where_the_ledger_is_only_read(ledger, paper, tmp_path, capsys):
    where = ["--ledger", str(tmp_path / "a.ledger")]
    assert answer(["--read-only", "evidence", "add", "a", "I", str(paper), *where]) == 2
    assert "evidence add" in capsys.readouterr().err
