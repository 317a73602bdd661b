"""What is known of a paper, on its page: how it is asked for, what is said, what Enter opens."""

from __future__ import annotations

import pytest

from events import checkpoint_code, paper_code
from events.checkpoint import Checkpoint
from events.code_symbols import SYMBOLS
from events.errors import BadInput
from events.office import DescribeOffice
from events.papers import PaperIssued, number_key
from tests.driven import AppPilot
from tests.issued_papers import CLUSTER, NUMBER, WORDS, cancel, correct, docx, issue, opened
from tests.pages import (
    ShownApp,
    ledger_at,
    press,
    screen_text,
    settled,
    shown,
    shows,
    standing_still,
    toasts,
)
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.registry import ACTS
from thidua_tui.forms.form_state import FormState
from thidua_tui.queries.coded_paper import look_up
from thidua_tui.queries.papers import issued_paper
from thidua_tui.screens.entry_page import EntryPage
from thidua_tui.screens.file_picker import FilePicker
from thidua_tui.screens.paper_check import PaperCheck
from thidua_tui.screens.paper_preview import PaperPreview
from thidua_tui.screens.table_loading import Asked, load_table
from thidua_tui.session.location import Location

pytestmark = pytest.mark.usefixtures("home")
POINT = Checkpoint(ledger="1f" * 16, entries=35, head="ab" * 32)


@pytest.fixture
def path(tmp_path):
    with standing_still():
        yield ledger_at(tmp_path / "demo.ledger", story=True)


@pytest.fixture
def issued(path) -> PaperIssued:
    return issue(path)


async def asked(pilot: AppPilot[ShownApp], text: str) -> str:
    """What the page shows of a text."""
    page = pilot.app.screen
    assert isinstance(page, PaperCheck)
    page.entry.value = text
    await press(pilot, "enter")
    return " ".join(screen_text(pilot.app).split())


@pytest.mark.parametrize("text", ["1/bb-ctd", " 01 / BB CTĐ", "O1/BB-CTĐ", "0i/bb–ctđ", "01/BBCTĐ"])
def test_a_number_is_the_same_however_it_is_typed(text):
    assert number_key(text) == number_key(NUMBER)


@pytest.mark.parametrize("text", ["", "10/BB-CTĐ", "01/TTr-CTĐ", "01/BB-CT"])
def test_another_number_is_another(text):
    assert number_key(text) != number_key(NUMBER)


def test_in_the_whole_of_a_code_o_is_0_and_i_and_l_are_1():
    digest = "0123456789abcdef" * 4
    code = paper_code.written("minutes", "1f" * 16, 101, digest)
    assert paper_code.read(code.replace("0", "O").replace("1", "l")) == paper_code.read(code)
    assert not {"O", "I", "L"} & {*SYMBOLS}


async def test_a_paper_is_found_by_code_and_number_and_enter_shows_it(path, issued):
    async with shown(path) as pilot:
        await press(pilot, "#")
        code = issued.paper_code.lower().replace("-", " ").replace("0", "o")
        assert "ĐÚNG: biên bản hội nghị số 01/BB-CTĐ" in await asked(pilot, code)
        assert "ĐÚNG: biên bản hội nghị số 01/BB-CTĐ" in await asked(pilot, "1/bb ctd")
        assert "Ban hành ở mục" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert shows(pilot, PaperPreview)
        await press(pilot, "escape")
        assert shows(pilot, PaperCheck)
        await press(pilot, "escape", "#")
        page = pilot.app.screen
        assert isinstance(page, PaperCheck)
        assert page.entry.value == "1/bb ctd", "what was typed is kept"


async def test_enter_on_what_changed_opens_its_entry_and_esc_comes_back(path, issued):
    position = correct(path)
    async with shown(path, size=(120, 40)) as pilot:
        await press(pilot, "#")
        text = await asked(pilot, issued.paper_code)
        assert "ĐÃ HỦY NỘI DUNG:" in text
        assert f"Hủy ở mục {position}" in text
        page = pilot.app.screen
        assert isinstance(page, PaperCheck)
        page.list.cursor = next(at for at, n in enumerate(page.lines) if n.entry == position)
        await press(pilot, "enter")
        opened_entry = pilot.app.screen
        assert isinstance(opened_entry, EntryPage)
        assert opened_entry.position == position
        await press(pilot, "escape")
        assert shows(pilot, PaperCheck)
        assert page.entry.value == issued.paper_code
        assert "ĐÃ HỦY NỘI DUNG:" in screen_text(pilot.app)


async def test_each_thing_that_is_no_paper_of_this_ledger_has_its_own_sentence(path, issued):
    kept = issued.paper_code
    other = paper_code.written("minutes", "0" * 32, 35, "5a" * 32)
    wrong = f"{kept[:-1]}{'0' if kept[-1] != '0' else '1'}"
    sentences = {
        "cái gì đó": "Đây không phải số, mã văn bản",
        "07/BB-CTĐ": "Sổ văn bản không có số «07/BB-CTĐ»",
        "a1b2-c3d4-e5f6": "Không có bảng xếp hạng nào mang mã a1b2-c3d4-e5f6",
        "a1b2-c3d4": "không phải là mã bảng xếp hạng",
        checkpoint_code.written(POINT): "Đây là mã điểm kiểm tra của sổ",
        "không-có.docx": "Không có tệp không-có.docx",
        other: "KHÔNG CỦA SỔ NÀY",
        wrong: "Mã có một chữ hoặc một số bị sai",
    }
    async with shown(path, size=(120, 40)) as pilot:
        await press(pilot, "#")
        for text, sentence in sentences.items():
            assert sentence in await asked(pilot, text)
    with opened(path) as session:
        for text in sentences:
            if text != other:
                with pytest.raises(BadInput):
                    look_up(session.ledger, text, WORDS)


async def test_the_fingerprint_of_a_ranking_is_answered_by_the_ranking(path):
    async with shown(path, size=(120, 40)) as pilot:
        await settled(pilot)
        code = pilot.app.screen.facts.ranking.fingerprint
        await press(pilot, "#")
        text = await asked(pilot, code.replace("-", " ").upper())
        assert f"{code}: bảng xếp hạng năm 2020" in text
        assert "Vẫn đúng như sổ hiện nay" in text


async def test_a_file_is_chosen_among_papers_and_its_words_are_compared(path, issued, tmp_path):
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "bb-01.docx").write_bytes(docx(issued))
    (folder / "bang-diem.xlsx").write_bytes(b"PK")
    async with shown(path, size=(120, 40)) as pilot:
        await press(pilot, "#", "ctrl+f")
        picker = pilot.app.screen
        assert isinstance(picker, FilePicker)
        picker.entry.value = f"{folder}/"
        await press(pilot)
        assert next(item.name for item in picker.shown if not isinstance(item, str)) == "bb-01.docx"
        assert "bang-diem" not in screen_text(pilot.app)
        await press(pilot, "enter")
        page = pilot.app.screen
        assert isinstance(page, PaperCheck)
        assert page.entry.value.endswith("bb-01.docx")
        assert "ĐÚNG: biên bản" in screen_text(pilot.app)


async def test_the_palette_has_the_page(path):
    async with shown(path) as pilot:
        await press(pilot, "ctrl+p")
        pilot.app.screen.entry.value = "doi chieu van ban"
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, PaperCheck)


async def test_no_paper_is_made_of_a_year_of_which_nothing_is_recorded(path):
    async with shown(path) as pilot:
        await press(pilot, "1", "right", "right", "right")
        assert "Văn bản" not in screen_text(pilot.app).splitlines()[-1]
        await press(pilot, "ctrl+t")
        assert toasts(pilot.app) == ["Năm này chưa ghi nội dung nào nên chưa lập được văn bản."]


def test_the_register_shows_its_holes_and_the_cancelled_numbers(path):
    third = issue(path, serial=3, numbering="paper")
    cancel(path, third)
    with opened(path) as session:
        here = Location(cluster=CLUSTER, year=2020)
        loaded = load_table("papers", Asked(session, here, WORDS, 80))
    assert loaded.sheet is not None
    assert [row.state for row in loaded.sheet.rows] == ["cancelled"]
    assert any("thiếu số 1–2" in line for line in loaded.disputes)


@pytest.mark.parametrize(
    ("kind", "symbol"), [("minutes", "BB-CTĐ"), ("submission", "TTr-CTĐ"), ("compact", "")]
)
def test_the_form_offers_the_symbol_of_the_office(path, kind, symbol):
    with opened(path) as session:
        ground = ActContext(session, Location(cluster=CLUSTER, year=2020), WORDS)
        before = FormState(ACTS["issue-paper"], ground, {"paper_kind": kind})
        before.settle()
        session.do(DescribeOffice(cluster=CLUSTER, symbol="CTĐ"))
        ground = ActContext(session, Location(cluster=CLUSTER, year=2020), WORDS)
        after = FormState(ACTS["issue-paper"], ground, {"paper_kind": kind})
        after.settle()
        assert (before.raw["symbol"], after.raw["symbol"]) == ("", symbol)


def test_a_paper_without_a_symbol_has_dots_for_it_and_says_so(path):
    issued = issue(path, symbol="")
    with opened(path) as session:
        made = issued_paper(issued, WORDS)
        found = look_up(session.ledger, "1", WORDS)
    assert "ký hiệu văn bản" in made.paper.missing
    assert made.paper.heading is not None
    assert "01/BB-…" in made.paper.heading.number
    assert found.verdict is not None and found.verdict.row is not None
