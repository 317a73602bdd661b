"""The program's own input method in its fields: what a key makes of the word at the cursor."""

from __future__ import annotations

import pytest
from textual._xterm_parser import XTermParser
from textual.app import ComposeResult
from textual.events import Key

from tests.driven import Driven
from tests.pages import app_on, keys_at_rest, ledger_at, press, screen_text, settled, shown
from thidua_tui.platform import settings
from thidua_tui.widgets.field_editors import ManyLines, Number, OneLine, Sign
from thidua_tui.widgets.key_order import KeysInOrder

LEFT, HOME, BACK, UNDO = "\x1b[D", "\x1b[H", "\x7f", "\x1a"


class Fields(Driven, KeysInOrder[None]):
    """A line, a text, and what is never composed."""

    def compose(self) -> ComposeResult:
        yield OneLine(id="line")
        text = ManyLines()
        text.id = "prose"
        yield text
        yield Sign(id="sign")
        yield Number(id="number")


async def typed(keys: str, field: str = "line", method: str = "telex") -> str:
    """What a field holds after this burst of a terminal."""
    app = Fields()
    app.input_method = method
    async with app.run_test() as pilot:
        app.query_one(f"#{field}").focus()
        await pilot.pause()
        for event in XTermParser().feed(keys):
            assert isinstance(event, Key)
            app.post_message(event)
        await keys_at_rest(app)
        await pilot.pause()
        kind: type[ManyLines | OneLine] = ManyLines if field == "prose" else OneLine
        return app.query_one(f"#{field}", kind).raw


@pytest.mark.parametrize("field", ["line", "prose"])
@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("Tieengs Vieetj", "Tiếng Việt"),
        ("Sowr Taif chinhs QDD-UBND", "Sở Tài chính QĐ-UBND"),
        ("Textual 8.2 vaf wifi", "Textual 8.2 và wifi"),
        ("users yes", "users yé"),  # until the word ends
        ("users yes ", "users yes "),
        ("hoas@laguna.vn nguowif", "hoas@laguna.vn người"),
        ("tieengs" + BACK * 2 + "ng", "tiếng"),  # the tone stays with its letter
        ("tieesn" + BACK * 2 + "e", "tie"),
        ("toans" + BACK, "toá"),
        ("tieng" + LEFT * 2 + "e", "tiêng"),  # within a word: a mark of the whole
        ("hoang" + LEFT * 2 + "fx", "hoãng"),
        ("hoang" + HOME + "k", "khoang"),
        ("(hoaf)", "(hòa)"),
        ("thuowr ddaats", "thuở đất"),
        ("1a", "1a"),
    ],
)
async def test_telex_in_a_field(keys, text, field):
    assert await typed(keys, field) == text


async def test_vni_in_a_field():
    assert (
        await typed("Vie65t Nam 2021, d9u7o7ng2 14/01", method="vni")
        == "Việt Nam 2021, đường 14/01"
    )


async def test_without_a_method_every_key_is_itself():
    assert await typed("Tieengs Vieetj", method="") == "Tieengs Vieetj"


async def test_undo_in_prose_takes_back_what_was_composed():
    assert await typed("moojt\r" + "hai" + UNDO, "prose") == "một\n"


@pytest.mark.parametrize("field", ["sign", "number"])
async def test_codes_and_numbers_are_never_composed(field):
    assert await typed("aas1", field) == "aas1"


async def test_f5_goes_round_shows_what_is_on_and_is_remembered(tmp_path):
    kept = []
    app = app_on(ledger_at(tmp_path / "l.ledger", story=True))
    app.keep = lambda **chosen: kept.append(chosen)
    async with app.run_test() as pilot:
        await settled(pilot)
        first = []
        for _ in range(3):
            await press(pilot, "f5")
            first.append(screen_text(app).splitlines()[0].split()[-1])
    assert first == ["Telex", "VNI", "demo.ledger"]
    assert kept == [{"input": "telex"}, {"input": "vni"}, {"input": "off"}]


async def test_f5_works_within_a_form_and_the_form_says_so(tmp_path):
    async with shown(ledger_at(tmp_path / "l.ledger", story=True)) as pilot:
        await press(pilot, "m", "f5", *"Thuwcj")
        lines = [line.split() for line in screen_text(pilot.app).splitlines()]
        assert lines[0][-1] == "Telex"
        assert any("Thực" in line for line in lines)


def test_the_settings_choose_the_method_of_the_start():
    chosen = [settings.input_method({"input": name}) for name in ("telex", "vni", "off", "x")]
    assert [*chosen, settings.input_method({})] == ["telex", "vni", "", "", ""]
