"""`thidua trail`: the history of one thing on the command line, as `h` has it on the screen."""

from __future__ import annotations

import json
from typing import get_args

import pytest

from thidua_tui.cli.commands.trail import NEEDED, ROLES
from views.leadership import RoleShown
from views.subject_history import Kind

pytestmark = pytest.mark.usefixtures("home")
MEMBER = ("--cluster", "tmth", "--year", "2020", "--unit")


def test_the_history_of_a_place_act_by_act(run, story):
    code, out, err = run("trail", "place", *MEMBER, "stc", "--ledger", story)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0].startswith("Thứ hạng của Sở Tài chính, năm 2020 – ")
    assert lines[0].endswith(" – 1 việc")
    assert lines[2].startswith("10. Danh sách thành viên năm 2020: ")
    assert lines[3].endswith(" · Thư ký")
    assert lines[4].startswith("   • Thành viên, thứ hạng: ")
    assert lines[4].endswith(" – đơn vị: — → Sở Tài chính")


@pytest.mark.parametrize("form", ["table", "csv", "json", "md"])
def test_the_changes_of_all_acts_as_a_table(run, story, form):
    asked = ("trail", "role", "--cluster", "tmth", "--year", "2021", "--ledger", story)
    code, out, err = run(*asked, "--format", form)
    assert (code, err) == (0, "")
    if form == "json":
        rows = [(row["subject"], row["after"], row["position"]) for row in json.loads(out)]
        assert rows == [("head", "Sở Tài chính", 32), ("deputy", "Sở Kế hoạch và Đầu tư", 33)]
    else:
        assert out.index("Sở Tài chính") < out.index("Sở Kế hoạch và Đầu tư")
    code, out, _ = run(*asked, "--role", "deputy", "--format", "json")
    assert [row["position"] for row in json.loads(out)] == [33]
    told = run(*asked, "--role", "deputy")[1].splitlines()
    assert [line[:3] for line in told if line[:1].isdigit()] == ["33."]


def test_a_history_as_it_was_known(run, story):
    asked = ("trail", "role", "--cluster", "tmth", "--year", "2021", "--ledger", story)
    whole = run(*asked)[1]
    code, out, _ = run(*asked, "--known-at", "32")
    assert code == 0
    assert ("\n33. " in whole, "\n33. " in out) == (True, False)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ((), "Thiếu KIND. Chọn: unit, member,"),
        (("foo",), "«foo» không dùng được cho KIND"),
        (("unit",), "Thiếu --unit."),
        (
            ("role", *MEMBER[:4], "--role", "x"),
            "«x» không dùng được cho --role.",
        ),
        (("place", *MEMBER, "stc", "--criterion", "I"), "Thừa «--criterion»."),
        (("points", *MEMBER, "stc"), "Thiếu --criterion."),
        (("unit", "--unit", "stcc"), "Sổ không có đơn vị «stcc». Gần nhất: stc (Sở Tài chính)"),
        (("cluster", "--cluster", "tmt"), "Sổ không có cụm «tmt». Gần nhất: tmth"),
        (("year", "--cluster", "tmth", "--year", "1999"), "1999"),
        (("meeting", "--meeting", "x"), "Sổ chưa ghi hội nghị nào mang mã «x». Các hội nghị: "),
        (("movement", "--movement", "x"), "Sổ chưa ghi phong trào nào mang mã «x»"),
        (("unit", "--unit", "stc", "--known-at", "99"), "Sổ không có mục 99"),
    ],
)
def test_a_history_of_what_is_not_there_is_told(run, story, asked, told):
    code, out, err = run("trail", *asked, "--ledger", story)
    assert (code, out) == (2, "")
    assert told in err


def test_every_kind_of_thing_can_be_asked_for():
    assert set(NEEDED) == set(get_args(Kind))
    assert get_args(RoleShown) == ROLES


def test_what_has_no_history_says_so(run, story):
    code, out, _ = run("trail", "award", *MEMBER, "stc", "--ledger", story)
    assert (code, out.splitlines()[-1]) == (0, "Chưa ghi việc nào.")
