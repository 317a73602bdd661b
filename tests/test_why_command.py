"""`thidua why` and `thidua what-if`: text, JSON, nonsense; nothing of a trial in the ledger."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from events.membership import RecordRoster
from tests.form_app import STARTED
from tests.pages import ledger_at
from tests.scored_year import scored
from tests.test_place_reasons import AGREED

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def ledger(tmp_path):
    return str(ledger_at(tmp_path / "t.ledger", *STARTED, *scored()))


def test_a_place_is_explained_down_to_its_cell(run, ledger):
    code, out, err = run("why", "stc", "2020", "--ledger", ledger)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[2] == "Sở Tài chính: tạm xếp Nhì, 95,5 điểm."
    assert any(line.startswith("◆   I.2 Tiêu chí I.2") for line in lines)
    assert "Ô quyết định I.2 Tiêu chí I.2" in lines
    assert "    Cách tính: 38/40 × 20 = 19" in lines
    assert "    Minh chứng: BB 05" in lines
    assert any("bản 1 (Quyết định 12/QĐ)" in line for line in lines)


def test_the_other_unit_can_be_named(run, ledger):
    out = run("why", "stc", "2020", "skhdt", "--ledger", ledger)[1]
    assert "Sở Tài chính hơn Sở Kế hoạch và Đầu tư 5,5 điểm." in out


def test_another_year_is_not_taken_for_the_year_that_is_asked_for(run, tmp_path):
    next_year = RecordRoster(cluster="tmth", year=2021, units=("stc", "snv"))
    path = str(ledger_at(tmp_path / "u.ledger", *STARTED, *scored(), next_year))
    code, out, err = run("why", "stc", "2021", "--ledger", path)
    assert (code, out) == (2, "")
    assert "2021" in err


def test_json_has_exact_numbers_and_the_entries(run, ledger):
    code, out, _ = run("why", "stc", "2020", "--format", "json", "--ledger", ledger)
    data = json.loads(out)
    assert code == 0
    assert (data["lead"], data["deciding_cell"]) == ("-0.5", "I.2")
    assert [line["code"] for line in data["lines"]] == ["I", "I.2", "II", "II.1"]
    assert len(data["entries"]) == 2
    assert data["margins"][0]["needed"] == "0.50"
    shown = json.loads(run("show", "ranking", "--format", "json", "--ledger", ledger)[1])
    assert data["fingerprint"] == shown[0]["fingerprint"]
    assert [unit["place"] for unit in data["units"]] == [2, 1]


@pytest.mark.parametrize(
    ("asked", "code", "told"),
    [
        ((), 2, "Thiếu UNIT"),
        (("stc",), 2, "Thiếu YEAR"),
        (("stcc", "2020"), 2, "stcc"),
        (("stc", "20x0"), 2, "20x0"),
        (("stc", "1999"), 2, "1999"),
        (("stc", "2020", "[red]"), 2, "[red]"),
        (("stc", "2020", "stc"), 2, "Không so Sở Tài chính với chính đơn vị đó"),
        (("stc", "2020", "--cluster", "x"), 2, "Sổ không có cụm «x»"),
    ],
)
def test_nonsense_is_answered(run, ledger, asked, code, told):
    found = run("why", *asked, "--ledger", ledger)
    assert (found[0], found[1]) == (code, "")
    assert told in found[2]


def test_lines_are_tried_on_a_copy_and_places_compared(run, ledger, tmp_path):
    """B gets 29,5 for II.1, so 96,5: it passes A with 96."""
    file = tmp_path / "lines.txt"
    file.write_text("điểm stc II.1 29,5\n", "utf-8")
    before = Path(ledger).read_bytes()
    code, out, err = run("what-if", str(file), "--year", "2020", "--ledger", ledger)
    assert (code, err) == (0, "")
    assert out.splitlines()[2:] == [
        "  Sở Tài chính: thứ hạng 2 → 1 · điểm 95,50 → 96,50",
        "  Văn phòng Đoàn Đại biểu Quốc hội tỉnh: thứ hạng 1 → 2",
    ]
    assert Path(ledger).read_bytes() == before


def test_a_trial_in_json_and_one_that_moves_nothing(run, ledger, tmp_path):
    file = tmp_path / "lines.txt"
    file.write_text("điểm stc II.1 29,5\n", "utf-8")
    asked = ("what-if", str(file), "--year", "2020", "--ledger", ledger)
    data = json.loads(run(*asked, "--format", "json")[1])
    assert data[0]["moved"][0] == {
        "unit": "stc",
        "name": "Sở Tài chính",
        "places": [2, 1],
        "totals": ["95.50", "96.50"],
    }
    file.write_text("# nothing\nđiểm stc II.1 28,5\n", "utf-8")
    assert run(*asked)[1].splitlines()[-1] == "Không tổng điểm, thứ hạng nào thay đổi."


def test_lines_are_tried_on_an_adopted_year_by_its_points(run, tmp_path):
    path = str(ledger_at(tmp_path / "v.ledger", *STARTED, *scored(), AGREED))
    file = tmp_path / "lines.txt"
    file.write_text("điểm stc II.1 29,5\n", "utf-8")
    asked = ("what-if", str(file), "--year", "2020", "--ledger", path)
    code, out, err = run(*asked)
    assert (code, err) == (0, "")
    assert "  Kết quả đã thống nhất; đây là thứ hạng theo điểm." in out.splitlines()
    assert "  Sở Tài chính: thứ hạng 2 → 1 · điểm 95,50 → 96,50" in out.splitlines()
    file.write_text("điểm stc II.1 31\n", "utf-8")
    assert run(*asked)[0] == 3


def test_a_line_that_is_refused_stops_the_trial(run, ledger, tmp_path):
    file = tmp_path / "lines.txt"
    file.write_text("điểm stc II.1 99\n", "utf-8")
    code, out, err = run("what-if", str(file), "--year", "2020", "--ledger", ledger)
    assert (code, out) == (3, "")
    assert err.startswith("Dòng 1 («điểm stc II.1 99»):")
    assert err.rstrip().endswith("Sổ không đổi.")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("slides", "--cluster", "tmth", "--year", "2020", "--places", "2"), "Thiếu --ceremony"),
        (
            ("slides", "--cluster", "tmth", "--year", "2020", "--order", "by-form"),
            "Thiếu --ceremony",
        ),
        (("find",), "Ví dụ: a1b2-c3d4-e5f6"),
        (("lot",), "Ví dụ: stp:1 stc:2"),
    ],
)
def test_what_is_missing_is_named_with_an_example(run, ledger, asked, told):
    """Without the ceremony every place would be printed, whatever `--places` says."""
    code, out, err = run(*asked, "--ledger", ledger)
    assert (code, out) == (2, "")
    assert told in err
