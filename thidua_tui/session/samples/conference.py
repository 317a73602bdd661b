"""The Lạng Sơn story of 14/01/2021, as the demo: what the report says, and nothing more.

The conference of Cụm thi đua các cơ quan tham mưu tổng hợp: results of 2020, roles of 2021, the
compact of 2021. The report names three places of eight, no method of the election, no signatories
of the compact and no roster of 2021; so does the ledger.
"""

from __future__ import annotations

from datetime import date

from events.awards import NominateForAward
from events.clusters import FoundCluster
from events.compacts import SignCompact
from events.elections import ElectDeputy, ElectHead
from events.event import Command, Source
from events.founding import FoundUnit
from events.meetings import (
    CloseMeeting,
    OpenMeeting,
    PresentReport,
    RecordAttendance,
    RecordGuest,
    RecordRemark,
)
from events.membership import RecordRoster
from events.movements import LaunchMovement
from events.ranking import AdoptResult
from events.store.ledger import Circumstances, Ledger
from events.verdicts import Place

CLUSTER, YEAR, NEXT = "tmth", 2020, 2021
MEETING = "tong-ket-2020"
DAY = date(2021, 1, 14)
BY = "Thư ký"
REPORT = Source(
    kind="newspaper", title="Nguyễn Hoàng Đỉnh, Sở Tài chính tỉnh Lạng Sơn: tin hội nghị", on=DAY
)
UNITS = {
    "vp-dbqh": ("Văn phòng Đoàn Đại biểu Quốc hội tỉnh", "VP Đoàn ĐBQH"),
    "stc": ("Sở Tài chính", "Sở TC"),
    "snv": ("Sở Nội vụ", "Sở NV"),
    "sngv": ("Sở Ngoại vụ", "Sở NgV"),
    "skhdt": ("Sở Kế hoạch và Đầu tư", "Sở KH&ĐT"),
    "stp": ("Sở Tư pháp", "Sở TP"),
    "vp-ubnd": ("Văn phòng UBND tỉnh", "VP UBND"),
    "vp-hdnd": ("Văn phòng HĐND tỉnh", "VP HĐND"),
}
GUEST = ("Vũ Thanh Thụy", "Phó Trưởng Ban Thi đua – Khen thưởng tỉnh")
LAUNCHERS = "Thủ tướng Chính phủ và Chủ tịch UBND tỉnh"
MOVEMENTS = (
    LaunchMovement(
        movement="bau-cu-2021",
        name="Thực hiện công tác bầu cử Quốc hội khóa XV, bầu cử đại biểu Hội đồng nhân dân các cấp"
        " nhiệm kỳ 2021-2026",
    ),
    LaunchMovement(
        movement="ls-190",
        name="Lập thành tích chào mừng kỷ niệm 190 năm thành lập tỉnh Lạng Sơn",
    ),
    LaunchMovement(
        movement="nong-thon-moi",
        name="Lạng Sơn cùng cả nước chung sức xây dựng nông thôn mới",
        launched_by=LAUNCHERS,
    ),
    LaunchMovement(
        movement="doanh-nghiep",
        name="Doanh nghiệp Việt Nam hội nhập và phát triển",
        launched_by=LAUNCHERS,
    ),
    LaunchMovement(
        movement="vi-nguoi-ngheo",
        name="Lạng Sơn cùng cả nước chung tay vì người nghèo - Không để ai bị bỏ lại phía sau",
        launched_by=LAUNCHERS,
    ),
    LaunchMovement(
        movement="van-hoa-cong-so",
        name="Cán bộ, công chức, viên chức tỉnh Lạng Sơn thi đua thực hiện văn hóa công sở",
        launched_by=LAUNCHERS,
        since=2019,
        until=2025,
    ),
)
ADDITION = (
    "Trao đổi, tham gia ý kiến đóng góp cho báo cáo; bổ sung phương hướng, nhiệm vụ công tác thi"
    " đua, khen thưởng trong năm 2021."
)
ASSESSMENT = (
    "Đánh giá cao kết quả thực hiện nhiệm vụ công tác thi đua, khen thưởng mà Cụm thi đua đã đạt"
    " được trong năm 2020; chỉ ra một số hạn chế trong công tác thi đua, khen thưởng trong cụm."
)
REQUESTS = (
    "Tập trung chỉ đạo các phong trào thi đua trong năm 2021; tiếp tục thực hiện 4 phong trào thi"
    " đua lớn do Thủ tướng Chính phủ và Chủ tịch UBND tỉnh phát động.",
    "Tổ chức các phong trào thi đua trong ngành, trong cơ quan, đơn vị; khen thưởng theo thẩm"
    " quyền, kịp thời đề xuất khen thưởng, chú trọng người lao động trực tiếp; phát hiện, bồi"
    " dưỡng, nhân rộng các gương điển hình tiên tiến.",
    "Đơn vị Trưởng cụm năm 2021 tiếp tục nghiên cứu, tổ chức đa dạng các hoạt động trong cụm, tạo"
    " khí thế thi đua sôi nổi, lan tỏa rộng khắp trong toàn cụm.",
)


def before() -> list[Command]:
    """What was known when the conference began."""
    founded: list[Command] = [
        FoundUnit(unit=code, name=name, short=short) for code, (name, short) in UNITS.items()
    ]
    return [
        *founded,
        FoundCluster(
            cluster=CLUSTER,
            name="Cụm thi đua các cơ quan tham mưu tổng hợp",
            kind="cum",
            level="province",
            place="Lạng Sơn",
        ),
        RecordRoster(cluster=CLUSTER, year=YEAR, units=tuple(UNITS)),
        ElectHead(cluster=CLUSTER, year=YEAR, unit="vp-dbqh"),
        ElectDeputy(cluster=CLUSTER, year=YEAR, unit="stc"),
    ]


def conference() -> list[Command]:
    """What happened that afternoon, in the order of the report."""
    name, title = GUEST
    spoken = {"meeting": MEETING, "speaker": name}
    return [
        OpenMeeting(
            meeting=MEETING,
            cluster=CLUSTER,
            year=YEAR,
            title="Hội nghị tổng kết công tác thi đua, khen thưởng năm 2020, triển khai nhiệm vụ"
            " năm 2021",
            kind="year-end",
            on=DAY,
            part_of_day="afternoon",
            place="Trụ sở Sở Tài chính tỉnh Lạng Sơn",
            host="stc",
        ),
        RecordGuest(meeting=MEETING, name=name, title=title),
        RecordAttendance(
            meeting=MEETING,
            units=tuple(UNITS),
            who="lãnh đạo và cán bộ phụ trách công tác thi đua, khen thưởng",
        ),
        PresentReport(
            meeting=MEETING,
            title="Báo cáo tổng kết công tác thi đua, khen thưởng năm 2020 và phương hướng,"
            " nhiệm vụ năm 2021",
            unit="stc",
            presenter="Nguyễn Anh Yến",
            position="Phó Giám đốc Sở Tài chính",
            draft=True,
        ),
        RecordRemark(
            meeting=MEETING, kind="addition", speaker="Các đơn vị thành viên", text=ADDITION
        ),
        RecordRemark(**spoken, kind="assessment", text=ASSESSMENT),
        *(RecordRemark(**spoken, kind="request", text=text) for text in REQUESTS),
        *MOVEMENTS,
        AdoptResult(
            cluster=CLUSTER,
            year=YEAR,
            places=(
                Place(place=1, unit="vp-hdnd"),
                Place(place=2, unit="snv"),
                Place(place=3, unit="vp-ubnd"),
            ),
            method="consensus",
            on=DAY,
        ),
        *(
            NominateForAward(
                cluster=CLUSTER, year=YEAR, unit=unit, form=form, addressed_to=to, on=DAY
            )
            for unit, form, to in (
                ("vp-hdnd", "co-tinh", "Ủy ban nhân dân tỉnh"),
                ("snv", "bk-tinh", "Chủ tịch Ủy ban nhân dân tỉnh"),
                ("vp-ubnd", "bk-tinh", "Chủ tịch Ủy ban nhân dân tỉnh"),
            )
        ),
        ElectHead(cluster=CLUSTER, year=NEXT, unit="stc", on=DAY),
        ElectDeputy(cluster=CLUSTER, year=NEXT, unit="skhdt", on=DAY),
        SignCompact(cluster=CLUSTER, year=NEXT, on=DAY),
        CloseMeeting(meeting=MEETING),
    ]


def play(ledger: Ledger) -> None:
    """Record the whole story into an empty ledger, act by act."""
    for command in before():
        ledger.execute(command, Circumstances(by=BY, source=REPORT))
    opened = False
    for command in conference():
        how = Circumstances(by=BY, source=REPORT, meeting=MEETING if opened else "")
        ledger.execute(command, how)
        opened = True
