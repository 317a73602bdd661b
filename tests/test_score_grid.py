"""The score grid: keys, refusals under the grid, totals at once, frozen and corrected scores."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from textual.app import ComposeResult
from textual.events import Key, Paste

from events.command import Command
from events.ranking import AdoptResult
from events.result_events import Place
from events.rule_book import Criterion, IssueRules
from events.scoring import RecordScore
from tests.driven import Driven
from tests.facts import Fields
from tests.form_app import HERE, STARTED, session
from tests.narrow import fact
from tests.test_staged_scores import world
from thidua_tui.forms.grid_content import GridContent
from thidua_tui.i18n.messages import Words
from thidua_tui.parsing.observations import NOT_APPLICABLE
from thidua_tui.platform import themes
from thidua_tui.screens.form import Form
from thidua_tui.screens.score_commit import Commit
from thidua_tui.screens.score_grid import Scores
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.widgets.cell_input import BURST
from thidua_tui.widgets.key_order import KeysInOrder
from thidua_tui.widgets.score_grid import Grid

BOOK = IssueRules(
    cluster="tmth",
    year=2020,
    criteria=(
        Criterion(code="I", name="Nhiệm vụ chính trị", max_points=Decimal(40)),
        Criterion(code="II", name="Đoàn thể", max_points=Decimal(10)),
    ),
)
RULED = (*STARTED, BOOK)
STC: Fields = {"cluster": "tmth", "year": 2020, "unit": "stc"}


class GridApp(Driven, KeysInOrder[None]):
    """An app around one grid."""

    CSS = "StatusLine { height: 1; width: 1fr; padding: 0 1; }"

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return themes.default_variables(self.current_theme)

    def __init__(self, at: Session, here: Location = HERE) -> None:
        super().__init__()
        self.at, self.place = at, here
        self.dismissed: list[Any] = []

    def on_mount(self) -> None:
        self.push_screen(Scores(self.at, self.place, Words("vi")), self.dismissed.append)


def ruled(*more: Command) -> Session:
    return session(*RULED, *more)


def seen(app: GridApp) -> dict[Any, Any]:
    """(unit, criterion) -> points, of the sheet that is shown."""
    sheet = app.screen.sheet
    return {key: entry.event.points for key, entry in sheet.cells.items()}


def staged(app: GridApp) -> dict[Any, Any]:
    """(unit, criterion) -> state and text, of what is staged in the grid."""
    found = app.screen.staged.items()
    return {(key.unit, key.criterion): (one.state, one.text) for key, one in found}


def said(app: GridApp) -> str:
    return str(app.screen.body.message.left.plain)


async def test_typing_starts_in_the_cell_enter_goes_down_and_tab_right():
    async with GridApp(at := ruled()).run_test() as pilot:
        await pilot.press(*"38,5", "tab", *"9.25", "enter", *"8", "shift+tab", *"x", "enter")
        assert staged(pilot.app) == {
            ("vp-dbqh", "I"): ("new", "38,5"),
            ("vp-dbqh", "II"): ("new", "9.25"),
            ("stc", "II"): ("new", "8"),
            ("stc", "I"): ("new", "x"),
        }
        assert len([*at.ledger.read()]) == len(RULED), "nothing is recorded yet"


async def test_one_key_records_all_that_is_staged_as_one_act_with_its_paper():
    async with GridApp(at := ruled()).run_test() as pilot:
        await pilot.press(*"38,5", "tab", *"9.25", "enter", *"8", "shift+tab", *"x", "enter", "f2")
        assert isinstance(pilot.app.screen, Commit)
        await pilot.press(*"bc 12", "f2")
        assert seen(pilot.app) == {
            ("vp-dbqh", "I"): Decimal("38.5"),
            ("vp-dbqh", "II"): Decimal("9.25"),
            ("stc", "II"): Decimal(8),
            ("stc", "I"): None,
        }
        assert staged(pilot.app) == {}
        new = [*at.ledger.read()][len(RULED) :]
        assert {(entry.act, fact(entry).evidence) for entry in new} == {(new[0].act, "bc 12")}
        assert "Đã ghi 4 ô một lần" in said(pilot.app)


async def test_a_letter_typed_before_the_recording_key_is_recorded_too():
    async with GridApp(ruled()).run_test() as pilot:
        await pilot.press(*"38", "f2", "f2")
        assert seen(pilot.app) == {("vp-dbqh", "I"): Decimal(38)}


async def test_with_nothing_staged_the_recording_key_says_so():
    async with GridApp(ruled()).run_test() as pilot:
        await pilot.press("f2")
        assert isinstance(pilot.app.screen, Scores)
        assert "Chưa có ô nào để ghi" in said(pilot.app)


async def test_a_changed_cell_is_recorded_only_with_a_reason():
    at = ruled(RecordScore(**STC, criterion="I", points=Decimal(30)))
    async with GridApp(at).run_test() as pilot:
        await pilot.press("down", *"35", "enter")
        assert staged(pilot.app) == {("stc", "I"): ("changed", "35")}
        await pilot.press("f2", "f2")
        assert "lý do" in pilot.app.screen.reason.wrong
        await pilot.press(*"nham", "f2")
        assert seen(pilot.app) == {("stc", "I"): Decimal(35)}
        assert next(reversed(list(at.ledger.read()))).reason == "nham"


async def test_leaving_the_question_records_nothing_and_keeps_everything_staged():
    async with GridApp(at := ruled()).run_test() as pilot:
        await pilot.press(*"38", "f2", "escape")
        assert staged(pilot.app) == {("vp-dbqh", "I"): ("new", "38")}
        assert len([*at.ledger.read()]) == len(RULED)


@pytest.mark.parametrize("key", ["delete", "backspace"])
async def test_erasing_in_a_staged_cell_takes_it_back(key):
    at = ruled(RecordScore(**STC, criterion="I", points=Decimal(30)))
    async with GridApp(at).run_test() as pilot:
        await pilot.press("down", *"35", "enter", "up", key)
        assert staged(pilot.app) == {}
        assert pilot.app.screen.body.grid.shown.cells[1, 0] == "30"
        assert "«35»" in said(pilot.app)
        await pilot.press(key)
        assert seen(pilot.app) == {("stc", "I"): Decimal(30)}, "what is recorded is not erased"


async def test_backspaces_that_erase_what_is_typed_do_not_go_on_to_what_is_staged():
    async with GridApp(ruled()).run_test() as pilot:
        await pilot.press(*"35", "enter", "up", *"7", "backspace", "backspace", "backspace")
        assert staged(pilot.app) == {("vp-dbqh", "I"): ("new", "35")}


async def test_all_is_taken_back_by_one_key_and_comes_back_by_the_same():
    async with GridApp(ruled()).run_test() as pilot:
        await pilot.press(*"35", "enter", *"12", "enter", "f7")
        assert staged(pilot.app) == {}
        assert "2 ô" in said(pilot.app)
        await pilot.press("f7")
        assert len(staged(pilot.app)) == 2


async def test_leaving_keeps_what_is_staged_and_opening_brings_it_back():
    async with GridApp(at := ruled()).run_test(notifications=True) as pilot:
        await pilot.press(*"35", "enter", *"41", "enter", "enter", "escape")
        assert pilot.app.dismissed == [()]
    async with GridApp(at).run_test() as pilot:
        assert staged(pilot.app) == {
            ("vp-dbqh", "I"): ("new", "35"),
            ("stc", "I"): ("refused", "41"),
        }
        assert "Đã mở lại 2 ô" in said(pilot.app)


async def test_totals_and_places_follow_at_once_and_a_whole_row_is_told_from_a_part():
    async with GridApp(ruled()).run_test() as pilot:
        await pilot.press(*"30", "tab", *"5", "enter", "left", *"31", "enter")
        shown = pilot.app.screen.body.grid.shown
        assert shown.totals == {0: "35,00", 1: "31,00…", 2: "", 3: "", 4: "", 5: ""}
        assert (shown.places[0], shown.places[1], shown.places[2]) == ("1", "2", "")
        assert shown.sums == {0: "61", 1: "5"}
        assert shown.moved == {0, 1}


async def test_what_is_staged_says_which_places_it_moves():
    at = ruled(
        *(
            RecordScore(cluster="tmth", year=2020, unit=unit, criterion="I", points=Decimal(points))
            for unit, points in (("stc", 30), ("snv", 20))
        )
    )
    async with GridApp(at).run_test() as pilot:
        await pilot.press("down", "down", *"35", "enter")
        assert "đổi hạng: Sở Nội vụ 2→1, Sở Tài chính 1→2" in said(pilot.app)
        assert pilot.app.screen.body.grid.shown.places[2] == "2→1"
        await pilot.press("up", "delete")
        assert pilot.app.screen.body.grid.shown.places[2] == "2"


async def test_empty_zero_and_not_applicable_are_three_things():
    async with GridApp(ruled()).run_test() as pilot:
        await pilot.press("0", "enter", "-", "enter")
        shown = pilot.app.screen.body.grid.shown
        assert (shown.cells[0, 0], shown.cells[1, 0], shown.cells.get((2, 0))) == ("0", "–", None)


async def test_a_refusal_is_below_the_grid_and_the_typed_text_stays():
    async with GridApp(ruled()).run_test() as pilot:
        await pilot.press(*"41", "enter")
        assert "41 điểm nằm ngoài khung 0 – 40" in said(pilot.app)
        assert pilot.app.screen.body.entry.value == "41"
        assert pilot.app.screen.body.grid.row == 0
        await pilot.press("4", "enter")
        assert staged(pilot.app) == {("vp-dbqh", "I"): ("new", "4")}, "it takes the other's place"


async def test_a_refused_cell_can_be_left_and_recording_goes_to_it():
    async with GridApp(at := ruled()).run_test() as pilot:
        await pilot.press(*"41", "enter", "enter", *"30", "enter", "f2")
        assert staged(pilot.app)["vp-dbqh", "I"] == ("refused", "41")
        assert pilot.app.screen.body.grid.row == 0
        assert "[ !41]" in pilot.app.screen.body.grid.lines[2]
        assert len([*at.ledger.read()]) == len(RULED)


async def test_what_is_no_number_is_refused_as_it_is_typed_elsewhere():
    async with GridApp(ruled()).run_test() as pilot:
        await pilot.press(*"9.125", "enter")
        assert "hai cách" in said(pilot.app)
        await pilot.press("escape", *"chin")
        assert "không phải là số" in said(pilot.app)
        await pilot.press("enter")
        assert seen(pilot.app) == {}


@pytest.mark.parametrize(
    ("keys", "typed"),
    [
        ("9o,5z", "9,5"),
        ("đ1ư2", "12"),
        ("nine", ""),
        ("9.5", "9.5"),
        ("-", "-"),
        ("x", "x"),
        ("9x", "9"),
        ("#9", "9"),
    ],
)
async def test_cell_takes_no_letter_that_no_points_are_written_with(keys, typed):
    async with GridApp(ruled()).run_test() as pilot:
        await pilot.press(*keys)
        assert pilot.app.screen.body.entry.value == typed
        refused = keys != typed
        assert ("không phải là số" in said(pilot.app)) is (refused and not keys[-1].isdigit())


async def test_cell_keeps_its_digits_when_an_input_method_rewrites_a_refused_letter():
    async with GridApp(ruled()).run_test() as pilot:
        entry = pilot.app.screen.body.entry
        await pilot.press("9")
        for key, character in (("o", "o"), ("backspace", "\x7f"), ("ô", "ô")):
            entry.post_message(Key(key, character))
        await pilot.pause()
        assert entry.value == "9"
        await pilot.pause(BURST * 2)
        await pilot.press("backspace")
        assert entry.value == "", "a backspace of its own still erases"


@pytest.mark.parametrize("sign", NOT_APPLICABLE)
async def test_cell_takes_every_sign_for_not_applicable(sign):
    async with GridApp(ruled()).run_test() as pilot:
        pilot.app.screen.body.entry.post_message(Key(sign, sign))
        await pilot.pause()
        await pilot.press("enter")
        assert staged(pilot.app) == {("vp-dbqh", "I"): ("new", sign)}


async def test_letter_behind_a_refused_one_opens_nothing():
    async with GridApp(ruled()).run_test() as pilot:
        await pilot.press(*"chin")
        assert isinstance(pilot.app.screen, Scores)


async def test_pasted_text_that_is_no_number_stays_and_is_refused_at_enter():
    async with GridApp(ruled()).run_test() as pilot:
        pilot.app.screen.body.entry.post_message(Paste("1a2"))
        await pilot.pause()
        await pilot.press("enter")
        assert pilot.app.screen.body.entry.value == "1a2"
        assert "không phải là số" in said(pilot.app)
        assert seen(pilot.app) == {}


async def test_the_same_number_again_is_no_correction():
    at = ruled(RecordScore(**STC, criterion="I", points=Decimal(30)))
    async with GridApp(at).run_test() as pilot:
        await pilot.press("down", *"30,0", "enter")
        assert isinstance(pilot.app.screen, Scores)
        assert pilot.app.screen.body.grid.row == 2


async def test_the_form_of_a_cell_asks_for_the_evidence():
    async with GridApp(at := ruled()).run_test() as pilot:
        await pilot.press("down", *"30", "f6")
        assert [r.raw for r in pilot.app.screen.body.fields.rows.values()][2:5] == [
            "stc",
            "I",
            "30",
        ]
        await pilot.press(*"bao cao", "f2")
        last = fact(next(reversed(list(at.ledger.read()))))
        assert (last.unit, last.points, last.evidence) == ("stc", Decimal(30), "bao cao")


async def test_the_form_of_a_cell_takes_what_was_observed():
    async with GridApp(at := world()).run_test() as pilot:
        await pilot.press("right", *"38/40", "f6")
        assert isinstance(pilot.app.screen, Form)
        assert pilot.app.screen.body.fields.rows["points"].raw == "38/40"
        await pilot.press("f2")
        last = fact(next(reversed(list(at.ledger.read()))))
        assert (last.criterion, last.points, str(last.observed.actual)) == ("I.2", None, "38")


async def test_a_cell_shows_the_arithmetic_of_what_is_typed_in_it():
    async with GridApp(world()).run_test(size=(120, 40)) as pilot:
        await pilot.press("right", *"38/40", "enter", "up")
        assert "38/40 × 10 = 9,5" in pilot.app.screen.body.cell.right.plain
        await pilot.press("home", "end")
        assert "cơ quan thường trực" in pilot.app.screen.body.cell.right.plain
        await pilot.press("5", "enter")
        assert "ở bước này chỉ xem" in said(pilot.app)
        assert staged(pilot.app) == {("vp-dbqh", "I.2"): ("new", "38/40")}


async def test_stages_are_sheets_of_their_own():
    at = ruled(RecordScore(**STC, criterion="I", points=Decimal(30), stage="self"))
    async with GridApp(at).run_test() as pilot:
        assert seen(pilot.app) == {}
        await pilot.press("f8")
        assert seen(pilot.app) == {("stc", "I"): Decimal(30)}
        await pilot.press("f8", *"7", "enter", "f2", "f2")
        assert fact(next(reversed(list(at.ledger.read())))).stage == "peer"


async def test_an_adopted_result_freezes_the_grid_and_it_says_why():
    at = ruled(AdoptResult(cluster="tmth", year=2020, places=(Place(place=1, unit="stc"),)))
    async with GridApp(at).run_test() as pilot:
        assert "không sửa được nữa" in said(pilot.app)
        await pilot.press(*"30", "enter")
        assert "không sửa được nữa" in said(pilot.app)
        assert pilot.app.screen.body.entry.value == "30"
        assert seen(pilot.app) == {}


async def test_without_a_rule_book_the_grid_says_what_is_missing():
    async with GridApp(session(*STARTED)).run_test() as pilot:
        assert "chưa có bảng tiêu chí" in said(pilot.app)
        await pilot.press("3", "enter", "escape", "escape")
        assert pilot.app.dismissed == [()]


async def test_a_refusal_goes_with_what_was_typed():
    async with GridApp(ruled()).run_test() as pilot:
        await pilot.press(*"9.125", "enter")
        assert "hai cách" in said(pilot.app)
        await pilot.press("escape")
        assert "▲" not in said(pilot.app)


async def test_esc_takes_back_what_is_being_typed_before_it_closes():
    async with GridApp(ruled()).run_test() as pilot:
        await pilot.press("3", "escape")
        assert pilot.app.screen.body.entry.value == ""
        await pilot.press(*"3", "f2", "f2", "f4")
        assert len(pilot.app.dismissed[0]) == 1


class Wide(Driven, KeysInOrder[None]):
    """A grid with more columns and rows than fit."""

    CSS = "Grid { height: 10; }"

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return themes.default_variables(self.current_theme)

    def compose(self) -> ComposeResult:
        yield Grid()

    def on_mount(self) -> None:
        columns = [(str(number), "10") for number in range(1, 31)]
        rows = [f"Đơn vị {number}" for number in range(1, 31)]
        head = ("Đơn vị", "Tối đa", "Tổng", "Thứ", "Cộng")
        self.query_one(Grid).show(GridContent(head=head, rows=rows, columns=columns))


async def test_the_units_stay_in_sight_and_the_cursor_too():
    async with Wide().run_test(size=(80, 24)) as pilot:
        grid = pilot.app.query_one(Grid)
        for down, right in ((0, 0), (29, 29), (-15, -15)):
            grid.move(down, right)
            lines = grid.lines
            assert all(len(line) <= 80 for line in lines)
            assert lines[0].rstrip().endswith("Thứ")
            row = next(line for line in lines if "▸" in line)
            assert row.startswith(f"Đơn vị {grid.row + 1}")
            assert "[" in row
