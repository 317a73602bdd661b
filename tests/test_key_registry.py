"""Every key has all that a program needs of it; what was forgotten is named in words.

The steps are those of docs/howto/add-a-key.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests import keys_doc
from thidua_tui.acts.registry import ACTS
from thidua_tui.app.page_registry import PAGES
from thidua_tui.formatting.sentences.keys import name as label
from thidua_tui.i18n.messages import LANGUAGES, Words
from thidua_tui.keymap.action import Action
from thidua_tui.keymap.action_registry import ACTIONS
from thidua_tui.keymap.contexts import DIALOGS, fit
from thidua_tui.screens.stock import GROUPS

ROOT = Path(__file__).resolve().parents[1]
METHODS = frozenset(
    name
    for folder in ("app", "screens", "widgets")
    for path in (ROOT / "thidua_tui" / folder).glob("*.py")
    for name in re.findall(r"\b(do_\w+)(?= = |\()", path.read_text("utf-8"))
)
"""Names of the methods that an action can run; without one, it opens the page of its name."""


def forgotten(action: Action, others: Sequence[Action] = ACTIONS) -> list[str]:
    """Return what an action lacks, a sentence each."""
    return [f"action {action.id} {lack}" for lack in (*_words(action), *_place(action, others))]


def _words(action: Action) -> Iterator[str]:
    for lang in LANGUAGES:
        words, file = Words(lang), f"thidua_tui/locale/{lang}/screen.toml"
        on_page = {*action.where} - {*DIALOGS}
        if on_page and words.find(f"screen.action.{action.id}") is None:
            yield f"has no word for the footer: add {action.id} to [action] in {file}"
        for place in action.where:
            try:
                label(action, words, place)
            except KeyError as error:
                yield f"has no word for the help at {place}: {error.args[0]}"
    if action.group not in GROUPS:
        yield f"has the group {action.group}, which the help of the keys does not show"


def _place(action: Action, others: Sequence[Action]) -> Iterator[str]:
    if action.act and action.act not in ACTS:
        yield f"opens the act {action.act}, which is not registered in thidua_tui/acts"
    method = f"do_{action.id.replace('-', '_')}"
    known = action.act or method in METHODS or action.id in PAGES
    if action.bound and not known:
        yield f"does nothing: write {method} in a screen or in thidua_tui/app/actions.py"
    for place in action.where:
        if place not in keys_doc.PLACES:
            yield f"works at {place}, which is no place: see thidua_tui/keymap/contexts.py"
        for other in others:
            same = {*fit(place, action.every_key)} & {*fit(place, other.every_key)}
            if other.id != action.id and place in other.where and same:
                yield f"shares the key {min(same)} with {other.id} at {place}: choose another key"


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_nothing_of_a_key_was_forgotten(action):
    lacks = forgotten(action)
    assert not lacks, "\n".join(lacks)


def test_what_was_forgotten_is_named():
    """Control: an action that lacks everything."""
    bare = Action(id="no-name", keys=("i",), where=("year", "nowhere"), group="no-group")
    lacks = forgotten(bare)
    for lang in LANGUAGES:
        file = f"thidua_tui/locale/{lang}/screen.toml"
        missing = f"has no word for the footer: add no-name to [action] in {file}"
        assert f"action no-name {missing}" in lacks
    for lack in (
        "has the group no-group, which the help of the keys does not show",
        "does nothing: write do_no_name in a screen or in thidua_tui/app/actions.py",
        "works at nowhere, which is no place: see thidua_tui/keymap/contexts.py",
        "shares the key I with projector at year: choose another key",
    ):
        assert f"action no-name {lack}" in lacks
    wrong = Action(id="no-name", keys=("f8",), act="no-act")
    assert "action no-name opens the act no-act, which is not registered in thidua_tui/acts" in (
        forgotten(wrong)
    )
