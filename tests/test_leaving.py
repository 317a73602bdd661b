"""A page that is being left gets messages that were sent before; its widgets are gone by then."""

from __future__ import annotations

from functools import partial

import pytest
from textual.events import Key, Resize
from textual.geometry import Size
from textual.message import Message

from events.errors import UnreadableLedger
from tests.pages import keys_at_rest, ledger_at, press, settled, shown, standing_still
from thidua_tui.screens.background_reading import read_in_worker
from thidua_tui.screens.base_page import DataLoaded, Page
from thidua_tui.screens.jump_mode import Jump
from thidua_tui.screens.loading import Unreadable
from thidua_tui.session.session import Session

PAGES = {
    "home": ("0",),
    "year": (),
    "leaders": ("2",),
    "journal": ("3",),
    "tables": ("4",),
    "chronicle": ("5",),
    "entry": ("3", "enter"),
    "player": ("2", "space"),
    "projector": ("i",),
    "changes": ("v",),
    "trail": ("h",),
}
ROUNDS = 12


@pytest.fixture
def demo(tmp_path):
    with standing_still():
        yield ledger_at(tmp_path / "demo.ledger", story=True)


@pytest.mark.parametrize("place", PAGES)
async def test_page_being_left_takes_no_resize_fold_or_timer(demo, place, monkeypatch):
    folded: list[DataLoaded] = []
    take = Page.on_data_loaded

    def keep(page: Page, message: DataLoaded) -> None:
        folded.append(message)
        take(page, message)

    monkeypatch.setattr(Page, "on_data_loaded", keep)
    async with shown(demo) as pilot:
        await press(pilot, *PAGES[place])
        page = pilot.app.screen
        assert isinstance(page, Page)
        assert place == page.PLACE
        page.on_resize()  # calls after the next refresh
        page.set_timer(0.01, page.on_resize)
        await page.remove_children()
        message = DataLoaded(
            page.turn, folded[-1].head, folded[-1].data, folded[-1].operator_status
        )
        page.post_message(message)
        page.post_message(Resize(Size(90, 30), Size(90, 30)))
        for _ in range(3):
            await pilot.pause(0.05)
        assert pilot.app.fault is None


async def test_page_that_is_shown_takes_a_call_after_the_refresh(demo):
    async with shown(demo) as pilot:
        called: list[str] = []
        page = pilot.app.screen
        page.call_after_refresh(called.append, "refreshed")
        page.set_timer(0.01, lambda: called.append("later"))
        await pilot.pause(0.1)
        assert called == ["refreshed", "later"]


async def test_key_sent_with_the_key_that_opens_a_page_finds_its_lines(demo):
    async with shown(demo) as pilot:
        app = pilot.app
        for _ in range(ROUNDS):
            await press(pilot, "2")
            for key in "1j":
                app.post_message(Key(key, key))
            await keys_at_rest(app)
            await settled(pilot)
            assert isinstance(app.screen, Jump)
            assert app.screen.by_label
            await press(pilot, "escape")


async def test_keys_that_need_no_page_do_not_wait_for_it(demo):
    async with shown(demo) as pilot:
        for key in "23451":
            pilot.app.post_message(Key(key, key))
        await keys_at_rest(pilot.app)
        await settled(pilot)
        assert pilot.app.screen.PLACE == "year"


async def test_nothing_is_asked_of_a_page_once_the_program_ends(demo):
    async with shown(demo) as pilot:
        app = pilot.app
        page = app.screen
        assert isinstance(page, Page)
        before = (page.leaving, app.page_choice() is None)
        app._running = False  # as `App._shutdown` does before it closes the screens
        after = (page.leaving, app.page_choice() is None)
        app._running = True
        assert (before, after) == ((False, False), (True, True))


async def test_interval_of_a_page_that_is_being_left_calls_nothing(demo):
    async with shown(demo) as pilot:
        page, called = pilot.app.screen, list[str]()
        timer = page.set_interval(0.005, lambda: called.append("again"))
        await pilot.pause(0.05)
        assert called
        await page.remove_children()
        called.clear()
        await pilot.pause(0.05)
        timer.stop()
        assert not called


async def test_pause_begins_again_with_each_request_of_its_name(demo):
    async with shown(demo) as pilot:
        page, called = pilot.app.screen, list[int]()
        assert isinstance(page, Page)
        for nth in range(3):
            page.after_pause("look", 0.02, partial(called.append, nth))
        page.after_pause("other", 0.02, partial(called.append, 9))
        await pilot.pause(0.1)
        assert sorted(called) == [2, 9]


async def test_reading_that_fails_shows_why_the_ledger_cannot_be_read(demo):
    def read(_: Session) -> Message:
        raise UnreadableLedger("not-a-ledger", path="x")

    async with shown(demo) as pilot:
        app = pilot.app
        assert app.session
        read_in_worker(app.screen, "detail", app.session, read)
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert (type(app.screen), app.fault) == (Unreadable, None)
