"""Evidence, notes and peers of score sheets: written, read back, recorded with the points."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from msgspec.structs import replace

from events.event import Entry
from events.peer_events import PeerSheetSealed
from events.rule_book import IssueRules
from events.score_book.book import Derivation
from events.score_commits import CommitScores, StageScored
from events.scoring import ScoreRecorded
from tests.form_app import STARTED, session
from tests.scored_year import BOOK, A, B, scored
from tests.test_sheet_reading import foreign, ground, read, world
from thidua_tui.cli.main import answer
from thidua_tui.formatting.workbooks.sheet import Row, Workbook
from thidua_tui.formatting.workbooks.xlsx_file import write_xlsx
from thidua_tui.forms.score_sheet import score_sheet
from thidua_tui.forms.sheet_act import seals_of_file, staged_lines
from thidua_tui.forms.sheet_reading import SheetReading
from thidua_tui.forms.sheet_report import line_sentence, source_sentences
from thidua_tui.forms.staged_drafts import Behind, staged_behind, staged_texts
from thidua_tui.i18n.messages import Words
from thidua_tui.queries.table_query import TableQuery
from thidua_tui.queries.workbooks import score_workbook
from thidua_tui.session.open_ledger import opened
from thidua_tui.session.session import Session

HEADS = ("TT", "Tiêu chí", "Điểm chuẩn", "Thẩm định", "Minh chứng", "Ghi chú")
VI = Words("vi")


def record(reading: SheetReading, at: Session) -> list[Entry]:
    staged = staged_lines(reading.lines, score_sheet(ground(at), "verified"))
    return at.do(staged.command(), reason="theo bảng")


def last_score(at: Session, criterion: str) -> ScoreRecorded:
    scores = [e.event for e in at.ledger.read() if isinstance(e.event, ScoreRecorded)]
    return [one for one in scores if (one.unit, one.criterion) == (B, criterion)][-1]


def test_evidence_and_notes_are_recorded_with_the_points_of_their_row():
    at = world()
    raw = foreign(
        ("Đơn vị: Sở Tài chính",),
        HEADS,
        ("1", "Tiêu chí I.1", "40", "37", "BC 12/BC-STC", "Thiếu phụ lục"),
        ("2", "Tiêu chí II.1", "30", "28,5", "BB 05", ""),
    )
    reading = read(raw, at)
    [line] = reading.lines
    assert line.says == Behind("BC 12/BC-STC", "Thiếu phụ lục")
    assert "minh chứng: BC 12/BC-STC · ghi chú: Thiếu phụ lục" in line_sentence(
        line, ground(at), VI
    )
    record(reading, at)
    score = last_score(at, "I.1")
    assert (score.points, score.evidence, score.note) == (
        Decimal(37), "BC 12/BC-STC", "Thiếu phụ lục",
    )  # fmt: skip
    assert read(raw, at).lines == ()


def test_new_evidence_of_recorded_points_changes_nothing_else():
    at = world()
    raw = foreign(("Đơn vị: Sở Tài chính",), HEADS, ("1", "Tiêu chí I.1", "40", "", "BC 99", ""))
    reading = read(raw, at)
    [line] = reading.lines
    assert line.staged and line.staged.state == "changed"
    record(reading, at)
    assert (last_score(at, "I.1").points, last_score(at, "I.1").evidence) == (Decimal(38), "BC 99")


def test_changed_points_keep_the_evidence_that_the_sheet_does_not_name():
    at = world()
    raw = foreign(("Đơn vị: Sở Tài chính",), HEADS, ("1", "Tiêu chí I.1", "40", "37", "", "Sửa"))
    record(read(raw, at), at)
    score = last_score(at, "I.1")
    assert (score.evidence, score.note) == ("BB 05", "Sửa")


def test_evidence_without_points_is_counted_and_not_recorded():
    at = session(*STARTED, scored()[0])
    raw = foreign(("Đơn vị: Sở Tài chính",), HEADS, ("1", "Tiêu chí I.1", "40", "", "BC 1", ""),
                  ("2", "Tiêu chí II.1", "30", "29", "", ""))  # fmt: skip
    reading = read(raw, at)
    assert (reading.unscored, len(reading.lines)) == (1, 1)
    assert any("chấm điểm trước" in text for text in source_sentences(reading, VI))


def test_a_text_that_no_line_may_hold_is_wrong_at_its_cell():
    raw = foreign(
        ("Đơn vị: Sở Tài chính",), HEADS, ("1", "Tiêu chí I.1", "40", "37", "x" * 301, "")
    )
    [line] = read(raw, world()).lines
    assert line.refusal and line.refusal.code == "too-long"


def test_what_is_behind_staged_cells_outlives_the_program_as_a_draft():
    at = world()
    raw = foreign(("Đơn vị: Sở Tài chính",), HEADS, ("1", "Tiêu chí I.1", "40", "37", "BC 1", "Ý"))
    staged = staged_lines(read(raw, at).lines, score_sheet(ground(at), "verified"))
    [key] = [key for key, _ in staged.items()]
    assert staged_texts(staged.draft()) == {key: "37"}
    assert staged_behind(staged.draft()) == {key: Behind("BC 1", "Ý")}


def edited(made: Workbook, change: Callable[[Row, list[str]], Row]) -> bytes:
    """A workbook of ours whose rows were edited; with the keys of the columns."""
    [sheet] = made.sheets
    keys = [column.key for column in sheet.columns]
    rows = [change(row, keys) for row in sheet.rows]
    return write_xlsx(made._replace(sheets=[sheet._replace(rows=rows)]), VI)


def put(row: Row, at: int, text: str) -> Row:
    cells = [*row.cells]
    cells[at] = cells[at]._replace(value=text, text=text)
    return row._replace(cells=cells)


def test_our_own_sheet_comes_back_with_its_evidence_and_notes():
    at = world()
    noted = StageScored(
        unit=B, criterion="I.1", points=Decimal(30), stage="self", note="Chờ kết luận"
    )
    at.do(CommitScores(cluster="tmth", year=2020, cells=(noted,), evidence="BC 7"))
    made = score_workbook("scores", at.ledger, TableQuery("tmth", 2020, unit=B), None, VI)
    assert read(write_xlsx(made, VI), at).lines == ()

    def change(row: Row, keys: list[str]) -> Row:
        return put(row, keys.index("note"), "Đã có kết luận") if row.code == "I.1" else row

    [line] = read(edited(made, change), at).lines
    assert (line.key.criterion, line.says) == ("I.1", Behind("", "Đã có kết luận"))
    assert line.behind == Behind("BC 7", "Đã có kết luận")


SEALED = replace(BOOK, derivation=Derivation(scorers=("self", "peer", "verified"), sealed=True))
OPEN = replace(BOOK, derivation=Derivation(scorers=("self", "peer", "verified")))


def peers(book: object) -> Session:
    return session(*STARTED, IssueRules(cluster="tmth", year=2020, document="QĐ 1", book=book))  # type: ignore[arg-type]  # a book


def test_a_peers_sheet_is_written_filled_in_and_read_as_of_its_scorer():
    at = peers(OPEN)
    made = score_workbook("scores", at.ledger, TableQuery("tmth", 2020, unit=B), "peer", VI, A)
    assert made.marks.scorer == A and made.marks.stage == "peer"
    assert read(write_xlsx(made, VI), at).lines == ()

    def change(row: Row, keys: list[str]) -> Row:
        return put(row, keys.index("peer"), "36,5") if row.code == "I.1" else row

    reading = read(edited(made, change), at)
    [line] = reading.lines
    assert (line.key.unit, line.key.stage, line.key.scorer) == (B, "peer", A)
    [entry] = record(reading, at)
    assert isinstance(entry.event, ScoreRecorded) and entry.event.scorer == A
    assert read(edited(made, change), at).lines == ()


def test_a_peers_matrix_has_every_unit_but_the_scorer():
    at = peers(OPEN)
    made = score_workbook("matrix", at.ledger, TableQuery("tmth", 2020), None, VI, A)
    assert A not in [row.code for row in made.sheets[0].rows]
    assert made.sheets[0].fillable


def test_a_sealed_peers_sheet_is_sealed_and_no_points_are_in_the_ledger(tmp_path, monkeypatch):
    monkeypatch.setenv("THIDUA_HOME", str(tmp_path))
    at = peers(SEALED)
    raw = foreign(
        ("Đơn vị: Sở Tài chính",), ("TT", "Tiêu chí", "Chấm chéo"), ("1", "Tiêu chí I.1", "36")
    )
    reading = read(raw, at, scorer=A, stage="peer")
    staged = staged_lines(reading.lines, score_sheet(ground(at), "verified"))
    seal = seals_of_file(staged)
    assert seal is not None and seal.scorer == A
    [entry] = at.do(seal, reason="chấm dở")
    assert isinstance(entry.event, PeerSheetSealed)


def test_the_command_writes_and_reads_a_peers_sheet(tmp_path, capsys):
    with opened(tmp_path / "l.ledger", create=True) as ledger:
        at = Session(ledger, "Thư ký")
        for command in (*STARTED, IssueRules(cluster="tmth", year=2020, document="QĐ", book=OPEN)):
            at.do(command)
    sheet = ["--ledger", str(tmp_path / "l.ledger"), "--lang", "vi", "sheet"]
    of = ["--cluster", "tmth", "--year", "2020", "--unit", B, "--scorer", A]
    assert answer([*sheet, "scores", *of, "--to", str(tmp_path / "p.xlsx")]) == 0
    assert answer([*sheet, "read", str(tmp_path / "p.xlsx")]) == 0
    assert "Không có gì để ghi" in capsys.readouterr().out
    assert answer([*sheet, "scores", *of[:-1], B, "--to", str(tmp_path / "q.xlsx")]) == 2
