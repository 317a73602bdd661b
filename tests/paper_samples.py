"""Papers that use every block, in its extremes: for the tests of the layouts."""

from __future__ import annotations

from datetime import date

from thidua_tui.formatting.papers.blocks import (
    DOTS,
    Addressee,
    Align,
    Annex,
    Basis,
    Column,
    Heading,
    LabelledLine,
    PageBreak,
    Paper,
    Paragraph,
    Picture,
    SectionTitle,
    Signature,
    Slip,
    Table,
)

LONG = (
    "Phòng Tham mưu tổng hợp, thi đua, khen thưởng và công tác cán bộ Văn phòng Đoàn Đại biểu Quốc"
    " hội và Hội đồng nhân dân"
)
"""A name of 119 characters."""
HOSTILE = (
    'nhất trí với *báo cáo* #x $y$ [z] &amp; <b> #read("/etc/passwd") \x1b[31m \ufffe \u202e]]>.'
)
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="60" viewBox="0 0 200 60">'
    '<rect x="10" y="10" width="80" height="40"/><text x="100" y="30">98,25</text></svg>'
)
CODE = "BB-35-WVQCG-WWCRB-KRKRA-TFN9E-4V429-9G2"


def table(rows: int, *, row_height: float = 0) -> Table:
    """A table of five columns, in which the second row has the longest name."""
    columns = (
        ("TT", 10),
        ("Đơn vị", 66),
        ("Xếp thứ", 20),
        ("Điểm", 20),
        ("Đề nghị khen thưởng", 44),
    )
    align: tuple[Align, ...] = ("center", "left", "center", "right", "left")
    return Table(
        columns=tuple(
            Column(title=title, width=width, align=side)
            for (title, width), side in zip(columns, align, strict=True)
        ),
        rows=tuple(
            (str(n), LONG if n == 2 else f"Sở Tư pháp {n}", str(n), "98,25", "Bằng khen")
            for n in range(1, rows + 1)
        ),
        row_height=row_height,
    )


def everything(
    *,
    lang: str = "vi",
    party: bool = False,
    rows: int = 11,
    remarks: int = 3,
    signers: int = 2,
    remark: str = HOSTILE,
    drawing: str = DRAWING,
) -> Paper:
    """A paper of every block, with text that is no markup and dots for the pen."""
    return Paper(
        kind="minutes",
        lang=lang,
        heading=Heading(
            superior="UBND tỉnh Lạng Sơn",
            issuer="Cụm thi đua các cơ quan tham mưu tổng hợp",
            number="Số: 01/BB-CTĐ",
            place_and_day="Lạng Sơn, ngày 05 tháng 02 năm 2021",
            party=party,
        ),
        name="BIÊN BẢN",
        summary="Hội nghị tổng kết công tác thi đua, khen thưởng năm 2020, triển khai nhiệm vụ năm"
        " 2021 và ký kết giao ước thi đua",
        blocks=(
            Addressee(label="Kính gửi", names=("Chủ tịch UBND tỉnh", "Hội đồng TĐKT tỉnh")),
            Addressee(label="Kính gửi", names=("Chủ tịch UBND tỉnh",)),
            Basis(text="Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;"),
            LabelledLine(label="Thời gian bắt đầu", text="…… giờ ……, ngày 05 tháng 02 năm 2021"),
            LabelledLine(label="Địa điểm", text=DOTS),
            SectionTitle(text="I. THÀNH PHẦN THAM DỰ"),
            Paragraph(text=f"1. Đơn vị có mặt: 02/02 đơn vị, gồm: {LONG}; {LONG}."),
            Paragraph(text="- Bà Nguyễn Thị Hà:", level=1),
            *(Paragraph(text=f"+ Ý kiến: {remark}", level=2),) * remarks,
            SectionTitle(text="II. KẾT QUẢ"),
            table(rows),
            Paragraph(text="Hội nghị không xếp thứ đối với 05 đơn vị còn lại.", style="italic"),
            Paragraph(text="In đậm.", style="bold"),
            Paragraph(text="Ở giữa.", style="center"),
            Picture(svg=drawing, alt="Điểm của các đơn vị", width=80),
            PageBreak(),
            Paragraph(text="Hội nghị kết thúc vào …… giờ ……, ngày 05 tháng 02 năm 2021./."),
        ),
        signatures=(
            Signature(authority="TM. CỤM THI ĐUA", post="TRƯỞNG CỤM", name="Hoàng Thị Ánh Nguyệt"),
            *(Signature(post=f"ĐẠI DIỆN {LONG.upper()}"),) * (signers - 1),
        ),
        recipients=("Các đơn vị thành viên;", f"{LONG};", "Lưu: VT, hồ sơ."),
        annexes=(
            Annex(
                titles=(
                    "DANH SÁCH TRÍCH NGANG",
                    f"Các đơn vị thuộc {LONG} đề nghị khen thưởng năm 2020",
                    "(Kèm theo Tờ trình số 01/TTr-CTĐ ngày 05 tháng 02 năm 2021 của Cụm)",
                ),
                blocks=(table(3, row_height=22),),
                landscape=True,
            ),
        ),
        draft="DỰ THẢO",
        code=CODE,
        code_note="Mã kiểm tra văn bản (sổ có 35 mục).",
        on=date(2021, 2, 5),
    )


def ballots(candidates: int = 3, copies: int = 6) -> Paper:
    """A paper of slips with a cover sheet."""
    columns = (("Đơn vị", 60), ("Đồng ý", 15), ("Không", 15))
    choice = Table(
        columns=tuple(Column(title=title, width=width) for title, width in columns),
        rows=((LONG, "□", "□"), *(("Sở Tư pháp", "□", "□"),) * (candidates - 1)),
    )
    return Paper(
        kind="ballots",
        heading=None,
        name="PHIẾU BẦU",
        summary="Trưởng cụm thi đua năm 2022",
        blocks=(Paragraph(text=f"Số phiếu in: {copies}."),),
        slips=(
            Slip(
                titles=("PHIẾU BẦU", "Trưởng cụm thi đua năm 2022"),
                blocks=(Paragraph(text="Bầu 01 đơn vị: đánh dấu X vào ô."), choice),
                copies=copies,
            ),
        ),
    )
