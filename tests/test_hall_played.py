"""A whole conference with readers on every page: of all bytes ever sent, none is ahead of its time.

The acts of the conference of Lạng Sơn are recorded one by one while the wall follows, then its
places are announced; and again as a secretary keys them in, from the run sheet. What each reader
received is kept and searched.
"""

from __future__ import annotations

import re
from itertools import groupby

import pytest

from events.award_events import AWARDS
from events.event import Entry
from events.meetings import RemarkRecorded
from events.result_events import RESULT
from events.store.ledger import Ledger
from events.store.sqlite.recorder import SQLiteRecorder
from tests.conference import DURING
from tests.hall_room import room
from tests.hall_runs import YEAR
from tests.pages import ledger_at, press, settled, shown, standing_still
from tests.test_conference import strike
from thidua_tui.cli import hall_server
from thidua_tui.formatting.hall.markup import text
from thidua_tui.i18n.messages import Words
from thidua_tui.queries.table_query import ledger_names
from thidua_tui.session import wall_channel
from thidua_tui.session.samples import conference
from thidua_tui.session.wall_channel import Channel, Scene
from thidua_tui.widgets import key_order

WORDS = Words("vi")
FIRST, SECOND, THIRD = "Văn phòng HĐND tỉnh", "Sở Nội vụ", "Văn phòng UBND tỉnh"


def outcomes(ledger: Ledger) -> list[str]:
    """Return the sentences that say who has which place, as they would be in a page."""
    names = ledger_names(ledger)
    events = [entry.event for entry in ledger.read()]
    return [text(WORDS.sentence(e, names)) for e in events if isinstance(e, (*RESULT, *AWARDS))]


def remarks(played: list[Entry]) -> list[str]:
    """Return what was remarked at the meeting, as it would be in a page."""
    return [text(e.event.text) for e in played if isinstance(e.event, RemarkRecorded)]


async def test_of_a_played_conference_nothing_is_sent_ahead_of_its_time(
    tmp_path, story, monkeypatch
):
    monkeypatch.setattr(hall_server, "BEAT", 0.1)
    with SQLiteRecorder(story, create=False, read_only=True) as recorder:
        played, sentences = [*Ledger(recorder).read()], outcomes(Ledger(recorder))
    secrets = {*remarks(played), "lý do riêng", *(entry.by for entry in played)}
    assert len(sentences) > 3
    assert remarks(played)

    async with room(tmp_path) as hall:
        for _, act in groupby(played, lambda entry: entry.act):
            await hall.record([*act])
            assert hall.places() == set()
        assert WORDS("slides.waits") in hall.everything
        assert not [one for one in sentences if one in hall.everything]

        # The last place is announced first; a reader of any page learns it then, and not before.
        for at, known in enumerate(["", "", "3", "3", "32", "32"]):
            await hall.show(place="reveal", at=at)
            assert hall.places() == {*known}
        hall.lead.toggle_blank()
        for at in (6, 7):
            await hall.show(place="reveal", at=at)
        await hall.show(place="tables", of="ranking")
        assert hall.places() == {"3", "2"}
        assert not [one for one in sentences if one in hall.everything]
        hall.scene = Scene(place="reveal", at=6, **YEAR)
        hall.lead.scene = hall.scene
        hall.lead.toggle_blank()
        await hall.until(lambda: "1" in hall.places())
        await hall.show(place="year")
        assert {FIRST, SECOND, THIRD} <= {*re.findall(r"[^<>]+", hall.everything)}
        found = [one for one in secrets if one in hall.everything]
        assert not found


@pytest.fixture
def patient(monkeypatch):
    """A busy machine is not what this is about."""
    monkeypatch.setattr(key_order, "_PATIENCE", 60)
    monkeypatch.setattr(wall_channel, "ALIVE", 1000)
    monkeypatch.setattr(hall_server, "BEAT", 0.1)
    with standing_still():
        yield


@pytest.mark.usefixtures("patient")
async def test_of_a_conference_as_it_is_keyed_in_nothing_is_sent_ahead_of_its_time(tmp_path):
    path = ledger_at(tmp_path / "so.ledger", *conference.before())
    async with shown(path) as pilot, room(tmp_path, path, led=False) as hall:
        pilot.app.channel_at = lambda _: Channel(tmp_path / "wall")
        pilot.app.lead_walls()
        await press(pilot, "1")
        for act in DURING:
            await strike(pilot, act)
            await hall.beats()
            assert hall.places() == set()
        sentences = outcomes(hall.ledger)
        assert len(sentences) > 3
        assert WORDS("slides.waits") in hall.everything
        assert not [one for one in sentences if one in hall.everything]

        # Title, third place called, named, second called, named; then the wall is blank.
        await press(pilot, "escape", "1", "r")
        for known in ("", "", "3", "3", "32"):
            await settled(pilot)
            await hall.beats()
            assert hall.places() == {*known}
            await press(pilot, "space" if known != "32" else "f8")
        await press(pilot, "space", "space")
        await hall.beats()
        assert hall.places() == {"3", "2"}
        await press(pilot, "f8")
        await hall.until(lambda: "1" in hall.places())
        assert {FIRST, SECOND, THIRD} <= {*re.findall(r"[^<>]+", hall.everything)}
        remarked = remarks([*hall.ledger.read()])
        assert remarked
        assert not [one for one in remarked if one in hall.everything]
        pilot.app.close_wall()
