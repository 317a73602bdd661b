"""Tasks from requests, roles of a meeting, the list of speakers, a meeting of an unknown day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from events.batch import Together
from events.command import Command
from events.meeting_roles import GiveMeetingRole, MeetingRoleGiven
from events.meetings import MeetingClosed, MeetingOpened, OpenMeeting, RemarkRecorded
from events.remarks import RecordRemark
from events.speakers import (
    CallSpeaker,
    FinishSpeaker,
    ListSpeaker,
    SpeakerCalled,
    SpeakerFinished,
    SpeakerListed,
    waiting,
)
from events.tasks import GiveTask, ReportTask, TaskGiven, TaskReported
from tests.facts import HERE, MEMBERS, Fields
from tests.form_app import STARTED, session
from tests.spec import TODAY, entry, given, ledger_with
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.registry import ACTS
from thidua_tui.command_line.parser import parse_line
from thidua_tui.formatting.minutes.sentences import minutes_sections
from thidua_tui.formatting.slides.meeting_slides import load_meeting_now, meeting_slide
from thidua_tui.forms.form_state import FormState
from thidua_tui.i18n.messages import Words
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from views.current_turn import CurrentTurn
from views.minutes import Minutes
from views.projection import project
from views.speakers import Speakers
from views.tasks import Tasks

OPENED = MeetingOpened(meeting="m", **HERE, title="Hội nghị", on=TODAY)
AT: Fields = {"meeting": "m", **HERE}
WORLD = (*MEMBERS, OPENED)
TASK: Fields = {"task": "viec-1", "cluster": "cum", "text": "Mở lớp tập huấn"}
GIVEN = TaskGiven(**TASK, year=2021, unit="a", meeting="m")


def test_a_request_becomes_a_task_of_the_next_year():
    given(WORLD).when(GiveTask(**TASK, year=2021, unit="a", meeting="m")).then(GIVEN)
    given(WORLD, GIVEN).when(GiveTask(**TASK, year=2021)).refused("task-exists")


def test_a_task_is_not_due_before_it_was_asked():
    early = GiveTask(**TASK, year=2021, meeting="m", due=date(2020, 1, 1))
    given(WORLD).when(early).refused("due-before-meeting")


def report(state: str, **more: object) -> ReportTask:
    return ReportTask(task="viec-1", cluster="cum", state=state, **more)  # type: ignore[arg-type]  # a word


def test_a_task_is_done_by_a_paper_and_dropped_for_a_reason():
    given(WORLD, GIVEN).when(report("done")).refused("task-without-paper")
    given(WORLD, GIVEN).when(report("dropped")).refused("task-without-reason")
    said: Fields = {"task": "viec-1", "cluster": "cum", "year": 2021, "text": TASK["text"]}
    done = TaskReported(**said, state="done", paper="12/BC")
    given(WORLD, GIVEN).when(report("done", paper="12/BC")).then(done)
    given(WORLD, GIVEN, done).when(report("in-work")).refused("task-ended", state="done")
    given(WORLD).when(report("in-work")).refused("unknown-task", task="viec-1")


def test_the_table_has_the_state_of_each_task():
    said: Fields = {"task": "viec-1", "cluster": "cum", "year": 2021, "text": TASK["text"]}
    working = TaskReported(**said, state="in-work", note="Đã mời")
    (row,) = project(Tasks("cum", 2021), ledger_with(WORLD, GIVEN, working)).rows()
    assert (row.state, row.note, row.text) == ("in-work", "Đã mời", "Mở lớp tập huấn")
    (row,) = project(Tasks("cum"), ledger_with(WORLD, GIVEN)).rows()
    assert row.state == "open"


def test_the_form_of_a_task_begins_with_the_last_request_of_the_meeting():
    asked = RemarkRecorded(**AT, kind="request", speaker="Bà Bình", text="Mở lớp\ntập huấn")
    ledger = ledger_with(WORLD, asked)
    ground = ActContext(Session(ledger, "Lan"), Location(cluster="cum", year=2020), Words("vi"))
    raw = FormState(ACTS["give-task"], ground).raw
    assert (raw["text"], raw["asked_by"], raw["year"], raw["task"]) == (
        "Mở lớp tập huấn", "Bà Bình", "2021", "viec-1",
    )  # fmt: skip


def test_a_role_is_of_a_unit_or_a_person_and_given_once():
    role = GiveMeetingRole(meeting="m", held="co-chair", unit="a")
    fact = MeetingRoleGiven(**AT, held="co-chair", unit="a")
    given(WORLD).when(role).then(fact)
    given(WORLD, fact).when(role).refused("meeting-role-given")
    given(WORLD).when(GiveMeetingRole(meeting="m", held="secretary")).refused("no-unit-or-person")
    other = GiveMeetingRole(meeting="m", held="co-chair", person="Ông An")
    given(WORLD, fact).when(other).then(MeetingRoleGiven(**AT, held="co-chair", person="Ông An"))


def test_a_remark_takes_the_turn_of_its_speaker():
    first = SpeakerListed(**AT, unit="a", minutes=10)
    second = SpeakerListed(**AT, speaker="Bà Bình")
    entries = [entry(fact, n) for n, fact in enumerate((first, second), 1)]
    assert waiting(entries, "m") == [first, second]
    said = entry(RemarkRecorded(**AT, speaker="bà bình", text="Nói"), 3)
    assert waiting([*entries, said], "m") == [first]
    given(WORLD, first).when(ListSpeaker(meeting="m", unit="a")).refused("waits-already")


def test_the_form_of_a_remark_begins_with_the_next_speaker():
    ledger = ledger_with(WORLD, SpeakerListed(**AT, unit="b", speaker="Ông Ba"))
    ground = ActContext(Session(ledger, "Lan"), Location(cluster="cum", year=2020), Words("vi"))
    raw = FormState(ACTS["record-remark"], ground).raw
    assert (raw["speaker"], raw["unit"]) == ("Ông Ba", "b")


def test_the_speakers_have_totals_only_where_a_list_is_kept():
    said = RemarkRecorded(**AT, unit="a", text="Nói", at="09:10", until="09:25")
    assert project(Speakers(), ledger_with(WORLD, said)).rows() == ()
    listed = SpeakerListed(**AT, unit="a"), SpeakerListed(**AT, unit="b")
    rows = project(Speakers(), ledger_with(WORLD, *listed, said)).rows()
    found = {row.by.unit: (row.turns, row.minutes, len(row.waiting)) for row in rows if row.by}
    assert found == {"a": (1, 15, 0), "b": (0, 0, 1)}


CALLED = SpeakerCalled(**AT, unit="a", at="09:10", minutes=5)
ENDED = SpeakerFinished(**AT, unit="a", at="09:17")


def test_a_speaker_is_called_and_ends():
    call = CallSpeaker(meeting="m", unit="a", at="09:10", minutes=5)
    given(WORLD).when(call).then(CALLED)
    given(WORLD).when(CallSpeaker(meeting="m")).refused("no-unit-or-person")
    given(WORLD, CALLED).when(call).refused("speaks-already")
    given(WORLD, CALLED).when(FinishSpeaker(meeting="m", at="09:17")).then(ENDED)
    given(WORLD, CALLED).when(FinishSpeaker(meeting="m", at="09:05")).refused(
        "ends-before-start", start="09:10", end="09:05"
    )
    given(WORLD, CALLED, ENDED).when(FinishSpeaker(meeting="m")).refused("no-turn")


def test_a_call_ends_the_turn_before():
    call = CallSpeaker(meeting="m", speaker="Bà Bình", at="09:17")
    given(WORLD, CALLED).when(call).then(ENDED, SpeakerCalled(**AT, speaker="Bà Bình", at="09:17"))


def test_a_call_takes_the_speaker_off_the_list_and_a_remark_in_the_turn_takes_no_other():
    listed = SpeakerListed(**AT, unit="a", minutes=5)
    again = SpeakerListed(**AT, unit="a")
    said = RemarkRecorded(**AT, unit="a", text="Nói")
    entries = [entry(fact, n) for n, fact in enumerate((listed, CALLED, again, said), 1)]
    assert waiting(entries[:2], "m") == []
    assert waiting(entries, "m") == [again]


def test_the_form_of_a_call_begins_with_the_list_and_that_of_a_remark_with_the_turn():
    listed = SpeakerListed(**AT, unit="b", speaker="Ông Ba", minutes=7)
    ledger = ledger_with(WORLD, listed)
    here = Location(cluster="cum", year=2020)
    raw = FormState(ACTS["call-speaker"], ActContext(Session(ledger, "Lan"), here)).raw
    assert (raw["speaker"], raw["unit"], raw["minutes"]) == ("Ông Ba", "b", "7")
    for facts, times in (((CALLED,), ("09:10", "")), ((CALLED, ENDED), ("09:10", "09:17"))):
        ledger = ledger_with(WORLD, listed, *facts)
        raw = FormState(ACTS["record-remark"], ActContext(Session(ledger, "Lan"), here)).raw
        assert (raw["unit"], raw["at"], raw["until"]) == ("a", *times)
    said = RemarkRecorded(**AT, unit="a", text="Nói")
    ledger = ledger_with(WORLD, listed, CALLED, ENDED, said)
    raw = FormState(ACTS["record-remark"], ActContext(Session(ledger, "Lan"), here)).raw
    assert (raw["unit"], raw["at"]) == ("b", "")


def test_the_totals_count_turns_and_the_remarks_in_them_once():
    said = RemarkRecorded(**AT, unit="a", text="Nói", at="09:10", until="09:17")
    other = RemarkRecorded(**AT, unit="b", text="Nói", at="09:20", until="09:22")
    rows = project(Speakers(), ledger_with(WORLD, CALLED, ENDED, said, said, other)).rows()
    found = {row.by.unit: (row.turns, row.minutes) for row in rows if row.by}
    assert found == {"a": (1, 7), "b": (1, 2)}


def test_the_minutes_have_the_totals_of_speaking_in_one_sentence():
    listed = SpeakerListed(**AT, unit="b")
    view = project(Minutes("m"), ledger_with(WORLD, CALLED, ENDED, listed))
    found = [s for part in minutes_sections(view, Words("vi")) for s in part.sentences]
    (totals,) = [s for s in found if "lượt" in s.text]
    assert "1 lượt, 7 phút. Đã đăng ký, chưa phát biểu: " in totals.text
    assert len(totals.entries) == 3


def test_the_slide_of_the_meeting_has_the_turn_that_runs():
    ledger = ledger_with(WORLD, CALLED)
    now = load_meeting_now(Session(ledger, "Lan").see, Location(cluster="cum", year=2020))
    assert now.turn
    late = now.turn.since + timedelta(minutes=6)
    assert meeting_slide(now, Words("vi"), late).below[0].startswith("QUÁ GIỜ 01:00: ")
    assert not any("QUÁ GIỜ" in line for line in meeting_slide(now, Words("vi")).below)


def test_a_turn_runs_until_it_ends_or_the_meeting_is_closed():
    turn = project(CurrentTurn("m"), ledger_with(WORLD, CALLED)).turn()
    assert turn
    assert (turn.minutes, turn.unit) == (5, "")
    assert turn.over(turn.since + timedelta(minutes=5)) == 0
    assert turn.over(turn.since + timedelta(minutes=5, seconds=42)) == 42
    assert turn.seconds(turn.since - timedelta(seconds=3)) == 0
    for over in (ENDED, MeetingClosed(**AT)):
        assert project(CurrentTurn("m"), ledger_with(WORLD, CALLED, over)).turn() is None


@pytest.mark.parametrize("text", ["khai mạc sơ kết ?", "khai mạc sơ kết không rõ ngày"])
def test_the_day_of_a_meeting_may_be_unknown_by_line(text):
    ground = ActContext(session(*STARTED), Location(cluster="tmth", year=2020), Words("vi"))
    line = parse_line(text, ground)
    assert line.wrong is None, line.wrong
    assert days_of(line.commands()) == [None]


def test_the_day_of_a_meeting_may_be_unknown_by_form():
    ground = ActContext(session(*STARTED), Location(cluster="tmth", year=2020), Words("vi"))
    state = FormState(ACTS["open-meeting"], ground)
    assert state.raw["on"]
    state.put("on", "")
    assert days_of(state.commands()) == [None]


def days_of(commands: Sequence[Command]) -> list[date | None]:
    """The days on which these open a meeting, also as parts of one act."""
    flat = [c for one in commands for c in (one.commands if isinstance(one, Together) else (one,))]
    return [command.on for command in flat if isinstance(command, OpenMeeting)]


def test_a_remark_keeps_its_times():
    remark = RecordRemark(meeting="m", text="Nói", at="09:10", until="09:25")
    given(WORLD).when(remark).then(RemarkRecorded(**AT, text="Nói", at="09:10", until="09:25"))
