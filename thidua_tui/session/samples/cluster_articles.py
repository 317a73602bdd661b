"""The articles on clusters: who belonged, who led, who was ranked, proposed, or withdrew."""

from __future__ import annotations

from datetime import date
from typing import Any

from events.awards import NominateForAward
from events.compacts import SignCompact
from events.disputes import RecordStatement
from events.elections import ElectDeputy, ElectHead
from events.meetings import RecordRemark
from events.membership import RecordRoster
from events.partial_sources import RecordKnownMembers, RecordProposal, WithdrawUnit
from events.ranking import AdoptResult
from events.reported_counts import CountProposals
from events.verdicts import Place
from events.voting import Tally
from thidua_tui.session.samples import conference
from thidua_tui.session.samples.article_recorder import Record, bloc, end, meeting, units

LS: dict[str, Any] = {"cluster": conference.CLUSTER, "year": 2020}
TRIP = Record(
    "A02",
    "https://thiduakhenthuong.langson.gov.vn/vi/tintucsukien/cum-thi-dua-cac-co-quan-tham-muu-"
    "tong-hop-chuc-hoat-dong-ve-nguon-tai-xa-tran-ninh",
    (
        meeting(
            "ve-nguon-2020",
            conference.CLUSTER,
            2020,
            "activity",
            date(2020, 8, 15),
            "Hoạt động về nguồn tại xã Trấn Ninh",
        ),
        RecordStatement(**LS, topic="head", value="VP Đoàn ĐBQH"),
        RecordStatement(**LS, topic="deputies", value="Sở Tài chính"),
        RecordStatement(**LS, topic="members", value="8"),
        end("ve-nguon-2020"),
    ),
    meeting="ve-nguon-2020",
)

HNN = {
    "van-quan": "huyện Văn Quan",
    "binh-gia": "huyện Bình Gia",
    "bac-son": "huyện Bắc Sơn",
    "chi-lang": "huyện Chi Lăng",
    "huu-lung": "huyện Hữu Lũng",
    "tp-lang-son": "TP Lạng Sơn",
}
DISTRICTS = Record(
    "A03",
    "https://baolangson.vn/chinh-tri/11487-tong-ket-cum-thi-dua-cac-huyen-va-thanh-pho.html",
    (
        *units("", HNN),
        bloc("hnd", "Cụm thi đua các huyện nội địa (và thành phố)", "Lạng Sơn", "cum"),
        meeting("tk-hnd-2012", "hnd", 2012, "year-end", date(2013, 1, 18)),
        RecordRoster(cluster="hnd", year=2012, units=tuple(HNN)),
        AdoptResult(
            cluster="hnd",
            year=2012,
            places=(
                Place(place=1, unit="bac-son"),
                Place(place=2, unit="huu-lung"),
                Place(place=3, unit="tp-lang-son"),
            ),
            method="consensus",
        ),
        ElectHead(cluster="hnd", year=2013, unit="huu-lung"),
        ElectDeputy(cluster="hnd", year=2013, unit="bac-son"),
        SignCompact(cluster="hnd", year=2013, on=date(2013, 1, 18)),
        end("tk-hnd-2012"),
    ),
    meeting="tk-hnd-2012",
)

VHXH = {
    "sgddt-qn": "Sở GD&ĐT",
    "svhttdl-qn": "Sở VHTTDL",
    "sldtbxh-qn": "Sở LĐTBXH",
    "syt-qn": "Sở Y tế",
    "stttt-qn": "Sở TT&TT",
    "skhcn-qn": "Sở KH&CN",
    "dptth-qn": "Đài PTTH",
    "bhxh-qn": "BHXH tỉnh",
}
COLLEGE = {"dhpvd": "Trường ĐH Phạm Văn Đồng"}
SEVEN = ("stttt-qn", "dptth-qn", "sldtbxh-qn", "skhcn-qn", "sgddt-qn", "syt-qn", "svhttdl-qn")
COMPACT_2021 = Record(
    "A08",
    "quangngai.edu.vn",
    (
        *units("Quảng Ngãi", VHXH),
        *units("", COLLEGE),
        bloc("vhxh", "Khối thi đua Văn hóa - Xã hội", "Quảng Ngãi"),
        meeting("gu-vhxh-2021", "vhxh", 2021, "compact", date(2021, 3, 30)),
        RecordRoster(cluster="vhxh", year=2021, units=(*VHXH, *COLLEGE)),
        ElectHead(cluster="vhxh", year=2021, unit="sgddt-qn"),
        SignCompact(cluster="vhxh", year=2021, on=date(2021, 3, 30)),
        end("gu-vhxh-2021"),
    ),
    meeting="gu-vhxh-2021",
)
LAUNCH_2023 = Record(
    "A10",
    "stttt.quangngai.gov.vn",
    (
        meeting("gu-vhxh-2023", "vhxh", 2023, "compact", date(2023, 4, 27)),
        RecordRoster(cluster="vhxh", year=2023, units=SEVEN),
        ElectHead(cluster="vhxh", year=2023, unit="stttt-qn"),
        RecordRemark(
            meeting="gu-vhxh-2023",
            text="Thảo luận: Kế hoạch phát động, Chương trình hoạt động, Quy chế, Khung tiêu chí.",
        ),
        RecordRemark(
            meeting="gu-vhxh-2023",
            text="Lịch trong năm: kiểm tra chéo tháng 6, thể thao tháng 8, họp chấm điểm tháng 12.",
        ),
        end("gu-vhxh-2023"),
    ),
    meeting="gu-vhxh-2023",
)
OF_2022: dict[str, Any] = {"cluster": "vhxh", "year": 2022}
RESULT_2022 = Record(
    "A09",
    "sovhttdl.quangngai.gov.vn",
    (
        meeting("tk-vhxh-2022", "vhxh", 2022, "year-end"),
        RecordKnownMembers(**OF_2022, units=("sgddt-qn", "stttt-qn", "svhttdl-qn")),
        RecordProposal(**OF_2022, unit="sgddt-qn", form="co-chinh-phu"),
        RecordProposal(**OF_2022, unit="sgddt-qn", form="co-tinh"),
        RecordProposal(**OF_2022, unit="stttt-qn", form="co-tinh"),
        RecordProposal(**OF_2022, unit="svhttdl-qn", form="bk-tinh"),
        RecordStatement(cluster="vhxh", year=2023, topic="head", value="Sở TT&TT"),
        ElectDeputy(cluster="vhxh", year=2023, unit="dptth-qn"),
        end("tk-vhxh-2022"),
    ),
    date(2023, 1, 17),
    "tk-vhxh-2022",
)

KHOI_IV = {
    "stc-vl": "Sở Tài chính",
    "snnptnt-vl": "Sở NN&PTNT",
    "kbnn-vl": "Kho bạc Nhà nước",
    "stnmt-vl": "Sở TN&MT",
    "sxd-vl": "Sở Xây dựng",
    "cuc-thue-vl": "Cục Thuế",
    "sgtvt-vl": "Sở GTVT",
    "sct-vl": "Sở Công Thương",
}
OF_2015: dict[str, Any] = {"cluster": "khoi-iv-vl", "year": 2015}
TWO_DEPUTIES = Record(
    "A11",
    "stc.vinhlong.gov.vn, ID=2276",
    (
        *units("Vĩnh Long", KHOI_IV),
        bloc("khoi-iv-vl", "Khối thi đua IV", "Vĩnh Long"),
        meeting("tk-khoi-iv-2015", "khoi-iv-vl", 2015, "year-end", date(2016, 2, 22)),
        RecordRoster(**OF_2015, units=tuple(KHOI_IV)),
        AdoptResult(**OF_2015, places=(Place(place=1, unit="sct-vl"),)),
        NominateForAward(**OF_2015, unit="sct-vl", form="co-tinh"),
        NominateForAward(**OF_2015, unit="stc-vl", form="co-tinh"),
        NominateForAward(**OF_2015, unit="sct-vl", form="co-chinh-phu"),
        ElectHead(cluster="khoi-iv-vl", year=2016, unit="snnptnt-vl"),
        ElectDeputy(cluster="khoi-iv-vl", year=2016, unit="kbnn-vl", rank=1),
        ElectDeputy(cluster="khoi-iv-vl", year=2016, unit="stnmt-vl", rank=2),
        end("tk-khoi-iv-2015"),
    ),
    meeting="tk-khoi-iv-2015",
)

KHOI_VII = {
    "ubkt-cm": "Ủy ban Kiểm tra",
    "btc-cm": "Ban Tổ chức",
    "bdv-cm": "Ban Dân vận",
    "bnc-cm": "Ban Nội chính",
    "btg-cm": "Ban Tuyên giáo",
    "vptu-cm": "Văn phòng Tỉnh ủy",
    "bbvcssk-cm": "Ban BVCSSK cán bộ",
    "dudcd-cm": "Đảng ủy Dân Chính Đảng",
}
UNORDERED = Record(
    "A22",
    "bnctu.camau.dcs.vn ...325",
    (
        *units("Cà Mau", KHOI_VII),
        bloc("khoi-vii-cm", "Khối thi đua VII", "Cà Mau"),
        meeting("tk-khoi-vii-2019", "khoi-vii-cm", 2019, "year-end"),
        RecordRoster(cluster="khoi-vii-cm", year=2019, units=tuple(KHOI_VII)),
        ElectHead(cluster="khoi-vii-cm", year=2019, unit="ubkt-cm"),
        ElectDeputy(cluster="khoi-vii-cm", year=2019, unit="btc-cm"),
        ElectDeputy(cluster="khoi-vii-cm", year=2019, unit="bdv-cm"),
        end("tk-khoi-vii-2019"),
    ),
    meeting="tk-khoi-vii-2019",
)

KHOI_VI = {
    "ttr-hcm": "Thanh tra TP Hồ Chí Minh",
    "stp-hcm": "Sở Tư pháp TP Hồ Chí Minh",
    "tand-hcm": "TAND TP Hồ Chí Minh",
}
OF_2014: dict[str, Any] = {"cluster": "khoi-vi-hcm", "year": 2014}
WITHDRAWALS = Record(
    "A27",
    "plo.vn 520036",
    (
        *units("", KHOI_VI),
        bloc("khoi-vi-hcm", "Khối thi đua VI", "TP Hồ Chí Minh"),
        meeting("bx-khoi-vi-2014", "khoi-vi-hcm", 2014, "appraisal", date(2014, 12, 26)),
        RecordKnownMembers(**OF_2014, units=tuple(KHOI_VI)),
        RecordProposal(
            **OF_2014,
            unit="ttr-hcm",
            form="co-chinh-phu",
            votes=Tally(votes_for=9, total=9, of="not-recorded"),
        ),
        CountProposals(**OF_2014, form="co-thanh-pho", count=4),
        WithdrawUnit(**OF_2014, unit="stp-hcm", wording="xin không xét cờ"),
        WithdrawUnit(**OF_2014, unit="tand-hcm", wording="xin không xét cờ"),
        end("bx-khoi-vi-2014"),
    ),
    meeting="bx-khoi-vi-2014",
)
CLUSTERS = (
    TRIP,
    DISTRICTS,
    COMPACT_2021,
    LAUNCH_2023,
    RESULT_2022,
    TWO_DEPUTIES,
    UNORDERED,
    WITHDRAWALS,
)
"""Ordered so that each record depends only on earlier ones."""
