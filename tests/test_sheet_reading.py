"""Score sheets from outside: what a cell means, three ways to compare it, one act, once."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from time import process_time
from typing import Any

import pytest

from events.errors import BadInput
from events.scoring import RecordScore, ScoreRecorded
from tests.form_app import HERE, STARTED, session
from tests.large_year import LINES as LARGE_LINES
from tests.large_year import UNITS, large_session
from tests.scored_year import B, scored
from tests.sheet_files import MAIN, cell, number, workbook, worksheet
from thidua_tui.acts.context import ActContext
from thidua_tui.cli.main import answer
from thidua_tui.forms.score_sheet import score_sheet
from thidua_tui.forms.sheet_act import act_of_file, staged_lines
from thidua_tui.forms.sheet_reading import SheetReading, read_scores
from thidua_tui.forms.sheet_report import line_sentence, summary
from thidua_tui.forms.sheet_source import Asked
from thidua_tui.i18n.messages import Words
from thidua_tui.parsing.sheet_marks import SheetMarks
from thidua_tui.parsing.workbook.cells import reference
from thidua_tui.parsing.workbook.file import workbook_of
from thidua_tui.session.location import Location
from thidua_tui.session.open_ledger import opened
from thidua_tui.session.session import Session, take_back

DAYS = f'<styleSheet {MAIN}><cellXfs><xf numFmtId="0"/><xf numFmtId="16"/></cellXfs></styleSheet>'
HEADS = ("TT", "Tiêu chí", "Điểm chuẩn", "Tự chấm", "Thẩm định", "Ghi chú")
LINES = ("I.1", "I.2", "II.1", "II.2")


def world() -> Session:
    return session(*STARTED, *scored())


def ground(at: Session) -> ActContext:
    return ActContext(at, HERE, Words("vi"))


def read(raw: bytes, at: Session, **asked: Any) -> SheetReading:
    """What a file says over the ledger."""
    of = ground(at)
    book = workbook_of(raw, "b.xlsx")
    return read_scores(book, of, score_sheet(of, "verified"), Asked(**asked))


def marks(at: Session, kind: str = "scores", entries: int | None = None) -> str:
    """The hidden sheet of a file that was written from a ledger."""
    found = SheetMarks(
        kind=kind, ledger="", entries=entries or at.ledger.position(), cluster="tmth", digest="",
        year=2020, unit=B if kind == "scores" else "", stage="verified",
    )  # fmt: skip
    rows = (
        f'<row r="{n}">{cell(f"A{n}", key)}{cell(f"B{n}", value)}</row>'
        for n, (key, value) in enumerate(found.to_rows(), 1)
    )
    return worksheet("".join(rows))


def own(
    at: Session, points: Mapping[str, str], entries: int | None = None, more: str = ""
) -> bytes:
    """Our score sheet of a unit: line -> the XML of its cell in column D."""
    rows = [f'<row r="1" hidden="1">{cell("A1", "code")}{cell("D1", "verified")}</row>']
    rows += [f'<row r="2">{cell("B2", "Tiêu chí")}{cell("D2", "Thẩm định")}</row>']
    for n, code in enumerate(LINES, 3):
        rows.append(f'<row r="{n}"{more}>{cell(f"A{n}", code)}{points.get(code, "")}</row>')
    return workbook(
        worksheet("".join(rows)),
        marks(at, entries=entries),
        names=("Bảng điểm", "thidua"),
        states=("visible", "hidden"),
        styles=DAYS,
    )


AS_RECORDED = {
    "I.1": number("D3", "38"),
    "I.2": cell("D4", "38/40"),
    "II.1": number("D5", "28.5"),
    "II.2": number("D6", "0"),
}


def test_a_sheet_as_it_was_written_has_nothing_to_record():
    at = world()
    reading = read(own(at, AS_RECORDED), at)
    assert (reading.lines, reading.same, reading.emptied) == ((), 4, 0)


def test_our_sheet_that_nobody_filled_in_has_nothing_to_record():
    at = session(*STARTED, scored()[0])
    reading = read(own(at, {}), at)
    assert (reading.lines, reading.same, reading.emptied) == ((), 0, 0)
    assert summary(reading, Words("vi")) == "0 ô sẽ ghi."


def test_one_cell_that_was_edited_is_that_cell():
    at = world()
    reading = read(own(at, AS_RECORDED | {"I.1": number("D3", "37.5")}), at)
    [line] = reading.lines
    assert (line.at, line.key.unit, line.key.criterion) == ("D3", B, "I.1")
    assert line.staged and line.staged.state == "changed"
    assert line_sentence(line, ground(at), Words("vi")) == (
        "  D3  Sở Tài chính · I.1 · thẩm định: 38 → 37,5"
    )
    assert summary(reading, Words("vi")) == "1 ô sẽ ghi, 1 ô sửa; 3 ô như đã ghi."


def test_an_emptied_cell_stays_and_is_neither_nought_nor_not_applicable():
    at = world()
    changed = {"I.1": "", "II.1": number("D5", "0"), "II.2": cell("D6", "KAD")}
    reading = read(own(at, AS_RECORDED | changed), at)
    assert reading.emptied == 1
    nought, none = reading.lines
    assert nought.staged and nought.staged.seen and nought.staged.seen.points == 0
    assert none.staged and none.staged.seen is None and not none.wrong


@pytest.mark.parametrize(
    ("made", "code", "facts"),
    [
        (number("D3", "46151", ' s="1"'), "cell-is-day", {"day": "09/5", "number": "9,5"}),
        (cell("D3", "09/05/2026"), "cell-is-day", {"day": "09/5", "number": "9,5"}),
        (number("D3", "0.5", ' s="1"'), "cell-is-time", {}),
        ('<c r="D3"><f>1+1</f></c>', "formula-without-value", {}),
        ('<c r="D3" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "cell-is-error", {"value": "#DIV/0!"}),
        (number("D3", "9.12345"), "too-many-decimals", {"limit": 4}),
    ],
)
def test_what_a_cell_cannot_say_is_refused_at_the_cell(made, code, facts):
    at = world()
    [line] = read(own(at, AS_RECORDED | {"I.1": made}), at).lines
    assert line.wrong and line.refusal and line.refusal.code == code
    assert facts.items() <= line.refusal.facts.items()


@pytest.mark.parametrize("made", [cell("D3", "9,5 điểm"), cell("D3", "9.5"), number("D3", "9.5")])
def test_points_are_read_as_they_would_be_typed(made):
    at = world()
    [line] = read(own(at, AS_RECORDED | {"I.1": made}), at).lines
    assert line.staged and line.staged.seen and str(line.staged.seen.points) == "9.5"


def test_points_above_the_maximum_are_wrong_at_the_cell():
    at = world()
    [line] = read(own(at, AS_RECORDED | {"I.1": number("D3", "41")}), at).lines
    assert line.wrong and line.staged and line.staged.refusal


def test_a_computed_value_is_taken_and_said():
    at = world()
    made = '<c r="D3"><f>30+7</f><v>37</v></c>'
    [line] = read(own(at, AS_RECORDED | {"I.1": made}), at).lines
    assert line.computed and not line.wrong


def test_points_in_a_hidden_row_need_an_answer():
    at = world()
    raw = own(at, AS_RECORDED | {"I.1": number("D3", "37")}, more=' hidden="1"')
    assert [line.doubts for line in read(raw, at).lines] == [("hidden",)]


def test_a_cell_that_changed_since_is_named():
    at = world()
    printed = at.ledger.position()
    score = next(e for e in at.ledger.read() if isinstance(e.event, ScoreRecorded)
                 and (e.event.unit, e.event.criterion) == (B, "I.1"))  # fmt: skip
    at.do(take_back([score]), reason="nhầm")
    at.do(RecordScore(cluster="tmth", year=2020, unit=B, criterion="I.1", points=Decimal(36)))
    raw = own(at, AS_RECORDED | {"I.1": number("D3", "37")}, entries=printed)
    [line] = read(raw, at).lines
    assert line.doubts == ("changed-since",)
    assert "khi đó 38, nay 36" in line_sentence(line, ground(at), Words("vi"))
    untouched = own(at, AS_RECORDED, entries=printed)
    assert read(untouched, at).lines == ()


def test_a_file_is_recorded_once_and_again_after_its_act_was_undone():
    at = world()
    raw = own(at, AS_RECORDED | {"I.1": number("D3", "37")})
    reading = read(raw, at)
    act, done = act_of_file(at, reading.digest, ground(at))
    assert not done
    staged = staged_lines(reading.lines, score_sheet(ground(at), "verified"))
    entries = at.do(staged.command(), reason="theo bảng", act=act)
    assert len({entry.act for entry in entries}) == 1
    assert act_of_file(at, reading.digest, ground(at)) == (act, tuple(entries))
    assert read(raw, at).lines == ()
    facts = [entry for entry in entries if isinstance(entry.event, ScoreRecorded)]
    at.do(take_back(facts), reason="hủy")
    again, done = act_of_file(at, reading.digest, ground(at))
    assert not done
    assert again != act


def foreign(*rows: tuple[str, ...], merged: str = "", **more: str) -> bytes:
    """A sheet that somebody else made."""
    lines = []
    for n, row in enumerate(rows, 1):
        cells = "".join(cell(f"{chr(65 + at)}{n}", text) for at, text in enumerate(row) if text)
        lines.append(f'<row r="{n}">{cells}</row>')
    return workbook(worksheet("".join(lines), after=merged), names=("Sheet1",))


def test_the_heads_of_another_sheet_are_found_by_their_words():
    at = world()
    raw = foreign(
        ("BẢNG CHẤM ĐIỂM",),
        ("Đơn vị: Sở Tài chính",),
        HEADS,
        ("I", "Chuyên môn", "60", "", "57"),
        ("1", "Tiêu chí I.1", "40", "39", "37"),
        ("2", "Tiêu chí II.1", "30", "", "28,5"),
        ("3", "Tiêu chí lạ", "5", "", "4"),
        ("", "Tổng cộng", "100", "", "95"),
    )
    reading = read(raw, at)
    assert [(line.at, line.key.criterion, line.key.stage) for line in reading.lines] == [
        ("D5", "I.1", "self"),
        ("E5", "I.1", "verified"),
    ]
    assert reading.same == 1
    assert reading.strangers == {7: "Tiêu chí lạ"}
    assert reading.passed == ("Điểm chuẩn",)


def test_heads_in_two_rows_are_one_head():
    at = world()
    raw = foreign(
        ("TT", "Tiêu chí", "Điểm", ""),
        ("", "", "Tự chấm", "Thẩm định"),
        ("I.1", "Tiêu chí I.1", "39", "37"),
        merged='<mergeCells><mergeCell ref="C1:D1"/><mergeCell ref="B1:B2"/></mergeCells>',
    )
    assert [line.at for line in read(raw, at, unit=B).lines] == ["C3", "D3"]


def test_a_matrix_names_its_units_and_criteria():
    at = world()
    raw = foreign(
        ("TT", "Đơn vị", "I.1", "II.1", "Tổng"),
        ("1", "Sở Tài chính", "37", "28,5", "65,5"),
        ("2", "Sở Lạ", "30", "20", "50"),
        ("", "Cộng", "67", "48,5", "115,5"),
    )
    reading = read(raw, at)
    assert [(line.at, line.key.unit, line.key.stage) for line in reading.lines] == [
        ("C2", B, "verified")
    ]
    assert reading.strangers == {3: "Sở Lạ"}


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ((("a", "b"), ("c", "d")), "sheet-without-heads"),
        ((HEADS, ("1", "Tiêu chí I.1", "40", "39")), "sheet-without-unit"),
        ((("Đơn vị: Sở Tài chính",), HEADS), "sheet-without-scores"),
    ],
)
def test_a_sheet_that_says_too_little_is_refused(rows, code):
    with pytest.raises(BadInput) as refused:
        read(foreign(*rows), world())
    assert refused.value.code == code


def test_a_sheet_of_another_year_is_refused():
    at = world()
    raw = own(at, AS_RECORDED)
    of = ActContext(at, HERE, Words("vi"))
    of.year = 2021
    with pytest.raises(BadInput) as refused:
        read_scores(workbook_of(raw, "b"), of, score_sheet(ground(at), "verified"), Asked())
    assert refused.value.code == "sheet-of-another-year"


def test_a_large_matrix_is_read_soon():
    at = large_session()
    of = ActContext(at, Location(cluster="c", year=2020), Words("vi"))
    heads = [cell("A1", "Đơn vị")]
    heads += [cell(reference(1, n), code) for n, code in enumerate(LARGE_LINES, 2)]
    rows = [f'<row r="1">{"".join(heads)}</row>']
    for row, unit in enumerate(UNITS, 2):
        cells = (number(reference(row, n), "0.5") for n in range(2, len(LARGE_LINES) + 2))
        rows.append(f'<row r="{row}">{cell(f"A{row}", unit)}{"".join(cells)}</row>')
    raw = workbook(worksheet("".join(rows)))
    begun = process_time()
    scores = score_sheet(of, "verified")
    reading = read_scores(workbook_of(raw, "m.xlsx"), of, scores, Asked())
    staged = staged_lines(reading.lines, scores)
    assert len(staged) == len(reading.lines)
    assert len(reading.lines) + reading.same == len(UNITS) * len(LARGE_LINES)
    assert staged.ripple().moved
    assert process_time() - begun <= 2


def test_the_command_says_what_it_would_record_and_records_it_once(tmp_path, capsys):
    with opened(tmp_path / "l.ledger", create=True) as ledger:
        at = Session(ledger, "Thư ký")
        for command in (*STARTED, *scored()):
            at.do(command)
    file = tmp_path / "b.csv"
    file.write_text("Đơn vị: Sở Tài chính\nTT;Tiêu chí;Thẩm định\n1;Tiêu chí I.1;37\n", "utf-8")
    read = ["--ledger", str(tmp_path / "l.ledger"), "--lang", "vi", "sheet", "read", str(file)]
    read += ["--cluster", "tmth", "--year", "2020"]
    assert answer([*read, "--dry-run"]) == 0
    assert "C3  Sở Tài chính · I.1 · thẩm định: 38 → 37" in capsys.readouterr().out
    assert answer(read) == 3  # a recorded score is changed without a reason
    assert answer([*read, "--reason", "theo bảng"]) == 0
    assert "Đã ghi 1 ô điểm" in capsys.readouterr().out
    assert answer(read) == 0
    assert "không ghi lại" in capsys.readouterr().out
