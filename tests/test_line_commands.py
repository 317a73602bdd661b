"""`thidua do` and `thidua run`: what a line records, where a file stops, what it repeats."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import msgspec
import pytest

from thidua_tui.session.open_ledger import opened
from thidua_tui.session.samples import conference

EXAMPLE = Path(__file__).resolve().parents[1] / "docs" / "examples" / "lang-son-2020.thidua"


pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """The demo's ledger."""
    path = tmp_path / "demo.ledger"
    with opened(path, create=True) as ledger:
        conference.play(ledger)
    return path


def entries(path: Path) -> list[Any]:
    with opened(path, read_only=True) as ledger:
        return [*ledger.read()]


def told(path: Path) -> list[Any]:
    """What the entries say, from whom, of which source, in which meeting."""
    return [(msgspec.to_builtins(e.event), e.by, e.source, e.meeting) for e in entries(path)]


def file(folder: Path, text: str, name: str = "a.thidua") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


# One line


def test_a_line_says_what_it_understood_and_what_it_recorded(run, story):
    code, out, err = run("do", "bau truong cum 2022 stc 8/8", "--ledger", story)
    assert (code, err) == (0, "")
    first, second, *notes = out.splitlines()
    assert all(note.startswith("▲") for note in notes)
    assert first.startswith("Bầu Trưởng cụm · Năm: 2022 · Đơn vị: Sở Tài chính · Số phiếu thuận")
    assert second.startswith("Đã ghi mục 36: Bầu Sở Tài chính làm Trưởng cụm thi đua năm 2022")
    assert entries(story)[-1].event.votes.votes_for == 8


def test_the_words_of_a_line_need_no_quotes_of_the_shell(run, story):
    assert run("do", "--ledger", story, "tc", "2022", "stc")[0] == 0
    assert entries(story)[-1].event.unit == "stc"


def test_a_dry_line_records_nothing(run, story):
    code, out, _ = run("do", "--dry-run", "tc 2022 stc", "--ledger", story, "--lang", "en")
    assert code == 0
    assert "Would record: " in out
    assert len(entries(story)) == 35


@pytest.mark.parametrize(
    ("line", "code", "word"),
    [
        ("bau", 2, "Gần nhất"),
        ("tc 2022 vp", 2, "vp-hdnd"),
        ("tc 2021 snv", 3, "Sở Tài chính đang là Trưởng cụm"),
        ("kq", 3, "đã thống nhất"),
        ("huy 99", 2, "99"),
        ("năm 2021", 2, "chỉ dùng trong tệp"),
    ],
)
def test_what_is_wrong_has_the_exit_code_of_its_kind(run, story, line, code, word):
    exit_code, out, err = run("do", line, "--ledger", story)
    assert (exit_code, out) == (code, "")
    assert word in err
    assert err.count("\n") == 1
    assert len(entries(story)) == 35


def test_a_line_needs_a_ledger_and_something_said(run, tmp_path):
    assert run("do", "tc stc", "--ledger", tmp_path / "none")[0] == 5
    assert run("do", "--ledger", tmp_path / "none")[0] == 2
    assert not (tmp_path / "none").exists()


def test_a_cluster_that_is_not_there_is_told_with_those_that_are(run, story):
    code, _, err = run("do", "tc stc", "--cluster", "xyz", "--ledger", story)
    assert code == 2
    assert "tmth" in err


def test_the_year_is_the_one_given(run, story):
    run("do", "ptc snv", "--year", "2022", "--ledger", story)
    assert entries(story)[-1].event.year == 2022


def test_a_line_can_ask_for_a_table(run, story):
    code, out, _ = run("do", "xem xep hang 2020", "--ledger", story)
    assert code == 0
    assert "Văn phòng HĐND tỉnh" in out


def test_what_was_typed_reaches_the_terminal_harmless(run, story):
    _, _, err = run("do", "tc \x1b[31mđỏ", "--ledger", story)
    assert "\x1b" not in err


# A file


def test_the_example_tells_the_story_of_the_demo_fact_by_fact(run, story, tmp_path):
    played = tmp_path / "played.ledger"
    code, out, err = run("run", EXAMPLE, "--ledger", played)
    assert (code, err) == (0, "")
    assert "ghi 35 việc" in out
    assert told(played) == told(story)


def test_a_file_that_runs_again_records_nothing_new(run, tmp_path):
    played = tmp_path / "played.ledger"
    run("run", EXAMPLE, "--ledger", played)
    before = told(played)
    code, out, _ = run("run", EXAMPLE, "--ledger", played)
    assert code == 0
    assert "ghi 0 việc, 35 việc đã có từ trước" in out
    assert told(played) == before


def test_lines_that_were_added_anywhere_are_recorded_and_no_others(run, tmp_path):
    ledger, units = tmp_path / "l", ["dv Sở Y tế", "dv Sở Xây dựng", "dv Sở Công Thương"]
    run("run", file(tmp_path, "\n".join([units[0], units[2]])), "--ledger", ledger)
    _, out, _ = run("run", file(tmp_path, "\n".join(["# thêm", "", *units])), "--ledger", ledger)
    assert "ghi 1 việc, 2 việc đã có từ trước" in out
    assert [e.event.name for e in entries(ledger)] == ["Sở Y tế", "Sở Công Thương", "Sở Xây dựng"]


def test_two_like_lines_are_two_acts(run, story, tmp_path):
    first = 'km kind=interim\nyk "Đồng ý"\nyk "Đồng ý"\nbm\n'
    lines = f'ngày 1/7/2021\n{first}km kind=briefing\nyk "Đồng ý"\nbm\n'
    path = file(tmp_path, lines)
    assert run("run", path, "--cluster", "tmth", "--year", "2021", "--ledger", story)[0] == 0
    said = [e for e in entries(story) if getattr(e.event, "text", "") == "Đồng ý"]
    assert len(said) == 3
    _, out, _ = run("run", path, "--cluster", "tmth", "--year", "2021", "--ledger", story)
    assert "ghi 0 việc, 7 việc đã có từ trước" in out


def test_a_file_stops_at_the_first_line_that_is_refused(run, tmp_path):
    path = file(tmp_path, "dv Sở Y tế\n\n# sai\ndv Sở Y tế\ndv Sở Xây dựng\n")
    code, out, err = run("run", path, "--ledger", tmp_path / "l")
    assert (code, out) == (3, "")
    assert "dòng 4" in err
    assert "Đã ghi 1 việc trước đó" in err
    assert len(entries(tmp_path / "l")) == 1


def test_a_file_that_stops_calls_units_by_their_names(run, story, tmp_path):
    _, _, err = run("run", file(tmp_path, "tc 2021 snv\n"), "--ledger", story)
    assert "Sở Tài chính đang là Trưởng cụm năm 2021" in err


def test_of_a_refused_line_nothing_is_recorded(run, tmp_path):
    path = file(tmp_path, 'dv "Sở Y tế" "Sở Xây dựng" "Sở Y tế"\n')
    assert run("run", path, "--ledger", tmp_path / "l")[0] == 3
    assert entries(tmp_path / "l") == []


def test_a_dry_run_tries_every_line_and_leaves_no_trace(run, story, tmp_path):
    path = file(tmp_path, "đơn vị Sở Y tế\nđơn vị Sở Xây dựng\n")
    code, out, _ = run("run", "--dry-run", path, "--ledger", story)
    assert code == 0
    assert "2 việc ghi được" in out
    assert len(entries(story)) == 35
    assert run("run", "--dry-run", EXAMPLE, "--ledger", tmp_path / "new")[0] == 0
    assert not (tmp_path / "new").exists()


def test_lines_come_from_standard_input_too(run, tmp_path, monkeypatch):
    for text in ("dv Sở Y tế\n", "dv Sở Y tế\n", "dv Sở Xây dựng\n"):
        monkeypatch.setattr("sys.stdin", io.StringIO(text))
        assert run("run", "-", "--ledger", tmp_path / "l")[0] == 0
    assert [e.event.name for e in entries(tmp_path / "l")] == ["Sở Y tế", "Sở Xây dựng"]


def test_who_typed_and_the_source_are_those_of_the_lines_before(run, tmp_path):
    lines = (
        "người ghi Nguyễn Văn A\nnguồn nhớ lại\nsource memory\ndv Sở Y tế\nsource room\ndv Sở B\n"
    )
    path = file(tmp_path, lines.replace("nguồn nhớ lại\n", ""))
    assert run("run", path, "--ledger", tmp_path / "l")[0] == 0
    first, second = entries(tmp_path / "l")
    assert (first.by, first.source.kind, second.source.kind) == ("Nguyễn Văn A", "memory", "room")


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"\xe9 x", None])
def test_a_file_that_is_no_text_is_told(run, tmp_path, content):
    path = tmp_path / "x"
    if content:
        path.write_bytes(content)
    code, _, err = run("run", path, "--ledger", tmp_path / "l")
    assert code == 2
    assert "Traceback" not in err


# Days around New Year

NEW_YEAR = """ngày 05/01/2021
đơn vị Sở Tài chính; STC; stc
lập cụm "Cụm một"
năm 2020
lập danh sách stc ngày=01/01/2020
khai mạc 28/12 "Trụ sở" stc
"""


def test_a_day_without_a_year_in_a_file_is_the_last_before_the_day_of_the_file(run, tmp_path):
    path = tmp_path / "new.ledger"
    code, _out, err = run("run", file(tmp_path, NEW_YEAR), "--ledger", path)
    assert (code, err) == (0, "")
    meeting = next(e.event for e in entries(path) if type(e.event).__name__ == "MeetingOpened")
    assert str(meeting.on) == "2020-12-28"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_day_after_the_day_of_a_file_is_refused_with_the_day_a_year_before(run, tmp_path, lang):
    text = NEW_YEAR.replace("khai mạc 28/12", "khai mạc 28/12/2021")
    told = ("run", file(tmp_path, text), "--ledger", tmp_path / "new.ledger", "--lang", lang)
    for more in (("--dry-run",), ()):
        code, _out, err = run(*told, *more)
        assert code == 3
        assert ("28/12/2020" if lang == "vi" else "28 Dec 2020") in err
        assert ("05/01/2021" if lang == "vi" else "5 Jan 2021") in err


def test_a_day_soon_to_come_without_a_year_is_asked_about(run, tmp_path):
    text = NEW_YEAR.replace("khai mạc 28/12", "khai mạc 8/1")
    code, _out, err = run("run", file(tmp_path, text), "--ledger", tmp_path / "new.ledger")
    assert code == 2
    assert "08/01/2020" in err and "08/01/2021" in err


def test_a_dry_line_is_refused_for_want_of_words_as_the_line_is(run, story):
    where = ("--ledger", story, "--cluster", "tmth", "--year", "2020")
    line = "bầu trưởng cụm 2022 stc giơ tay 3/8"
    for words, code in ((line, 3), (f"{line} vì nguồn ghi như vậy", 0)):
        dry = run("do", "--dry-run", words, *where)
        real = run("do", words, *where)
        assert (dry[0], real[0]) == (code, code)
        assert dry[2] == real[2]
