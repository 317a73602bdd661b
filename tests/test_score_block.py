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
from events.score_commits import CellKey
from events.scoring import RecordScore, RecordScores, Scored, ScoreRecorded
from events.unit_commands import FoundUnit
from tests.form_app import HERE, STARTED, session
from tests.test_score_grid import GridApp, ruled, said, seen, staged
from thidua_tui.acts.context import ActContext
from thidua_tui.forms.drafts import BLOCK, GRID, Drafts
from thidua_tui.forms.pasted_scores import Placed, place
from thidua_tui.forms.score_sheet import ScoreSheet, score_sheet
from thidua_tui.forms.staged_scores import StagedScores
from thidua_tui.i18n.messages import Words

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


class Found:
    """Where a block goes in the sheet of six units and four criteria, and what each text is."""

    def __init__(self, placed: Placed, staged: StagedScores) -> None:
        self.placed, self.staged = placed, staged
        stage = staged.sheet.stage
        self.cells = {
            cell: staged.read(CellKey(*cell, stage), text) for cell, text in placed.cells.items()
        }

    @property
    def whole(self) -> bool:
        """Whether there is something to record, and nothing in its way."""
        states = [one.state for one in self.cells.values()]
        return "new" in states and {*states} <= {"new", "same"} and not self.placed.surplus


def laid(text: str, *more: Command, row: int = 0, column: int = 0, stage="verified") -> Found:
    """The block as it goes over the sheet."""
    ground = ActContext(session(*STARTED, BOOK, *more), HERE, Words("vi"))
    sheet = score_sheet(ground, stage)
    return Found(place(text, row, column, sheet, ground), StagedScores(sheet))


def points(found: Found) -> dict[tuple[str, str], Decimal | None]:
    return {cell: one.seen.points if one.seen else None for cell, one in found.cells.items()}


def codes(found: Found) -> dict[tuple[str, str], str]:
    return {cell: one.refusal.code for cell, one in found.cells.items() if one.refusal}


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
    assert points(found)["vp-dbqh", "I"] == Decimal(1)


def test_lay_beyond_the_sheet_counts_columns_and_rows():
    found = laid("1\t2\t3\n4\t5\t6\n7\t8\t9", row=4, column=2)
    assert (found.placed.columns, found.placed.rows, len(found.cells)) == (1, 1, 4)
    assert not found.whole


def test_lay_over_a_recorded_score_changes_another_and_knows_the_same():
    before = RecordScore(
        cluster="tmth", year=2020, unit="vp-dbqh", criterion="I", points=Decimal(9)
    )
    states = [one.state for one in laid("9,0\t8", before).cells.values()]
    assert states == ["same", "new"]
    states = [one.state for one in laid("8\t8", before).cells.values()]
    assert states == ["changed", "new"]
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
    assert found.placed.passed == ("Ghi chú", "?")


def test_lay_of_strange_or_repeated_names_says_which():
    found = laid("Sở Tài chính\t9\nSở Lạ\t8\nSTC\t7")
    assert found.placed.strangers == ("Sở Lạ", "STC")
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


async def test_a_pasted_block_is_staged_with_totals_and_recorded_as_one_act():
    async with GridApp(at := session(*STARTED, BOOK)).run_test(size=(80, 24)) as pilot:
        before = len([*at.ledger.read()])
        await paste(pilot, "9,5\t10\t8,75\r\n8\t\t7\r\n")
        shown = pilot.app.screen.body.grid.shown
        assert (shown.cells[0, 0], shown.marks[0, 0]) == ("9,5", "new")
        assert "›9,5" in "".join(pilot.app.screen.body.grid.lines)
        assert (shown.totals[0], shown.places[0], shown.places[1]) == ("28,25…", "1", "2")
        assert "Đã dán 5 ô" in said(pilot.app)
        assert len([*at.ledger.read()]) == before
        await pilot.press("f2", "f2")
        entries = [*at.ledger.read()][before:]
        assert len(entries) == 5
        assert len({entry.act for entry in entries}) == 1
        assert seen(pilot.app)["stc", "III"] == Decimal(7)


async def test_a_block_with_wrong_cells_is_mended_in_place_before_it_is_recorded():
    async with GridApp(at := session(*STARTED, BOOK)).run_test(size=(80, 24)) as pilot:
        before = len([*at.ledger.read()])
        await paste(pilot, "9\tchín\n11\t8")
        grid = pilot.app.screen.body.grid
        assert (grid.row, grid.column) == (0, 1)
        assert "không phải là số" in pilot.app.screen.body.cell.right.plain
        assert (grid.shown.cells[0, 1], grid.shown.marks[0, 1]) == ("chín", "refused")
        await pilot.press("f2")
        assert (grid.row, grid.column) == (1, 0), "to the next wrong cell"
        assert len([*at.ledger.read()]) == before
        await pilot.press(*"10", "enter", "f2")
        assert (grid.row, grid.column) == (0, 1)
        await pilot.press(*"9,5", "f2", "f2")
        assert seen(pilot.app)["vp-dbqh", "II"] == Decimal("9.5")
        assert len([*at.ledger.read()]) == before + 4


async def test_what_was_half_typed_is_staged_before_a_block():
    async with GridApp(session(*STARTED, BOOK)).run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "7")
        await paste(pilot, "Đơn vị\tI\nSở Nội vụ\t9")
        assert staged(pilot.app) == {("stc", "I"): ("new", "7"), ("snv", "I"): ("new", "9")}


async def test_a_block_is_back_when_the_grid_is_opened_again_with_its_stage():
    at = session(*STARTED, BOOK)
    async with GridApp(at).run_test(size=(110, 24), notifications=True) as pilot:
        await pilot.press("f8")
        await paste(pilot, "9\tchín\n11\t8")
        await pilot.press(*"9,5", "enter", "7", "escape", "escape")
        assert "giữ làm bản nháp" in noticed(pilot.app)
    async with GridApp(at).run_test(size=(110, 24)) as pilot:
        await pilot.pause()
        assert pilot.app.screen.stage == "self"
        assert staged(pilot.app) == {
            ("vp-dbqh", "I"): ("new", "9"),
            ("vp-dbqh", "II"): ("new", "9,5"),
            ("stc", "I"): ("refused", "11"),
            ("stc", "II"): ("new", "8"),
        }
        assert said(pilot.app).startswith("Đã mở lại 4 ô")
        await pilot.press("f7")
        assert Drafts(at).all == ()
        await pilot.press("escape")
    async with GridApp(at).run_test(size=(110, 24)) as pilot:
        await pilot.pause()
        assert staged(pilot.app) == {}


async def test_a_block_that_an_earlier_version_kept_is_staged():
    at = session(*STARTED, BOOK)
    Drafts(at).keep(BLOCK, HERE, {"stage": "verified", "text": "9\t8", "row": "0", "column": "0"})
    async with GridApp(at).run_test() as pilot:
        await pilot.pause()
        assert [*staged(pilot.app).values()] == [("new", "9"), ("new", "8")]
    (kept,) = Drafts(at).all
    assert kept.act == GRID


async def test_a_block_kept_for_a_sheet_that_is_frozen_since_stays_a_draft():
    at = session(*STARTED, BOOK)
    async with GridApp(at).run_test() as pilot:
        await paste(pilot, "9\t8")
        await pilot.press("escape")
    at.do(AdoptResult(cluster="tmth", year=2020, places=(Place(place=1, unit="stc"),)))
    async with GridApp(at).run_test() as pilot:
        await pilot.pause()
        await pilot.press("f2")
        assert "không sửa được nữa" in said(pilot.app)
        await pilot.press("f8", "escape")
    assert len(Drafts(at).all) == 1


async def test_a_block_stays_at_the_stage_at_which_it_was_pasted():
    async with GridApp(session(*STARTED, BOOK)).run_test(size=(80, 24)) as pilot:
        await paste(pilot, "9\t8")
        await pilot.press("f8")
        await paste(pilot, "7")
        await pilot.press("enter", "f2")
        assert "ô ở bước khác" in pilot.app.screen.query_one(".ask").content.plain
        await pilot.press("f2")
        stages = [entry.event.stage for entry in pilot.app.screen.recorded]
        assert stages == ["verified", "verified", "self"]


async def test_a_block_over_a_frozen_sheet_is_refused():
    frozen = AdoptResult(cluster="tmth", year=2020, places=(Place(place=1, unit="stc"),))
    async with GridApp(ruled(frozen)).run_test(size=(80, 24)) as pilot:
        await paste(pilot, "9\t8")
        assert "không sửa được nữa" in said(pilot.app)
        assert staged(pilot.app) == {}


@pytest.mark.parametrize(
    ("text", "said_of_it"),
    [
        ("Sở Tài chính\nSở Nội vụ\n", "Đã dán 0 ô"),
        ("Sở Tài chính\t9\t9\t9\t9\t9\t9", "2 cột cuối"),
        ("9\n" * 8, "2 dòng cuối"),
        ("Sở Xa lạ\t9\nSở Tài chính\t8", "dòng của Sở Xa lạ"),
        ("Sở Nội vụ\t9", "1 ô như đã ghi"),
        ("Đơn vị\tI\nSở Tài chính\t9\nTổng cộng\t9", "bỏ dòng Tổng cộng"),
    ],
    ids=["no score", "columns", "rows", "stranger", "recorded", "sums"],
)
async def test_a_paste_says_what_of_it_has_no_place_before_anything_is_recorded(text, said_of_it):
    known = RecordScore(cluster="tmth", year=2020, unit="snv", criterion="I", points=Decimal(9))
    async with GridApp(at := session(*STARTED, BOOK, known)).run_test(size=(110, 30)) as pilot:
        before = len([*at.ledger.read()])
        await paste(pilot, text)
        assert said_of_it in said(pilot.app)
        assert len([*at.ledger.read()]) == before


@pytest.mark.parametrize("mark", ["\u200b", "\u200e", "\u200f", "\u2060", "\ufeff", "\u00ad"])
def test_lay_of_a_number_with_an_unseen_mark_of_a_spreadsheet_is_that_number(mark):
    assert [*points(laid(f"{mark}9{mark},5")).values()] == [Decimal("9.5")]


def block_of(size: int) -> tuple[str, ScoreSheet, ActContext]:
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
    return text, score_sheet(ground, "verified"), ground


def staged_over(text: str, sheet: ScoreSheet, ground: ActContext) -> StagedScores:
    """The block staged over the sheet."""
    staged = StagedScores(sheet)
    for cell, typed in place(text, 0, 0, sheet, ground).cells.items():
        staged.stage(CellKey(*cell), typed)
    return staged


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
    acts = [staged_over(*block).command() for block in (small, large)]
    assert [len(act.cells) for act in acts] == [15 * 15, 30 * 30]
    assert calls(lambda: staged_over(*large)) < 9 * calls(lambda: staged_over(*small))
    few, many = (
        calls(partial(block[2].session.do, act))
        for block, act in zip((small, large), acts, strict=True)
    )
    assert many < 6 * few
