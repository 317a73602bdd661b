"""Persons who represent units: office and term, and what is recorded of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from events.compacts import CompactSignature
from events.meeting_reports import ReportPresented
from events.meetings import MeetingOpened, RemarkRecorded, UnitsAttended
from events.minutes_events import MinutesSigned
from events.persons import (
    EndRepresentative,
    NameRepresentative,
    RepresentativeLeft,
    RepresentativeNamed,
)
from events.units import UnitDissolved, UnitFounded
from tests.facts import HERE, MEMBERS
from tests.spec import given, ledger_with
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.registry import ACTS
from thidua_tui.command_line.text_args import placed
from thidua_tui.formatting.tables.people_cells import deeds
from thidua_tui.i18n.messages import Words
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from views.people import People, Term
from views.projection import project

AN = RepresentativeNamed(unit="a", person="Nguyễn Văn An", office="Phó Giám đốc")
SINCE = date(2020, 1, 1)
LAST = date(2020, 12, 31)


def name(**more: Any) -> NameRepresentative:
    fields: dict[str, Any] = {"unit": "a", "person": "Nguyễn Văn An", "office": "Phó Giám đốc"}
    return NameRepresentative(**(fields | more))


def people(*facts, **asked):
    return project(People(**asked), ledger_with(*MEMBERS, *facts)).rows()


def test_a_person_represents_a_unit_also_when_office_and_days_are_unknown():
    alone = RepresentativeNamed(unit="a", person="Nguyễn Văn An")
    given(*MEMBERS).when(name(office="")).then(alone)
    given(*MEMBERS).when(name()).then(AN)


def test_the_same_name_in_another_unit_is_another_person():
    other = RepresentativeNamed(unit="b", person="Nguyễn Văn An", office="Phó Giám đốc")
    given(*MEMBERS, AN).when(name(unit="b")).then(other)
    assert [(row.unit, row.person) for row in people(AN, other)] == [
        ("a", "Nguyễn Văn An"),
        ("b", "Nguyễn Văn An"),
    ]


def test_a_term_in_an_office_does_not_overlap_another():
    again = {"person": "Nguyễn Văn An", "unit": "a"}
    given(*MEMBERS, AN).when(name(on=SINCE)).refused("already-representative", **again)
    known = RepresentativeNamed(
        unit="a", person="Nguyễn Văn An", office="Phó Giám đốc", on=SINCE, until=LAST
    )
    within = name(person="NGUYỄN VĂN AN", on=date(2020, 6, 1), until=date(2021, 1, 5))
    given(*MEMBERS, known).when(within).refused("already-representative")
    after = name(on=date(2021, 1, 1))
    given(*MEMBERS, known).when(after).accepted()
    before = name(on=date(2019, 1, 1), until=SINCE)
    given(*MEMBERS, known).when(before).accepted()
    given(*MEMBERS, AN).when(name(office="Giám đốc")).accepted()


def test_a_term_is_within_the_life_of_the_unit_and_not_backwards():
    facts = {"on": SINCE, "earliest": LAST}
    given(*MEMBERS).when(name(on=LAST, until=SINCE)).refused("term-ends-before-it-begins", **facts)
    ended = UnitDissolved(unit="a", on=SINCE)
    given(*MEMBERS, ended).when(name(on=LAST)).refused("unit-ended")
    given(*MEMBERS, ended).when(name(on=date(2019, 5, 5))).accepted()
    given(*MEMBERS).when(name(unit="zz")).refused("unknown-unit")
    given(*MEMBERS).when(name(on=date(2022, 1, 1))).refused("in-the-future")


def test_a_term_ends_once_in_every_office_or_in_the_one_named():
    head = RepresentativeNamed(unit="a", person="Nguyễn Văn An", office="Bí thư")
    end = EndRepresentative(unit="a", person="nguyễn văn an", on=LAST)
    left = [
        RepresentativeLeft(unit="a", person="Nguyễn Văn An", office=office, on=LAST)
        for office in ("Phó Giám đốc", "Bí thư")
    ]
    given(*MEMBERS, AN, head).when(end).then(*left)
    one = EndRepresentative(unit="a", person="Nguyễn Văn An", office="bí thư")
    alone = RepresentativeLeft(unit="a", person="Nguyễn Văn An", office="Bí thư")
    given(*MEMBERS, AN, head).when(one).then(alone)
    given(*MEMBERS, AN, left[0]).when(end).refused("not-a-representative")
    dated = RepresentativeNamed(unit="a", person="Nguyễn Văn An", on=LAST)
    early = EndRepresentative(unit="a", person="Nguyễn Văn An", on=SINCE)
    given(*MEMBERS, dated).when(early).refused("left-before-named", earliest=LAST)


def test_the_history_of_a_person_lists_terms_and_what_was_done_for_the_unit():
    meeting = MeetingOpened(**HERE, meeting="m", title="Tổng kết")
    rows = people(
        AN,
        RepresentativeLeft(unit="a", person="Nguyễn Văn An", office="Phó Giám đốc"),
        meeting,
        UnitsAttended(**HERE, meeting="m", units=("a",), who="Nguyễn Văn An"),
        UnitsAttended(**HERE, meeting="m", units=("a", "b"), who="các Phó Giám đốc"),
        ReportPresented(**HERE, meeting="m", title="BC", unit="a", presenter="Nguyễn Văn An"),
        RemarkRecorded(
            **HERE, meeting="m", kind="opinion", speaker="Trần Bình", unit="b", text="x"
        ),
    )
    an, binh = rows
    assert an.terms == (Term(office="Phó Giám đốc", since=None, until=None, over=True),)
    assert [deed.did for deed in an.deeds] == ["units-attended", "report-presented"]
    assert {deed.meeting_title for deed in an.deeds} == {"Tổng kết"}
    assert deeds(an, Words("vi")) == "dự họp 1 lần (Tổng kết); trình bày báo cáo 1 lần (Tổng kết)"
    signed = MinutesSigned(**HERE, meeting="m", who="Nguyễn Văn An", role="chair", unit="a")
    compact = CompactSignature(**HERE, unit="a", person="Nguyễn Văn An", office="Giám đốc")
    (row,) = people(signed, compact)
    assert [(deed.did, deed.office) for deed in row.deeds] == [
        ("minutes-signed", ""),
        ("compact-signature", "Giám đốc"),
    ]
    assert (binh.unit, binh.person, binh.terms, len(binh.deeds)) == ("b", "Trần Bình", (), 1)


def test_a_year_shows_the_terms_that_touch_it():
    was = RepresentativeNamed(unit="a", person="Bà Hoa", on=SINCE, until=LAST)
    assert [row.person for row in people(was, year=2020)] == ["Bà Hoa"]
    assert people(was, year=2019) == ()
    assert len(people(UnitFounded(unit="zz", name="Sở Z"), was)) == 1


# Fields that name a person


def of_form(act: str, name: str, **values: str) -> tuple[list[str], str]:
    """Return what a field of an act offers, and its default."""
    facts = (
        AN,
        RepresentativeNamed(unit="a", person="Trần Cúc", office="Giám đốc", until=LAST),
        RepresentativeNamed(unit="b", person="Lê Bình", office="Trưởng phòng"),
    )
    ground = ActContext(
        Session(ledger_with(*MEMBERS, *facts), "x"), Location(cluster="cum", year=2020)
    )
    (field,) = [field for field in ACTS[act].fields if field.name == name]
    offered = [option.code for option in field.options(ground, values)] if field.options else []
    return offered, field.default(ground, values) if field.default else ""


def test_a_field_of_a_person_offers_those_of_the_unit_on_the_day():
    assert of_form("sign-for-unit", "person", unit="a", on="10/2/2020")[0] == [
        "Nguyễn Văn An",
        "Trần Cúc",
    ]
    assert of_form("sign-for-unit", "person", unit="a", on="10/2/2021")[0] == ["Nguyễn Văn An"]
    everybody = of_form("record-remark", "speaker")[0]
    assert everybody == ["Nguyễn Văn An", "Lê Bình"]


def test_the_office_and_the_unit_follow_from_a_recorded_person():
    assert (
        of_form("record-arrival", "office", unit="a", person="nguyen van an")[1] == "Phó Giám đốc"
    )
    assert of_form("record-arrival", "office", unit="b", person="Nguyễn Văn An")[1] == ""
    assert of_form("record-remark", "unit", speaker="Lê Bình")[1] == "b"
    assert of_form("record-remark", "unit", speaker="Người khác")[1] == ""


def test_a_line_gives_person_and_office_in_their_order():
    texts = placed(ACTS["record-arrival"], ["Lê Bình", "Trưởng phòng"], {})
    assert texts == {"person": "Lê Bình", "office": "Trưởng phòng"}
