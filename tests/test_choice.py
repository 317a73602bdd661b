"""Choosing one of a few words by typing it."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.events import Key

from tests.driven import Driven
from thidua_tui.acts.fields import CHOICES
from thidua_tui.i18n.messages import Words
from thidua_tui.widgets.radio_choice import PAUSE, Choice


class ChoiceApp(Driven, App[None]):
    """A choice of the methods of a vote, with a clock that the test sets."""

    def __init__(self, lang: str, at: str = "not-recorded") -> None:
        super().__init__()
        words = Words(lang)
        self.choice = Choice([(v, words.choice("method", v)) for v in CHOICES["method"]])
        self.choice.put(at)
        self.now = 100.0
        self.choice.clock = lambda: self.now

    def compose(self) -> ComposeResult:
        yield self.choice

    async def burst(self, text: str) -> None:
        """Post the keys without waiting, as an input method or a fast typist does."""
        names = {" ": "space", "⌫": "backspace"}
        for char in text:
            key = names.get(char, char)
            self.choice.post_message(Key(key, None if char == "⌫" else char))


async def typed(lang: str, text: str, at: str = "not-recorded") -> str:
    app = ChoiceApp(lang, at)
    async with app.run_test() as pilot:
        app.choice.focus()
        await app.burst(text)
        await pilot.pause()
        return app.choice.raw


@pytest.mark.parametrize(
    ("lang", "text", "value"),
    [
        ("vi", "thong", "consensus"),
        ("vi", "thống nhất", "consensus"),
        ("vi", "thong nhat", "consensus"),
        ("vi", "thoongs nhaast", "consensus"),
        ("vi", "tho⌫ô⌫ốn⌫⌫ống", "consensus"),
        ("vi", "phieu", "secret-ballot"),
        ("vi", "bỏ phiếu", "secret-ballot"),
        ("vi", "bie", "show-of-hands"),
        ("vi", "giơ", "show-of-hands"),
        ("vi", "giơ tay", "show-of-hands"),
        ("vi", "giới", "introduced"),
        ("vi", "luan", "rotation"),
        ("vi", "ban", "handed-over"),
        ("vi", "chua", "not-recorded"),
        ("en", "cons", "consensus"),
        ("en", "show of", "show-of-hands"),
        ("en", "secret", "secret-ballot"),
        ("en", "hands", "show-of-hands"),
    ],
)
async def test_choice_word_typed_in_a_burst_chooses_that_word(lang, text, value):
    for at in CHOICES["method"]:
        assert await typed(lang, text, at) == value


@pytest.mark.parametrize("text", ["x", "⌫", "tho⌫⌫⌫⌫", "1", "?"])
async def test_choice_letters_that_match_nothing_change_nothing(text):
    assert await typed("vi", text, "consensus") == "consensus"


async def test_choice_letter_after_a_pause_begins_another_word():
    app = ChoiceApp("vi")
    async with app.run_test() as pilot:
        app.choice.focus()
        await app.burst("th")
        await pilot.pause()
        assert app.choice.raw == "consensus"
        app.now += PAUSE + 0.1
        await app.burst("l")
        await pilot.pause()
        assert app.choice.raw == "rotation"
        app.now += PAUSE + 0.1
        await app.burst(" ")
        await pilot.pause()
        assert app.choice.raw == "handed-over"
