"""`thidua lot` on the screen, and the drawn order in the form of a tie."""

from __future__ import annotations

import pytest

from events.errors import BadInput, Refused
from events.score_book.lot import draw
from tests.pages import ledger_at, press, settled, shown, standing_still
from tests.test_pages_rankings import BEGUN
from thidua_tui.forms.value_description import describe_value
from thidua_tui.i18n.messages import Words
from thidua_tui.screens.draw_lot import DrawLot, drawn_lines
from thidua_tui.screens.form import Form

EN = Words("en")
SPOKEN = {"a": "sen", "b": "cúc"}


@pytest.fixture
def tied(tmp_path):
    with standing_still():
        yield ledger_at(tmp_path / "tied.ledger", *BEGUN)


def test_the_lot_is_that_of_the_algorithm_and_names_it():
    lines = drawn_lines("a: sen; b: cúc", "", EN)
    assert lines[0] == f"Order: {', '.join(draw(SPOKEN, SPOKEN))}"
    assert "SHA-256" in lines[-1]
    assert drawn_lines("a: sen; b: cúc", "x, y", EN)[0].endswith(", ".join(draw(SPOKEN, "xy")))


@pytest.mark.parametrize(
    ("raw", "error"), [("sen", BadInput), ("a: x; a: y", Refused), ("a: x", Refused)]
)
def test_words_that_draw_nothing_are_refused(raw, error):
    with pytest.raises(error):
        drawn_lines(raw, "", EN)


def answer(dialog: DrawLot) -> list[str]:
    return [*dialog.lines]


async def test_a_lot_is_drawn_at_every_letter_and_records_nothing(tied):
    async with shown(tied, size=(120, 40)) as pilot:
        await settled(pilot)
        before = tied.read_bytes()
        await press(pilot, "&", *"a: sen; b: cuc")
        dialog = pilot.app.screen
        assert isinstance(dialog, DrawLot)
        assert answer(dialog)[0].startswith(("Order", "Thứ tự"))
        await press(pilot, "enter", "escape")
        assert tied.read_bytes() == before


async def test_the_palette_has_it(tied):
    async with shown(tied, size=(120, 40)) as pilot:
        await settled(pilot)
        label = pilot.app.words("screen.action.draw-lot")
        await press(pilot, "ctrl+p", *label, "enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, DrawLot)


async def test_the_form_of_a_tie_shows_the_drawn_order_before_it_is_recorded(tied):
    async with shown(tied, size=(160, 60)) as pilot:
        await settled(pilot)
        await pilot.app.do_act("decide-tie")
        await settled(pilot)
        form = pilot.app.screen
        assert isinstance(form, Form)
        state = form.filling
        state.put("by", "words")
        state.put("units", "1 a\n1 b")
        state.put("words", "a: sen; b: cúc")
        field = next(one for one in state.act.fields if one.name == "words")
        names = ", ".join(f"Sở {unit.upper()}" for unit in draw(SPOKEN, ("a", "b")))
        assert names in describe_value(state, field)
