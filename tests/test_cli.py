"""The command line: what is printed where, and the number that says how it went."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from events.errors import Stale
from events.store.ledger import Circumstances
from events.unit_commands import FoundUnit
from tests.narrow import file_recorder
from tests.systems import assert_private
from thidua_tui.cli import main
from thidua_tui.cli.commands import show
from thidua_tui.platform import settings
from thidua_tui.session.open_ledger import opened
from views.tables import SHOWN

THIDUA = [sys.executable, "-m", "thidua_tui.cli.main"]
ROOT = Path(__file__).resolve().parents[1]


pytestmark = pytest.mark.usefixtures("home")


def complains(answered, code, *words):
    """A sentence on standard error, no table, no traceback."""
    exit_code, out, err = answered
    assert exit_code == code, err
    assert out == ""
    assert "Traceback" not in err
    assert err.count("\n") == 1
    for word in words:
        assert word in err, err


# What is printed


def test_a_ranking_is_printed(run, story):
    code, out, err = run("--ledger", story, "show", "ranking", "--cluster", "tmth", "--year", 2020)
    assert (code, err) == (0, "")
    assert "1         Văn phòng HĐND tỉnh" in out
    assert "có thứ hạng 3/8 đơn vị" in out


def test_json_has_codes_and_names(run, story):
    _, out, _ = run("show", "leaders", "--format", "json", "--ledger", story)
    rows = json.loads(out)
    assert [(row["year"], row["role"], row["unit"], row["unit_name"]) for row in rows] == [
        (2020, "head", "vp-dbqh", "Văn phòng Đoàn Đại biểu Quốc hội tỉnh"),
        (2020, "deputy", "stc", "Sở Tài chính"),
        (2021, "head", "stc", "Sở Tài chính"),
        (2021, "deputy", "skhdt", "Sở Kế hoạch và Đầu tư"),
    ]
    assert {row["method"] for row in rows} == {"not-recorded"}


@pytest.mark.parametrize("what", SHOWN)
@pytest.mark.parametrize("form", ["table", "csv", "json", "md"])
def test_every_table_of_the_story(run, story, what, form):
    code, out, err = run("show", what, "--ledger", story, "--format", form)
    assert (code, err) == (0, "")
    assert out
    assert not set(out) & set("│╭\x1b")


def test_options_stand_before_or_behind_the_command(run, story):
    before = run("--ledger", story, "--lang", "en", "show", "awards")
    behind = run("show", "awards", "--ledger", story, "--lang", "en")
    assert before == behind
    assert "nominated" in before[1]


def test_the_option_behind_the_command_wins(run, story):
    assert run("--ledger", "/nowhere/x", "show", "units", "--ledger", story)[0] == 0


def test_the_journal_tells_every_entry(run, story):
    code, out, _ = run("journal", "--ledger", story, "--from", "34", "--format", "json")
    rows = json.loads(out)
    assert code == 0
    assert [row["position"] for row in rows] == [34, 35]
    assert rows[0]["sentence"].startswith("Ký kết giao ước thi đua năm 2021")
    assert rows[0]["facts"]["cluster"] == "tmth"


def test_a_view_of_the_past(run, story):
    _, out, _ = run("show", "units", "--known-at", 3, "--ledger", story, "--format", "json")
    assert [row["unit"] for row in json.loads(out)] == ["snv", "stc", "vp-dbqh"]
    _, out, _ = run("show", "leaders", "--on", "1/2/2021", "--ledger", story, "--format", "json")
    assert [row["unit"] for row in json.loads(out)] == ["stc", "skhdt"]
    code, out, err = run("show", "units", "--known-at", "14/01/2021 17:05", "--ledger", story)
    assert (code, out) == (2, "")
    assert err.startswith("Lúc 14/01/2021 17:05 sổ chưa ghi gì")


def test_the_demo_without_a_screen(run, tmp_path):
    code, out, _ = run("demo", "--no-ui", "--lang", "en")
    assert code == 0
    assert all(title in out for title in ("Ranking", "Heads and deputies", "Awards"))
    kept = tmp_path / "new.ledger"
    assert run("demo", "--no-ui", "--ledger", kept)[0] == 0
    assert run("verify", "--ledger", kept)[0] == 0
    assert_private(kept)


def test_where_tells_the_paths(run, tmp_path, monkeypatch):
    _, out, _ = run("where", "--lang", "en")
    home = str(tmp_path / "home")
    named = [line.partition(": ")[0] for line in out.splitlines()]
    assert named == [
        "Ledger",
        "Settings",
        "Keys file",
        "Shortcuts already shown",
        "Error log",
        "Drafts",
        "Backups",
        "Pictures",
        "Signing key",
    ]
    assert out.count(home) == len(named)
    elsewhere = str(Path("/somewhere/else"))
    monkeypatch.setenv("THIDUA_LEDGER", elsewhere)
    assert elsewhere in run("where")[1]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_help_names_every_table(run, lang):
    said = run("show", "--help", "--lang", lang)[1]
    assert [table for table in SHOWN if not re.search(rf"\b{table}\b", said)] == []


def test_help_and_version(run):
    code, out, _ = run("--help")
    assert code == 0
    assert all(command in out for command in ("demo", "show", "journal", "verify", "where"))
    assert "Tùy chọn" in out
    assert "Options" in run("show", "--help", "--lang", "en")[1]
    assert run("--version")[1].startswith("thidua")


def test_the_language_is_the_options_then_the_environments_then_the_settings(
    run, tmp_path, monkeypatch
):
    settings = tmp_path / "home" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('lang = "en"\nby = "Lan"\n', "utf-8")
    assert "Ledger" in run("where")[1]
    monkeypatch.setenv("THIDUA_LANG", "vi")
    assert "Sổ" in run("where")[1]
    assert "Ledger" in run("where", "--lang", "en")[1]


# What is not right: a sentence and a number


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--bogus"], ["--bogus"]),
        (["shwo"], ["shwo", "show"]),
        (["show"], ["ranking", "history"]),
        (["show", "rankin"], ["rankin", "ranking"]),
        (["show", "ranking", "extra"], ["extra"]),
        (["show", "ranking", "--yaer", "2020"], ["--yaer"]),
        (["show", "ranking", "--year"], ["--year"]),
        (["show", "ranking", "--format", "xml"], ["xml", "json"]),
        (["show", "ranking", "--lang", "fr"], ["fr", "vi, en"]),
        (["show", "ranking", "--year", "20"], ["20"]),
        (["show", "ranking", "--year", "1900"], ["1900"]),
        (["show", "ranking", "--on", "31/02/2021"], ["31/02/2021"]),
        (["show", "ranking", "--on", "01/14/2021"], ["01/14/2021"]),
        (["show", "ranking", "--on", ""], []),
        (["show", "ranking", "--known-at", "hôm kia"], ["hôm kia", "12, 14/01/2021 17:05"]),
        (["show", "ranking", "--cluster", ""], []),
        (["show", "ranking", "--cluster", "x" * 500], []),
        (["show", "ranking", "--cluster", "\x1b]0;x\x07"], ["U+001B"]),
        (["journal", "--from", "0"], ["0"]),
        (["journal", "--from", "một"], ["một"]),
        (["demo", "--no-ui=1"], ["--no-ui"]),
        (["--ledger", "", "verify"], ["--ledger"]),
        (["verify", "--ledger="], ["--ledger"]),
        (["verify", "--key", "a+1a2b3c4d+AQ"], ["--against"]),
        (["restore", "--ledger", "new"], ["FILE"]),
        (["key"], ["new|show"]),
    ],
)
def test_bad_input_is_2(run, args, words):
    complains(run(*args), 2, *words)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_an_unknown_cluster_is_answered_with_the_nearest(run, story, lang):
    for typed in ("tmt", "TMTH", "tham mưu", "zzz"):
        asked = ("show", "ranking", "--cluster", typed, "--ledger", story, "--lang", lang)
        complains(run(*asked), 2, typed, "tmth (Cụm thi đua các cơ quan tham mưu tổng hợp)")
    complains(run("journal", "--cluster", "x", "--ledger", story), 2, "tmth")


def test_an_unknown_year_is_answered_with_those_recorded(run, story):
    asked = ("show", "ranking", "--cluster", "tmth", "--year", 2030, "--ledger", story)
    complains(run(*asked), 2, "2030", "2020, 2021")


def test_a_known_year_without_a_ranking_is_an_empty_answer(run, story):
    code, out, _ = run(
        "show",
        "ranking",
        "--cluster",
        "tmth",
        "--year",
        2021,
        "--format",
        "json",
        "--ledger",
        story,
    )
    assert (code, json.loads(out)) == (0, [])


def test_a_ledger_that_is_none_is_5(run, tmp_path, story):
    text = tmp_path / "text.ledger"
    text.write_text("Cụm thi đua\n" * 100, "utf-8")
    newer = tmp_path / "newer.ledger"
    newer.write_bytes(story.read_bytes())
    with sqlite3.connect(newer) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    for path in (tmp_path, text, tmp_path / "none.ledger", newer, tmp_path / "no" / "folder"):
        before = path.read_bytes() if path.is_file() else None
        complains(run("show", "ranking", "--ledger", path), 5, str(path))
        assert (path.read_bytes() if path.is_file() else None) == before


def test_without_a_ledger_of_ones_own_that_is_said(run, tmp_path):
    complains(run("show", "ranking"), 5, "thidua.ledger")
    assert not (tmp_path / "home").exists()


def test_a_read_only_ledger_is_read(run, tmp_path, story):
    path = tmp_path / "kept.ledger"
    path.write_bytes(story.read_bytes())
    path.chmod(0o400)
    assert run("show", "ranking", "--ledger", path)[0] == 0
    assert run("verify", "--ledger", path)[0] == 0


def test_a_changed_ledger_fails_verification_at_the_position(run, tmp_path, story):
    path = tmp_path / "changed.ledger"
    path.write_bytes(story.read_bytes())
    data = path.read_bytes()
    assert "Sở Ngoại vụ".encode() in data  # SQLite on Windows leaves copies in unused pages
    path.write_bytes(data.replace("Sở Ngoại vụ".encode(), "Sở Ngoại VỤ".encode()))
    complains(run("verify", "--ledger", path), 5, "4")


def test_a_whole_ledger_is_told_with_its_hash(run, story):
    code, out, _ = run("verify", "--ledger", story)
    assert code == 0
    assert "35 mục" in out
    with opened(story, read_only=True) as ledger:
        assert file_recorder(ledger).head_hash().hex() in out


@pytest.mark.posix("links, which need rights on Windows")
def test_the_demo_touches_no_file_that_is_there(run, tmp_path):
    there = tmp_path / "mine"
    there.write_text("mine", "utf-8")
    complains(run("demo", "--no-ui", "--ledger", there), 2, str(there))
    assert there.read_text("utf-8") == "mine"
    dangling = tmp_path / "link"
    dangling.symlink_to(tmp_path / "nothing")
    complains(run("demo", "--no-ui", "--ledger", dangling), 2, str(dangling))


def test_the_demo_needs_a_terminal_for_its_screen(run):
    complains(run("demo"), 2, "thidua show")


def test_a_settings_file_that_cannot_be_read_is_named(run, tmp_path):
    settings = tmp_path / "home" / "settings.toml"
    settings.parent.mkdir(parents=True)
    for text in ("lang = ", "lang = 3", "\xff"):
        settings.write_text(text, "latin-1")
        complains(run("where"), 2, "settings.toml")


def test_a_refusal_is_3_and_a_moved_ground_is_4(run, monkeypatch, story):
    def refused(*_):
        with opened(story.with_name("other"), create=True) as ledger:
            from events.store.ledger import Circumstances

            for _twice in "ab":
                ledger.execute(FoundUnit(unit="a", name="A"), Circumstances(by="x"))

    def stale(*_):
        raise Stale("ground-moved", tries=5)

    monkeypatch.setattr(show, "query_table", refused)
    complains(run("show", "ranking", "--ledger", story), 3, "«a»")
    monkeypatch.setattr(show, "query_table", stale)
    complains(run("show", "ranking", "--ledger", story), 4, "5")


def test_a_fault_of_ours_is_1_and_written_down(run, monkeypatch, story, tmp_path):
    def broken(*_):
        raise ZeroDivisionError("we did it")

    monkeypatch.setattr(show, "query_table", broken)
    answered = run("show", "ranking", "--ledger", story)
    (log,) = (tmp_path / "home").rglob("*.log")
    complains(answered, 1, str(log))
    assert "ZeroDivisionError: we did it" in log.read_text("utf-8")
    assert_private(log)


def test_a_log_that_cannot_be_written_does_not_hide_the_fault(run, monkeypatch, story, tmp_path):
    def broken(*_):
        raise ZeroDivisionError("we did it")

    (tmp_path / "home").write_text("a file", "utf-8")
    monkeypatch.setattr(show, "query_table", broken)
    complains(run("show", "ranking", "--ledger", story), 1, "ZeroDivisionError: we did it")


# Real processes


def process(*args, **env):
    told = {"PATH": os.environ["PATH"], "HOME": "/nowhere", "LC_ALL": "C.UTF-8"} | env
    return subprocess.run(
        [*THIDUA, *map(str, args)], cwd=ROOT, env=told, capture_output=True, check=False
    )


def test_a_process_prints_utf8_whatever_the_terminal_speaks(story):
    for env in ({}, {"LC_ALL": "POSIX"}, {"PYTHONIOENCODING": "ascii"}):
        done = process("show", "units", "--format", "json", "--ledger", story, **env)
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)[1]["unit_name"] == "Sở Ngoại vụ"
    done = process("show", "units", "--ledger", story, PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_process_ends_with_the_number(story, tmp_path):
    assert process("show", "ranking", "--ledger", story).returncode == 0
    assert process("show", "x").returncode == 2
    assert process("verify", "--ledger", tmp_path).returncode == 5


@pytest.mark.posix("a pipe of a POSIX shell")
def test_a_closed_pipe_is_no_fault(story):
    line = f"{' '.join(THIDUA)} journal --ledger {story} --format json | head -c 1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", line], cwd=ROOT, capture_output=True, check=False
    )
    assert done.stdout == b"["
    assert done.stderr == b""
    assert done.returncode in (0, main.BROKEN_PIPE)  # 0 when all of it fitted into the pipe


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("command", ["show ranking", "journal --format json", "export", "--help"])
def test_an_output_that_cannot_be_written_is_told_and_no_fault_of_ours(story, command):
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*THIDUA, *command.split(), "--lang", "en", "--ledger", str(story)],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.stderr == "The output could not be written: the disk is full.\n"
    assert done.returncode == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("args", [("do", "unit Sở Y tế"), ("run", "-"), ("undo",)])
def test_an_act_whose_answer_cannot_be_printed_is_reported_as_recorded(tmp_path, args):
    """A script would otherwise record it again."""
    ledger = tmp_path / "l"
    options = ["--lang", "en", "--ledger", str(ledger)]
    with opened(ledger, create=True) as new:
        new.execute(FoundUnit(unit="snv", name="Sở Nội vụ"), Circumstances(by=settings.operator()))
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*THIDUA, *args, *options],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            input="unit Sở Tài chính\n",
            check=False,
        )
    assert done.stderr.startswith("It was recorded but could not be printed: the disk is full.")
    assert done.returncode == 0
    with opened(ledger, read_only=True) as recorded:
        assert recorded.position() == 2


@pytest.mark.posix("a shell that closes an output")
def test_a_command_whose_output_is_closed_still_does_its_work(story, tmp_path):
    line = f"{' '.join(THIDUA)} export --ledger {story} --to {tmp_path}/e.jsonl >&- 2>&-"
    assert subprocess.run(["bash", "-c", line], cwd=ROOT, check=False).returncode == 0
    assert (tmp_path / "e.jsonl").stat().st_size > 1000


def imported(*args):
    """The modules that a command imports, and its exit code."""
    code = (
        "import sys; from thidua_tui.cli.main import answer; code = answer(sys.argv[1:]);"
        "print(*sys.modules, file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, args)], cwd=ROOT, capture_output=True, check=True
    )
    return set(done.stderr.decode().split())


@pytest.mark.parametrize("asked", ["--version", "--help"])
def test_help_imports_neither_events_nor_screens(asked):
    assert not imported(asked) & {"textual", "eventsourcing", "events", "views", "tabulate"}


def test_a_ranking_imports_no_other_view_and_no_screen(story):
    modules = imported("show", "ranking", "--ledger", story)
    assert "views.standings" in modules
    assert not modules & {"textual", "rich", "asyncio"}
    for_answers = {"award_list", "award_states", "disputes", "verdict_contradictions", "evidence"}
    for_answers |= {"award_statements", "stated_values"}
    wanted = {"standings", "cluster_years", "names", "award_form_names", "projection"}
    wanted |= {"provisional", "ranked_year", "ranked_sheets", "headship", "leadership"}
    wanted |= {"ranking_with_quotas", "outside_quota", "figures", "award_outcomes"}
    specs = {"table_spec", *(path.stem for path in (ROOT / "views").glob("*tables.py"))}
    found = {name.removeprefix("views.") for name in modules if name.startswith("views.")}
    assert found <= wanted | for_answers | specs
