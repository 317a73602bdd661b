"""Lists of members, roles and awards: what is new, row by row, one act, once, undone as one."""

from __future__ import annotations

from datetime import date
from time import process_time

import pytest

from events.award_events import AwardGranted
from events.clusters import FoundCluster
from events.command import Command
from events.elections import ElectHead
from events.errors import BadInput
from events.event import Entry
from events.membership import RecordRoster, RosterRecorded
from events.partial_sources import RecordGrant, RecordKnownMembers
from events.roster_events import RosterReported
from events.unit_commands import FoundUnit
from tests.form_app import HERE, STARTED, session
from thidua_tui.acts.award_forms import forms
from thidua_tui.acts.context import ActContext
from thidua_tui.cli.main import answer
from thidua_tui.formatting.workbooks.xlsx_file import write_xlsx
from thidua_tui.forms.fact_sheets.lines import FactsReading
from thidua_tui.forms.fact_sheets.reading import read_facts, source_of_file
from thidua_tui.forms.fact_sheets.report import about_list, fact_sentence, facts_summary
from thidua_tui.forms.sheet_act import act_of_file
from thidua_tui.forms.sheet_source import choose_sheet, marks_of
from thidua_tui.i18n.messages import Words
from thidua_tui.parsing.award_form_names import form_meant
from thidua_tui.parsing.fact_heads import role_in, year_in
from thidua_tui.parsing.workbook.file import workbook_of
from thidua_tui.queries.table_query import TableQuery
from thidua_tui.queries.workbooks import table_workbook
from thidua_tui.session.open_ledger import opened
from thidua_tui.session.session import Session, take_back

INSPECTORATE = FoundUnit(unit="ttt", name="Thanh tra tỉnh")
A, B, C = "vp-dbqh", "stc", "snv"


def world(*more: Command) -> Session:
    return session(*STARTED, *more)


def ground(at: Session) -> ActContext:
    return ActContext(at, HERE, Words("vi"))


def read(raw: str | bytes, at: Session, **assigned: str) -> FactsReading:
    """What a list says over the ledger."""
    book = workbook_of(raw.encode() if isinstance(raw, str) else raw, "d.csv")
    marks = marks_of(book)
    return read_facts(book, choose_sheet(book, "", marks), ground(at), marks, assigned)


def record(reading: FactsReading, at: Session, reason: str = "") -> list[Entry]:
    assert reading.command is not None
    act, done = act_of_file(at, reading.digest, ground(at))
    assert not done
    source = source_of_file(ground(at), reading.marks, "d.csv")
    return at.do(reading.command, reason=reason, source=source, act=act)


def said(reading: FactsReading) -> list[tuple[str, int | None, str, str]]:
    return [(line.at, line.year, line.unit, line.fact) for line in reading.lines]


BY_YEARS = """DANH SÁCH THÀNH VIÊN QUA CÁC NĂM
STT;Tên đơn vị;Năm 2018;2019
1;Sở Tài chính;Trưởng cụm;x
2;Sở Nội vụ;x;–
3;VP Đoàn ĐBQH;Phó trưởng cụm 1;x
;Cộng;3;2
"""


def test_a_column_for_each_year_gives_members_and_roles():
    at = world()
    reading = read(BY_YEARS, at)
    assert said(reading) == [
        ("C3", 2018, B, "member"), ("C3", 2018, B, "head"), ("D3", 2019, B, "member"),
        ("C4", 2018, C, "member"),
        ("C5", 2018, A, "member"), ("C5", 2018, A, "deputy"), ("D5", 2019, A, "member"),
    ]  # fmt: skip
    entries = record(reading, at)
    assert len({entry.act for entry in entries}) == 1
    assert {(e.source.kind, e.source.title) for e in entries} == {("document", "d.csv")}
    rosters = {e.event.year: e.event.units for e in entries if isinstance(e.event, RosterRecorded)}
    assert rosters == {2018: (B, C, A), 2019: (B, A)}


def test_a_role_without_a_year_is_passed_over_and_named():
    reading = read("Đơn vị,2018,2019,Vai trò\nSở Tài chính,x,x,Trưởng cụm\n", world())
    assert reading.passed == ("Vai trò",)
    assert said(reading) == [("B2", 2018, B, "member"), ("C2", 2019, B, "member")]


def test_a_list_is_recorded_once_and_again_after_its_act_was_undone():
    at = world()
    entries = record(read(BY_YEARS, at), at)
    again = read(BY_YEARS, at)
    assert (again.lines, again.command, again.same) == ((), None, 7)
    assert act_of_file(at, again.digest, ground(at))[1] == tuple(entries)
    at.do(take_back(entries), reason="nhầm")
    assert len(read(BY_YEARS, at).lines) == 7
    assert not act_of_file(at, again.digest, ground(at))[1]


def test_first_and_last_year_give_the_years_between_and_an_open_end_is_asked():
    reading = read(
        "Đơn vị;Từ năm;Đến năm\nSở Tài chính;2017;2018\nSở Nội vụ;01/2018;\nVP UBND;2019;nay\n",
        world(),
    )
    years = [(line.unit, line.year, line.doubts) for line in reading.lines]
    open_end = ("open-end",)
    assert years[:2] == [(B, 2017, ()), (B, 2018, ())]
    assert years[2:] == [(C, 2018, open_end), (C, 2019, open_end), ("vp-ubnd", 2019, ())]
    assert reading.asked == 2


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("x", ("member", None)),
        ("–", ("none", None)),
        ("", ("none", None)),
        ("Cụm trưởng", ("head", None)),
        ("Trưởng khối", ("head", None)),
        ("Phó trưởng cụm", ("deputy", None)),
        ("Cụm phó 2", ("deputy", 2)),
        ("Phó trưởng cụm thứ nhất", ("deputy", 1)),
        ("Trưởng cụm 2", None),
        ("tốt", None),
    ],
)
def test_a_cell_says_member_role_none_or_is_not_understood(cell, found):
    assert role_in(cell) == found


def test_a_cell_with_two_years_names_none():
    assert (year_in("2019"), year_in("3/2019"), year_in("2018-2019"), year_in("tốt")) == (
        2019, 2019, None, None,
    )  # fmt: skip


def test_what_is_wrong_is_at_its_cell_and_nothing_is_recorded():
    reading = read(
        "TT;Đơn vị;2018;2019\n1;Sở Lạ;x;x\n2;Sở Tài chính;tốt;x\n3;Sở T;x;\n4;Sở Nội vụ;x;x\n",
        world(),
    )
    wrong = {line.at: line.refusal.code for line in reading.wrong if line.refusal}
    assert wrong == {
        "C2": "sheet-unit-unknown", "D2": "sheet-unit-unknown", "C3": "sheet-cell-unclear",
        "C4": "sheet-unit-unknown",
    }  # fmt: skip
    assert reading.command is None


def test_a_rule_of_the_ledger_is_said_at_the_row_that_breaks_it():
    at = world(ElectHead(cluster="tmth", year=2020, unit=A))
    reading = read("Đơn vị;Vai trò\nSở Tài chính;Trưởng cụm\n", at)
    [line] = reading.wrong
    assert line.refusal and line.refusal.code == "head-in-office"


def test_a_unit_of_another_cluster_is_said_at_its_row_and_the_others_are_decided():
    other = (
        FoundCluster(cluster="khac", name="Cụm khác"),
        RecordRoster(cluster="khac", year=2019, units=(C,)),
    )
    reading = read("Đơn vị;2019\nSở Nội vụ;x\nSở Tài chính;x\n", world(*other))
    [line] = reading.wrong
    assert line.at == "B2" and line.refusal and line.refusal.code == "in-another-cluster"
    assert [line.unit for line in reading.lines] == [C, B]


def test_a_unit_that_was_recorded_after_a_whole_list_says_so():
    reading = read("Đơn vị\nThanh tra tỉnh\n", world(INSPECTORATE))
    [line] = reading.wrong
    assert line.refusal and line.refusal.code == "roster-before-unit"
    assert line.refusal.facts["unit"] == "ttt"


def test_a_whole_list_is_corrected_with_a_reason_and_keeps_whom_it_does_not_name():
    at = session(INSPECTORATE, *STARTED)
    reading = read("Đơn vị\nThanh tra tỉnh\nSở Tài chính\n", at)
    assert said(reading) == [("A2", 2020, "ttt", "member")]
    assert B not in reading.kept[2020] and C in reading.kept[2020]
    assert reading.command is not None and reading.command.wants_reason()
    record(reading, at, "theo danh sách")
    assert "ttt" in ground(at).on_roster(2020) and C in ground(at).on_roster(2020)


def test_a_list_that_names_some_members_is_completed_by_a_further_source():
    at = world(RecordKnownMembers(cluster="tmth", year=2019, units=(B,)))
    entries = record(read("Đơn vị;2019\nSở Tài chính;x\nSở Nội vụ;x\n", at), at)
    [fact] = [entry.event for entry in entries]
    assert isinstance(fact, RosterReported) and fact.further == (C,)


def test_our_own_list_comes_back_with_nothing_to_record_and_one_role_that_was_typed():
    at = world()
    made = table_workbook("roster", at.ledger, TableQuery("tmth", 2020), Words("vi"))
    same = read(write_xlsx(made, Words("vi")), at)
    assert (same.lines, same.same, same.kept, same.doubts) == ((), 6, {}, ())
    at.do(ElectHead(cluster="tmth", year=2020, unit=A))
    again = read(write_xlsx(made, Words("vi")), at)
    assert again.lines == ()
    [sheet] = made.sheets
    key = [column.key for column in sheet.columns].index("role")
    row = sheet.rows[1]
    cells = [*row.cells]
    cells[key] = cells[key]._replace(value="Phó trưởng cụm", text="Phó trưởng cụm")
    rows = [sheet.rows[0], row._replace(cells=cells), *sheet.rows[2:]]
    edited = made._replace(sheets=[sheet._replace(rows=rows)])
    assert [line[2:] for line in said(read(write_xlsx(edited, Words("vi")), at))] == [(B, "deputy")]


def test_a_title_of_another_year_and_columns_of_numbers_are_asked():
    reading = read("DANH SÁCH NĂM 2018\nĐơn vị;Biên chế\nSở Tài chính;12\n", world())
    assert reading.doubts == ("another-year", "only-names")
    assert reading.passed == ("Biên chế",)
    assert any("2020" in text for text in about_list(reading, ground(world()), Words("vi")))


AWARDS = """Năm;Đơn vị;Hình thức khen thưởng;Cấp khen;Số quyết định;Ngày quyết định
2019;Sở Tài chính;Bằng khen;;;
2019;Sở Nội vụ;Cờ thi đua;UBND tỉnh;12/QĐ-UBND;05/02/2020
2019;VP Đoàn ĐBQH;Tặng Bằng khen của Chủ tịch UBND tỉnh;;"13/QĐ-UBND, ngày 05/02/2020";–
"""
MEMBERS = RecordRoster(cluster="tmth", year=2019, units=(A, B, C))


def test_awards_are_what_a_source_reports_and_unknown_parts_stay_unknown():
    at = world(MEMBERS)
    granted = [e.event for e in record(read(AWARDS, at), at) if isinstance(e.event, AwardGranted)]
    assert [(e.unit, e.form, e.number, e.on, e.authority) for e in granted] == [
        (B, "bk-khong-ro", "", None, ""),
        (C, "co-tinh", "12/QĐ-UBND", date(2020, 2, 5), "UBND tỉnh"),
        (A, "bk-tinh", "13/QĐ-UBND", date(2020, 2, 5), ""),
    ]
    assert all(event.reported for event in granted)
    assert (read(AWARDS, at).lines, read(AWARDS, at).same) == ((), 3)


def test_an_award_with_another_number_than_recorded_says_both():
    grant = RecordGrant(
        cluster="tmth", year=2019, unit=C, form="co-tinh", number="99/QĐ-UBND", on=None
    )
    reading = read(AWARDS, world(MEMBERS, grant))
    [line] = reading.wrong
    assert line.refusal and line.refusal.facts["recorded"] == "99/QĐ-UBND"
    text = fact_sentence(line, ground(world()), Words("vi"))
    assert text.startswith("✗ C3") and "12/QĐ-UBND" in text


def test_an_award_of_a_year_without_members_is_refused_at_its_row():
    early = read(AWARDS, world())
    assert {line.refusal.code for line in early.wrong if line.refusal} == {"no-roster"}
    assert facts_summary(early, Words("vi")).startswith("0 dữ kiện")


@pytest.mark.parametrize(
    ("text", "authority", "form"),
    [
        ("Bằng khen", "", "bk-khong-ro"),
        ("Cờ thi đua", "", "co-khong-ro"),
        ("Bằng khen", "UBND tỉnh", "bk-tinh"),
        ("Bằng khen của UBND tỉnh", "", "bk-tinh"),
        ("Bằng khen", "Thủ tướng Chính phủ", "bk-thu-tuong"),
        ("Bằng khen", "Bộ Tư pháp", "bk-bo"),
        ("Bằng khen", "Hội Nông dân", ""),
        ("Tập thể lao động xuất sắc", "", "ttldxs"),
        ("Danh hiệu Tập thể Lao động xuất sắc", "Chủ tịch UBND tỉnh", "ttldxs"),
        ("Giấy khen", "", "giay-khen"),
        ("Huân chương", "", ""),
    ],
)
def test_a_form_is_meant_by_its_words_and_its_authority_and_never_guessed(text, authority, form):
    assert form_meant(text, authority, forms()) == form


def test_a_column_that_was_assigned_is_read_as_that():
    text = "Tên gọi;2019\nSở Tài chính;x\n"
    with pytest.raises(BadInput) as refused:
        read(text, world())
    assert refused.value.code == "sheet-without-heads"
    assert said(read(text, world(), **{"ten goi": "unit"})) == [("B2", 2019, B, "member")]


def test_a_long_history_is_read_soon():
    units = [f"Sở thứ {n} của tỉnh" for n in range(30)]
    at = world(*(FoundUnit(unit=f"u{n}", name=name) for n, name in enumerate(units)))
    heads = ";".join(map(str, range(1990, 2020)))
    text = f"Đơn vị;{heads}\n" + "".join(f"{u};{'x;' * 30}\n" for u in units)
    begun = process_time()
    reading = read(text, at)
    assert len(reading.lines) == 900 and not reading.wrong
    record(reading, at)
    assert process_time() - begun <= 4


LONG = "; ".join(f"cot {n}" for n in range(250))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Đơn vị;Từ năm;Đến năm\n" + "Sở Tài chính;1946;2099\n" * 4_000, "list-too-long"),
        ("Đơn vị;2019\n" + "".join(f"Sở số {n};x\n" for n in range(4_900)), "list-too-long"),
        ("Đơn vị;Hình thức\n" + "Sở Tài chính;Bằng khen\n" * 4_900, "list-too-long"),
        (f"{LONG}\n" * 30 + "Đơn vị;2019\n", "list-without-rows"),
        ("Đơn vị;2019\n" + "x" * 5_000 + ";x\n", "csv-unreadable"),
        ("Đơn vị;1066\nSở Tài chính;x\n", ""),
    ],
    ids=("spans", "strangers", "awards", "wide", "long", "no-year"),
)
def test_a_hostile_list_is_refused_soon(text, code):
    at = world(MEMBERS)
    begun = process_time()
    found = ""
    try:
        read(text, at)
    except BadInput as bad:
        found = bad.code
    assert found == code
    assert process_time() - begun <= 0.5


def test_what_a_list_says_is_text_and_no_markup_path_or_formula():
    name = '=HYPERLINK("http://x") [red]Sở[/red] \x1b[2J'
    reading = read(f"Đơn vị;2019\n'{name}';x\n", world())
    [line] = reading.wrong
    text = fact_sentence(line, ground(world()), Words("vi"))
    assert "\x1b" not in text and "[red]" in text


def test_the_command_reads_a_list_once_and_says_what_is_wrong(tmp_path, capsys):
    with opened(tmp_path / "l.ledger", create=True) as ledger:
        at = Session(ledger, "Thư ký")
        for command in STARTED:
            at.do(command)
    file = tmp_path / "d.csv"
    file.write_text(BY_YEARS, "utf-8")
    read = ["--ledger", str(tmp_path / "l.ledger"), "--lang", "vi", "sheet", "read", str(file)]
    read += ["--cluster", "tmth"]
    assert answer([*read, "--dry-run"]) == 0
    assert "C3  2018 · Sở Tài chính: Trưởng cụm" in capsys.readouterr().out
    assert answer([*read, "--as", "awards"]) == 2
    assert answer(read) == 0
    assert "Đã ghi 7 dữ kiện" in capsys.readouterr().out
    assert answer(read) == 0
    assert "không ghi lại" in capsys.readouterr().out
    file.write_text("Đơn vị;2017\nSở Lạ;x\n", "utf-8")
    assert answer(read) == 2
    assert answer([*read, "--dry-run"]) == 2
