"""The knock-outs and holds of a book, offered as a list where a unit is put on hold."""

from __future__ import annotations

from decimal import Decimal

import pytest

from events.clusters import FoundCluster
from events.holds import UnitHeld
from events.membership import RecordRoster
from events.rule_book import IssueRules
from events.score_book.book import Node, Scale, ScoreBook
from events.score_book.book_toml import read_book
from events.score_book.leaf_kinds import Direct
from events.unit_commands import FoundUnit
from tests.facts import HERE
from tests.pages import ledger_at, press, settled, shown, standing_still
from thidua_tui.screens.form import Form
from thidua_tui.screens.form_fields import Fields
from thidua_tui.session.samples.records import SAMPLES

KNOCKS = ("Nợ đọng văn bản", "Để xảy ra [tham nhũng]")
HOLDS = ("Đang thanh tra", "Đang xét kỷ luật")
BOOK = ScoreBook(
    title="Bảng",
    scale=Scale(total=Decimal(100)),
    criteria=(Node(code="I", title="Nhiệm vụ", max=Decimal(100), score=Direct()),),
    knock_outs=KNOCKS,
    holds=HOLDS,
)


@pytest.fixture
def ruled(tmp_path):
    begun = (
        *(FoundUnit(unit=code, name=f"Sở {code.upper()}") for code in "ab"),
        FoundCluster(cluster="cum", name="Cụm một", place="Lạng Sơn"),
        RecordRoster(**HERE, units=("a", "b")),
        IssueRules(**HERE, book=BOOK),
    )
    with standing_still():
        yield ledger_at(tmp_path / "ruled.ledger", *begun)


async def held(pilot, wording: str = "", *keys: str) -> str:
    """Put unit a on hold for a knock-out; return what was recorded."""
    await pilot.app.do_act("hold-unit")
    await settled(pilot)
    form = pilot.app.screen
    assert isinstance(form, Form)
    form.filling.put("unit", "a")
    form.filling.put("ground", "knock-out")
    row = form.query_one(Fields).rows["wording"]
    row.offer(form.filling.options(form.filling.fields["wording"]))
    row.editor.focus()
    await press(pilot, *wording, *keys, "f2")
    (event,) = [e.event for e in pilot.app.session.ledger.read() if isinstance(e.event, UnitHeld)]
    return event.wording


async def test_the_texts_of_the_ground_are_offered_and_taken_by_the_arrows(ruled):
    async with shown(ruled, size=(120, 50)) as pilot:
        assert await held(pilot, "", "down", "down", "enter") == KNOCKS[1]


async def test_another_text_is_kept_as_it_was_typed(ruled):
    async with shown(ruled, size=(120, 50)) as pilot:
        assert await held(pilot, "Xz qj 7") == "Xz qj 7"


async def test_a_part_of_an_offered_text_is_no_choice(ruled):
    async with shown(ruled, size=(120, 50)) as pilot:
        assert await held(pilot, "tham") == "tham"


async def test_the_other_grounds_offer_the_holds(ruled):
    async with shown(ruled, size=(120, 50)) as pilot:
        await pilot.app.do_act("hold-unit")
        await settled(pilot)
        filling = pilot.app.screen.filling
        field = filling.fields["wording"]
        assert [one.code for one in filling.options(field)] == [*HOLDS]
        filling.put("ground", "knock-out")
        assert [one.code for one in filling.options(field)] == [*KNOCKS]
        assert filling.raw["wording"] == "", "of several none is the default"


def test_the_book_of_the_demo_has_several_and_calls_them_invented():
    book = read_book((SAMPLES / "scored_year_book.toml").read_text("utf-8"))
    assert len(book.knock_outs) > 1
    assert all("minh họa" in text for text in (*book.knock_outs, *book.holds))
