"""Keys of forms and dialogs: a person's own hold there, the foot names them, F1 lists them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from events.rule_book import Criterion, IssueRules
from tests.form_app import STARTED
from tests.pages import (
    Walk,
    app_on,
    ledger_at,
    press,
    screen_text,
    settled,
    shown,
    shows,
    standing_still,
)
from tests.test_score_grid import BOOK
from thidua_tui.app.app import ThiduaApp
from thidua_tui.keymap import keymap_file
from thidua_tui.keymap.action_registry import BY_ID, actions_at
from thidua_tui.keymap.contexts import DIALOGS, fit
from thidua_tui.screens.palette import Help
from thidua_tui.session.samples.conference import CLUSTER
from thidua_tui.widgets.header_footer import KeyBar

OPENED = {
    "form": ("0", "l"),
    "grid": ("c",),
    "line": (":",),
    "menu": ("a",),
    "table-menu": ("4", "g"),
    "palette": ("ctrl+p",),
    "help": ("?",),
    "reversals": ("z",),
    "undo": ("ctrl+z",),
    "sources": ("f",),
    "late": ("f7",),
    "moment": ("@",),
    "tour": ("f3",),
}
"""Place -> the keys that lead there from a year; drafts and other terminals need another run."""


@pytest.fixture
def demo(tmp_path):
    """The demo with a rule book, so that its grid can be opened."""
    limit = Decimal(10)
    criteria = tuple(Criterion(code=code, name=code, max_points=limit) for code in ("I", "II"))
    book = IssueRules(cluster=CLUSTER, year=2020, criteria=criteria)
    with standing_still():
        yield ledger_at(tmp_path / "demo.ledger", book, story=True)


def foot(app: ThiduaApp) -> str:
    """What fits on the bar at the foot of the dialog."""
    return app.screen.query_one(KeyBar).render().plain


def codes(told: dict[str, object]) -> list[str]:
    return [problem.code for problem in keymap_file.keymap(told).problems]


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"leave": "escape"}, "way-out"),
        ({"leave": "x"}, "typed-there"),
        ({"leave": "delete"}, "typed-there"),
        ({"leave-point": "escape"}, "way-out"),
        ({"why": "f2"}, "clash"),
        ({"stage": "f6"}, "clash"),
        ({"anew": "ctrl+u"}, "typed-there"),
        ({"record": "enter"}, "clash"),
        ({"complete": "f1"}, "clash"),
        ({"give-up": "x"}, "letter-destroys"),
        ({"enter": "f11"}, "fixed"),
    ],
)
def test_what_would_shut_a_person_in_or_do_nothing_is_told_and_left_out(told, code):
    found = keymap_file.keymap(told | {"theme": "f11"})
    assert [problem.code for problem in found.problems] == [code]
    (name,) = told
    assert name not in found.own


def test_a_key_freed_by_a_way_out_that_cannot_be_is_taken_back_from_who_got_it():
    """`leave` keeps `F4`, which `anew` then cannot have."""
    found = keymap_file.keymap({"leave": "escape", "anew": "f4"})
    assert [problem.code for problem in found.problems] == ["way-out", "clash"]
    assert dict(found.own) == {}


def test_another_way_out_than_the_usual_one_is_a_way_out():
    assert codes({"leave": "f10"}) == []
    assert codes({"leave": ["escape", "f10"], "leave-point": ["escape", "x"]}) == []


@pytest.mark.parametrize("place", DIALOGS)
@pytest.mark.parametrize("told", [{"leave": "escape"}, {"leave": "q"}, {"leave-list": "escape"}])
def test_no_keymap_leaves_a_dialog_with_esc_alone(place, told):
    own = keymap_file.keymap(told)
    ways = [fit(place, own.keys(a)) for a in actions_at(place) if a.id in ("leave", "leave-list")]
    assert {key for keys in ways for key in keys} - {"escape"}


@pytest.mark.parametrize("lang", ["vi", "en"])
async def test_the_foot_names_the_way_out_at_80_columns_and_the_usual_keys_lead_out(demo, lang):
    async with shown(demo, lang) as pilot:
        walk = Walk(pilot)
        for place, keys in OPENED.items():
            await walk.to(*keys)
            assert place == pilot.app.screen.PLACE
            assert "Esc/F4" in foot(pilot.app), place
            await press(pilot, "f4")
            assert getattr(pilot.app.screen, "PLACE", "") in ("home", "year", "tables"), place


async def test_a_persons_own_way_out_holds_in_every_dialog_and_stands_at_its_foot(demo):
    app = app_on(demo)
    app.use_keys(keymap_file.keymap({"leave": "f10"}))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        walk = Walk(pilot)
        for place, keys in OPENED.items():
            await walk.to(*keys)
            assert "F10" in foot(app), place
            await press(pilot, "f4", "escape")
            assert place == app.screen.PLACE
            await press(pilot, "f10")
            assert app.screen.PLACE in ("home", "year", "tables"), place


async def test_own_keys_of_a_form_hold_and_the_usual_ones_are_free(demo):
    app = app_on(demo)
    app.use_keys(keymap_file.keymap({"record": "f10", "why": "f11", "anew": "f2"}))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        await press(pilot, "0", "l", *"ab", "ctrl+s", "f8", "f6")
        form = app.screen
        assert form.PLACE == "form"
        assert form.filling.raw["name"] == "ab"
        await press(pilot, "f2")
        assert form.filling.raw["name"] == ""
        await press(pilot, "f11")
        assert form.body.fields.rows["reason"].has_focus_within
        foot = dict(form.query_one(KeyBar).keys)
        assert {"F10", "F11", "F2"} <= set(foot)


async def test_own_keys_of_the_grid_hold(demo):
    app = app_on(demo)
    app.use_keys(keymap_file.keymap({"stage": "f11", "history": "f10", "cell-right": "ctrl+e"}))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        await press(pilot, "c")
        grid = app.screen
        before = grid.stage
        await press(pilot, "f11")
        assert grid.stage != before
        await press(pilot, "ctrl+e")
        assert grid.body.grid.column == 1
        await press(pilot, "h", "escape", "f10")
        assert app.screen.PLACE == "trail"


async def test_in_a_form_f1_lists_its_keys_and_what_is_chosen_is_done_there(demo):
    async with shown(demo) as pilot:
        await press(pilot, "0", "l", *"ab")
        form = pilot.app.screen
        await press(pilot, "f1")
        assert shows(pilot, Help)
        text = screen_text(pilot.app)
        assert "F2  Ctrl+S" in text
        assert "lý do, nguồn" in text
        await press(pilot, *"nhap lai", "enter")
        assert pilot.app.screen is form
        assert form.filling.raw["name"] == ""


async def test_a_key_that_does_nothing_here_says_why_in_the_list(demo):
    async with shown(demo) as pilot:
        await press(pilot, "f7", "f1", *"ket thuc")
        assert "✗ Chưa bật nhập bổ sung" in screen_text(pilot.app)


async def test_the_key_that_opened_a_list_closes_it(demo):
    async with shown(demo) as pilot:
        for key, place in (("z", "reversals"), ("f", "sources"), ("f3", "tour"), ("f1", "help")):
            await press(pilot, key)
            assert place == pilot.app.screen.PLACE
            await press(pilot, key)
            assert pilot.app.screen.PLACE == "year"


async def test_in_a_text_of_many_lines_f6_asks_for_the_reason_as_everywhere(demo):
    async with shown(demo) as pilot:
        await press(pilot, "y")
        form = pilot.app.screen
        form.body.fields.focus_on("text")
        await press(pilot, *"abc", "f6")
        assert form.body.fields.rows["reason"].has_focus_within


def test_every_key_of_a_dialog_has_a_name_of_its_own_in_the_keys_file():
    assert {"record", "leave", "why", "anew", "stage", "complete", "take"} <= set(BY_ID)


@pytest.mark.parametrize("lang", ["vi", "en"])
async def test_the_foot_of_a_grid_that_is_typed_in_names_its_way_out_at_80_columns(tmp_path, lang):
    with standing_still():
        scored = ledger_at(tmp_path / "scored.ledger", *STARTED, BOOK)
    async with shown(scored, lang) as pilot:
        await press(pilot, "c")
        assert "Esc/F4" in foot(pilot.app)
        assert "F8" in foot(pilot.app)
