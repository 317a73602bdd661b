"""The members of the Council: a seat each, one chair, terms that may lack their days."""

from __future__ import annotations

from datetime import date
from typing import Any

from events.council import (
    CouncilMemberLeft,
    CouncilMemberNamed,
    EndCouncilMember,
    NameCouncilMember,
    council_members,
)
from events.meetings import MeetingOpened
from tests.facts import HERE, MEMBERS
from tests.spec import everything, given, ledger_with
from thidua_tui.formatting.minutes.text import minutes_heading
from thidua_tui.i18n.messages import Words
from views.council import Council
from views.minutes import Minutes
from views.projection import project

SINCE, LAST = date(2020, 2, 1), date(2020, 11, 30)
AN: dict[str, Any] = {"cluster": "cum", "person": "Nguyễn Văn An", "seat": "chair"}
BINH: dict[str, Any] = {"cluster": "cum", "person": "Lê Bình"}
CHAIR = CouncilMemberNamed(**AN)


def test_a_person_sits_on_the_council_also_when_unit_and_days_are_unknown():
    given(*MEMBERS).when(NameCouncilMember(**AN)).then(CHAIR)
    given(*MEMBERS).when(NameCouncilMember(**BINH, unit="x")).refused("unknown-unit", unit="x")


def test_a_person_has_one_seat_at_a_time_and_the_council_one_chair():
    same = NameCouncilMember(**AN | {"person": "nguyễn văn an", "seat": "member"})
    given(*MEMBERS, CHAIR).when(same).refused("already-on-council", person="nguyễn văn an")
    second = NameCouncilMember(**BINH, seat="chair")
    given(*MEMBERS, CHAIR).when(second).refused("council-has-chair", person="Nguyễn Văn An")
    left = CouncilMemberLeft(cluster="cum", person="Nguyễn Văn An", on=LAST)
    given(*MEMBERS, CHAIR, left).when(second).then(CouncilMemberNamed(**BINH, seat="chair"))
    again = CouncilMemberNamed(**AN, on=LAST)
    given(*MEMBERS, CHAIR, left).when(NameCouncilMember(**AN, on=LAST)).then(again)
    before = NameCouncilMember(**AN, on=SINCE)
    given(*MEMBERS, CHAIR, left).when(before).refused("already-on-council")


def test_a_seat_ends_once_and_not_before_it_began():
    end = EndCouncilMember(cluster="cum", person="nguyễn văn an", on=LAST)
    left = CouncilMemberLeft(cluster="cum", person="Nguyễn Văn An", on=LAST)
    given(*MEMBERS, CHAIR).when(end).then(left)
    given(*MEMBERS, CHAIR, left).when(end).refused("not-on-council")
    late = CouncilMemberNamed(**AN, on=date(2020, 12, 1))
    given(*MEMBERS, late).when(end).refused("left-council-before-named", earliest=late.on)


def test_the_members_of_a_day_are_those_whose_term_includes_it():
    facts = (
        CouncilMemberNamed(**AN, on=SINCE),
        CouncilMemberNamed(**BINH),
        CouncilMemberLeft(cluster="cum", person="Lê Bình", on=LAST),
        CouncilMemberNamed(cluster="cum", person="Trần Cúc", until=SINCE),
        CouncilMemberNamed(cluster="khac", person="Đỗ Dung"),
    )
    history = everything(ledger_with(*MEMBERS, *facts))

    def sitting(day: date | None = None) -> list[str]:
        return [known.person for known in council_members(history, "cum", day)]

    assert sitting(date(2020, 1, 31)) == ["Lê Bình", "Trần Cúc"]
    assert sitting(SINCE) == ["Nguyễn Văn An", "Lê Bình", "Trần Cúc"]
    assert sitting(LAST) == ["Nguyễn Văn An"]
    assert sitting() == ["Nguyễn Văn An"]


def test_the_table_has_a_row_for_each_term_of_a_year():
    facts = (
        CouncilMemberNamed(**AN, unit="a", office="Phó Chủ tịch", on=SINCE),
        CouncilMemberNamed(cluster="cum", person="Trần Cúc", until=SINCE),
    )
    rows = project(Council("cum", 2021), ledger_with(*MEMBERS, *facts)).rows()
    assert [(row.person, row.seat, row.unit, row.over) for row in rows] == [
        ("Nguyễn Văn An", "chair", "a", False)
    ]
    rows = project(Council(), ledger_with(*MEMBERS, *facts)).rows()
    assert [row.over for row in rows] == [False, True]


def test_the_minutes_of_a_meeting_of_the_council_name_its_members_of_that_day():
    late = CouncilMemberNamed(**BINH, on=date(2020, 12, 1))
    held = MeetingOpened(**HERE, meeting="m", title="Họp", kind="council", on=LAST)
    ledger = ledger_with(*MEMBERS, CHAIR, late, held)
    text = "\n".join(minutes_heading(project(Minutes("m"), ledger), Words("vi")))
    assert "Thành viên Hội đồng: Nguyễn Văn An (Chủ tịch Hội đồng)" in text
    other = MeetingOpened(**HERE, meeting="m", title="Họp", on=LAST)
    view = project(Minutes("m"), ledger_with(*MEMBERS, CHAIR, other))
    assert "Hội đồng" not in "\n".join(minutes_heading(view, Words("vi")))
