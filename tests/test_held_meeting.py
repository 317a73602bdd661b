"""The meeting of the demo: its run sheet, who was there, two ballots, minutes that are signed."""

from __future__ import annotations

import pytest

from events.roles import HeadElected
from events.store.ledger import Ledger
from events.store.sqlite.recorder import SQLiteRecorder
from tests.pages import AFTER_SCORED, ledger_at
from thidua_tui.formatting.replay.course_text import item_text
from thidua_tui.i18n.messages import Words
from thidua_tui.session.samples import held_meeting
from thidua_tui.session.samples.held_meeting import MEETING
from thidua_tui.session.samples.scored_year import CLUSTER
from views.agenda import Agenda
from views.course_of_year import Course
from views.minutes_states import MinutesStates
from views.projection import project
from views.quorums import Quorums


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    path = ledger_at(tmp_path_factory.mktemp("held") / "held.ledger", scored=True)
    with SQLiteRecorder(path) as recorder:
        ledger = Ledger(recorder, clock=lambda: AFTER_SCORED)
        held_meeting.play(ledger)
        yield ledger


def test_each_item_of_the_run_sheet_is_done_or_skipped_with_a_note(held):
    rows = project(Agenda(MEETING), held).rows()
    assert [row.state for row in rows] == ["done"] * 4 + ["skipped", "done"]
    assert rows[4].note


def test_the_head_is_elected_in_the_second_ballot_with_more_than_half(held):
    elected = [e for e in held.read() if isinstance(e.event, HeadElected) and e.event.year == 2027]
    (entry,) = elected
    assert entry.item == "bau-truong-cum"
    event = entry.event
    assert isinstance(event, HeadElected) and event.course and event.votes
    first, second = event.course.rounds
    assert 2 * (first.votes_for("stn") or 0) <= (first.valid or 0)
    assert 2 * (second.votes_for("stn") or 0) > (second.valid or 0)
    assert (event.votes.votes_for, event.votes.total) == (3, 4)
    assert event.course.roll == ("stl", "snl", "stn", "slt", "sbd")


def test_who_left_before_the_vote_is_not_on_its_roll_and_the_quorum_held(held):
    (row,) = [row for row in project(Quorums(CLUSTER, 2026), held).rows() if row.meeting == MEETING]
    assert (row.present, row.needed, row.met) == (5, 5, True)


def test_the_minutes_are_approved_and_signed_by_both(held):
    rows = project(MinutesStates(CLUSTER, 2026), held).rows()
    (row,) = [row for row in rows if row.meeting == MEETING]
    assert row.state == "signed"
    assert len(row.signed_by) == 2


def test_the_replay_of_the_meeting_names_the_item_of_each_act(held):
    titles = {code: item.title for code, item in project(Agenda(MEETING), held).items.items()}
    moments = project(Course(CLUSTER, 2026, MEETING), held).moments()
    named = [item_text(moment, titles, Words("vi")) for moment in moments]
    assert "mục «Bầu Trưởng cụm năm 2027»" in named
    assert named[0] == ""
