"""A rule book issued, amended and shown: forms with their preview, tables, history, differences."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from textual.events import Paste

from events.command import Command
from events.compact_signatures import SignCompact
from events.errors import BadInput, Refused
from events.membership import RecordRoster
from events.ranking import AdoptResult
from events.result_events import Place
from events.rule_amendments import AmendRules
from events.rule_book import Criterion, IssueRules, RulesAmended, RulesIssued, book_of
from events.score_book.book import ScoreBook
from events.score_book.book_difference import book_difference
from events.score_book.book_toml import read_book, write_book
from events.scoring import RecordScore, ScoreRecorded
from tests.driven import AppPilot
from tests.facts import HERE as CUM
from tests.facts import MEMBERS, RESULT
from tests.form_app import CLUSTER, FOUNDED, FormApp, session
from tests.pages import app_on, ledger_at, press, until
from tests.spec import given
from tests.test_rule_book_text import T1, T5
from thidua_tui.acts.book_preview import preview_book
from thidua_tui.acts.book_sources import SHIPPED, shipped
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.registry import ACTS
from thidua_tui.cli.main import answer
from thidua_tui.formatting.sentences.book_rules import difference_lines, rule_lines
from thidua_tui.formatting.sentences.rule_books import book_lines, tree_texts
from thidua_tui.formatting.tables import diff_cells
from thidua_tui.forms.form_state import FormState
from thidua_tui.i18n.messages import LANGUAGES, Words
from thidua_tui.screens import save_picture
from thidua_tui.screens.book_panel import BookPanel
from thidua_tui.screens.tables import TablesPage
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session, in_place_of
from views.differences import differences
from views.projection import project
from views.rule_book import RuleBooks
from views.subject_history import Subject, trail

D = Decimal
YEAR: dict[str, Any] = {"cluster": "tmth", "year": 2020}
BOOK = read_book(
    """title = "Bảng điểm"
[scale]
total = 100
[[criteria]]
code = "I"
title = "Chuyên môn"
max = 60
[[criteria.criteria]]
code = "I.1"
title = "Số lượng"
max = 60
score = { kind = "count", each = 20 }
[[criteria]]
code = "II"
title = "Phong trào"
max = 40
score = { kind = "direct" }
"""
)
STARTED: tuple[Command, ...] = (
    *FOUNDED,
    CLUSTER,
    RecordRoster(**YEAR, units=("stc", "snv")),
    IssueRules(**YEAR, book=BOOK, document="12/QĐ"),
)


def with_max(book: ScoreBook, each: str = "10") -> ScoreBook:
    return read_book(write_book(book).replace("each = 20", f"each = {each}"))


def scored() -> tuple[Command, ...]:
    return tuple(
        RecordScore(**YEAR, unit=unit, criterion="II", stage="verified", points=D(points))
        for unit, points in (("stc", "10.5"), ("snv", "39.25"))
    )


def filling(act: str, at: Session, **raw: str) -> FormState:
    ground = ActContext(at, Location(cluster="tmth", year=2020), Words("vi"))
    return FormState(ACTS[act], ground, raw)


# The rules of the commands.


def test_a_book_and_a_table_together_are_refused():
    table = (Criterion(code="I", name="Một", max_points=D(1)),)
    given(*MEMBERS).when(IssueRules(**CUM, criteria=table, book=BOOK)).refused("book-and-table")


def test_a_book_that_changes_nothing_is_no_amendment():
    issued = RulesIssued(**CUM, book=BOOK)
    given(*MEMBERS, issued).when(AmendRules(**CUM, book=BOOK)).refused("book-unchanged", **CUM)


def test_a_line_that_has_points_stays_in_the_book():
    issued = RulesIssued(**CUM, book=BOOK)
    score = ScoreRecorded(**CUM, unit="a", criterion="II", stage="verified", points=D(1))
    other = read_book(write_book(BOOK).replace('code = "II"', 'code = "III"'))
    given(*MEMBERS, issued, score).when(AmendRules(**CUM, book=other)).refused(
        "scored-line-left-out", criterion="II", unit="a"
    )


def test_an_adopted_result_freezes_the_book():
    issued = RulesIssued(**CUM, book=BOOK)
    given(*MEMBERS, issued, RESULT).when(AmendRules(**CUM, book=with_max(BOOK))).refused(
        "rules-frozen", **CUM
    )


# Where the text comes from.


def test_a_template_fills_the_field_and_what_was_typed_stays():
    at = session(*STARTED[:-1])
    state = filling("issue-rules", at)
    assert state.put("template", "t1-1000") == ["criteria"]
    assert state.raw["criteria"] == T1
    (command,) = state.commands()
    assert isinstance(command, IssueRules)
    assert command.book == read_book(T1)
    state.put("criteria", "I; Một; 40")
    assert state.put("template", "t5-bands") == []
    state.put("criteria", "")
    assert state.put("template", "t8-floors") == ["criteria"]


def test_the_books_of_earlier_years_are_offered_first():
    at = session(*STARTED)
    state = filling("issue-rules", at, year="2021")
    codes = [option.code for option in state.options(state.fields["template"])]
    assert codes == ["year-2020", *shipped()]
    state.put("template", "year-2020")
    (command,) = state.commands()
    assert isinstance(command, IssueRules)
    assert (command.year, command.book) == (2021, BOOK)


def test_a_file_fills_the_field(tmp_path: Path):
    path = tmp_path / "b.toml"
    path.write_text(T1, "utf-8")
    at = session(*STARTED[:-1])
    state = filling("issue-rules", at, file=str(path))
    (command,) = state.commands()
    assert isinstance(command, IssueRules)
    assert command.book == read_book(T1)
    state.put("file", str(path.parent / "none"))
    assert isinstance(state.wrong()["file"], BadInput)


def test_an_amendment_begins_with_the_book_in_force():
    state = filling("amend-rules", session(*STARTED))
    assert read_book(state.raw["book"]) == BOOK
    (command,) = state.commands()
    assert command == AmendRules(**YEAR, book=BOOK)


def test_a_flat_table_is_amended_as_a_book():
    flat = IssueRules(**YEAR, criteria=(Criterion(code="I", name="Một", max_points=D(40)),))
    state = filling("amend-rules", session(*STARTED[:-1], flat))
    state.put("book", "I; Một; 40\nII; Hai; 5")
    (command,) = state.commands()
    assert isinstance(command, AmendRules)
    assert [leaf.code for leaf in command.book.leaves()] == ["I", "II"]


# What would follow.


def test_a_preview_of_the_next_year_compares_with_the_last():
    at = session(*STARTED)
    command = IssueRules(cluster="tmth", year=2021, book=with_max(BOOK))
    found = preview_book(at, "tmth", 2021, command)
    assert (found.against, found.year, found.version) == ("year", 2020, 1)
    assert found.before == BOOK


def test_a_preview_of_an_amendment_names_who_moves():
    at = session(*STARTED, *scored())
    rounded = read_book(write_book(BOOK) + '\n[rounding]\ndigits = 0\nmode = "up"\n')
    found = preview_book(at, "tmth", 2020, AmendRules(**YEAR, book=rounded))
    assert (found.against, found.version, found.refused) == ("version", 2, None)
    moved = [(one.unit, one.totals, one.places) for one in found.moved]
    assert moved == [
        ("snv", (D("39.25"), D(40)), (1, 1)),
        ("stc", (D("10.50"), D(11)), (2, 2)),
    ]


def test_a_refused_amendment_says_why_in_its_preview():
    at = session(*STARTED)
    found = preview_book(at, "tmth", 2020, AmendRules(**YEAR, book=BOOK))
    assert isinstance(found.refused, Refused)
    assert found.refused.code == "book-unchanged"
    assert found.version == 0


# The form on the screen.


def panel_text(app: FormApp) -> str:
    panel = app.form.ahead
    assert isinstance(panel, BookPanel)
    return panel.text.text(60).plain


async def test_the_form_shows_the_tree_and_records_it():
    app = FormApp("issue-rules", session(*STARTED[:-1]))
    async with app.run_test(size=(120, 40)) as pilot:
        app.post_message(Paste(T5))
        await until(pilot, lambda: "I.1.2" in panel_text(app))
        shown = panel_text(app)
        assert "10 tiêu chí" not in shown
        assert "Đúng thẩm quyền" in shown
        assert "trễ đến 2 ngày: 1,5" in shown
        await pilot.press("f2")
        await until(pilot, lambda: bool(app.seen))
    issued = app.seen[0].event
    assert isinstance(issued, RulesIssued)
    assert issued.book is not None
    assert [leaf.code for leaf in issued.book.leaves()][:3] == ["I.1.1", "I.1.2", "I.1.3"]


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_the_form_lists_every_flaw_and_records_nothing(size):
    at = session(*STARTED[:-1])
    app = FormApp("issue-rules", at)
    before = at.ledger.position()
    wrong = T1.replace("max = 90\n", "max = 91\n").replace("points = 160", "points = 300")
    async with app.run_test(size=size) as pilot:
        app.post_message(Paste(wrong))
        await until(pilot, lambda: "▲ 2" in panel_text(app))
        shown = panel_text(app)
        assert "Dòng 26" in shown
        assert "Dòng 37" in shown
        await pilot.press("f2")
        await pilot.pause()
        assert not app.seen
    assert at.ledger.position() == before


async def test_the_panel_scrolls_by_keys():
    app = FormApp("issue-rules", session(*STARTED[:-1]))
    async with app.run_test(size=(80, 24)) as pilot:
        app.post_message(Paste(T1))
        await until(pilot, lambda: "P3" in panel_text(app))
        panel = app.form.ahead
        assert isinstance(panel, BookPanel)
        panel.focus()
        await pilot.press("pagedown")
        await until(pilot, lambda: panel.scroll_y > 0)


async def test_an_amendment_shows_what_differs():
    app = FormApp("amend-rules", session(*STARTED))
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: "giống hệt" in panel_text(app))
        state = app.form.filling
        await app.form.body.fields.rows["book"].put("")
        state.put("book", write_book(with_max(BOOK)))
        app.form.edited()
        await until(pilot, lambda: "So với bảng đang có hiệu lực" in panel_text(app))
        await until(pilot, lambda: "Phiên bản 2" in panel_text(app))
        await until(pilot, lambda: "~ I.1 Số lượng: cách chấm" in panel_text(app))


async def test_text_in_a_book_is_text_and_no_markup():
    app = FormApp("issue-rules", session(*STARTED[:-1]))
    async with app.run_test(size=(120, 40)) as pilot:
        app.post_message(Paste("I; [red]Một[/b] [@click=app.quit]; 40\nI.1; Hai; 40"))
        await until(pilot, lambda: "[red]Một[/b]" in panel_text(app))


async def test_a_book_that_was_issued_wrongly_is_corrected():
    at = session(*STARTED)
    wrong = at.last_act()
    app = FormApp("issue-rules", at, instead_of=wrong)
    async with app.run_test(size=(120, 40)) as pilot:
        await corrected(pilot, app)
    (issued,) = [e.event for e in app.seen if isinstance(e.event, RulesIssued)]
    assert issued.book == with_max(BOOK)
    assert issued.document == "12/QĐ"


async def corrected(pilot: AppPilot[FormApp], app: FormApp) -> None:
    state = app.form.filling
    assert read_book(state.raw["criteria"]) == BOOK
    state.put("criteria", write_book(with_max(BOOK)))
    state.put("reason", "Ghi nhầm")
    app.form.edited()
    await until(pilot, lambda: "So với bảng đính chính" in panel_text(app))
    await until(pilot, lambda: "~ I.1" in panel_text(app))
    await pilot.press("f2")
    await until(pilot, lambda: bool(app.seen))


# What is shown of it.


def amended() -> Session:
    return session(*STARTED, AmendRules(**YEAR, book=with_max(BOOK), document="13/QĐ"))


def test_the_table_is_the_tree_in_force():
    rows = project(RuleBooks("tmth", 2020), amended().ledger).rows()
    assert [(r.criterion, r.depth, r.group, r.kind, r.max_points, r.version) for r in rows] == [
        ("I", 0, "", "group", D(60), 2),
        ("I.1", 1, "I", "count", D(60), 2),
        ("II", 0, "", "direct", D(40), 2),
    ]


def test_the_history_of_a_book_has_its_versions_and_what_differs():
    at = amended()
    at.do(RecordScore(**YEAR, unit="stc", criterion="II", stage="verified", points=D(3)))
    steps = trail(at.ledger, Subject(kind="rules", cluster="tmth", year=2020))
    kinds = [type(step.entries[-1].event) for step in steps]
    assert kinds == [RulesIssued, RulesAmended]
    changes = {(c.table, c.subject, c.field) for c in steps[1].changes}
    assert changes == {
        ("books", None, "document"),
        ("books", None, "version"),
        ("rules", "I.1", "score"),
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_difference_of_books_is_readable(lang):
    at = amended()
    words = Words(lang)
    since = at.ledger.position() - 1
    found = [one for one in differences(at.ledger, since) if one.table in ("books", "rules")]
    said = [diff_cells.sentence(one, words) for one in found]
    assert any("20" in text and "10" in text and "I.1" in text for text in said)
    assert not any("Struct" in text or "CountPoints" in text for text in said)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.toml")), ids=lambda path: path.stem)
def test_every_shipped_book_is_described_whole(path: Path, lang: str):
    book, words = read_book(path.read_text("utf-8")), Words(lang)
    lines = [*book_lines(book, words)]
    assert [line.code for line in lines] == [node.code for node in book.nodes()]
    assert all(line.scored for line in lines if not line.group)
    rules = rule_lines(book, words)
    assert any(book.source[:40] in line for line in rules)
    assert any(book.invented[:20] in line for line in rules)
    assert len(rules) == len(set(rules)) >= 6
    assert all(len(line) <= 80 for line in tree_texts(book, words, 80))


def test_a_changed_rule_is_said_before_and_after():
    other = read_book(write_book(BOOK).replace("total = 100", "total = 100\nbonus_cap = 5"))
    (line,) = difference_lines(book_difference(BOOK, other), Words("vi"))
    assert line == "~ Thang điểm 100 → Thang điểm 100, thưởng tối đa 5."


def test_the_command_line_prints_the_book_and_takes_it_back(tmp_path, capsys):
    def run(*arguments: str) -> str:
        capsys.readouterr()
        answer(arguments)
        return str(capsys.readouterr().out)

    ledger = tmp_path / "a.ledger"
    run("demo", "--ledger", str(ledger), "--no-ui")
    asked = ("--ledger", str(ledger), "--cluster", "vi-du", "--year", "2026")
    text = run("show", "rules", *asked, "--format", "toml")
    book = read_book(text)
    path = tmp_path / "b.toml"
    path.write_text(text.replace("bonus_cap = 50", "bonus_cap = 40"), "utf-8")
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(
        text.replace("max = 300", "max = 301").replace("total = 950", "total = 951"), "utf-8"
    )
    assert answer(("do", *asked, f"amend rules file={wrong}")) == 2
    said = capsys.readouterr().err
    assert "601" in said
    assert "951" in said
    done = run("do", *asked, f"sửa đổi tiêu chí theo=13/QĐ tệp={path}")
    assert "13/QĐ" in done
    again = read_book(run("show", "rules", *asked, "--format", "toml"))
    assert (book.scale.bonus_cap, again.scale.bonus_cap) == (D(50), D(40))
    assert "13/QĐ" in run("trail", "rules", *asked)
    assert "Phiên bản 2" in run("show", "rules", *asked)
    assert '"kind": "group"' in run("show", "rules", *asked, "--format", "json")


async def test_the_tab_key_reaches_the_panel():
    app = FormApp("issue-rules", session(*STARTED[:-1]))
    async with app.run_test(size=(120, 40)) as pilot:
        app.post_message(Paste(T1))
        await until(pilot, lambda: "P3" in panel_text(app))
        for _ in range(8):
            await pilot.press("tab")
            if isinstance(app.focused, BookPanel):
                break
        assert isinstance(app.focused, BookPanel)
        await pilot.press("end")
        await until(pilot, lambda: app.focused is not None and app.focused.scroll_y > 0)
        await pilot.press("f2")
        await until(pilot, lambda: bool(app.seen))


async def test_the_page_of_tables_shows_the_tree_and_keeps_it_as_toml(tmp_path, monkeypatch):
    monkeypatch.setattr(save_picture, "picture_folder", lambda: tmp_path / "hinh")
    ledger = ledger_at(tmp_path / "a.ledger", *STARTED)
    app = app_on(ledger)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await press(pilot, "4")
        page = app.screen
        assert isinstance(page, TablesPage)
        page.turn_to("rules")
        await until(pilot, lambda: any("I.1" in line.text for line in page.table_lines))
        texts = [line.text for line in page.table_lines]
        assert texts[0] == "Phiên bản 1: ban hành theo 12/QĐ"
        assert "    I.1     60  Số lượng" in texts
        assert any(line.endswith("100  tổng các mục, chưa kể thưởng") for line in texts)
        await press(pilot, "e")
        path = tmp_path / "hinh" / "rules-tmth-2020.toml"
        await until(pilot, path.exists)
        assert read_book(path.read_text("utf-8")) == BOOK
        await press(pilot, "h")
        await until(pilot, lambda: type(app.screen).__name__ == "TrailPage")


async def test_an_empty_year_has_no_book_to_keep(tmp_path, monkeypatch):
    monkeypatch.setattr(save_picture, "picture_folder", lambda: tmp_path / "hinh")
    app = app_on(ledger_at(tmp_path / "a.ledger", *STARTED[:-1]))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await press(pilot, "4")
        page = app.screen
        assert isinstance(page, TablesPage)
        page.turn_to("rules")
        await until(pilot, lambda: page.loaded.name == "rules")
        await press(pilot, "e")
        await pilot.pause()
        assert not (tmp_path / "hinh").exists() or not [*(tmp_path / "hinh").iterdir()]


async def test_a_file_that_is_named_wrongly_leaves_the_book_in_force():
    app = FormApp("amend-rules", session(*STARTED))
    async with app.run_test(size=(120, 40)) as pilot:
        row = app.form.body.fields.rows["file"]
        row.editor.focus()
        await pilot.pause()
        app.post_message(Paste("/none/at all"))
        await pilot.pause()
        assert read_book(app.form.filling.raw["book"]) == BOOK
        await pilot.press("f2")
        await until(pilot, lambda: "không có tệp này" in row.wrong)
        assert not app.seen


async def test_an_amendment_is_corrected_and_so_is_the_book_before_it():
    at = amended()
    app = FormApp("amend-rules", at, instead_of=at.last_act())
    async with app.run_test(size=(120, 40)) as pilot:
        state = app.form.filling
        assert read_book(state.raw["book"]) == with_max(BOOK)
        assert state.raw["document"] == "13/QĐ"
        state.put("book", write_book(with_max(BOOK, "15")))
        state.put("reason", "Ghi nhầm")
        await pilot.press("f2")
        await until(pilot, lambda: bool(app.seen))
    entries = [e for e in at.ledger.read() if isinstance(e.event, RulesIssued)]
    whole = IssueRules(**YEAR, book=BOOK, document="11/QĐ")
    at.do(in_place_of(entries, whole), reason="Nhầm số văn bản")
    view = project(RuleBooks("tmth", 2020), at.ledger)
    first, second = view.versions("tmth", 2020)
    assert (first.document, second.document) == ("11/QĐ", "13/QĐ")
    assert book_of(second) == with_max(BOOK, "15")


def test_lines_of_a_corrected_book_are_not_listed_twice():
    result = AdoptResult(**YEAR, places=(Place(place=1, unit="snv"), Place(place=2, unit="stc")))
    signed = SignCompact(**YEAR)
    at = session(*STARTED, signed, *scored(), result)
    (wrong,) = [e for e in at.ledger.read() if isinstance(e.event, RulesIssued)]
    rounded = read_book(write_book(BOOK) + "\n[rounding]\ndigits = 0\n")
    found = preview_book(at, "tmth", 2020, IssueRules(**YEAR, book=rounded), (wrong,))
    assert found.against == "wrong"
    assert [one.unit for one in found.moved] == ["snv", "stc"]
    assert not {move.table for move in found.consequences.moves} & {"rules", "books", "ranking"}


def test_a_shipped_book_is_listed_by_its_whole_title():
    for code, title in shipped().items():
        book = read_book((SHIPPED / f"{code}.toml").read_text("utf-8"))
        assert title == book.title  # quotation marks in it, too
