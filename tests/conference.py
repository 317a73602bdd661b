"""The conference of Lạng Sơn, 14/01/2021, as a secretary keys it in: every key, in order.

What is typed as text stands in quotes; `<f2>` is one key. The facts: record A01 of the cases, the
article of the seed.
"""

from __future__ import annotations

import re

UNITS = (
    "Văn phòng Đoàn Đại biểu Quốc hội tỉnh; VP Đoàn ĐBQH",
    "Sở Tài chính",
    "Sở Nội vụ",
    "Sở Ngoại vụ; ; sngv",
    "Sở Kế hoạch và Đầu tư; Sở KH&ĐT; skhdt",
    "Sở Tư pháp",
    "Văn phòng UBND tỉnh; VP UBND tỉnh",
    "Văn phòng HĐND tỉnh; VP HĐND tỉnh",
)
CLUSTER = "Cụm thi đua các cơ quan tham mưu tổng hợp"
LAUNCHERS = "Thủ tướng Chính phủ và Chủ tịch UBND tỉnh"
FREE = (
    "Thực hiện công tác bầu cử Quốc hội khóa XV, bầu cử đại biểu Hội đồng nhân dân các cấp nhiệm kỳ"
    " 2021-2026",
    "Lập thành tích chào mừng kỷ niệm 190 năm thành lập tỉnh Lạng Sơn",
)
LAUNCHED = (
    "Lạng Sơn cùng cả nước chung sức xây dựng nông thôn mới",
    "Doanh nghiệp Việt Nam hội nhập và phát triển",
    "Lạng Sơn cùng cả nước chung tay vì người nghèo - Không để ai bị bỏ lại phía sau",
)
OFFICE = "Cán bộ, công chức, viên chức tỉnh Lạng Sơn thi đua thực hiện văn hóa công sở"
PLACE = "Trụ sở Sở Tài chính tỉnh Lạng Sơn"
GUEST, POSITION = "Vũ Thanh Thụy", "Phó Trưởng Ban Thi đua – Khen thưởng tỉnh"
WHO = "lãnh đạo và cán bộ phụ trách công tác thi đua, khen thưởng"
PRESENTER, OFFICER = "Nguyễn Anh Yến", "Phó Giám đốc Sở Tài chính"
ADDED = "Trao đổi, đóng góp cho báo cáo; bổ sung phương hướng, nhiệm vụ năm 2021."
PRAISED = "Đánh giá cao kết quả của cụm trong năm 2020; chỉ ra một số hạn chế."
ASKED = (
    "Tập trung chỉ đạo các phong trào thi đua trong năm 2021.",
    "Khen thưởng kịp thời, chú trọng người lao động trực tiếp.",
    "Đơn vị Trưởng cụm năm 2021 tổ chức đa dạng các hoạt động, sôi nổi, lan tỏa.",
)

AND = ("<enter>",)
"""On to the next field."""

BEFORE = (
    ("u", *(part for unit in UNITS for part in (unit, "<enter>")), "<f2><escape>"),
    ("l", CLUSTER, "<enter><enter><enter>", "Lạng Sơn", "<f2>"),
    ("<enter><left>",),
    ("s<f2>",),
    ("t", "dbqh", "<f2>"),
    ("p", "stc", "<f2>"),
)
"""What was known before: units, cluster, members, head and deputy of 2020."""
DURING = (
    ("o", PLACE, "<enter>", "stc", "<f2>"),
    ("<space>", "<enter>", GUEST, "<enter>", POSITION, "<f2><escape>"),
    ("<enter>t<enter>", WHO, "<f2><escape>"),
    ("<enter><enter><right><enter>", "stc", *AND, PRESENTER, *AND, OFFICER, "<f2>"),
    (
        *("<enter>", "b", *AND, "Các đơn vị thành viên", *AND, *AND, ADDED, "<f2>"),
        *("d", *AND, GUEST, *AND, *AND, PRAISED, "<f2>"),
        *(key for said in ASKED for key in ("<left>", *AND, GUEST, *AND, *AND, said, "<f2>")),
        "<escape>",
    ),
    (
        "<enter>",
        *(key for name in FREE for key in (name, "<f2>")),
        *(key for name in LAUNCHED for key in (name, *AND, LAUNCHERS, "<f2>")),
        *(OFFICE, *AND, LAUNCHERS, *AND, *AND, "2019", *AND, "2025", "<f2>"),
        "<escape>",
    ),
    ("<enter>", "t<enter>", "hdnd", "<enter>", "snv", "<enter>", "ubnd", "<f2>"),
    ("<enter><f2><f2><f2><escape>",),
    ("<enter>", "stc", "<f2>"),
    ("<enter>", "skhdt", "<f2>"),
    ("<enter><f2>",),
    ("<enter><f2>",),
)
"""The afternoon itself, item by item of its agenda."""


def keys(act: tuple[str, ...]) -> list[str]:
    """The keys of an act, one by one."""
    return [key for part in act for key in re.findall(r"<(?:[a-z+0-9]+)>|.", part)]


def steering(act: tuple[str, ...]) -> int:
    """How many of them are no text that a fact needs: what the program costs."""
    texts = {*UNITS, CLUSTER, LAUNCHERS, *FREE, *LAUNCHED, OFFICE, PLACE, GUEST, POSITION, WHO}
    texts |= {PRESENTER, OFFICER, ADDED, PRAISED, *ASKED, "Lạng Sơn", "2019", "2025"}
    texts.add("Các đơn vị thành viên")
    return sum(len(keys((part,))) for part in act if part not in texts)
