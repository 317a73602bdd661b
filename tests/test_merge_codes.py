"""Codes that both laptops gave to another thing: what follows on it waits, or goes where it is."""

from __future__ import annotations

import pytest

from events.event import Entry
from events.meetings import MeetingOpened, OpenMeeting, RemarkRecorded
from events.merge_codes import NAMED_BY, THINGS, Codes
from events.merge_places import Act
from events.remarks import RecordRemark
from events.tasks import GiveTask, ReportTask, TaskGiven, TaskReported
from tests.facts import DAY, HERE, MEMBERS
from tests.test_golden import ours
from tests.two_laptops import Laptop, states
from thidua_tui.formatting.sentences.merging import plan_lines, question_lines
from thidua_tui.i18n.messages import Words


@pytest.fixture
def laptops(tmp_path):
    """Two laptops with the same members."""
    first = Laptop(tmp_path / "a.ledger", "an")
    first.begin(MEMBERS)
    second = first.copied(tmp_path / "b.ledger", "binh")
    yield first, second
    first.close()
    second.close()


def held(laptop: Laptop, title: str) -> None:
    """Hold a meeting with a remark and a task, under the codes that a form fills in."""
    laptop.do(OpenMeeting(**HERE, meeting="cum-2020", title=title, on=DAY))
    laptop.do(RecordRemark(meeting="cum-2020", unit="b", text=title), meeting="cum-2020")
    laptop.do(GiveTask(**HERE, task="viec-1", text=title, meeting="cum-2020"))
    laptop.do(ReportTask(task="viec-1", cluster=HERE["cluster"], state="in-work"))


def recorded(laptop: Laptop) -> set[tuple[str, str]]:
    """The meetings and tasks with what was recorded of each: title and text."""
    entries = laptop.entries()
    titles = {e.event.meeting: e.event.title for e in entries if isinstance(e.event, MeetingOpened)}
    tasks = {e.event.task: e.event.text for e in entries if isinstance(e.event, TaskGiven)}
    remarks = ((titles[entry.meeting], entry.event) for entry in entries if entry.meeting)
    found = {(title, event.text) for title, event in remarks if isinstance(event, RemarkRecorded)}
    reports = (e.event for e in entries if isinstance(e.event, TaskReported))
    return found | {(tasks[report.task], report.text) for report in reports}


def test_what_follows_on_a_meeting_with_a_code_that_is_used_waits_for_one_answer(laptops):
    a, b = laptops
    held(a, "Họp A")
    held(b, "Họp B")
    planned = a.planned(b)
    assert states(planned) == [(f"binh-{n}", "asked") for n in (1, 2, 3, 4)]
    [one] = planned.waiting({})
    assert one.both and one.why.code == "meeting-exists"
    text = "\n".join(question_lines(planned, one, Words("en"), (1, 1)))
    assert "“both”" in text and "3 later acts" in text and "Họp A" in text
    assert "3 of them after a previous act" in "\n".join(plan_lines(planned, Words("en")))


def test_two_things_with_one_code_are_both_recorded_with_what_follows_on_each(laptops):
    a, b = laptops
    held(a, "Họp A")
    held(b, "Họp B")
    a.merged(b, lambda one: "both" if one.both else "later")
    assert recorded(a) == {(f"Họp {x}", f"Họp {x}") for x in "AB"}
    assert a.flaws() == []
    again = a.planned(b)
    assert {state for _, state in states(again)} == {"had"}
    b.do(RecordRemark(meeting="cum-2020", unit="a", text="Họp B"), meeting="cum-2020")
    a.merged(b)
    assert recorded(a) == {(f"Họp {x}", f"Họp {x}") for x in "AB"}, "also in a later merge"
    back = b.planned(a)
    assert [one.act.act for one in back.waiting({})] == ["an-1"], "theirs is known by its act"


def test_the_same_meeting_described_in_two_ways_is_one_with_all_remarks(laptops):
    a, b = laptops
    held(a, "Họp A")
    b.do(OpenMeeting(**HERE, meeting="cum-2020", title="Họp của cụm", on=DAY))
    b.do(RecordRemark(meeting="cum-2020", unit="a", text="Thêm"), meeting="cum-2020")
    done = a.merged(b, lambda _: "ours")
    assert states(done) == [("binh-1", "ours"), ("binh-2", "taken")]
    assert ("Họp A", "Thêm") in recorded(a)


def test_what_was_decided_against_is_not_taken_when_another_answer_lets_it_through(laptops):
    """An answer holds, whatever the answers to other questions make possible."""
    a, b = laptops
    held(a, "Họp A")
    b.do(OpenMeeting(**HERE, meeting="cum-2020", title="Họp B", on=DAY))
    b.do(RecordRemark(meeting="cum-2020", unit="a", text="Thêm"), meeting="cum-2020")
    done = a.planned(b, {"binh-1": "both", "binh-2": "ours"})
    assert states(done) == [("binh-1", "theirs"), ("binh-2", "ours")]


@pytest.mark.parametrize("kind", [*THINGS], ids=lambda kind: kind.__name__)
def test_a_thing_is_known_by_a_field_that_other_events_name_it_by(kind):
    assert THINGS[kind] in kind.__struct_fields__
    assert {THINGS[kind]} <= {*NAMED_BY.values()}


def test_every_field_that_names_a_meeting_or_a_task_is_renamed():
    held_by = {f for kind in ours() for f in kind.__struct_fields__}
    assert {f for f in held_by if f.endswith(("meeting", "task"))} == {*NAMED_BY}


def test_another_code_is_short_enough_and_free_in_the_other_branch():
    opened = MeetingOpened(**HERE, meeting="m" * 40, title="Họp", on=DAY)
    entry = Entry(position=9, at=None, by="x", act="x", event=opened, place=9)  # type: ignore[arg-type]  # no instant is asked for
    used = {("meeting", "", "m" * 38 + "-2")}
    other = next(Codes().others(Act(act="x", entries=(entry,)), used))
    assert other.first.event.meeting == "m" * 38 + "-3"  # type: ignore[attr-defined]  # a meeting
