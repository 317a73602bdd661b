"""A ranking on the screen: deciding a tie, holds, the blank wall, how many places are announced."""

from __future__ import annotations

from decimal import Decimal

import pytest

from events.clusters import FoundCluster
from events.meetings import OpenMeeting
from events.membership import RecordRoster
from events.rule_book import IssueRules
from events.score_book.book import Node, Scale, ScoreBook
from events.score_book.leaf_kinds import Direct
from events.score_book.lot import draw, hashes
from events.scoring import RecordScores, Scored
from events.tie_events import TieDecided
from events.unit_commands import FoundUnit
from tests.facts import HERE
from tests.pages import ledger_at, press, screen_text, settled, shown, standing_still
from thidua_tui.formatting.slides.meeting_slides import load_meeting_now, meeting_slide
from thidua_tui.formatting.slides.slide_data import load_year_summary
from thidua_tui.formatting.slides.slides import year_slides
from thidua_tui.screens.form import Form
from thidua_tui.screens.year_text import ranking_lines
from thidua_tui.session.location import Location

BOOK = ScoreBook(
    title="Bảng",
    scale=Scale(total=Decimal(100)),
    criteria=(Node(code="I", title="Nhiệm vụ", max=Decimal(100), score=Direct()),),
)
POINTS = {"a": "80", "b": "80", "c": "70", "d": "60"}
BEGUN = (
    *(FoundUnit(unit=code, name=f"Sở {code.upper()}") for code in POINTS),
    FoundCluster(cluster="cum", name="Cụm một", place="Lạng Sơn"),
    RecordRoster(**HERE, units=tuple(POINTS)),
    IssueRules(**HERE, book=BOOK),
    RecordScores(
        **HERE,
        stage="verified",
        cells=tuple(
            Scored(unit=unit, criterion="I", points=Decimal(points))
            for unit, points in POINTS.items()
        ),
    ),
)


@pytest.fixture
def tied(tmp_path):
    with standing_still():
        yield ledger_at(tmp_path / "tied.ledger", *BEGUN)


@pytest.fixture
def adopted(tmp_path):
    with standing_still():
        yield ledger_at(tmp_path / "adopted.ledger", story=True)


async def test_the_page_says_that_a_tie_is_to_be_decided(tied):
    async with shown(tied, size=(160, 60)) as pilot:
        await settled(pilot)
        page = pilot.app.screen
        text = " ".join(line.plain for line in ranking_lines(page.facts, pilot.app.words))
        assert "chưa phân hạng: Sở A, Sở B" in text
        assert text.count("Mã bảng xếp hạng") == 1
        assert "chưa phân hạng" in " ".join(screen_text(pilot.app).split())


async def test_a_tie_is_decided_in_its_form_and_moves_the_places(tied):
    async with shown(tied, size=(160, 60)) as pilot:
        await pilot.app.do_act("decide-tie")
        await settled(pilot)
        form = pilot.app.screen
        assert isinstance(form, Form)
        for name, raw in (("by", "rule"), ("units", "1 b\n2 a")):
            form.filling.put(name, raw)
        await press(pilot, "f2")
        assert "phải nêu quy định nào" in screen_text(pilot.app)
        form.filling.put("rule", "Điều 5 Quy chế cụm")
        await press(pilot, "f2")
        ledger = pilot.app.session.ledger
        (event,) = [e.event for e in ledger.read() if isinstance(e.event, TieDecided)]
        assert event.units == ("b", "a")
        assert "theo quy định" in " ".join(screen_text(pilot.app).split())


async def test_a_lot_from_words_fills_its_order_and_is_on_the_wall(tied):
    async with shown(tied, size=(120, 40)) as pilot:
        app = pilot.app
        app.session.do(OpenMeeting(**HERE, meeting="m", title="Hội nghị"))
        await app.do_act("decide-tie")
        await settled(pilot)
        form = app.screen
        form.filling.put("by", "words")
        form.filling.put("words", "a: hoa sen; b: lúa")
        order = draw({"a": "hoa sen", "b": "lúa"}, ("a", "b"))
        assert form.filling.raw["units"] == "\n".join(f"{n} {u}" for n, u in enumerate(order, 1))
        await press(pilot, "f2")
        assert not isinstance(app.screen, Form)
        here = Location(cluster="cum", year=2020)
        summary = load_year_summary(app.session.see, here)
        now = load_meeting_now(app.session.see, here)
        [lot] = [s for s in year_slides(summary, app.words) if s.above.startswith("Bốc thăm")]
        wall = meeting_slide(now, app.words)
        assert wall.below[: len(lot.below)] == lot.below
        assert lot.names[0].full == f"Sở {order[0].upper()}"
        below = " ".join(lot.below)
        digests = [digest[:12] for _, digest in hashes({"a": "hoa sen", "b": "lúa"}, order)]
        assert all(part in below for part in ("«hoa sen»", "«lúa»", *digests))


async def test_a_shared_place_needs_no_order(tied):
    async with shown(tied) as pilot:
        await pilot.app.do_act("decide-tie")
        await settled(pilot)
        pilot.app.screen.filling.put("by", "shared")
        assert pilot.app.screen.filling.raw["units"] == "1 a\n2 b"


async def test_equal_numbers_are_an_order_only_where_the_place_is_shared(tied):
    async with shown(tied, size=(160, 60)) as pilot:
        await pilot.app.do_act("decide-tie")
        await settled(pilot)
        form = pilot.app.screen
        for name, raw in (("by", "ballot"), ("units", "1 a\n1 b")):
            form.filling.put(name, raw)
        await press(pilot, "f2")
        assert "cùng số thứ tự" in " ".join(screen_text(pilot.app).split())
        form.filling.put("by", "shared")
        await press(pilot, "f2")
        assert not isinstance(pilot.app.screen, Form)


async def test_a_key_blanks_the_wall_and_the_next_one_shows_it(adopted):
    async with shown(adopted, size=(120, 40)) as pilot:
        await press(pilot, "r", "space")
        assert "ĐƠN VỊ XẾP THỨ" in screen_text(pilot.app)
        await press(pilot, "b")
        text = screen_text(pilot.app)
        assert "ĐƠN VỊ XẾP THỨ" not in text
        assert "đang che" in text
        await press(pilot, "space")
        assert "ĐƠN VỊ XẾP THỨ" in screen_text(pilot.app)
        assert "2/8" in screen_text(pilot.app)


async def test_keys_choose_how_many_places_are_announced(adopted):
    async with shown(adopted, size=(120, 40)) as pilot:
        await press(pilot, "r")
        assert "công bố mọi thứ hạng" in screen_text(pilot.app)
        assert "1/8" in screen_text(pilot.app)
        await press(pilot, "-")
        assert "công bố hạng 1–2" in screen_text(pilot.app)
        assert "1/6" in screen_text(pilot.app)
        await press(pilot, "-", "-")
        assert "1/4" in screen_text(pilot.app)
        await press(pilot, *["space"] * 3)
        assert "Mã bảng xếp hạng:" in screen_text(pilot.app)
        await press(pilot, "+", "+")
        assert "1/8" in screen_text(pilot.app)
