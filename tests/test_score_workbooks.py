"""Score sheets, matrices and tables of a ledger as workbooks, and the commands that write them."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from datetime import date
from decimal import Decimal

import pytest

from events.errors import BadInput
from events.rule_book import RulesIssued
from events.score_book.book import Node, Scale, ScoreBook
from events.score_book.leaf_kinds import Bonus, CountPoints, Deduction, Direct, Observation
from events.scoring import ScoreRecorded
from tests.facts import HERE, MEMBERS
from tests.sheet_xml import Page
from tests.spec import ledger_with
from thidua_tui.formatting.workbooks.xlsx_file import write_xlsx
from thidua_tui.i18n.messages import VIETNAM, Words
from thidua_tui.queries.table_query import TableQuery
from thidua_tui.queries.workbooks import score_workbook, table_workbook
from thidua_tui.session.open_ledger import opened
from thidua_tui.session.samples import scored_year
from views.tables import SHOWN

ASKED = TableQuery(HERE["cluster"], HERE["year"], unit="a")
MAX = Decimal(10)
DIRECT = ScoreBook(
    title="Bảng",
    scale=Scale(total=Decimal(30)),
    criteria=(
        Node(
            code="I",
            title="Nhóm",
            max=Decimal(20),
            criteria=(
                Node(code="I.1", title="=Một", max=MAX, score=Direct()),
                Node(code="I.2", title="Hai", max=MAX, score=Direct()),
            ),
        ),
        Node(code="II", title="Ba", max=MAX, score=Direct()),
    ),
    not_assigned="leaves",
)


def scored(criterion, points, stage="self", unit="a", **more):
    more = {"points": None if points is None else Decimal(points), **more}
    return ScoreRecorded(**HERE, unit=unit, criterion=criterion, stage=stage, **more)


def ledger_of(*scores, book=DIRECT):
    return ledger_with(*MEMBERS, RulesIssued(**HERE, document="1/QĐ", book=book), *scores)


def made(ledger, kind="scores", stage=None, asked=ASKED, lang="vi"):
    words = Words(lang)
    workbook = score_workbook(kind, ledger, asked, stage, words)
    return workbook, Page(write_xlsx(workbook, words))


def test_a_sheet_has_the_columns_of_the_form_and_one_to_fill_in():
    _, page = made(ledger_of())
    assert [*page.by_key] == [
        "code", "title", "max", "self", "points:verified", "evidence", "note",
    ]  # fmt: skip
    open_ = {name[0] for name, cell in page.cells().items() if not cell.locked}
    assert open_ == {page.by_key[key] for key in ("self", "evidence", "note")}


def test_points_not_applicable_and_nothing_are_three_things():
    workbook, page = made(ledger_of(scored("I.1", "9.25"), scored("I.2", None)))
    rows = {row.code: row.cells[3].value for row in workbook.sheets[0].rows}
    assert rows == {"": rows[""], "I.1": Decimal("9.25"), "I.2": "KAD", "II": None}
    cells = page.column(page.by_key["self"])
    codes = {cell.text: row for row, cell in page.column("A").items()}
    kinds = [(cells[codes[c]].text, cells[codes[c]].kind) for c in ("I.1", "I.2", "II")]
    assert kinds == [("9.25", "n"), ("KAD", "s"), ("", "n")]


def test_sums_are_formulas_with_the_value_of_the_program():
    _, page = made(ledger_of(scored("I.1", "9.25"), scored("I.2", "8"), scored("II", "1")))
    sums = [c for c in page.column(page.by_key["self"]).values() if c.formula]
    assert [float(cell.text) for cell in sums] == [17.25, 18.25]
    assert all(cell.locked for cell in sums)


def test_a_total_on_the_scale_of_the_book_is_below_the_plain_sum():
    workbook, _ = made(ledger_of(scored("I.1", "10"), scored("I.2", "5"), scored("II", None)))
    sums, total = workbook.sheets[0].rows[-2:]
    assert sums.cells[3].value == 15
    assert (total.cells[3].value, total.cells[3].adds) == (Decimal("22.50"), ())


def test_an_unscored_sheet_has_no_total():
    workbook, _ = made(ledger_of())
    assert [row.cells[3].value for row in workbook.sheets[0].rows] == [None] * 5


def test_what_is_observed_is_filled_in_and_its_points_are_next_to_it():
    book = ScoreBook(
        title="Bảng",
        scale=Scale(total=Decimal(10), bonus_cap=Decimal(2), over=True),
        criteria=(
            Node(code="I", title="Trừ", max=MAX, score=Deduction(each=Decimal(2))),
            Node(code="T", title="Thưởng", score=Bonus(each=Decimal(3))),
        ),
    )
    seen = [
        scored("I", None, observed=Observation(count=1)),
        scored("T", None, observed=Observation(count=1)),
    ]
    workbook, page = made(ledger_of(*seen, book=book))
    lines = [[cell.value for cell in row.cells[3:5]] for row in workbook.sheets[0].rows]
    assert lines == [[1, 8], [1, 3], [None, 11], [None, 10]]  # the bonus is capped
    assert "INT(E" in page.xml


def test_a_line_that_another_stage_scores_is_locked():
    book = ScoreBook(
        title="Bảng",
        scale=Scale(total=Decimal(20)),
        criteria=(
            Node(code="I", title="Đếm", max=MAX, score=CountPoints(each=Decimal(1))),
            Node(code="II", title="Sở", max=MAX, score=Direct(), by="office"),
        ),
    )
    for stage, code in (("self", "I"), ("office", "II")):
        workbook, _ = made(ledger_of(book=book), stage=stage)
        at = [column.key for column in workbook.sheets[0].columns].index(stage)
        assert [r.code for r in workbook.sheets[0].rows if r.cells[at].rule] == [code]


def test_evidence_is_that_of_the_stage_and_a_verifier_sees_that_of_the_unit():
    ledger = ledger_of(scored("II", "5", evidence="=BC 1"), scored("II", "4", "verified"))
    for stage, found in (("self", {"evidence": "=BC 1"}), ("verified", {"evidence:self": "=BC 1"})):
        workbook, page = made(ledger, stage=stage)
        assert workbook.marks.stage == stage
        texts = {key: page.column(letter).values() for key, letter in page.by_key.items()}
        assert {k: c.text for k in texts for c in texts[k] if "BC" in c.text} == found


def test_a_sheet_printed_before_shows_what_was_known_then():
    ledger = ledger_of(scored("II", "5"))
    before = ledger.position()
    first, _ = made(ledger)
    ledger_later = ledger_of(scored("II", "5"), scored("I.1", "5"))
    then, _ = made(ledger_later, asked=ASKED._replace(known_at=before))
    now, _ = made(ledger_later)
    assert then.marks.entries == before
    assert then.marks.digest == first.marks.digest != now.marks.digest


def test_a_matrix_has_a_row_for_each_unit_and_its_code():
    workbook, page = made(ledger_of(scored("I.1", "7", "verified", "b")), "matrix")
    assert [row.code for row in workbook.sheets[0].rows] == ["a", "b", "c"]
    assert {k for k in page.by_key if k.startswith("criterion:")} == {
        "criterion:I.1", "criterion:I.2", "criterion:II",
    }  # fmt: skip
    column = page.column(page.by_key["criterion:I.1"])
    assert "7" in [cell.text for cell in column.values()]
    sums = [c for c in page.column(page.by_key["sum"]).values() if c.formula]
    assert [cell.text for cell in sums] == ["", "7.0", ""]


def test_means_of_peers_cannot_be_filled_in():
    given = scored("II", "5", "peer", scorer="b")
    for kind in ("scores", "matrix"):
        workbook, page = made(ledger_of(given), kind, "peer")
        assert workbook.marks.stage == ""
        assert all(cell.locked for cell in page.cells().values())


@pytest.mark.parametrize(
    ("asked", "stage", "code"),
    [
        (ASKED._replace(unit="zz"), None, "unknown-unit"),
        (ASKED._replace(cluster="zz"), None, "unknown-cluster"),
        (ASKED._replace(year=1999), None, "unknown-year"),
        (ASKED, "outside", "sheet-stage"),
    ],
)
def test_what_is_not_there_is_refused_by_name(asked, stage, code):
    with pytest.raises(BadInput) as refused:
        made(ledger_of(), stage=stage, asked=asked)
    assert refused.value.code == code


def test_without_a_rule_book_there_is_no_sheet():
    with pytest.raises(BadInput) as refused:
        made(ledger_with(*MEMBERS))
    assert refused.value.code == "no-book"


@pytest.fixture(scope="module")
def ledger_file(tmp_path_factory):
    """A ledger with a scored year; no test writes to it."""
    path = tmp_path_factory.mktemp("scored") / "s.ledger"
    with opened(path, create=True) as ledger:
        scored_year.play(ledger)
    return path


def test_every_table_is_a_workbook(ledger_file):
    with opened(ledger_file, read_only=True) as ledger:
        words = Words("vi")
        for what in SHOWN:
            workbook = table_workbook(what, ledger, TableQuery(), words)
            page = Page(write_xlsx(workbook, words))
            assert "<f>" not in page.xml, what
            assert len(workbook.sheets[0].rows) + 2 <= page.xml.count("<row "), what


def test_instants_are_those_of_vietnam_and_days_are_days(ledger_file):
    with opened(ledger_file, read_only=True) as ledger:
        workbook = table_workbook("leaders", ledger, TableQuery(), (words := Words("vi")))
    assert words.zone is VIETNAM
    days = [c.value for r in workbook.sheets[0].rows for c in r.cells if type(c.value) is date]
    assert date(2025, 2, 14) in days


MAKE = """
import sys
import zipfile
from thidua_tui.cli.main import answer
folder, ledger = sys.argv[1:]
end = ["--to", folder, "--ledger", ledger, "--lang", "vi"]
code = answer(["sheet", "scores", "--year", "2025", "--unit", "snl", *end])
code += answer(["sheet", "ranking", "--year", "2025", *end])
code += answer(["journal", "--format", "xlsx", *end])
sys.exit(code)
"""


def test_bytes_repeat_in_another_process_zone_and_language(ledger_file, tmp_path):
    made = []
    for zone, lang in (("Asia/Ho_Chi_Minh", "vi_VN.UTF-8"), ("America/New_York", "C")):
        (folder := tmp_path / lang).mkdir()
        env = {**os.environ, "TZ": zone, "LANG": lang, "LC_ALL": lang, "PYTHONHASHSEED": "random"}
        command = [sys.executable, "-c", MAKE, str(folder), str(ledger_file)]
        subprocess.run(command, env=env, check=True, capture_output=True)
        made.append({file.name: file.read_bytes() for file in folder.iterdir()})
    assert made[0] == made[1]
    assert sorted(made[0]) == ["diem-snl-2025.xlsx", "journal.xlsx", "xep-hang-vi-du-2025.xlsx"]


def test_the_command_names_the_file_and_overwrites_nothing(run, ledger_file, tmp_path):
    here = ("--cluster", "vi-du", "--year", "2025", "--ledger", ledger_file)
    first = run("sheet", "scores", "--unit", "snl", *here, "--to", tmp_path)
    assert first == (0, f"Đã ghi: {tmp_path / 'diem-snl-2025.xlsx'}\n", "")
    second = run("sheet", "scores", "--unit", "snl", *here, "--to", tmp_path)
    assert (tmp_path / "diem-snl-2025-2.xlsx").name in second[1]
    made_file = tmp_path / "diem-snl-2025.xlsx"
    if os.name == "posix":
        assert made_file.stat().st_mode & 0o777 == 0o600
    before = made_file.read_bytes()
    code, _, said = run("sheet", "scores", "--unit", "snl", *here, "--to", made_file)
    assert (code, "đã có" in said, made_file.read_bytes()) == (2, True, before)
    assert sorted(p.suffix for p in tmp_path.iterdir()) == [".xlsx", ".xlsx"]  # nothing half


@pytest.mark.parametrize(
    "args",
    [
        ("sheet", "scores", "--to", "x.xlsx"),
        ("sheet", "rules", "--unit", "snl", "--to", "x.xlsx"),
        ("sheet", "matrix"),
        ("sheet", "nothing", "--to", "x.xlsx"),
        ("sheet", "matrix", "--to", "x.ods"),
        ("sheet", "matrix", "--stage", "best", "--to", "x.xlsx"),
        ("show", "ranking", "--format", "xlsx"),
        ("show", "ranking", "--to", "x.xlsx"),
        ("journal", "--format", "xlsx", "--to", "x.csv"),
    ],
)
def test_a_command_that_lacks_something_says_so_and_writes_nothing(
    args, run, ledger_file, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    code, out, said = run(*args, "--ledger", ledger_file)
    assert (code, out) == (2, "")
    assert said
    assert not [*tmp_path.iterdir()]


def test_csv_is_in_vietnamese_whatever_the_language(run, ledger_file, tmp_path):
    to = tmp_path / "m.csv"
    args = ("sheet", "matrix", "--year", "2025", "--ledger", ledger_file, "--to", to)
    assert run(*args, "--lang", "en")[0] == 0
    text = to.read_text("utf-8")
    assert text.startswith("\ufeffcode;TT;Đơn vị;")
    assert "98,5%" in text


def test_starting_the_program_imports_no_library_of_papers():
    look = "import sys, thidua_tui.cli.main, thidua_tui.cli.commands.show, thidua_tui.app.app; "
    heavy = ("xlsxwriter", "docx", "lxml", "typst", "pypdf", "pikepdf")
    loaded = f"print([n for n in sys.modules if n.startswith({heavy})])"
    found = subprocess.run(
        [sys.executable, "-c", look + loaded], check=True, capture_output=True, text=True
    )
    assert found.stdout == "[]\n"


def edited(raw, name, value):
    """The same file with another number in a cell of the first sheet."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(made, "w") as new:
        for part in old.infolist():
            text = old.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                text, count = re.subn(
                    rf'(<c r="{name}"[^>]*><v>)[^<]*'.encode(), rf"\g<1>{value}".encode(), text
                )
                assert count == 1
            new.writestr(part, text)
    return made.getvalue()


@pytest.mark.parametrize("kind", ["scores", "matrix"])
def test_a_sheet_comes_back_unchanged_and_one_edited_cell_is_one_change(
    kind, run, ledger_file, tmp_path
):
    file, changed = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    year = ("--cluster", "vi-du", "--year", "2025", "--ledger", ledger_file)
    one = ("--unit", "snl") if kind == "scores" else ()
    assert run("sheet", kind, *one, "--stage", "self", *year, "--to", file)[0] == 0
    code, said, _ = run("sheet", "read", file, "--dry-run", "--ledger", ledger_file)
    assert (code, "0 ô sẽ ghi" in said) == (0, True)
    page = Page(file.read_bytes())
    row = {cell.text: at for at, cell in page.column("A").items()}
    place = (
        f"{page.by_key['self']}{row['II.1']}"
        if kind == "scores"
        else f"{page.by_key['criterion:II.1']}{row['snl']}"
    )
    changed.write_bytes(edited(file.read_bytes(), place, 81))
    _, said, _ = run("sheet", "read", changed, "--dry-run", "--ledger", ledger_file)
    lines = [line for line in said.splitlines() if "→" in line]
    assert len(lines) == 1, said
    assert "88 → 81" in lines[0]
