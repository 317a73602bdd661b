"""The main job: one conference, keyed in from an empty ledger by keyboard alone, and read back."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from textual.events import Key
from textual.keys import _character_to_key

from events.event import Entry
from events.store.ledger import Ledger
from events.store.sqlite.recorder import SQLiteRecorder
from tests import conference
from tests.pages import keys_at_rest, ledger_at, screen_text, settled, shown, standing_still
from tests.patience import PATIENCE
from thidua_tui.keymap.action_registry import ACTIONS
from thidua_tui.session.open_ledger import opened
from thidua_tui.session.samples import conference as demo
from thidua_tui.widgets import key_order
from views.award_list import AwardList
from views.compacts import Compacts
from views.emulation_movements import Movements
from views.leadership import Leadership
from views.minutes import Meetings, Minutes
from views.projection import project
from views.roster import Roster
from views.standings import Standings

ACTS = (*conference.BEFORE, *conference.DURING)
KEYS, STEERING = 1568, 137
"""What it takes today, in all and beside the text of the facts. More of them is a fault; when they
become fewer, this says so here."""
DAY = date(2021, 1, 14)


@dataclass
class Keyed:
    """A ledger into which the conference was keyed, and the page shown then."""

    path: Path
    screen: str

    def see(self, view):
        with SQLiteRecorder(self.path, read_only=True) as recorder:
            return project(view, Ledger(recorder))

    def entries(self) -> list[Any]:
        with SQLiteRecorder(self.path, read_only=True) as recorder:
            return [*Ledger(recorder).read()]


async def open_for(pilot, key: str) -> None:
    """Wait until the page knows that the act of this key can be done: it folds what it knows."""
    acts = [action.act for action in ACTIONS if key in action.keys and action.act]
    async with asyncio.timeout(PATIENCE):
        while any(pilot.app.why_act_off(act) for act in acts):
            await pilot.pause(0.02)


async def strike(pilot, act: tuple[str, ...]) -> None:
    """Type an act in one burst, as fast as the program takes it."""
    await open_for(pilot, act[0][0])
    for key in conference.keys(act):
        name = key[1:-1] if len(key) > 1 else _character_to_key(key)
        pilot.app.post_message(Key(name, key if len(key) == 1 else None))
    async with asyncio.timeout(PATIENCE):
        await keys_at_rest(pilot.app)
    await settled(pilot)


async def keyed(path: Path) -> Keyed:
    """Key everything in, act by act, and look at what the last page shows."""
    async with shown(ledger_at(path)) as pilot:
        for act in ACTS:
            await strike(pilot, act)
        first = screen_text(pilot.app)
        await pilot.press("pagedown")  # what does not fit is a page below
        await settled(pilot)
        return Keyed(path, first + screen_text(pilot.app))


@pytest.fixture(scope="module")
def played(tmp_path_factory) -> Keyed:
    """The conference as it was keyed in."""
    with standing_still(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(key_order, "_PATIENCE", 60)  # a busy machine is not what this is about
        return asyncio.run(keyed(tmp_path_factory.mktemp("conference") / "empty.ledger"))


def test_the_members_of_2020_are_the_eight_units(played):
    rows = played.see(Roster()).rows()
    assert [row.unit_name for row in rows] == [unit.split(";")[0] for unit in conference.UNITS]
    assert {(row.cluster_name, row.year) for row in rows} == {(conference.CLUSTER, 2020)}


def test_head_and_deputy_of_both_years(played):
    rows = played.see(Leadership()).rows()
    assert {(row.year, row.role, row.unit_name, row.method, row.since) for row in rows} == {
        (2020, "head", "Văn phòng Đoàn Đại biểu Quốc hội tỉnh", "not-recorded", None),
        (2020, "deputy", "Sở Tài chính", "not-recorded", None),
        (2021, "head", "Sở Tài chính", "not-recorded", DAY),
        (2021, "deputy", "Sở Kế hoạch và Đầu tư", "not-recorded", DAY),
    }


def test_three_places_of_eight_by_consensus(played):
    view = played.see(Standings())
    placed = {row.unit_name: row.place for row in view.rows()}
    assert {name: place for name, place in placed.items() if place} == {
        "Văn phòng HĐND tỉnh": 1,
        "Sở Nội vụ": 2,
        "Văn phòng UBND tỉnh": 3,
    }
    assert len(placed) == 8
    [(cluster, year)] = {(row.cluster, row.year) for row in view.rows()}
    assert view.result(cluster, year).method == "consensus"


def test_three_nominations_with_their_addressees(played):
    rows = played.see(AwardList()).rows()
    assert [(r.unit_name, r.form, r.addressed_to, r.state) for r in rows] == [
        ("Văn phòng HĐND tỉnh", "co-tinh", "Ủy ban nhân dân tỉnh", "nominated"),
        ("Sở Nội vụ", "bk-tinh", "Chủ tịch Ủy ban nhân dân tỉnh", "nominated"),
        ("Văn phòng UBND tỉnh", "bk-tinh", "Chủ tịch Ủy ban nhân dân tỉnh", "nominated"),
    ]


def test_six_movements_of_which_four_name_their_launchers(played):
    rows = played.see(Movements()).rows()
    assert len(rows) == 6
    assert [row.launched_by for row in rows] == ["", "", *[conference.LAUNCHERS] * 4]
    assert (rows[-1].since, rows[-1].until) == (2019, 2025)


def test_the_meeting_with_host_guest_report_and_remarks(played):
    [row] = played.see(Meetings()).rows()
    assert (row.on, row.part_of_day, row.place, row.closed) == (
        DAY,
        "afternoon",
        conference.PLACE,
        True,
    )
    minutes = played.see(Minutes(row.meeting))
    assert [(g.name, g.title) for g in minutes.guests()] == [
        (conference.GUEST, conference.POSITION)
    ]
    [present] = minutes.present()
    assert (len(present.units), present.who) == (8, conference.WHO)
    [report] = minutes.reports()
    assert (report.presenter, report.position, report.draft) == (
        conference.PRESENTER,
        conference.OFFICER,
        True,
    )
    assert [(said.kind, said.text) for said in minutes.remarks()] == [
        ("addition", conference.ADDED),
        ("assessment", conference.PRAISED),
        *[("request", text) for text in conference.ASKED],
    ]


def test_the_compact_of_2021_and_nobody_invented_among_its_signatories(played):
    [row] = played.see(Compacts()).rows()
    assert (row.year, row.signed_on, row.signatories) == (2021, DAY, None)


def test_what_was_typed_in_the_session_belongs_to_the_meeting(played):
    opened = next(e for e in played.entries() if type(e.event).__name__ == "MeetingOpened")
    later = [e.meeting for e in played.entries() if e.position > opened.position]
    assert set(later) == {opened.event.meeting}


CODES = {"unit", "units", "cluster", "of_cluster", "meeting", "movement", "host"}
WORDING = {"text", "title", "short"}
"""What is keyed in is what a secretary hears, shorter than the report."""


def facts(entries: list[Entry]) -> list[str]:
    """What the entries say, whatever codes and wording they say it with, in whatever order."""
    played = (msgspec.to_builtins(entry.event).items() for entry in entries)
    return sorted(str(sorted(f for f in fact if f[0] not in CODES | WORDING)) for fact in played)


def test_the_demo_tells_the_same_story(played, tmp_path):
    with opened(tmp_path / "demo.ledger", create=True) as ledger:
        demo.play(ledger)
        assert facts([*ledger.read()]) == facts(played.entries())


def test_the_page_shows_the_year_as_it_ended(played):
    for words in ("Đã thống nhất kết quả", "Trưởng cụm: Sở Tài chính", "6 phong trào", "Nhất"):
        assert words in played.screen


def test_the_conference_takes_no_more_keys_than_it_did(played):
    fields = sum(len(msgspec.to_builtins(e.event)) - 1 for e in played.entries())
    struck = sum(len(conference.keys(act)) for act in ACTS)
    steering = sum(conference.steering(act) for act in ACTS)
    entries = len(played.entries())
    print(f"{struck} keys, {steering} of them no text, for {fields} fields in {entries} entries")
    assert (struck, steering) == (KEYS, STEERING)
    assert steering < fields
