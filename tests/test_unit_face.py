"""The second face of the grid, one unit's sheet: keys, gaps, missing cells, staging, mouse."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from textual.events import Paste

from events.command import Command
from events.membership import RecordRoster
from events.rule_book import IssueRules
from events.score_book.book import Derivation, Grade, Node, Scale, ScoreBook
from events.score_book.leaf_kinds import Bonus, CountPoints, Direct, Observation, Proportional
from events.scoring import RecordScore, RecordScores, Scored, ScoreRecorded, Stage
from events.unit_commands import FoundUnit
from tests.driven import Driven
from tests.form_app import CLUSTER, FOUNDED, HERE, STARTED, UNITS, session
from tests.narrow import fact
from thidua_tui.i18n.messages import Words
from thidua_tui.platform import themes
from thidua_tui.screens.score_commit import Commit
from thidua_tui.screens.score_faces import ScoreFaces
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.widgets.header_footer import StatusLine
from thidua_tui.widgets.key_order import KeysInOrder
from thidua_tui.widgets.unit_face import UnitSheetView

D = Decimal
BOOK = ScoreBook(
    title="Bảng chấm điểm",
    scale=Scale(total=D(100), bonus_cap=D(5)),
    criteria=(
        Node(
            code="I",
            title="Chuyên môn",
            max=D(80),
            criteria=(
                Node(code="I.1", title="Thu ngân sách", max=D(50), score=Proportional()),
                Node(code="I.2", title="Báo cáo [/b] đúng hạn", max=D(30), score=Direct()),
            ),
        ),
        Node(code="II", title="Phong trào", max=D(20), score=CountPoints(each=D(2))),
        Node(code="III", title="Điểm thưởng", score=Bonus(each=D(1))),
    ),
    derivation=Derivation(scorers=("self", "verified", "office"), final="last"),
    grades=(Grade(name="A", total=D(90)), Grade(name="B", total=D(50))),
    self_score_deadline="10/12",
    not_assigned="leaves",
)
THERE: dict[str, Any] = {"cluster": "tmth", "year": 2020}
RULED = (*STARTED, IssueRules(**THERE, book=BOOK))


class FacesApp(Driven, KeysInOrder[None]):
    """An app around one grid with its faces."""

    CSS = "StatusLine { height: 1; width: 1fr; padding: 0 1; }"

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return themes.default_variables(self.current_theme)

    def __init__(self, at: Session, here: Location = HERE, lang: str = "vi") -> None:
        super().__init__()
        self.at, self.place, self.lang = at, here, lang
        self.dismissed: list[Any] = []

    def on_mount(self) -> None:
        self.push_screen(ScoreFaces(self.at, self.place, Words(self.lang)), self.dismissed.append)


def scores(unit: str, stage: Stage, **points: str | Observation | None) -> RecordScores:
    """The scores of a unit at a stage; `I_1` is the line I.1."""
    cells = []
    for name, given in points.items():
        seen = given if isinstance(given, Observation) else None
        direct = D(given) if isinstance(given, str) else None
        code = name.replace("_", ".")
        cells.append(Scored(unit=unit, criterion=code, points=direct, observed=seen))
    return RecordScores(**THERE, stage=stage, cells=tuple(cells))


def share(actual: int) -> Observation:
    return Observation(actual=D(actual), target=D(40))


OWN = scores("stc", "self", I_1=share(40), I_2="30", II=Observation(count=5))
VERIFIED = scores("stc", "verified", I_1=share(38), I_2="18", II=Observation(count=5))


def app(*more: Command, lang: str = "vi") -> FacesApp:
    return FacesApp(session(*RULED, *more), lang=lang)


def lines(of: FacesApp) -> list[str]:
    """The lines of the sheet in sight."""
    return [line.rstrip() for line in of.screen.view.lines]


def line(of: FacesApp, code: str) -> str:
    return next(line for line in lines(of) if line.startswith(f"{code} "))


def focus(of: FacesApp) -> tuple[str, str, str]:
    """The unit, the line and the stage in focus."""
    unit, criterion = of.screen.at()
    return unit, criterion.code, of.screen.stage


def said(of: FacesApp) -> str:
    return str(of.screen.body.message.left.plain)


def frame(of: FacesApp) -> str:
    return str(of.screen.query_one("#grid-panel").border_title)


async def test_the_key_shows_the_other_face_with_the_same_cell_in_focus():
    async with app(OWN, VERIFIED).run_test(size=(120, 40)) as pilot:
        await pilot.press("down", "tab", "f8", "f8")  # the self-scores
        assert focus(pilot.app) == ("stc", "I.2", "self")
        await pilot.press("v")
        assert pilot.app.screen.view.display and not pilot.app.screen.body.grid.display
        assert focus(pilot.app) == ("stc", "I.2", "self")
        assert "▸" in line(pilot.app, "I.2") and "[  30]" in line(pilot.app, "I.2")
        await pilot.press("down", "v")
        assert focus(pilot.app) == ("stc", "II", "self")
        assert pilot.app.screen.body.grid.display and not pilot.app.screen.view.display


async def test_a_line_has_the_points_of_every_stage_the_final_points_and_the_gap():
    async with app(OWN, VERIFIED).run_test(size=(120, 40)) as pilot:
        await pilot.press("down", "v", "up", "tab")
        assert line(pilot.app, "I.1").split() == [
            "I.1", "▸", "Thu", "ngân", "sách", "50", "50", "47,5", "[", "·]", "47,5", "−2,5",
        ]  # fmt: skip
        assert line(pilot.app, "I").split() == [
            "I", "Chuyên", "môn", "80", "80", "65,5", "65,5", "−14,5",
        ]  # fmt: skip
        assert line(pilot.app, "II").split()[-5:] == ["10", "10", "·", "10", "0"]
        total = next(line for line in lines(pilot.app) if "Cộng" in line)
        assert total.split() == ["Cộng", "100", "90", "75,5", "75,5", "−14,5"]


async def test_what_was_typed_as_a_title_is_no_markup():
    async with app(OWN).run_test(size=(120, 40)) as pilot:
        await pilot.press("down", "v")
        assert "Báo cáo [/b] đúng hạn" in line(pilot.app, "I.2")


async def test_one_key_goes_to_the_biggest_gap_and_again_restores_the_order():
    async with app(OWN, VERIFIED).run_test(size=(120, 40)) as pilot:
        await pilot.press("down", "v", "g")
        assert focus(pilot.app)[1] == "I.2"
        codes = [one.split()[0] for one in lines(pilot.app)[1:5]]
        assert codes == ["I.2", "I.1", "II", "III"]
        await pilot.press("down")
        assert focus(pilot.app)[1] == "I.1", "down goes through the lines as they are shown"
        await pilot.press("g")
        assert [one.split()[0] for one in lines(pilot.app)[1:4]] == ["I", "I.1", "I.2"]
        assert focus(pilot.app)[1] == "I.1"


async def test_the_key_of_gaps_opens_the_sheet_from_the_grid():
    async with app(OWN, VERIFIED).run_test(size=(120, 40)) as pilot:
        await pilot.press("down", "g")
        assert pilot.app.screen.view.display
        assert focus(pilot.app) == ("stc", "I.2", "verified")


def big_book(lines: int) -> ScoreBook:
    leaves = tuple(
        Node(code=f"I.{at}", title=f"Nội dung {at}", max=D(10), score=Direct())
        for at in range(1, lines + 1)
    )
    group = Node(code="I", title="Tất cả", max=D(10 * lines), criteria=leaves)
    return ScoreBook(title="Bảng", scale=Scale(total=D(10 * lines)), criteria=(group,))


async def test_the_biggest_dispute_of_120_lines_and_11_units_is_one_key_away():
    units = (*UNITS, "u7", "u8", "u9", "u10", "u11")
    founded = tuple(FoundUnit(unit=unit, name=f"Sở thứ {unit}") for unit in units[6:])
    roster = RecordRoster(**THERE, units=units)
    at = session(*FOUNDED, *founded, CLUSTER, roster, IssueRules(**THERE, book=big_book(120)))
    for stage in ("self", "verified"):
        cells = tuple(
            Scored(
                unit=unit,
                criterion=f"I.{n}",
                points=D(1 if (stage, unit, n) == ("verified", "u11", 97) else 9),
            )
            for unit in units
            for n in range(1, 121)
        )
        at.do(RecordScores(**THERE, stage=stage, cells=cells))
    async with FacesApp(at).run_test(size=(80, 24)) as pilot:
        await pilot.press(*["ctrl+down"] * 10, "v")
        assert focus(pilot.app)[:2] == ("u11", "I.1")
        await pilot.press("pagedown", "pagedown", "pageup")
        assert focus(pilot.app)[:2] == ("u11", "I.11")
        await pilot.press("g")
        assert focus(pilot.app) == ("u11", "I.97", "verified")
        assert "▸" in line(pilot.app, "I.97") and "−8" in line(pilot.app, "I.97")


async def test_points_typed_in_the_sheet_are_staged_and_recorded_as_in_the_grid():
    async with app(OWN).run_test(size=(120, 40)) as pilot:
        at = pilot.app.at
        await pilot.press("down", "v", *"38/40", "enter", *"29", "enter")
        found = {
            (key.criterion, key.stage): one.state for key, one in pilot.app.screen.staged.items()
        }
        assert found == {("I.1", "verified"): "new", ("I.2", "verified"): "new"}
        assert "›47,5" in line(pilot.app, "I.1") and "−2,5" in line(pilot.app, "I.1")
        assert focus(pilot.app)[1] == "II"
        await pilot.press("shift+tab", *"3", "enter", "f2")
        question: Any = pilot.app.screen
        assert isinstance(question, Commit)
        await pilot.press(*"BC 7", "f2")
        await pilot.pause()
        new = [entry for entry in at.ledger.read() if isinstance(entry.event, ScoreRecorded)][-3:]
        assert len({entry.act for entry in new}) == 1
        assert {fact(entry).criterion for entry in new} == {"I.1", "I.2", "II"}
        faces: Any = pilot.app.screen
        assert faces.view.display, "the same face is shown again"


async def test_nonsense_is_refused_in_the_cell_and_nothing_is_recorded():
    async with app(OWN).run_test(size=(120, 40)) as pilot:
        before = len([*pilot.app.at.ledger.read()])
        await pilot.press("down", "v", "down", *"99", "enter")
        assert focus(pilot.app)[1] == "I.2", "the cursor stays"
        assert "▲" in said(pilot.app) and "30" in said(pilot.app)
        await pilot.press("escape")
        assert pilot.app.screen.body.entry.value == ""
        assert len([*pilot.app.at.ledger.read()]) == before


async def test_escape_closes_and_what_is_staged_waits_for_the_next_time():
    async with app(OWN).run_test(size=(120, 40)) as pilot:
        await pilot.press("down", "v", "down", *"29", "enter", "escape")
        assert pilot.app.dismissed == [()]
        pilot.app.push_screen(ScoreFaces(pilot.app.at, HERE, Words("vi")))
        await pilot.pause()
        assert len(pilot.app.screen.staged) == 1


async def test_other_units_are_a_key_away_with_the_same_criterion():
    async with app(OWN).run_test(size=(120, 40)) as pilot:
        await pilot.press("v", "down", "ctrl+down")
        assert focus(pilot.app) == ("stc", "I.2", "verified")
        assert "Sở Tài chính" in frame(pilot.app)
        assert " 30 " in line(pilot.app, "I.2")
        await pilot.press("[", "[")
        assert focus(pilot.app)[0] == "vp-dbqh", "before the first unit there is none"
        await pilot.press("]")
        assert focus(pilot.app)[0] == "stc"


async def test_the_next_missing_cell_is_a_key_away_in_both_faces():
    done = scores("vp-dbqh", "verified", I_1=share(1), II=Observation(count=0))
    async with app(done).run_test(size=(120, 40)) as pilot:
        assert "còn thiếu 16 ô" in frame(pilot.app)
        await pilot.press("m")
        assert focus(pilot.app) == ("vp-dbqh", "I.2", "verified")
        assert "đơn vị còn thiếu 1 ô, toàn cụm còn thiếu 16 ô" in said(pilot.app)
        await pilot.press("m")
        assert focus(pilot.app) == ("stc", "I.1", "verified")
        await pilot.press("v", "m")
        assert focus(pilot.app) == ("stc", "I.2", "verified")
        assert "còn thiếu 3 ô" in frame(pilot.app)


async def test_a_staged_cell_is_missing_no_more_and_a_refused_one_is():
    async with app().run_test(size=(120, 40)) as pilot:
        await pilot.press("v", "down", *"29", "enter")
        assert "còn thiếu 2 ô" in frame(pilot.app)
        await pilot.press("up", *"99", "enter", "enter")
        assert "còn thiếu 3 ô" in frame(pilot.app)


async def test_when_nothing_is_missing_the_key_says_so():
    whole = [
        scores(unit, stage, I_1=share(1), I_2="0", II=None)
        for unit in UNITS
        for stage in ("self", "verified")
    ]
    async with app(*whole).run_test(size=(120, 40)) as pilot:
        await pilot.press("m")
        assert "Không còn ô nào thiếu" in said(pilot.app)


async def test_the_foot_has_totals_basis_grade_and_the_gates_that_are_closed():
    verified = scores("stc", "verified", I_1=share(38), I_2=None, II=Observation(count=5))
    async with app(verified).run_test(size=(120, 40)) as pilot:
        await pilot.press("down", "v")
        foot = "\n".join(lines(pilot.app))
        assert "Nội dung 57,5 · tổng 82,14/100 · hạng 1" in foot
        assert (
            "Cơ sở: 57,5/70 ≈ 82,14 % phần được giao; chưa quy đổi 57,5, quy đổi 82,1429." in foot
        )
        assert "Xếp loại B. Chưa đạt A vì: tổng điểm." in foot


async def test_a_cell_explains_each_of_its_points():
    async with app(OWN, VERIFIED).run_test(size=(160, 50)) as pilot:
        await pilot.press("down", "v")
        detail = pilot.app.screen.body.detail.text.plain
        assert "40/40 × 50 = 50" in detail and "38/40 × 50 = 47,5" in detail
        assert "Thư ký" in detail


async def test_late_self_scores_are_named():
    async with app(OWN).run_test(size=(160, 50)) as pilot:
        await pilot.press("down", "v")
        below = pilot.app.screen.body.ranking.text.plain
        assert "Tự chấm xong ngày 14/01/2021, trễ hạn (10/12/2020)." in below
        await pilot.press("ctrl+down")
        below = pilot.app.screen.body.ranking.text.plain
        assert "Quá hạn tự chấm (10/12/2020), chưa chấm xong." in below
        assert "còn thiếu 3: I.1, I.2, II" in below


async def test_a_click_goes_to_the_cell():
    async with app(OWN, VERIFIED).run_test(size=(120, 40)) as pilot:
        await pilot.press("down", "v")
        view: UnitSheetView = pilot.app.screen.view
        row = next(at for at, line in enumerate(lines(pilot.app)) if line.startswith("II "))
        x = lines(pilot.app)[0].index("Tự chấm") + 3
        await pilot.click(view, offset=(x, row))
        assert focus(pilot.app) == ("stc", "II", "self")


async def test_a_click_on_a_group_moves_nothing():
    async with app(OWN).run_test(size=(120, 40)) as pilot:
        await pilot.press("down", "v", "down")
        await pilot.click(pilot.app.screen.view, offset=(10, 1))
        assert focus(pilot.app)[1] == "I.2"


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (160, 50)], ids=["80", "120", "160"])
@pytest.mark.parametrize("lang", ["vi", "en"])
async def test_every_stage_and_the_gap_fit_at_every_size(size, lang):
    async with app(OWN, VERIFIED, lang=lang).run_test(size=size) as pilot:
        await pilot.press("down", "v")
        head = lines(pilot.app)[0]
        words = Words(lang)
        for stage in ("self", "verified", "office"):
            assert words(f"unitsheet.stage.{stage}") in head
        assert words("unitsheet.head.gap") in head
        assert "−12" in line(pilot.app, "I.2")


async def test_moving_the_cursor_draws_only_the_lines_that_change():
    async with app(OWN, VERIFIED).run_test(size=(120, 40)) as pilot:
        await pilot.press("down", "v")
        view, drawn = pilot.app.screen.view, []
        view.refresh = lambda *regions, **_: drawn.append([*regions])
        await pilot.press("down")
        assert [len(regions) for regions in drawn] == [2]


async def test_without_a_rule_book_the_keys_do_nothing():
    async with FacesApp(session(*STARTED)).run_test(size=(120, 40)) as pilot:
        await pilot.press("v", "g", "m", "ctrl+down")
        assert not pilot.app.screen.view.display


async def test_last_years_points_are_shown_of_the_same_line():
    last: dict[str, Any] = {"cluster": "tmth", "year": 2019}
    facts = (
        RecordRoster(**last, units=("stc",)),
        IssueRules(**last, book=BOOK),
        RecordScore(**last, unit="stc", criterion="I.2", points=D("27.25")),
    )
    async with app(OWN, *facts).run_test(size=(120, 40)) as pilot:
        await pilot.press("down", "v")
        assert line(pilot.app, "I.2").endswith("27,25")


async def paste(pilot: Any, text: str) -> None:
    entry = pilot.app.screen.body.entry
    entry.post_message(Paste(text))
    await pilot.pause()
    await pilot.pause()


def staged(of: FacesApp) -> dict[tuple[str, str, str], str]:
    found = of.screen.staged.items()
    return {(key.unit, key.criterion, key.stage): one.text for key, one in found}


async def test_a_pasted_column_goes_down_the_lines_of_the_unit_not_down_the_units():
    async with app().run_test(size=(120, 40)) as pilot:
        await pilot.press("down", "v")
        await paste(pilot, "38/40\n29\n5")
        assert staged(pilot.app) == {
            ("stc", "I.1", "verified"): "38/40",
            ("stc", "I.2", "verified"): "29",
            ("stc", "II", "verified"): "5",
        }
        assert "Đã dán 3 ô" in said(pilot.app)


async def test_a_pasted_block_goes_right_through_the_stages_and_what_is_too_much_is_named():
    async with app().run_test(size=(120, 40)) as pilot:
        await pilot.press("down", "v", "shift+tab", "end")
        await paste(pilot, "1\t2\t3\t4\n9\t9")
        assert staged(pilot.app) == {
            ("stc", "III", "self"): "1",
            ("stc", "III", "verified"): "2",
            ("stc", "III", "office"): "3",
        }
        assert "1 cột cuối" in said(pilot.app) and "1 dòng cuối" in said(pilot.app)


async def test_pasted_codes_name_their_lines_and_sums_of_groups_are_passed_over():
    async with app().run_test(size=(120, 40)) as pilot:
        await pilot.press("down", "v")
        await paste(pilot, "II\tPhong trào\t4\nI\tChuyên môn\t77\nI.2\tBáo cáo\t28,5\nX\t\t1")
        assert staged(pilot.app) == {
            ("stc", "II", "verified"): "4",
            ("stc", "I.2", "verified"): "28,5",
        }
        assert "X" in said(pilot.app)


def title_line(of: FacesApp) -> str:
    line = of.screen.query_one("#scores-title", StatusLine)
    return str(line.ends(line.content_size.width).plain)


async def test_a_screen_without_frames_names_the_unit_and_what_is_missing_in_its_title():
    async with app(OWN).run_test(size=(80, 24)) as pilot:
        assert "còn thiếu" in title_line(pilot.app)
        await pilot.press("down", "v")
        assert "Sở Tài chính" in title_line(pilot.app)
        await pilot.press("ctrl+down")
        assert "Sở Tài chính" not in title_line(pilot.app)
        assert "còn thiếu 3 ô" in title_line(pilot.app)
        await pilot.resize_terminal(120, 40)
        assert "còn thiếu 3 ô" not in title_line(pilot.app)
        await pilot.resize_terminal(80, 24)
        assert "còn thiếu 3 ô" in title_line(pilot.app)


async def test_the_tabs_of_the_grid_count_what_a_stage_is_asked_for():
    async with app(OWN).run_test(size=(120, 40)) as pilot:
        tabs = {tab.name: (tab.filled, tab.cells) for tab in pilot.app.screen.body.stages.tabs}
        units = len(pilot.app.screen.sheet.units)
        assert tabs["self"] == (3, 3 * units)  # a bonus without an entry counts as none
        assert f"còn thiếu {3 * units} ô" in frame(pilot.app)  # of the verified points
