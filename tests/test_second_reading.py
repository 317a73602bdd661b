"""The second reading, control totals, notes and proposals: the models, and the keys in the grid."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace
from textual.app import App

from events.command import Command, History
from events.compact_signatures import SignCompact
from events.errors import BadInput, Refused
from events.event import Scope
from events.membership import RecordRoster
from events.occurrences import RecordOccurrence
from events.operators import NameOperator
from events.rule_book import Criterion, IssueRules
from events.score_book.book import Node, Scale, ScoreBook
from events.score_book.leaf_kinds import Bonus, Direct, FormalDuty, Observation
from events.scoring import RecordScores, Scored, ScoreRecorded
from events.second_reading import SheetReadTwice, recorders
from events.signed_note import Signer
from tests.driven import Driven
from tests.facts import DAY
from tests.form_app import HERE, STARTED, session
from thidua_tui.acts.context import ActContext
from thidua_tui.app.open_screens import screen_for
from thidua_tui.forms.control_totals import Control, ControlTotals, control_texts
from thidua_tui.forms.drafts import BLIND, CONTROLS, Drafts
from thidua_tui.forms.score_sheet import score_sheet
from thidua_tui.forms.second_reading import SecondReading
from thidua_tui.i18n.messages import Words
from thidua_tui.platform import settings, themes
from thidua_tui.screens.reading_differences import Differences
from thidua_tui.screens.resume_drafts import Resume
from thidua_tui.screens.score_grid import Scores
from thidua_tui.screens.second_reading import BlindReading
from thidua_tui.session.session import Session
from thidua_tui.widgets.key_order import KeysInOrder

LINES = [f"{group}.{line}" for group in ("I", "II", "III") for line in range(1, 5)]
FLAT = IssueRules(
    cluster="tmth",
    year=2020,
    criteria=tuple(Criterion(code=c, name=f"Dòng {c}", max_points=Decimal(100)) for c in LINES),
)
TREE = IssueRules(
    cluster="tmth",
    year=2020,
    book=ScoreBook(
        title="Bảng",
        scale=Scale(total=Decimal(200), bonus_cap=Decimal(10), over=True),
        criteria=(
            Node(
                code="I",
                title="Nhóm một",
                max=Decimal(200),
                criteria=tuple(
                    Node(code=f"I.{n}", title=f"Dòng {n}", max=Decimal(100), score=Direct())
                    for n in (1, 2)
                ),
            ),
            Node(code="T", title="Thưởng", score=Bonus(each=Decimal(2))),
            Node(code="K", title="Ký", score=FormalDuty(duty="sign", points=Decimal(8))),
        ),
    ),
)


def members(at: Session) -> tuple[str, ...]:
    return score_sheet(ActContext(at, HERE, Words("vi")), "verified").units


class OneScreen(Driven, KeysInOrder[None]):
    """An app around one screen."""

    CSS = "StatusLine { height: 1; width: 1fr; padding: 0 1; }"

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return themes.default_variables(self.current_theme)

    score_notes = True
    keep: Any = None

    def __init__(self, screen: Any) -> None:
        super().__init__()
        self.first = screen
        self.dismissed: list[Any] = []

    def on_mount(self) -> None:
        self.push_screen(self.first, self.dismissed.append)


def reading_of(at: Session, draft: Any = None) -> SecondReading:
    return SecondReading(score_sheet(ActContext(at, HERE, Words("vi")), "verified"), draft)


def all_text(app: App[Any]) -> str:
    """Every character on the screen."""
    width, height = app.size
    lines = app.screen._compositor.render_strips()
    return "\n".join(line.text for line in lines)[: (width + 1) * height]


# The model


def test_one_wrong_digit_of_many_is_found_and_nothing_else_is_handed_out():
    units = members(session(*STARTED, FLAT))
    at = session(*STARTED, FLAT, filled_for(units, wrong=(units[1], "II.2", 91)))
    reading = reading_of(at)
    for unit in units:
        for code in LINES:
            reading.type((unit, code), str(paper(units, unit, code)))
    (only,) = reading.differences()
    assert only.cell == (units[1], "II.2")
    assert isinstance(only.first, Observation)
    assert only.first.points == 91


def paper(units: tuple[str, ...], unit: str, code: str) -> int:
    return 10 + (units.index(unit) * len(LINES) + LINES.index(code)) % 80


def filled_for(
    units: tuple[str, ...], wrong: tuple[str, str, int] | None = None, count: int | None = None
) -> RecordScores:
    cells = []
    for unit in units[:count]:
        for code in LINES:
            points = paper(units, unit, code)
            if wrong and (unit, code) == wrong[:2]:
                points = wrong[2]
            cells.append(Scored(unit=unit, criterion=code, points=Decimal(points)))
    return RecordScores(cluster="tmth", year=2020, cells=tuple(cells))


def two() -> tuple[Session, tuple[str, ...]]:
    """A ledger in which the first two units are scored, one cell with a wrong digit."""
    units = members(session(*STARTED, FLAT))
    return session(*STARTED, FLAT, filled_for(units, (units[0], "I.2", 91), count=2)), units


def retyped(at: Session, units: tuple[str, ...], **more: str) -> SecondReading:
    reading = reading_of(at)
    for code in LINES:
        reading.type((units[0], code), more.get(code, str(paper(units, units[0], code))))
    return reading


def test_a_difference_is_open_until_it_is_settled_and_replacing_corrects_with_a_reason():
    at, units = two()
    reading = retyped(at, units)
    with pytest.raises(Refused, match="difference-open"):
        reading.command("Bình")
    reading.settle((units[0], "I.2"), "replace")
    with pytest.raises(Refused, match="reason-missing"):
        at.do(reading.command("Bình"))
    new = at.do(reading.command("Bình"), reason="Đọc soát")
    (read,) = [e.event for e in new if isinstance(e.event, SheetReadTwice)]
    assert (read.units, read.cells, read.differences) == ((units[0],), 12, 1)
    assert (read.second_by, read.first_by) == ("Bình", (at.by,))
    assert len({entry.act for entry in new}) == 1
    sheet = score_sheet(ActContext(at, HERE, Words("vi")), "verified")
    assert sheet.points(units[0], "I.2") == paper(units, units[0], "I.2")


def test_keeping_the_first_value_changes_nothing_and_counts_as_a_difference():
    at, units = two()
    reading = retyped(at, units)
    reading.settle((units[0], "I.2"), "keep")
    (entry,) = at.do(reading.command("Bình"))
    assert isinstance(entry.event, SheetReadTwice)
    assert entry.event.differences == 1
    sheet = score_sheet(ActContext(at, HERE, Words("vi")), "verified")
    assert sheet.points(units[0], "I.2") == 91


def test_an_empty_cell_differs_from_a_filled_and_from_one_that_does_not_apply():
    at, units = two()
    reading = retyped(at, units, **{"I.2": "91", "I.3": "-"})
    reading.type((units[0], "I.4"), "")
    found = {one.cell[1]: one for one in reading.differences()}
    assert {*found} == {"I.3", "I.4"}
    assert (found["I.3"].second, found["I.4"].second) == (None, "empty")
    with pytest.raises(Refused, match="nothing-to-replace"):
        reading.settle((units[0], "I.4"), "replace")
    assert reading.untyped() == ((units[0], "I.4"),)


@pytest.mark.parametrize("typed", ["chín", "101", "-5", "1,2,3", "\x1b[31m", "=1+1", "1e5", "٣"])
def test_nonsense_is_refused_and_not_kept(typed):
    at, units = two()
    reading = reading_of(at)
    with pytest.raises((BadInput, Refused)):
        reading.type((units[0], "I.1"), typed)
    assert reading.texts == {}
    with pytest.raises(Refused, match="reading-empty"):
        reading.command("Bình")


def test_a_reading_goes_on_from_its_draft_and_a_damaged_draft_is_passed_over():
    at, units = two()
    reading = retyped(at, units)
    reading.settle((units[0], "I.2"), "keep")
    again = reading_of(at, reading.draft())
    assert (again.texts, again.settled) == (reading.texts, reading.settled)
    damaged = {"typed\tnobody\tI.1": "5", "settled\tx": "keep", "typed": "1", "": "2"}
    damaged[f"settled\t{units[0]}\tI.1"] = "maybe"
    assert reading_of(at, damaged).draft() == {}


# The screens


async def test_the_reader_types_blind_and_sees_the_one_difference():
    at, units = two()
    blind = BlindReading(at, HERE, Words("vi"))
    async with OneScreen(blind).run_test(size=(120, 40)) as pilot:
        app = pilot.app
        assert "91" not in all_text(app)
        for code in LINES:
            await pilot.press(*str(paper(units, units[0], code)), "tab")
        shown = all_text(app)
        assert "12/12" in shown
        assert "91" not in shown, "a first value is never shown"
        await pilot.press("f2")
        assert isinstance(app.screen, Differences)
        shown = all_text(app)
        assert "I.2" in shown
        assert "91" not in shown, "not before it is looked at"
        await pilot.press("enter")
        assert "91" in all_text(app)
        await pilot.press("f2")
        assert "chưa chọn" in all_text(app)
        await pilot.press("t", "f2")
        asked: Any = pilot.app.screen
        assert asked.reason.raw == "Đọc soát lần hai, sửa theo bản giấy"
        await pilot.press("escape")
        assert isinstance(app.screen, Differences), "nothing was recorded"
        await pilot.press("f2", *" - tr 3", "f2")
        await app.workers.wait_for_complete()
        await pilot.pause()
        (entries,) = app.dismissed
        assert any(isinstance(e.event, SheetReadTwice) for e in entries)
        assert entries[0].reason.endswith("tr 3")
        assert Drafts(at).of(BLIND, HERE) == {}


async def test_what_was_typed_is_kept_and_resumed_where_it_was_left():
    at, units = two()
    async with OneScreen(BlindReading(at, HERE, Words("vi"))).run_test(size=(80, 24)) as pilot:
        await pilot.press(*"55", "enter", "escape")
        await pilot.pause()
        assert pilot.app.dismissed == [None]
    again = BlindReading(at, HERE, Words("en"))
    assert again.reading.texts == {(units[0], "I.1"): "55"}
    async with OneScreen(again).run_test(size=(80, 24)) as pilot:
        assert "55" in all_text(pilot.app)
        await pilot.press("f3")
        assert again.body.grid.column == 1, "the next cell that was not typed"


async def test_nothing_is_compared_before_anything_is_typed_and_a_refusal_keeps_the_text():
    at, _ = two()
    async with OneScreen(BlindReading(at, HERE, Words("vi"))).run_test(size=(80, 24)) as pilot:
        await pilot.press("f2")
        assert "Chưa gõ lại ô nào" in str(pilot.app.screen.body.message.left.plain)
        await pilot.press(*"101", "enter")
        assert pilot.app.screen.body.entry.value == "101"
        assert "0 – 100" in str(pilot.app.screen.body.message.left.plain)


# Control totals


def totals(at: Session) -> ControlTotals:
    return ControlTotals(score_sheet(ActContext(at, HERE, Words("vi")), "verified"))


def test_91_typed_as_19_is_named():
    units = members(session(*STARTED, FLAT))
    wrong = (units[0], "II.1", 19)
    at = session(*STARTED, FLAT, filled_for(units, wrong, count=1))
    right = sum(paper(units, units[0], code) for code in LINES if code != "II.1") + 91
    checked = totals(at).put(Control(units[0]), str(right))
    assert checked.difference == 72
    found = [(u, code, one.slip, one.likely) for u, code, one in checked.suspects]
    assert (units[0], "II.1", "swapped", Decimal(91)) in found
    assert checked.filled == checked.cells == 12


def test_a_missing_line_and_a_column_are_named_and_an_equal_total_agrees():
    units = members(session(*STARTED, FLAT))
    most = filled_for(units, count=3)
    cells = tuple(c for c in most.cells if (c.unit, c.criterion) != (units[2], "I.1"))
    at = session(*STARTED, FLAT, RecordScores(cluster="tmth", year=2020, cells=cells))
    known = totals(at)
    column = sum(paper(units, unit, "I.1") for unit in units[:3])
    checked = known.put(Control("", "I.1"), str(column))
    named = [(u, one.slip, one.likely) for u, _, one in checked.suspects]
    assert (units[2], "missing", Decimal(paper(units, units[2], "I.1"))) in named
    assert known.open() == [checked]
    equal = known.put(Control(units[0]), str(sum(paper(units, units[0], c) for c in LINES)))
    assert equal.difference == 0
    assert not equal.suspects


def test_a_group_is_added_up_by_its_lines_and_totals_are_kept_by_stage():
    at = session(*STARTED, TREE)
    units = members(at)
    cells = tuple(
        Scored(unit=units[0], criterion=f"I.{n}", points=Decimal(points))
        for n, points in ((1, 40), (2, 50))
    )
    at.do(RecordScores(cluster="tmth", year=2020, cells=cells))
    known = totals(at)
    assert [node.code for node in known.groups] == ["I"]
    assert known.put(Control(units[0], "I"), "90").difference == 0
    draft = known.draft({"self\t\tx\t": "5"})
    assert draft["self\t\tx\t"] == "5", "the totals of another stage stay"
    assert control_texts(draft, known.sheet) == {Control(units[0], "I"): "90"}
    assert ControlTotals(known.sheet, {Control("gone", "IX"): "3"}).texts == {}
    wrong = known.put(Control(units[0]), "abc")
    assert wrong.refusal is not None
    assert wrong.total is None


async def test_a_control_total_is_typed_in_the_grid_and_leads_to_the_cell():
    units = members(session(*STARTED, FLAT))
    at = session(*STARTED, FLAT, filled_for(units, (units[0], "II.1", 19), count=1))
    right = sum(paper(units, units[0], code) for code in LINES if code != "II.1") + 91
    grid = Scores(at, HERE, Words("vi"))
    async with OneScreen(grid).run_test(size=(120, 40)) as pilot:
        await pilot.press("ctrl+t", *str(right), "enter", "up")
        shown = all_text(pilot.app)
        assert "chênh 72" in shown
        assert "II.1 gõ 19, giấy 91" in shown
        await pilot.press("f2")
        assert pilot.app.screen is grid
        at_cell = grid.at()
        assert at_cell is not None
        assert (at_cell[0], at_cell[1].code) == (units[0], "II.1")
        assert Drafts(at).of(CONTROLS, HERE)
        assert not Drafts(at).forms, "totals are no form that is half filled"


async def test_a_total_of_a_single_cell_and_nonsense_are_refused():
    units = members(session(*STARTED, FLAT))
    at = session(*STARTED, FLAT, filled_for(units, count=1))
    async with OneScreen(Scores(at, HERE, Words("en"))).run_test(size=(120, 40)) as pilot:
        await pilot.press("ctrl+t", "right", *"5", "enter")
        dialog = pilot.app.screen
        assert "single score" in str(dialog.body.message.left.plain)
        await pilot.press("escape", "left", *"1,2,3", "enter")
        assert dialog.body.entry.value == "1,2,3"
        assert dialog.totals.texts == {}


# Notes and proposals in the grid


def years_of(points: dict[int, int]) -> list[Command]:
    """The same book in several years, with the points of one unit."""
    roster = next(c for c in STARTED if isinstance(c, RecordRoster))
    found: list[Command] = []
    for year, given in points.items():
        if year != roster.year:
            found.append(replace(roster, year=year))
        found.append(replace(FLAT, year=year))
        cell = Scored(unit=roster.units[0], criterion="I.1", points=Decimal(given))
        found.append(RecordScores(cluster="tmth", year=year, cells=(cell,)))
    return found


async def test_0_where_four_years_had_38_to_40_gives_one_sentence_and_enter_goes_on():
    before = years_of({2016: 38, 2017: 40, 2018: 39, 2019: 40})
    at = session(*STARTED, *before, FLAT)
    grid = Scores(at, HERE, Words("vi"))
    async with OneScreen(grid).run_test(size=(120, 40)) as pilot:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press("0", "enter")
        said = str(grid.body.message.left.plain)
        assert said == "? 0 điểm khác hẳn các năm trước của đơn vị (38 – 40)."
        assert grid.body.grid.row == 1, "Enter went on"
        assert grid.face.content.remarks[0, 0] == "odd"
        await pilot.press("up", *"39", "enter")
        assert "khác hẳn" not in str(grid.body.message.left.plain)
        assert grid.face.content.remarks.get((0, 0)) != "odd"


async def test_notes_can_be_turned_off():
    before = years_of({2016: 38, 2017: 40, 2018: 39, 2019: 40})
    grid = Scores(session(*STARTED, *before, FLAT), HERE, Words("vi"))
    app = OneScreen(grid)
    app.score_notes = False
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.app.workers.wait_for_complete()
        await pilot.press("0", "enter")
        assert "khác hẳn" not in str(grid.body.message.left.plain)


async def test_not_signing_is_staged_from_the_compact_with_one_key_and_says_why():
    units = members(session(*STARTED, TREE))
    signed = SignCompact(cluster="tmth", year=2020, signatories=units[1:])
    at = session(*STARTED, TREE, signed)
    grid = Scores(at, HERE, Words("vi"))
    async with OneScreen(grid).run_test(size=(160, 50)) as pilot:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press("f3")
        staged = {(key.unit, key.criterion): one for key, one in grid.staged.items()}
        assert len(staged) == len(units)
        assert staged[units[0], "K"].seen == Observation(yes=False)
        assert staged[units[1], "K"].seen == Observation(yes=True)
        column = grid.face.column_of["K"]
        await pilot.press(*["right"] * column)
        assert "không có trong danh sách ký giao ước 2020" in all_text(pilot.app)
        assert not [e for e in at.ledger.read() if isinstance(e.event, ScoreRecorded)]
        await pilot.press("f3")
        assert "không có đề xuất" in str(grid.body.message.left.plain)


async def test_a_key_turns_notes_off_and_on_and_it_is_remembered():
    before = years_of({2016: 38, 2017: 40, 2018: 39, 2019: 40})
    grid = Scores(session(*STARTED, *before, FLAT), HERE, Words("en"))
    app = OneScreen(grid)
    kept: list[dict[str, str]] = []
    app.keep = lambda **values: kept.append(values)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.app.workers.wait_for_complete()
        await pilot.press("0", "enter", "ctrl+n")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert grid.face.content.remarks.get((0, 0)) != "odd"
        assert "not shown" in str(grid.body.message.left.plain)
        await pilot.press("ctrl+n")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert grid.face.content.remarks[0, 0] == "odd"
        assert kept == [{"notes": "off"}, {"notes": "on"}]


def test_the_settings_file_turns_notes_off():
    assert settings.notes({})
    assert settings.notes({"notes": "nonsense"})
    assert not settings.notes({"notes": "off"})


async def test_totals_begin_at_the_unit_under_the_cursor_and_erasing_takes_them_back():
    units = members(session(*STARTED, FLAT))
    at = session(*STARTED, FLAT, filled_for(units, count=2))
    right = sum(paper(units, units[1], code) for code in LINES)
    async with OneScreen(Scores(at, HERE, Words("vi"))).run_test(size=(120, 40)) as pilot:
        await pilot.press("down", "ctrl+t")
        dialog = pilot.app.screen
        assert dialog.body.grid.row == 1
        await pilot.press(*str(right))
        assert "Khớp" in str(dialog.body.message.left.plain), "compared while it is typed"
        await pilot.press("enter", "up")
        assert dialog.totals.texts == {Control(units[1]): str(right)}
        await pilot.press("delete")
        assert dialog.totals.texts == {}


def test_the_act_opens_the_screen_and_a_draft_of_it_is_listed():
    at, units = two()
    assert isinstance(screen_for("read-twice", at, HERE, Words("vi")), BlindReading)
    drafts = Drafts(at)
    drafts.keep(BLIND, HERE, retyped(at, units).draft(), "units")
    assert [kept.act for kept in drafts.forms] == [BLIND]
    assert drafts.acts == ["read-twice"]
    shown = Resume(at, Words("vi"))
    head, below = shown.line(0, 80).plain.split("\n")
    assert "Đọc soát phiếu điểm" in head
    assert "Văn phòng Đoàn Đại biểu Quốc hội" in below


async def test_an_operator_who_typed_the_cells_is_refused_at_the_first_cell():
    units = members(session(*STARTED, FLAT))
    signer = Signer("an", b"an" * 16)
    at = session(*STARTED, FLAT, filled_for(units, count=1))
    named = NameOperator(operator="an", name=at.by, role="secretary", key=str(signer.key))
    at.signing = lambda: signer
    at.do(named)
    assert at.by in recorders([*at.ledger.read(Scope(events=(ScoreRecorded,)))], History((), DAY))
    async with OneScreen(BlindReading(at, HERE, Words("vi"))).run_test(size=(80, 24)) as pilot:
        await pilot.press("5", "enter")
        assert "không thể tự đọc soát" in str(pilot.app.screen.body.message.left.plain)
        assert pilot.app.screen.reading.texts == {}


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (160, 50)])
async def test_nonsense_in_every_field_of_the_checks_is_refused_in_words(lang, size):
    at, _ = two()
    for key in ("ctrl+t", "ctrl+r"):
        grid = Scores(at, HERE, Words(lang))
        async with OneScreen(grid).run_test(size=size) as pilot:
            await pilot.press(key)
            dialog = pilot.app.screen
            for text in ("1,2,3", "--", "+", "99999999", "1e5", "chin", "z"):
                await pilot.press(*text, "enter", "escape")
                if pilot.app.screen is grid:
                    await pilot.press(key)
                    dialog = pilot.app.screen
            await pilot.press("f2", "f3", "f8", "home", "end", "delete")
            kept = dialog.reading.texts if key == "ctrl+r" else dialog.totals.texts
            assert not set(kept.values()) & {"1,2,3", "--", "+", "1e5", "chin", "z"}


async def test_occurrences_recorded_later_are_proposed_to_the_count_and_nothing_to_a_claim():
    units = members(session(*STARTED, TREE))
    count = Scored(unit=units[0], criterion="T", points=None, observed=Observation(count=1))
    at = session(*STARTED, TREE, RecordScores(cluster="tmth", year=2020, cells=(count,)))
    for what in ("Giải nhất", "Giải nhì"):
        at.do(RecordOccurrence(cluster="tmth", year=2020, unit=units[0], criterion="T", what=what))
    grid = Scores(at, HERE, Words("vi"))
    async with OneScreen(grid).run_test(size=(120, 40)) as pilot:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press("f3")
        ((key, one),) = grid.staged.items()
        assert (key.unit, key.criterion, one.state) == (units[0], "T", "changed")
        assert one.seen == Observation(count=2)
        await pilot.press("f8")
        await pilot.app.workers.wait_for_complete()
        grid.stage = "self"
        await pilot.press("f3")
        assert "không cho điểm tự chấm" in str(grid.body.message.left.plain)
