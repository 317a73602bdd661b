"""The menu of all acts, and undo: found by a few letters, off with a reason, asked before done."""

from __future__ import annotations

from typing import Any

import pytest
from textual.screen import Screen

from events.command import Command
from events.elections import ElectHead
from events.errors import Refused
from events.membership import RecordRoster
from tests.driven import Driven
from tests.form_app import FOUNDED, HERE, STARTED, facts, session
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.preconditions import first_step
from thidua_tui.acts.recent_acts import recent_acts
from thidua_tui.acts.registry import ACTS, AREAS, GROUP_OF, GROUPS
from thidua_tui.app.open_screens import screen_for
from thidua_tui.app.palette_actions import act_menu
from thidua_tui.i18n.messages import Words
from thidua_tui.screens.form import Form
from thidua_tui.screens.palette import ActMenu
from thidua_tui.screens.score_faces import ScoreFaces
from thidua_tui.screens.stock import act_items
from thidua_tui.screens.undo_dialog import Undo
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from thidua_tui.widgets.area_tabs import AreaTabs
from thidua_tui.widgets.key_order import KeysInOrder
from views import tables as views_tables

HEAD = ElectHead(cluster="tmth", year=2020, unit="stc")


class Opening(Driven, KeysInOrder[None]):
    """An app that opens one screen and keeps what it was dismissed with."""

    CSS = "StatusLine { height: 1; width: 1fr; padding: 0 1; }"

    def __init__(self, first: Screen[Any]) -> None:
        super().__init__()
        self.first = first
        self.told: list[Any] = []

    def on_mount(self) -> None:
        self.push_screen(self.first, self.told.append)


def listed(at: Session, here: Location, words: Words) -> ActMenu:
    """The menu of acts, as the app opens it."""
    ground = ActContext(at, here, words)
    items = [*act_items(ground, words, {"elect-head": "t"}, {})]
    return act_menu(items, words, first=first_step(ground), recent=recent_acts(at))


def menu(*commands: Command, lang: str = "vi") -> Opening:
    return Opening(listed(session(*commands), HERE, Words(lang)))


def lines(app: Opening) -> str:
    """All lines of the list, with what is out of sight."""
    return "\n".join(app.screen.line(at, 200).plain for at in range(len(app.screen.shown)))


def chosen(app: Opening) -> list[str]:
    """The codes of what the menu was left with."""
    return [item.code for item in app.told if item]


def why(app: Opening) -> str:
    return str(app.screen.query_one("#seek-more").content)


async def test_every_act_is_in_the_menu_under_its_group_with_its_key():
    async with menu(*STARTED).run_test(size=(80, 70)) as pilot:
        told = lines(pilot.app)
        words = Words("vi")
        assert all(words(f"acts.act.{act}") in told for act in ACTS)
        assert told.index("Hội nghị") < told.index("Khai mạc") < told.index("Bầu Trưởng cụm")
        assert "t  Bầu Trưởng cụm" in told


def test_each_group_of_acts_belongs_to_one_area():
    assert sorted(group for groups in AREAS.values() for group in groups) == sorted(GROUPS)
    assert sorted(AREAS) == sorted(views_tables.AREAS)


async def test_a_digit_tab_and_arrows_go_to_an_area_and_letters_search_all():
    async with menu(*STARTED).run_test(size=(80, 24)) as pilot:
        seek = pilot.app.screen
        await pilot.press("4")
        assert (GROUP_OF[seek.chosen().code], seek.entry.value) == ("awards", "")
        assert not seek.chosen().off
        assert seek.lines.scroll_offset.y == seek.shown.index("Khen thưởng")
        await pilot.press("right")
        assert GROUP_OF[seek.chosen().code] == "members"
        await pilot.press("left", "left", "shift+tab")
        assert GROUP_OF[seek.chosen().code] in AREAS["votes"]
        await pilot.press("tab", *"bau truong", "left", "left", "x")
        assert seek.entry.value == "bau truoxng"
        await pilot.press("9")
        assert seek.entry.value == "bau truox9ng"


async def test_a_click_on_an_area_goes_to_it():
    async with menu(*STARTED).run_test(size=(80, 24)) as pilot:
        tabs = pilot.app.screen.query_one(AreaTabs)
        tab = tabs.tabs[6]
        assert tab.y == 1, "the areas take two lines here"
        await pilot.click(AreaTabs, offset=(tab.x + 2, tab.y))
        assert GROUP_OF[pilot.app.screen.chosen().code] == "minutes"


async def test_what_was_recorded_last_comes_first_unless_it_is_off():
    at = session(*STARTED, HEAD)
    assert recent_acts(at)[:2] == ("elect-head", "record-roster")
    async with Opening(listed(at, HERE, Words("vi"))).run_test(size=(80, 24)) as pilot:
        seek = pilot.app.screen
        listed_first = [line.code for line in seek.shown[1:4] if not isinstance(line, str)]
        assert seek.shown[0] == "Việc vừa ghi gần đây"
        assert all(code in recent_acts(at) for code in listed_first)
        assert not any(line.off for line in seek.shown[1:4] if not isinstance(line, str))
        await pilot.press("5", "up", "down")
        assert GROUP_OF[seek.chosen().code] == "members", "not the recent acts"


@pytest.mark.parametrize(
    ("typed", "act"),
    [("bau truong", "elect-head"), ("btc", "elect-head"), ("elect-h", "elect-head")],
)
async def test_a_few_letters_without_marks_find_an_act(typed, act):
    async with menu(*STARTED).run_test() as pilot:
        pilot.app.screen.entry.value = typed
        await pilot.pause()
        await pilot.press("enter")
        assert chosen(pilot.app) == [act]


async def test_an_act_that_is_off_says_why_and_does_not_open():
    async with menu(*STARTED).run_test() as pilot:
        await pilot.press(*"bm")
        assert "Không có hội nghị nào đang mở" in why(pilot.app)
        await pilot.press("enter")
        assert pilot.app.told == []
        assert "✗ Không có hội nghị nào đang mở." in lines(pilot.app)


async def test_arrows_go_through_the_acts_and_letters_that_fit_nothing_say_so():
    async with menu(*STARTED).run_test() as pilot:
        seek = pilot.app.screen
        first = seek.chosen()
        await pilot.press("down", "up", "pagedown", "pageup")
        assert seek.chosen() is first
        assert isinstance(seek.shown[0], str)  # a title: no act is above the first
        await pilot.press("up")
        assert seek.chosen() is seek.shown[-1]
        await pilot.press("down")
        assert seek.chosen() is first
        await pilot.press(*"zzz")
        assert lines(pilot.app) == ""
        assert "Không tìm thấy «zzz»" in why(pilot.app)
        await pilot.press("enter", "escape")
        assert pilot.app.told == [None]


async def test_undo_says_what_it_would_take_back_and_enter_does_it():
    at = session(*STARTED, HEAD)
    app = Opening(Undo(at, Words("vi"), at.last_act()))
    async with app.run_test(notifications=True) as pilot:
        told = pilot.app.screen.query_one(".sentences").content.plain
        assert "Sở Tài chính làm Trưởng cụm thi đua năm 2020" in told
        await pilot.press("enter")
        assert facts(at)[-1] == "EntriesRetracted"
        assert list(at.ledger.read())[-1].reason == "nhập nhầm"
        assert len(pilot.app.told[0]) == 1


async def test_undo_keeps_everything_on_esc():
    at = session(*STARTED, HEAD)
    async with Opening(Undo(at, Words("vi"), at.last_act())).run_test() as pilot:
        await pilot.press("escape")
        assert facts(at)[-1] == "HeadElected"
        assert pilot.app.told == [()]


async def test_undo_of_what_others_stand_on_is_refused_beside_the_reason():
    at = session(*STARTED, HEAD)
    roster = [e for e in at.ledger.read() if type(e.event).__name__ == "RosterRecorded"]
    async with Opening(Undo(at, Words("vi"), roster)).run_test() as pilot:
        await pilot.press("enter")
        assert "dựa trên" in pilot.app.screen.body.row.wrong
        assert pilot.app.told == []


async def test_undo_wants_a_reason():
    at = session(*STARTED, HEAD)
    async with Opening(Undo(at, Words("vi"), at.last_act())).run_test() as pilot:
        await pilot.press("backspace", "enter")
        assert "trống" in pilot.app.screen.body.row.wrong
        assert facts(at)[-1] == "HeadElected"


def test_each_act_opens_the_screen_that_records_it():
    at = session(*STARTED, HEAD)
    kinds = {
        name: type(screen_for(name, at, HERE, Words("vi")))
        for name in ("elect-head", "record-score", "undo", "correct")
    }
    assert list(kinds.values()) == [Form, ScoreFaces, Undo, Form]


def test_the_correction_of_an_entry_stands_where_the_entry_does():
    at = session(*FOUNDED, STARTED[-2], RecordRoster(cluster="tmth", year=2019, units=("stc",)))
    form = screen_for("correct", at, HERE, Words("vi"))
    assert isinstance(form, Form)
    assert (form.here.year, form.filling.raw["units"]) == (2019, "stc")


def test_there_is_nothing_to_undo_in_an_empty_ledger():
    with pytest.raises(Refused, match="nothing-to-undo"):
        screen_for("undo", Session(session().ledger, "x"), HERE, Words("vi"))


@pytest.mark.parametrize(
    ("known", "first"),
    [
        ((), "found-unit"),
        (FOUNDED, "found-cluster"),
        (STARTED[:-1], "record-roster"),
        (STARTED, "record-roster"),
    ],
)
async def test_the_menu_begins_at_what_is_needed_first_else_at_the_last_act(known, first):
    at = session(*known)
    here = HERE if len(known) > len(FOUNDED) else Location(year=2020)
    async with Opening(listed(at, here, Words("vi"))).run_test(size=(80, 24)) as pilot:
        assert pilot.app.screen.chosen().code == first
        await pilot.press("enter")
        assert chosen(pilot.app) == [first]
