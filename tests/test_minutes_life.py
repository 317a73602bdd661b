"""The life of minutes: read out, amended, approved, signed; what is provisional until then."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from events.agenda import AgendaItemSkipped, AgendaItemTaken, AgendaSet
from events.agenda_items import AgendaItem
from events.ballots import Course, Round
from events.batch import Together
from events.corrections import Correct, Retract
from events.errors import Refused
from events.meeting_roles import MeetingRoleGiven
from events.meetings import (
    MeetingClosed,
    MeetingOpened,
    RemarkRecorded,
    UnitsAttended,
)
from events.minutes import (
    AmendMinutes,
    ApproveMinutes,
    ReadOutMinutes,
    SignMinutes,
    WordSentence,
)
from events.minutes_events import (
    MinutesAmended,
    MinutesApproved,
    MinutesReadOut,
    MinutesSigned,
    SentenceWorded,
)
from events.procedures import ProcedureSet, VotingRule
from events.remarks import RecordRemark
from events.store.ledger import Circumstances
from events.voting import Tally
from tests.facts import HERE, MEMBERS, WORLD, Fields
from tests.spec import TODAY, entry, flat, given, ledger_with
from thidua_tui.session.session import in_place_of
from views.correction_sheets import Corrections
from views.projection import project

AT: Fields = {"meeting": "m", **HERE}
OPENED = MeetingOpened(**AT, title="Hội nghị tổng kết", on=TODAY, began="15:00")
REMARK = RemarkRecorded(**AT, text="Nhất trí")
APPROVED = MinutesApproved(**AT, on=TODAY)
SIGNED = MinutesSigned(**AT, who="Nguyễn Văn An", office="Giám đốc", role="chair")
BASE = (WORLD, OPENED, REMARK)


def test_a_draft_is_read_out_amended_approved_and_signed():
    votes = Tally(votes_for=7, total=8)
    read: Fields = {"on": TODAY, "time": "16:20", "reader": "Bà Bình"}
    amended: Fields = {"text": "Bổ sung ý 2", "speaker": "Ông Cường", "unit": "a"}
    approved: Fields = {"on": TODAY, "time": "16:40", "method": "show-of-hands", "votes": votes}
    signed: Fields = {"who": "An", "office": "GĐ", "role": "chair", "unit": "a", "on": TODAY}
    filed: Fields = {"paper": "bb.pdf", "sha256": "ab" * 32, "size": 9}
    for command, fact, fields, before in (
        (ReadOutMinutes, MinutesReadOut, read, ()),
        (AmendMinutes, MinutesAmended, amended, ()),
        (ApproveMinutes, MinutesApproved, approved | {"number": "05/BB-CTĐ"}, ()),
        (SignMinutes, MinutesSigned, signed | filed, (APPROVED,)),
    ):
        done = given(*BASE, *before).when(command(meeting="m", **fields))
        done.then(fact(**AT, **fields))


@pytest.mark.parametrize("act", [ReadOutMinutes(meeting="m"), AmendMinutes(meeting="m", text="X")])
def test_approved_minutes_are_no_draft(act):
    given(*BASE, APPROVED).when(act).refused("minutes-approved")
    given(*BASE, APPROVED, REMARK).when(act).accepted()


@pytest.mark.parametrize(
    "act",
    [
        ReadOutMinutes(meeting="m"),
        AmendMinutes(meeting="m", text="X"),
        ApproveMinutes(meeting="m"),
        SignMinutes(meeting="m", who="An"),
        WordSentence(meeting="m", sentence=1, text="X"),
    ],
)
def test_minutes_are_of_a_meeting(act):
    given(WORLD).when(act).refused("unknown-meeting", meeting="m")


def test_minutes_are_approved_once_and_again_for_what_was_added():
    given(*BASE, APPROVED).when(ApproveMinutes(meeting="m")).refused("minutes-without-additions")
    given(*BASE, APPROVED, REMARK).when(ApproveMinutes(meeting="m")).then(
        MinutesApproved(**AT, again=True)
    )


def test_the_count_of_an_approval_agrees_with_it():
    few = Tally(votes_for=3, total=8)
    given(*BASE).when(ApproveMinutes(meeting="m", votes=few)).refused(
        "votes-below-majority", missing=2
    )
    none = Tally(votes_for=0, total=8)
    given(*BASE).when(ApproveMinutes(meeting="m", votes=none)).refused("votes-for-none")


def test_minutes_are_not_approved_before_the_meeting():
    early = ApproveMinutes(meeting="m", on=date(2021, 1, 13))
    given(*BASE).when(early).refused("minutes-before-meeting", earliest=TODAY)


def test_only_approved_minutes_are_signed_and_once_by_a_person():
    sign = SignMinutes(meeting="m", who="nguyễn  văn an")
    given(*BASE).when(sign).refused("minutes-not-approved")
    given(*BASE, APPROVED, SIGNED).when(sign).refused("minutes-signed", who="Nguyễn Văn An")
    other = SignMinutes(meeting="m", who="Nguyễn Văn An", unit="b")
    given(*BASE, APPROVED, SIGNED).when(other).then(
        MinutesSigned(**AT, who="Nguyễn Văn An", unit="b")
    )


def test_a_second_signature_in_a_role_is_asked_about_unless_the_role_was_given():
    sign = SignMinutes(meeting="m", who="Bình", role="chair")
    signed = given(*BASE, APPROVED, SIGNED)
    signed.when(sign).refused("minutes-role-signed", who="Nguyễn Văn An", role="chair", name="Bình")
    signed.because("hai người chủ tọa").when(sign).accepted()
    role = MeetingRoleGiven(**AT, held="chair", person="BÌNH")
    given(*BASE, role, APPROVED, SIGNED).when(sign).accepted()
    given(*BASE, APPROVED, SIGNED).when(replace(sign, role="witness")).accepted()


def test_the_roles_of_two_meetings_signed_in_one_batch_are_apart():
    other: Fields = {"meeting": "n", **HERE}
    second = (MeetingOpened(**other, title="Phiên hai", on=TODAY), MinutesApproved(**other))
    role = MeetingRoleGiven(**other, held="chair", person="Bình")
    mine = SignMinutes(meeting="m", who="Bình", role="chair")
    batch = Together(commands=(replace(mine, meeting="n"), mine))
    given(*BASE, APPROVED, *second).when(batch).accepted()
    later = Together(commands=(SignMinutes(meeting="n", who="An", role="chair"), mine))
    given(*BASE, APPROVED, *second).when(later).accepted()
    signed = given(*BASE, APPROVED, SIGNED, *second, role)
    signed.when(batch).refused("minutes-role-signed", who="Nguyễn Văn An")


def test_minutes_are_read_out_and_approved_after_the_opening_and_in_this_order():
    opened = replace(OPENED, began="07:30")
    read = ReadOutMinutes(meeting="m", time="07:00")
    given(WORLD, opened, REMARK).when(read).refused("before-opening", at="07:00", start="07:30")
    given(WORLD, opened, REMARK).because("đọc trước").when(read).accepted()
    given(WORLD, opened, REMARK).when(replace(read, time="10:00")).accepted()
    before = (WORLD, opened, REMARK, MinutesReadOut(**AT, on=TODAY, time="10:00"))
    approve = ApproveMinutes(meeting="m", on=TODAY, time="09:00")
    given(*before).when(approve).refused("before-reading", at="09:00", start="10:00")
    given(*before).when(replace(approve, time="10:00")).accepted()


def test_what_the_minutes_list_has_no_sentence_to_word():
    """The roll, the roles and the agenda are lists: a wording would be shown nowhere."""
    item = AgendaItem(item="bao-cao", title="Báo cáo")
    of_lists = (
        UnitsAttended(**AT, units=("a",)),
        MeetingRoleGiven(**AT, held="secretary", person="Bà Bình"),
        AgendaSet(**AT, items=(item,)),
    )
    for listed in of_lists:
        place = len(given(*BASE, listed).facts)
        worded = WordSentence(meeting="m", sentence=place, text="X")
        given(*BASE, listed).when(worded).refused("listed-in-minutes", position=place)


def test_a_wording_is_of_a_sentence_of_these_minutes():
    before = (*BASE, MeetingOpened(**AT | {"meeting": "n"}, title="Khác"))
    place = len(given(*before).facts)
    given(*before).when(WordSentence(meeting="m", sentence=place, text="X")).refused(
        "not-in-minutes"
    )
    given(*before).when(WordSentence(meeting="m", sentence=place - 1, text="X")).then(
        SentenceWorded(**AT, sentence=place - 1, placed=place - 1, text="X")
    )
    worded = SentenceWorded(**AT, sentence=place - 1, placed=place - 1, text="X")
    given(*before, worded).when(WordSentence(meeting="m", sentence=place - 1, text="X")).refused(
        "same-wording"
    )
    given(*before, APPROVED).when(WordSentence(meeting="m", sentence=place - 1, text="X")).refused(
        "minutes-approved"
    )


def test_the_vote_on_the_minutes_is_held_under_the_rule_of_the_cluster():
    rule = ProcedureSet(**HERE, matter="minutes", rule=VotingRule(majority="2/3", of="members"))
    world = (*MEMBERS, MeetingOpened(**AT, title="Hội nghị", on=TODAY), rule)
    few = ApproveMinutes(meeting="m", course=Course(rounds=(Round(in_favour=1, against=2),)))
    facts = {"needed": 2, "votes": 1, "missing": 1}
    given(*world).when(few).refused("votes-below-threshold", **facts)
    enough = ApproveMinutes(meeting="m", course=Course(rounds=(Round(in_favour=2, against=1),)))
    [entry] = ledger_with(flat(world)).execute(enough, Circumstances(by="x"))
    event: Any = entry.event
    assert (event.course.rule, event.course.entitled) == (rule.rule, 3)
    assert event.votes == Tally(votes_for=2, total=3, of="members")


def test_the_minutes_need_a_quorum():
    came = UnitsAttended(**AT, units=("a",))
    world = (*MEMBERS, MeetingOpened(**AT, title="Hội nghị", on=TODAY), came)
    act = ApproveMinutes(meeting="m", method="consensus", on=TODAY)
    given(*world).when(act).refused("no-quorum", count=1, least=2)
    ledger = ledger_with(flat(world))
    [entry] = ledger.execute(act, Circumstances(by="x", reason="Đã hỏi các đơn vị vắng"))
    event: Any = entry.event
    assert event.course.words == "Đã hỏi các đơn vị vắng"


def test_minutes_are_not_signed_before_their_approval():
    early = SignMinutes(meeting="m", who="An", on=date(2021, 1, 12))
    before = replace(OPENED, on=date(2021, 1, 10))
    given(WORLD, before, APPROVED).when(early).refused("minutes-signed-too-early", earliest=TODAY)


def test_an_approval_stays_when_an_approved_fact_was_taken_back():
    ledger = ledger_with(*BASE, APPROVED)
    how, at = Circumstances(by="Thư ký", reason="nhầm"), ledger.position()
    undo = Retract(positions=(at,), concerns=APPROVED.tags())
    [remark] = [entry for entry in ledger.read() if entry.position == at - 1]
    assert project(Corrections(), ledger).announced([remark]) == (1,)
    ledger.execute(Retract(positions=(at - 1,), concerns=REMARK.tags()), how)
    with pytest.raises(Refused, match="approval-corrected"):
        ledger.execute(undo, how)
    assert [row.number for row in project(Corrections(), ledger).rows()] == [1]


def test_what_was_taken_back_before_the_approval_does_not_hold_it():
    ledger = ledger_with(*BASE)
    how, at = Circumstances(by="Thư ký", reason="nhầm"), ledger.position()
    ledger.execute(Retract(positions=(at,), concerns=REMARK.tags()), how)
    [approved] = ledger.execute(ApproveMinutes(meeting="m", method="consensus"), how)
    undo = Retract(positions=(approved.position,), concerns=approved.event.tags())
    assert project(Corrections(), ledger).announced([approved]) == ()
    assert ledger.execute(undo, how)


def test_an_approval_before_the_other_items_of_the_agenda_needs_words():
    agenda = (
        AgendaItem(item="i1", title="Ý kiến chỉ đạo"),
        AgendaItem(item="i2", title="Bầu Trưởng cụm", opens="elect-head"),
        AgendaItem(item="i3", title="Thông qua biên bản", opens="approve-minutes"),
        AgendaItem(item="i4", title="Bế mạc", opens="close-meeting"),
    )
    opened = replace(OPENED, agenda=agenda)
    act = ApproveMinutes(meeting="m")
    given(WORLD, opened).when(act).refused("minutes-items-open", title="Bầu Trưởng cụm", count=1)
    given(WORLD, opened).because("hội nghị nghỉ sớm").when(act).accepted()
    skipped = AgendaItemSkipped(**AT, item="i2", title="Bầu Trưởng cụm")
    given(WORLD, opened, skipped).when(act).accepted()
    taken = AgendaItemTaken(**AT, item="i2", title="Bầu Trưởng cụm")
    given(WORLD, opened, skipped, taken).when(act).refused("minutes-items-open")
    closed = MeetingClosed(**AT)
    given(WORLD, opened, closed).when(act).accepted()


def test_a_corrected_signature_keeps_its_paper_unless_another_is_filed():
    paper = {"paper": "bb.pdf", "sha256": "ab" * 32, "size": 7}
    signed = entry(replace(SIGNED, **paper), 9)
    wanted = SignMinutes(meeting="m", who="Nguyễn Văn An", office="Phó Giám đốc")
    kept: Any = in_place_of([signed], wanted).instead
    assert (kept.paper, kept.sha256, kept.size, kept.office) == (*paper.values(), "Phó Giám đốc")
    other: Any = in_place_of([signed], replace(wanted, sha256="cd" * 32)).instead
    assert other.sha256 == "cd" * 32


def test_an_approval_stays_when_an_approved_fact_was_corrected():
    ledger = ledger_with(*BASE, APPROVED)
    how, at = Circumstances(by="Thư ký", reason="nhầm"), ledger.position()
    right = RecordRemark(meeting="m", text="Nhất trí cao")
    wrong = Correct(positions=(at - 1,), concerns=REMARK.tags(), instead=right)
    ledger.execute(wrong, how)
    with pytest.raises(Refused, match="approval-corrected"):
        ledger.execute(Retract(positions=(at,), concerns=APPROVED.tags()), how)
