"""Twelve records of real meetings, keyed line by line, and every fact of them asked back.

The lines are those of `thidua demo --cases`. A fact is a row of a table that is found by some of
its fields and has others: what the record says, no more. The number of facts of each record is
written down, so that none is lost without a word.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from eventsourcing.dcb.popo import InMemoryDCBRecorder

from events.corrections import effective
from events.invariants import breaches
from events.store.ledger import Ledger
from tests.facts import Fields
from thidua_tui.command_line.cases import play
from thidua_tui.formatting.tables.render import render
from thidua_tui.i18n.messages import Words
from thidua_tui.queries.table_query import TableQuery, query_table
from thidua_tui.session.session import Session
from views.minutes import Minutes

VI = Words("vi")
SOURCES = {
    "A01": "Nguyễn Hoàng Đỉnh, Sở Tài chính tỉnh Lạng Sơn: tin hội nghị",
    "A02": "https://thiduakhenthuong.langson.gov.vn/vi/tintucsukien/cum-thi-dua-cac-co-quan-tham-muu-tong-hop-chuc-hoat-dong-ve-nguon-tai-xa-tran-ninh",
    "A03": "https://baolangson.vn/chinh-tri/11487-tong-ket-cum-thi-dua-cac-huyen-va-thanh-pho.html",
    "A08": "quangngai.edu.vn",
    "A09": "sovhttdl.quangngai.gov.vn",
    "A10": "stttt.quangngai.gov.vn",
    "A11": "stc.vinhlong.gov.vn, ID=2276",
    "A22": "bnctu.camau.dcs.vn ...325",
    "A27": "plo.vn 520036",
    "A38": "baodongkhoi.vn a58277",
    "A39": "phuocson.quangnam.gov.vn PORTAL565572",
    "A41": "https://vjs.vietnam.vn/en/hai-phong-thanh-lap-15-cum-va-20-khoi-thi-dua",
}
"""Record -> the title under which its article is the source of entries."""
MEETINGS = {
    "A01": "tk-tmth-2020",
    "A02": "ve-nguon-2020",
    "A03": "tk-hnd-2012",
    "A08": "gu-vhxh-2021",
    "A09": "tk-vhxh-2022",
    "A10": "gu-vhxh-2023",
    "A11": "tk-khoi-iv-2015",
    "A22": "tk-khoi-vii-2019",
    "A27": "bx-khoi-vi-2014",
}
"""Record -> the meeting that its article reports."""
MINUTED = {"ResultAdopted", "AwardNominated", "HeadElected", "DeputyElected", "CompactSigned"}
Asked = tuple[str, Fields, Fields]
"""A table, the fields by which a row is found, and what the row says."""


def of(cluster: str, year: int, table: str, found: Fields, says: Fields) -> Asked:
    return table, {"cluster": cluster, "year": year, **found}, says


def members(cluster: str, year: int, codes: str) -> list[Asked]:
    return [of(cluster, year, "roster", {"unit": code}, {"unit": code}) for code in codes.split()]


def places(cluster: str, year: int, codes: str) -> list[Asked]:
    return [
        of(cluster, year, "ranking", {"unit": code}, {"place": place, "points": None})
        for place, code in enumerate(codes.split(), 1)
    ]


def award(cluster: str, year: int, unit: str, form: str, **says: Any) -> Asked:
    return of(cluster, year, "awards", {"unit": unit, "form": form}, {"state": "nominated", **says})


def leader(cluster: str, year: int, role: str, unit: str, **says: Any) -> Asked:
    elected = {"method": "not-recorded", "since": None, **says}
    return of(cluster, year, "leaders", {"role": role, "unit": unit}, elected)


def meeting(code: str, *facts: Fields) -> list[Asked]:
    return [("meetings", {"meeting": code}, fact) for fact in facts]


def cluster(code: str, *facts: Fields) -> list[Asked]:
    return [("clusters", {"cluster": code}, fact) for fact in facts]


def in_all(cluster: str, year: int, count: int, source: str) -> Asked:
    found = {"agreement": "number", "source_title": SOURCES[source]}
    return of(cluster, year, "roster-sources", found, {"count": count})


def compact(cluster: str, year: int, day: str) -> Asked:
    return of(cluster, year, "compacts", {}, {"signed_on": day, "signatories": None})


def figure(year: int, found: Fields, says: Fields) -> Asked:
    return "figures", {"year": year, **found}, says


MOVEMENTS = (
    "Bầu cử Quốc hội khóa XV và HĐND các cấp nhiệm kỳ 2021-2026",
    "Chào mừng kỷ niệm 190 năm thành lập tỉnh Lạng Sơn",
    "Lạng Sơn cùng cả nước chung sức xây dựng nông thôn mới",
    "Doanh nghiệp Việt Nam hội nhập và phát triển",
    "Lạng Sơn cùng cả nước chung tay vì người nghèo - Không để ai bị bỏ lại phía sau",
    "Thi đua thực hiện văn hóa công sở",
)
COUNCIL = "Hội đồng Thi đua – Khen thưởng tỉnh Bến Tre"
TMTH = "vp-dbqh stc snv sngv skhdt stp vp-ubnd vp-hdnd"
HND = "van-quan binh-gia bac-son chi-lang huu-lung tp-lang-son"
VHXH = "sgddt-qn svhttdl-qn sldtbxh-qn syt-qn stttt-qn skhcn-qn dptth-qn"
KHOI_IV = "stc-vl snnptnt-vl kbnn-vl stnmt-vl sxd-vl cuc-thue-vl sgtvt-vl sct-vl"
KHOI_VII = "ubkt-cm btc-cm bdv-cm bnc-cm btg-cm vptu-cm bbvcssk-cm dudcd-cm"
CONSENSUS = {"method": "consensus", "votes_total": None}
FACTS: dict[str, list[Asked]] = {
    "A01": [
        *cluster("tmth", {"place": "Lạng Sơn"}, {"level": "province"}),
        *members("tmth", 2020, TMTH),
        in_all("tmth", 2020, 8, "A01"),
        leader("tmth", 2020, "head", "vp-dbqh"),
        leader("tmth", 2020, "deputy", "stc"),
        *meeting(
            "tk-tmth-2020",
            {"kind": "year-end"},
            {"on": "2021-01-14"},
            {"part_of_day": "afternoon"},
            {"place": "Trụ sở Sở Tài chính"},
            {"host": {"unit": "stc", "name": "Sở Tài chính"}},
            {"year": 2020},
        ),
        of("tmth", 2020, "ranking", {"unit": "snv"}, CONSENSUS),
        *places("tmth", 2020, "vp-hdnd snv vp-ubnd"),
        *[of("tmth", 2020, "ranking", {"unit": one}, {"place": None}) for one in TMTH.split()[3:6]],
        award("tmth", 2020, "vp-hdnd", "co-tinh", addressed_to="UBND tỉnh"),
        award("tmth", 2020, "snv", "bk-tinh", addressed_to="Chủ tịch UBND tỉnh"),
        award("tmth", 2020, "vp-ubnd", "bk-tinh", addressed_to="Chủ tịch UBND tỉnh"),
        leader("tmth", 2021, "head", "stc"),
        leader("tmth", 2021, "deputy", "skhdt"),
        compact("tmth", 2021, "2021-01-14"),
        *[
            (
                "movements",
                {"movement_name": name},
                {"of_cluster": None, "launched_on": None, "registrations": []},
            )
            for name in MOVEMENTS[:5]
        ],
        ("movements", {"movement_name": MOVEMENTS[5]}, {"since": 2019, "until": 2025}),
    ],
    "A02": [
        *meeting(
            "ve-nguon-2020",
            {"kind": "activity"},
            {"on": "2020-08-15"},
            {"place": "xã Trấn Ninh"},
            {"year": 2020},
        ),
        of("tmth", 2020, "disputes", {"topic": "head"}, {"value": "VP Đoàn ĐBQH", "against": []}),
        of("tmth", 2020, "disputes", {"topic": "deputies"}, {"value": "Sở Tài chính"}),
        in_all("tmth", 2020, 8, "A02"),
    ],
    "A03": [
        *cluster("hnd", {"place": "Lạng Sơn"}, {"level": "not-recorded"}),
        *members("hnd", 2012, HND),
        in_all("hnd", 2012, 6, "A03"),
        *meeting("tk-hnd-2012", {"kind": "year-end"}, {"on": "2013-01-18"}, {"year": 2012}),
        of("hnd", 2012, "ranking", {"unit": "bac-son"}, CONSENSUS),
        *places("hnd", 2012, "bac-son huu-lung tp-lang-son"),
        of("hnd", 2012, "history", {}, {"heads": [], "deputies": []}),
        leader("hnd", 2013, "head", "huu-lung"),
        leader("hnd", 2013, "deputy", "bac-son"),
        compact("hnd", 2013, "2013-01-18"),
    ],
    "A08": [
        *cluster("vhxh", {"place": "Quảng Ngãi"}, {"kind": "khoi"}),
        *members("vhxh", 2021, f"{VHXH} bhxh-qn dhpvd"),
        in_all("vhxh", 2021, 9, "A08"),
        *meeting("gu-vhxh-2021", {"kind": "compact"}, {"on": "2021-03-30"}),
        leader("vhxh", 2021, "head", "sgddt-qn"),
        compact("vhxh", 2021, "2021-03-30"),
    ],
    "A09": [
        *members("vhxh", 2022, "sgddt-qn stttt-qn svhttdl-qn"),
        *meeting("tk-vhxh-2022", {"kind": "year-end"}, {"on": None}, {"year": 2022}),
        award("vhxh", 2022, "sgddt-qn", "co-chinh-phu", result_unknown=True),
        award("vhxh", 2022, "sgddt-qn", "co-tinh", result_unknown=True),
        award("vhxh", 2022, "stttt-qn", "co-tinh", result_unknown=True),
        award("vhxh", 2022, "svhttdl-qn", "bk-tinh", result_unknown=True),
        of("vhxh", 2022, "ranking", {"unit": "sgddt-qn"}, {"state": "none"}),
        of("vhxh", 2023, "disputes", {"topic": "head"}, {"value": "Sở TT&TT", "against": []}),
        leader("vhxh", 2023, "deputy", "dptth-qn"),
    ],
    "A10": [
        *members("vhxh", 2023, VHXH),
        in_all("vhxh", 2023, 7, "A10"),
        *meeting("gu-vhxh-2023", {"kind": "compact"}, {"on": "2023-04-27"}),
        leader("vhxh", 2023, "head", "stttt-qn"),
    ],
    "A11": [
        *cluster("khoi-iv-vl", {"place": "Vĩnh Long"}),
        *members("khoi-iv-vl", 2015, KHOI_IV),
        in_all("khoi-iv-vl", 2015, 8, "A11"),
        *meeting("tk-khoi-iv-2015", {"kind": "year-end"}, {"on": "2016-02-22"}, {"year": 2015}),
        *places("khoi-iv-vl", 2015, "sct-vl"),
        award("khoi-iv-vl", 2015, "sct-vl", "co-tinh"),
        award("khoi-iv-vl", 2015, "stc-vl", "co-tinh"),
        award("khoi-iv-vl", 2015, "sct-vl", "co-chinh-phu"),
        leader("khoi-iv-vl", 2016, "head", "snnptnt-vl"),
        leader("khoi-iv-vl", 2016, "deputy", "kbnn-vl", rank=1),
        leader("khoi-iv-vl", 2016, "deputy", "stnmt-vl", rank=2),
    ],
    "A22": [
        *cluster("khoi-vii-cm", {"place": "Cà Mau"}),
        *members("khoi-vii-cm", 2019, KHOI_VII),
        in_all("khoi-vii-cm", 2019, 8, "A22"),
        *meeting("tk-khoi-vii-2019", {"kind": "year-end"}, {"on": None}, {"year": 2019}),
        leader("khoi-vii-cm", 2019, "head", "ubkt-cm"),
        leader("khoi-vii-cm", 2019, "deputy", "btc-cm", rank=None),
        leader("khoi-vii-cm", 2019, "deputy", "bdv-cm", rank=None),
    ],
    "A27": [
        *cluster("khoi-vi-hcm", {"place": "TP Hồ Chí Minh"}),
        *members("khoi-vi-hcm", 2014, "ttr-hcm stp-hcm tand-hcm"),
        *meeting("bx-khoi-vi-2014", {"kind": "appraisal"}, {"on": "2014-12-26"}, {"year": 2014}),
        award(
            *("khoi-vi-hcm", 2014, "ttr-hcm", "co-chinh-phu"),
            votes_for=9,
            votes_total=9,
            votes_of="not-recorded",
        ),
        figure(2014, {"cluster": "khoi-vi-hcm", "form": "co-thanh-pho"}, {"count": 4}),
        *[
            of("khoi-vi-hcm", 2014, "ranking", {"unit": unit}, {"withdrew": True, "place": None})
            for unit in ("stp-hcm", "tand-hcm")
        ],
    ],
    "A38": [
        figure(2018, {"what": "cờ thi đua", "council": COUNCIL}, {"proposed": 69}),
        figure(2018, {"what": "cờ thi đua"}, {"approved": 48}),
        figure(2018, {"what": "bằng khen"}, {"proposed": 74}),
        figure(2018, {"what": "bằng khen"}, {"approved": 69}),
        figure(2018, {"what": "Cờ thi đua của Chính phủ"}, {"told": 5, "approved": None}),
    ],
    "A39": [
        figure(2023, {"number": "1101/QĐ-UBND"}, {"form": "co-tinh"}),
        figure(2023, {"number": "1101/QĐ-UBND"}, {"on": "2024-05-08"}),
        figure(2023, {"number": "1101/QĐ-UBND"}, {"presented_on": "2024-05-28"}),
        figure(2023, {"number": "1101/QĐ-UBND"}, {"presented": 3, "count": None}),
        figure(2023, {"number": "1086"}, {"form": "ttldxs"}),
        figure(2023, {"number": "1086"}, {"on": "2024-05-07"}),
        figure(2023, {"number": "1086"}, {"count": 5}),
    ],
    "A41": [
        figure(2025, {"place": "Hải Phòng", "kind": kind}, says)
        for kind, count, all_in, least, most in (("cum", 15, 114, 6, 9), ("khoi", 20, 160, 5, 11))
        for says in (
            {"count": count},
            {"members": all_in},
            {"least": least, "most": most},
            {"created_by": "Hội đồng TĐKT thành phố"},
        )
    ],
}
SAID_AT = {
    "A01": [("tk-tmth-2020", "Phó Trưởng Ban TĐKT tỉnh"), ("tk-tmth-2020", "Phó Giám đốc Sở")],
    "A10": [
        ("gu-vhxh-2023", text)
        for text in (
            "Kiểm tra chéo: tháng 6",
            "Thể thao: tháng 8",
            "Họp chấm điểm: tháng 12",
            "Thảo luận Kế hoạch phát động",
            "Thảo luận Chương trình hoạt động",
            "Thảo luận Quy chế",
            "Thảo luận Khung tiêu chí",
        )
    ],
}
"""Meeting -> what was said, presented or attended there, as the minutes have it."""
COUNTED = {
    "A01": 40,
    "A02": 7,
    "A03": 20,
    "A08": 16,
    "A09": 13,
    "A10": 18,
    "A11": 20,
    "A22": 16,
    "A27": 11,
    "A38": 5,
    "A39": 7,
    "A41": 8,
}


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    typed = Ledger(InMemoryDCBRecorder())
    play(typed)
    return typed


@pytest.fixture(scope="module")
def tables(ledger) -> dict[str, list[Fields]]:
    """Every table that is asked, as `thidua show … --format json` prints it."""
    names = {table for facts in FACTS.values() for table, _, _ in facts}
    shown = {name: query_table(name, ledger, TableQuery(), VI) for name in names}
    return {name: json.loads(render(table, "json", VI)) for name, table in shown.items()}


def test_the_lines_break_no_law_and_are_of_their_sources(ledger):
    entries = effective(ledger.read())
    assert breaches(entries) == []
    assert {entry.source.title for entry in entries} == {SOURCES[code] for code in FACTS}
    assert {entry.source.kind for entry in entries} == {"newspaper"}
    assert {entry.by for entry in entries} == {"Thư ký"}


@pytest.mark.parametrize("code", FACTS)
def test_every_fact_of_a_record_is_asked_back_exactly(tables, ledger, code):
    for table, found, says in FACTS[code]:
        rows = [row for row in tables[table] if all(row[key] == found[key] for key in found)]
        assert len(rows) == 1, (table, found, len(rows))
        assert {key: rows[0][key] for key in says} == says, (table, found)
    for meeting_code, text in SAID_AT.get(code, ()):
        at = Session(ledger, "Thư ký").see(Minutes(meeting_code))
        spoken = [one.text for one in at.remarks()]
        attended = [one.name for one in at.guests()]
        presented = [one.position for one in at.reports()]
        assert {one.presenter for one in at.reports()} <= {""}  # no record names a presenter
        assert [*spoken, *attended, *presented].count(text) == 1


def test_the_facts_are_counted():
    counted = {code: len(facts) + len(SAID_AT.get(code, ())) for code, facts in FACTS.items()}
    assert counted == COUNTED
    assert sum(counted.values()) == 181


def test_what_an_article_reports_of_a_meeting_is_in_its_minutes(ledger):
    """From the opening to the close; what was known before is of no meeting."""
    minuted: dict[str, set[str]] = {}
    for entry in ledger.read():
        minuted.setdefault(entry.source.title, set()).add(entry.meeting)
    assert minuted == {SOURCES[code]: {"", MEETINGS.get(code, "")} for code in FACTS}
    steps = Session(ledger, "Thư ký").see(Minutes("tk-tmth-2020")).course()
    assert {type(step.entry.event).__name__ for step in steps} >= MINUTED


@pytest.mark.parametrize("table", ["clusters", "roster", "leaders", "awards", "compacts"])
def test_no_row_says_more_than_the_records(tables, table):
    said = [found for facts in FACTS.values() for of, found, _ in facts if of == table]
    for row in tables[table]:
        assert any(row.items() >= found.items() for found in said), row


def test_nothing_is_invented(tables):
    """No unit joined or left, no place but those printed, no deed without its source."""
    assert not [row for row in tables["roster"] if row["joined"] or row["left"]]
    placed = [row for row in tables["ranking"] if row["place"] is not None]
    assert len(placed) == 7
    assert {row["result_unknown"] for row in tables["awards"] if row["cluster"] == "tmth"} == {
        False
    }
    assert {row["decided_on"] for row in tables["awards"]} == {None}
