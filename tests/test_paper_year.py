"""Papers of a year: the report, invitations, handing over, corrections."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from events.awards import NominateForAward
from events.convening_commands import CancelConvening, ConveneMeeting
from events.corrections import Retract
from events.elections import ElectHead
from events.errors import BadInput, Refused
from events.handover import HandOverHeadship
from events.meetings import CloseMeeting, OpenMeeting
from events.minutes import ApproveMinutes
from events.office import DescribeOffice, NameLegalBasis
from events.papers import PaperKind
from events.partial_sources import RecordKnownMembers
from events.ranking import AdoptResult
from events.remarks import RecordRemark
from events.report_texts import WriteReportText
from events.result_events import Place
from events.targets import SetTarget
from events.tasks import GiveTask
from tests.form_app import ROSTER, STARTED, TODAY, UNITS, session
from tests.pages import standing_still
from tests.paper_words import assertive, body, marked, strange_words, tables
from thidua_tui.acts.context import ActContext
from thidua_tui.acts.registry import ACTS
from thidua_tui.formatting.papers.blocks import DOTS, Paper, Picture
from thidua_tui.formatting.papers.wording import WORDINGS
from thidua_tui.i18n.messages import LANGUAGES, Words
from thidua_tui.session.location import Location
from thidua_tui.session.session import Session, in_place_of
from views.papers.correction import CorrectionFacts
from views.papers.facts import Subject, digest, plain_facts
from views.papers.handover import HandoverFacts, Side
from views.papers.invitation import InvitationFacts
from views.papers.registry import PAPERS
from views.papers.report import ReportFacts
from views.papers.report_rows import Placed, Ranked

HERE: dict[str, Any] = {"cluster": "tmth", "year": 2020}
NEXT: dict[str, Any] = {"cluster": "tmth", "year": 2021}
SOON = TODAY + timedelta(days=14)
OFFICE = DescribeOffice(
    cluster="tmth",
    superior="UBND tỉnh",
    issuer="Cụm một",
    place="Lạng Sơn",
    symbol="CTĐ",
    post="TRƯỞNG CỤM",
    signer="Bà Chi",
    recipients="Như trên; Lưu: VT.",
)
PLAN = ConveneMeeting(
    **HERE,
    meeting="hop",
    title="Tổng kết",
    day=SOON,
    at="08:30",
    place="Hội trường",
    content="Báo cáo; Bình xét",
    units=("stc", "snv"),
    guests="Ông An, Phó Chủ tịch",
)
OPEN = OpenMeeting(**HERE, meeting="m", title="Tổng kết", on=TODAY, place="Hội trường")
RANKED = AdoptResult(**HERE, places=(Place(place=1, unit="stc"), Place(place=2, unit="snv")))
FLAG = NominateForAward(**HERE, unit="stc", form="co-tinh")
HEADS = (ElectHead(**HERE, unit="stc"), ElectHead(**NEXT, unit="snv"))
GIVEN = HandOverHeadship(
    **NEXT,
    outgoing="stc",
    incoming="snv",
    giver="Bà Chi",
    giver_post="Giám đốc",
    receiver="Ông Dũng",
    receiver_post="Phó Giám đốc",
    place="Hội trường",
    things="Sổ ghi; Biên bản",
    checkpoint="35-WVQCG",
    on=TODAY,
)
FREE = frozenset(
    {"name", "title", "place", "content", "agenda", "unit", "person", "post", "things", "short"}
    | {"checkpoint", "reason", "by", "text", "issuer", "superior", "symbol", "recipients"}
    | {"cluster_name", "authority", "signer", "speaker", "number"}
)
"""Fields with text that people typed."""
NEEDS = {
    "report": {
        "members": "members",
        "members-partly": "members",
        "joined": "joined",
        "left": "left",
        "meetings": "meetings",
        "movements": "movements",
        "targets": "targets",
        "adopted": "ranking",
        "provisional": "ranking",
        "placed": "ranking",
        "compact": "following.signed",
        "next-targets": "following.targets",
        "tasks": "following.tasks",
    },
    "invitation": {"invites": "title", "asks": ""},
    "handover": {
        "person": "outgoing",
        "checkpoint": "checkpoint",
        "verify": "checkpoint",
        "copies": "",
    },
    "correction": {"about": "old", "removed": "old", "recorded": "entry"},
}
"""Kind -> sentence that asserts something -> the fact that it needs; empty: it asks, or is dots."""
EMPTY: dict[str, Any] = {
    "report": ReportFacts(kind="report", cluster="c", cluster_name="Cụm", year=2020),
    "invitation": InvitationFacts(
        kind="invitation", cluster="c", cluster_name="Cụm", year=2020, meeting="m", title="Họp"
    ),
    "handover": HandoverFacts(
        kind="handover",
        cluster="c",
        cluster_name="Cụm",
        year=2020,
        outgoing=Side(key="a", unit="Sở A"),
        incoming=Side(key="b", unit="Sở B"),
    ),
}


@pytest.fixture(autouse=True)
def room():
    """The time zone of the room, whatever that of the machine is."""
    with standing_still():
        yield


def facts(of: Session, kind: PaperKind, known_at: int | None = None, **subject: Any) -> Any:
    """The facts as a program reads them from the register of papers."""
    found = PAPERS[kind].make(of.ledger, Subject(**HERE | subject), known_at)
    return msgspec.convert(plain_facts(found), type(found))


def paper(known: Any, lang: str = "vi") -> Paper:
    return WORDINGS[known.kind](known, Words(lang), None)


def corrected() -> Session:
    """A session in which a remark was corrected after the minutes were approved."""
    remark = RecordRemark(meeting="m", text="Nhất trí", speaker="Ông An", unit="stc")
    of = session(*STARTED, OFFICE, OPEN, remark, CloseMeeting(meeting="m"))
    of.do(ApproveMinutes(meeting="m"))
    wrong = [e for e in of.ledger.read() if type(e.event).__name__ == "RemarkRecorded"]
    of.do(in_place_of(wrong, replace(remark, text="Nhất trí 90 %")), reason="nghe nhầm")
    return of


def whole() -> Session:
    """A session of a year of which much is known, and something of the next."""
    of = session(*STARTED, OFFICE, *HEADS, OPEN, RANKED, FLAG, CloseMeeting(meeting="m"))
    of.do(SetTarget(**HERE, target="ct1", title="Nhà đại đoàn kết"))
    of.do(GiveTask(**NEXT, task="viec-1", text="Tập huấn", unit="stc"))
    return of


CASES: dict[str, tuple[Callable[[], Session], dict[str, Any]]] = {
    "report": (whole, {}),
    "invitation": (lambda: session(*STARTED, OFFICE, PLAN), {"meeting": "hop"}),
    "handover": (lambda: session(*STARTED, OFFICE, *HEADS, GIVEN), {"year": 2021}),
    "correction": (corrected, {"meeting": "m"}),
}
KINDS: tuple[Any, ...] = tuple(CASES)


# All kinds


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_word_is_of_a_template_or_of_a_fact(kind, lang):
    make, subject = CASES[kind]
    free = FREE - {"unit"} if kind == "correction" else FREE  # there it is the code of an event
    known, markers = marked(facts(make(), kind, **subject), free)
    assert strange_words(paper(known, lang), lang, markers) == []


@pytest.mark.parametrize("kind", KINDS)
def test_each_sentence_that_asserts_something_is_listed_with_the_fact_that_it_needs(kind):
    for lang in LANGUAGES:
        assert assertive(lang, kind).keys() == NEEDS[kind].keys()


@pytest.mark.parametrize("kind", EMPTY)
def test_without_a_fact_its_sentence_is_missing(kind):
    empty, shown = EMPTY[kind], body(paper(EMPTY[kind]))
    for key, text in assertive("vi", kind).items():
        need = NEEDS[kind][key]
        value: Any = empty
        for part in filter(None, need.split(".")):
            value = getattr(value, part)
        has = not need or bool(value.units if isinstance(value, Ranked) else value)
        literal = max(re.split(r"\{[^}]*\}|\[[^\]]*\]", text), key=len).strip(" ./:")
        assert has or literal not in shown, key


@pytest.mark.parametrize("kind", EMPTY)
def test_what_is_unknown_is_dots_and_is_named(kind):
    made = paper(EMPTY[kind])
    assert body(made).count("……") >= len(made.missing) > 0
    assert {"cơ quan chủ quản", "ký hiệu văn bản"} < {*made.missing}


@pytest.mark.parametrize("kind", KINDS)
def test_the_facts_are_those_of_their_position(kind):
    make, subject = CASES[kind]
    of = make()
    last = max(entry.position for entry in of.ledger.read())
    before = digest(facts(of, kind, **subject))
    of.do(replace(OFFICE, signer="Ông Khác"))
    assert digest(facts(of, kind, last, **subject)) == before
    assert digest(facts(of, kind, **subject)) != before


# The office


def test_a_paper_has_the_heading_and_the_bases_of_its_day():
    later = replace(OFFICE, issuer="Cụm hai", since=date(2021, 1, 1))
    law = NameLegalBasis(cluster="tmth", text="Luật cũ", until=date(2020, 12, 31))
    of = session(*STARTED, OFFICE, later, law, RANKED)
    office = facts(of, "report").office
    assert (office.issuer, office.bases) == ("Cụm một", ("Luật cũ",))
    of.do(OPEN)  # the year-end conference is in January
    office = facts(of, "report").office
    assert (office.issuer, office.bases) == ("Cụm hai", ())


# Invitations


def test_an_invitation_says_when_where_what_and_whom():
    made = paper(facts(session(*STARTED, OFFICE, PLAN), "invitation", meeting="hop"))
    shown = body(made)
    assert "08 giờ 30 phút, ngày\u00a028 tháng\u00a001 năm\u00a02021" in shown
    for text in ("Sở Tài chính", "Sở Nội vụ", "Ông An, Phó Chủ tịch", "- Báo cáo.", "Hội trường"):
        assert text in shown
    assert made.missing == ("người chủ trì",)


@pytest.mark.parametrize(
    ("asked", "name"),
    [("stc", "Sở Tài chính"), ("ông an", "Ông An, Phó Chủ tịch"), ("Sở Nội vụ", "Sở Nội vụ")],
)
def test_an_invitation_may_be_to_one_of_them(asked, name):
    of = session(*STARTED, PLAN)
    assert [one.name for one in facts(of, "invitation", meeting="hop", unit=asked).invited] == [
        name
    ]


def test_nobody_is_invited_who_is_not_on_the_list_or_to_what_is_cancelled():
    of = session(*STARTED, PLAN)
    with pytest.raises(BadInput, match="not-invited"):
        facts(of, "invitation", meeting="hop", unit="stp")
    with pytest.raises(BadInput, match="no-such-convening"):
        facts(of, "invitation", meeting="x")
    of.do(CancelConvening(meeting="hop"))
    with pytest.raises(BadInput, match="no-such-convening"):
        facts(of, "invitation", meeting="hop")


# The handing over


def test_minutes_of_handing_over_are_signed_by_both_sides_and_print_the_code_of_the_ledger():
    made = paper(facts(session(*STARTED, OFFICE, *HEADS, GIVEN), "handover", year=2021))
    assert [(one.post, one.name) for one in made.signatures] == [
        ("ĐẠI DIỆN BÊN NHẬN", "Ông Dũng"),
        ("ĐẠI DIỆN BÊN GIAO", "Bà Chi"),
    ]
    assert "Mã kiểm tra của sổ lúc bàn giao:\n35-WVQCG\n" in body(made)
    assert [row[1] for row in tables(made)[0].rows] == ["Sổ ghi", "Biên bản"]
    assert made.missing == ()
    assert made.heading
    assert made.heading.place_and_day == ""


def test_a_year_without_a_handing_over_has_no_paper_of_it():
    with pytest.raises(BadInput, match="no-handover"):
        facts(session(*STARTED, *HEADS), "handover", year=2021)


# Corrections


def test_a_correction_has_both_wordings_and_the_reason():
    of = corrected()
    known: CorrectionFacts = facts(of, "correction", meeting="m")
    made = paper(known)
    (row,) = tables(made)[0].rows
    assert "Nhất trí" in row[0]
    assert "90 %" not in row[0]
    assert "Nhất trí 90 %" in row[1]
    assert "Lý do đính chính: nghe nhầm." in body(made)
    assert made.summary == "Đính chính lần 1 Biên bản Tổng kết"
    assert facts(of, "correction", meeting="m", entry=known.entry) == known
    with pytest.raises(BadInput, match="no-correction"):
        facts(of, "correction", meeting="m", entry=1)


# The report


def test_a_report_states_members_leaders_result_awards_and_the_next_year():
    made = paper(facts(whole(), "report"))
    shown = body(made)
    for text in (
        "có 06 đơn vị thành viên",
        "Trưởng cụm: Sở Tài chính.",
        "Phân công trong cụm năm 2021: Trưởng cụm: Sở Nội vụ.",
        "1. Cờ thi đua của UBND tỉnh:",
        "- đã đề nghị (01): Sở Tài chính.",
        "- Nhà đại đoàn kết.",
        "- Tập huấn; thực hiện: Sở Tài chính.",
        "Số đơn vị có thứ hạng: 02/06.",
    ):
        assert text in shown
    assert [row[1:] for row in tables(made)[0].rows] == [
        ("Sở Tài chính", "Nhất"),
        ("Sở Nội vụ", "Nhì"),
    ]


def test_a_report_has_what_the_cluster_wrote_in_its_sections_and_dots_in_the_others():
    of = whole()
    before = digest(facts(of, "report"))
    of.do(WriteReportText(**HERE, section="I", text="Bản đầu"))
    of.do(WriteReportText(**HERE, section="I", text="Năm 2020 có nhiều khó khăn."))
    of.do(WriteReportText(**HERE, section="II", text="Các đơn vị đều hoàn thành.\n*b* <i>&"))
    of.do(WriteReportText(**NEXT, section="IV", text="Của năm khác"))
    known = facts(of, "report")
    made = paper(known)
    shown = body(made)
    for line in ("Năm 2020 có nhiều khó khăn.", "Các đơn vị đều hoàn thành.", "*b* <i>&"):
        assert line in shown
    assert "Bản đầu" not in shown
    assert "Của năm khác" not in shown
    assert made.missing == ("phần IV: phương hướng, nhiệm vụ",)
    assert digest(known) != before


def test_the_text_of_a_section_is_written_once_and_may_come_from_a_file(tmp_path):
    of = session(*STARTED)
    written = WriteReportText(**HERE, section="I", text="Năm 2020")
    of.do(written)
    with pytest.raises(Refused, match="report-text-same"):
        of.do(written)
    file = tmp_path / "bao-cao.txt"
    file.write_text("Từ tệp\n", "utf-8")
    ground = ActContext(of, Location(cluster="tmth", year=2020), Words("vi"))
    field = ACTS["write-report-text"].field("text")
    assert field
    assert field.default
    assert field.default(ground, {"year": "2020", "section": "I"}) == "Năm 2020"
    assert field.default(ground, {"section": "I", "text_file": str(file)}) == "Từ tệp\n"


def test_a_report_shows_points_as_a_chart_that_says_them_in_words():
    units = tuple(
        Placed(key=code, name=name, short=code, place=n, points=msgspec.json.decode("9", type=Any))
        for n, (code, (name, _)) in enumerate(UNITS.items(), 1)
    )
    known = replace(EMPTY["report"], ranking=Ranked(state="adopted", units=units))
    known = msgspec.convert(plain_facts(known), ReportFacts)
    (chart,) = [block for block in paper(known).blocks if isinstance(block, Picture)]
    assert chart.svg.startswith("<svg ")
    assert all(f"{code}: 9" in chart.alt for code in UNITS)
    alone = replace(known, ranking=Ranked(state="adopted", units=units[:1]))
    assert not any(isinstance(block, Picture) for block in paper(alone).blocks)


def test_a_year_of_which_nothing_is_recorded_has_no_report():
    with pytest.raises(BadInput, match="nothing-to-report"):
        facts(session(*STARTED), "report", year=2019)


@pytest.mark.parametrize("kind", KINDS)
def test_names_of_a_hundred_and_twenty_characters_stay_whole(kind):
    make, subject = CASES[kind]
    long = ("Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân " * 3)[:120].strip()
    of = make()
    of.do(replace(OFFICE, issuer=long, signer=long))
    assert body(paper(facts(of, kind, **subject))).count(long) >= 2 - (kind == "handover")


# Extremes


def test_a_fact_that_is_taken_back_leaves_nothing_in_its_place_and_names_what_rests_on_it():
    of = session(*STARTED, OFFICE, OPEN, RANKED, FLAG, CloseMeeting(meeting="m"))
    of.do(ApproveMinutes(meeting="m"))
    (wrong,) = (e for e in of.ledger.read() if type(e.event).__name__ == "AwardNominated")
    tags = (*wrong.event.tags(), "meeting:m")
    of.do(Retract(positions=(wrong.position,), concerns=tags), reason="ghi nhầm")
    made = paper(facts(of, "correction", meeting="m"))
    (row,) = tables(made)[0].rows
    assert row[1] == "Không còn nội dung này."
    again = session(*STARTED, OFFICE, OPEN, RANKED, FLAG, CloseMeeting(meeting="m"))
    again.do(ApproveMinutes(meeting="m"))
    old = [e for e in again.ledger.read() if type(e.event).__name__ == "ResultAdopted"]
    swapped = (Place(place=1, unit="stc"), Place(place=2, unit=[*UNITS][-1]))
    again.do(in_place_of(old, replace(RANKED, places=swapped)), reason="nhầm đơn vị")
    shown = body(paper(facts(again, "correction", meeting="m")))
    assert "Văn bản, bước đã căn cứ vào nội dung cũ: đề nghị khen thưởng" in shown


def test_a_report_of_one_member_or_of_some_that_a_source_names_says_so():
    alone = replace(ROSTER, units=("stc",))
    shown = body(paper(facts(session(*STARTED[:-1], alone, OPEN), "report")))
    assert "có 01 đơn vị thành viên: Sở Tài chính." in shown
    partly = RecordKnownMembers(**HERE, units=("stc", "snv"), count=11)
    shown = body(paper(facts(session(*STARTED[:-1], partly, OPEN), "report")))
    assert "có 11 đơn vị thành viên, trong đó nguồn nêu tên: " in shown


def test_units_that_share_a_place_are_marked_in_the_report():
    tied = replace(RANKED, places=tuple(Place(place=1, unit=unit) for unit in ("stc", "snv")))
    of = session(*STARTED, OPEN)
    of.do(tied, reason="đồng hạng")
    (table,) = tables(paper(facts(of, "report")))
    assert [row[2] for row in table.rows] == ["Nhất (đồng hạng)"] * 2


def test_an_invitation_without_guests_or_a_day_leaves_room_for_the_pen():
    plan = ConveneMeeting(**HERE, meeting="hop", title="Tổng kết", units=("stc",))
    made = paper(facts(session(*STARTED, plan), "invitation", meeting="hop"))
    assert {"giờ họp", "ngày họp", "địa điểm", "nội dung"} < {*made.missing}
    assert f"Địa điểm: {DOTS}" in body(made)
