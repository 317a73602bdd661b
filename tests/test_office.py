"""The office that issues papers, meetings that are convened, the handing over between two heads."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec.structs import replace

from events.agenda_items import AgendaItem
from events.convening import ConveningCancelled, ConveningChanged, MeetingConvened
from events.convening_commands import CancelConvening, ChangeConvening, ConveneMeeting
from events.elections import ElectHead
from events.handover import HandOverHeadship, HeadshipHandedOver
from events.meetings import MeetingOpened, OpenMeeting
from events.minutes_events import needs_approval
from events.office import (
    DescribeOffice,
    LegalBasisNamed,
    NameLegalBasis,
    OfficeDescribed,
    lines_of,
)
from events.roles import HeadElected
from events.tasks import GiveTask
from tests.facts import DAY, HERE, MEMBERS, NEXT, THERE, WORLD
from tests.form_app import STARTED, session
from tests.spec import TODAY, given, ledger_with
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.registry import ACTS
from thidua_tui.i18n.messages import Words
from thidua_tui.screens.year_facts import gather_year
from thidua_tui.screens.year_text import meetings
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session
from views.handovers import Handovers
from views.minutes import Minutes
from views.office import LegalBases, Offices, office_on
from views.planned_meetings import PlannedMeetings
from views.projection import project

OLD = OfficeDescribed(cluster="cum", issuer="CỤM THI ĐUA", place="Lạng Sơn", symbol="CTĐ")
NEW = OfficeDescribed(cluster="cum", since=date(2021, 1, 1), issuer="CỤM THI ĐUA SỐ 1")
LAW_2003 = LegalBasisNamed(cluster="cum", text="Luật năm 2003", until=date(2023, 12, 31))
LAW_2022 = LegalBasisNamed(cluster="cum", text="Luật năm 2022", since=date(2024, 1, 1))
SOON = TODAY + timedelta(days=14)
PLAN = MeetingConvened(
    **HERE, meeting="cum-2020", title="Tổng kết", day=SOON, at="08:00", units=("a", "b")
)
HEADS = (HeadElected(**HERE, unit="a"), HeadElected(**NEXT, unit="b"))


# The office


def test_a_paper_of_2020_keeps_the_heading_of_2020():
    ledger = ledger_with(*WORLD, NEW, OLD)
    before = office_on(ledger, "cum", date(2020, 12, 31))
    after = office_on(ledger, "cum", date(2021, 1, 1))
    assert (before.issuer, before.place, before.symbol) == ("CỤM THI ĐUA", "Lạng Sơn", "CTĐ")
    assert after == replace(before, issuer="CỤM THI ĐUA SỐ 1")


def test_what_nobody_described_is_empty_and_a_later_entry_of_the_same_day_holds():
    assert office_on(ledger_with(*WORLD), "cum", DAY).issuer == ""
    again = replace(OLD, issuer="CỤM THI ĐUA SỐ 2", symbol="")
    office = office_on(ledger_with(*WORLD, OLD, again), "cum", DAY)
    assert (office.issuer, office.symbol) == ("CỤM THI ĐUA SỐ 2", "CTĐ")


def test_what_was_known_at_an_entry_is_not_changed_by_a_later_one():
    ledger = ledger_with(*WORLD, OLD)
    known = ledger.position()
    later = ledger_with(*WORLD, OLD, NEW)
    assert office_on(later, "cum", DAY, known) == office_on(ledger, "cum", DAY)


def test_bases_are_those_in_force_on_the_day_of_the_paper():
    ledger = ledger_with(*WORLD, LAW_2003, LAW_2022)
    assert office_on(ledger, "cum", date(2021, 1, 14)).bases == ("Luật năm 2003",)
    assert office_on(ledger, "cum", date(2024, 1, 1)).bases == ("Luật năm 2022",)
    assert office_on(ledger, "cum", None).bases == ("Luật năm 2022",)


def test_a_basis_named_again_has_the_days_that_were_named_last():
    ended = replace(LAW_2022, until=date(2025, 12, 31))
    (row,) = project(LegalBases("cum", 2025), ledger_with(*WORLD, LAW_2022, ended)).rows()
    assert (row.since, row.until) == (date(2024, 1, 1), date(2025, 12, 31))
    assert project(LegalBases("cum", 2026), ledger_with(*WORLD, LAW_2022, ended)).rows() == ()


def test_rows_of_an_office_hold_from_their_day_to_the_next():
    ledger = ledger_with(*WORLD, OLD, NEW)
    assert [row.since for row in project(Offices("cum"), ledger).rows()] == [None, NEW.since]
    assert [row.since for row in project(Offices("cum", 2020), ledger).rows()] == [None]
    assert [row.since for row in project(Offices("cum", 2021), ledger).rows()] == [NEW.since]


def test_an_office_is_described_by_something_of_a_known_cluster_also_for_a_day_to_come():
    given(*WORLD).when(DescribeOffice(cluster="cum")).refused("nothing-described")
    given().when(DescribeOffice(cluster="cum", issuer="X")).refused("unknown-cluster")
    coming = DescribeOffice(cluster="cum", issuer="X", since=SOON)
    given(*WORLD).when(coming).then(OfficeDescribed(cluster="cum", issuer="X", since=SOON))
    wrong = NameLegalBasis(
        cluster="cum", text="Luật", since=date(2022, 1, 1), until=date(2021, 1, 1)
    )
    given(*WORLD).when(wrong).refused("basis-ends-before-it-begins", on=date(2021, 1, 1))


def test_recipients_are_parted_by_lines_and_semicolons_without_signs_of_a_list():
    assert lines_of("- Như trên;\n+ Lưu: VT.\n\n") == ("Như trên", "Lưu: VT")


# Meetings that are convened


def test_a_meeting_is_convened_for_a_day_to_come():
    command = ConveneMeeting(
        **HERE, meeting="cum-2020", title="Tổng kết", day=SOON, at="08:00", units=("a", "b")
    )
    given(*MEMBERS).when(command).then(PLAN)
    given(*MEMBERS, PLAN).when(command).refused("meeting-convened", meeting="cum-2020")
    opened = MeetingOpened(**THERE, meeting="cum-2020", title="Khác")
    given(*MEMBERS, opened).when(command).refused("meeting-exists")
    far = ConveneMeeting(**HERE, meeting="x", title="Tổng kết", day=date(2030, 1, 1))
    given(*MEMBERS).when(far).refused("outside-the-year", on=date(2030, 1, 1))
    unknown = ConveneMeeting(**HERE, meeting="x", title="Tổng kết", units=("x",))
    given(*MEMBERS).when(unknown).refused("unknown-unit", unit="x")


def test_what_is_planned_is_changed_in_every_field_until_the_meeting_is_opened():
    change = ChangeConvening(**HERE, meeting="cum-2020", title="Tổng kết", day=None, units=("a",))
    changed = ConveningChanged(**HERE, meeting="cum-2020", title="Tổng kết", units=("a",))
    given(*MEMBERS).when(change).refused("not-convened", meeting="cum-2020")
    given(*MEMBERS, PLAN).when(change).then(changed)
    given(*MEMBERS, PLAN, changed).when(change).refused("nothing-changed")
    opened = MeetingOpened(**HERE, meeting="cum-2020", title="Tổng kết")
    given(*MEMBERS, PLAN, opened).when(change).refused("meeting-exists")
    (row,) = project(PlannedMeetings("cum"), ledger_with(*MEMBERS, PLAN, changed)).rows()
    assert (row.day, row.at, [one.unit for one in row.units]) == (None, "", ["a"])


def test_a_cancelled_meeting_is_neither_changed_nor_opened():
    cancel = CancelConvening(meeting="cum-2020", note="Do dịch bệnh")
    gone = ConveningCancelled(**HERE, meeting="cum-2020", note="Do dịch bệnh")
    given(*MEMBERS, PLAN).when(cancel).then(gone)
    given(*MEMBERS, PLAN, gone).when(cancel).refused("not-convened")
    opening = OpenMeeting(**HERE, meeting="cum-2020", title="Tổng kết")
    given(*MEMBERS, PLAN, gone).when(opening).refused("convening-cancelled", meeting="cum-2020")
    (row,) = project(PlannedMeetings("cum"), ledger_with(*MEMBERS, PLAN, gone)).rows()
    assert (row.state, row.note) == ("cancelled", "Do dịch bệnh")


def test_a_convened_meeting_is_opened_with_its_code_by_its_cluster_alone():
    opening = OpenMeeting(**HERE, meeting="cum-2020", title="Tổng kết")
    opened = MeetingOpened(**HERE, meeting="cum-2020", title="Tổng kết")
    given(*MEMBERS, PLAN).when(opening).then(opened)
    other = OpenMeeting(**THERE, meeting="cum-2020", title="Tổng kết")
    given(*MEMBERS, PLAN).when(other).refused("meeting-exists", meeting="cum-2020")
    (row,) = project(PlannedMeetings("cum"), ledger_with(*MEMBERS, PLAN, opened)).rows()
    assert row.state == "opened"


# The handing over


def test_a_head_hands_over_to_the_head_of_the_year():
    command = HandOverHeadship(**NEXT, outgoing="a", incoming="b", on=DAY, things="Sổ ghi; Con dấu")
    fact = HeadshipHandedOver(**NEXT, outgoing="a", incoming="b", on=DAY, things="Sổ ghi; Con dấu")
    given(*MEMBERS, *HEADS).when(command).then(fact)
    given(*MEMBERS, *HEADS, fact).when(command).refused("handed-over-before", unit="b")
    (row,) = project(Handovers("cum"), ledger_with(*MEMBERS, *HEADS, fact)).rows()
    assert (row.outgoing.unit, row.incoming.unit) == ("a", "b")
    assert row.things == ("Sổ ghi", "Con dấu")


def test_nobody_hands_over_what_another_unit_led():
    given(*MEMBERS, HEADS[0]).when(HandOverHeadship(**NEXT, outgoing="a", incoming="b")).refused(
        "never-led", unit="b", year=2021
    )
    given(*MEMBERS, *HEADS).when(HandOverHeadship(**NEXT, outgoing="c", incoming="b")).refused(
        "never-led", unit="c", year=2020
    )
    given(*MEMBERS, *HEADS).when(HandOverHeadship(**NEXT, outgoing="b", incoming="b")).refused(
        "handed-to-itself", unit="b"
    )
    unrecorded = HandOverHeadship(**NEXT, outgoing="c", incoming="b")
    given(*MEMBERS, HEADS[1]).when(unrecorded).accepted()
    coming = HandOverHeadship(**NEXT, outgoing="a", incoming="b", on=SOON)
    given(*MEMBERS, *HEADS).when(coming).refused("in-the-future", on=SOON)


# The forms


def first(of: Session, act: str, name: str, **values: str) -> str:
    """The first answer of a field of a form."""
    ground = ActContext(of, Location(cluster="tmth", year=2020), Words("vi"))
    field = ACTS[act].field(name)
    assert field
    assert field.default
    return field.default(ground, {"kind": "year-end", "year": "2020", **values})


def test_the_form_that_opens_a_meeting_takes_over_what_was_convened():
    plan = ConveneMeeting(
        cluster="tmth",
        year=2020,
        meeting="hop",
        title="Tổng kết cụm",
        day=SOON,
        place="Hội trường",
        agenda=(AgendaItem(item="a", title="Báo cáo"), AgendaItem(item="b", title="Bình xét")),
    )
    of = session(*STARTED, plan)
    known = [first(of, "open-meeting", name) for name in ("meeting", "title", "place", "agenda")]
    assert known == ["hop", "Tổng kết cụm", "Hội trường", "Báo cáo\nBình xét"]
    other = first(of, "open-meeting", "meeting", kind="interim")
    assert other == "tmth-2020"
    of.do(CancelConvening(meeting="hop"))
    assert first(of, "open-meeting", "meeting") == "tmth-2020"
    assert (
        ACTS["change-convening"].off(of, Location(cluster="tmth", year=2020)) == "nothing-planned"
    )


def test_a_form_never_offers_the_code_of_a_convened_meeting_to_another():
    plan = ConveneMeeting(cluster="tmth", year=2020, meeting="tmth-2020", title="Tổng kết")
    assert first(session(*STARTED, plan), "convene-meeting", "meeting") == "tmth-2020-2"


def test_the_form_of_the_handing_over_offers_both_heads_the_minutes_and_the_open_tasks():
    of = session(
        *STARTED,
        ElectHead(cluster="tmth", year=2020, unit="stc"),
        ElectHead(cluster="tmth", year=2021, unit="snv"),
        OpenMeeting(cluster="tmth", year=2020, meeting="m", title="Tổng kết"),
        GiveTask(cluster="tmth", year=2021, task="viec-1", text="Tập huấn"),
    )
    assert first(of, "hand-over", "year") == "2021"
    heads = [first(of, "hand-over", name, year="2021") for name in ("outgoing", "incoming")]
    assert heads == ["stc", "snv"]
    _, minutes, task = first(of, "hand-over", "things", year="2021").split("\n")
    assert (minutes, task) == ("Biên bản: Tổng kết", "Việc chưa xong: Tập huấn")


def test_what_is_planned_is_no_fact_of_minutes_and_waits_for_no_approval():
    of = session(*STARTED, ConveneMeeting(cluster="tmth", year=2020, meeting="m", title="Tổng kết"))
    of.do(OpenMeeting(cluster="tmth", year=2020, meeting="m", title="Tổng kết"))
    kinds = [type(entry.event).__name__ for entry in of.see(Minutes("m")).entries]
    assert kinds == ["MeetingOpened"]
    (planned,) = (e for e in of.ledger.read() if isinstance(e.event, MeetingConvened))
    assert not needs_approval(planned)


def test_the_page_of_a_year_shows_what_is_to_be_held_until_it_is_opened():
    of = session(*STARTED)
    of.do(ConveneMeeting(cluster="tmth", year=2020, meeting="m", title="Tổng kết", day=SOON))
    shown = [line.plain for line in meetings(gather_year(of, PAGE), Words("vi"))]
    assert shown == ["sắp họp: Tổng kết, ngày 28/01/2021"]
    of.do(OpenMeeting(cluster="tmth", year=2020, meeting="m", title="Tổng kết"))
    shown = [line.plain for line in meetings(gather_year(of, PAGE), Words("vi"))]
    assert [line for line in shown if "sắp họp" in line] == []


PAGE = Location(cluster="tmth", year=2020)
