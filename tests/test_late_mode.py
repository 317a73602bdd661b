"""Old years are entered in a mode of its own: the source asked once, true days asked every time."""

from __future__ import annotations

from datetime import date

import pytest

from events.event import Source
from events.meetings import OpenMeeting
from tests.form_app import HERE, STARTED, TODAY, session
from tests.pages import app_on, ledger_at, press, screen_text, settled, shown
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.registry import ACTS, AREAS, GROUP_OF, LATE_AREAS
from thidua_tui.forms import late_entry
from thidua_tui.forms.draft_storage import DraftFile
from thidua_tui.forms.drafts import Drafts
from thidua_tui.forms.form_state import FormState
from thidua_tui.screens.form import Form
from thidua_tui.screens.late_entry import LateEntry
from thidua_tui.screens.palette import ActMenu

PAPER = Source(kind="newspaper", title="Báo LS", on=date(2015, 1, 15))
OPENED = OpenMeeting(cluster="tmth", year=2020, meeting="m", title="Hội nghị", on=TODAY)
MODE = ("f7", *"Báo LS", "enter", *"15/1/2015", "enter", *["backspace"] * 4, *"2014", "enter")


@pytest.fixture
def demo(tmp_path):
    return ledger_at(tmp_path / "demo.ledger", story=True)


async def test_the_mode_shows_on_every_page_and_in_every_form(demo):
    async with shown(demo) as pilot:
        await press(pilot, *MODE)
        assert pilot.app.session.late == PAPER
        assert "nhập bổ sung: báo chí «Báo LS»" in screen_text(pilot.app)
        for key in "01234":
            await press(pilot, key)
            assert "NHẬP BỔ SUNG" in screen_text(pilot.app)
        await press(pilot, "1", "s")
        assert "báo chí «Báo LS» 15/01/2015" in screen_text(pilot.app)


async def test_the_source_is_kept_for_the_series_and_no_meeting_is_named(demo):
    async with shown(demo) as pilot:
        pilot.app.session.do(OPENED)
        await press(pilot, *MODE, "m", *"Mot", "f2", *"Hai", "f2", "escape")
        new = [*pilot.app.session.ledger.read(after=36)]
        assert [(one.source, one.meeting) for one in new] == [(PAPER, ""), (PAPER, "")]


async def test_late_acts_come_first_in_the_menu_and_known_members_are_marked(demo):
    async with shown(demo) as pilot:
        await press(pilot, *MODE, "a")
        menu = pilot.app.screen
        assert isinstance(menu, ActMenu)
        listed = [line for line in menu.shown if not isinstance(line, str)][len(menu.recent) :]
        assert [GROUP_OF[act.code] for act in listed[:3]] == ["reported"] * 3
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, Form)


def test_the_areas_are_the_same_in_another_order():
    assert sorted(LATE_AREAS) == sorted(AREAS)


@pytest.mark.parametrize("act", [act for act in ACTS.values() if act.fields], ids=lambda a: a.id)
def test_no_day_stands_there_before_it_was_typed(act):
    at = session(*STARTED, OPENED)
    at.late = PAPER
    filling = FormState(act, ActContext(at, HERE))
    days = [field.name for field in act.fields if field.kind == "date"]
    assert [filling.raw[name] for name in days] == [""] * len(days)


async def test_f7_again_ends_it_and_what_follows_is_of_the_room(demo):
    async with shown(demo) as pilot:
        await press(pilot, *MODE, "f7")
        assert isinstance(pilot.app.screen, LateEntry)
        assert "đang nhập bổ sung" in screen_text(pilot.app)
        await press(pilot, "f7")
        assert pilot.app.session.late is None
        assert "NHẬP BỔ SUNG" not in screen_text(pilot.app)
        await press(pilot, "m", *"Mot", "f2", "escape")
        assert next(iter(pilot.app.session.ledger.read(after=35))).source == Source()


async def test_what_a_form_recorded_in_the_mode_gives_its_source_to_nothing_after_it(demo):
    async with shown(demo) as pilot:
        pilot.app.session.do(OPENED)
        await press(pilot, *MODE, "m", *"Mot", "f2", "escape", "f7", "f7")
        await press(pilot, ":", *"yk Hay", "enter", "escape", "m", *"Hai", "f2", "escape")
        late, said, launched = pilot.app.session.ledger.read(after=36)
        assert (late.source, late.meeting) == (PAPER, "")
        assert [(one.source, one.meeting) for one in (said, launched)] == [(Source(), "m")] * 2


def test_entering_the_mode_ends_the_source_that_was_copied_before():
    at = session(*STARTED)
    Drafts(at).remember_source({"source_kind": "document", "source_title": "Báo cáo"})
    late_entry.enter(at, PAPER)
    late_entry.enter(at, None)
    assert Drafts(at).source == {}


async def test_a_wrong_day_of_the_source_is_said_beside_it_and_esc_changes_nothing(demo):
    async with shown(demo) as pilot:
        await press(pilot, "f7", "tab", *"31/2/2015", "f2")
        assert isinstance(pilot.app.screen, LateEntry)
        assert "▲" in screen_text(pilot.app)
        await press(pilot, "escape")
        assert pilot.app.session.late is None


async def test_a_crash_leaves_the_mode_and_leaving_on_purpose_ends_it(demo, tmp_path):
    def app():
        made = app_on(demo)
        made.drafts_at = lambda _: DraftFile(tmp_path / "drafts")
        return made

    async with app().run_test() as pilot:
        await press(pilot, *MODE)
        pilot.app._put_drafts()
        pilot.app.draft_file.close()
        pilot.app.draft_file = None
    async with app().run_test() as pilot:
        await settled(pilot)
        assert pilot.app.session.late == PAPER
        assert "NHẬP BỔ SUNG" in screen_text(pilot.app)
        await pilot.press("q")
    pilot.app.close_drafts()
    assert DraftFile(tmp_path / "drafts").left_behind == ()
