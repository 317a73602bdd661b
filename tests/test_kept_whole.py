"""What is kept is whole and private, and what fails is told in words of ours."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from events.store import export
from events.store.exchange import read_lines
from events.store.sqlite.import_lines import import_ledger
from events.store.sqlite.recorder import SQLiteRecorder
from tests.amount import LONG
from tests.benchmarks.build import build
from tests.faults.acts import opened
from tests.narrow import file_recorder
from thidua_tui.app.backup_on_close import save
from thidua_tui.cli.main import answer
from thidua_tui.forms import draft_storage
from thidua_tui.i18n.messages import LANGUAGES, Words
from thidua_tui.platform import crash_log, settings
from thidua_tui.platform.os_errors import why
from thidua_tui.session.samples import conference

SIZE = 200_000 if LONG else 3_000


@pytest.fixture
def home(tmp_path, monkeypatch) -> Iterator[Path]:
    """An account of its own, whose files would be for everybody if nobody saw to it."""
    monkeypatch.setenv("THIDUA_HOME", str(tmp_path / "own"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("THIDUA_LEDGER", str(tmp_path / "a.ledger"))
    for name in ("THIDUA_LANG", "TERM"):
        monkeypatch.delenv(name, raising=False)
    before = os.umask(0)
    yield tmp_path
    os.umask(before)


def test_a_large_ledger_comes_back_from_its_export_with_the_same_positions_and_hash(tmp_path):
    """Of many cluster-years, as the benchmarks build it; larger by THIDUA_LONG."""
    build(tmp_path / "one", SIZE)
    with SQLiteRecorder(tmp_path / "one", read_only=True) as one:
        with (tmp_path / "all.jsonl").open("wb") as file:
            file.writelines(export.lines(one))
        with (tmp_path / "all.jsonl").open("rb") as file:
            made = import_ledger(read_lines(file), tmp_path / "other")
        with SQLiteRecorder(tmp_path / "other", read_only=True) as other:
            assert (made.entries, made.head) == one.last() == other.last()
            assert other.name == one.name
            assert other.verify() == one.head() >= SIZE
            last = one.head()
            for position in (1, last // 2, last):
                assert one.hash_at(position) == other.hash_at(position)
            lines = export.lines(other)
            with (tmp_path / "all.jsonl").open("rb") as file:
                assert all(line == next(lines) for line in file)


@pytest.mark.posix("modes of files; on Windows the key has an access list: test_systems")
def test_every_file_is_for_its_owner_alone(home):
    """Whatever the account's umask: ledger, log, index, copies, exports, settings, key, drafts."""
    with file_recorder(opened(home / "a.ledger")) as recorder:
        ledger = opened(home / "a.ledger")
        conference.play(ledger)
        for command in (
            ("backup",),
            ("export", "--to", str(home / "all.jsonl")),
            ("export", "--format", "text", "--to", str(home / "all.txt")),
            ("key", "new", "thu-ky"),
            ("checkpoint",),
            ("--ledger", str(home / "b.ledger"), "import", str(home / "all.jsonl")),
        ):
            assert answer(command) == 0
        settings.choose(theme="thidua-dark")
        crash_log.write(ValueError("x"))
        drafts = draft_storage.DraftFile(draft_storage.folder_of("a", "b"))
        drafts.close()
        assert {f"a.ledger{end}" for end in ("", "-wal", "-shm")} <= {
            f.name for f in home.iterdir()
        }
        files = [path for path in home.rglob("*") if path.is_file()]
        assert len(files) > 8
        shared = {str(f.relative_to(home)): oct(f.stat().st_mode) for f in files if for_others(f)}
        assert shared == {}
        file_recorder(ledger).close()
        assert recorder.head()


def for_others(path: Path) -> int:
    """What others than the owner may do with it."""
    return stat.S_IMODE(path.stat().st_mode) & 0o077


OF_LINUX = (("export", "--to", "/proc/x"), {"vi": "Thư mục /proc"})


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_word_of_the_systems_stands_in_a_sentence_of_ours(home, capsys, lang):
    with file_recorder(opened(home / "a.ledger")):
        pass
    (home / "file").touch()
    (home / "own").mkdir(exist_ok=True)
    english = [os.strerror(number) for number in errno.errorcode]
    for command, word in (
        (("import", str(home / "none"), "--ledger", str(home / "x")), {"vi": "không có tệp này"}),
        (("import", str(home), "--ledger", str(home / "x")), {"vi": "đây là thư mục"}),
        (("backup", "--to", str(home / "file")), {"vi": "là tệp", "en": "is a file"}),
        (("backup", "--to", str(home / "file" / "x")), {"vi": "nằm dưới một tệp"}),
        (("export", "--to", str(home / "file" / "x")), {"vi": "nằm dưới một tệp"}),
        *([OF_LINUX] if Path("/proc/self").exists() else ()),
    ):
        assert answer((*command, "--lang", lang)) in (2, 5)
        said = capsys.readouterr().err
        assert word.get(lang, "") in said
        assert not [told for told in english if told in said], said
    (home / "own" / "settings.toml").write_text('lang = "vi"\nx 3\n', "utf-8")
    assert answer(("backup", "--lang", lang)) == 2
    said = capsys.readouterr().err
    assert {"vi": "dòng 2: ", "en": "line 2: "}[lang] in said
    assert "Expected" not in said


def test_the_systems_reasons_have_words_in_both_languages():
    for number in (
        errno.ENOENT,
        errno.EISDIR,
        errno.EACCES,
        errno.ENOSPC,
        errno.EROFS,
        errno.EIO,
        errno.EADDRINUSE,
    ):
        code = why(OSError(number, "x"))
        said = [Words(lang).choice("detail", code) for lang in LANGUAGES]
        assert code not in said
        assert said[0] != said[1]
    assert why(UnicodeDecodeError("utf-8", b"x", 0, 1, "x")) == "not-utf-8"
    assert why(OSError(None, "x")) == "EIO"


def test_a_copy_that_fails_at_the_end_of_a_meeting_is_told_in_words_of_ours(home, monkeypatch):
    ledger = opened(home / "a.ledger")
    with file_recorder(ledger):
        monkeypatch.setattr("thidua_tui.app.backup_on_close.backup_now", failing)
        told = save(ledger, Words("vi"))
    assert told.failed
    assert "Input/output" not in told.sentence
    assert told.sentence.endswith("Ổ đĩa báo lỗi.")


def failing(_: object) -> None:
    raise OSError(errno.EIO, os.strerror(errno.EIO))
