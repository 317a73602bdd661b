"""What holds for every key and every dialog: twins, nothing destroyed, a second way out."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from itertools import combinations
from typing import Any

import pytest
from textual.binding import Binding, BindingsMap
from textual.screen import ModalScreen

from thidua_tui import screens
from thidua_tui.app.app import ThiduaApp
from thidua_tui.formatting.sentences.keys import PLACES
from thidua_tui.keymap.action_registry import ACTIONS, actions_at
from thidua_tui.keymap.contexts import EDITING, fit
from thidua_tui.keymap.key_names import spelt
from thidua_tui.keymap.keymap_file import DESTROYING, UNUSABLE
from thidua_tui.screens.area_search import SearchInAreas
from thidua_tui.screens.base_dialog import Dialog
from thidua_tui.screens.cells_dialog import CellsDialog
from thidua_tui.screens.command_line import LineScreen
from thidua_tui.screens.command_line_body import LineEntry, LineKeys
from thidua_tui.screens.conflict_dialog import Conflict
from thidua_tui.screens.control_totals import ControlTotalsDialog
from thidua_tui.screens.form_messages import FormContext
from thidua_tui.screens.jump_mode import Jump
from thidua_tui.screens.palette import Everything
from thidua_tui.screens.recording_list import RecordingList
from thidua_tui.screens.score_faces import ScoreFaces
from thidua_tui.screens.score_grid import Scores
from thidua_tui.screens.score_grid_checks import CheckedScores
from thidua_tui.screens.score_grid_context import ScoresContext
from thidua_tui.screens.search_list import Seek
from thidua_tui.screens.second_reading import BlindReading
from thidua_tui.screens.tour import Tour
from thidua_tui.widgets.cell_input import BlindEntry, CellEntry, TotalEntry
from thidua_tui.widgets.text_input import Entry, Prose

LEFT_BY: dict[type, type] = {
    LineScreen: LineEntry,
    ScoreFaces: CellEntry,
    BlindReading: BlindEntry,
    ControlTotalsDialog: TotalEntry,
}
"""Dialogs whose one widget listens to the keys that leave."""
KINDS = (
    *(Dialog, FormContext, LineKeys, ScoresContext, CheckedScores, Scores, CellsDialog, Seek),
    Everything,
    SearchInAreas,
    RecordingList,
)
"""What dialogs are made from; nobody is shown these."""


def dialogs() -> list[type[ModalScreen[Any]]]:
    for module in pkgutil.iter_modules(screens.__path__):
        import_module(f"thidua_tui.screens.{module.name}")
    found: list[type[ModalScreen[Any]]] = []
    kinds: list[type[ModalScreen[Any]]] = [ModalScreen]
    while kinds:
        below = kinds.pop().__subclasses__()
        kinds += below
        found += [kind for kind in below if kind.__module__.startswith("thidua_tui.")]
    return sorted(set(found) - set(KINDS), key=lambda kind: kind.__name__)


def bound(kind: type) -> dict[str, str]:
    """Key -> action, with what a class inherits."""
    told: dict[str, str] = {}
    for one in reversed(kind.__mro__):
        for binding in BindingsMap(vars(one).get("BINDINGS", ())).key_to_bindings.values():
            told |= {each.key: each.action for each in binding if isinstance(each, Binding)}
    return told


def ways_out(kind: type) -> list[str]:
    told = bound(LEFT_BY.get(kind, kind))
    return [key for key, action in told.items() if action == told.get("escape")]


@pytest.mark.parametrize("kind", dialogs(), ids=lambda kind: kind.__name__)
def test_every_dialog_has_another_way_out_than_esc(kind):
    if kind is not Jump:  # there any key that leads nowhere leaves
        assert len(ways_out(kind)) > 1


def test_a_dialog_that_only_esc_leaves_is_found():
    class Only(ModalScreen[None]):
        BINDINGS = [Binding("escape", "leave"), Binding("f2", "go")]  # noqa: RUF012 - as Textual has it

    assert ways_out(Only) == ["escape"]


@pytest.mark.parametrize("kind", dialogs(), ids=lambda kind: kind.__name__)
def test_no_dialog_does_anything_on_backspace_or_on_what_telex_makes_of_w(kind):
    assert not set(bound(kind)) & {"backspace", "w", "W", "ư", "Ư"}


OWN = {Conflict: {"1", "2", "3"}, Tour: {"1", "2", "3", "4"}}
"""Keys that a dialog listens to itself, and of which the registry only tells."""
MOVING = {"up", "down", "pageup", "pagedown", "left", "right", "home", "end"}


@pytest.mark.parametrize("kind", dialogs(), ids=lambda kind: kind.__name__)
def test_the_keys_of_a_dialog_are_those_of_the_registry(kind):
    if kind is Jump:  # its letters are made when it opens
        return
    place = kind.PLACE
    assert place in PLACES
    listening = bound(LEFT_BY.get(kind, kind))
    told = {key for action in actions_at(place) for key in spelt_keys(place, action.every_key)}
    assert set(listening) - inherited() - MOVING <= told
    bound_there = [action for action in actions_at(place) if action.bound]
    for action in bound_there:
        assert set(spelt_keys(place, action.every_key)) <= set(listening), action.id
        does = f"do_{action.id.replace('-', '_')}"
        assert hasattr(kind, does) or hasattr(ThiduaApp, does), action.id
    assert {key for action in actions_at(place) for key in action.keys} >= OWN.get(kind, set())


def spelt_keys(place: str, keys: tuple[str, ...]) -> list[str]:
    return [spelt(key) for key in fit(place, keys)]


def inherited() -> set[str]:
    """What every line to type in listens to, and every screen."""
    return set(bound(Entry)) | set(bound(ModalScreen))


def test_what_changes_a_text_is_known_as_that():
    """Or a person's own key would do nothing in a field, in silence."""
    kept = {key for field in (Entry(), Prose()) for key in field._bindings.key_to_bindings}
    usual = {key for key in kept if "+" not in key or key.startswith("ctrl+")}
    usual -= {"up", "down", "pageup", "pagedown", "enter", *UNUSABLE}
    seldom = {key for key in usual if key.startswith("ctrl+") and len(key) > 6}
    assert usual - seldom <= EDITING
    assert not {"f2", "f4", "f6", "f7", "f8"} & kept


@pytest.mark.parametrize("place", PLACES)
def test_the_telex_twins_of_a_place_clash_nowhere(place):
    for one, other in combinations(actions_at(place), 2):
        shared = set(one.every_key) & set(other.every_key)
        assert not fit(place, tuple(shared)), (one.id, other.id)


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_nothing_that_destroys_lies_on_a_letter_and_nothing_on_a_key_that_is_needed(action):
    kept = {"ctrl+q", "f5"} if action.id in ("quit", "input-method") else set()
    assert not set(action.keys) & (UNUSABLE - kept)
    if action.id in DESTROYING:
        assert all(len(key) > 1 for key in action.keys)
