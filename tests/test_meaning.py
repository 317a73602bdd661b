"""Places and awards look as they count: a sign or a word goes with every colour."""

from __future__ import annotations

from typing import get_args

import pytest

from thidua_tui.acts.registry import GROUPS
from thidua_tui.i18n.messages import LANGUAGES, Words
from thidua_tui.widgets import meaning
from views.award_states import AwardState

WORDS = Words("vi")


def styles(content) -> set[str]:
    return {str(span.style) for span in content.spans}


@pytest.mark.parametrize(
    ("place", "shown", "colour"),
    [(1, "Nhất", "$gold"), (2, "Nhì", "$silver"), (3, "Ba", "$bronze")],
)
def test_an_adopted_place_has_a_word_and_a_medals_colour(place, shown, colour):
    text = meaning.place_text(place, WORDS, tied=False, adopted=True)
    assert text.plain == shown
    assert any(colour in style for style in styles(text))


def test_a_provisional_place_has_brackets_and_no_medal():
    text = meaning.place_text(1, WORDS, tied=True, adopted=False)
    assert text.plain == "(Nhất=)"
    assert not any("$gold" in style for style in styles(text))


def test_an_unknown_place_is_no_number():
    assert meaning.place_text(None, WORDS, tied=False, adopted=True).plain == "—"


def test_every_state_of_an_award_has_a_sign_and_a_style():
    assert {*get_args(AwardState)} == {*meaning.AWARD_SIGNS} == {*meaning.AWARD_STYLES}
    signs = meaning.AWARD_SIGNS
    assert signs["nominated"] not in {signs["granted"], signs["presented"]}


def test_every_group_of_acts_has_a_colour_and_a_word_in_the_log():
    assert {*GROUPS} == {*meaning.KIND_STYLES}
    for lang in LANGUAGES:
        assert all(Words(lang)(f"journal.kind.{group}") for group in GROUPS)
