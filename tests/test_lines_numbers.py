"""Numbers in a line: an impossible count is heard of, and the year that was told holds."""

from __future__ import annotations

import pytest

from events.meetings import CloseMeeting, RecordAttendance
from events.procedures import SetProcedure, VotingRule
from tests.line_world import meant, wrong
from thidua_tui.cli import main

ELECT = "bau truong cum {year}snv giơ tay {votes}"


@pytest.fixture
def do(tmp_path, monkeypatch, capsys):
    """Run `thidua do` on a demo ledger; returns the exit code and all that was said."""
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    path = str(tmp_path / "x.ledger")
    assert main.answer(["--ledger", path, "demo", "--no-ui"]) == 0

    def run(*args):
        capsys.readouterr()
        code = main.answer(["--ledger", path, "do", "--cluster", "tmth", *args])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


def test_line_with_more_votes_than_voters_is_refused_as_votes(do):
    code, said = do(ELECT.format(year="2026 ", votes="9/6"))
    assert code != 0
    assert "9 phiếu nhiều hơn tổng số 6" in said
    assert "ngày 9/6" in said


def test_line_with_a_marked_day_takes_it_as_a_day(do):
    code, said = do("bau truong cum 2026 snv ngày 9/6/2026")
    assert code == 0
    assert "09/06/2026" in said
    assert "▲" in said  # 2026 has no roster


def test_line_with_a_count_and_a_bare_day_is_refused(do):
    code, said = do(ELECT.format(year="2026 ", votes="5/7 9/6"))
    assert code != 0
    assert "«9/6»" in said
    assert "ngày 9/6" in said


def test_line_with_an_explicit_year_is_not_moved_to_another(do):
    code, said = do("bau truong cum snv 5/8", "--year", "2020")
    assert code == 3
    assert "2020" in said
    assert "2022" not in said


def test_line_with_a_minority_is_recorded_with_its_reason(do):
    code, said = do(ELECT.format(year="2023 ", votes="3/8"))
    assert code == 3
    assert "3/8 đơn vị thành viên chưa quá nửa, còn thiếu 2 phiếu" in said
    code, said = do(ELECT.format(year="2023 ", votes="3/8 vì đa số tương đối"))
    assert code == 0
    assert "3/8 đơn vị thành viên (8 có quyền → cần 5 · được 3 · thiếu 2" in said
    assert "vẫn ghi nhận: «đa số" in said


CAME = RecordAttendance(meeting="tk", units=("stc", "snv", "skhdt", "vp-dbqh", "vp-ubnd"))
CLOSED = (CAME, CloseMeeting(meeting="tk"))


@pytest.mark.parametrize("reason", ["", " vì hai đơn vị tránh"])
def test_a_count_of_neither_all_members_nor_those_there_must_say_of_whom(reason):
    """A reason that is given for something else does not name the base."""
    asked = wrong(f"bầu trưởng cụm 2021 stc giơ tay 4/4{reason}", *CLOSED)
    assert (asked.code, asked.facts["name"]) == ("argument-wrong", "votes_of")
    assert "6 đơn vị thành viên" in str(asked.facts["sentence"])


@pytest.mark.parametrize(
    ("typed", "of"),
    [
        ("4/4 có mặt", "present"),
        ("4/4 phiếu hợp lệ", "valid"),
        ("4/4 đơn vị thành viên vì hai đơn vị tránh", "members"),
        ("6/6", "members"),
        ("5/5 14/01/2021", "present"),  # of those who came to the meeting of that day
    ],
)
def test_a_base_is_named_or_is_that_of_which_there_are_as_many(typed, of):
    assert meant(f"bầu trưởng cụm 2021 stc giơ tay {typed}", *CLOSED).votes.of == of


def test_a_rule_that_names_its_base_names_that_of_a_count():
    rule = VotingRule(of="present")
    set_ = SetProcedure(cluster="tmth", year=2021, matter="head", rule=rule)
    assert meant("bầu trưởng cụm 2021 stc giơ tay 4/4", set_, *CLOSED).votes.of == "present"
