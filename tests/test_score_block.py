"""A block of scores: laid over the sheet, marked, recorded as one act or not at all."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from functools import partial

import pytest
from textual.events import Paste

from events.clusters import FoundCluster
from events.command import Command
from events.errors import Refused
from events.membership import RecordRoster
from events.ranking import AdoptResult
from events.result_events import Place
from events.rule_book import Criterion, IssueRules
from events.scoring import RecordScore, RecordScores, Scored, ScoreRecorded
from events.unit_commands import FoundUnit
from tests.form_app import HERE, STARTED, session
from tests.test_score_grid import GridApp, ruled, said, seen
from thidua_tui.acts.context import ActContext
from thidua_tui.forms.drafts import Drafts
from thidua_tui.forms.pasted_scores import Block, Overlay, lay
from thidua_tui.forms.score_sheet import ScoreSheet, score_sheet
from thidua_tui.i18n.messages import Words
from thidua_tui.screens import score_grid_draft
from thidua_tui.screens.score_grid import Scores

BOOK = IssueRules(
    cluster="tmth",
    year=2020,
    criteria=tuple(
        Criterion(code=code, name=name, max_points=Decimal(most))
        for code, name, most in (
            ("I", "Chuyên môn", 10),
            ("II", "Đảng", 10),
            ("III", "Đoàn thể", 1000),
            ("3", "Một mã bằng số", 10),
        )
    ),
)


def laid(text: str, *more: Command, row: int = 0, column: int = 0, stage="verified") -> Overlay:
    """The block as it covers the sheet of six units and four criteria."""
    ground = ActContext(session(*STARTED, BOOK, *more), HERE, Words("vi"))
    return lay(Block(text=text, row=row, column=column), score_sheet(ground, stage), ground)


def points(overlay: Overlay) -> dict[tuple[str, str], Decimal | None]:
    return {cell: one.points for cell, one in overlay.cells.items()}


def codes(overlay: Overlay) -> dict[tuple[str, str], str]:
    return {cell: one.wrong.code for cell, one in overlay.cells.items() if one.wrong}


def test_lay_of_numbers_begins_at_the_cursor():
    found = laid("9,5\t10\t8,75\r\n8\t9\t7\r\n", row=1)
    assert points(found) == {
        ("stc", "I"): Decimal("9.5"),
        ("stc", "II"): Decimal(10),
        ("stc", "III"): Decimal("8.75"),
        ("snv", "I"): Decimal(8),
        ("snv", "II"): Decimal(9),
        ("snv", "III"): Decimal(7),
    }
    assert found.whole


def test_lay_of_an_empty_cell_leaves_it_and_zero_is_a_score():
    found = laid("0\t\t-\n\t9\t")
    assert points(found) == {
        ("vp-dbqh", "I"): Decimal(0),
        ("vp-dbqh", "III"): None,
        ("stc", "II"): Decimal(9),
    }
    assert found.whole


def test_lay_of_an_empty_row_keeps_the_rows_below_in_their_places():
    assert set(points(laid("9\t8\n\t\n7\t6"))) == {
        *(("vp-dbqh", code) for code in ("I", "II")),
        *(("snv", code) for code in ("I", "II")),
    }


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("abc", "not-a-number"),
        ("11", "points-outside"),
        ("-1", "negative-number"),
        ("1.000", "ambiguous-number"),
        ("9,5,", "not-a-number"),
        ("#N/A", "not-a-number"),
        ("9,12345", "too-many-decimals"),
    ],
)
def test_lay_of_what_is_no_score_marks_the_cell(cell, code):
    found = laid(f"9\t{cell}")
    assert codes(found) == {("vp-dbqh", "II"): code}
    assert not found.whole


def test_lay_reads_thousands_by_the_maximum_of_the_column():
    found = laid("1,000\t1,000\t1,000")
    assert codes(found) == {("vp-dbqh", "III"): "ambiguous-number"}
    assert found.cells["vp-dbqh", "I"].points == Decimal(1)


def test_lay_beyond_the_sheet_counts_columns_and_rows():
    found = laid("1\t2\t3\n4\t5\t6\n7\t8\t9", row=4, column=2)
    assert (found.columns, found.rows, len(found.cells)) == (1, 1, 4)
    assert not found.whole


def test_lay_over_a_recorded_score_marks_another_and_knows_the_same():
    before = RecordScore(
        cluster="tmth", year=2020, unit="vp-dbqh", criterion="I", points=Decimal(9)
    )
    found = laid("9,0\t8", before)
    assert found.whole
    assert [cell.criterion for cell in found.scored()] == ["II"]
    assert codes(laid("8\t8", before)) == {("vp-dbqh", "I"): "score-recorded"}
    assert laid("8\t8", before, stage="self").whole, "the other stage has none"


@pytest.mark.parametrize(
    "text",
    [
        "Sở Nội vụ\t9\t8\nSTC\t7\t6",
        "2\tSở Nội vụ\t9\t8\n1\tSở Tài chính\t7\t6\n",
        "TT\tĐơn vị\tII\tI\n1\tSở Nội vụ\t8\t9\n2\tSở Tài chính\t6\t7\n\tTổng cộng\t14\t16",
        "Tên đơn vị\tI\tII\tTổng\nSở Nội vụ\t9\t8\t17\nSở Tài chính\t7\t6\t13",
        "Đơn vị\tChuyên môn\tĐảng\nsnv\t9\t8\nstc\t7\t6",
        'Đơn vị\tA\tB\nSở Nội vụ\t9\t8\n"Sở\nTài chính"\t7\t6',
    ],
)
def test_lay_of_names_and_codes_goes_to_their_rows_and_columns(text):
    found = laid(text)
    assert points(found) == {
        ("snv", "I"): Decimal(9),
        ("snv", "II"): Decimal(8),
        ("stc", "I"): Decimal(7),
        ("stc", "II"): Decimal(6),
    }
    assert found.whole


def test_lay_of_a_code_that_is_a_number_needs_another_head():
    assert points(laid("3\t3\n2\t2"))["vp-dbqh", "I"] == Decimal(3)
    assert set(points(laid("Đơn vị\t3\nSở Tài chính\t5"))) == {("stc", "3")}


def test_lay_of_columns_without_a_criterion_names_what_is_passed_over():
    found = laid("Đơn vị\tI\tGhi chú\t\nSở Tài chính\t9\ttốt\t5")
    assert found.passed == ("Ghi chú", "?")


def test_lay_of_strange_or_repeated_names_says_which():
    found = laid("Sở Tài chính\t9\nSở Lạ\t8\nSTC\t7")
    assert found.strangers == ("Sở Lạ", "STC")
    assert not found.whole


def test_record_scores_with_a_refused_cell_records_none():
    at = ruled()
    cells = (
        Scored(unit="stc", criterion="I", points=Decimal(9)),
        Scored(unit="snv", criterion="II", points=Decimal(11)),
    )
    before = len([*at.ledger.read()])
    with pytest.raises(Refused, match="points-outside"):
        at.do(RecordScores(cluster="tmth", year=2020, cells=cells))
    twice = (cells[0], cells[0])
    with pytest.raises(Refused, match="score-recorded"):
        at.do(RecordScores(cluster="tmth", year=2020, cells=twice))
    assert len([*at.ledger.read()]) == before
    entries = at.do(RecordScores(cluster="tmth", year=2020, stage="self", cells=cells[:1]))
    assert [type(entry.event) for entry in entries] == [ScoreRecorded]


def noticed(app: GridApp) -> str:
    return " ".join(notice.message for notice in app._notifications)


async def paste(pilot, text: str) -> None:
    pilot.app.post_message(Paste(text))
    await pilot.pause()
    await pilot.pause()


async def test_a_pasted_block_is_shown_with_sums_and_recorded_by_enter_as_one_act():
    async with GridApp(at := session(*STARTED, BOOK)).run_test(size=(80, 24)) as pilot:
        before = len([*at.ledger.read()])
        await paste(pilot, "9,5\t10\t8,75\r\n8\t\t7\r\n")
        shown = pilot.app.screen.body.grid.shown
        assert (shown.cells[0, 0], shown.cells[1, 2]) == ("›9,5", "›7")
        assert shown.head[3] == "Ô dán"
        assert (shown.totals[0], shown.places[0], shown.places[1]) == ("28,25…", "3", "2")
        assert "Dán 5 ô" in said(pilot.app) and "43,25" in said(pilot.app)
        assert len([*at.ledger.read()]) == before
        await pilot.press("enter")
        entries = [*at.ledger.read()][before:]
        assert len(entries) == 5
        assert len({entry.act for entry in entries}) == 1
        assert seen(pilot.app)["stc", "III"] == Decimal(7)
        assert pilot.app.screen.body.grid.shown.head[3] == "Hạng"


async def test_a_block_with_a_wrong_cell_is_mended_in_place_before_it_is_recorded():
    async with GridApp(at := session(*STARTED, BOOK)).run_test(size=(80, 24)) as pilot:
        before = len([*at.ledger.read()])
        await paste(pilot, "9\tchín\n11\t8")
        grid = pilot.app.screen.body.grid
        assert (grid.row, grid.column) == (0, 1)
        assert "không phải là số" in pilot.app.screen.body.cell.left.plain
        assert grid.shown.cells[0, 1] == "!chín"
        await pilot.press("enter")
        assert (grid.row, grid.column) == (1, 0), "to the next wrong cell"
        assert len([*at.ledger.read()]) == before
        await pilot.press(*"10", "enter")
        await pilot.press("enter")
        assert (grid.row, grid.column) == (0, 1)
        await pilot.press(*"9,5", "enter", "enter")
        assert seen(pilot.app)["vp-dbqh", "II"] == Decimal("9.5")
        assert len([*at.ledger.read()]) == before + 4


async def test_escape_drops_the_block_and_gives_back_what_was_half_typed():
    async with GridApp(at := session(*STARTED, BOOK)).run_test(size=(80, 24)) as pilot:
        before = len([*at.ledger.read()])
        await pilot.press("7")
        await paste(pilot, "9\t8")
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, Scores)
        assert pilot.app.screen.body.entry.value == "7"
        assert pilot.app.screen.body.grid.shown.head[3] == "Hạng"
        assert len([*at.ledger.read()]) == before


async def test_a_block_taken_off_is_back_once_when_the_grid_is_opened_again():
    at = session(*STARTED, BOOK)
    async with GridApp(at).run_test(size=(110, 24)) as pilot:
        await pilot.press("f8")
        await paste(pilot, "9\tchín\n11\t8")
        await pilot.press(*"9,5", "enter", "7", "escape", "escape")
        assert pilot.app.screen.pasted is None
        assert "giữ làm bản nháp" in noticed(pilot.app)
        await pilot.press("escape")
    async with GridApp(at).run_test(size=(110, 24)) as pilot:
        await pilot.pause()
        shown = pilot.app.screen.body.grid.shown
        assert (shown.cells[0, 1], shown.cells[1, 0]) == ("›9,5", "!11")
        assert pilot.app.screen.stage == "self"
        assert said(pilot.app).startswith("Đã mở lại khối dán chưa ghi")
        await pilot.press("escape")
        assert "bản nháp" in noticed(pilot.app)
    async with GridApp(at).run_test(size=(110, 24)) as pilot:
        await pilot.pause()
        assert pilot.app.screen.pasted is None
    assert Drafts(at).all == ()


async def test_a_block_that_came_back_and_was_mended_is_kept_again():
    at = session(*STARTED, BOOK)
    async with GridApp(at).run_test() as pilot:
        await paste(pilot, "9\t8")
        await pilot.press("escape", "escape")
    async with GridApp(at).run_test() as pilot:
        await pilot.pause()
        await pilot.press("7", "enter", "escape", "escape")
    async with GridApp(at).run_test() as pilot:
        await pilot.pause()
        assert pilot.app.screen.body.grid.shown.cells[0, 0] == "›7"


async def test_a_recorded_block_and_a_new_paste_leave_no_older_block():
    at = session(*STARTED, BOOK)
    async with GridApp(at).run_test() as pilot:
        await paste(pilot, "9\t8")
        await pilot.press("escape")
        await paste(pilot, "7\t6")
        (kept,) = Drafts(at).all
        assert kept.raw["text"] == "7\t6"
        await pilot.press("enter")
        assert [str(e.event.points) for e in pilot.app.screen.recorded] == ["7", "6"]
    assert Drafts(at).all == ()


async def test_escape_puts_the_half_typed_score_back_in_its_own_cell_and_stage():
    async with GridApp(session(*STARTED, BOOK)).run_test(size=(80, 24)) as pilot:
        await pilot.press("7")
        await paste(pilot, "9\tchín")
        await pilot.press("f8", "escape")
        scores = pilot.app.screen
        assert (scores.body.entry.value, scores.stage) == ("7", "verified")
        assert (scores.body.grid.row, scores.body.grid.column) == (0, 0)


async def test_a_block_kept_for_a_sheet_that_is_frozen_since_stays_a_draft():
    at = session(*STARTED, BOOK)
    async with GridApp(at).run_test() as pilot:
        await paste(pilot, "9\t8")
        await pilot.press("escape", "escape")
    at.do(AdoptResult(cluster="tmth", year=2020, places=(Place(place=1, unit="stc"),)))
    async with GridApp(at).run_test() as pilot:
        await pilot.pause()
        assert pilot.app.screen.pasted is None
        await pilot.press("f8", "escape")
    assert len(Drafts(at).all) == 1


async def test_a_block_goes_to_the_stage_that_is_chosen():
    async with GridApp(session(*STARTED, BOOK)).run_test(size=(80, 24)) as pilot:
        await paste(pilot, "9\t8")
        await pilot.press("f8", "enter")
        stages = {entry.event.stage for entry in pilot.app.screen.recorded}
        assert stages == {"self"}


async def test_a_block_over_a_frozen_sheet_is_refused():
    frozen = AdoptResult(cluster="tmth", year=2020, places=(Place(place=1, unit="stc"),))
    async with GridApp(ruled(frozen)).run_test(size=(80, 24)) as pilot:
        await paste(pilot, "9\t8")
        assert "không sửa được nữa" in said(pilot.app)
        assert pilot.app.screen.pasted is None


@pytest.mark.parametrize(
    ("text", "said_of_it"),
    [
        ("Sở Tài chính\nSở Nội vụ\n", "Phần dán không có điểm nào"),
        ("Sở Tài chính\t9\t9\t9\t9\t9\t9", "2 cột cuối"),
        ("9\n" * 8, "2 dòng cuối"),
        ("Sở Xa lạ\t9\nSở Tài chính\t8", "không có đơn vị: Sở Xa lạ"),
        ("Sở Nội vụ\t9", "1 ô dán đều đã có trong sổ"),
    ],
    ids=["no score", "columns", "rows", "stranger", "recorded"],
)
async def test_enter_on_a_block_that_cannot_be_recorded_says_why_and_what_to_do(text, said_of_it):
    known = RecordScore(cluster="tmth", year=2020, unit="snv", criterion="I", points=Decimal(9))
    async with GridApp(at := session(*STARTED, BOOK, known)).run_test(size=(110, 30)) as pilot:
        before = len([*at.ledger.read()])
        await paste(pilot, text)
        for _ in range(2):
            assert said_of_it in said(pilot.app)
            assert "Esc bỏ khối" in said(pilot.app)
            await pilot.press("enter")
        assert said(pilot.app).startswith("▲")
        assert len([*at.ledger.read()]) == before


def test_lay_names_the_rows_of_sums_that_it_leaves_out():
    overlay = laid("Đơn vị\tI\nSở Tài chính\t9\nTổng cộng\t9")
    assert (overlay.sums, overlay.whole) == (("Tổng cộng",), True)


@pytest.mark.parametrize("mark", ["\u200b", "\u200e", "\u200f", "\u2060", "\ufeff", "\u00ad"])
def test_lay_of_a_number_with_an_unseen_mark_of_a_spreadsheet_is_that_number(mark):
    assert [*points(laid(f"{mark}9{mark},5")).values()] == [Decimal("9.5")]


def block_of(size: int) -> tuple[Block, ScoreSheet, ActContext]:
    """A block of scores for as many units as criteria, and the sheet that it covers."""
    founded = [FoundUnit(unit=f"u{n}", name=f"Đơn vị thứ {n} của tỉnh") for n in range(size)]
    criteria = tuple(
        Criterion(code=f"I.{n}", name=f"Tiêu chí {n}", max_points=Decimal(10)) for n in range(size)
    )
    at = session(
        FoundCluster(cluster="tmth", name="Cụm"),
        *founded,
        RecordRoster(cluster="tmth", year=2020, units=tuple(f"u{n}" for n in range(size))),
        IssueRules(cluster="tmth", year=2020, criteria=criteria),
    )
    ground = ActContext(at, HERE, Words("vi"))
    heads = "\t".join(["Đơn vị", *(f"I.{n}" for n in range(size))])
    rows = [f"Đơn vị thứ {n} của tỉnh\t" + "\t".join(["9,25"] * size) for n in range(size)]
    text = "\n".join([heads, *rows])
    return Block(text=text, row=0, column=0), score_sheet(ground, "verified"), ground


def calls(do: Callable[[], object]) -> int:
    """How many functions of Python are called meanwhile."""
    found = Counter[str]()
    sys.setprofile(lambda _, event, __: found.update([event]))
    try:
        do()
    finally:
        sys.setprofile(None)
    return found["call"]


def test_work_of_a_block_grows_as_its_cells_do():
    """Four times as many cells: not sixteen times the work, on the screen or in the ledger."""
    small, large = block_of(15), block_of(30)
    laid = [lay(*block).scored() for block in (small, large)]
    assert [len(cells) for cells in laid] == [15 * 15, 30 * 30]
    assert calls(lambda: lay(*large)) < 6 * calls(lambda: lay(*small))
    acts = [RecordScores(cluster="tmth", year=2020, cells=cells) for cells in laid]
    few, many = (
        calls(partial(block[2].session.do, act))
        for block, act in zip((small, large), acts, strict=True)
    )
    assert many < 6 * few


@pytest.mark.parametrize("row", ["", "-1", "zwei", "9" * 5000])
def test_a_block_in_a_damaged_draft_begins_at_the_first_cell(row):
    block = score_grid_draft.block_of({"text": "1", "row": row, "column": "1"})
    assert block and (block.row, block.column) == (0, 1)
