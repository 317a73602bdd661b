"""Two sources disagree: marked where the fact stands, both shown, closed by a verdict."""

from __future__ import annotations

from datetime import date

import pytest

from events.disputes import GiveVerdict, RecordStatement, Topic
from events.event import Source, name_of
from events.store.ledger import Circumstances, Ledger
from events.store.sqlite.recorder import SQLiteRecorder
from tests.facts import Fields
from tests.narrow import fact, file_recorder
from tests.pages import BY, NOW, ledger_at, opening, press, screen_text, shown, toasts
from thidua_tui.i18n.messages import Words
from thidua_tui.queries.answers import answers
from thidua_tui.queries.table_query import TableQuery
from thidua_tui.screens.cluster_list import working_year
from thidua_tui.screens.entry_page import EntryPage
from thidua_tui.screens.form import Form
from thidua_tui.screens.score_grid import Scores
from thidua_tui.screens.source_disputes import Sources
from views.clusters import Clusters
from views.names import Names

PAPER = Source(kind="newspaper", title="Báo Lạng Sơn", on=date(2021, 1, 15))
MINUTES = Source(kind="document", title="Biên bản")
SAID: tuple[tuple[Topic, str | None, str, Source], ...] = (
    ("members", None, "8", PAPER),
    ("members", None, "7", MINUTES),
    ("places", "snv", "thứ Ba", PAPER),
    ("places", "snv", "thứ Nhì", MINUTES),
    ("day", None, "14/01/2021", PAPER),
)


@pytest.fixture
def path(tmp_path):
    """The demo, and what two sources say of it."""
    made = ledger_at(tmp_path / "demo.ledger", story=True)
    session = opening(made)()
    (cluster,) = session.see(Names()).clusters
    for topic, unit, value, source in SAID:
        said = RecordStatement(cluster=cluster, year=2020, topic=topic, unit=unit, value=value)
        session.ledger.execute(said, Circumstances(by=BY, source=source))
    file_recorder(session.ledger).close()
    return made


def line_of(text: str, words: str) -> str:
    return next(line for line in text.splitlines() if words in line)


async def test_what_sources_differ_on_is_marked_where_it_stands_in_words_and_sign(path):
    async with shown(path) as pilot:
        text = screen_text(pilot.app)
        assert "≠ 8 / 7" in line_of(text, "Đơn vị thành viên")
        assert "Nhì≠" in line_of(text, "Sở Nội vụ  ")
        assert "≠" not in line_of(text, "Sở Ngoại vụ")
        assert "≠ 2 nguồn khác nhau: thứ Ba / thứ Nhì" in text


PLACES = "≠ 2 nguồn khác nhau: thứ Ba / thứ Nhì"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_table_tells_the_questions_that_it_answers_and_no_others(path, size):
    async with shown(path, size=size) as pilot:
        found = {}
        for table in ("ranking", "roster", "movements"):
            await pilot.app.show_table(table)
            await press(pilot)
            found[table] = screen_text(pilot.app)
        assert PLACES in found["ranking"]
        assert "8 / 7" in found["roster"]
        assert PLACES in found["roster"], "the roster has the places, too"
        assert "≠" not in found["movements"]


async def test_the_score_grid_tells_it_below(path):
    async with shown(path, size=(120, 40)) as pilot:
        here, session = pilot.app.here, pilot.app.session
        await pilot.app.push_screen(Scores(session, here, pilot.app.words))
        pilot.app.screen.say("")
        assert PLACES in pilot.app.screen.body.message.left.plain


def test_the_command_line_tells_it_above_its_table(path):
    words, asked = Words("vi"), TableQuery(cluster="tmth", year=2020)
    with SQLiteRecorder(path) as recorder:
        ledger = Ledger(recorder, clock=lambda: NOW)
        assert any(PLACES in line for line in answers("ranking", ledger, asked, words))
        assert any("8 / 7" in line for line in answers("roster", ledger, asked, words))
        assert not any("≠" in line for line in answers("awards", ledger, asked, words))
        before = asked._replace(known_at=35)
        assert not any("≠" in line for line in answers("ranking", ledger, before, words))


@pytest.mark.parametrize("lang", ["vi", "en"])
async def test_both_are_shown_with_their_sources(path, lang):
    async with shown(path, lang, size=(120, 40)) as pilot:
        await press(pilot, "f")
        assert isinstance(pilot.app.screen, Sources)
        text = screen_text(pilot.app)
        stated = [Words(lang)("choices.quoted", text=value) for value in ("8", "7")]
        assert all(one in text for one in (*stated, "Báo Lạng Sơn", "Biên bản"))


async def test_enter_gives_the_verdict_and_both_stay(path):
    async with shown(path) as pilot:
        await press(pilot, "f", "down", "enter")
        assert isinstance(pilot.app.screen, Form)
        assert pilot.app.screen.filling.raw["value"] == "7"
        await press(pilot, *"ban goc", "f2")
        assert isinstance(pilot.app.screen, Sources)
        entry = [*pilot.app.session.ledger.read()][-1]
        assert (name_of(entry.event), fact(entry).value) == ("verdict-given", "7")
        states = {row.topic: (row.state, row.value) for row in pilot.app.screen.rows}
        assert states["members"] == ("settled", "7")
        await press(pilot, "escape")
        assert "≠ 8 / 7" in line_of(screen_text(pilot.app), "Đơn vị thành viên")


async def test_a_verdict_that_agrees_with_the_ledger_ends_the_mark(path):
    async with shown(path) as pilot:
        await press(pilot, "f", "enter", *"ban goc", "f2", "escape")
        assert "≠" not in line_of(screen_text(pilot.app), "Đơn vị thành viên")


@pytest.fixture
def verdict_on_head(path):
    """The demo, with a verdict that names another head of 2020 than the ledger has."""
    session = opening(path)()
    here: Fields = {"cluster": "tmth", "year": 2020, "topic": "head"}
    for value in ("VP Đoàn ĐBQH", "Sở Nội vụ"):
        said = RecordStatement(**here, value=value)
        session.ledger.execute(said, Circumstances(by=BY, source=PAPER))
    how = Circumstances(by=BY, reason="xem bản gốc")
    session.ledger.execute(GiveVerdict(**here, value="Sở Nội vụ"), how)
    file_recorder(session.ledger).close()
    return path


async def test_enter_opens_the_correction_filled_in_and_the_mark_goes_with_it(verdict_on_head):
    async with shown(verdict_on_head, size=(120, 40)) as pilot:
        assert "Trưởng cụm ≠" in line_of(screen_text(pilot.app), "Đoàn Đại biểu Quốc hội")
        await press(pilot, "f")
        assert "Enter để đính chính" in screen_text(pilot.app)
        at = next(
            n for n, (row, _) in enumerate(pilot.app.screen.statements) if row.topic == "head"
        )
        await press(pilot, *["down"] * at, "enter")
        form = pilot.app.screen
        assert isinstance(form, Form)
        assert (form.act.id, form.filling.raw["unit"]) == ("elect-head", "snv")
        assert form.filling.raw["reason"].startswith("theo kết luận «Sở Nội vụ»")
        await press(pilot, "f2")
        assert isinstance(pilot.app.screen, Sources)
        (row,) = [row for row in pilot.app.screen.rows if row.topic == "head"]
        assert (row.state, row.recorded, row.against) == ("settled", "Sở Nội vụ", ())
        await press(pilot, "escape")
        head = line_of(screen_text(pilot.app), "3  Sở Nội vụ")
        assert "Trưởng cụm" in head
        assert "Trưởng cụm ≠" not in head


@pytest.fixture
def verdict_on_award(path):
    """The demo, with a verdict that another form was nominated for than the ledger has."""
    session = opening(path)()
    here: Fields = {"cluster": "tmth", "year": 2020, "topic": "awards", "unit": "vp-hdnd"}
    for value in ("Cờ thi đua của UBND tỉnh", "Bằng khen của Thủ tướng Chính phủ"):
        said = RecordStatement(**here, value=value)
        session.ledger.execute(said, Circumstances(by=BY, source=PAPER))
    how = Circumstances(by=BY, reason="xem bản gốc")
    right = GiveVerdict(**here, value="Bằng khen của Thủ tướng Chính phủ")
    session.ledger.execute(right, how)
    file_recorder(session.ledger).close()
    return path


async def test_a_verdict_on_an_award_marks_it_until_its_offered_correction(verdict_on_award):
    async with shown(verdict_on_award, size=(120, 40)) as pilot:
        assert "≠" in line_of(screen_text(pilot.app), "  Văn phòng HĐND tỉnh")
        await press(pilot, "f")
        statements = pilot.app.screen.statements
        at = next(n for n, (row, _) in enumerate(statements) if row.topic == "awards")
        await press(pilot, *["down"] * at, "enter")
        form = pilot.app.screen
        assert isinstance(form, Form)
        raw = form.filling.raw
        assert (form.act.id, raw["unit"], raw["form"]) == ("nominate", "vp-hdnd", "bk-thu-tuong")
        await press(pilot, "f2")
        await press(pilot, "escape")
        assert "≠" not in line_of(screen_text(pilot.app), "  Văn phòng HĐND tỉnh")


async def test_what_is_not_open_says_why_there_is_no_verdict(path):
    async with shown(path) as pilot:
        await press(pilot, "f", "end", "enter")
        assert toasts(pilot.app)[-1].startswith("Mới có một nguồn")
        assert isinstance(pilot.app.screen, Sources)


async def test_another_source_is_added_to_the_question(path):
    async with shown(path) as pilot:
        await press(pilot, "f", "end", "+")
        form = pilot.app.screen
        assert isinstance(form, Form)
        assert form.filling.raw["topic"] == "day"


async def test_the_entry_of_a_statement_opens_and_comes_back(path):
    async with shown(path) as pilot:
        await press(pilot, "f", "h")
        assert isinstance(pilot.app.screen, EntryPage)
        assert "Báo Lạng Sơn" in screen_text(pilot.app)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, Sources)


async def test_a_year_of_which_no_source_speaks_says_how_to_begin(tmp_path):
    async with shown(ledger_at(tmp_path / "demo.ledger", story=True)) as pilot:
        await press(pilot, "f")
        assert "+ để ghi" in screen_text(pilot.app)
        await press(pilot, "enter", "escape")
        assert not isinstance(pilot.app.screen, Sources)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_home_verdict_against_the_head_marks_the_cluster(tmp_path, size):
    path = ledger_at(tmp_path / "demo.ledger", story=True)
    session = opening(path)()
    (cluster,) = session.see(Names()).clusters
    year = working_year(session.see(Clusters()).rows()[0], NOW.year)
    about: Fields = {"cluster": cluster, "year": year, "topic": "head", "value": "Sở Tài chính"}
    for value, source in (("Sở Tài chính", PAPER), ("Sở Tư pháp", MINUTES)):
        said = RecordStatement(**about | {"value": value})
        session.ledger.execute(said, Circumstances(by=BY, source=source))
    session.ledger.execute(GiveVerdict(**about), Circumstances(by=BY, reason="Biên bản"))
    file_recorder(session.ledger).close()
    async with shown(path, size=size) as pilot:
        await press(pilot, "0")
        assert "≠" in line_of(screen_text(pilot.app), f"  {year}  ")


@pytest.fixture
def contradicted(tmp_path):
    """The demo, with a verdict that another unit was head in 2020."""
    made = ledger_at(tmp_path / "verdict.ledger", story=True)
    session = opening(made)()
    (cluster,) = session.see(Names()).clusters
    asked: Fields = {"cluster": cluster, "year": 2020, "topic": "head"}
    for value in ("Sở Tài chính", "Sở Nội vụ"):
        said = RecordStatement(**asked, value=value)
        session.ledger.execute(said, Circumstances(by=BY, source=MINUTES))
    verdict = GiveVerdict(**asked, value="Sở Tài chính")
    session.ledger.execute(verdict, Circumstances(by=BY, reason="Biên bản"))
    file_recorder(session.ledger).close()
    return made


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize("page", ["0", "1", "2", "5"])
async def test_page_with_a_head_that_a_verdict_contradicts_shows_the_sign(contradicted, page, size):
    async with shown(contradicted, size=size) as pilot:
        await press(pilot, page)
        assert "≠" in screen_text(pilot.app)


async def test_the_page_of_a_unit_shows_what_a_verdict_contradicts(contradicted):
    async with shown(contradicted, size=(120, 40)) as pilot:
        await press(pilot, "1", "enter")
        assert "≠ Kết luận" in " ".join(screen_text(pilot.app).split())


@pytest.mark.parametrize("table", ["leaders", "roster", "rotation", "gaps", "history"])
def test_table_with_a_head_that_a_verdict_contradicts_names_both_entries(contradicted, table):
    with SQLiteRecorder(contradicted) as recorder:
        (line,) = answers(table, Ledger(recorder), TableQuery(), Words("vi"))
    assert "≠ Kết luận" in line
