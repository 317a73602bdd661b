"""Copies, exports and checkpoints, asked for on the command line."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import tomllib
from contextlib import redirect_stdout
from pathlib import Path

import pytest
import segno

from events.checkpoint import read
from events.checkpoint_code import read as read_code
from events.corrections import Retract
from events.store.ledger import Circumstances
from events.store.sqlite.recorder import SQLiteRecorder
from events.unit_commands import FoundUnit
from tests.systems import assert_private, let_all_read
from tests.tampering import tamper
from thidua_tui.cli.commands import copies as cli_keeping
from thidua_tui.cli.main import answer
from thidua_tui.formatting.pictures.qr_code import BORDER, on_screen, picture
from thidua_tui.platform.system.current import SYSTEM
from thidua_tui.session import operator_key
from thidua_tui.session.backup import backup_now, store
from thidua_tui.session.open_ledger import opened
from thidua_tui.session.samples import conference

LOCALE = Path(__file__).resolve().parents[1] / "thidua_tui/locale"
THIDUA = (sys.executable, "-m", "thidua_tui.cli")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An account of its own, with the demo in its ledger."""
    monkeypatch.setenv("THIDUA_HOME", str(tmp_path / "own"))
    monkeypatch.setenv("THIDUA_LEDGER", str(tmp_path / "a.ledger"))
    monkeypatch.delenv("THIDUA_LANG", raising=False)
    monkeypatch.chdir(tmp_path)
    with opened(tmp_path / "a.ledger", create=True) as ledger:
        conference.play(ledger)
    return tmp_path


@pytest.fixture
def thidua(home, capsys):
    """Ask; returns the exit code and what was said."""

    def ask(*args: str) -> tuple[int, str]:
        capsys.readouterr()
        code = answer(args)
        said = capsys.readouterr()
        return code, said.out + said.err

    return ask


def add(home: Path, code: str = "them") -> None:
    with opened(home / "a.ledger") as ledger:
        command = FoundUnit(unit=code, name=f"Sở {code}")
        ledger.execute(command, Circumstances(by="Thư ký"))


# Backup and restore


def test_a_backup_goes_beside_the_accounts_ledger_and_comes_back(thidua, home):
    code, said = thidua("backup")
    [file] = (home / "own/backups").iterdir()
    assert (code, str(file) in said) == (0, True)
    assert_private(file)
    assert thidua("restore", str(file), "--ledger", "b.ledger")[0] == 0
    assert thidua("verify", "--ledger", "b.ledger")[0] == 0
    code, said = thidua("restore", str(file), "--ledger", "b.ledger")
    assert (code, "b.ledger đã có" in said) == (2, True)


def test_restoring_without_saying_where_never_means_the_ledger_in_use(thidua, home):
    thidua("backup", "--to", "copies")
    [file] = (home / "copies").iterdir()
    assert thidua("restore", str(file)) == (2, "Thiếu --ledger. Xem «thidua restore --help».\n")


def test_the_settings_say_how_many_backups_are_kept_and_where(thidua, home):
    (home / "own").mkdir(exist_ok=True)
    settings = home / "own/settings.toml"
    settings.write_text(f'backups = "{home.as_posix()}/kept"\nbackups_kept = "2"\n', "utf-8")
    for number in range(4):
        add(home, f"s{number}")
        assert thidua("backup")[0] == 0
    assert len(list((home / "kept").iterdir())) == 2
    settings.write_text('backups_kept = "0"\n', "utf-8")
    code, said = thidua("backup")
    assert (code, "backups_kept" in said) == (2, True)


def test_the_screen_saves_a_ledger_that_is_open(home):
    with opened(home / "a.ledger") as ledger:
        copy = backup_now(ledger, home / "kept")
        assert (copy.entries, copy.head) == store(ledger).last()


# Export and import, by real processes


def test_an_export_goes_through_a_pipe_and_comes_back_the_same(home):
    """`thidua export | thidua import - --ledger NEW`, and the export of that is the same bytes."""
    first = subprocess.run([*THIDUA, "export"], capture_output=True, check=True).stdout
    made = subprocess.run(
        [*THIDUA, "import", "-", "--ledger", "b.ledger"],
        input=first,
        capture_output=True,
        check=True,
    )
    assert "b.ledger" in made.stdout.decode()
    again = subprocess.run(
        [*THIDUA, "export", "--ledger", "b.ledger"], capture_output=True, check=True
    )
    assert again.stdout == first
    with SQLiteRecorder(home / "a.ledger") as a, SQLiteRecorder(home / "b.ledger") as b:
        assert (a.name, a.last()) == (b.name, b.last())


def test_a_wrong_line_is_named_and_nothing_is_left(thidua, home):
    thidua("export", "--to", "x.jsonl")
    lines = (home / "x.jsonl").read_text("utf-8").splitlines(keepends=True)
    lines[6] = lines[6].replace("Sở", "So")
    (home / "x.jsonl").write_text("".join(lines), "utf-8")
    before = set(home.iterdir())
    code, said = thidua("import", "x.jsonl", "--ledger", "b.ledger")
    assert code == 5
    assert said.startswith("Dòng 7, hoặc một dòng trước đó")
    assert set(home.iterdir()) == before


def test_an_export_overwrites_nothing(thidua, home):
    (home / "x").write_text("biên bản", "utf-8")
    assert thidua("export", "--to", "x")[0] == 2
    assert (home / "x").read_text("utf-8") == "biên bản"


@pytest.mark.parametrize("name", ["missing", "."])
def test_what_cannot_be_read_is_told(thidua, name):
    code, said = thidua("import", name, "--ledger", "b")
    assert (code, said.startswith(f"Không đọc được {name}")) == (2, True)


@pytest.mark.parametrize(("lang", "word"), [("vi", "Trưởng cụm"), ("en", "head")])
def test_the_journal_as_text_tells_every_entry(thidua, home, lang, word):
    with opened(home / "a.ledger") as ledger:
        [entry] = ledger.execute(FoundUnit(unit="x", name="Sở X"), Circumstances(by="B"))
        retract = Retract(positions=(entry.position,), concerns=entry.event.tags())
        ledger.execute(retract, Circumstances(by="B", reason="nhầm\nhai dòng"))
        recorder = store(ledger)
        hashes = [link[-1].hex()[:12] for link in recorder.links(recorder.head())]
    code, said = thidua("export", "--format", "text", "--lang", lang)
    headings = re.findall(r"^(\d+) · .* · ([0-9a-f]{12})$", said, re.MULTILINE)
    assert code == 0
    assert headings == [(str(n), h) for n, h in enumerate(hashes, 1)]
    assert word in said
    assert "Sở Tài chính" in said
    assert "nhầm↵hai dòng" in said
    told = said.split(f"\n{entry.position} · ")[1].split("\n\n")[0]
    assert re.search(rf"\b{entry.position + 1}\b", told.splitlines()[-1])


def test_a_terminal_gets_no_escape_out_of_a_ledger(thidua, home, monkeypatch):
    """What a foreign program put in; a pipe gets it byte for byte, or an import would differ."""
    with opened(home / "a.ledger") as ledger:
        monkeypatch.setattr("events.store.sanitise._clean", lambda value: value)
        ledger.execute(FoundUnit(unit="x", name="Sở \x9b31m\u202e"), Circumstances(by="B"))
    monkeypatch.undo()
    for form in ("text", "jsonl"):
        out = io.StringIO()
        with opened(home / "a.ledger") as ledger, redirect_stdout(out):
            cli_keeping._print(cli_keeping._lines(ledger, form, "vi"))
        said, code = out.getvalue(), 0
        assert (code, "\x9b" in said, "\u202e" in said) == (0, False, False)


# Checkpoints


def test_a_checkpoint_is_shown_as_code_text_and_picture(thidua):
    code, said = thidua("checkpoint", "--qr")
    note, short = (thidua("checkpoint", "--only", only)[1] for only in ("note", "code"))
    assert code == 0
    assert short.strip() in said
    assert note.splitlines()[2] in said
    assert "▀" in said
    assert read(note).head.startswith(read_code(short).head)


def test_a_checkpoint_holds_and_then_does_not(thidua, home):
    _, short = thidua("checkpoint", "--only", "code")
    (home / "note").write_text(thidua("checkpoint", "--only", "note")[1], "utf-8")
    old = thidua("backup", "--to", "old")[1].split(": ")[1].splitlines()[0]
    add(home)
    later = thidua("checkpoint", "--only", "code")[1].strip()
    code, said = thidua(
        "verify", "--against", short.strip(), "--against", "note", "--against", later
    )
    assert (code, said.count("vẫn đúng")) == (0, 3)
    assert thidua("restore", old, "--ledger", "old.ledger")[0] == 0
    code, said = thidua(
        "verify", "--ledger", "old.ledger", "--against", later, "--against", short.strip()
    )
    assert code == 5
    assert "nay còn 35" in said
    assert "Điểm kiểm tra 35 mục vẫn đúng" in said


def test_what_was_mistyped_is_told_before_the_ledger_is_opened(thidua):
    _, short = thidua("checkpoint", "--only", "code")
    wrong = short.strip().replace("35", "36", 1)
    for typed in (wrong, "abc", "x" * 9999, "a\0b"):
        assert thidua("verify", "--ledger", "nowhere", "--against", typed)[0] == 2


def test_a_key_is_made_once_and_signs(thidua, home):
    code, said = thidua("key", "show")
    assert (code, "key new" in said) == (2, True)
    code, said = thidua("key", "new", "thu-ky")
    key = said.splitlines()[0]
    assert code == 0
    assert_private(operator_key.key_file())
    assert thidua("key", "new", "thu-ky")[0] == 2
    assert thidua("key", "show") == (0, f"{key}\n")
    (home / "note").write_text(thidua("checkpoint", "--only", "note")[1], "utf-8")
    code, said = thidua("verify", "--against", "note", "--key", key)
    assert (code, "Chữ ký: thu-ky." in said) == (0, True)
    stranger = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    assert thidua("verify", "--against", "note", "--key", stranger)[0] == 5
    forged = (home / "note").read_text("utf-8").replace("\n35\n", "\n34\n")
    (home / "note").write_text(forged, "utf-8")
    code, said = thidua("verify", "--against", "note")
    assert (code, said.startswith("Chữ ký của thu-ky không khớp")) == (5, True)


def test_a_key_that_others_can_read_is_not_used(thidua):
    thidua("key", "new", "thu-ky")
    let_all_read(operator_key.key_file())
    code, said = thidua("checkpoint")
    assert (code, SYSTEM.how_to_restrict(operator_key.key_file()) in said) == (2, True)


@pytest.mark.parametrize("name", ["", "hai chữ", "a+b"])
def test_a_bad_name_makes_no_key(thidua, name):
    assert thidua("key", "new", name)[0] == 2
    assert not operator_key.key_file().exists()


def test_a_ledger_whose_end_was_cut_gets_no_checkpoint(thidua, home):
    tamper(home / "a.ledger", "DELETE FROM events WHERE position = 35")
    for command in (["checkpoint"], ["backup"], ["export"]):
        assert thidua(*command)[0] == 5


# The picture, and the words


def test_the_picture_is_the_code_module_by_module():
    text = "thidua/chain-1/" + "0" * 200
    rows = [
        [module for char in line for module in [char in "█▀", char in "█▄"]]
        for line in picture(text)
    ]
    drawn = [row for line in rows for row in (line[::2], line[1::2])]
    code = segno.make(text, error="l", micro=False, encoding="utf-8", boost_error=False)
    wanted = [[bool(module) for module in row] for row in code.matrix_iter(border=BORDER)]
    assert drawn[: len(wanted)] == wanted
    assert not any(map(any, drawn[len(wanted) :]))
    assert all(line.startswith("\x1b[30;107m") for line in on_screen(picture(text)))


def keys(node: dict[str, object], path: str = "") -> set[str]:
    found: set[str] = set()
    for name, inner in node.items():
        here = f"{path}{name}"
        found |= keys(inner, f"{here}.") if isinstance(inner, dict) else {here}
    return found


@pytest.mark.parametrize("part", ["keeping", "refusals"])
def test_both_languages_say_the_same_with_the_same_facts(part):
    told = {
        lang: tomllib.loads((LOCALE / lang / f"{part}.toml").read_text("utf-8"))
        for lang in ("vi", "en")
    }
    assert keys(told["vi"]) == keys(told["en"])


def test_other_commands_start_without_the_new_libraries(home):
    code = """
import sys
from thidua_tui.cli.main import answer
answer(["where"]), answer(["verify"]), answer(["backup"])
print({"segno", "cryptography"} & set(sys.modules))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.decode().splitlines()[-1] == "set()"


@pytest.mark.parametrize(
    ("lang", "cut", "left"), [("en", "cut off", "backup"), ("vi", "cắt bỏ", "sao lưu")]
)
def test_an_end_that_was_cut_off_is_told_as_that_and_what_to_do(home, thidua, lang, cut, left):
    tamper(home / "a.ledger", "DELETE FROM events WHERE position > 30")
    code, told = thidua("--lang", lang, "verify")
    assert code == 5
    assert " 31" in told
    assert cut in told
    assert left in told


READ = (["journal"], ["show", "units"], ["show", "leaders", "--cluster", "tmth"], ["export"])


@pytest.mark.parametrize("command", READ, ids=" ".join)
def test_a_changed_ledger_gives_no_answer_but_that_it_was_changed(home, thidua, command):
    change = "CAST(replace(CAST(data AS TEXT), 'Sở Tài chính', 'Sở X') AS BLOB)"
    assert thidua(*command)[0] == 0
    tamper(home / "a.ledger", f"UPDATE events SET data = {change}")  # noqa: S608 - text of ours
    code, said = thidua(*command)
    assert code == 5
    assert "Sở X" not in said
    assert "sai từ mục 1" in said
